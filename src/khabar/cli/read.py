"""Read articles into a ledger: text, HTML and interchange files, and folders of them. Reading the same thing
twice changes nothing; a file that cannot be read is passed over and listed at the end."""

from __future__ import annotations

import argparse
from collections import Counter

from khabar.cli.common import Progress, add_reading_arguments, report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help=".txt, .html, .htm, .jsonl, folders, or - for stdin")
    parser.add_argument("--ledger", "-l", metavar="FILE", required=True, help="the ledger; made where it is missing")
    add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read; 1 where a file or an article failed."""
    from khabar.cli.work import annotated, packs
    from khabar.errors import KhabarError
    from khabar.ingest.files import Given
    from khabar.ledger import Ledger, writable

    given = Given(args.outlet, args.published, tuple(args.column)).checked()
    writable(args.ledger)  # before the work begins; a ledger is made only when there is something to keep
    loaded = packs(args.pack)
    errors: list[KhabarError] = []
    progress = Progress(args.progress)
    became: Counter[str] = Counter()
    ledger: Ledger | None = None
    try:
        for article in annotated(args.paths, args, given, errors, progress):
            ledger = ledger or Ledger(args.ledger, write=True, packs=loaded.labels)
            became[ledger.add(article)] += 1
        if ledger is not None and not ledger.is_related():
            progress.message("relating the articles to each other")
            ledger.update(loaded)
    finally:
        progress.end()
        if ledger is not None:
            ledger.close()
    print(f"{args.ledger}: {became['added']} new, {became['changed']} read anew, {became['same']} as before")
    return report(errors)
