"""Disagreements: slots of one happening to which its accounts give values that cannot all be true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import combinations

from khabar.article import Disagreement
from khabar.relate.compare import ENDINGS, REAL, SPOKEN, mutual
from khabar.relate.features import COUNTED, Account
from khabar.relate.toll import differ, shown

_EXACT = 2  # days: an interval of more says when only roughly
#: A pair that cannot both be true.
Clash = Callable[[Account, Account], bool]


def _day(account: Account) -> str | None:
    days = account.days
    if days is None or days[1] - days[0] >= _EXACT or account.modality not in {*REAL, "planned"}:
        return None
    first = date.fromordinal(days[0]).isoformat()
    return first if days[0] == days[1] else f"{first}/{date.fromordinal(days[1]).isoformat()}"


def _days_apart(a: Account, b: Account) -> bool:
    one, two = a.days, b.days
    return bool(one and two and (one[1] < two[0] or two[1] < one[0]))


def _happened(account: Account) -> str | None:
    return ("yes" if account.polarity else "no") if account.modality in REAL else None


def _joined(names: frozenset[str]) -> str | None:
    return "+".join(sorted(names)) or None


def _places_apart(a: Account, b: Account) -> bool:
    return not (a.places & b.within or b.places & a.within)


def _one_place(account: Account) -> str | None:
    return _joined(account.places) if account.modality in REAL else None


def _source(account: Account) -> str | None:
    return _joined(account.sources) or ("unnamed" if "s" in account.unnamed and account.type in SPOKEN else None)


def _sources_apart(a: Account, b: Account) -> bool:
    return not (mutual(a) or a.sources & b.sources or a.sources & b.targets)


def _takers(account: Account) -> str | None:
    several = len(account.sides) > 1 and mutual(account) and account.modality in {*REAL, "planned"}
    return _joined(account.sides) if several else None


def _sponsors_apart(a: Account, b: Account) -> bool:
    return not (a.mediator <= b.mediator or b.mediator <= a.mediator)


def _takers_apart(a: Account, b: Account) -> bool:
    """Whether two lists of sides are two meetings; one that leaves a single side out is only shorter."""
    return len(a.sides ^ b.sides) > 1


def _tense(account: Account) -> str | None:
    return {"happened": "happened", "ended": "happened", "planned": "planned"}.get(account.modality)


def _overtaken(a: Account, b: Account) -> bool:
    """Whether one says that it is still to come after the other says that it has happened."""
    if a.polarity != b.polarity:
        return False
    plan, done = (a, b) if a.modality == "planned" else (b, a)
    return bool(plan.published and done.published and plan.published[0] > done.published[1])


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


def _always(a: Account, b: Account) -> bool:
    return True


_SLOTS: dict[str, tuple[Callable[[Account], str | None], Clash]] = {
    "time": (_day, _days_apart),
    "place": (_one_place, _places_apart),
    "source": (_source, _sources_apart),
    "participants": (_takers, _takers_apart),
    "mediator": (lambda a: _joined(a.mediator), _sponsors_apart),
    "outcome": (_ending, _ends_apart),
    "modality": (_tense, _overtaken),
    "polarity": (_happened, _always),
}  # fmt: skip


def disagreements(cluster: Sequence[Account]) -> list[Disagreement]:
    """The slots on which the accounts of one happening differ, each value with the accounts that give it.

    Values that can both be true beside a third that they contradict are all listed.
    """
    out = []
    for slot, (value, clash) in _SLOTS.items():
        given = [(said, account) for account in cluster if (said := value(account)) is not None]
        if slot == "polarity":  # a denial that is no event of its own is the same article's
            given += [("no", account) for said, account in given if said == "yes" and account.denied]
        if any(x != y and clash(a, b) for (x, a), (y, b) in combinations(given, 2)):
            out.append(_made(slot, given))
    if cluster and cluster[0].type in COUNTED:
        for kind in ("dead", "wounded", "captured", "released"):
            told = [(account.tolls[kind], account) for account in cluster if kind in account.tolls]
            if any(differ(x, y) for (x, _), (y, _) in combinations(told, 2)):
                out.append(_made(kind, [(shown(toll), account) for toll, account in told]))
    return out


def _made(slot: str, given: Sequence[tuple[str, Account]]) -> Disagreement:
    values: dict[str, list[tuple[str, str]]] = {}
    for said, account in given:
        values.setdefault(said, []).append(account.key)
    return Disagreement(slot, values, rule=f"relate.disagreement.{slot}")
