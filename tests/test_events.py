"""Events: every example of the lexicon, and what kind of fact each construction tells."""

from collections.abc import Sequence
from typing import Any

import pytest

from khabar.article import Article, Attribution, Event, Link, Name, Published, Time
from khabar.layers.document import Doc
from khabar.layers.events import Events
from khabar.layers.events.lexicon import Norms, compile_tables
from khabar.layers.events.triggers import find_triggers
from khabar.packs import Packs, load

NAMES: Sequence[tuple[str, str, str]] = (
    ("قوات سوريا الديمقراطية", "GRP", "sdf"),
    ("قسد", "GRP", "sdf"),
    ("الحكومة اليمنية", "GOV", "yemen-government"),
    ("الحوثيين", "GRP", "houthis"),
    ("الحوثيون", "GRP", "houthis"),
    ("حماس", "GRP", "hamas"),
    ("إسرائيل", "GOV", "israel-government"),
    ("تركيا", "GOV", "turkey-government"),
    ("روسيا", "GOV", "russia-government"),
    ("إيران", "GOV", "iran-government"),
    ("واشنطن", "GOV", "usa-government"),
    ("الأمم المتحدة", "ORG", "united-nations"),
    ("هاكان فيدان", "PER", "hakan-fidan"),
    ("سيرغي لافروف", "PER", "sergey-lavrov"),
    ("صنعاء", "GPE", "sanaa"),
    ("القاهرة", "GPE", "cairo"),
    ("غزة", "GPE", "gaza"),
    ("الدوحة", "GPE", "doha"),
)
_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load()


def _names(text: str) -> list[Name]:
    found: list[Name] = []
    for name, kind, entity in NAMES:
        at = text.find(name)
        while at >= 0:
            if not any(n.start < at + len(name) and at < n.end for n in found):
                found.append(Name(at, at + len(name), kind, entity))
            at = text.find(name, at + 1)
    return found


def _doc(text: str, packs: Packs, said: list[Attribution] | None = None, times: list[Time] | None = None) -> Doc:
    article = Article("x", text)
    doc = Doc(article, packs)
    at = 0
    spans = []
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    doc.set_body(spans)
    article.names = _names(text)
    doc.index_names()
    article.times = times or []
    doc.index_times()
    article.attributions = said or []
    return doc


#: lines around a sentence, so that it is read as a piece of an article
_AROUND = "\nالخبر الأول في النشرة.\nوالخبر الثاني فيها.\nوهذا آخرها."


def read(text: str, packs: Packs, said: list[Attribution] | None = None) -> list[Event]:
    doc = _doc(text + _AROUND, packs, said)
    Events(packs)(doc)
    return doc.article.events


def one(text: str, packs: Packs, kind: str, said: list[Attribution] | None = None) -> Event:
    found = [e for e in read(text, packs, said) if e.type == kind]
    assert len(found) == 1, [(e.type, text[slice(*e.trigger)]) for e in read(text, packs, said)]
    return found[0]


def _families(text: str, packs: Packs) -> set[str]:
    """The entries that the words of a text belong to, and the first of each one's family."""
    doc = _doc(text, packs)
    tables = packs.compiled("events", compile_tables)
    norms = Norms(w.norm for w in doc.words)
    out: set[str] = set()
    for number in range(len(doc.sentences)):
        for trigger in find_triggers(doc, tables, number, norms):
            out |= {str(trigger.entry.get("like") or trigger.entry["id"]), str(trigger.entry["id"])}
    return out


def test_examples_are_found_and_counters_are_not(packs: Packs) -> None:
    wrong: list[str] = []
    tried = 0
    for entry in packs.rules("events"):
        if "example" in entry:
            tried += 1
            if entry["id"] not in _families(str(entry["example"]), packs):
                wrong.append(f"{entry['id']} misses {entry['example']}")
        if "counter" in entry:
            tried += 1
            if entry["id"] in _families(str(entry["counter"]), packs):
                wrong.append(f"{entry['id']} takes {entry['counter']}")
    assert tried > 100
    assert not wrong, "\n".join(wrong)


def test_every_type_has_entries_and_every_entry_a_frame(packs: Packs) -> None:
    entries = packs.rules("events")
    assert len(entries) >= 600
    families = {str(e["id"]): e for e in entries}
    frames = packs.compiled("events", compile_tables).frames
    count: dict[str, int] = dict.fromkeys(_TYPES, 0)
    for entry in entries:
        count[str(entry["type"])] += 1
        whole: dict[str, Any] = {**families.get(str(entry.get("like")), {}), **entry}
        assert whole["frame"] in frames, entry["id"]
        assert whole["mode"]
    assert min(count.values()) >= 20, count


