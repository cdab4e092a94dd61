"""What views ask for, kept beside the records: made with them, and anew where articles or decisions change them.

The tables are a function of the other tables and of the log of decisions. `grow` and `decided` look again only at
the happenings that are connected to what changed: by the program's groups, by what is shown now, and by decisions.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from khabar.article import Disagreement, LinkedEvent
from khabar.ledger.look_articles import Shelf, values_of
from khabar.ledger.look_card import Row, row
from khabar.ledger.look_facts import Reader, marked
from khabar.ledger.look_names import refresh_names, rename
from khabar.ledger.look_values import Values
from khabar.ledger.look_write import Writer
from khabar.ledger.schema import roomy
from khabar.ledger.show import Shown
from khabar.relate.decisions import Decision, found, regroup

if TYPE_CHECKING:
    from khabar.packs import Packs

Key = tuple[str, str]
#: Of the form of the tables: where a ledger says another one, they are made from the beginning.
FORM = "1"
_GROUPING = frozenset({"accept", "merge", "split", "reject"})
_TABLES = (
    "look_values", "look_happenings", "look_accounts", "look_disagreements", "look_tags", "look_articles",
    "look_outlets", "look_pairs", "look_runs", "look_stories", "look_sides", "look_renames", "look_counts",
)  # fmt: skip


def is_ready(connection: sqlite3.Connection) -> bool:
    """Whether the tables are there, in the form that this program reads."""
    held = connection.execute("SELECT value FROM meta WHERE name = 'look'").fetchone()
    return held is not None and held[0] == FORM


def accounts_shown(connection: sqlite3.Connection, identifier: str) -> list[Key] | None:
    """The accounts of a happening; None where there is none of that name."""
    row = connection.execute("SELECT h FROM look_happenings WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        return None
    return connection.execute(
        "SELECT a.id, l.event FROM look_accounts l JOIN articles a ON a.article = l.article WHERE l.h = ? ORDER BY l.n",
        row,
    ).fetchall()


def rebuild(connection: sqlite3.Connection, packs: Callable[[], Packs]) -> None:
    """Make the tables from the beginning, inside a transaction."""
    with roomy(connection):
        _rebuild(connection, packs)


def _rebuild(connection: sqlite3.Connection, packs: Callable[[], Packs]) -> None:
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")
    making = _Making(connection, packs, bare=True)
    making.everything()
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('look', ?)", (FORM,))
    decided(connection, packs, Shown(connection, packs).log)
    connection.execute("INSERT OR IGNORE INTO look_fresh SELECT n FROM entities")
    refresh_names(connection)
    _count(connection)


def grow(connection: sqlite3.Connection, packs: Packs, keys: Iterable[Key], articles: Iterable[str]) -> None:
    """Bring the tables up to date, inside a transaction, after the accounts in `keys` changed or went.

    `articles`: those that came in or changed.
    """
    making = _Making(connection, lambda: packs)
    making.shelve(articles)
    making.again(keys)
    refresh_names(connection)
    _count(connection)


def _count(connection: sqlite3.Connection) -> None:
    """Count what no happening is, once for all who ask; `last_run`: articles of the last reading."""
    for name, sql in (
        ("articles", "SELECT count(*) FROM articles"),
        ("last_run", "SELECT count(*) FROM articles WHERE run = (SELECT max(run) FROM articles)"),
        ("entities", "SELECT count(*) FROM entities"),
        ("copies", "SELECT count(*) FROM copies WHERE member = 0"),
    ):
        connection.execute(f"INSERT OR REPLACE INTO look_counts VALUES (?, ({sql}))", (name,))


def decided(connection: sqlite3.Connection, packs: Callable[[], Packs], these: Sequence[Decision]) -> None:
    """Bring the tables up to date, inside a transaction, after decisions were written into the log."""
    if not these or not is_ready(connection):
        return
    making = _Making(connection, packs)
    keys: set[Key] = set()
    changed: set[str] = set()
    for decision in these:
        meant = making.meant(decision)
        if meant.kind == "rename" and meant.about.entity:
            rename(connection, meant.about.entity, making.shown.log)
        keys |= set(making.keys(meant))
        if meant.kind == "correct":
            changed |= {mark.article for mark in meant.about.accounts}
    making.shelve(changed)
    making.again(keys | {(a, e) for a in changed for e in making.reader.of_article(a)})
    refresh_names(connection)


class _Making:
    """One change of the tables. `bare`: as the program made the happenings, without decisions."""

    def __init__(self, connection: sqlite3.Connection, packs: Callable[[], Packs], *, bare: bool = False) -> None:
        self._connection = connection
        self.shown = Shown(connection, packs)
        if bare:
            self.shown.log = []
        self.reader = Reader(connection, packs, self.shown.log)
        self._values = Values(connection)
        self._writer = Writer(connection, self._values, packs)
        self._shelf = Shelf(connection, self._values)
        self._marked: dict[str, object] = {}
        self._keys: dict[str, list[Key]] = {}
        self._by_article: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.shown.log:
            for article in {mark.article for mark in decision.about.accounts}:
                self._by_article[article].append(decision)

    def meant(self, decision: Decision) -> Decision:
        """The decision that a decision speaks of: of an undo the one that it takes back, or gives back."""
        from khabar.ledger.decisions import one

        while decision.kind == "undo" and decision.undoes:
            under = one(self._connection, decision.undoes)
            if under is None:
                break
            decision = under
        return decision

    def keys(self, decision: Decision) -> list[Key]:
        """The accounts that a decision means now."""
        if decision.id not in self._keys:
            out = []
            for mark in decision.about.accounts:
                event = found(mark, marked(self._connection, mark.article))
                if event is not None:
                    out.append((mark.article, event.id))
            self._keys[decision.id] = out
        return self._keys[decision.id]

    # --- everything ---

    def everything(self) -> None:
        """All happenings as the program made them, and all articles."""
        execute = self._connection.execute
        for (n,) in execute("SELECT n FROM happenings ORDER BY n").fetchall():
            linked = self._linked(n)
            for article, _ in linked.accounts:  # the other events of these articles are asked for soon
                self.reader.of_article(article)
            if (made := self._row(linked.accounts, linked, {})) is not None:
                self._writer.put(made)
        for id, key, outlet in execute("SELECT id, article, outlet FROM articles ORDER BY id").fetchall():
            facts = self.reader.of_article(id)
            grouped = {e for (e,) in execute("SELECT event FROM event_accounts WHERE article = ?", (id,))}
            for event, fact in facts.items():
                if event not in grouped:
                    self._writer.put(row([fact], None, {}))
            self._shelf.put(key, outlet, values_of(self._connection, key, facts), fresh=True)
            if key % 1000 == 0:
                self._shelf.write_rows()
        self._end()

    def _end(self) -> None:
        self._shelf.flush()
        self._writer.flush()
        self._values.flush()

    # --- some ---

    def shelve(self, articles: Iterable[str]) -> None:
        """The values of articles anew."""
        for id in sorted(articles):
            held = self._connection.execute("SELECT article, outlet FROM articles WHERE id = ?", (id,)).fetchone()
            if held is not None:
                key, outlet = held
                self._shelf.put(key, outlet, values_of(self._connection, key, self.reader.of_article(id)))

    def again(self, keys: Iterable[Key]) -> None:
        """The happenings that are connected to accounts anew; then everything is written."""
        all_keys, programs, log = self._connected(keys)
        linked = {tuple(sorted((a, e) for a, e in event.accounts)): event for event in map(self._linked, programs)}
        articles = {a: m for a in {mark.article for d in log for mark in d.about.accounts}
                    if (m := marked(self._connection, a)) is not None}  # fmt: skip
        outcome = regroup([list(k) for k in linked], [d for d in log if d.kind in _GROUPING], articles)
        fixed = {key for d in log if d.kind == "correct" for key in self.keys(d)[:1]}
        self._writer.take_out(all_keys)
        claimed: set[Key] = set()
        for group in outcome.groups:
            event = linked.get(tuple(group))
            if event is None or set(group) & fixed:
                event = self.shown.anew(group)
            if len(outcome.sure & set(group)) > 1:
                event = msgspec.structs.replace(event, score=1.0, rule="decided")
            if (made := self._row(event.accounts, event, self._title(group, log))) is not None:
                claimed.update(f.account.key for f in made.facts)
                self._writer.put(made)
        for key in sorted(all_keys - claimed):
            fact = self.reader.one(*key)
            if fact is not None:
                self._writer.put(row([fact], None, self._title([key], log)))
        self._end()

    def _connected(self, keys: Iterable[Key]) -> tuple[set[Key], list[int], list[Decision]]:
        """All accounts connected to those in `keys`, the numbers of the program's happenings, and the decisions."""
        execute = self._connection.execute
        todo = list(keys)
        done: set[Key] = set()
        programs: set[int] = set()
        held: set[int] = set()
        spoken: set[str] = set()
        while todo:
            key = todo.pop()
            if key in done:
                continue
            done.add(key)
            for (n,) in execute("SELECT happening FROM event_accounts WHERE article = ? AND event = ?", key).fetchall():
                if n not in programs:
                    programs.add(n)
                    todo += execute("SELECT article, event FROM event_accounts WHERE happening = ?", (n,)).fetchall()
            for (h,) in execute(
                "SELECT l.h FROM articles a JOIN look_accounts l ON l.article = a.article AND l.event = ?"
                " WHERE a.id = ?", key[::-1],
            ).fetchall():  # fmt: skip
                if h not in held:
                    held.add(h)
                    todo += execute(
                        "SELECT a.id, l.event FROM look_accounts l JOIN articles a ON a.article = l.article"
                        " WHERE l.h = ?", (h,),
                    ).fetchall()  # fmt: skip
            for decision in self._by_article.get(key[0], ()):
                if decision.id not in spoken and key in (mine := self.keys(decision)):
                    spoken.add(decision.id)
                    todo += mine
        return done, sorted(programs), [d for d in self.shown.log if d.id in spoken]

    def _title(self, keys: Sequence[Key], log: Sequence[Decision]) -> dict[str, str]:
        out = {}
        for d in log:
            if d.kind == "rename" and d.about.name and not set(keys).isdisjoint(self.keys(d)):
                out[d.about.lang or "ar"] = d.about.name
        return out

    def _row(self, keys: Sequence[Key], linked: LinkedEvent, title: dict[str, str]) -> Row | None:
        facts = [f for a, e in keys if (f := self.reader.one(a, e)) is not None]
        return row(facts, linked, title) if facts else None

    def _linked(self, n: int) -> LinkedEvent:
        execute = self._connection.execute
        id, witnesses, score, rule, pack = execute(
            "SELECT id, witnesses, score, rule, pack FROM happenings WHERE n = ?", (n,)
        ).fetchone()
        keys = execute("SELECT article, event FROM event_accounts WHERE happening = ? ORDER BY n", (n,)).fetchall()
        differ = [
            Disagreement(slot, msgspec.json.decode(values, type=dict[str, list[Key]]), rule, pack)
            for slot, values, rule, pack in execute(
                'SELECT slot, "values", rule, pack FROM disagreements WHERE happening = ? ORDER BY n', (n,)
            )
        ]
        return LinkedEvent(id, keys, witnesses, differ, [], score, rule, pack)
