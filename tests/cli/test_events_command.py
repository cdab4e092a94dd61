"""`khabar events` and `khabar export --to plover`."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from khabar import article as records
from khabar.cli import events as command
from khabar.cli import main
from khabar.export.events import TYPES
from khabar.ledger import open_ledger

TEXT = (
    "التقى وفد من قوات سوريا الديمقراطية مسؤولين في الحكومة السورية.\n"
    "وقال مصدر مطلع إن اللقاء المقبل سيعقد في دمشق.\n"
    "وقصفت القوات التركية مواقع قسد.\n"
)


def at(words: str) -> tuple[int, int]:
    return (TEXT.index(words), TEXT.index(words) + len(words))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with two articles: of one the days of the events are known, of the other its publication alone."""
    days = [records.EventTime("2019-10-12", "2019-10-12"), records.EventTime("2021-03-01", "2021-03-31")]
    first = records.Article(
        "a", TEXT, "وكالة المثال", published=records.Published("2021-03-02", "2021-03-02", "given"),
        attributions=[
            records.Attribution(at("اللقاء المقبل سيعقد في دمشق"), at("قال"),
                                chain=[records.Link("anonymous", at("مصدر مطلع"), grade="مطلع", count="one")])
        ],
        events=[
            records.Event("e1", "CONSULT", at("التقى"), "meeting", source=["sdf"], target=["syria-government"],
                          time=days[0]),
            records.Event("e2", "CONSULT", at("اللقاء"), "meeting", source=["sdf"], target=["syria-government"],
                          time=days[1], modality="planned", attribution=0),
            records.Event("e3", "ASSAULT", at("قصفت"), "bombardment", source=["turkey-forces"], target=["sdf"]),
        ],
    )  # fmt: skip
    second = records.Article(
        "b", TEXT, events=[records.Event("e1", "CONSULT", at("التقى"), "meeting", source=["sdf"])]
    )  # fmt: skip
    path = tmp_path / "x.ledger"
    with open_ledger(path, write=True) as opened:
        opened.add(first)
        opened.add(second)
    return path


@pytest.fixture
def events(ledger: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., str]:
    """Run `khabar events` on it and give what it prints, the errors after it."""

    def run(*arguments: str) -> str:
        main(["events", "--ledger", str(ledger), *arguments])
        out, err = capfdbinary.readouterr()
        return out.decode() + err.decode()

    return run


def ids(out: str) -> list[str]:
    return [json.loads(line)["id"] for line in out.splitlines()]


def test_each_event_with_its_chain(events: Callable[..., str]) -> None:
    lines = events("--type", "CONSULT", "--actor", "sdf", "--from", "2021", "--to", "2022", "--lang", "en").splitlines()
    assert len(lines) == 2
    assert "Meeting between" in lines[0]
    assert "planned" in lines[0]
    assert "وكالة المثال ← informed source" in lines[1]
    assert lines[1].endswith("a:e2")


def test_days(events: Callable[..., str]) -> None:
    def among(*days: str) -> list[str]:
        return ids(events(*days, "--format", "jsonl"))

    assert among() == ["a:e1", "a:e2", "a:e3", "b:e1"]  # what has no day comes last
    assert among("--from", "2019", "--to", "2019") == ["a:e1"]
    assert among("--from", "2021-03-15", "--to", "2021-03") == ["a:e2"]  # a month that reaches into the stretch
    assert among("--from", "2021-03-02", "--to", "2021-03-02") == ["a:e2", "a:e3"]  # e3 by the day of the report
    assert among("--from", "2023") == []
    assert "is no day" in events("--from", "2021-13")
    assert "is no day" in events("--to", "yesterday")


def test_actors_by_identifier_name_and_country(events: Callable[..., str]) -> None:
    def of(*names: str) -> list[str]:
        return ids(events(*(x for n in names for x in ("--actor", n)), "--format", "jsonl"))

    assert of("turkey-forces") == ["a:e3"]
    assert of("قسد") == of("SDF") == of("sdf") == ["a:e1", "a:e2", "a:e3", "b:e1"]
    assert of("تركيا") == of("turkey") == ["a:e3"]  # a country stands for its organs
    assert of("sdf", "turkey") == ["a:e3"]  # both took part
    assert "nobody is known" in events("--actor", "qqqq")


def test_types_modes_and_modalities(events: Callable[..., str]) -> None:
    assert ids(events("--type", "assault", "--format", "jsonl")) == ["a:e3"]
    assert ids(events("--type", "assault,consult", "--modality", "planned", "--format", "jsonl")) == ["a:e2"]
    assert ids(events("--mode", "bombardment", "--format", "jsonl")) == ["a:e3"]
    assert "is no type of event" in events("--type", "party")


def test_nothing_fits(events: Callable[..., str]) -> None:
    assert events("--type", "AID", "--lang", "en").strip()
    assert events("--type", "AID", "--format", "jsonl") == ""
    assert len(events("--type", "AID", "--format", "csv").splitlines()) == 1


def test_csv_has_the_codes(events: Callable[..., str], ledger: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(events("--type", "ASSAULT", "--format", "csv"))))
    assert [(r["CAMEO Code"], r["Actor Country"], r["Primary Actor Sector"]) for r in rows] == [("194", "TUR", "MIL")]
    out = tmp_path / "all.csv"
    assert main(["export", "--ledger", str(ledger), "--to", "plover", "--output", str(out)]) == 0
    exported = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert [r["Event ID"] for r in exported] == ["a:e1", "a:e2", "a:e3", "b:e1"]
    assert exported[2] == rows[0]


def test_text_into_a_file(events: Callable[..., str], tmp_path: Path) -> None:
    out = tmp_path / "list.txt"
    assert events("--output", str(out), "--lang", "ar") == ""
    assert "لقاء" in out.read_text("utf-8") or "اجتماع" in out.read_text("utf-8")


def test_every_option_is_documented() -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    page = (Path(__file__).parents[2] / "docs" / "events.md").read_text("utf-8")
    options = [o for action in parser._actions for o in action.option_strings if o not in ("-h", "--help")]
    assert [o for o in options if f"`{o}" not in page and f" {o} " not in page] == []
    assert [t for t in TYPES if t not in page] == []
