"""One article out of one sequence of bytes, of which it is known what kind they are."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.article import Article, Published
from khabar.errors import error

if TYPE_CHECKING:
    from khabar.ingest.html import Page


def from_bytes(
    data: bytes,
    name: str,
    kind: str,
    *,
    url: str | None = None,
    encoding: str | None = None,
    fetched: str | None = None,
    arabic: bool = False,
) -> Article:
    """One article out of bytes of a `kind`: `text`, `page` (HTML, XHTML) or `pdf`.

    `url` is the address that they were fetched from, `encoding` what its server declared, `fetched` when
    (ISO 8601; not kept in the article); with `arabic`, only what is in Arabic is read. The identifier is a hash
    of the address, or of the file's own name where there is none, and of the bytes: the same wherever the file
    lies, and in whichever archive.
    KhabarErrors name `name`: `file-empty`, `file-binary`, `file-encoding`, `page-empty`, `page-list`,
    `page-foreign`, `pdf-…`.
    """
    digest = hashlib.sha256(data).hexdigest()
    identity = url or Path(name).name
    identifier = hashlib.sha256(f"{identity}\n{digest}".encode("utf-8", "surrogateescape")).hexdigest()[:12]
    source = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if kind == "page":
        page = _page(data, name, url, encoding, arabic)
        published = Published(page.published, page.published, "page", page.reasons) if page.published else Published()
        return Article(
            identifier, page.text, page.outlet, page.url, page.title, published, source=source, sha256=digest
        )
    if kind == "pdf":
        from khabar.ingest.pdf import read_pdf

        text = read_pdf(data, name)
    else:
        from khabar.ingest.text import decode

        text = decode(data, name, encoding)
    if arabic:
        _only_arabic(text, name)
    return Article(identifier, text, url=url, source=source, sha256=digest)


def _page(data: bytes, name: str, url: str | None, encoding: str | None, arabic: bool) -> Page:
    from khabar.ingest.html import decode_page, parse_page
    from khabar.ingest.language import may_be_arabic

    html = decode_page(data, name, encoding)
    if arabic and not may_be_arabic(html):  # before it is taken apart: most pages of a crawl end here
        raise error("page-foreign", name=name)
    page = parse_page(html, name, url=url)
    if arabic:
        _only_arabic(page.text, name)
    return page


def _only_arabic(text: str, name: str) -> None:
    from khabar.ingest.language import is_arabic

    if not is_arabic(text):
        raise error("page-foreign", name=name)
