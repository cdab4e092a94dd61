"""Dates in figures."""

from collections.abc import Callable, Container, Iterator

from khabar.layers.times.join import Fields

_BEFORE = frozenset({"يوم", "بتاريخ", "المصادف", "الموافق", "تاريخ"})


def numeric_date(
    norm: Callable[[int], str],
    at: int,
    before: str,
    weekdays: Container[str],
    era: Callable[[int], tuple[int, bool | None]],
) -> Iterator[tuple[int, Fields]]:
    """`24/8/2022`, `2022-08-24`, `05/10/09`, `21.4.2016`, `3/2015`, `22/4` after a preposition."""
    first = norm(at)
    sizes: list[str] = []
    end = at
    if "." in first:
        sizes, end = first.split("."), at + 1
    else:
        sign = norm(at + 1)
        if sign not in ("/", "-", "–", "\\", "."):
            return
        sizes, end = [first], at + 1
        while norm(end) == sign and norm(end + 1)[:1].isdigit() and len(sizes) < 3:
            sizes.append(norm(end + 1))
            end += 2
    if not all(s.isdigit() and len(s) <= 4 for s in sizes):
        return
    numbers = [int(s) for s in sizes]
    if len(numbers) == 3:
        after, hijri = era(end)
        day, month, year = numbers if len(sizes[0]) <= 2 else numbers[::-1]
        if len(sizes[0]) <= 2 and len(sizes[2]) == 2:
            year += 2000 if year < 60 else 1900
        if 1 <= day <= 31 and 1 <= month <= 12 and 600 < year < 2150:
            yield after, {"hday": day, "hmonth": month, "hyear": year} if hijri or year < 1600 else {
                "day": day, "month": month, "year": year}  # fmt: skip
    elif len(numbers) == 2 and len(sizes[1]) == 4 and 1 <= numbers[0] <= 12 and 1900 < numbers[1] < 2150:
        yield end, {"month": numbers[0], "year": numbers[1]}
    elif len(numbers) == 2 and 1 <= numbers[0] <= 31 and 1 <= numbers[1] <= 12:
        # without a year, in figures alone: only beside a word of dates, or as 22/04
        sure = before in weekdays or before in _BEFORE or (norm(at + 1) == "/" and sizes[1][0] == "0")
        if sure:
            yield end, {"day": numbers[0], "month": numbers[1]}
