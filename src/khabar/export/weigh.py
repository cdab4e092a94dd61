"""What matters in a story: which account speaks for a happening, how much the happening weighs, who witnessed it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from khabar.export.model import TALKS, Account, When

#: A happening below this weight is background (see `weigh`).
MAIN = 2.0
#: Outcomes that say something, best first.
TELLING = ("agreement", "partial", "none", "postponed")
REAL = ("happened", "ongoing", "ended")


def weigh(accounts: Sequence[Account]) -> float:
    """How much a happening matters to the story, from what is known of it; `MAIN` and more is shown in front.

    Contacts and agreements start at 2, other acts at 1; both sides known adds 1, one side half (of a
    contact it takes half), a day half, persons or a sponsor half, every further account 1. What is only
    possible or conditional, or has no named actor, loses.
    """
    best = max(accounts, key=fullness)
    weight = 2.0 if best.type in TALKS else 1.0
    if (best.source and best.target) or (best.symmetric and len(best.sides) > 1):
        weight += 1
    elif best.sides:  # one side alone has hardly met or agreed with anybody
        weight += -0.5 if best.symmetric else 0.5
    else:
        weight -= 1.5
    if best.when.known:
        weight += 0.5
    if best.delegates or best.mediator:
        weight += 0.5
    weight += len({a.article for a in accounts}) - 1
    if best.modality in ("possible", "conditional"):
        weight -= 1
    if not any(a.named for a in best.sides):
        weight -= 0.5
    return weight


def count_witnesses(accounts: Iterable[Account], copies: Iterable[tuple[str, ...]] = ()) -> int:
    """How many independent roots the accounts rest on, where the ledger has not counted them.

    A root is the innermost link's entity; an unnamed source is its own in each group of copies; an
    outlet's own word is the outlet's.
    """
    group = {a: min(g) for g in copies for a in g}
    roots = set()
    for account in accounts:
        home = group.get(account.article, account.article)
        chain = account.word.chain
        if not chain:
            roots.add(("outlet", home if account.article in group else account.outlet or home))
        elif chain[-1].who:
            roots.add(("entity", chain[-1].who.id))
        else:
            roots.add((home, chain[-1].words or chain[-1].kind))
    return len(roots)


def leading(accounts: Sequence[Account]) -> Account:
    """The account that speaks for all: the fullest of those that do not gainsay what most say."""
    fitting = list(accounts)
    for said in (_said_day, _said_outcome, _said_modality, _said_sides):
        common = commonest([said(a) for a in accounts])
        fitting = [a for a in fitting if not common or said(a) in (common, None)] or fitting
    return max(fitting, key=fullness)


def _said_day(account: Account) -> str | None:
    return account.when.earliest


def _said_outcome(account: Account) -> str | None:
    return account.outcome if account.outcome in TELLING else None


def _said_modality(account: Account) -> str | None:
    return account.modality


def _said_sides(account: Account) -> str | None:
    return " ".join(sorted(a.id for a in account.sides)) if len(account.sides) > 1 else None


def commonest(values: Iterable[str | None]) -> str | None:
    """The value that more accounts give than any other; None where there is no such value."""
    counts = Counter(v for v in values if v).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


def fullness(account: Account) -> int:
    """How many slots an account fills: the fullest one leads."""
    filled = (account.source, account.target, account.places, account.mediator, account.delegates, account.about)
    telling = account.outcome in TELLING
    real = account.modality in REAL and account.polarity
    return sum(map(bool, filled)) + telling + account.when.known + 2 * real


def likeliest_day(times: Sequence[When]) -> When:
    """The day that most accounts give; among these the narrowest, with the words of the first."""
    known = [t for t in times if t.known]
    if not known:
        return next((t for t in times if t.words), When())
    common = Counter((t.earliest, t.latest) for t in known)
    closed = [t for t in known if t.earliest and t.latest] or known
    return min(closed, key=lambda t: (-common[t.earliest, t.latest], (t.latest or "9", t.earliest or "9")))
