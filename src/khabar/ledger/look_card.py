"""A happening as a row: what a list shows of it, and the values under which it is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

import msgspec

from khabar.article import LinkedEvent
from khabar.ledger.look_facts import Facts
from khabar.ledger.look_values import Value
from khabar.relate.compare import REAL, mutual
from khabar.relate.features import Account
from khabar.relate.sure import weakest
from khabar.relate.told import Told, day_of


class Card(msgspec.Struct, array_like=True):
    """What a list shows of a happening beyond its row.

    `source` … `delegates`: entities (`unnamed:…` too) as the fullest account gives them; `places`: entities;
    `sides`: all who take part by name, by any account; `first`, `last`: the narrowest days that an account gives
    (ISO 8601), null where none does; `lead`: (article, event) of the fullest account; `title`: language -> what a
    person called it; `weak`: which accounts, counted from 0, make the weakest link, None where nobody need look at it.
    """

    source: list[str]
    target: list[str]
    mediator: list[str]
    delegates: list[str]
    places: list[str]
    sides: list[str]
    first: str | None
    last: str | None
    modality: str
    polarity: bool
    lead: tuple[str, str]
    title: dict[str, str] = {}
    weak: tuple[int, int] | None = None


_encode = msgspec.msgpack.Encoder().encode
decode_card = msgspec.msgpack.Decoder(Card).decode


class Row(msgspec.Struct):
    """A happening ready to be written; `linked`: its record, None where it is told once."""

    told: Told
    facts: Sequence[Facts]
    linked: LinkedEvent | None
    title: dict[str, str]

    @property
    def id(self) -> str:
        """The happening's identifier."""
        return self.told.id

    @property
    def ord(self) -> int:
        """Minus its day, 0 where it has none."""
        return -(self.told.day or 0)

    def columns(self) -> tuple[object, ...]:
        """The columns of `look_happenings` after `h`."""
        told, linked = self.told, self.linked
        decided = linked is not None and linked.rule == "decided" and linked.score == 1.0
        weak = weakest(told.accounts) if linked is not None and not decided else None
        card = self.card()
        if weak is not None:
            order = {a.key: n for n, a in enumerate(told.accounts)}
            card.weak = order[weak[1].key], order[weak[2].key]
        return (
            told.id, self.ord, told.type, told.mode, told.outcome, told.real, len(told.accounts),
            len({a.article for a in told.accounts}),
            1 if linked is None or linked.witnesses is None else linked.witnesses,
            len(linked.disagreements) if linked else 0, linked.score if linked else None, weak[0] if weak else None,
            linked.rule if linked else None, _encode(card),
        )  # fmt: skip

    def card(self) -> Card:
        """What a list shows of it."""
        lead = max(self.facts, key=lambda f: fullness(f.account))
        own = [a.days for a in self.told.accounts if a.days]
        days = min(own, key=lambda d: (d[1] - d[0], d[0])) if own else None
        places = next((f.account.places for f in [lead, *self.facts] if f.account.places), frozenset())

        def filled(role: str) -> list[str]:
            return lead.roles[role] or next((f.roles[role] for f in self.facts if f.roles[role]), [])

        def all_of(role: str) -> list[str]:
            return list(dict.fromkeys(e for f in self.facts for e in f.roles[role]))

        return Card(
            filled("source"), filled("target"), all_of("mediator"), all_of("delegates"),
            sorted(places), sorted(self.told.sides), _iso(days[0] if days else None), _iso(days[1] if days else None),
            lead.account.modality, lead.account.polarity, lead.account.key, self.title,
        )  # fmt: skip

    def values(self) -> set[Value]:
        """The values under which it is found."""
        out = {Value("all", "")}
        if len({f.article for f in self.facts}) > 1:
            out.add(Value("all", "several"))
        for fact in self.facts:
            account = fact.account
            out.add(Value("type", account.type))
            out.update(of_account(account))
            if fact.outlet:
                out.add(Value("outlet", fact.outlet))
            out.update(Value("actor", e) for these in fact.roles.values() for e in these if named(e))
            out.update(Value("actor", e) for e in account.sides | account.mediator)
            out.update(Value("at", place) for place in account.places)
            if account.mode:
                out.add(Value("mode", f"{account.type}:{account.mode}"))
        if self.told.real:
            for account in self.told.accounts:
                out.update(edges(account))
        if self.linked is not None and self.linked.disagreements:
            out.add(Value("slot", "*"))
            out.update(Value("slot", d.slot) for d in self.linked.disagreements)
        return out


def row(facts: Sequence[Facts], linked: LinkedEvent | None, title: dict[str, str]) -> Row:
    """The row of a happening out of its accounts; with `linked` None it is told once."""
    these = tuple(f.account for f in facts)
    identifier = linked.id if linked is not None else ":".join(these[0].key)
    return Row(Told(identifier, these, day_of(these)), facts, linked, title)


def named(entity: str) -> bool:
    """Whether an actor has a name."""
    return not entity.startswith("unnamed:")


def _iso(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def fullness(account: Account) -> tuple[int, int]:
    """How much an account tells: the fullest one leads."""
    filled = (account.sources, account.targets, account.places, account.mediator, account.about, account.outcome)
    real = account.modality in REAL and account.polarity
    return sum(map(bool, filled)) + bool(account.days) + 2 * real, len(account.sides)


def kind_of(account: Account) -> str:
    """The kind of the root: `own`, or that of a link."""
    return account.chain[-1].partition(":")[0] if len(account.chain) > 1 else "own"


def of_account(account: Account) -> Iterator[Value]:
    """The values that an account gives to a happening and to an article."""
    yield Value("modality", account.modality)
    yield Value("kind", kind_of(account))
    if account.stance:
        yield Value("stance", account.stance)
    for place in account.within:
        yield Value("place", place)


def edges(account: Account) -> Iterator[Value]:
    """Who did what to whom: `A>B|TYPE`, `A=B|TYPE` where the direction is free, `M>A|MEDIATE` of a sponsor."""
    if mutual(account) or not (account.sources and account.targets):
        for a, b in combinations(sorted(account.sides), 2):
            yield Value("edge", f"{a}={b}|{account.type}", a, b)
    else:
        for a in account.sources:
            for b in account.targets - {a}:
                yield Value("edge", f"{a}>{b}|{account.type}", a, b)
    for m in account.mediator:
        for a in account.sides - {m}:
            yield Value("edge", f"{m}>{a}|MEDIATE", m, a)
