# ruff: noqa: E501 - headers and markup are written as they come
"""ZIP, TAR, MHTML, EPUB and packed files: what they hold, what is refused, and that nothing is written."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ingest.made import ENGLISH, PERSIAN, SENTENCES, foreign, page, read, tarred
from tests.ingest.made import zipped as make_zip
from zstandard import ZstdCompressor

from khabar.article import Article, encode
from khabar.ingest import item
from khabar.ingest.archives import unpack, zipped
from khabar.ingest.kinds import kind_of, sniff

HTML = page()
TEXT = "\n".join(SENTENCES).encode()
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": ZstdCompressor().compress,
}
MEMBERS = [
    ("news/a.html", HTML), ("news/b.txt", TEXT), ("c.jsonl", encode(Article("c", "نص قصير"))), ("d.html", foreign(ENGLISH)),
    ("e.html", foreign(PERSIAN)), ("style.css", b"body{}"), (".hidden.html", HTML), ("__MACOSX/a.html", HTML),
]  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives are read in a folder of their own; the tests look at what is in it afterwards."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.mark.parametrize("kind", ["zip", "stored", "tar", *(f"tar.{p}" for p in PACK), "tgz"])
def test_members(tmp_path: Path, kind: str) -> None:
    if kind in ("zip", "stored"):
        file = make_zip(tmp_path / "a.zip", MEMBERS, zipfile.ZIP_STORED if kind == "stored" else zipfile.ZIP_DEFLATED)
    else:
        file = tmp_path / f"a.{kind}"
        pack = PACK["gz" if kind == "tgz" else kind.rpartition(".")[2]] if kind != "tar" else bytes
        file.write_bytes(pack(tarred(MEMBERS)))
    found, errors, tally = read(file)
    assert not errors
    assert [f.article.source for f in found] == [f"{file}!/{n}" for n in ("news/a.html", "news/b.txt", "c.jsonl")]
    assert [f.item.member if f.item else None for f in found] == ["news/a.html", "news/b.txt", None]
    assert found[0].item is not None
    assert found[0].item.data == HTML
    assert (tally.records, tally.articles, tally.foreign, tally.other) == (6, 3, 2, 1)
    # the same page has the same identifier inside and outside
    (tmp_path / "a.html").write_bytes(HTML)
    assert read(tmp_path / "a.html")[0][0].article.id == found[0].article.id
    assert list(Path().iterdir()) == []


def test_named_outright_it_is_told_by_its_content(tmp_path: Path) -> None:
    for name, data in (
        ("z", make_zip(tmp_path / "x.zip", MEMBERS).read_bytes()),
        ("t", tarred(MEMBERS)),
        ("g", gzip.compress(tarred(MEMBERS))),
    ):
        (tmp_path / name).write_bytes(data)
        found, errors, _ = read(tmp_path / name)
        assert (len(found), errors) == (3, [])
    (tmp_path / "p").write_bytes(gzip.compress(HTML))
    assert "المنطقة" in read(tmp_path / "p")[0][0].article.text


@pytest.mark.parametrize("packing", PACK)
def test_packed_files(tmp_path: Path, packing: str) -> None:
    (tmp_path / f"a.html.{packing}").write_bytes(PACK[packing](HTML))
    (tmp_path / f"b.txt.{packing}").write_bytes(PACK[packing](TEXT) + PACK[packing](TEXT))
    records = b"\n".join(encode(Article(str(n), "نص")) for n in range(2000))
    (tmp_path / f"c.jsonl.{packing}").write_bytes(PACK[packing](records))
    (tmp_path / f"d.log.{packing}").write_bytes(PACK[packing](TEXT))  # nothing that folders are searched for
    found, errors, _ = read(tmp_path)
    assert not errors
    assert found[0].item is not None
    assert found[0].item.data == HTML
    assert found[1].article.text == (TEXT + TEXT).decode()
    assert [f.article.id for f in found[2:]] == [str(n) for n in range(2000)]


@pytest.mark.parametrize("packing", PACK)
def test_packed_and_cut_off(tmp_path: Path, packing: str) -> None:
    records = b"\n".join(encode(Article(str(n), f"نص {n * 7919}")) for n in range(5000)) + b"\n"
    (tmp_path / f"a.jsonl.{packing}").write_bytes(PACK[packing](records)[:-200])
    found, errors, _ = read(tmp_path)
    assert [e.code for e in errors] == ["archive-damaged"]
    assert [f.article.id for f in found] == [str(n) for n in range(len(found))]
    if packing in ("gz", "zst"):  # the others unpack in large blocks
        assert len(found) > 1000


def test_an_archive_in_an_archive(tmp_path: Path) -> None:
    inner = make_zip(tmp_path / "inner.zip", [("x.html", HTML)]).read_bytes()
    packed = ("deep.tar.gz", gzip.compress(tarred([("y.html", HTML), ("inner.zip", inner)])))
    file = make_zip(
        tmp_path / "outer.zip", [("inner.zip", inner), packed, ("z.html.gz", gzip.compress(HTML)), ("last.html", HTML)]
    )
    found, errors, tally = read(file)
    sources = [str(f.article.source).removeprefix(f"{file}!/") for f in found]
    assert sources == ["inner.zip!/x.html", "deep.tar.gz!/y.html", "z.html.gz", "last.html"]
    assert [e.code for e in errors] == ["archive-nested"]
    assert f"{file}!/deep.tar.gz!/inner.zip" in str(errors[0])
    assert tally.failed == 1


def test_paths_that_climb_out_and_links(tmp_path: Path) -> None:
    names = ["../up.html", "/etc/abs.html", "C:\\drive.html", "a/../../b.html", "..\\win.html"]
    good = ("good..name/fine.html", HTML)
    zip_file = make_zip(tmp_path / "a.zip", [*((n, HTML) for n in names), good])
    symbolic, hard = tarfile.TarInfo("link.html"), tarfile.TarInfo("hard.html")
    symbolic.type, symbolic.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard.type, hard.linkname = tarfile.LNKTYPE, "good.html"
    (tmp_path / "b.tar").write_bytes(tarred([*((n, HTML) for n in names), symbolic, hard, good]))
    for file, told in ((zip_file, 5), (tmp_path / "b.tar", 7)):
        found, errors, tally = read(file)
        assert [f.item.member for f in found if f.item] == ["good..name/fine.html"]
        assert [e.code for e in errors] == ["archive-path"]
        assert f"{told} passed over" in str(errors[0])
        assert "../up.html" in str(errors[0])
        assert (tally.records, tally.failed) == (told + 1, told)
    assert list(Path().iterdir()) == []
    assert not (tmp_path / "up.html").exists()
    assert not (tmp_path / "b.html").exists()


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "FLOOR", 1 << 19)
    monkeypatch.setattr(zipped, "FLOOR", 1 << 19)
    monkeypatch.setattr(item, "LIMIT", 2 << 20)
    zeros = bytes(2_000_000)
    zip_file = make_zip(tmp_path / "a.zip", [("bomb.html", zeros), ("good.html", HTML)])
    tar_file = tmp_path / "b.tar.gz"
    tar_file.write_bytes(
        gzip.compress(tarred([("good.html", HTML), ("bomb.html", zeros), ("late.html", HTML)]), mtime=0)
    )
    text_file = tmp_path / "c.txt.gz"
    text_file.write_bytes(gzip.compress(b" " * 2_000_000, mtime=0))
    for file, where in ((zip_file, "a.zip!/bomb.html"), (tar_file, "b.tar.gz!/bomb.html"), (text_file, "c.txt.gz")):
        tracemalloc.start()
        found, errors, _ = read(file)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert [e.code for e in errors] == ["archive-bomb"]
        assert where in str(errors[0])
        assert [f.item.member for f in found if f.item] == (["good.html"] if file != text_file else [])
        assert peak < 8 << 20


def test_many_members_of_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members may overlap: each is small and packs well, together they are too much."""
    monkeypatch.setattr(zipped, "FLOOR", 1 << 20)
    file = make_zip(tmp_path / "a.zip", [(f"{n}.txt", bytes([65 + n]) * 900_000) for n in range(20)])
    _, errors, _ = read(file)
    assert errors[-1].code == "archive-bomb"


