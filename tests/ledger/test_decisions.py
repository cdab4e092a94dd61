"""Decisions: only added, kept over readings and kills, undone, joined with another's."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import khabar
from khabar.article import Article, Event, EventTime, Published
from khabar.errors import KhabarError
from khabar.ledger import Ledger, open_ledger
from khabar.ledger.decisions import read_lines
from khabar.relate.decisions import About, Anchor, Decision, Kind, conflicts, found, regroup, standing

DAY = "2020-03-10"


def told(key: str) -> Article:
    text = f"اجتمع المجلس والعشيرة في القرية {key} لبحث أمر الطريق المغلق منذ شهر كامل أمام {key * 3} الناس"
    event = Event("e1", "CONSULT", (0, 5), "meeting", (0, len(text)), ["wind-council"], ["wind-tribe"])
    event.time, event.outcome = EventTime(DAY, DAY), "none"
    article = Article(key, text, outlet=key, events=[event])
    article.published = Published(DAY, DAY, "given")
    return article


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    packs = khabar.load_packs()
    monkeypatch.setattr(Ledger, "_load_packs", staticmethod(lambda: packs))
    opened = open_ledger(tmp_path / "x.ledger", write=True)
    for key in "abcd":
        opened.add(told(key))
    opened.update(packs)
    return opened


def groups(ledger: Ledger) -> list[str]:
    return ["".join(a for a, _ in e.accounts) for e in ledger.events()]


def marks(ledger: Ledger, keys: str) -> list[Anchor]:
    return [m for key in keys for m in ledger.accounts_of(f"{key}:e1")]


def test_split_reject_merge_and_undo(ledger: Ledger) -> None:
    assert groups(ledger) == ["abcd"]
    parted = ledger.decide("split", About(marks(ledger, "cd")), who="me", why="two meetings")
    assert groups(ledger) == ["ab", "cd"]
    assert {e.rule for e in ledger.events()} == {"decided"}
    assert [e.witnesses for e in ledger.events()] == [2, 2]
    ledger.decide("reject", About(marks(ledger, "a")), who="me")
    assert groups(ledger) == ["cd"]
    joined = ledger.decide("merge", About(marks(ledger, "ad")), who="me")
    assert groups(ledger) == ["acd"]
    assert ledger.events()[0].score == 1.0
    ledger.undo(joined.id, who="me")
    ledger.undo(who="me")  # the rejection, the last that stands
    assert groups(ledger) == ["ab", "cd"]
    again = ledger.undo(parted.id, who="me")
    assert groups(ledger) == ["abcd"]
    ledger.undo(again.id, who="me")  # an undo is undone
    assert groups(ledger) == ["ab", "cd"]
    assert [e.id for e in ledger.events(bare=True)] == ["E-a-e1"]
    assert len(ledger.decisions()) == 7


def test_read_anew_with_a_better_pack(ledger: Ledger) -> None:
    ledger.decide("split", About(marks(ledger, "cd")), who="me")
    ledger.decide("correct", About(marks(ledger, "c"), slot="outcome", value="agreement"), who="me")
    other = told("c")
    other.events[0].id = "e7"  # numbered otherwise
    other.events[0].trigger = (0, 4)
    other.events.insert(0, Event("e1", "REQUEST", (20, 24), source=["wind-tribe"]))
    other.packs = ["core@9"]
    assert ledger.add(other) == "changed"
    assert ledger.update()
    assert groups(ledger) == ["ab", "cd"]
    assert ledger.article("c").events[1].outcome == "agreement"
    assert ledger.article("c").events[1].rule == f"decided:{ledger.decisions()[1].id}"
    assert ledger.article("c", bare=True).events[1].outcome == "none"
    assert [d.slot for d in ledger.events()[1].disagreements] == ["outcome"]


def test_corrected_values(ledger: Ledger) -> None:
    mark = marks(ledger, "a")
    for slot, value in (("mode", "visit"), ("source", "x,y"), ("earliest", "2020-03-09"), ("polarity", "false")):
        ledger.decide("correct", About(mark, slot=slot, value=value), who="me")
    event = ledger.article("a").events[0]
    assert (event.mode, event.source, event.time.earliest, event.polarity) == ("visit", ["x", "y"], "2020-03-09", False)
    assert next(iter(ledger.articles())).events[0].mode == "visit"


def test_names(ledger: Ledger) -> None:
    ledger.decide("rename", About(entity="wind-tribe", lang="en", name="The Tribe"), who="me")
    assert next(e for e in ledger.entities() if e.id == "wind-tribe").names["en"] == ["The Tribe"]
    ledger.decide("rename", About(marks(ledger, "b"), lang="ar", name="لقاء الريح"), who="me")
    assert ledger.titles() == {"E-a-e1": {"ar": "لقاء الريح"}}


def test_what_cannot_be_meant(ledger: Ledger) -> None:
    one = marks(ledger, "a")
    for kind, about in (
        ("merge", About(one)), ("split", About()), ("rename", About(entity="x")),
        ("correct", About(one, slot="colour", value="red")), ("correct", About(one, slot="latest", value="soon")),
        ("split", About([Anchor("zz", "CONSULT", (0, 1))])),
    ):  # fmt: skip
        with pytest.raises(KhabarError):
            ledger.decide(kind, about)  # type: ignore[arg-type]
    with pytest.raises(KhabarError, match="no decision to undo"):
        ledger.undo()
    with pytest.raises(KhabarError, match="no such decision"):
        ledger.undo("zz")
    assert ledger.decisions() == []


def test_the_log_is_only_added_to(ledger: Ledger) -> None:
    ledger.decide("reject", About(marks(ledger, "a")), who="me")
    for statement in ("DELETE FROM decisions", "UPDATE decisions SET who = 'you'"):
        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            ledger.connection.execute(statement)


def test_two_analysts_join_theirs(ledger: Ledger) -> None:
    def made(number: int, who: str, kind: str, keys: str) -> Decision:
        return Decision(f"d{number}", f"2020-01-0{number}T00:00:00", who, kind, About(marks(ledger, keys)))  # type: ignore[arg-type]

    mine, yours = made(1, "me", "merge", "ab"), made(2, "you", "split", "b")
    lines = [msgspec.json.encode(d) for d in (yours, mine)]
    assert ledger.take_in(read_lines(lines, "x")) == 2
    assert ledger.take_in(read_lines(lines, "x")) == 0
    assert groups(ledger) == ["acd"]
    (conflict,) = ledger.conflicts()
    assert (conflict.first.id, conflict.second.id) == ("d1", "d2")
    ledger.undo("d2", who="me")
    assert ledger.conflicts() == []
    with pytest.raises(KhabarError, match="line 1"):
        read_lines([b'{"id": 3}'], "x")
    names = [
        Decision(f"n{i}", str(i), who, "rename", About(entity="x", lang="en", name=name))
        for i, (who, name) in enumerate([("me", "One"), ("you", "Two"), ("me", "One")])
    ]
    assert len(conflicts(names)) == 2


def test_the_order_in_which_logs_come_in_does_not_matter(ledger: Ledger) -> None:
    kinds: list[Kind] = ["merge", "split", "reject", "accept"]
    chance = random.Random(5)
    articles = {a.id: a for a in ledger.articles()}
    start = [[("a", "e1"), ("b", "e1")], [("c", "e1"), ("d", "e1")]]
    for _ in range(50):
        log = []
        for n in range(6):
            about = About(marks(ledger, "".join(chance.sample("abcd", 2))))
            log.append(Decision(f"d{n}", f"{n:03}", "me", chance.choice(kinds), about))
        log.append(Decision("u", "9", "me", "undo", undoes=f"d{chance.randrange(6)}"))
        first = regroup(start, log, articles)
        chance.shuffle(log)
        second = regroup(start, log, articles)
        assert (first.groups, first.sure) == (second.groups, second.sure)
        keys = [k for g in first.groups for k in g]
        assert len(keys) == len(set(keys))
        assert len(standing(log)) == 5


def test_what_is_no_longer_there_is_kept_as_loose(ledger: Ledger) -> None:
    gone = Decision("d", "1", "me", "split", About([Anchor("a", "CONSULT", (70, 75))]))
    articles = {a.id: a for a in ledger.articles()}
    assert found(gone.about.accounts[0], articles["a"]) is None
    assert regroup([], [gone], articles).loose == [gone]


WRITER = """
import sys
from khabar.ledger import open_ledger
from khabar.relate.decisions import About, standing
ledger = open_ledger(sys.argv[1], write=True)
marks = [m for key in "abcd" for m in ledger.accounts_of(key + ":e1")]
import random
chance = random.Random(int(sys.argv[2]))
while True:
    if chance.random() < 0.2 and standing(ledger.decisions()):
        made = ledger.undo(who="me")
    else:
        made = ledger.decide(chance.choice(["merge", "split", "reject"]), About(chance.sample(marks, 2)), who="me")
    print(made.id, flush=True)
"""


def test_killed_at_any_point(ledger: Ledger, tmp_path: Path) -> None:
    path = str(tmp_path / "x.ledger")
    said: list[str] = []
    for number, after in enumerate((1, 7, 12)):
        writing = subprocess.Popen([sys.executable, "-c", WRITER, path, str(number)], stdout=subprocess.PIPE, text=True)
        assert writing.stdout is not None
        said += [writing.stdout.readline().strip() for _ in range(after)]
        writing.kill()
        said += [line for line in writing.stdout.read().split("\n")[:-1] if line]
        writing.wait()
        writing.stdout.close()
        with open_ledger(path) as opened:
            assert opened.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            held = [d.id for d in opened.decisions()]
            assert set(said) <= set(held)
            assert len(held) <= len(said) + number + 1
            assert opened.events() is not None
    assert len(said) >= 20
