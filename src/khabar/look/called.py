"""Outlets by what they are called."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from khabar.ledger.look_values import FACETS
from khabar.ledger.search import index_text
from khabar.look.base import reading, shipped
from khabar.look.model import Count

if TYPE_CHECKING:
    from khabar.ledger import Ledger

#: Outlets that are looked through, those with the most happenings first.
_LOOKED_AT = 1_000


def outlets_called(ledger: Ledger, query: str, limit: int = 4) -> list[Count]:
    """The outlets of which a name, in any language and spelling, has words that begin with all words of `query`.

    With how many happenings they tell of, the most first.
    """
    words = index_text(query).casefold().split()
    if not words:
        return []
    with reading(ledger) as connection:
        rows = connection.execute(
            "SELECT value, n FROM look_values WHERE facet = ? AND n > 0 ORDER BY n DESC, value LIMIT ?",
            (FACETS["outlet"], _LOOKED_AT),
        ).fetchall()
    found = [Count(outlet, n) for outlet, n in rows if any(_begin(words, name) for name in _names(outlet))]
    return found[:limit]


def _begin(words: list[str], name: tuple[str, ...]) -> bool:
    return all(any(part.startswith(word) for part in name) for word in words)


@functools.lru_cache(maxsize=4_096)
def _names(outlet: str) -> tuple[tuple[str, ...], ...]:
    """The words of each of its names, folded as the index of texts folds them."""
    known = shipped().entities.get(outlet)
    names = [outlet, *(known.ar if known else ()), *(known.en if known else ())]
    return tuple(tuple(index_text(name).casefold().split()) for name in names)
