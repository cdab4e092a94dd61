"""Pages are made once, as long as the ledger is as it was, and each browser and each reader gets his own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.responses import HTMLResponse, Response
from tests.web.harness import Answer, ask

from khabar.ledger import open_ledger
from khabar.ledger.watch import Watch
from khabar.people import People, beside
from khabar.relate.decisions import About
from khabar.web.settings import Settings
from khabar.web.site import Site
from khabar.web.steady import Steady
from khabar.web.visit import Visit

GOOD = "four words in a row"


def rename(path: Path, name: str) -> str:
    """Call a happening otherwise; its identifier."""
    with open_ledger(path, write=True) as ledger:
        happening = next(e for e in ledger.events() if len(e.accounts) > 1).id
        ledger.decide("rename", About(ledger.accounts_of(happening), name=name, lang="en"), who="me")
        return happening


def get(address: str, token: str = "", **headers: str) -> Answer:
    cookie = f"khabar-token={token}; khabar-lang=en" if token else ""
    return ask(address, headers={"Cookie": cookie, **headers})


def test_who_has_the_page_already_is_told_so_until_the_ledger_changes(own: Path, there: str) -> None:
    happening = rename(own, "first name")
    address, token = f"{there}/en/happening/{happening}", "t" * 30
    first = get(address, token)
    assert first.status == 200 and "first name" in first.text
    again = get(address, token, **{"If-None-Match": first.headers["ETag"]})
    assert again.status == 304 and again.text == ""
    assert again.headers["Cache-Control"] == "private, no-cache" and "Cookie" in again.headers["Vary"]
    rename(own, "second name")
    after = get(address, token, **{"If-None-Match": first.headers["ETag"]})
    assert after.status == 200 and "second name" in after.text and "first name" not in after.text


def test_every_browser_gets_its_own_token(there: str) -> None:
    one, two = (get(f"{there}/en/", c * 30) for c in "ab")
    assert re.findall(r'name="token" value="([^"]*)"', one.text) == ["a" * 30]
    assert re.findall(r'name="token" value="([^"]*)"', two.text) == ["b" * 30]
    assert one.headers["ETag"] != two.headers["ETag"]
    fresh = get(f"{there}/en/")
    (given,) = re.findall(r'name="token" value="([^"]*)"', fresh.text)
    assert f"khabar-token={given}" in str(fresh.headers.get_all("Set-Cookie"))


def test_what_the_reader_chose_makes_another_page(there: str) -> None:
    plain = get(f"{there}/en/stories", "t" * 30).text
    dark = ask(f"{there}/en/stories", headers={"Cookie": f"khabar-token={'t' * 30}; khabar-theme=dark"}).text
    part = get(f"{there}/en/stories", "t" * 30, **{"HX-Request": "true", "HX-Target": "stories"}).text
    assert len({plain, dark, part}) == 3
    assert get(f"{there}/en/stories", "t" * 30).text == plain


def test_what_was_made_for_one_is_not_shown_to_nobody(own: Path, there: str) -> None:
    assert get(f"{there}/en/", "t" * 30).status == 200
    with People(beside(own)) as people:
        people.add("reader", GOOD, "reader")
    answer = get(f"{there}/en/", "t" * 30)
    assert answer.status == 303 and "/en/login" in answer.headers["Location"]


def test_a_ledger_that_another_takes_the_place_of(own: Path, there: str, tmp_path: Path) -> None:
    before = get(f"{there}/en/", "t" * 30)
    with open_ledger(tmp_path / "empty", write=True):
        pass
    (tmp_path / "empty").replace(own)
    assert get(f"{there}/en/", "t" * 30).text != before.text


def test_the_version_changes_with_what_others_write(own: Path) -> None:
    watch = Watch(own)
    first = watch.version()
    assert watch.version() == first
    rename(own, "a name")
    assert watch.version() != first


def test_no_more_is_kept_than_fits(own: Path) -> None:
    site = Site(Settings(own), ())
    steady = Steady(own, most=2500)
    made: list[str] = []

    def make(visit: Visit) -> Response:
        made.append(visit.query("n"))
        return HTMLResponse(visit.query("n") * 1000)

    def visited(number: int) -> Any:
        from starlette.requests import Request

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/en/x",
            "headers": [],
            "query_string": f"n={number}".encode(),
        }
        return steady.answer(Visit(Request({**scope, "scheme": "http", "server": ("x", 80)}), site, "en"), make).body

    for number in (1, 2, 1, 3, 1, 2):  # the third page takes the place of the second, which was asked for longer ago
        assert visited(number) == str(number).encode() * 1000
    assert made == ["1", "2", "3", "2"]
