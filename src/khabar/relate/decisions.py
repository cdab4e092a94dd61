"""Decisions of people, and what follows from them: everything shown is a pure function of records and decisions.

A decision speaks of accounts by where they stand in the text (article, type, span of the trigger), not by the
numbers that a reading gave them: so it survives when the articles are read again with a better pack. The log is
only added to; an undo is a decision too. Two people's logs are joined by identifiers; the order is (at, id).

kind      about
accept    accounts that are one happening, for sure
merge     accounts of happenings that are one
split     accounts that are a happening of their own, apart from the others that they were joined with
reject    accounts that are no happening of any other account: each stands alone
rename    {"entity": id} or accounts (of a happening), {"lang": "ar", "name": …}
correct   one account, {"slot": …, "value": …}; a name, a time or an attribution, {"slot": "span", "value": [1, 9]}
undo      nothing; `undoes` says which decision
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal, get_args

import msgspec

from khabar.article import Article, Event, Span
from khabar.errors import KhabarError
from khabar.relate.moves import LAYERS, moved

Kind = Literal["accept", "reject", "merge", "split", "rename", "correct", "undo"]
KINDS: tuple[str, ...] = get_args(Kind)
#: Slots that can be corrected, and what their values are.
SLOTS: Mapping[str, str] = {
    "type": "text", "mode": "text", "source": "list", "target": "list", "mediator": "list", "delegates": "list",
    "earliest": "day", "latest": "day", "modality": "text", "polarity": "truth", "outcome": "text",
    "span": "span",
}  # fmt: skip


class Anchor(msgspec.Struct, frozen=True, omit_defaults=True):
    """An account by where it stands: `span` of its trigger, code points of the article's text.

    A name, a time or an attribution has that word as its `type` (`khabar.relate.moves`).
    """

    article: str
    type: str
    span: Span


class About(msgspec.Struct, omit_defaults=True):
    """What a decision speaks of and says; see the table above."""

    accounts: list[Anchor] = []
    entity: str | None = None
    lang: str | None = None
    name: str | None = None
    slot: str | None = None
    value: Any = None


class Decision(msgspec.Struct, omit_defaults=True):
    """One row of the log. `at`: UTC, ISO 8601; `why`: in the person's words; `undoes`: id of a decision."""

    id: str
    at: str
    who: str
    kind: Kind
    about: About = msgspec.field(default_factory=About)
    why: str | None = None
    undoes: str | None = None


def anchor(article: Article, event: Event) -> Anchor:
    """Where an event stands."""
    return Anchor(article.id, event.type, event.trigger)


def found(mark: Anchor, article: Article | None) -> Event | None:
    """The event that an anchor means now: of the same span, else one that overlaps it, of the same type first."""
    if article is None or mark.type in LAYERS:
        return None
    start, end = mark.span

    def fits(event: Event) -> tuple[bool, bool, int]:
        first, last = event.trigger
        return event.trigger == mark.span, event.type == mark.type, min(end, last) - max(start, first)

    near = [e for e in article.events if e.trigger[0] < end and start < e.trigger[1]]
    return max(near, key=fits, default=None)


def standing(log: Iterable[Decision]) -> list[Decision]:
    """The decisions that stand, in order: those that no standing undo takes back, without the undos."""
    ordered = sorted(log, key=lambda d: (d.at, d.id))
    undone: set[str] = set()
    for decision in reversed(ordered):  # the last word first: an undo that is undone takes nothing back
        if decision.kind == "undo" and decision.id not in undone and decision.undoes:
            undone.add(decision.undoes)
    return [d for d in ordered if d.kind != "undo" and d.id not in undone]


Key = tuple[str, str]


class Outcome(msgspec.Struct):
    """What decisions make of the program's groups.

    `groups`: accounts that are one happening, also where it is told once; `sure`: those that a person accepted;
    `changed`: indices of groups that are not as the program made them; `loose`: decisions that found nothing.
    """

    groups: list[list[Key]]
    sure: set[Key]
    changed: set[int]
    loose: list[Decision]


