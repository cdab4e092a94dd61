"""Positions of a side, matter by matter, out of the newest happenings in which it takes one."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import msgspec

from khabar.look.accounts import facts_of
from khabar.look.base import iso, quote
from khabar.look.model import Quote
from khabar.look.query import Question, number_of
from khabar.relate.positions import positions
from khabar.relate.told import Told, day_of

if TYPE_CHECKING:
    from khabar.relate.positions import Position as Taken

#: Types of which positions are made.
TYPES = ("REQUEST", "AGREE", "CONCEDE", "REJECT", "THREATEN")
#: The newest happenings that matters are made of: finding matters compares each position with those before it.
NEWEST = 150
#: So many of a list's newest happenings are looked through for positions.
_LOOKED_AT = 2_000


class Position(msgspec.Struct, frozen=True):
    """What a side took as its position once. `stance`: demanded offered accepted refused threatened; `towards`: sides;
    `moved`: whether it differs from the one before; `quote`: the words of the first account; `accounts`: how many.
    """

    happening: str
    stance: str
    towards: list[str]
    day: str | None
    moved: bool
    accounts: int
    quote: Quote | None


class Matter(msgspec.Struct, frozen=True):
    """The positions of a side on one matter, in order. `about`: words of the text that speak of it; `moves`: how
    often the position changed.
    """

    actor: str
    about: str | None
    moves: int
    positions: list[Position]


def taking(connection: sqlite3.Connection, asked: Question, newest: int = NEWEST) -> list[Told]:
    """The newest `newest` of the happenings that `asked` gives in which a position may be taken, the oldest first."""
    kinds = [n[0] for kind in TYPES if (n := number_of(connection, "type", kind)) is not None]
    marks = ", ".join("?" * len(kinds))
    rows = connection.execute(
        f"SELECT x.h, x.id FROM ({asked.sql} LIMIT ?) q JOIN look_happenings x ON x.h = q.h"
        f" WHERE EXISTS (SELECT 1 FROM look_tags t WHERE t.h = q.h AND t.v IN ({marks})) LIMIT ?",
        (*asked.given, _LOOKED_AT, *kinds, newest),
    ).fetchall()
    ids = dict(rows)
    held = [x for x in facts_of(connection, ids) if x.facts]
    told = [Told(ids[x.h], tuple(x.accounts), day_of(x.accounts)) for x in held]
    return sorted(told, key=lambda t: t.order)


def matters_of(
    connection: sqlite3.Connection, side: str, told: list[Told], *, towards: str | None = None, limit: int = 6
) -> list[Matter]:
    """The matters of a side in happenings, those that moved and those with most first; at most `limit` of them.

    `towards`: only positions on this side.
    """
    out = []
    for matter in positions(told, side):
        taken = [p for p in matter.positions if towards is None or towards in p.towards]
        if not taken:
            continue
        moved = {id(after) for _, after in matter.moves}
        shown = [_position(connection, p, id(p) in moved) for p in taken]
        out.append(Matter(side, _about(connection, taken), len(matter.moves), shown))
        if len(out) >= limit:
            break
    return out


def _position(connection: sqlite3.Connection, p: Taken, moved: bool) -> Position:
    words = quote(connection, *p.accounts[0])
    return Position(p.happening, p.stance, list(p.towards), iso(p.day), moved, len(p.accounts), words)


def _about(connection: sqlite3.Connection, taken: list[Taken]) -> str | None:
    for p in taken:
        for article, event in p.accounts:
            row = connection.execute(
                "SELECT substr(a.text, s.start + 1, s.end - s.start) FROM articles a JOIN events e"
                " ON e.article = a.article AND e.id = ? JOIN event_spans s ON s.article = e.article AND s.event = e.n"
                " AND s.slot = 'about' WHERE a.id = ? ORDER BY s.n LIMIT 1",
                (event, article),
            ).fetchone()
            if row is not None:
                return " ".join(row[0].split())
    return None
