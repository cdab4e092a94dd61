"""`khabar naming`: what each outlet calls each entity."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from khabar.article import Article, Entity, Name, Record, encode
from khabar.cli import main
from khabar.export.naming import called, choose
from khabar.export.resolve import Resolver

KNOWN = {"state": Entity("state", "GOV", {"ar": ["الحكومة"], "en": ["Government"]})}


def article(key: str, outlet: str | None, *pieces: tuple[str, str, str]) -> Article:
    """Pieces are (text before, mention, colour)."""
    text, names = "", []
    for before, words, naming in pieces:
        text += before
        names.append(Name(len(text), len(text) + len(words), "GOV", "state", naming, rule=f"r.{naming}"))
        text += words + " "
    return Article(key, text, outlet=outlet, names=names)


def articles() -> list[Article]:
    return [
        article("a", "الأولى", ("قالت ", "الحكومة", "neutral"), ("إن ", "الحكومه", "neutral"),
                ("تابع ل", "لنظام", "delegitimising")),
        article("b", "الأولى", ("قصف ", "“النظام”", "delegitimising"), ("و", "الحكومة", "neutral")),
        article("c", None, ("قالت ", "الحكومة", "neutral")),
    ]  # fmt: skip


def resolver(found: Sequence[Article]) -> Resolver:
    return Resolver({a.id: a for a in found}, KNOWN)


def test_forms_are_counted_by_outlet_and_colour() -> None:
    found = articles()
    first, second = called(found, resolver(found))
    assert (first.outlet, first.mentions, first.charged) == ("الأولى", 5, 2)
    assert first.counts == {"neutral": 3, "delegitimising": 2}
    assert [(f.words, f.naming, f.count, f.articles) for f in first.forms] == [
        ("الحكومة", "neutral", 3, 2),
        ("النظام", "delegitimising", 2, 2),
    ]
    assert (first.forms[1].article, first.forms[1].start) == ("a", found[0].names[2].start)
    assert first.forms[1].rules == ["r.delegitimising"]
    assert second.outlet is None


def test_chosen_by_identifier_name_or_words() -> None:
    found = articles()
    rows = called(found, resolver(found))
    for wanted in ("state", "Government", "الحكومه", "النظام"):
        assert choose(rows, resolver(found), entity=wanted) == rows
    assert choose(rows, resolver(found), entity="nobody") == []
    assert [r.outlet for r in choose(rows, resolver(found), outlet="الاولي")] == ["الأولى"]
    assert [r.outlet for r in choose(rows, resolver(found), charged=True)] == ["الأولى", None]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "x.jsonl"
    records: list[Record] = [*articles(), *KNOWN.values()]
    path.write_bytes(b"\n".join(encode(record) for record in records) + b"\n")
    return str(path)


def test_text(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["naming", "--ledger", file, "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Government  state"
    assert lines[1] == "  الأولى: 3 neutral, 2 delegitimising"
    assert lines[3].split() == ["2", "«النظام»", "delegitimising"]
    assert main(["naming", "--ledger", file, "--lang", "ar"]) == 0
    assert capsys.readouterr().out.startswith("الحكومة")


def test_csv_and_json(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["naming", "--ledger", file, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(r["outlet"], r["words"], r["count"]) for r in rows] == [
        ("الأولى", "الحكومة", "3"),
        ("الأولى", "النظام", "2"),
        ("", "الحكومة", "1"),
    ]
    assert main(["naming", "--ledger", file, "--format", "json", "--outlet", "الأولى"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["counts"] == {"neutral": 3, "delegitimising": 2}


def test_what_is_not_there_is_told(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["naming", "--ledger", file, "--outlet", "الثانية"]) == 1
    assert "الأولى" in capsys.readouterr().err
    assert main(["naming", "--ledger", file, "--entity", "nobody"]) == 1
    assert "nobody: no mention" in capsys.readouterr().err
