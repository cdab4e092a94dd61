"""Positions: what an actor demanded, offered, accepted, refused or threatened, of whom, matter by matter, over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.relate.compare import REAL, shared
from khabar.relate.features import Account
from khabar.relate.told import Told

STANCES = ("demanded", "offered", "accepted", "refused", "threatened")
_OFFERS = frozenset({"offer", "proposal", "willingness", "readiness", "initiative"})
_TYPES = {
    "REQUEST": "demanded", "AGREE": "accepted", "CONCEDE": "accepted", "REJECT": "refused", "THREATEN": "threatened",
}  # fmt: skip
#: How alike the words for two matters are that are one.
ONE_MATTER = 0.35
_NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Position:
    """What an actor took as its position once. `towards`: sides; `accounts`: on which it rests."""

    happening: str
    stance: str
    towards: tuple[str, ...]
    day: int | None
    words: frozenset[str]
    accounts: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Matter:
    """The positions of an actor on one matter, in order; `moves`: those that differ from the one before.

    `words`: stems that speak of the matter; none where no account says what it is about.
    """

    actor: str
    positions: list[Position] = field(default_factory=list)
    words: frozenset[str] = _NO_WORDS

    @property
    def moves(self) -> list[tuple[Position, Position]]:
        """Each change of stance: before and after. What was only repeated is none."""
        found = []
        last: Position | None = None
        for position in self.positions:
            if last is not None and position.stance != last.stance:
                found.append((last, position))
            last = position
        return found


def stance(account: Account) -> str | None:
    """The position that an account tells; None where it tells none."""
    found = _TYPES.get(account.type)
    if account.type == "AGREE" and account.mode in _OFFERS:
        found = "offered"
    if found == "accepted" and (account.modality not in REAL or not account.polarity):
        return None if account.modality not in REAL else "refused"
    if not account.polarity or (account.type in ("REQUEST", "REJECT") and account.modality in ("demanded", "possible")):
        return None
    return found


def positions(happenings: Sequence[Told], actor: str) -> list[Matter]:
    """The matters on which the side `actor` has a position, those that moved and those with most first."""
    taken = []
    for told in happenings:
        mine = [a for a in told.accounts if actor in a.sources or (actor in a.targets and _agrees(a))]
        by_stance: dict[str, list[Account]] = {}
        for account in mine:
            if found := stance(account):
                by_stance.setdefault(found, []).append(account)
        for kind, these in by_stance.items():
            towards = frozenset().union(*(a.sides for a in these)) - {actor}
            words = frozenset().union(*(a.about for a in these)) or frozenset()
            keys = tuple(a.key for a in these)
            taken.append(Position(told.id, kind, tuple(sorted(towards)), told.day, words, keys))
    matters: list[Matter] = []
    for position in taken:
        best = max(matters, key=lambda m: _nearness(m, position), default=None)
        if best is None or _nearness(best, position) < ONE_MATTER:
            best = Matter(actor)
            matters.append(best)
        best.positions.append(position)
        best.words = best.words | position.words
    return sorted(matters, key=lambda m: (-len(m.moves), -len(m.positions), m.positions[0].happening))


def _agrees(account: Account) -> bool:
    """Whether both sides take the position that is told: of an agreement, not of an offer."""
    return account.type == "AGREE" and account.mode not in _OFFERS


def _nearness(matter: Matter, position: Position) -> float:
    last = matter.positions[-1]
    if not position.words and not last.words:
        return float(last.towards == position.towards and last.stance == position.stance)
    return max(shared(p.words, position.words) for p in matter.positions[-8:])
