"""Sentences as plain as wires write them, about conflicts that no pack knows: who does what to whom."""

import pytest
from tests.event_texts import events, sides

from khabar.arabic.articles import has_article
from khabar.packs import Packs

PLAIN = [
    # who is counted is hurt, though the one who hurt him stands in the sentence
    ("قتل 12 عنصرا من الجيش التشادي في هجوم شنه مسلحون على البلدة.", "ASSAULT", {"unnamed:UAF"}, {"chad"}),
    ("قتل سبعة من جنود الجيش المالي في هجوم شنه مسلحون.", "ASSAULT", {"unnamed:UAF"}, {"mali"}),
    ("قتل ثلاثة مسلحين جنديا في البلدة.", "ASSAULT", {"unnamed:UAF"}, {"unnamed:MIL"}),
    ("خطف مسلحون خمسة من موظفي الأمم المتحدة.", "ASSAULT", {"unnamed:UAF"}, {"un"}),
    ("خطف خمسة من موظفي الأمم المتحدة على أيدي مسلحين.", "ASSAULT", {"unnamed:UAF"}, {"un"}),
    # about how many
    ("قتل ما لا يقل عن 20 من عناصر حركة طالبان في غارة نفذتها طائرات أميركية.", "ASSAULT", {"usa"}, {"taliban"}),
    ("اعتقلت الشرطة التشادية أكثر من 30 من أنصار المعارضة.", "COERCE", {"chad-police"}, {"chad-opposition"}),
    # a plural that keeps its ن, or a noun with its adjective, owns nothing behind it
    ("اتهم ناشطون الشرطة التشادية بتعذيب المعتقلين.", "ACCUSE", {"unnamed:OPP"}, {"chad-police"}),
    ("اتهمت منظمات حقوقية الجيش التشادي بقصف القرى.", "ACCUSE", {"unnamed:NGO"}, {"chad"}),
    ("طالب محتجون الحكومة التشادية بالاستقالة.", "REQUEST", {"unnamed:CVL"}, {"chad"}),
    # a movement called by what it is, before إلى and before a relative clause
    ("سيطرت حركة طالبان على البلدة. ودعت الأمم المتحدة الحركة إلى الهدنة.", "REQUEST", {"un"}, {"taliban"}),
    ("انسحبت حركة طالبان من البلدة. وأدانت فرنسا الحركة التي خرقت الهدنة.", "ACCUSE", {"france"}, {"taliban"}),
    # no clause begins within a name
    ("انسحبت حركة طالبان. ودعا بان كي مون الحركة إلى الهدنة.", "REQUEST", {"un"}, {"taliban"}),
    # some of a people are not that people
    ("هاجم مسلحون من الطوارق الجيش التشادي شرق البلاد.", "ASSAULT", {"unnamed:UAF"}, {"chad"}),
    # what somebody is accused of is not done to him
    ("اتهم الجيش التشادي حركة طالبان باستخدام المدنيين دروعا بشرية.", "ACCUSE", {"chad"}, {"taliban"}),
    # the title of a woman belongs to her name as well
    ("دانت زعيمة ميانمار أونغ سان سو تشي فرنسا على ذلك.", "ACCUSE", {"myanmar"}, {"france"}),
    ("اتهم وزير خارجية مالي عبد الله ديوب فرنسا بدعم المسلحين.", "ACCUSE", {"mali"}, {"france"}),
    # an envoy who is expelled is of the state that it is done to
    ("قررت باكستان طرد السفير الهندي.", "SANCTION", {"pakistan"}, {"india"}),
    # a people behind a verb that goes on is asked
    ("تعهد الرئيس التركي بدعم أذربيجان، ودعا الأرمن إلى الهدوء.", "REQUEST", {"turkey"}, {"armenia-people"}),
    # a recording is no photographer
    ("هدد زعيم جماعة بوكو حرام في تسجيل مصور ببيع الفتيات.", "THREATEN", {"boko-haram"}, {"unnamed:CVL"}),
    # و and a verb after a comma open a clause with its own subject
    ("تظاهر آلاف الروس ضد الحرب، واعتقلت الشرطة الروسية أكثر من 1700 منهم.", "COERCE", {"russia-police"}, set()),
    ("تظاهر آلاف الروس ضد الحرب، واعتقلت الشرطة الروسية أكثر من 1700 منهم.", "PROTEST", {"unnamed:CVL"}, set()),
    ("دانت تركيا فض الاعتصام، وألغى الرئيس الأميركي زيارة.", "ACCUSE", {"turkey"}, set()),
    # the verb of an act goes on with the subject of what stands before
    ("دانت باكستان القرار وقررت طرد السفير الهندي.", "SANCTION", {"pakistan"}, {"india"}),
    # sides of the compass are no parties
    ("شنت روسيا هجوما على أوكرانيا من ثلاث جهات.", "ASSAULT", {"russia"}, {"ukraine"}),
    # accusations that are exchanged are two
    ("تبادلت أرمينيا وأذربيجان الاتهامات بخرق الهدنة.", "ACCUSE", {"armenia"}, {"azerbaijan"}),
    # the government behind a country is another's
    ("وصل وزراء من تشاد. ودعت فرنسا الحكومة إلى وقف القتال.", "REQUEST", {"france"}, {"chad"}),
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), PLAIN)
def test_who_does_what_to_whom(text: str, kind: str, source: set[str], target: set[str], packs: Packs) -> None:
    found = [(sides(e.source), sides(e.target)) for e in events(text, packs) if e.type == kind]
    assert (source, target) in found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ألغت الهند الوضع الخاص للإقليم وفرضت حظر تجول في سريناغار.", "COERCE"),
        ("ولم تشارك إريتريا، التي قاتلت قواتها إلى جانب الجيش الإثيوبي، في المحادثات.", "COOPERATE"),
    ],
)
def test_a_denial_ends_with_its_clause(text: str, kind: str, packs: Packs) -> None:
    assert [(e.modality, e.polarity) for e in events(text, packs) if e.type == kind] == [("happened", True)]


