"""What views can be asked for: values of facets as numbers, and how often each is there."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import NamedTuple

#: Facet -> the lowest four bits of its values' numbers. Of happenings: `outlet` of an account, `actor` (entities and
#: their sides), `type`, `mode` (`TYPE:mode`), `place` (with all that it is part of), `at` (the place itself),
#: `modality`, `stance`, `kind` (of the root: `own` or the kind of a link), `edge` (who, whom, relation), `slot` of a
#: disagreement (`*`: any), `all` (`several`: told by several articles). Of articles: `name` (mentions of an entity),
#: `naming` (`ENTITY|colour`), `rests` (events by root: `KIND|who`), `through` (events by medium that passed them on).
FACETS: dict[str, int] = {
    name: n
    for n, name in enumerate((
        "outlet", "actor", "type", "mode", "place", "at", "modality", "stance", "kind", "edge", "slot", "all", "name",
        "naming", "rests", "through",
    ))
}  # fmt: skip
NAMES = tuple(FACETS)


class Value(NamedTuple):
    """A value of a facet; `a`, `b`: the two sides of an edge."""

    facet: str
    value: str
    a: str | None = None
    b: str | None = None


class Values:
    """The table of values, for writing: numbers are given as they are needed, counts are kept until `flush`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, str], int] = {}
        self._new: list[tuple[int, str, int, int, str | None, str | None]] = []
        (last,) = connection.execute("SELECT coalesce(max(v), 0) >> 4 FROM look_values").fetchone()
        self._last = int(last)
        self.counts: Counter[int] = Counter()

    def number(self, value: Value) -> int:
        """The number of a value, given now where it has none."""
        key = value.facet, value.value
        found = self._known.get(key)
        if found is None:
            code = FACETS[value.facet]
            row = self._connection.execute(
                "SELECT v FROM look_values WHERE facet = ? AND value = ?", (code, value.value)
            ).fetchone()
            if row is None:
                self._last += 1
                found = self._last << 4 | code
                self._new.append((found, value.value, code, 0, value.a, value.b))
            else:
                found = int(row[0])
            self._known[key] = found
        return found

    def flush(self) -> None:
        """Write new values and what was counted."""
        self._connection.executemany("INSERT INTO look_values VALUES (?, ?, ?, ?, ?, ?)", self._new)
        self._connection.executemany(
            "UPDATE look_values SET n = n + ? WHERE v = ?", [(n, v) for v, n in self.counts.items() if n]
        )
        self._new.clear()
        self.counts.clear()
