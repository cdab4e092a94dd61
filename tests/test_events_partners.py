"""Both sides of meetings and agreements: one text for each way in which the press names the second one."""

import pytest
from tests.event_texts import events, sides

from khabar.packs import Packs

#: text, type, sides of the last event of that type
PARTNERS = [
    # people of the two sides named before
    (
        "اتفقت أرمينيا وأذربيجان على هدنة. وعقد وزيرا خارجية البلدين اجتماعا في جنيف.",
        "CONSULT",
        {"armenia", "azerbaijan"},
    ),
    ("تراجع التوتر بين الهند وباكستان بعد لقاء جمع مسؤولين من البلدين في لندن.", "CONSULT", {"india", "pakistan"}),
    # two adjectives behind one office, and peoples with a plural of their own
    ("اجتمع مسؤولون روس وأوكرانيون في الرياض.", "CONSULT", {"russia", "ukraine"}),
    ("اجتمع مسؤولون أتراك وأرمن في فيينا.", "CONSULT", {"armenia", "turkey"}),
    # the verb that says whom a meeting brings together stands before it
    ("سيجمع لقاء في موسكو الرئيس الأذري بالرئيس الأرميني.", "CONSULT", {"armenia", "azerbaijan"}),
    # an object behind a long list of subjects
    (
        "التقى وزير الخارجية الإماراتي، ونظيره المصري، ووزير خارجية الأردن، ووزير الخارجية السعودي، الرئيس الفرنسي.",
        "CONSULT",
        {"uae", "egypt", "jordan", "saudi-arabia", "france"},
    ),
    # whose proposal is accepted
    ("وافقت الحكومة المالية على مقترح الجزائر لوقف إطلاق النار.", "AGREE", {"mali", "algeria"}),
    ("قبلت أرمينيا المقترح الروسي بشأن الحدود.", "AGREE", {"armenia", "russia"}),
    ("وقعت الحكومة الإثيوبية على وثيقة السلام التي اقترحتها كينيا.", "AGREE", {"ethiopia", "kenya"}),
    # an agreement that talks of the sentence are for has their sides, and the two of a sentence are those who met in it
    (
        "تجري الولايات المتحدة وفرنسا محادثات مع إيران تهدف إلى التوصل إلى اتفاق.",
        "AGREE",
        {"usa", "france", "iran"},
    ),
    # who accepts something after talks of two has agreed with the other
    (
        "أجرت إثيوبيا محادثات مع إريتريا في نيروبي. ووافقت إثيوبيا على ترسيم الحدود.",
        "AGREE",
        {"ethiopia", "eritrea"},
    ),
    # a masculine pronoun is not that of a feminine body
    (
        "نفت وزارة الخارجية الأرمينية تصريحات الرئيس الأذري بشأن لقائه مع نظيره التركي.",
        "CONSULT",
        {"azerbaijan", "turkey"},
    ),
    # a governor of a place acts for its country; أو joins as و does
    ("التقى محافظ حلب حسين دياب وفدا روسيا.", "CONSULT", {"syria", "russia"}),
    ("لم يلتق الوفد الأرميني مع وزير الخارجية الروسي أو المبعوث الأممي.", "CONSULT", {"armenia", "russia", "un"}),
    # people without a name beside a body that has one are the other side
    ("جرت في نيروبي مشاورات بين الوساطة والحكومة الإثيوبية.", "CONSULT", {"unnamed:UNK", "ethiopia"}),
    (
        "ترعى الجزائر جهود تقريب وجهات النظر بين الفصائل المسلحة والحكومة المالية.",
        "CONSULT",
        {"unnamed:REB", "mali"},
    ),
    # an agreement hoped for is one with whom there were talks
    (
        "أجرت أرمينيا محادثات مع أذربيجان في بروكسل. وأعرب رئيس الوزراء الأرميني عن أمله في إبرام اتفاق سلام.",
        "AGREE",
        {"armenia", "azerbaijan"},
    ),
    # whose verb has its subject before it, also beyond حيث and in the words of who speaks
    ("وصل رئيس الوزراء الباكستاني إلى بكين حيث التقى الرئيس الصيني.", "CONSULT", {"pakistan", "china"}),
    ("قال وزير الخارجية الكيني إنه سيلتقي الرئيس الإثيوبي.", "CONSULT", {"kenya", "ethiopia"}),
    # his like beside an office is a second subject; an adjective that و joins to a force is another force
    ("بحث رئيس الوزراء الهندي ونظيره الياباني التعاون الدفاعي.", "CONSULT", {"india", "japan"}),
    ("تعاونت القوات الفرنسية والكاميرونية في مطاردة المسلحين.", "COOPERATE", {"france", "cameroon"}),
    # talks with each other that a third asks for
    ("دعت روسيا أرمينيا وأذربيجان إلى الحوار.", "CONSULT", {"armenia", "azerbaijan"}),
    # to whom forces are loyal does not meet anybody
    ("التقى وزير الخارجية المصري قائد القوات الليبية الموالية للبرلمان.", "CONSULT", {"egypt", "libya"}),
]


