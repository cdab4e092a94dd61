"""The command line in this process and in one of its own, with stand-ins for the layers."""

from __future__ import annotations

import importlib
import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from khabar.article import Article, Copies, Entity, LinkedEvent, Name
from khabar.cli import main
from khabar.ledger import Ledger


@dataclass
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@dataclass
class Relations:
    copies: list[Copies] = field(default_factory=list)
    events: list[LinkedEvent] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)


def annotate_article(article: Article, packs: object) -> Article:
    """A stand-in: the first word is a name; one article has a bug in store."""
    if "انهيار" in article.text:
        raise RuntimeError("a bug\nin two lines")
    article.names = [Name(0, len(article.text.split()[0]), "GRP", "first", rule="r", pack="core@1")]
    article.packs = ["core@1"]
    return article


def relate(articles: Sequence[Article], packs: object = None) -> Relations:
    """A stand-in: one entity, and one group of all articles."""
    return Relations([Copies([a.id for a in articles])] if articles else [], [], [Entity("first", "GRP")])


def update(ledger: Ledger, packs: object = None) -> bool:
    """A stand-in that relates with the stand-in above."""
    return ledger.relate(relate(list(ledger.articles())))


@pytest.fixture
def khabar(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """Run the command in this process, with stand-ins for the layers and relations."""
    layers, packs = types.ModuleType("l"), types.ModuleType("p")
    layers.annotate_article = annotate_article  # type: ignore[attr-defined]
    monkeypatch.setattr(importlib.import_module("khabar.relate"), "relate", relate)
    monkeypatch.setattr(Ledger, "update", update)
    packs.load = lambda paths=None: types.SimpleNamespace(labels=["core@1"])  # type: ignore[attr-defined]
    for name, module in (("khabar.layers.pipeline", layers), ("khabar.packs", packs)):
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr("khabar.cli.work._loaded", {})
    monkeypatch.delenv("KHABAR_DEBUG", raising=False)

    def run(*arguments: str | Path) -> Ran:
        code = main([str(a) for a in arguments])
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


@pytest.fixture
def command() -> Callable[..., list[str]]:
    """The command as a list for `subprocess`."""
    return lambda *arguments: [sys.executable, "-m", "khabar.cli", *map(str, arguments)]


@pytest.fixture
def spawn(command: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run the command in a process of its own, with the real layers."""
    monkeypatch.delenv("KHABAR_DEBUG", raising=False)

    def run(*arguments: str | Path, **options: Any) -> Ran:
        done = subprocess.run(command(*arguments), capture_output=True, text=True, check=False, **options)
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
