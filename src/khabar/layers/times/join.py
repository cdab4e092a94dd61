"""Which neighbours say one time together: `أمس` and `الثلاثاء`, a day and its year, a part and its month."""

from typing import Any

Fields = dict[str, Any]
_SHARES = {"part", "nth_week", "quarter"}


def has_time(fields: Fields) -> bool:
    """Whether the fields say a time at all, not only a part of a day or a direction."""
    return bool(fields.keys() & {
        "days", "weekday", "month", "hmonth", "year", "hyear", "way", "vague", "feast", "decade", "century", "weekend",
        "earlier_this", "later_this", "anchored", "after_event", "season",
    }) or ("unit" in fields and not (fields.get("bare") and not fields.keys() & _SHARES))  # fmt: skip


_OF_A_YEAR = frozenset({"year", "hyear", "unit", "dir", "hmonth", "weekday"})
_JOIN_NONE = frozenset({"vague", "way", "anchored", "after_event", "feast"})


def merged(a: Fields, b: Fields, joined: bool, comma: bool) -> Fields | None:
    """The fields of two neighbours that say one time together; None where they do not.

    `joined`: something stands between them; `comma`: a comma, over which only days go on.
    """
    keys = set(a)
    if comma and not b.keys() & {"day", "hday", "weekday"}:
        return None
    if "daypart_after" in b:
        return a if not joined and keys & {"days", "weekday", "day"} else None
    if (keys | set(b)) & _JOIN_NONE:
        if b.get("anchored") == "year" and keys & {"month", "season", "quarter"} and not keys & _OF_A_YEAR:
            return {**a, "anchored_year": b["shift"]}  # آب من العام نفسه
        feast = "feast" in keys and keys <= {"feast", "nth", "eve"} and set(b) <= {"year", "dir", "hyear"}
        return {**a, **b} if feast else None
    if "nth_week" in keys and "offset" in b and b.get("bare"):
        b = {k: v for k, v in b.items() if k != "bare"}
    ok = False
    if "days" in b:
        ok = keys <= {"daypart"} or (keys <= {"weekday", "daypart"} and not joined)
    elif "weekday" in b:
        ok = keys <= {"daypart", "days"} or (a.get("unit") == "week" and "weekday" not in keys)
        if ok and "month" in b:
            ok = keys <= {"daypart"}
    elif "hmonth" in b:
        ok = keys <= {"daypart", "days", "weekday", "day", "month", "year", "part"} and (
            "hday" in b or keys <= {"part"}
        )
        ok = ok and ("hday" in b or not keys & {"day", "weekday", "days"})
    elif "day" in b:
        ok = (keys <= {"daypart", "days", "weekday", "hday", "hmonth", "hyear", "dir"} and "month" in b) or (
            keys <= {"daypart", "weekday"} and "unit" in b
        )
        if "dir" in keys:
            ok = ok and keys <= {"daypart", "weekday", "dir"}
    elif "month" in b:
        ok = bool(keys) and keys <= {"part", "nth", "nth_week", "quarter", "weekend"}
    elif "year" in b or "hyear" in b:
        new = "year" if "year" in b else "hyear"
        ok = (
            new not in keys
            and "hyear" not in keys
            and bool(keys & {"month", "season", "quarter", "nth_week", "part", "half", "hmonth"})
        )
        ok = ok and not keys & {"unit", "dir"}
        if new == "hyear":
            ok = ok and "hmonth" in keys
    elif "unit" in b:
        if "ordday" in keys and b["unit"] == "month" and keys <= {"weekday", "ordday"}:
            return {"weekday": a["weekday"], "day": a["ordday"], **b}
        if "part" in keys and keys & {"month", "season"}:  # منتصف آذار من العام الماضي
            ok = b["unit"] == "year" and not b.get("bare") and not keys & {"year", "dir", "unit"}
        elif "part" in keys or "nth_week" in keys or "quarter" in keys or "half" in keys:
            ok = not keys & {"unit", "month", "year", "days", "weekday"} and b["unit"] != "day"
            if "part" not in keys:
                ok = ok and b["unit"] in ("year", "month")
        elif "weekday" in keys and "nth" not in keys:
            ok = b["unit"] == "week" and not b.get("bare") and not keys & {"days", "day", "month"}
        elif keys & {"month", "season"}:
            ok = b["unit"] == "year" and not b.get("bare") and not keys & {"year", "dir"}
    elif "dir" in b:
        ok = not joined and not keys & {"dir", "days", "year", "unit"}
        ok = ok and bool(keys & {"weekday", "month", "season", "weekend", "hmonth"})
    elif "part" in b or "daypart" in b or "nth" in b or "nth_week" in b:
        ok = False
    elif "decade" in b or "season" in b:
        ok = keys <= {"part"}
    return {**a, **b} if ok else None
