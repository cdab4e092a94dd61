"""Which events are found: refusals and threats told by a verb alone, look-alikes, and one event for one happening."""

import pytest
from tests.event_texts import events, sides

from khabar.packs import Packs

#: sentence, type, source, target
FOUND = [
    # a verb that is denied from now on refuses
    ("قال وزير الدفاع الأوكراني إن بلاده لن تقبل بأي اتفاق يفرض عليها من الخارج.", "REJECT", {"ukraine"}, set()),
    ("أكد الرئيس السنغالي أن حكومته لا تسمح بأي تدخل في شؤون البلاد.", "REJECT", {"senegal"}, set()),
    ("قال زعيم جبهة تيغراي إن الجبهة لن تشارك في محادثات مع أديس أبابا.", "REJECT", {"tplf"}, {"ethiopia"}),
    # a verb of force to come threatens
    ("قال وزير الدفاع الباكستاني إن بلاده سوف ترد بقوة على أي عدوان.", "THREATEN", {"pakistan"}, set()),
    ("قال المتحدث باسم الجيش الكيني إن قواته ستواصل عملياتها ضد حركة الشباب.", "THREATEN", {"kenya"}, {"al-shabaab"}),
    ("قالت الحكومة الأرمينية إن القصف لن يمر دون عقاب.", "THREATEN", {"armenia"}, set()),
    # accusations without a word of accusation
    (
        "قال ناطق باسم الحكومة الإثيوبية إن جبهة تيغراي تتحمل المسؤولية عن انهيار الهدنة.",
        "ACCUSE",
        {"ethiopia"},
        {"tplf"},
    ),
    ("وصفت الحكومة الأوكرانية الاستفتاء بغير الشرعي.", "ACCUSE", {"ukraine"}, set()),
    ("طعنت المعارضة الكينية في نتائج الاقتراع أمام المحكمة.", "REJECT", {"kenya-opposition"}, set()),
    # expulsions, prisoners exchanged, refugees turned back, words cut off
    (
        "أعلنت موسكو عشرة دبلوماسيين بلغاريين أشخاصا غير مرغوب فيهم.",
        "SANCTION",
        {"russia"},
        {"bulgaria"},
    ),
    ("تبادلت أوكرانيا وروسيا مئة أسير حرب يوم الخميس.", "RETREAT", {"ukraine", "russia"}, set()),
    ("أعادت كرواتيا لاجئين أفغانا إلى البوسنة بالقوة.", "COERCE", {"croatia"}, {"unnamed:REF"}),
    ("حجبت السلطات الإيرانية الإنترنت عن إقليم كردستان.", "COERCE", {"iran"}, set()),
    ("أوقف الاتحاد الأوروبي تمويله للحكومة الإثيوبية.", "SANCTION", {"eu"}, {"ethiopia"}),
    ("وضعت السلطات الأوغندية ثلاثة معارضين قيد الإقامة الجبرية.", "COERCE", {"uganda"}, set()),
    ("مثل معارضون روانديون أمام المحكمة في كيغالي.", "COERCE", set(), {"unnamed:OPP"}),
    ("أغلقت رواندا حدودها مع بوروندي.", "SANCTION", {"rwanda"}, {"burundi"}),
    ("أعادت السعودية وإيران فتح سفارتيهما.", "COOPERATE", {"saudi-arabia", "iran"}, set()),
    ("تبادل الجيشان الهندي والباكستاني القصف عبر الحدود.", "ASSAULT", {"india", "pakistan"}, set()),
    ("أضرب عمال الموانئ في كينيا احتجاجا على القانون الجديد.", "PROTEST", {"unnamed:LAB"}, set()),
    ("قالت واشنطن إنها ستعمل مع كينيا لمحاسبة حركة الشباب.", "THREATEN", {"usa"}, {"al-shabaab"}),
    ("عبر أغلب النواب الكينيين عن عدم استعدادهم للمشاركة في الحكومة.", "REJECT", {"kenya"}, set()),
    # arms, training, relief that comes in a ship
    ("سلمت ألمانيا أوكرانيا دبابات حديثة.", "AID", {"germany"}, {"ukraine"}),
    ("قدمت تركيا غطاء جويا لمقاتلين صوماليين.", "AID", {"turkey"}, set()),
    # what a country is ready for, and a journey to a meeting
    ("أكد وزير الخارجية الكيني استعداد بلاده لاستضافة المشاورات.", "AGREE", {"kenya"}, set()),
    ("انتقل وزير الخارجية الكيني إلى إثيوبيا للقاء رئيس الوزراء.", "CONSULT", {"kenya"}, {"ethiopia"}),
    ("أكدت واشنطن أنها ملتزمة بأمن الصومال.", "SUPPORT", {"usa"}, {"somalia"}),
    ("قال المبعوث الأممي إنه يتعين على إريتريا ضبط النفس.", "REQUEST", {"un"}, {"eritrea"}),
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), FOUND, ids=[f[0][:28] for f in FOUND])
def test_found(packs: Packs, text: str, kind: str, source: set[str], target: set[str]) -> None:
    found = [e for e in events(text, packs) if e.type == kind]
    assert len(found) == 1
    offered = found[0].mode == "offer"
    assert (found[0].modality, found[0].polarity) == ("planned" if offered else "happened", True)
    assert sides(found[0].source) == source
    assert sides(found[0].target) >= target


