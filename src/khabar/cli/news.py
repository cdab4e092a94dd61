"""Tell what is new in a ledger: articles that came in, pages that changed or are gone, and the happenings that they
tell for the first time, tell again, or dispute. Without --since: what the last run of watch or read brought."""

from __future__ import annotations

import argparse

from khabar.cli.common import Output
from khabar.cli.screen import color_argument, lang_argument, put, screen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("--ledger", "-l", metavar="FILE", required=True, help="the ledger")
    parser.add_argument("--since", metavar="WHEN", help="a run's number, a day, or a time (default: the last run)")
    parser.add_argument("--format", choices=("text", "atom", "jsonl"), default="text", help="text, a feed, or records")
    parser.add_argument("--to", metavar="FILE", default="-", help="file to write, - for standard output")
    parser.add_argument("--all", action="store_true", help="with background and unresolved reports")
    parser.add_argument("--runs", action="store_true", help="list the runs instead")
    lang_argument(parser)
    color_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Tell it; 0 also where nothing is new."""
    from khabar.export.news import Teller, news
    from khabar.export.pens import TerminalPen
    from khabar.export.phrases import Phrases
    from khabar.export.terminal import default_language
    from khabar.ledger import open_ledger
    from khabar.ledger.news import arrivals, since

    with open_ledger(args.ledger) as ledger:
        if args.runs:
            for one in ledger.runs():
                print(f"{one['run']}  {one['started']}  khabar {one['version']}")
            return 0
        found = news(ledger, arrivals(ledger, since(ledger, args.since)), everything=args.all)
        first = ledger.runs()[:1]
    if args.format == "text" and args.to == "-":
        phrases, pen = screen(args)
        return put(Teller(phrases, pen).lines(found), phrases, pen)
    plain = TerminalPen(isolates=False, colours=False)
    teller = Teller(Phrases(args.lang or default_language(), plain), plain)
    with Output(args.to) as output:
        if args.format == "text":
            for line in teller.lines(found):
                output.line(line.encode("utf-8", "replace"))
            return 0
        from khabar.export.news_atom import atom, records

        if args.format == "atom":
            origin = f"{ledger.path.name} {first[0]['started'] if first else ''}"
            output.line(atom(found, teller, ledger.path, origin))
        else:
            for record in records(found, teller):
                output.line(record)
    return 0
