"""What came into a ledger since a run or a moment: articles, other versions of articles, pages that are gone."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.errors import error

if TYPE_CHECKING:
    from khabar.ledger import Ledger


@dataclass(frozen=True)
class Since:
    """From when on: a run, or a moment (UTC, ISO 8601). `run` is None where a moment was given."""

    moment: str
    run: int | None = None


@dataclass(frozen=True)
class Came:
    """An article that came in. `before`: the articles that were earlier versions of its page, oldest first."""

    id: str
    added: str
    run: int
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gone:
    """A page that a site took away; `article`: what is kept of it."""

    article: str | None
    link: str
    title: str | None
    at: str


@dataclass(frozen=True)
class Arrivals:
    """All that came, in order."""

    since: Since
    articles: tuple[Came, ...] = ()
    gone: tuple[Gone, ...] = field(default=())


def since(ledger: Ledger, given: str | None) -> Since:
    """What the user means by `--since`: a run's number, a day, a time; nothing is the last run.

    Days and times without a zone are those of this machine. KhabarError `since-invalid`.
    """
    rows = ledger.connection.execute("SELECT run, started FROM runs ORDER BY run").fetchall()
    runs = {int(run): str(started) for run, started in rows}
    if given is None:
        last = max(runs, default=None)
        return Since(runs[last], last) if last is not None else Since(_iso(datetime.datetime.now(datetime.UTC)))
    text = given.strip()
    if text.isascii() and text.isdigit():
        if int(text) in runs:
            return Since(runs[int(text)], int(text))
        raise error("since-invalid", value=given)
    try:
        return Since(_iso(datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)))
    except (ValueError, OverflowError):
        raise error("since-invalid", value=given) from None


def arrivals(ledger: Ledger, start: Since) -> Arrivals:
    """What came in from then on. An article that was only read anew did not come in."""
    connection = ledger.connection
    # a run may begin in the second in which the one before it ended
    rows = connection.execute(
        "SELECT id, added, run FROM articles WHERE added >= ? AND run >= ? ORDER BY article",
        (start.moment, start.run or 0),
    ).fetchall()
    came = []
    for id, added, run in rows:
        earlier = connection.execute(
            "SELECT DISTINCT e.article FROM feed_versions v JOIN feed_versions e ON e.item = v.item AND e.n < v.n"
            " WHERE v.article = ? AND e.article != v.article ORDER BY e.at, e.n",
            (id,),
        ).fetchall()
        came.append(Came(id, added, run, tuple(dict.fromkeys(a for (a,) in earlier))))
    gone = connection.execute(
        "SELECT article, link, title, gone FROM feed_items WHERE gone >= ? AND link IS NOT NULL ORDER BY gone, item",
        (start.moment,),
    )
    return Arrivals(start, tuple(came), tuple(Gone(*row) for row in gone))


def _iso(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds")
