"""Write a ledger in another format. interchange: JSON Lines, articles with their layers, then the entities,
the events and the copies across them. plover: CSV, one account of an event a row, with PLOVER and CAMEO codes.
parquet: a folder of Parquet files that `khabar sql`, DuckDB and others ask (docs/scale.md)."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from khabar.cli.common import Output

if TYPE_CHECKING:
    from khabar.ledger import Ledger


def _interchange(ledger: Ledger) -> Iterator[bytes]:
    from khabar.article import Record, encode

    for article in ledger.articles():
        yield encode(article)
    across: list[Record] = [*ledger.entities(), *ledger.events(), *ledger.copies()]
    for record in across:
        yield encode(record)


def _plover(ledger: Ledger) -> Iterator[bytes]:
    from khabar import packs
    from khabar.export.build import build_story
    from khabar.export.events import Wanted, select
    from khabar.export.load import collect
    from khabar.export.pens import TerminalPen
    from khabar.export.phrases import Phrases
    from khabar.export.plover import Writer, csv_lines

    material = collect(ledger)
    story = build_story(material.articles, material.happenings, material.entities, material.copies)
    phrases = Phrases("en", TerminalPen(isolates=False, colours=False))
    yield from csv_lines(Writer(packs.load(), phrases, material), select(story, Wanted()))


#: format -> the lines of its file
FORMATS: dict[str, Callable[[Ledger], Iterator[bytes]]] = {"interchange": _interchange, "plover": _plover}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("--ledger", "-l", metavar="FILE", required=True, help="the ledger")
    parser.add_argument("--to", choices=sorted([*FORMATS, "parquet"]), default="interchange", help="the format")
    parser.add_argument(
        "--output", "-o", metavar="OUT", default="-", help="file to write, - for standard output; of parquet a folder"
    )


def run(args: argparse.Namespace) -> int:
    """Export."""
    from khabar.ledger import open_ledger

    if args.to == "parquet":
        from khabar.errors import error
        from khabar.export.parquet import export

        if args.output == "-":
            raise error("output-unwritable", name="standard output", why="Parquet is written into a folder: -o DIR")
        with open_ledger(args.ledger) as ledger:
            print(f"{args.output}: {export(ledger, args.output)} articles")
        return 0
    with open_ledger(args.ledger) as ledger, Output(args.output) as output:
        for line in FORMATS[args.to](ledger):
            output.line(line)
    return 0
