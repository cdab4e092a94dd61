"""Count witnesses, not articles: for each happening that several articles tell, the independent voices it rests on."""

from __future__ import annotations

import argparse

from khabar.cli.across import material_arguments, opened, put
from khabar.cli.common import count


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("--least", metavar="N", type=count, default=2, help="only what so many articles tell (2)")
    material_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    across = opened(args)
    return put(across, across.witness_lines(args.least))
