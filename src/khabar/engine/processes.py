"""The map in a few spawned processes, which goes on when one of them is killed.

When a worker dies, the pool is broken and nobody says which item was at fault. What was under way is
then run again one item at a time in a process of its own: the item that kills that one is reported,
the others are done. `multiprocessing.Pool` would wait for ever instead.
"""

from __future__ import annotations

import itertools
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

from khabar.engine.outcome import Outcome, attempt, label
from khabar.errors import KhabarError, error

T = TypeVar("T")
R = TypeVar("R")
Result = tuple[R | None, KhabarError | None]

#: Items that travel to a worker together, and chunks under way for each worker.
CHUNK = 8
AHEAD = 3
#: Items lost in a row, before any was ever done, after which it is the processes that are at fault.
HOPELESS = 3


def _prepare() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle


def _work(function: Callable[[T], R], chunk: list[T]) -> list[Result[R]]:
    return [attempt(function, item) for item in chunk]


def run(function: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[Outcome[T, R]]:
    """`function` over `items` in `workers` processes; outcomes come in the order of the items."""
    pool = _Pool(function, workers)
    under_way: deque[tuple[list[T], Future[list[Result[R]]]]] = deque()
    source = iter(items)
    try:
        while True:
            while len(under_way) < workers * AHEAD and (chunk := list(itertools.islice(source, CHUNK))):
                under_way.append((chunk, pool.submit(chunk)))
            if not under_way:
                return
            chunk, future = under_way[0]
            try:
                results = future.result()
                pool.worked = True
            except BrokenProcessPool:
                pool.renew()
                results = pool.one_by_one(chunk)
                # the others that were under way have not failed, they only lost their pool
                under_way = deque((c, f if _done(f) else pool.submit(c)) for c, f in under_way)
            under_way.popleft()
            for item, (value, problem) in zip(chunk, results, strict=True):
                yield Outcome(item, value, problem)
    finally:
        pool.stop()


def _done(future: Future[R]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


class _Pool(Generic[T, R]):
    def __init__(self, function: Callable[[T], R], workers: int) -> None:
        self._function = function
        self._workers = workers
        self._executor = self._make(workers)
        self.worked = False

    @staticmethod
    def _make(workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _prepare)

    def submit(self, chunk: list[T]) -> Future[list[Result[R]]]:
        try:
            return self._executor.submit(_work, self._function, chunk)
        except BrokenProcessPool as problem:  # it broke since: let the reader of the future find out
            failed: Future[list[Result[R]]] = Future()
            failed.set_exception(problem)
            return failed

    def renew(self) -> None:
        _end(self._executor)
        self._executor = self._make(self._workers)

    def one_by_one(self, chunk: list[T]) -> list[Result[R]]:
        results: list[Result[R]] = []
        single = self._make(1)
        try:
            for item in chunk:
                try:
                    results += single.submit(_work, self._function, [item]).result()
                    self.worked = True
                except BrokenProcessPool:
                    _end(single)
                    results.append((None, error("worker-lost", name=label(item))))
                    if len(results) >= HOPELESS and not self.worked:
                        raise error("workers-broken") from None
                    single = self._make(1)
        finally:
            _end(single)
        return results

    def stop(self) -> None:
        _end(self._executor)


def _end(executor: ProcessPoolExecutor) -> None:
    # waiting costs what is left of the chunks under way; not waiting makes Python complain at its end
    executor.shutdown(wait=True, cancel_futures=True)
