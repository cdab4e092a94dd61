"""Copies: articles that are the same text, or mostly so.

Shingles of four folded words; MinHash with banding (128 permutations, 32 bands of 4) finds pairs
that may be alike, an exact comparison decides. Two measures: the Jaccard coefficient (near-duplicates)
and the share of the shorter text that stands in the longer one (agency text with a new lead, cut or
continued).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from khabar.arabic.fold import fold, fold_text
from khabar.arabic.words import words
from khabar.article import Article, Copies

SHINGLE = 4
PERMUTATIONS = 128
BANDS = 32
JACCARD = 0.55
CONTAINED = 0.75
_LEAST = 12  # shingles: shorter texts are too alike by chance


def shingles(article: Article) -> frozenset[str]:
    """Runs of four folded words of the body (of the whole text where there is no body)."""
    parts = [article.text[start:end] for start, end in article.body] or [article.text]
    out: set[str] = set()
    for part in parts:
        norms = [word.norm for word in words(fold(part)) if word.kind != "mark"]
        out.update(" ".join(norms[i : i + SHINGLE]) for i in range(len(norms) - SHINGLE + 1))
    return frozenset(out)


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of shingles are those of copies."""
    if min(len(a), len(b)) < _LEAST:
        return bool(a) and a == b
    common = len(a & b)
    return common / len(a | b) >= JACCARD or common / min(len(a), len(b)) >= CONTAINED


def _candidates(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band of their MinHash, and pairs that share many rare shingles (one within the other)."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    seen: set[tuple[int, int]] = set()
    for number, items in enumerate(sets):
        if not items:
            continue
        minhash = RMinHash(num_perm=PERMUTATIONS, seed=1)
        minhash.update(list(items))
        for other in index.query(minhash):
            if (other, number) not in seen:
                seen.add((other, number))
                yield other, number
        index.insert(number, minhash)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, items in enumerate(sets):
        for item in items:
            if hash_bucket(item) == 0:  # one shingle in eight is enough to find a text within another
                holders[item].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= 12:
            shared.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :])
    for pair, count in shared.items():
        if count >= 3 and pair not in seen:
            yield pair


def hash_bucket(shingle: str) -> int:
    """A number from 0 to 7 that depends on the shingle alone, the same in every run."""
    return sum(map(ord, shingle)) % 8


def copies(articles: Sequence[Article]) -> list[Copies]:
    """Groups of articles that are copies of each other, each sorted by day of publication, then identifier."""
    sets = [shingles(article) for article in articles]
    parent = list(range(len(articles)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    by_text: dict[str, int] = {}
    for number, article in enumerate(articles):  # short texts too are copies where they are the same
        key = " ".join(fold_text(article.text).split())
        if key and (first := by_text.setdefault(key, number)) != number:
            parent[root(number)] = root(first)
    for a, b in _candidates(sets):
        if root(a) != root(b) and alike(sets[a], sets[b]):
            parent[root(b)] = root(a)
    groups: dict[int, list[Article]] = defaultdict(list)
    for number, article in enumerate(articles):
        groups[root(number)].append(article)
    out = []
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda a: (a.published.earliest or "9999", a.id))
            out.append(Copies([article.id for article in group]))
    return out
