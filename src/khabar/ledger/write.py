"""Writing into the ledger: one article a transaction, and nothing at all where nothing changed."""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from khabar.article import Article, Copies, Entity, LinkedEvent, encode
from khabar.ledger.rows import LAYER_TABLES, layer_rows, to_json
from khabar.ledger.schema import transaction
from khabar.ledger.search import index_text

if TYPE_CHECKING:
    from khabar.packs import Packs

Outcome = Literal["added", "changed", "same"]

_INSERT = {table: f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})" for table, columns in LAYER_TABLES.items()}
_RELATION_TABLES = ("entities", "happenings", "event_accounts", "disagreements", "copies")


class Related(Protocol):
    """What `khabar.relate.relate` gives."""

    @property
    def copies(self) -> Sequence[Copies]: ...
    @property
    def events(self) -> Sequence[LinkedEvent]: ...
    @property
    def entities(self) -> Sequence[Entity]: ...


class Run:
    """One reading: which program and packs made the values. It is noted when the first value is written."""

    def __init__(self, version: str, packs: Sequence[str]) -> None:
        self.version = version
        self.packs = list(packs)
        self._number: int | None = None

    def number(self, connection: sqlite3.Connection) -> int:
        """The run's number; called inside a transaction."""
        if self._number is None:
            done = connection.execute(
                "INSERT INTO runs (started, version, packs) VALUES (?, ?, ?)",
                (_now(), self.version, to_json(self.packs)),
            )
            self._number = done.lastrowid
        assert self._number is not None
        return self._number

    def forget(self) -> None:
        """After a transaction that was undone, and the run's row with it perhaps."""
        self._number = None


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def settle_identity(connection: sqlite3.Connection, article: Article) -> None:
    """Give the article its hash where it has none, and another id where its id is another text's.

    Two texts may come with the same id (two files of records that both count from 1): the one that
    comes second gets `id-` and the beginning of its hash, the same each time it is read.
    """
    if article.sha256 is None:
        article.sha256 = hashlib.sha256(article.text.encode()).hexdigest()
    held = connection.execute("SELECT sha256 FROM articles WHERE id = ?", (article.id,)).fetchone()
    if held is not None and held[0] != article.sha256:
        article.id = f"{article.id}-{article.sha256[:8]}"


def put_article(connection: sqlite3.Connection, article: Article, run: Run) -> Outcome:
    """Write one article with its layers; what an earlier reading left of it is replaced."""
    return put_articles(connection, [article], run)[0]


def put_articles(connection: sqlite3.Connection, articles: Sequence[Article], run: Run) -> list[Outcome]:
    """Write articles with their layers, all or none: they are kept when this returns."""
    same: Outcome = "same"
    try:
        # nothing is begun where nothing changes: reading the same again leaves the file as it is
        at = next((n for n, article in enumerate(articles) if _held(connection, article)[0] != "same"), None)
        if at is None:
            return [same] * len(articles)
        with transaction(connection):
            return [same] * at + [_put(connection, article, run) for article in articles[at:]]
    except BaseException:
        run.forget()
        raise


def _held(connection: sqlite3.Connection, article: Article) -> tuple[Outcome, int | None, str]:
    """What becomes of an article, its number where it is there, and its digest; settles its identity."""
    settle_identity(connection, article)
    digest = _digest(article)
    held = connection.execute("SELECT article, digest FROM articles WHERE id = ?", (article.id,)).fetchone()
    if held is None:
        return "added", None, digest
    return "same" if held[1] == digest else "changed", held[0], digest


def _put(connection: sqlite3.Connection, article: Article, run: Run) -> Outcome:
    became, key, digest = _held(connection, article)
    if became == "same":
        return became
    if key is not None:
        for table in (*LAYER_TABLES, "search"):
            connection.execute(f"DELETE FROM {table} WHERE {'rowid' if table == 'search' else 'article'} = ?", (key,))
    key = _put_row(connection, article, digest, run.number(connection), key)
    for table, rows in layer_rows(article, key).items():
        if rows:
            connection.executemany(_INSERT[table], rows)
    connection.execute(
        "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)",
        (key, index_text(article.title or ""), index_text(article.text)),
    )
    return became


def _digest(article: Article) -> str:
    """Of everything but where the file lay: reading it from another folder changes nothing."""
    return hashlib.sha256(encode(msgspec.structs.replace(article, source=None))).hexdigest()


