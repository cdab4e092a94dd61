"""What kind of fact an event is, and whether it happened: one sentence for each construction that was once misread."""

import pytest
from tests.event_texts import events, sides

from khabar.packs import Packs

#: sentence, type, modality, polarity
FACTS = [
    # ruled out: not expected, unless ruling it out is itself denied
    ("استبعد وزير الخارجية الروسي عقد لقاء مع نظيره الأوكراني.", "CONSULT", "possible", False),
    ("من المستبعد أن تهاجم روسيا كييف هذا الشهر.", "ASSAULT", "possible", False),
    ("لم تستبعد الهند إجراء محادثات مع باكستان.", "CONSULT", "possible", True),
    # duties
    ("ينبغي أن تنسحب القوات الإريترية من تيغراي.", "RETREAT", "demanded", True),
    ("على أذربيجان أن تفرج عن الأسرى الأرمن.", "RETREAT", "demanded", True),
    # what is denied in a clause of its own did not happen; what the denied statements were about is left alone
    ("نفت روسيا أنها قصفت محطة الكهرباء في خاركيف.", "ASSAULT", "happened", False),
    ("نفى المتحدث باسم الجيش الروسي أن تكون قواته قد قصفت المستشفى.", "ASSAULT", "happened", False),
    ("نفت الهند تصريحات باكستان بشأن لقاء الوزيرين.", "CONSULT", "happened", True),
    # an unmanned aircraft is not a negation
    ("أسقطت القوات الأوكرانية طائرة بدون طيار أطلقتها روسيا على كييف.", "ASSAULT", "happened", True),
    ("قصف الجيش الروسي خاركيف دون توقف.", "ASSAULT", "happened", True),
    # what was called off was planned, what was put off still is
    ("ألغى الرئيس الفرنسي زيارته إلى مالي.", "CONSULT", "planned", False),
    ("أرجأ الرئيس الفرنسي زيارته إلى مالي.", "CONSULT", "planned", True),
    ("كان من المفترض أن يلتقي الوفدان الأرميني والأذري أمس.", "CONSULT", "planned", True),
    # any attack that will be answered
    ("أي هجوم روسي على بولندا سيقابل برد حازم.", "ASSAULT", "conditional", True),
    # what is agreed upon or promised is to come
    ("اتفق الجانبان الإثيوبي والسوداني على سحب القوات من الحدود.", "RETREAT", "planned", True),
    ("تعهدت روسيا بسحب قواتها من كازاخستان.", "RETREAT", "planned", True),
    # purpose, readiness, hope
    ("تجري أرمينيا محادثات مع أذربيجان تهدف إلى التوصل إلى اتفاق سلام.", "AGREE", "planned", True),
    ("أبدت إثيوبيا استعدادها للقاء ممثلي جبهة تيغراي.", "CONSULT", "planned", True),
    ("أعربت أرمينيا عن أملها في توقيع اتفاق سلام مع أذربيجان.", "AGREE", "possible", True),
    ("تستعد روسيا لشن هجوم على خاركيف.", "ASSAULT", "planned", True),
    # who warns of another's attack threatens nobody
    ("حذرت أوكرانيا من هجوم روسي على كييف.", "ASSAULT", "possible", True),
    # what one refuses to do is asked of him: after a feminine name سحب is the noun
    ("ترفض روسيا سحب قواتها من القرم.", "RETREAT", "demanded", False),
    # what goes on: a verb that carries the noun, a predicate behind it, a present since when
    ("واصلت القوات الروسية قصف خاركيف لليوم الثالث.", "ASSAULT", "ongoing", True),
    ("المعارك بين الجيش الكونغولي والمتمردين مستمرة في شرق البلاد.", "ASSAULT", "ongoing", True),
    ("تتعرض مدينة خاركيف لقصف روسي منذ الصباح.", "ASSAULT", "ongoing", True),
    ("اختتمت في الدوحة المحادثات بين الهند وباكستان.", "CONSULT", "ended", True),
    # talks that failed were held, and an operation that ended in something is told for what it came to
    ("فشلت المحادثات بين الهند وباكستان.", "CONSULT", "happened", True),
    ("نفذ الجيش المالي عملية عسكرية انتهت بمقتل قائد المتمردين.", "ASSAULT", "happened", True),
    # plans that are not made, conditions, what is only spoken of
    ("لا تعتزم صربيا توقيع الاتفاق مع كوسوفو.", "AGREE", "planned", False),
    ("ما لم تنسحب روسيا من أوكرانيا فستفرض الدول الغربية عقوبات جديدة.", "RETREAT", "conditional", True),
    ("تدرس الولايات المتحدة فرض عقوبات على صربيا.", "SANCTION", "possible", True),
    ("ناقش وزيرا الدفاع الهندي والصيني سحب القوات من الحدود.", "RETREAT", "possible", True),
    ("أكد الاتحاد الأفريقي أهمية انسحاب القوات الإريترية.", "RETREAT", "demanded", True),
    ("هددت الولايات المتحدة بفرض عقوبات على صربيا.", "SANCTION", "threatened", True),
    # what is thought to have happened; tomorrow in the present
    ("يرجح أن تكون روسيا قد قصفت السد.", "ASSAULT", "possible", True),
    ("يبدأ الرئيس الصيني غدا زيارة إلى كازاخستان.", "CONSULT", "planned", True),
    # a reporting word ends the reach of what stands before it
    ("ذكرت أوكرانيا أنها تأمل في دعم أكبر مشيرة إلى قصف القوات الروسية للسد.", "ASSAULT", "happened", True),
    # what was foiled
    ("أفشلت القوات الأوكرانية محاولة روسية لاغتيال القائد.", "ASSAULT", "happened", False),
    # talks that stopped, as the text says behind them
    ("قالت الخارجية الروسية إن المفاوضات مع أوكرانيا توقفت.", "CONSULT", "ended", True),
    # where aid comes from is not when it comes
    ("وصلت إلى كييف المساعدات الإنسانية القادمة من بولندا.", "AID", "ongoing", True),
]


@pytest.mark.parametrize(("text", "kind", "modality", "polarity"), FACTS, ids=[str(i) for i in range(len(FACTS))])
def test_kinds_of_fact(text: str, kind: str, modality: str, polarity: bool, packs: Packs) -> None:
    found = [(e.modality, e.polarity) for e in events(text, packs) if e.type == kind]
    assert found and set(found) == {(modality, polarity)}


def test_who_denies_an_act_is_its_agent(packs: Packs) -> None:
    found = [e for e in events("نفت روسيا قصف محطة الكهرباء في خاركيف.", packs) if e.type == "ASSAULT"]
    assert [(sides(e.source), e.polarity) for e in found] == [({"russia"}, False)]


def test_unmanned_aircraft_of_a_state(packs: Packs) -> None:
    found = [e for e in events("هاجمت طائرة بدون طيار روسية قافلة أوكرانية.", packs) if e.type == "ASSAULT"]
    assert [sides(e.source) for e in found] == [{"russia"}]
