"""The linkage model: what speaks for and against two accounts telling one happening.

Each comparison adds its weight to the log-odds; the weights stand in one table and are read as they are.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

from khabar.relate.features import Account

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
#: Modes of other types whose direction is free.
MUTUAL = frozenset({"clash", "fighting", "ceasefire", "exchange"})
#: Acts of speech: who speaks is what they are.
SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
REAL = frozenset({"happened", "ongoing", "ended"})
WEIGHTS: Mapping[str, float] = {
    "prior": -3.7,
    "sides equal": 1.6,
    "sides overlap": -0.7,
    "sides differ": -0.7,
    "one side open": 0.6,
    "roles reversed": -4.5,
    "unnamed": 0.2,
    "mode equal": 2.0,
    "mode near": 0.5,
    "mode differs": -2.6,
    "trigger equal": 0.6,
    "people shared": 1.6,
    "people differ": -0.4,
    "number equal": 0.3,
    "toll equal": 0.5,
    "others shared": 0.3,
    "day equal": 1.7,
    "day within": 1.8,
    "day overlaps": 0.9,
    "day beside": 0.0,
    "day differs": -3.0,
    "day fits publication": 0.4,
    "day before publication": -0.8,
    "undated": -1.8,
    "published together": 0.0,
    "published in a week": -0.2,
    "published apart": -0.4,
    "place equal": 1.9,
    "place within": 1.9,
    "place differs": -0.9,
    "words": 4.3,
    "about": 0.9,
    "one root": 0.9,
    "modality differs": -0.4,
    "told and to come": -0.5,
    "another act to come": -1.5,
    "no word shared": -0.5,
    "polarity differs": -0.9,
    "one article": -0.3,
    "each claims it": 3.0,
}
#: Modes of ASSAULT that say how a fight ended, for the side that they are told of: each side may claim it.
ENDINGS = frozenset({"victory", "repulse", "interception", "seizure", "recapture", "defeat"})
#: Modes that accounts of one happening mix up.
FAMILIES: tuple[frozenset[str], ...] = tuple(
    map(
        frozenset,
        (
            ("visit", "meeting", "talks", "secret", "mediation", "deliberation", "summit", "negotiation", "conference"),
            ("attack", "strike", "airstrike", "bombardment", "shelling", "missile", "drone", "rocket"),
            ("attack", "suicide-attack", "explosion", "bombing", "car-bomb"),
            ("attack", "offensive", "clash", "fighting", "seizure", "raid", "storming", "killing", "shooting"),
            ("agreement", "signing", "approval", "acceptance", "commitment", "deal"),
            ("demand", "appeal", "request", "invitation", "order", "call"),
            tuple(ENDINGS),
            ("blame", "condemn", "criticism", "accusation"),
            ("demonstration", "sit-in", "march", "rally", "protest"),
            ("arrest", "capture", "detention", "seizure"),
            ("withdrawal", "handover", "pullback"),
            ("warning", "military", "threat"),
        ),
    )
)
#: Words of the evidence: of two that have as many, one account would share at least one with another of its happening.
FEW = 5
APART = 3  # days between two accounts' days beyond which they tell two happenings
COPIED = 10  # days between a text and its copies, which have so large a share of their words in common:
SAME_WORDS = 0.8


def mutual(account: Account) -> bool:
    """Whether the direction of what happened is free."""
    return account.type in SYMMETRIC or account.mode in MUTUAL


@functools.cache
def near(a: str, b: str) -> bool:
    """Whether two modes are told of one happening."""
    return any(a in family and b in family for family in FAMILIES)


def shared(a: frozenset[str] | frozenset[int], b: frozenset[str] | frozenset[int]) -> float:
    """How alike two sets of words are, 0 to 1, kind to the shorter one."""
    common = len(a & b)
    if not common:
        return 0.0
    return common / min(len(a) + len(b) - common, 2 * min(len(a), len(b)))


def weight(name: str) -> float:
    """What a comparison adds to the log-odds."""
    return WEIGHTS[name]


def compare(a: Account, b: Account) -> dict[str, float]:
    """The evidence for and against two accounts telling one happening: comparison -> what it adds to the log-odds."""
    found = {name: WEIGHTS[name] for name in named(a, b)}
    for name, times in measured(a, b):
        found[name] = WEIGHTS[name] * times
    return found


def log_odds(a: Account, b: Account) -> float:
    """The sum of the evidence, as `compare` gives it."""
    total = 0.0
    for name in named(a, b):
        total += WEIGHTS[name]
    for name, times in measured(a, b):
        total += WEIGHTS[name] * times
    return total


def measured(a: Account, b: Account) -> list[tuple[str, float]]:
    """The comparisons that come in degrees, 0 to 1."""
    out = []
    if a.words and b.words:
        out.append(("words", shared(a.words, b.words)))
    if a.people and b.people and not a.people.isdisjoint(b.people):
        out.append(("people shared", shared(a.people, b.people)))
    if a.about and b.about:
        out.append(("about", shared(a.about, b.about)))
    if a.others and b.others and not a.others.isdisjoint(b.others):
        out.append(("others shared", shared(a.others, b.others)))
    return out


def named(a: Account, b: Account) -> list[str]:
    """The comparisons that hold or do not."""
    out = ["prior"]
    if a.unnamed and b.unnamed:
        out.append("unnamed")
    if sides := _sides(a, b):
        out.append(sides)
    if a.mode and b.mode:
        out.append("mode equal" if a.mode == b.mode else "mode near" if near(a.mode, b.mode) else "mode differs")
    if not a.trigger.isdisjoint(b.trigger):
        out.append("trigger equal")
    if a.people and b.people and a.people.isdisjoint(b.people):
        out.append("people differ")
    if a.numbers and b.numbers and not a.numbers.isdisjoint(b.numbers):
        out.append("number equal")
    if a.tolls and b.tolls and any(b.tolls.get(kind) == toll for kind, toll in a.tolls.items()):
        out.append("toll equal")
    if len(a.words) >= FEW and len(b.words) >= FEW and a.words.isdisjoint(b.words):
        out.append("no word shared")
    _days(a, b, out)
    if a.places and b.places:
        if not a.places.isdisjoint(b.places):
            out.append("place equal")
        else:
            within = not (a.places.isdisjoint(b.within) and b.places.isdisjoint(a.within))
            out.append("place within" if within else "place differs")
    if len(a.chain) > 1 and len(b.chain) > 1 and a.chain[-1] == b.chain[-1]:
        out.append("one root")
    if a.modality != b.modality:
        told = (a.modality in REAL) == (b.modality in REAL)
        out.append("told and to come" if not told else "modality differs")
        if not told and a.mode and b.mode and a.mode != b.mode and a.trigger.isdisjoint(b.trigger):
            out.append("another act to come")
    if a.polarity != b.polarity:
        out.append("polarity differs")
    if a.article == b.article:
        out.append("one article")
        if _both_claim(a, b):
            out.append("each claims it")
    return out


def _both_claim(a: Account, b: Account) -> bool:
    """Whether each of two sides claims how a fight between them ended."""
    reversed_roles = not a.sources.isdisjoint(b.targets) and not b.sources.isdisjoint(a.targets)
    return {a.mode, b.mode} <= ENDINGS and reversed_roles and a.chain[-1:] != b.chain[-1:]


def _sides(a: Account, b: Account) -> str | None:
    one, two = a.sides, b.sides
    if not one or not two:
        return None
    if a.sources == b.sources and a.targets == b.targets:
        return "sides equal"
    if one.isdisjoint(two):
        return "sides differ" if a.people.isdisjoint(b.people) else None
    free = mutual(a) or mutual(b)
    if one == two and free:
        return "sides equal"
    sources, targets = a.sources & b.sources, a.targets & b.targets
    if not free and not sources and not targets:
        if a.article == b.article and _both_claim(a, b):
            return "sides equal"  # one article in which each side claims the fight
        if a.sources & b.targets or a.targets & b.sources:
            return "roles reversed"
    if (not a.sources or not b.sources or sources) and (not a.targets or not b.targets or targets):
        return "one side open"
    return "sides overlap"


def _days(a: Account, b: Account, out: list[str]) -> None:
    if a.days and b.days:
        (a0, a1), (b0, b1) = a.days, b.days
        if a.days == b.days:
            out.append("day equal")
        elif a0 <= b1 and b0 <= a1:
            out.append("day within" if max(a1 - a0, b1 - b0) < 7 else "day overlaps")
        else:
            out.append("day beside" if max(a0 - b1, b0 - a1) == 1 else "day differs")
        return
    known, other = (a.days, b.published) if a.days else (b.days, a.published)
    if known and other:
        fits = known[1] >= other[0] - 4 and known[0] <= other[1] + 1
        out.append("day fits publication" if fits else "day before publication")
    if a.published and b.published:
        apart = max(a.published[0] - b.published[1], b.published[0] - a.published[1])
        out.append("published together" if apart <= 2 else "published in a week" if apart <= 8 else "published apart")
    elif not (known and other):
        out.append("undated")


def probability(odds: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def apart(a: Account, b: Account) -> bool:
    """Whether the days of two accounts leave no doubt that they tell two happenings.

    Not where their words are one and the days are near: then a copy was dated by its own publication.
    """
    if a.days is None or b.days is None:
        return False
    gap = max(a.days[0] - b.days[1], b.days[0] - a.days[1])
    return gap > APART and (gap > COPIED or shared(a.words, b.words) < SAME_WORDS)


def may_be_one(a: Account, b: Account) -> bool:
    """Whether two accounts may be joined at all; an article tells a happening twice only to gainsay itself.

    Two events of one article are compared where they have sides in common and the article denies one of them,
    or has them from different voices.
    """
    if a.type != b.type or apart(a, b):
        return False
    if a.article != b.article:
        return True
    if a.sides and b.sides and not a.sides & b.sides:
        return False
    if (a.modality in REAL) != (b.modality in REAL):
        return False  # what somebody did and what he would have done are two acts
    if a.type in SPOKEN and a.polarity == b.polarity:
        return False  # what two say in one article are two sayings
    return a.polarity != b.polarity or (a.chain[-1:] != b.chain[-1:] and len(a.chain) > 1 and len(b.chain) > 1)
