"""Watch feeds: read what is new in RSS, Atom and JSON feeds, and the pages they lead to, into a ledger.

Feeds are named by their addresses, or by an .opml file, or a text file with an address a line. A round asks each
feed once, says what it found, and ends; --every goes on until Ctrl-C. What is kept is kept at once: after a stop
the next round goes on where this one was. See docs/gathering.md for how sites are treated."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from khabar.cli.common import Progress, count, report, workers

if TYPE_CHECKING:
    from khabar.errors import KhabarError
    from khabar.ingest.feeds.clock import Clock
    from khabar.ingest.feeds.fetch import Fetcher
    from khabar.ingest.feeds.rounds import Report


def seconds(value: str) -> float:
    """An argument: seconds, 0 or more."""
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 3600:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of seconds from 0 to 3600")
    return number


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("feeds", metavar="FEED", nargs="+", help="an address, or a file that lists some (.opml, .txt)")
    parser.add_argument("--ledger", "-l", metavar="FILE", required=True, help="the ledger; made where it is missing")
    often = parser.add_mutually_exclusive_group()
    often.add_argument("--once", action="store_true", help="one round (this is the default)")
    often.add_argument("--every", metavar="MINUTES", type=count, help="a round every so many minutes, until Ctrl-C")
    parser.add_argument("--pause", metavar="SECONDS", type=seconds, default=1.0, help="between requests to a site (1)")
    parser.add_argument(
        "--max-size", metavar="MB", type=count, default=16, help="most that a page or feed may have (16)"
    )
    parser.add_argument("--contact", metavar="WHERE", help="an address or page of yours, told to the sites")
    parser.add_argument("--allow-private", action="store_true", help="also this machine and its own network")
    parser.add_argument("--pack", metavar="DIR", action="append", default=[], help="a pack of your own (repeatable)")
    parser.add_argument(
        "--workers", metavar="N", type=workers, default=1, help="processes to use; 0 means one for each core"
    )
    parser.add_argument("--progress", action="store_true", help="show progress also where there is no terminal")


def run(args: argparse.Namespace) -> int:
    """Watch; 1 where something failed."""
    from khabar.errors import KhabarError
    from khabar.ingest.feeds.addresses import Network
    from khabar.ingest.feeds.clock import Clock
    from khabar.ingest.feeds.fetch import Fetcher, Limits
    from khabar.ledger import writable

    writable(args.ledger)
    limits = Limits(size=args.max_size * 1024 * 1024, whole=60.0 + 2.0 * args.max_size)
    fetcher = Fetcher(Network(near=args.allow_private), limits, _contact(args.contact))
    clock = Clock()
    while True:
        try:
            code = _round(args, fetcher, clock)
        except KhabarError as problem:
            if args.every is None:
                raise
            code = report([problem])
        if args.every is None:
            return code
        clock.sleep(args.every * 60)


def _contact(given: str | None) -> str | None:
    return "".join(c for c in given if "!" <= c <= "~" and c not in "()\\") or None if given else None


def _round(args: argparse.Namespace, fetcher: Fetcher, clock: Clock) -> int:
    from khabar import engine
    from khabar.cli.work import Annotate, packs
    from khabar.ingest.feeds import opml
    from khabar.ingest.feeds.rounds import Round
    from khabar.ledger import Ledger
    from khabar.ledger.feeds import LedgerStore

    errors: list[KhabarError] = []
    feeds = opml.feeds(args.feeds, errors)
    if not feeds:
        return report(errors)
    loaded = packs(args.pack)
    progress = Progress(args.progress)
    try:
        with Ledger(args.ledger, write=True, packs=loaded.labels) as ledger:
            store = LedgerStore(ledger)
            number = store.begin()
            found = Round(
                store,
                fetcher,
                # one at a time: what was fetched is kept soon
                lambda articles: engine.run(Annotate(args.pack), articles, engine.Where(args.workers), chunk=1),
                clock,
                args.pause,
                progress.often,
            ).run(feeds)
            if not ledger.is_related():
                progress.message("relating the articles to each other")
                ledger.update(loaded)
    finally:
        progress.end()
    for text in lines(found, args.ledger, number):
        print(text)
    return report([*errors, *found.errors], "failed")


def lines(found: Report, ledger: object, number: int) -> list[str]:
    """What a round found: a line of counts, then one for each thing that one should know."""
    feeds, items = found.feeds, found.items

    def counted(*pairs: tuple[int, str]) -> str:
        return ", ".join(f"{n} {word}" for n, word in pairs if n)

    said = counted(
        (feeds["read"], "read"), (feeds["same"], "as before"), (feeds["waiting"], "not asked"),
        (feeds["failed"], "failed"),
    )  # fmt: skip
    own = f" ({items['feed']} from the feed's own text)" if items["feed"] else ""
    told = counted(
        (items["gone"], "gone"), (items["foreign"], "not Arabic"), (items["forbidden"], "forbidden"),
        (items["failed"], "failed"), (items["waiting"], "still waiting"),
    )  # fmt: skip
    articles = counted((items["new"], "new"), (items["changed"], "changed")) or "none new"
    out = [f"{ledger}, run {number}: feeds: {said or 'none'}; articles: {articles}{own}{', ' if told else ''}{told}"]
    out += [f"robots.txt of {host} forbids {n} of its pages" for host, n in sorted(found.forbidden.items())]
    return out + found.notes
