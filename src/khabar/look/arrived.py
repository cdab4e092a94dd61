"""What is new: the articles of the last reading, or of those since a day, and the happenings that they tell."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import msgspec

from khabar.look.base import COUNTED, articles_of, entities_of, happenings_of, names_of, paged, reading, window
from khabar.look.model import Article, Happening, Names, Page

if TYPE_CHECKING:
    from khabar.ledger import Ledger

#: The newest accounts of which the happenings are looked at.
_LOOKED_AT = 400


class Arrival(msgspec.Struct, frozen=True):
    """A happening that new articles tell. `news`: `new`, or `again` where an earlier article told it."""

    happening: Happening
    news: str


class Arrived(msgspec.Struct, frozen=True):
    """What came in. `since`: when the first of the readings began (UTC, ISO 8601), None where there was none;
    `runs`: how many brought or changed something.

    `page` counts articles, the newest first; `told`: happenings of the newest articles, what most tell first.
    """

    since: str | None
    runs: int
    page: Page
    articles: list[Article]
    told: list[Arrival]
    names: dict[str, Names]


def arrived(ledger: Ledger, since: str | None = None, page: int = 1, *, size: int = 10, told: int = 10) -> Arrived:
    """What the readings since the beginning of a day (ISO 8601, UTC) brought; without one, what the last brought."""
    with reading(ledger) as connection:
        if since:
            asked: tuple[object, ...] = (since,)
            found = connection.execute("SELECT min(run) FROM runs WHERE started >= ?", asked).fetchone()
        else:
            found = connection.execute("SELECT max(run) FROM articles").fetchone()
        if found[0] is None:
            return Arrived(None, 0, paged(page, size, 0), [], [], {})
        run = int(found[0])
        (started,) = connection.execute("SELECT started FROM runs WHERE run = ?", (run,)).fetchone()
        (runs,) = connection.execute(
            "SELECT count(*) FROM runs r WHERE run >= ? AND EXISTS (SELECT 1 FROM articles a WHERE a.run = r.run)",
            (run,),
        ).fetchone()
        (total,) = connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM articles WHERE run >= ? LIMIT ?)", (run, COUNTED + 1)
        ).fetchone()
        newest = "SELECT article FROM articles WHERE run >= ? ORDER BY run DESC, article DESC LIMIT ? OFFSET ?"
        keys = [key for (key,) in connection.execute(newest, (run, *window(page, size)))]
        arrivals = _told(connection, run, told)
        return Arrived(
            started,
            runs,
            paged(page, size, min(total, COUNTED), at_least=total > COUNTED),
            articles_of(connection, keys),
            arrivals,
            names_of(connection, entities_of(a.happening for a in arrivals)),
        )


def _told(connection: sqlite3.Connection, run: int, limit: int) -> list[Arrival]:
    rows = connection.execute(
        "SELECT l.h FROM articles a JOIN look_accounts l ON l.article = a.article WHERE a.run >= ?"
        " ORDER BY a.run DESC, a.article DESC, l.event LIMIT ?",
        (run, _LOOKED_AT),
    ).fetchall()
    order = {h: i for i, h in enumerate(dict.fromkeys(h for (h,) in rows))}
    weights = {}
    for h in order:
        (weights[h],) = connection.execute(
            "SELECT articles + 2 * (disagreements > 0) FROM look_happenings WHERE h = ?", (h,)
        ).fetchone()
    numbers = sorted(order, key=lambda h: (-weights[h], order[h]))[:limit]
    out = []
    for h, happening in zip(numbers, happenings_of(connection, numbers), strict=True):
        before = connection.execute(
            "SELECT 1 FROM look_accounts l JOIN articles a ON a.article = l.article WHERE l.h = ? AND a.run < ?"
            " LIMIT 1",
            (h, run),
        ).fetchone()
        out.append(Arrival(happening, "again" if before else "new"))
    return out
