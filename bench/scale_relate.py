"""How the time to link grows: `python bench/scale_relate.py [--sizes 10000,30000,100000] [--shapes FILE.jsonl …]`.

Accounts are made by varying real shapes, those of the articles in `--shapes` (interchange files with layers; without
them a few built-in ones): other sides (few of them in most of the news), days (`--a-day` events a day, so a larger
ledger covers a longer time), places, some words; a third of the happenings is told two to six times. Linking is
finding candidates, comparing them, grouping, counting witnesses and disagreements. `--copies N` measures the
search for copies among N made-up articles instead.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import msgspec

from khabar.article import Article, articles, read_jsonl
from khabar.relate import linked
from khabar.relate.copies import Index
from khabar.relate.features import Account, accounts
from khabar.relate.happenings import clusters

START = 730_000
ACTORS = 600
WORDS = 20_000
PLACES = 1_500


def built_in() -> list[Account]:
    """A few shapes, for a run without files."""
    kinds = [("CONSULT", "meeting"), ("ASSAULT", "attack"), ("ASSAULT", "airstrike"), ("REQUEST", "demand"),
             ("ACCUSE", "blame"), ("AGREE", "agreement"), ("COERCE", "arrest"), ("THREATEN", "warning")]  # fmt: skip
    sides = (frozenset({"a"}), frozenset({"b"}))
    return [
        Account("x", f"e{n}", kind, mode, *sides, words=frozenset(f"w{i}" for i in range(12 + n)), chain=("own:x", "r"))
        for n, (kind, mode) in enumerate(kinds)
    ]


def shapes(paths: list[Path]) -> list[Account]:
    """The accounts of the articles in interchange files."""
    from khabar.packs import load

    packs = load() if paths else None
    out: list[Account] = []
    for path in paths:
        with path.open("rb") as stream:
            for article in articles(read_jsonl(stream, path.name)):
                out += accounts(article, packs)
    return out or built_in()


def made(size: int, real: list[Account], a_day: int, seed: int = 1) -> Iterator[Account]:
    """`size` accounts; several of them may be one happening."""
    chance = random.Random(seed)
    actors = [f"actor{n}" for n in range(ACTORS)]
    weights = list(accumulate(1 / (n + 5) for n in range(ACTORS)))
    persons = [f"person{n}" for n in range(ACTORS)]
    words = [f"word{n}" for n in range(WORDS)]
    common = list(accumulate(1 / (n + 50) for n in range(WORDS)))
    places = [f"place{n}" for n in range(PLACES)]
    number = 0
    while number < size:
        shape = chance.choice(real)
        day = START + number // a_day
        roles = [
            frozenset(chance.choices(actors, cum_weights=weights, k=max(1, len(role)))) if role else role
            for role in (shape.sources, shape.targets)
        ]
        told = frozenset(chance.choices(words, cum_weights=common, k=len(shape.words)))
        people = frozenset(chance.choices(persons, cum_weights=weights, k=len(shape.people)))
        numbers = frozenset(str(chance.randrange(10, 400)) for _ in shape.numbers)
        where = frozenset({chance.choice(places)}) if shape.places else frozenset()
        for _ in range(1 if chance.random() < 0.67 else chance.randint(2, 6)):
            kept = frozenset(w for w in told if chance.random() < 0.6) | frozenset(chance.choices(words, k=4))
            late = day + chance.randint(0, 2)
            yield msgspec.structs.replace(
                shape, article=f"a{number}", event="e1", sources=roles[0], targets=roles[1], words=kept, people=people,
                numbers=numbers, passage=chance.randbytes(48) if shape.passage else b"",
                days=(day, day) if shape.days and chance.random() < 0.7 else None, published=(late, late),
                places=where, within=where, others=frozenset(), about=frozenset(sorted(kept)[:4]) if shape.about else (
                    frozenset()
                ), chain=(f"own:paper{chance.randrange(40)}", *shape.chain[1:]),
            )  # fmt: skip
            number += 1
            if number >= size:
                return


def link(size: int, real: list[Account], a_day: int) -> tuple[float, int]:
    """Seconds and happenings, type by type as a ledger does it."""
    by_type: dict[str, list[Account]] = {}
    for account in made(size, real, a_day):
        by_type.setdefault(account.type, []).append(account)
    begin = time.perf_counter()
    found = 0
    for told in by_type.values():
        for cluster in clusters(told):
            linked(cluster, {})
            found += 1
    return time.perf_counter() - begin, found


def copied(size: int, seed: int = 1) -> Iterator[Article]:
    """Articles of about 250 words; one in four is a copy of an earlier one with other words in between."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("ابتثجحخدرسعفقكلمنهوي", k=chance.randint(2, 7))) for _ in range(30_000)]
    earlier: list[list[str]] = []
    for number in range(size):
        if earlier and chance.random() < 0.25:
            text = [w if chance.random() > 0.03 else chance.choice(words) for w in chance.choice(earlier)]
        else:
            text = chance.choices(words, k=250)
            if len(earlier) < 2000:
                earlier.append(text)
        yield Article(f"a{number}", " ".join(text))


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,30000,100000", help="numbers of events, joined by commas")
    parser.add_argument("--shapes", type=Path, nargs="*", default=[], help="interchange files with layers")
    parser.add_argument("--a-day", type=int, default=300, help="events a day (300)")
    parser.add_argument("--copies", type=int, help="search for copies among so many articles instead")
    args = parser.parse_args()
    if args.copies:
        begin = time.perf_counter()
        index = Index()
        making = 0.0
        before = time.perf_counter()
        for article in copied(args.copies):
            making += time.perf_counter() - before
            index.add(article)
            before = time.perf_counter()
        groups = index.groups()
        seconds = time.perf_counter() - begin - making
        print(f"{args.copies} articles: {len(groups)} groups of copies in {seconds:.1f} s, peak {_memory():.2f} GB")
        return
    real = shapes(args.shapes)
    linked([Account("x", "e1", "CONSULT")], {})  # what is imported late is imported now
    print(f"{len(real)} shapes, {args.a_day} events a day")
    last: tuple[int, float] | None = None
    for size in map(int, args.sizes.split(",")):
        seconds, found = link(size, real, args.a_day)
        grown = f"   ×{size / last[0]:.1f} events, ×{seconds / last[1]:.1f} time" if last else ""
        print(f"{size:9} events {found:8} happenings {seconds:8.1f} s {1e6 * seconds / size:7.0f} µs an event"
              f"   peak {_memory():.2f} GB{grown}", flush=True)  # fmt: skip
        last = size, seconds


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


if __name__ == "__main__":
    main()
