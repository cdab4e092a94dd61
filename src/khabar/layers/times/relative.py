"""What the words give where they cannot be put on the calendar, and whether they contradict each other."""

from datetime import date

from khabar.article import Relative
from khabar.layers.times.calendars import WEEKDAYS, shifted
from khabar.layers.times.join import Fields


def contradicts(f: Fields, day: date, value: date) -> bool:
    """Whether the words of one expression cannot all hold: `اليوم الخميس 5 ماي` of a Friday, `غدا` of today."""
    if "weekday2" in f or f.get("daypart") in ("eve", "midnight", "between"):
        return False
    if "weekday" in f and ("day" in f or "days" in f) and value.weekday() != f["weekday"]:
        return True
    if "days" in f and shifted(day, f["days"]) != value:
        return True
    if "days" in f and "day" in f and "month" in f:
        return (value.day, value.month) != (f["day"], f["month"]) or f.get("year", value.year) != value.year
    return False


_SIDE = {"past": "past", "before-last": "past", "previous": "past", "future": "future", "next": "future"}


def relative(f: Fields, forward: bool = False) -> Relative:
    """What the words give and no more (`interchange.md`, `times`)."""
    out = Relative()
    if "days" in f:
        out.unit, out.offset = "day", f["days"]
    if "weekday" in f:
        out.weekday = WEEKDAYS[f["weekday"]]
        if "days" not in f and "dir" not in f and "month" not in f:
            out.direction = "future" if forward else "past"
    if "unit" in f and "way" not in f:
        out.unit, out.offset = f["unit"], f.get("offset", 0)
    if "way" in f and "unit" in f:
        out.unit = f["unit"]
        sign = -1 if f["way"] == "ago" or (f["way"] == "stretch" and f.get("offset", 0) < 0) else 1
        if f["way"] == "within" and not forward:
            sign = -1
        out.offset = sign * f["count"]
    if "weekend" in f:
        out.unit, out.part, out.offset = "week", "end", f.get("weekend_offset")
    if "earlier_this" in f or "later_this" in f:
        out.unit, out.offset = "week", 0
    out.month, out.day, out.year = f.get("month"), f.get("day"), f.get("year")
    out.part = f.get("part") or out.part
    if out.month and not out.unit:
        out.unit = "month"
    if f.get("daypart") not in (None, "eve", "between", "day"):
        out.daypart = f["daypart"]
    if f.get("dir") in _SIDE:
        out.direction = _SIDE[f["dir"]]
    if "vague" in f:
        out.vague = True
        out.direction = f["vague"] if f["vague"] in ("past", "future", "recent") else None
    return out
