"""`khabar read`, `search`, `export`: a ledger made, asked and written out, and bad input of every kind."""

from __future__ import annotations

import json
import resource
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from khabar import article as a
from khabar.ledger import open_ledger
from khabar.ledger.schema import VERSION

Run = Callable[..., Any]
TEXT = "قال مصدر محلي إن وفدا من الإدارة وصل إلى المدينة يوم الثلاثاء.\nوأضاف المصدر أن اللقاء تناول فتح الطريق.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with four good articles and four bad things."""
    made = tmp_path / "articles"
    (made / "sub").mkdir(parents=True)
    (made / "a.txt").write_text(TEXT)
    (made / "b.txt").write_bytes(TEXT.encode("cp1256"))
    (made / "c.html").write_text(f"<html><body><article><h1>عنوان الخبر</h1><p>{TEXT}</p></article></body></html>")
    (made / "d.txt").write_bytes(b"%PDF-1.4\x00\x01")
    (made / "e.txt").write_bytes(b"")
    lines = [json.dumps({"kind": "article", "id": f"j{n}", "text": TEXT, "outlet": "agency"}) for n in range(8)]
    lines[6] = "{broken"
    (made / "sub/f.jsonl").write_text("\n".join(lines))
    return made


def test_read_search_export(khabar: Run, folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "x.ledger"
    done = khabar("read", folder, "--ledger", ledger, "--outlet", "given")
    assert done.code == 1
    assert done.out == f"{ledger}: 10 new, 0 read anew, 0 as before\n"
    head, *listed = done.err.splitlines()
    assert head == "khabar: 3 could not be read:"
    assert [
        part in line
        for part, line in zip(["d.txt: not text", "e.txt: the file holds no text", "line 7"], listed, strict=True)
    ]
    with open_ledger(ledger) as held:
        assert {x.outlet for x in held.articles()} == {"given", "agency"}
        assert held.counts()["copies"] == 1
        (windows,) = [x for x in held.articles() if x.source and x.source.endswith("b.txt")]
        assert windows.text == TEXT

    before = ledger.read_bytes()
    assert (
        khabar("read", folder, "--ledger", ledger, "--outlet", "given").out
        == f"{ledger}: 0 new, 0 read anew, 10 as before\n"
    )
    assert ledger.read_bytes() == before

    done = khabar("search", "الادارة", "--ledger", ledger, "--limit", "2")
    assert done.code == 0
    assert done.out.count("[الإدارة]") == 2
    found = json.loads(khabar("search", "الادارة", "--ledger", ledger, "--json").out.splitlines()[0])
    assert found["snippet"][slice(*found["matches"][0])]
    done = khabar("search", "شيءغيرموجود", "--ledger", ledger)
    assert (done.code, done.err) == (1, "khabar: nothing found\n")

    assert khabar("export", "--ledger", ledger, "--to", "interchange", "--output", tmp_path / "x.jsonl").code == 0
    records = list(a.read_jsonl((tmp_path / "x.jsonl").open("rb"), "x"))
    assert [type(r).__name__ for r in records] == ["Article"] * 10 + ["Entity", "Copies"]
    again = tmp_path / "again.ledger"
    assert khabar("read", tmp_path / "x.jsonl", "--ledger", again).code == 0
    with open_ledger(ledger) as one, open_ledger(again) as other:
        assert list(one.articles()) == list(other.articles())


def one_line(done: Any, *parts: str) -> None:
    assert done.code == 1
    assert done.err.count("\n") == 1, done.err
    assert all(part in done.err for part in parts), done.err


def test_empty_folder(khabar: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    one_line(
        khabar("read", tmp_path / "empty", "--ledger", tmp_path / "x.ledger"), "empty: the folder holds no", "Point at"
    )
    assert not (tmp_path / "x.ledger").exists()


def test_binary_file(khabar: Run, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(bytes(range(256)))
    one_line(khabar("read", tmp_path / "x.bin", "--ledger", tmp_path / "x.ledger"), "x.bin: not text")


def test_windows_1256_is_read(khabar: Run, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(TEXT.encode("cp1256"))
    assert khabar("read", tmp_path / "x.txt", "--ledger", tmp_path / "x.ledger").code == 0


def test_ledger_is_a_folder(khabar: Run, folder: Path) -> None:
    one_line(khabar("read", folder, "--ledger", folder), "is a folder", "Give a file name")
    one_line(khabar("search", "x", "--ledger", folder), "is a folder")


def test_ledger_is_missing_or_foreign(khabar: Run, folder: Path, tmp_path: Path) -> None:
    one_line(khabar("search", "x", "--ledger", tmp_path / "none"), "there is no such ledger", "khabar read")
    one_line(khabar("read", folder, "--ledger", folder / "a.txt"), "not a khabar ledger")
    assert (folder / "a.txt").read_text() == TEXT


def test_newer_ledger(khabar: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    open_ledger(path, write=True).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    for arguments in (["read", folder], ["search", "x"], ["export"]):
        one_line(khabar(*arguments, "--ledger", path), "newer khabar", "Install a newer khabar")
    assert path.read_bytes() == before


def test_no_space_for_the_ledger(khabar: Run, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk: what was kept before stays, the rest is said."""
    lines = [json.dumps({"kind": "article", "id": f"j{n}", "text": f"{n} {TEXT}" * 30}) for n in range(200)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    ledger = tmp_path / "x.ledger"
    assert khabar("read", tmp_path / "in.jsonl", "--ledger", tmp_path / "whole.ledger").code == 0
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, old[1]))
    try:
        done = khabar("read", tmp_path / "in.jsonl", "--ledger", ledger)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    one_line(done, "no space left", "Free some space")
    with open_ledger(ledger) as held:
        kept = held.counts()["articles"]
        assert held.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert 0 < kept < 200
    done = khabar("read", tmp_path / "in.jsonl", "--ledger", ledger)
    assert done.code == 0
    assert f"{200 - kept} new" in done.out
