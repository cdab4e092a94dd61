"""What views show is what the functions over whole ledgers give, decisions applied; growing gives what making gives."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.look.world import WORLD, decide, made_up

from khabar import look
from khabar.article import LinkedEvent
from khabar.export.load import collect
from khabar.export.naming import called
from khabar.export.resolve import Resolver
from khabar.ledger import Ledger, open_ledger
from khabar.ledger.look import rebuild
from khabar.look.happenings import Happenings
from khabar.look.model import Happening
from khabar.packs import Packs
from khabar.relate.positions import positions
from khabar.relate.stories import stories
from khabar.relate.sure import weakest
from khabar.relate.told import Told, told

Open = Callable[[Path], Ledger]


def iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def whole(ledger: Ledger, packs: Packs) -> tuple[list[Told], dict[str, LinkedEvent]]:
    """Everything in order, and the records of what is told more than once."""
    events = ledger.events()
    return told(ledger.articles(), events, packs), {e.id: e for e in events}


def everything(ledger: Ledger) -> list[Happening]:
    out: list[Happening] = []
    page = 1
    while True:
        found: Happenings = look.happenings(ledger, page=page, size=50)
        out += found.happenings
        if page >= found.page.pages:
            assert len(out) == found.page.total
            return out
        page += 1


def check(ledger: Ledger, packs: Packs) -> None:
    """Every view against the function over the whole ledger."""
    order, records = whole(ledger, packs)
    assert order
    shown = {h.id: h for h in everything(ledger)}
    assert sorted(shown) == sorted(t.id for t in order)
    titles = ledger.titles()
    for one in order:
        h = shown[one.id]
        assert (h.day, h.type, h.mode, h.outcome, h.real) == (
            iso(one.day), one.type, one.mode, one.outcome, one.real)  # fmt: skip
        assert (h.sides, h.accounts) == (sorted(one.sides), len(one.accounts))
        assert h.title == titles.get(one.id, {})
        record = records.get(one.id)
        if record is None:
            assert (h.witnesses, h.disagreements, h.score, h.rule) == (1, 0, None, None)
            continue
        assert (h.witnesses, h.score, h.rule) == (record.witnesses, record.score, record.rule)
        view = look.happening(ledger, one.id, size=100)
        assert [(a.article, a.event) for a in view.accounts] == [tuple(k) for k in record.accounts]
        assert sum(w.counts for w in view.witnesses) == record.witnesses
        given = [
            (d.slot, {v.text: [(g.article, g.event) for g in v.givers] for v in d.values}) for d in view.disagreements
        ]
        assert given == [(d.slot, {v: [tuple(k) for k in ks] for v, ks in d.values.items()})
                         for d in record.disagreements]  # fmt: skip
    check_stories(ledger, order)
    check_positions(ledger, order)
    check_review(ledger, order, records)


def check_stories(ledger: Ledger, order: list[Told]) -> None:
    expected = stories(order)
    page = look.stories(ledger, size=1000)
    assert {s.id for s in page.stories} == {s.id for s in expected}
    assert page.page.total == len(expected)
    assert [s.happenings for s in page.stories] == [len(s.happenings) for s in expected]
    for one in expected:
        view = look.story(ledger, one.id, size=1000)
        s = view.story
        assert (s.sides, s.first, s.last, s.turns) == (one.sides, iso(one.first), iso(one.last), len(one.turns))
        assert tuple(s.kinds) == one.kinds
        assert [step.happening.id for step in view.steps] == [t.id for t in one.happenings]
        assert {x.happening.id: x.turn for x in view.steps if x.turn} == {t.happening: t.why for t in one.turns}
        assert view.page.total == len(one.happenings) == s.happenings


def check_positions(ledger: Ledger, order: list[Told]) -> None:
    for side in ("sdf", "syria", "wind-tribe"):
        expected = positions(order, side)
        if not any(side in t.sides for t in order):
            continue
        view = look.actor(ledger, side)
        given = [[(p.happening, p.stance, tuple(p.towards)) for p in m.positions] for m in view.positions]
        assert given == [[(p.happening, p.stance, p.towards) for p in m.positions] for m in expected[:12]]
        assert [m.moves for m in view.positions] == [len(m.moves) for m in expected[:12]]


def check_review(ledger: Ledger, order: list[Told], records: dict[str, LinkedEvent]) -> None:
    decided = {r.id for r in records.values() if r.rule == "decided" and r.score == 1.0}
    unsure = [(weak[0], t.id) for t in order if len(t.accounts) > 1 and t.id not in decided
              and (weak := weakest(t.accounts))]  # fmt: skip
    page = look.review(ledger, size=1000)
    assert [u.happening.id for u in page.links] == [id for _, id in sorted(unsure)]
    assert page.page.total == len(unsure)


def check_colours(ledger: Ledger) -> None:
    material = collect(ledger)
    rows = called(material.articles.values(), Resolver(material.articles, {}))
    expected = {(r.entity, r.outlet): r.counts for r in rows if r.outlet}
    given = {}
    for entity in {r.entity for r in rows}:
        for colours in look.actor(ledger, entity).colours:
            given[entity, colours.outlet] = {c: colours.counts[c] for c in expected[entity, colours.outlet]}
    assert given == expected


def test_samples(samples_ledger: Path, opened: Open, packs: Packs) -> None:
    ledger = opened(samples_ledger)
    check(ledger, packs)
    check_colours(ledger)


def test_made_world(made_ledger: Path, opened: Open, packs: Packs) -> None:
    ledger = opened(made_ledger)
    check(ledger, packs)
    check_colours(ledger)
    assert len(look.stories(ledger).stories) == 3
    assert look.review(ledger).page.total > 3
    assert any(h.disagreements for h in everything(ledger))


@pytest.mark.parametrize("seed", range(4))
def test_decisions_show_at_once(made_ledger: Path, opened: Open, packs: Packs, seed: int) -> None:
    ledger, chance = opened(made_ledger), random.Random(seed)
    for number in range(24):
        decide(ledger, chance)
        if number % 8 == 7:
            check(ledger, packs)
    assert len(ledger.decisions()) > 10
    assert dump(ledger.connection) == dump_anew(ledger, packs)


def test_decisions_on_samples(samples_ledger: Path, opened: Open, packs: Packs) -> None:
    ledger, chance = opened(samples_ledger), random.Random(9)
    for _ in range(20):
        decide(ledger, chance)
    check(ledger, packs)
    assert dump(ledger.connection) == dump_anew(ledger, packs)


@pytest.mark.parametrize("seed", range(3))
def test_growing_gives_what_making_gives(tmp_path: Path, packs: Packs, seed: int) -> None:
    chance = random.Random(seed)
    order = list(WORLD)
    chance.shuffle(order)
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger:
        for article in order[:14]:
            ledger.add(article)
        ledger.update(packs)
        rest = order[14:]
        while rest:
            size = chance.randint(1, 5)
            for article in rest[:size]:
                ledger.add(article)
            rest = rest[size:]
            if chance.random() > 0.5:
                changed = made_up(int(order[0].id[1:]))
                changed.events = changed.events[chance.randrange(3) :]
                changed.outlet = chance.choice(["paper1", None])
                ledger.add(changed)
            ledger.update(packs)
            decide(ledger, chance)
            decide(ledger, chance)
        check(ledger, packs)
        assert dump(ledger.connection) == dump_anew(ledger, packs)


def test_an_import_of_decisions_shows(made_ledger: Path, opened: Open, packs: Packs) -> None:
    mine, yours = opened(made_ledger), opened(made_ledger)
    chance = random.Random(3)
    for _ in range(12):
        decide(yours, chance)
        decide(mine, chance)
    assert mine.take_in(yours.decisions())
    check(mine, packs)
    assert dump(mine.connection) == dump_anew(mine, packs)


# the tables without their numbers ---------------------------------------------------------------------------

_DUMPS = {
    "happenings": "SELECT id, ord, type, mode, outcome, real, accounts, articles, witnesses, disagreements, score,"
    " odds, rule, card FROM look_happenings",
    "accounts": "SELECT x.id, l.n, l.article, l.event FROM look_accounts l JOIN look_happenings x ON x.h = l.h",
    "slots": 'SELECT x.id, d.n, d.slot, d."values" FROM look_disagreements d JOIN look_happenings x ON x.h = d.h',
    "tags": "SELECT v.facet, v.value, t.ord, x.id FROM look_tags t JOIN look_values v ON v.v = t.v"
    " JOIN look_happenings x ON x.h = t.h",
    "values": "SELECT facet, value, n, a, b FROM look_values WHERE n != 0",
    "articles": "SELECT l.article, v.facet, v.value, l.n FROM look_articles l JOIN look_values v ON v.v = l.v",
    "outlets": "SELECT o.value, v.facet, v.value, l.n, l.articles FROM look_outlets l JOIN look_values v ON v.v = l.v"
    " JOIN look_values o ON o.v = l.outlet",
    "runs": "SELECT p.a, p.b, r.day, r.article, r.start, r.end, r.id, x.id, r.turn FROM look_runs r"
    " JOIN look_pairs p ON p.pair = r.pair JOIN look_happenings x ON x.h = r.h",
    "stories": "SELECT id, a, b, low, high, first, last, happenings, turns, kinds FROM look_stories",
    "renames": "SELECT * FROM look_renames",
    "counts": "SELECT * FROM look_counts WHERE n != 0",
    "names": "SELECT entity, names FROM look_names",
    "fresh": "SELECT * FROM look_fresh",
}


def dump(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    return {name: sorted(connection.execute(sql).fetchall(), key=repr) for name, sql in _DUMPS.items()}


def dump_anew(ledger: Ledger, packs: Packs) -> dict[str, list[Any]]:
    """The tables as they are where they are made from the beginning; the ledger stays as it was."""
    connection = ledger.connection
    connection.execute("BEGIN")
    rebuild(connection, lambda: packs)
    made = dump(connection)
    connection.execute("ROLLBACK")
    return made
