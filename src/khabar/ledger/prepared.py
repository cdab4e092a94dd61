"""Relations that were made elsewhere of the articles of a ledger, put into it as relating them here would have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Protocol

from khabar.relate import Relations
from khabar.relate.features import Account

#: A key of an article's index, and the article.
Key = tuple[int, str]


class Prepared(Protocol):
    """What `khabar.ledger.relations.relate_all` makes, made by the same program with the same packs."""

    def articles(self) -> set[str]:
        """The articles that it was made of."""
        ...

    def relations(self) -> Relations:
        """What holds across them."""
        ...

    def parts(self) -> Iterator[tuple[Sequence[Account], Sequence[Key]]]:
        """Their accounts, and the keys by which they are found (`khabar.relate.passages.index_keys`), part by part."""
        ...


def fits(connection: sqlite3.Connection, prepared: Prepared) -> bool:
    """Whether it was made of all articles of the ledger, and people corrected none of them."""
    from khabar.ledger.relations import corrections

    held = {id for (id,) in connection.execute("SELECT id FROM articles")}
    return held == prepared.articles() and not corrections(connection)


def take(connection: sqlite3.Connection, prepared: Prepared) -> Relations:
    """Note what later articles need, inside a transaction; gives what `relate_all` gives."""
    from khabar.ledger.relations import forget, put_accounts, put_sketches

    forget(connection)
    for accounts, keys in prepared.parts():
        put_accounts(connection, accounts)
        put_sketches(connection, keys)
    related = prepared.relations()
    # enough pairs to tell the groups: when an article of a group changes, all of the group is looked at again
    pairs = [sorted((group.articles[0], other)) for group in related.copies for other in group.articles[1:]]
    connection.executemany("INSERT OR IGNORE INTO copy_pairs VALUES (?, ?)", pairs)
    connection.execute("INSERT INTO related SELECT id, digest FROM articles")
    return related
