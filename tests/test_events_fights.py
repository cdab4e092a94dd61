"""Who attacks whom: the sides of a fight that the clause of its word does not tell, one sentence for each cause."""

import pytest
from tests.event_texts import events, sides

from khabar.packs import Packs

#: sentence, mode, source, target
FIGHTS = [
    # the two sides of a fight, of which each word of the sentence tells one
    (
        "استعادت القوات الأوكرانية بلدة ليمان بعد معارك قتل فيها العشرات من الجنود الروس.",
        "seizure", {"ukraine"}, {"russia"},
    ),
    (
        "استعادت القوات الأوكرانية بلدة ليمان بعد معارك قتل فيها العشرات من الجنود الروس.",
        "clash", {"ukraine"}, {"russia"},
    ),
    ("سيطر الجيش الإثيوبي على بلدة كوبو بعد معارك مع جبهة تحرير تيغراي.", "seizure", {"ethiopia"}, {"tplf"}),
    # from whom a place is to be taken, and who is to be driven out
    ("شن الجيش المالي هجوما لاستعادة البلدة من مسلحي القاعدة.", "attack", {"mali"}, {"al-qaeda"}),
    ("أطلق الجيش النيجيري عملية لطرد بوكو حرام من غابة سامبيسا.", "operation", {"nigeria"}, {"boko-haram"}),
    # what an adjective gives to a state: a post, a convoy, men in arms
    ("تعرضت قاعدة أمريكية في سوريا لقصف بالصواريخ.", "attack", set(), {"usa"}),
    ("قصف الجيش الأذربيجاني مواقع أرمنية في قره باغ.", "bombardment", {"azerbaijan"}, {"armenia"}),
    ("قصفت إيران قواعد أمريكية في العراق.", "bombardment", {"iran"}, {"usa"}),
    ("استهدف الهجوم المصالح الأمريكية والبريطانية في بغداد.", "attack", set(), {"usa", "uk"}),
    ("قتل عشرة من الجنود الروس في هجوم أوكراني.", "attack", {"ukraine"}, {"russia"}),
    # to whom the incident is ascribed with which the sentence opens, and who takes a deed upon himself
    ("وفي حادثة نسبت إلى بوكو حرام، قتل ثلاثة جنود نيجيريين.", "killing", {"boko-haram"}, {"nigeria"}),
    (
        "جاء ذلك بعد إعلان حركة الشباب مسؤوليتها عن قتل خمسة جنود إثيوبيين.",
        "killing", {"al-shabaab"}, {"ethiopia"},
    ),
    # whose a weapon is
    (
        "أسقطت الدفاعات الأوكرانية صاروخا أطلقته القوات الروسية باتجاه كييف.",
        "shootdown", {"ukraine"}, {"russia"},
    ),
    ("تم تدمير طائرة مسيرة أطلقها الحوثيون باتجاه سفينة.", "destruction", set(), {"houthis"}),
    (
        "قالت القيادة المركزية الأمريكية إن طائرة مسيرة أطلقها الحوثيون تم تدميرها.",
        "destruction", {"usa"}, {"houthis"},
    ),
    ("اعترضت القوات الجوية الهندية طائرتين مسيرتين أطلقتهما باكستان.", "missile", {"pakistan"}, {"india"}),
    ("أعلنت الهند اعتراض صواريخ باكستانية.", "interception", {"india"}, {"pakistan"}),
    ("وأطلقت صواريخ من مناطق سيطرة حركة الشباب على القاعدة.", "missile", {"al-shabaab"}, set()),
    ("لقي ثلاثة جنود أتراك مصرعهم في انفجار عبوة زرعها حزب العمال الكردستاني.", "explosion", {"pkk"}, {"turkey"}),
    # who repels strikes nobody by himself, and what he repels is a state's
    ("تصدت القوات الأوكرانية لهجوم روسي قرب باخموت.", "interception", {"ukraine"}, {"russia"}),
    ("أحبط الجيش الجزائري هجوما لتنظيم القاعدة.", "interception", {"algeria"}, {"al-qaeda"}),
    # members of a movement who are counted are taken, whatever arms they bear
    ("قتل سبعون حوثيا كما أسر عشرة آخرون.", "arrest", set(), {"houthis"}),
    # a source within a force, and a verb that controls over a comma
    ("أفادت مصادر في حركة طالبان باعتقال عشرة من تنظيم داعش.", "arrest", {"taliban"}, {"isis"}),
    ("تمكنت مساء أمس وحدة أمنية، من اعتقال ثلاثة إرهابيين.", "arrest", {"unnamed:COP"}, {"unnamed:REB"}),
    # what is fired from another's land is not his who tells of it; part of a country stands for it
    ("أعلن الجيش الإسرائيلي إطلاق صواريخ من لبنان باتجاه شمال إسرائيل.", "missile", set(), {"israel"}),
    ("شنت القوات الروسية هجوما على شرق أوكرانيا.", "attack", {"russia"}, {"ukraine"}),
    # who stands within the phrase of the verb is its subject, whoever acted before
    (
        "اقتحم مئات المحتجين القصر الرئاسي في كولومبو، وأطلقت الشرطة الغاز المسيل للدموع لتفريقهم.",
        "shooting", {"sri-lanka-police"}, set(),
    ),
    # whom an adjunct names has arrested nobody
    ("ألقي القبض على زعيم المتمردين في بانغي بعد الهجوم الذي شنته حركة سيليكا.", "arrest", set(), None),
    # what forces tell of without a subject is their deed
    (
        "أعلن الجيش الأوكراني أنه تم إسقاط طائرة مسيرة روسية فوق أوديسا.",
        "shootdown", {"ukraine"}, {"russia"},
    ),
    ("قالت حركة طالبان إنه تم اعتقال عشرة من تنظيم داعش.", "arrest", {"taliban"}, {"isis"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mode", "source", "target"), FIGHTS, ids=[f"{m}-{t[:24]}" for t, m, *_ in FIGHTS])
def test_the_sides_of_a_fight(packs: Packs, text: str, mode: str, source: set[str], target: set[str] | None) -> None:
    read = [(e.mode, sides(e.source), sides(e.target)) for e in events(text, packs)]
    assert any((mode, source) == (m, s) and target in (None, t) for m, s, t in read), read


def test_a_weapon_is_not_of_the_state_where_it_was_made(packs: Packs) -> None:
    text = "أعلنت أوكرانيا إسقاط طائرة مسيرة إيرانية الصنع فوق كييف."
    assert all("iran" not in sides([*e.source, *e.target]) for e in events(text, packs))


def test_civilians_who_die_in_a_war_were_not_killed_by_who_takes_a_town(packs: Packs) -> None:
    text = "سيطر الجيش الإثيوبي على بلدة كوبو بعد معارك، وأدت المعارك إلى مقتل عشرين مدنيا."
    dead = [e for e in events(text, packs) if e.mode == "killing"]
    assert all(not e.source for e in dead), dead