def test_a_member_that_gives_something_else_than_it_claims(tmp_path: Path) -> None:
    file = make_zip(tmp_path / "a.zip", [("liar.html", HTML * 50), ("good.html", HTML)])
    data = file.read_bytes()
    real = (len(HTML) * 50).to_bytes(4, "little")
    assert data.count(real) == 2
    file.write_bytes(data.replace(real, (len(HTML)).to_bytes(4, "little")))
    found, errors, _ = read(file)
    assert [f.item.member for f in found if f.item] == ["good.html"]
    assert [e.code for e in errors] == ["archive-damaged"]
    assert "a.zip!/liar.html" in str(errors[0])


def test_too_large_a_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item, "LIMIT", 3000)
    large = page(body=SENTENCES * 20)
    (tmp_path / "b.tar").write_bytes(tarred([("large.html", large), ("good.html", HTML)]))
    for file in (make_zip(tmp_path / "a.zip", [("large.html", large), ("good.html", HTML)]), tmp_path / "b.tar"):
        found, errors, _ = read(file)
        assert [f.item.member for f in found if f.item] == ["good.html"]
        assert [e.code for e in errors] == ["file-too-large"]
        assert "large.html" in str(errors[0])


def test_encrypted_members(tmp_path: Path) -> None:
    file = make_zip(tmp_path / "a.zip", [("secret.html", HTML), ("other.html", HTML), ("good.html", HTML)])
    data = bytearray(file.read_bytes())
    for name in (b"secret.html", b"other.html"):
        local, central = data.find(name), data.rfind(name)
        data[local - 24] |= 1  # the general purpose flag, in the member's own header and in the table
        data[central - 38] |= 1
    file.write_bytes(data)
    found, errors, _ = read(file)
    assert [f.item.member for f in found if f.item] == ["good.html"]
    assert [e.code for e in errors] == ["archive-locked"]
    assert "2 encrypted: secret.html, other.html" in str(errors[0])


