"""Read articles into a ledger: pages, text, PDF, interchange files and tables, archives of them (WARC, ZIP, TAR,
MHTML, EPUB), packed or not, and folders. The bytes of pages are kept (khabar page shows them). Reading the same
thing twice changes nothing; what cannot be read is passed over and listed at the end."""

from __future__ import annotations

import argparse
from collections import Counter

from khabar.cli.common import READ, Progress, add_reading_arguments, report, tell_archives


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help=READ)
    parser.add_argument("--ledger", "-l", metavar="FILE", required=True, help="the ledger; made where it is missing")
    parser.add_argument(
        "--no-pages", dest="pages", action="store_false", help="do not keep the bytes that articles were read from"
    )
    add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read; 1 where a file or an article failed."""
    from khabar.cli.work import annotated, packs
    from khabar.errors import KhabarError
    from khabar.ingest.files import Given
    from khabar.ingest.item import Tally
    from khabar.ledger import Ledger, writable

    given = Given(args.outlet, args.published, tuple(args.column)).checked()
    writable(args.ledger)  # before the work begins; a ledger is made only when there is something to keep
    loaded = packs(args.pack)
    errors: list[KhabarError] = []
    progress = Progress(args.progress)
    tally = Tally()
    became: Counter[str] = Counter()
    ledger: Ledger | None = None
    try:
        for found in annotated(args.paths, args, given, errors, progress, tally):
            ledger = ledger or Ledger(args.ledger, write=True, packs=loaded.labels)
            became[ledger.add(found.article)] += 1
            if found.item is not None and args.pages:
                ledger.keep_page(found.article.id, found.item.data, **found.item.origin())
        if ledger is not None and not ledger.is_related():
            progress.message("relating the articles to each other")
            ledger.update(loaded)
    finally:
        progress.end()
        if ledger is not None:
            ledger.close()
    print(f"{args.ledger}: {became['added']} new, {became['changed']} read anew, {became['same']} as before")
    tell_archives(tally, errors)
    return report(errors)
