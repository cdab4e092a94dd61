"""List the links between accounts that are least sure, the least sure first, with what speaks for and against."""

from __future__ import annotations

import argparse

from khabar.cli.across import material_arguments, opened, put
from khabar.cli.common import count


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("--limit", metavar="N", type=count, default=20, help="at most so many (20)")
    material_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    across = opened(args)
    return put(across, across.unsure(args.limit))
