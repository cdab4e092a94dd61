"""What each category says: the fields of an expression."""

from typing import Any

from khabar.layers.times.join import Fields

OFFSETS = {"past": -1, "previous": -1, "future": 1, "next": 1, "current": 0, "same": 0}


def captured(category: str, value: Any, got: Fields) -> Fields | None:
    """`got` with what a category says; None where that is said already."""
    new: Fields
    if category in ("sep", "num") and category == "sep":
        return got
    if category == "num":
        new = {"count": value}
    elif category in ("day", "daynum"):
        new = {"day": value}
    elif category in ("month", "monthnum"):
        new = {"hmonth": value[0]} if value[1] else {"month": value[0]}
        if value[1] and "day" in got:
            new["hday"] = got["day"]
            got = {k: v for k, v in got.items() if k != "day"}
    elif category in ("year", "bareyear"):
        new = {"hyear": value[0]} if value[1] or ("hmonth" in got and value[0] < 1600) else {"year": value[0]}
    elif category in ("year2", "year3"):
        new = {category: value[0]}
    elif category in ("wd", "shywd", "anywd"):
        new = {"weekday": value}
    elif category == "wd2":
        new = {"weekday2": value}
    elif category in ("dir", "nowdir"):
        new = {"dir": value}
        if category == "nowdir" and "day" in got:
            new = {"unit": "month", "offset": OFFSETS[value]}
    elif category == "unitdir":
        new = {"offset": OFFSETS[value], "unitdir": value}
    elif category in ("theunit", "aunit"):
        new = {"unit": value}
    elif category == "dayunit":
        new = {"unit": value[0], "offset": value[1]}
    elif category == "weekenddef":
        new = {} if value is None else {"weekend_offset": value}
    elif category == "manyunits":
        new = {"unit": value}
    elif category in ("dualunits", "quantity"):
        new = {"count": value[0], "unit": value[1]}
        if len(value) > 2:
            new["more"] = value[2]
    elif category in ("quarter", "half", "third"):
        new = {"quarter": value}
    elif category == "nth":
        new = {"nth": value}
    elif category == "numdate":
        new = dict(value)
    elif category == "samedir":
        new = {}
    elif category == "season_alone":
        new = {"season": value}
    else:
        new = {category: value}
    return {**got, **new}
