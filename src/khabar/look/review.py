"""The links between accounts that are least sure, the least sure first: what a person should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from khabar.ledger.look_card import decode_card
from khabar.look.accounts import facts_of
from khabar.look.base import entities_of, happenings_of, names_of, paged, quote, reading, window
from khabar.look.happening import Link, link_between
from khabar.look.model import Happening, Names, Page, Quote

if TYPE_CHECKING:
    from khabar.ledger import Ledger


class Unsure(msgspec.Struct, frozen=True):
    """A happening with its weakest link: the account that fits the rest least, and its best partner."""

    happening: Happening
    link: Link
    account: Quote | None
    partner: Quote | None


class Review(msgspec.Struct, frozen=True):
    """A page of the links to review; what a person accepted is not among them."""

    page: Page
    links: list[Unsure]
    names: dict[str, Names]


def review(ledger: Ledger, page: int = 1, *, size: int = 20) -> Review:
    """The least sure happenings, the least sure first."""
    with reading(ledger) as connection:
        row = connection.execute("SELECT n FROM look_counts WHERE name = 'unsure'").fetchone()
        numbers = [
            h
            for (h,) in connection.execute(
                "SELECT h FROM look_happenings WHERE odds IS NOT NULL ORDER BY odds, id LIMIT ? OFFSET ?",
                window(page, size),
            )
        ]
        out = []
        shown = happenings_of(connection, numbers, quotes=False)
        for h, happening in zip(numbers, shown, strict=True):
            (card,) = connection.execute("SELECT card FROM look_happenings WHERE h = ?", (h,)).fetchone()
            pair = decode_card(card).weak
            weak = facts_of(connection, [h], only=pair)[0].accounts if pair is not None else []
            if len(weak) == 2:
                a, b = weak
                out.append(Unsure(happening, link_between(a, b), quote(connection, *a.key), quote(connection, *b.key)))
        names = names_of(connection, entities_of(u.happening for u in out))
        return Review(paged(page, size, int(row[0]) if row else 0), out, names)
