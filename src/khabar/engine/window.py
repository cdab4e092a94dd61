"""The items under way: which may begin, which must be tried again, and which outcomes may be handed on."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from khabar.engine.outcome import Outcome, label
from khabar.errors import KhabarError, error

T = TypeVar("T")
R = TypeVar("R")
#: What a worker sends back of an item.
Result = tuple[R | None, KhabarError | None]

#: How often an item is tried that is alone when its worker dies: a worker may die of something else, once.
TRIES = 2


@dataclass
class Chunk(Generic[T]):
    """Items that travel together: numbers of `items` count from `first`; `tries`: how often its worker died."""

    first: int
    items: list[T]
    tries: int = 0


class Window(Generic[T, R]):
    """Items in, chunks out; results in, outcomes out.

    At most `ahead` chunks' items are begun and not handed on, so that neither waiting items nor waiting results
    fill the memory. `ordered`: outcomes are handed on in the order of the items.
    """

    def __init__(self, items: Iterable[T], chunk: int, ahead: int, *, ordered: bool) -> None:
        self._source = enumerate(items)
        self._chunk = chunk
        self.ahead = ahead
        self._ordered = ordered
        self._again: deque[Chunk[T]] = deque()
        self._done: dict[int, Outcome[T, R]] = {}
        self._begun = 0
        self._next = 0
        self._handed = 0
        self._over = False

    def next(self) -> Chunk[T] | None:
        """The next chunk to begin; None where there is none now."""
        if self._again:
            return self._again.popleft()
        if self._over or self._begun - self._handed >= self.ahead * self._chunk:
            return None
        numbered = list(itertools.islice(self._source, self._chunk))
        if not numbered:
            self._over = True
            return None
        self._begun += len(numbered)
        return Chunk(numbered[0][0], [item for _, item in numbered])

    @property
    def finished(self) -> bool:
        """Whether every item was taken and every outcome handed on."""
        return self._over and self._handed == self._begun

    def done(self, chunk: Chunk[T], results: Sequence[Result[R]]) -> None:
        """Take the results of a chunk."""
        for number, (item, (value, problem)) in enumerate(zip(chunk.items, results, strict=True), chunk.first):
            self._done[number] = Outcome(item, value, problem)

    def failed(self, chunk: Chunk[T], problem: KhabarError) -> None:
        """Give up a chunk: every item of it has this error."""
        self.done(chunk, [(None, problem)] * len(chunk.items))

    def died(self, chunk: Chunk[T]) -> None:
        """A chunk's worker died of it, perhaps: its items are tried again, each alone; given up after `TRIES`."""
        if len(chunk.items) > 1:
            self._again.extend(Chunk(number, [item]) for number, item in enumerate(chunk.items, chunk.first))
        elif chunk.tries + 1 < TRIES:
            self._again.append(Chunk(chunk.first, chunk.items, chunk.tries + 1))
        else:
            self.failed(chunk, error("worker-lost", name=label(chunk.items[0])))

    def back(self, chunk: Chunk[T]) -> None:
        """A chunk that was not begun: another worker has to do it."""
        self._again.appendleft(chunk)

    def ready(self) -> Iterator[Outcome[T, R]]:
        """The outcomes that may be handed on now."""
        if not self._ordered:
            while self._done:
                self._handed += 1
                yield self._done.pop(next(iter(self._done)))
        while self._next in self._done:
            self._handed += 1
            self._next += 1
            yield self._done.pop(self._next - 1)
