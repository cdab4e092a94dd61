"""Times: what is found, what it means, what is no time, and when the article was written."""

import re
import time
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.test_numbers import in_words

from khabar.article import Article, Name, Published, Time
from khabar.layers.document import Doc
from khabar.layers.times import Times
from khabar.layers.times.calendars import WEEKDAYS
from khabar.packs import PackEntity, Packs
from khabar.packs.load import read_packs, shipped_folders

_CORE = [folder for folder in shipped_folders() if folder.name == "core"]
PACKS = Packs(read_packs(_CORE))
TIMES = Times(PACKS)
MONDAY = "2022-09-12"
LEVANTINE = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
             "تشرين الثاني", "كانون الأول"]  # fmt: skip
EGYPTIAN = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
]
TUNISIAN = ["جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
MOROCCAN = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]
DAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
ORDINALS = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"]


def read(text: str, published: str | None = MONDAY, names: list[Name] | None = None, packs: Packs = PACKS) -> Article:
    article = Article(id="t", text=text)
    if published:
        article.published = Published(published, published, "given")
    doc = Doc(article, packs)
    doc.set_body([doc.trim_space(*m.span()) for m in re.finditer(r"[^\n]+", text)])
    article.names = names or []
    doc.index_names()
    (TIMES if packs is PACKS else Times(packs))(doc)
    return article


def found(article: Article) -> list[tuple[str, str]]:
    return [(article.text[t.start : t.end], shown(t)) for t in article.times]


def shown(t: Time) -> str:
    if not t.earliest:
        return t.grain
    return t.earliest if t.earliest == t.latest else f"{t.earliest}..{t.latest}"


def _cases(key: str) -> list[Any]:
    return [pytest.param(c, id=f"{r['id']}-{i}") for r in PACKS.rules("times") for i, c in enumerate(r.get(key, []))]


@pytest.mark.parametrize("case", _cases("examples"))
def test_examples(case: str) -> None:
    marked, _, value = case.partition("=")
    text = re.sub(r"[\[\]]", "", marked)
    expected, taken = [], 0
    for match in re.finditer(r"\[(.*?)\]", marked):
        expected.append((match.start() - taken, match.group(1)))
        taken += 2
    article = read(text)
    spans = [(t.start, article.text[t.start : t.end]) for t in article.times]
    for start, words in expected:
        inside = [s for s in spans if s[0] < start + len(words) and s[0] + len(s[1]) > start]
        assert [s[1] for s in inside] == [words], spans
    assert len(spans) == len(expected), spans
    if value:
        assert shown(article.times[-1]) == value


