"""Articles brought in through the browser: what is kept, what is told, what is refused."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.web.harness import Answer, ask, served

from khabar.ledger import open_ledger
from khabar.people import People, beside
from khabar.web.intake import Given, Intake, safe_name

TEXT = "قالت وزارة الزراعة إن موسم الحصاد بدأ في المحافظات الشمالية، وإن لجاناً محلية ستتابع تسليم القمح إلى الصوامع."


def send(address: str, *files: tuple[str, bytes], cookie: str = "", token: str | None = None, **fields: str) -> Answer:
    """The form with files, as a browser sends it."""
    if token is None:
        token = ask(f"{address}/en/upload").text.split('name="token" value="')[1].split('"')[0]
    parts = [
        f'--X\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode()
        for k, v in {"token": token, **fields}.items()
    ]
    for name, data in files:
        head = f'--X\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    return ask(
        f"{address}/en/upload",
        data=b"".join(parts) + b"--X--\r\n",
        headers={"Content-Type": "multipart/form-data; boundary=X", "Cookie": f"khabar-token={token}; {cookie}"},
    )


def ended(address: str, path: str) -> str:
    """The job's page once it is over."""
    for _ in range(600):
        page = ask(f"{address}{path}").text
        if "hx-trigger" not in page.split('id="job"')[1]:
            return page
        time.sleep(0.1)
    raise AssertionError("the reading does not end")


def test_files_become_articles_and_bad_ones_are_told(there: str, own: Path) -> None:
    with open_ledger(own) as opened:
        before = opened.counts()["articles"]
    answer = send(
        there,
        ("خبر.txt", TEXT.encode()),
        ("x.txt", b""),
        ("../../x.txt", TEXT.encode("cp1256")),
        outlet="outlet-of-mine",
    )
    assert answer.status == 303
    page = ended(there, answer.headers["Location"])
    assert "<dt>New</dt><dd><bdi>2</bdi></dd>" in page
    assert "holds no text" in page
    with open_ledger(own) as opened:
        assert opened.counts()["articles"] == before + 2
        new = [a for a in opened.articles() if a.outlet == "outlet-of-mine"]
        assert [a.text for a in new] == [TEXT, TEXT]
        assert all("khabar-intake" not in (a.source or "") for a in new)
    again = ended(there, send(there, ("خبر.txt", TEXT.encode()), outlet="outlet-of-mine").headers["Location"])
    assert "<dt>As before</dt><dd><bdi>1</bdi></dd>" in again


@pytest.mark.parametrize(
    ("files", "fields", "told"),
    [
        ([], {}, "No file was chosen"),
        ([("a.txt", TEXT.encode())], {"published": "2020-13-01"}, "is not a date"),
    ],
)
def test_what_is_missing_is_said(there: str, files: list[Any], fields: dict[str, str], told: str) -> None:
    answer = send(there, *files, **fields)
    assert answer.status == 400 and told in answer.text


def test_nothing_comes_in_without_the_token_or_the_role(own: Path) -> None:
    with People(beside(own)) as people:
        people.add("reviewer", "four words in a row", "reviewer")
        session = people.enter("reviewer", "four words in a row")
    with served(own) as address:
        cookie = f"khabar-session={session}"
        assert send(address, ("a.txt", TEXT.encode()), token="t" * 30).status == 303  # to the door
        assert send(address, ("a.txt", TEXT.encode()), token="t" * 30, cookie=cookie).status == 403
        page = ask(f"{address}/en/", headers={"Cookie": cookie}).text
        assert "/en/upload" not in page
    with open_ledger(own) as opened:
        assert all(a.text != TEXT for a in opened.articles())


def test_a_job_that_is_not_there_is_a_page(there: str) -> None:
    assert ask(f"{there}/en/upload/99").status == 404
    assert ask(f"{there}/ar/upload/x").status == 404


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.html", "a.html"),
        ("../../etc/passwd", "passwd"),
        ("C:\\pages\\خبر.htm", "خبر.htm"),
        (".hidden.txt", "hidden.txt"),
        ("-x.txt", "x.txt"),
        ("a\u202etxt.html\x00", "atxt.html"),
        ("", "file"),
        ("..", "file"),
    ],
)
def test_names_of_files_are_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("خ" * 400 + ".html")
    assert name.endswith("خ.html") and len(name.encode()) < 200


def test_only_so_many_jobs_wait(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.web.intake.WAITING", 0)
    assert Intake(own).take("a", [("a.txt", io.BytesIO(TEXT.encode()))], Given()) is None


def test_files_are_dropped_in_a_browser(there: str, visit: Callable[..., Any], tmp_path: Path) -> None:
    seen = visit("/ar/upload", at=there)
    file = tmp_path / "موسم.txt"
    file.write_text(TEXT, "utf-8")
    transfer = seen.page.evaluate_handle(
        "text => { const t = new DataTransfer(); t.items.add(new File([text], 'موسم.txt')); return t }", TEXT
    )
    seen.page.dispatch_event("form[data-drop]", "dragenter", {"dataTransfer": transfer})
    assert seen.page.locator("form.over").count() == 1
    seen.page.dispatch_event("form[data-drop]", "drop", {"dataTransfer": transfer})
    assert seen.page.evaluate("document.getElementById('files').files[0].name") == "موسم.txt"
    seen.page.click("form[data-drop] button")
    seen.page.wait_for_selector("#job .tag.good", timeout=60_000)
    assert "انتهت" in seen.page.inner_text("#job")
    assert seen.troubles == []
