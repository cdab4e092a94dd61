"""WARC files: codings, kinds of records, what is cut off, damaged or far too large."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.pages_make import chunked, record
from tests.ingest.made import ENGLISH, PERSIAN, SENTENCES, foreign, page, read
from zstandard import ZstdCompressor

from khabar.ingest import item
from khabar.ingest.archives.payload import TooMuch, body

HTML = page()
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "identity": lambda data: data,
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "deflate": zlib.compress,
    "deflate, bare": lambda data: zlib.compress(data)[2:-4],
    "zstd": lambda data: ZstdCompressor().compress(data),
}


def warc(path: Path, *records: bytes, packed: bool = True) -> Path:
    path.write_bytes(b"".join(gzip.compress(r, mtime=0) if packed else r for r in records))
    return path


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("transfer", [False, True])
def test_codings(tmp_path: Path, coding: str, transfer: bool) -> None:
    data = CODINGS[coding](HTML)
    headers = [("Content-Encoding", coding.partition(",")[0])]
    if transfer:
        data, headers = chunked(data), [*headers, ("Transfer-Encoding", "chunked")]
    file = warc(tmp_path / "a.warc.gz", record("https://example.org/1", data, headers=headers))
    (found,), errors, tally = read(file)
    assert not errors
    assert str(tally) == "1 records: 1 articles"
    assert found.item is not None
    assert found.item.data == HTML
    assert found.item.fetched == "2024-03-05T10:00:00Z"
    assert found.article.url == found.item.url == "https://example.org/1"
    assert found.article.source == f"{file}!/https://example.org/1"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_header_that_claims_what_is_undone_already(tmp_path: Path, coding: str) -> None:
    headers = [("Content-Encoding", coding), ("Transfer-Encoding", "chunked")]
    one = record("https://example.org/1", HTML, headers=headers)
    found, errors, _ = read(warc(tmp_path / "a.warc.gz", one, record("https://example.org/2", HTML)))
    assert not errors
    assert [f.item.data for f in found if f.item] == [HTML, HTML]


def test_kinds_of_records(tmp_path: Path) -> None:
    records = [
        record("https://example.org/1", b"GET / HTTP/1.1\r\n\r\n", kind="request", content_type="application/http"),
        record("https://example.org/1", HTML),
        record("https://example.org/1", b"fields", kind="metadata", content_type="application/warc-fields"),
        record("https://example.org/1", b"", kind="revisit"),
        record("https://example.org/2", HTML, kind="resource"),
        record("https://example.org/3", ENGLISH.encode(), kind="conversion", content_type="text/plain"),
        record("https://example.org/4", "\n".join(SENTENCES).encode(), kind="conversion", content_type="text/plain"),
        record("https://example.org/5", b"\x89PNG\r\n", content_type="image/png"),
        record("https://example.org/6", HTML, status="404 Not Found"),
        record("https://example.org/7", foreign(ENGLISH)),
        record("https://example.org/8", foreign(PERSIAN)),
        record("https://example.org/9", HTML, content_type="application/octet-stream"),
    ]  # fmt: skip
    found, errors, tally = read(warc(tmp_path / "a.warc", *records, packed=False))
    assert not errors
    assert [f.article.url for f in found] == [f"https://example.org/{n}" for n in (1, 2, 4, 9)]
    assert (tally.records, tally.articles, tally.foreign, tally.other, tally.failed) == (10, 4, 3, 3, 0)


def test_the_servers_word_on_the_encoding(tmp_path: Path) -> None:
    one = record(
        "https://example.org/1", HTML.decode().encode("cp1256"), content_type="text/html; charset=windows-1256"
    )
    (found,), _, _ = read(warc(tmp_path / "a.warc.gz", one))
    assert found.item is not None
    assert found.item.encoding == "windows-1256"
    assert "المنطقة" in found.article.text


def test_the_same_page_has_the_same_identifier_in_every_archive(tmp_path: Path) -> None:
    one = warc(tmp_path / "a.warc.gz", record("https://example.org/1", HTML))
    other = warc(tmp_path / "b.warc", record("https://example.org/1", HTML, date="2024-04-05T10:00:00Z"), packed=False)
    found, _, _ = read(one, other)
    assert len({f.article.id for f in found}) == 1
    assert len({f.item.fetched for f in found if f.item}) == 2


@pytest.mark.parametrize("packing", ["gzip", "none", "zstd"])
def test_cut_off(tmp_path: Path, packing: str) -> None:
    records = [record(f"https://example.org/{n}", HTML) for n in range(3)]
    pack = {"gzip": lambda d: gzip.compress(d, mtime=0), "none": bytes, "zstd": ZstdCompressor().compress}[packing]
    packed = [pack(r) for r in records]
    whole = b"".join(packed)
    file = tmp_path / {"gzip": "a.warc.gz", "none": "a.warc", "zstd": "a.warc.zst"}[packing]
    last = len(packed[2])
    for cut in (5, last // 3, last // 2, last - 1 if packing == "none" else last - 30):
        file.write_bytes(whole[: len(whole) - cut])
        found, errors, _ = read(file)
        assert [f.article.url for f in found][:2] == ["https://example.org/0", "https://example.org/1"], cut
        if cut > 5:
            assert [e.code for e in errors] == ["archive-damaged"], cut
            assert str(file) in str(errors[0])


def test_damage_in_the_middle(tmp_path: Path) -> None:
    packed = [gzip.compress(record(f"https://example.org/{n}", HTML), mtime=0) for n in range(5)]
    packed[2] = packed[2][:200] + b"damage" + packed[2][206:]
    file = tmp_path / "a.warc.gz"
    file.write_bytes(b"".join(packed))
    found, errors, _ = read(file)
    assert [f.article.url for f in found] == [f"https://example.org/{n}" for n in (0, 1, 3, 4)]
    assert errors
    assert {e.code for e in errors} == {"archive-damaged"}


def test_no_warc_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"hello " * 100)
    (tmp_path / "b.warc.gz").write_bytes(b"")
    found, errors, _ = read(tmp_path / "a.warc", tmp_path / "b.warc.gz")
    assert not found
    assert [e.code for e in errors] == ["archive-damaged", "file-empty"]


def test_a_page_of_300_megabytes(tmp_path: Path) -> None:
    """One in a WARC (zeros, that pack well), one claimed by a server's packing, one as a file: none is taken in."""
    head = record("https://example.org/big", b"").replace(b"Content-Length: 44", b"Content-Length: 314572844")
    assert b"314572844" in head
    big = zlib.compressobj(1, wbits=31)
    packed = big.compress(head[:-4])
    zeros = bytes(1 << 20)
    for _ in range(300):
        packed += big.compress(zeros)
    packed += big.flush()
    bomb = record(
        "https://example.org/bomb", gzip.compress(zeros * 64, 9, mtime=0), headers=[("Content-Encoding", "gzip")]
    )
    file = tmp_path / "a.warc.gz"
    file.write_bytes(
        packed + gzip.compress(bomb, mtime=0) + gzip.compress(record("https://example.org/1", HTML), mtime=0)
    )
    with (tmp_path / "big.html").open("wb") as sparse:
        sparse.truncate(300 << 20)
    tracemalloc.start()
    found, errors, tally = read(file, tmp_path / "big.html")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [f.article.url for f in found] == ["https://example.org/1"]
    assert [e.code for e in errors] == ["file-too-large"] * 3
    assert "https://example.org/big" in str(errors[0])
    assert tally.failed == 2
    assert peak < 6 * item.LIMIT


def test_a_coding_that_is_not_known(tmp_path: Path) -> None:
    one = record("https://example.org/1", b"\x00\x01", headers=[("Content-Encoding", "compress")])
    found, errors, _ = read(warc(tmp_path / "a.warc.gz", one, record("https://example.org/2", HTML)))
    assert len(found) == 1
    assert [e.code for e in errors] == ["archive-damaged"]
    assert "compress" in str(errors[0])


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    class Stdin:
        buffer = Pipe(gzip.compress(record("https://example.org/1", HTML), mtime=0))

    monkeypatch.setattr("sys.stdin", Stdin)
    found, errors, _ = read("-")
    assert not errors
    assert [f.article.url for f in found] == ["https://example.org/1"]


def test_payload_limit() -> None:
    for pack in (gzip.compress, zlib.compress):
        with pytest.raises(TooMuch):
            body(pack(bytes(100_000)), None, "gzip" if pack is gzip.compress else "deflate", 1000)
    assert body(b"5\r\nhello\r\n5\r\nwor", "chunked", None, 1000) == b"hellowor"
