"""A ledger of the samples, the application on it, and a browser, once for all tests of this room."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.web import harness

from khabar.ledger import open_ledger
from khabar.web.views import all_views

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the samples; shared, so nobody writes to it."""
    return harness.ledger_of_samples(tmp_path_factory.mktemp("web") / "samples.ledger")


@pytest.fixture(scope="session")
def address(ledger: Path) -> Iterator[str]:
    """Where the application answers."""
    with harness.served(ledger) as found:
        yield found


@pytest.fixture
def own(ledger: Path, tmp_path: Path) -> Path:
    """A ledger of the samples to write to and to decide in."""
    copy = tmp_path / "own.ledger"
    shutil.copy(ledger, copy)
    return copy


@pytest.fixture
def there(own: Path) -> Iterator[str]:
    """Where `own` is served."""
    with harness.served(own) as found:
        yield found


@pytest.fixture(scope="session")
def shown(ledger: Path) -> dict[str, list[str]]:
    """View -> addresses below the language that show it."""
    with open_ledger(ledger) as opened:
        return {v.name: v.examples(opened) for v in all_views()}


@pytest.fixture(scope="session")
def running() -> Iterator[Browser]:
    """Chromium; without it these tests are skipped, unless KHABAR_BROWSER=required."""
    if harness.chromium() is None:
        if os.environ.get("KHABAR_BROWSER") == "required":
            pytest.fail("there is no Chromium, and KHABAR_BROWSER=required")
        pytest.skip("there is no Chromium (apt-get install chromium, or name one in KHABAR_CHROMIUM)")
    with harness.browser() as browser:
        yield browser


@dataclass
class Seen:
    """A page and what went wrong on it: errors, refused resources, requests to elsewhere."""

    page: Page
    troubles: list[str] = field(default_factory=list)


def _watch(seen: Seen, at: str) -> None:
    def dialog(shown: Dialog) -> None:
        seen.troubles.append(f"dialog: {shown.message}")
        shown.dismiss()

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.troubles.append(f"{message.type}: {message.text}")

    def request(sent: Request) -> None:
        if not sent.url.startswith((at, "data:")):
            seen.troubles.append(f"elsewhere: {sent.url}")

    seen.page.on("pageerror", lambda problem: seen.troubles.append(f"error: {problem}"))
    seen.page.on("dialog", dialog)
    seen.page.on("console", console)
    seen.page.on("request", request)


@pytest.fixture
def visit(running: Browser, address: str) -> Iterator[Callable[..., Seen]]:
    """`visit(path, theme="light", width=1280, at=ADDRESS)`: a page in a browser that knows nothing yet."""
    contexts = []

    def go(path: str, *, theme: str = "light", width: int = 1280, at: str = address) -> Seen:
        context = running.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
        contexts.append(context)
        seen = Seen(context.new_page())
        _watch(seen, at)
        seen.page.goto(f"{at}{path}", wait_until="load")
        return seen

    yield go
    for context in contexts:
        context.close()
