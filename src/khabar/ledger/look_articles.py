"""What an article and an outlet as a whole are found under: whom they name and how, on whose word they rest."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping

from khabar.ledger.look_card import kind_of, named, of_account
from khabar.ledger.look_facts import Facts
from khabar.ledger.look_values import Value, Values

#: Facets whose counts in `look_values` are those of articles; the others are counted by happenings.
OF_ARTICLES = frozenset({"name", "naming", "rests", "through"})


def values_of(connection: sqlite3.Connection, key: int, facts: Mapping[str, Facts]) -> Counter[Value]:
    """The values of the article with the number `key`, with how often: mentions, else events."""
    out: Counter[Value] = Counter()
    for entity, naming, count in connection.execute(
        "SELECT entity, naming, count(*) FROM names WHERE article = ? AND entity IS NOT NULL GROUP BY entity, naming",
        (key,),
    ):
        out[Value("name", entity)] += count
        out[Value("naming", f"{entity}|{naming}")] += count
    for fact in facts.values():
        account = fact.account
        out[Value("type", account.type)] += 1
        out.update(of_account(account))
        out.update({Value("actor", e) for these in fact.roles.values() for e in these if named(e)})
        who = account.chain[-1].partition(":")[2].partition("<")[0] if len(account.chain) > 1 else ""
        out[Value("rests", f"{kind_of(account)}|{who}")] += 1
        media = {v.removeprefix("medium:") for v in account.chain[1:] if v.startswith("medium:") and "<" not in v}
        out.update(Value("through", medium) for medium in media)
    return out


class Shelf:
    """Writes the values of articles, and those of outlets with them."""

    def __init__(self, connection: sqlite3.Connection, values: Values) -> None:
        self._connection = connection
        self._values = values
        self._sums: dict[tuple[int, int], list[int]] = {}
        self._rows: list[tuple[int, int, int]] = []

    def put(self, key: int, outlet: str | None, now: Counter[Value], *, fresh: bool = False) -> None:
        """The values of an article in place of what it had; `fresh`: it had none."""
        number = self._values.number
        found = {number(value): count for value, count in now.items()}
        of_outlet = number(Value("outlet", outlet)) if outlet else None
        if of_outlet is not None:
            found[of_outlet] = 1
        counted = {number(value) for value in now if value.facet in OF_ARTICLES}
        if not fresh:
            was = dict(self._connection.execute("SELECT v, n FROM look_articles WHERE article = ?", (key,)).fetchall())
            self._take_out(key, was)
        for v, count in found.items():
            if v in counted:
                self._values.counts[v] += count
            if of_outlet is not None:
                self._add(of_outlet, v, count, 1)
        self._rows += [(key, v, count) for v, count in sorted(found.items())]

    def _take_out(self, key: int, was: dict[int, int]) -> None:
        from khabar.ledger.look_values import NAMES

        of_outlet = next((v for v in was if NAMES[v & 15] == "outlet"), None)
        for v, count in was.items():
            if NAMES[v & 15] in OF_ARTICLES:
                self._values.counts[v] -= count
            if of_outlet is not None:
                self._add(of_outlet, v, -count, -1)
        self._connection.execute("DELETE FROM look_articles WHERE article = ?", (key,))

    def _add(self, outlet: int, v: int, count: int, articles: int) -> None:
        held = self._sums.setdefault((outlet, v), [0, 0])
        held[0] += count
        held[1] += articles

    def write_rows(self) -> None:
        """Write the values of the articles that were put so far."""
        self._connection.executemany("INSERT INTO look_articles VALUES (?, ?, ?)", self._rows)
        self._rows.clear()

    def flush(self) -> None:
        """Write everything."""
        self.write_rows()
        self._connection.executemany(
            "INSERT INTO look_outlets VALUES (?, ?, ?, ?) ON CONFLICT (outlet, v)"
            " DO UPDATE SET n = n + excluded.n, articles = articles + excluded.articles",
            [(*key, *held) for key, held in sorted(self._sums.items()) if any(held)],
        )
        touched = sorted({outlet for outlet, _ in self._sums})
        self._connection.executemany(
            "DELETE FROM look_outlets WHERE outlet = ? AND articles <= 0", [(outlet,) for outlet in touched]
        )
        self._sums.clear()
