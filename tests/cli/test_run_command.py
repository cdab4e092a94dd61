"""`khabar run` and `khabar sql` as commands, each in a process of its own."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bench import corpus

from khabar.cli import main
from khabar.ledger import open_ledger

Run = Callable[..., Any]
COUNT = "SELECT (SELECT count(*) FROM articles) AS articles, count(*) AS events FROM events"


def test_from_files_to_answers(spawn: Run, tmp_path: Path) -> None:
    source, folder, ledger = tmp_path / "made.jsonl", tmp_path / "run", tmp_path / "x.ledger"
    corpus.write(source, 4)
    with source.open("ab") as stream:
        stream.write(b'{"kind": "article"}\n')
    done = spawn("run", source, "--to", folder, "--ledger", ledger, "--outlet", "صحيفة المثال")
    assert done.code == 1
    assert done.out.splitlines() == [
        f"{folder}: 4 articles in 1 shards, 4 of them read now", f"{ledger}: 4 new, 0 read anew, 0 as before",
    ]  # fmt: skip
    assert done.err.count("\n") == 1
    assert "made.jsonl, line 5" in done.err
    with open_ledger(ledger) as opened:
        events = sum(len(a.events) for a in opened.articles())
    for place in (folder, folder / "dataset", ledger):
        asked = spawn("sql", COUNT, "--from", place, "--format", "jsonl")
        assert (asked.code, asked.err) == (0, "")
        assert json.loads(asked.out) == {"articles": 4, "events": events}
    out = tmp_path / "out.csv"
    assert spawn("sql", "-", "--from", folder, "--to", out, input=COUNT).code == 0
    with out.open(newline="") as lines:
        assert list(csv.reader(lines)) == [["articles", "events"], ["4", str(events)]]

    again = spawn("run", source, "--to", folder, "--prune")
    assert "since the run before: what is given of all articles" in again.err
    assert again.out.splitlines()[1].startswith("2 files of earlier readings removed (")
    assert len(list((folder / "shards").iterdir())) == 1


def test_what_is_wrong_is_said_in_a_line(spawn: Run, tmp_path: Path) -> None:
    for arguments, code, words in (
        (["run", tmp_path / "none", "--to", tmp_path / "run"], 1, "no such file or folder"),
        (["run", "-", "--to", tmp_path / "run"], 1, "cannot read standard input"),
        (["run", "x", "--to", tmp_path / "run", "--shard", "0"], 2, "megabytes"),
        (["sql", "SELECT 1"], 1, "a question and a place are needed"),
        (["sql", "SELECT 1", "--from", tmp_path / "none"], 1, "no such file or folder"),
        (["sql", "SELECT 1", "--from", tmp_path, "--format", "parquet"], 1, "--to FILE"),
        (["export", "-l", tmp_path / "none", "--to", "parquet"], 1, "-o DIR"),
    ):
        done = spawn(*arguments)
        assert done.code == code, arguments
        assert words in done.err
        assert "Traceback" not in done.err
        assert done.err.count("\n") == 1


def test_tables(spawn: Run) -> None:
    done = spawn("sql", "--tables")
    assert done.code == 0
    assert "names: a mention by name" in done.out


@pytest.mark.parametrize(
    ("arguments", "library"),
    [
        (["run", "x", "--to", "run"], "pyarrow"),
        (["sql", "SELECT 1", "--from", "."], "duckdb"),
        (["annotate", "x.txt", "--scheduler", "tcp://127.0.0.1:1"], "distributed"),
    ],
)
def test_without_the_extra(
    arguments: list[str],
    library: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KHABAR_DEBUG", raising=False)
    (tmp_path / "x.txt").write_text("وصل الوفد.")
    for name in [name for name in sys.modules if name.split(".")[0] == library or name.startswith("khabar.export.sql")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    assert main(arguments) == 1
    assert (
        capfd.readouterr().err == f"khabar: {library} is not installed. Install it with: pip install 'khabar[scale]'\n"
    )
    assert not (tmp_path / "run").exists()