def test_verb_subject_object(packs: Packs) -> None:
    event = one("قصفت تركيا مواقع قسد في الشمال.", packs, "ASSAULT")
    assert (event.source, event.target) == (["turkey-government"], ["sdf"])
    event = one("إسرائيل تقصف حماس.", packs, "ASSAULT")
    assert (event.source, event.target) == (["israel-government"], ["hamas"])


def test_verbal_noun_with_its_actors(packs: Packs) -> None:
    event = one("وأدى قصف تركيا مواقع لقسد إلى أضرار.", packs, "ASSAULT")
    assert (event.source, event.target) == (["turkey-government"], ["sdf"])
    event = one("لقاء بين روسيا وتركيا في الدوحة.", packs, "CONSULT")
    assert {*event.source, *event.target} == {"russia-government", "turkey-government"}


def test_light_verb_gives_the_source(packs: Packs) -> None:
    event = one("شنت إسرائيل غارات على غزة.", packs, "ASSAULT")
    assert event.source == ["israel-government"]
    event = one("وجهت إيران تهديدا إلى واشنطن.", packs, "THREATEN")
    assert event.source == ["iran-government"]


def test_demonym_stands_for_the_government(packs: Packs) -> None:
    event = one("استمر القصف التركي على مواقع قسد.", packs, "ASSAULT")
    assert (event.source, event.target) == (["turkey-government"], ["sdf"])


def test_a_person_stands_for_the_side_of_his_office(packs: Packs) -> None:
    text = "التقى وزير الخارجية التركي هاكان فيدان نظيره الروسي سيرغي لافروف."
    event = one(text, packs, "CONSULT")
    assert {*event.source, *event.target} == {"turkey-government", "russia-government"}
    assert set(event.delegates) == {"hakan-fidan", "sergey-lavrov"}


def test_unnamed_actors_get_an_entity_with_a_sector(packs: Packs) -> None:
    doc = _doc("قتل مسلحون خمسة جنود في هجوم على حاجز." + _AROUND, packs)
    Events(packs)(doc)
    event = next(e for e in doc.article.events if e.type == "ASSAULT")
    assert all(i.startswith("unnamed:") and i.endswith(":x") for i in (*event.source, *event.target))
    assert {e.sector for e in doc.unnamed} >= {"UAF"}


def test_passive_makes_the_first_noun_the_target(packs: Packs) -> None:
    event = one("قُتل ثلاثة مدنيين في غارة.", packs, "ASSAULT")
    assert not event.source
    assert len(event.target) == 1


@pytest.mark.parametrize(
    ("text", "kind", "modality", "polarity"),
    [
        ("سيلتقي وفد حماس الوسطاء في القاهرة.", "CONSULT", "planned", True),
        ("ومن المقرر أن تعقد روسيا اجتماعا مع تركيا.", "CONSULT", "planned", True),
        ("قد تهاجم إسرائيل إيران.", "ASSAULT", "possible", True),
        ("لم تقصف تركيا مواقع قسد.", "ASSAULT", "happened", False),
        ("ولا تزال المفاوضات بين روسيا وتركيا مستمرة.", "CONSULT", "ongoing", True),
        ("التقت روسيا تركيا في الدوحة.", "CONSULT", "happened", True),
    ],
)
def test_modality_and_polarity(packs: Packs, text: str, kind: str, modality: str, polarity: bool) -> None:
    event = one(text, packs, kind)
    assert (event.modality, event.polarity) == (modality, polarity)


def test_what_is_demanded_has_not_happened(packs: Packs) -> None:
    found = read("طالبت قسد تركيا بالانسحاب من المنطقة.", packs)
    assert [(e.type, e.modality) for e in found] == [("REQUEST", "happened"), ("RETREAT", "demanded")]
    assert found[1].source == ["turkey-government"]


def test_speech_act_rests_on_the_attribution_whose_cue_it_is(packs: Packs) -> None:
    text = "اتهمت إيران إسرائيل بتنفيذ الهجوم."
    said = [Attribution((19, 33), (0, 5), chain=[Link("organisation", (6, 11), "iran-government")])]
    event = one(text, packs, "ACCUSE", said)
    assert event.attribution == 0
    assert (event.source, event.target) == (["iran-government"], ["israel-government"])


def test_sponsors_are_mediators_and_no_side(packs: Packs) -> None:
    event = one("عقد اجتماع بين قسد والحكومة اليمنية برعاية روسية.", packs, "CONSULT")
    assert event.mediator == ["russia-government"]
    assert "russia-government" not in (*event.source, *event.target)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("انتهى الاجتماع بين روسيا وتركيا دون التوصل إلى اتفاق.", "none"),
        ("انتهى الاجتماع بين روسيا وتركيا باتفاق.", "agreement"),
        ("عقدت روسيا اجتماعا مع تركيا.", "unknown"),
    ],
)
def test_outcome_of_talks(packs: Packs, text: str, outcome: str) -> None:
    assert one(text, packs, "CONSULT").outcome == outcome


