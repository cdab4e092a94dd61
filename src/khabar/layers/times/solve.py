"""A small exact solver: which days meet all constraints on one day, and which constraints cannot hold together.

A set of days is a Python integer, bit `n` for the `n`th day of the range: sets of sixty years are 3 KB,
and meet in one instruction's loop. Nothing is estimated: the answer is every day that is left.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

#: What lies before says nothing of a page of the web, what lies after is not yet to be read.
FIRST, LAST = date(1990, 1, 1), date(2059, 12, 31)
_COUNT = (LAST - FIRST).days + 1
EVERY = (1 << _COUNT) - 1
_MONDAYS = sum(1 << n for n in range((7 - FIRST.weekday()) % 7, _COUNT, 7))


class Constraint(NamedTuple):
    """What one thing in the text says of the day: the days that meet it, and the reason for a reader.

    `below`, `above`: whether it bounds the day from that side by itself (a weekday does not). `said`: the
    indices of the expressions that say it. `reason`: a sentence part that stands by itself; `short`: the
    words of the text.
    """

    days: int
    reason: str
    short: str
    below: bool = False
    above: bool = False
    said: tuple[int, ...] = ()


class Solution(NamedTuple):
    """The days left (a set), the constraints that were kept, and groups that cannot hold together.

    A group is minimal: without any one of its members the others do fit. All of its members are set aside,
    and whatever cannot hold together with one of them.
    """

    days: int
    kept: tuple[Constraint, ...]
    conflicts: tuple[tuple[Constraint, ...], ...]

    @property
    def first(self) -> date | None:
        """The first day left, where something bounds it."""
        return day_at((self.days & -self.days).bit_length() - 1) if self._bounded("below") else None

    @property
    def last(self) -> date | None:
        """The last day left, where something bounds it."""
        return day_at(self.days.bit_length() - 1) if self._bounded("above") else None

    def _bounded(self, side: str) -> bool:
        return self.days != 0 and any(getattr(c, side) for c in self.kept)


def day_at(number: int) -> date:
    """The day of a bit."""
    return FIRST + timedelta(number)


def days_in(days: int) -> list[date]:
    """The days of a set, in order."""
    out = []
    while days:
        low = days & -days
        out.append(day_at(low.bit_length() - 1))
        days ^= low
    return out


def weekdays(number: int) -> int:
    """All days of a weekday, 0 for Monday."""
    return (_MONDAYS << number | _MONDAYS >> (7 - number)) & EVERY


def between(first: date | None, last: date | None) -> int:
    """The days from `first` to `last`, both included; None for no bound."""
    low = max(0, (first - FIRST).days) if first else 0
    high = min(_COUNT, (last - FIRST).days + 1) if last else _COUNT
    return ((1 << high) - (1 << low)) if high > low else 0


def union(sets: Iterable[int]) -> int:
    """Days that are in any of the sets."""
    out = 0
    for days in sets:
        out |= days
    return out


def meet(constraints: Iterable[Constraint]) -> int:
    """The days that meet all constraints."""
    days = EVERY
    for constraint in constraints:
        days &= constraint.days
    return days


def solve(constraints: Sequence[Constraint]) -> Solution:
    """All days that meet the constraints; groups that contradict each other are taken out and told."""
    kept = list(constraints)
    conflicts: list[tuple[Constraint, ...]] = []
    while kept and not meet(kept):
        group = _minimal(kept)
        conflicts.append(group)
        kept = [c for c in kept if c not in group]
    # of three that exclude each other the third is no truer than the two that were taken out first
    aside = [c for group in conflicts for c in group]
    for constraint in [c for c in kept if any(not c.days & other.days for other in aside)]:
        other = next(c for c in aside if not c.days & constraint.days)
        conflicts.append((constraint, other))
        kept.remove(constraint)
    return Solution(meet(kept), tuple(kept), tuple(conflicts))


def _minimal(constraints: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """A subset that has no day in common while each of its proper subsets has one."""
    group = list(constraints)
    for constraint in constraints:
        rest = [c for c in group if c is not constraint]
        if not meet(rest):
            group = rest
    return tuple(group)
