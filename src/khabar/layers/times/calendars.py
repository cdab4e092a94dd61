"""Days, weeks, months and years as intervals; Hijri days after the Umm al-Qura calendar."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Interval(NamedTuple):
    """Days, both included, and the grain in which they were said."""

    earliest: date
    latest: date
    grain: str


def day_of(day: date) -> Interval:
    """One day."""
    return Interval(day, day, "day")


def shifted(day: date, count: int) -> date:
    """`day` moved by `count` days, held within what a date can be."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date.max if count > 0 else date.min


def week_of(day: date, offset: int = 0) -> Interval:
    """The week, Monday to Sunday, of a day."""
    monday = shifted(day, 7 * offset - day.weekday())
    return Interval(monday, shifted(monday, 6), "week")


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def moved_month(year: int, month: int, offset: int) -> tuple[int, int]:
    """(year, month) so many months away."""
    index = year * 12 + month - 1 + offset
    return index // 12, index % 12 + 1


def month_of(year: int, month: int, part: str | None = None) -> Interval:
    """A month or its `start` (1st to 10th), `middle` (11th to 20th), `end` (21st on)."""
    first, last = {None: (1, 0), "start": (1, 10), "middle": (11, 20), "end": (21, 0)}[part]
    return Interval(date(year, month, first), date(year, month, last) if last else month_end(year, month), "month")


def year_of(year: int, part: str | None = None) -> Interval:
    """A year or its `start` (months 1 to 4), `middle` (5 to 8), `end` (9 to 12)."""
    first, last = {None: (1, 12), "start": (1, 4), "middle": (5, 8), "end": (9, 12)}[part]
    return Interval(date(year, first, 1), month_end(year, last), "year")


def season_of(year: int, season: str) -> Interval:
    """A season by whole months; winter begins in December of the year."""
    first = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[season]
    end_year, end_month = moved_month(year, first, 2)
    return Interval(date(year, first, 1), month_end(end_year, end_month), "season")


def share_of_year(year: int, number: int, parts: int) -> Interval:
    """The quarter, half or third of a year."""
    months = 12 // parts
    first = (number - 1) * months + 1
    return Interval(date(year, first, 1), month_end(year, first + months - 1), "season")


def share_of_month(year: int, month: int, number: int, parts: int) -> Interval:
    """The half, third or quarter of a month, in days as whole as they come: the first half is 1 to 15."""
    size = 30 // parts
    last = month_end(year, month) if number == parts else date(year, month, min(size * number, 28))
    return Interval(date(year, month, size * (number - 1) + 1), last, "month")


def months_back(day: date, months: int) -> date:
    """The same day so many months before (after, where negative), held to the end of the month."""
    year, month = moved_month(day.year, day.month, -months)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth weekday of a month, the last for -1."""
    if nth == -1:
        last = month_end(year, month)
        return shifted(last, -((last.weekday() - weekday) % 7))
    first = date(year, month, 1)
    day = shifted(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else None


def nth_week(year: int, month: int | None, nth: int) -> Interval | None:
    """The nth week of a month (the first is that of its first Monday) or of a year (ISO 8601); the last for -1."""
    if month is None:
        last = date(year, 12, 28).isocalendar().week
        number = last if nth == -1 else nth
        if not 1 <= number <= last:
            return None
        return week_of(date.fromisocalendar(year, number, 1))
    if nth == -1:
        end = month_end(year, month)
        return week_of(shifted(end, -((end.weekday() + 1) % 7)))
    first = nth_weekday(year, month, nth, 0)
    return week_of(first) if first else None


def from_hijri(year: int, month: int, day: int | None, part: str | None = None) -> Interval | None:
    """A Hijri day, or the month without one, or a `part` of it as in `month_of`.

    None outside of what the calendar's tables hold (1343 to 1500).
    """
    from hijridate import Hijri

    try:
        first = Hijri(year, month, day or 1)
        start = date(*first.to_gregorian().datetuple())
        if day:
            return day_of(start)
        length = first.month_length()
        low, high = {None: (0, length), "start": (0, 10), "middle": (10, 20), "end": (20, length)}[part]
        return Interval(shifted(start, low), shifted(start, high - 1), "month")
    except (ValueError, OverflowError):
        return None


def hijri_year(day: date) -> int | None:
    """The Hijri year of a day; None outside of the tables."""
    from hijridate import Gregorian

    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return None
