"""A ledger out of a dataset: articles in their order, many in a transaction, then what is known across them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from khabar.ledger import Ledger
from khabar.relate import Relations
from khabar.relate.features import Account
from khabar.shards.boiled import Boiled
from khabar.shards.dataset import Dataset
from khabar.shards.packs import loaded

#: Articles in a transaction: what is lost of the work when it is stopped.
TOGETHER = 500


class Prepared:
    """What holds across the articles of a dataset, and what was boiled down of its files, in their order
    (`khabar.ledger.prepared`)."""

    def __init__(self, dataset: Dataset, boiled: Sequence[str]) -> None:
        self._dataset = dataset
        self._boiled = list(boiled)

    def articles(self) -> set[str]:
        """The articles."""
        return {sketched.id for path in self._boiled for sketched in Boiled(path).sketches()}

    def relations(self) -> Relations:
        """What holds across them."""
        made = self._dataset
        return Relations(list(made.copies()), list(made.events()), list(made.entities()))

    def parts(self) -> Iterator[tuple[list[Account], list[tuple[int, str]]]]:
        """Their accounts and keys, file by file."""
        for path in self._boiled:
            file = Boiled(path)
            accounts = [account for type in file.sizes() for account in file.accounts(type)]
            yield accounts, [
                (key, s.id) for s in file.sketches() for key in {*s.bands, *s.sample, *s.paragraphs}
            ]  # fmt: skip


def fill(
    folder: str | Path,
    ledger: str | Path,
    packs: Sequence[str] = (),
    say: Callable[[str], None] = lambda _: None,
    boiled: Sequence[str] | None = None,
) -> Counter[str]:
    """Put the articles of a dataset into a ledger and relate them; how many were `added`, `changed`, `same`.

    A ledger that was filled in part goes on: what is there already is passed over. `boiled`: what was boiled down of
    the dataset's files, by this program with these packs, so that relating need not be done again.
    """
    became: Counter[str] = Counter()
    known = loaded(packs)
    with Ledger(ledger, write=True, packs=known.labels) as into:
        made = Dataset(folder)
        articles = made.articles()
        while together := list(itertools.islice(articles, TOGETHER)):
            became.update(into.add_all(together))
            say(f"filling the ledger: {became.total()} articles")
        say("relating the articles of the ledger")
        into.update(known, Prepared(made, boiled) if boiled is not None else None)
    return became
