"""The bytes that articles were read from: kept once, compressed, by their SHA-256, and given back whole."""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
from dataclasses import dataclass

from khabar.errors import error
from khabar.ledger.schema import transaction

#: Zstandard's level: a page of 60 KB takes under a millisecond and comes to about a sixth.
_LEVEL = 6


@dataclass(frozen=True)
class Kept:
    """How an article came out of bytes that the ledger keeps.

    `sha256` and `size` (bytes): of the bytes as they came, after a transfer's and a container's codings were
    taken off; `content_type`: as declared; `kind` and `encoding`: what `khabar.ingest.files.from_bytes` was
    given; `url`, `fetched` (ISO 8601, UTC), `source` (file), `member` (of an archive): where they came from;
    `version`: the khabar that read them; `added`: when, UTC.
    """

    sha256: str
    size: int
    content_type: str | None
    kind: str
    encoding: str | None
    url: str | None
    fetched: str | None
    source: str | None
    member: str | None
    version: str
    added: str


def put(
    connection: sqlite3.Connection,
    article: str,
    data: bytes,
    *,
    version: str,
    content_type: str | None = None,
    url: str | None = None,
    fetched: str | None = None,
    source: str | None = None,
    member: str | None = None,
    kind: str = "page",
    encoding: str | None = None,
) -> bool:
    """Keep bytes that an article came out of; False where the ledger knew that already.

    The same bytes from the same address at the same time are known, whatever file or archive they lie in.
    """
    digest = hashlib.sha256(data).hexdigest()
    held = connection.execute(
        "SELECT 1 FROM article_pages WHERE article = ? AND sha256 = ? AND url IS ? AND fetched IS ? AND kind = ?"
        " AND encoding IS ?",
        (article, digest, url, fetched, kind, encoding),
    ).fetchone()
    if held is not None:
        return False
    with transaction(connection):
        if connection.execute("SELECT 1 FROM pages WHERE sha256 = ?", (digest,)).fetchone() is None:
            from zstandard import ZstdCompressor

            frame = ZstdCompressor(level=_LEVEL, write_content_size=True).compress(data)
            connection.execute(
                "INSERT INTO pages (sha256, size, type, zstd) VALUES (?, ?, ?, ?)",
                (digest, len(data), content_type, frame),
            )
        (n,) = connection.execute(
            "SELECT coalesce(max(n) + 1, 0) FROM article_pages WHERE article = ?", (article,)
        ).fetchone()
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        connection.execute(
            "INSERT INTO article_pages (article, n, sha256, kind, encoding, url, fetched, source, member, version,"
            " added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article, n, digest, kind, encoding, url, fetched, source, member, version, now),
        )
    return True


def of_article(connection: sqlite3.Connection, article: str) -> list[Kept]:
    """Every way in which bytes that are kept gave this article, in the order in which they came; may be empty."""
    return [
        Kept(*row)
        for row in connection.execute(
            "SELECT a.sha256, p.size, p.type, a.kind, a.encoding, a.url, a.fetched, a.source, a.member, a.version,"
            " a.added FROM article_pages a JOIN pages p USING (sha256) WHERE a.article = ? ORDER BY a.n",
            (article,),
        )
    ]


def data_of(connection: sqlite3.Connection, sha256: str, name: object) -> bytes:
    """The bytes with this hash, checked against it; KhabarError `page-unknown`, or `page-damaged`, of ledger `name`."""
    row = connection.execute("SELECT size, zstd FROM pages WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise error("page-unknown", value=sha256, name=name)
    from zstandard import ZstdDecompressor, ZstdError

    try:
        data = ZstdDecompressor().decompress(row[1], max_output_size=row[0])
    except ZstdError as problem:
        raise error("page-damaged", value=sha256, name=name, why=problem) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise error("page-damaged", value=sha256, name=name, why="its SHA-256 is another now")
    return data
