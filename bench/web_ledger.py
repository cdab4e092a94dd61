"""A large ledger, and how long views take to be asked of it: `python bench/web_ledger.py make FILE`, then `… ask FILE`.

`make` reads the samples once, cuts them into sentences with their layers, and puts articles together out of these:
other actors and places (of the packs, few of them in most of the news, their names standing in the text too), other
words of the same length, other days (`--a-day` articles a day), sentences of made-up words between them. What happens
is told by one to six articles with other words around it. Everything goes through `Ledger.add` and `Ledger.update`.

`ask` asks every function of `khabar.look` about things drawn by chance: alone, then start, story, happening and search
with `--readers` threads at once, while another process adds articles. Milliseconds: median, 95th percentile.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from khabar.article import Article, Attribution, Event, EventTime, Name, Published, Span
from khabar.ledger import Ledger, open_ledger
from khabar.ledger.schema import transaction
from khabar.packs import Packs

START = date(2016, 1, 1)
ACTORS = 600
PLACES = 1_500
OUTLETS = 60
WORDS = 20_000
EVENTS = 10
_LETTERS = "ابتجحخدرسشصطعفقكلمنهوي"
_WORD = re.compile(r"[^\W\d_]{3,}")
_SLOTS = ("source_spans", "target_spans", "place", "about", "effect")


class Piece(NamedTuple):
    """A sentence with the layers that lie in it, spans counted from its beginning."""

    text: str
    names: list[Name]
    attributions: list[Attribution]
    events: list[Event]


def pieces() -> list[Piece]:
    """The sentences of the samples in which something happens."""
    import khabar
    from khabar.arabic.sentences import sentences
    from khabar.ingest.files import Given, read_articles

    packs = khabar.load_packs()
    out = []
    for given in read_articles([str(Path(__file__).parents[1] / "samples")], Given(), []):
        read = khabar.annotate(given.text, published=given.published.earliest, outlet=given.outlet, packs=packs)
        for span in sentences(read.text):
            piece = _cut(read, span)
            if piece.events:
                out.append(piece)
    return out


def _cut(article: Article, span: Span) -> Piece:
    start, end = span

    def inside(other: Span | None) -> bool:
        return other is None or (start <= other[0] and other[1] <= end)

    def moved(value: Any) -> Any:
        return None if value is None else (value[0] - start, value[1] - start)

    names = [msgspec.structs.replace(n, start=n.start - start, end=n.end - start)
             for n in article.names if inside((n.start, n.end))]  # fmt: skip
    kept: dict[int, int] = {}
    attributions: list[Attribution] = []
    for number, said in enumerate(article.attributions):
        if inside(said.content) and inside(said.cue) and all(inside(x.span) for x in said.chain):
            kept[number] = len(attributions)
            chain = [msgspec.structs.replace(x, span=moved(x.span), antecedent=None) for x in said.chain]
            content, cue = moved(said.content), moved(said.cue)
            attributions.append(
                msgspec.structs.replace(said, content=content, cue=cue, chain=chain, quotes=[], denies=None)
            )
    events = []
    for event in article.events:
        if inside(event.trigger) and inside(event.evidence):
            spans = {s: [moved(x) for x in getattr(event, s) if inside(x)] for s in _SLOTS}
            index = kept.get(event.attribution) if event.attribution is not None else None
            trigger, evidence = moved(event.trigger), moved(event.evidence)
            events.append(
                msgspec.structs.replace(
                    event, trigger=trigger, evidence=evidence, attribution=index, also=[], time=EventTime(), **spans
                )
            )
    return Piece(article.text[start:end], names, attributions, events)


class World:
    """Actors and places of the packs, made-up outlets and words; few of them are in most of the news."""

    def __init__(self, packs: Packs, seed: int) -> None:
        self.chance = chance = random.Random(seed)

        def word() -> str:
            return "".join(chance.choices(_LETTERS, k=chance.randint(3, 7)))

        known = [e for e in packs.entities.values() if e.ar]
        acting = [(e.id, e.ar[0]) for e in known if e.type in ("GOV", "GRP", "ORG", "PER")]
        lying = [(e.id, e.ar[0]) for e in known if e.type in ("GPE", "LOC") and e.at]
        self.actors = chance.sample(acting, min(ACTORS, len(acting)))
        self.places = chance.sample(lying, min(PLACES, len(lying)))
        self.words = [word() for _ in range(WORDS)]
        self.by_length: dict[int, list[str]] = {}
        for made_word in self.words:
            self.by_length.setdefault(len(made_word), []).append(made_word)
        self.outlets = [f"صحيفة {word()}" for _ in range(OUTLETS)]
        self.weights = {len(these): list(accumulate(1 / (n + 5) for n in range(len(these))))
                        for these in (self.actors, self.places, self.words, self.outlets)}  # fmt: skip

    def pick(self, these: Sequence[Any]) -> Any:
        """One of them, the first ones most often."""
        return self.chance.choices(these, cum_weights=self.weights[len(these)])[0]

    def filler(self) -> str:
        """A sentence in which nothing happens."""
        return " ".join(self.pick(self.words) for _ in range(self.chance.randint(8, 20))) + "."

    def happening(self, real: Sequence[Piece], day: date) -> tuple[Piece, date]:
        """A piece with other actors and places, in its text too, and the day on which it happens."""
        piece = self._reworded(self.chance.choice(real))
        other: dict[str, tuple[str, str]] = {}
        text, shift, names = "", [], []
        at = 0
        for name in sorted(piece.names, key=lambda n: (n.start, -n.end)):
            if name.start < at or name.entity is None:
                continue
            if name.entity not in other:
                kind = self.places if name.type in ("GPE", "LOC") else self.actors
                other[name.entity] = self.pick(kind)
            text += piece.text[at : name.start]
            begin = len(text)
            text += other[name.entity][1]
            names.append(msgspec.structs.replace(name, start=begin, end=len(text), entity=other[name.entity][0]))
            shift.append((name.start, name.end, begin, len(text)))
            at = name.end
        text += piece.text[at:]

        def place(point: int, last: bool) -> int:
            moved = point
            for start, end, first, stop in shift:
                if point >= end:
                    moved = stop + point - end
                elif point > start:
                    return stop if last else first
            return moved

        def span(value: Span | None) -> Any:
            return None if value is None else (place(value[0], False), place(value[1], True))

        def who(ids: list[str]) -> list[str]:
            for entity in ids:
                if entity not in other and not entity.startswith("unnamed:"):
                    other[entity] = self.pick(self.actors)
            return [other[e][0] if e in other else e for e in ids]

        said = [
            msgspec.structs.replace(
                a, content=span(a.content), cue=span(a.cue),
                chain=[msgspec.structs.replace(x, span=span(x.span), entity=who([x.entity])[0] if x.entity else None)
                       for x in a.chain],
            )
            for a in piece.attributions
        ]  # fmt: skip
        events = [
            msgspec.structs.replace(
                e, trigger=span(e.trigger), evidence=span(e.evidence), source=who(e.source), target=who(e.target),
                mediator=who(e.mediator), delegates=who(e.delegates),
                **{s: [span(x) for x in getattr(e, s)] for s in _SLOTS},
            )
            for e in piece.events
        ]  # fmt: skip
        return Piece(text, names, said, events), day

    def _reworded(self, piece: Piece) -> Piece:
        """The piece with other words of the same length in place of most of those that name nobody."""
        kept = [*((n.start, n.end) for n in piece.names), *(e.trigger for e in piece.events)]

        def other(match: re.Match[str]) -> str:
            held = any(a < match.end() and match.start() < b for a, b in kept)
            same = self.by_length.get(len(match.group()))
            return match.group() if held or not same or self.chance.random() < 0.3 else self.chance.choice(same)

        return piece._replace(text=_WORD.sub(other, piece.text))

    def article(self, number: int, told: Sequence[tuple[Piece, date]], day: date) -> Article:
        """An article that tells these happenings."""
        parts: list[str] = []
        article = Article(f"m{number:06}", "", self.pick(self.outlets))
        article.published = Published(day.isoformat(), day.isoformat(), "given")
        at = 0
        for piece, on in told:
            for text in (piece.text, self.filler()):
                if text is piece.text:
                    self._put(article, piece, at, on)
                parts.append(text)
                at += len(text) + 1
        article.text = "\n".join(parts)
        article.title = parts[0][:80]
        article.body = [(0, len(article.text))]
        return article

    def _put(self, article: Article, piece: Piece, at: int, on: date) -> None:
        first = len(article.attributions)

        def span(value: Span | None) -> Any:
            return None if value is None else (value[0] + at, value[1] + at)

        replace = msgspec.structs.replace
        article.names += [replace(n, start=n.start + at, end=n.end + at) for n in piece.names]
        article.attributions += [
            replace(a, content=span(a.content), cue=span(a.cue), chain=[replace(x, span=span(x.span)) for x in a.chain])
            for a in piece.attributions
        ]
        dated = self.chance.random() < 0.7
        for event in piece.events:
            article.events.append(replace(
                event, id=f"e{len(article.events) + 1}", trigger=span(event.trigger), evidence=span(event.evidence),
                attribution=None if event.attribution is None else event.attribution + first,
                time=EventTime(on.isoformat(), on.isoformat()) if dated else EventTime(),
                **{s: [span(x) for x in getattr(event, s)] for s in _SLOTS},
            ))  # fmt: skip


def made(
    count: int, real: Sequence[Piece], packs: Packs, a_day: int, seed: int = 1, first: int = 0
) -> Iterator[Article]:
    """`count` articles of about ten events each, in the order of their days."""
    world = World(packs, 1)
    world.chance.seed(seed)
    number = first
    open_: list[tuple[Piece, date, int]] = []  # what further articles will tell
    while number < first + count:
        day = START + timedelta(days=number // a_day)
        for _ in range(a_day):
            told: list[tuple[Piece, date]] = []
            events = 0
            while events < EVENTS:
                if open_ and world.chance.random() < 0.5:
                    at = world.chance.randrange(len(open_))
                    piece, on, left = open_[at]
                    if left <= 1:
                        open_[at] = open_[-1]
                        open_.pop()
                    else:
                        open_[at] = (piece, on, left - 1)
                    if any(p is piece for p, _ in told):
                        continue
                else:
                    piece, on = world.happening(real, day)
                    if world.chance.random() < 0.33:
                        open_.append((piece, on, world.chance.randint(1, 5)))
                told.append((piece, on))
                events += len(piece.events)
            yield world.article(number, told, day)
            number += 1
            if number >= first + count:
                return


def make(path: Path, count: int, a_day: int) -> None:
    """Make the ledger."""
    import khabar

    real = pieces()
    print(f"{len(real)} pieces with {sum(len(p.events) for p in real)} events", flush=True)
    packs = khabar.load_packs()
    begin = time.perf_counter()
    with open_ledger(path, write=True) as ledger:
        batch: list[Article] = []
        for article in made(count, real, packs, a_day):
            batch.append(article)
            if len(batch) == 500:
                _add(ledger, batch)
        _add(ledger, batch)
        print(f"added in {time.perf_counter() - begin:.0f} s", flush=True)
        begin = time.perf_counter()
        ledger.update(packs)
        print(f"related in {time.perf_counter() - begin:.0f} s", flush=True)
        ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        print(ledger.counts(), f"{path.stat().st_size / 1e9:.2f} GB")


def _add(ledger: Ledger, batch: list[Article]) -> None:
    with transaction(ledger.connection):
        for article in batch:
            ledger.add(article)
    batch.clear()


def write_on(path: Path, seconds: float) -> None:
    """Add articles one by one and relate them, for so long: what a reading does to the ledger."""
    import khabar

    real, packs = pieces(), khabar.load_packs()
    end = time.perf_counter() + seconds
    with open_ledger(path, write=True) as ledger:
        (first,) = ledger.connection.execute("SELECT count(*) FROM articles").fetchone()
        number = 0
        spent: list[float] = []
        for article in made(10_000, real, packs, 30, seed=first, first=first):
            ledger.add(article)
            number += 1
            if number % 5 == 0:
                begin = time.perf_counter()
                ledger.update(packs)
                spent.append(time.perf_counter() - begin)
                if len(spent) == 1:
                    print("articles are being added", flush=True)
            if time.perf_counter() > end:
                break
    print(f"the writer added {number} articles; an update of 5 took {_shown(spent)} ms")


def _shown(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    if not ordered:
        return "-"
    return f"{1e3 * ordered[len(ordered) // 2]:7.1f} {1e3 * ordered[int(0.95 * (len(ordered) - 1))]:7.1f}"


Question = Callable[[Ledger, random.Random], Any]


def questions(ledger: Ledger) -> dict[str, Question]:
    """Function -> a call of it about something drawn by chance."""
    from khabar import look
    from khabar.look import Filters

    execute = ledger.connection.execute
    (last,) = execute("SELECT max(h) FROM look_happenings").fetchone()
    stories = [s for (s,) in execute("SELECT id FROM look_stories ORDER BY happenings DESC LIMIT 3000")]
    several = [h for (h,) in execute("SELECT id FROM look_happenings WHERE articles > 1 LIMIT 20000")]
    texts = [t for (t,) in execute("SELECT text FROM articles ORDER BY article % 997, article LIMIT 200")]
    sides = [v for (v,) in execute("SELECT value FROM look_values WHERE facet = 1 ORDER BY n DESC LIMIT 300")]
    outlets = [v for (v,) in execute("SELECT value FROM look_values WHERE facet = 0 ORDER BY n DESC LIMIT 60")]

    def words(chance: random.Random) -> str:
        found = re.findall(r"\w{2,}", chance.choice(texts))
        return " ".join(chance.sample(found, min(len(found), chance.choice([1, 1, 2]))))

    def one(chance: random.Random) -> str:
        while True:
            row = execute_of(chance).fetchone()
            if row is not None:
                return str(row[0])

    def execute_of(chance: random.Random) -> Any:
        return local().connection.execute("SELECT id FROM look_happenings WHERE h = ?", (chance.randint(1, last),))

    held = threading.local()

    def local() -> Ledger:
        if not hasattr(held, "ledger"):
            held.ledger = open_ledger(ledger.path)
        found: Ledger = held.ledger
        return found

    return {
        "start": lambda x, c: look.start(x),
        "stories": lambda x, c: look.stories(x, page=c.randint(1, 20)),
        "story": lambda x, c: look.story(x, c.choice(stories), page=c.randint(1, 3)),
        "happening": lambda x, c: look.happening(x, c.choice(several) if c.random() < 0.7 else one(c)),
        "search": lambda x, c: look.search(x, words(c)),
        "happenings": lambda x, c: look.happenings(x, page=c.randint(1, 50)),
        "happenings of an actor": lambda x, c: look.happenings(x, Filters(actor=c.choice(sides))),
        "happenings of two": lambda x, c: look.happenings(x, Filters(actor=c.choice(sides), other=c.choice(sides))),
        "happenings, type and days": lambda x, c: look.happenings(
            x, Filters(type=c.choice(["ASSAULT", "CONSULT"]), since="2018-01-01", until="2019-01-01")),
        "article": lambda x, c: look.of_article(x, f"m{c.randrange(last // 12):06}"),
        "actors": lambda x, c: look.actors(x, page=c.randint(1, 5)),
        "actors by name": lambda x, c: look.actors(x, c.choice(["بن", "مح", "syr", "forc", "presid", "جماع"])),
        "search for a name": lambda x, c: look.search(x, c.choice(["SDF", "Hadi", "Houthis", "Hezbollah", "Tunis"])),
        "actor": lambda x, c: look.actor(x, c.choice(sides)),
        "outlets": lambda x, c: look.outlets(x),
        "outlet": lambda x, c: look.outlet(x, c.choice(outlets)),
        "map": lambda x, c: look.map_points(x, zoom=c.randint(3, 8)),
        "map of an actor": lambda x, c: look.map_points(x, Filters(actor=c.choice(sides)), zoom=5),
        "network": lambda x, c: look.network(x),
        "network of an actor": lambda x, c: look.network(x, Filters(actor=c.choice(sides))),
        "matrix": lambda x, c: look.matrix(x, page=c.randint(1, 20)),
        "review": lambda x, c: look.review(x, page=c.randint(1, 20)),
    }  # fmt: skip


def ask(path: Path, readers: int, seconds: float, *, writing: bool) -> None:
    """Print how long each function takes."""
    ledger = open_ledger(path)
    asked = questions(ledger)
    print(f"{path.stat().st_size / 1e9:.2f} GB; alone: median and 95th percentile in ms")
    chance = random.Random(5)
    for name, question in asked.items():
        spent: list[float] = []
        end = time.perf_counter() + max(1.0, seconds / 10)
        while len(spent) < 60 and (time.perf_counter() < end or len(spent) < 5):
            begin = time.perf_counter()
            question(ledger, chance)
            spent.append(time.perf_counter() - begin)
        print(f"  {name:28} {_shown(spent)}   slowest {1e3 * max(spent):7.1f}", flush=True)
    times: dict[str, list[float]] = {name: [] for name in ("start", "story", "happening", "search")}
    stop = threading.Event()
    problems: list[BaseException] = []

    def reader(seed: int) -> None:
        drawn = random.Random(seed)
        try:
            with open_ledger(path) as mine:
                while not stop.is_set():
                    name = drawn.choice(list(times))
                    begin = time.perf_counter()
                    asked[name](mine, drawn)
                    times[name].append(time.perf_counter() - begin)
        except BaseException as problem:
            problems.append(problem)

    writer = None
    if writing:
        writer = subprocess.Popen([sys.executable, __file__, "write", str(path), "--seconds", str(seconds + 6)])
        time.sleep(4)
    threads = [threading.Thread(target=reader, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    if writer is not None:
        writer.wait()
    print(f"{readers} readers that never wait{', while articles are added' if writing else ''}:")
    for name, found in times.items():
        print(f"  {name:28} {_shown(found)}   {len(found)} answers")
    if problems:
        raise problems[0]


def main() -> None:
    """Make, or ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("make", "ask", "write"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=100_000, help="articles to make (100000)")
    parser.add_argument("--a-day", type=int, default=30, help="articles a day (30)")
    parser.add_argument("--readers", type=int, default=20, help="threads that ask at once (20)")
    parser.add_argument("--seconds", type=float, default=20, help="how long they ask (20)")
    parser.add_argument("--still", action="store_true", help="nobody writes meanwhile")
    args = parser.parse_args()
    if args.what == "make":
        make(args.file, args.articles, args.a_day)
    elif args.what == "write":
        write_on(args.file, args.seconds)
    else:
        ask(args.file, args.readers, args.seconds, writing=not args.still)


if __name__ == "__main__":
    main()
