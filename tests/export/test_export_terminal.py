"""`khabar show`, `khabar timeline` and `khabar brief` as they are called."""

from __future__ import annotations

import argparse
from pathlib import Path
from types import ModuleType

import pytest

from khabar.cli import brief, show, timeline
from khabar.errors import KhabarError


def call(command: ModuleType, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    code: int = command.run(parser.parse_args(words))
    return code


def test_article_with_its_layers(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(show, "a", "--ledger", ledger, "--lang", "en") == 0
    out = capsys.readouterr().out
    for words in (
        "Names",
        "Times",
        "Attributions",
        "Events",
        "Meeting between",
        "government source",
        "Wednesday 9",
    ):
        assert words in out
    assert "\x1b" not in out  # no terminal, no colours
    assert "\u2067" not in out


def test_happening_with_its_accounts(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    call(show, "E1", "--ledger", ledger, "--lang", "en")
    out = capsys.readouterr().out
    assert "2 accounts · 2 independent witnesses" in out
    assert "Where the accounts disagree" in out
    assert "Tuesday 8 July 2025" in out
    call(show, "a:e2", "--ledger", ledger, "--lang", "ar")
    assert "مطالبة من قوات سوريا الديمقراطية" in capsys.readouterr().out


def test_event_that_a_happening_claims_is_shown_alone(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    call(show, "b:e1", "--ledger", ledger, "--lang", "en")
    assert "1 account ·" in capsys.readouterr().out


def test_colours_and_isolates_where_wanted(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    call(show, "a", "--ledger", ledger, "--color", "always", "--lang", "ar")
    out = capsys.readouterr().out
    assert "\x1b[" in out
    assert "\u2067" in out
    assert out.startswith("\u200f")


def test_language_follows_the_locale(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "ar_SY.UTF-8")
    call(timeline, "--ledger", ledger)
    assert "لقاء بين" in capsys.readouterr().out


def test_unknown_identifier(ledger: str) -> None:
    with pytest.raises(KhabarError) as caught:
        call(show, "nothing", "--ledger", ledger)
    assert caught.value.code == "id-unknown"


@pytest.mark.parametrize(
    ("options", "number"),
    [
        ([], 2), (["--talks"], 1), (["--all"], 5), (["--actor", "syrian gov"], 2), (["--actor", "الولايات"], 1),
        (["--since", "2025-07-10"], 1), (["--until", "2025-07-09"], 1), (["--since", "2026-01-01"], 0),
    ],
)  # fmt: skip
def test_timeline(ledger: str, capsys: pytest.CaptureFixture[str], options: list[str], number: int) -> None:
    call(timeline, "--ledger", ledger, "--lang", "en", *options)
    out = capsys.readouterr().out.splitlines()
    assert len([x for x in out if x.startswith("    ")]) == number
    if not number:
        assert out == ["Nothing to report."]


def test_timeline_refuses_what_is_no_day(ledger: str) -> None:
    with pytest.raises(KhabarError) as caught:
        call(timeline, "--ledger", ledger, "--since", "yesterday")
    assert caught.value.code == "date-invalid"


def test_brief(ledger: str, tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    assert call(brief, "--ledger", ledger, "--to", str(target)) == 0
    assert 'dir="rtl"' in target.read_text("utf-8")


def test_brief_of_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(KhabarError):
        call(brief, "--ledger", str(tmp_path / "none.jsonl"), "--to", str(tmp_path / "x.md"))
