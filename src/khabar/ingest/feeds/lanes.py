"""Work for many sites at once, and for each of them one thing at a time."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Results that wait to be taken; each may be as large as a page.
AHEAD = 4


def by_lane(
    tasks: Iterable[tuple[str, T]], work: Callable[[T], R], lanes: int
) -> Iterator[tuple[T, R | None, Exception | None]]:
    """`work` over the tasks, in threads: (task, result, None) or (task, None, what went wrong), as they come.

    A task is given with the lane it is in, a site: tasks of one lane are done in order, one at a time; at most
    `lanes` lanes are busy at once. Threads stop after what they have at hand where the caller goes on no more.
    """
    waiting: dict[str, deque[T]] = {}
    for lane, task in tasks:
        waiting.setdefault(lane, deque()).append(task)
    open_lanes = deque(waiting.values())
    total = sum(map(len, open_lanes))
    done: queue.Queue[tuple[T, R | None, Exception | None]] = queue.Queue(AHEAD)
    stopped = threading.Event()
    lock = threading.Lock()

    def hand_over(result: tuple[T, R | None, Exception | None]) -> None:
        while not stopped.is_set():
            try:
                done.put(result, timeout=0.1)
                return
            except queue.Full:
                continue

    def drive() -> None:
        while not stopped.is_set():
            with lock:
                if not open_lanes:
                    return
                lane = open_lanes.popleft()
            while lane and not stopped.is_set():
                task = lane.popleft()
                try:
                    hand_over((task, work(task), None))
                except Exception as problem:  # told to the caller, who knows what it means
                    hand_over((task, None, problem))

    # daemons: a stop must not wait for a site that answers drop by drop
    for _ in range(min(lanes, len(open_lanes))):
        threading.Thread(target=drive, daemon=True).start()
    try:
        for _ in range(total):
            yield done.get()
    finally:
        stopped.set()
