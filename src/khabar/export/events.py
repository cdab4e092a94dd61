"""Choosing events by type, actor and day, and telling each with its chain: text, CSV or JSON Lines."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from khabar.arabic.fold import fold_text
from khabar.errors import KhabarError
from khabar.export.load import Material
from khabar.export.model import Account, Actor, Happening, Story, When
from khabar.export.pens import TerminalPen
from khabar.export.phrases import Phrases
from khabar.packs import Packs

#: PLOVER's sixteen types (annotation.md, section 5).
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

Told = tuple[Happening, Account]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; empty means all. `first`, `last`: ISO days, both included; `actors`: identifiers."""

    types: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    modalities: frozenset[str] = frozenset()
    actors: tuple[frozenset[str], ...] = field(default=())
    first: str | None = None
    last: str | None = None


def bounds(value: str) -> tuple[str, str]:
    """First and last day of a day, month or year: `2019-12` is 2019-12-01 to 2019-12-31; KhabarError `date-invalid`."""
    found = _DAY.fullmatch(value.strip())
    try:
        if found:
            year, month, day = (int(x) if x else None for x in found.groups())
            assert year is not None
            if month is None:
                return date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
            if day is None:
                last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
                return date(year, month, 1).isoformat(), date(year, month, last).isoformat()
            return date(year, month, day).isoformat(), date(year, month, day).isoformat()
    except ValueError:
        pass
    raise KhabarError("date-invalid", f"{value!r} is no day, month or year", "write 2019, 2019-12 or 2019-12-05")


def identifiers(asked: str, material: Material, packs: Packs) -> frozenset[str]:
    """The entities that a user means by an identifier or a name, in any spelling.

    A country stands for its government, forces and people too. KhabarError `actor-unknown` where neither
    the records nor the packs know such an actor.
    """
    known = set(packs.entities) | set(material.entities)
    known |= {i for a in material.articles.values() for e in a.events for i in (*e.source, *e.target, *e.mediator)}
    if asked in known or asked in packs.countries:
        return _with_organs({asked}, packs)
    low, folded = asked.casefold(), fold_text(asked).strip()
    exact: set[str] = set()
    part: set[str] = set()
    for identifier in known:
        entity, told = packs.entities.get(identifier), material.entities.get(identifier)
        told_names = (n for v in (told.names if told else {}).values() for n in v)
        names = [*(entity.ar + entity.en if entity else []), *told_names]
        for name in names:
            if name.casefold() == low or fold_text(name) == folded:
                exact.add(identifier)
            elif told and low in name.casefold() and len(low) > 2:  # a part of a name only of who is in the records
                part.add(identifier)
    if not (exact or part):
        raise KhabarError(
            "actor-unknown", f"nobody is known by the name {asked!r}",
            "list who takes part with: khabar events --format csv, or give another spelling")  # fmt: skip
    return _with_organs(exact or part, packs)


def _with_organs(found: set[str], packs: Packs) -> frozenset[str]:
    countries = {i for i in found if i in packs.countries}
    organs = {e.id for e in packs.entities.values() if e.country in countries and e.id.startswith(f"{e.country}-")}
    return frozenset(found | (organs if countries else set()))


def select(story: Story, wanted: Wanted) -> list[Told]:
    """The accounts that fit, with their happenings, in the story's order; background included.

    An account whose own day is unknown is dated by its article's day of publication; without either it
    fits only where no days are asked for.
    """
    published = {a.id: a.published for a in story.articles}
    found = []
    for happening in (*story.dated, *story.undated, *story.background):
        for account in happening.accounts:
            if wanted.types and account.type not in wanted.types:
                continue
            if wanted.modes and account.mode not in wanted.modes:
                continue
            if wanted.modalities and account.modality not in wanted.modalities:
                continue
            who = {a.id for a in (*account.source, *account.target, *account.mediator, *account.delegates)}
            if not all(who & one for one in wanted.actors):
                continue
            when = account.when if account.when.known else published[account.article]
            if _within(when, wanted):
                found.append((happening, account))
    day = {id(a): account_day(a, published[a.article]) for _, a in found}
    return sorted(found, key=lambda told: day[id(told[1])])


def account_day(account: Account, published: When) -> str:
    """The day to sort by: its own, else that of publication, else last."""
    when = account.when if account.when.known else published
    return when.earliest or when.latest or "9999"


def _within(when: When, wanted: Wanted) -> bool:
    if not (wanted.first or wanted.last):
        return True
    if not when.known:
        return False
    first, last = when.earliest or when.latest or "", when.latest or when.earliest or ""
    return (not wanted.first or last >= wanted.first) and (not wanted.last or first <= wanted.last)


def text_lines(told: Iterable[Told], story: Story, phrases: Phrases, pen: TerminalPen) -> list[str]:
    """Two lines an event: when and what; on whose word, where, how it ended, its identifier; perhaps its matter."""
    published = {a.id: a.published for a in story.articles}
    out = []
    for happening, account in told:
        when = phrases.when(account.when, reported=published[account.article])
        status = phrases.status(account)
        out.append(
            pen.colour(when, "cyan") + "  " + pen.colour(phrases.headline(account), "bold")
            + (f" [{status}]" if status else "")
        )  # fmt: skip
        bits = [phrases.word(account.word)]
        for key, value in (
            ("where", phrases.actors(account.places)),
            ("sponsor", phrases.actors(account.mediator)),
            ("outcome", phrases.outcome(account.outcome) if account.outcome != "unknown" else ""),
        ):
            if value:
                bits.append(f"{phrases.ui(key)}: {value}")
        if len(happening.accounts) > 1:
            bits += [phrases.count("account", len(happening.accounts)), phrases.count("witness", happening.witnesses)]
        bits.append(pen.faint(pen.isolate(f"{account.article}:{account.event}", "en")))
        out.append("    " + " · ".join(bits))
        if account.about:
            out.append(f"    {phrases.ui('matter')}: {phrases.quotes(account.about)}")
    return out


def json_lines(told: Iterable[Told], phrases: Phrases) -> Iterator[bytes]:
    """One event a line, resolved: names beside identifiers, words beside the chain."""
    for happening, account in told:
        yield msgspec.json.encode(_record(happening, account, phrases))


def _record(happening: Happening, account: Account, phrases: Phrases) -> dict[str, Any]:
    return {
        "id": f"{account.article}:{account.event}",
        "type": account.type,
        "mode": account.mode,
        "source": [_actor(a) for a in account.source],
        "target": [_actor(a) for a in account.target],
        "mediator": [_actor(a) for a in account.mediator],
        "delegates": [_actor(a) for a in account.delegates],
        "place": [_actor(a) for a in account.places],
        "time": {"earliest": account.when.earliest, "latest": account.when.latest, "words": account.when.words},
        "modality": account.modality,
        "polarity": account.polarity,
        "about": list(account.about),
        "outcome": account.outcome,
        "outlet": account.outlet,
        "chain": phrases.chain(account.word),
        "stance": account.word.stance if account.word.chain else None,
        "quote": account.quote,
        "happening": happening.id,
        "titles": dict(happening.titles),
        "accounts": len(happening.accounts),
        "witnesses": happening.witnesses,
    }


def _actor(actor: Actor) -> dict[str, Any]:
    return {"id": actor.id, "names": actor.names or ({"ar": actor.words} if actor.words else {})}
