"""Linking the accounts of a type in parts, so that no process holds all of them.

Two accounts are compared where they share a block, and a block lies at some days or follows from its name alone; so
blocks are dealt out into slices, and each slice finds the links within its blocks. Accounts that links connect are then
joined, batch by batch; the result is that of linking them all in one process.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from khabar.article import Copies, encode
from khabar.relate import grouped, linked, shown
from khabar.relate.blocks import CROWDED, placed
from khabar.relate.disagreements import alone
from khabar.relate.features import Account
from khabar.relate.happenings import join, link
from khabar.relate.share import Pool
from khabar.shards.boiled import Boiled

#: Bytes of a type's packed accounts that one process links as a whole: some 180,000 accounts, 500 MB.
WHOLE = 16 << 20
#: Slices for each `WHOLE` of a type: an account lies in about three of them, and in one more by its words.
_SLICES, _LEAST = 4, 8
#: Days that lie in one slice, before the next one's begin.
_SPAN = 28
#: Accounts that are joined in one process, unless more of them are connected.
BATCH = 20_000

Key = tuple[str, str]
Scored = tuple[float, Key, Key]


def slices(size: int) -> int:
    """How many slices a type is linked in, whose packed accounts take `size` bytes."""
    return 1 if size <= WHOLE else max(_LEAST, _SLICES * -(-size // WHOLE))


class Slice(NamedTuple):
    """One slice of a type's blocks."""

    type: str
    number: int
    of: int

    def holds(self, block: str, day: int | None) -> bool:
        """Whether a block, which lies at a day or at none, belongs to this slice."""
        return (zlib.crc32(block.encode()) if day is None else day // _SPAN) % self.of == self.number


class Sliced(msgspec.Struct, array_like=True):
    """Links within a slice, and the accounts in it that contradict themselves."""

    links: list[Scored]
    alone: list[Key]


class Find:
    """Finds the links within a slice. `paths`: the files of what was boiled down."""

    def __init__(self, listing: str) -> None:
        self.listing = listing

    def __call__(self, slice: Slice) -> bytes:
        paths, _ = listed(self.listing)
        found: list[Account] = []
        members: dict[str, list[int]] = {}
        single: list[Key] = []
        pool = Pool()
        for path in paths:
            for account in Boiled(path).accounts(slice.type):
                mine = {block for block, day in placed(account) if slice.holds(block, day)}
                if not mine:
                    continue
                for block in mine:
                    members.setdefault(block, []).append(len(found))
                found.append(pool.share(account))
                if any(block.startswith("=") for block in mine) and alone(account):
                    single.append(account.key)
        return msgspec.msgpack.encode(Sliced(list(_links(found, members.values())), single))


def _links(found: list[Account], blocks: Iterable[list[int]]) -> Iterator[Scored]:
    seen: set[tuple[int, int]] = set()
    for numbers in blocks:
        if len(numbers) > CROWDED:
            continue
        for at, first in enumerate(numbers):
            a = found[first]
            for second in numbers[at + 1 :]:
                if (first, second) in seen:
                    continue
                seen.add((first, second))
                b = found[second]
                if (score := link(a, b)) is not None:
                    yield score, a.key, b.key


class Batch(msgspec.Struct, array_like=True):
    """Accounts that links connect, the links, and those of the accounts that contradict themselves."""

    type: str
    keys: list[Key]
    links: list[Scored]
    alone: list[Key]


def batches(type: str, sliced: Iterable[bytes]) -> Iterator[Batch]:
    """What the slices of a type found, put together: each connected group in one batch."""
    links: dict[tuple[Key, Key], float] = {}
    single: set[Key] = set()
    for data in sliced:
        part = msgspec.msgpack.decode(data, type=Sliced)
        single.update(part.alone)
        for score, a, b in part.links:
            links[(a, b) if a < b else (b, a)] = score
    root: dict[Key, Key] = {}

    def top(key: Key) -> Key:
        while root.setdefault(key, key) != key:
            root[key] = key = root[root[key]]
        return key

    for a, b in links:
        root[top(a)] = top(b)
    groups: dict[Key, list[Scored]] = {}
    for (a, b), score in links.items():
        groups.setdefault(top(a), []).append((score, a, b))
    keys: set[Key] = set()
    held: list[Scored] = []
    for group in groups.values():
        mine = {key for _, a, b in group for key in (a, b)}
        if keys and len(keys) + len(mine) > BATCH:
            yield Batch(type, sorted(keys), held, sorted(keys & single))
            keys, held = set(), []
        keys |= mine
        held += group
    keys |= single - root.keys()
    if keys:
        yield Batch(type, sorted(keys), held, sorted(keys & single))


class Join:
    """Joins the accounts of a batch, given as a file: the happenings as records, encoded."""

    def __init__(self, listing: str) -> None:
        self.listing = listing

    def __call__(self, path: str) -> list[bytes]:
        paths, group = listed(self.listing)
        batch = msgspec.msgpack.decode(Path(path).read_bytes(), type=Batch)
        wanted = set(batch.keys)
        found = [a for name in paths for a in Boiled(name).accounts(batch.type) if a.key in wanted]
        number = {account.key: n for n, account in enumerate(found)}
        clusters = join(found, [(score, number[a], number[b]) for score, a, b in batch.links])
        single = set(batch.alone)
        told = [account for account in found if account.key in single]
        return [encode(linked(cluster, group)) for cluster in shown(told, clusters)]


def listed(listing: str) -> tuple[list[str], dict[str, str]]:
    """What all processes read first: the files of what was boiled down, and article -> its group of copies."""
    paths, groups = msgspec.msgpack.decode(Path(listing).read_bytes(), type=tuple[list[str], list[Copies]])
    return paths, grouped(groups)
