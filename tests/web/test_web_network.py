"""The network in the browser: what is drawn is what the table says, always in the same place; filters, ways onward."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.web.harness import ask

from khabar import look
from khabar.ledger import open_ledger
from khabar.look.course import KIND_OF
from khabar.web.views.network import GROUP_OF

WHERE = """() => { const event = new CustomEvent('khabar:where', { detail: {} });
  document.getElementById('network').dispatchEvent(event); return event.detail; }"""


# htmx first puts the new table there, then says that it has settled, and only then is it drawn
SETTLED = f"""() => document.querySelector('#network canvas')
  && ({WHERE})().edges.length === JSON.parse(document.getElementById('network-found').dataset.graph).edges.length"""


def _drawn(page: Any) -> Any:
    page.wait_for_function(SETTLED)
    return page.evaluate(WHERE)


def _relations(page: Any) -> set[str]:
    return {words.strip() for words in page.locator(".edges tbody td:nth-child(2) a").all_inner_texts()}


def test_every_relation_has_a_line_of_its_own() -> None:
    assert set(KIND_OF) | {"MEDIATE"} == set(GROUP_OF)


def test_the_table_says_what_the_ledger_does(address: str, ledger: Path) -> None:
    text = ask(f"{address}/en/network?most=300").text
    with open_ledger(ledger) as opened:
        found = look.network(opened, strongest=300)
    numbers = re.findall(r'<td class="number"><bdi>([\d,]+)</bdi></td></tr>', text)
    assert [int(n) for n in numbers] == [e.n for e in found.edges][:40]
    assert f"{len(found.nodes)}</bdi> sides" in text and f"{len(found.edges)}</bdi> relations" in text
    assert "Mediation" in text and "Agreement" in text


def test_an_edge_leads_to_the_happenings_that_it_counts(address: str) -> None:
    text = ask(f"{address}/en/network").text
    row = re.search(r'<td><a href="(/en/network/edge[^"]*)">.*?<td class="number"><bdi>(\d+)</bdi>', text, re.S)
    assert row
    behind = ask(address + row[1].replace("&amp;", "&")).text
    assert behind.count('<li class="happening') == int(row[2]) > 1
    assert ask(f"{address}/en/network/edge?a=nobody&b=no-one&relation=AGREE").status == 200


def test_what_is_drawn_is_what_the_table_says(visit: Callable[..., Any]) -> None:
    seen = visit("/en/network")
    drawn = _drawn(seen.page)
    said = seen.page.inner_text(".edges [data-asked]")
    assert said.startswith(f"{len(drawn['nodes'])} sides · {len(drawn['edges'])} relations")
    wide, tall = seen.page.evaluate("[network.clientWidth, network.clientHeight]")
    for node in drawn["nodes"]:
        assert 0 < node["x"] < wide and 0 < node["y"] < tall, node
    assert seen.troubles == []


def test_nodes_stand_where_they_stood(visit: Callable[..., Any]) -> None:
    first = _drawn(visit("/en/network").page)
    again = visit("/en/network").page
    assert _drawn(again) == first
    again.click("[data-do=in]")
    assert _drawn(again)["nodes"] != first["nodes"]
    again.click("[data-do=fit]")
    assert _drawn(again)["nodes"] == first["nodes"]


def test_filters_change_drawing_table_and_address(visit: Callable[..., Any]) -> None:
    seen = visit("/en/network")
    page = seen.page
    before = len(_drawn(page)["edges"])
    page.check("#network-attacked")
    page.wait_for_url(re.compile("group=attacked"))
    rows = page.locator(".edges tbody tr")
    page.wait_for_function("n => document.querySelectorAll('.edges tbody tr').length < n", arg=before)
    page.wait_for_selector("#network-attacked:checked")
    assert 0 < rows.count() < before and _relations(page) == {"Attack"}
    assert len(_drawn(page)["edges"]) == rows.count()
    page.uncheck("#network-attacked")
    page.fill("#network-least", "2")
    page.keyboard.press("Tab")
    page.wait_for_url(re.compile("least=2"))
    page.wait_for_selector("#network-attacked:not(:checked)")
    assert all(int(n) >= 2 for n in page.locator(".edges td.number").all_inner_texts())
    assert seen.troubles == []


def test_a_line_and_a_node_lead_on(visit: Callable[..., Any]) -> None:
    seen = visit("/en/network?group=attacked")
    page = seen.page
    drawn = _drawn(page)
    box = page.locator("#network").bounding_box()
    line = drawn["edges"][0]
    page.mouse.move(box["x"] + line["x"], box["y"] + line["y"])
    page.wait_for_selector("#network.pointing")
    assert "Attack" in page.inner_text(".graph-says")
    page.mouse.click(box["x"] + line["x"], box["y"] + line["y"])
    page.wait_for_url(re.compile("/network/edge"))
    assert page.locator("ul.happenings > li").count() > 0
    page.go_back()
    node = next(n for n in _drawn(page)["nodes"] if n["id"] == "sdf")
    box = page.locator("#network").bounding_box()
    page.mouse.click(box["x"] + node["x"], box["y"] + node["y"])
    page.wait_for_url(re.compile("/en/actor/sdf$"))
    assert seen.troubles == []


def test_it_works_without_script(running: Any, address: str) -> None:
    context = running.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/ar/network")
    assert not page.is_visible("#network-frame")
    page.check("#network-mediated")
    page.click(".filters button")
    assert "group=mediated" in page.url
    assert _relations(page) == {"وساطة"}
    context.close()
