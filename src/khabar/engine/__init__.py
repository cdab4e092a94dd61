"""Where the work runs: this process, a few processes, or a Dask cluster. A map over items that no item can end.

`run(function, items, where)` yields an `Outcome` for every item. `function` must survive pickling where it
leaves this process; make it a class whose heavy parts are loaded at the first call.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from khabar.engine.outcome import Outcome

T = TypeVar("T")
R = TypeVar("R")

__all__ = ["CHUNK", "HERE", "Outcome", "Where", "run"]

#: Items that travel to a worker together, where nothing else is said.
CHUNK = 8


@dataclass(frozen=True)
class Where:
    """Where the work runs: on the Dask cluster of `scheduler` (`tcp://HOST:PORT`), else in `workers` processes.

    One worker is this process, unless `apart`; 0 means one for each core.
    """

    workers: int = 1
    scheduler: str | None = None
    apart: bool = False

    @property
    def processes(self) -> int:
        """How many processes, 0 resolved."""
        if self.workers:
            return self.workers
        # the cores that this process may use, where the system says
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


HERE = Where()


def run(
    function: Callable[[T], R],
    items: Iterable[T],
    where: Where = HERE,
    *,
    chunk: int = CHUNK,
    ordered: bool = True,
    say: Callable[[str], None] | None = None,
) -> Iterator[Outcome[T, R]]:
    """`function` over `items`: outcomes in the order of the items, or, not `ordered`, as they are done.

    Items are taken as they are needed and travel `chunk` at a time. One that kills its workers has the error
    `worker-lost`, and the rest goes on. `say` is told what the user may want to know while it waits.
    KhabarError `workers-broken`, `scheduler-unreachable`, `scheduler-lost` where nothing can go on.
    """
    if where.scheduler is not None:
        from khabar.engine import dask

        return dask.run(function, items, where.scheduler, chunk=chunk, ordered=ordered, say=say)
    if where.processes == 1 and not where.apart:
        from khabar.engine import serial

        return serial.run(function, items)
    from khabar.engine import processes

    return processes.run(function, items, where.processes, chunk=chunk, ordered=ordered)
