"""The shipped packs, loaded once."""

import pytest

from khabar.packs import Packs, load


@pytest.fixture(scope="session")
def packs() -> Packs:
    return load()
