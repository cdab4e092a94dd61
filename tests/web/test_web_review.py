"""Deciding in the browser: the queue, a happening, corrections, moved ends, undo, several people at once."""

from __future__ import annotations

import re
import threading
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.web.harness import Answer, ask, served

from khabar import look
from khabar.article import Article
from khabar.ledger import Ledger, open_ledger
from khabar.people import People, beside

GOOD = "four words in a row"


def unsure(own: Path) -> tuple[str, str]:
    """The accounts of the least sure link."""
    with open_ledger(own) as opened:
        (first,) = look.review(opened, size=1).links
        assert first.account is not None and first.partner is not None
        return (
            f"{first.account.article}:{first.account.event}",
            f"{first.partner.article}:{first.partner.event}",
        )


def home(own: Path, account: str) -> str:
    """The happening that an account is part of."""
    with open_ledger(own) as opened:
        return look.happening(opened, account).happening.id


def post(address: str, path: str, fields: list[tuple[str, str]], session: str = "") -> Answer:
    """A form as a browser sends it."""
    token = "t" * 30
    cookie = f"khabar-token={token}" + (f"; khabar-session={session}" if session else "")
    body = urllib.parse.urlencode([("token", token), *fields]).encode()
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return ask(f"{address}{path}", data=body, headers=headers)


def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for something that the browser does in its own time; its policy forbids Playwright's own waiting."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.02)


def kinds(own: Path) -> list[str]:
    with open_ledger(own) as opened:
        return [d.kind for d in opened.decisions()]


def test_a_review_by_keys_with_undo(own: Path, there: str, visit: Callable[..., Any]) -> None:
    a, b = unsure(own)
    assert home(own, a) == home(own, b)
    seen = visit("/en/review", at=there)
    seen.page.keyboard.press("s")
    seen.page.wait_for_url("**done=*")
    assert "Split off" in seen.page.inner_text(".notice")
    assert home(own, a) != home(own, b)
    seen.page.keyboard.press("u")
    seen.page.wait_for_selector(".notice:has-text('Took back')")
    assert home(own, a) == home(own, b)
    assert kinds(own) == ["split", "undo"]
    seen.page.goto(f"{there}/ar/log")
    assert "تُراجع عنه" in seen.page.inner_text("main")
    assert seen.troubles == []


def test_what_is_accepted_leaves_the_queue(own: Path, there: str, visit: Callable[..., Any]) -> None:
    first = unsure(own)
    seen = visit("/ar/review", at=there)
    before = seen.page.inner_text(".pages")
    seen.page.keyboard.press("a")
    seen.page.wait_for_url("**done=*")
    assert unsure(own) != first
    assert seen.page.inner_text(".pages") != before


def test_accounts_are_ticked_and_happenings_joined(own: Path, there: str, visit: Callable[..., Any]) -> None:
    a, b = unsure(own)
    seen = visit(f"/en/review/happening/{urllib.parse.quote(home(own, a), safe='')}", at=there)
    seen.page.check(f'input[value="{a}"]')
    seen.page.fill("#why-accounts", "another day")
    seen.page.click('button[value="split"]')
    seen.page.wait_for_selector(".notice")
    assert home(own, a) != home(own, b)
    seen.page.goto(f"{there}/en/review/happening/{urllib.parse.quote(home(own, a), safe='')}")
    seen.page.fill('input[name="account"][dir="ltr"]', home(own, b))
    seen.page.click('form.filters:has(input[name="account"][dir="ltr"]) button')
    seen.page.wait_for_url("**done=*")
    assert home(own, a) == home(own, b)
    with open_ledger(own) as opened:
        assert [(d.kind, d.why) for d in opened.decisions()] == [("split", "another day"), ("merge", None)]


