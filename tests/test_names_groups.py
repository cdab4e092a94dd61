"""Armed groups and movements that no pack knows: acronyms, names in marks, nisbas."""

import pytest

from khabar.article import Article
from khabar.layers.names.acronyms import stands_for
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs


def groups(text: str, packs: Packs) -> list[tuple[str, str | None]]:
    """The words and identifiers of the groups and bodies that are found in a text."""
    article = Article("x", text)
    annotate_article(article, packs)
    return [(text[n.start : n.end], n.entity) for n in article.names if n.type in ("GRP", "ORG", "GOV")]


@pytest.mark.parametrize(
    ("short", "words", "is_it"),
    [
        ("قجا", "قوات اقليم الجبل", False),
        ("قاج", "قوات اقليم الجبل", True),
        ("حماس", "حركه المقاومه الاسلاميه", True),
        ("مسد", "مجلس سوريا الديمقراطيه", True),
        ("جتا", "جبهه لتحرير اورو", True),
        ("قسد", "السلطات السوريه", False),
        ("نجم", "نجم", False),
    ],
)
def test_letters_of_an_acronym(short: str, words: str, is_it: bool) -> None:
    assert stands_for(short, words.split()) is is_it


def test_the_acronym_beside_the_name_tells_where_the_name_ends(packs: Packs) -> None:
    text = "التقى وفد من قوات إقليم الجبل الديمقراطية “قجد” المحافظ. وقالت “قجد” إنها ترفض. وانسحبت ميليشيا “قجد”."
    found = groups(text, packs)
    assert [words for words, _ in found] == ["قوات إقليم الجبل الديمقراطية", "قجد", "قجد", "ميليشيا “قجد"]
    assert len({entity for _, entity in found}) == 1


def test_the_acronym_is_that_of_a_name_elsewhere_in_the_article(packs: Packs) -> None:
    text = "وصلت قوات جبال كونديا إلى البلدة. وقالت “قجك” إنها لن تنسحب."
    assert len({entity for _, entity in groups(text, packs)}) == 1
    other = "وصلت قوات الحدود إلى البلدة. وقالت “قجك” إنها لن تنسحب."
    assert "قجك" not in [words for words, _ in groups(other, packs)]


def test_the_object_of_a_verb_is_no_other_name_of_its_subject(packs: Packs) -> None:
    text = "دعت الأمم المتحدة «كودا» إلى وقف القتال. وقال متمردو «كودا» إنهم يدرسون ذلك."
    assert {entity for words, entity in groups(text, packs) if words == "كودا"} == {"grp-kwda"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("هاجم مسلحو «نجم الصباح» القرية. ونفت «نجم الصباح» ذلك.", ["نجم الصباح", "نجم الصباح"]),
        ("أعلن «حزب فجر الجبال» انسحابه. وقال «فجر الجبال» إنه باق.", ["حزب فجر الجبال", "فجر الجبال"]),
        ("أعلنت جبهة تحرير أزورا الوطنية الهدنة.", ["جبهة تحرير أزورا الوطنية"]),
        ("دعت حركة شباب كاتيا إلى التظاهر.", ["حركة شباب كاتيا"]),
        ("رفضت حركة أبناء الجبل العرض.", ["حركة أبناء الجبل"]),
        ("قتل مقاتلو كاتا جنديين، وتقدم متمردو لوريا.", ["كاتا", "لوريا"]),
        ("قال عناصر «متطرفة» إنهم باقون.", []),
        ("قال مقاتلو المعسكر إنهم باقون، ودعت حركة نشطة إلى ذلك.", []),
    ],
)
def test_new_groups(text: str, words: list[str], packs: Packs) -> None:
    assert [found for found, _ in groups(text, packs)] == words


