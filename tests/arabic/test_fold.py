"""Folding, and the way back to the text as given."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.arabic.strategies import LIGATURES, texts

from khabar.arabic.fold import fold, fold_char, fold_text


@given(texts, st.data())
def test_a_folded_span_leads_back_to_what_it_came_from(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    size = len(folded.text)
    first = data.draw(st.integers(0, size))
    last = data.draw(st.integers(first, size))
    start, end = folded.to_given(first, last)
    assert 0 <= start <= end <= len(text)
    cut = first < last and (
        (first > 0 and folded.starts[first - 1] == folded.starts[first])
        or (last < size and folded.starts[last - 1] == folded.starts[last])
    )
    back = fold_text(text[start:end])
    if cut:  # part of a ligature: the whole of it comes back
        assert folded.text[first:last] in back
    else:
        assert back == folded.text[first:last]
        if first < last:
            assert folded.to_folded(start, end) == (first, last)


@given(texts)
def test_parts_of_the_folded_text_tile_the_given_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.text)
    assert folded.length == len(text)
    assert list(folded.starts) == sorted(folded.starts)
    assert fold_text(text) == folded.text
    if folded.text:
        # what stands before the first visible sign belongs to none
        start, end = folded.to_given(0, len(folded.text))
        assert end == len(text)
        assert fold_text(text[:start]) == ""
    spans = [folded.to_given(i, i + 1) for i in range(len(folded.text))]
    covered = set().union(*(range(s, e) for s, e in spans)) if spans else set()
    if spans:
        assert covered == set(range(spans[0][0], len(text)))


@given(texts, texts)
def test_folding_knows_no_neighbours(one: str, two: str) -> None:
    assert fold_text(one) + fold_text(two) == fold_text(one + two)


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


def test_folding_twice_is_folding_once_for_every_code_point() -> None:
    bad = [
        hex(point)
        for point in range(sys.maxunicode + 1)
        if not 0xD800 <= point < 0xE000 and fold_text(once := fold_char(chr(point))) != once
    ]
    assert not bad


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("على مصطفى", "علي مصطفي"),
        ("مدرسة", "مدرسه"),
        ("مسؤول شاطئ بيئة", "مسءول شاطء بيءه"),
        ("مُحَمَّدٌ", "محمد"),
        ("الجـــيش", "الجيش"),
        ("\ufef7مر", "لامر"),
        ("\ufee3\ufea4\ufee4\ufeaa", "محمد"),
        ("٢٠١٩ ۲۰۱۹", "2019 2019"),
        ("\u200fقال\u200e \u202aM4\u202c", "قال m4"),
        ("قال\u00a0إن\n\tهذا", "قال ان  هذا"),
        ("گۆران پێشمەرگە", "كوران بيشمهركه"),
        ("کی", "كي"),
        ("ﬁle NATO", "file nato"),
    ],
)
def test_what_is_folded(given_text: str, folded: str) -> None:
    assert fold_text(given_text) == folded


@pytest.mark.parametrize("ligature", LIGATURES)
def test_half_a_ligature_is_the_whole_of_it(ligature: str) -> None:
    text = f"ا{ligature}\u064fن"
    folded = fold(text)
    inside = len(folded.text) - 2
    for at in range(1, 1 + inside):
        assert folded.to_given(at, at + 1) == (1, 3)
    assert folded.to_given(0, 1) == (0, 1)


def test_a_span_outside_is_refused() -> None:
    folded = fold("قال")
    for span in [(-1, 2), (2, 1), (0, 4)]:
        with pytest.raises(ValueError, match="outside"):
            folded.to_given(*span)


def test_a_word_keeps_its_diacritics_and_nothing_before_it() -> None:
    text = "\u064eقَالَ\u200f  مَن"
    folded = fold(text)
    at = folded.text.index("من")
    start, end = folded.to_given(at, at + 2)
    assert text[start:end] == "مَن"
    assert folded.to_given(0, 3) == (1, 7)
