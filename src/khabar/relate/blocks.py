"""Blocks: which accounts are compared at all, so that cost grows about linearly.

A block's name follows from one account alone: type, one side or place, and a stretch of days. Two accounts
that share a block are compared, and no others; so it does not matter in which order accounts came in.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import combinations

from khabar.relate.features import Account

#: Accounts whose days are no farther apart than this (days) share a block, if they share type and side.
WINDOW = 14
SHORT_WINDOW = 3  # the same of accounts that have but their kind in common
LONG_WINDOW = 42  # the same of accounts that have two sides in common
#: A block of more accounts than this tells nothing and is left out; the blocks of rarer things remain.
CROWDED = 3000
_LONG = 40  # days: an event of a longer time is looked for around its publication


def _stretches(account: Account, length: int) -> Iterator[int]:
    days = account.days
    if days is None or days[1] - days[0] > _LONG:
        days = account.published or days
    if days is not None:
        # the one after too: two that are near each other share one for sure
        yield from range(days[0] // length, min(days[1], days[0] + _LONG) // length + 2)


def _chosen(words: frozenset[str]) -> str:
    """One word chosen by its hash: two sets with most words in common mostly have it in common."""
    return min(words, key=lambda w: zlib.crc32(w.encode()), default="")


def blocks(account: Account) -> list[str]:
    """The names of the blocks that an account belongs to."""
    return [name for name, _ in placed(account)]


def placed(account: Account) -> list[tuple[str, int | None]]:
    """The blocks that an account belongs to, and the day (ordinal) at which each lies, None for those that lie at none.

    The day follows from the block, and of `=` from the article.
    """
    sides = sorted(account.sides)
    about = sides or sorted(account.places)
    stretches = list(_stretches(account, WINDOW))
    kind = account.type
    out: list[tuple[str, int | None]] = [(f"{kind}/{name}/{n}", n * WINDOW) for name in about for n in stretches]
    if not stretches:
        out += [(f"{kind}/{name}/?", None) for name in about or [f"({account.mode})"]]
    out += [(f"{kind}@{name}/{n}", n * WINDOW) for name in sorted(account.places) for n in stretches]
    # who stands for a side may be read otherwise in every article; the person is the same
    out += [(f"{kind}&{name}/{n}", n * WINDOW) for name in sorted(account.people)[:4] for n in stretches]
    for stretch in _stretches(account, LONG_WINDOW):  # the same two told again weeks later
        out += [(f"{kind}/{a}+{b}/{stretch}", stretch * LONG_WINDOW) for a, b in combinations(sides[:4], 2)]
    if len(account.sides) < 2:  # who is not told by everybody: by kind and day too
        out += [(f"{kind}/({account.mode})/{n}", n * SHORT_WINDOW) for n in _stretches(account, SHORT_WINDOW)]
    if (sides or account.places) and account.words:
        out.append((f"{kind}/{'+'.join(about)}#{_chosen(account.words)}", None))
    # what one article says of a thing twice
    out.append((f"={kind}/{account.article}", account.published[0] if account.published else None))
    return out
