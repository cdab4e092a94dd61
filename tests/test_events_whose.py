"""Whose deed it is, and to whom it is done, where grammar and not the nearest name tells: number, pronouns, idafa."""

import pytest
from tests.event_texts import events, sides

from khabar.packs import Packs

TOLD = [
    # a verb of two has the two that و joins, in its sentence or in the one before
    ("أعلنت كندا واليابان اتفاقا وقدمتا سلاحا لمقاتلين في ميانمار.", "AID", {"canada", "japan"}, {"unnamed:REB"}),
    ("التقى وزير كيني ووزير غاني. ودعيا حركة طالبان إلى الهدوء.", "REQUEST", {"kenya", "ghana"}, {"taliban"}),
    ("تحدث الرئيسان الأرميني والأذري. ودعيا إلى تبادل الأسرى.", "REQUEST", {"armenia", "azerbaijan"}, None),
    # a verb of many is no state's
    ("أغلق سكان الطريق المؤدي إلى كينيا، ومنعوا دخول الشاحنات.", "PROTEST", {"unnamed:CVL"}, set()),
    # whom somebody is for, or belongs to, is not whom it is done to
    ("هاجم مسلحون تجمعا لنشطاء مناصرين لتايوان.", "ASSAULT", {"unnamed:UAF"}, {"unnamed:OPP"}),
    ("قالت الشرطة الكينية إنها قتلت رجلا أكدت انتماءه لحركة الشباب.", "ASSAULT", {"kenya-police"}, {"unnamed:CVL"}),
    ("قصف الجيش المالي متمردين مدعومين من النيجر.", "ASSAULT", {"mali"}, {"unnamed:REB"}),
    # who denies that he has done it
    ("لكن الجيش السوداني نفى أن يكون استهدف الحي.", "ASSAULT", {"sudan"}, set()),
    # who is driven out of a place by arms is attacked
    ("طردت القوات المالية المسلحين من البلدة.", "ASSAULT", {"mali"}, {"unnamed:UAF"}),
    # a statement of a party is the party's; a comma and an adjective lead on to whom it is against
    ("وانتقد بيان لحركة طالبان صدر أمس، خطة كندية يابانية لإقامة ممر.", "ACCUSE", {"taliban"}, {"canada", "japan"}),
    # some of them
    ("أعدمت إيران عشرة سجناء. وأُعدم عدد منهم في زاهدان.", "ASSAULT", {"iran"}, {"unnamed:CVL"}),
    # a pronoun behind a relative one
    ("أعلنت كندا دعم المقاتلين الكونغوليين الذين دربتهم، وشكرت رواندا.", "AID", {"canada"}, {"unnamed:REB"}),
    # a clause with كانت قد hangs on the noun before the comma
    ("هاجمت حركة طالبان وحدات من الجيش الهندي، كانت قد تمركزت في الوادي.", "MOBILIZE", {"india"}, None),
    # a name behind an office is its holder's
    ("رفض ممثل الحكومة الكينية في محادثات أديس أبابا جون كاماو هذا المقترح.", "REJECT", {"kenya"}, set()),
    # two who did it together
    (
        "بعد تمكن الجيش المالي وقوات النيجر من تحرير البلدة من حركة الشباب.",
        "ASSAULT",
        {"mali", "niger"},
        {"al-shabaab"},
    ),
    # what is demanded of two sides
    ("ندد السودان بإثيوبيا. ودعت كينيا إلى حل الخلافات بين البلدين.", "REQUEST", {"kenya"}, {"sudan", "ethiopia"}),
    # whose words a refusal answers
    ("اتهمت رواندا بوروندي بدعم المتمردين. ورفضت بوروندي هذه الاتهامات.", "REJECT", {"burundi"}, {"rwanda"}),
    ("دعت كينيا حركة الشباب إلى إلقاء السلاح. ورفضت الحركة هذه الدعوة.", "REJECT", {"al-shabaab"}, {"kenya"}),
    # who is left without a name in a body that belongs to another
    ("أفادت الوكالة بأن البحرية التابعة للجيش الهندي استولت على سفينة.", "COERCE", {"india"}, {"unnamed:BUS"}),
    # nobody condemns what is done to himself
    ("أوقفت إيران سفينة، وقالت كندا إنها تدين احتجازها.", "ACCUSE", {"canada"}, None),
    ("أكدت الهيئة أن سفينة تم احتجازها من قبل سلطات إقليمية.", "COERCE", {"unnamed:GOV"}, {"unnamed:BUS"}),
    ("أدان البيت الأبيض استيلاء إيران على السفينة.", "COERCE", {"iran"}, set()),
    # a clause that counts the victims
    ("دعت كينيا إلى التحقيق في هجمات نيروبي التي راح ضحيتها عشرون شخصا.", "ASSAULT", set(), {"unnamed:CVL"}),
    ("ندد المجلس بالتفجيرات التي حصدت مئة قتيل في كابل.", "ASSAULT", set(), {"unnamed:CVL"}),
    # بلدة begins with a letter of its own
    ("قال قائد الجيش المالي إن قواته تمشط بلدة كيدال.", "COERCE", {"mali"}, set()),
    # an object with its ending shows that the verb is active
    ("أعلن الجيش النيجيري أنه قتل عشرة من بوكو حرام واعتقل آخرين.", "COERCE", {"nigeria"}, {"boko-haram"}),
    # the other side of what its subject did before
    ("اتهمت رواندا بوروندي بدعم المتمردين. وطالبتها بالاعتذار.", "REQUEST", {"rwanda"}, {"burundi"}),
    # a body of the Council is not who talks of its decision
    ("شن الجيش الهندي هجوما. ونددت منظمات بالهجوم.", "ACCUSE", {"unnamed:NGO"}, None),
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), TOLD, ids=[row[0] for row in TOLD])
def test_whose_it_is(text: str, kind: str, source: set[str], target: set[str] | None, packs: Packs) -> None:
    found = [e for e in events(text, packs) if e.type == kind]
    told = [(sides(e.source), sides(e.target)) for e in found]
    assert any(mine == source and target in (None, theirs) for mine, theirs in told), told


