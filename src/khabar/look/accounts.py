"""Accounts of happenings out of the ledger, as `khabar.relate` compares them; corrections of people applied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from khabar.ledger import decisions
from khabar.ledger.look_facts import Facts, Reader
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
    out = []
    for h in happenings:
        facts = []
        keys = connection.execute(
            "SELECT a.id, l.event FROM look_accounts l JOIN articles a ON a.article = l.article WHERE l.h = ?"
            " ORDER BY l.n",
            (h,),
        ).fetchall()
        for article, event in keys if only is None else [keys[n] for n in only]:
            fact = reader.one(article, event)
            if fact is not None:
                facts.append(fact)
        out.append(Held(h, facts))
    return out
