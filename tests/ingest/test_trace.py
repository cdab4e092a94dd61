# ruff: noqa: E501 - markup is written as it comes
"""Every span of an article is led back to the bytes of its page, in every encoding, through markup and entities."""

from __future__ import annotations

import html
import re

import pytest
from bench.pages_make import page
from bench.pages_templates import TEMPLATES
from bench.pages_unseen import UNSEEN
from tests.ingest.made import SENTENCES
from tests.ingest.made import page as simple

from khabar.ingest.extract import from_bytes
from khabar.ingest.text import decoded
from khabar.ingest.trace import Stretch, trace


def visible(data: bytes, ranges: list[tuple[int, int]], encoding: str) -> str:
    """What a reader sees of ranges of bytes, without its spaces."""
    parts = [html.unescape(re.sub(r"<[^>]*>", "", data[a:b].decode(encoding))) for a, b in ranges]
    return "".join("".join(parts).split())


@pytest.mark.parametrize("number", range(0, 2 * (len(TEMPLATES) + len(UNSEEN)), 2))
def test_all_of_a_made_page(number: int) -> None:
    made = page(number // 2, TEMPLATES if number % 4 else UNSEEN, seed=number)
    article = from_bytes(made.data, made.url, "page", encoding=made.charset)
    encoding = decoded(made.data, "x", [made.codec]).encoding
    found = trace(made.data, "page", made.charset, article.text, (0, len(article.text)))
    covered = ""
    for stretch in found:
        text = article.text[slice(*stretch.span)]
        covered += text
        assert stretch.where in ("text", "attribute", "script"), text
        if stretch.where != "script":  # there, characters may be escaped
            assert visible(made.data, stretch.bytes, encoding) == "".join(text.split())
    assert "".join(covered.split()) == "".join(article.text.split())


def test_a_headline_is_found_where_the_article_has_it() -> None:
    data = simple().decode().replace("<ul>", '<div class="x">فتح الطريق إلى تلة الريح</div><ul>').encode()
    article = from_bytes(data, "a.html", "page")
    (stretch,) = trace(data, "page", None, article.text, (0, len("فتح الطريق")))
    ((start, end),) = stretch.bytes
    assert data[start:end].decode() == "فتح الطريق"
    assert data[:start].endswith(b"<h1>")


def test_entities_tags_and_line_ends() -> None:
    first = "وقال «المسؤول» إن الطريق & المعبر مفتوحان أمام الأهالي منذ الأحد الماضي وحتى إشعار آخر من اللجنة."
    source = (
        first.replace("&", "&amp;")
        .replace("المعبر", "<b>ال</b>&#1605;ع<!-- x -->بر")
        .replace("«", "&laquo;")
        .replace("أمام", "أمام\r\n")
    )
    data = simple(body=[source, *SENTENCES]).decode().encode("cp1256")
    article = from_bytes(data, "a.html", "page")
    at = article.text.index("الطريق & المعبر")
    (stretch,) = trace(data, "page", None, article.text, (at, at + len("الطريق & المعبر مفتوحان")))
    ((start, end),) = stretch.bytes
    assert data[start:end].decode("cp1256") == "الطريق &amp; <b>ال</b>&#1605;ع<!-- x -->بر مفتوحان"
    (quoted,) = trace(data, "page", None, article.text, (article.text.index("«"), article.text.index("«") + 1))
    assert data[slice(*quoted.bytes[0])] == b"&laquo;"


@pytest.mark.parametrize("way", ["cp1252", "cp1256"])
def test_text_that_was_encoded_twice(way: str) -> None:
    text = "".join(bytes([b]).decode(way, "replace").replace("\ufffd", chr(b)) for b in simple().decode().encode())
    data = text.encode()
    article = from_bytes(data, "a.html", "page")
    at = article.text.index("المنطقة")
    (stretch,) = trace(data, "page", None, article.text, (at, at + 7))
    ((start, end),) = stretch.bytes
    table = {bytes([b]).decode(way, "replace"): b for b in range(0x80, 0x100)}
    back = bytes(table.get(c, ord(c) if ord(c) < 256 else 0) for c in data[start:end].decode())
    assert back.decode() == "المنطقة"


def test_attributes_scripts_and_what_is_nowhere() -> None:
    head = '<meta property="og:title" content="عنوان لا يراه القارئ في الصفحة">'
    data = simple(head=head).decode().replace("<h1>فتح الطريق إلى تلة الريح</h1>", "").encode()
    article = from_bytes(data, "a.html", "page")
    assert article.title == "عنوان لا يراه القارئ في الصفحة"
    (stretch,) = trace(data, "page", None, article.text, (0, 5))
    assert stretch.where == "attribute"
    assert data[slice(*stretch.bytes[0])].decode() == "عنوان"
    ld = r'<script type="application/ld+json">{"@type":"NewsArticle","headline":"\u0639\u0646\u0648\u0627\u0646 \"آخر\" للخبر"}</script>'
    data = simple(head=ld).decode().replace("<h1>فتح الطريق إلى تلة الريح</h1>", "").encode()
    article = from_bytes(data, "a.html", "page")
    assert article.text.startswith('عنوان "آخر" للخبر\n')
    (stretch,) = trace(data, "page", None, article.text, (0, 11))
    assert (stretch.where, data[slice(*stretch.bytes[0])].decode()) == (
        "script",
        r"\u0639\u0646\u0648\u0627\u0646 \"آخر\"",
    )
    other = f"{SENTENCES[0]}\nسطر لم يكن في الصفحة\nقال محافظ المدينة إن الطريق"
    found = trace(simple(), "page", None, other, (0, len(other)))
    assert [s.where for s in found] == ["text", "nowhere", "text", "nowhere", "text"]
    assert [other[slice(*s.span)] for s in found[1:]] == ["سطر لم يكن في الصفحة", "قال محافظ", "المدينة", "إن الطريق"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1256", "iso8859_6", "utf-32"])
def test_text_files(encoding: str) -> None:
    data = "\r\n".join(SENTENCES).encode(encoding)
    article = from_bytes(data, "a.txt", "text")
    span = (article.text.index("محافظ"), article.text.index("وأضاف") + 5)
    first, second = trace(data, "text", None, article.text, span)
    plain = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(encoding, encoding)
    assert data[slice(*first.bytes[0])].decode(plain) == SENTENCES[0][SENTENCES[0].index("محافظ") :]
    assert data[slice(*second.bytes[0])].decode(plain) == "وأضاف"
    assert trace(data, "text", None, article.text + "x", (0, 3)) == [Stretch((0, 3), "nowhere")]


def test_damaged_bytes_do_not_shift_the_rest() -> None:
    data = " ".join(SENTENCES * 5).encode()
    data = data[:200] + b"\xff\xfe" + data[200:]
    article = from_bytes(data, "a.txt", "text")
    at = article.text.rindex("الوحيد")
    (stretch,) = trace(data, "text", None, article.text, (at, at + 6))
    assert data[slice(*stretch.bytes[0])].decode() == "الوحيد"