def regroup(groups: Sequence[Sequence[Key]], log: Iterable[Decision], articles: Mapping[str, Article]) -> Outcome:
    """The program's groups of accounts after the standing decisions, in the order of the log."""
    where: dict[Key, int] = {key: n for n, group in enumerate(groups) for key in group}
    members: dict[int, set[Key]] = {n: set(group) for n, group in enumerate(groups)}
    once = {n for n, group in enumerate(groups) if len(group) == 1}  # an account that contradicts itself
    touched: set[int] = set()
    sure: set[Key] = set()
    loose = []
    fresh = len(groups)
    for decision in standing(log):
        if decision.kind not in ("accept", "merge", "split", "reject"):
            continue
        keys: list[Key] = []
        for mark in decision.about.accounts:
            event = found(mark, articles.get(mark.article))
            if event is not None:
                keys.append((mark.article, event.id))
        if not keys or (decision.kind in ("accept", "merge") and len(keys) < 2):
            loose.append(decision)
            continue
        for key in keys:
            if key not in where:
                where[key], members[fresh] = fresh, {key}
                fresh += 1
        sets = [[key] for key in keys] if decision.kind == "reject" else [keys]
        if decision.kind in ("accept", "merge"):
            homes = sorted({where[key] for key in keys})
            joined = set().union(*(members.pop(home) for home in homes))
            sure |= set(keys)
            touched.update([fresh] if len(homes) > 1 else [])
            target = fresh if len(homes) > 1 else homes[0]
            fresh += 1
            members[target] = joined
            where.update(dict.fromkeys(joined, target))
            continue
        for apart in sets:
            for home in {where[key] for key in apart}:
                members[home] -= set(apart)
                touched.add(home)
            members[fresh] = set(apart)
            where.update(dict.fromkeys(apart, fresh))
            touched.add(fresh)
            sure -= set(apart)
            fresh += 1
    made = sorted((sorted(group), n) for n, group in members.items() if len(group) > 1 or (group and n in once))
    return Outcome([g for g, _ in made], sure, {i for i, (_, n) in enumerate(made) if n in touched}, loose)


def value_of(slot: str, given: Any) -> Any:
    """A corrected value as the slot keeps it; KhabarError `decision-invalid` where it cannot be one."""
    kind = SLOTS.get(slot)
    try:
        if kind == "list":
            return [str(x) for x in (given.split(",") if isinstance(given, str) else given) if str(x).strip()]
        if kind == "truth":
            return given if isinstance(given, bool) else {"true": True, "false": False}[str(given).lower()]
        if kind == "span":
            start, end = given.split("-") if isinstance(given, str) else given
            if 0 <= int(start) < int(end):
                return [int(start), int(end)]
        if kind == "day":
            from datetime import date

            return date.fromisoformat(given).isoformat() if given else None
        if kind == "text":
            return str(given) if given else None
    except (KeyError, TypeError, ValueError, AttributeError):
        pass
    known = ", ".join(SLOTS)
    raise KhabarError(
        "decision-invalid",
        f"{given!r} cannot be the {slot} of an event",
        f"slots are {known}; days are YYYY-MM-DD, lists are joined by commas, polarity is true or false, spans 120-134",
    )


def corrected(article: Article, log: Sequence[Decision]) -> Article:
    """The article with the values that people corrected; itself where there are none. `log`: standing decisions."""
    mine = [d for d in log if d.kind == "correct" and d.about.accounts and d.about.accounts[0].article == article.id]
    if not mine:
        return article
    article = moved(article, [d for d in mine if d.about.accounts[0].type in LAYERS])
    events = {id(e): e for e in article.events}
    for decision in mine:
        about = decision.about
        event = found(about.accounts[0], article)
        slot = about.slot
        if event is None or slot is None or slot not in SLOTS:
            continue
        now = msgspec.structs.replace(events[id(event)])
        value = value_of(slot, about.value)
        if slot in ("earliest", "latest"):
            now.time = msgspec.structs.replace(now.time, **{slot: value}, rule="decided", pack=None)
        elif slot == "span":
            if value[1] > len(article.text):
                continue
            now.evidence = (value[0], value[1])
        elif slot == "type" and value is None:
            continue
        else:
            setattr(now, slot, value)
        now.rule = f"decided:{decision.id}"
        events[id(event)] = now
    return msgspec.structs.replace(article, events=[events[id(e)] for e in article.events])


class Conflict(msgspec.Struct):
    """Two standing decisions of which both cannot be meant; the later one (`second`) is what shows."""

    first: Decision
    second: Decision
    why: str


def conflicts(log: Iterable[Decision]) -> list[Conflict]:
    """The standing decisions that speak against each other, by different people."""
    out = []
    for a, b in combinations(standing(log), 2):
        if a.who != b.who and (why := _against(a, b)):
            out.append(Conflict(a, b, why))
    return out


def _against(a: Decision, b: Decision) -> str | None:
    one, two = set(a.about.accounts), set(b.about.accounts)
    if a.kind == b.kind == "rename":
        alike = (a.about.entity, a.about.lang) == (b.about.entity, b.about.lang)
        return "two names for one" if alike and (a.about.entity or one & two) and a.about.name != b.about.name else None
    if a.kind == b.kind == "correct":
        same = one & two and a.about.slot == b.about.slot
        return f"two values for {a.about.slot}" if same and a.about.value != b.about.value else None
    together, apart = {"accept", "merge"}, {"split", "reject"}
    if {a.kind, b.kind} & together and {a.kind, b.kind} & apart:
        joined, parted = (one, two) if a.kind in together else (two, one)
        if joined & parted and (joined - parted or (len(joined & parted) > 1 and "reject" in (a.kind, b.kind))):
            return "joined by one, parted by the other"
    return None