def _put_row(connection: sqlite3.Connection, a: Article, digest: str, run: int, key: int | None) -> int:
    p = a.published
    values = (
        a.outlet, a.url, a.title, p.earliest, p.latest, p.basis, to_json(p.reasons), p.rule, p.pack,
        to_json(a.packs), digest, run,
    )  # fmt: skip
    if key is not None:
        connection.execute(
            "UPDATE articles SET outlet=?, url=?, title=?, published_earliest=?, published_latest=?, published_basis=?,"
            " published_reasons=?, published_rule=?, published_pack=?, packs=?, digest=?, run=? WHERE article = ?",
            (*values, key),
        )
        return key
    done = connection.execute(
        "INSERT INTO articles (outlet, url, title, published_earliest, published_latest, published_basis,"
        " published_reasons, published_rule, published_pack, packs, digest, run, id, text, sha256, source, added)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, a.id, a.text, a.sha256, a.source, _now()),
    )
    assert done.lastrowid is not None
    return done.lastrowid


def put_relations(connection: sqlite3.Connection, related: Related, run: Run, packs: Callable[[], Packs]) -> bool:
    """Replace what is known across articles; False where it is what the ledger held already."""
    from khabar.ledger.look import rebuild

    basis = _basis(connection, run.version)
    lines = [encode(r) for group in (related.entities, related.events, related.copies) for r in group]
    digest = hashlib.sha256(b"\n".join(lines)).hexdigest()
    held = connection.execute("SELECT value FROM meta WHERE name = 'relations'").fetchone()
    if held is not None and held[0] == digest and is_related(connection, run.version):
        return False
    try:
        with transaction(connection):
            run.number(connection)
            put_relations_now(connection, related)
            connection.execute("DELETE FROM related")  # `update` starts from the beginning after this
            for name, value in (("relations", digest), ("relations-basis", basis)):
                connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
            rebuild(connection, packs)
    except BaseException:
        run.forget()
        raise
    return True


def put_relations_now(connection: sqlite3.Connection, related: Related) -> None:
    """Replace what is known across articles, inside a transaction."""
    for table in _RELATION_TABLES:
        connection.execute(f"DELETE FROM {table}")
    _put_entities(connection, related.entities)
    _put_happenings(connection, related.events)
    _put_copies(connection, related.copies)


def put_growth(
    connection: sqlite3.Connection, gone: Iterable[str], made: Sequence[LinkedEvent], copies: Sequence[Copies]
) -> None:
    """Put happenings in place of others, and all groups of copies, inside a transaction."""
    for id in sorted(gone):
        for (n,) in connection.execute("SELECT n FROM happenings WHERE id = ?", (id,)).fetchall():
            for table, column in (("event_accounts", "happening"), ("disagreements", "happening"), ("happenings", "n")):
                connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (n,))
    (last,) = connection.execute("SELECT coalesce(max(n), -1) FROM happenings").fetchone()
    _put_happenings(connection, made, last + 1)
    connection.execute("DELETE FROM copies")
    _put_copies(connection, copies)


def _put_copies(connection: sqlite3.Connection, copies: Sequence[Copies]) -> None:
    connection.executemany(
        "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?)",
        [
            (n, m, article, c.score, c.rule, c.pack)
            for n, c in enumerate(copies)
            for m, article in enumerate(c.articles)
        ],
    )


def _basis(connection: sqlite3.Connection, version: str) -> str:
    """A digest of all that relations rest on: the articles as they are, and the program."""
    digest = hashlib.sha256(version.encode())
    for row in connection.execute("SELECT id, digest FROM articles ORDER BY article"):
        digest.update("\t".join(row).encode() + b"\n")
    return digest.hexdigest()


def note_basis(connection: sqlite3.Connection, version: str) -> None:
    """Note that what is known across articles is that of the articles as they are now."""
    connection.execute("DELETE FROM meta WHERE name = 'relations'")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('relations-basis', ?)", (_basis(connection, version),))


def is_related(connection: sqlite3.Connection, version: str) -> bool:
    """Whether the relations in the ledger were made of the articles as they are now."""
    held = connection.execute("SELECT value FROM meta WHERE name = 'relations-basis'").fetchone()
    return held is not None and held[0] == _basis(connection, version)


def _put_entities(connection: sqlite3.Connection, entities: Sequence[Entity]) -> None:
    connection.executemany(
        "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (n, e.id, e.type, to_json(e.names), to_json(e.links), e.sector, e.rule, e.pack)
            for n, e in enumerate(entities)
        ],
    )


def _put_happenings(connection: sqlite3.Connection, events: Sequence[LinkedEvent], first: int = 0) -> None:
    connection.executemany(
        "INSERT INTO happenings VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(n, e.id, e.witnesses, to_json(e.roots), e.score, e.rule, e.pack) for n, e in enumerate(events, first)],
    )
    connection.executemany(
        "INSERT INTO event_accounts VALUES (?, ?, ?, ?)",
        [(n, m, *account) for n, e in enumerate(events, first) for m, account in enumerate(e.accounts)],
    )
    connection.executemany(
        "INSERT INTO disagreements VALUES (?, ?, ?, ?, ?, ?)",
        [
            (n, m, d.slot, to_json(d.values), d.rule, d.pack)
            for n, e in enumerate(events, first)
            for m, d in enumerate(e.disagreements)
        ],
    )
