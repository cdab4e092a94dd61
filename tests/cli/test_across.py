"""The commands across articles, and decisions, on a small ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import khabar
from khabar.article import Article, Attribution, Event, EventTime, Link, Name, Published
from khabar.cli import main
from khabar.ledger import open_ledger

Run = Callable[..., tuple[int, str, str]]
TEXT = "اجتمع وفد المجلس مع وفد العشيرة في تل الريح لبحث فتح الطريق وقتل {} أشخاص"


def told(key: str, day: str, number: int, **slots: Any) -> Article:
    text = TEXT.format(number)
    article = Article(key, text, outlet=f"paper-{key}", body=[(0, len(text))])
    article.published = Published(day, day, "given")
    article.names = [Name(6, 15, "ORG", "wind-council"), Name(19, 30, "NAT", "wind-tribe")]
    article.attributions = [Attribution((0, len(text)), chain=[Link("person", None, f"speaker-{key}")])]
    event = Event("e1", "CONSULT", (0, 5), "meeting", (0, len(text)), ["wind-council"], ["wind-tribe"])
    event.time, event.attribution, event.outcome = EventTime(day, day), 0, slots.get("outcome", "none")
    attack = Event("e2", "ASSAULT", (60, 64), "attack", (60, len(text)), ["wind-tribe"], ["wind-council"])
    attack.time = EventTime(day, day)
    demand = Event("e3", slots.get("type", "REQUEST"), (43, 47), None, (0, 58), ["wind-council"], ["wind-tribe"])
    demand.about, demand.time = [(43, 58)], EventTime(day, day)
    article.events = [event, attack, demand]
    return article


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "x.ledger"
    with open_ledger(path, write=True) as ledger:
        for article in (told("a", "2020-03-10", 4), told("b", "2020-03-10", 9, outcome="agreement"),
                        told("c", "2020-03-30", 3, type="REJECT")):  # fmt: skip
            ledger.add(article)
        ledger.update(khabar.load_packs())
    return path


@pytest.fixture
def run(ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    packs = khabar.load_packs()
    monkeypatch.setattr("khabar.packs.load", lambda *_, **__: packs)
    monkeypatch.delenv("KHABAR_DEBUG", raising=False)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main([arguments[0], "--ledger", str(ledger), *arguments[1:]])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_stories(run: Run) -> None:
    code, out, _ = run("story", "--lang", "en")
    assert code == 0
    assert "6 happenings" in out
    identifier = out.split("\n", 1)[0].split(" · ")[-1]
    _, out, _ = run("story", identifier, "--lang", "en")
    assert "◆ refusal" in out
    _, out, _ = run("story", identifier, "--lang", "ar")
    assert "◆ رفض" in out
    assert run("story", "S-nothing")[0] == 1
    assert run("story", "--actor", "nobody-at-all")[2].startswith("khabar: nobody-at-all: nobody of that name")
    assert run("story", "--actor", "wind-tribe", "--least", "99")[1] == "no story between two sides here\n"


def test_shared_paragraphs(run: Run, ledger: Path) -> None:
    agency = "ذكرت الوكالة أن المجلس سيفتح الطريق الجبلي أمام الشاحنات بعد صيانة الجسر القديم الذي تضرر في السيول"
    with open_ledger(ledger, write=True) as opened:
        for key, day in (("p", "2020-05-02"), ("q", "2020-05-01")):
            text = "\n".join([f"{key} " * 80, agency, f"{key}{key} " * 60])
            article = Article(key, text, outlet=f"paper-{key}", body=[(0, len(text))])
            article.published = Published(day, day, "given")
            opened.add(article)
        opened.update(khabar.load_packs())
    code, out, _ = run("copies", "--lang", "en")
    assert code == 0
    assert "one text in 3 articles\n  a · paper-a · 10 March 2020" in out
    shared = out[out.index("one paragraph in 2 articles: «ذكرت الوكالة") :].splitlines()
    assert shared[1:] == ["  q · paper-q · 1 May 2020  ◆ first", "  p · paper-p · 2 May 2020"]
    assert run("copies", "q", "--lang", "en")[1].splitlines() == shared
    assert run("copies", "--least", "4", "--lang", "en")[1] == "the articles share no text\n"
    assert run("copies", "nothing")[0] == 1


def test_a_title_that_a_person_gave_is_shown_everywhere(run: Run, ledger: Path, tmp_path: Path) -> None:
    assert run("decide", "rename", "E-a-e1", "--name", "The talks of Wind Hill", "--in", "en")[0] == 0
    assert run("decide", "rename", "c:e3", "--name", "رفض الطريق")[0] == 0
    story = run("story", "--lang", "en")[1].split("\n", 1)[0].split(" · ")[-1]
    for arguments in (("timeline", "--all"), ("story", story), ("witnesses",), ("disagreements",), ("review",)):
        out = run(*arguments, "--lang", "en")[1]
        assert "The talks of Wind Hill" in out, arguments
    for name in ("event", "show"):
        lines = run(name, "E-a-e1", "--lang", "en")[1].splitlines()
        assert lines[0] == "The talks of Wind Hill"
        assert lines[1].startswith("Meeting between")
        assert run(name, "c:e3", "--lang", "en")[1].splitlines()[0] == "رفض الطريق"  # the only title that it has
        assert run(name, "E-a-e1", "--lang", "ar")[1].splitlines()[0] == "The talks of Wind Hill"
    for form in ("md", "html"):
        assert run("brief", "--to", str(tmp_path / f"brief.{form}"), "--lang", "en")[0] == 0
        assert "The talks of Wind Hill" in (tmp_path / f"brief.{form}").read_text("utf-8")
    events = [json.loads(line) for line in run("events", "--format", "jsonl")[1].splitlines()]
    talks, refusal = {"en": "The talks of Wind Hill"}, {"ar": "رفض الطريق"}
    assert {e["id"]: e["titles"] for e in events if e["titles"]} == {"a:e1": talks, "b:e1": talks, "c:e3": refusal}
    told = [json.loads(line) for line in run("export")[1].splitlines()]
    titles = {e["id"]: e["titles"] for e in told if e["kind"] == "event" and "titles" in e}
    assert titles == {"E-a-e1": talks, "c:e3": refusal}
    assert run("undo")[0] == 0
    assert run("show", "c:e3", "--lang", "en")[1].splitlines()[0] != "رفض الطريق"


def test_two_analysts_join_their_decisions(run: Run, ledger: Path, tmp_path: Path) -> None:
    yours = tmp_path / "yours.ledger"
    yours.write_bytes(ledger.read_bytes())
    other = ("--ledger", str(yours), "--who", "omar")
    assert main(["decide", "accept", "E-a-e2", *other]) == 0
    assert main(["decide", "rename", "E-a-e1", "--name", "Yours", "--in", "en", *other]) == 0
    assert main(["decide", "correct", "a:e1", "--slot", "outcome", "--value", "agreement", *other]) == 0
    log = tmp_path / "yours.jsonl"
    assert main(["decide", "export", "--output", str(log), *other]) == 0
    assert len(log.read_text("utf-8").splitlines()) == 3
    run("decide", "split", "b:e2", "--who", "anna")
    run("decide", "rename", "E-a-e1", "--name", "Mine", "--in", "en", "--who", "anna")
    run("decide", "correct", "a:e1", "--slot", "outcome", "--value", "partial", "--who", "anna", "--why", "it says so")
    assert run("decide", "conflicts") == (0, "", "")
    code, out, err = run("decide", "import", str(log))
    assert (code, out) == (0, "3 decisions came in, 0 were there already\n")
    assert err.startswith("khabar: 3 conflicts; see: khabar decide conflicts")
    code, out, _ = run("decide", "conflicts")
    assert code == 1
    kinds = [line for line in out.splitlines() if not line.startswith(" ")]
    assert sorted(kinds) == ["joined by one, parted by the other:", "two names for one:", "two values for outcome:"]
    assert "anna  correct a:CONSULT@0-5 outcome = partial (it says so)" in out
    assert "Mine" in run("timeline", "--all", "--lang", "en")[1]  # the later decision shows
    assert run("decide", "import", str(log))[1] == "0 decisions came in, 3 were there already\n"
    run("undo")
    assert "two values" not in run("decide", "conflicts")[1]
    assert "[undone]" in run("decide", "log")[1]


def test_a_log_that_is_none_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("decide", "split", "b:e2")
    bad = tmp_path / "bad.jsonl"
    run("decide", "export", "--output", str(bad))
    bad.write_text(bad.read_text("utf-8") + '{"id": 1}\n', "utf-8")
    before = run("decide", "log")[1]
    code, _, err = run("decide", "import", str(bad))
    assert code == 1
    assert "bad.jsonl, line 2: decision" in err
    assert run("decide", "import", str(tmp_path / "none.jsonl"))[0] == 1
    assert run("decide", "log")[1] == before


def test_one_happening(run: Run) -> None:
    code, out, _ = run("event", "E-a-e1", "--lang", "en")
    assert code == 0
    assert "who has it from whom" in out
    assert "speaker-a" in out or "speaker a" in out
    assert "a:e1 ~ b:e1" in out
    assert run("event", "a:e3")[0] == 0
    assert run("event", "E-nothing")[0] == 1


def test_disagreements(run: Run) -> None:
    _, out, _ = run("disagreements", "--lang", "en")
    assert "outcome:" in out
    assert "dead:" in out
    assert "9 —" in out
    _, out, _ = run("disagreements", "--lang", "en", "--slot", "dead", "--actor", "wind-tribe")
    assert "outcome:" not in out
    assert "dead:" in out


def test_positions(run: Run) -> None:
    _, out, _ = run("positions", "wind-council", "--lang", "en")
    assert "demanded" in out
    assert "◆ the position moved" in out
    assert "◆" not in run("positions", "wind-council", "--lang", "en", "--stance", "offered")[1]


def test_witnesses_and_review(run: Run) -> None:
    _, out, _ = run("witnesses", "--lang", "en", "--least", "2")
    assert "2 independent witnesses · 2 articles" in out
    _, out, _ = run("review", "--lang", "en", "--limit", "1")
    assert out.startswith("probability ")
    assert "prior -" in out


def test_decisions_in_the_command_line(run: Run, ledger: Path, tmp_path: Path) -> None:
    def events() -> list[str]:
        with open_ledger(ledger) as opened:
            return [e.id for e in opened.events()]

    before = events()
    code, out, _ = run("decide", "reject", "a:e1", "--why", "another meeting", "--who", "me")
    assert code == 0
    identifier = out.split(":")[0]
    assert "E-a-e1" not in events()
    assert "another meeting" in run("decide", "log")[1]
    other = tmp_path / "mine.jsonl"
    assert run("decide", "export", "-o", str(other))[0] == 0
    assert run("undo", identifier)[0] == 0
    assert events() == before
    assert "[undone]" in run("decide", "log")[1]
    assert run("undo")[2].startswith("khabar: there is no decision to undo")
    assert run("decide", "import", str(other))[1].startswith("0 decisions came in")
    assert run("decide", "accept", "E-a-e1", "--who", "you")[0] == 0
    assert run("decide", "rename", "E-a-e1", "--name", "لقاء الصلح")[0] == 0
    assert run("decide", "rename", "wind-tribe", "--name", "Tribe", "--in", "en")[0] == 0
    assert run("decide", "correct", "a:e1", "--slot", "outcome", "--value", "agreement")[0] == 0
    assert "Tribe" in run("timeline", "--all", "--lang", "en")[1]
    assert "outcome:" not in run("disagreements", "--lang", "en")[1]
    assert run("decide", "conflicts")[0] == 0
    for wrong in (["merge"], ["merge", "a:e1"], ["correct", "a:e1", "--slot", "colour", "--value", "x"],
                  ["correct", "a:e1", "--slot", "earliest", "--value", "soon"], ["rename", "a:e1"],
                  ["split", "zz:e9"], ["rename", "a:e1", "b:e1", "--name", "x"]):  # fmt: skip
        code, _, err = run("decide", *wrong)
        assert (code, err.count("\n")) == (1, 1), wrong


def test_what_is_missing_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["undo"], ["decide", "log"], ["decide", "merge", "a", "b"]):
        assert main([*arguments, "--ledger", str(tmp_path / "no.ledger")]) == 1
    assert "there is no such ledger" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
