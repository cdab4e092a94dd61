"""Happenings: the list, with the values that it can be narrowed by; and what an article's events belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from khabar.errors import error
from khabar.look.base import articles_of, entities_of, happenings_of, names_of, paged, reading, window
from khabar.look.filters import Filters
from khabar.look.model import Article, Count, Happening, Names, Page
from khabar.look.query import facets, question

if TYPE_CHECKING:
    from khabar.ledger import Ledger

#: What a list can be narrowed by.
FACETS = ("type", "actor", "place", "outlet", "modality", "stance", "kind", "slot")


class Happenings(msgspec.Struct, frozen=True):
    """A page of happenings, the newest first, undated ones last; `facets`: counted among the newest 2,000 that fit."""

    page: Page
    happenings: list[Happening]
    facets: dict[str, list[Count]]
    names: dict[str, Names]


class Home(msgspec.Struct, frozen=True):
    """An event of an article and the happening that it tells."""

    event: str
    happening: Happening


class OfArticle(msgspec.Struct, frozen=True):
    """What is known across articles of one: its events in order, and the texts that are its copies, the first one
    first (none where it has none).
    """

    article: Article
    events: list[Home]
    copies: list[Article]
    names: dict[str, Names]


def happenings(
    ledger: Ledger, filters: Filters | None = None, page: int = 1, *, size: int = 30, several: bool = False,
    with_facets: bool = True,
) -> Happenings:  # fmt: skip
    """The happenings that filters leave; `several`: only those that several articles tell."""
    with reading(ledger) as connection:
        asked = question(connection, filters or Filters(), [("all", "several")] if several else None)
        total, at_least = asked.count(connection)
        found = happenings_of(connection, asked.numbers(connection, *window(page, size)))
        shown = facets(connection, asked, FACETS) if with_facets else {}
        entities = entities_of(found) | {c.value for f in ("actor", "place") for c in shown.get(f, ())}
        return Happenings(paged(page, size, total, at_least=at_least), found, shown, names_of(connection, entities))


def of_article(ledger: Ledger, identifier: str) -> OfArticle:
    """What an article's events belong to, and its copies; KhabarError `article-unknown`."""
    with reading(ledger) as connection:
        row = connection.execute("SELECT article FROM articles WHERE id = ?", (identifier,)).fetchone()
        if row is None:
            raise error("article-unknown", value=identifier, name=ledger.path)
        pairs = connection.execute(
            "SELECT l.event, l.h FROM look_accounts l JOIN events e ON e.article = l.article AND e.id = l.event"
            " WHERE l.article = ? ORDER BY e.n",
            row,
        ).fetchall()
        found = happenings_of(connection, [h for _, h in pairs], quotes=False)
        events = [Home(event, happening) for (event, _), happening in zip(pairs, found, strict=True)]
        copies = connection.execute(
            "SELECT a.article FROM copies c JOIN copies o ON o.n = c.n JOIN articles a ON a.id = o.article"
            " WHERE c.article = ? ORDER BY o.member",
            (identifier,),
        ).fetchall()
        (one,) = articles_of(connection, row)
        return OfArticle(
            one, events, articles_of(connection, [key for (key,) in copies]), names_of(connection, entities_of(found))
        )
