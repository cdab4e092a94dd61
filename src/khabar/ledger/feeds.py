"""Feeds in the ledger: their state, their items and every article that these became, one transaction a step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from khabar.article import Article
from khabar.ingest.feeds.store import Bytes, Entry, FeedState, Host, Item, Listed
from khabar.ledger.schema import transaction, translated

if TYPE_CHECKING:
    from khabar.ledger import Ledger
    from khabar.ledger.write import Outcome

_ITEM = (
    "item, feed, key, link, title, published, text, state, article, via, etag, modified, tries, not_before,"
    " trouble, gone"
)


class LedgerStore:
    """A `khabar.ingest.feeds.store.Store` in an open ledger that can be written."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._connection = ledger.connection

    @contextmanager
    def _step(self) -> Iterator[sqlite3.Connection]:
        with translated(self._ledger.path), transaction(self._connection):
            yield self._connection

    def begin(self) -> int:
        """Note that a round begins, also one that will find nothing new; the number of the run."""
        with self._step() as connection:
            number: int = self._ledger._this_run().number(connection)
            return number

    def feed(self, url: str) -> FeedState:
        """See `Store`."""
        row = self._connection.execute(
            "SELECT url, title, moved, etag, modified, checked, failures, not_before, trouble, gone FROM feeds"
            " WHERE url = ?",
            (url,),
        ).fetchone()
        return FeedState(*row) if row else FeedState(url)

    def put_feed(self, feed: FeedState) -> None:
        """See `Store`."""
        with self._step() as connection:
            _put_feed(connection, feed)

    def put_document(self, feed: FeedState, entries: Sequence[Entry], now: str) -> Listed:
        """See `Store`."""
        with self._step() as connection:
            _put_feed(connection, feed)
            before = dict(
                connection.execute(
                    "SELECT key, place FROM feed_items WHERE feed = ? AND place IS NOT NULL", (feed.url,)
                )
            )
            new = changed = 0
            for place, entry in enumerate(entries):
                became = _put_entry(connection, feed.url, entry, place, now)
                new += became == "new"
                changed += became == "changed"
            keys = [entry.key for entry in entries]
            connection.executemany(
                "UPDATE feed_items SET place = NULL WHERE feed = ? AND key = ?",
                [(feed.url, key) for key in before.keys() - set(keys)],
            )
            pulled = taken_out(before, keys)
            connection.executemany(
                "UPDATE feed_items SET state = 'waiting', tries = 0, not_before = NULL"
                " WHERE feed = ? AND key = ? AND state = 'read' AND via = 'page'",
                [(feed.url, key) for key in pulled],
            )
            return Listed(new, changed, len(pulled))

    def waiting(self, feeds: Iterable[str], now: str) -> list[Item]:
        """See `Store`."""
        return [
            Item(*row)
            for feed in feeds
            for row in self._connection.execute(
                f"SELECT {_ITEM} FROM feed_items WHERE state = 'waiting' AND feed = ?"
                " AND (not_before IS NULL OR not_before <= ?) ORDER BY item",
                (feed, now),
            )
        ]

    def postponed(self, feeds: Iterable[str]) -> int:
        """See `Store`."""
        asked = "SELECT count(*) FROM feed_items WHERE state = 'waiting' AND feed = ?"
        return sum(int(self._connection.execute(asked, (feed,)).fetchone()[0]) for feed in feeds)

    def same_page(self, item: Item) -> Item | None:
        """See `Store`."""
        row = self._connection.execute(
            f"SELECT {_ITEM} FROM feed_items WHERE link = ? AND item != ? AND state = 'read' AND via = 'page'"
            " ORDER BY item LIMIT 1",
            (item.link, item.number),
        ).fetchone()
        return Item(*row) if row else None

    def text_of(self, article: str) -> str | None:
        """See `Store`."""
        row = self._connection.execute("SELECT text FROM articles WHERE id = ?", (article,)).fetchone()
        return str(row[0]) if row else None

    def settle(self, item: Item) -> None:
        """See `Store`."""
        with self._step() as connection:
            _settle(connection, item)

    def keep(self, item: Item, article: Article, page: Bytes | None, now: str) -> Outcome:
        """See `Store`."""
        with self._step() as connection:
            outcome = self._ledger.add(article)
            if page is not None:
                self._ledger.keep_page(
                    article.id, page.data, content_type=page.content_type, url=page.url, fetched=now,
                    source=item.feed, kind=page.kind, encoding=page.encoding,
                )  # fmt: skip
            item.article = article.id
            _settle(connection, item)
            (n,) = connection.execute(
                "SELECT coalesce(max(n) + 1, 0) FROM feed_versions WHERE item = ?", (item.number,)
            ).fetchone()
            run = self._ledger._this_run().number(connection)
            connection.execute(
                "INSERT INTO feed_versions VALUES (?, ?, ?, ?, ?)", (item.number, n, article.id, run, now)
            )
            return outcome

    def hosts(self) -> list[Host]:
        """See `Store`."""
        rows = self._connection.execute("SELECT host, robots, robots_status, robots_until, not_before FROM hosts")
        return [Host(*row) for row in rows]

    def put_hosts(self, hosts: Iterable[Host]) -> None:
        """See `Store`."""
        rows = [(h.origin, h.robots, h.status, h.until, h.not_before) for h in hosts]
        if rows:
            with self._step() as connection:
                connection.executemany("INSERT OR REPLACE INTO hosts VALUES (?, ?, ?, ?, ?)", rows)


