"""Numbers in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.fold import fold_text
from khabar.arabic.numbers import read_number

_ONES = {
    1: ("واحد", "واحدة"), 2: ("اثنان", "اثنتان"), 3: ("ثلاثة", "ثلاث"), 4: ("أربعة", "أربع"), 5: ("خمسة", "خمس"),
    6: ("ستة", "ست"), 7: ("سبعة", "سبع"), 8: ("ثمانية", "ثماني"), 9: ("تسعة", "تسع"),
}  # fmt: skip
_TENS = ("", "عشرة", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
_HUNDREDS = ("", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة")


def _below_thousand(n: int, feminine: bool) -> str:
    parts = [_HUNDREDS[n // 100]] if n >= 100 else []
    rest = n % 100
    if rest in _ONES:
        parts.append(_ONES[rest][feminine])
    elif rest == 10:
        parts.append("عشر" if feminine else "عشرة")
    elif 10 < rest < 20:
        unit = {1: ("أحد", "إحدى"), 2: ("اثنا", "اثنتا")}.get(rest - 10, _ONES[rest - 10])[feminine]
        parts.append(f"{unit} {'عشرة' if feminine else 'عشر'}")
    elif rest >= 20:
        if rest % 10:
            parts.append(_ONES[rest % 10][feminine])
        parts.append(_TENS[rest // 10])
    return " و".join(parts)


def in_words(n: int, feminine: bool = False) -> str:
    """The number as the press writes it out (nominative)."""
    parts = []
    for scale, one, two, few in ((10**6, "مليون", "مليونان", "ملايين"), (1000, "ألف", "ألفان", "آلاف")):
        count, n = divmod(n, scale)
        if count == 1:
            parts.append(one)
        elif count == 2:
            parts.append(two)
        elif count:
            parts.append(f"{_below_thousand(count, False)} {few if 3 <= count <= 10 else one}")
    if n:
        parts.append(_below_thousand(n, feminine))
    return " و".join(parts)


@given(st.integers(1, 999_999_999), st.booleans())
def test_every_number_comes_back(n: int, feminine: bool) -> None:
    words = fold_text(in_words(n, feminine)).split()
    found = read_number(words)
    assert found is not None
    assert (found.value, found.end) == (n, len(words))


@pytest.mark.parametrize(
    ("text", "value", "ordinal"),
    [
        ("الخامس عشر", 15, True),
        ("الحادي والعشرين", 21, True),
        ("الثالثة", 3, True),
        ("العاشر", 10, True),
        ("الثانية عشرة", 12, True),
        ("العشرين", 20, False),
        ("خمسة وعشرين", 25, False),
        ("مئتين وسبعة وستين", 267, False),
        ("ثلاث مئة وخمسة", 305, False),
        ("ألفين وثمانية عشر", 2018, False),
        ("ألف وتسعمائة وثلاث وسبعين", 1973, False),
        ("خمسة عشر ألفا", 15000, False),
        ("ثلاثة آلاف و خمسمئة", 3500, False),
    ],
)
def test_forms(text: str, value: int, ordinal: bool) -> None:
    found = read_number(fold_text(text).split())
    assert found is not None
    assert (found.value, found.ordinal, found.end) == (value, ordinal, len(text.split()))


def test_stops_where_the_number_ends() -> None:
    assert read_number(fold_text("الأول والثالث من").split()) == (1, True, True, 1)
    assert read_number(fold_text("خمسة رجال").split()) == (5, False, False, 1)
    assert read_number(["رجل"]) is None
    assert read_number([]) is None
