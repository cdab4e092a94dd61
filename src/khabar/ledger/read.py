"""Reading out of the ledger: articles with their layers, and what is known across articles."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from khabar.article import Account, Article, Copies, Disagreement, Entity, LinkedEvent
from khabar.ledger.rows import read_article


def article(connection: sqlite3.Connection, identifier: str) -> Article | None:
    """The article with this id, None where there is none."""
    row = connection.execute("SELECT article FROM articles WHERE id = ?", (identifier,)).fetchone()
    return read_article(connection, row[0]) if row else None


def articles(connection: sqlite3.Connection) -> Iterator[Article]:
    """All articles, in the order in which they came in."""
    # the numbers first: a writer may go on while we read, and no cursor stays open over a yield
    for (key,) in connection.execute("SELECT article FROM articles ORDER BY article").fetchall():
        found = read_article(connection, key)
        if found is not None:
            yield found


def entities(connection: sqlite3.Connection) -> list[Entity]:
    """All entities, in the order in which they were related."""
    return [
        Entity(id, type, msgspec.json.decode(names), msgspec.json.decode(links), sector, rule, pack)
        for id, type, names, links, sector, rule, pack in connection.execute(
            "SELECT id, type, names, links, sector, rule, pack FROM entities ORDER BY id, n"
        )
    ]


def events(connection: sqlite3.Connection) -> list[LinkedEvent]:
    """All happenings with their accounts and disagreements."""
    accounts: dict[int, list[Account]] = defaultdict(list)
    for n, name, event in connection.execute(
        "SELECT happening, article, event FROM event_accounts ORDER BY happening, n"
    ):
        accounts[n].append((name, event))
    differ: dict[int, list[Disagreement]] = defaultdict(list)
    for n, slot, values, rule, pack in connection.execute(
        'SELECT happening, slot, "values", rule, pack FROM disagreements ORDER BY happening, n'
    ):
        differ[n].append(Disagreement(slot, msgspec.json.decode(values, type=dict[str, list[Account]]), rule, pack))
    return [
        LinkedEvent(id, accounts[n], witnesses, differ[n], msgspec.json.decode(roots), score, rule, pack)
        for n, id, witnesses, roots, score, rule, pack in connection.execute(
            "SELECT n, id, witnesses, roots, score, rule, pack FROM happenings ORDER BY id, n"
        )
    ]


def copies(connection: sqlite3.Connection) -> list[Copies]:
    """All groups of copies."""
    groups: dict[int, Copies] = {}
    for n, name, score, rule, pack in connection.execute(
        "SELECT n, article, score, rule, pack FROM copies ORDER BY n, member"
    ):
        groups.setdefault(n, Copies([], score, rule, pack)).articles.append(name)
    return list(groups.values())


def copied_from(connection: sqlite3.Connection, articles: Iterable[str]) -> dict[str, str]:
    """Article -> the one that its group of copies is called after, of those that are in a group."""
    out = {}
    for article in set(articles):
        row = connection.execute(
            "SELECT f.article FROM copies c JOIN copies f ON f.n = c.n AND f.member = 0 WHERE c.article = ?", (article,)
        ).fetchone()
        if row is not None:
            out[article] = row[0]
    return out


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many there are of: articles, names, times, attributions, events, entities, happenings, copies."""
    tables = ("articles", "names", "times", "attributions", "events", "entities", "happenings")
    found = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
    found["copies"] = connection.execute("SELECT count(DISTINCT n) FROM copies").fetchone()[0]
    return found


def runs(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """The readings that changed something: run, started (UTC), version, packs."""
    return [
        {"run": run, "started": started, "version": version, "packs": msgspec.json.decode(packs)}
        for run, started, version, packs in connection.execute(
            "SELECT run, started, version, packs FROM runs ORDER BY run"
        )
    ]
