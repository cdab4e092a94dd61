"""Disagreements: slots of one happening to which its accounts give values that cannot all be true."""

from collections.abc import Callable, Sequence
from datetime import date

from khabar.article import Disagreement
from khabar.relate.features import Account

_EXACT = 2  # days: an interval of more says when only roughly


def _day(account: Account) -> str | None:
    days = account.days
    if days is None or days[1] - days[0] >= _EXACT:
        return None
    first = date.fromordinal(days[0]).isoformat()
    return first if days[0] == days[1] else f"{first}/{date.fromordinal(days[1]).isoformat()}"


def _outcome(account: Account) -> str | None:
    return account.event.outcome if account.event.outcome not in (None, "unknown") else None


def _happened(account: Account) -> str | None:
    return (
        ("yes" if account.event.polarity else "no")
        if account.event.modality in ("happened", "ongoing", "ended")
        else None
    )


def _mediator(account: Account) -> str | None:
    return "+".join(sorted(account.event.mediator)) or None


_SLOTS: dict[str, Callable[[Account], str | None]] = {
    "time": _day, "outcome": _outcome, "polarity": _happened, "mediator": _mediator,
}  # fmt: skip


def disagreements(cluster: Sequence[Account]) -> list[Disagreement]:
    """The slots on which the accounts of one happening differ, each value with the accounts that give it."""
    out = []
    for slot, value in _SLOTS.items():
        values: dict[str, list[tuple[str, str]]] = {}
        for account in cluster:
            given = value(account)
            if given is not None:
                values.setdefault(given, []).append(account.key)
        if len(values) > 1 and (slot != "time" or _apart(cluster)):
            out.append(Disagreement(slot, values, rule=f"relate.disagreement.{slot}"))
    return out


def _apart(cluster: Sequence[Account]) -> bool:
    """Whether the days of two accounts exclude each other."""
    known = [a.days for a in cluster if a.days is not None and a.days[1] - a.days[0] < _EXACT]
    return any(a[1] < b[0] or b[1] < a[0] for i, a in enumerate(known) for b in known[i + 1 :])