def test_a_movement_called_by_an_adjective(packs: Packs) -> None:
    text = (
        "هاجم المتمردون الكونديون بلدة مانغا. وقال الكونديون إنهم باقون. ودعا الوسيط الكونديين إلى الهدنة."
        " وانسحبت الميليشيات الكوندية."
    )
    found = groups(text, packs)
    assert [words for words, _ in found] == ["المتمردون الكونديون", "الكونديون", "الكونديين", "الكوندية"]
    assert {entity for _, entity in found} == {"grp-kwndy"}


@pytest.mark.parametrize(
    "text",
    [
        "هاجم المسلحون المتشددون القرية، وقال المتشددون إنهم باقون.",
        "هاجم المتمردون الإسلاميون القرية، وقال الإسلاميون إنهم باقون.",
        "التقى الوزير الصحفيين، وقال الصحفيون إنه تأخر، ثم شكر الصحفيين.",
        "هاجم المتمردون الشماليون القرية، وانسحب الشماليون منها.",
    ],
)
def test_adjectives_that_describe_are_no_movement(text: str, packs: Packs) -> None:
    assert [words for words, _ in groups(text, packs) if words != "المتمردون"] == []


def governments(text: str, packs: Packs) -> list[str | None]:
    article = Article("x", text)
    annotate_article(article, packs)
    return [name.entity for name in article.names if text[name.start : name.end].endswith(("حكومة", "نظام"))]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        # a government that is joined to a country is not its own
        ("رفضت الحركة عرضا قدمته روسيا والحكومة في تشاد قبل شهر.", ["chad-government"]),
        # a capital is where others meet too
        ("تبدأ في الدوحة غدا محادثات سلام حول السودان. وقالت مصادر إن الحكومة ستوقع.", ["sudan-government"]),
        # the same word with its country says more than what is near
        (
            "انسحبت الحكومة التشادية من المحادثات. وتستضيف قطر الوفود. وقالت قطر إن وفود قطر عادت. وقالت الحكومة إنها"
            " باقية.",
            ["chad-government"],
        ),
    ],
)
def test_whose_a_government_is(text: str, whose: list[str], packs: Packs) -> None:
    assert governments(text, packs) == whose


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("يطالب الجيش الوطني الحكومة في كولومبيا بوقف عملياتها.", ["colombia-forces", "colombia-government"]),
        ("قصف الجيش الوطني مواقع في ريف حلب.", ["sna"]),
        ("انسحبت الجبهة الشعبية من المحادثات في تشاد.", []),
        ("قالت الجبهة الشعبية إن إسرائيل قصفت المخيم.", ["pflp", "israel-government"]),
        ("قالت الجبهة الشعبية إن القصف توقف.", ["pflp"]),
        ("دعا المجلس الرئاسي في ليبيا إلى الهدوء.", ["libya-presidential-council"]),
    ],
)
def test_a_name_of_everyday_words_is_that_of_the_country_spoken_of(text: str, whose: list[str], packs: Packs) -> None:
    assert [entity for _, entity in groups(text, packs)] == whose


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("قال رودريغو لوندونيو، المعروف باسم تيموشينكو، إن الهدنة باقية. وطلب تيموشينكو الصفح.", "تيموشينكو"),
        ("دعا جيمي شيريزييه، الملقب بـ«باربكيو»، إلى التظاهر. وقال باربكيو إنه باق.", "باربكيو"),
    ],
)
def test_another_name_of_the_same_person(text: str, other: str, packs: Packs) -> None:
    article = Article("x", text)
    annotate_article(article, packs)
    people = [(text[n.start : n.end], n.entity) for n in article.names if n.type == "PER"]
    assert len({entity for _, entity in people}) == 1
    assert [words for words, _ in people].count(other) == 2


def test_what_somebody_is_known_for_is_no_name(packs: Packs) -> None:
    article = Article("x", "زار سامر حداد المدينة المعروفة بآثارها، وهو معروف بمواقفه.")
    annotate_article(article, packs)
    assert len([n for n in article.names if n.type == "PER"]) == 1
