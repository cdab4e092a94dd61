"""Happenings: accounts of several articles that tell one event, joined.

Pairs of accounts within a block are compared (`compare`); the surest are joined first. Two groups are joined
only where most of their accounts fit each other, and an article tells a happening once, unless it gainsays itself.
The result for an account depends on those alone that it is linked to, directly or through others; `grow` says how
few of these a new account makes one look at again.
"""

from __future__ import annotations

import contextlib
import gc
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from khabar.relate.blocks import CROWDED, blocks
from khabar.relate.compare import log_odds, may_be_one
from khabar.relate.features import Account

#: Log-odds above which two accounts are linked (below 0: an article tells a happening once, so the better match wins).
LINK = -0.3
#: Log-odds below which two accounts speak against being one happening.
AGAINST = -1.0
_MANY = 20_000
#: What an account is called: its number, or its key.
N = TypeVar("N", int, tuple[str, str])
_Name_contra = TypeVar("_Name_contra", contravariant=True)


class Found(Protocol[_Name_contra]):
    """Accounts by what they are called."""

    def __getitem__(self, name: _Name_contra, /) -> Account:
        """The account."""
        ...


def crowd(found: Sequence[Account]) -> tuple[list[list[int]], list[list[int]]]:
    """The blocks as indices of accounts, and for each account the numbers of its blocks; crowded ones left out."""
    number: dict[str, int] = {}
    members: list[list[int]] = []
    of: list[list[int]] = []
    for n, account in enumerate(found):
        mine = []
        for block in set(blocks(account)):
            at = number.setdefault(block, len(members))
            if at == len(members):
                members.append([])
            members[at].append(n)
            mine.append(at)
        of.append(mine)
    return [numbers if len(numbers) <= CROWDED else [] for numbers in members], of


def link(a: Account, b: Account) -> float | None:
    """The log-odds of two accounts that are linked, None for those that are not."""
    return score if may_be_one(a, b) and (score := log_odds(a, b)) > LINK else None


def pairs(found: Sequence[Account]) -> Iterator[tuple[float, int, int]]:
    """Pairs of accounts that are linked: (log-odds, index, index), each pair once, the smaller index first."""
    members, of = crowd(found)
    for first, a in enumerate(found):
        near: set[int] = set()
        for block in of[first]:
            numbers = members[block]
            if len(numbers) > 1:
                near.update(numbers[bisect_right(numbers, first) :])
        for second in near:
            b = found[second]
            if (score := link(a, b)) is not None:
                yield score, first, second


def clusters(found: Sequence[Account]) -> list[list[Account]]:
    """Accounts joined, the surest pairs first; groups of one are left out."""
    with _no_garbage(len(found)):
        return join(found, list(pairs(found)))


@contextlib.contextmanager
def _no_garbage(size: int) -> Iterator[None]:
    """Looking for garbage among very many accounts costs more than comparing them, and there is none."""
    if size < _MANY or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


#: Where a link stands in the order in which links are taken.
Order = tuple[float, tuple[str, str], tuple[str, str]]


def order_of(score: float, a: Account, b: Account) -> Order:
    """The surest first; of the same log-odds, those of the first keys."""
    one, two = a.key, b.key
    return -round(score, 9), min(one, two), max(one, two)


def join(found: Sequence[Account], linked: Iterable[tuple[float, int, int]]) -> list[list[Account]]:
    """The groups that links make, each sorted by key, in the order of their first accounts."""
    members: dict[int, list[int]] = {}
    where: dict[int, int] = {}
    order = sorted(linked, key=lambda pair: order_of(pair[0], found[pair[1]], found[pair[2]]))
    known = {(min(a, b), max(a, b)): score for score, a, b in order}
    for _, a, b in order:
        one, two = where.setdefault(a, a), where.setdefault(b, b)
        members.setdefault(one, [a])
        members.setdefault(two, [b])
        if one == two or not fit(found, members[one], members[two], known):
            continue
        if len(members[one]) < len(members[two]):
            one, two = two, one
        for n in members[two]:
            where[n] = one
        members[one].extend(members.pop(two))
    groups = [sorted((found[n] for n in group), key=lambda x: x.key) for group in members.values() if len(group) > 1]
    return sorted(groups, key=lambda group: group[0].key)


def fit(found: Found[N], one: Sequence[N], two: Sequence[N], known: Mapping[tuple[N, N], float]) -> bool:
    """Whether a link may join two groups: all of their accounts may be one, and most do not speak against it.

    `found`: accounts by what `one` and `two` call them; `known`: the log-odds of links, the smaller one first.
    """
    if len(one) == len(two) == 1:
        return True
    fitting = 0
    for a in one:
        for b in two:
            if not may_be_one(found[a], found[b]):
                return False
            fitting += ((a, b) if a < b else (b, a)) in known or log_odds(found[a], found[b]) > AGAINST
    return fitting * 2 >= len(one) * len(two)
