"""The map in a few spawned processes, which goes on when one of them is killed.

Every worker has its own pipe, so it is known which items a dead one had: it is replaced, what it was doing is
tried again, and an item that kills its worker again is reported. (`multiprocessing.Pool` would wait for ever,
`ProcessPoolExecutor` gives up and does not say whose fault it was.)
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from khabar.engine.outcome import Outcome, attempt
from khabar.engine.window import Chunk, Result, Window
from khabar.errors import error

T = TypeVar("T")
R = TypeVar("R")

#: Chunks begun for each worker and not handed on yet.
AHEAD = 3
#: Workers that died at their start, and workers that died before anything was done, after which none will live.
STILLBORN, HOPELESS = 3, 6
_SPAWN = multiprocessing.get_context("spawn")
_READY = "ready"


def run(
    function: Callable[[T], R], items: Iterable[T], workers: int, *, chunk: int, ordered: bool
) -> Iterator[Outcome[T, R]]:
    """`function` over `items` in `workers` processes."""
    window: Window[T, R] = Window(items, chunk, workers * AHEAD, ordered=ordered)
    # a second chunk waits at the worker, so that it need not wait for us; not where a chunk is long work by itself
    pool = _Pool(function, workers, depth=2 if chunk > 1 else 1)
    try:
        while not window.finished:
            for worker in pool.hungry():
                given = window.next()
                if given is None:
                    break
                worker.give(given)
            if pool.busy():
                pool.gather(window)
            yield from window.ready()
        pool.end()
    finally:
        pool.kill()


class _Pool(Generic[T, R]):
    def __init__(self, function: Callable[[T], R], workers: int, depth: int) -> None:
        self._function = function
        self._depth = depth
        self._deaths = self._stillborn = 0
        self._worked = False
        self._workers: list[_Worker[T, R]] = []
        for _ in range(workers):
            self._workers.append(_Worker(function))

    def hungry(self) -> list[_Worker[T, R]]:
        """The workers that can take a chunk, once for each that they can take; those with the least first."""
        return [w for full in range(self._depth) for w in self._workers if len(w.chunks) <= full]

    def busy(self) -> bool:
        return any(w.chunks for w in self._workers)

    def gather(self, window: Window[T, R]) -> None:
        """Wait until a worker answers or dies, and tell the window."""
        by_pipe = {w.pipe: n for n, w in enumerate(self._workers)}
        for pipe in wait(list(by_pipe)):
            worker = self._workers[by_pipe[pipe]]  # type: ignore[index]
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(by_pipe[worker.pipe], window)
                continue
            if answer == _READY:
                worker.alive = True
                continue
            self._worked = True
            window.done(worker.chunks.popleft(), answer)

    def _replace(self, number: int, window: Window[T, R]) -> None:
        dead = self._workers[number]
        dead.kill()
        if dead.alive:
            self._deaths += 1
        else:
            self._stillborn += 1
        if not self._worked and (self._stillborn >= STILLBORN or self._deaths >= HOPELESS):
            raise error("workers-broken")
        for at, given in enumerate(dead.chunks):
            if at == 0 and dead.alive:
                window.died(given)
            else:
                window.back(given)
        self._workers[number] = _Worker(self._function)

    def end(self) -> None:
        """Let the workers, which have nothing to do, end by themselves."""
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(5)

    def kill(self) -> None:
        for worker in self._workers:
            worker.kill()


class _Worker(Generic[T, R]):
    def __init__(self, function: Callable[[T], R]) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self.chunks: deque[Chunk[T]] = deque()
        self.alive = False
        self.process = _SPAWN.Process(target=_work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        with contextlib.suppress(OSError):  # it died at once: found out when its answer is waited for
            self.pipe.send(function)

    def give(self, chunk: Chunk[T]) -> None:
        self.chunks.append(chunk)
        with contextlib.suppress(OSError):
            self.pipe.send(chunk.items)

    def kill(self) -> None:
        """End the process, whatever it is doing, and wait until it is gone."""
        with contextlib.suppress(OSError):
            self.pipe.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join()


def _work(pipe: Connection) -> None:
    """What a worker does until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, asked), daemon=True).start()
    with contextlib.suppress(OSError):
        function = pickle.loads(asked.get())
        pipe.send(_READY)
        while True:
            results: list[Result[Any]] = [attempt(function, item) for item in pickle.loads(asked.get())]
            pipe.send(results)


def _listen(pipe: Connection, asked: queue.SimpleQueue[bytes]) -> None:
    # a thread of its own: who sends us work never waits until we have done what we have
    try:
        while True:
            asked.put(pipe.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)  # the parent is done, or is gone: then nobody wants what we are doing
