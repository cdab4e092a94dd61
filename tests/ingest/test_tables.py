"""Tables as articles: CSV in every dress, JSON Lines of others, which column is what, and how days are written."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import tracemalloc
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from khabar.article import Article
from khabar.errors import KhabarError
from khabar.ingest.files import Given, read_articles
from khabar.ingest.item import Tally
from khabar.ingest.tables import delimited
from khabar.ingest.tables.columns import by_name
from khabar.ingest.tables.dates import days_of, read_day, votes

TEXT = (
    "وصل وفد من الإدارة إلى المدينة صباح اليوم، واستقبله المحافظ في مبنى البلدية. وقال متحدث باسم البلدية إن اللقاء"
    " تناول فتح الطريق الواصل بين القريتين، وإعادة تشغيل محطة المياه."
)
ROWS = [
    ["1", "وصول الوفد", f"{TEXT} الخبر الأول.", "2024-03-05", "وكالة المثال", "https://news.example/1"],
    [
        "2",
        "لقاء آخر",
        f'قال المحافظ: "لا بد من فتح الطريق"، {TEXT}',
        "2024-03-06",
        "موقع عينة",
        "https://news.example/2",
    ],
    ["3", "خبر في سطرين", f"{TEXT}\nوأضاف المتحدث أن العمل يبدأ غداً.", "2024-03-07", "وكالة المثال", ""],
]
HEADER = ["id", "title", "content", "date", "source", "url"]


def table(rows: Sequence[Sequence[str]] = ROWS, header: Sequence[str] = HEADER, **how: Any) -> str:
    out = io.StringIO()
    csv.writer(out, **how).writerows([header, *rows])
    return out.getvalue()


def read(path: Path, *columns: tuple[str, str], tally: Tally | None = None) -> tuple[list[Article], list[KhabarError]]:
    errors: list[KhabarError] = []
    return list(read_articles([path], Given(columns=columns), errors, tally=tally)), errors


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def check(articles: list[Article]) -> None:
    assert [a.id for a in articles] == ["1", "2", "3"]
    for article, (_, title, text, day, outlet, url) in zip(articles, ROWS, strict=True):
        assert article.text == f"{title}\n{text}"
        assert (article.title, article.outlet, article.url) == (title, outlet, url or None)
        assert (article.published.earliest, article.published.basis) == (day, "given")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "iso8859-6"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = write(tmp_path / "t.csv", table(delimiter=delimiter).encode(encoding))
    articles, errors = read(path)
    assert errors == []
    check(articles)
    assert articles[2].source == f"{path}#row=4"


def test_ways_of_quoting(tmp_path: Path) -> None:
    check(read(write(tmp_path / "a.csv", table(quoting=csv.QUOTE_ALL, lineterminator="\n")))[0])
    escaped = table(quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\")
    check(read(write(tmp_path / "b.csv", escaped))[0])


def test_quotation_marks_that_quote_nothing(tmp_path: Path) -> None:
    """Tab-separated files often know no quoting: the marks are those of the text."""
    rows = [["1", f'"{TEXT[:40]}" قال المتحدث. {TEXT}'], ["2", f'قال: "{TEXT}'], ["3", f'"{TEXT}" ثم غادر.']]
    lines = "".join("\t".join(row) + "\n" for row in [["id", "text"], *rows])
    articles, errors = read(write(tmp_path / "t.tsv", lines))
    assert errors == []
    assert [a.text for a in articles] == [text for _, text in rows]


def test_without_titles(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", table(ROWS[1:], ROWS[0]))
    articles, _ = read(path)
    assert len(articles) == 3
    articles, _ = read(path, ("title", "2"), ("id", "1"), ("published", "4"), ("outlet", "5"), ("url", "6"))
    check(articles)


def test_one_column(tmp_path: Path) -> None:
    articles, errors = read(write(tmp_path / "t.csv", f"text\n{TEXT}, ثم غادر\n{TEXT}, ثم عاد\n"))
    assert [a.text for a in articles] == [f"{TEXT}, ثم غادر", f"{TEXT}, ثم عاد"]
    assert errors == []


def test_a_mapping_that_is_given(tmp_path: Path) -> None:
    rows = [["x", TEXT, "عنوان أول", "خ" * 200], ["y", TEXT + " ثان", "عنوان ثان", "خ" * 200]]
    path = write(tmp_path / "t.csv", table(rows, ["a", "b b", "C_c", "d"]))
    articles, _ = read(path, ("text", "B B"), ("title", "c c"), ("id", "a"))
    assert [(a.id, a.title) for a in articles] == [("x", "عنوان أول"), ("y", "عنوان ثان")]
    articles, errors = read(path, ("text", "none"))
    assert (articles, [e.code for e in errors]) == ([], ["table-column"])
    assert "columns: a, b b, C_c, d" in errors[0].message


def test_columns_by_their_names() -> None:
    found = by_name(["Article-ID", "news_title", "النصّ", "Pub Date", "sourceName", "رابط", "x"])
    assert {role: n[0] for role, n in found.items() if n} == {
        "id": 0, "title": 1, "text": 2, "published": 3, "outlet": 4, "url": 5,
    }  # fmt: skip


def test_columns_by_what_stands_in_them(tmp_path: Path) -> None:
    rows = [["موجز قصير", "Short summary", TEXT + f" {n}", "2024-03-05"] for n in range(3)]
    articles, errors = read(write(tmp_path / "a.csv", table(rows, ["k1", "k2", "k3", "k4"])))
    assert [a.text for a in articles] == [row[2] for row in rows]
    rows = [[TEXT[:60], TEXT * 5 + f" {n}"] for n in range(3)]
    articles, errors = read(write(tmp_path / "b.csv", table(rows, ["summary", "k2"])))
    assert [a.text for a in articles] == [row[1] for row in rows]
    rows = [["The title", f"عنوان {n}", "The text", f"{TEXT} {n}"] for n in range(3)]
    articles, errors = read(write(tmp_path / "c.csv", table(rows, ["title_en", "title_ar", "text_en", "text_ar"])))
    assert [a.title for a in articles] == ["عنوان 0", "عنوان 1", "عنوان 2"]
    assert errors == []


def test_no_column_of_text(tmp_path: Path) -> None:
    columns = [f"value{n}" for n in range(40)]
    articles, errors = read(write(tmp_path / "t.csv", table([["3"] * 40] * 5, columns)))
    assert (articles, [e.code for e in errors]) == ([], ["table-no-text"])
    assert "value0, value1" in errors[0].message
    assert "value19, … (40 in all)" in errors[0].message
    assert "value20" not in errors[0].message
    assert "--column text=NAME" in errors[0].hint


def test_markup(tmp_path: Path) -> None:
    rows = [
        ["&quot;خبر&quot; أول", f"<p>{TEXT}</p><script>x()</script><p>وقال&nbsp;المتحدث &amp; غيره.</p>"],
        ["ثان", f"&lt;p&gt;{TEXT}&lt;/p&gt;"],
        [
            "ثالث",
            f"<html><body><nav>قائمة</nav><article><h1>ثالث</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>",
        ],
        ["رابع", f"{TEXT} وكان 3 < 4 و 5 > 2."],
    ]
    articles, errors = read(write(tmp_path / "t.csv", table(rows, ["title", "text"])))
    assert errors == []
    assert articles[0].title == '"خبر" أول'
    assert articles[0].text == f'"خبر" أول\n{TEXT}\nوقال\u00a0المتحدث & غيره.'
    assert articles[1].text == f"ثان\n{TEXT}"
    assert "قائمة" not in articles[2].text
    assert TEXT in articles[2].text
    assert articles[3].text.endswith("3 < 4 و 5 > 2.")


def test_text_that_was_encoded_twice(tmp_path: Path) -> None:
    rows = [["1", TEXT.encode().decode("cp1256", "replace") if n else TEXT] for n in (0, 0)]
    rows.append(["2", TEXT.replace("،", "").encode().decode("latin-1")])
    articles, _ = read(write(tmp_path / "t.csv", table(rows, ["id", "text"])))
    assert articles[-1].text == TEXT.replace("،", "")


def test_rows_that_are_not_read(tmp_path: Path) -> None:
    """Empty, foreign and repeated rows are counted."""
    persian = "هیئت نمایندگی صبح امروز به شهر رسید و استاندار از آنان استقبال کرد. سخنگوی شهرداری گفت که این دیدار" * 4
    rows = [["1", TEXT], ["2", ""], ["3", "The delegation arrived in the town this morning." * 3], ["4", persian]]
    tally = Tally()
    articles, errors = read(write(tmp_path / "t.csv", table(rows, ["id", "text"])), tally=tally)
    assert [a.id for a in articles] == ["1"]
    assert errors == []
    assert (tally.records, tally.articles, tally.foreign, tally.other) == (4, 1, 2, 1)


def test_names_of_rows(tmp_path: Path) -> None:
    rows = [[TEXT, "أ"], [TEXT, "ب"], [TEXT, "أ"], [TEXT + " ثم", "أ"]]
    one = read(write(tmp_path / "t.csv", table(rows, ["text", "source"])))[0]
    assert len({a.id for a in one}) == len(one) == 3  # told twice is told once
    (tmp_path / "sub").mkdir()
    other = read(write(tmp_path / "sub/t.csv", table(list(reversed(rows)), ["text", "source"])))[0]
    assert {a.id for a in one} == {a.id for a in other}
    rows = [["7", TEXT], ["7", TEXT], ["7", TEXT + " ثم"], ["7", TEXT + " ثم"]]
    third = read(write(tmp_path / "u.csv", table(rows, ["id", "text"])))[0]
    assert [a.id[:2] for a in third] == ["7", "7-"]


# what is wrong with a table


def test_rows_of_another_length(tmp_path: Path) -> None:
    good = [["1", TEXT, "2024-03-05"], ["2", TEXT + " ثم", "2024-03-06"]]
    lines = table(good, ["id", "text", "date"]).splitlines()
    lines[2:2] = [f'8,"{TEXT}"', "9,a,b,c,d", f'5,"{TEXT} وعاد",2024-03-07,,', "", ",,"]
    articles, errors = read(write(tmp_path / "t.csv", "\n".join(lines)))
    assert [a.id for a in articles] == ["1", "5", "2"]
    assert [e.message.rpartition("t.csv, ")[2] for e in errors] == [
        "row 3: 2 fields where there are 3 columns", "row 4: 5 fields where there are 3 columns",
    ]  # fmt: skip


def test_many_bad_rows_are_counted(tmp_path: Path) -> None:
    rows = [["1", TEXT], *([["2", TEXT, "x"]] * 50), ["3", TEXT + " ثم"]]
    articles, errors = read(write(tmp_path / "t.csv", table(rows, ["id", "text"])))
    assert [a.id for a in articles] == ["1", "3"]
    assert [e.code for e in errors] == ["table-row"] * 20 + ["table-rows"]
    assert "30 more rows" in errors[-1].message


def test_a_quote_that_is_never_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It swallows neither the rest of the file nor the memory: its own line is lost, the others are read."""
    monkeypatch.setattr(delimited, "ROW_LIMIT", 20_000)
    lines = table([[str(n), f"{TEXT} {n}", "x"] for n in range(300)], ["id", "text", "kind"], quoting=1).splitlines()
    lines[100] = lines[100].replace('","', '","', 1)[:-5]  # the last marks of the row are missing
    lines.insert(200, '"x","never closed,z')
    articles, errors = read(write(tmp_path / "t.csv", "\n".join(lines)))
    assert {e.code for e in errors} == {"table-row"}
    assert len(errors) <= 4
    assert len(articles) >= 297
    assert articles[-1].id == "299"


