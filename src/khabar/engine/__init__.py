"""Where the work runs: this process, or a few processes. A map over items, in order, that no item can end.

`run(function, items, workers)` yields an `Outcome` for every item. `function` must survive pickling where
there is more than one worker; make it a class whose heavy parts are loaded at the first call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from khabar.engine.outcome import Outcome

T = TypeVar("T")
R = TypeVar("R")

__all__ = ["Outcome", "run"]


def run(function: Callable[[T], R], items: Iterable[T], workers: int = 1) -> Iterator[Outcome[T, R]]:
    """`function` over `items`, outcomes in the order of the items; `workers` 0 means one for each core."""
    if workers == 1:
        from khabar.engine import serial

        return serial.run(function, items)
    import os

    from khabar.engine import processes

    return processes.run(function, items, workers or len(os.sched_getaffinity(0)))
