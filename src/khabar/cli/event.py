"""Show a happening in full: its accounts, who has it from whom, where the accounts differ, why they were linked."""

from __future__ import annotations

import argparse

from khabar.cli.across import material_arguments, opened, put


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("id", metavar="ID", help="a happening, or ARTICLE:EVENT")
    material_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    across = opened(args)
    from khabar.export import show

    told = across.find(args.id)
    lines = show.happening_lines(across.happenings[told.id], across.p, across.pen)
    lines += ["", *across.graph(told)]
    if len(told.accounts) > 1:
        lines += ["", *across.links(told)]
    return put(across, lines)
