"""The site, the clock and the fetcher that tests of feeds have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.feeds.server import Loopback, Site, StillClock

from khabar.ingest.feeds.fetch import Fetcher, Limits


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def fetcher() -> Fetcher:
    """Takes this machine for the open network; impatient."""
    network = Loopback(look_up=lambda host, port: {"news.example": ["127.0.0.1"]}.get(host) or ["10.1.2.3"])
    return Fetcher(network, Limits(size=200_000, connect=5, silence=5, whole=10))
