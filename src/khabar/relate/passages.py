"""Passages: paragraphs that articles share which are not copies of each other, such as agency text within a longer one.

A paragraph is known by the smallest hashes of its shingles (a bottom-k sketch; Broder 1997): two that share most of
their text share most of these. Paragraphs that meet in a key are compared exactly. A passage begins with the article
that was published first, where days are known.
"""

from __future__ import annotations

import functools
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from khabar.article import Article, Span
from khabar.relate.copies import SHINGLE, Sketch, grams

if TYPE_CHECKING:
    from khabar.relate.features import Account

#: Shingles: a shorter paragraph is too much like others by chance.
LEAST = 12
#: Share of the shorter paragraph's shingles that stand in the longer one, and how much longer that may be.
CONTAINED, LONGER = 0.8, 2.0
#: The smallest hashes by which a paragraph is found, and by which two are compared where the text is not at hand.
KEYS, SKETCHED = 3, 12
#: How many of the sketched hashes two paragraphs share that are one.
ALIKE = 8
#: The keys of paragraphs among those of whole texts begin here.
FIRST_KEY = 2 << 48


class Passage(NamedTuple):
    """A paragraph of an article: code points of its text, and the hashes of its shingles."""

    start: int
    end: int
    marks: frozenset[int]


class Shared(msgspec.Struct):
    """One passage in several articles: (article, span), that of the first published first."""

    places: list[tuple[str, Span]]

    @property
    def articles(self) -> list[str]:
        """Its articles, each once, in order."""
        return list(dict.fromkeys(article for article, _ in self.places))


def _marks(text: str) -> frozenset[int]:
    return frozenset(zlib.crc32(s.encode()) for s in grams(text))


def passages(article: Article) -> Iterator[Passage]:
    """The paragraphs of the body that are long enough to be told from others."""
    for first, last in article.body or [(0, len(article.text))]:
        start = first
        for line in article.text[first:last].split("\n"):
            end = start + len(line)
            if line.count(" ") >= LEAST + SHINGLE - 2:
                marks = _marks(line)
                if len(marks) >= LEAST:
                    yield Passage(start, end, marks)
            start = end + 1


def keys(article: Article) -> list[int]:
    """The keys by which an article finds others that share a paragraph with it."""
    return sorted({FIRST_KEY | mark for one in passages(article) for mark in nsmallest(KEYS, one.marks)})


def index_keys(article: Article, sketch: Sketch) -> set[int]:
    """All keys by which an article is found: of its copies (its `sketch`), and of its paragraphs."""
    return {*sketch.bands, *sketch.sample, *keys(article)}


def is_key(key: int) -> bool:
    """Whether a key is that of a paragraph."""
    return key >= FIRST_KEY


def same(a: Passage, b: Passage) -> bool:
    """Whether two paragraphs are one, spelled or cut otherwise."""
    short, long = sorted((len(a.marks), len(b.marks)))
    return long <= LONGER * short and len(a.marks & b.marks) >= CONTAINED * short


def shared(articles: Iterable[Article], group: Mapping[str, str] | None = None) -> list[Shared]:
    """The passages that articles share, those in most articles first. `group`: article -> its group of copies, within
    which everything is shared and nothing is told."""
    group = group or {}
    found: list[tuple[str, str, Passage]] = []  # day, article, paragraph
    holders: dict[int, list[int]] = defaultdict(list)
    parent: list[int] = []

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for article in articles:
        for one in passages(article):
            number = len(found)
            found.append((article.published.earliest or "9999", article.id, one))
            parent.append(number)
            for key in nsmallest(KEYS, one.marks):
                tried = set()
                for other in holders[key]:
                    if (head := root(other)) not in tried and head != root(number):
                        tried.add(head)
                        if same(one, found[other][2]):
                            parent[root(number)] = head
                if root(number) not in map(root, holders[key]):
                    holders[key].append(number)  # one of each passage is enough to compare with
    classes: dict[int, list[int]] = defaultdict(list)
    for number in range(len(found)):
        classes[root(number)].append(number)
    out = []
    for numbers in classes.values():
        if len({group.get(found[n][1], found[n][1]) for n in numbers}) > 1:
            ordered = sorted(numbers, key=lambda n: (found[n][0], found[n][1], found[n][2].start))
            out.append(Shared([(found[n][1], (found[n][2].start, found[n][2].end)) for n in ordered]))
    return sorted(out, key=lambda s: (-len(s.articles), s.places[0]))


# what an account keeps ---------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=2048)
def _sketched(line: str) -> bytes:
    if line.count(" ") < LEAST + SHINGLE - 2:
        return b""
    marks = _marks(line)
    return array("I", nsmallest(SKETCHED, marks)).tobytes() if len(marks) >= LEAST else b""


def sketch_at(text: str, at: int) -> bytes:
    """The sketch of the paragraph around a place in a text; empty where it is too short."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return _sketched(text[start : end if end >= 0 else len(text)])


def alike(a: bytes, b: bytes) -> bool:
    """Whether two sketches are those of one paragraph."""
    if not a or not b:
        return False
    if a == b:
        return True
    one, two = set(array("I", a)), set(array("I", b))
    lowest = nsmallest(SKETCHED, one | two)
    return sum(mark in one and mark in two for mark in lowest) >= ALIKE


def homes(cluster: Sequence[Account], group: Mapping[str, str] | None = None) -> dict[str, str]:
    """Article -> the article whose text it gives, for the accounts of one happening.

    To the groups of copies come articles in which the account stands in a paragraph that they share.
    """
    out = dict(group or {})
    told = [a for a in cluster if a.passage]
    if len(told) < 2:
        return out
    told.sort(key=lambda a: (a.published or (10**7, 0), a.key))
    holders: dict[int, list[int]] = defaultdict(list)  # so that a large happening is not compared pair by pair
    for number, b in enumerate(told):
        marks = array("I", b.passage)
        for other in sorted({n for mark in marks for n in holders[mark]}):
            a = told[other]
            if a.article == b.article or not alike(a.passage, b.passage):
                continue
            home, was = out.get(a.article, a.article), out.get(b.article, b.article)
            out[a.article] = home
            for article in [b.article, *(x.article for x in cluster if out.get(x.article) == was)]:
                out[article] = home
            break
        for mark in marks:
            holders[mark].append(number)
    return out
