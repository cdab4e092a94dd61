"""Copies: the same text, or mostly so."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.article import Article, Published
from khabar.relate.copies import alike, copies, shingles, sketch

WORDS = """
أعلن المجلس المحلي وفد اللجنة الطريق الدولي القرية الحدودية اتفاق هدنة مفاوضات شاحنات مساعدات أهالي
المدينة ممثلون اجتماع مقبل ضباط معبر إغلاق فتح تأجيل بيان صحفي مطالب شروط وساطة أسرى تبادل قائمة
أسماء حاجز انسحاب نقاط مراقبة عشائر وجهاء زيارة طارئة جولة ثالثة رابعة مصدر محلي شهود حشود آليات
ثقيلة مدرعات ضفة نهر جسر مدخل شمالي جنوبي
""".split()  # noqa: SIM905


def story(seed: int, length: int = 120) -> list[str]:
    """Words of a made-up story; two seeds make two stories."""
    return random.Random(seed).choices(WORDS, k=length)


def article(key: str, words: list[str], day: str | None = None) -> Article:
    text = " ".join(words)
    made = Article(key, text, body=[(0, len(text))])
    if day:
        made.published = Published(day, day, "given")
    return made


def groups(*articles: Article) -> list[list[str]]:
    return [group.articles for group in copies(articles)]


def test_the_same_text_spelled_otherwise() -> None:
    one = story(1)
    two = [w.replace("أ", "ا").replace("ة", "ه") + ("،" if i % 7 == 0 else "") for i, w in enumerate(one)]
    assert groups(article("a", one), article("b", two)) == [["a", "b"]]


def test_a_new_lead() -> None:
    assert groups(article("a", story(1)), article("b", story(2, 25) + story(1))) == [["a", "b"]]


def test_cut_text() -> None:
    assert groups(article("a", story(1, 200)), article("b", story(1, 200)[:70])) == [["a", "b"]]


def test_a_text_within_a_much_longer_one() -> None:
    assert groups(article("a", story(1, 90)), article("b", story(2, 400) + story(1, 90) + story(3, 400))) == [
        ["a", "b"]
    ]


def test_some_words_changed() -> None:
    changed = [("خبر" if i % 17 == 0 else w) for i, w in enumerate(story(1, 300))]
    assert groups(article("a", story(1, 300)), article("b", changed)) == [["a", "b"]]


def test_different_stories_and_a_shared_paragraph() -> None:
    background = story(9, 40)
    assert groups(article("a", story(1) + background), article("b", story(2) + background)) == []


def test_short_texts_only_where_they_are_the_same() -> None:
    short = ["عاد", "الوفد", "إلى", "المدينة", "مساء", "أمس"]
    assert groups(article("a", short), article("b", short)) == [["a", "b"]]
    assert groups(article("a", short), article("b", [*short[:-1], "اليوم"])) == []
    assert groups(article("a", ["خبر"]), article("b", ["خبر"])) == [["a", "b"]]
    assert groups(article("a", []), article("b", [])) == []


def test_only_the_body_counts() -> None:
    page = story(5, 60)
    bare, full = article("a", story(1)), article("b", page + story(1) + page)
    start = len(" ".join(page)) + 1
    full.body = [(start, start + len(bare.text))]
    assert shingles(full) == shingles(bare)
    assert groups(bare, full) == [["a", "b"]]


def test_a_group_begins_with_the_first_published() -> None:
    late, early, unknown = (
        article("a", story(1), "2020-01-03"),
        article("b", story(1), "2020-01-01"),
        article("c", story(1)),
    )
    assert groups(unknown, late, early) == [["b", "a", "c"]]


def test_copies_of_copies_are_one_group() -> None:
    first, second = story(1, 200), story(2, 100)
    middle = first[:160] + second
    found = groups(article("a", first), article("b", middle), article("c", second), article("d", story(4)))
    assert found == [["a", "b", "c"]]


def test_measures() -> None:
    letters = frozenset("abcdefghijklmnopqrst")
    assert alike(letters, letters)
    assert alike(letters, frozenset("abcdefghijklm"))  # one in the other
    assert not alike(letters, frozenset("abcdefghijkl") | frozenset("0123456789"))
    assert not alike(frozenset("abc"), frozenset("abcd"))
    assert not alike(frozenset(), frozenset())


def test_a_sketch_does_not_depend_on_the_run() -> None:
    made = sketch(article("a", ["خبر", "عن", "لقاء", "الوفد", "أمس"]))
    assert (len(made.bands), made.bands[0]) == (33, 187705278668062)
    assert all(key >> 48 == 1 for key in made.sample)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_does_not_matter(order: list[int]) -> None:
    texts = [story(1), story(2, 20) + story(1), story(1)[:80], story(3), story(3), story(4), ["خبر"], ["خبر"],
             story(5, 300), story(5, 300)[100:], story(6), story(7)]  # fmt: skip
    made = [article(f"a{i:02}", words) for i, words in enumerate(texts)]
    found = {frozenset(group) for group in groups(*(made[i] for i in order))}
    assert found == {frozenset(g) for g in (["a00", "a01", "a02"], ["a03", "a04"], ["a06", "a07"], ["a08", "a09"])}


@pytest.mark.parametrize("number", [0, 1])
def test_no_articles(number: int) -> None:
    assert groups(*[article("a", story(1))][:number]) == []
