"""Read articles and write what is in them: JSON Lines in the interchange format, article records first,
then the entities, the events and the copies across them."""

from __future__ import annotations

import argparse

from khabar.cli.common import READ, Output, Progress, add_reading_arguments, report, tell_archives


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("input", metavar="IN", nargs="+", help=READ)
    parser.add_argument("--output", "-o", metavar="OUT", default="-", help="file to write, - for standard output")
    add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Annotate; 1 where an article failed."""
    from khabar.article import Article, Record, encode
    from khabar.cli.work import annotated, packs
    from khabar.errors import KhabarError
    from khabar.ingest.files import Given
    from khabar.ingest.item import Tally
    from khabar.relate import relate

    given = Given(args.outlet, args.published, tuple(args.column)).checked()
    loaded = packs(args.pack)  # a pack that cannot be used is said before anything is read
    errors: list[KhabarError] = []
    progress = Progress(args.progress)
    tally = Tally()
    done: list[Article] = []
    with Output(args.output) as output:
        for found in annotated(args.input, args, given, errors, progress, tally):
            output.line(encode(found.article))
            done.append(found.article)
        progress.message("relating the articles to each other")
        related = relate(done, loaded)
        across: list[Record] = [*related.entities, *related.events, *related.copies]
        for record in across:
            output.line(encode(record))
    progress.end()
    tell_archives(tally, errors)
    return report(errors)
