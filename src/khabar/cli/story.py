"""List the stories in a ledger, runs of happenings between the same two sides; or tell one, with its turning points."""

from __future__ import annotations

import argparse

from khabar.cli.across import material_arguments, opened, put
from khabar.cli.common import count
from khabar.errors import KhabarError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("id", nargs="?", metavar="ID", help="a story from the list: its timeline")
    parser.add_argument("--actor", metavar="NAME", help="only stories of this actor (a name or an identifier)")
    parser.add_argument("--least", metavar="N", type=count, default=3, help="happenings that a story has at least (3)")
    material_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    across = opened(args)
    if args.id is None:
        return put(across, across.story_lines(across.stories(args.least, args.actor)))
    for story in across.stories(1, None):
        if story.id == args.id:
            return put(across, across.story(story))
    raise KhabarError(
        "id-unknown", f"{args.id}: no story of that name", f"list them: khabar story --ledger {args.ledger}"
    )
