"""From fields to intervals of days, seen from a day of publication, or relative where it is unknown."""

from collections.abc import Callable
from datetime import date

from khabar.layers.times.calendars import (
    Interval,
    day_of,
    from_hijri,
    hijri_year,
    month_of,
    moved_month,
    nth_week,
    nth_weekday,
    season_of,
    share_of_month,
    share_of_year,
    shifted,
    week_of,
    year_of,
)
from khabar.layers.times.counted import counted, weekend, within_week
from khabar.layers.times.join import Fields


def interval(fields: Fields, day: date | None, forward: bool = False) -> Interval | None:
    """The days that fields mean, seen from `day` (publication); None where they need it and it is None.

    `forward`: the verb or the word looks forward; otherwise news looks back.
    """
    try:
        found = _interval(fields, day, forward)
    except (ValueError, OverflowError):
        return None
    return found if found is None or found.earliest <= found.latest else None


def span(fields: Fields, until: Fields | None, day: date | None, forward: bool = False) -> Interval | None:
    """Like `interval`, of fields and of those that end the stretch."""
    first = interval(fields, day, forward)
    if first is None or until is None:
        return first
    second = interval(until, day, forward)
    if second is None:
        return None
    if second.latest < first.earliest:
        if "year" in fields and "year" in until:
            return None
        if "weekday" in fields:
            second = Interval(shifted(second.earliest, 7), shifted(second.latest, 7), second.grain)
        else:
            first = interval({**fields, "year": first.earliest.year - 1}, day, forward) or first
    if second.latest < first.earliest:
        return None
    return Interval(first.earliest, second.latest, first.grain)


def _interval(f: Fields, day: date | None, forward: bool) -> Interval | None:
    for key, read in _READERS:
        if key in f:
            return read(f, day, forward)
    return None


# --- dates -----------------------------------------------------------------------------------------------
def _year(f: Fields, day: date | None) -> int | None:
    """The year that the fields name, by number or counted from the day of publication."""
    if "year" in f:
        return int(f["year"])
    if f.get("unit") == "year" and "offset" in f and not f.get("bare") and day:
        return int(day.year + f["offset"])
    return None


def _choose(
    make: Callable[[int], Interval | None], f: Fields, day: date | None, forward: bool, months: bool = False
) -> Interval | None:
    """The interval of the year that the fields name, or else of that which the direction chooses."""
    year = _year(f, day)
    if year is not None:
        return make(year)
    if day is None:
        return None
    direction = f.get("dir")
    if direction is None and forward:
        direction = "maybe-future"
    options = [i for y in range(day.year - 4, day.year + 5) if (i := _tried(make, y))]
    if "weekday" in f and not months:
        # a weekday that fits only years away is a slip of the pen: the date is then taken alone
        fits = [i for i in options if i.earliest.weekday() == f["weekday"] and abs((i.earliest - day).days) < 400]
        options = fits or options
        if fits and direction not in ("past", "previous"):
            return min(fits, key=lambda i: abs((i.earliest - day).days))
    if direction == "current":
        near = [i for i in options if i.earliest.year == day.year]
        return near[0] if near else None
    if direction in ("past", "previous"):
        back = [i for i in options if (i.latest if not months else i.earliest) < day]
        if months:
            back = [i for i in options if i.latest < day.replace(day=1)]
        return max(back, default=None)
    if direction in ("future", "next"):
        return min((i for i in options if i.earliest > day), default=None)
    if direction == "maybe-future":
        # without its year, a day more than half a year ahead is rather the one gone by
        ahead = min((i for i in options if i.latest >= day), default=None)
        if ahead and (ahead.earliest - day).days <= 200:
            return ahead
    return max((i for i in options if i.earliest <= day), default=None)


def _tried(make: Callable[[int], Interval | None], year: int) -> Interval | None:
    try:
        return make(year)
    except ValueError:
        return None


def _date(f: Fields, day: date | None, forward: bool) -> Interval | None:
    if "month" in f:
        month = f["month"]
        if "nth" in f and "weekday" in f:
            if f.get("either") and f["nth"] > 0:
                kept = {k: v for k, v in f.items() if k not in ("nth", "weekday", "either")}
                found = _choose(lambda y: day_of(date(y, month, f["nth"])), kept, day, forward)
                if f["nth"] > 5 or (found and found.earliest.weekday() == f["weekday"]):
                    return found
            plain = {"dir": "current", **{k: v for k, v in f.items() if k != "weekday"}}
            return _choose(
                lambda y: day_of(d) if (d := nth_weekday(y, month, f["nth"], f["weekday"])) else None,
                plain,
                day,
                forward,
            )
        return _choose(lambda y: day_of(date(y, month, f["day"])), f, day, forward)
    if f.get("unit") == "month" and day:
        year, month = moved_month(day.year, day.month, f["offset"])
        return day_of(date(year, month, f["day"]))
    return None


