"""The map on a Dask cluster: futures of `distributed`, a bounded number of them under way.

The workers need this khabar and, where files are read, the same folders. Dask itself tries again what a dead
worker was doing; it gives up a task at which several workers died, and then it may only have been beside the one
that killed them: so it gets a second chance before it is reported.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar, cast

from khabar.engine.outcome import Outcome, attempt
from khabar.engine.window import Chunk, Result, Window
from khabar.errors import error

T = TypeVar("T")
R = TypeVar("R")

#: Chunks begun for each thread of the cluster and not handed on yet.
AHEAD = 3
_CONNECT_SECONDS = 10
_LOOK_SECONDS = 0.5
_WORKERS_SECONDS = 2.0


def run(
    function: Callable[[T], R],
    items: Iterable[T],
    address: str,
    *,
    chunk: int,
    ordered: bool,
    say: Callable[[str], None] | None = None,
) -> Iterator[Outcome[T, R]]:
    """`function` over `items` on the cluster whose scheduler listens at `address`."""
    with _quiet(), _Cluster[T, R](function, address, say or (lambda _: None)) as cluster:
        window: Window[T, R] = Window(items, chunk, AHEAD * cluster.threads(), ordered=ordered)
        while not window.finished:
            window.ahead = AHEAD * cluster.threads()
            while (given := window.next()) is not None:
                cluster.begin(given)
            if cluster.under_way:
                cluster.gather(window)
            yield from window.ready()


def _work(function: Callable[[T], R], items: list[T]) -> list[Result[R]]:
    return [attempt(function, item) for item in items]


class _Cluster(Generic[T, R]):
    """A client and the futures that it waits for."""

    def __init__(self, function: Callable[[T], R], address: str, say: Callable[[str], None]) -> None:
        from distributed import Client

        self._function = function
        self._address = address
        self._say = say
        self._waiting = False
        self._threads = 1
        self._look_again = 0.0
        self._run = uuid.uuid4().hex[:12]
        self._count = 0
        self._ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.under_way: dict[Any, Chunk[T]] = {}
        try:
            self._client: Any = cast(Any, Client)(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as problem:
            why = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
            raise error("scheduler-unreachable", name=address, why=why) from problem

    def __enter__(self) -> _Cluster[T, R]:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(Exception):
            for future in self.under_way:
                future.cancel()
        with contextlib.suppress(Exception):
            self._client.close(timeout=5)

    def threads(self) -> int:
        """How many items the cluster can do at once, as far as is known now; at least 1."""
        if time.monotonic() >= self._look_again:  # the scheduler describes all of its workers: not for every item
            self._threads = self._count_threads()
            self._look_again = time.monotonic() + _WORKERS_SECONDS
        return self._threads

    def _count_threads(self) -> int:
        try:
            workers = self._client.scheduler_info(n_workers=-1).get("workers", {})
        except (OSError, TimeoutError) as problem:
            raise error("scheduler-lost", name=self._address) from problem
        if not workers and not self._waiting:
            self._say(f"{self._address}: the scheduler has no workers now; waiting for some")
        self._waiting = not workers
        return max(1, sum(int(worker["nthreads"]) for worker in workers.values()))

    def begin(self, chunk: Chunk[T]) -> None:
        self._count += 1
        key = f"khabar-{self._run}-{self._count}"
        future = self._client.submit(_work, self._function, chunk.items, key=key, pure=False)
        self.under_way[future] = chunk
        future.add_done_callback(self._ended.put)

    def gather(self, window: Window[T, R]) -> None:
        """Wait a little for something to end, and tell the window."""
        if self._client.status not in ("running", "connecting"):
            raise error("scheduler-lost", name=self._address)
        try:
            future = self._ended.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            return
        chunk = self.under_way.pop(future)
        if future.status == "finished":
            try:
                window.done(chunk, future.result())
            except (OSError, TimeoutError) as problem:
                raise error("scheduler-lost", name=self._address) from problem
        elif future.status == "error":
            self._failed(window, chunk, future.exception())
        else:  # cancelled or lost: the scheduler is gone, or has forgotten us
            raise error("scheduler-lost", name=self._address)

    def _failed(self, window: Window[T, R], chunk: Chunk[T], problem: BaseException) -> None:
        from distributed import KilledWorker

        if isinstance(problem, KilledWorker):
            window.died(chunk)
        else:  # what the function raises comes back as a value: this is the cluster's own
            why = f"{type(problem).__name__}: {problem}"
            raise error("cluster-failed", name=self._address, why=why) from problem


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """`distributed` tells of lost workers and schedulers at length; we say it in a line."""
    logger = logging.getLogger("distributed")
    before = logger.level
    if not os.environ.get("KHABAR_DEBUG"):
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
