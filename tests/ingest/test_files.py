"""Finding files, and going on past those that cannot be read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from khabar.article import Article, Published, encode
from khabar.errors import KhabarError
from khabar.ingest import item
from khabar.ingest.files import Given, read_articles, walk

TEXT = "قال مصدر محلي إن وفدا وصل إلى المدينة يوم الثلاثاء.\nوأضاف أن اللقاء تناول فتح الطريق.\n"


def read(*paths: Path | str, given: Given | None = None) -> tuple[list[Article], list[KhabarError]]:
    errors: list[KhabarError] = []
    return list(read_articles([str(p) for p in paths], given or Given(), errors)), errors


def test_folder_in_order_and_each_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.HTM", ".hidden.txt", ".git/x.txt", "notes.md", "sub/d.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    errors: list[KhabarError] = []
    found = list(walk([tmp_path, tmp_path / "a.txt"], errors))
    assert [Path(f).name for f in found] == ["a.txt", "b.txt", "c.HTM", "d.jsonl"]
    assert not errors
    assert [Path(f).name for f in walk([tmp_path / "notes.md"], errors)] == ["notes.md"]


def test_empty_folder_and_missing_path(tmp_path: Path) -> None:
    got, errors = read(tmp_path, tmp_path / "nowhere")
    assert got == []
    assert [e.code for e in errors] == ["folder-empty", "path-missing"]
    assert str(tmp_path) in str(errors[0])


def test_text_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy/a.txt").write_text(TEXT)
    (first, second), errors = read(tmp_path / "a.txt", tmp_path / "copy/a.txt")
    assert not errors
    assert first.text == TEXT
    assert first.title is None
    assert first.outlet is None
    assert first.published == Published()
    assert first.sha256
    assert len(first.sha256) == 64
    assert first.id == second.id  # the same file, wherever it lies
    (tmp_path / "b.txt").write_text(TEXT)
    assert read(tmp_path / "b.txt")[0][0].id != first.id


def test_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (got,), _ = read(tmp_path / "a.txt", given=Given("agency", "2019-12-05").checked())
    assert got.outlet == "agency"
    assert got.published == Published("2019-12-05", "2019-12-05", "given")
    for bad in ("yesterday", "2019-13-01", "20191205"):
        with pytest.raises(KhabarError):
            Given(published=bad).checked()


def test_broken_line_7(tmp_path: Path) -> None:
    lines = [encode(Article(str(n), TEXT)) for n in range(10)]
    lines[6] = b'{"kind": "article", "id": 7'
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    got, errors = read(tmp_path / "in.jsonl")
    assert [a.id for a in got] == ["0", "1", "2", "3", "4", "5", "7", "8", "9"]
    assert len(errors) == 1
    assert f"{tmp_path}/in.jsonl, line 7" in str(errors[0])


def test_bad_files_do_not_end_the_batch(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4 ...")
    (tmp_path / "b.txt").write_bytes(TEXT.encode("cp1256"))
    (tmp_path / "c.html").write_bytes(b"<html></html>")
    (tmp_path / "d.txt").write_bytes(b"")
    (tmp_path / "e.jsonl").write_bytes(b"\n\n")
    got, errors = read(tmp_path)
    assert [a.text for a in got] == [TEXT]
    assert [e.code for e in errors] == ["file-binary", "page-empty", "file-empty", "file-empty"]


def test_size_cap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item, "LIMIT", 1000)
    (tmp_path / "a.txt").write_text(TEXT * 100)
    lines = [encode(Article("1", TEXT)), encode(Article("2", TEXT * 100)), encode(Article("3", TEXT))]
    (tmp_path / "b.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    got, errors = read(tmp_path)
    assert [a.id for a in got] == ["1", "3"]
    assert [e.code for e in errors] == ["file-too-large", "file-too-large"]
    assert "line 2" in str(errors[1])


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    records = b"".join(encode(Article(str(n), "نص")) + b"\n" for n in range(5))
    monkeypatch.setattr("sys.stdin", Stdin(b"\xef\xbb\xbf" + records))
    got, errors = read("-")
    assert [a.id for a in got] == ["0", "1", "2", "3", "4"]
    monkeypatch.setattr("sys.stdin", Stdin(TEXT.encode("cp1256")))
    assert read("-")[0][0].text == TEXT
    monkeypatch.setattr("sys.stdin", Stdin(b""))
    assert [e.code for e in read("-")[1]] == ["file-empty"]
    assert not errors


def test_records_read_on_after_the_head(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [encode(Article(str(n), "نص" * 20)) for n in range(50)]
    monkeypatch.setattr(item, "LIMIT", max(map(len, records)) + 10)
    monkeypatch.setattr("sys.stdin", Stdin(b"\n".join(records)))
    got, errors = read("-")
    assert not errors
    assert [a.id for a in got] == [str(n) for n in range(50)]


def test_other_records_are_passed_over_and_given_sha_kept(tmp_path: Path) -> None:
    lines = [{"kind": "entity", "id": "e"}, {"kind": "article", "id": "a", "text": "نص", "sha256": "ab"}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (got,), errors = read(tmp_path / "x.jsonl")
    assert got.sha256 == "ab"
    assert not errors
