"""The map in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from khabar.engine.outcome import Outcome, attempt

T = TypeVar("T")
R = TypeVar("R")


def run(function: Callable[[T], R], items: Iterable[T]) -> Iterator[Outcome[T, R]]:
    """`function` over `items`, one after the other."""
    for item in items:
        yield Outcome(item, *attempt(function, item))