NONE = [
    ("لا تقبل النتيجة الشك بعد الفوز.", "REJECT"),
    ("لا يسمح القانون للأجانب بشراء الأراضي في المدينة.", "REJECT"),
    ("سيرد الطالب على أسئلة اللجنة يوم الأحد.", "THREATEN"),
    ("ستضرب موجة حر شديدة جنوب إسبانيا يوم الاثنين.", "THREATEN"),
    # a preposition of time and no acceptance, a description and no killing, being in accord and no agreement
    ("وصلت قوات من الجيش المالي إلى غاو قبل الثالثة فجرا بقليل.", "AGREE"),
    ("جددت أوكرانيا خطتها بما يتوافق مع قرار مجلس الأمن.", "AGREE"),
    ("سيعرض القصف الروسي محادثات السلام للخطر.", "AGREE"),
    # postponed and not evacuated, a network caught and no coup, in preparation for and no offer
    ("أجلت كينيا اجتماع اللجنة إلى الشهر المقبل.", "AID"),
    ("أطاحت فرقة الدرك الجزائرية بشبكة لترويج المخدرات في وهران.", "ASSAULT"),
    ("وصل الوزير الكيني استعدادا لاجتماع الرؤساء في إثيوبيا.", "AGREE"),
    ("عثرت الشرطة الكينية على جثة رجل في النهر.", "COERCE"),
    ("أعادت المكتبة الوطنية فتح أبوابها.", "RETREAT"),
    ("ردت الممثلة بالمثل على النكتة.", "SANCTION"),
    ("تنتظر كينيا ردا إثيوبيا على المقترح.", "ASSAULT"),
    ("قال الوزير الكيني نحن مطالبون بتوفير الماء.", "REQUEST"),
    # how many a whole war has killed
    ("أدى النزاع في جنوب السودان إلى مقتل نحو 400 ألف شخص وتشريد أربعة ملايين.", "ASSAULT"),
    # journalists who ask, and an invitation that others followed
    ("وقال القيادي في اتصال بمراسل وكالة الأنباء إن الوضع هادئ.", "CONSULT"),
    ("شارك الوزير الكيني في الافتتاح بدعوة من الرئيس الأوغندي.", "REQUEST"),
]


@pytest.mark.parametrize(("text", "kind"), NONE, ids=[n[0][:28] for n in NONE])
def test_look_alikes(packs: Packs, text: str, kind: str) -> None:
    assert not [e for e in events(text, packs) if e.type == kind]


def test_an_attack_in_passing_is_the_one_that_is_told(packs: Packs) -> None:
    text = (
        "طلبت كينيا من الأمم المتحدة التحقيق في تفجيرات نيروبي يوم الأحد. "
        "وكانت حركة الشباب قد فجرت سيارة مفخخة في نيروبي يوم الأحد."
    )
    found = [e for e in events(text, packs) if e.type == "ASSAULT"]
    assert [e.source for e in found] == [["al-shabaab"]]
    assert found[0].also


def test_the_meeting_that_was_planned_is_the_meeting(packs: Packs) -> None:
    text = (
        "يعقد وزير الخارجية الأرميني اجتماعا مع نظيره الأذربيجاني غدا. "
        "ورحبت الأمم المتحدة بالاجتماع بين أرمينيا وأذربيجان."
    )
    assert len([e for e in events(text, packs) if e.type == "CONSULT"]) == 1


def test_a_call_is_no_visit(packs: Packs) -> None:
    text = "زار الرئيس الكيني إثيوبيا يوم الأحد. وأجرى الرئيس الكيني اتصالا هاتفيا مع رئيس الوزراء الإثيوبي."
    assert {e.mode for e in events(text, packs) if e.type == "CONSULT"} == {"visit", "call"}


