"""Who said what: happenings against voices, with the stance in which each has it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from khabar.ledger.read import copied_from
from khabar.look.accounts import facts_of
from khabar.look.base import entities_of, happenings_of, names_of, paged, reading, window
from khabar.look.filters import Filters
from khabar.look.model import Happening, Names, Page, Voice, voice
from khabar.look.query import question
from khabar.relate.voices import root

if TYPE_CHECKING:
    from khabar.ledger import Ledger


class Cell(msgspec.Struct, frozen=True):
    """What a voice has to do with a happening in one account: `role` is `says` (it rests on this voice) or `passes-on`;
    `stance`: of the attribution, None where it is an outlet's own word; `modality`, `polarity`: of the account.
    """

    article: str
    event: str
    role: str
    stance: str | None
    modality: str
    polarity: bool


class Claim(msgspec.Struct, frozen=True):
    """A happening and its cells: voice key -> cells, the first account first."""

    happening: Happening
    cells: dict[str, list[Cell]]


class Matrix(msgspec.Struct, frozen=True):
    """A page of happenings against the voices that speak of most of them; `left_out`: voices without a column."""

    page: Page
    voices: list[Voice]
    claims: list[Claim]
    left_out: int
    names: dict[str, Names]


def matrix(
    ledger: Ledger, filters: Filters | None = None, page: int = 1, *, size: int = 20, columns: int = 24,
    several: bool = True,
) -> Matrix:  # fmt: skip
    """Who said what of the happenings that filters leave; `several`: only those that several articles tell."""
    with reading(ledger) as connection:
        asked = question(connection, filters or Filters(), [("all", "several")] if several else None)
        total, at_least = asked.count(connection)
        numbers = asked.numbers(connection, *window(page, size))
        shown = happenings_of(connection, numbers)
        heard: Counter[str] = Counter()
        claims = []
        held = facts_of(connection, numbers)
        group = copied_from(connection, {a.article for x in held for a in x.accounts})
        for happening, these in zip(shown, held, strict=True):
            cells: dict[str, list[Cell]] = {}
            for a in these.accounts:
                chain = (*a.chain[:-1], root(a, group))
                for key in dict.fromkeys(chain):
                    role = "says" if key == chain[-1] else "passes-on"
                    cells.setdefault(key, []).append(
                        Cell(a.article, a.event, role, a.stance if len(chain) > 1 else None, a.modality, a.polarity)
                    )
            heard.update(cells.keys())
            claims.append((happening, cells))
        order = sorted(heard, key=lambda key: (-heard[key], key))
        kept = set(order[:columns])
        names = entities_of(shown) | {v.partition("<")[0].partition(":")[2] for v in kept}
        return Matrix(
            paged(page, size, total, at_least=at_least), [voice(key) for key in order[:columns]],
            [Claim(h, {key: c for key, c in cells.items() if key in kept}) for h, cells in claims],
            max(0, len(order) - columns), names_of(connection, names),
        )  # fmt: skip
