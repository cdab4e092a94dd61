"""The day of publication: clues, the solver, what packs date, contradictions."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.test_times import _CORE, read, shown

from khabar.article import Article, Name
from khabar.layers.times.solve import FIRST, LAST, Constraint, between, days_in, meet, solve, weekdays
from khabar.packs import PackEntity, Packs
from khabar.packs.load import read_packs

_DAYS = st.dates(FIRST, LAST)


def told(text: str, names: dict[str, str] | None = None, published: str | None = None) -> Article:
    """The article of a text; `names`: words of it and the entity that they name."""
    packs = Packs(read_packs(_CORE))
    packs.entities["long-march"] = PackEntity(
        "long-march", "EVT", ["عملية السهم"], flags=["dated:2019-10-09..2019-10-25"]
    )
    packs.entities["minister"] = PackEntity(
        "minister", "PER", ["سامي الحداد"], relations=["office:foreign-minister-of-x@2006-2012"]
    )
    types = {"long-march": "EVT", "minister": "PER"}
    marked = [Name(text.index(w), text.index(w) + len(w), types[e], e) for w, e in (names or {}).items()]
    return read(text, published, marked, packs)


@given(_DAYS, _DAYS, st.integers(0, 6))
def test_sets_of_days(first: date, last: date, weekday: int) -> None:
    days = days_in(between(first, last) & weekdays(weekday))
    assert all(first <= d <= last and d.weekday() == weekday for d in days)
    length = (last - first).days + 1
    assert len(days) == (0 if length <= 0 else sum((first + timedelta(n)).weekday() == weekday for n in range(length)))


def test_conflicts_are_minimal_and_set_aside() -> None:
    def one(days: int, short: str) -> Constraint:
        return Constraint(days, short, short, True, True)

    a = one(between(date(2011, 1, 1), date(2011, 12, 31)), "a")
    b = one(between(date(2012, 1, 1), date(2012, 12, 31)), "b")
    c = one(weekdays(3), "c")
    found = solve([a, b, c])
    assert found.conflicts == ((a, b),)
    assert found.kept == (c,)
    assert meet([a, c]) == meet([c, a]) != 0
    assert solve([]).first is None


def test_a_weekday_with_its_date_allows_certain_years() -> None:
    published = read("وصل الرتل مساء السبت الموافق 12 تشرين الأول.", None).published
    assert any("2013, 2019, 2024" in reason for reason in published.reasons)
    assert published.earliest is None


def test_a_year_called_last_year() -> None:
    published = read("تراجعت الهجمات في العام الماضي 2015، وقال أمس الأحد إنه متفائل.", None).published
    assert (published.earliest, published.latest) == ("2016-01-04", "2016-12-26")


def test_today_with_its_date_but_no_year() -> None:
    published = read("اندلعت الحرب في عام 2014، وأعلنت الوزارة اليوم الثلاثاء 10 نوفمبر النتائج.", None).published
    assert published.earliest == "2015-11-10"


def test_a_happening_that_a_pack_dates_and_the_text_calls_last_months() -> None:
    article = told("ندد المجلس بعملية السهم التي انطلقت الشهر الماضي.", {"عملية السهم": "long-march"})
    assert (article.published.earliest, article.published.latest) == ("2019-11-01", "2019-11-30")
    assert shown(article.times[0]) == "2019-10-01..2019-10-31"


@pytest.mark.parametrize(
    "said", ["الذكرى الثالثة ل", "الذكرى السنوية الثالثة ل", "مرور ثلاث سنوات على ", "مرور 3 أعوام على بدء "]
)
def test_anniversaries(said: str) -> None:
    article = told(f"تجمع الأهالي في {said}عملية السهم.", {"عملية السهم": "long-march"})
    assert (article.published.basis, article.published.earliest, article.published.latest) == (
        "worked-out", "2022-08-09", "2023-10-10",
    )  # fmt: skip
    assert any("long-march began on 2019-10-09" in reason for reason in article.published.reasons)


def test_terms_of_office() -> None:
    name = {"سامي الحداد": "minister"}
    spoken = told("قال وزير الخارجية سامي الحداد إن بلاده ترفض ذلك.", name).published
    assert (spoken.earliest, spoken.latest) == ("2006-01-01", "2012-12-31")
    assert any("held 2006-2012" in reason for reason in spoken.reasons)
    for text in (
        "قال وزير الخارجية السابق سامي الحداد إن بلاده ترفض ذلك.",
        "يذكر الكتاب وزير الخارجية سامي الحداد.",
        "قال وزير الخارجية سامي الحداد ذلك عام 2008.",
    ):
        assert told(text, name).published.latest is None


def test_clues_that_contradict_each_other_are_said_and_left_aside() -> None:
    article = told(
        "قال وزير الخارجية سامي الحداد إن العملية مستمرة، في الذكرى الثالثة لعملية السهم.",
        {"سامي الحداد": "minister", "عملية السهم": "long-march"},
    )
    assert any("cannot both hold" in reason for reason in article.published.reasons)
    assert article.published.latest is None


def test_expressions_that_contradict_each_other_point_at_each_other() -> None:
    text = "أعلن أمس الثلاثاء ذلك، وقال أمس الاثنين إنه باق."
    one, two = read(text, None).times
    assert (one.contradicts, two.contradicts) == ((two.start, two.end), (one.start, one.end))
    one, two = read(text, "2022-09-14").times  # a Wednesday: the first is right
    assert one.contradicts is None and two.contradicts is not None
    first, second = read("أعلن أمس الثلاثاء ذلك، ثم قال اليوم الأربعاء إنه باق.", None).times
    assert first.contradicts is None and second.contradicts is None


def test_a_page_stamped_later_than_its_text() -> None:
    article = read("أعلنت الهيئة أمس الأربعاء 4 أيار 2016 النتائج.", "2018-01-09")
    assert shown(article.times[0]) == "2016-05-04"
    assert any("does not fit a publication" in reason for reason in article.published.reasons)


def test_a_heap_of_contradictions_stays_linear() -> None:
    text = "\n".join(
        f"قال اليوم {('الأحد', 'الثلاثاء', 'الخميس')[n % 3]} {n % 28 + 1} أيار {1990 + n % 60} ذلك."
        for n in range(3000)
    )
    begin = time.process_time()
    assert read(text, None).published.basis == "unknown"
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("قتل عشرات المدنيين في آذار 2015.", "2015-03-01"),
        ("أعلنت الحكومة أن الانتخابات في آذار 2015.", None),
        ("وافق المجلس على مشروع الموازنة لسنة 2017.", None),
        ("تتضمن رؤية 2030 عدة مشاريع في سنة 2030.", None),
    ],
)
def test_only_what_happened_bounds_publication_from_below(text: str, earliest: str | None) -> None:
    assert read(text, None).published.earliest == earliest


@pytest.mark.parametrize(
    ("text", "stamp", "said"),
    [
        ("تراجعت الهجمات في العام الماضي 2015.", "2018-03-01", "published in 2016"),
        ("قتل عشرات المدنيين في 5 آذار 2019.", "2016-03-01", "is told as past"),
        ("أعلنت اللجنة أن المعرض يقام في 5 تموز 2016.", "2016-03-01", None),
        ("تراجعت الهجمات في العام الماضي 2015.", "2016-03-01", None),
    ],
)
def test_what_a_stamp_must_meet(text: str, stamp: str, said: str | None) -> None:
    reasons = read(text, stamp).published.reasons
    assert [said in r for r in reasons] == [True] if said else reasons == []


def test_a_dateline_says_when_it_was_written() -> None:
    text = "تل رمان – وكالة السهل، 12 أيار 2015: قتل جنديان أمس في كمين."
    names = [Name(0, 7, "GPE", "tall"), Name(10, 21, "MED", "sahl")]
    article = read(text, None, names)
    assert (article.published.earliest, article.published.latest) == ("2015-05-12", "2015-05-13")
    assert article.times[1].earliest is None  # the eleventh or the twelfth
    assert read(text.replace("–", "تستذكر"), None, names).published.earliest is None
    assert any("dateline" in r for r in read(text, "2018-01-09", names).published.reasons)


def test_values_hold_from_every_day_that_is_left() -> None:
    article = told("انطلقت عملية السهم الشهر الماضي، وقال أمس الأحد إنها مستمرة.", {"عملية السهم": "long-march"})
    assert shown(article.times[0]) == "2019-10-01..2019-10-31"
    assert article.times[1].earliest is None  # four Mondays are left
