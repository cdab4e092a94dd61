"""Copies: articles that are the same text, or mostly so.

Shingles of four folded words; MinHash with banding (128 permutations, 32 bands of 4) finds pairs
that may be alike, an exact comparison decides. Two measures: the Jaccard coefficient (near-duplicates)
and the share of the shorter text that stands in the longer one (agency text with a new lead, cut or
continued).

A `Sketch` is what a search for copies needs of an article: it can be kept, so that a new article finds its
copies without the others being read again (`docs/relate.md`).
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from khabar.arabic.fold import fold_text
from khabar.article import Article, Copies

SHINGLE = 4
PERMUTATIONS = 128
BANDS = 32
JACCARD = 0.55
CONTAINED = 0.75
#: A sampled shingle that more articles hold than this tells nothing.
COMMON = 12
#: Sampled shingles that two articles share to be compared.
SHARED = 3
_LEAST = 12  # shingles: shorter texts are too alike by chance
_WORD = re.compile(r"\w+")
_ROWS = PERMUTATIONS // BANDS
_SAMPLED = 1 << 48  # marks the keys of sampled shingles


class Sketch(NamedTuple):
    """`bands`: keys of which copies share one; `sample`: keys of which they share `SHARED`; 48 bits each."""

    bands: tuple[int, ...]
    sample: tuple[int, ...]


def _shingles(text: str, body: Iterable[tuple[int, int]]) -> set[str]:
    out: set[str] = set()
    for part in [text[start:end] for start, end in body] or [text]:
        out.update(grams(part))
    return out


def grams(text: str) -> Iterator[str]:
    """The runs of four folded words of a text."""
    norms = _WORD.findall(fold_text(text))
    return map(" ".join, zip(*(norms[i:] for i in range(SHINGLE)), strict=False))


def shingles(article: Article) -> frozenset[str]:
    """Runs of four folded words of the body (of the whole text where there is no body)."""
    return frozenset(_shingles(article.text, article.body))


def marks(article: Article) -> array[int]:
    """The shingles as sorted 32-bit hashes: what of a text is compared exactly."""
    return _marks(_shingles(article.text, article.body))


def _marks(found: Iterable[str]) -> array[int]:
    return array("I", sorted({zlib.crc32(s.encode()) for s in found}))


def alike(a: frozenset[str] | frozenset[int], b: frozenset[str] | frozenset[int]) -> bool:
    """Whether two sets of shingles are those of copies."""
    if min(len(a), len(b)) < _LEAST:
        return bool(a) and a == b
    common = len(a & b)
    return common / (len(a) + len(b) - common) >= JACCARD or common / min(len(a), len(b)) >= CONTAINED


def _key(kind: int, data: bytes) -> int:
    """48 bits out of two checksums; `kind` keeps the sorts of keys apart."""
    return (zlib.crc32(data, kind) << 16) | (zlib.adler32(data, kind + 1) & 0xFFFF)


def sketch(article: Article) -> Sketch:
    """The keys by which an article finds its copies."""
    return sketch_and_marks(article)[0]


def sketch_and_marks(article: Article) -> tuple[Sketch, array[int]]:
    """The keys by which an article finds its copies, and what of it is compared exactly."""
    found = _shingles(article.text, article.body)
    hashes = _marks(found)
    return _sketch(article, found, hashes), hashes


def _sketch(article: Article, found: set[str], hashes: Iterable[int]) -> Sketch:
    from rensa import RMinHash

    text = " ".join(fold_text(article.text).split())
    bands = [_key(1000, text.encode())] if text else []
    if found:
        minhash = RMinHash(num_perm=PERMUTATIONS, seed=1)
        minhash.update(list(found))
        digest = array("I", minhash.digest())
        bands += [_key(n, digest[n * _ROWS : (n + 1) * _ROWS].tobytes()) for n in range(BANDS)]
    # one shingle in eight is enough to find a text within another
    return Sketch(tuple(bands), tuple(_SAMPLED | h for h in hashes if h % 8 == 0))


def may_be_alike(a: Sketch, b: Sketch, holders: Mapping[int, int]) -> bool:
    """Whether two articles are compared; `holders`: key -> how many articles have it in their sample."""
    if set(a.bands) & set(b.bands):
        return True
    return sum(holders.get(key, 0) <= COMMON for key in set(a.sample) & set(b.sample)) >= SHARED


def _candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band of their MinHash, and pairs that share several rare shingles; some come twice."""
    first: dict[int, list[int]] = defaultdict(list)
    holders: dict[int, list[int]] = defaultdict(list)
    for number, (bands, sample) in enumerate(sketches):
        near: set[int] = set()
        for key in bands:
            near.update(first[key])
            first[key].append(number)
        for other in sorted(near):
            yield other, number
        for key in sample:
            holders[key].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= COMMON:
            shared.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :])
    yield from (pair for pair, count in shared.items() if count >= SHARED)


def same_text(a: Article, b: Article) -> bool:
    """Whether two texts, short ones too, are the same but for spelling and spaces."""
    one, two = fold_text(a.text).split(), fold_text(b.text).split()
    return bool(one) and one == two


def are_copies(a: Article, b: Article) -> bool:
    """The exact comparison of two articles."""
    return alike(frozenset(marks(a)), frozenset(marks(b))) or same_text(a, b)


class Index:
    """Articles as what is needed to find copies among them: about 1 kB each."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.sketches: list[Sketch] = []
        self._marks: list[array[int]] = []
        self._text: list[int] = []
        #: article -> the first day of publication
        self.days: dict[str, str] = {}

    def add(self, article: Article) -> Sketch:
        """Take an article in."""
        made, hashes = sketch_and_marks(article)
        self.put(article.id, made, hashes, article.published.earliest)
        return made

    def put(self, id: str, made: Sketch, marks: array[int], day: str | None) -> None:
        """Take in what `sketch_and_marks` made of an article, and the first day of its publication."""
        self.ids.append(id)
        self.sketches.append(made)
        self._marks.append(marks)
        self._text.append(made.bands[0] if made.bands else -1)
        if day:
            self.days[id] = day

    def pairs(self) -> list[tuple[str, str]]:
        """Pairs of articles that are copies, enough of them to tell the groups."""
        parent = list(range(len(self.ids)))
        out = []
        for a, b in _candidates(self.sketches):
            one, two = _root(parent, a), _root(parent, b)
            if one != two and (
                (self._text[a] == self._text[b] != -1) or alike(frozenset(self._marks[a]), frozenset(self._marks[b]))
            ):
                parent[two] = one
                out.append((self.ids[a], self.ids[b]))
        return out

    def groups(self) -> list[Copies]:
        """The groups of copies."""
        return groups(self.pairs(), self.days)


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def groups(pairs: Iterable[tuple[str, str]], days: Mapping[str, str]) -> list[Copies]:
    """Groups out of pairs, each sorted by day of publication (`days`: id -> ISO day), then identifier."""
    home: dict[str, list[str]] = {}
    for a, b in pairs:
        one, two = home.setdefault(a, [a]), home.setdefault(b, [b])
        if one is not two:
            small, large = sorted((one, two), key=len)
            large.extend(small)
            home.update(dict.fromkeys(small, large))
    unique = {id(group): group for group in home.values()}.values()
    ordered = [sorted(group, key=lambda a: (days.get(a, "9999"), a)) for group in unique]
    return [Copies(group) for group in sorted(ordered)]


def copies(articles: Sequence[Article]) -> list[Copies]:
    """Groups of articles that are copies of each other, each sorted by day of publication, then identifier."""
    index = Index()
    for article in articles:
        index.add(article)
    return index.groups()
