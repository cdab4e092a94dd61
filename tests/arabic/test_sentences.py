"""Sentences of a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.arabic.strategies import texts

from khabar.arabic.sentences import sentences


@given(texts, st.data())
def test_sentences_cover_what_is_no_space_in_order(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = sentences(text, start, end)
    at = start
    for first, last in found:
        assert at <= first < last <= end
        assert not text[at:first].strip()
        assert text[first:last] == text[first:last].strip()
        at = last
    assert not text[at:end].strip()


CASES = {
    "two": ["انتهى الاجتماع مساء.", "ولم يصدر عنه بيان."],
    "question": ["من فتح الطريق؟", "لا أحد يعلم!", "والسؤال قائم؟!", "نعم."],
    "urdu stop": ["عاد الوفد۔", "ثم غادر."],
    "doctor": ["قال د. سامر إن المشفى فتح أبوابه.", "وأضاف أ. ماهر شكره."],
    "hijri": ["وقع ذلك سنة 1441 هـ. في الشمال.", "ثم هدأ الوضع."],
    "letters": ["نقلت أ.ف.ب عن شاهد أن النار خمدت.", "وأكدت د.ب.أ ذلك."],
    "figure": ["بلغت القوة 3.5 درجات.", "ولم يصب أحد."],
    "figure with a comma": ["دفع 12,500.75 ليرة.", "ثم خرج."],
    "clock": ["بدأ اللقاء الساعة 10.30 صباحا.", "وانتهى ظهرا."],
    "address": ["نشر الخبر على example.net أمس.", "ثم حذفه."],
    "pause": ["توتر في الجنوب.. واجتماع طارئ للمجلس."],
    "ellipsis": ["سكت قليلا…", "ثم تابع كلامه..."],
    "quotation": ["قال “لن نرحل.”", "ثم صمت."],
    "guillemets": ["سأل «من هناك؟»", "فلم يجب أحد."],
    "brackets": ["عاد الجنود (أربعة منهم.)", "وبقي الباقون."],
    "no end": ["عنوان بلا نقطة"],
    "glued": ["انتهى الاجتماع.", "وبدأ غيره."],
}


@pytest.mark.parametrize("name", CASES)
def test_where_sentences_end(name: str) -> None:
    expected = CASES[name]
    text = ("" if name == "glued" else " ").join(expected)
    assert [text[s:e] for s, e in sentences(text)] == expected
