"""Stretches counted from the day of publication: days ago, within a week, the weekend, earlier this year."""

from datetime import date

from khabar.layers.times.calendars import (
    Interval,
    day_of,
    month_of,
    months_back,
    moved_month,
    shifted,
    week_of,
    year_of,
)
from khabar.layers.times.join import Fields

_IN_DAYS = {"day": 1, "week": 7}


def counted(f: Fields, day: date | None, forward: bool) -> Interval | None:
    """So many units before or after publication, or the stretch between."""
    if day is None:
        return None
    way = f["way"]
    if way == "hours":
        return Interval(day, shifted(day, 1), "day")
    if way == "running":
        return Interval(shifted(day, -(f["count"] - 1)), day, "day")
    count, unit = f["count"], f["unit"]
    if way == "along":
        return Interval(shifted(day, 1 - count), day, "day") if unit == "day" and not forward and count < 60 else None
    if "more" in f:
        return _compound(f, day, forward)
    if way in ("ago", "ahead") or (way == "since" and unit == "day"):
        return _away(count if way == "ahead" else -count, unit, day)
    # since so many weeks, months, years: the stretch up to publication
    future = f.get("offset", 0) > 0 if way == "stretch" else forward and way == "within"
    if unit == "hour":
        days = max(1, (count + 23) // 24)
        return Interval(day, shifted(day, days), "day") if future else Interval(shifted(day, -days), day, "day")
    if unit == "decade":
        start = day.year // 10 * 10
        return Interval(date(start - 10 * count, 1, 1), date(start - 1, 12, 31), "year") if not future else None
    if unit in _IN_DAYS:
        days = count * _IN_DAYS[unit]
        if way == "stretch":
            return Interval(shifted(day, 1), shifted(day, days), unit) if future else Interval(
                shifted(day, -days), day, unit)  # fmt: skip
        return Interval(day, shifted(day, days), unit) if future else Interval(shifted(day, -days), day, unit)
    months = count * (12 if unit == "year" else 1)
    if future:
        return Interval(day, months_back(day, -months), unit)
    return Interval(months_back(day, months), day, unit)


def _compound(f: Fields, day: date, forward: bool) -> Interval | None:
    """`قبل سنة وشهرين`: a time in the grain of the smaller unit; `منذ`, `خلال`: the stretch between."""
    way, (count, unit) = f["way"], f["more"]
    ahead = way == "ahead" or (way == "within" and forward) or (way == "stretch" and f.get("offset", 0) > 0)
    there = _moved(_moved(day, f["count"], f["unit"], ahead), count, unit, ahead)
    if way in ("since", "within", "stretch"):
        return Interval(min(day, there), max(day, there), unit if unit != "hour" else "day")
    return _away(0, unit if unit != "hour" else "day", there) if way in ("ago", "ahead") else None


def _moved(day: date, count: int, unit: str, ahead: bool) -> date:
    sign = 1 if ahead else -1
    if unit in ("month", "year", "decade"):
        return months_back(day, -sign * count * {"month": 1, "year": 12, "decade": 120}[unit])
    return shifted(day, sign * (count // 24 if unit == "hour" else count * _IN_DAYS[unit]))


def _away(count: int, unit: str, day: date) -> Interval | None:
    if unit == "hour":
        return day_of(shifted(day, int(count / 24))) if abs(count) >= 24 else None
    if unit == "day":
        return day_of(shifted(day, count))
    if unit == "week":
        return week_of(day, count)
    if unit == "month":
        return month_of(*moved_month(day.year, day.month, count))
    if unit == "year" and 0 < day.year + count < 9999:
        return year_of(day.year + count)
    return None


def weekend(f: Fields, day: date | None, forward: bool) -> Interval | None:
    """Saturday and Sunday of the week that the fields name; a bare weekend told on a weekday is the last one."""
    if day is None:
        return None
    offset = f.get("weekend_offset")
    if offset is None:
        direction = f.get("dir")
        offset = -1 if direction == "past" or (day.weekday() < 5 and not forward and direction is None) else 0
        offset = 1 if direction == "future" and day.weekday() >= 5 else offset
    week = week_of(day, offset)
    return Interval(shifted(week.earliest, 5), week.latest, "week")


def within_week(f: Fields, day: date | None, forward: bool) -> Interval | None:
    """`في وقت سابق من هذا الأسبوع` (the day before publication included, not the day itself), and later in it."""
    if day is None:
        return None
    if f.get("unit") in ("month", "year"):
        start = day.replace(day=1) if f["unit"] == "month" else date(day.year, 1, 1)
        return Interval(min(start, shifted(day, -1)), shifted(day, -1), f["unit"])
    week = week_of(day)
    if "earlier_this" in f:
        last = shifted(day, -1)
        return Interval(week.earliest, last if last >= week.earliest else week.earliest, "week")
    first = shifted(day, 1)
    return Interval(first if first <= week.latest else week.latest, week.latest, "week")
