"""One article out of one sequence of bytes, of which it is known what kind they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

from khabar.article import Article, Published


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
    """One article out of bytes of a `kind`: `text`, `page` (HTML, XHTML).

    `url` is the address that they were fetched from, `encoding` what its server declared, `fetched` when
    (ISO 8601; not kept in the article). The identifier is a hash of the address, or of the file's own name
    where there is none, and of the bytes: the same wherever the file lies, and in whichever archive.
    KhabarErrors name `name`: `file-empty`, `file-binary`, `file-encoding`, `page-empty`.
    """
    digest = hashlib.sha256(data).hexdigest()
    identity = url or Path(name).name
    identifier = hashlib.sha256(f"{identity}\n{digest}".encode("utf-8", "surrogateescape")).hexdigest()[:12]
    source = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if kind == "page":
        from khabar.ingest.html import read_page

        page = read_page(data, name, encoding=encoding, url=url)
        published = Published(page.published, page.published, "page", page.reasons) if page.published else Published()
        return Article(
            identifier, page.text, page.outlet, page.url, page.title, published, source=source, sha256=digest
        )
    from khabar.ingest.text import decode

    return Article(identifier, decode(data, name, encoding), url=url, source=source, sha256=digest)