def test_a_threat_and_what_is_threatened_in_ones_own_words_are_one(packs: Packs) -> None:
    text = 'هدد المتحدث باسم الجيش الروسي أوكرانيا قائلا: "سنعاقب كل من يشارك في القصف".'
    assert len([e for e in events(text, packs) if e.type == "THREATEN"]) == 1


def test_several_told_without_the_article_are_others(packs: Packs) -> None:
    text = "هاجمت حركة الشباب قاعدة للجيش الكيني. ونفذت حركة الشباب هجمات على الجيش الكيني في مدن أخرى."
    assert len([e for e in events(text, packs) if e.type == "ASSAULT"]) == 2


def test_a_demand_and_an_appeal_are_two(packs: Packs) -> None:
    text = "طالبت كينيا الصومال بتسليم المطلوبين. وفي نيروبي دعت كينيا الصومال إلى استئناف الحوار."
    assert [e.mode for e in events(text, packs) if e.type == "REQUEST"] == ["demand", "appeal"]


def test_what_went_before_is_past_and_told_where_it_is_told_for_itself(packs: Packs) -> None:
    text = (
        "يزور الوزير التركي كينيا غدا بعد أن سحبت كينيا سفيرها لدى الصومال. وسحبت كينيا سفيرها لدى الصومال يوم الأحد."
    )
    found = [e for e in events(text, packs, day="2023-05-03") if e.type == "SANCTION"]
    assert [(e.modality, e.trigger[0] > 60, len(e.also)) for e in found] == [("happened", True, 1)]


def test_who_answers_in_kind_does_what_was_done(packs: Packs) -> None:
    text = "طردت بريطانيا عشرين دبلوماسيا روسيا يوم الأحد. وردت موسكو بالمثل."
    found = [e for e in events(text, packs) if e.type == "SANCTION"]
    assert [(e.mode, sides(e.source), sides(e.target)) for e in found] == [
        ("expulsion", {"uk"}, {"russia"}),
        ("expulsion", {"russia"}, {"uk"}),
    ]


def test_talks_that_begin_somewhere_are_told(packs: Packs) -> None:
    text = "انطلقت في نيروبي جولة جديدة من محادثات السلام."
    assert [e.type for e in events(text, packs)] == ["CONSULT"]


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت كينيا أن الهجوم على قنصليتها في الصومال أسفر عن مقتل سبعة مدنيين.",
        "قتل جنديان كينيان وأصيب مدنيون في تفجير انتحاري نفذته حركة الشباب.",
    ],
)
def test_what_an_attack_has_done_is_one_with_it(packs: Packs, text: str) -> None:
    assert len([e for e in events(text, packs) if e.type == "ASSAULT"]) == 1


def test_the_attack_is_the_one_told_before_whoever_its_victims_are(packs: Packs) -> None:
    text = "هاجمت حركة الشباب قاعدة للجيش الكيني. وقال شهود إن الهجوم على الجنود استمر ساعات."
    found = [e for e in events(text, packs) if e.type == "ASSAULT"]
    assert [(e.source, len(e.also)) for e in found] == [(["al-shabaab"], 1)]


def test_who_did_it_is_told_where_it_says_so(packs: Packs) -> None:
    text = "أدانت كينيا تفجيرات مقديشو. وقالت الشرطة إن حركة الشباب نفذت التفجيرات في مقديشو بسيارات مفخخة."
    found = [e for e in events(text, packs) if e.type == "ASSAULT"]
    assert [(e.source, e.trigger[0] > 26, len(e.also) > 0) for e in found] == [(["al-shabaab"], True, True)]


def test_an_answer_that_is_feared_is_an_attack_that_may_come(packs: Packs) -> None:
    text = "تتأهب المنطقة لرد إثيوبي محتمل على القصف."
    found = [e for e in events(text, packs) if e.type == "ASSAULT" and e.mode == "retaliation"]
    assert [(e.modality, sides(e.source)) for e in found] == [("possible", {"ethiopia"})]


def test_a_strike_called_off_is_not_held(packs: Packs) -> None:
    found = [e for e in events("تقرر إلغاء إضراب عمال الميناء في كينيا.", packs) if e.type == "PROTEST"]
    assert [e.polarity for e in found] == [False]


def test_a_verb_with_its_own_noun_is_one(packs: Packs) -> None:
    text = "ونفى متحدث باسم الجيش الكيني القصف على القرية نفيا قاطعا."
    assert len([e for e in events(text, packs) if e.type == "REJECT"]) == 1