def test_a_title_is_given(own: Path, there: str) -> None:
    a, _ = unsure(own)
    fields = [("kind", "rename"), ("account", home(own, a)), ("lang", "ar"), ("name", "لقاء الاختبار")]
    assert post(there, "/ar/review/decide", fields).status == 303
    assert "لقاء الاختبار" in ask(f"{there}/ar/happening/{urllib.parse.quote(home(own, a), safe='')}").text


def meeting(own: Path) -> tuple[str, Any]:
    with open_ledger(own) as opened:
        for article in opened.articles():
            for event in article.events:
                if event.type == "CONSULT" and event.source:
                    return f"{article.id}:{event.id}", event
    raise AssertionError("the samples have no meeting")


def test_an_event_is_corrected(own: Path, there: str, visit: Callable[..., Any]) -> None:
    account, event = meeting(own)
    seen = visit(f"/en/correct/{urllib.parse.quote(account, safe='')}", at=there)
    page = seen.page
    page.select_option("#slot-type", "AGREE")
    page.fill("#slot-earliest", "2020-02-03")
    page.fill("#slot-latest", "2020-02-04")
    page.uncheck(f'input[name="source"][value="{event.source[0]}"]')
    page.fill('input[name="source-more"]', "somebody-else")
    page.click("form.correct button")
    page.wait_for_url("**done=*")
    with open_ledger(own) as opened:
        home, _, number = account.rpartition(":")
        now = next(e for e in opened.article(home).events if e.id == number)
        slots = sorted(d.about.slot or "" for d in opened.decisions())
    assert (now.type, now.time.earliest, now.time.latest) == ("AGREE", "2020-02-03", "2020-02-04")
    assert now.source == [*event.source[1:], "somebody-else"]
    assert slots == ["earliest", "latest", "source", "type"]
    page.fill("#slot-earliest", "2020-03-03")
    page.click("form.correct button")
    assert "after the last" in page.inner_text("[role=alert]")
    assert seen.troubles == [] or all("400" in t for t in seen.troubles)


def test_nothing_changed_writes_nothing(own: Path, there: str, visit: Callable[..., Any]) -> None:
    account, _ = meeting(own)
    seen = visit(f"/ar/correct/{urllib.parse.quote(account, safe='')}", at=there)
    seen.page.click("form.correct button")
    seen.page.wait_for_load_state()
    assert kinds(own) == []


def test_ends_are_moved_by_selecting_text(tmp_path: Path, visit: Callable[..., Any], own: Path) -> None:
    with open_ledger(own) as opened:
        article: Article = next(a for a in opened.articles() if a.names and a.names[0].end < len(a.text) - 20)
    name = article.names[0]
    with served(own) as there:
        seen = visit(f"/ar/article/{urllib.parse.quote(article.id, safe='')}?why=n0", at=there)
        page = seen.page
        page.click("details:has(form[data-move]) summary")
        page.evaluate(
            """([from, to]) => {
              const at = (n) => {
                for (const piece of [...document.querySelectorAll('[data-at]')].reverse()) {
                  const start = Number(piece.dataset.at);
                  if (start <= n && n <= start + [...piece.textContent].length)
                    return [piece.firstChild, [...piece.textContent].slice(0, n - start).join('').length];
                }
              };
              getSelection().setBaseAndExtent(...at(from), ...at(to));
            }""",
            [name.start, name.end + 3],
        )
        until(lambda: page.input_value("[name=to_end]") == str(name.end + 3))
        assert page.input_value("[name=to_start]") == str(name.start)
        page.click("form[data-move] button")
        page.wait_for_url("**done=*")
        assert "تصحيح" in page.inner_text(".aside .notice")
        assert seen.troubles == []
    with open_ledger(own) as opened:
        moved = opened.article(article.id).names[0]
        assert (moved.start, moved.end) == (name.start, name.end + 3)
        assert (moved.rule or "").startswith("decided:")


