"""Give back the bytes that an article was read from, as they were kept, their hash checked; or say where in them
a span of the article stands, after reading the article out of them again."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from khabar.cli.common import Output

if TYPE_CHECKING:
    from khabar.article import Article
    from khabar.ledger import Ledger
    from khabar.ledger.pages import Kept

#: Bytes of a page that are shown around nothing: a stretch is shown whole up to this.
_SHOWN = 400


def span(value: str) -> tuple[int, int]:
    """An argument: START:END in characters of the article."""
    start, colon, end = value.partition(":")
    if not (
        colon and start.isascii() and end.isascii() and start.isdigit() and end.isdigit() and int(start) < int(end)
    ):
        raise argparse.ArgumentTypeError(f"{value!r} is no span, such as 120:180 (characters of the article)")
    return int(start), int(end)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `khabar page`."""
    parser.add_argument("id", metavar="ID", help="an article")
    parser.add_argument("--ledger", "-l", metavar="FILE", required=True, help="the ledger that keeps its page")
    parser.add_argument("--to", metavar="FILE", default="-", help="file to write, - for standard output")
    parser.add_argument(
        "--span", metavar="START:END", type=span, help="say where these characters of the article stand in the page"
    )
    parser.add_argument("--list", action="store_true", help="list what is kept of the article, and write nothing")


def run(args: argparse.Namespace) -> int:
    """Write the bytes or say where a span stands; 1 where part of it is not in them."""
    from khabar.errors import error
    from khabar.ledger import open_ledger

    with open_ledger(args.ledger) as ledger:
        kept = ledger.pages(args.id)
        if not kept:
            raise error("page-unknown", value=args.id, name=args.ledger)
        if args.list:
            for page in kept:
                print(_described(page))
            return 0
        if args.span is not None:
            return _trace(ledger, ledger.article(args.id, bare=True), kept, args.span)
        data = ledger.page_data(kept[0].sha256)
        with Output(args.to) as output:
            output.write(data)
        print(f"khabar: {_described(kept[0])}", file=sys.stderr)
    return 0


def _described(page: Kept) -> str:
    parts = [f"sha256 {page.sha256}", f"{page.size:,} bytes", page.content_type or page.kind]
    parts += [f"encoding {page.encoding}"] * bool(page.encoding) + [f"from {page.url}"] * bool(page.url)
    parts += [f"fetched {page.fetched}"] * bool(page.fetched)
    if page.source:
        parts.append(f"in {page.source}" + (f"!/{page.member}" if page.member and page.member != page.url else ""))
    return ", ".join([*parts, f"read by khabar {page.version} on {page.added[:10]}"])


def _trace(ledger: Ledger, article: Article, kept: list[Kept], wanted: tuple[int, int]) -> int:
    from khabar.errors import KhabarError, error
    from khabar.ingest.extract import from_bytes
    from khabar.ingest.trace import encoding_of, trace

    if wanted[1] > len(article.text):
        raise error("span-outside", value=f"{wanted[0]}:{wanted[1]}", name=article.id, length=len(article.text))
    page, same = kept[0], False
    for page in kept:
        data = ledger.page_data(page.sha256)
        try:
            again = from_bytes(data, page.source or article.id, page.kind, url=page.url, encoding=page.encoding)
        except KhabarError:
            continue
        same = again.text == article.text
        if same:
            break
    print(_described(page))
    print("read again: the same text" if same else "read again: another text now; the article is as it was read then")
    codec = encoding_of(data, page.kind, page.encoding)
    lost = False
    for stretch in trace(data, page.kind, page.encoding, article.text, wanted):
        start, end = stretch.span
        places = ", ".join(f"bytes {a}–{b}" for a, b in stretch.bytes) or stretch.where
        where = f" ({stretch.where})" if stretch.bytes and stretch.where != "text" else ""
        print(f"{start}:{end} {places}{where}")
        print(f"  {article.text[start:end]}")
        for a, b in stretch.bytes:
            print(f"  {_source(data[a : min(b, a + _SHOWN)], codec)}")
        lost = lost or stretch.where == "nowhere"
    return int(lost)


def _source(data: bytes, codec: str) -> str:
    """Bytes as they stand in the page, as text in its encoding."""
    return " ".join(data.decode(codec, "replace").split())
