"""Stories: the list, and one of them with its timeline, its turning points, and its sides' positions over time."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import msgspec

from khabar.errors import error
from khabar.look.base import entities_of, happenings_of, iso, names_of, paged, reading, window
from khabar.look.filters import Filters
from khabar.look.model import Count, Happening, Names, Page, Story
from khabar.look.positions import Matter, matters_of, taking
from khabar.look.query import Question, facets, number_of, question, wanted
from khabar.relate.told import UNDATED

if TYPE_CHECKING:
    from khabar.ledger import Ledger

_COLUMNS = "id, a, b, first, last, happenings, turns, kinds"
_kinds = msgspec.json.Decoder(dict[str, int]).decode
#: Stories are looked for among so many of the newest happenings that fit, where more is asked than sides and days.
_SEARCHED = 5_000
#: The newest happenings of a story in which its sides' positions are looked for.
_TAKEN = 60

__all__ = ["Step", "Stories", "StoryView", "stories", "story", "story_rows"]


class Stories(msgspec.Struct, frozen=True):
    """A page of stories."""

    page: Page
    stories: list[Story]
    names: dict[str, Names]


class Step(msgspec.Struct, frozen=True):
    """A happening of a story. `turn`: why it is a turning point (agreement ceasefire withdrawal breach refusal
    sanction failure nearer apart), None where it is none; `slots`: those in which its accounts disagree.
    """

    happening: Happening
    turn: str | None
    slots: list[str]


class StoryView(msgspec.Struct, frozen=True):
    """One story with a page of its timeline, the oldest first; what has no day comes last.

    `page.total` counts the happenings that the filters leave; `turns`: the turning points, the newest first, at most
    30; `positions`: side -> its matters on which it has to do with the other, from the newest 60 happenings that may
    tell one; `facets`: types, outlets and places to filter by, counted among the newest happenings.
    """

    story: Story
    page: Page
    steps: list[Step]
    turns: list[Step]
    positions: dict[str, list[Matter]]
    facets: dict[str, list[Count]]
    names: dict[str, Names]


def story_rows(connection: sqlite3.Connection, where: str, given: tuple[Any, ...]) -> list[Story]:
    """Stories by an SQL condition."""
    return [
        Story(id, (a, b), iso(first), iso(last), count, turns, _kinds(kinds))
        for id, a, b, first, last, count, turns, kinds in connection.execute(
            f"SELECT {_COLUMNS} FROM look_stories WHERE {where}", given
        )
    ]


def stories(
    ledger: Ledger, filters: Filters | None = None, page: int = 1, *, size: int = 30, order: str = "biggest",
    least: int = 3,
) -> Stories:  # fmt: skip
    """The stories of at least `least` (3 or more) happenings. `order`: `biggest` or `latest`.

    `actor` and `other` are sides (or who acts for one); days must overlap; any other filter must hold of one of the
    story's happenings, looked for among the newest 5,000 that fit.
    """
    filters = filters or Filters()
    with reading(ledger) as connection:
        conditions, given = ["happenings >= ?"], [least]  # type: tuple[list[str], list[Any]]
        for actor in filter(None, (filters.actor, filters.other)):
            side = side_in(connection, actor)
            conditions.append("(a = ? OR b = ?)")
            given += [side, side]
        if filters.since:
            conditions.append("last >= ?")
            given.append(_ordinal(filters.since))
        if filters.until:
            conditions.append("first <= ?")
            given.append(_ordinal(filters.until))
        rest = filters.but(actor="", other="", since="", until="")
        if rest:
            asked = question(connection, filters)
            conditions.append(
                f"s IN (SELECT y.s FROM ({asked.sql} LIMIT {_SEARCHED}) q JOIN look_runs r ON r.h = q.h"
                " JOIN look_stories y ON y.pair = r.pair AND r.day BETWEEN y.low AND y.high)"
            )
            given += asked.given
        where = " AND ".join(conditions)
        by = "last DESC, happenings DESC, id" if order == "latest" else "happenings DESC, last DESC, id"
        (total,) = connection.execute(f"SELECT count(*) FROM look_stories WHERE {where}", given).fetchone()
        found = story_rows(connection, f"{where} ORDER BY {by} LIMIT ? OFFSET ?", (*given, *window(page, size)))
        names = names_of(connection, {side for s in found for side in s.sides})
        return Stories(paged(page, size, total), found, names)


def story(
    ledger: Ledger, identifier: str, filters: Filters | None = None, page: int = 1, *, size: int = 30
) -> StoryView:
    """One story; KhabarError `look-unknown`."""
    filters = filters or Filters()
    with reading(ledger) as connection:
        row = connection.execute(
            "SELECT pair, low, high, happenings FROM look_stories WHERE id = ?", (identifier,)
        ).fetchone()
        if row is None:
            raise error("look-unknown", value=identifier, what="story", name=ledger.path)
        pair, low, high, count = row
        (one,) = story_rows(connection, "id = ?", (identifier,))
        condition, given = narrowed(connection, filters)
        within = (pair, low, high)
        span = "FROM look_runs r WHERE r.pair = ? AND r.day BETWEEN ? AND ?"
        total = count
        if condition:
            (total,) = connection.execute(f"SELECT count(*) {span}{condition}", (*within, *given)).fetchone()
        by = "ORDER BY r.day, r.article, r.start, r.end, r.id LIMIT ? OFFSET ?"
        rows = connection.execute(
            f"SELECT r.h, r.turn {span}{condition} {by}", (*within, *given, *window(page, size))
        ).fetchall()
        steps = _steps(connection, rows)
        turning = connection.execute(
            f"SELECT r.h, r.turn {span}{condition} AND r.turn IS NOT NULL"
            " ORDER BY r.day DESC, r.article DESC, r.start DESC, r.end DESC, r.id DESC LIMIT 30",
            (*within, *given),
        ).fetchall()
        turns = _steps(connection, turning, quotes=False)
        newest = Question(
            f"SELECT -r.day AS ord, r.h AS h {span}{condition} ORDER BY r.day DESC", [*within, *given], None, None
        )
        shown = facets(connection, newest, ("type", "outlet", "place"), 12, sample=300)
        told = taking(connection, newest, _TAKEN)
        positions = {
            side: matters_of(connection, side, told, towards=other) for side, other in (one.sides, one.sides[::-1])
        }
        entities = entities_of(s.happening for s in (*steps, *turns)) | set(one.sides)
        entities |= {c.value for c in shown["place"]}
        entities |= {e for ms in positions.values() for m in ms for p in m.positions for e in p.towards}
        return StoryView(one, paged(page, size, total), steps, turns, positions, shown, names_of(connection, entities))


def side_in(connection: sqlite3.Connection, actor: str) -> str:
    """The side that an actor acts for, as far as the ledger knows; itself where it does not."""
    row = connection.execute("SELECT side FROM look_sides WHERE entity = ?", (actor,)).fetchone()
    return str(row[0]) if row else actor


def narrowed(connection: sqlite3.Connection, filters: Filters) -> tuple[str, list[Any]]:
    """Filters as conditions on `look_runs r`."""
    sql, given = "", []  # type: tuple[str, list[Any]]
    for facet, value in wanted(filters):
        number = number_of(connection, facet, value)
        if number is None:
            return " AND 0", []
        sql += (
            " AND EXISTS (SELECT 1 FROM look_tags x WHERE x.v = ?"
            f" AND x.ord = CASE r.day WHEN {UNDATED} THEN 0 ELSE -r.day END AND x.h = r.h)"
        )
        given.append(number[0])
    if filters.since:
        sql += " AND r.day >= ?"
        given.append(_ordinal(filters.since))
    if filters.since or filters.until:
        sql += " AND r.day <= ?"
        given.append(_ordinal(filters.until) if filters.until else UNDATED - 1)
    return sql, given


def _steps(connection: sqlite3.Connection, rows: list[tuple[int, str | None]], *, quotes: bool = True) -> list[Step]:
    found = happenings_of(connection, [h for h, _ in rows], quotes=quotes)
    out = []
    for (h, turn), happening in zip(rows, found, strict=True):
        slots: list[str] = []
        if happening.disagreements:
            slots = [s for (s,) in connection.execute(
                "SELECT slot FROM look_disagreements WHERE h = ? ORDER BY n", (h,))]  # fmt: skip
        out.append(Step(happening, turn, slots))
    return out


def _ordinal(day: str) -> int:
    from datetime import date

    return date.fromisoformat(day).toordinal()
