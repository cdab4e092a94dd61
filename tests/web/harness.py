"""The application on a port of its own, and a Chromium to look at it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from khabar.cli import main
from khabar.web.app import create_app
from khabar.web.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SAMPLES = Path(__file__).parents[2] / "samples"
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_WAIT_SECONDS = 20.0


def ledger_of_samples(path: Path) -> Path:
    """A new ledger of the shipped samples at `path`."""
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    assert main(["read", str(SAMPLES), "--ledger", str(path)]) == 0
    return path


@contextlib.contextmanager
def served(ledger: Path, settings: Settings | None = None) -> Iterator[str]:
    """The address of the application, which runs in a thread as long as the `with` does."""
    app = create_app(settings or Settings(ledger))
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    end = time.monotonic() + _WAIT_SECONDS
    while not server.started:
        assert thread.is_alive() and time.monotonic() < end, "the server does not start"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_WAIT_SECONDS)
        listening.close()


@dataclass
class Answer:
    """What the server said: status, headers, the body as text."""

    status: int
    headers: Message
    text: str


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def ask(
    address: str,
    *,
    form: Mapping[str, str] | None = None,
    data: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    method: str | None = None,
) -> Answer:
    """One request, without following redirects; `form` is sent as a form, `data` as it is."""
    body = urllib.parse.urlencode(form).encode() if form is not None else data
    request = urllib.request.Request(address, body, dict(headers or {}), method=method)
    opener = urllib.request.build_opener(_Stay(), urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=_WAIT_SECONDS) as found:
            return Answer(found.status, found.headers, found.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as problem:
        with problem:
            return Answer(problem.code, problem.headers, problem.read().decode("utf-8", "replace"))


def chromium() -> str | None:
    """Where Chromium is, None where there is none."""
    named = os.environ.get("KHABAR_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A running Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            yield running
        finally:
            running.close()
