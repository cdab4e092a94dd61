"""Writing happenings into the tables that views ask, and taking them out."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from khabar.ledger.look_card import Row
from khabar.ledger.look_stories import pair_number, retell
from khabar.ledger.look_values import Values
from khabar.ledger.rows import to_json
from khabar.relate.sides import side_of
from khabar.relate.stories import pairs

if TYPE_CHECKING:
    from khabar.packs import Packs

_MANY = 20_000


class Writer:
    """Collects rows and writes them in the order of the tables' keys."""

    def __init__(self, connection: sqlite3.Connection, values: Values, packs: Callable[[], Packs]) -> None:
        self._connection = connection
        self._values = values
        self._packs = packs
        (self._last,) = connection.execute("SELECT coalesce(max(h), 0) FROM look_happenings").fetchone()
        self._free: dict[str, int] = {}
        self._pairs: dict[tuple[str, str], int] = {}
        self._touched: set[int] = set()
        self._sides: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._happenings: list[tuple[object, ...]] = []
        self._accounts: list[tuple[object, ...]] = []
        self._disagreements: list[tuple[object, ...]] = []
        self._tags: list[tuple[int, int, int]] = []
        self._runs: list[tuple[int, int, str, int, int, str, int]] = []

    def put(self, row: Row) -> None:
        """A happening, to be written."""
        h = self._free.pop(row.id, 0)
        if not h:
            self._last += 1
            h = self._last
        columns = row.columns()
        self._happenings.append((h, *columns))
        self._count(columns, 1)
        self._accounts += [(h, n, f.article, f.account.event) for n, f in enumerate(row.facts)]
        if row.linked is not None:
            self._disagreements += [
                (h, n, d.slot, to_json(d.values), d.rule, d.pack) for n, d in enumerate(row.linked.disagreements)
            ]
        for value in row.values():
            v = self._values.number(value)
            self._values.counts[v] += 1
            self._tags.append((v, row.ord, h))
        day, article, (start, end), id = row.told.order
        for pair in pairs(row.told.accounts):
            number = self._pairs.get(pair)
            if number is None:
                number = self._pairs[pair] = pair_number(self._connection, *pair)
            self._touched.add(number)
            self._runs.append((number, day, article, start, end, id, h))
        for fact in row.facts:
            for these in fact.roles.values():
                for entity in these:
                    if entity not in self._sides and not entity.startswith("unnamed:"):
                        self._sides[entity] = side_of(entity, self._packs())
        if len(self._happenings) >= _MANY:
            self._write()

    def _count(self, columns: tuple[Any, ...], sign: int) -> None:
        accounts, articles, disagreements, odds = (columns[n] for n in (6, 7, 9, 11))
        self._counts["happenings"] += sign
        self._counts["events"] += sign * int(accounts)
        self._counts["told_by_several"] += sign * (articles > 1)
        self._counts["disagreeing"] += sign * bool(disagreements)
        self._counts["unsure"] += sign * (odds is not None)

    def take_out(self, keys: Iterable[tuple[str, str]]) -> None:
        """Take the happenings of these accounts out."""
        execute = self._connection.execute
        found: set[int] = set()
        for article, event in keys:
            found.update(h for (h,) in execute(
                "SELECT l.h FROM articles a JOIN look_accounts l ON l.article = a.article AND l.event = ?"
                " WHERE a.id = ?", (event, article)))  # fmt: skip
        for h in sorted(found):
            columns = execute("SELECT * FROM look_happenings WHERE h = ?", (h,)).fetchone()[1:]
            self._count(columns, -1)
            self._free[columns[0]] = h
            for (v,) in execute("SELECT v FROM look_tags WHERE h = ?", (h,)).fetchall():
                self._values.counts[v] -= 1
                execute("DELETE FROM look_tags WHERE v = ? AND ord = ? AND h = ?", (v, columns[1], h))
            self._touched.update(p for (p,) in execute("SELECT pair FROM look_runs WHERE h = ?", (h,)))
            for table in ("look_happenings", "look_accounts", "look_disagreements", "look_runs"):
                execute(f"DELETE FROM {table} WHERE h = ?", (h,))

    def _write(self) -> None:
        many = self._connection.executemany
        self._values.flush()
        many(f"INSERT INTO look_happenings VALUES ({', '.join('?' * 15)})", self._happenings)
        many("INSERT INTO look_accounts VALUES (?, ?, ?, ?)", self._accounts)
        many("INSERT INTO look_disagreements VALUES (?, ?, ?, ?, ?, ?)", self._disagreements)
        many("INSERT INTO look_tags VALUES (?, ?, ?)", sorted(self._tags))
        many("INSERT INTO look_runs VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", sorted(self._runs))
        self._tags.clear()
        self._runs.clear()
        for rows in (self._happenings, self._accounts, self._disagreements):
            rows.clear()

    def flush(self) -> None:
        """Write everything, and the stories that it belongs to."""
        self._write()
        self._connection.executemany("INSERT OR REPLACE INTO look_sides VALUES (?, ?)", sorted(self._sides.items()))
        self._counts["stories"] += retell(self._connection, sorted(self._touched))
        for name, count in self._counts.items():
            self._connection.execute(
                "INSERT INTO look_counts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET n = n + excluded.n",
                (name, count),
            )
        self._counts.clear()
        self._touched.clear()
