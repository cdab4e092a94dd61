"""How a column writes days. Whether 03/04 is in March or April is told by the column as a whole."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from khabar.arabic.fold import fold_text
from khabar.article import Published

#: Days that news may have; numbers outside are none.
FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
#: Numbers of days in spreadsheets (1954 to 2119), whose day 0 this is.
_SERIAL, _DAY_0 = (20_000, 80_000), datetime.date(1899, 12, 30)
#: Seconds since 1970 (1973 to 2100), and how many times a second other clocks tick.
_SECONDS = (100_000_000, 4_200_000_000)
_TICKS = (1, 1_000, 1_000_000, 1_000_000_000)

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6})?")
_NUMBER = re.compile(r"-?\d{1,20}(?:\.\d*)?")
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_SMALL = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th)?(?![\d:])")
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Days:
    """Reads the days of a column. `day_first`: whether 03/04/2024 is in April; `told`: whether its values say so."""

    day_first: bool = True
    told: bool = True

    def published(self, value: object) -> Published | None:
        """The day that a cell gives; None where it gives none."""
        day, doubtful = read_day(value, self.day_first)
        if day is None:
            return None
        reasons = []
        if doubtful and not self.told:
            reasons.append(f"{str(value).strip()!r} is read with the day first; nothing in the column says which it is")
        return Published(day.isoformat(), day.isoformat(), "given", reasons)


def votes(values: Iterable[object]) -> tuple[int, int, int]:
    """(values that can only have the day first, values that can only have the month first, doubtful values)."""
    day = month = doubtful = 0
    for value in values:
        if isinstance(value, str) and (found := _YEAR_LAST.search(_digits(value))) and not _YEAR_FIRST.search(value):
            first, second = int(found[1]), int(found[2])
            day += 12 < first <= 31 and second <= 12
            month += 12 < second <= 31 and first <= 12
            doubtful += first <= 12 and second <= 12 and first != second
    return day, month, doubtful


def days_of(day: int, month: int) -> Days:
    """What the votes of a column come to. Where there are none the day is first, as Arabic writes it."""
    return Days(day_first=day >= month, told=day != month)


def read_day(value: object, day_first: bool = True) -> tuple[datetime.date | None, bool]:
    """(the day that a value gives or None, whether day and month might be the other way round)."""
    if isinstance(value, datetime.datetime):
        return _within(value.date()), False
    if isinstance(value, datetime.date):
        return _within(value), False
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(float(value)), False
    if not isinstance(value, str):
        return None, False
    text = _digits(value).strip()
    if found := _YEAR_FIRST.search(text):
        year, month, day = (int(g) for g in found.groups())
        return _date(year, month, day) or _date(year, day, month), False
    if found := _YEAR_LAST.search(text):
        first, second, year = (int(g) for g in found.groups())
        year += 0 if year > 99 else 2000 if year < 70 else 1900
        day, month = (first, second) if day_first else (second, first)
        return _date(year, month, day) or _date(year, day, month), first <= 12 and second <= 12 and first != second
    if (found := _COMPACT.fullmatch(text)) and (made := _date(*(int(g) for g in found.groups()[:3]))):
        return made, False
    if _NUMBER.fullmatch(text):
        return _number(float(text)), False
    return _in_words(text), False


def _digits(text: str) -> str:
    """With ASCII digits."""
    if text.isascii():
        return text
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)


def _within(day: datetime.date) -> datetime.date | None:
    return day if FIRST <= day <= LAST else None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return _within(datetime.date(year, month, day))
    except ValueError:
        return None


def _number(number: float) -> datetime.date | None:
    if math.isnan(number) or number < 0:
        return None
    whole = int(min(number, 1e20))
    if _SERIAL[0] <= whole <= _SERIAL[1]:
        return _DAY_0 + datetime.timedelta(days=whole)
    if whole < _SECONDS[0]:
        return _date(whole // 10_000, whole // 100 % 100, whole % 100)
    for ticks in _TICKS:
        if _SECONDS[0] <= whole // ticks <= _SECONDS[1]:
            return _within(datetime.datetime.fromtimestamp(whole // ticks, datetime.UTC).date())
    return None


def _in_words(text: str) -> datetime.date | None:
    """A day, a month in words and a year, in whatever order: `5 March 2024`, `الثلاثاء 5 آذار/مارس 2024 - 14:30`."""
    year = _YEAR.search(text)
    month = _month(text)
    if year is None or month is None:
        return None
    small = next((int(m[1]) for m in _SMALL.finditer(text) if not year.start() <= m.start() < year.end()), None)
    return _date(int(year[1]), month, small) if small else None


def _month(text: str) -> int | None:
    words = [fold_text(w) for w in _WORD.findall(text)]
    for word in words:
        for n, name in enumerate(_ENGLISH, 1):
            if word.isascii() and len(word) > 2 and (name.startswith(word) or word == "sept" == name[:4]):
                return n
    if not any(not w.isascii() for w in words):
        return None
    months = _arabic_months()
    for n in range(len(words)):
        for length in (2, 1):  # كانون الثاني before كانون
            if (found := months.get(" ".join(words[n : n + length]))) is not None:
                return found
    return None


@cache
def _arabic_months() -> Mapping[str, int]:
    """The names of the months as the core pack has them, folded."""
    from khabar.packs import load

    return {
        fold_text(str(name)): int(rule["month"])
        for rule in load().rules("times")
        if "month" in rule
        for name in (*rule.get("names", ()), *rule.get("shy", ()))
    }
