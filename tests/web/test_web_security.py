"""Headers, hosts, origins, tokens, errors as pages, static files."""

from __future__ import annotations

import gzip
import shutil
import socket
import urllib.request
from pathlib import Path

import pytest
from tests.web.harness import ask, served

from khabar.cli import main
from khabar.errors import KhabarError
from khabar.web.app import create_app
from khabar.web.security import POLICY
from khabar.web.settings import Settings, is_loopback
from khabar.web.static_files import asset
from khabar.web.words import safe_link, words


def _token(address: str) -> tuple[str, dict[str, str]]:
    page = ask(f"{address}/en/")
    token = page.text.split('name="token" value="')[1].split('"')[0]
    return token, {"Cookie": f"khabar-token={token}"}


@pytest.mark.parametrize("path", ["/", "/en/", "/ar/", "/en/nowhere", "/static/nothing.js", "/en/article/none"])
def test_every_answer_has_the_policy(address: str, path: str) -> None:
    headers = ask(f"{address}{path}").headers
    assert headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY and POLICY.startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_other_hosts_are_refused(address: str, host: str) -> None:
    answer = ask(f"{address}/en/", headers={"Host": host} if host else {"Host": " "})
    assert answer.status in (400, 421)
    assert "<html" not in answer.text


def test_localhost_is_answered(address: str) -> None:
    port = address.rpartition(":")[2]
    assert ask(f"{address}/en/", headers={"Host": f"localhost:{port}"}).status == 200


def test_the_first_page_is_in_the_readers_language(address: str) -> None:
    def goes(**headers: str) -> str:
        answer = ask(f"{address}/", headers={k.replace("_", "-"): v for k, v in headers.items()})
        assert answer.status == 302
        return str(answer.headers["Location"])

    assert goes(Accept_Language="en-GB,en;q=0.9,ar;q=0.2") == "/en/"
    assert goes(Accept_Language="fr,en;q=0.3,ar;q=0.8") == "/ar/"
    assert goes(Accept_Language="fr") == goes(Accept_Language="en;q=x") == "/ar/"
    assert goes(Accept_Language="ar", Cookie="khabar-lang=en") == "/en/"
    assert ask(f"{address}/en").headers["Location"] == "/en/"


def test_a_form_without_the_token_changes_nothing(address: str) -> None:
    token, cookie = _token(address)
    form = {"theme": "dark", "back": "/en/"}
    for sent, headers in (
        (form, cookie),
        ({**form, "token": "x" * 43}, cookie),
        ({**form, "token": token}, {}),
        ({**form, "token": ""}, {"Cookie": "khabar-token="}),
    ):
        answer = ask(f"{address}/en/preferences", form=sent, headers=headers)
        assert answer.status == 403
        assert "khabar-theme" not in str(answer.headers)
    answer = ask(f"{address}/en/preferences", form={**form, "token": token}, headers=cookie)
    assert answer.status == 303 and answer.headers["Location"] == "/en/"
    assert any("khabar-theme=dark" in c for c in answer.headers.get_all("Set-Cookie") or [])


def test_the_token_may_stand_in_a_header(address: str) -> None:
    token, cookie = _token(address)
    answer = ask(f"{address}/ar/preferences", form={"theme": "light"}, headers={**cookie, "X-Khabar-Token": token})
    assert answer.status == 303 and answer.headers["Location"] == "/ar/"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_a_form_of_another_origin_is_refused(address: str, headers: dict[str, str]) -> None:
    token, cookie = _token(address)
    form = {"theme": "dark", "token": token}
    assert ask(f"{address}/en/preferences", form=form, headers={**cookie, **headers}).status == 403
    good = {"Origin": address, "Sec-Fetch-Site": "same-origin"}
    assert ask(f"{address}/en/preferences", form=form, headers={**cookie, **good}).status == 303


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "/en/\nX: y", "evil"])
def test_going_back_never_leads_elsewhere(address: str, back: str) -> None:
    token, cookie = _token(address)
    answer = ask(f"{address}/en/preferences", form={"theme": "dark", "token": token, "back": back}, headers=cookie)
    assert answer.status == 303 and answer.headers["Location"] == "/en/"


