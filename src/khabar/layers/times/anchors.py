"""What is counted from a time told before in the text: `اليوم التالي`, `آب من العام نفسه`, `14 آب التالي`."""

from dataclasses import dataclass
from datetime import date

from khabar.layers.times.calendars import Interval, day_of, month_of, shifted, week_of, year_of
from khabar.layers.times.join import Fields
from khabar.layers.times.values import span

_IN_DAYS = {"day": 1, "week": 7}


@dataclass
class Told:
    """The times told so far: the last one, the last that is one day, and the sentence in which that stands."""

    last: Interval | None = None
    day: Interval | None = None
    sentence: int = -1

    def tell(self, value: Interval, sentence: int) -> None:
        """One more time is told."""
        self.last = value
        if value.earliest == value.latest:
            self.day, self.sentence = value, sentence


def counts_from_text(fields: Fields) -> bool:
    """Whether the fields count from a time told before, if there is one."""
    if fields.keys() & {"anchored", "anchored_year"}:
        return True
    if fields.get("unitdir") in ("next", "previous"):
        return "count" not in fields
    return fields.get("dir") in ("next", "previous") and bool(fields.keys() & {"month", "weekday"})


def must_count_from_text(fields: Fields) -> bool:
    """Whether nothing but a time told before can give the value."""
    return bool(fields.keys() & {"anchored", "anchored_year"})


def from_text(fields: Fields, until: Fields | None, told: Told) -> Interval | None:
    """The value counted from what was told before; None where nothing fits."""
    last = told.last
    if last is None:
        return None
    if "anchored_year" in fields:
        return _in_year(fields, until, last.earliest.year + fields["anchored_year"])
    if fields.get("dir") in ("next", "previous"):
        if "weekday" in fields and "month" not in fields and last.grain != "day":
            return None
        turned = {**fields, "dir": "future" if fields["dir"] == "next" else "past"}
        return span(turned, until, last.latest if fields["dir"] == "next" else last.earliest)
    unit = fields.get("anchored") or fields.get("unit")
    shift = fields.get("shift")
    if not isinstance(shift, int):
        shift = 1 if fields.get("unitdir") == "next" else -1
    if unit == "year" and fields.keys() & {"month", "season", "quarter"}:
        return _in_year(fields, until, last.earliest.year + shift)
    return _moved(fields, unit, shift, last)


def _in_year(fields: Fields, until: Fields | None, year: int) -> Interval | None:
    kept = {k: v for k, v in fields.items() if k not in ("anchored_year", "unit", "offset", "unitdir")}
    return span({**kept, "year": year}, until, None)


def _moved(fields: Fields, unit: str | None, shift: int, last: Interval) -> Interval | None:
    if unit == "day":
        if last.grain != "day":
            return None
        return Interval(shifted(last.earliest, shift), shifted(last.latest, shift), "day")
    if unit == "week":
        return week_of(last.earliest, shift) if last.grain in ("day", "week") else None
    if unit == "month" and "day" in fields:
        try:
            return day_of(last.earliest.replace(day=fields["day"])) if last.grain in ("day", "month") else None
        except ValueError:
            return None
    if unit == "month":
        if last.grain not in ("day", "week", "month"):
            return None
        index = last.earliest.year * 12 + last.earliest.month - 1 + shift
        return month_of(index // 12, index % 12 + 1)
    return year_of(last.earliest.year + shift) if unit == "year" else None


def days_after(fields: Fields, told: Told, sentence: int) -> Interval | None:
    """`وصل في 3 آذار وغادر بعد يومين`: days counted from the day that the same sentence told."""
    if told.day is None or told.sentence != sentence or fields.get("unit") not in _IN_DAYS or "more" in fields:
        return None
    after: date = shifted(told.day.earliest, fields["count"] * _IN_DAYS[fields["unit"]])
    return day_of(after) if fields["unit"] == "day" else week_of(after)
