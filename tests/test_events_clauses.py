"""Clauses of events through the whole pipeline: who belongs to which act, and what is told apart."""

import pytest
from tests.event_texts import events, sides

from khabar.packs import Packs

#: sentence, type, source, target; those of talks, agreements and common undertakings in any order
ROLES = [
    # after a comma و and a verb open another clause, whose actors are no actors of the act before
    ("شنت إسرائيل غارات على البلدة، وأدت المسألة إلى أزمة بين القاهرة وأنقرة.", "ASSAULT", {"israel"}, set()),
    # أدى إلى carries no act
    ("أدت الأزمة إلى زيارة الرئيس العراقي لطهران.", "CONSULT", {"iraq"}, {"iran"}),
    # أنه is no verb that carries one
    ("أكد الرئيس المصري أنه يجب حث إيران على التهدئة.", "REQUEST", {"egypt"}, {"iran"}),
    # what بين governs belongs to the talks beside it
    (
        "وصل المبعوث الأمريكي إلى الرياض لإجراء محادثات حول استئناف المفاوضات بين روسيا وأوكرانيا.",
        "CONSULT", {"russia"}, {"ukraine"},
    ),
    # a verbal noun with two complements: its agent and its object
    ("أعلن المتحدث نبأ اعتقال الشرطة التونسية ناشطين في العاصمة.", "COERCE", {"tunisia-police"}, {"unnamed:OPP"}),
    ("نقلت الصحيفة خبر استهداف إسرائيل قوات حزب الله أمس.", "ASSAULT", {"israel"}, {"hezbollah"}),
    # a noun in the accusative is no subject of the verb before it
    ("قالت النصرة إنها باقية وطالبت مقاتلين آخرين بإلقاء السلاح.", "REQUEST", {"nusra"}, {"unnamed:REB"}),
    # الجانبان are the two that بين joins before in the sentence
    (
        "تصاعد التوتر بين الجيش السوري وقسد على خلفية اعتقالات متبادلة بين الجانبين.",
        "COERCE", {"syria"}, {"sdf"},
    ),
    # a member of a group stands within the noun phrase that is acted upon
    ("تم اعتقال قيادي في تنظيم داعش على يد القوات العراقية.", "COERCE", {"iraq"}, {"isis"}),
    # ل after the genitive leads on to what the stand is on
    ("جاء ذلك وسط معارضة فرنسا للعملية التركية في الشمال.", "ACCUSE", {"france"}, {"turkey"}),
    # who speaks of somebody's involvement accuses him
    ("قال وزير الداخلية العراقي إن هناك أدلة على تورط إيران في العملية.", "ACCUSE", {"iraq"}, {"iran"}),
    # the pronoun of the noun is who condemns
    ("أعربت الحكومة الأردنية عن إدانتها للهجوم على الميناء.", "ACCUSE", {"jordan"}, set()),
    # a demonym right after a phrase
    ("نفت إثيوبيا الاتهامات المصرية بشأن السد.", "REJECT", {"ethiopia"}, {"egypt"}),
    # مطالب is the noun here, and theirs who have them
    ("وافقت الحكومة اللبنانية على مطالب المعتصمين.", "REQUEST", {"unnamed:CVL"}, set()),
    # who asks for a truce is not whom it is with
    ("دعت فرنسا الحكومة اللبنانية إلى وقف إطلاق النار.", "RETREAT", {"lebanon"}, set()),
    # كان is no boundary of the clause, though it is written like كأن
    ("ذكر البيان أن الرئيس المصري كان قد وصف الاتهامات الإثيوبية بالباطلة.", "REJECT", {"egypt"}, {"ethiopia"}),
    ("قابلت حركة حماس المقترح الإسرائيلي الأخير بالرفض.", "REJECT", {"hamas"}, {"israel"}),
    # people without arms who close a road protest
    ("أقفل عشرات المحتجين الطريق الساحلي جنوب العاصمة.", "PROTEST", {"unnamed:CVL"}, set()),
    ("أقدم المعتصمون قرب مقر الشركة في الصحراء أمس الاثنين صباحا على إغلاق الطريق.", "PROTEST", {"unnamed:CVL"}, set()),
    ("أغلقت القوات الإسرائيلية الطريق المؤدي إلى البلدة.", "COERCE", {"israel"}, set()),
    # what was launched stands before the verb
    ("دوت صفارات الإنذار بعد صواريخ أطلقها حزب الله صباح الأحد.", "ASSAULT", {"hezbollah"}, set()),
    ("قال العميد إن القوات السورية تصدت لهجوم شنه تنظيم داعش.", "ASSAULT", {"syria"}, {"isis"}),
    ("قامت قوات التحالف العربي بمهاجمة وحدات من الحوثيين.", "ASSAULT", {"arab-coalition"}, {"houthis"}),
    ("دفعت السلطات اللبنانية بالمزيد من العناصر إلى طرابلس.", "MOBILIZE", {"lebanon"}, set()),
    # who condemns an attack is no subject of the clause that tells of it
    ("أدانت وزارة الخارجية القطرية الهجوم الذي استهدف مطار أربيل يوم الأحد.", "ASSAULT", set(), set()),
    # من قبل goes to the act beside it
    (
        "استنكر البرلمان العراقي استهداف المدنيين في دهوك من قبل القوات التركية.",
        "ASSAULT", {"turkey"}, {"unnamed:CVL"},
    ),
    ("استنكر البرلمان العراقي استهداف المدنيين من قبل القوات التركية.", "ACCUSE", {"iraq-parliament"}, set()),
    # the two that a dual and two demonyms name
    ("أجرى الجيشان المصري والسعودي تدريبات مشتركة في الصحراء.", "COOPERATE", {"egypt"}, {"saudi-arabia"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "source", "target"), ROLES, ids=[str(i) for i in range(len(ROLES))])
def test_roles_of_clauses(text: str, kind: str, source: set[str], target: set[str], packs: Packs) -> None:
    found = [(sides(e.source), sides(e.target)) for e in events(text, packs) if e.type == kind]
    if kind in ("CONSULT", "AGREE", "COOPERATE"):
        assert source | target in [a | b for a, b in found], found
    else:
        assert (source, target) in found, found


#: sentence, type, how many events of it
APART = [
    # an answer is another attack than the one it answers
    ("قتلت القوات التركية خمسة مسلحين ردا على هجوم شنه حزب العمال الكردستاني.", "ASSAULT", 2),
    # who is killed in an attack is killed by it
    ("قتل خمسة جنود في هجوم شنه مسلحون على نقطة تفتيش شمالي العراق.", "ASSAULT", 1),
    # a siege is no arrest
    ("حاصرت القوات الإسرائيلية البلدة يوم الأحد. وجرت اعتقالات في صفوف السكان.", "COERCE", 2),
    # blame and surprise are two stands of one speaker
    ("حملت النقابة وزارة الصحة المسؤولية، معربة عن استغرابها من غياب الوزارة.", "ACCUSE", 2),
]


@pytest.mark.parametrize(("text", "kind", "number"), APART, ids=[str(i) for i in range(len(APART))])
def test_events_told_apart(text: str, kind: str, number: int, packs: Packs) -> None:
    assert len([e for e in events(text, packs) if e.type == kind]) == number


#: sentence, type, modality
FACTS = [
    # what somebody threatens to do stands right behind the noun
    ("جاء ذلك بعد تهديد تركيا بشن عملية عسكرية ضد مواقع قسد.", "ASSAULT", "threatened"),
    # a campaign that somebody conducts goes on
    ("يواجه التنظيم حملة عسكرية تقودها الولايات المتحدة في العراق.", "ASSAULT", "ongoing"),
    # after a preposition عقد is the noun and no past verb
    ("تسعى روسيا إلى عقد لقاء بين الرئيس السوري والرئيس التركي.", "CONSULT", "planned"),
    # a threatened answer to an attack is not the attack
    ("هدد الجيش الإيراني بالرد على أي هجوم إسرائيلي.", "ASSAULT", "possible"),
]


@pytest.mark.parametrize(("text", "kind", "modality"), FACTS, ids=[str(i) for i in range(len(FACTS))])
def test_kinds_of_fact(text: str, kind: str, modality: str, packs: Packs) -> None:
    assert [e.modality for e in events(text, packs) if e.type == kind] == [modality]


def test_named_operation_is_told_without_a_verb_that_carries_it(packs: Packs) -> None:
    found = events("انتشرت القوات في البلدة بعد عملية “درع الفرات” المشتركة بين تركيا والجيش الوطني السوري.", packs)
    assert [e.mode for e in found if e.type == "ASSAULT"] == ["operation"]


def test_preparing_is_no_recapturing(packs: Packs) -> None:
    found = events("تستعد الحكومة اليمنية لاستقبال المبعوث الأممي في عدن.", packs)
    assert "ASSAULT" not in {e.type for e in found}


def test_capital_beside_its_verb_acts(packs: Packs) -> None:
    found = events("من المتوقع أن تفرض واشنطن عقوبات على قادة الجيش السوداني.", packs)
    assert [(sides(e.source), e.modality) for e in found if e.type == "SANCTION"] == [({"usa"}, "possible")]
