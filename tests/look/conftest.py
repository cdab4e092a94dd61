"""Ledgers to look at: the samples, and the made-up world."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.look.world import WORLD

import khabar
from khabar.ledger import Ledger, open_ledger
from khabar.packs import Packs


@pytest.fixture(scope="session")
def packs() -> Packs:
    """The shipped packs, loaded once."""
    return khabar.load_packs()


@pytest.fixture(autouse=True)
def _loaded(packs: Packs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "_load_packs", staticmethod(lambda: packs))
    monkeypatch.setattr("khabar.look.base.shipped", lambda: packs)
    monkeypatch.setattr("khabar.look.accounts.shipped", lambda: packs)


@pytest.fixture(scope="session")
def made_ledger(tmp_path_factory: pytest.TempPathFactory, packs: Packs) -> Path:
    """The made-up world in a file, related."""
    path = tmp_path_factory.mktemp("made") / "made.ledger"
    with open_ledger(path, write=True) as ledger:
        for article in WORLD:
            ledger.add(article)
        ledger.update(packs)
    return path


@pytest.fixture(scope="session")
def samples_ledger(tmp_path_factory: pytest.TempPathFactory, packs: Packs) -> Path:
    """The samples that come with the program in a file, read and related."""
    from khabar.cli import main

    path = tmp_path_factory.mktemp("samples") / "samples.ledger"
    assert main(["read", str(Path(__file__).parents[2] / "samples"), "--ledger", str(path)]) == 0
    return path


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[Path], Ledger]]:
    """Opens a copy of a ledger for writing."""
    held: list[Ledger] = []

    def make(path: Path) -> Ledger:
        copy = tmp_path / f"{len(held)}-{path.name}"
        shutil.copy(path, copy)
        held.append(open_ledger(copy, write=True))
        return held[-1]

    yield make
    for ledger in held:
        ledger.close()
