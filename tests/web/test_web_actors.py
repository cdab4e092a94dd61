"""Actors, outlets, who said what."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.web.harness import ask

from khabar import look
from khabar.ledger import open_ledger
from khabar.look.matrix import Cell
from khabar.web.views.actor import bar
from khabar.web.views.matrix import says
from khabar.web.views.outlet import bar as kinds_bar


def bare(text: str) -> str:
    """The words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("words", ["قسد", "القسد", "sdf", "SDF", "Syrian Democratic"])
def test_an_actor_is_found_by_any_of_its_names(address: str, words: str) -> None:
    page = ask(f"{address}/en/actors?q={urllib.parse.quote(words)}")
    assert page.status == 200 and 'href="/en/actor/sdf"' in page.text


def test_kinds_narrow_the_list(address: str, ledger: Path) -> None:
    page = ask(f"{address}/ar/actors?type=PER").text
    with open_ledger(ledger) as opened:
        wanted = [a.id for a in look.actors(opened, types=("PER",)).actors]
    assert wanted and re.findall(r'<th scope="row"><a href="/ar/actor/([^"]+)"', page) == wanted
    assert "لا اسم كهذا" in ask(f"{address}/ar/actors?q=zzzzzz").text


def test_an_actor_is_named_as_each_outlet_names_it(address: str, ledger: Path) -> None:
    with open_ledger(ledger) as opened:
        found = look.actor(opened, "sdf")
    page = ask(f"{address}/ar/actor/sdf").text
    for form in found.forms:
        assert form.words in bare(page)
        assert f"at={form.span[0]}-{form.span[1]}" in page
    assert "مانح للشرعية" in page
    charged = [c for c in found.colours if len(c.counts) > 1]
    assert charged, "no outlet of the samples names this actor in two colours"
    assert page.count("naming-delegitimising") >= 1


def test_relations_lead_to_the_happenings_between_the_two(address: str, ledger: Path) -> None:
    with open_ledger(ledger) as opened:
        other = look.actor(opened, "sdf").relations[0].other
        with_other = look.actor(opened, "sdf", look.Filters(other=other)).page.total
        everything = look.actor(opened, "sdf").page.total
    page = ask(f"{address}/en/actor/sdf?other={other}").text
    assert f'href="/en/actor/sdf?other={other}#events"' in ask(f"{address}/en/actor/sdf").text
    assert 0 < with_other < everything
    assert f"{with_other} happenings" in bare(page)


def test_unknown_ones_are_pages(address: str) -> None:
    for path in ("actor/nobody-at-all", "outlet/nobody-at-all"):
        answer = ask(f"{address}/en/{path}")
        assert answer.status == 404 and "<html" in answer.text


def test_an_outlet_tells_on_whom_it_rests(address: str, ledger: Path) -> None:
    with open_ledger(ledger) as opened:
        rows = look.outlets(opened).outlets
    page = ask(f"{address}/ar/outlets").text
    assert [urllib.parse.unquote(o) for o in re.findall(r'<th scope="row"><a href="/ar/outlet/([^"]+)"', page)] == [
        r.outlet for r in rows
    ]
    for row in rows:
        one = ask(f"{address}/en/outlet/{urllib.parse.quote(row.outlet, safe='')}")
        assert one.status == 200
        for kind, n, _, width in kinds_bar(row.kinds):
            assert f"root-{kind}" in one.text and f"{n} ( {round(width)}% )" in bare(one.text)


def test_shares_fill_the_bar() -> None:
    parts = bar({"neutral": 3, "delegitimising": 1})
    assert parts == [("neutral", 0.0, 75.0), ("delegitimising", 75.0, 25.0)]
    assert bar({}) == []
    assert [(k, n) for k, n, _, _ in kinds_bar({"anonymous": 1, "own": 2})] == [("own", 2), ("anonymous", 1)]


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        ([("neutral", "happened", True)], "so"),
        ([("denying", "happened", True)], "not"),
        ([(None, "happened", False)], "not"),
        ([(None, "planned", True)], "open"),
        ([(None, "happened", True), ("denying", "happened", True)], "both"),
        ([(None, "ended", True), (None, "possible", True)], "so"),
    ],
)
def test_what_a_voice_says_in_a_word(cells: list[tuple[str | None, str, bool]], word: str) -> None:
    assert says([Cell("a", "e", "says", *cell) for cell in cells]) == word


def test_the_matrix_has_every_claim_and_voice(address: str, ledger: Path) -> None:
    with open_ledger(ledger) as opened:
        found = look.matrix(opened, columns=14)
    page = ask(f"{address}/ar/matrix").text
    assert page.count('scope="row"') == len(found.claims)
    assert page.count('class="voice-name"') == len(found.voices)
    cells = sum(len(c.cells) for c in found.claims)
    assert len(re.findall(r'<a class="says (so|not|open|both) (says|passes-on)"', page)) == cells
    more = ask(f"{address}/ar/matrix?alone=1").text
    assert more.count('scope="row"') > page.count('scope="row"')


def test_the_matrix_scrolls_inside_itself(visit: Callable[..., Any]) -> None:
    for width in (1280, 390):
        seen = visit("/ar/matrix?alone=1", width=width)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.troubles == []


def test_an_actor_gets_another_name_from_its_page(ledger: Path, tmp_path: Path, visit: Callable[..., Any]) -> None:
    import shutil

    from tests.web.harness import served

    own = tmp_path / "own.ledger"
    shutil.copy(ledger, own)
    with served(own) as there:
        seen = visit("/en/actor/sdf", at=there)
        seen.page.fill('section:has(#rename-title) input[name="name"]', "The Forces")
        seen.page.click("section:has(#rename-title) button")
        seen.page.wait_for_url("**done=*")
        assert "The Forces" in seen.page.inner_text("h1")
        seen.page.keyboard.press("u")
        seen.page.wait_for_selector("h1:not(:has-text('The Forces'))")
