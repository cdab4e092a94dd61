"""The map in the browser: what is drawn is what the table says; clusters, precision, popups, the slider, no script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.web.harness import ask

from khabar import look
from khabar.ledger import open_ledger
from khabar.look.maps import precision
from khabar.web.views.map import lane_of, stops
from khabar.web.words import words


def _numbers(page: Any) -> list[int]:
    return [int(n) for n in page.locator(".pin-n").all_inner_texts()]


def _until(page: Any, holds: Callable[[], bool]) -> None:
    """Wait until it holds: the policy of the page lets nothing be evaluated there."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(25)
    assert holds()


def test_the_table_says_what_the_ledger_does(address: str, ledger: Path) -> None:
    text = ask(f"{address}/en/map").text
    rows = re.findall(
        r'<th scope="row"><a[^>]*>(?:<bdi[^>]*>)?([^<]+).*?<td class="number"><bdi>([\d,]+)</bdi>', text, re.S
    )
    with open_ledger(ledger) as opened:
        found = look.map_points(opened)
    assert [int(n) for _, n in rows] == [p.n for p in found.points]
    assert dict(rows)["Damascus"] == str(next(p.n for p in found.points if p.places == ["damascus"]))
    assert text.count("a whole country") > 2 and "an exact place" in text


def test_marks_hold_every_happening_and_do_not_overlap(visit: Callable[..., Any], ledger: Path) -> None:
    with open_ledger(ledger) as opened:
        total = sum(p.n for p in look.map_points(opened).points)
    seen = visit("/ar/map")
    page = seen.page
    page.wait_for_selector(".pin")
    assert sum(_numbers(page)) == total
    far = page.locator(".pin").count()
    overlaps = page.evaluate(
        """() => { const boxes = [...document.querySelectorAll('.pin-body, .pin-name, .country-name')]
          .map(e => [e, e.getBoundingClientRect()]);
          return boxes.flatMap(([e, a], i) => boxes.slice(i + 1).filter(([f, b]) => !e.contains(f) && !f.contains(e)
            && a.left + 1 < b.right && b.left + 1 < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom)
            .map(([f]) => e.textContent + ' / ' + f.textContent)); }"""
    )
    assert overlaps == []
    page.locator(".pin.cluster").first.click()
    page.click(".leaflet-popup-content button")
    page.wait_for_url(re.compile("view="))
    page.wait_for_selector(".pin")
    assert "view=" in page.locator("a[hreflang=en]").get_attribute("href")
    page.goto(page.url.split("?")[0])
    page.wait_for_selector(".pin")
    assert page.locator(".pin").count() == far and seen.troubles == []


def test_a_mark_is_reached_and_told_by_keyboard(visit: Callable[..., Any]) -> None:
    seen = visit("/en/map?view=9/33.5/36.3")
    page = seen.page
    mark = page.locator(".pin.town")
    mark.wait_for()
    assert mark.get_attribute("aria-label").startswith("Damascus, a city or town: ")
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".popup-rows a")
    assert page.evaluate("document.activeElement.closest('.popup-rows') !== null")
    assert "a city or town" in page.inner_text(".leaflet-popup")
    promised = int(re.sub(r"\D", "", page.inner_text(".popup-more a")))
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup", state="detached")
    mark.click()
    page.click(".popup-more a")
    page.wait_for_selector("ul.happenings")
    assert page.locator("ul.happenings > li").count() == promised
    assert seen.troubles == []


def test_the_slider_narrows_marks_and_table(visit: Callable[..., Any]) -> None:
    seen = visit("/en/map")
    page = seen.page
    page.wait_for_selector(".pin")
    before = sum(_numbers(page))
    page.focus("#map-until")
    page.keyboard.press("Home")
    page.wait_for_url(re.compile("to=2018-12-31"))
    _until(page, lambda: sum(_numbers(page)) < before)
    after = sum(_numbers(page))
    cells = page.locator(".places td.number").all_inner_texts()
    assert 0 < after == sum(int(c) for c in cells)
    assert page.evaluate("document.activeElement.id") == "map-until"
    assert page.locator(".stops rect.off").count() > 0
    page.focus("#map-until")
    page.keyboard.press("End")
    page.wait_for_url(re.compile(r"/map$"))
    _until(page, lambda: sum(_numbers(page)) == before)
    assert seen.troubles == []


def test_countries_are_shapes_and_wide_areas_rings(visit: Callable[..., Any]) -> None:
    page = visit("/en/map").page
    page.wait_for_selector("path.land.told")
    with_shape = page.locator("path.land.told").count()
    data = page.evaluate("JSON.parse(document.getElementById('map-found').dataset.points).points")
    assert with_shape == len({p[8] for p in data if p[2] == "country"}) > 2


def test_it_works_without_script(running: Any, address: str) -> None:
    context = running.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/map")
    page.fill("input[name=to]", "2018-12-31")
    page.click(".filters button")
    assert "to=2018-12-31" in page.url and not page.is_visible("#map") and not page.is_visible(".ranges")
    page.click(".places tbody a >> nth=0")
    assert "to=2018-12-31" in page.url and page.locator("ul.happenings > li").count() > 0
    context.close()


def test_stops_leave_no_gap_and_stay_few() -> None:
    class Asking:
        words = words("en")

    few = stops(Asking(), {"2024-11": 2, "2025-02": 3})  # type: ignore[arg-type]
    assert [(s.first, s.last, s.n) for s in few] == [
        ("2024-11-01", "2024-11-30", 2),
        ("2024-12-01", "2024-12-31", 0),
        ("2025-01-01", "2025-01-31", 0),
        ("2025-02-01", "2025-02-28", 3),
    ]
    assert few[0].label == "November 2024"
    many = stops(Asking(), {"1950-03": 1, "2025-02": 3})  # type: ignore[arg-type]
    assert len(many) <= 72 and sum(s.n for s in many) == 4 and many[0].first <= "1950-03-01"
    assert stops(Asking(), {}) == []  # type: ignore[arg-type]


def test_what_a_point_stands_for() -> None:
    kinds = {"syria": "country", "aleppo-governorate": "province", "aleppo": "town", "sheikh-maqsoud": "site"}
    kinds |= {"red-sea": "region", "nowhere": "town"}
    assert {place: precision(place) for place in kinds} == kinds
    assert lane_of({"CONSULT": 2, "ASSAULT": 3}) == "force" and lane_of({}) == ""
