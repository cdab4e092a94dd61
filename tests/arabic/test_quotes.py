"""Quotation marks, paired by position."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.arabic.strategies import texts

from khabar.arabic.quotes import MARKS, quotes

quoted = st.lists(
    st.one_of(st.sampled_from([*MARKS, "و", "قال", " ", " ", "،", ".", "ب", "''", "``", "ـ", "\u200f"])), max_size=30
).map("".join)


@given(st.one_of(texts, quoted), st.data())
def test_quotations_lie_in_the_paragraph(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = quotes(text, start, end)
    assert found == sorted(found)
    for quote in found:
        first, last = quote.inner
        assert start <= quote.start < first < last <= quote.end <= end
        assert (quote.end > last) == quote.closed


@given(st.one_of(texts, quoted))
def test_quotations_of_one_family_do_not_overlap(text: str) -> None:
    families = {"“": "d", "”": "d", '"': "d", "„": "d", "‟": "d", "″": "d", "＂": "d", "'": "''", "`": "''",
                "‘": "s", "’": "s", "«": "g", "»": "g", "‹": "g", "›": "g"}  # fmt: skip
    ends: dict[str, int] = {}
    for quote in quotes(text):
        family = families[text[quote.start]]
        assert ends.get(family, 0) <= quote.start
        ends[family] = quote.end


@given(st.one_of(texts, quoted))
def test_quotations_nest_or_lie_apart(text: str) -> None:
    found = quotes(text)
    for a in found:
        for b in found:
            assert a.end <= b.start or b.end <= a.start or (a.start <= b.start and b.end <= a.end) or (
                b.start <= a.start and a.end <= b.end
            ), (a, b)  # fmt: skip


def inner(text: str) -> list[str]:
    return [text[q.inner[0] : q.inner[1]] for q in quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال “لن نرحل” ثم خرج", ["لن نرحل"]),
        ('قال "لن نرحل" ثم خرج', ["لن نرحل"]),
        ("قال «لن نرحل» ثم خرج", ["لن نرحل"]),
        ("قال »لن نرحل« ثم خرج", ["لن نرحل"]),
        ("قال ”لن نرحل“ ثم خرج", ["لن نرحل"]),
        ("قال ''لن نرحل'' ثم خرج", ["لن نرحل"]),
        ("قال „لن نرحل” ثم خرج", ["لن نرحل"]),
        ("بين النظام و”قسد” في المدينة", ["قسد"]),
        ("بين “النظام” و”قسد” في المدينة", ["النظام", "قسد"]),
        ("هجوم لـ”قسد” على ”الفرقة”", ["قسد", "الفرقة"]),
        ("قال: “قررت قوات “قسد” الانسحاب", ["قررت قوات", "قسد"]),
        ("قال «وصف “التل” بالموقع» أمس", ["وصف “التل” بالموقع", "التل"]),
        ("قال “لن نرحل عن أرضنا", ["لن نرحل عن أرضنا"]),
        ("كتب L’Orient عن ذلك", []),
        ("سمّاه ‘التل’ فقط", ["التل"]),
        ("علامة “” فارغة", []),
        ("في \u200f“\u200fالموقع\u200f”\u200f", ["\u200fالموقع\u200f"]),
        ("بالـ“حوار”", ["حوار"]),
    ],
)
def test_what_is_quoted(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_an_unclosed_quotation_says_so() -> None:
    assert [q.closed for q in quotes("قال “لن نرحل. ")] == [False]
    assert [q.closed for q in quotes("قال “لن نرحل”.")] == [True]


def test_what_opens_inside_ends_inside() -> None:
    text = "قال “وصف «التل ‘بالموقع ولم يزد” ثم صمت"
    assert [(text[q.start : q.end], q.closed) for q in quotes(text)] == [
        ("“وصف «التل ‘بالموقع ولم يزد”", True),
        ("«التل ‘بالموقع ولم يزد", False),
        ("‘بالموقع ولم يزد", False),
    ]