def _month(f: Fields, day: date | None, forward: bool) -> Interval | None:
    month = f["month"]
    if "quarter" in f:
        return _choose(lambda y: share_of_month(y, month, *f["quarter"]), f, day, forward, months=True)
    if "day" in f:
        return _date(f, day, forward)
    if "last_day" in f:
        return _choose(lambda y: day_of(month_of(y, month).latest), f, day, forward)
    if "first_day" in f:
        return _choose(lambda y: day_of(month_of(y, month).earliest), f, day, forward)
    if "nth_week" in f:
        return _choose(lambda y: nth_week(y, month, f["nth"]), f, day, forward)
    if "nth" in f and "weekday" in f:
        return _date(f, day, forward)
    return _choose(lambda y: month_of(y, month, f.get("part")), f, day, forward, months=True)


def _hijri(f: Fields, day: date | None, forward: bool) -> Interval | None:
    month, number, part = f["hmonth"], 1 if "first_day" in f else f.get("hday"), f.get("part")
    if "hyear" in f:
        return from_hijri(f["hyear"], month, number, part)
    now = hijri_year(day) if day else None
    if day is None or now is None:
        return None
    if f.get("unit") == "year" and "offset" in f:
        return from_hijri(now + f["offset"], month, number, part)
    options = [i for y in range(now - 2, now + 3) if (i := from_hijri(y, month, number, part))]
    if "year" in f:
        return next((i for i in options if i.earliest.year == f["year"]), None)
    return _nearest(options, {"dir": "nearest", **f}, day, forward)


def _nearest(options: list[Interval], f: Fields, day: date, forward: bool) -> Interval | None:
    direction = f.get("dir")
    if direction == "nearest":  # a feast, Ramadan: the press speaks of them before and after
        return min(options, key=lambda i: max((i.earliest - day).days, (day - i.latest).days, 0), default=None)
    if direction in ("past", "previous"):
        return max((i for i in options if i.latest < day), default=None)
    if direction in ("future", "next", "ahead") or (forward and direction is None):
        return min((i for i in options if i.latest >= day), default=None)
    return max((i for i in options if i.earliest <= day), default=None)


def _feast_days(f: Fields) -> tuple[int, int]:
    """Where the days meant begin, counted from the feast's first day, and how many they are."""
    length = f["feast"]["days"]
    if "eve" in f:
        return -1, 1
    if "nth" in f:
        return (length if f["nth"] == -1 else f["nth"]) - 1, 1
    return 0, length


def _days(first: date, length: int) -> Interval:
    return Interval(first, shifted(first, length - 1), "day")


def _feast(f: Fields, day: date | None, forward: bool) -> Interval | None:
    feast = f["feast"]
    first, length = _feast_days(f)
    options: list[Interval] = []
    if "hijri" in feast:
        month, number = feast["hijri"]
        middle = date(f["year"], 7, 1) if "year" in f else day
        now = hijri_year(middle) if middle else None
        for year in range(now - 2, now + 3) if now else ():
            if found := from_hijri(year, month, number):
                options.append(_days(shifted(found.earliest, first), length))
    else:
        month, number = feast["gregorian"]
        years = [f["year"]] if "year" in f else range(day.year - 2, day.year + 3) if day else []
        options = [_days(shifted(date(y, month, number), first), length) for y in years]
    if "year" in f:
        return next((i for i in options if shifted(i.latest, 1).year == f["year"]), None)
    return _nearest(options, {"dir": "nearest", **f}, day, forward) if day else None


# --- counted from publication ----------------------------------------------------------------------------
def _deictic(f: Fields, day: date | None, forward: bool) -> Interval | None:
    if day is not None and "weekday" in f and shifted(day, f["days"]).weekday() == f["weekday"]:
        return day_of(shifted(day, f["days"]))  # two words against a slip in the date beside them
    if "month" in f and "day" in f:
        return _date(f, day, forward)
    if day is None:
        return None
    target = shifted(day, f["days"])
    if "weekday" in f and target.weekday() != f["weekday"]:
        # the weekday is the surer word: a page is often stamped a day after it was written
        ahead = (f["weekday"] - target.weekday()) % 7
        target = shifted(target, ahead if ahead <= 3 else ahead - 7)
    if f.get("daypart") == "midnight":
        return (
            Interval(target, shifted(target, 1), "day") if f["days"] else Interval(shifted(target, -1), target, "day")
        )
    return day_of(target)


