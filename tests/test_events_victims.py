"""Who is attacked and who attacks, where deaths, escapes and announcements are told with the attack."""

import pytest
from tests.event_texts import events, sides

from khabar.packs import Packs

#: sentence, mode, source, target; None: whatever
SIDES = [
    # a past with a long vowel is no passive
    ("اغتال مسلحون مجهولون رئيس بلدية في مدينة بونيا.", "assassination", {"unnamed:UAF"}, set()),
    ("اغتال متمردون عمدة قرية قرب مينكا.", "assassination", {"unnamed:REB"}, None),
    ("هاجم مسلحون ثكنة قرب غاو.", "attack", {"unnamed:UAF"}, None),
    # who counts is not who acts
    ("قتل 150 مدنيا كونغوليا على الأقل في سلسلة من الهجمات.", "attack", set(), {"unnamed:CVL"}),
    ("قتل أربعون قرويا في مذبحة قرب بينو.", "massacre", set(), {"unnamed:CVL"}),
    # a number alone is people
    ("قتل 30 وأصيب 50 في هجوم على سوق في شمال نيجيريا.", "attack", set(), {"unnamed:CVL"}),
    ("أدى انفجار في مدينة غوما إلى مقتل عشرة وإصابة عشرين.", "explosion", set(), {"unnamed:CVL"}),
    ("أدى انفجار في مدينة غوما إلى مقتل نحو ثلاثين.", "explosion", set(), {"unnamed:CVL"}),
    ("أسفر هجوم في كيدال عن مقتل ما لا يقل عن سبعة.", "attack", set(), {"unnamed:CVL"}),
    ("أصيب شخصان وقتل ثلاثة جراء هجوم بحزام ناسف.", "attack", set(), {"unnamed:CVL"}),
    ("سقط عشرات الكونغوليين بين قتيل وجريح في هجوم على بلدة.", "attack", set(), {"unnamed:CVL"}),
    # a deed that leads to deaths has not its dead for its doers
    ("هجمات انتحارية أدت إلى مقتل 45 شخصا في باماكو.", "suicide-attack", set(), {"unnamed:CVL"}),
    ("قتل رجل وخطف عشرات من السكان في قرية شمال الكاميرون.", "abduction", set(), {"unnamed:CVL"}),
    # who tells of his own dead, or of an attack of others, has not killed
    ("أعلن الجيش الهندي مقتل اثنين من جنوده في انفجار لغم.", "explosion", set(), None),
    ("أعلنت قوات الأمن مقتل جندي في هجوم بالقذائف على حاجز.", "attack", set(), {"unnamed:MIL"}),
    ("أعلن الجيش المالي مقتل عشرين مسلحا في غارة.", "airstrike", {"mali"}, {"unnamed:UAF"}),
    ("قالت الشرطة إن السوق تعرضت لهجوم بقذائف الهاون.", "attack", set(), None),
    ("أعلن مسؤول إصابة خمسة بينهم عسكريون من القوة الدولية في هجوم انتحاري.", "suicide-attack", set(), None),
    # who escapes is aimed at
    ("نجا الرئيس الصومالي من محاولة اغتيال في مقديشو.", "assassination", set(), {"somalia"}),
    ("نجت دورية أميركية من كمين قرب تيلابيري.", "ambush", set(), {"usa"}),
    # who laid an ambush, and for whom
    ("وقعت دورية في كمين نصبه متمردون للجيش قرب الحدود.", "ambush", {"unnamed:REB"}, None),
    # hostages are those who are taken
    ("خطف متمردون أربعة من موظفي منجم واحتجزوهم رهائن.", "abduction", {"unnamed:REB"}, {"unnamed:LAB"}),
    # a weapon and its state; whose a place is
    ("أصاب صاروخ أرميني حافلة في غنجة.", "missile", {"armenia"}, None),
    ("أسقطت القوات الأرمينية طائرتي استطلاع أذربيجانيتين.", "shootdown", {"armenia"}, {"azerbaijan"}),
    ("انفجرت عبوة ناسفة على دورية فرنسية قرب تمبكتو.", "explosion", set(), {"france"}),
    ("قتل قرويون في قصف على مخيم للنازحين في تيغراي.", "bombardment", set(), None),
    ("قتل قرويون في قصف في نهاية الأسبوع للطيران التركي.", "bombardment", {"turkey"}, None),
    ("قال الشهود إن المتمردين أطلقوا قذائف على الحي.", "missile", None, None),
    # what is thrown by hand, and from the air
    ("ألقى مسلحون قنبلة يدوية على دورية فرنسية في غاو.", "explosion", {"unnamed:UAF"}, {"france"}),
    ("ألقت مروحيات سودانية قنبلتين على القرية.", "airstrike", {"sudan"}, None),
    # two suicide attackers, and mined cars
    ("استهدف هجومان انتحاريان ثكنة للجيش المالي في سيفاري.", "suicide-attack", set(), {"mali"}),
    ("قال ضابط إن انتحاريا يقود سيارة ملغومة فجر نفسه عند حاجز.", "suicide-attack", {"unnamed:REB"}, None),
    # what is done to places has people beside it for its doers
    ("فجر مسلحون مقر البعثة الدولية في كيدال.", "explosion", {"unnamed:UAF"}, None),
    ("قالت مصادر إن انتحاريا اقتحم بسيارته بوابة الثكنة.", "attack", {"unnamed:REB"}, None),
    ("اقتحم عشرات الطلاب مبنى الوزارة وخطفوا موظفين.", "attack", {"unnamed:CVL"}, None),
    # a past in the feminine is not of the man behind it
    ("وصلت القوات الإثيوبية إلى البلدة فقتلت المعلم أمام مدرسته.", "killing", {"ethiopia"}, {"unnamed:LAB"}),
    # the dead are the word itself; who tells it of himself suffered it
    ("أسفر الهجوم على القرية عن ثمانية قتلى.", "attack", set(), {"unnamed:CVL"}),
    ("أوقع انفجار في بوكافو سبعة قتلى.", "explosion", set(), {"unnamed:CVL"}),
    ("أبلغ المعتقل محاميه أنه تعرض للضرب.", "attack", set(), {"unnamed:CVL"}),
]

