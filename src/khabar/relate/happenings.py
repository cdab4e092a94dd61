"""Happenings: accounts of several articles that tell one event, joined.

A linkage model whose weights can be read: each comparison adds to the log-odds that two accounts
tell one happening. Comparisons are made within blocks (type and actor, type and place) and within a
window of days, so that cost grows about linearly. A cluster holds one event of an article at most,
for an article tells a happening once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from khabar.article import Article, Copies
from khabar.relate.features import Account, account

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
WEIGHTS: Mapping[str, float] = {
    "prior": -3.4,
    "sides equal": 2.6,
    "sides overlap": 1.0,
    "sides differ": -2.5,
    "roles reversed": -1.5,
    "unnamed": 0.3,
    "mode equal": 0.8,
    "mode differs": -0.6,
    "day equal": 1.8,
    "day overlaps": 0.8,
    "day beside": -0.8,
    "day differs": -4.0,
    "day fits publication": 0.3,
    "day before publication": -1.2,
    "undated": -2.0,
    "published together": 0.9,
    "published in a week": 0.0,
    "published apart": -2.5,
    "place equal": 0.9,
    "place differs": -1.5,
    "words": 7.0,
    "modality differs": -0.5,
    "polarity differs": -0.4,
    "copies": 2.0,
}
_WINDOW = 60  # days of publication beyond which a block's accounts are not compared
_APART = 3  # days between two accounts' days beyond which they tell two happenings, unless they are copies
_BLOCK = 400  # accounts of one block that an account is compared with


def compare(a: Account, b: Account) -> dict[str, float]:
    """The evidence for and against two accounts telling one happening: comparison to what it adds to the log-odds."""
    found = {"prior": WEIGHTS["prior"]}

    def add(name: str, times: float = 1.0) -> None:
        found[name] = WEIGHTS[name] * times

    if a.sides and b.sides:
        straight = a.sources == b.sources and a.targets == b.targets
        if straight or (a.event.type in SYMMETRIC and a.sides == b.sides):
            add("sides equal")
        elif a.sides & b.sides:
            add("sides overlap")
            if (
                a.event.type not in SYMMETRIC
                and (a.sources & b.targets or a.targets & b.sources)
                and not (a.sources & b.sources or a.targets & b.targets)
            ):
                add("roles reversed")
        else:
            add("sides differ")
    if a.unnamed and b.unnamed:
        add("unnamed")
    if a.event.mode and b.event.mode:
        add("mode equal" if a.event.mode == b.event.mode else "mode differs")
    _compare_days(a, b, add)
    if a.places and b.places:
        add("place equal" if a.places & b.places else "place differs")
    if a.words and b.words:
        add("words", len(a.words & b.words) / min(len(a.words | b.words), 2 * min(len(a.words), len(b.words))))
    if a.event.modality != b.event.modality:
        add("modality differs")
    if a.event.polarity != b.event.polarity:
        add("polarity differs")
    if a.group == b.group:
        add("copies")
    return found


def _compare_days(a: Account, b: Account, add: Callable[[str], None]) -> None:
    if a.days and b.days:
        if a.days == b.days:
            add("day equal")
        elif a.days[0] <= b.days[1] and b.days[0] <= a.days[1]:
            add("day overlaps")
        elif max(a.days[0] - b.days[1], b.days[0] - a.days[1]) == 1:
            add("day beside")
        else:
            add("day differs")
        return
    known, other = (a.days, b.published) if a.days else (b.days, a.published)
    if known and other:
        fits = known[1] >= other[0] - 4 and known[0] <= other[1] + 1
        add("day fits publication" if fits else "day before publication")
    if a.published and b.published:
        apart = max(a.published[0] - b.published[1], b.published[0] - a.published[1])
        add("published together" if apart <= 2 else "published in a week" if apart <= 8 else "published apart")
    elif not (known and other):
        add("undated")


def accounts(articles: Sequence[Article], copies: Sequence[Copies]) -> list[Account]:
    """Every event of every article, ready to be compared."""
    group = {article: copy.articles[0] for copy in copies for article in copy.articles}
    return [account(a, e, group.get(a.id, a.id)) for a in articles for e in a.events]


def pairs(found: Sequence[Account]) -> Iterator[tuple[float, int, int]]:
    """Pairs of accounts with log-odds above 0: (log-odds, index, index), each pair once."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(found):
        for block in item.blocks:
            blocks[block].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in blocks.values():
        numbers.sort(key=lambda n: (found[n].published or (0, 0), found[n].key))
        for i, first in enumerate(numbers):
            for second in numbers[i + 1 : i + 1 + _BLOCK]:
                a, b = found[first], found[second]
                if a.published and b.published and b.published[0] - a.published[1] > _WINDOW:
                    break
                pair = (min(first, second), max(first, second))
                if a.article.id == b.article.id or pair in seen:
                    continue
                seen.add(pair)
                score = sum(compare(a, b).values())
                if score > 0:
                    yield score, *pair


def clusters(found: Sequence[Account]) -> list[list[Account]]:
    """Accounts joined, the surest pairs first; no cluster holds two events of one article."""
    members: dict[int, list[int]] = {n: [n] for n in range(len(found))}
    where = list(range(len(found)))
    for _, a, b in sorted(pairs(found), key=lambda p: (-p[0], found[p[1]].key, found[p[2]].key)):
        one, two = where[a], where[b]
        if one == two or not _compatible(found, members[one], members[two]):
            continue
        members[one].extend(members.pop(two))
        for n in members[one]:
            where[n] = one
    return [sorted((found[n] for n in group), key=lambda x: x.key) for group in members.values() if len(group) > 1]


def _compatible(found: Sequence[Account], one: list[int], two: list[int]) -> bool:
    if {found[n].article.id for n in one} & {found[n].article.id for n in two}:
        return False
    if any(_exclude(found[a], found[b]) for a in one for b in two):
        return False
    total = sum(sum(compare(found[a], found[b]).values()) > -1.0 for a in one for b in two)
    return total * 2 >= len(one) * len(two)


def _exclude(a: Account, b: Account) -> bool:
    """Whether the days of two accounts leave no doubt that they tell two happenings."""
    if a.days is None or b.days is None or a.group == b.group:
        return False
    return max(a.days[0] - b.days[1], b.days[0] - a.days[1]) > _APART


def between(cluster: Sequence[Account]) -> Iterator[tuple[Account, Account]]:
    """All pairs of a cluster."""
    return combinations(cluster, 2)
