"""The shipped packs are loaded once for all tests of this folder."""

import pytest

import khabar
from khabar.packs import Packs


@pytest.fixture(autouse=True)
def _packs(monkeypatch: pytest.MonkeyPatch) -> None:
    packs = khabar.load_packs()

    def loaded() -> Packs:
        return packs

    monkeypatch.setattr("khabar.packs.load", loaded)