#: sentences of no attack
NONE = [
    "خطف شاب مسدس شرطي ولاذ بالفرار.",
    "خطفت المصورة أنظار الحضور في المهرجان.",
    "هاجمت الوزيرة الحزب المعارض قائلة إنه يخدع الناخبين.",
    "اعتقل جنود ثلاثة شبان فجرا في بارامولا.",
    "ضبطت الشرطة قذائف مضادة للدبابات وعبوة جاهزة للتفجير.",
    "فجرت كوريا الشمالية قنبلتها الذرية الثانية تحت الأرض.",
    "أطلق الجيش صاروخين في بحر اليابان.",
    "اتهم المزارعون الشركة باغتصاب حقوقهم.",
]


@pytest.mark.parametrize(("text", "mode", "source", "target"), SIDES)
def test_who_attacks_whom(text: str, mode: str, source: set[str] | None, target: set[str] | None, packs: Packs) -> None:
    told = [(e.mode, sides(e.source), sides(e.target)) for e in events(text, packs) if e.type == "ASSAULT"]
    assert any(m == mode and (source is None or s == source) and (target is None or t == target) for m, s, t in told), (
        told
    )


@pytest.mark.parametrize("text", NONE)
def test_no_attack_is_told(text: str, packs: Packs) -> None:
    assert [(e.mode, e.trigger) for e in events(text, packs) if e.type == "ASSAULT"] == []


def test_thirty_students_are_no_demand(packs: Packs) -> None:
    assert all(e.type != "REQUEST" for e in events("اقتحم نحو ثلاثين طالبا مكتبا في باماكو.", packs))


def test_one_attack_has_done_all_that_is_told_before_it(packs: Packs) -> None:
    told = events("قتل سوداني وجرح ثلاثة تشاديين في غارة على بلدة حدودية.", packs)
    assert [(e.mode, len(e.also)) for e in told] == [("airstrike", 2)]


def test_a_crowd_that_storms_a_parliament_protests(packs: Packs) -> None:
    told = events("اقتحم مئات المحتجين مبنى البرلمان في كولومبو.", packs)
    assert [(e.type, e.mode) for e in told] == [("PROTEST", "riot")]