def test_one_of_whom_is_condemned_suffers_nothing(packs: Packs) -> None:
    held = [e for e in events("أوقفت إيران سفينة، وقالت كندا إنها تدين احتجازها.", packs) if e.type == "COERCE"]
    assert held and all("canada" not in sides([*e.source, *e.target]) for e in held)


def test_two_of_one_state_are_meant_themselves(packs: Packs) -> None:
    text = "رحبت كينيا باللقاء الذي جمع بين الرئيس سلفا كير والنائب الأول للرئيس رياك مشار في جوبا."
    met = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert len({*met.source, *met.target}) == 2


def test_a_place_that_sees_a_signing_signs_nothing(packs: Packs) -> None:
    text = "وكانت نيروبي قد شهدت أمس توقيع اتفاق إطاري مع حركة الشباب."
    signed = [e for e in events(text, packs) if e.type == "AGREE"]
    assert signed and all("kenya" not in sides([*e.source, *e.target]) for e in signed)


def test_what_follows_a_colon_is_no_side_of_a_call(packs: Packs) -> None:
    text = "وزير كندي يتصل بوزيري خارجية اليابان والهند: يجب حث إيران على الهدوء."
    call = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert sides([*call.source, *call.target]) == {"canada", "japan", "india"}


def test_a_navy_that_seized_does_not_say_i(packs: Packs) -> None:
    text = 'ذكرت وكالة في تقرير: "قوات بحرية الجيش الهندي ضبطت أمس سفينة شحن في المحيط"، دون تفاصيل.'
    seized = next(e for e in events(text, packs) if e.type == "COERCE")
    assert sides(seized.source) == {"india"}


def test_the_council_does_not_talk_of_its_own_decision(packs: Packs) -> None:
    text = "التقى الرئيس الكيني نظيره الغاني. وناقشا الوضع في الصومال وبحث آلية تنفيذ قرار مجلس الأمن."
    talks = [e for e in events(text, packs) if e.type == "CONSULT"]
    assert all("un-security-council" not in (*e.source, *e.target) for e in talks)


