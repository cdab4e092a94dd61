"""Names that several countries or readings claim, read with all shipped packs."""

import re
from pathlib import Path

import pytest

from khabar.packs import Packs
from khabar.packs.countries import definite
from khabar.packs.examples import read
from khabar.packs.load import SHIPPED
from khabar.packs.tables import joined, tsv_rows


def found(packs: Packs, text: str) -> dict[str, tuple[str, str | None, str]]:
    article = read(text, packs, "naming")
    return {article.text[n.start : n.end]: (n.type, n.entity, n.naming) for n in article.names}


@pytest.mark.parametrize(
    ("name", "text", "entity"),
    [
        ("المجلس الرئاسي", "قال المجلس الرئاسي في طرابلس إن ليبيا لن تقبل التدخل", "libya-presidential-council"),
        ("المجلس الرئاسي", "قال المجلس الرئاسي في عدن إن اليمن لن يقبل الحرب", "plc-yemen"),
        ("قوى الأمن الداخلي", "اعتقلت قوى الأمن الداخلي في بيروت ثلاثة أشخاص", "lebanon-isf"),
        ("قوى الأمن الداخلي", "اعتقلت قوى الأمن الداخلي في الحسكة ثلاثة أشخاص", "internal-security-syria"),
        ("حكومة الإنقاذ", "قالت حكومة الإنقاذ في إدلب إنها ستفتح المعبر", "syrian-salvation-government"),
        ("حكومة الإنقاذ", "قالت حكومة الإنقاذ في صنعاء إن اليمن صامد", "houthi-government"),
        ("المقاومة", "أعلنت المقاومة السيطرة على مديرية في تعز", "popular-resistance"),
        ("المقاومة", "قالت المقاومة في جنوب لبنان إنها تصدت للهجوم", "hezbollah"),
        ("قوات الدعم السريع", "هاجمت قوات الدعم السريع مدينة الفاشر", "rsf"),
    ],
)
def test_the_country_of_the_article_decides(packs: Packs, name: str, text: str, entity: str) -> None:
    assert found(packs, text)[name][1] == entity


def test_a_full_name_settles_the_short_one(packs: Packs) -> None:
    text = "زار وفد المجلس الرئاسي الليبي عدن في اليمن\nوقال المجلس الرئاسي إن اليمن بلد شقيق"
    assert {n[1] for w, n in found(packs, text).items() if w.startswith("المجلس الرئاسي")} == {
        "libya-presidential-council"
    }


def test_colours_of_resistance(packs: Packs) -> None:
    assert found(packs, "أعلنت المقاومة السيطرة على مديرية في تعز")["المقاومة"][2] == "neutral"
    assert found(packs, "أعلنت المقاومة الفلسطينية قصف مواقع")["المقاومة الفلسطينية"][2] == "legitimising"


def test_a_people_for_its_government(packs: Packs) -> None:
    assert found(packs, "يخشى النظام في سوريا تخلي الروس عنه في حلب")["الروس"][:2] == ("GOV", "russia-government")
    assert found(packs, "قتل ثلاثة من الأتراك في حادث في سوريا")["الأتراك"][0] == "NAT"
    assert found(packs, "يحب الأتراك شرب الشاي في إسطنبول وأنقرة وتركيا")["الأتراك"][0] == "NAT"


def test_the_country_against_its_adjective(packs: Packs) -> None:
    assert found(packs, "شاركت فصائل سورية معارضة في المعركة") == {}
    assert found(packs, "حلقت طائرة سورية فوق البلدة") == {}
    assert found(packs, "زار الوزير سورية أمس")["سورية"][1] == "syria"
    assert found(packs, "تقع القرية في شمال سورية وغربها")["شمال سورية"][1] == "north-syria"


def test_compound_adjectives_of_countries(packs: Packs) -> None:
    assert definite("كوري شمالي") == "الكوري الشمالي"
    assert definite("جنوب أفريقية") == "الجنوب أفريقية"
    assert definite("سعودي") == "السعودي"
    assert found(packs, "قالت القوات الجنوب أفريقية إنها انسحبت")["القوات الجنوب أفريقية"][1] == "south-africa-forces"
    assert found(packs, "قال الجيش الكوري الشمالي أمس")["الجيش الكوري الشمالي"][1] == "north-korea-forces"


def test_a_name_that_ends_with_its_country(packs: Packs) -> None:
    assert found(packs, "هددت المقاومة الإسلامية في العراق القواعد")["المقاومة الإسلامية في العراق"][0] == "GRP"


