"""What a ledger shows: its records with the standing decisions applied. Nothing here writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from khabar.article import Article, Entity, LinkedEvent
from khabar.errors import KhabarError
from khabar.ledger import decisions, read
from khabar.relate.decisions import (
    SLOTS,
    About,
    Anchor,
    Decision,
    Kind,
    anchor,
    corrected,
    found,
    regroup,
    standing,
    value_of,
)
from khabar.relate.moves import LAYERS, index_of

if TYPE_CHECKING:
    from khabar.ledger import Ledger
    from khabar.packs import Packs


class Shown:
    """The standing decisions of a ledger, applied to records that were read from it."""

    def __init__(self, connection: sqlite3.Connection, packs: Callable[[], Packs]) -> None:
        self._connection = connection
        self._packs = packs
        self.log: list[Decision] = standing(decisions.log(connection))

    def article(self, given: Article) -> Article:
        """An article with its corrections."""
        return corrected(given, self.log) if self.log else given

    def entities(self, given: list[Entity]) -> list[Entity]:
        """Entities with the names that people gave them first."""
        names = [d for d in self.log if d.kind == "rename" and d.about.entity and d.about.name]
        if not names:
            return given
        known = {e.id: e for e in given}
        for decision in names:
            entity = known.get(decision.about.entity or "")
            lang, name = decision.about.lang or "ar", decision.about.name or ""
            if entity is not None:
                held = [n for n in entity.names.get(lang, []) if n != name]
                entity.names = {**entity.names, lang: [name, *held]}
        return given

    def _events_of(self, marks: Sequence[Anchor]) -> list[tuple[str, str]]:
        out = []
        for mark in marks:
            event = found(mark, read.article(self._connection, mark.article))
            if event is not None:
                out.append((mark.article, event.id))
        return out

    def titles(self, events: Sequence[LinkedEvent]) -> dict[str, dict[str, str]]:
        """Happening -> language -> title."""
        out: dict[str, dict[str, str]] = {}
        home = {tuple(key): e.id for e in events for key in e.accounts}
        for decision in self.log:
            if decision.kind == "rename" and decision.about.accounts and decision.about.name:
                for key in self._events_of(decision.about.accounts):
                    identifier = home.get(key, f"{key[0]}:{key[1]}")
                    out.setdefault(identifier, {})[decision.about.lang or "ar"] = decision.about.name
        return out

    def events(self, given: list[LinkedEvent]) -> list[LinkedEvent]:
        """Happenings grouped and called as people decided; those that changed are counted and compared anew.

        An event that is told once is among them where a person gave it a title.
        """
        found = self._grouped(given)
        titles = self.titles(found)
        if not titles:
            return found
        out = [msgspec.structs.replace(e, titles=titles.pop(e.id)) if e.id in titles else e for e in found]
        for identifier, names in titles.items():
            article, _, event = identifier.rpartition(":")
            out.append(LinkedEvent(identifier, [(article, event)], 1, titles=names))
        return sorted(out, key=lambda e: e.id)

    def _grouped(self, given: list[LinkedEvent]) -> list[LinkedEvent]:
        grouping = [d for d in self.log if d.kind in ("accept", "merge", "split", "reject")]
        fixed = self._events_of([d.about.accounts[0] for d in self.log if d.kind == "correct" and d.about.accounts])
        if not grouping and not fixed:
            return given
        named = {mark.article for d in grouping for mark in d.about.accounts}
        articles = {id: a for id in named if (a := read.article(self._connection, id)) is not None}
        was = {e.id: e for e in given}
        outcome = regroup([[(a, e) for a, e in event.accounts] for event in given], grouping, articles)
        known = {tuple(sorted((a, e) for a, e in event.accounts)): event for event in was.values()}
        out = []
        for keys in outcome.groups:
            event = known.get(tuple(keys))
            if event is None or set(keys) & set(fixed):
                event = self.anew(keys)
            if len(outcome.sure & set(keys)) > 1:
                event = msgspec.structs.replace(event, score=1.0, rule="decided")
            out.append(event)
        return sorted(out, key=lambda e: e.id)

    def anew(self, keys: Sequence[tuple[str, str]]) -> LinkedEvent:
        """The record of a happening that a decision made, out of its accounts."""
        from khabar.relate import linked
        from khabar.relate.features import account

        cluster = []
        packs = self._packs()
        for name, number in keys:
            article = read.article(self._connection, name)
            if article is not None:
                shown = self.article(article)
                cluster += [account(shown, e, packs) for e in shown.events if e.id == number]
        event = linked(cluster, read.copied_from(self._connection, {name for name, _ in keys}))
        return msgspec.structs.replace(event, rule="decided")


def accounts_of(ledger: Ledger, identifier: str) -> list[Anchor]:
    """See `Ledger.accounts_of`."""
    from khabar.ledger.look import accounts_shown, is_ready

    if is_ready(ledger.connection):
        keys = accounts_shown(ledger.connection, identifier)
    else:
        keys = next((e.accounts for e in ledger.events() if e.id == identifier), None)
    if keys is None:
        home, _, event = identifier.rpartition(":")
        keys = [(home, event)] if home else []
    out = []
    for name, number in keys:
        article = read.article(ledger.connection, name)
        out += [anchor(article, e) for e in article.events if e.id == number] if article else []
    if not out:
        raise KhabarError(
            "id-unknown",
            f"{identifier}: no happening or ARTICLE:EVENT of that name in {ledger.path}",
            f"list them with: khabar timeline --all --ledger {ledger.path}",
        )
    return out


def refuse(ledger: Ledger, kind: Kind, about: About) -> None:
    """KhabarError `decision-invalid` where a decision cannot be meant."""

    def invalid(what: str, hint: str) -> KhabarError:
        return KhabarError("decision-invalid", f"{kind}: {what}", hint)

    for mark in about.accounts:
        article = read.article(ledger.connection, mark.article)
        if mark.type in LAYERS and article is not None:
            if kind != "correct" or about.slot != "span":
                raise invalid("only the ends of a name, a time or an attribution can be moved", "name events")
            values = getattr(corrected(article, standing(ledger.decisions())), LAYERS[mark.type])
            if index_of(mark, values) is None:
                raise invalid(f"{mark.article} has no {mark.type} there", "give the span as it is shown")
        elif found(mark, article) is None:
            raise invalid(f"{mark.article} has no event there", "name happenings, or events as ARTICLE:EVENT")
    if kind in ("accept", "merge") and len(set(about.accounts)) < 2:
        raise invalid("one account is no link", "name two happenings, or two events as ARTICLE:EVENT")
    if kind in ("split", "reject") and not about.accounts:
        raise invalid("nothing to take out", "name events as ARTICLE:EVENT")
    if kind == "rename" and not (about.name and (about.entity or about.accounts)):
        raise invalid("a name and what bears it are needed", "give an entity or a happening, and --name")
    if kind == "correct":
        if len(about.accounts) != 1 or about.slot is None or about.slot not in SLOTS:
            raise invalid(f"{about.slot!r} is no slot that can be corrected", f"slots are {', '.join(SLOTS)}")
        value = value_of(about.slot, about.value)
        article = read.article(ledger.connection, about.accounts[0].article)
        if about.slot == "span" and article is not None and value[1] > len(article.text):
            raise invalid(f"the text ends at {len(article.text)}", "give a span within the text")
        about.value = value
