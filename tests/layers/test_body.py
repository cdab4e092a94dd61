"""Body: pages with furniture of our own making. Lines with + belong to the article, those with - do not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.article import Article
from khabar.layers.body import Body
from khabar.layers.document import Doc
from khabar.packs import Packs, load

LEAD = "عقدت لجنة الصلح في بلدة تل الريح اجتماعا ثالثا يوم أمس لبحث فتح الطريق الدولي أمام الشاحنات."
MORE = "وقال أحد المشاركين في الاجتماع إن الطرفين اتفقا على تشكيل لجنة فنية تتابع تنفيذ ما تم التوصل إليه."
LAST = "ومن المنتظر أن تعقد اللجنة اجتماعا رابعا مطلع الأسبوع المقبل في البلدة نفسها بحضور وجهاء المنطقة."

PAGES = {
    "blog": f"""
- الرئيسية
- أخبار
+ اجتماع ثالث في تل الريح يبحث فتح الطريق الدولي
- 12 مارس 2021
- بواسطة: فريق التحرير
- شارك
- فيسبوك
- تويتر
+ {LEAD}
+ {MORE}
- اقرأ أيضا: وجهاء تل الريح يطالبون بفتح الطريق
+ {LAST}
- الوسوم: تل الريح، الطريق الدولي
- اترك تعليقا
- لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بعلامة
""",
    "related in the middle": f"""
+ اجتماع ثالث في تل الريح يبحث فتح الطريق الدولي
+ {LEAD}
- مقالات ذات صلة
- لجنة الصلح تزور القرى الشمالية
- عودة الكهرباء إلى البلدة بعد انقطاع
+ {MORE}
+ {LAST}
""",
    "related at the end": f"""
+ اجتماع ثالث في تل الريح يبحث فتح الطريق الدولي
+ {LEAD}
+ {MORE}
- مواضيع ذات صلة
- لجنة الصلح تزور القرى الشمالية
- عودة الكهرباء إلى البلدة بعد انقطاع
- جميع الحقوق محفوظة 2021
""",
    "sub-headings": f"""
+ اجتماع ثالث في تل الريح يبحث فتح الطريق الدولي
+ {LEAD}
+ خلاف على الحواجز
+ {MORE}
+ موعد جديد
+ {LAST}
""",
    "an agency": f"""
+ تل الريح (وكالات) - {LEAD}
+ {MORE}
+ {LAST}
""",
    "window title": f"""
- موقع الضفة - أخبار محلية - اجتماع ثالث في تل الريح يبحث فتح الطريق الدولي
- القائمة
- بحث عن
+ اجتماع ثالث في تل الريح يبحث فتح الطريق الدولي
- آخر تحديث: منذ ساعتين
+ {LEAD}
+ {MORE}
- زر الذهاب إلى الأعلى
""",
    "comments": f"""
+ اجتماع ثالث في تل الريح يبحث فتح الطريق الدولي
+ {LEAD}
+ {MORE}
- التعليقات
- أبو سامر
- الله يوفق الجميع ويفتح الطريق بأسرع وقت لأن الناس تعبت من الانتظار الطويل على الحواجز.
""",
    "previous and next": f"""
+ اجتماع ثالث في تل الريح يبحث فتح الطريق الدولي
+ {LEAD}
+ {MORE}
- المقال السابق
- لجنة الصلح تزور القرى الشمالية
- المقال التالي
- عودة الكهرباء إلى البلدة
""",
    "day and hour": f"""
+ اجتماع ثالث في تل الريح يبحث فتح الطريق الدولي
- الثلاثاء 9 آذار 2021 - 14:35 بتوقيت القدس
+ {LEAD}
+ {MORE}
""",
}


def split(page: str) -> list[tuple[str, bool]]:
    return [(line[2:], line[0] == "+") for line in page.strip().split("\n")]


def body(text: str, packs: Packs) -> list[str]:
    article = Article("t", text)
    Body(packs)(Doc(article, packs))
    assert article.body == sorted(article.body)
    return [text[start:end] for start, end in article.body]


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_lines(name: str, packs: Packs) -> None:
    lines = split(PAGES[name])
    for end in ("\n", "\n\n", "\r\n", " \u200f\n"):
        assert body(end.join(line for line, _ in lines), packs) == [line for line, kept in lines if kept]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("gap", ["     ", "\u00a0\u00a0\u00a0\u00a0\u00a0", "\t \t \t"])
def test_pages_of_one_line(name: str, gap: str, packs: Packs) -> None:
    lines = split(PAGES[name])
    assert body(gap.join(line for line, _ in lines), packs) == [line for line, kept in lines if kept]


@pytest.mark.parametrize(
    "text", [LEAD, f"عنوان قصير\n{LEAD}", "مقالات ذات صلة", "عنوان", f"   {LEAD}  \n\n", "فيسبوك\nتويتر\nواتساب"]
)
def test_a_short_text_is_never_empty(text: str, packs: Packs) -> None:
    assert body(text, packs)


def test_an_empty_text_has_no_body(packs: Packs) -> None:
    for text in ("", " \n\t", "\u200f\u200b\n\ufeff"):
        assert body(text, packs) == []


def test_furniture_words_inside_a_paragraph_stay(packs: Packs) -> None:
    lines = [LEAD, "ودعا المنظمون الأهالي إلى مشاركة الخبر، ونشر تعليق واحد على صفحة البلدة في فيسبوك وتويتر.", LAST]
    assert body("\n".join(lines), packs) == lines


def test_a_quotation_as_a_line_of_its_own_stays(packs: Packs) -> None:
    lines = ["اجتماع ثالث في تل الريح", LEAD, "“لن نفتح الطريق قبل عودة أبنائنا”", MORE]
    assert body("\n".join(lines), packs) == lines


PACKS = load()


@settings(deadline=None)
@given(st.lists(st.sampled_from([
    LEAD, MORE, "شارك", "مقالات ذات صلة", "عنوان قصير", "12 مارس 2021", "…", "", "\u200f", "اترك تعليقا", "ـ ـ ـ", "🇸🇾",
]), max_size=12), st.sampled_from(["\n", "\r\n", "     ", "\u2028"]))  # fmt: skip
def test_whatever_the_page_the_body_is_lines_of_it(lines: list[str], gap: str) -> None:
    text = gap.join(lines)
    found = body(text, PACKS)
    assert all(line == line.strip() and line in text for line in found)
    assert bool(found) == any(line.strip("\u200f") for line in lines)
