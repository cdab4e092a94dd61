# ruff: noqa: E501 - markup is written as it comes
"""Pages in every encoding that sites have, pages that are lists, and the F1 of the body over made pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from bench.pages_make import ENCODINGS, Made, listing, page
from bench.pages_templates import TEMPLATES, Template
from bench.pages_third import THIRD
from bench.pages_unseen import UNSEEN
from tests.ingest.made import ENGLISH, PERSIAN, SENTENCES
from tests.ingest.made import page as simple

from khabar import load_packs
from khabar.article import Article
from khabar.errors import KhabarError
from khabar.ingest.about import day_in_address, plain_address
from khabar.ingest.extract import from_bytes
from khabar.ingest.html import parse_page, read_page
from khabar.ingest.language import is_arabic, may_be_arabic
from khabar.ingest.text import decode, decoded
from khabar.layers.body import Body
from khabar.layers.document import Doc

TEXT = " ".join(SENTENCES)


def f1(pages: Sequence[Made]) -> float:
    """Of the characters of words, known body against the spans of the body layer; order is not looked at."""
    packs = load_packs()
    hit = gold = given = 0
    for made in pages:
        article = from_bytes(made.data, made.url, "page", url=made.url, encoding=made.charset, arabic=True)
        spans = Body(packs).spans(Doc(article, packs))
        a = Counter(" ".join(made.story.body).split())
        b = Counter(" ".join(article.text[s:e] for s, e in spans).split())
        hit += sum(len(word) * n for word, n in (a & b).items())
        gold += sum(len(word) * n for word, n in a.items())
        given += sum(len(word) * n for word, n in b.items())
    return 2 * hit / (gold + given)


@pytest.mark.parametrize(("templates", "floor"), [(TEMPLATES, 0.99), (UNSEEN, 0.97), (THIRD, 0.97)])
def test_body_of_made_pages(templates: list[Template], floor: float) -> None:
    pages = [page(n, templates) for n in range(5 * len(templates))]
    assert f1(pages) >= floor


@pytest.mark.parametrize("encoding", ENCODINGS, ids=lambda e: "-".join(map(str, e[1:])))
def test_encodings(encoding: tuple[float, str, str | None, str | None]) -> None:
    _, codec, declared, served = encoding
    head = f'<meta charset="{declared}">' if declared else ""
    data = simple(head=head).decode().encode(codec)
    got = read_page(data, "a.html", encoding=served)
    assert got.text.split("\n")[1:] == SENTENCES
    assert got.title == "فتح الطريق إلى تلة الريح"


def test_encoding_in_an_xml_declaration_and_unknown_labels() -> None:
    data = b'<?xml version="1.0" encoding="windows-1256"?>' + simple().decode().encode("cp1256")
    assert SENTENCES[0] in read_page(data, "a.html").text
    for label in ("x-unknown", "", "none", "utf-99"):
        assert SENTENCES[0] in read_page(simple(), "a.html", encoding=label).text


def latin(data: bytes) -> str:
    """Bytes taken for windows-1252 as browsers do."""
    return "".join(bytes([b]).decode("cp1252", "replace").replace("\ufffd", chr(b)) for b in data)


@pytest.mark.parametrize(
    ("mangled", "way"),
    [
        (latin(TEXT.encode()), "utf-8 as windows-1252"),
        (TEXT.encode().decode("latin-1"), "utf-8 as windows-1252"),
        (TEXT.encode().decode("cp1256"), "utf-8 as windows-1256"),
        (latin(TEXT.encode("cp1256")), "windows-1256 as windows-1252"),
    ],
)
def test_encoded_twice(mangled: str, way: str) -> None:
    got = decoded(f"<p>– «ok» {mangled}</p>".encode(), "a.html")
    assert got.text == f"<p>– «ok» {TEXT}</p>"
    assert got.repair == way


@pytest.mark.parametrize(
    "text",
    [TEXT, "ظ ط " * 50, "L'été à l'hôtel où ç'a été déjà prêt. " * 20, "Ísland á ég æði. " * 20, "ØØ ÅÆ Ø på Øst " * 30, "طريق وظروف طبيعية " * 20],
)  # fmt: skip
def test_what_is_right_is_left_alone(text: str) -> None:
    assert decoded(text.encode(), "a.txt").repair is None
    assert decode(text.encode(), "a.txt") == text


@pytest.mark.parametrize("number", range(6))
def test_lists_are_refused(number: int) -> None:
    with pytest.raises(KhabarError) as met:
        read_page(listing(number), "a.html")
    assert met.value.code == "page-list"
    assert "a.html" in str(met.value)


def test_an_article_with_many_links_below_is_none_of_them() -> None:
    below = "".join(f'<h3><a href="/{n}">عنوان خبر آخر طويل رقم {n}</a></h3>' for n in range(30))
    html = simple().decode().replace("</body>", f"<div>{below}</div></body>")
    assert parse_page(html, "a.html").text.split("\n")[1:] == SENTENCES


def test_addresses() -> None:
    assert plain_address("https://a-b.cdn.ampproject.org/c/s/www.example.org/amp/1") == "https://www.example.org/amp/1"
    assert plain_address("https://a.cdn.ampproject.org/v/example.org/1") == "http://example.org/1"
    assert plain_address("https://web.archive.org/web/20190102030405id_/http://example.org/1") == "http://example.org/1"
    assert plain_address("https://example.org/web/1") == "https://example.org/web/1"
    page = parse_page(
        simple().decode(), "a.html", url="https://web.archive.org/web/2019/https://example.org/2019/12/05/x/"
    )
    assert (page.url, page.published) == ("https://example.org/2019/12/05/x/", "2019-12-05")
    canonical = simple(head='<link rel="canonical" href="https://example.org/x">').decode()
    assert parse_page(canonical, "a.html", url="https://example.org/x?utm=1").url == "https://example.org/x"


@pytest.mark.parametrize(
    "note",
    ["<!-- saved from url=(0021)https://example.org/a -->", "<!--\n Page saved with SingleFile \n url: https://example.org/a \n saved date: x-->"],
)  # fmt: skip
def test_the_address_that_a_browser_noted(note: str) -> None:
    html = simple().decode().replace("<html", f"{note}<html")
    assert parse_page(html, "a.html").url == "https://example.org/a"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.org/2019/12/05/slug", "2019-12-05"), ("https://x.org/news-2019-12-05-slug", "2019-12-05"),
        ("https://x.org/20191205/", "2019-12-05"), ("https://x.org/a_20191205.html", "2019-12-05"), ("https://x.org/2019/3/5/a", "2019-03-05"),
        ("https://x.org/2019/12/5.html", None), ("https://x.org/2019/13/05/a", None), ("https://x.org/2019/02/30/a", None),
        ("https://x.org/201912051", None), ("https://x.org/2019/12/", None), (None, None),
    ],
)  # fmt: skip
def test_day_in_address(url: str | None, day: str | None) -> None:
    assert day_in_address(url) == day


def test_what_a_page_says_of_itself() -> None:
    head = """<meta name="author" content="هيئة التحرير"><meta property="og:title" content="عنوان للمشاركة"><meta property="og:site_name" content="موقع">
    <script type="application/ld+json">{"@graph":[{"@type":"Organization","name":"x"},{"@type":"ReportageNewsArticle","headline":"عنوان الخبر في البيانات",
    "datePublished":"2020-02-03","url":"https://example.org/ld","publisher":[{"name":"الناشر"}],"author":{"name":"قسم الأخبار"}}]}</script>"""
    page = parse_page(simple(head=head).decode(), "a.html")
    assert (page.title, page.outlet, page.author, page.url, page.published) == (
        "عنوان الخبر في البيانات", "الناشر", "قسم الأخبار", "https://example.org/ld", "2020-02-03",
    )  # fmt: skip


def test_the_headline_without_the_sites_name() -> None:
    for title in (
        "فتح الطريق إلى تلة الريح - موقع الخبر",
        "موقع الخبر | فتح الطريق إلى تلة الريح",
        "موقع :: فتح الطريق إلى تلة الريح",
    ):
        html = simple().decode().replace("<title>فتح الطريق إلى تلة الريح", f"<title>{title}")
        assert parse_page(html, "a.html").title == "فتح الطريق إلى تلة الريح"
        bare = html.replace("<h1>فتح الطريق إلى تلة الريح</h1>", "")
        assert parse_page(bare, "a.html").title == "فتح الطريق إلى تلة الريح"


def test_text_that_is_only_in_the_data() -> None:
    body = "\\n".join(SENTENCES)
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"عنوان","articleBody":"{body}"}}</script>'
    page = parse_page(f"<html><head>{head}</head><body><div id=root></div></body></html>", "a.html")
    assert page.text.split("\n") == ["عنوان", *SENTENCES]


def test_hidden_text_and_captions_and_cards() -> None:
    html = f"""<body><h1>فتح الطريق إلى تلة الريح</h1><div id="a"><figure><img alt="صورة قديمة"><figcaption>شاحنات على الطريق</figcaption></figure><p>{SENTENCES[0]}</p>
    <a href="/x"><h3>عنوان خبر آخر في الموقع</h3><p>{SENTENCES[3]}</p></a><p>{SENTENCES[1]}</p><div style="display: none"><p>{SENTENCES[2]}</p></div></div>
    <div style="display:none">نافذة</div></body>"""
    lines = parse_page(html, "a.html").text.split("\n")
    assert lines == ["فتح الطريق إلى تلة الريح", "شاحنات على الطريق", *SENTENCES[:3]]


def test_what_is_arabic() -> None:
    assert is_arabic(TEXT)
    assert is_arabic(TEXT + " " + ENGLISH)
    assert not is_arabic(PERSIAN * 3)
    assert not is_arabic(ENGLISH * 5 + SENTENCES[0])
    assert may_be_arabic(TEXT)
    assert may_be_arabic("".join(f"&#{ord(c)};" for c in TEXT))
    assert not may_be_arabic(ENGLISH * 100 + "عربي")


def test_only_arabic_where_that_is_asked_for() -> None:
    for sentence in (ENGLISH, PERSIAN):
        data = simple(sentence[:30], [sentence * 3] * 4)
        assert from_bytes(data, "a.html", "page").text
        with pytest.raises(KhabarError) as met:
            from_bytes(data, "a.html", "page", arabic=True)
        assert met.value.code == "page-foreign"


@pytest.mark.parametrize(
    "html",
    ["<", "<p>", "<html><body>" + "<div>" * 5000, "<table>" * 300 + "نص", "<body><h1></h1><p></p></body>", "<title>\x00</title>نص", "<!--"],
)  # fmt: skip
def test_odd_markup_gives_a_page_or_one_error(html: str) -> None:
    try:
        page = parse_page(html, "a.html")
    except KhabarError as problem:
        assert problem.code in ("page-empty", "page-list")
    else:
        assert page.text.strip()


def test_outlets_are_told_by_the_address() -> None:
    from khabar.layers.pipeline import annotate_article

    packs = load_packs()
    for url, name in (
        ("https://arabic.sputniknews.com/x", "سبوتنيك"), ("https://www.bbc.com/arabic/1", "بي بي سي"), ("http://m.example.org/1", "example.org"),
    ):  # fmt: skip
        assert annotate_article(Article("a", SENTENCES[0], url=url), packs).outlet == name
    assert (
        annotate_article(Article("a", SENTENCES[0], url="https://www.bbc.com/1", outlet="غيره"), packs).outlet == "غيره"
    )
    assert annotate_article(Article("a", SENTENCES[0]), packs).outlet is None