def test_who_sponsors_talks_is_no_party(packs: Packs) -> None:
    text = "قال الوسيط إن محادثات رعاها الاتحاد الأفريقي بدأت بين الحكومة الإثيوبية وجبهة تحرير تيغراي."
    (talks,) = [e for e in events(text, packs) if e.type == "CONSULT"]
    assert talks.mediator == ["african-union"]
    assert sides([*talks.source, *talks.target]) == {"ethiopia", "tplf"}


def test_a_verb_that_opens_a_clause_has_its_own_subject(packs: Packs) -> None:
    text = "طلبت الولايات المتحدة من رعاياها المغادرة، وأجلت ألمانيا وإيطاليا مواطنيهما."
    assert [sides(e.source) for e in events(text, packs) if e.type == "AID"] == [{"germany", "italy"}]


@pytest.mark.parametrize(
    ("word", "article"),
    [("الحركه", True), ("القاءد", True), ("المانحه", True), ("الي", False), ("التي", False), ("التقي", False),
     ("الغاء", False), ("الغاءها", False), ("المانيا", False), ("ال", False), ("حركه", False)],
)  # fmt: skip
def test_the_article_and_what_looks_like_it(word: str, article: bool) -> None:
    assert has_article(word) is article


@pytest.mark.parametrize(
    "text",
    [
        "تبادلت الحكومة السورية وقوات سوريا الديمقراطية (قسد)، اليوم الخميس، دفعة أولى من الأسرى.",
        "جرى تبادل أسرى بين الحكومة السورية وقسد.",
        "تبادل أسرى بين الحكومة السورية وقسد في حلب.",
    ],
)
def test_who_exchanges_prisoners(text: str, packs: Packs) -> None:
    (freed,) = [e for e in events(text, packs) if e.type == "RETREAT"]
    assert sides([*freed.source, *freed.target]) >= {"syria", "sdf"}
    assert not any(entity.startswith("unnamed:") for entity in freed.source)


def test_a_minister_stands_for_no_army(packs: Packs) -> None:
    text = "قصفت القوات الروسية كييف. والتقى وزير الخارجية سيرغي لافروف نظيره التركي في أنطاليا."
    (meeting,) = [e for e in events(text, packs, day="2022-03-10") if e.type == "CONSULT"]
    assert {*meeting.source, *meeting.target} == {"russia-government", "turkey-government"}


def test_who_leads_a_movement_called_by_what_it_is_stands_for_it(packs: Packs) -> None:
    text = "انسحبت حركة فجر الجبال من البلدة. ورحب زعيم الحركة، سامر حداد، بالاتفاق مع فرنسا."
    assert [sides(e.source) for e in events(text, packs) if e.type == "SUPPORT"] == [{"org-hrkh-fjr-jbal"}]


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("قالت روسيا إنها لن تفاوض الحكومة اليمنية.", {"russia"}, {"yemen"}),
        ("قالت الحكومة اليمنية إنها لن تفاوض المتمردين الحوثيين.", {"yemen"}, {"houthis"}),
    ],
)
def test_the_pronoun_is_the_subject_past_a_negation(
    text: str, source: set[str], target: set[str], packs: Packs
) -> None:
    found = [(sides(e.source), sides(e.target)) for e in events(text, packs) if e.type == "REJECT"]
    assert found == [(source, target)]
