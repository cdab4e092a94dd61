"""The article view: segments that lie over one another, voices, why, and what hostile text does: nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.harness import ask, served

from khabar.article import Article, Attribution, Event, Link, Name, Published, Time
from khabar.ledger import open_ledger
from khabar.web import segments, why

TEXT = "أعلنت وزارة نجران الجديدة اليوم أن الوفد وصل. وقال مراقبون إن الوزير غاضب."


def _span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture
def overlapping() -> Article:
    """Names within names, an event inside of an attribution inside of another."""
    outer, inner = _span("أن الوفد وصل"), _span("الوفد وصل")
    return Article(
        "overlapping",
        TEXT,
        body=[(0, len(TEXT))],
        names=[Name(*_span("وزارة نجران الجديدة"), "ORG", "ministry"), Name(*_span("نجران"), "GPE", "najran")],
        times=[Time(*_span("الجديدة اليوم"))],
        attributions=[
            Attribution(outer, _span("أعلنت"), chain=[Link("organisation", _span("وزارة نجران الجديدة"))]),
            Attribution(inner, chain=[Link("observers", _span("مراقبون"))]),
        ],
        events=[Event("e0", "CONSULT", _span("وصل"), attribution=0)],
    )


def test_segments_give_the_text_back(overlapping: Article) -> None:
    rows = segments.rows(overlapping)
    pieces = [s for row in rows for s in row.segments]
    assert "".join(s.text for s in pieces) == TEXT
    assert [s.start for s in pieces] == sorted(s.start for s in pieces)


def test_overlapping_spans_are_cut_and_keep_all_they_are(overlapping: Article) -> None:
    refs = {s.text: s.refs for row in segments.rows(overlapping) for s in row.segments}
    assert refs["نجران"] == ("n0", "n1")
    assert refs["الجديدة"] == ("n0", "t0")
    assert refs["وزارة "] == ("n0",)
    assert refs[" اليوم"] == ("t0",)
    assert refs["وصل"] == ("e0",)


def test_the_innermost_voice_speaks(overlapping: Article) -> None:
    said = {s.text: s.classes for row in segments.rows(overlapping) for s in row.segments}
    assert "voice-1" in said["أن "] and "voice-2" in said["الوفد "] and "voice-2" in said["وصل"]
    first, second = segments.rows(overlapping)
    assert [v.colour for v in first.voices] == [1, 2]
    assert [v.colour for v in second.voices] == [0]


def test_selected_spans_are_marked(overlapping: Article) -> None:
    on = "".join(s.text for r in segments.rows(overlapping, [_span("الوفد وصل")]) for s in r.segments if s.on)
    assert on == "الوفد وصل"


def test_samples_come_out_whole(ledger: Path) -> None:
    with open_ledger(ledger) as opened:
        for article in opened.articles():
            pieces = [s for row in segments.rows(article) for s in row.segments]
            assert re.sub(r"\s", "", "".join(s.text for s in pieces)) == re.sub(r"\s", "", article.text)
            assert all(article.text[s.start :].startswith(s.text) for s in pieces)


def test_refs_that_the_article_lacks_are_left_out(overlapping: Article) -> None:
    assert why.refs("n1.n1.e0.n9.x3.a-1..t0", overlapping) == ["n1", "e0", "t0"]
    assert why.refs("n٣.n" + "9" * 40, overlapping) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_why_names_rule_and_pack(address: str, shown: dict[str, list[str]], lang: str) -> None:
    page = ask(f"{address}/{lang}{shown['article'][0]}?why=e0.a0.n0.t0").text
    panel = page.split('<div class="aside">')[1]
    with_codes = re.findall(r"<code>([^<]+)</code>", panel)
    assert any(c.startswith("event.") for c in with_codes) and any("@" in c for c in with_codes)
    assert ask(f"{address}/{lang}{shown['article'][0]}").text.count("data-asked") == 0


def test_htmx_gets_the_columns_alone(address: str, shown: dict[str, list[str]]) -> None:
    headers = {"HX-Request": "true", "HX-Target": "article"}
    part = ask(f"{address}/en{shown['article'][0]}?why=e0", headers=headers).text
    assert part.lstrip().startswith('<div class="columns" id="article"') and "<html" not in part
    restored = ask(f"{address}/en{shown['article'][0]}", headers={**headers, "HX-History-Restore-Request": "true"})
    assert "<html" in restored.text


def test_layers_stand_in_the_address(address: str, shown: dict[str, list[str]]) -> None:
    page = ask(f"{address}/en{shown['article'][0]}?layers=1&layer=names&layer=nonsense").text
    assert 'class="reading names"' in page
    assert page.count(" checked") == 1
    assert "layers=1&amp;layer=names" in page.split('class="reading')[1], "links of the text keep what is shown"
    other = re.search(r'href="([^"]*)" lang="ar"', page)
    assert (
        other
        and other[1].startswith("/ar/article/")
        and other[1].endswith("?layers=1&amp;layer=names&amp;layer=nonsense")
    )


EVIL = (
    "<script>document.title='taken'</script> <img src=x onerror=\"document.title='taken'\"> "
    "قال الوزير \u202eإن الوفد\u2066 وصل.\n{{ 7*7 }} <b onclick=alert(1)>نص</b> &lt;i&gt; \x00\x1b[31m"
)


PAGE = "<!DOCTYPE html><script>alert(1)</script><p>نص الصفحة كما كانت عند القراءة</p>".encode()


def hostile() -> Article:
    """An article that tries everything."""
    minister = _span("الوزير", EVIL)
    return Article(
        "evil\"><script>x</script>/../'id",
        EVIL,
        outlet="<script>alert('outlet')</script>",
        url="javascript:document.title='taken'",
        title="</title><script>document.title='taken'</script>\u202eعنوان",
        published=Published("2025-01-01", "2025-01-02", "worked-out", ["<img src=x onerror=alert(2)>"]),
        body=[(0, len(EVIL))],
        names=[Name(*minister, "PER", "<script>alert('entity')</script>", rule="<b>rule</b>", pack="p'\"@<i>")],
        attributions=[
            Attribution(_span("إن الوفد\u2066 وصل", EVIL), _span("قال", EVIL), chain=[Link("person", minister)])
        ],
        events=[
            Event("<e>", "CONSULT", _span("وصل", EVIL), source=["javascript:alert(3)"], mode="<svg onload=alert(4)>")
        ],
        source="/x/<script>",
    )


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application on a ledger that holds the hostile article alone."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.ledger"
    with open_ledger(path, write=True) as ledger:
        ledger.add(hostile())
        ledger.keep_page(hostile().id, PAGE, content_type="text/html")
    with served(path) as found:
        yield found


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_hostile_text_is_only_text(hostile_address: str, lang: str) -> None:
    start = ask(f"{hostile_address}/{lang}/").text
    link = re.search(rf'href="(/{lang}/article/[^"]+)"', start)
    assert link
    page = ask(f"{hostile_address}{link[1]}?why=n0.a0.e0").text
    for text in (start, page):
        assert re.findall(r"<script(?! src=\"/static/)", text) == []
        assert not re.search(r"<(?:img|svg|b) [^>]*on\w+=", text)
        assert 'href="javascript' not in text
        assert not any(c in text for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b")
    assert "U+202E" in page and "{{ 7*7 }}" in page and ">49<" not in page
    assert "&lt;script&gt;" in page


def test_a_kept_page_is_text_or_a_file_never_a_page(hostile_address: str) -> None:
    link = re.search(r'href="(/en/article/[^"]+)"', ask(f"{hostile_address}/en/").text)
    assert link
    kept = re.findall(r'href="(/en/page/[^"]+)"', ask(f"{hostile_address}{link[1]}").text)
    assert len(kept) == 2
    text, file = (ask(f"{hostile_address}{path}") for path in kept)
    assert text.text.encode() == file.text.encode() == PAGE
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"].startswith("attachment")
    for answer in (text, file):
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert ask(f"{hostile_address}/ar/page/{'0' * 64}").status == 404


def test_hostile_text_does_nothing_in_a_browser(hostile_address: str, visit: Callable[..., Any]) -> None:
    seen = visit("/en/", at=hostile_address)
    seen.page.click("ul.rows a")
    seen.page.wait_for_selector(".reading")
    seen.page.click(".reading a.seg.n")
    seen.page.wait_for_selector("[data-asked]")
    assert "taken" not in seen.page.title().replace("document.title='taken'", "")
    assert seen.page.evaluate("document.querySelectorAll('script').length") == 1
    assert seen.page.evaluate("document.querySelectorAll('[onerror],[onclick],[onload]').length") == 0
    assert seen.troubles == []
