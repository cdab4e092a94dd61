"""Roles and modality of events through the whole pipeline: one sentence for each cause that was once read wrongly."""

import pytest
from tests.event_texts import REST, events, sides

from khabar.article import Article
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs

#: sentence, type, source, target; those of talks, agreements and common undertakings in any order
ROLES = [
    # what is agreed is no adjunct: إطار اتفاق
    ("وقعت الحكومة السورية يوم الثلاثاء، إطار اتفاق مع قسد.", "AGREE", {"syria"}, {"sdf"}),
    # a delegation in the accusative, whose adjective looks like the country
    ("أعلنت الوزارة أن وفدا عسكريا روسيا وصل إلى المطار.", "CONSULT", {"russia"}, set()),
    # a lone comma joins nothing, and a title before a name belongs to it
    ("دعا الرئيس التركي، المبعوث الأممي إلى سوريا غير بيدرسون، إلى الحوار.", "REQUEST", {"turkey"}, {"un"}),
    # two countries side by side are subject and object
    ("كما طالبت تركيا روسيا بوقف القصف.", "REQUEST", {"turkey"}, {"russia"}),
    # the second side of بين stands beyond what describes the first
    (
        "عقد اجتماع بين قيادات من قسد والإدارة الذاتية التابعة لها من جهة، والجانب الروسي من جهة أخرى.",
        "CONSULT", {"sdf"}, {"aanes", "russia"},
    ),
    # the pronoun of the meeting is the subject of the clause
    ("أكد الرئيس المصري خلال لقائه مع وزير الخارجية التركي دعم بلاده للحوار.", "CONSULT", {"egypt"}, {"turkey"}),
    # those in arms hit, those without are hit
    ("استنكرت المنظمة يوم الأحد قصف المدنيين في مدينة حلب.", "ASSAULT", set(), {"unnamed:CVL"}),
    # whom a demand is made of stands outside of what is demanded
    ("دعت تركيا روسيا إلى وقف الدعم العسكري الذي يصل إلى قوات النظام.", "REQUEST", {"turkey"}, {"russia"}),
    # a request of somebody is made by him where the noun has no article
    ("سيناقش مجلس الأمن طلبا من العراق.", "REQUEST", {"iraq"}, set()),
    # the subject of the last clause acts in its verbal noun
    ("استدعت تركيا سفيرها، وردت إسرائيل بسحب سفيرها من أنقرة.", "SANCTION", {"israel"}, {"turkey"}),
    # a stand on what a state did is one toward that state
    ("أدانت روسيا الهجوم الإسرائيلي.", "ACCUSE", {"russia"}, {"israel"}),
    # prisoners of a group are not the group
    ("أفرجت السلطات السورية عن عشرين سجينا من حركة حماس.", "RETREAT", {"syria"}, {"unnamed:CVL"}),
    # an adjective of a noun with a particle is no actor
    ("لوحت قسد بالخيار العسكري.", "THREATEN", {"sdf"}, set()),
    # what somebody is warned of has no role in the warning
    ("جددت إيران تحذير الولايات المتحدة من دعم إسرائيل.", "THREATEN", {"iran"}, {"usa"}),
    # who is asked is to do it, toward him who asks
    ("طالبت قسد السلطات السورية بفك الحصار عن الحي.", "RETREAT", {"syria"}, {"sdf"}),
    ("طلب العراق من سوريا تسليم مطلوبين.", "COOPERATE", {"iraq"}, {"syria"}),
    # the charge is no part of the warrant
    (
        "أصدرت المحكمة الجنائية الدولية مذكرة اعتقال بحق قائد قسد بتهمة ارتكاب جرائم بحق المدنيين.",
        "COERCE", {"icc"}, {"sdf"},
    ),
    # المناطق من النظام: from whom, not whose
    ("جاء ذلك بعد استلام قسد المناطق من النظام السوري.", "RETREAT", {"syria"}, {"sdf"}),
    # what somebody is detained by, told with a pronoun
    ("ذكر بيان أن سفينة تم احتجازها قرب المضيق.", "COERCE", set(), {"unnamed:BUS"}),
    # the source of the report within the clause does not end it
    (
        "هاجم الحوثيون يوم الأحد، بحسب وكالة الأناضول، مواقع لقوات النظام في ريف دمشق.",
        "ASSAULT", {"houthis"}, {"syria"},
    ),
    # whose an attack was is told after it
    ("قتل جنديان يوم الأحد في هجوم مسلح في أنقرة نسب إلى حزب العمال الكردستاني.", "ASSAULT", {"pkk"}, None),
    # in a relative clause the antecedent accuses
    ("أثار موقف وزير الخارجية التركي الذي اتهم إيران بإيواء المطلوبين جدلا.", "ACCUSE", {"turkey"}, {"iran"}),
    # allies without a name
    ("تعاونت روسيا مع الحلفاء في هذا الملف.", "COOPERATE", {"russia"}, {"unnamed:UNK"}),
    # security units without a name
    ("ألقت الوحدات الأمنية القبض على إرهابي.", "COERCE", {"unnamed:COP"}, {"unnamed:REB"}),
    # a matter that is discussed takes no part
    ("بحث وزير الخارجية التركي مع نظيره الروسي الملف السوري.", "CONSULT", {"turkey"}, {"russia"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "source", "target"), ROLES, ids=[r[0][:28] for r in ROLES])
def test_roles(packs: Packs, text: str, kind: str, source: set[str], target: set[str] | None) -> None:
    found = [e for e in events(text, packs) if e.type == kind]
    read = [(sides(e.source), sides(e.target)) for e in found]
    if kind in ("CONSULT", "AGREE", "COOPERATE"):
        assert any(s | t == source | (target or set()) for s, t in read), read
    else:
        assert any(s == source and (target is None or t == target) for s, t in read), read


def test_the_two_sides_are_those_told_of_most(packs: Packs) -> None:
    text = (
        "التقى وفد من قسد وفدا من الحكومة السورية في دمشق. وأجرت قسد محادثات مع الحكومة السورية قبل شهر. "
        "وزار وفد روسي أنقرة والتقى مسؤولين. وقال مصدر إن اجتماعا ثانيا سيعقد بين الطرفين."
    )
    last = [e for e in events(text, packs) if e.type == "CONSULT"]
    assert any({"sdf", "syria"} == sides([*e.source, *e.target]) and e.modality == "planned" for e in last), last


def test_a_body_is_called_by_its_head_word(packs: Packs) -> None:
    text = "أعلنت حركة حماس موقفها. وقال شهود إن الحركة هاجمت يوم الأحد مواقع للجيش الإسرائيلي في غزة."
    assert any(sides(e.source) == {"hamas"} for e in events(text, packs) if e.type == "ASSAULT")


MODALITY = [
    ("تجري روسيا محادثات مع إيران.", "CONSULT", "ongoing"),
    ("بدأت تركيا حملة عسكرية واسعة على مواقع قسد في شمال سوريا يوم الأحد.", "ASSAULT", "ongoing"),
    ("ينتظر أن يلتقي الرئيس التركي نظيره الروسي.", "CONSULT", "planned"),
    ("وسيجمع لقاء في أنقرة وزير الخارجية التركي بنظيره الروسي.", "CONSULT", "planned"),
    ("قالت إيران يوم الأحد إنها سترد على الهجوم الإسرائيلي على قنصليتها في دمشق.", "ASSAULT", "happened"),
    ("طالبت بغداد دمشق بتسليم المطلوبين، وهي تتهم دمشق بدعم المسلحين.", "ACCUSE", "happened"),
    ("طالب الرئيس اليمني الحوثيين باحترام الهدنة.", "RETREAT", "ongoing"),
    ("سيلتقي الوفدان في دمشق بعد الهجوم الذي شنته قسد على بلدة تل تمر.", "ASSAULT", "happened"),
    ("أعلنت تركيا استعدادها للتفاوض مع قسد.", "AGREE", "planned"),
    ("أكد المتحدث أن روسيا لن تقوم بقصف مواقع قسد في حلب.", "ASSAULT", "planned"),
    ("دعت تركيا قسد إلى التنسيق مع الحكومة السورية.", "COOPERATE", "demanded"),
]


@pytest.mark.parametrize(("text", "kind", "modality"), MODALITY, ids=[m[0][:28] for m in MODALITY])
def test_modality(packs: Packs, text: str, kind: str, modality: str) -> None:
    found = [e for e in events(text, packs) if e.type == kind]
    assert found and all(e.modality == modality for e in found), [(e.rule, e.modality) for e in found]


def test_talk_of_an_act_that_nobody_does_to_nobody_is_no_event(packs: Packs) -> None:
    assert not [e for e in events("ويرى كثيرون أن الهجوم كان كبيرا.", packs) if e.type == "ASSAULT"]
    assert [e for e in events("وقع هجوم في بغداد يوم الأحد.", packs) if e.type == "ASSAULT"]


def test_who_welcomes_an_agreement_has_not_signed_it(packs: Packs) -> None:
    text = "رحبت فرنسا بالاتفاق الذي وقع في دمشق بين الحكومة السورية وقوات سوريا الديمقراطية."
    signed = [e for e in events(text, packs) if e.type == "AGREE"]
    assert [sides([*e.source, *e.target]) for e in signed] == [{"syria", "sdf"}]


def test_a_signing_and_what_is_signed_are_one(packs: Packs) -> None:
    text = "أعلنت الرئاسة السورية أمس توقيع اتفاق مع قوات سوريا الديمقراطية يقضي بدمج المؤسسات."
    assert len([e for e in events(text, packs) if e.type == "AGREE"]) == 1


def test_who_asks_to_stay_unnamed_demands_nothing(packs: Packs) -> None:
    text = "وذكر مسؤول تركي طلب عدم الكشف عن هويته أن الوفد وصل. وقال دبلوماسي طلب حجب اسمه إن الوفد غادر."
    assert not [e for e in events(text, packs) if e.type == "REQUEST"]


def test_before_is_not_to_accept(packs: Packs) -> None:
    text = "وقبل ساعات من سريان الهدنة شنت مقاتلات تركية غارات على مواقع قسد في منبج."
    assert not [e for e in events(text, packs) if e.type == "AGREE"]
    accepted = [e for e in events("قبلت الحكومة السورية المبادرة الروسية يوم الأحد.", packs) if e.type == "AGREE"]
    assert [sides(e.source) & {"syria"} for e in accepted] == [{"syria"}]


def test_no_longer_is_no_promise(packs: Packs) -> None:
    text = "أعلنت قسد يوم الأحد أنها لم تعد ملتزمة بالتفاهم مع الحكومة السورية."
    assert not [e for e in events(text, packs) if e.mode == "commitment"]


def test_envoys_of_two_sides_sign_for_them(packs: Packs) -> None:
    text = "وقع ممثلون عن الحكومة السورية وقوات سوريا الديمقراطية ليل السبت في مدينة جنيف وثيقة من عشرة بنود."
    signed = [e for e in events(text, packs) if e.mode == "signing"]
    assert [sides([*e.source, *e.target]) for e in signed] == [{"syria", "sdf"}]


def test_three_presidents_sign(packs: Packs) -> None:
    text = "وقع الرئيس التركي رجب طيب أردوغان والرئيس الإيراني حسن روحاني ونظيرهما الروسي فلاديمير بوتين اتفاقا."
    signed = [e for e in events(text, packs) if e.mode == "signing"]
    assert [sides([*e.source, *e.target]) for e in signed] == [{"turkey", "iran", "russia"}]


def test_who_calls_for_a_truce_is_not_shot_at(packs: Packs) -> None:
    text = "ودعا الأمين العام للأمم المتحدة إلى وقف فوري لإطلاق النار، فيما أعلنت واشنطن فرض عقوبات على شركات عدة."
    found = events(text, packs)
    assert [sides(e.source) for e in found if e.type == "REQUEST"] == [{"un"}]
    assert not any(e.target for e in found if e.type in ("RETREAT", "REQUEST"))
    assert all("un" not in e.target for e in found if e.type == "SANCTION")


def test_what_lies_on_a_border_is_not_attacked(packs: Packs) -> None:
    text = "وجاء ذلك بعد عملية عسكرية نفذها المغرب يوم الجمعة في المعبر الحدودي مع موريتانيا."
    assert [sides(e.target) for e in events(text, packs) if e.type == "ASSAULT"] == [set()]


def test_who_takes_no_part(packs: Packs) -> None:
    found = [e for e in events("ولم تشارك إريتريا في المحادثات مع الحكومة السودانية.", packs) if e.type == "CONSULT"]
    assert found and not any(e.polarity for e in found)


def test_what_an_agreement_provides_for_is_planned(packs: Packs) -> None:
    text = "وينص الاتفاق على انسحاب القوات التركية من مدينة عفرين خلال أسبوع."
    assert [e.modality for e in events(text, packs) if e.type == "RETREAT"] == ["planned"]


def test_visits_in_both_directions_are_two(packs: Packs) -> None:
    text = "وصل وفد روسي إلى دمشق يوم السبت. وفي اليوم نفسه وصل وفد عن قوات سوريا الديمقراطية إلى دمشق."
    visits = [e for e in events(text, packs) if e.mode == "visit"]
    assert [sides(e.source) for e in visits] == [{"russia"}, {"sdf"}]


def test_fewer_troops(packs: Packs) -> None:
    for text in (
        "أعلنت وزارة الدفاع الروسية أنها ستقلص نشاطها العسكري قرب كييف.",
        "قررت فرنسا خفض عدد قواتها في مالي.",
    ):
        assert [e.mode for e in events(text, packs) if e.type == "RETREAT"] == ["withdrawal"], text
    assert not [e for e in events("قلصت الشركة عدد موظفيها في باريس.", packs) if e.type == "RETREAT"]


VICTIMS = [
    ("قتل إسرائيلي وأصيب ستة بقذيفة هاون سقطت قرب الحدود.", set(), {"unnamed:CVL"}),
    ("استشهد فلسطينيان وأصيب ثالث برصاص الجيش الإسرائيلي في جنين.", {"israel"}, {"unnamed:CVL"}),
    ("قتل سوري وجرح ثلاثة لبنانيين في غارة إسرائيلية على بلدة حدودية.", {"israel"}, {"unnamed:CVL"}),
    ("أعلن عن مقتل أميركيين اثنين في هجوم على قاعدة في الأردن.", set(), {"unnamed:CVL"}),
]


@pytest.mark.parametrize(("text", "source", "target"), VICTIMS, ids=[v[0][:24] for v in VICTIMS])
def test_people_known_by_their_country(packs: Packs, text: str, source: set[str], target: set[str]) -> None:
    found = [e for e in events(text, packs) if e.type == "ASSAULT"]
    assert [(sides(e.source), sides(e.target)) for e in found] == [(source, target)]


def test_a_union_that_announces_deaths_has_killed_nobody(packs: Packs) -> None:
    text = "وأعلنت نقابة الأطباء في السودان مقتل 18 مدنيا في مدينة الجنينة يوم الأحد."
    killed = [e for e in events(text, packs) if e.mode == "killing"]
    assert [sides(e.source) for e in killed] == [set()]
    army = [e for e in events("وأعلن الجيش السوري مقتل عشرة مسلحين في ريف حلب.", packs) if e.mode == "killing"]
    assert [sides(e.source) for e in army] == [{"syria"}]


def test_the_date_of_an_agreement_is_not_that_of_the_attack(packs: Packs) -> None:
    text = "ويخرق الهجوم على معبر الكركرات وقف إطلاق النار الموقع عام 1991."
    assert not any(e.time.earliest for e in events(text, packs) if e.type == "ASSAULT")


def test_negotiators_of_two_peoples(packs: Packs) -> None:
    text = "اختتم المفاوضون الروس والأوكرانيون يوم الثلاثاء جولة من المحادثات في إسطنبول برعاية تركية."
    talks = [e for e in events(text, packs) if e.type == "CONSULT"]
    assert [(sides([*e.source, *e.target]), sides(e.mediator)) for e in talks] == [({"russia", "ukraine"}, {"turkey"})]


def test_two_countries_sign(packs: Packs) -> None:
    article = Article("x", "أرمينيا وأذربيجان توقعان اتفاقا لوقف القتال." + REST)
    annotate_article(article, packs)
    assert [n.entity for n in article.names[:2]] == ["armenia-government", "azerbaijan-government"]


AGAIN = [
    ("قال شهود إن الحكومة وقعت. أفرجت تركيا يوم الأحد عن خمسة جنود، واحتجزت إيران جنديا أميركيا.", "COERCE", {"iran"}),
    ("وكان المجلس الحاكم قد أمهل القوات الأوروبية 72 ساعة لمغادرة البلاد.", "THREATEN", set()),
    ("واتهمت القيادة العامة لقوات البيشمركة، في بيان، حكومة العبادي بشن حرب على كردستان.", "ACCUSE", {"peshmerga"}),
    ("وأعلنت السلطة الفلسطينية يوم الأحد وقف التنسيق الأمني مع إسرائيل.", "SANCTION", {"palestinian-authority"}),
    ("وأجرى أمير الكويت يوم الأحد اتصالا بأمير قطر.", "CONSULT", {"kuwait"}),
]


@pytest.mark.parametrize(("text", "kind", "source"), AGAIN, ids=[a[0][:24] for a in AGAIN])
def test_whose_act_it_is(packs: Packs, text: str, kind: str, source: set[str]) -> None:
    found = [e for e in events(text, packs) if e.type == kind]
    assert [sides(e.source) for e in found] == [source]


def test_words_that_tell_nothing(packs: Packs) -> None:
    text = "وكانت الطائرة التركية في مهمة متفق عليها. وبدأ أنصار المعارضة رفع الخيم بعد نحو عام ونصف عام من إقامتها."
    assert not [e for e in events(text, packs) if e.type in ("AGREE", "ASSAULT")]


def test_both_sides_are_those_that_were_against_each_other(packs: Packs) -> None:
    text = (
        "اتهمت قوات البيشمركة حكومة العبادي بشن حرب. وحثت واشنطن الجانبين على تفادي الاشتباك، فيما زار وزير تركي أربيل."
    )
    urged = [e for e in events(text, packs) if e.type == "REQUEST"]
    assert [(sides(e.source), sides(e.target)) for e in urged] == [({"usa"}, {"peshmerga", "iraq"})]


def test_protesters_set_fire(packs: Packs) -> None:
    found = [e for e in events("وأضرم محتجون النار في القنصلية الإيرانية في النجف.", packs) if e.mode == "arson"]
    assert [sides(e.source) for e in found] == [{"unnamed:CVL"}]


def test_a_suspended_offensive_is_a_truce(packs: Packs) -> None:
    text = "أعلن نائب الرئيس الأمريكي أن تركيا وافقت على تعليق هجومها في شمال سوريا لمدة خمسة أيام."
    found = [e for e in events(text, packs) if e.type == "RETREAT"]
    assert [(e.mode, "turkey" in sides(e.source)) for e in found] == [("ceasefire", True)]


def test_a_flight_that_had_landed_is_no_visit(packs: Packs) -> None:
    text = "أكد الجيش الوطني الليبي التزامه. وكانت أول رحلة تجارية قد حطت في بنغازي قادمة من طرابلس."
    assert not [e for e in events(text, packs) if e.mode == "visit"]


def test_troops_are_not_sent_against_their_leader_or_an_ally(packs: Packs) -> None:
    for text in (
        "وأرسلت السلطات العراقية تعزيزات عسكرية إلى الناصرية بقيادة الفريق جميل الشمري.",
        "وأرسلت دمشق تعزيزات إلى منبج بموجب تفاهم مع قوات سوريا الديمقراطية.",
    ):
        assert [e.target for e in events(text, packs) if e.type == "MOBILIZE"] == [[]], text


def test_to_do_away_with_a_movement_is_no_court(packs: Packs) -> None:
    text = "وندد الرئيس الصومالي حسن شيخ محمود بالهجوم، متعهدا القضاء على حركة الشباب."
    assert not any(t.startswith("unnamed:JUD") for e in events(text, packs) for t in e.target)


def test_what_follows_from_an_agreement_is_planned(packs: Packs) -> None:
    text = "وبموجب الاتفاق ينسحب الجيش الإسرائيلي من جنوب لبنان تدريجيا خلال ستين يوما."
    assert [e.modality for e in events(text, packs) if e.type == "RETREAT"] == ["planned"]


def test_signing_behind_long_names(packs: Packs) -> None:
    text = (
        "وقع الرئيس الكولومبي خوان مانويل سانتوس وزعيم القوات المسلحة الثورية الكولومبية رودريغو لوندونيو يوم الخميس"
        " في هافانا اتفاقا تاريخيا."
    )
    signed = [e for e in events(text, packs) if e.mode == "signing"]
    assert [sides([*e.source, *e.target]) for e in signed] == [{"colombia", "farc"}]


def test_but_is_no_negation(packs: Packs) -> None:
    text = "غير أن تبليسي اتهمت القوات الروسية بقصف المدينة. ونفى متحدث باسم الجيش الروسي ذلك نفيا قاطعا."
    found = events(text, packs)
    assert [e.polarity for e in found if e.type == "ACCUSE"] == [True]
    assert not [e for e in found if e.mode == "refuse-talks"]


def test_aid_that_is_stopped(packs: Packs) -> None:
    found = events("وكشف مصدر أن فرنسا علقت مساعداتها للنيجر.", packs)
    assert [(e.type, sides(e.source), sides(e.target)) for e in found] == [("SANCTION", {"france"}, {"niger"})]


def test_who_is_warned(packs: Packs) -> None:
    found = events("وحذر الرئيس الأميركي جورج بوش موسكو من مغبة إطاحة الحكومة الجورجية.", packs)
    assert [sides(e.target) for e in found if e.type == "THREATEN"] == [{"russia"}]
