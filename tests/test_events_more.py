"""Words that look like events and are none, events that one word tells together, and who does what to whom."""

import pytest
from tests.event_texts import events, sides

from khabar.packs import Packs

NONE = [
    # the letter و after a relative pronoun belongs to the verb
    ("زار الوزير التركي المدينة التي وفرتها القوات للنازحين.", "RETREAT"),
    ("انتقدت الحكومة السورية اللقاء الذي وصفته قسد بالمهم.", "ASSAULT"),
    # parts of the day, and what was before
    ("وصلت القوات التركية فجر اليوم الاثنين إلى الحدود السورية.", "ASSAULT"),
    # aims, lines, states of mind
    ("تجري روسيا محادثات مع إيران تستهدف التوصل إلى تسوية.", "ASSAULT"),
    ("انتشرت قوات النظام قرب خطوط التماس مع القوات التركية.", "REQUEST"),
    ("لا يزال التوتر يسيطر على مدينة القامشلي منذ أيام.", "ASSAULT"),
    # a state that protests does not take to the street
    ("استدعت بغداد سفيرها في دمشق احتجاجا على الموقف السوري.", "PROTEST"),
    # what carries the noun stands before the negation
    ("انتهى الاجتماع بين قسد والحكومة السورية دون التوصل إلى اتفاق.", "AGREE"),
]


@pytest.mark.parametrize(("text", "kind"), NONE, ids=[n[0][:28] for n in NONE])
def test_words_that_tell_no_event(packs: Packs, text: str, kind: str) -> None:
    assert not [e for e in events(text, packs) if e.type == kind and e.polarity]


SYMMETRIC = ("CONSULT", "COOPERATE")
#: sentence, type, source, target; the two sides of talks and common undertakings in any order
SOME = [
    ("نص البيان على المناطق التي سيطرت عليها تركيا في ريف حلب.", "ASSAULT", {"turkey"}, set()),
    ("طالبت بغداد دمشق بتسليم شخصين متهمين بالتفجير.", "COOPERATE", {"syria"}, {"iraq"}),
    # the subject beside the verb makes the demand, whoever else spoke before
    ("قال مسؤول إيراني إن اللقاء قريب. وقد دعت الحكومة التركية قسد إلى الحوار.", "REQUEST", {"turkey"}, {"sdf"}),
    # a preposition before a verbal noun governs that noun, and not its agent
    ("وافقت روسيا على طلب قسد.", "REQUEST", {"sdf"}, set()),
    # who speaks of himself as we, and not whom he names
    ("قال الرئيس التركي: ندعو إيران إلى الحوار.", "REQUEST", {"turkey"}, {"iran"}),
    # an adjective belongs to the noun that it agrees with
    ("أعلن البيان استهداف السفن الإسرائيلية في البحر.", "ASSAULT", set(), {"unnamed:BUS"}),
    # whose doing a noun before it says the act is
    ("أدان التقرير استمرار تركيا في قصف مواقع قسد.", "ASSAULT", {"turkey"}, {"sdf"}),
    # the place and agency of a dateline do nothing
    ("دمشق (رويترز) - زار وزير الخارجية التركي العراق يوم الأحد.", "CONSULT", {"turkey"}, {"iraq"}),
    # they who are counted are meant, and are killed where the verb is
    ("قتل نحو ثمانين شخصا في انفجار سيارة مفخخة في بغداد.", "ASSAULT", set(), {"unnamed:CVL"}),
    ("قتل العشرات من المسلحين في بغداد يوم الأحد.", "ASSAULT", set(), {"unnamed:UAF"}),
    # the subject of a verb may be the attack told before it
    ("وقع هجوم استهدف مركزا للشرطة التركية في أنقرة.", "ASSAULT", set(), {"turkey-police"}),
    # people carry out what is told of people; things are no crowd
    ("قال الحزب إن مسلحين أطلقوا عشرات الصواريخ على مواقع للجيش التركي.", "ASSAULT", {"unnamed:UAF"}, {"turkey"}),
    # whom a protest is against
    ("تظاهر آلاف العراقيين في بغداد احتجاجا على الغارات التركية.", "PROTEST", {"unnamed:CVL"}, {"turkey"}),
    ("تظاهر مئات الأشخاص أمام السفارة التركية في بغداد.", "PROTEST", {"unnamed:CVL"}, {"turkey"}),
    # one whose monument stands on the way is not who protests
    ("سار آلاف الطلاب إلى ضريح الرئيس التركي أتاتورك في تظاهرة حاشدة أمس.", "PROTEST", {"unnamed:CVL"}, set()),
    # passives that are written unlike the active
    ("اغتيل ضابط في الجيش العراقي قرب منزله.", "ASSAULT", set(), {"iraq"}),
    ("هوجم مركز للشرطة التركية ليلا.", "ASSAULT", set(), {"turkey-police"}),
    # a province with a sultan's name is no history
    ("قتل خمسة جنود عراقيين في هجوم على محافظة صلاح الدين.", "ASSAULT", set(), {"iraq"}),
    # envoys travel for whom they stand
    ("توجه وفد من قسد إلى دمشق أمس.", "CONSULT", {"sdf"}, {"syria"}),
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), SOME, ids=[s[0][:28] for s in SOME])
def test_who_does_what(packs: Packs, text: str, kind: str, source: set[str], target: set[str]) -> None:
    found = [e for e in events(text, packs) if e.type == kind]
    assert len(found) == 1
    got = (sides(found[0].source), sides(found[0].target))
    assert got == (source, target) or (kind in SYMMETRIC and got[0] | got[1] == source | target)