@pytest.mark.parametrize("case", _cases("counter"))
def test_counter_examples(case: str) -> None:
    assert found(read(case)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("وصل الوزير أمس الأحد إلى عمان.", "2022-09-11"),
        ("قصفت الطائرات البلدة مساء أول من أمس.", "2022-09-10"),
        ("وقعت الغارة فجر اليوم الاثنين.", "2022-09-12"),
        ("يقوم الأمين العام الخميس بزيارة إلى صنعاء.", "2022-09-15"),
        ("سيلتقي المبعوث الأربعاء وفد المعارضة.", "2022-09-14"),
        ("التقى المبعوث الأربعاء وفد المعارضة.", "2022-09-07"),
        ("قتل جنديان الاثنين الماضي في كمين.", "2022-09-05"),
        ("تعقد الجولة الأحد المقبل في أستانا.", "2022-09-18"),
        ("هاجم مسلحون الحاجز في 19 آب.", "2022-08-19"),
        ("هاجم مسلحون الحاجز في 19 أغسطس/آب الماضي.", "2022-08-19"),
        ("دخل الاتفاق حيز التنفيذ في 20 تشرين الأول.", "2021-10-20"),
        ("من المقرر أن يدخل الاتفاق حيز التنفيذ في 20 تشرين الأول.", "2022-10-20"),
        ("تعقد الانتخابات في تموز/يوليو المقبل.", "2023-07-01..2023-07-31"),
        ("شهد مطلع أيلول هدوءا.", "2022-09-01..2022-09-10"),
        ("انتهت الحملة منتصف حزيران الماضي.", "2022-06-11..2022-06-20"),
        ("استؤنف القصف أواخر شباط 2020.", "2020-02-21..2020-02-29"),
        ("زار الوفد دمشق في أوائل الشهر الجاري.", "2022-09-01..2022-09-10"),
        ("توقفت المحادثات منتصف العام الماضي.", "2021-05-01..2021-08-31"),
        ("وصل الوفد نهاية الأسبوع.", "2022-09-10..2022-09-11"),
        ("اجتمع المجلس ليل السبت.", "2022-09-10"),
        ("اجتمع المجلس ليلة السبت.", "2022-09-09..2022-09-10"),
        ("صدر القرار في 5 شوال 1443هـ.", "2022-05-06"),
        ("صدر القرار يوم الجمعة 5 شوال 1443 هـ الموافق 6 أيار 2022 م.", "2022-05-06"),
        ("وقع الاتفاق يوم الأحد (10/محرم/1444هـ) الموافق (7/8/2022م).", "2022-08-07"),
        ("تراجعت أعداد القتلى في الأسبوع الماضي.", "2022-09-05..2022-09-11"),
        ("استهدفت الضربة موقعا خلال الـ24 ساعة الماضية.", "2022-09-11..2022-09-12"),
        ("طالبت القيادة المسلحين بالانسحاب خلال أسبوع.", "2022-09-12..2022-09-19"),
        ("وهي الزيارة الثانية خلال شهر.", "2022-08-12..2022-09-12"),
        ("امتدت الحرب الأهلية (1975-1990) خمسة عشر عاما.", "1975-01-01..1990-12-31"),
        ("يزور المبعوث بيروت بين 20 و22 أيلول الجاري.", "2022-09-20..2022-09-22"),
        ("جرت المناورات من 3 إلى 7 جويلية الماضي.", "2022-07-03..2022-07-07"),
        ("تعقد الورشة أيام 3 و4 و5 تشرين الأول المقبل.", "2022-10-03..2022-10-05"),
        ("استقال الوزير أواخر 2018.", "2018-09-01..2018-12-31"),
        ("نشر التقرير في العام الماضي 2021.", "2021-01-01..2021-12-31"),
        ("عقد اللقاء يوم الأحد الواقع فيه 11 أيلول.", "2022-09-11"),
        ("وصل الوفد في 12 الشهر الحالي.", "2022-09-12"),
        ("قتل عشرة الأسبوع الماضي.", "2022-09-05..2022-09-11"),
        ("يقيم في المخيم منذ 13 سنة ولن يغادره.", "2009-09-12..2022-09-12"),
        ("وهذا ثاني هجوم في غضون يومين.", "2022-09-10..2022-09-12"),
        ("انتهت المعارك في القرن الماضي خلال سبعينيات القرن الماضي.", "1970-01-01..1979-12-31"),
    ],
)
def test_values(text: str, value: str) -> None:
    assert [shown(t) for t in read(text).times] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "تمركز اللواء 93 قرب عين عيسى.",
        "قطعت القوات الطريق M4 شرق المدينة.",
        "قال رجب طيب إنه سيعود.",
        "أصيب شعبان وهو شاب في العشرين من عمره.",
        "بلغ عدد القتلى 2015 قتيلا.",
        "قتل 12 جنديا وأصيب 30 آخرون.",
        "مارس الوفد ضغوطا على أب لخمسة أطفال.",
        "كذب وغد من الأوغاد، ولامس السعر 60 دولارا.",
        "فاز الفريق 2 صفر على ضيفه.",
        "سجن شهرا واحدا ثم أفرج عنه.",
        "اتهمت «14 آذار» الحزب بالتعطيل.",
    ],
)
def test_not_times(text: str) -> None:
    assert found(read(text)) == []


def test_inside_a_name_is_no_time() -> None:
    text = "نشرت روسيا اليوم الخبر."
    assert found(read(text, names=[Name(5, 16, "MED", "rt")])) == []


def test_anchors_in_the_text() -> None:
    article = read("سقطت البلدة في 10 آذار 2020. وفي اليوم التالي انسحب المقاتلون، وفي الشهر نفسه وقعت الهدنة.")
    assert [shown(t) for t in article.times] == ["2020-03-10", "2020-03-11", "2020-03-01..2020-03-31"]
    article = read("وحينها قال إن الاتفاق سيوقع، وبعد أيام قليلة انهار.")
    assert {t.grain for t in article.times} == {"vague"}


def test_what_is_said_twice_and_differs() -> None:
    (one,) = read("أعلنت الوزارة اليوم الخميس 5 كانون الثاني 2016 القائمة.", "2017-01-05").times
    assert (one.earliest, one.contradicts) == ("2017-01-05", (one.start, one.end))
    article = read("أعلنت الوزارة اليوم الجمعة القائمة.", "2015-08-08")
    assert article.published.reasons == ["«اليوم الجمعة» does not fit a publication on Saturday, 2015-08-08"]
    (two,) = article.times
    assert (two.earliest, two.contradicts) == ("2015-08-07", (two.start, two.end))
    (three,) = read("أعلنت الوزارة أمس الأحد القائمة.").times
    assert three.contradicts is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أعلن الناطق أمس الأحد ذلك.", {"unit": "day", "offset": -1, "weekday": "sunday"}),
        ("اجتمعوا الأسبوع الفائت.", {"unit": "week", "offset": -1}),
        ("رفعوا الأعلام في حزيران الماضي.", {"unit": "month", "month": 6, "direction": "past"}),
        ("أكد الرئيس في 25 من الشهر الماضي ذلك.", {"unit": "month", "offset": -1, "day": 25}),
        ("التقيا في 10 يونيو/ حزيران الماضي.", {"month": 6, "day": 10, "direction": "past"}),
        ("طالبوا بتسليم الحي خلال أسبوع.", {"unit": "week", "offset": 1}),
    ],
)
def test_relative_where_publication_is_unknown(text: str, expected: dict[str, Any]) -> None:
    (one,) = read(text, None).times
    assert one.earliest is None and one.relative is not None
    assert {key: getattr(one.relative, key) for key in expected} == expected


