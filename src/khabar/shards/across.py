"""Relating the articles of many files: copies, then happenings type by type (accounts of two types never meet, so
types are linked side by side; very large ones are divided), entities out of counts that were made file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from khabar import engine
from khabar.article import Copies, LinkedEvent, encode
from khabar.packs import Packs
from khabar.relate import Relations, linked, shown
from khabar.relate.copies import Index, Sketch
from khabar.relate.entities import Mentions
from khabar.relate.features import Account
from khabar.relate.happenings import clusters
from khabar.relate.share import Pool
from khabar.shards.boiled import FOLDER, Boil, Boiled, Part, marks
from khabar.shards.divided import Find, Join, Slice, batches, listed, slices
from khabar.shards.files import write_whole
from khabar.shards.reading import Reading

#: Bytes of packed accounts below which linking them takes less time than starting processes for it.
_LITTLE = 1 << 20
T = TypeVar("T")
R = TypeVar("R")


class Link:
    """Links all accounts of a type, in one process: the happenings as records, encoded.

    `listing`: a file with the paths of what was boiled down and the groups of copies.
    """

    def __init__(self, listing: str) -> None:
        self.listing = listing

    def __call__(self, type: str) -> list[bytes]:
        paths, group = listed(self.listing)
        told: list[Account] = []
        pool = Pool()
        for path in paths:
            told += map(pool.share, Boiled(path).accounts(type))
        return [encode(linked(cluster, group)) for cluster in shown(told, clusters(told))]


def relate(
    parts: Sequence[Part],
    folder: Path,
    packs: Packs,
    paths: Sequence[str],
    reading: Reading,
    where: engine.Where,
    say: Callable[[str], None],
) -> Relations:
    """What `khabar.relate.relate` gives for all articles in `parts`; what is boiled down is kept in `folder`.

    KhabarError `shard-damaged` where a file is not what was written.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    boil = Boil(str((folder / FOLDER).absolute()), paths, reading)
    missing = [part for part in parts if not boil.path(part).exists()]
    for done, outcome in enumerate(engine.run(boil, missing, _enough(where, len(missing)), chunk=1, ordered=False)):
        if outcome.error is not None:
            raise outcome.error
        say(f"comparing: {done + 1} of {len(missing)} shards")
    boiled = [str(boil.path(part)) for part in parts]
    found, entities, sizes = _copies_and_entities(boiled)
    listing = folder / FOLDER / "listing.msgpack"
    write_whole(listing, msgspec.msgpack.encode((boiled, found)))
    say("linking accounts to happenings")
    events: list[LinkedEvent] = []
    types = sorted(sizes, key=lambda type: (-sizes[type], type))  # the longest work first
    if sum(sizes.values()) < _LITTLE:
        where = engine.HERE
    here = str(listing.absolute())
    large = [type for type in types if slices(sizes[type]) > 1]
    for lines in _done(Link(here), [type for type in types if type not in large], where, say):
        events += [msgspec.json.decode(line, type=LinkedEvent) for line in lines]
    for type in large:
        events += _divided(type, slices(sizes[type]), listing, where, say)
    listing.unlink(missing_ok=True)
    return Relations(found, sorted(events, key=lambda e: e.id), entities.records(packs))


def _done(
    function: Callable[[T], R], items: Sequence[T], where: engine.Where, say: Callable[[str], None]
) -> Iterator[R]:
    """What a function makes of each item, in any order; its first error is raised."""
    for outcome in engine.run(function, items, _enough(where, len(items)), chunk=1, ordered=False, say=say):
        if outcome.value is None:
            raise outcome.error or AssertionError
        yield outcome.value


def _divided(
    type: str, number: int, listing: Path, where: engine.Where, say: Callable[[str], None]
) -> Iterator[LinkedEvent]:
    """The happenings of a type whose accounts are too many for one process."""
    here = str(listing.absolute())
    found = _done(Find(here), [Slice(type, n, number) for n in range(number)], where, say)
    files: list[Path] = []
    for batch in batches(type, found):
        files.append(listing.with_name(f"batch-{len(files)}.msgpack"))
        write_whole(files[-1], msgspec.msgpack.encode(batch))
    for lines in _done(Join(here), [str(file.absolute()) for file in files], where, say):
        yield from (msgspec.json.decode(line, type=LinkedEvent) for line in lines)
    for file in files:
        file.unlink(missing_ok=True)


def _enough(where: engine.Where, items: int) -> engine.Where:
    """No more processes than there is work for; a single piece of work is done here."""
    if items < 2:
        return engine.HERE
    return where if where.scheduler else engine.Where(min(where.processes, items))


def _copies_and_entities(boiled: Sequence[str]) -> tuple[list[Copies], Mentions, dict[str, int]]:
    """Copies, mentions, and the types of accounts, each with the bytes of its accounts, packed."""
    index, mentions = Index(), Mentions()
    sizes: dict[str, int] = {}
    for path in boiled:
        file = Boiled(path)
        for sketched in file.sketches():
            index.put(sketched.id, Sketch(sketched.bands, sketched.sample), marks(sketched.marks), sketched.day)
        counted = file.mentions()
        mentions.add_counts(counted.kinds, counted.words)
        for type, size in file.sizes().items():
            sizes[type] = sizes.get(type, 0) + size
    return index.groups(), mentions, sizes