def test_a_line_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.ingest.item.LIMIT", 100_000)
    rows = [["1", TEXT], ["2", "ن" * 300_000], ["3", TEXT + " ثم"]]
    articles, errors = read(write(tmp_path / "t.csv", table(rows, ["id", "text"])))
    assert [a.id for a in articles] == ["1", "3"]
    assert len(errors) == 1


def test_nul_bytes(tmp_path: Path) -> None:
    data = table([["1", TEXT], ["2", TEXT + " ثم"]], ["id", "text"]).encode()
    articles, _ = read(write(tmp_path / "t.csv", data.replace(" المدينة".encode(), " المدينة\x00".encode(), 1)))
    assert [a.id for a in articles] == ["1", "2"]
    assert "المدينة\ufffd" in articles[0].text
    assert read(write(tmp_path / "u.csv", bytes(1000)))[1][0].code == "file-binary"


def test_arabic_that_comes_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The beginning is ASCII and tells no encoding; what follows is windows-1256."""
    monkeypatch.setattr(delimited, "_HEAD", 2000)
    rows = [["x" * 50, "none"]] * 60 + [["1", TEXT]]
    path = write(tmp_path / "t.csv", table(rows, ["id", "text"]).encode("cp1256"))
    articles, _ = read(path, ("text", "text"))
    assert [a.text for a in articles] == [TEXT]


def test_no_table_at_all(tmp_path: Path) -> None:
    for data, code in (
        (b"", "file-empty"), (b"id,text\n", "file-empty"), (b"PK\x03\x04" + bytes(100), "file-binary"),
        (b"\xff\xfe\x00\x00", "file-empty"),
    ):  # fmt: skip
        assert [e.code for e in read(write(tmp_path / "t.csv", data))[1]] == [code]


def test_fifty_thousand_columns(tmp_path: Path) -> None:
    columns = [f"c{n}" for n in range(49_998)] + ["text", "id"]
    rows = [["1"] * 49_998 + [f"{TEXT} {n}", str(n)] for n in range(12)]
    path = write(tmp_path / "wide.csv", table(rows, columns))
    tracemalloc.start()
    articles, errors = read(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert errors == []
    assert [a.id for a in articles] == [str(n) for n in range(12)]
    assert most < 60_000_000
    (problem,) = read(write(tmp_path / "none.csv", table([r[:49_998] for r in rows], columns[:49_998])))[1]
    assert problem.code == "table-no-text"
    assert "(49,998 in all)" in problem.message
    assert len(problem.message) < 500


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("w") as file:
        file.write("id,text\n")
        for n in range(6_000):
            file.write(f'{n},"{TEXT * 10} {n}"\n')
    assert path.stat().st_size > 19_000_000
    errors: list[KhabarError] = []
    tracemalloc.start()
    with path.open("rb") as stream:
        count = sum(1 for found in delimited.tables(stream, "big.csv", errors) for _ in found.rows)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (count, errors) == (6_000, [])
    assert most < 12_500_000


# packed, in archives, by a pipe


def test_packed_and_in_archives(tmp_path: Path) -> None:
    check(read(write(tmp_path / "t.csv.gz", gzip.compress(table().encode())))[0])
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("dump/t.csv", table())
    tally = Tally()
    articles, errors = read(tmp_path / "t.zip", tally=tally)
    assert errors == []
    check(articles)
    assert tally.articles == 3


# JSON Lines


def test_json_lines_of_others(tmp_path: Path) -> None:
    records = [
        {"_id": n, "meta": {"headline": f"عنوان {n}", "pubDate": 1709600000000}, "content": [TEXT, f"فقرة {n}"]}
        for n in range(3)
    ]
    lines = [json.dumps(r, ensure_ascii=False) for r in records]
    lines[1:1] = ["{broken", "[1, 2]", ""]
    articles, errors = read(write(tmp_path / "t.jsonl", "\n".join(lines)))
    assert [e.message.rpartition("t.jsonl, ")[2].split(":")[0] for e in errors] == ["row 2", "row 3"]
    assert [a.text for a in articles] == [f"عنوان {n}\n{TEXT}\nفقرة {n}" for n in range(3)]
    assert {a.published.earliest for a in articles} == {"2024-03-05"}
    assert articles[2].source == f"{tmp_path / 't.jsonl'}#line=6"
    (first, *_), _ = read(tmp_path / "t.jsonl", ("text", "content"), ("outlet", "meta.headline"))
    assert first.outlet == "عنوان 0"


def test_our_own_records_are_no_table(tmp_path: Path) -> None:
    ours = {"kind": "article", "id": "a", "text": "قال."}
    articles, errors = read(write(tmp_path / "a.jsonl", json.dumps(ours)))
    assert ([a.text for a in articles], errors) == (["قال."], [])
    broken = {"id": "a", "text": "قال.", "body": []}
    assert [e.code for e in read(write(tmp_path / "b.jsonl", json.dumps(broken)))[1]] == ["record-invalid"]
    assert [e.code for e in read(write(tmp_path / "c.jsonl", '{"a": 1}\n{"a": 2}'))[1]] == ["table-no-text"]


# days


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-03-05T23:10:00Z", "2024-03-05"), ("٢٠٢٤/٠٣/٠٥", "2024-03-05"), ("5/3/2024 14:30", "2024-03-05"),
        ("13.3.24", "2024-03-13"), ("03/25/2024", "2024-03-25"), ("20240305", "2024-03-05"), (20240305, "2024-03-05"),
        ("1709600000", "2024-03-05"), (1709600000000, "2024-03-05"), (45356.7, "2024-03-05"), ("45356", "2024-03-05"),
        ("الثلاثاء 5 آذار/مارس 2024 - 14:30", "2024-03-05"), ("٧ كانون الثاني ٢٠٢٣", "2023-01-07"),
        ("1 ماي 2019", "2019-05-01"), ("March 5, 2024", "2024-03-05"), ("5th Sept 2024", "2024-09-05"),
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05"), (datetime.datetime(2024, 3, 5, 23), "2024-03-05"),
        ("n/a", None), ("12:30", None), ("99/99/2024", None), ("2024-02-30", None), ("0", None), (7, None),
        (float("nan"), None), (float("inf"), None), (10**30, None), (True, None), (None, None), ("5 2024", None),
    ],
)  # fmt: skip
def test_days(value: object, day: str | None) -> None:
    found = read_day(value)[0]
    assert (found.isoformat() if found else None) == day


def test_day_or_month_first() -> None:
    assert votes(["01/02/2024", "13/02/2024", "2024-05-06", None, 3]) == (1, 0, 1)
    assert read_day("01/02/2024", days_of(1, 0).day_first)[0] == datetime.date(2024, 2, 1)
    assert read_day("01/02/2024", days_of(0, 1).day_first)[0] == datetime.date(2024, 1, 2)
    assert not days_of(0, 0).told


@pytest.mark.parametrize(("late", "day"), [("02/13/2024", "2024-03-04"), ("13/02/2024", "2024-04-03")])
def test_the_column_as_a_whole_tells(tmp_path: Path, late: str, day: str) -> None:
    """What decides stands far below what is looked at first."""
    rows = [[f"{TEXT} {n}", "03/04/2024"] for n in range(400)] + [[f"{TEXT} آخر", late]]
    articles, _ = read(write(tmp_path / "t.csv", table(rows, ["text", "date"])))
    assert {a.published.earliest for a in articles[:-1]} == {day}
    assert articles[0].published.reasons == []
    assert len(articles) == 401


def test_a_column_that_does_not_tell(tmp_path: Path) -> None:
    articles, _ = read(write(tmp_path / "t.csv", table([[TEXT, "03/04/2024"]], ["text", "date"])))
    assert articles[0].published.earliest == "2024-04-03"
    assert "the day first" in articles[0].published.reasons[0]


def test_dates_that_are_none(tmp_path: Path) -> None:
    rows = [[f"{TEXT} {n}", "غدا"] for n in range(10)] + [[f"{TEXT} آخر", ""]]
    articles, errors = read(write(tmp_path / "t.csv", table(rows, ["text", "date"])))
    assert len(articles) == 11
    assert {a.published.basis for a in articles} == {"unknown"}
    assert [e.code for e in errors] == ["table-row"] * 3 + ["table-rows"]
    assert "'غدا' is no date" in errors[0].message
