"""Accounts of happenings out of the ledger, as `khabar.relate` compares them; corrections of people applied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from khabar.ledger import decisions
from khabar.ledger.look_facts import Facts, Reader
from khabar.ledger.rows import to_json
from khabar.look.base import shipped
from khabar.relate.decisions import Decision, standing
from khabar.relate.features import Account


class Held(NamedTuple):
    """A happening's number and its accounts, in order."""

    h: int
    facts: list[Facts]

    @property
    def accounts(self) -> list[Account]:
        """The accounts themselves."""
        return [f.account for f in self.facts]


def corrections(connection: sqlite3.Connection) -> list[Decision]:
    """The standing corrections."""
    row = connection.execute("SELECT 1 FROM decisions WHERE kind = 'correct' LIMIT 1").fetchone()
    if row is None:
        return []
    return [d for d in standing(decisions.log(connection)) if d.kind == "correct"]


def facts_of(
    connection: sqlite3.Connection, happenings: Iterable[int], only: Sequence[int] | None = None
) -> list[Held]:
    """The accounts of happenings, by number; with `only`, these of them, in this order."""
    reader = Reader(connection, shipped, corrections(connection))
    keys: dict[int, list[tuple[str, str]]] = {h: [] for h in happenings}
    for h, article, event in connection.execute(
        "SELECT q.value, a.id, l.event FROM json_each(?) q CROSS JOIN look_accounts l ON l.h = q.value"
        " JOIN articles a ON a.article = l.article ORDER BY q.key, l.n",
        (to_json([*keys]),),
    ):
        keys[h].append((article, event))
    if only is not None:
        keys = {h: [these[n] for n in only] for h, these in keys.items()}
    reader.fetch(key for these in keys.values() for key in these)
    return [Held(h, [fact for key in these if (fact := reader.one(*key)) is not None]) for h, these in keys.items()]
