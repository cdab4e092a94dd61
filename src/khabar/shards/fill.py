"""A ledger out of a dataset: articles in their order, many in a transaction, then what is known across them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from khabar.ledger import Ledger
from khabar.shards.dataset import Dataset
from khabar.shards.packs import loaded

#: Articles in a transaction: what is lost of the work when it is stopped.
TOGETHER = 500


def fill(
    folder: str | Path, ledger: str | Path, packs: Sequence[str] = (), say: Callable[[str], None] = lambda _: None
) -> Counter[str]:
    """Put the articles of a dataset into a ledger and relate them; how many were `added`, `changed`, `same`.

    A ledger that was filled in part goes on: what is there already is passed over.
    """
    became: Counter[str] = Counter()
    known = loaded(packs)
    with Ledger(ledger, write=True, packs=known.labels) as into:
        articles = Dataset(folder).articles()
        while together := list(itertools.islice(articles, TOGETHER)):
            became.update(into.add_all(together))
            say(f"filling the ledger: {became.total()} articles")
        say("relating the articles of the ledger")
        into.update(known)
    return became
