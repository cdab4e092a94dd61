"""Where there are accounts: who has none sees nothing, and each may what his role says."""

from __future__ import annotations

import shutil
import subprocess
import urllib.parse
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from tests.web.harness import Answer, ask, served

from khabar.cli import main
from khabar.errors import KhabarError
from khabar.people import People, beside
from khabar.web.app import create_app
from khabar.web.entry import Entry
from khabar.web.settings import Settings

GOOD = "four words in a row"


@pytest.fixture
def guarded(ledger: Path, tmp_path: Path) -> Path:
    """A ledger with a keeper and a reader."""
    copy = tmp_path / "guarded.ledger"
    shutil.copy(ledger, copy)
    with People(beside(copy)) as people:
        people.add("قيّم", GOOD, "keeper")
        people.add("reader", GOOD, "reader")
    return copy


@pytest.fixture
def door(guarded: Path) -> Iterator[str]:
    """Where it is served."""
    with served(guarded) as address:
        yield address


class Client:
    """A browser's cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
        """One request; a form takes the token along."""
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **headers}
        body = None if form is None else {**form, "token": self.cookies.get("khabar-token", "")}
        answer = ask(f"{self.address}{path}", form=body, headers=sent)
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer

    def enter(self, name: str, password: str = GOOD, back: str = "/en/") -> Answer:
        """Through the door."""
        self.ask("/en/login")
        return self.ask("/en/login", {"name": name, "password": password, "back": back})


@pytest.mark.parametrize("path", ["/en/", "/ar/", "/en/article/x", "/ar/account"])
def test_without_a_session_there_is_the_door_and_nothing_else(door: str, path: str) -> None:
    answer = ask(f"{door}{path}")
    assert answer.status == 303
    assert answer.headers["Location"] == f"{path[:3]}/login?{urllib.parse.urlencode({'back': path})}"
    assert "samples" not in answer.text
    htmx = ask(f"{door}{path}", headers={"HX-Request": "true"})
    assert htmx.status == 401 and "/login" in htmx.headers["HX-Redirect"]


def test_a_form_is_refused_before_it_is_read(door: str) -> None:
    answer = ask(f"{door}/en/account", form={"now": "x" * 100_000})
    assert answer.status == 303 and answer.headers["Location"] == "/en/login"


def test_name_and_password_lead_to_the_page_that_was_asked_for(door: str) -> None:
    client = Client(door)
    answer = client.enter("reader", back="/ar/?x=1")
    assert answer.status == 303 and answer.headers["Location"] == "/ar/?x=1"
    cookie = next(c for c in answer.headers.get_all("Set-Cookie") or [] if c.startswith("khabar-session"))
    assert "HttpOnly" in cookie and "samesite=lax" in cookie.lower()
    page = client.ask("/en/")
    assert page.status == 200 and "reader" in page.text and "Sign out" in page.text
    assert client.ask("/en/logout", {}).status == 303
    assert client.ask("/en/").status == 303


def test_the_door_leads_nowhere_else(door: str) -> None:
    assert Client(door).enter("reader", back="https://evil.example/").headers["Location"] == "/en/"


def test_a_session_without_the_token_changes_nothing(door: str) -> None:
    client = Client(door)
    client.enter("reader")
    client.cookies["khabar-token"] = ""
    assert (
        client.ask("/en/account", {"now": GOOD, "new": "other words for it", "again": "other words for it"}).status
        == 403
    )
    assert Client(door).enter("reader").status == 303


def test_wrong_ones_are_told_and_then_made_to_wait(door: str) -> None:
    client = Client(door)
    for _ in range(5):
        answer = client.enter("reader", "not the password")
        assert answer.status == 403 and "is wrong" in answer.text and 'value="reader"' in answer.text
    assert client.enter("reader").status == 429
    assert "محاولات خاطئة كثيرة" in client.ask("/ar/login", {"name": "reader", "password": GOOD}).text


def test_another_password_ends_the_other_sessions(door: str) -> None:
    here, there = Client(door), Client(door)
    here.enter("reader")
    there.enter("reader")
    here.ask("/en/account")
    form = {"now": GOOD, "new": "other words for it", "again": "others words for it"}
    assert "not the same" in here.ask("/en/account", form).text
    assert "wrong" in here.ask("/en/account", {**form, "now": "x", "again": form["new"]}).text
    assert "easy to guess" in here.ask("/en/account", {**form, "new": "short", "again": "short"}).text
    assert here.ask("/en/account", {**form, "again": form["new"]}).status == 303
    assert here.ask("/en/account?changed=1").status == 200
    assert there.ask("/en/").status == 303
    assert Client(door).enter("reader", form["new"]).status == 303


def test_a_reader_does_not_see_who_else_has_an_account(door: str) -> None:
    reader, keeper = Client(door), Client(door)
    reader.enter("reader")
    keeper.enter("قيّم")
    assert "قيّم" not in reader.ask("/en/account").text
    assert "reader" in keeper.ask("/en/account").text


def test_accounts_that_go_away_open_nothing_to_others(guarded: Path) -> None:
    settings = Settings(guarded, proxied=True)
    create_app(settings)
    for file in guarded.parent.glob("*.people*"):
        file.unlink()
    with pytest.raises(KhabarError) as refused:
        create_app(settings)
    assert refused.value.code == "host-needs-accounts"
    assert Entry(settings).is_guarded


def test_others_may_come_where_there_are_accounts(guarded: Path) -> None:
    create_app(Settings(guarded, "0.0.0.0", hosts=("khabar.example.org",)))


def test_a_certificate_has_to_be_one(guarded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.pem"
    bad.write_text("no certificate")
    serve = ["serve", "--ledger", str(guarded), "--port", "0"]
    for given in (["--certificate", str(bad)], ["--key", str(bad)], ["--certificate", str(bad), "--key", str(bad)]):
        assert main([*serve, *given]) == 1
        assert "bad.pem: certificate and key cannot be used" in capsys.readouterr().err


@pytest.fixture
def axed(visit: Callable[..., Any]) -> Callable[[str, str], list[str]]:
    """The violations of WCAG A and AA on a page."""
    from axe_playwright_python.sync_playwright import Axe

    def violations(at: str, path: str) -> list[str]:
        seen = visit(path, at=at)
        found = Axe().run(seen.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        return [str(v["id"]) for v in found.response["violations"]] + list(seen.troubles)

    return violations


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_door_is_open_to_all_readers(door: str, axed: Callable[[str, str], list[str]], lang: str) -> None:
    assert axed(door, f"/{lang}/login") == []


def test_over_tls_cookies_are_secure(guarded: Path, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate with")
    import ssl
    import sys
    import urllib.request

    key, certificate = tmp_path / "k.pem", tmp_path / "c.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    serve = ["serve", "--ledger", str(guarded), "--port", "0", "--certificate", str(certificate), "--key", str(key)]
    running = subprocess.Popen([sys.executable, "-m", "khabar.cli", *serve], stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        address = next(w for w in line.split() if w.startswith("https://"))
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with urllib.request.urlopen(f"{address}en/login", context=context) as page:
            assert "Secure" in str(page.headers["Set-Cookie"])
    finally:
        running.terminate()
        running.wait(10)
