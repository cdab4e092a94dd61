"""`khabar date`: spans, values, the rules that read them, publication and what contradicts what."""

import io
import json
import sys

import pytest

from khabar.cli import main


def _lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["date", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_values_and_rules(capsys: pytest.CaptureFixture[str]) -> None:
    one, two, last = _lines(capsys, "وصل الوفد أمس الأحد ويغادر في أيلول 2023.", "--published", "2022-09-12")
    assert one.split()[:4] == ["10-19", "2022-09-11", "day", "time.deictic"] and one.endswith("أمس الأحد")
    assert "2023-09-01..2023-09-30" in two and "time.month" in two and "core@" in two
    assert last == "published: 2022-09-12 (given)"


def test_unknown_publication_and_contradictions(capsys: pytest.CaptureFixture[str]) -> None:
    lines = _lines(capsys, "أعلن أمس الثلاثاء ذلك، وقال أمس الاثنين إنه باق.")
    assert "unit=day offset=-1 weekday=tuesday" in lines[0]
    assert lines[1].strip() == "contradicts أمس الاثنين"
    assert lines[4] == "published: unknown"
    assert lines[-1].strip() == "these cannot both hold: the weekday is left open"


def test_no_times_and_several_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert _lines(capsys, "لا شيء هنا.") == ["no time is told", "published: unknown"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("في 3 آذار 2020\n\nفي 4 آذار 2020".encode())))
    assert len(_lines(capsys, "-")) == 3


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = _lines(capsys, "وقعت الغارة في 3 آذار 2020.", "--json")
    record = json.loads(line)
    assert record["kind"] == "article"
    assert [(t["earliest"], t["rule"]) for t in record["times"]] == [("2020-03-03", "time.date.day-month")]


def test_a_wrong_day_is_an_error_of_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["date", "أمس", "--published", "2022-02-30"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
