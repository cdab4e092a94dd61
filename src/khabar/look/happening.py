"""One happening: its accounts side by side, its voices down to each root, its witnesses, disagreements, links."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from khabar.errors import error
from khabar.ledger.look_facts import Facts
from khabar.ledger.read import copied_from
from khabar.look.accounts import corrections, facts_of
from khabar.look.base import entities_of, happenings_of, names_of, paged, reading
from khabar.look.model import Happening, Names, Page, Story, Voice, voice
from khabar.look.stories import story_rows
from khabar.look.told import Account, account_of, article_at
from khabar.relate.compare import compare, log_odds, probability
from khabar.relate.voices import Voices, counted, voices

if TYPE_CHECKING:
    from khabar.ledger import Ledger
    from khabar.relate.features import Account as Compared

_JOINED = re.compile(r"\s*[,|+،]\s*")
#: In a larger happening the best partner of an account is looked for among so many.
_PARTNERS = 60


class Teller(msgspec.Struct, frozen=True):
    """A voice and those that have it from it. `accounts`: (article, event) that rest on it, of a root."""

    voice: Voice
    accounts: list[tuple[str, str]]
    told_by: list[Teller]


class Witness(msgspec.Struct, frozen=True):
    """Whether an account adds a witness, and why: see `khabar.relate.voices.Counted`."""

    article: str
    event: str
    root: Voice
    counts: bool
    reason: str
    first: tuple[str, str] | None


class Giver(msgspec.Struct, frozen=True):
    """An account that gives a value, and on whose word."""

    article: str
    event: str
    outlet: str | None
    published: str | None
    root: Voice


class Value(msgspec.Struct, frozen=True):
    """One value of a slot. `entities`: those that it names, none where it is no list of entities; `later`: whether
    who gives it gave another one before.
    """

    text: str
    entities: list[str]
    givers: list[Giver]
    later: bool


class Disagreement(msgspec.Struct, frozen=True):
    """A slot to which the accounts give values that cannot all be true."""

    slot: str
    values: list[Value]
    rule: str | None
    pack: str | None


class Evidence(msgspec.Struct, frozen=True):
    """One comparison and what it adds to the log-odds: for (positive) or against (negative)."""

    name: str
    weight: float


class Link(msgspec.Struct, frozen=True):
    """An account, the one that it fits best, the probability that they tell one happening, and the evidence, the
    strongest first.
    """

    account: tuple[str, str]
    partner: tuple[str, str]
    probability: float
    evidence: list[Evidence]


class HappeningView(msgspec.Struct, frozen=True):
    """One happening. `page` counts accounts; `voices`: the roots; `links`: those of the accounts on this page."""

    happening: Happening
    page: Page
    accounts: list[Account]
    voices: list[Teller]
    witnesses: list[Witness]
    disagreements: list[Disagreement]
    links: list[Link]
    stories: list[Story]
    names: dict[str, Names]


def happening(ledger: Ledger, identifier: str, page: int = 1, *, size: int = 20) -> HappeningView:
    """The happening of this name, or that of the account `ARTICLE:EVENT`; KhabarError `look-unknown`."""
    with reading(ledger) as connection:
        h = find(connection, identifier)
        if h is None:
            raise error("look-unknown", value=identifier, what="happening", name=ledger.path)
        (row,) = happenings_of(connection, [h])
        (held,) = facts_of(connection, [h])
        facts = held.facts
        group = copied_from(connection, {f.account.article for f in facts})
        start = (max(1, page) - 1) * size
        shown = facts[start : start + size]
        accounts = _accounts(connection, shown, group)
        told = held.accounts
        runs = connection.execute(
            "SELECT DISTINCT y.s FROM look_runs r JOIN look_stories y ON y.pair = r.pair"
            " AND r.day BETWEEN y.low AND y.high WHERE r.h = ? ORDER BY y.happenings DESC, y.id LIMIT 12",
            (h,),
        ).fetchall()
        stories = [story for (s,) in runs for story in story_rows(connection, "s = ?", (s,))]
        disagreements = _disagreements(connection, h, facts, group)
        entities = entities_of([row]) | {side for s in stories for side in s.sides}
        entities |= {e for a in accounts for e in (*a.source, *a.target, *a.mediator, *a.delegates)}
        entities |= {e for f in facts for e in f.account.places}
        entities |= {v.partition("<")[0].partition(":")[2] for f in facts for v in f.account.chain}
        entities |= {
            e for a in accounts if a.said for link in a.said.chain for e in (link.entity, link.speaks_for) if e
        }
        entities |= {e for d in disagreements for v in d.values for e in v.entities}
        return HappeningView(
            row, paged(page, size, len(facts)), accounts, _tree(voices(told, group)),
            [Witness(*c.account, voice(c.root), c.counts, c.reason, c.first) for c in counted(told, group)],
            disagreements, links_of([f.account for f in shown], told), stories, names_of(connection, entities),
        )  # fmt: skip


def find(connection: sqlite3.Connection, identifier: str) -> int | None:
    """The number of the happening of this name, or of the one that the account `ARTICLE:EVENT` tells."""
    row = connection.execute("SELECT h FROM look_happenings WHERE id = ?", (identifier,)).fetchone()
    if row is None and ":" in identifier:
        article, _, event = identifier.rpartition(":")
        row = connection.execute(
            "SELECT l.h FROM articles a JOIN look_accounts l ON l.article = a.article AND l.event = ? WHERE a.id = ?",
            (event, article),
        ).fetchone()
    return int(row[0]) if row else None


def _accounts(connection: sqlite3.Connection, facts: Sequence[Facts], group: dict[str, str]) -> list[Account]:
    log = corrections(connection)
    out = []
    for fact in facts:
        article = article_at(connection, fact.article, log)
        event = next((e for e in article.events if e.id == fact.account.event), None) if article else None
        if article is not None and event is not None:
            chain = [voice(v) for v in fact.account.chain]
            out.append(account_of(article, event, chain, group.get(article.id)))
    return out


def _tree(found: Voices) -> list[Teller]:
    back: dict[str, list[str]] = {}
    for teller, heard in found.heard.items():
        for source in heard:
            back.setdefault(source, []).append(teller)

    def branch(key: str, path: frozenset[str]) -> Teller:
        tellers = [branch(t, path | {t}) for t in sorted(back.get(key, ())) if t not in path]
        return Teller(voice(key), found.roots.get(key, []) if len(path) == 1 else [], tellers)

    return [branch(root, frozenset({root})) for root in found.roots]


def _disagreements(
    connection: sqlite3.Connection, h: int, facts: Sequence[Facts], group: dict[str, str]
) -> list[Disagreement]:
    from khabar.relate.voices import root

    given: dict[tuple[str, str], Giver] = {}
    own: dict[tuple[str, str], str] = {}
    for fact in facts:
        a = fact.account
        (published,) = connection.execute(
            "SELECT published_earliest FROM articles WHERE article = ?", (fact.article,)
        ).fetchone()
        given[a.key] = Giver(a.article, a.event, fact.outlet, published, voice(root(a, group)))
        own[a.key] = a.chain[-1] if a.chain else a.article
    out = []
    for slot, text, rule, pack in connection.execute(
        'SELECT slot, "values", rule, pack FROM look_disagreements WHERE h = ? ORDER BY n', (h,)
    ).fetchall():
        values: dict[str, list[tuple[str, str]]] = msgspec.json.decode(text, type=dict[str, list[tuple[str, str]]])
        keys = {v: [k for k in these if k in given] for v, these in values.items()}
        days = {v: min((d for k in these if (d := given[k].published)), default=None) for v, these in keys.items()}
        known = [d for d in days.values() if d]
        shown = []
        for value, these in keys.items():
            others = {own[k] for v, more in keys.items() if v != value for k in more}
            later = len(known) > 1 and days[value] == max(known) > min(known)
            shown.append(Value(
                value, _entities_in(connection, value), [given[k] for k in these],
                later and bool({own[k] for k in these} & others)))  # fmt: skip
        out.append(Disagreement(slot, shown, rule, pack))
    return out


def _entities_in(connection: sqlite3.Connection, value: str) -> list[str]:
    parts = [p for p in _JOINED.split(value) if p]
    if not all(connection.execute("SELECT 1 FROM entities WHERE id = ?", (p,)).fetchone() for p in parts):
        names = names_of(connection, parts)
        if not all(names[p].ar or names[p].en for p in parts):
            return []
    return parts


def links_of(these: Sequence[Compared], told: Sequence[Compared]) -> list[Link]:
    """Each account with the one that it fits best, and what speaks for and against."""
    out = []
    for a in these:
        rest = [b for b in told[:_PARTNERS] if b.key != a.key]
        if rest:
            best = max(rest, key=lambda b: (log_odds(a, b), b.key))
            out.append(link_between(a, best))
    return out


def link_between(a: Compared, b: Compared) -> Link:
    """Two accounts and what speaks for and against their being one happening."""
    found = sorted(compare(a, b).items(), key=lambda kv: (-abs(kv[1]), kv[0]))
    evidence = [Evidence(name, round(weight, 3)) for name, weight in found if abs(weight) >= 0.05]
    return Link(a.key, b.key, round(probability(sum(w for _, w in found)), 3), evidence)
