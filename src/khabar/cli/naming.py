"""How each outlet calls each entity: how often with which words, and with which colour
(neutral, legitimising, delegitimising, distancing). See docs/naming.md."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from khabar.cli.screen import color_argument, lang_argument, ledger_argument, put, screen

if TYPE_CHECKING:
    from khabar.export.naming import Called
    from khabar.export.pens import TerminalPen
    from khabar.export.phrases import Phrases
    from khabar.export.resolve import Resolver

_COLOURS = {"legitimising": ("green",), "delegitimising": ("red",), "distancing": ("yellow",)}
_COLUMNS = ("entity", "type", "outlet", "words", "naming", "count", "share", "articles", "rules", "article", "start",
            "end")  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    ledger_argument(parser)
    parser.add_argument("--entity", metavar="ID", help="only this entity (an identifier or a name)")
    parser.add_argument("--outlet", metavar="NAME", help="only this outlet")
    parser.add_argument("--charged", action="store_true", help="only entities that somebody calls by a charged name")
    parser.add_argument("--format", choices=("text", "csv", "json"), default="text", help="text (default), csv or json")
    lang_argument(parser)
    color_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Print the table; KhabarError `id-unknown` where no mention is of that entity or outlet."""
    from khabar.export.load import load
    from khabar.export.naming import called, choose
    from khabar.export.resolve import Resolver

    material = load(args.ledger)
    resolver = Resolver(material.articles, material.entities)
    rows = called(material.articles.values(), resolver)
    found = choose(rows, resolver, entity=args.entity, outlet=args.outlet, charged=args.charged)
    if not found and not args.charged and (args.entity or args.outlet):
        raise _unknown(args, rows)
    if args.format == "json":
        import msgspec

        for row in found:
            sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
        return 0
    if args.format == "csv":
        sys.stdout.write(as_csv(found))
        return 0
    phrases, pen = screen(args)
    lines = _lines(found, resolver, phrases, pen) or [phrases.ui("empty")]
    return put(lines, phrases, pen)


def _unknown(args: argparse.Namespace, rows: Sequence[Called]) -> Exception:
    from khabar.errors import KhabarError

    wanted = " in ".join(filter(None, [args.entity, args.outlet]))
    outlets = sorted({row.outlet for row in rows if row.outlet})
    hint = "the entities are listed with: khabar naming --format csv"
    if args.outlet and outlets:
        hint = f"there are these outlets: {', '.join(outlets[:12])}{', …' if len(outlets) > 12 else ''}"
    return KhabarError("id-unknown", f"{wanted}: no mention of that name in {args.ledger}", hint)


def as_csv(rows: Sequence[Called]) -> str:
    """A line for each entity, outlet and form, with a head line; `rules` are joined by `|`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        for form in row.forms:
            writer.writerow([
                row.entity, row.type or "", row.outlet or "", form.words, form.naming, form.count, form.share,
                form.articles, "|".join(form.rules), form.article, form.start, form.end,
            ])  # fmt: skip
    return out.getvalue()


def _lines(rows: Sequence[Called], resolver: Resolver, phrases: Phrases, pen: TerminalPen) -> list[str]:
    out: list[str] = []
    for entity, group in groupby(rows, key=lambda row: row.entity):
        if out:
            out.append("")
        name = pen.colour(phrases.actor(resolver.actor(entity)), "bold")
        out.append(f"{name}  {pen.faint(pen.isolate(entity, 'en'))}")
        for row in group:
            told = "، " if phrases.lang == "ar" else ", "
            counts = told.join(
                pen.colour(f"{number} {phrases.label('naming', naming)}", *_COLOURS.get(naming, ()))
                for naming, number in row.counts.items()
            )
            outlet = pen.isolate(row.outlet) if row.outlet else "—"
            out.append(f"  {outlet}: {counts}")
            for form in row.forms:
                line = f"    {form.count:5}  {phrases.pen.quote(form.words)}"
                if form.naming != "neutral":
                    line += f"  {pen.colour(phrases.label('naming', form.naming), *_COLOURS[form.naming])}"
                out.append(line)
    return out
