"""What tests of several rooms share."""

import pytest

from khabar.packs import Packs, load


@pytest.fixture(scope="session")
def packs() -> Packs:
    """All shipped packs."""
    return load()