def _weekday(f: Fields, day: date | None, forward: bool) -> Interval | None:
    if "day" in f:
        return _date(f, day, forward)
    if day is None:
        return None
    number, direction = f["weekday"], f.get("dir")
    if "ordday" in f:
        near = [d for n in range(-45, 46) if (d := shifted(day, n)).day == f["ordday"] and d.weekday() == number]
        if near:
            return day_of(min(near, key=lambda d: abs((d - day).days)))
    if f.get("unit") == "week":
        return day_of(shifted(week_of(day, f["offset"]).earliest, number))
    back = (day.weekday() - number) % 7
    ahead = (number - day.weekday()) % 7
    if direction == "before-last":
        target = shifted(day, -(back or 7) - 7)
    elif direction in ("past", "previous"):
        target = shifted(day, -(back or 7))
    elif direction in ("future", "next"):
        target = shifted(day, ahead or 7)
    elif direction == "current":
        target = shifted(week_of(day).earliest, number)
    else:
        # six days ahead the press says `المقبل`: a bare weekday is then yesterday, whatever the verb
        target = shifted(day, ahead if forward and ahead < 6 else -back)
    if f.get("daypart") in ("eve", "midnight"):
        return Interval(shifted(target, -1), target, "day")
    if f.get("daypart") == "between":
        return Interval(target, shifted(target, 1), "day")
    return day_of(target)


def _unit(f: Fields, day: date | None, forward: bool) -> Interval | None:
    unit, offset, part = f["unit"], f.get("offset", 0), f.get("part")
    if unit == "year" and "season" in f:
        return season_of(day.year + offset, f["season"]) if day else None
    if unit == "year" and "quarter" in f:
        return share_of_year(day.year + offset, *f["quarter"]) if day else None
    if day is None:
        return None
    if unit == "day":
        return day_of(shifted(day, offset))
    if unit == "week":
        week = week_of(day, offset)
        first, last = {None: (0, 6), "start": (0, 2), "middle": (2, 4), "end": (5, 6)}[part]
        return Interval(shifted(week.earliest, first), shifted(week.earliest, last), "week")
    if unit == "month":
        year, month = moved_month(day.year, day.month, offset)
        if "nth_week" in f:
            return nth_week(year, month, f["nth"])
        return month_of(year, month, part)
    if unit == "year":
        if "nth_week" in f:
            return nth_week(day.year + offset, None, f["nth"])
        return year_of(day.year + offset, part)
    return None


def _season(f: Fields, day: date | None, forward: bool) -> Interval | None:
    season = f["season"]
    year = _year(f, day)
    if year is not None:
        return season_of(year, season)
    if day is None:
        return None
    options = [season_of(y, season) for y in range(day.year - 2, day.year + 3)]
    return _nearest(options, f, day, forward)


def _quarter(f: Fields, day: date | None, forward: bool) -> Interval | None:
    year = day.year if day and f.get("bare") and f.get("unit") == "year" else _year(f, day)
    return share_of_year(year, *f["quarter"]) if year is not None else None


def _decade(f: Fields, day: date | None, forward: bool) -> Interval | None:
    start = 1900 + f["decade"]
    if day and start + 80 > day.year and start + 100 <= day.year:
        start += 100
    first, last = {None: (0, 9), "start": (0, 3), "middle": (4, 6), "end": (7, 9)}[f.get("part")]
    return Interval(date(start + first, 1, 1), date(start + last, 12, 31), "year")


def _century(f: Fields, day: date | None, forward: bool) -> Interval | None:
    """The start, the middle or the end of a century, by decades as the press counts them (1900 to 1999)."""
    first, last = {"start": (0, 9), "middle": (40, 59), "end": (90, 99)}[f["part"]]
    return Interval(date(f["century"] + first, 1, 1), date(f["century"] + last, 12, 31), "year")


def _plain_year(f: Fields, day: date | None, forward: bool) -> Interval | None:
    if "nth_week" in f:
        return nth_week(f["year"], None, f["nth"])
    first = year_of(f["year"], f.get("part"))
    last = f.get("year3", f.get("year2"))
    return Interval(first.earliest, year_of(last).latest, "year") if last else first


def _hijri_year(f: Fields, day: date | None, forward: bool) -> Interval | None:
    first, last = from_hijri(f["hyear"], 1, None), from_hijri(f["hyear"], 12, None)
    return Interval(first.earliest, last.latest, "year") if first and last else None


_READERS: tuple[tuple[str, Callable[[Fields, date | None, bool], Interval | None]], ...] = (
    ("weekend", weekend), ("earlier_this", within_week), ("later_this", within_week), ("way", counted),
    ("feast", _feast), ("days", _deictic), ("month", _month), ("hmonth", _hijri), ("weekday", _weekday),
    ("day", _date), ("quarter", _quarter), ("season", _season), ("decade", _decade), ("century", _century),
    ("unit", _unit), ("year", _plain_year), ("hyear", _hijri_year),
)  # fmt: skip