def test_who_demands_that_a_siege_be_lifted_is_besieged(packs: Packs) -> None:
    found = events("طالبت قسد الحكومة السورية بفك الحصار عن حي الشيخ مقصود.", packs)
    siege = [e for e in found if e.type == "COERCE"]
    assert [(sides(e.source), sides(e.target), e.modality) for e in siege] == [({"syria"}, {"sdf"}, "ongoing")]
    assert [e.modality for e in found if e.type == "RETREAT"] == ["demanded"]


def test_a_siege_that_was_lifted_is_over(packs: Packs) -> None:
    found = events("رفعت الحكومة السورية الحصار عن حي الشيخ مقصود أمس.", packs)
    assert [e.type for e in found if e.type in ("COERCE", "RETREAT")] == ["RETREAT"]


def test_an_offer_that_is_refused_was_made(packs: Packs) -> None:
    found = events("رفضت قسد العرض الذي قدمته روسيا.", packs)
    offers = [e for e in found if e.type == "AGREE"]
    assert [(e.mode, e.modality, sides([*e.source, *e.target])) for e in offers] == [
        ("offer", "planned", {"sdf", "russia"})
    ]


def test_what_two_states_do_to_each_other_is_two_events(packs: Packs) -> None:
    found = events("زار الوفد العراق وسوريا بعد أن تبادل البلدان سحب السفراء.", packs)
    recalls = [(sides(e.source), sides(e.target)) for e in found if e.type == "SANCTION"]
    assert sorted(recalls, key=str) == sorted([({"iraq"}, {"syria"}), ({"syria"}, {"iraq"})], key=str)


def test_two_sides_with_an_adjective_each_are_named(packs: Packs) -> None:
    found = [e for e in events("اجتمع الجانبان الروسي والتركي في أنقرة أمس.", packs) if e.type == "CONSULT"]
    assert [sides([*e.source, *e.target]) for e in found] == [{"russia", "turkey"}]


def test_who_acts_in_a_sentence_has_fought_his_opponents(packs: Packs) -> None:
    found = events("استعادت قسد بلدة تل تمر بعد معارك مع القوات التركية.", packs)
    clash = [(sides(e.source), sides(e.target)) for e in found if e.mode == "clash"]
    assert clash == [({"sdf"}, {"turkey"})]


def test_talks_of_three_are_not_those_of_two(packs: Packs) -> None:
    text = "التقى وزير الخارجية التركي نظيره الروسي أمس. ثم عقد اجتماع بين تركيا وروسيا وإيران."
    found = [sides([*e.source, *e.target]) for e in events(text, packs) if e.type == "CONSULT"]
    assert found == [{"turkey", "russia"}, {"turkey", "russia", "iran"}]


def test_two_sides_act_together_where_nothing_is_done_to_one_of_them(packs: Packs) -> None:
    text = "التقى الرئيس السوري وزير الخارجية الإيراني. وطالب الجانبان تركيا بوقف القصف."
    found = [(sides(e.source), sides(e.target)) for e in events(text, packs) if e.type == "REQUEST"]
    assert found == [({"syria", "iran"}, {"turkey"})]


def test_what_is_to_come_is_planned(packs: Packs) -> None:
    text = "سيزور وزير الخارجية التركي العراق على أن يسافر إلى مصر."
    assert [e.modality for e in events(text, packs) if e.type == "CONSULT"] == ["planned", "planned"]


def test_what_is_answered_has_happened(packs: Packs) -> None:
    found = events("تتأهب المنطقة لرد إيراني محتمل على الهجوم الإسرائيلي.", packs)
    assert [e.modality for e in found if e.type == "ASSAULT" and "israel" in sides(e.source)] == ["happened"]


def test_who_could_not_do_a_thing_has_not_done_it(packs: Packs) -> None:
    found = events("قال الوزير إن روسيا وتركيا لم تتمكنا من التوصل إلى اتفاق.", packs)
    assert [e.polarity for e in found if e.type == "AGREE"] == [False]
