"""How sure a happening is: the probability of its weakest link."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.relate.compare import log_odds, probability
from khabar.relate.features import Account

_MANY = 40  # accounts: in a larger happening only so many are looked at


def weakest(cluster: Sequence[Account]) -> tuple[float, Account, Account] | None:
    """The account that fits the rest least, its best partner, and the log-odds between the two.

    None for an account alone.
    """
    some = cluster[:_MANY]
    best: list[tuple[float, Account, Account]] = []
    for a in some:
        scores = [(log_odds(a, b), b.key, b) for b in some if b is not a]
        if scores:
            odds, _, partner = max(scores, key=lambda s: (s[0], s[1]))
            best.append((odds, a, partner))
    return min(best, key=lambda b: (b[0], b[1].key)) if best else None


def sureness(cluster: Sequence[Account]) -> float | None:
    """A probability, rounded to a thousandth; None for an account alone."""
    found = weakest(cluster)
    return None if found is None else round(probability(found[0]), 3)