def test_too_large_a_body_is_refused(address: str) -> None:
    token, cookie = _token(address)
    for size in (1 << 20, 5 << 20):
        answer = ask(f"{address}/en/preferences", form={"token": token, "x": "y" * size}, headers=cookie)
        assert answer.status == 413 and "1,024" in answer.text


def test_a_body_that_hides_its_size_is_counted(address: str) -> None:
    host, _, port = address.removeprefix("http://").partition(":")
    head = (
        f"POST /en/preferences HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    for chunks in (17, 80):  # the first ends where the limit is passed
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            connection.sendall(head.encode() + chunk * chunks + b"0\r\n\r\n")
            answer = b""
            while part := connection.recv(65536):
                answer += part
        assert answer.startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(("lang", "word"), [("ar", "لا صفحة هنا"), ("en", "There is no page here")])
def test_errors_are_pages(address: str, lang: str, word: str) -> None:
    answer = ask(f"{address}/{lang}/nowhere")
    assert answer.status == 404 and word in answer.text and f'<html lang="{lang}"' in answer.text
    assert ask(f"{address}/{lang}/article/none").status == 404
    assert ask(f"{address}/{lang}/preferences").status == 405
    assert "Traceback" not in answer.text


def test_a_ledger_that_goes_or_breaks_is_a_page(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ledger"
    shutil.copy(ledger, copy)
    with served(copy) as address:
        assert ask(f"{address}/en/").status == 200
        copy.rename(tmp_path / "away.ledger")
        gone = ask(f"{address}/ar/")
        assert gone.status == 503 and "الدفتر ليس في مكانه" in gone.text
        copy.write_bytes(b"SQLite format 3\0" + b"\0" * 4096)
        assert ask(f"{address}/en/").status == 503
        copy.unlink()
        shutil.copy(ledger, copy)
        assert ask(f"{address}/en/").status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])
def test_others_may_not_reach_it_without_accounts(tmp_path: Path, host: str) -> None:
    with pytest.raises(KhabarError) as refused:
        create_app(Settings(tmp_path / "x.ledger", host))
    assert refused.value.code == "host-needs-accounts"
    assert not is_loopback(host)


def test_the_command_says_what_is_wrong(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--ledger", str(tmp_path / "none.ledger")]) == 1
    assert "there is no such ledger" in capsys.readouterr().err
    assert main(["serve", "--ledger", str(ledger), "--host", "0.0.0.0"]) == 1
    assert "accounts" in capsys.readouterr().err
    assert main(["serve", "--ledger", str(ledger), "--port", "70000"]) == 2
    with served(ledger) as address:
        assert main(["serve", "--ledger", str(ledger), "--port", address.rpartition(":")[2]]) == 1
    assert "--port" in capsys.readouterr().err


def test_static_files_are_kept_and_compressed(address: str) -> None:
    path = asset("base.js")
    assert path and asset("nothing.js") is None
    plain = ask(f"{address}{path}")
    assert plain.status == 200 and "immutable" in plain.headers["Cache-Control"]
    assert plain.headers["Content-Type"].startswith("text/javascript")
    request = urllib.request.Request(f"{address}{path}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as found:
        assert found.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(found.read()).decode() == plain.text
    for bad in ("..%2Fmanifest.json", "manifest.json", "base.js", "%2Fetc%2Fpasswd"):
        assert ask(f"{address}/static/{bad}").status == 404


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("https://example.org/a?b=c", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("http:///x", False),
        ("https://example.org/\u202egpj.exe", False),
        (None, False),
    ],
)
def test_links_out_are_of_the_web_only(given: str | None, safe: bool) -> None:
    assert (safe_link(given) == given and given is not None) is safe


def test_words_of_articles_are_escaped_and_controls_are_seen() -> None:
    w = words("ar")
    assert w.text("<b>\u202e&\u2066") == (
        '&lt;b&gt;<span class="control">U+202E</span>&amp;<span class="control">U+2066</span>'
    )
    assert "<script" not in w.t("article.happening", id="<script>")
    assert w.n("article", 3) == "<bdi>3</bdi> مقالات"
