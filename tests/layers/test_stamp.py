"""The day of publication out of the furniture of a page that reached us as text."""

import pytest

import khabar

_BODY = (
    "المبعوث يلتقي وفد الحكومة في جولة جديدة\n{stamp}\n"
    "التقى المبعوث الأممي، اليوم، وفداً من الحكومة في مقر البعثة وبحث معه موعد الجولة المقبلة من المحادثات.\n"
    "وقال المبعوث إن الجولة ستعقد خلال أيام بحضور جميع الأطراف.\n"
)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("تاريخ النشر: 14/02/2023 - 09:30", "2023-02-14"),
        ("نشر في: ٣ آذار/ مارس ٢٠٢١", "2021-03-03"),
        ("آخر تحديث: الثلاثاء 7 يونيو 2022، 18:05", "2022-06-07"),
        ("الأحد 2 أيار 2021", "2021-05-02"),
    ],
)
def test_a_stamp_outside_the_body_gives_the_day(stamp: str, day: str) -> None:
    article = khabar.annotate(_BODY.format(stamp=stamp))
    assert (article.published.earliest, article.published.latest) == (day, day)
    assert article.published.basis == "page"
    assert stamp in article.published.reasons[0]
    today = next(t for t in article.times if article.text[t.start : t.end] == "اليوم")
    assert today.earliest == today.latest == day


def test_published_goes_before_changed() -> None:
    article = khabar.annotate(_BODY.format(stamp="آخر تحديث: 20/05/2020\nتاريخ النشر: 18/05/2020"))
    assert article.published.earliest == "2020-05-18"


def test_a_given_day_stays() -> None:
    article = khabar.annotate(_BODY.format(stamp="تاريخ النشر: 14/02/2023"), published="2023-02-15")
    assert article.published.earliest == "2023-02-15"
    assert article.published.basis == "given"


def test_a_date_among_related_headlines_is_no_stamp() -> None:
    text = _BODY.format(stamp="") + "مقالات ذات صلة\nالجولة السابقة انتهت بلا نتيجة\n12/01/2019\n"
    assert khabar.annotate(text).published.basis != "page"
