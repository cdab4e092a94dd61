"""Parquet and spreadsheets as articles: wide, many, cut off, too large, or not to be read here."""

from __future__ import annotations

import builtins
import datetime
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from khabar.article import Article
from khabar.errors import KhabarError
from khabar.ingest.files import Given, read_articles
from khabar.ingest.tables import sheets

TEXT = (
    "وصل وفد من الإدارة إلى المدينة صباح اليوم، واستقبله المحافظ في مبنى البلدية. وقال متحدث باسم البلدية إن اللقاء"
    " تناول فتح الطريق الواصل بين القريتين، وإعادة تشغيل محطة المياه."
)


def read(path: Path, *columns: tuple[str, str]) -> tuple[list[Article], list[KhabarError]]:
    errors: list[KhabarError] = []
    return list(read_articles([path], Given(columns=columns), errors)), errors


# Parquet


def parquet(path: Path, columns: dict[str, Any], **how: Any) -> Path:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet as files

    files.write_table(pa.table(columns), path, **how)
    return path


def test_parquet(tmp_path: Path) -> None:
    import pyarrow as pa

    moment = datetime.datetime(2024, 3, 5, 23, 30)
    path = parquet(tmp_path / "t.parquet", {
        "doc": [f"d{n}" for n in range(700)],
        "Content": pa.array([f"{TEXT} {n}" for n in range(700)]).dictionary_encode(),
        "when": pa.array([1709681400123456789 + n for n in range(700)], pa.timestamp("ns")),
        "Published_At": pa.array([moment] * 700, pa.timestamp("us", "Asia/Damascus")),
        "source": [b"\xe6\xdf\xc7\xe1\xc9"] * 700, "value": [1.5] * 700,
    }, row_group_size=300)  # fmt: skip
    articles, errors = read(path, ("id", "doc"))
    assert errors == []
    assert [a.id for a in articles] == [f"d{n}" for n in range(700)]
    assert articles[699].text == f"{TEXT} 699"
    assert articles[699].source == f"{path}#row=700"
    assert {(a.published.earliest, a.outlet) for a in articles} == {("2024-03-06", "وكالة")}
    articles, _ = read(path, ("published", "when"))
    assert {a.published.earliest for a in articles} == {"2024-03-05"}


def test_parquet_without_usual_names(tmp_path: Path) -> None:
    path = parquet(tmp_path / "t.parquet", {"a": [1, 2], "b": ["موجز"] * 2, "c": [f"{TEXT} {n}" for n in range(2)]})
    assert [a.text for a in read(path)[0]] == [f"{TEXT} 0", f"{TEXT} 1"]
    path = parquet(tmp_path / "u.parquet", {"a": [1, 2], "b": ["موجز"] * 2})
    ((problem,),) = [read(path)[1]]
    assert (problem.code, "columns: a, b" in problem.message) == ("table-no-text", True)


def test_parquet_with_very_many_columns(tmp_path: Path) -> None:
    columns: dict[str, Any] = {f"c{n}": [n] for n in range(10_000)}
    columns["text"] = [TEXT]
    path = parquet(tmp_path / "wide.parquet", columns, write_statistics=False, compression="none")
    articles, errors = read(path)
    assert ([a.text for a in articles], errors) == ([TEXT], [])


def test_parquet_cut_off_and_damaged(tmp_path: Path) -> None:
    path = parquet(tmp_path / "t.parquet", {"text": [f"{TEXT} {n}" for n in range(900)]}, row_group_size=300)
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    other = tmp_path / "z.txt"
    other.write_text(TEXT)
    errors: list[KhabarError] = []
    articles = list(read_articles([path, other], Given(), errors))
    assert ([a.text for a in articles], [e.code for e in errors]) == ([TEXT], ["table-broken"])
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] + bytes(2000) + whole[middle + 2000 :])
    articles, errors = read(path)
    assert [e.code for e in errors] == ["table-broken"]
    assert len(articles) >= 256  # what comes before the damage
    path.write_bytes(b"PAR1" + bytes(50))
    assert [e.code for e in read(path)[1]] == ["table-broken"]


def test_parquet_by_its_beginning(tmp_path: Path) -> None:
    path = parquet(tmp_path / "t.parquet", {"text": [TEXT]})
    path = path.rename(tmp_path / "dump")
    assert len(read(path)[0]) == 1


def test_parquet_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parquet(tmp_path / "t.parquet", {"text": [TEXT]})
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(f"No module named {name!r}")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    _, errors = read(path)
    assert [e.code for e in errors] == ["table-part"]
    assert "pip install 'khabar[scale]'" in errors[0].hint


# spreadsheets


