"""Spans marked in a quotation: the text comes back whole, spans lie over one another, a long one is cut around."""

from __future__ import annotations

import re

from khabar.web.marks import marked
from khabar.web.words import words

TEXT = "وصل الوفد إلى القرية مساء الجمعة ثم عاد الوفد إلى المدينة صباح السبت بعد لقاء قصير في دار البلدية."


def _bare(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_the_text_comes_back() -> None:
    start = 40
    spans = {"trigger": [(40, 43)], "place": [(54, 60), (45, 60)], "time": [(61, 72)]}
    assert _bare(marked(words("ar"), TEXT, start, spans)) == TEXT


def test_spans_lie_over_one_another() -> None:
    found = marked(words("ar"), "وصل الوفد", 100, {"trigger": [(100, 109)], "source": [(104, 109)]})
    assert found == '<span class="trigger">وصل </span><span class="trigger source">الوفد</span>'


def test_what_lies_outside_is_left_aside_and_what_reaches_out_is_cut() -> None:
    found = marked(words("ar"), "وصل الوفد", 100, {"a": [(0, 50), (90, 103)], "b": [(107, 400)], "c": [(103, 103)]})
    assert found == '<span class="a">وصل</span> الو<span class="b">فد</span>'


def test_a_long_one_is_cut_between_words_around_what_matters() -> None:
    at = TEXT.index("لقاء")
    span = (at + 7, at + 11)
    html = marked(words("ar"), TEXT, 7, {"trigger": [span]}, span, 40)
    found = _bare(html)
    assert found.startswith("… ") and "لقاء" in found and len(found) <= 44
    inner = found.removeprefix("… ").removesuffix(" …")
    assert inner in TEXT and set(inner.split()) <= set(TEXT.split())
    assert 'class="trigger">لقاء<' in html


def test_no_cut_loses_what_matters() -> None:
    for start in range(len(TEXT) - 4):
        span = (start, start + 4)
        found = marked(words("en"), TEXT, 0, {"trigger": [span]}, span, 30)
        kept = re.findall(r'<span class="trigger">([^<]*)</span>', found)
        assert kept == [TEXT[slice(*span)]]


def test_hostile_words_are_words() -> None:
    found = marked(words("en"), "<b onclick=x>\u202eنص", 0, {"trigger": [(0, 3)]})
    assert "<b" not in found and "&lt;b" in found and "\u202e" not in found and "U+202E" in found
