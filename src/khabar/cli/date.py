"""Read the times in a text: each expression with where it stands, its value, and the rule that read it,
then the day of publication as far as it is known, with the reasons. Docs: docs/times.md."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.article import Article, Relative, Time
    from khabar.ingest.files import Given
    from khabar.packs import Packs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("text", metavar="TEXT", help="the text, - to read it from standard input")
    parser.add_argument("--published", metavar="DATE", help="the day it was published, as YYYY-MM-DD")
    parser.add_argument("--pack", metavar="DIR", action="append", default=[], help="a pack of your own (repeatable)")
    parser.add_argument("--json", action="store_true", help="print the article record of the interchange format")


def run(args: argparse.Namespace) -> int:
    """Print the times of the text; 0 also where there are none."""
    from khabar.article import encode
    from khabar.cli.work import packs
    from khabar.ingest.files import Given

    given = Given(published=args.published).checked()
    article = read(_text(args.text), packs(args.pack), given)
    if args.json:
        print(encode(article).decode("utf-8").rstrip("\n"))
        return 0
    for line in shown(article):
        print(line)
    return 0


def read(text: str, packs: Packs, given: Given) -> Article:
    """The article of a text, all of its lines body, with its names and times."""
    from khabar.article import Article
    from khabar.layers.document import Doc
    from khabar.layers.names import Names
    from khabar.layers.times import Times

    article = given.fill(Article("text", text))
    doc = Doc(article, packs)
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        start, end = doc.trim_space(at, at + len(line))
        at += len(line)
        if end > start:
            lines.append((start, end))
    doc.set_body(lines)
    Names(packs)(doc)
    Times(packs)(doc)
    return article


def shown(article: Article) -> list[str]:
    """Lines: one for each time, then publication and its reasons."""
    rows = [
        (f"{t.start}-{t.end}", value(t), t.grain, f"{t.rule or ''} ({t.pack})" if t.pack else t.rule or "")
        for t in article.times
    ]
    widths = [max((len(row[k]) for row in rows), default=0) for k in range(4)]
    lines = []
    for row, time in zip(rows, article.times, strict=True):
        words = " ".join(article.text[time.start : time.end].split())
        lines.append("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)) + f"  {words}")
        if time.contradicts is not None:
            other = " ".join(article.text[slice(*time.contradicts)].split())
            itself = tuple(time.contradicts) == (time.start, time.end)
            lines.append(f"{'':{widths[0]}}  contradicts {'itself or the day of publication' if itself else other}")
    if not rows:
        lines.append("no time is told")
    published = article.published
    days = _days(published.earliest, published.latest)
    lines.append(f"published: {days or 'unknown'}{f' ({published.basis})' if days else ''}")
    lines.extend(f"  {reason}" for reason in published.reasons)
    return lines


def value(time: Time) -> str:
    """`2022-09-11`, `2022-09-01..2022-09-30`, or what the words give where there is no day."""
    return _days(time.earliest, time.latest) or (_relative(time.relative) if time.relative else "")


def _days(first: str | None, last: str | None) -> str:
    if first is None and last is None:
        return ""
    return first if first is not None and first == last else f"{first or ''}..{last or ''}"


def _relative(relative: Relative) -> str:
    from msgspec.structs import asdict

    said = {k: v for k, v in asdict(relative).items() if v is not None and v is not False}
    return " ".join(f"{k}={v}" for k, v in said.items())


def _text(given: str) -> str:
    if given != "-":
        return given
    return sys.stdin.buffer.read().decode("utf-8", "replace")
