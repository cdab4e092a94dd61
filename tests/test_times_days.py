"""Every day of 1990 to 2035 in each of the four systems, in digits and in words, with and without its weekday.

Each of the four ways takes every eighth day, each another one, so that the suite stays fast. With
KHABAR_EXHAUSTIVE=1 every way takes every day, and every day of the Hijri range is read.
"""

import itertools
import os
from datetime import date, timedelta

import pytest
from hijridate import Gregorian, Hijri
from tests.test_numbers import in_words
from tests.test_times import DAYS, EGYPTIAN, LEVANTINE, MOROCCAN, ORDINALS, TUNISIAN, read, shown

from khabar.layers.times.calendars import from_hijri, hijri_year

ALL = bool(os.environ.get("KHABAR_EXHAUSTIVE"))
HIJRI = ["محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال",
         "ذي القعدة", "ذي الحجة"]  # fmt: skip
FIRST, COUNT = date(1990, 1, 1), (date(2035, 12, 31) - date(1990, 1, 1)).days + 1
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _ordinal(n: int) -> str:
    """A day of the month in words as the press writes it: الخامس عشر, الحادي والعشرين."""
    if n <= 10:
        return ORDINALS[n - 1]
    unit = ["", "الحادي", *ORDINALS[1:9]][n % 10]
    if n < 20:
        return f"{unit} عشر"
    tens = {2: "العشرين", 3: "الثلاثين"}[n // 10]
    return f"{unit} و{tens}" if n % 10 else tens


def _written(day: date, months: list[str], in_digits: bool, with_weekday: bool, hijri: bool) -> str:
    number, month, year = day.day, day.month, day.year
    if hijri:
        number, month, year = Gregorian(year, month, number).to_hijri().datetuple()[::-1]
    era = "هـ" if hijri else ""
    if in_digits:
        said = f"{number} {months[month - 1]} {year}{era}"
        said = said.translate(ARABIC_DIGITS) if day.toordinal() % 2 else said
    else:
        feminine = day.toordinal() % 2 == 1
        word = "سنة" if feminine else "عام"
        said = (
            f"{_ordinal(number)} من {months[month - 1]} {word} {in_words(year, feminine)}{' للهجرة' if hijri else ''}"
        )
    return f"{'يوم ' + DAYS[day.weekday()] + ' ' if with_weekday else ''}{said}"


SYSTEMS = {"levantine": [LEVANTINE], "egyptian": [EGYPTIAN], "maghrebi": [TUNISIAN, MOROCCAN], "hijri": [HIJRI]}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("way", range(4))
def test_every_day_in_every_system(system: str, way: int) -> None:
    days = [FIRST + timedelta(n) for n in range(0 if ALL else 2 * way + len(system) % 2, COUNT, 1 if ALL else 8)]
    months = SYSTEMS[system]
    lines = [
        f"اجتمعت {_written(d, months[d.toordinal() // 5 % len(months)], way < 2, way % 2 == 1, system == 'hijri')}."
        for d in days
    ]
    for at in range(0, len(days), 500):
        found = [shown(t) for t in read("\n".join(lines[at : at + 500])).times]
        wanted = [d.isoformat() for d in days[at : at + 500]]
        if found != wanted:
            for line, day in zip(lines[at : at + 500], wanted, strict=True):
                assert [shown(t) for t in read(line).times] == [day], line


def _hijri_range() -> tuple[date, date]:
    first, last = Hijri(1343, 1, 1), Hijri(1500, 12, Hijri(1500, 12, 1).month_length())
    return date(*first.to_gregorian().datetuple()), date(*last.to_gregorian().datetuple())


def test_hijri_both_ways_over_its_whole_range() -> None:
    """Each day of 1343 to 1500: its Hijri date out of the library, back through our calendar."""
    day, last = _hijri_range()
    while day <= last:
        year, month, number = Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
        there = from_hijri(year, month, number)
        assert there is not None
        assert (there.earliest, there.latest) == (day, day)
        assert hijri_year(day) == year
        day += timedelta(1)
    assert from_hijri(1342, 12, 29) is None and from_hijri(1501, 1, 1) is None


def test_hijri_months_and_their_parts_are_whole() -> None:
    day, last = _hijri_range()
    for year in range(1343, 1501):
        for month in range(1, 13):
            whole = from_hijri(year, month, None)
            parts = [from_hijri(year, month, None, part) for part in ("start", "middle", "end")]
            assert whole is not None and whole.earliest == day
            day = whole.latest + timedelta(1)
            pieces = [p for p in parts if p]
            assert [pieces[0].earliest, pieces[-1].latest] == [whole.earliest, whole.latest]
            assert all(b.earliest - a.latest == timedelta(1) for a, b in itertools.pairwise(pieces))
    assert day == last + timedelta(1)


def test_hijri_days_in_texts_over_the_whole_range() -> None:
    first, last = _hijri_range()
    days = [first + timedelta(n) for n in range(0, (last - first).days + 1, 1 if ALL else 29)]
    lines = [f"صدر المرسوم في {_written(d, HIJRI, True, False, True)}" for d in days]
    for at in range(0, len(days), 500):
        found = [shown(t) for t in read("\n".join(lines[at : at + 500])).times]
        assert found == [d.isoformat() for d in days[at : at + 500]]
