"""Shards: every byte in one part, whole lines, and what did not change is found again."""

from __future__ import annotations

import gzip
import hashlib
import io
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.article import Article, encode
from khabar.errors import KhabarError
from khabar.ingest.files import Given, read_file
from khabar.ingest.item import Tally
from khabar.shards import plan
from khabar.shards.pieces import Slice, found
from khabar.shards.plan import Shard, lines, records, shards
from khabar.shards.reading import reading

READING = reading()


def planned(files: list[Path], megabytes: float = 4) -> list[Shard]:
    errors: list[KhabarError] = []
    out = list(shards(map(str, files), READING, errors, megabytes))
    assert errors == []
    return out


@given(st.lists(st.binary(max_size=60), max_size=60), st.integers(1, 200))
def test_parts_of_lines(rows: list[bytes], limit: int) -> None:
    data = b"\n".join(rows)
    parts = list(lines(io.BytesIO(data), limit))
    assert b"".join(data[start:end] for start, end, _, _ in parts) == data
    for start, end, line, sha256 in parts:
        assert start == 0 or data[start - 1 : start] == b"\n"
        assert line == data.count(b"\n", 0, start) + 1
        assert hashlib.sha256(data[start:end]).hexdigest() == sha256
        assert end > start


def test_lines_at_the_head_change_the_first_part_alone() -> None:
    chance = random.Random(1)
    rows = [b"%x" % chance.getrandbits(400) for _ in range(5000)]
    old = {sha256 for *_, sha256 in lines(io.BytesIO(b"\n".join(rows)), 20_000)}
    new = {sha256 for *_, sha256 in lines(io.BytesIO(b"\n".join([b"new", *rows])), 20_000)}
    assert len(old) > 10
    assert len(old - new) <= 2


def test_small_files_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "FILES", 8)
    files = [tmp_path / f"{n:03}.txt" for n in range(100)]
    for file in files:
        file.write_text(f"نص {file.name}")
    before = planned(files)
    assert [piece.name for shard in before for piece in shard.pieces] == list(map(str, files))
    assert 5 < len(before) < 30
    between = tmp_path / "050a.txt"
    between.write_text("خبر آخر")
    after = planned(sorted([*files, between]))
    assert len({s.key for s in before} - {s.key for s in after}) == 1
    files[20].write_text("خبر تغير")
    changed = planned(files)
    assert len({s.key for s in before} - {s.key for s in changed}) == 1


def test_a_shard_is_called_after_its_input_and_reading(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("نص")
    (one,) = planned([file])
    (again,) = planned([file])
    assert one.key == again.key
    (other,) = shards([str(file)], reading(given="another outlet"), [])
    assert other.key != one.key


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    errors: list[KhabarError] = []
    assert list(shards([str(tmp_path / "missing.txt")], READING, errors)) == []
    assert [e.code for e in errors] == ["path-unreadable"]


@given(st.binary(max_size=200), st.data())
def test_a_slice_is_a_file(data: bytes, drawn: st.DataObject) -> None:
    start = drawn.draw(st.integers(0, len(data)))
    end = drawn.draw(st.integers(start, len(data)))
    part = Slice(io.BytesIO(data), start, end)
    assert part.read() == data[start:end]
    at = drawn.draw(st.integers(0, end - start))
    assert part.seek(at) == at
    assert part.read(5) == data[start:end][at : at + 5]
    assert part.seek(0, io.SEEK_END) == end - start


def both_ways(path: Path, megabytes: float) -> int:
    """How many parts a file has; they hold together what the file holds."""
    whole_errors: list[KhabarError] = []
    errors: list[KhabarError] = []
    whole = [encode(a) for a in read_file(str(path), Given(), whole_errors)]
    cut = planned([path], megabytes)
    parts = [encode(f.article) for s in cut for p in s.pieces for f in found(p, Given(), errors, Tally())]
    assert parts == whole != []
    assert [str(e) for e in errors] == [str(e) for e in whole_errors]
    return len(cut)


def test_records_in_parts_are_the_records(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [encode(Article(f"a{n}", "نص طويل " * 40)) for n in range(60)]
    rows[33] = b'{"kind": "article"'
    path.write_bytes(b"\xef\xbb\xbf" + b"\n".join(rows) + b"\n\n")
    assert both_ways(path, 0.002) > 4


def warc(path: Path, pages: int) -> None:
    with path.open("wb") as stream:
        for n in range(pages):
            text = "".join(
                f"<p>وصل وفد البلدة رقم {n} إلى المدينة صباح اليوم وزار سوقها القديمة ومدرستها.</p>" for _ in range(6)
            )
            html = f"<html><head><title>خبر {n}</title></head><body><article>{text}</article></body></html>".encode()
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://paper.example/{n}\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012}>\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            ).encode()
            stream.write(gzip.compress(head + http + b"\r\n\r\n", mtime=0))


def test_an_archive_is_cut_between_records(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    warc(path, 40)
    assert both_ways(path, 0.003) > 3
    with path.open("rb") as stream:
        data = path.read_bytes()
        parts = list(records(stream, 3000))
    assert b"".join(data[start:end] for start, end, *_ in parts) == data
    for start, end, _, sha256 in parts:
        assert gzip.decompress(data[start:end]).startswith(b"WARC/1.0")
        assert hashlib.sha256(data[start:end]).hexdigest() == sha256


def test_ever_smaller_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [b"%d\n" % n for n in range(7)]
    path.write_bytes(b"".join(rows))
    page = tmp_path / "b.html"
    page.write_text("<html></html>")
    (whole,) = planned([path, page])
    todo, single = [whole], []
    while todo:
        shard = todo.pop(0)
        parts = plan.smaller(shard, READING)
        assert len(parts) in (0, 2)
        todo += parts
        if not parts:
            single.append(shard)
    lines_of = sorted((p.line, path.read_bytes()[p.start : p.end]) for s in single for p in s.pieces if p.end)
    assert lines_of == [(n + 1, row) for n, row in enumerate(rows)]
    assert [p.name for s in single for p in s.pieces if p.end is None] == [str(page)]
    assert len({s.key for s in single}) == 8
