"""The happenings behind a point of the map or an edge of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.look.base import entities_of, happenings_of, names_of, paged, reading, window
from khabar.look.filters import Filters
from khabar.look.happenings import Happenings
from khabar.look.query import question

if TYPE_CHECKING:
    from khabar.ledger import Ledger


def at_place(
    ledger: Ledger, place: str, filters: Filters | None = None, page: int = 1, *, size: int = 30
) -> Happenings:
    """Happenings at the place itself, without those at what is part of it; the newest first, without facets."""
    return _behind(ledger, "at", place, {place}, filters, page, size)


def of_edge(
    ledger: Ledger, a: str, b: str, relation: str, filters: Filters | None = None, page: int = 1, *,
    directed: bool, size: int = 30,
) -> Happenings:  # fmt: skip
    """Those that `khabar.look.network.Edge` counts: `a` did it to `b`, or both did it with each other."""
    value = f"{a}{'>' if directed else '='}{b}|{relation}"
    return _behind(ledger, "edge", value, {a, b}, filters, page, size)


def _behind(
    ledger: Ledger, facet: str, value: str, entities: set[str], filters: Filters | None, page: int, size: int
) -> Happenings:
    with reading(ledger) as connection:
        asked = question(connection, filters or Filters(), [(facet, value)])
        total, at_least = asked.count(connection)
        found = happenings_of(connection, asked.numbers(connection, *window(page, size)))
        names = names_of(connection, entities_of(found) | entities)
        return Happenings(paged(page, size, total, at_least=at_least), found, {}, names)
