"""What the first view shows: how much there is, the stories, what is new, what disagrees."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import msgspec

from khabar.look.base import articles_of, entities_of, happenings_of, names_of, reading
from khabar.look.filters import Filters
from khabar.look.model import Article, Happening, Names, Story
from khabar.look.query import question
from khabar.look.stories import story_rows

if TYPE_CHECKING:
    from khabar.ledger import Ledger


class Run(msgspec.Struct, frozen=True):
    """The last reading that changed something. `started`: UTC, ISO 8601; `articles`: how many it brought or changed."""

    run: int
    started: str
    version: str
    packs: list[str]
    articles: int


class Start(msgspec.Struct, frozen=True):
    """The first view.

    `counts`: articles, events, happenings, told_by_several, disagreeing, unsure (links to review), stories, entities,
    copies (groups). `articles`: those of the last reading; `new`: happenings that they tell; `latest`: happenings by
    their day; `disagreeing`: those whose accounts cannot all be true, by their day.
    """

    counts: dict[str, int]
    run: Run | None
    biggest: list[Story]
    recent: list[Story]
    articles: list[Article]
    new: list[Happening]
    latest: list[Happening]
    disagreeing: list[Happening]
    names: dict[str, Names]


def start(ledger: Ledger, *, size: int = 8) -> Start:
    """The first view, with at most `size` rows of each kind."""
    with reading(ledger) as connection:
        run = _last_run(connection)
        last = [
            key
            for (key,) in connection.execute(
                "SELECT article FROM articles WHERE run = (SELECT max(run) FROM articles)"
                " ORDER BY article DESC LIMIT ?",
                (size,),
            )
        ]
        told: dict[int, None] = {}
        for key in last:
            found = connection.execute("SELECT h FROM look_accounts WHERE article = ? ORDER BY event", (key,))
            told.update((h, None) for (h,) in found)
            if len(told) >= size:
                break
        biggest = story_rows(connection, "1 ORDER BY happenings DESC, last DESC LIMIT ?", (size,))
        recent = story_rows(connection, "1 ORDER BY last DESC, happenings DESC LIMIT ?", (size,))
        new = happenings_of(connection, list(told)[:size])
        latest = happenings_of(connection, question(connection, Filters()).numbers(connection, size))
        differ = question(connection, Filters(disagreeing=True)).numbers(connection, size)
        disagreeing = happenings_of(connection, differ)
        entities = entities_of([*new, *latest, *disagreeing])
        entities |= {side for story in (*biggest, *recent) for side in story.sides}
        return Start(
            counts(connection), run, biggest, recent, articles_of(connection, last), new, latest, disagreeing,
            names_of(connection, entities),
        )  # fmt: skip


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many there are of what; see `Start`."""
    names = ("articles", "events", "happenings", "told_by_several", "disagreeing", "unsure", "stories", "entities",
             "copies")  # fmt: skip
    held = dict(connection.execute("SELECT name, n FROM look_counts").fetchall())
    return {name: int(held.get(name, 0)) for name in names}


def _last_run(connection: sqlite3.Connection) -> Run | None:
    row = connection.execute(
        "SELECT run, started, version, packs FROM runs WHERE run = (SELECT max(run) FROM articles)"
    ).fetchone()
    if row is None:
        return None
    (articles,) = connection.execute("SELECT n FROM look_counts WHERE name = 'last_run'").fetchone()
    return Run(row[0], row[1], row[2], msgspec.json.decode(row[3]), articles)
