"""Outlets: the list, and one of them: what it rests on, how it names the sides, which texts it gave and took."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from khabar.errors import error
from khabar.ledger.look_values import FACETS
from khabar.look.actors import COLOURS
from khabar.look.base import articles_of, names_of, paged, reading, window
from khabar.look.model import Article, Count, Names, Page

if TYPE_CHECKING:
    from khabar.ledger import Ledger


class OutletRow(msgspec.Struct, frozen=True):
    """An outlet in a list: its articles, their events by the kind of root (own medium person organisation document
    anonymous observers public).
    """

    outlet: str
    articles: int
    kinds: dict[str, int]


class Outlets(msgspec.Struct, frozen=True):
    """A page of outlets, those with the most articles first."""

    page: Page
    outlets: list[OutletRow]
    names: dict[str, Names]


class Rest(msgspec.Struct, frozen=True):
    """What events rest on in the end: the kind of root, and who (an entity; the grade of an unnamed source)."""

    kind: str
    who: str | None
    n: int


class Called(msgspec.Struct, frozen=True):
    """How an outlet names an entity: mentions by colour."""

    entity: str
    counts: dict[str, int]


class OutletView(msgspec.Struct, frozen=True):
    """One outlet. `kinds`: events by kind of root; `rests`: by root; `through`: events that a medium passed on to it;
    `naming`: whom it names, the most charged first; `given`, `taken`: other outlets with how many texts of its first
    they have copies of, or it of theirs; `articles`: a page of its articles, the newest first.
    """

    outlet: str
    first: str | None
    last: str | None
    kinds: dict[str, int]
    rests: list[Rest]
    through: list[Count]
    naming: list[Called]
    given: list[Count]
    taken: list[Count]
    page: Page
    articles: list[Article]
    names: dict[str, Names]


def outlets(ledger: Ledger, page: int = 1, *, size: int = 100) -> Outlets:
    """The outlets that articles name."""
    with reading(ledger) as connection:
        held = connection.execute(
            "SELECT v.v, v.value, o.n FROM look_values v JOIN look_outlets o ON o.outlet = v.v AND o.v = v.v"
            " WHERE v.facet = ? ORDER BY o.n DESC, v.value",
            (FACETS["outlet"],),
        ).fetchall()
        limit, offset = window(page, size)
        rows = []
        for v, outlet, n in held[offset : offset + limit]:
            rows.append(OutletRow(outlet, n, _kinds(connection, v)))
        names = names_of(connection, [row.outlet for row in rows])
        return Outlets(paged(page, size, len(held)), rows, names)


def outlet(ledger: Ledger, name: str, page: int = 1, *, size: int = 30) -> OutletView:
    """The outlet of this name; KhabarError `look-unknown`."""
    with reading(ledger) as connection:
        row = connection.execute(
            "SELECT v.v, o.n FROM look_values v JOIN look_outlets o ON o.outlet = v.v AND o.v = v.v"
            " WHERE v.facet = ? AND v.value = ?",
            (FACETS["outlet"], name),
        ).fetchone()
        if row is None:
            raise error("look-unknown", value=name, what="outlet", name=ledger.path)
        v, total = row
        first, last = connection.execute(
            "SELECT min(published_earliest), max(published_earliest) FROM articles WHERE outlet = ?", (name,)
        ).fetchone()
        rests = []
        for count in _top(connection, v, "rests", 60):
            kind, _, who = count.value.partition("|")
            rests.append(Rest(kind, who or None, count.n))
        through = _top(connection, v, "through", 40)
        naming = _naming(connection, v)
        keys = connection.execute(
            "SELECT article FROM articles WHERE outlet = ? ORDER BY published_earliest DESC, article DESC"
            " LIMIT ? OFFSET ?",
            (name, *window(page, size)),
        ).fetchall()
        given, taken = _copies(connection, name)
        entities = {r.who for r in rests if r.who} | {c.value for c in through} | {c.entity for c in naming} | {name}
        entities |= {c.value for c in (*given, *taken)}
        return OutletView(
            name, first, last, _kinds(connection, v), rests, through, naming, given, taken, paged(page, size, total),
            articles_of(connection, [key for (key,) in keys]), names_of(connection, entities),
        )  # fmt: skip


def _kinds(connection: sqlite3.Connection, outlet: int) -> dict[str, int]:
    return {c.value: c.n for c in _top(connection, outlet, "kind", 20)}


def _top(connection: sqlite3.Connection, outlet: int, facet: str, limit: int) -> list[Count]:
    return [
        Count(value, n)
        for value, n in connection.execute(
            "SELECT w.value, o.n FROM look_outlets o JOIN look_values w ON w.v = o.v"
            " WHERE o.outlet = ? AND o.v & 15 = ? ORDER BY o.n DESC, w.value LIMIT ?",
            (outlet, FACETS[facet], limit),
        )
    ]


def _naming(connection: sqlite3.Connection, outlet: int, limit: int = 30) -> list[Called]:
    """The entities with the most charged mentions, then those with the most."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for value, n in connection.execute(
        "SELECT w.value, o.n FROM look_outlets o JOIN look_values w ON w.v = o.v WHERE o.outlet = ? AND o.v & 15 = ?",
        (outlet, FACETS["naming"]),
    ):
        entity, _, naming = value.rpartition("|")
        counts[entity][naming] = n

    def order(entity: str) -> tuple[int, int, str]:
        total = sum(counts[entity].values())
        return counts[entity].get("neutral", 0) - total, -total, entity

    return [Called(e, {c: counts[e][c] for c in COLOURS if c in counts[e]}) for e in sorted(counts, key=order)[:limit]]


def _copies(connection: sqlite3.Connection, name: str) -> tuple[list[Count], list[Count]]:
    given: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for first, other, n in connection.execute(
        "SELECT c.member = 0, b.outlet, count(*) FROM articles a JOIN copies c ON c.article = a.id"
        " JOIN copies d ON d.n = c.n AND d.member != c.member AND (c.member = 0 OR d.member = 0)"
        " JOIN articles b ON b.id = d.article WHERE a.outlet = ? AND b.outlet IS NOT NULL AND b.outlet != a.outlet"
        " GROUP BY 1, 2",
        (name,),
    ):
        (given if first else taken)[other] += n
    by = [sorted(c.items(), key=lambda kv: (-kv[1], kv[0])) for c in (given, taken)]
    return [Count(o, n) for o, n in by[0]], [Count(o, n) for o, n in by[1]]
