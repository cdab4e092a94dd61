"""Disagreements: slots of one happening to which its accounts give values that cannot all be true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import combinations

from khabar.article import Disagreement
from khabar.relate.compare import ENDINGS, REAL, SAME_WORDS, SPOKEN, measured, mutual, named, shared, weight
from khabar.relate.count import COUNTED
from khabar.relate.features import Account
from khabar.relate.toll import differ, shown

_DATED = frozenset({"happened", "ended", "planned"})
_WEEK = 7
#: Log-odds, but for what is said of the sides, above which two accounts are one though another is said to have done it.
SURE = 2.5
#: A pair that cannot both be true.
Clash = Callable[[Account, Account], bool]


def _day(account: Account) -> str | None:
    days = account.days
    if days is None:
        return None
    first = date.fromordinal(days[0]).isoformat()
    if days[0] == days[1]:
        return first if account.modality in _DATED else None
    # of longer times only a midnight is as exact as a day
    exact = account.night and account.type not in SPOKEN and account.modality in {*_DATED, "ongoing"}
    return f"{first}/{date.fromordinal(days[1]).isoformat()}" if exact else None


def _days_apart(a: Account, b: Account) -> bool:
    one, two = a.days, b.days
    if not one or not two or one == two:
        return False
    if not (a.night and b.night) and not (one[1] < two[0] or two[1] < one[0]):
        return False
    # the weekday of a copied text counts from the day on which each was published
    copied = (one[0] - two[0]) % _WEEK == 0 and shared(a.words, b.words) >= SAME_WORDS
    return not copied


def _happened(account: Account) -> str | None:
    return ("yes" if account.polarity else "no") if account.modality in REAL else None


def _gainsay(a: Account, b: Account) -> bool:
    """Whether one denies what the other tells: who denies that one side took part does not deny what another did."""
    if a.polarity == b.polarity:
        return False
    denial, telling = (b, a) if a.polarity else (a, b)
    if not (denial.sides or telling.sides) and denial.trigger.isdisjoint(telling.trigger):
        return False  # of two acts of nobody, the word alone says whether they are one
    return (telling.sources <= denial.sources and telling.targets <= denial.targets) or denial.sides >= telling.sides


def _joined(names: frozenset[str]) -> str | None:
    return "+".join(sorted(names)) or None


def _places_apart(a: Account, b: Account) -> bool:
    return not (a.places & b.within or b.places & a.within)


def _one_place(account: Account) -> str | None:
    return _joined(account.places) if account.modality in REAL else None


def _source(account: Account) -> str | None:
    return _joined(account.sources) or ("unnamed" if "s" in account.unnamed and account.type in SPOKEN else None)


def _sources_apart(a: Account, b: Account) -> bool:
    if mutual(a) or a.sources & b.sources or a.sources & b.targets:
        return False
    sides = ("sides", "one side", "roles")
    other = sum(weight(name) for name in named(a, b) if not name.startswith(sides))
    return other + sum(weight(name) * times for name, times in measured(a, b)) >= SURE


def _takers(account: Account) -> str | None:
    if not mutual(account) or account.modality not in {*REAL, "planned"}:
        return None
    return _joined(account.sides) if len(account.sides) > 1 else _joined(account.takers)


def _nested(one: frozenset[str], two: frozenset[str]) -> bool:
    return one <= two or two <= one


def _takers_apart(a: Account, b: Account) -> bool:
    """Whether two lists of who took part are two meetings.

    A list that leaves a side out is only shorter; so is one of fewer persons for as many sides. Where the persons are
    the same, a side was only called otherwise.
    """
    persons = bool(a.takers and b.takers) and not (a.open or b.open)
    if persons and not _nested(a.takers, b.takers):
        return a.takers.isdisjoint(b.takers) or len(a.sides ^ b.sides) > 1
    if persons and len(a.sides) == len(b.sides):
        return False
    return len(a.sides) > 1 and len(b.sides) > 1 and len(a.sides ^ b.sides) > 1 and len(a.sides) != len(b.sides)


def _sponsors_apart(a: Account, b: Account) -> bool:
    return not _nested(a.mediator, b.mediator)


def _tense(account: Account) -> str | None:
    return {"happened": "happened", "ended": "happened", "planned": "planned"}.get(account.modality)


def _overtaken(a: Account, b: Account) -> bool:
    """Whether one says that it is still to come after the other says that it has happened."""
    if a.polarity != b.polarity or a.modality == b.modality:
        return False
    plan, done = (a, b) if a.modality == "planned" else (b, a)
    if not plan.published or not done.published or plan.published[0] <= done.published[1]:
        return False
    return plan.days is not None and plan.days[1] >= plan.published[0]


def _ending(account: Account) -> str | None:
    if account.outcome:
        return account.outcome
    if account.type == "ASSAULT" and account.mode in ENDINGS and account.sources:
        return f"{_joined(account.sources)}: {account.mode}"
    return None


def _ends_apart(a: Account, b: Account) -> bool:
    if a.outcome and b.outcome:
        return a.outcome != b.outcome and {a.outcome, b.outcome} != {"agreement", "partial"}
    return bool(a.sources & b.targets or b.sources & a.targets)


_SLOTS: dict[str, tuple[Callable[[Account], str | None], Clash]] = {
    "time": (_day, _days_apart),
    "place": (_one_place, _places_apart),
    "source": (_source, _sources_apart),
    "participants": (_takers, _takers_apart),
    "mediator": (lambda a: _joined(a.mediator), _sponsors_apart),
    "outcome": (_ending, _ends_apart),
    "modality": (_tense, _overtaken),
    "polarity": (_happened, _gainsay),
}  # fmt: skip
TOLLS = ("dead", "wounded", "captured", "released")


def alone(account: Account) -> bool:
    """Whether an account disagrees with itself."""
    return bool(account.gainsaid) or (account.denied and _happened(account) == "yes")


def disagreements(cluster: Sequence[Account]) -> list[Disagreement]:
    """The slots on which the accounts of one happening differ, each value with the accounts that give it.

    Values that can both be true beside a third that they contradict are all listed; an account that contradicts itself
    stands beside each of its values.
    """
    out: list[Disagreement] = []
    for slot, (value, clash) in _SLOTS.items():
        given = [(said, account) for account in cluster if (said := value(account)) is not None]
        apart = any(x != y and clash(a, b) for (x, a), (y, b) in combinations(given, 2))
        if slot == "polarity":  # a denial that is no event of its own is the same article's
            denied = [("no", account) for said, account in given if said == "yes" and account.denied]
            given, apart = given + denied, apart or bool(denied)
        _add(out, slot, given, cluster, apart)
    if cluster and cluster[0].type in COUNTED:
        for kind in TOLLS:
            told = [(account.tolls[kind], account) for account in cluster if kind in account.tolls]
            apart = any(differ(x, y) for (x, _), (y, _) in combinations(told, 2))
            _add(out, kind, [(shown(toll), account) for toll, account in told], cluster, apart)
    return out


def _add(out: list[Disagreement], slot: str, given: list[tuple[str, Account]], cluster: Sequence[Account], apart: bool
         ) -> None:  # fmt: skip
    """Put a slot to the others, if its values are apart, or those that one account gives beside each other."""
    twice = [(said, account) for account in cluster for said in account.gainsaid.get(slot, ())]
    if apart or twice:
        out.append(_made(slot, [*given, *(pair for pair in twice if pair not in given)]))


def _made(slot: str, given: Sequence[tuple[str, Account]]) -> Disagreement:
    values: dict[str, list[tuple[str, str]]] = {}
    for said, account in given:
        values.setdefault(said, []).append(account.key)
    return Disagreement(slot, values, rule=f"relate.disagreement.{slot}")
