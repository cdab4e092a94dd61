"""Stories as rows: which happenings are told between two sides, their runs and turning points."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from khabar.ledger.rows import to_json
from khabar.relate.stories import LEAST, name, runs, turns
from khabar.relate.told import UNDATED


class _Step(NamedTuple):
    """A happening of a pair, as `khabar.relate.stories` asks for it."""

    id: str
    order: tuple[int, str, int, int]
    type: str
    mode: str | None
    outcome: str | None
    real: bool
    turn: str | None

    @property
    def day(self) -> int | None:
        """Its day."""
        return None if self.order[0] == UNDATED else self.order[0]


def pair_number(connection: sqlite3.Connection, a: str, b: str) -> int:
    """The number of two sides."""
    row = connection.execute("SELECT pair FROM look_pairs WHERE a = ? AND b = ?", (a, b)).fetchone()
    if row is None:
        return connection.execute("INSERT INTO look_pairs (a, b) VALUES (?, ?)", (a, b)).lastrowid or 0
    return int(row[0])


def retell(connection: sqlite3.Connection, pairs: Iterable[int]) -> int:
    """Find the stories of these pairs anew; by how many there are more than before."""
    more = 0
    for pair in pairs:
        sides = connection.execute("SELECT a, b FROM look_pairs WHERE pair = ?", (pair,)).fetchone()
        steps = [
            _Step(id, (day, article, start, end), kind, mode, outcome, bool(real), turn)
            for id, day, article, start, end, kind, mode, outcome, real, turn in connection.execute(
                "SELECT r.id, r.day, r.article, r.start, r.end, x.type, x.mode, x.outcome, x.real, r.turn"
                " FROM look_runs r JOIN look_happenings x ON x.h = r.h WHERE r.pair = ?"
                " ORDER BY r.day, r.article, r.start, r.end, r.id",
                (pair,),
            )
        ]
        more -= connection.execute("DELETE FROM look_stories WHERE pair = ?", (pair,)).rowcount
        parts = runs(steps)
        for number, part in enumerate(parts):
            found = {t.happening: t.why for t in turns(part)}
            for step in part:
                if found.get(step.id) != step.turn:
                    connection.execute(
                        "UPDATE look_runs SET turn = ? WHERE pair = ? AND day = ? AND article = ? AND start = ?"
                        " AND end = ? AND id = ?",
                        (found.get(step.id), pair, *step.order, step.id),
                    )
            if len(part) < LEAST:
                continue
            days = [s.order[0] for s in part if s.day is not None]
            first, last = min(days, default=None), max(days, default=None)
            kinds = Counter(s.type for s in part)
            ordered = {k: kinds[k] for k in sorted(kinds, key=lambda k: (-kinds[k], k))}
            identifier = name((sides[0], sides[1]), part[0].id)
            high = UNDATED if number == len(parts) - 1 else last
            connection.execute(
                "INSERT INTO look_stories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (None, identifier, pair, *sides, UNDATED if first is None else first, high, first, last,
                 len(part), len(found), to_json(ordered)),
            )  # fmt: skip
            more += 1
    return more
