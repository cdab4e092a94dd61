"""The accounts of an article as views need them: with their entities, and with what people corrected."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from khabar.article import Article, Event
from khabar.ledger.rows import read_article, to_json
from khabar.relate.decisions import Decision, corrected
from khabar.relate.features import Account, accounts

if TYPE_CHECKING:
    from khabar.packs import Packs

_decode = msgspec.msgpack.Decoder(Account).decode
ROLES = ("source", "target", "mediator", "delegates")


class Facts(NamedTuple):
    """An account with the number and the outlet of its article, and its entities by role, unnamed ones too."""

    account: Account
    article: int
    outlet: str | None
    roles: dict[str, list[str]]


class Reader:
    """Reads accounts out of a ledger; `log`: the standing decisions."""

    def __init__(self, connection: sqlite3.Connection, packs: Callable[[], Packs], log: Sequence[Decision]) -> None:
        self._connection = connection
        self._packs = packs
        self._log = log
        self._corrected = {d.about.accounts[0].article for d in log if d.kind == "correct" and d.about.accounts}
        self._seen: dict[str, dict[str, Facts]] = {}
        self._single: dict[tuple[str, str], Facts | None] = {}

    def of_article(self, identifier: str) -> dict[str, Facts]:
        """Event -> its account, of one article, in the order of the article; none where there is no such article."""
        if identifier not in self._seen:
            if len(self._seen) >= 4000:  # neighbours in time are asked for together
                for old in list(self._seen)[:1000]:
                    del self._seen[old]
            self._seen[identifier] = self._read(identifier)
        return self._seen[identifier]

    def one(self, identifier: str, event: str) -> Facts | None:
        """One account, without reading the others of its article; None where it is not there."""
        if identifier in self._seen or identifier in self._corrected:
            return self.of_article(identifier).get(event)
        if (identifier, event) not in self._single:
            self._single[identifier, event] = self._read_one(identifier, event)
        return self._single[identifier, event]

    def fetch(self, keys: Iterable[tuple[str, str]]) -> None:
        """Read accounts that will be asked for one by one, all together."""
        wanted = [k for k in keys if k not in self._single and k[0] not in self._seen and k[0] not in self._corrected]
        found = self._connection.execute(
            "SELECT a.id, e.id, a.article, a.outlet, e.n, c.data FROM json_each(?) q"
            " CROSS JOIN articles a ON a.id = json_extract(q.value, '$[0]')"
            " JOIN related r ON r.article = a.id AND r.digest = a.digest"
            " JOIN events e ON e.article = a.article AND e.id = json_extract(q.value, '$[1]')"
            " JOIN accounts c ON c.article = a.id AND c.event = e.id",
            (to_json(wanted),),
        ).fetchall()
        roles: list[dict[str, list[str]]] = [{role: [] for role in ROLES} for _ in found]
        for n, role, entity in self._connection.execute(
            "SELECT q.key, x.role, x.entity FROM json_each(?) q CROSS JOIN event_actors x"
            " ON x.article = json_extract(q.value, '$[0]') AND x.event = json_extract(q.value, '$[1]')"
            " ORDER BY q.key, x.role, x.n",
            (to_json([(row[2], row[4]) for row in found]),),
        ):
            roles[n][role].append(entity)
        for (id, event, article, outlet, _, data), of in zip(found, roles, strict=True):
            self._single[id, event] = Facts(_decode(data), article, outlet, of)

    def _read_one(self, identifier: str, event: str) -> Facts | None:
        row = self._connection.execute(
            "SELECT a.article, a.outlet, e.n, c.data FROM articles a"
            " JOIN related r ON r.article = a.id AND r.digest = a.digest"
            " JOIN events e ON e.article = a.article AND e.id = ?"
            " JOIN accounts c ON c.article = a.id AND c.event = e.id WHERE a.id = ?",
            (event, identifier),
        ).fetchone()
        if row is None:
            return self.of_article(identifier).get(event)
        roles: dict[str, list[str]] = {role: [] for role in ROLES}
        for role, entity in self._connection.execute(
            "SELECT role, entity FROM event_actors WHERE article = ? AND event = ? ORDER BY role, n", (row[0], row[2])
        ):
            roles[role].append(entity)
        return Facts(_decode(row[3]), row[0], row[1], roles)

    def _read(self, identifier: str) -> dict[str, Facts]:
        row = self._connection.execute("SELECT article, outlet FROM articles WHERE id = ?", (identifier,)).fetchone()
        if row is None:
            return {}
        key, outlet = row
        if identifier not in self._corrected:
            found = self._stored(identifier, key, outlet)
            if found is not None:
                return found
        article = read_article(self._connection, key)
        assert article is not None
        article = corrected(article, self._log)
        events = {e.id: e for e in article.events}
        return {
            a.event: Facts(a, key, outlet, {role: list(getattr(events[a.event], role)) for role in ROLES})
            for a in accounts(article, self._packs())
        }

    def _stored(self, identifier: str, key: int, outlet: str | None) -> dict[str, Facts] | None:
        """What relating kept; None where it is not that of the article as it is now."""
        execute = self._connection.execute
        if not execute(
            "SELECT 1 FROM articles a JOIN related r ON r.article = a.id AND r.digest = a.digest WHERE a.article = ?",
            (key,),
        ).fetchone():
            return None
        data = dict(execute("SELECT event, data FROM accounts WHERE article = ?", (identifier,)).fetchall())
        events = [id for (id,) in execute("SELECT id FROM events WHERE article = ? ORDER BY n", (key,))]
        roles: list[dict[str, list[str]]] = [{role: [] for role in ROLES} for _ in events]
        for n, role, entity in execute(
            "SELECT event, role, entity FROM event_actors WHERE article = ? ORDER BY event, role, n", (key,)
        ):
            roles[n][role].append(entity)
        return {id: Facts(_decode(data[id]), key, outlet, roles[n]) for n, id in enumerate(events)}


def marked(connection: sqlite3.Connection, identifier: str) -> Article | None:
    """An article with nothing but where its events stand, which is what anchors are looked for in."""
    row = connection.execute("SELECT article FROM articles WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        return None
    events = connection.execute("SELECT id, type, start, end FROM events WHERE article = ? ORDER BY n", row)
    return Article(identifier, "", events=[Event(id, kind, (start, end)) for id, kind, start, end in events])
