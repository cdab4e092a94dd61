"""Reading: one snapshot for one answer, names of entities, rows of happenings."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from khabar.errors import KhabarError, error
from khabar.ledger.look import is_ready
from khabar.ledger.look_card import decode_card
from khabar.ledger.look_names import renamed
from khabar.ledger.schema import translated
from khabar.look.model import Article, Happening, Names, Page, Quote

if TYPE_CHECKING:
    from khabar.ledger import Ledger
    from khabar.packs import Packs

#: How many rows are counted one by one; of more it is said that there are at least so many.
COUNTED = 10_000


@contextlib.contextmanager
def reading(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """The ledger's connection with one snapshot of it for all that is asked inside.

    KhabarError `ledger-unrelated` where the tables that views ask are not there.
    """
    connection = ledger.connection
    with translated(ledger.path):
        outer = connection.in_transaction
        if not outer:
            connection.execute("BEGIN")
        try:
            if not is_ready(connection):
                raise error("ledger-unrelated", name=ledger.path)
            yield connection
        finally:
            if not outer:
                connection.execute("COMMIT")


_numbers = msgspec.json.Decoder(list[int]).decode


def numbers_in(connection: sqlite3.Connection, sql: str, given: Sequence[object] = ()) -> list[int]:
    """The only column of a query, in its order where that ends in LIMIT.

    They come as one row: for every row Python's lock is given away, and has to be waited for where others want it too.
    """
    (found,) = connection.execute(f"WITH q(n) AS ({sql}) SELECT json_group_array(n) FROM q", given).fetchone()
    return _numbers(found)


@functools.cache
def shipped() -> Packs:
    """The packs that come with the program, loaded once."""
    from khabar.packs import load

    return load()


def iso(ordinal: int | None) -> str | None:
    """The day of an ordinal."""
    return date.fromordinal(ordinal).isoformat() if ordinal else None


def names_of(connection: sqlite3.Connection, entities: Iterable[str]) -> dict[str, Names]:
    """What entities are called, all of those asked for.

    A side that has no record of its own is called as packs know it, else like the entity that acts for it most.
    """
    wanted = sorted({e for e in entities if e})
    out: dict[str, Names] = {}
    for some in _chunks(wanted):
        marks = ", ".join("?" * len(some))
        for id, kind, names, sector in connection.execute(
            f"SELECT id, type, names, sector FROM entities WHERE id IN ({marks})", some
        ):
            given: dict[str, list[str]] = msgspec.json.decode(names)
            out[id] = Names(_first(given, "ar"), _first(given, "en"), kind, sector)
        for (id,) in connection.execute(
            f"SELECT DISTINCT entity FROM look_renames WHERE entity IN ({marks})", some
        ).fetchall():
            held = out.get(id)
            if held is not None:
                called = renamed(connection, id)
                out[id] = msgspec.structs.replace(
                    held, ar=_first(called, "ar") or held.ar, en=_first(called, "en") or held.en
                )
    for id in wanted:
        held = out.get(id)
        if held is None or not (held.ar and held.en):
            out[id] = _from_packs(id, held) or held or _by_side(connection, id)
    return out


def _chunks(values: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _first(names: dict[str, list[str]], lang: str) -> str | None:
    return next(iter(names.get(lang, ())), None)


def _from_packs(entity: str, held: Names | None) -> Names | None:
    known = None
    with contextlib.suppress(KhabarError, OSError):
        known = shipped().entities.get(entity)
    if known is None:
        return None
    ar, en = next(iter(known.ar), None), next(iter(known.en), None)
    return Names((held and held.ar) or ar, (held and held.en) or en, known.type, known.sector)


def _by_side(connection: sqlite3.Connection, side: str) -> Names:
    row = connection.execute(
        "SELECT s.entity FROM look_sides s JOIN look_values v ON v.facet = 1 AND v.value = s.entity"
        " WHERE s.side = ? AND s.entity != s.side ORDER BY v.n DESC, s.entity LIMIT 1",
        (side,),
    ).fetchone()
    return names_of(connection, [row[0]])[row[0]] if row else Names()


def happenings_of(connection: sqlite3.Connection, numbers: Sequence[int], *, quotes: bool = True) -> list[Happening]:
    """The happenings with these numbers, in their order."""
    out = []
    for h in numbers:
        row = connection.execute(
            "SELECT id, ord, type, mode, outcome, real, accounts, articles, witnesses, disagreements, score, rule, card"
            " FROM look_happenings WHERE h = ?",
            (h,),
        ).fetchone()
        if row is None:
            continue
        card = decode_card(row[12])
        out.append(
            Happening(
                row[0],
                iso(-row[1]),
                card.first is not None,
                card.first,
                card.last,
                row[2],
                row[3],
                row[4],
                bool(row[5]),
                card.modality,
                card.polarity,
                card.source,
                card.target,
                card.mediator,
                card.delegates,
                card.places,
                card.sides,
                row[6],
                row[7],
                row[8],
                row[9],
                row[10],
                row[11],
                card.title,
                quote(connection, *card.lead) if quotes else None,
            )
        )
    return out


def quote(connection: sqlite3.Connection, article: str, event: str) -> Quote | None:
    """The words in which an event stands; None where it is no longer there."""
    row = connection.execute(
        "SELECT a.outlet, a.published_earliest, coalesce(e.evidence_start, e.start), coalesce(e.evidence_end, e.end),"
        " e.start, e.end, substr(a.text, coalesce(e.evidence_start, e.start) + 1, coalesce(e.evidence_end, e.end)"
        " - coalesce(e.evidence_start, e.start)), e.rule, e.pack, e.score FROM articles a"
        " JOIN events e ON e.article = a.article AND e.id = ? WHERE a.id = ?",
        (event, article),
    ).fetchone()
    if row is None:
        return None
    return Quote(article, event, row[0], row[1], (row[2], row[3]), (row[4], row[5]), *row[6:])


_ARTICLE = "id, outlet, title, url, published_earliest, published_latest, added"


def articles_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Article]:
    """The articles with these numbers, in their order; one without a title is called by its first line."""
    out = []
    for key in numbers:
        row = connection.execute(f"SELECT {_ARTICLE} FROM articles WHERE article = ?", (key,)).fetchone()
        if row is not None:
            out.append(Article(*row) if row[2] else _untitled(connection, key, row))
    return out


def _untitled(connection: sqlite3.Connection, key: int, row: tuple[str, ...]) -> Article:
    (line,) = connection.execute(
        "SELECT substr(a.text, 1 + coalesce(b.start, 0), 200) FROM articles a"
        " LEFT JOIN body b ON b.article = a.article AND b.n = 0 WHERE a.article = ?",
        (key,),
    ).fetchone()
    title = line.strip().split("\n", 1)[0]
    if len(title) > 120:
        title = title[:120].rsplit(" ", 1)[0] + " …"
    return Article(row[0], row[1], title or None, *row[3:])


def entities_of(happenings: Iterable[Happening]) -> set[str]:
    """All entities that a list of happenings speaks of."""
    return {e for h in happenings for e in (*h.source, *h.target, *h.mediator, *h.delegates, *h.places, *h.sides)}


def paged(number: int, size: int, total: int, *, at_least: bool = False) -> Page:
    """A page's place; a number below 1 is the first."""
    return Page(max(1, number), size, total, at_least)


def window(page: int, size: int) -> tuple[int, int]:
    """(LIMIT, OFFSET) of a page."""
    return size, (max(1, page) - 1) * size