def taken_out(before: dict[str, int], now: Sequence[str]) -> list[str]:
    """The keys that a feed took out from among others, and did not only let go at its end.

    `before`: the places of its last document. A feed has its newest items first, seldom last; what leaves
    at the other end has only grown old.
    """
    stayed = [(before[key], place) for place, key in enumerate(now) if key in before]
    if not stayed:
        return []
    fresh = [place for place, key in enumerate(now) if key not in before]
    newest_last = bool(fresh) and min(fresh) > max(place for _, place in stayed)
    listed = {place for place, _ in stayed}
    if newest_last:
        return [key for key, place in before.items() if key not in now and place > min(listed)]
    return [key for key, place in before.items() if key not in now and place < max(listed)]


def _put_feed(connection: sqlite3.Connection, f: FeedState) -> None:
    connection.execute(
        "INSERT INTO feeds (url, title, moved, etag, modified, checked, failures, not_before, trouble, gone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET title = excluded.title,"
        " moved = excluded.moved, etag = excluded.etag, modified = excluded.modified, checked = excluded.checked,"
        " failures = excluded.failures, not_before = excluded.not_before, trouble = excluded.trouble,"
        " gone = excluded.gone",
        (f.url, f.title, f.moved, f.etag, f.modified, f.checked, f.failures, f.not_before, f.trouble, f.gone),
    )


def _put_entry(connection: sqlite3.Connection, feed: str, e: Entry, place: int, now: str) -> str:
    held = connection.execute(
        "SELECT item, digest FROM feed_items WHERE feed = ? AND key = ?", (feed, e.key)
    ).fetchone()
    if held is None:
        connection.execute(
            "INSERT INTO feed_items (feed, key, link, title, published, digest, text, place, state, first_seen,"
            " last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)",
            (feed, e.key, e.link, e.title, e.published, e.digest, e.text, place, now, now),
        )
        return "new"
    if held[1] == e.digest:
        connection.execute("UPDATE feed_items SET place = ?, last_seen = ? WHERE item = ?", (place, now, held[0]))
        return "same"
    connection.execute(
        "UPDATE feed_items SET link = ?, title = ?, published = ?, digest = ?, text = ?, place = ?, last_seen = ?,"
        " state = 'waiting', tries = 0, not_before = NULL, trouble = NULL WHERE item = ?",
        (e.link, e.title, e.published, e.digest, e.text, place, now, held[0]),
    )
    return "changed"


def _settle(connection: sqlite3.Connection, i: Item) -> None:
    text = i.text if i.state == "waiting" else None
    connection.execute(
        "UPDATE feed_items SET text = ?, state = ?, via = ?, article = ?, etag = ?, modified = ?, tries = ?,"
        " not_before = ?, trouble = ?, gone = ? WHERE item = ?",
        (text, i.state, i.via, i.article, i.etag, i.modified, i.tries, i.not_before, i.trouble, i.gone, i.number),
    )