def test_archives_that_are_damaged_or_something_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = make_zip(tmp_path / "whole.zip", MEMBERS).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    make_zip(tmp_path / "office.zip", [("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")])
    make_zip(tmp_path / "empty.zip", [])
    packed = gzip.compress(tarred(MEMBERS), mtime=0)
    (tmp_path / "cut.tar.gz").write_bytes(packed[:-60])
    (tmp_path / "not.tar").write_bytes(b"no archive at all " * 100)
    expected = {
        "cut.zip": "archive-damaged", "office.zip": "file-binary", "empty.zip": "file-empty", "cut.tar.gz": "archive-damaged",
        "not.tar": "archive-damaged",
    }  # fmt: skip
    for name, code in expected.items():
        found, errors, _ = read(tmp_path / name)
        assert [e.code for e in errors] == [code], name
        assert name in str(errors[0])
        assert bool(found) == (name == "cut.tar.gz")
    monkeypatch.setattr(zipped, "TABLE", 100)
    assert "table" in str(read(tmp_path / "whole.zip")[1][0])


def test_a_header_without_end_in_a_tar(tmp_path: Path) -> None:
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 1 << 30
    (tmp_path / "a.tar").write_bytes(
        tarred([("good.html", HTML)])[: 512 + -(-len(HTML) // 512) * 512] + header.tobuf() + bytes(1 << 20)
    )
    tracemalloc.start()
    found, errors, _ = read(tmp_path / "a.tar")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [f.item.member for f in found if f.item] == ["good.html"]
    assert [e.code for e in errors] == ["archive-damaged"]
    assert peak < 32 << 20


def mhtml(
    parts: list[tuple[str, bytes]],
    start: str = "",
    head: str = "Snapshot-Content-Location: https://example.org/saved\r\n",
) -> bytes:
    out = [
        f'From: <Saved by a browser>\r\n{head}Date: Tue, 5 Mar 2024 10:00:00 +0300\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----x"{start}\r\n\r\n'.encode()
    ]
    out += [b"------x\r\n" + header.encode() + b"\r\n\r\n" + data + b"\r\n" for header, data in parts]
    return b"".join([*out, b"------x--\r\n"])


def test_mhtml(tmp_path: Path) -> None:
    import base64
    import quopri

    frame = (
        "Content-Type: text/html\r\nContent-ID: <frame>\r\nContent-Transfer-Encoding: base64",
        base64.b64encode(foreign(ENGLISH)),
    )
    root = (
        "Content-Type: text/html; charset=windows-1256\r\nContent-ID: <root>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/1",
        quopri.encodestring(HTML.decode().encode("cp1256")),
    )
    image = ("Content-Type: image/png\r\nContent-Transfer-Encoding: base64", base64.b64encode(bytes(1000)))
    for name, data in (
        ("a.mhtml", mhtml([root, image, frame])),
        ("b.mht", mhtml([frame, root, image], '; start="<root>"')),
        ("c", mhtml([root])),
    ):
        (tmp_path / name).write_bytes(data)
        (found,), errors, _ = read(tmp_path / name)
        assert not errors
        assert found.item is not None
        assert found.item.data.decode("cp1256") == HTML.decode()
        assert (found.item.encoding, found.item.fetched) == ("windows-1256", "2024-03-05T07:00:00Z")
        assert found.article.url == "https://example.org/1"
    (tmp_path / "d.mhtml").write_bytes(mhtml([image]))
    assert [e.code for e in read(tmp_path / "d.mhtml")[1]] == ["archive-damaged"]


def test_epub(tmp_path: Path) -> None:
    container = '<?xml version="1.0"?><container xmlns="urn:x"><rootfiles><rootfile full-path="OPS/package.opf"/></rootfiles></container>'
    package = """<?xml version="1.0"?><!DOCTYPE package [<!ENTITY e SYSTEM "file:///etc/passwd">]><package xmlns="urn:y"><manifest>
    <item id="nav" href="nav.xhtml" properties="nav"/><item id="one" href="text/one.xml"/><item id="two" href="text/tw%6f.xhtml"/>
    <item id="gone" href="gone.xhtml"/></manifest><spine><itemref idref="nav"/><itemref idref="two"/><itemref idref="gone"/><itemref idref="one"/></spine></package>"""
    members = [
        ("mimetype", b"application/epub+zip"), ("META-INF/container.xml", container.encode()), ("OPS/package.opf", package.encode()),
        ("OPS/nav.xhtml", HTML), ("OPS/text/one.xml", page("الأول في الكتاب")), ("OPS/text/two.xhtml", page("الثاني في الكتاب")),
        ("OPS/unread.xhtml", HTML),
    ]  # fmt: skip
    file = make_zip(tmp_path / "a.epub", members, zipfile.ZIP_STORED)
    assert sniff(file.read_bytes()[:200]) == "epub"
    found, errors, tally = read(file)
    assert not errors
    assert [f.article.title for f in found] == ["الثاني في الكتاب", "الأول في الكتاب"]
    assert tally.records == 2
    make_zip(tmp_path / "b.epub", [("a.xhtml", HTML), ("META-INF/container.xml", b"<broken")])
    assert len(read(tmp_path / "b.epub")[0]) == 1


def test_kinds_by_name() -> None:
    expected = {
        "a.TXT": "text", "a.warc.gz": "warc", "a.warc.zst": "warc", "a.tar.xz": "tar", "a.tgz": "tar", "a.jsonl.gz": "gzip",
        "a.html.zst": "zstd", "a.gz": None, "a.log.gz": None, "a.exe": None, "a.pdf": "pdf", "a.epub": "epub", "a.mht": "mhtml",
    }  # fmt: skip
    assert {name: kind_of(name) for name in expected} == expected


def test_a_stream_that_cannot_go_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    class Stdin:
        buffer = Pipe(make_zip(tmp_path / "a.zip", MEMBERS).read_bytes())

    monkeypatch.setattr("sys.stdin", Stdin)
    found, errors, _ = read("-")
    assert (len(found), errors) == (3, [])
