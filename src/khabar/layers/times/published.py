"""The day of publication, worked out from the text: an interval of days with the reasons, or unknown.

What the text gives away: `اليوم السبت` (the weekday), a weekday with a day and a month (the year), years
that it names as past (a lower bound), a dated happening beside `الماضي` (the year). All that is a
constraint on one day; the days that meet all of them are the answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from khabar.article import Published
from khabar.layers.document import Doc
from khabar.layers.times.calendars import WEEKDAYS, month_of, shifted
from khabar.layers.times.grammar import Expression
from khabar.layers.times.values import interval

Found = Sequence[tuple[Expression, bool]]
_LONGEST = 800
_EARLIEST = 1990  # what lies before says nothing of a page of the web


@dataclass
class Known:
    """Publication as it goes into the article, and the days on which it may have been (none where unbounded)."""

    published: Published
    days: list[date]


@dataclass
class _Dated:
    first: int
    entity: str
    start: date
    end: date


def _quoted(doc: Doc, expression: Expression) -> str:
    text = doc.text[doc.words[expression.first].start : doc.words[expression.last - 1].end]
    return f"«{' '.join(text.split())}»"


def dated_events(doc: Doc) -> list[_Dated]:
    """Mentions of happenings that a pack dates (flag `dated:FROM..TO`)."""
    out = []
    for name in doc.article.names:
        entity = doc.packs.entities.get(name.entity or "")
        if entity is None or entity.type != "EVT":
            continue
        for flag in entity.flags:
            if flag.startswith("dated:"):
                start, _, end = flag.removeprefix("dated:").partition("..")
                try:
                    first = date.fromisoformat(start)
                    last = date.fromisoformat(end) if end else first
                except ValueError:
                    continue
                out.append(_Dated(doc.words_in(name.start, name.end)[0], entity.id, first, last))
    return out


def _weekday(doc: Doc, found: Found, reasons: list[str]) -> int | None:
    """The weekday of publication, after `اليوم السبت`, `أمس الأربعاء`; None where they differ."""
    said: dict[int, list[str]] = {}
    for expression, _ in found:
        f = expression.fields
        if "days" in f and "weekday" in f and "month" not in f:
            number = (f["weekday"] - f["days"]) % 7
            quoted = _quoted(doc, expression)
            if quoted not in said.setdefault(number, []):
                said[number].append(quoted)
    for number, quotes in said.items():
        reasons.append(f"{', '.join(quotes)}: published on a {WEEKDAYS[number].capitalize()}")
    if len(said) > 1:
        reasons.append("these cannot both hold: the weekday is left open")
    return next(iter(said)) if len(said) == 1 else None


def _lower(doc: Doc, found: Found, events: list[_Dated], reasons: list[str]) -> date | None:
    """The latest beginning of what the text tells as past, with its year."""
    best: tuple[date, str] | None = None
    for expression, forward in found:
        f = expression.fields
        if forward or "part" in f or not ("year" in f or "hyear" in f) or expression.until:
            continue
        value = interval(f, None)
        if value and (best is None or value.earliest > best[0]):
            best = value.earliest, f"{_quoted(doc, expression)} is told as past"
    for event in events:
        if event.start.year >= _EARLIEST and (best is None or event.start > best[0]):
            best = event.start, f"{event.entity} began on {event.start}"
    if best:
        reasons.append(f"{best[1]}: not before {best[0]}")
    return best[0] if best else None


def _event_years(expression: Expression, events: list[_Dated]) -> dict[int, _Dated]:
    """The years in which the expression lies inside a dated happening (its month, at least)."""
    f, out = expression.fields, {}
    for event in events:
        for year in range(event.start.year, event.end.year + 1):
            value = month_of(year, f["month"])
            if value.earliest <= event.end and value.latest >= event.start:
                out[year] = event
    return out


def work_out(doc: Doc, found: Found) -> Known:
    """Publication as far as the text bounds it; unknown, with whatever reasons there are, where it does not."""
    reasons: list[str] = []
    events = dated_events(doc)
    weekday = _weekday(doc, found, reasons)
    years: set[int] = set()
    tests: list[Callable[[date], bool]] = []
    for expression, forward in found:
        f = expression.fields
        if "month" not in f or "year" in f or expression.until or f.get("unit") == "year":
            continue
        quoted = _quoted(doc, expression)
        if "day" in f and "weekday" in f:
            fits = [y for y in range(1990, 2051) if _is_weekday(y, f["month"], f["day"], f["weekday"])]
            tests.append(_fits_weekday(f, forward))
            reasons.append(f"{quoted}: that day is a {WEEKDAYS[f['weekday']].capitalize()} in {_near_years(fits)}")
            near = {y: e for y, e in _event_years(expression, events).items() if y in fits}
        else:
            line = doc.line_of[expression.first]
            beside = [e for e in events if e.first < len(doc.line_of) and doc.line_of[e.first] == line]
            near = _event_years(expression, beside) if f.get("dir") in ("past", "previous") else {}
        if len(near) == 1:
            year, event = next(iter(near.items()))
            years.add(year)
            tests.append(_falls_in(f, forward, year))
            reasons.append(f"{quoted} lies beside {event.entity} ({event.start} to {event.end}): the year is {year}")
    exact = [_exact(e) for e, _ in found]
    days_said = sorted({d for d in exact if d})
    if len(days_said) == 1:
        reasons.append(f"the text calls {days_said[0]} by its date from the day it was written")
        return _answer(days_said, reasons)
    lower = _lower(doc, found, events, reasons)
    if years:
        first = max(lower or date.min, date(min(years), 1, 1))
        days = [shifted(first, n) for n in range(366 * 3)]
        days = [d for d in days if weekday in (None, d.weekday()) and all(test(d) for test in tests)]
        if days and (days[-1] - days[0]).days <= _LONGEST:
            return _answer(days, reasons)
        if not days:
            reasons.append("no day meets all of this: the text contradicts itself")
            lower = None
    if lower is not None and lower.year >= _EARLIEST:
        if weekday is not None:
            lower = shifted(lower, (weekday - lower.weekday()) % 7)
        return Known(
            Published(earliest=lower.isoformat(), basis="worked-out", reasons=reasons, rule="time.published"), []
        )
    return Known(Published(reasons=reasons), [])


def _answer(days: list[date], reasons: list[str]) -> Known:
    published = Published(days[0].isoformat(), days[-1].isoformat(), "worked-out", reasons, rule="time.published")
    return Known(published, days)


def _exact(expression: Expression) -> date | None:
    """Publication after `اليوم الخميس 5 ماي 2016`."""
    f = expression.fields
    if not ("days" in f and "day" in f and "month" in f and "year" in f):
        return None
    try:
        return shifted(date(f["year"], f["month"], f["day"]), -f["days"])
    except ValueError:
        return None


def _is_weekday(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return date(year, month, day).weekday() == weekday
    except ValueError:
        return False


def _near_years(years: list[int]) -> str:
    return ", ".join(str(y) for y in years if 2005 <= y <= 2030)


def _fits_weekday(f: dict[str, object], forward: bool) -> Callable[[date], bool]:
    plain = {k: v for k, v in f.items() if k != "weekday"}

    def test(day: date) -> bool:
        value = interval(plain, day, forward)
        return value is not None and value.earliest.weekday() == f["weekday"]

    return test


def _falls_in(f: dict[str, object], forward: bool, year: int) -> Callable[[date], bool]:
    def test(day: date) -> bool:
        value = interval(f, day, forward)
        # a year on, in that very month, `تشرين الأول الماضي` would no longer do
        again = f.get("dir") in ("past", "previous") and day.month == f["month"]
        return value is not None and value.earliest.year == year and not again

    return test