def test_one_happening_told_twice_is_one_event(packs: Packs) -> None:
    text = "عقدت روسيا اجتماعا مع تركيا في الدوحة.\nوقال مصدر إن الاجتماع كان مفيدا."
    event = one(text, packs, "CONSULT")
    assert len(event.also) == 1


def test_the_headline_tells_again_what_the_body_tells(packs: Packs) -> None:
    text = "تركيا تقصف مواقع قسد\nقصفت تركيا صباحا مواقع قسد قرب الحدود."
    event = one(text, packs, "ASSAULT")
    assert event.trigger[0] > text.index("\n")


@pytest.mark.parametrize(
    "text",
    [
        "قاد المهاجم هجوم المنتخب على مرمى الضيوف في المباراة.",
        "دخل الحزب معركة انتخابية صعبة.",
        "يعرض فيلم حرب النجوم في صالات المدينة.",
        "ارتفعت الأسهم بعد هجوم المضاربين في البورصة.",
        "مقتل عشرة أشخاص في حادث سير مروع.",
    ],
)
def test_sport_metaphor_and_accident_are_no_assault(packs: Packs, text: str) -> None:
    assert not [e for e in read(text, packs) if e.type == "ASSAULT"]


def test_both_sides_are_those_named_before(packs: Packs) -> None:
    text = "عقدت قسد اجتماعا مع الحكومة اليمنية.\nووقع الطرفان اتفاقا جديدا."
    event = one(text, packs, "AGREE")
    assert {*event.source, *event.target} == {"sdf", "yemen-government"}


def test_text_without_words_has_no_events(packs: Packs) -> None:
    assert read("...", packs) == []


def test_who_took_part_may_stand_in_a_relative_clause(packs: Packs) -> None:
    event = one("انتهى أمس الاجتماع الذي ضم قسد وروسيا في المدينة.", packs, "CONSULT")
    assert {*event.source, *event.target} == {"sdf", "russia-government"}


def test_who_is_accused_of_an_act_is_its_agent(packs: Packs) -> None:
    found = read("اتهمت واشنطن إيران بتسليح الحوثيين.", packs)
    aid = next(e for e in found if e.type == "AID")
    assert (aid.source, aid.target) == (["iran-government"], ["houthis"])


def test_an_object_pronoun_leaves_the_noun_after_it_the_subject(packs: Packs) -> None:
    found = read("وصل المقاتلون الذين دربتهم تركيا إلى مواقع الجيش.", packs)
    aid = next(e for e in found if e.type == "AID")
    assert aid.source == ["turkey-government"]


def test_a_killed_person_is_meant_himself_and_no_delegate(packs: Packs) -> None:
    event = one("اغتال مسلحون وزير الخارجية التركي هاكان فيدان.", packs, "ASSAULT")
    assert event.target == ["hakan-fidan"]
    assert not event.delegates


def test_protests_have_protesters(packs: Packs) -> None:
    event = one("اندلعت مظاهرات في القاهرة ضد الغلاء.", packs, "PROTEST")
    assert event.source[0].startswith("unnamed:CVL-")


def test_headline_without_a_body_is_kept(packs: Packs) -> None:
    doc = _doc("تركيا تقصف مواقع قسد", packs)
    Events(packs)(doc)
    assert [e.type for e in doc.article.events] in ([], ["ASSAULT"])


def test_what_lies_after_publication_is_planned(packs: Packs) -> None:
    text = "زيارة لافروف إلى القاهرة غدا.\nالتفاصيل في النشرة.\nانتهى."
    article = Article("x", text)
    article.published = Published("2024-05-01", "2024-05-01", "given")
    doc = Doc(article, packs)
    doc.set_body([(0, 29), (30, 49), (50, 56)])
    article.names = [Name(6, 12, "PER", "sergey-lavrov"), *_names(text)]
    doc.index_names()
    article.times = [Time(25, 28, "day", "2024-05-02", "2024-05-02")]
    doc.index_times()
    Events(packs)(doc)
    event = next(e for e in article.events if e.type == "CONSULT")
    assert event.modality == "planned"
    assert event.time.earliest == "2024-05-02"


def test_spans_lie_on_the_words_and_rules_are_named(packs: Packs) -> None:
    text = "وقصفت تركيا مواقع قسد."
    event = one(text, packs, "ASSAULT")
    assert text[slice(*event.trigger)] == "قصفت"
    assert [text[slice(*s)] for s in event.source_spans] == ["تركيا"]
    assert event.rule is not None
    assert event.pack is not None
