"""`khabar read` keeps pages, `khabar page` gives them back and says where spans stand in them."""

from __future__ import annotations

import argparse
import gzip
import importlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bench.pages_make import record
from tests.ingest.made import ENGLISH, SENTENCES, foreign, page

import khabar.ledger.relations  # noqa: F401 - before the stand-in for the packs is in its place
from khabar.article import Article, encode
from khabar.ledger import open_ledger

Run = Callable[..., Any]
DOCS = (Path(__file__).parents[2] / "docs" / "gathering.md").read_text("utf-8")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    records = [
        record(
            "https://example.org/1", page().decode().encode("cp1256"), content_type="text/html; charset=windows-1256"
        ),
        record("https://example.org/2", foreign(ENGLISH)),
        record("https://example.org/3.gif", b"GIF89a", content_type="image/gif"),
    ]
    file = tmp_path / "a.warc.gz"
    file.write_bytes(b"".join(gzip.compress(r, mtime=0) for r in records))
    return file


def only(ledger: Path) -> Article:
    with open_ledger(ledger) as opened:
        (article,) = opened.articles(bare=True)
        return article


def test_read_keeps_pages_and_counts_what_archives_hold(khabar: Run, archive: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "x.ledger"
    done = khabar("read", archive, "--ledger", ledger)
    assert (done.code, done.out) == (0, f"{ledger}: 1 new, 0 read anew, 0 as before\n")
    assert "3 records: 1 articles, 1 not Arabic, 1 " in done.err
    article = only(ledger)
    listed = khabar("page", article.id, "--ledger", ledger, "--list")
    assert listed.code == 0
    for part in (article.sha256, "windows-1256", "https://example.org/1", "fetched 2024-03-05T10:00:00Z", str(archive)):
        assert part in listed.out
    assert khabar("page", article.id, "--ledger", ledger, "--to", tmp_path / "p.html").code == 0
    assert (tmp_path / "p.html").read_bytes().decode("cp1256") == page().decode()
    assert khabar("read", archive, "--ledger", ledger).out.endswith("0 new, 0 read anew, 1 as before\n")
    assert len(khabar("page", article.id, "--ledger", ledger, "--list").out.splitlines()) == 1


def test_a_span(khabar: Run, archive: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "x.ledger"
    khabar("read", archive, "--ledger", ledger)
    article = only(ledger)
    start = article.text.index("المنطقة")
    done = khabar("page", article.id, "-l", ledger, "--span", f"{start}:{start + 7}")
    assert done.code == 0
    assert "read again: the same text" in done.out
    found = re.search(r"bytes (\d+)–(\d+)", done.out)
    assert found
    data = page().decode().encode("cp1256")
    assert data[int(found[1]) : int(found[2])].decode("cp1256") == "المنطقة"
    assert done.out.count("المنطقة") == 2  # as the article has it, and as the page does


def test_a_span_of_another_text(khabar: Run, archive: Path, tmp_path: Path) -> None:
    """What an earlier program read otherwise is said, and what is not in the page has no place in it."""
    ledger = tmp_path / "x.ledger"
    khabar("read", archive, "--ledger", ledger)
    article = only(ledger)
    with open_ledger(ledger, write=True) as opened:
        opened.connection.execute("UPDATE articles SET text = 'كلمة غريبة\n' || text")
    done = khabar("page", article.id, "-l", ledger, "--span", "0:30")
    assert done.code == 1
    assert "another text now" in done.out
    assert "0:10 nowhere" in done.out


def test_without_pages_and_records(khabar: Run, archive: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "x.ledger"
    (tmp_path / "r.jsonl").write_bytes(encode(Article("r1", SENTENCES[0])))
    assert khabar("read", archive, tmp_path / "r.jsonl", "--ledger", ledger, "--no-pages").code == 0
    with open_ledger(ledger) as opened:
        names = [a.id for a in opened.articles()]
        assert opened.connection.execute("SELECT count(*) FROM pages").fetchone() == (0,)
    assert len(names) == 2
    for name in names:
        done = khabar("page", name, "--ledger", ledger)
        assert (done.code, done.out) == (1, "")
        assert "keeps no page" in done.err
    assert "no such article" in khabar("page", "nobody", "--ledger", ledger).err


def test_a_text_file_on_standard_output(khabar: Run, tmp_path: Path) -> None:
    data = "\r\n".join(SENTENCES).encode("cp1256")
    (tmp_path / "a.txt").write_bytes(data)
    khabar("read", tmp_path / "a.txt", "--ledger", tmp_path / "x.ledger")
    article = only(tmp_path / "x.ledger")
    done = khabar("page", article.id, "--ledger", tmp_path / "x.ledger", "--to", tmp_path / "b.txt")
    assert (tmp_path / "b.txt").read_bytes() == data
    assert str(article.sha256) in done.err
    assert khabar("page", article.id, "--ledger", tmp_path / "x.ledger", "--span", "0:99999").code == 1


@pytest.mark.parametrize("span", ["5", "5:", "9:3", "a:b", "-1:3"])
def test_spans_that_are_none(khabar: Run, span: str) -> None:
    assert khabar("page", "x", "--ledger", "y", f"--span={span}").code == 2


def test_annotate_reads_archives(khabar: Run, archive: Path, tmp_path: Path) -> None:
    done = khabar("annotate", archive, "-o", tmp_path / "out.jsonl")
    assert done.code == 0
    assert "3 records" in done.err
    assert (tmp_path / "out.jsonl").read_text().count('"kind":"article"') == 1


def test_options_are_documented() -> None:
    for name in ("page", "read"):
        parser = argparse.ArgumentParser()
        importlib.import_module(f"khabar.cli.{name}").add_arguments(parser)
        assert f"khabar {name}" in DOCS
        own = ("--to", "--span", "--list", "--no-pages")
        for action in parser._actions:
            for option in action.option_strings:
                assert option not in own or f"`{option}" in DOCS, option
