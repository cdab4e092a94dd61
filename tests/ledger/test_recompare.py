"""A corrected value is compared anew: what is linked then is what relating everything from the beginning gives."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.relate.test_grow import WORLD

import khabar
from khabar.article import Article, Event, EventTime, Published
from khabar.ledger import Ledger, open_ledger
from khabar.relate.decisions import About

PACKS = khabar.load_packs()
DAY = "2020-03-10"


@pytest.fixture(autouse=True)
def _packs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "_load_packs", staticmethod(lambda: PACKS))


def told(key: str, day: str) -> Article:
    text = f"اجتمع المجلس والعشيرة في القرية لبحث أمر الطريق {key}"
    event = Event("e1", "CONSULT", (0, 5), "meeting", (0, len(text)), ["wind-council"], ["wind-tribe"])
    event.time = EventTime(day, day)
    article = Article(key, text, outlet=key, events=[event])
    article.published = Published(day, day, "given")
    return article


def opened(path: Path, *articles: Article) -> Ledger:
    ledger = open_ledger(path, write=True)
    for article in articles:
        ledger.add(article)
    ledger.update(PACKS)
    return ledger


def correct(ledger: Ledger, account: str, slot: str, value: Any) -> str:
    about = About(ledger.accounts_of(account), slot=slot, value=value)
    return ledger.decide("correct", about, who="me").id


def groups(ledger: Ledger) -> list[str]:
    return ["".join(a for a, _ in e.accounts) for e in ledger.events()]


def test_a_corrected_day_joins_and_parts(tmp_path: Path) -> None:
    ledger = opened(tmp_path / "x.ledger", told("a", DAY), told("b", DAY), told("c", "2020-04-20"))
    assert groups(ledger) == ["ab"]
    for slot in ("earliest", "latest"):
        correct(ledger, "b:e1", slot, "2020-04-20")
    assert groups(ledger) == ["bc"]
    assert ledger.is_related()
    ledger.undo(who="me")
    ledger.undo(who="me")
    assert groups(ledger) == ["ab"]


def test_a_corrected_type_is_another_happening(tmp_path: Path) -> None:
    ledger = opened(tmp_path / "x.ledger", told("a", DAY), told("b", DAY))
    made = correct(ledger, "b:e1", "type", "ASSAULT")
    assert groups(ledger) == []
    ledger.undo(made, who="me")
    assert groups(ledger) == ["ab"]


def test_a_later_article_meets_the_corrected_value(tmp_path: Path) -> None:
    ledger = opened(tmp_path / "x.ledger", told("a", DAY), told("b", "2020-06-01"))
    for slot in ("earliest", "latest"):
        correct(ledger, "a:e1", slot, "2020-05-02")
    ledger.add(told("c", "2020-05-02"))
    ledger.update(PACKS)
    assert groups(ledger) == ["ac"]


def test_what_was_not_related_yet_waits(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "x.ledger", write=True)
    for article in (told("a", DAY), told("b", "2020-04-20")):
        ledger.add(article)
    for slot in ("earliest", "latest"):
        correct(ledger, "b:e1", slot, DAY)
    assert groups(ledger) == []
    ledger.update(PACKS)
    assert groups(ledger) == ["ab"]


def some(ledger: Ledger, chance: random.Random) -> None:
    """One correction by chance, or an undo."""
    standing = [d.id for d in ledger.decisions()]
    if standing and chance.random() < 0.25:
        ledger.undo(chance.choice(standing), who="me")
        return
    slot, value = chance.choice([
        ("type", "ASSAULT"), ("type", "CONSULT"), ("mode", "talks"), ("source", "sdf"), ("target", "council,tribe"),
        ("earliest", DAY), ("latest", DAY), ("polarity", "false"), ("modality", "planned"),
    ])  # fmt: skip
    article = chance.choice(WORLD)
    correct(ledger, f"{article.id}:{chance.choice(article.events).id}", slot, value)


def state(ledger: Ledger) -> list[Any]:
    return [sorted(ledger.events(bare=bare), key=lambda e: e.id) for bare in (False, True)]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6))
def test_it_is_what_relating_from_the_beginning_gives(tmp_path: Path, seed: int) -> None:
    for old in tmp_path.glob("*.ledger*"):
        old.unlink()
    chance = random.Random(seed)
    ledger = opened(tmp_path / "x.ledger", *WORLD[:16])
    for _ in range(6):
        article = chance.choice(WORLD[:16])
        slot, value = chance.choice([("type", "ASSAULT"), ("source", "sdf"), ("earliest", DAY), ("polarity", "false")])
        correct(ledger, f"{article.id}:{chance.choice(article.events).id}", slot, value)
    for article in WORLD[16:]:
        ledger.add(article)
    ledger.update(PACKS)
    for _ in range(8):
        some(ledger, chance)
    fresh = open_ledger(tmp_path / "y.ledger", write=True)
    for article in WORLD:
        fresh.add(article)
    fresh.take_in(ledger.decisions())
    fresh.update(PACKS)
    assert state(ledger) == state(fresh)
    later = open_ledger(tmp_path / "z.ledger", write=True)  # another's decisions come in after all was related
    for article in WORLD:
        later.add(article)
    later.update(PACKS)
    later.take_in(ledger.decisions())
    assert state(later) == state(fresh)
