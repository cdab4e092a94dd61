# ruff: noqa: E501 - markup is written as it comes
"""A web archive of made pages, with what a reader should find in them.

Pages of the templates in the encodings of real sites, right and wrong declared, packed as servers pack them; among
them lists, pages in other languages, images, redirections, repeated captures: what a crawl has.
"""

from __future__ import annotations

import gzip
import random
import uuid
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from bench import pages_parts as parts
from bench.pages_templates import Template
from bench.pages_text import Story, headline, sentence, story

#: (share, codec, what the page declares, what the server declares; None for nothing)
ENCODINGS: list[tuple[float, str, str | None, str | None]] = [
    (0.50, "utf-8", "utf-8", None), (0.08, "utf-8", "utf-8", "utf-8"), (0.04, "utf-8", None, None),
    (0.04, "utf-8", "windows-1256", None), (0.12, "cp1256", "windows-1256", None), (0.05, "cp1256", None, "windows-1256"),
    (0.03, "cp1256", None, None), (0.03, "cp1256", "iso-8859-1", None), (0.02, "cp1256", "utf-8", "ISO-8859-1"),
    (0.04, "iso8859_6", "iso-8859-6", None), (0.02, "iso8859_6", "windows-1256", None), (0.02, "utf-16", "utf-16", None),
    (0.01, "utf-16-le", None, None),
]  # fmt: skip
FOREIGN = [
    "The committee said on Tuesday that the road between the two towns would be opened to trucks next week.",
    "Le comité a déclaré mardi que la route entre les deux villes serait ouverte aux camions la semaine prochaine.",
    "کمیته روز سه‌شنبه گفت که جاده میان دو شهر هفته آینده به روی کامیون‌ها باز خواهد شد و گفتگوها ادامه دارد.",
    "کمیٹی نے منگل کو کہا کہ دونوں شہروں کے درمیان سڑک اگلے ہفتے ٹرکوں کے لیے کھول دی جائے گی اور بات چیت جاری ہے۔",
]


@dataclass
class Made:
    """One page: its address and template, the article, the bytes as served and what they are declared as."""

    url: str
    template: str
    story: Story
    data: bytes
    charset: str | None
    codec: str


def page(number: int, templates: Sequence[Template], seed: int = 0) -> Made:
    """The page of this number."""
    rng = random.Random(f"page-{seed}-{number}")
    made = story(number, seed)
    template = templates[number % len(templates)]
    if template.__name__ == "old_tables":  # it puts captions first
        made.blocks.sort(key=lambda block: block[0] != "caption")
    html = template(made, rng)
    shares = [share for share, *_ in ENCODINGS]
    _, codec, declared, served = rng.choices(ENCODINGS, shares)[0]
    for known in ("utf-8", "UTF-8", "windows-1256"):
        mark = f'charset="{known}"', f"charset={known}"
        html = html.replace(mark[0], f'charset="{declared}"' if declared else "").replace(
            mark[1], f"charset={declared}" if declared else ""
        )
    return Made(made.url, template.__name__, made, html.encode(codec, "xmlcharrefreplace"), served, codec)


def listing(number: int) -> bytes:
    """A front page: headlines and teasers."""
    rng = random.Random(f"list-{number}")
    teasers = "".join(
        f'<div class="post"><h2><a href="/{n}">{headline(rng)}</a></h2><p>{sentence(rng) if number % 2 else ""}</p></div>'
        for n in range(rng.randrange(12, 30))
    )
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>الرئيسية</title></head><body>{parts.menu(rng)}
<div class="main">{teasers}</div><div class="pages"><a>1</a><a>2</a></div></body></html>""".encode()


def foreign(number: int) -> bytes:
    """A page in another language."""
    text = FOREIGN[number % len(FOREIGN)]
    return f"<html><head><meta charset=utf-8><title>{text[:30]}</title></head><body>{f'<p>{text} {text}</p>' * 8}</body></html>".encode()


def record(
    url: str, data: bytes, *, kind: str = "response", content_type: str = "text/html", status: str = "200 OK",
    headers: Sequence[tuple[str, str]] = (), date: str = "2024-03-05T10:00:00Z",
) -> bytes:  # fmt: skip
    """A record of a WARC file, not packed. `response` and `revisit` have an HTTP answer around the data."""
    http = kind in ("response", "revisit")
    if http:
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *(f"{k}: {v}" for k, v in headers)]
        data = "\r\n".join([*lines, "", ""]).encode() + data
    about = {
        "WARC-Type": kind, "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind} {url}')}>",
        "WARC-Date": date, "WARC-Target-URI": url,
        "Content-Type": "application/http; msgtype=response" if http else content_type, "Content-Length": str(len(data)),
    }  # fmt: skip
    head = "".join(f"{k}: {v}\r\n" for k, v in about.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + data + b"\r\n\r\n"


def chunked(data: bytes) -> bytes:
    """A body in chunks."""
    return (
        b"".join(b"%x\r\n%b\r\n" % (len(data[n : n + 4000]), data[n : n + 4000]) for n in range(0, len(data), 4000))
        + b"0\r\n\r\n"
    )


def served(made: Made, number: int) -> bytes:
    """A page's record as one of several kinds of servers would have sent it."""
    content_type = "text/html" + (f"; charset={made.charset}" if made.charset else "")
    data, headers = made.data, []
    if number % 5 == 1:
        data, headers = gzip.compress(data, 5, mtime=0), [("Content-Encoding", "gzip")]
    elif number % 5 == 2:
        data, headers = zlib.compress(data, 5), [("Content-Encoding", "deflate")]
    if number % 3 == 1:
        data, headers = chunked(data), [*headers, ("Transfer-Encoding", "chunked")]
    return record(made.url, data, content_type=content_type, headers=headers)


def records(
    count: int, templates: Sequence[Template], seed: int = 0, noise: bool = True
) -> Iterator[tuple[bytes, Made | None]]:
    """`count` pages as records, each with what it was made of, and between them what a crawl has besides."""
    for number in range(count):
        made = page(number, templates, seed)
        if noise:
            yield record(made.url, b"GET / HTTP/1.1\r\n\r\n", kind="request", content_type="application/http"), None
        yield served(made, number), made
        if noise and number % 10 == 3:
            yield record(f"https://example.org/list/{number}", listing(number)), None
        if noise and number % 5 == 4:
            yield record(f"https://example.com/{number}", foreign(number)), None
        if noise and number % 10 == 7:
            yield record(f"https://example.org/{number}.gif", b"GIF89a" + bytes(500), content_type="image/gif"), None
            yield record(made.url, b"", kind="revisit"), None
            yield record(f"https://example.org/old/{number}", b"<html>moved</html>", status="301 Moved"), None


def write(stream: BinaryIO, made: Iterator[tuple[bytes, Made | None]]) -> list[Made]:
    """Write records packed one by one, as crawlers do; the pages among them."""
    pages = []
    for data, found in made:
        stream.write(gzip.compress(data, 5, mtime=0))
        if found is not None:
            pages.append(found)
    return pages
