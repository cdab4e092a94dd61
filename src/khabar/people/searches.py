"""Searches that people saved: a name and the query string of the view."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from khabar.errors import error

#: More than these, and longer ones, nobody means.
MOST, LONGEST_NAME, LONGEST_QUERY = 500, 120, 4000


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that `owner` saved as `name`; `query` is the query string of the view."""

    number: int
    owner: str
    name: str
    query: str


def save(connection: sqlite3.Connection, owner: str, name: str, query: str, now: float) -> SavedSearch:
    """Keep it, in place of the owner's search of that name. KhabarError `saved-search-invalid`."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise error("saved-search-invalid", most=LONGEST_NAME)
    (held,) = connection.execute("SELECT count(*) FROM searches WHERE owner = ?", (owner,)).fetchone()
    if held >= MOST:
        raise error("saved-search-full", most=MOST)
    connection.execute(
        "INSERT INTO searches (owner, name, query, added) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (owner, name) DO UPDATE SET query = excluded.query, added = excluded.added",
        (owner, name, query, now),
    )
    (number,) = connection.execute("SELECT search FROM searches WHERE owner = ? AND name = ?", (owner, name)).fetchone()
    return SavedSearch(number, owner, name, query)


def searches(connection: sqlite3.Connection, owner: str) -> list[SavedSearch]:
    """Those of the owner, the newest first."""
    rows = connection.execute(
        "SELECT search, owner, name, query FROM searches WHERE owner = ? ORDER BY added DESC, search DESC", (owner,)
    )
    return [SavedSearch(*row) for row in rows]


def drop(connection: sqlite3.Connection, owner: str, number: int) -> bool:
    """Take one of the owner's out; False where he has none of that number."""
    return connection.execute("DELETE FROM searches WHERE owner = ? AND search = ?", (owner, number)).rowcount > 0