def test_no_entity_has_two_identifiers() -> None:
    """The same first Arabic name, type and country under two identifiers, towns and their governorates apart."""
    seen: dict[tuple[str, str, str], str] = {}
    twice = []
    for path in sorted(SHIPPED.glob("*/entities.tsv")):
        for _, row in tsv_rows(path, _stop):
            names = joined(row.get("ar", ""))
            if row["type"] == "GPE" or not names:
                continue
            key = (re.sub(r"\bال", "", names[0]), row["type"], row.get("country", ""))
            if seen.setdefault(key, row["id"]) != row["id"]:
                twice.append((row["id"], seen[key]))
    assert twice == []


def _stop(path: Path, line: int, what: str) -> None:
    raise AssertionError(f"{path}:{line}: {what}")


def test_words_of_one_conflict_count_where_its_country_is_named(packs: Packs) -> None:
    """`القوات الحكومية` and `النظام` are not Syria's in an article on another country."""
    there = found(packs, "انسحب المسلحون من بلدة قرب مقديشو بعد معارك مع القوات الحكومية.")
    assert there["القوات الحكومية"][1] == "somalia-forces"
    here = found(packs, "قصفت قوات النظام بلدة في ريف إدلب، وقالت دمشق إنها ردت.")
    assert here["قوات النظام"][1] == "syria-government"


def test_offices_and_first_names(packs: Packs) -> None:
    """`أمير الكويت` is an office; `الشيخ صباح` is the one who was named in full."""
    text = "أجرى أمير الكويت الشيخ صباح الأحمد الصباح اتصالا. ومن المقرر أن يزور الشيخ صباح جدة غدا."
    persons = [entity for kind, entity, _ in found(packs, text).values() if kind == "PER"]
    assert persons == ["sabah-al-ahmad", "sabah-al-ahmad"]


def test_new_persons_whose_names_begin_like_the_article(packs: Packs) -> None:
    """ألفارو is no الفارو."""
    one = found(packs, "ورفض الرئيس السابق ألفارو أوريبي الاتفاق.")
    assert one["ألفارو أوريبي"][0] == "PER"


def test_a_capital_that_is_accused(packs: Packs) -> None:
    names = found(packs, "واتهم الرئيس فلاديمير بوتين كييف بتمويل المجموعة، ثم التقى الرئيس فلاديمير بوتين كييف.")
    assert names["كييف"][1] == "kyiv"
    assert found(packs, "واتهم الرئيس فلاديمير بوتين كييف بتمويل المجموعة.")["كييف"][1] == "ukraine-government"


def test_words_that_are_no_names(packs: Packs) -> None:
    text = "تدعم باريس جهود إيكواس “بحزم وتصميم”، وإلا واجه المجلس تدخلا."
    assert set(found(packs, text)) == {"باريس", "إيكواس"}


@pytest.mark.parametrize(
    "text",
    [
        "عقد وزير الدفاع الكولومبي اجتماعا طارئا مع قادة الجيش.",
        "أجرى الرئيس الفرنسي مكالمة هاتفية مع نظيره.",
        "عقد الرئيس الكيني مؤتمرا صحفيا أمس.",
        "قدم السفير الألماني أوراق اعتماده.",
        "أرسل الرئيس الرواندي برقية تعزية.",
        "تسلم الوزير الكوري هدية رمزية.",
        "أوصى الوزير الكيني بضبط النفس.",
        "زار مبعوث الاتحاد الأفريقي معسكرات النازحين.",
        "تلقى الرئيس الصومالي اتصالا من نظيره الكيني بحثا خلاله أزمة الجفاف.",
    ],
)
def test_the_object_behind_an_office_is_no_person(text: str, packs: Packs) -> None:
    assert not [name for name, (kind, *_) in found(packs, text).items() if kind == "PER"]


@pytest.mark.parametrize("name", ["تانيا فايون", "أنطونيو تاياني", "ماريا زاخاروفا", "لولا دا سيلفا"])
def test_a_new_name_behind_an_office_is_a_person(name: str, packs: Packs) -> None:
    assert found(packs, f"أعلن وزير الخارجية الإيطالي {name} الموقف.")[name][0] == "PER"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("توجه وفد من الحركة غدا للقاهرة.", "GPE"), ("قدم الوفد شكره للقاهرة.", "GOV")],
)
def test_who_sets_out_for_a_capital_goes_to_a_place(text: str, kind: str, packs: Packs) -> None:
    assert [k for name, (k, *_) in found(packs, text).items() if name.endswith("قاهرة")] == [kind]


def test_places_of_a_dateline(packs: Packs) -> None:
    assert found(packs, "بلغراد - بريشتينا: حاصرت شرطة كوسوفو ديرا.")["بريشتينا"][0] == "GPE"
