"""`khabar timeline`: one happening a line, in order."""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `khabar timeline`."""
    parser.add_argument(
        "--ledger", "-l", required=True, metavar="FILE", help="the ledger, or an interchange file (.jsonl)"
    )
    parser.add_argument("--lang", choices=("ar", "en"), help="language of the labels (default: the locale's)")
    parser.add_argument("--talks", action="store_true", help="contacts and agreements only")
    parser.add_argument("--all", action="store_true", help="with background and unresolved reports")
    parser.add_argument("--actor", metavar="NAME", help="only what this actor took part in (a name or an identifier)")
    parser.add_argument("--since", metavar="DAY", help="from this day on (YYYY-MM-DD)")
    parser.add_argument("--until", metavar="DAY", help="up to this day (YYYY-MM-DD)")
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colours and marks of direction"
    )


def run(args: argparse.Namespace) -> int:
    """Print the timeline; 0 also where there is nothing to tell."""
    from khabar.export import terminal, timeline
    from khabar.export.build import build_story
    from khabar.export.load import load
    from khabar.export.phrases import Phrases

    since, until = _day(args.since), _day(args.until)
    material = load(args.ledger)
    story = build_story(material.articles, material.happenings, material.entities, material.copies)
    pen = terminal.pen_for(sys.stdout, args.color)
    phrases = Phrases(args.lang or terminal.default_language(), pen)
    found = timeline.select(story, everything=args.all, talks=args.talks, actor=args.actor, since=since, until=until)
    lines = timeline.lines(found, phrases, pen) or [phrases.ui("empty")]
    terminal.put(lines, sys.stdout, phrases.dir, isolates=pen.isolates)
    return 0


def _day(text: str | None) -> str | None:
    from datetime import date

    from khabar.errors import error

    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise error("date-invalid", value=text) from None