def _with_event() -> Packs:
    packs = Packs(read_packs(_CORE))
    packs.entities["long-march"] = PackEntity(
        "long-march", "EVT", ["عملية السهم"], flags=["dated:2019-10-09..2019-10-25"]
    )
    return packs


def test_publication_worked_out() -> None:
    text = (
        "وصل الوفد أمس الأربعاء. وكان رتل قد وصل مساء السبت الموافق 12 تشرين الأول، "
        "بعد اتفاق منتصف تشرين الأول الماضي على إثر عملية السهم."
    )
    at = text.index("عملية السهم")
    article = read(text, None, [Name(at, at + 11, "EVT", "long-march")], _with_event())
    published = article.published
    assert (published.basis, published.earliest, published.latest) == ("worked-out", "2019-11-07", "2020-09-24")
    assert any("Thursday" in reason for reason in published.reasons)
    assert [shown(t) for t in article.times] == ["day", "2019-10-12", "2019-10-11..2019-10-20"]


def test_publication_bounded_from_below_or_not_at_all() -> None:
    below = read("تصاعد التوتر في كانون الأول 2020 ولا يزال.", None).published
    assert (below.basis, below.earliest, below.latest) == ("worked-out", "2020-12-01", None)
    unknown = read("أعلن أمس الثلاثاء ذلك، وقال أمس الاثنين إنه باق.", None).published
    assert (unknown.basis, unknown.earliest) == ("unknown", None)
    assert "these cannot both hold: the weekday is left open" in unknown.reasons
    exact = read("أعلنت الهيئة أمس الأربعاء 4 أيار 2016 النتائج.", None).published
    assert (exact.earliest, exact.latest) == ("2016-05-05", "2016-05-05")


_DATES = st.dates(date(1990, 1, 1), date(2035, 12, 31))


@settings(max_examples=150)
@given(_DATES, st.sampled_from([LEVANTINE, EGYPTIAN, TUNISIAN, MOROCCAN]), st.integers(0, 3), st.booleans())
def test_every_day_comes_back(day: date, months: list[str], way: int, weekday: bool) -> None:
    number = str(day.day)
    if way == 1:
        number = number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    elif way > 1:
        number = ORDINALS[day.day - 1] if day.day <= 10 else in_words(day.day)
    year = in_words(day.year) if way == 3 else str(day.year)
    link = " من " if way > 1 else " "
    before = f"يوم {DAYS[day.weekday()]} " if weekday else ""
    text = f"عقد الاجتماع {before}{number}{link}{months[day.month - 1]} {'عام ' if way == 3 else ''}{year}."
    assert [shown(t) for t in read(text).times] == [day.isoformat()], text


@settings(max_examples=150)
@given(_DATES)
def test_every_hijri_day_comes_back(day: date) -> None:
    from hijridate import Gregorian

    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    months = ["محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان",
              "شوال", "ذي القعدة", "ذي الحجة"]  # fmt: skip
    for text in (
        f"صدر في {hijri.day} {months[hijri.month - 1]} {hijri.year}هـ",
        f"في {hijri.day}/{hijri.month}/{hijri.year}هـ",
    ):
        assert [shown(t) for t in read(text).times] == [day.isoformat()], text


@settings(max_examples=100)
@given(_DATES, st.integers(-6, 0))
def test_a_bare_weekday_is_the_last_one(day: date, back: int) -> None:
    then = day + timedelta(back)
    (one,) = read(f"قتل جندي {DAYS[then.weekday()]} في كمين.", day.isoformat()).times
    assert one.earliest == then.isoformat(), WEEKDAYS[then.weekday()]


_HEAP = ["يوم", "من", "12", "/", "آذار", "الماضي", "أمس", "(", "و", "الثلاثاء", "عام", "2011", "قبل", "نهاية", "بين",
         "الأسبوع", "ثلاثة", "أيام", "إلى", "الـ", "رمضان", "هـ", "الشهر", "-", "ليلة"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_HEAP), max_size=25), st.sampled_from([MONDAY, None]))
def test_any_heap_of_words_is_read(words: list[str], published: str | None) -> None:
    article = read(" ".join(words), published)
    for one, other in zip(article.times, article.times[1:], strict=False):
        assert one.end <= other.start
    assert all(t.earliest <= t.latest for t in article.times if t.earliest and t.latest)


@pytest.mark.parametrize(
    "piece", ["1", "و", "1 ", "و ", "يوم ", "من ", "12/", "ألف و", "الثلاثاء ", "بين 3 و", "قبل ثلاثة "]
)
def test_hostile_strings_stay_linear(piece: str) -> None:
    begin = time.perf_counter()
    read(piece * 5000)
    assert time.perf_counter() - begin < 5
