"""Stories: runs of happenings between the same two sides, with their turning points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol, TypeVar

from khabar.relate.features import Account
from khabar.relate.told import NEARER, Told

#: A run ends where nothing is told between the sides for so many days.
SILENCE = 120
#: Happenings that a story has at least.
LEAST = 3
_TURNS = {
    ("AGREE", None): "agreement", ("RETREAT", "ceasefire"): "ceasefire", ("RETREAT", "withdrawal"): "withdrawal",
    ("ASSAULT", "ceasefire-violation"): "breach", ("REJECT", None): "refusal", ("SANCTION", None): "sanction",
}  # fmt: skip


class Step(Protocol):
    """What is asked of a happening where runs and turning points are looked for."""

    @property
    def id(self) -> str: ...
    @property
    def day(self) -> int | None: ...
    @property
    def type(self) -> str: ...
    @property
    def mode(self) -> str | None: ...
    @property
    def outcome(self) -> str | None: ...
    @property
    def real(self) -> bool: ...


S = TypeVar("S", bound=Step)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning point. `why`: agreement ceasefire withdrawal breach refusal sanction failure nearer apart first."""

    happening: str
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    """A run of happenings, in order. `kinds`: types, the most frequent first; days are ordinals."""

    id: str
    sides: tuple[str, str]
    happenings: tuple[Told, ...]
    turns: tuple[Turn, ...]
    kinds: tuple[str, ...]
    first: int | None
    last: int | None


def stories(happenings: Sequence[Told], least: int = LEAST) -> list[Story]:
    """The stories that happenings make, the longest first; one happening can be part of several."""
    by_pair: dict[tuple[str, str], list[Told]] = {}
    for told in happenings:
        for pair in pairs(told.accounts):
            by_pair.setdefault(pair, []).append(told)
    out = []
    for pair, run in by_pair.items():
        for part in runs(run):
            if len(part) >= least:
                out.append(_story(pair, part))
    return sorted(out, key=lambda s: (-len(s.happenings), s.id))


def pairs(accounts: Iterable[Account]) -> list[tuple[str, str]]:
    """The pairs of sides between which a happening is told, each once: who acts and who is acted on, else all."""
    found: dict[tuple[str, str], None] = {}
    for a in accounts:
        if a.sources and a.targets:
            found.update(((min(s, t), max(s, t)), None) for s in a.sources for t in a.targets if s != t)
        else:
            found.update(dict.fromkeys(combinations(sorted(a.sides), 2)))
    return sorted(found)


def runs(run: Sequence[S]) -> list[list[S]]:
    """Happenings in order, parted where nothing is told for more than `SILENCE` days."""
    parts: list[list[S]] = []
    last: int | None = None
    for told in run:
        if not parts or (told.day is not None and last is not None and told.day - last > SILENCE):
            parts.append([])
        parts[-1].append(told)
        last = told.day if told.day is not None else last
    return parts


def _story(pair: tuple[str, str], run: Sequence[Told]) -> Story:
    kinds = Counter(t.type for t in run)
    days = [t.day for t in run if t.day is not None]
    return Story(
        id=name(pair, run[0].id),
        sides=pair,
        happenings=tuple(run),
        turns=tuple(turns(run)),
        kinds=tuple(sorted(kinds, key=lambda k: (-kinds[k], k))),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def name(pair: tuple[str, str], first: str) -> str:
    """The identifier of the story between two sides that begins with the happening `first`."""
    return f"S-{pair[0]}-{pair[1]}-{first.removeprefix('E-')}"


def turns(run: Iterable[Step]) -> list[Turn]:
    """What sealed or broke something, talks that failed, and where two in a row turn the other way."""
    out = []
    direction: bool | None = None
    real = [told for told in run if told.real]
    for number, told in enumerate(real):
        nearer = told.type in NEARER
        why = _TURNS.get((told.type, told.mode)) or _TURNS.get((told.type, None))
        if told.type == "CONSULT" and told.outcome in ("none", "postponed"):
            why = "failure"
        elif told.type == "CONSULT" and told.outcome == "agreement":
            why = "agreement"
        after = real[number + 1] if number + 1 < len(real) else None
        if direction is not None and nearer != direction and (after is None or (after.type in NEARER) == nearer):
            why = why or ("nearer" if nearer else "apart")
            direction = nearer
        elif direction is None:
            direction = nearer
        if why:
            out.append(Turn(told.id, why))
    return out
