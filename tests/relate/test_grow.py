"""Joining new articles gives what relating all of them from the beginning gives."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import khabar
from khabar.article import Article, Attribution, Event, EventTime, Link, Name, Published
from khabar.ledger import open_ledger
from khabar.relate import relate, shown
from khabar.relate.features import Account, accounts
from khabar.relate.grow import Memory, regrown
from khabar.relate.happenings import clusters

SIDES = ["council", "tribe", "syria-government", "sdf"]
WORDS = "اجتمع الوفد التقى المجلس العشيرة فتح الطريق المعبر القرية الهدنة تبادل الأسرى قصف مواقع قرب النهر مساء".split()  # noqa: SIM905


def made_up(seed: int) -> Article:
    """An article with a few events; articles of neighbouring seeds often tell the same."""
    chance = random.Random(seed)
    story = random.Random(seed // 3)
    words = story.choices(WORDS, k=30)
    if seed % 3:
        words = [w if chance.random() > 0.1 else chance.choice(WORDS) for w in words]
    text = " ".join(words)
    day = f"2020-03-{1 + story.randrange(25):02}"
    article = Article(f"a{seed:03}", text, outlet=f"paper{seed % 4}", body=[(0, len(text))])
    article.published = Published(day, day, "given")
    article.names = [Name(0, len(words[0]), "GPE", story.choice(["aleppo", "manbij"]))]
    article.attributions = [Attribution((0, len(text)), chain=[Link("person", None, story.choice(SIDES))])]
    for number in range(3):
        kind = story.choice(["CONSULT", "ASSAULT", "REQUEST"])
        source, target = story.sample(SIDES, 2)
        start = 8 * number
        event = Event(f"e{number}", kind, (start, start + 5), evidence=(start, min(len(text), start + 80)))
        event.source, event.target, event.mode = [source], [target], {"CONSULT": "meeting"}.get(kind, "attack")
        event.time = EventTime(day, day) if chance.random() > 0.3 else EventTime()
        event.place = [(0, len(words[0]))] if chance.random() > 0.5 else []
        event.polarity = chance.random() > 0.1
        event.attribution = chance.choice([None, 0])
        article.events.append(event)
    return article


WORLD = [made_up(seed) for seed in range(24)]


def keys(groups: list[list[Account]]) -> list[list[tuple[str, str]]]:
    return sorted([a.key for a in group] for group in groups)


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(len(WORLD))))
def test_accounts_one_by_one(order: list[int]) -> None:
    everything = [a for article in WORLD for a in accounts(article)]
    expected = keys(clusters(everything))
    assert len(expected) > 5
    store = Memory()
    groups: list[list[Account]] = []
    for number in order:
        new = list(accounts(WORLD[number]))
        for account in new:
            store.put(account)
        dirty, made = regrown(store, [a.key for a in new])
        store.regroup(dirty, made)
        groups = [g for g in groups if not {a.key for a in g} & dirty] + made
    assert keys(groups) == expected


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 59), min_size=30, max_size=90))
def test_accounts_come_and_go(steps: list[int]) -> None:
    """An article that is there goes, one that is not comes; much is linked that does not fit."""
    store = Memory()
    there: dict[int, list[Account]] = {}
    groups: list[list[Account]] = []
    for number in steps:
        if number in there:
            gone = {a.key for a in there.pop(number)}
            start = {key for mine in gone for key in store.drop(mine)} - gone
        else:
            there[number] = list(accounts(made_up(number)))
            for account in there[number]:
                store.put(account)
            gone, start = set(), {a.key for a in there[number]}
        dirty, made = regrown(store, start)
        store.regroup(dirty, made)
        groups = [g for g in groups if not {a.key for a in g} & (dirty | gone)] + made
        now = [a for n in sorted(there) for a in there[n]]
        assert keys(groups) == keys([list(group) for group in shown(now, clusters(now))])


def in_a_ledger(path: Path, batches: list[list[Article]]) -> tuple[Any, ...]:
    packs = khabar.load_packs()
    with open_ledger(path, write=True) as ledger:
        for batch in batches:
            for article in batch:
                ledger.add(article)
            assert ledger.update(packs)
            assert ledger.is_related()
        assert not ledger.update(packs)
        return ledger.copies(), ledger.events(), ledger.entities()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(WORLD))), st.integers(1, 6))
def test_a_ledger_in_batches(tmp_path: Path, order: list[int], size: int) -> None:
    path = tmp_path / "x.ledger"
    for old in tmp_path.glob("x.ledger*"):
        old.unlink()
    whole = relate(WORLD, khabar.load_packs())
    expected = whole.copies, sorted(whole.events, key=lambda e: e.id), whole.entities
    first = [WORLD[n] for n in order[:6]]
    rest = [WORLD[n] for n in order[6:]]
    batches = [first, *(rest[i : i + size] for i in range(0, len(rest), size))]
    assert in_a_ledger(path, batches) == expected
    assert expected[0] and len(expected[1]) > 5


@pytest.mark.parametrize("number", [0, 7, 16])
def test_an_article_read_anew(tmp_path: Path, number: int) -> None:
    other = made_up(number)
    other.events = other.events[:1]
    other.events[0].type = "AGREE"
    other.names = []
    now = [other if a.id == other.id else a for a in WORLD]
    whole = relate(now, khabar.load_packs())
    found = in_a_ledger(tmp_path / "x.ledger", [WORLD, [other]])
    assert found == (whole.copies, sorted(whole.events, key=lambda e: e.id), whole.entities)


def test_a_crowded_block_has_all_related_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    for name in ("khabar.relate.grow", "khabar.relate.happenings", "khabar.ledger.relations"):
        monkeypatch.setattr(importlib.import_module(name), "CROWDED", 4)
    whole = relate(WORLD, khabar.load_packs())
    batches = [WORLD[:12], *([a] for a in WORLD[12:])]
    found = in_a_ledger(tmp_path / "x.ledger", batches)
    assert found == (whole.copies, sorted(whole.events, key=lambda e: e.id), whole.entities)