@pytest.mark.parametrize(("text", "kind", "both"), PARTNERS, ids=[str(i) for i in range(len(PARTNERS))])
def test_both_sides(text: str, kind: str, both: set[str], packs: Packs) -> None:
    found = [e for e in events(text, packs) if e.type == kind and e.mode != "offer"]
    assert found and sides([*found[-1].source, *found[-1].target]) == both


def test_who_accepts_is_the_other_side_of_the_proposal(packs: Packs) -> None:
    found = events("وافقت الحكومة الأرمينية على خطة سلام اقترحتها موسكو.", packs)
    assert [sides([*e.source, *e.target]) for e in found if e.mode == "offer"] == [{"russia", "armenia"}]


def test_who_presides_over_a_meeting_takes_part_in_it(packs: Packs) -> None:
    found = events("عقد أمس اجتماع أمني في أديس أبابا بإشراف رئيس الوزراء الإثيوبي.", packs)
    assert [(sides([*e.source, *e.target]), e.mediator) for e in found if e.type == "CONSULT"] == [({"ethiopia"}, [])]


def test_the_two_of_a_sentence_are_those_who_met_in_it(packs: Packs) -> None:
    text = (
        "التقى الرئيس الروسي نظيره الأوكراني. والتقى الرئيس الروسي نظيره الأوكراني مجددا. "
        "واستقبل الرئيس الهندي نظيره الصيني، حيث أكد الجانبان خلال اللقاء دعمهما للفلسطينيين."
    )
    found = [e for e in events(text, packs) if e.type == "SUPPORT"]
    assert [sides(e.source) for e in found] == [{"india", "china"}]


def test_preparing_for_something_offers_nothing(packs: Packs) -> None:
    found = events("التقى وزير الخارجية الكيني نظيره الإثيوبي استعدادا لقمة نيروبي.", packs)
    assert {e.type for e in found} == {"CONSULT"}


def test_who_heads_a_delegation_takes_part(packs: Packs) -> None:
    text = "التقى وفد من حركة الشباب برئاسة أحمد ديري محافظ كيسمايو في مقر المحافظة."
    met = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert any("dyry" in person or "diri" in person for person in met.delegates), met.delegates


def test_a_visit_comes_to_nothing_by_itself(packs: Packs) -> None:
    text = "وصل وفد روسي إلى نيروبي، وقال مصدر إن المحادثات انتهت باتفاق مبدئي."
    outcomes = {e.mode: e.outcome for e in events(text, packs) if e.type == "CONSULT"}
    assert outcomes["visit"] == "unknown"


def test_talks_that_lead_nowhere(packs: Packs) -> None:
    text = "وكانت مفاوضات بين كينيا والصومال بشأن الحدود قد وصلت لطريق مسدود."
    assert [e.outcome for e in events(text, packs) if e.type == "CONSULT"] == ["none"]


def test_two_sides_are_no_subject_of_one(packs: Packs) -> None:
    text = "التقت كينيا والصومال. وقال مصدر إن الطرفين يسعيان إلى تهدئة، وعليه التقى فولوديمير زيلينسكي الرئيس الغاني."
    met = [sides([*e.source, *e.target]) for e in events(text, packs) if e.type == "CONSULT"]
    assert {"ukraine", "ghana"} in met


def test_what_a_man_is_known_as_ends_no_clause(packs: Packs) -> None:
    text = "التقى وليام روتو، رئيس كينيا المعروف بأنه خطيب، بالرئيس الغاني في نيروبي."
    met = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert sides([*met.source, *met.target]) == {"kenya", "ghana"}


def test_a_sponsor_of_another_matter_is_none_of_the_meeting(packs: Packs) -> None:
    text = "قال مصدر إن اللقاء بين كينيا والصومال كان جيدا، مشيرا إلى أن القوات انسحبت من المدينة برعاية قطرية."
    met = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert not met.mediator
