"""Names: every example of every pattern, and a case for each thing that decides."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.article import Article, Name
from khabar.layers.document import Doc
from khabar.layers.names import Names
from khabar.layers.names.index import index_of, name_words, spellings
from khabar.layers.names.slug import person_slug, slug
from khabar.layers.naming import Naming
from khabar.packs import PackEntity, Packs, Surface, load
from khabar.packs.countries import add_country, derive
from khabar.packs.model import ENTITY_TYPES, Country, PackData

CORE = load().rules("name-patterns")
_TEXT = """
في من قال وقالت الرئيس وزير خارجية الخارجية مدينة بلدة مطار شمال ريف حزب حركة ميليشيا قوات وكالة موقع أبو بن عبد الله
علي محمد سامر الخطيب تركيا ولتركيا أنقرة قسد الحسكة حلب التركية الحكومة النظام اللواء 93 وزارة الدفاع الموالية
جبهة “ ” « » ( ) ، . : - – إلى الشمالي الديمقراطي الجديد الدين آل جورج كوفيتش UKMTO M4 للنظام ما يسمى للحكومة الملك
"""
PIECES = _TEXT.split()
Found = list[tuple[str, str, str | None]]


@pytest.fixture(scope="module")
def packs() -> Packs:
    """The core tables with a world of two countries and a few actors, so that no shipped pack decides a test."""
    shipped = load()
    kinds = ("name-patterns", "name-words", "titles", "naming")
    data = PackData([i for i in shipped.infos if i.name == "core"], {}, [], {}, {k: shipped.rules(k) for k in kinds})
    turkey = Country("turkey", ["تركيا"], ["تركي"], ["تركية"], ["الأتراك"], "ankara", ["أنقرة"], ["Turkey"])
    syria = Country("syria", ["سوريا", "سورية"], ["سوري"], ["سورية"], ["السوريون"], "damascus", ["دمشق"], ["Syria"])
    for country in (turkey, syria):
        data.countries[country.id] = country
        add_country(data, country, None, "test")
    derive(data, {"id": "derived.forces", "patterns": ["القوات {f}", "الجيش {m}"], "type": "GRP",
                  "entity": "{id}-forces", "pack": "test@0"})  # fmt: skip
    derive(data, {"id": "derived.mfa", "patterns": ["وزارة الخارجية {f}", "الخارجية {f}", "خارجية {name}"],
                  "type": "ORG", "entity": "{id}-mfa", "pack": "test@0"})  # fmt: skip

    def add(key: str, kind: str, *names: str, flags: list[str] | None = None, country: str | None = None) -> None:
        data.entities[key] = PackEntity(key, kind, list(names), country=country)
        data.surfaces.extend(Surface(n, key, kind, flags=flags or [], rule=f"entity.{key}") for n in names)

    add("sdf", "GRP", "قوات سوريا الديمقراطية", "قسد", country="syria")
    add("isis", "GRP", "تنظيم داعش", "داعش")
    add("hts", "GRP", "هيئة تحرير الشام")
    add("houthis", "GRP", "الحوثيون")
    add("anadolu", "MED", "وكالة الأناضول", "الأناضول", country="turkey")
    add("reuters", "MED", "رويترز")
    add("al-hayat", "MED", "الحياة")
    add("hasakah", "GPE", "الحسكة", country="syria")
    add("hasakah-governorate", "GPE", "الحسكة", "محافظة الحسكة", country="syria")
    add("aleppo", "GPE", "حلب", country="syria")
    add("salam", "GPE", "سلام", country="syria")
    add("qamishli", "GPE", "القامشلي", country="syria")
    add("idlib", "GPE", "إدلب", country="syria")
    add("ali-mamlouk", "PER", "اللواء علي مملوك", "علي مملوك", country="syria")
    add("recep", "PER", "رجب طيب أردوغان", "أردوغان", country="turkey")
    data.surfaces.append(Surface("الأسد", "assad", "PER", needs=["before:الرئيس,بشار"], rule="name.test.1"))
    data.surfaces.append(Surface("الأسد", "syria-government", "GOV", "delegitimising", ["not-before:الرئيس,بشار"]))
    return Packs(data)


def read(text: str, packs: Packs) -> list[tuple[Name, str]]:
    article = Article("t", text)
    doc = Doc(article, packs)
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    doc.set_body(lines)
    Names(packs)(doc)
    Naming(packs)(doc)
    return [(n, text[n.start : n.end]) for n in article.names]


def found(text: str, packs: Packs) -> Found:
    return [(words, n.type, n.entity) for n, words in read(text, packs)]


def spans(text: str, packs: Packs) -> list[tuple[str, str]]:
    return [(words, n.type) for n, words in read(text, packs)]


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """A sentence without its [ ], and the spans that stood in them."""
    text, out, start = "", [], 0
    for char in example:
        if char == "[":
            start = len(text)
        elif char == "]":
            out.append((start, len(text)))
        else:
            text += char
    return text, out


def examples(key: str) -> Iterator[tuple[str, str, str]]:
    for entry in CORE:
        for example in entry.get(key, []):
            yield entry["id"], entry.get("type", ""), example


@pytest.mark.parametrize(("rule", "kind", "example"), list(examples("examples")))
def test_examples_of_patterns(rule: str, kind: str, example: str, packs: Packs) -> None:
    text, wanted = marked(example)
    names = {(n.start, n.end): n for n, _ in read(text, packs)}
    for span in wanted:
        start, end = span
        trimmed = (start, end - 1) if text[end - 1] in "”»" else span
        got = names.get(span) or names.get(trimmed)
        assert got is not None, (text[start:end], [text[a:b] for a, b in names])
        assert got.type == kind, (got, kind)


@pytest.mark.parametrize(("rule", "kind", "example"), list(examples("counter")))
def test_counterexamples_of_patterns(rule: str, kind: str, example: str, packs: Packs) -> None:
    assert [words for n, words in read(example, packs) if n.rule == rule] == []


def test_clitics_stay_outside(packs: Packs) -> None:
    assert found("ولقسد بالقامشلي", packs) == [("قسد", "GRP", "sdf"), ("القامشلي", "GPE", "qamishli")]
    ((_, words),) = read("قدم للقامشلي مساعدات", packs)
    assert words == "لقامشلي"


def test_quotation_marks_inside_a_name(packs: Packs) -> None:
    assert found("سيطرت قوات “قسد” على التل", packs) == [("قوات “قسد", "GRP", "sdf")]
    assert found("انسحب اللواء “93” من التل", packs)[0][:2] == ("اللواء “93", "GRP")


def test_spelling_does_not_matter(packs: Packs) -> None:
    assert spans("قوّات سوريا الديمقراطيّة", packs) == [("قوّات سوريا الديمقراطيّة", "GRP")]
    assert spans("الحسكه", packs) == [("الحسكه", "GPE")]


@pytest.mark.parametrize(("text", "kind"), [
    ("قالت تركيا إنها لا تنسحب", "GOV"),
    ("تركيا ترفض الانسحاب", "GOV"),
    ("رغم رفض تركيا ذلك", "GOV"),
    ("أنقرة تتهم الجماعة بذلك", "GOV"),
    ("المناطق التي سيطرت عليها تركيا", "GOV"),
    ("حملة تقودها تركيا", "GOV"),
    ("هجوم ضد تركيا", "GOV"),
    ("بدعم من تركيا", "GOV"),
    ("وقع انفجار في تركيا أمس", "GPE"),
    ("وصل إلى أنقرة أمس", "GPE"),
    ("جنوب تركيا", "LOC"),
    ("الحدود مع تركيا", "GPE"),
    ("سافر بتركيا", "GPE"),
    ("عاد من تركيا أمس", "GPE"),
    ("زار تركيا أمس", "GPE"),
])  # fmt: skip
def test_a_country_acts_or_is_somewhere(text: str, kind: str, packs: Packs) -> None:
    assert [n.type for n, _ in read(text, packs)] == [kind]


def test_joined_countries_are_alike(packs: Packs) -> None:
    assert [t for _, t in spans("محادثات بين تركيا وسوريا", packs)] == ["GOV", "GOV"]
    assert [t for _, t in spans("في تركيا وسوريا أمس", packs)] == ["GPE", "GPE"]
    assert [t for _, t in spans("ندد حزب الضياء وتركيا بالقصف", packs)] == ["ORG", "GOV"]
    assert found("تركيا وسوريا تتفقان", packs)[0] == ("تركيا", "GOV", "turkey-government")


def test_a_minister_is_no_ministry(packs: Packs) -> None:
    assert spans("قال وزير خارجية تركيا أمس", packs) == [("تركيا", "GOV")]
    assert spans("قالت وزارة الخارجية التركية أمس", packs) == [("وزارة الخارجية التركية", "ORG")]


def test_everyday_words_are_no_names(packs: Packs) -> None:
    assert spans("يريد الناس سلام الشجعان", packs) == []
    assert spans("وصلوا إلى بلدة سلام أمس", packs) == [("سلام", "GPE")]
    assert spans("تعود الحياة إلى المنطقة", packs) == []
    assert spans("ذكرت صحيفة الحياة أمس", packs) == [("الحياة", "MED")]


def test_needs_of_a_surface(packs: Packs) -> None:
    assert found("قال الرئيس الأسد إن", packs)[0][2] == "assad"
    assert found("وقع اتفاق مع الأسد أمس", packs)[0][1:] == ("GOV", "syria-government")


def test_governorate_or_city(packs: Packs) -> None:
    assert found("في مدينة الحسكة", packs) == [("الحسكة", "GPE", "hasakah")]
    assert found("في محافظة الحسكة", packs) == [("الحسكة", "GPE", "hasakah-governorate")]


@pytest.mark.parametrize(("text", "name"), [
    ("قال العميد سامر الخطيب إن", "سامر الخطيب"),
    ("قال وزير الصحة التركي منير آيدن إن", "منير آيدن"),
    ("وأضاف المتحدث باسم الحكومة خالد بن محمد العطار أن", "خالد بن محمد العطار"),
    ("التقى عبد الكريم حداد أمس", "عبد الكريم حداد"),
    ("قتل أبو عمر الحلبي في الغارة", "أبو عمر الحلبي"),
    ("قال علاء الدين حمدان أمس", "علاء الدين حمدان"),
    ("بحسب السفير التركي أوزان تشكمجه،", "أوزان تشكمجه"),
    ("كلف ليلى حداد بالملف", "ليلى حداد"),
    ("وصل أوزان دمير، رئيس البلدية، أمس", "أوزان دمير"),
    ("بحسب ألكسي دروغوفيتش", "ألكسي دروغوفيتش"),
    ("نفت المتحدثة باسم وزارة الدفاع شوشان دستوريان ذلك", "شوشان دستوريان"),
])  # fmt: skip
def test_new_persons(text: str, name: str, packs: Packs) -> None:
    assert (name, "PER") in spans(text, packs)


@pytest.mark.parametrize("text", [
    "وأكد على ضرورة الحل", "باسم الشعب", "قال الرئيس إن", "بأن الأمين العام وصل", "عادل في حكمه", "أشرف على العملية",
    "على سلامة الركاب", "الآن عادت المياه", "كامل المسؤولية",
])  # fmt: skip
def test_no_persons(text: str, packs: Packs) -> None:
    assert [w for n, w in read(text, packs) if n.type == "PER"] == []


def test_short_form_of_a_person(packs: Packs) -> None:
    text = "قال سامر الخطيب إن الحل قريب.\nوأضاف الخطيب أن اللقاء تم."
    names = found(text, packs)
    assert [w for w, _, _ in names] == ["سامر الخطيب", "الخطيب"]
    assert names[0][2] == names[1][2]


def test_short_form_of_a_body(packs: Packs) -> None:
    names = found("قال حزب الضياء إنه يرفض. وأضاف أن الحزب باق، وأن الحركة لا تعنيه.", packs)
    assert [w for w, _, _ in names] == ["حزب الضياء", "الحزب"]
    assert len({e for _, _, e in names}) == 1
    assert spans("رفض الحزب ذلك", packs) == []
    assert spans("قال حزب الضياء إن الحزب الحاكم يرفض", packs) == [("حزب الضياء", "ORG")]


def test_title_of_a_pack_stays_outside(packs: Packs) -> None:
    assert found("التقى اللواء علي مملوك أمس", packs) == [("علي مملوك", "PER", "ali-mamlouk")]


def test_class_words(packs: Packs) -> None:
    assert spans("مسلحو تنظيم داعش", packs) == [("داعش", "GRP")]
    assert spans("نقلت وكالة الأناضول التركية", packs) == [("وكالة الأناضول", "MED")]
    assert spans("ذكرت وكالة “رويترز” أمس", packs) == [("رويترز", "MED")]
    assert spans("ذكرت وكالة رويترز أمس", packs) == [("وكالة رويترز", "MED")]
    assert spans("ذكر موقع “نبض الجزيرة” أمس", packs) == [("نبض الجزيرة", "MED")]


def test_directions(packs: Packs) -> None:
    assert found("في ريف حلب الشمالي", packs) == [("ريف حلب الشمالي", "LOC", "north-aleppo-countryside")]
    assert found("في شمال شرق سوريا", packs) == [("شمال شرق سوريا", "LOC", "north-east-syria")]
    assert spans("على بعد 20 كم شمال حلب", packs) == [("حلب", "GPE")]


def test_bare_government_is_that_of_the_article(packs: Packs) -> None:
    text = "وصل وفد من حلب إلى إدلب.\nوقالت الحكومة إن الجيش تقدم."
    assert found(text, packs)[2:] == [("الحكومة", "GOV", "syria-government"), ("الجيش", "GRP", "syria-forces")]


def test_new_place_is_known_again(packs: Packs) -> None:
    names = found("وقع الانفجار في بلدة زركان.\nوأغلقت المدارس في زركان بعده.", packs)
    assert [w for w, _, _ in names] == ["زركان", "زركان"]
    assert len({e for _, _, e in names}) == 1


def test_introduced_abbreviation(packs: Packs) -> None:
    names = found("قالت حركة الضياء الصاعد (حضص) ذلك.\nونفت حضص الخبر.", packs)
    assert [w for w, _, _ in names] == ["حركة الضياء الصاعد", "حضص", "حضص"]
    assert len({e for _, _, e in names}) == 1


def test_movement_that_fights_is_a_group(packs: Packs) -> None:
    assert spans("هاجم مسلحو حركة الضياء الصاعد القرية", packs) == [("حركة الضياء الصاعد", "GRP")]
    assert spans("انتخبت حركة الضياء الصاعد رئيسها", packs) == [("حركة الضياء الصاعد", "ORG")]


def test_places_with_the_name_of_a_person(packs: Packs) -> None:
    assert spans("هبطت في مطار الملك خالد الدولي أمس", packs) == [("مطار الملك خالد الدولي", "LOC")]
    assert spans("عولج في مستشفى سامر حداد أمس", packs) == [("مستشفى سامر حداد", "LOC")]


def test_a_quoted_name_stands_alone(packs: Packs) -> None:
    assert spans("قالت حركة «قسد» أمس", packs) == [("قسد", "GRP")]


def test_adjective_is_no_opposition(packs: Packs) -> None:
    assert spans("قالت الأحزاب المعارضة في سوريا ذلك", packs) == [("سوريا", "GPE")]
    assert spans("رفضت المعارضة في سوريا ذلك", packs)[0] == ("المعارضة", "ORG")


def test_demonym_as_adjective_is_no_people(packs: Packs) -> None:
    assert spans("قال المسؤولون الأتراك ذلك", packs) == []
    assert spans("خرج الأتراك إلى الشوارع", packs) == [("الأتراك", "NAT")]


def test_mentions_do_not_overlap_and_are_indexed(packs: Packs) -> None:
    text = "قالت قوات سوريا الديمقراطية “قسد” في مطار القامشلي إن تركيا قصفت مدينة الحسكة ومقر حركة الضياء."
    article = Article("t", text)
    doc = Doc(article, packs)
    doc.set_body([(0, len(text))])
    Names(packs)(doc)
    ends = [(n.start, n.end) for n in article.names]
    assert ends == sorted(ends)
    assert all(a[1] <= b[0] for a, b in pairwise(ends))
    assert sum(at >= 0 for at in doc.name_at) >= len(ends)
    assert all(n.rule for n in article.names)


def test_spellings_and_identifiers() -> None:
    assert ["الحوثيين"] in spellings(["الحوثيون"])
    assert ["عبدالله", "صالح"] in spellings(["عبد", "الله", "صالح"])
    assert name_words("طريق M4") == ["طريق", "m4"]
    assert slug(["حركه", "الضياء"], "ORG") == slug(["حركه", "ضياء"], "ORG")
    assert person_slug(["جورج", "ميتشل"], {"جورج"}) == person_slug(["جورج", "ميتشيل"], {"جورج"})


def test_index_knows_every_surface(packs: Packs) -> None:
    index = index_of(packs)
    assert all(index.starts(name_words(s.name)[0]) for s in packs.surfaces)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_words_is_read(packs: Packs, pieces: list[str]) -> None:
    names = read(" ".join(pieces), packs)
    ends = [(n.start, n.end) for n, _ in names]
    assert ends == sorted(ends)
    assert all(a[1] <= b[0] for a, b in pairwise(ends))
    assert all(words == words.strip() and words for _, words in names)
    assert all(n.type in ENTITY_TYPES and n.entity and "{" not in n.entity for n, _ in names)


def test_text_without_names(packs: Packs) -> None:
    assert read("", packs) == []
    assert read("؟!", packs) == []
