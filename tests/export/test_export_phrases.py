"""What is said in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from khabar.export.model import Actor, Link, Story, When, Word
from khabar.export.pens import HtmlPen, MarkdownPen, Pen, TerminalPen
from khabar.export.phrases import LANGUAGES, Phrases, labels

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
EN, AR = Phrases("en", Pen()), Phrases("ar", Pen())


def keys(value: Any, path: str = "") -> set[str]:
    if not isinstance(value, dict):
        return {path}
    return {k for name, inner in value.items() for k in keys(inner, f"{path}.{name}")}


def test_both_languages_say_the_same_things() -> None:
    ar, en = ({k: v for k, v in labels(lang).items() if k != "grades"} for lang in ("ar", "en"))
    assert keys(ar) == keys(en)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_type_and_slot_has_a_word(lang: str) -> None:
    assert set(labels(lang)["types"]) == PLOVER
    assert len(labels(lang)["months"]) == 12
    assert len(labels(lang)["weekdays"]) == 7


def test_headlines(story: Story) -> None:
    meeting, demand = story.main
    assert EN.headline(meeting) == "Meeting between Syrian government and Syrian Democratic Forces"
    assert AR.headline(meeting) == "لقاء بين الحكومة السورية وقوات سوريا الديمقراطية"
    assert EN.headline(demand) == "Demand by Syrian Democratic Forces to Syrian government"
    assert AR.headline(demand) == "مطالبة من قوات سوريا الديمقراطية إلى الحكومة السورية"
    shooting = next(h for h in story.background if h.type == "ASSAULT")
    assert EN.headline(shooting) == "Shooting by unidentified armed men («مسلحون»)"
    assert AR.headline(shooting) == "إطلاق نار من جانب مسلحون"


def test_chain(story: Story) -> None:
    meeting = story.main[0]
    assert EN.word(meeting.accounts[1].word) == "موقع عينة الإخباري ← Ayyina News ← Kurdish source"
    assert AR.word(meeting.accounts[0].word) == "وكالة المثال عن مصدر حكومي"
    assert EN.word(Word("x", None)) == "[x] (the outlet’s own word)"


@pytest.mark.parametrize(
    ("grade", "several", "en", "ar"),
    [
        ("مطلع", False, "informed source", "مصدر مطلع"),
        ("أمنية", True, "security sources", "مصادر أمنية"),
        ("المحليين", True, "local sources", "مصادر محلية"),
        ("مسؤولين", True, "unnamed officials", "مسؤولون لم يُسمَّوا"),
        ("في الميناء", False, "unnamed source («في الميناء»)", "مصدر لم يُسمَّ («في الميناء»)"),
        (None, True, "unnamed sources", "مصادر لم تُسمَّ"),
    ],
)
def test_grades(grade: str | None, several: bool, en: str, ar: str) -> None:
    link = Link("anonymous", grade=grade, several=several)
    assert EN.link(link) == en
    assert AR.link(link) == ar


def test_days() -> None:
    assert EN.when(When("2025-07-09", "2025-07-09")) == "Wednesday 9 July 2025"
    assert AR.when(When("2025-07-09", "2025-07-09")) == "الأربعاء 9 تموز/ يوليو 2025"
    assert EN.when(When("2024-02-01", "2024-02-29")) == "February 2024"
    assert EN.when(When("2025-07-09", "2025-07-11")) == "between 9 July 2025 and 11 July 2025"
    assert EN.when(When(None, "2025-07-09")) == "by Wednesday 9 July 2025"
    assert EN.when(When(words="حينها")) == "«حينها»"
    assert EN.when(When()) == "not dated"
    assert EN.when(When(), reported=When("2025-07-10", "2025-07-10")) == "reported 10 July 2025"
    worked_out = When("2025-07-01", "2025-07-10")
    assert EN.when(When(words="حينها"), reported=worked_out) == "«حينها», reported between 1 July 2025 and 10 July 2025"
    assert AR.when(When(), reported=worked_out).startswith("نُشر بين")


def test_counts_in_arabic() -> None:
    said = [AR.count("account", n) for n in (0, 1, 2, 3, 10, 11, 100, 103)]
    assert said == [
        "بلا رواية", "رواية واحدة", "روايتان", "3 روايات", "10 روايات", "11 رواية", "100 رواية", "103 روايات",
    ]  # fmt: skip


def test_lists() -> None:
    people = [Actor(str(i), {"en": f"P{i}", "ar": f"ش{i}"}) for i in range(12)]
    assert EN.actors(people[:3]) == "P0, P1 and P2"
    assert AR.actors(people[:3]) == "ش0 وش1 وش2"
    assert EN.actors(people).endswith("P7, and 4 more") or EN.actors(people).endswith("P7 and 4 more")
    assert EN.actors([]) == ""


def test_pens_isolate_and_escape() -> None:
    assert HtmlPen("en").isolate("قسد") == '<bdi lang="ar">قسد</bdi>'
    assert HtmlPen("ar").isolate("9 July", "ar") == "<bdi>9 July</bdi>"
    assert HtmlPen("ar").text("<b> & \"'") == "&lt;b&gt; &amp; &#34;&#39;"
    assert MarkdownPen().text("a|b*c_[d]") == r"a\|b\*c\_\[d\]"
    assert TerminalPen(isolates=True, colours=False).isolate("SDF") == "\u2066SDF\u2069"
    assert TerminalPen(isolates=False, colours=False).isolate("قسد") == "قسد"


def test_control_characters_of_an_article_never_reach_the_terminal() -> None:
    assert TerminalPen().text("a\x1b[31mb\u202ec\u2067") == "a[31mbc"


def test_what_is_disputed_is_said(story: Story) -> None:
    meeting = story.main[0]
    assert EN.outcome_of(meeting) == "disputed: no agreement or agreement"
    assert AR.outcome_of(meeting) == "مختلف فيها: دون اتفاق أو اتفاق"
    assert EN.when_of(meeting).endswith("(disputed)")
    assert EN.outcome_of(meeting.accounts[0]) == "no agreement"
