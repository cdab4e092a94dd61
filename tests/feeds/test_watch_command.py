"""`khabar watch` and `khabar news` as commands, with the real layers: rounds, stops, and what is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from tests.feeds.server import Site

from khabar.cli import main
from khabar.ingest.feeds.clock import Clock
from khabar.ledger import Ledger

BODY = (
    "وصل وفد من الحكومة السورية إلى مدينة القامشلي صباح الثلاثاء، والتقى ممثلين عن الإدارة الذاتية. وقال مصدر حكومي"
    " إن اللقاء تناول فتح الطريق الدولي، وإنه انتهى من دون اتفاق. وأضاف المصدر أن لقاء آخر يعقد الأسبوع القادم."
)


def publish(site: Site, *names: str) -> None:
    """A feed of pages."""
    for name in names:
        text = f"<h1>لقاء القامشلي {name}</h1><p>{BODY}</p><p>الخبر رقم {name}.</p>"
        site.put(f"/{name}", f"<html><body><article>{text}</article></body></html>")
    items = "".join(
        f"<item><title>لقاء القامشلي {n}</title><link>/{n}</link>"
        "<pubDate>Tue, 04 Mar 2025 10:00:00 +0300</pubDate></item>"
        for n in names
    )
    site.put("/feed", f"<rss version='2.0'><channel><title>م</title>{items}</channel></rss>", "application/rss+xml")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "news.ledger"


def watch(site: Site, ledger: Path, *more: str) -> int:
    return main(["watch", site.url + "/feed", "-l", str(ledger), "--allow-private", "--pause", "0", *more])


def test_a_round_and_its_news(site: Site, ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(site, "1", "2")
    assert watch(site, ledger) == 0
    said = capsys.readouterr()
    assert said.out == f"{ledger}, run 1: feeds: 1 read; articles: 2 new\n"
    assert said.err == ""
    with Ledger(ledger) as held:
        assert held.is_related()
        assert held.counts()["events"] > 0
        assert {a.published.earliest for a in held.articles()} == {"2025-03-04"}
    assert main(["news", "-l", str(ledger), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "articles: 2 new" in told
    assert "New happenings" in told
    publish(site, "2", "1")
    assert watch(site, ledger) == 0
    assert capsys.readouterr().out == f"{ledger}, run 2: feeds: 1 read; articles: none new\n"
    main(["news", "-l", str(ledger), "--lang", "en"])
    assert capsys.readouterr().out.endswith(": nothing new\n")


def test_what_is_said_of_trouble(site: Site, ledger: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    publish(site, "1", "2", "3", "4")
    site.put("/robots.txt", "User-agent: *\nDisallow: /3\n", "text/plain")
    site.put("/2", "no", status=410)
    site.put("/4", "sorry", status=500)
    opml = tmp_path / "feeds.opml"
    opml.write_text(f"<opml><body><outline xmlUrl='{site.url}/feed'/><outline xmlUrl='ftp://x/'/></body></opml>")
    assert main(["watch", str(opml), "-l", str(ledger), "--allow-private", "--pause", "0", "--workers", "2"]) == 1
    said = capsys.readouterr()
    assert said.out == (
        f"{ledger}, run 1: feeds: 1 read; articles: 1 new, 1 gone, 1 forbidden, 1 still waiting\n"
        "robots.txt of 127.0.0.1 forbids 1 of its pages\n"
    )
    assert "ftp: is not read" in said.err
    assert "/4: the server answers 500" in said.err
    assert len(said.err.splitlines()) == 3


def test_this_machine_is_not_asked(site: Site, ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(site, "1")
    assert main(["watch", site.url + "/feed", "-l", str(ledger)]) == 1
    assert "127.0.0.1, an address that is not on the open network" in capsys.readouterr().err
    assert site.asked == []


def test_no_feeds_at_all(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "none.opml", "-l", str(ledger)]) == 1
    assert capsys.readouterr().err == "khabar: none.opml: no such file or folder. Check the path\n"
    assert not ledger.exists()


def test_round_after_round(
    site: Site, ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until Ctrl-C; a round that fails does not end it."""
    waits: list[float] = []

    def sleep(_: Clock, seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 1:
            publish(site, "1", "2")
            site.put("/feed", "sorry", status=500)
        if len(waits) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Clock, "sleep", sleep)
    publish(site, "1")
    assert watch(site, ledger, "--every", "5") == 130
    said = capsys.readouterr()
    assert waits == [300, 300]
    assert len(said.out.splitlines()) == 2
    assert "stopped. What was finished before is kept" in said.err


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_stopped_in_the_middle(site: Site, ledger: Path, how: signal.Signals) -> None:
    """A page that does not come holds the round up, which is stopped: what was read is kept, and not fetched again."""
    publish(site, *"123456")

    def silent(_: BaseHTTPRequestHandler) -> None:
        site.closing.wait(30)

    page = site.routes["/4"]
    site.routes["/4"] = silent
    arguments = ["watch", site.url + "/feed", "-l", str(ledger), "--allow-private", "--pause", "0"]
    running = subprocess.Popen([sys.executable, "-m", "khabar.cli", *arguments], stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + 60
        while kept(ledger) < 3 and time.monotonic() < until:
            time.sleep(0.05)
        assert kept(ledger) == 3
        os.kill(running.pid, how)
        assert running.wait(timeout=30) == (130 if how == signal.SIGINT else -signal.SIGKILL)
    finally:
        running.kill()
    assert running.stderr is not None
    assert b"Traceback" not in running.stderr.read()
    running.stderr.close()
    site.routes["/4"] = page
    site.asked.clear()
    assert watch(site, ledger) == 0
    assert sorted(site.paths()) == ["/4", "/5", "/6", "/feed"]
    with Ledger(ledger) as held:
        assert held.counts()["articles"] == 6
        assert held.is_related()
        assert held.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def kept(ledger: Path) -> int:
    if not ledger.exists():
        return 0
    try:
        with Ledger(ledger) as held:
            return held.counts()["articles"]
    except Exception:  # it is being made
        return 0
