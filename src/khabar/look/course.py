"""The course of a story at a glance: how much of what kind was told when, by which side, and the turning points."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from khabar.errors import error
from khabar.ledger.look_card import decode_card
from khabar.look.base import iso, reading
from khabar.look.filters import Filters
from khabar.look.stories import narrowed, side_in
from khabar.relate.compare import MUTUAL, SYMMETRIC
from khabar.relate.told import UNDATED

if TYPE_CHECKING:
    from khabar.ledger import Ledger

#: Types by what they do between sides, from near to apart.
KINDS: Mapping[str, tuple[str, ...]] = {
    "talks": ("AGREE", "CONSULT", "COOPERATE"),
    "nearer": ("SUPPORT", "CONCEDE", "AID", "RETREAT"),
    "words": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "force": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
KIND_OF: Mapping[str, str] = {type: kind for kind, types in KINDS.items() for type in types}
#: Stretches of days that a course is cut into at most.
STRETCHES = 60
#: Of a story with more happenings it is not asked who acts.
_ASKED = 3_000
_FAILED = frozenset({"none", "postponed"})
_AGREED = frozenset({"agreement", "partial"})


class Point(msgspec.Struct, frozen=True):
    """Happenings of one kind in one stretch of days, both ends included (ISO 8601).

    `by`: which of the two sides acts (0, 1), None where both or neither do, or where it was not asked; `agreed`,
    `failed`: how many had this outcome; `open`: how many did not take place, or not yet; `happening`: the only one.
    """

    kind: str
    by: int | None
    since: str
    until: str
    n: int
    agreed: int
    failed: int
    open: int
    happening: str | None


class Turned(msgspec.Struct, frozen=True):
    """A turning point: the happening, its day, and why it is one."""

    happening: str
    day: str
    why: str


class Course(msgspec.Struct, frozen=True):
    """What a story's timeline is drawn from. `days`: length of a stretch; what has no day is not in it.

    `acting`: whether points say which side acts.
    """

    first: str | None
    last: str | None
    days: int
    points: list[Point]
    turns: list[Turned]
    acting: bool


class _Row(NamedTuple):
    day: int
    kind: str
    by: int | None
    outcome: str | None
    real: bool
    n: int
    happening: str


def course(ledger: Ledger, identifier: str, filters: Filters | None = None) -> Course:
    """The course of a story as far as filters leave it; KhabarError `look-unknown`."""
    with reading(ledger) as connection:
        found = connection.execute(
            "SELECT pair, low, high, a, b, happenings FROM look_stories WHERE id = ?", (identifier,)
        ).fetchone()
        if found is None:
            raise error("look-unknown", value=identifier, what="story", name=ledger.path)
        pair, low, high, *sides, total = found
        condition, given = narrowed(connection, filters or Filters())
        where = f"r.pair = ? AND r.day BETWEEN ? AND ?{condition}"
        asked = (pair, low, min(high, UNDATED - 1), *given)
        acting = total <= _ASKED
        rows = list((_each if acting else _together)(connection, where, asked, sides))
        turns = [
            Turned(id, day, why)
            for number, id, why in connection.execute(
                f"SELECT r.day, r.id, r.turn FROM look_runs r WHERE {where} AND r.turn IS NOT NULL"
                " ORDER BY r.day, r.id",
                asked,
            )
            if (day := iso(number))
        ]
        if not rows:
            return Course(None, None, 1, [], turns, acting)
        first, last = min(r.day for r in rows), max(r.day for r in rows)
        days = -(-(last - first + 1) // STRETCHES)
        return Course(iso(first), iso(last), days, _points(rows, first, days), turns, acting)


def _each(connection: sqlite3.Connection, where: str, asked: tuple[Any, ...], sides: list[str]) -> Iterable[_Row]:
    known: dict[str, str] = {}
    for day, id, type, mode, outcome, real, card in connection.execute(
        "SELECT r.day, r.id, x.type, x.mode, x.outcome, x.real, x.card FROM look_runs r"
        f" JOIN look_happenings x ON x.h = r.h WHERE {where}",
        asked,
    ).fetchall():
        acts = set()
        for entity in decode_card(card).source:
            if entity not in known:
                known[entity] = side_in(connection, entity)
            acts.add(known[entity])
        free = type in SYMMETRIC or mode in MUTUAL
        by = [i for i, side in enumerate(sides) if side in acts and not free]
        yield _Row(day, KIND_OF.get(type, "words"), by[0] if len(by) == 1 else None, outcome, bool(real), 1, id)


def _together(connection: sqlite3.Connection, where: str, asked: tuple[Any, ...], sides: list[str]) -> Iterable[_Row]:
    for day, type, outcome, real, n, id in connection.execute(
        "SELECT r.day, x.type, x.outcome, x.real, count(*), min(r.id) FROM look_runs r"
        f" JOIN look_happenings x ON x.h = r.h WHERE {where} GROUP BY r.day, x.type, x.outcome, x.real",
        asked,
    ):
        yield _Row(day, KIND_OF.get(type, "words"), None, outcome, bool(real), n, id)


def _points(rows: Iterable[_Row], first: int, days: int) -> list[Point]:
    cells: defaultdict[tuple[int, str, int | None], list[_Row]] = defaultdict(list)
    for row in rows:
        cells[(row.day - first) // days, row.kind, row.by].append(row)
    kinds = list(KINDS)
    out = []
    for (stretch, kind, by), held in sorted(
        cells.items(), key=lambda c: (c[0][0], kinds.index(c[0][1]), -1 if c[0][2] is None else c[0][2])
    ):
        since = first + stretch * days
        n = sum(r.n for r in held)
        out.append(
            Point(
                kind,
                by,
                iso(since) or "",
                iso(since + days - 1) or "",
                n,
                sum(r.n for r in held if r.real and r.outcome in _AGREED),
                sum(r.n for r in held if r.real and r.outcome in _FAILED),
                sum(r.n for r in held if not r.real),
                held[0].happening if n == 1 else None,
            )
        )
    return out
