"""List what articles have from each other: those that are one text, and paragraphs that texts share; who was first."""

from __future__ import annotations

import argparse

from khabar.cli.across import material_arguments
from khabar.cli.common import count
from khabar.cli.screen import put, screen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("article", nargs="?", metavar="ARTICLE", help="only what this article shares with others")
    parser.add_argument("--least", metavar="N", type=count, default=2, help="only what so many articles have (2)")
    material_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    from khabar.export.across import words
    from khabar.export.copied import copied, lines

    phrases, pen = screen(args)
    found = copied(args.ledger, args.article)
    return put(lines(found, words(phrases.lang), phrases, pen, args.least), phrases, pen)
