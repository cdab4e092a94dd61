"""List events, each with its chain: `khabar events --type CONSULT --actor sdf --from 2019 --to 2022 --ledger F`.

Each account of an event is listed on its own, since each stands on somebody's word; text names the happening's
other accounts by number. --format csv writes PLOVER and CAMEO codes (as `khabar export --to plover`)."""

from __future__ import annotations

import argparse

from khabar.cli.screen import color_argument, lang_argument, ledger_argument, put, screen


def _types(value: str) -> list[str]:
    from khabar.export.events import TYPES

    found = [t.strip().upper() for t in value.split(",") if t.strip()]
    unknown = [t for t in found if t not in TYPES]
    if unknown or not found:
        raise argparse.ArgumentTypeError(f"{value!r} is no type of event; there are {', '.join(TYPES)}")
    return found


def _words(value: str) -> list[str]:
    return [w.strip() for w in value.split(",") if w.strip()]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `khabar events`."""
    ledger_argument(parser)
    parser.add_argument(
        "--type", metavar="TYPE", type=_types, action="extend", default=[], help="PLOVER types, joined by commas"
    )
    parser.add_argument(
        "--mode", metavar="MODE", type=_words, action="extend", default=[], help="modes, such as visit or airstrike"
    )
    parser.add_argument(
        "--modality", metavar="M", type=_words, action="extend", default=[], help="happened, planned, demanded, …"
    )
    parser.add_argument(
        "--actor", metavar="NAME", action="append", default=[],
        help="only what this actor took part in: an identifier or a name; given twice, both took part",
    )  # fmt: skip
    parser.add_argument("--from", dest="since", metavar="DAY", help="from this year, month or day on (2019, 2019-12)")
    parser.add_argument("--to", dest="until", metavar="DAY", help="up to the end of this year, month or day")
    parser.add_argument("--format", choices=("text", "csv", "jsonl"), default="text", help="how to write them")
    parser.add_argument("--output", "-o", metavar="OUT", default="-", help="file to write, - for standard output")
    lang_argument(parser, "the locale's; csv: en")
    color_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Print the events; 0 also where none fits."""
    from khabar import packs
    from khabar.cli.common import Output
    from khabar.export import events, plover, terminal
    from khabar.export.build import build_story
    from khabar.export.load import load
    from khabar.export.pens import TerminalPen
    from khabar.export.phrases import Phrases

    first = events.bounds(args.since)[0] if args.since else None
    last = events.bounds(args.until)[1] if args.until else None
    material = load(args.ledger)
    loaded = packs.load()
    wanted = events.Wanted(
        frozenset(args.type), frozenset(args.mode), frozenset(args.modality),
        tuple(events.identifiers(name, material, loaded) for name in args.actor), first, last,
    )  # fmt: skip
    story = build_story(material.articles, material.happenings, material.entities, material.copies)
    told = events.select(story, wanted)
    if args.format == "text" and args.output == "-":
        phrases, pen = screen(args)
        lines = events.text_lines(told, story, phrases, pen) or [phrases.ui("empty")]
        return put(lines, phrases, pen)
    plain = TerminalPen(isolates=False, colours=False)
    phrases = Phrases(args.lang or ("en" if args.format == "csv" else terminal.default_language()), plain)
    with Output(args.output) as output:
        if args.format == "csv":
            found = plover.csv_lines(plover.Writer(loaded, phrases, material), told)
        elif args.format == "jsonl":
            found = events.json_lines(told, phrases)
        else:
            lines = events.text_lines(told, story, phrases, plain) or [phrases.ui("empty")]
            found = (line.encode() for line in lines)
        for line in found:
            output.line(line)
    return 0
