"""Articles out of pages: paragraphs as lines, furniture left behind, what the page says of itself."""

from __future__ import annotations

import pytest

from khabar.errors import KhabarError
from khabar.ingest.html import day, read_page

PARAGRAPHS = [
    "قال مصدر محلي إن وفدا من الإدارة وصل إلى المدينة يوم الثلاثاء، والتقى المحافظ في مبنى المحافظة وسط إجراءات مشددة.",
    "وأضاف المصدر أن اللقاء تناول فتح الطريق وعودة الأهالي إلى القرى، ولم يصدر عن الطرفين بيان حتى ساعة كتابة الخبر.",
    "وكانت جولة سابقة من المحادثات قد انتهت في الشهر الماضي دون نتيجة، بحسب ما ذكرت وكالة محلية نقلا عن مسؤول.",
]
JSON_LD = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
{"@type":["NewsArticle"],"headline":"وفد يزور المدينة","datePublished":"2019-12-05T23:30:00+03:00",
"publisher":{"@type":"Organization","name":"موقع المثال"}}]}</script>"""


def page(head: str = "", before: str = "", after: str = "") -> bytes:
    body = "\n".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
    <title>وفد يزور المدينة - موقع المثال</title><link rel="canonical" href="https://example.org/news/1">{head}</head>
    <body><header><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">سياسة</a></li></ul></nav></header>
    <main><article><h1>وفد يزور المدينة</h1>{before}{body}
    <figure><img src="x.jpg" alt="بديل"><figcaption>من لقاء الوفد</figcaption></figure>
    <div class="share-buttons"><a>شارك</a></div></article></main>{after}
    <aside class="related"><h3>اقرأ أيضا</h3><a href="/2">خبر آخر</a></aside>
    <footer>جميع الحقوق محفوظة 2024</footer></body></html>""".encode()


def test_json_ld_page() -> None:
    got = read_page(page(JSON_LD), "a.html")
    assert got.title == "وفد يزور المدينة"
    assert got.outlet == "موقع المثال"
    assert got.url == "https://example.org/news/1"
    assert got.published == "2019-12-05"  # the page's own day, not UTC's
    assert got.reasons == ["the page's JSON-LD datePublished"]
    lines = got.text.split("\n")
    assert lines[0] == "وفد يزور المدينة"
    assert lines[1:4] == PARAGRAPHS
    assert "من لقاء الوفد" in lines
    for furniture in ("الرئيسية", "اقرأ أيضا", "الحقوق", "شارك", "بديل"):
        assert furniture not in got.text


def test_page_without_json_ld() -> None:
    got = read_page(
        page('<meta property="og:site_name" content="موقع المثال">', '<time datetime="2020-05-03">3 أيار</time>'),
        "a.html",
    )
    assert got.title == "وفد يزور المدينة"
    assert got.outlet == "موقع المثال"
    assert got.published == "2020-05-03"
    assert all(p in got.text.split("\n") for p in PARAGRAPHS)
    assert "الرئيسية" not in got.text


def test_footer_year_is_no_date() -> None:
    assert read_page(page(), "a.html").published is None


def test_windows_1256_page_with_its_own_charset() -> None:
    raw = page(JSON_LD).decode().replace('charset="utf-8"', 'charset="windows-1256"').encode("cp1256")
    assert PARAGRAPHS[0] in read_page(raw, "a.html").text


@pytest.mark.parametrize("raw", [b"<html><body></body></html>", b"<html><head><title>x</title></head></html>"])
def test_page_without_article(raw: bytes) -> None:
    with pytest.raises(KhabarError) as met:
        read_page(raw, "a.html")
    assert met.value.code == "page-empty"


@pytest.mark.parametrize(
    "head",
    ["<script type='application/ld+json'>{broken</script>", '<script type="application/ld+json">[[[3]]]</script>'],
)
def test_broken_json_ld_is_passed_over(head: str) -> None:
    assert PARAGRAPHS[1] in read_page(page(head), "a.html").text


def test_day() -> None:
    assert day("2019-12-05T23:30:00+03:00") == "2019-12-05"
    assert day("2019-2-3") == "2019-02-03"
    assert day("2019-02-30") is None
    assert day("0001-01-01") is None
    assert day("yesterday") is None
    assert day(None) is None
