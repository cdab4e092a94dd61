"""`khabar annotate`: the interchange format in and out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from khabar import article as a

Run = Callable[..., Any]
TEXT = "التقى وفد مسؤولين في المدينة."


def write(path: Path, *lines: bytes) -> Path:
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def records(data: bytes) -> list[a.Record]:
    return list(a.read_jsonl(data.splitlines(), "out"))


@pytest.mark.parametrize("workers", ["1"])
def test_articles_then_the_rest(khabar: Run, tmp_path: Path, workers: str) -> None:
    given = write(tmp_path / "in.jsonl", *(a.encode(a.Article(str(n), TEXT)) for n in range(3)))
    done = khabar("annotate", given, "--output", tmp_path / "out.jsonl", "--workers", workers)
    assert (done.code, done.out, done.err) == (0, "", "")
    made = records((tmp_path / "out.jsonl").read_bytes())
    assert [type(r).__name__ for r in made] == ["Article"] * 3 + ["Entity", "Copies"]
    first = made[0]
    assert isinstance(first, a.Article)
    assert first.names[0].rule == "r"
    assert list(tmp_path.glob(".*")) == []


def test_standard_streams_and_published(khabar: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Stdin:
        buffer = io.BytesIO(a.encode(a.Article("1", TEXT)))

    monkeypatch.setattr("sys.stdin", Stdin())
    done = khabar("annotate", "-", "--published", "2019-12-05")
    made = records(done.out.encode())[0]
    assert isinstance(made, a.Article)
    assert made.published == a.Published("2019-12-05", "2019-12-05", "given")
    done = khabar("annotate", "-", "--published", "5/12/2019")
    assert done.code == 1
    assert "YYYY-MM-DD" in done.err


def test_broken_line_7_and_a_bug(khabar: Run, tmp_path: Path) -> None:
    lines = [a.encode(a.Article(str(n), TEXT)) for n in range(1, 11)]
    lines[6] = b'{"kind": "article", "id": "7", "text": 3}'
    lines[8] = a.encode(a.Article("9", "انهيار"))
    given = write(tmp_path / "in.jsonl", *lines)
    done = khabar("annotate", given, "--output", tmp_path / "out.jsonl")
    assert done.code == 1
    _, first, second = done.err.splitlines()
    assert f"{given}, line 7: text: expected text, got a whole number" in first
    assert "(9): could not be annotated: RuntimeError: a bug in two lines" in second
    kept = [r.id for r in records((tmp_path / "out.jsonl").read_bytes()) if isinstance(r, a.Article)]
    assert kept == ["1", "2", "3", "4", "5", "6", "8", "10"]


def test_output_is_replaced_only_when_all_is_well(khabar: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = write(tmp_path / "in.jsonl", a.encode(a.Article("1", TEXT)))
    out = write(tmp_path / "out.jsonl", b"before")

    def full(_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("khabar.article.encode", full)
    done = khabar("annotate", given, "--output", out)
    assert done.code == 1
    assert "no space left" in done.err
    assert out.read_bytes() == b"before\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


@pytest.mark.parametrize("where", ["", "no/such/folder/out.jsonl"])
def test_output_that_cannot_be_written(khabar: Run, tmp_path: Path, where: str) -> None:
    given = write(tmp_path / "in.jsonl", a.encode(a.Article("1", TEXT)))
    done = khabar("annotate", given, "--output", tmp_path / where)
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert "cannot be written" in done.err


def test_missing_input(khabar: Run, tmp_path: Path) -> None:
    done = khabar("annotate", tmp_path / "none.jsonl")
    assert done.code == 1
    assert "no such file" in done.err


def test_progress_is_shown_where_asked_for(khabar: Run, tmp_path: Path) -> None:
    given = write(tmp_path / "in.jsonl", a.encode(a.Article("1", TEXT)))
    assert khabar("annotate", given).err == ""
    assert "relating" in khabar("annotate", given, "--progress").err