def test_whoever_is_commemorated_does_it_not_now(packs: Packs) -> None:
    text = "خرج الآلاف إلى الشوارع في نيروبي في ذكرى احتلال مقر الوزارة."
    taken = [e for e in events(text, packs) if e.type == "ASSAULT"]
    assert all(not e.source for e in taken)


LATER = [
    # who he says has done it himself
    ("سيطرت حركة الشباب على البلدة، فيما أكد الجيش الكيني أنه انسحب من الميناء.", "RETREAT", {"kenya"}, None),
    # some of a people are not that people
    ("اعتقلت شرطة كوسوفو ثلاثة من الصرب في شمال الإقليم.", "COERCE", {"kosovo-police"}, {"unnamed:CVL"}),
    # those who are to be released were told of before
    ("اعتقلت كينيا ثلاثة ناشطين. وطالبت رواندا بالإفراج عنهم فورا.", "RETREAT", {"kenya"}, {"unnamed:OPP"}),
    # a state, its police and its people are one of two sides
    (
        "انتقدت صربيا كوسوفو بعد أن اعتقلت شرطة كوسوفو متظاهرين. وحثت اليابان الجانبين على ضبط النفس.",
        "REQUEST",
        {"japan"},
        {"serbia", "kosovo"},
    ),
    # a place without a name is taken as well
    ("سيطر مسلحون على الميناء الرئيسي وأضرموا النار في المخازن.", "ASSAULT", {"unnamed:UAF"}, set()),
    # what another clause tells is not refused
    ("نفى الجيش الكيني ذلك، مؤكدا أن الغارات استهدفت حركة الشباب.", "REJECT", {"kenya"}, set()),
    # whoever announces deaths by an explosion has not caused it
    ("أعلنت السلطات الكينية مقتل خمسة جنود في انفجار عبوة استهدفت دوريتهم.", "ASSAULT", set(), {"unnamed:MIL"}),
    # a noun and the adjective behind it are one
    ("خطف مسلحون مجهولون عشرين تلميذا في كادونا.", "ASSAULT", {"unnamed:UAF"}, {"unnamed:CVL"}),
    # who releases stands between the noun and عن
    ("رحبت كينيا بإفراج رواندا عن عشرة أسرى.", "RETREAT", {"rwanda"}, {"unnamed:CVL"}),
    ("استدعت كينيا القائم بالأعمال الرواندي.", "SANCTION", {"kenya"}, {"rwanda"}),
    # a preposition with its pronoun ends the words as well
    ("أوقفت الشرطة الكينية خمسة ناشطين ثم أفرجت عنهم.", "RETREAT", {"kenya-police"}, {"unnamed:OPP"}),
    ("قال وزير كيني إن السجناء سيفرج عنهم غدا.", "RETREAT", set(), {"unnamed:CVL"}),
    # who stands alone within the words is blamed
    ("أدانت رواندا الاقتحام وحملت الحكومة الكينية المسؤولية عن تداعياته.", "ACCUSE", {"rwanda"}, {"kenya"}),
    # two members of a party are whom it is done to
    ("استهدفت مسيرة إسرائيلية سيارة، ما أدى إلى مقتل عنصرين في حركة حماس.", "ASSAULT", {"israel"}, {"hamas"}),
    # a crowd that storms an embassy
    ("قطعت كينيا علاقاتها مع رواندا بعد اقتحام محتجين سفارتها.", "PROTEST", {"unnamed:CVL"}, {"kenya"}),
    # a body before another body
    (
        "هاجمت جبهة تحرير شعب تيغراي البلدة. واتهمت الجبهة القوات الإريترية باحتلال الإقليم.",
        "ACCUSE",
        {"tplf"},
        {"eritrea"},
    ),
    # ها is no man
    (
        "دعت كندا إلى هدنة، لكن الرئيس وليام روتو رفض التفاوض مع حركة الشباب قبل انسحابها من كينيا.",
        "RETREAT",
        {"al-shabaab"},
        None,
    ),
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), LATER, ids=[row[0] for row in LATER])
def test_whose_it_is_too(text: str, kind: str, source: set[str], target: set[str] | None, packs: Packs) -> None:
    test_whose_it_is(text, kind, source, target, packs)
