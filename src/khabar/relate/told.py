"""Happenings with their accounts as features, those told once too: what positions and stories are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.article import Article, LinkedEvent
from khabar.relate.features import Account, accounts

if TYPE_CHECKING:
    from khabar.packs import Packs

#: In place of the day of what has none, where happenings are put in order.
UNDATED = 10**7
#: Types by which sides come nearer to each other; the others drive them apart.
NEARER = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})


@dataclass(frozen=True, slots=True)
class Told:
    """A happening and its accounts; `day`: the ordinal that it is put in order by, None where nothing is dated."""

    id: str
    accounts: tuple[Account, ...]
    day: int | None

    @property
    def order(self) -> tuple[int, str, tuple[int, int], str]:
        """What happenings are put in order by: the day (those without one come last), then the first account."""
        first = self.accounts[0]
        return self.day if self.day is not None else UNDATED, first.article, first.at, self.id

    @property
    def type(self) -> str:
        """PLOVER's type."""
        return self.accounts[0].type

    @property
    def mode(self) -> str | None:
        """The mode that most accounts give."""
        return _most(a.mode for a in self.accounts)

    @property
    def real(self) -> bool:
        """Whether most say that it took place."""
        return sum(a.polarity and a.modality in ("happened", "ongoing", "ended") for a in self.accounts) * 2 >= len(
            self.accounts
        )

    @property
    def outcome(self) -> str | None:
        """The outcome that most accounts give."""
        return _most(a.outcome for a in self.accounts)

    @property
    def sides(self) -> frozenset[str]:
        """Who takes part by name, by any account."""
        return frozenset().union(*(a.sides for a in self.accounts))


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def day_of(these: Iterable[Account]) -> int | None:
    """The narrowest day that is given, else that of the first report."""
    these = list(these)
    own = [(a.days[1] - a.days[0], a.days[0]) for a in these if a.days]
    if own:
        return min(own)[1]
    return min((a.published[0] for a in these if a.published), default=None)


def told(articles: Iterable[Article], events: Iterable[LinkedEvent], packs: Packs | None = None) -> list[Told]:
    """All happenings in order; an event that no happening holds is one of its own, called `ARTICLE:EVENT`."""
    everything: dict[tuple[str, str], Account] = {}
    for article in articles:
        everything.update((a.key, a) for a in accounts(article, packs))
    out = []
    claimed: set[tuple[str, str]] = set()
    for event in events:
        mine = [everything[a, e] for a, e in event.accounts if (a, e) in everything and (a, e) not in claimed]
        claimed.update(a.key for a in mine)
        if mine:
            out.append(Told(event.id, tuple(mine), day_of(mine)))
    out += [Told(":".join(key), (a,), day_of([a])) for key, a in everything.items() if key not in claimed]
    return sorted(out, key=lambda t: t.order)
