"""Search in the browser: spellings, particles, Latin names, facets, the way to the sentence, saved searches."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.web.harness import ask, served

from khabar.web.views.search import query_of


def _marked(text: str) -> set[str]:
    return set(re.findall(r'<span class="found">([^<]*)</span>', text))


def _titles(text: str) -> list[str]:
    return re.findall(r"<h2><a href=\"[^\"]*\">(.*?)</a></h2>", text)


@pytest.mark.parametrize("word", ["حكومة", "الحكومة", "الحكومه", "لِلحُكومةِ"])
def test_a_word_in_any_spelling_with_or_without_particles(word: str, address: str) -> None:
    found = ask(f"{address}/ar/search?q={quote(word)}")
    assert found.status == 200
    assert {"الحكومة", "للحكومة"} <= _marked(found.text) and all("حكومة" in m for m in _marked(found.text))


def test_a_latin_name_means_who_is_called_so(address: str) -> None:
    found = ask(f"{address}/en/search?q=SDF").text
    assert {"قسد", "قوات سوريا الديمقراطية"} <= _marked(found)
    called = found[found.index("called-title") :]
    assert "Syrian Democratic Forces" in called[: called.index("</section>")]


def test_words_in_quotation_marks_stand_in_a_row(address: str) -> None:
    apart = _titles(ask(f"{address}/ar/search?q={quote('النار إطلاق')}").text)
    in_a_row = _titles(ask(f"{address}/ar/search?q={quote('«إطلاق النار»')}").text)
    assert in_a_row and set(in_a_row) <= set(apart)
    assert _titles(ask(f"{address}/ar/search?q={quote('«النار إطلاق»')}").text) == []


def test_facets_narrow_and_count_right(visit: Callable[..., Any]) -> None:
    seen = visit(f"/en/search?q={quote('اتفاق')}")
    page = seen.page
    facet = page.locator(".facets h3:text-is('Type of event') + ul li").first
    promised = int(facet.locator(".n").inner_text())
    before = page.locator(".hit").count()
    page.evaluate("window.stayed = true")
    facet.locator("a").click()
    page.wait_for_selector(".chosen .chip")
    assert "type=" in page.url and page.evaluate("window.stayed")
    assert page.locator(".hit").count() == promised <= before
    page.reload()
    assert page.locator(".hit").count() == promised
    page.click(".chosen .chip")
    page.wait_for_selector("#found:not(:has(.chosen))")
    assert "type=" not in page.url and page.locator(".hit").count() == before
    assert seen.troubles == []


def test_a_stance_holds_of_the_sentences_shown(address: str) -> None:
    found = ask(f"{address}/en/search?q=SDF&stance=demanding").text
    voices = re.findall(r'<p class="said">(.*?)</p>', found, re.S)
    assert voices and all("demanded" in voice for voice in voices)


def test_days_are_those_of_publication(address: str) -> None:
    everything = ask(f"{address}/en/search?q={quote('اتفاق')}").text
    assert "13 December 2018" in everything and "10 March 2025" in everything
    early = ask(f"{address}/en/search?q={quote('اتفاق')}&to=2018-12-31").text
    assert "13 December 2018" in early and "10 March 2025" not in early


def test_a_sentence_leads_to_its_place_in_the_article(visit: Callable[..., Any]) -> None:
    seen = visit(f"/ar/search?q={quote('بلا اتفاق')}")
    page = seen.page
    link = page.locator(".sentence .quote a").first
    words = {re.sub(r"\W", "", w) for w in link.locator(".found").all_inner_texts()}
    link.click()
    page.wait_for_selector(".reading .on")
    shown = "".join(page.locator(".reading .on").all_inner_texts())
    assert words and all(w in shown for w in words)
    target = page.locator(f"[id='{page.evaluate('location.hash.slice(1)')}']")
    assert target.count() == 1 and target.evaluate("e => e.classList.contains('on')")
    assert seen.troubles == []


def test_what_cannot_be_searched_is_said(address: str) -> None:
    assert ask(f"{address}/en/search").status == 200
    nothing = ask(f"{address}/en/search?q=%D8%8C%21")
    assert nothing.status == 400 and "no word here" in nothing.text
    unknown = ask(f"{address}/en/search?q=zzzzqqq")
    assert unknown.status == 200 and "No article has all these words" in unknown.text
    assert ask(f"{address}/en/search?q=a&from=tomorrow").status == 400


def test_words_asked_for_are_only_words(visit: Callable[..., Any]) -> None:
    hostile = '<script>alert(1)</script> " OR * NEAR( اتفاق'
    seen = visit(f"/en/search?q={quote(hostile)}")
    assert seen.page.input_value("#search-q") == hostile
    assert seen.troubles == []


def test_a_search_is_saved_found_again_and_dropped(ledger: Path, tmp_path: Path, visit: Callable[..., Any]) -> None:
    copy = tmp_path / "own.ledger"
    shutil.copy(ledger, copy)
    with served(copy) as address:
        seen = visit(f"/en/search?q={quote('دمشق')}&type=AGREE", at=address)
        page = seen.page
        page.fill(".save input[name=name]", "<b>mine</b>")
        page.click(".save button")
        page.wait_for_load_state()
        assert "type=AGREE" in page.url and page.locator(".saved .rows a").inner_text() == "<b>mine</b>"
        page.goto(f"{address}/ar/search")
        page.click(".saved .rows a")
        page.wait_for_selector(".chosen .chip")
        assert page.input_value("#search-q") == "دمشق"
        page.click(".saved .rows button")
        page.wait_for_selector(".saved:not(:has(.rows))")
        assert seen.troubles == []
        assert ask(f"{address}/en/search/drop/1", form={}).status == 403
        assert ask(f"{address}/en/search/save", form={"name": "x", "query": "q=a"}).status == 403


def test_only_what_the_view_knows_is_kept_of_an_address() -> None:
    pairs = [("page", "3"), ("type", "AGREE"), ("q", " a "), ("token", "x"), ("actor", ""), ("type", "REJECT")]
    assert query_of(pairs) == "q=a&type=REJECT"
