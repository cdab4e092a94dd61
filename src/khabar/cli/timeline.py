"""`khabar timeline`: one happening a line, in order."""

from __future__ import annotations

import argparse

from khabar.cli.screen import color_argument, lang_argument, ledger_argument, put, screen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `khabar timeline`."""
    ledger_argument(parser)
    lang_argument(parser)
    parser.add_argument("--talks", action="store_true", help="contacts and agreements only")
    parser.add_argument("--all", action="store_true", help="with background and unresolved reports")
    parser.add_argument("--actor", metavar="NAME", help="only what this actor took part in (a name or an identifier)")
    parser.add_argument("--since", metavar="DAY", help="from this day on (YYYY-MM-DD)")
    parser.add_argument("--until", metavar="DAY", help="up to this day (YYYY-MM-DD)")
    color_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Print the timeline; 0 also where there is nothing to tell."""
    from khabar.export import timeline
    from khabar.export.build import build_story
    from khabar.export.load import load

    since, until = _day(args.since), _day(args.until)
    material = load(args.ledger)
    story = build_story(material.articles, material.happenings, material.entities, material.copies)
    phrases, pen = screen(args)
    found = timeline.select(story, everything=args.all, talks=args.talks, actor=args.actor, since=since, until=until)
    lines = timeline.lines(found, phrases, pen) or [phrases.ui("empty")]
    return put(lines, phrases, pen)


def _day(text: str | None) -> str | None:
    from datetime import date

    from khabar.errors import error

    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise error("date-invalid", value=text) from None