def test_two_reviewers_at_once_lose_nothing(own: Path) -> None:
    with People(beside(own)) as people:
        sessions = {}
        for name in ("one", "two"):
            people.add(name, GOOD, "reviewer")
            sessions[name] = people.enter(name, GOOD)
    a, b = unsure(own)
    fields = {
        "accept": [("kind", "accept"), ("account", a), ("account", b)],
        "reject": [("kind", "reject"), ("account", a)],
    }
    with served(own) as there:
        page = ask(f"{there}/en/review", headers={"Cookie": f"khabar-session={sessions['two']}"}).text
        seen = re.findall(r'name="seen" value="([^"]*)"', page)[0]
        assert post(there, "/en/review/decide", [*fields["accept"], ("seen", seen)], sessions["one"]).status == 303
        late = post(there, "/en/review/decide", [*fields["reject"], ("seen", seen), ("why", "not so")], sessions["two"])
        assert late.status == 409 and "Somebody else" in late.text and "one" in late.text
        assert kinds(own) == ["accept"]
        again = [
            (k, v)
            for k, v in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', late.text)
            if k != "token"
        ]
        assert post(there, "/en/review/decide", again, sessions["two"]).status == 303
        log = ask(f"{there}/en/log", headers={"Cookie": f"khabar-session={sessions['two']}"}).text
        assert "speak against each other" in log
    with open_ledger(own) as opened:
        assert [(d.kind, d.who, d.why) for d in opened.decisions()] == [
            ("accept", "one", None),
            ("reject", "two", "not so"),
        ]


def test_many_decisions_at_once_are_all_kept(own: Path, there: str) -> None:
    a, _ = unsure(own)
    answers = []

    def name(n: int) -> None:
        fields = [("kind", "rename"), ("account", a), ("lang", "en"), ("name", f"title {n}"), ("seen", "9")]
        answers.append(post(there, "/en/review/decide", fields).status)

    threads = [threading.Thread(target=name, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 12
    with open_ledger(own) as opened:
        assert sorted(d.about.name or "" for d in opened.decisions()) == sorted(f"title {n}" for n in range(12))


def test_a_reader_looks_and_cannot_decide(own: Path) -> None:
    with People(beside(own)) as people:
        people.add("reader", GOOD, "reader")
        session = people.enter("reader", GOOD)
    a, b = unsure(own)
    with served(own) as there:
        page = ask(f"{there}/en/review", headers={"Cookie": f"khabar-session={session}"})
        assert page.status == 200 and 'value="accept"' not in page.text
        assert (
            post(there, "/en/review/decide", [("kind", "accept"), ("account", a), ("account", b)], session).status
            == 403
        )
        assert post(there, "/en/review/undo", [("id", "x")], session).status == 403
    assert kinds(own) == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ([("kind", "accept"), ("account", "E-nothing")], 400),
        ([("kind", "undo")], 400),
        ([("kind", "")], 400),
        ([("kind", "rename"), ("entity", "x"), ("name", "")], 400),
        ([("kind", "correct"), ("article", "x"), ("layer", "name"), ("start", "a")], 400),
    ],
)
def test_forms_without_meaning_are_refused(own: Path, there: str, fields: list[tuple[str, str]], status: int) -> None:
    answer = post(there, "/en/review/decide", fields)
    assert answer.status == status and "<html" in answer.text
    assert post(there, "/en/review/undo", [("id", "none")]).status == 404
    assert kinds(own) == []


def test_the_log_is_a_file_that_can_be_taken_in(own: Path, there: str, tmp_path: Path) -> None:
    a, b = unsure(own)
    post(there, "/en/review/decide", [("kind", "accept"), ("account", a), ("account", b)])
    lines = ask(f"{there}/en/log/decisions.jsonl").text
    from khabar.ledger.decisions import read_lines

    (tmp_path / "other.ledger").unlink(missing_ok=True)
    with Ledger(tmp_path / "other.ledger", write=True) as other:
        assert other.take_in(read_lines(lines.encode().splitlines(), "decisions.jsonl")) == 1
