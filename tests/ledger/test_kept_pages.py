"""The ledger keeps the bytes that articles were read from: once, whole, and for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.errors import KhabarError
from khabar.ingest.extract import from_bytes
from khabar.ledger import Ledger

PAGE = (
    "<html><body><h1>عودة الأهالي إلى القرى</h1>" + "<p>قال المحافظ إن الطريق سيفتح أمام الأهالي يوم الأحد.</p>" * 20
).encode()


def test_bytes_come_back_as_they_were(tmp_path: Path) -> None:
    article = from_bytes(PAGE, "a.html", "page", url="https://example.org/1", encoding="utf-8")
    with Ledger(tmp_path / "x.ledger", write=True) as ledger:
        ledger.add(article)
        assert ledger.keep_page(
            article.id, PAGE, content_type="text/html", url="https://example.org/1", fetched="2024-03-05T10:00:00Z",
            source="a.warc.gz", member="https://example.org/1", encoding="utf-8",
        )  # fmt: skip
        (kept,) = ledger.pages(article.id)
        assert (kept.sha256, kept.size, kept.kind, kept.encoding) == (article.sha256, len(PAGE), "page", "utf-8")
        assert (kept.url, kept.fetched, kept.source) == ("https://example.org/1", "2024-03-05T10:00:00Z", "a.warc.gz")
        assert ledger.page_data(kept.sha256) == PAGE
        (stored,) = ledger.connection.execute("SELECT length(zstd) FROM pages").fetchone()
        assert stored < len(PAGE) / 4


def test_once_and_for_good(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    article = from_bytes(PAGE, "a.html", "page")
    with Ledger(path, write=True) as ledger:
        ledger.add(article)
        assert ledger.keep_page(article.id, PAGE, source="one/a.html")
        assert not ledger.keep_page(article.id, PAGE, source="other/a.html")  # the same file somewhere else
        assert ledger.keep_page(article.id, PAGE, url="https://example.org/1", fetched="2024-03-05T10:00:00Z")
        assert ledger.keep_page(article.id, PAGE, url="https://example.org/1", fetched="2024-03-06T10:00:00Z")
        assert ledger.keep_page("another", PAGE)
    before = path.read_bytes()
    with Ledger(path, write=True) as ledger:
        assert not ledger.keep_page(article.id, PAGE, source="again.html")
    assert path.read_bytes() == before
    with Ledger(path, write=True) as ledger:
        article.packs = ["core@9"]
        assert ledger.add(article) == "changed"
        assert len(ledger.pages(article.id)) == 3
        assert ledger.connection.execute("SELECT count(*) FROM pages").fetchone() == (1,)


def test_what_is_not_there_and_what_is_damaged(tmp_path: Path) -> None:
    with Ledger(tmp_path / "x.ledger", write=True) as ledger:
        article = from_bytes(PAGE, "a.html", "page")
        ledger.add(article)
        assert ledger.pages(article.id) == []
        for call, code in (
            (lambda: ledger.pages("none"), "article-unknown"),
            (lambda: ledger.page_data("00"), "page-unknown"),
        ):
            with pytest.raises(KhabarError) as met:
                call()
            assert met.value.code == code
        ledger.keep_page(article.id, PAGE)
        assert article.sha256
        good = ledger.connection.execute("SELECT zstd FROM pages").fetchone()[0]
        from zstandard import ZstdCompressor

        other = ZstdCompressor().compress(PAGE.replace("الأحد".encode(), "الاحد".encode()))
        for frame in (good[: len(good) // 2], b"nothing", other):
            ledger.connection.execute("UPDATE pages SET zstd = ?", (frame,))
            with pytest.raises(KhabarError) as met:
                ledger.page_data(article.sha256)
            assert met.value.code == "page-damaged"


def test_an_empty_page_and_a_large_one(tmp_path: Path) -> None:
    with Ledger(tmp_path / "x.ledger", write=True) as ledger:
        for data in (b"", bytes(5_000_000)):
            ledger.keep_page("a", data)
        assert [len(ledger.page_data(kept.sha256)) for kept in ledger.pages("a")] == [0, 5_000_000]
