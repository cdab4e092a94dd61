"""The names that entities are found by and shown with: those of the records, and those that people gave them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from khabar.ledger.search import index_text
from khabar.relate.decisions import Decision


def renamed(connection: sqlite3.Connection, entity: str) -> dict[str, list[str]]:
    """Language -> the names that people gave an entity, the last first."""
    out: dict[str, list[str]] = {}
    for lang, name in connection.execute(
        "SELECT lang, name FROM look_renames WHERE entity = ? ORDER BY lang, n", (entity,)
    ):
        out.setdefault(lang, []).append(name)
    return out


def rename(connection: sqlite3.Connection, entity: str, log: Sequence[Decision]) -> None:
    """Note what an entity is called after the standing decisions."""
    connection.execute("DELETE FROM look_renames WHERE entity = ?", (entity,))
    names: dict[str, list[str]] = {}
    for decision in log:
        about = decision.about
        if decision.kind == "rename" and about.entity == entity and about.name:
            lang = about.lang or "ar"
            names[lang] = [about.name, *(n for n in names.get(lang, []) if n != about.name)]
    connection.executemany(
        "INSERT INTO look_renames VALUES (?, ?, ?, ?)",
        [(entity, lang, n, name) for lang, these in names.items() for n, name in enumerate(these)],
    )
    connection.execute("INSERT OR IGNORE INTO look_fresh SELECT n FROM entities WHERE id = ?", (entity,))


def refresh_names(connection: sqlite3.Connection) -> None:
    """Put the names of new and renamed entities into the index."""
    fresh = connection.execute("SELECT e.n, e.id, e.names FROM look_fresh f JOIN entities e ON e.n = f.n").fetchall()
    connection.executemany("DELETE FROM look_names WHERE rowid = ?", [(n,) for n, *_ in fresh])
    rows = []
    for n, id, names in fresh:
        given: dict[str, list[str]] = msgspec.json.decode(names)
        for lang, first in renamed(connection, id).items():
            given[lang] = [*first, *given.get(lang, [])]
        # a name is looked for as a whole or by a part: they are kept apart by a word that nobody asks for
        rows.append((n, id, " | ".join(index_text(name) for these in given.values() for name in these)))
    connection.executemany("INSERT INTO look_names (rowid, entity, names) VALUES (?, ?, ?)", rows)
    connection.execute("DELETE FROM look_fresh")
