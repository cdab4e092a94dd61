"""Every view in a real browser: nothing on the console, accessible, nothing cut; keys, themes, layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from khabar.web.views import VIEWS

LOOKS = [("ar", "light"), ("ar", "dark"), ("en", "light"), ("en", "dark")]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.mark.parametrize(("lang", "theme"), LOOKS)
@pytest.mark.parametrize("view", VIEWS)
def test_view_is_accessible(
    view: str, lang: str, theme: str, shown: dict[str, list[str]], visit: Callable[..., Any]
) -> None:
    for path in shown[view]:
        seen = visit(f"/{lang}{path}", theme=theme)
        found = Axe().run(seen.page, options=RULES).response["violations"]
        assert [(v["id"], n["html"][:200]) for v in found for n in v["nodes"]] == [], path
        assert seen.troubles == [], path
        assert seen.page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_sticks_out(
    view: str, lang: str, width: int, shown: dict[str, list[str]], visit: Callable[..., Any]
) -> None:
    for path in shown[view]:
        seen = visit(f"/{lang}{path}", width=width)
        over = seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{path} is {over} px too wide"


def test_fonts_are_those_shipped(shown: dict[str, list[str]], visit: Callable[..., Any]) -> None:
    page = visit(f"/ar{shown['article'][0]}").page
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    )
    assert {"Plex Arabic", "Naskh"} <= set(loaded)


def test_a_word_tells_why_without_leaving_the_page(shown: dict[str, list[str]], visit: Callable[..., Any]) -> None:
    seen = visit(f"/en{shown['article'][0]}")
    page = seen.page
    page.evaluate("window.stayed = true")
    page.click(".reading a.seg.e >> nth=0")
    page.wait_for_selector("[data-asked]")
    assert page.evaluate("window.stayed") and "why=" in page.url
    assert page.inner_text("#status") == page.inner_text("[data-asked]")
    page.keyboard.press("Escape")
    page.wait_for_selector("[data-asked]", state="detached")
    assert "why=" not in page.url
    page.go_back()
    page.wait_for_selector("[data-asked]")
    assert seen.troubles == []


def test_layers_can_be_switched(shown: dict[str, list[str]], visit: Callable[..., Any]) -> None:
    page = visit(f"/ar{shown['article'][0]}").page
    page.uncheck("input[value=names]")
    page.wait_for_selector(".reading:not(.names)")
    assert "layer=voices" in page.url and "layer=names" not in page.url
    page.reload()
    assert not page.is_checked("input[value=names]") and page.is_checked("input[value=events]")


def test_it_works_without_script(running: Any, address: str, shown: dict[str, list[str]]) -> None:
    context = running.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en{shown['article'][0]}")
    page.click(".reading a.seg.n >> nth=0")
    assert page.locator("[data-asked]").count() == 1
    page.click("header button[name=theme]")
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert "why=" in page.url
    context.close()


def test_the_theme_stays(visit: Callable[..., Any]) -> None:
    page = visit("/en/", theme="light").page
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("button[name=theme]")
    page.click("button[name=theme]")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground


def test_the_language_changes_in_place(shown: dict[str, list[str]], visit: Callable[..., Any]) -> None:
    page = visit(f"/en{shown['article'][0]}?why=e0").page
    page.keyboard.press("l")
    page.wait_for_selector("html[lang=ar]")
    assert page.url.endswith(f"/ar{shown['article'][0]}?why=e0")


def test_the_skip_link_comes_first(visit: Callable[..., Any]) -> None:
    page = visit("/ar/").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_folds_where_it_is_narrow(visit: Callable[..., Any]) -> None:
    page = visit("/ar/", width=360).page
    assert not page.is_visible("nav.broad")
    page.click("details.menu > summary")
    assert page.is_visible("details.menu nav a")
    page.keyboard.press("Escape")
    assert not page.is_visible("details.menu nav a")
