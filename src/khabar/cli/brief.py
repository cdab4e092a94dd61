"""`khabar brief`: the story in order, to be read and printed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from khabar.cli.screen import ledger_argument


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `khabar brief`."""
    ledger_argument(parser)
    parser.add_argument("--to", required=True, metavar="FILE", help="where to write: a name ending in .html or .md")
    parser.add_argument("--lang", choices=("ar", "en"), default="ar", help="language of the brief (default: ar)")


def run(args: argparse.Namespace) -> int:
    """Write the brief; 0 where it was written."""
    from khabar.export import brief
    from khabar.export.build import build_story
    from khabar.export.load import load

    target = Path(args.to)
    brief.form_of(target)  # a name that cannot be written to is told before the ledger is read
    material = load(args.ledger)
    story = build_story(material.articles, material.happenings, material.entities, material.copies)
    brief.write(story, target, args.lang)
    print(f"{target}: {len(story.articles)} articles, {len(story.main)} happenings", file=sys.stderr)
    return 0