def xlsx(path: Path, *books: tuple[str, Sequence[Sequence[object]]]) -> Path:
    """A book with these sheets, as spreadsheet programs write them."""

    def cell(row: int, column: int, value: object) -> str:
        place = f'r="{chr(65 + column)}{row}"'
        if isinstance(value, int | float):
            return f"<c {place}><v>{value}</v></c>"
        if isinstance(value, datetime.date):
            return f'<c {place} s="1"><v>{(value - datetime.date(1899, 12, 30)).days}</v></c>'
        return f'<c {place} t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value is not None else ""

    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"

    def links(*of: tuple[str, str, str]) -> str:
        inner = "".join(f'<Relationship Id="{n}" Type="{office}/{kind}" Target="{to}"/>' for n, kind, to in of)
        return f'<Relationships xmlns="{package}/relationships">{inner}</Relationships>'

    numbers = range(1, len(books) + 1)
    names = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, (n, _) in zip(numbers, books, strict=True))
    styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"></Types>',
        "_rels/.rels": links(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            *((f"r{i}", "worksheet", f"worksheets/s{i}.xml") for i in numbers), ("rs", "styles", "styles.xml")
        ),
        "xl/styles.xml": f"<styleSheet {main}>{styles}</styleSheet>",
    }
    for i, (_, rows) in enumerate(books, 1):
        lines = [
            f'<row r="{r}">{"".join(cell(r, c, v) for c, v in enumerate(row))}</row>' for r, row in enumerate(rows, 1)
        ]
        parts[f"xl/worksheets/s{i}.xml"] = f"<worksheet {main}><sheetData>{''.join(lines)}</sheetData></worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def test_a_sheet(tmp_path: Path) -> None:
    """Days as spreadsheets have them, a line above the titles, empty rows."""
    rows: list[list[object]] = [
        ["تقرير الأخبار"],
        [],
        ["الرقم", "العنوان", "النص", "التاريخ"],
        [1, "أول", f"{TEXT} 1", datetime.date(2024, 3, 5)],
        [],
        [2, "ثان", f"{TEXT} 2", 45357],
        [3, "ثالث", f"{TEXT} 3", "07/03/2024"],
        [4, "رابع", f"{TEXT} 4", "13/03/2024"],
    ]
    path = xlsx(tmp_path / "t.xlsx", ("ورقة", rows))
    articles, errors = read(path, ("id", "الرقم"))
    assert errors == []
    assert [a.id for a in articles] == ["1", "2", "3", "4"]
    assert [a.published.earliest for a in articles] == ["2024-03-05", "2024-03-06", "2024-03-07", "2024-03-13"]
    assert articles[1].text == f"ثان\n{TEXT} 2"
    assert articles[1].source == f"{path}#row=6"


def test_several_sheets(tmp_path: Path) -> None:
    notes: tuple[str, list[list[object]]] = ("Notes", [["a", "b"], [1, 2]])
    one: tuple[str, list[list[object]]] = ("One", [["text"], [f"{TEXT} 1"]])
    two: tuple[str, list[list[object]]] = ("Two", [["id", "content"], ["x", f"{TEXT} 2"]])
    path = xlsx(tmp_path / "t.xlsx", notes, one, ("Empty", []), two)
    articles, errors = read(path)
    assert errors == []
    assert [a.source for a in articles] == [f"{path}#sheet=One&row=2", f"{path}#sheet=Two&row=2"]
    assert [e.code for e in read(xlsx(tmp_path / "u.xlsx", notes))[1]] == ["table-no-text"]
    assert [e.code for e in read(xlsx(tmp_path / "v.xlsx", ("Empty", [])))[1]] == ["file-empty"]


def ods(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """A sheet as OpenDocument has it; days are dates, empty cells are counted and not written."""

    def cell(value: object) -> str:
        if isinstance(value, datetime.date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
        if value is None:
            return '<table:table-cell table:number-columns-repeated="1"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'

    kind, name = "application/vnd.oasis.opendocument.spreadsheet", "urn:oasis:names:tc:opendocument:xmlns"
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    spaces = " ".join(f'xmlns:{s}="{name}:{s}:1.0"' for s in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{name}:manifest:1.0"><manifest:file-entry manifest:full-path="/"'
            f' manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="ورقة">'
            f"{lines}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path


def test_an_opendocument_sheet(tmp_path: Path) -> None:
    day = datetime.date(2024, 3, 5)
    path = ods(
        tmp_path / "t.ods",
        [["العنوان", None, "النص", "التاريخ"], ["أول", None, f"{TEXT} 1", day], [], ["ثان", None, f"{TEXT} 2", day]],
    )
    articles, errors = read(path)
    assert errors == []
    assert [(a.title, a.published.earliest) for a in articles] == [("أول", "2024-03-05"), ("ثان", "2024-03-05")]
    assert [a.source for a in articles] == [f"{path}#row=2", f"{path}#row=4"]


def test_an_old_sheet() -> None:
    """The binary form of Excel 97 to 2003, as xlwt writes it."""
    path = Path(__file__).parents[1] / "data" / "small.xls"
    articles, errors = read(path)
    assert errors == []
    assert [(a.title, a.published.earliest) for a in articles] == [("خبر 1", "2024-03-01"), ("خبر 2", "2024-03-02")]
    assert articles[1].text.startswith("خبر 2\nقالت بلدية المثال أمس")


def test_a_book_cut_off_and_damaged(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "t.xlsx", ("One", [["text"], *([f"{TEXT} {n}"] for n in range(50))]))
    whole = path.read_bytes()
    for broken in (whole[:-50], whole[:100], b"\xd0\xcf\x11\xe0" + bytes(600), b"text", b""):
        path.write_bytes(broken)
        _, errors = read(path)
        assert [e.code for e in errors] == ["table-broken"], broken[:10]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "no book")
    assert [e.code for e in read(path)[1]] == ["table-broken"]


def test_a_book_that_is_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted by unpacking it: what the ZIP says of its sizes is not believed."""
    monkeypatch.setattr(sheets, "LIMIT", 1_000_000)
    path = xlsx(tmp_path / "t.xlsx", ("One", [["text"], *([TEXT] for _ in range(5000))]))
    assert path.stat().st_size < 100_000
    assert [e.code for e in read(path)[1]] == ["table-too-large"]
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        true = archive.getinfo("xl/worksheets/s1.xml").file_size
    lie = bytes(data).replace(struct.pack("<L", true), struct.pack("<L", 1000))
    assert lie != bytes(data)
    path.write_bytes(lie)
    assert [e.code for e in read(path)[1]] == ["table-broken"]
    monkeypatch.setattr(sheets, "PACKED_LIMIT", 1000)
    assert [e.code for e in read(path)[1]] == ["table-too-large"]
