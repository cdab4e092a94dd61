"""The day of publication, worked out from the text: an interval of days with the reasons, or unknown.

What the text gives away (`clues`) are constraints on one day; the days that meet all of them (`solve`) are
the answer. Where constraints cannot hold together they are set aside, and said: that is evidence too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from khabar.article import Published
from khabar.layers.document import Doc
from khabar.layers.times.calendars import WEEKDAYS, shifted
from khabar.layers.times.clues import Found, clues, quoted, sure_clues, weekday_clues
from khabar.layers.times.direction import Direction
from khabar.layers.times.lexicon import Lexicon
from khabar.layers.times.packed import dated_events
from khabar.layers.times.solve import Constraint, between, days_in, solve
from khabar.layers.times.values import interval

_LONGEST = 800
_MOST = 40
_AHEAD = 366  # days: what is planned is seldom further away, and a verb before it may be of the announcement


@dataclass
class Known:
    """Publication as it goes into the article, the days on which it may have been, and what contradicts what.

    `days` is empty where publication is unbounded, or bounded too widely to say anything of the values.
    `clashes`: pairs of indices of expressions that cannot both hold.
    """

    published: Published
    days: list[date]
    clashes: list[tuple[int, int]] = field(default_factory=list)


def given(doc: Doc, found: Found, lexicon: Lexicon) -> Known | None:
    """The days of publication that are given; None where it is unknown or said without days.

    What the text says against them is added to the reasons: a page is often stamped long after its text.
    """
    published = doc.article.published
    if published.basis == "unknown" or not (published.earliest and published.latest):
        return None
    first, last = date.fromisoformat(published.earliest), date.fromisoformat(published.latest)
    length = (last - first).days
    days = [shifted(first, n) for n in range(length + 1)] if 0 <= length <= _LONGEST else []
    groups = solve(_distinct(weekday_clues(doc, found))).conflicts
    stamped = between(first, last)
    for clue in _distinct(sure_clues(doc, found, dated_events(doc), lexicon)):
        if any("days" in found[n][0].fields for n in clue.said):
            continue  # said where its value is read
        if stamped and not stamped & clue.days:
            _add(doc, f"{clue.reason}, which does not fit a publication on {_shown(first, last)}")
    for expression, _ in found:
        f = expression.fields
        if expression.side < 0 and {"year", "day", "month"} <= f.keys() and "days" not in f and not expression.until:
            value = interval(f, None)
            if value and value.earliest > shifted(last, _AHEAD):
                words = quoted(doc, expression)
                _add(doc, f"{words} is told as past, which does not fit a publication on {_shown(first, last)}")
    # where the stamp agrees with one of them, the other is the slip
    return Known(published, days, _clashes(groups, stamped if first == last else 0))


def work_out(doc: Doc, found: Found, lexicon: Lexicon, direction: Direction) -> Known:
    """Publication as far as the text bounds it; unknown, with whatever reasons there are, where it does not."""
    constraints = _distinct(clues(doc, found, lexicon, direction))
    solution = solve(constraints)
    reasons = list(dict.fromkeys(c.reason for c in constraints))
    reasons.extend(_conflict(group) for group in solution.conflicts)
    clashes = _clashes(solution.conflicts)
    first, last = solution.first, solution.last
    if first is None and last is None:
        return Known(Published(reasons=reasons), [], clashes)
    published = Published(
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        "worked-out",
        reasons,
        rule="time.published",
    )
    near = first is not None and last is not None and (last - first).days <= _LONGEST
    return Known(published, days_in(solution.days) if near else [], clashes)


def _distinct(constraints: Iterable[Constraint]) -> list[Constraint]:
    """Constraints that say something of their own: a day said twice is one, by all who say it.

    No more than `_MOST`: without the rest the answer is wider, never wrong.
    """
    out: dict[int, Constraint] = {}
    for c in constraints:
        if known := out.get(c.days):
            short = known.short if c.short in known.short.split(", ") else f"{known.short}, {c.short}"
            out[c.days] = known._replace(
                said=(*known.said, *c.said) if len(known.said) < _MOST else known.said,
                short=short if len(known.said) < 4 else known.short,
                below=known.below or c.below,
                above=known.above or c.above,
            )
        elif len(out) < _MOST:
            out[c.days] = c
    return list(out.values())


def _conflict(group: tuple[Constraint, ...]) -> str:
    if len(group) == 1:
        return f"{group[0].short} fits no day: it is left aside"
    if all("published on a" in c.reason for c in group):
        return "these cannot both hold: the weekday is left open"
    return f"{' and '.join(c.short for c in group)} cannot {'both' if len(group) == 2 else 'all'} hold: left aside"


def _clashes(groups: tuple[tuple[Constraint, ...], ...], known: int = 0) -> list[tuple[int, int]]:
    """Each expression of a constraint, unless it holds on the `known` days, with the first of another in its group."""
    out: list[tuple[int, int]] = []
    for group in groups:
        for constraint in group:
            if constraint.days & known:
                continue
            other = next((c.said[0] for c in group if c is not constraint and c.said), None)
            if other is not None:
                out.extend((number, other) for number in constraint.said)
    return out


def say(doc: Doc, start: int, end: int, day: date) -> None:
    """Keep with the publication that the text does not fit it: evidence of a slip, or of a page stamped later."""
    words = " ".join(doc.text[start:end].split())
    _add(doc, f"«{words}» does not fit a publication on {_shown(day, day)}")


def _shown(first: date, last: date) -> str:
    return f"{WEEKDAYS[first.weekday()].capitalize()}, {first}" if first == last else f"{first} to {last}"


def _add(doc: Doc, reason: str) -> None:
    reasons = doc.article.published.reasons
    if len(reasons) < _MOST and reason not in reasons:
        doc.article.published.reasons = [*reasons, reason]
