"""Happenings: accounts of several articles that tell one event, joined.

Pairs of accounts within a block are compared (`compare`); the surest are joined first. Two groups are joined
only where most of their accounts fit each other, and an article tells a happening once, unless it gainsays itself.
The result for an account depends on those alone that it is linked to, directly or through others: so a new
account is joined to what is there by looking at these only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from khabar.relate.blocks import CROWDED, blocks
from khabar.relate.compare import log_odds, may_be_one
from khabar.relate.features import Account

#: Log-odds above which two accounts are linked (below 0: an article tells a happening once, so the better match wins).
LINK = -0.3
#: Log-odds below which two accounts speak against being one happening.
AGAINST = -1.0


def crowd(found: Sequence[Account]) -> dict[str, list[int]]:
    """Block -> indices of its accounts, without blocks of one and crowded ones."""
    where: dict[str, list[int]] = defaultdict(list)
    for number, account in enumerate(found):
        for block in blocks(account):
            where[block].append(number)
    return {block: numbers for block, numbers in where.items() if 1 < len(numbers) <= CROWDED}


def pairs(found: Sequence[Account]) -> Iterator[tuple[float, int, int]]:
    """Pairs of accounts that are linked: (log-odds, index, index), each pair once, the smaller index first."""
    seen: set[int] = set()
    total = len(found)
    for numbers in crowd(found).values():
        for i, first in enumerate(numbers):
            a = found[first]
            for second in numbers[i + 1 :]:
                pair = first * total + second
                if pair in seen:
                    continue
                seen.add(pair)
                b = found[second]
                if may_be_one(a, b) and (score := log_odds(a, b)) > LINK:
                    yield score, first, second


def clusters(found: Sequence[Account]) -> list[list[Account]]:
    """Accounts joined, the surest pairs first; groups of one are left out."""
    return join(found, pairs(found))


def join(found: Sequence[Account], linked: Iterable[tuple[float, int, int]]) -> list[list[Account]]:
    """The groups that links make, each sorted by key, in the order of their first accounts."""
    members: dict[int, list[int]] = {}
    where: dict[int, int] = {}

    def surest(pair: tuple[float, int, int]) -> tuple[float, tuple[str, str], tuple[str, str]]:
        one, two = found[pair[1]].key, found[pair[2]].key
        return -round(pair[0], 9), min(one, two), max(one, two)

    order = sorted(linked, key=surest)
    known = {(min(a, b), max(a, b)): score for score, a, b in order}
    for _, a, b in order:
        one, two = where.setdefault(a, a), where.setdefault(b, b)
        members.setdefault(one, [a])
        members.setdefault(two, [b])
        if one == two or not _fit(found, members[one], members[two], known):
            continue
        if len(members[one]) < len(members[two]):
            one, two = two, one
        for n in members[two]:
            where[n] = one
        members[one].extend(members.pop(two))
    groups = [sorted((found[n] for n in group), key=lambda x: x.key) for group in members.values() if len(group) > 1]
    return sorted(groups, key=lambda group: group[0].key)


def _fit(found: Sequence[Account], one: list[int], two: list[int], known: dict[tuple[int, int], float]) -> bool:
    if len(one) == len(two) == 1:
        return True
    fitting = 0
    for a in one:
        for b in two:
            if not may_be_one(found[a], found[b]):
                return False
            score = known.get((a, b) if a < b else (b, a))
            fitting += score is not None or log_odds(found[a], found[b]) > AGAINST
    return fitting * 2 >= len(one) * len(two)
