"""Filters as questions to the table of values: the rarest value leads, the others are looked up beside it."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

import msgspec

from khabar.ledger.look_values import FACETS, NAMES
from khabar.look.base import COUNTED
from khabar.look.filters import Filters
from khabar.look.model import Count


class Question(msgspec.Struct):
    """A question for happenings. `sql` gives `ord` and `h` of those that fit, the newest first, undated ones last.

    `total`: how many fit where that is known at once; `leading`: the value that leads.
    """

    sql: str
    given: list[Any]
    total: int | None
    leading: int | None

    def numbers(self, connection: sqlite3.Connection, limit: int, offset: int = 0) -> list[int]:
        """The numbers of the happenings that fit."""
        return [h for _, h in connection.execute(f"{self.sql} LIMIT ? OFFSET ?", (*self.given, limit, offset))]

    def count(self, connection: sqlite3.Connection) -> tuple[int, bool]:
        """How many fit, and whether there are more than were counted."""
        if self.total is not None:
            return self.total, False
        (found,) = connection.execute(
            f"SELECT count(*) FROM ({self.sql} LIMIT ?)", (*self.given, COUNTED + 1)
        ).fetchone()
        return min(found, COUNTED), found > COUNTED


NOTHING = Question("SELECT ord, h FROM look_tags WHERE 0", [], 0, None)


def number_of(connection: sqlite3.Connection, facet: str, value: str) -> tuple[int, int] | None:
    """The number of a value and how many happenings have it; None where none has."""
    found: tuple[int, int] | None = connection.execute(
        "SELECT v, n FROM look_values WHERE facet = ? AND value = ? AND n > 0", (FACETS[facet], value)
    ).fetchone()
    return found


def wanted(filters: Filters) -> list[tuple[str, str]]:
    """Filters as facets and values, without days."""
    out = [("actor", filters.actor), ("actor", filters.other), ("place", filters.place), ("outlet", filters.outlet),
           ("modality", filters.modality), ("stance", filters.stance), ("kind", filters.kind),
           ("mode" if ":" in filters.type else "type", filters.type),
           ("slot", filters.slot or "*" if filters.slot or filters.disagreeing else "")]  # fmt: skip
    return [(facet, value) for facet, value in out if value]


def question(connection: sqlite3.Connection, filters: Filters, more: list[tuple[str, str]] | None = None) -> Question:
    """The question that filters mean; `more`: further facets and values that must be there."""
    found = []
    for facet, value in [*wanted(filters), *(more or ())] or [("all", "")]:
        number = number_of(connection, facet, value)
        if number is None:
            return NOTHING
        found.append((number[1], number[0]))
    found = sorted(set(found))
    total, leading = found[0]
    sql = "SELECT t.ord, t.h FROM look_tags t WHERE t.v = ?"
    given: list[Any] = [leading]
    low = -_ordinal(filters.until) if filters.until else None
    high = -_ordinal(filters.since) if filters.since else (-1 if filters.until else None)
    if low is not None:
        sql += " AND t.ord >= ?"
        given.append(low)
    if high is not None:
        sql += " AND t.ord <= ?"
        given.append(high)
    for _, v in found[1:]:
        sql += " AND EXISTS (SELECT 1 FROM look_tags x WHERE x.v = ? AND x.ord = t.ord AND x.h = t.h)"
        given.append(v)
    alone = len(found) == 1 and low is None and high is None
    return Question(sql + " ORDER BY t.ord, t.h", given, total if alone else None, leading)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


#: Of so many happenings the newest at most are the values of a filtered list counted.
SAMPLE = 2_000


def facets(
    connection: sqlite3.Connection, asked: Question, wanted: tuple[str, ...], limit: int = 20, sample: int = SAMPLE
) -> dict[str, list[Count]]:
    """Facet -> its values among the happenings that fit (the newest `sample` of them), the most frequent first."""
    codes = [FACETS[f] for f in wanted]
    out: dict[str, list[Count]] = {f: [] for f in wanted}
    if asked.leading is not None and asked.total is not None and NAMES[asked.leading & 15] == "all":
        for facet in wanted:
            out[facet] = [
                Count(value, n)
                for value, n in connection.execute(
                    "SELECT value, n FROM look_values WHERE facet = ? AND n > 0 ORDER BY n DESC, value LIMIT ?",
                    (FACETS[facet], limit),
                )
            ]
        return out
    marks = ", ".join("?" * len(codes))
    for value, facet, n in connection.execute(
        f"SELECT v.value, v.facet, c.n FROM (SELECT t.v AS v, count(*) AS n FROM ({asked.sql} LIMIT ?) q"
        f" JOIN look_tags t ON t.h = q.h WHERE t.v & 15 IN ({marks}) GROUP BY t.v) c JOIN look_values v ON v.v = c.v"
        " ORDER BY c.n DESC, v.value",
        (*asked.given, sample, *codes),
    ):
        held = out[NAMES[facet]]
        if len(held) < limit:
            held.append(Count(value, n))
    return out
