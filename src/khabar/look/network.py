"""Who met, agreed with, threatened, attacked, mediated between whom: sides and what they have to do with each other."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from khabar.ledger.look_values import FACETS, NAMES
from khabar.look.base import names_of, reading
from khabar.look.filters import Filters
from khabar.look.model import Names
from khabar.look.query import Question, question

if TYPE_CHECKING:
    from khabar.ledger import Ledger

#: Of so many of the newest happenings that fit are edges counted.
SAMPLE = 5_000
#: So many of the most frequent edges of a whole ledger are looked through.
_LOOKED_AT = 2_000


class Edge(msgspec.Struct, frozen=True):
    """`a` did something to `b`, or both did it with each other (`directed` false). `relation`: a PLOVER type, or
    MEDIATE of a sponsor; `n`: happenings that most accounts say took place.
    """

    a: str
    b: str
    relation: str
    directed: bool
    n: int


class Node(msgspec.Struct, frozen=True):
    """A side; `n`: the sum of its edges."""

    id: str
    n: int


class Network(msgspec.Struct, frozen=True):
    """The strongest edges and the sides that they join; `cut`: weaker ones were left out."""

    nodes: list[Node]
    edges: list[Edge]
    relations: dict[str, int]
    cut: bool
    names: dict[str, Names]


def network(
    ledger: Ledger, filters: Filters | None = None, *, relations: tuple[str, ...] = (), strongest: int = 150
) -> Network:
    """The strongest edges among the happenings that filters leave (the newest 5,000 of them).

    `relations`: only these; with an `actor`, edges between others than it in the same happenings are shown too.
    """
    with reading(ledger) as connection:
        asked = question(connection, filters or Filters())
        everything, more = _edges(connection, asked)
        by_relation: Counter[str] = Counter()
        for edge in everything:
            by_relation[edge.relation] += edge.n
        wanted = [e for e in everything if not relations or e.relation in relations]
        edges = wanted[:strongest]
        weight: Counter[str] = Counter()
        for edge in edges:
            weight[edge.a] += edge.n
            weight[edge.b] += edge.n
        nodes = [Node(id, n) for id, n in sorted(weight.items(), key=lambda kv: (-kv[1], kv[0]))]
        return Network(
            nodes, edges, dict(by_relation.most_common()), more or len(wanted) > strongest, names_of(connection, weight)
        )


def _edges(connection: sqlite3.Connection, asked: Question) -> tuple[list[Edge], bool]:
    """Edges, the strongest first, and whether there are more."""
    if asked.leading is not None and NAMES[asked.leading & 15] == "all" and asked.total is not None:
        rows = connection.execute(
            "SELECT value, a, b, n FROM look_values WHERE facet = ? AND n > 0 ORDER BY n DESC, value LIMIT ?",
            (FACETS["edge"], _LOOKED_AT + 1),
        ).fetchall()
        more = len(rows) > _LOOKED_AT
    else:
        rows = connection.execute(
            f"SELECT v.value, v.a, v.b, c.n FROM (SELECT t.v AS v, count(*) AS n FROM ({asked.sql} LIMIT {SAMPLE}) q"
            " JOIN look_tags t ON t.h = q.h WHERE t.v & 15 = ? GROUP BY t.v) c JOIN look_values v ON v.v = c.v"
            " ORDER BY c.n DESC, v.value",
            (*asked.given, FACETS["edge"]),
        ).fetchall()
        total, _ = asked.count(connection)
        more = total > SAMPLE
    return [
        Edge(a, b, value.rpartition("|")[2], value.startswith(f"{a}>"), n) for value, a, b, n in rows[:_LOOKED_AT]
    ], more
