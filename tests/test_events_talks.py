"""Talks, visits and calls: what they are about, where they were, what came of them, and which mentions are one."""

import pytest
from tests.event_texts import events, sides

from khabar.article import Article, Event
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs

#: text, what its first talks are about ("" for nothing that it says)
MATTER = [
    # behind verbs of talking about
    ("أجرى وزير الخارجية الكيني محادثات في أديس أبابا مع نظيره الإثيوبي تناولت أمن الحدود.", "أمن الحدود"),
    ("ناقش وزير الخارجية الأرميني مع وفد من البرلمان الفرنسي الأحد مشروع ترسيم الحدود.", "مشروع ترسيم الحدود"),
    ("عقد الرئيسان الروسي والتركي اجتماعا في سوتشي جرى خلاله مناقشة ملف الغاز.", "ملف الغاز"),
    ("تلقى الرئيس الصومالي اتصالا هاتفيا من نظيره الكيني بحثا خلاله أزمة الجفاف.", "أزمة الجفاف"),
    (
        "قال مصدر إن اجتماع قائد الجيش الهندي، بنظيره الباكستاني، في 10 يونيو، بحث العرض الأمريكي بنشر مراقبين.",
        "العرض الأمريكي بنشر مراقبين",
    ),
    # purposes
    ("وصل المبعوث الأممي إلى نيامي للوقوف على أوضاع اللاجئين.", "لوقوف على أوضاع اللاجئين"),
    ("توجه وفد من الحكومة المالية إلى الجزائر لنقل موقفها من الخطة.", "نقل موقفها من الخطة"),
    ("اللقاء بين الرئيس الكيني ورئيس الوزراء الإثيوبي يهدف إلى خفض التوتر.", "خفض التوتر"),
    ("زار الوزير الهندي كولومبو في محاولة لتهدئة الخلاف على الصيد.", "تهدئة الخلاف على الصيد"),
    # behind prepositions, and right behind the noun
    ("أجرت أرمينيا محادثات مع أذربيجان فيما يتعلق بالأسرى.", "الأسرى"),
    ("تعثرت مفاوضات السلام بين أرمينيا وأذربيجان في جنيف.", "السلام"),
    # what somebody asked for there
    ("التقى الرئيس المالي بزعماء القبائل الأسبوع الماضي، داعيا إلى ضم مقاتليهم إلى الجيش.", "ضم مقاتليهم إلى الجيش"),
    # before the noun
    (
        "وافقت مالي على نشر المزيد من القوات الروسية، وذلك خلال اجتماع مع وفد روسي في باماكو.",
        "وافقت مالي على نشر المزيد من القوات الروسية",
    ),
    # words that point back stand between, and what comes after و and a verb is another matter
    (
        "أجرى الرئيس الفرنسي مكالمة هاتفية مع نظيره الرواندي تطرقا فيها إلى أوضاع اللاجئين.",
        "أوضاع اللاجئين",
    ),
    ("ناقش مجلس الأمن في جلسة مغلقة التطورات في ميانمار.", "التطورات في ميانمار"),
    ("وقال البيان إن الهند وباكستان ناقشتا مياه السند واتفقتا على اجتماع آخر.", "مياه السند"),
    # another journey has another purpose
    ("وصل وفد كيني إلى مقديشو أمس، فيما توجه وفد إثيوبي إلى هرجيسا بهدف بحث ملف الميناء.", ""),
]


@pytest.mark.parametrize(("text", "about"), MATTER)
def test_what_talks_are_about(text: str, about: str, packs: Packs) -> None:
    found = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert [text[start:end] for start, end in found.about] == ([about] if about else [])


def test_what_lies_in_the_matter_is_no_place_and_no_partner_of_the_meeting(packs: Packs) -> None:
    text = "وصل المبعوث الأممي إلى نيامي للوقوف على أوضاع اللاجئين في ديفا."
    found = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert [text[a:b] for a, b in found.place] == ["نيامي"]
    assert not any("REF" in entity for entity in (*found.source, *found.target))


#: text, outcome of its first meeting
OUTCOMES = [
    ("التقى الرئيس الكيني نظيره الصومالي في نيروبي. وقال البيان إن الجانبين اتفقا على فتح المعابر.", "agreement"),
    ("اجتمع وزيرا خارجية كينيا والصومال في نيروبي أمس. ووقع الوزيران مسودة اتفاق بشأن الحدود.", "partial"),
    ("عقدت أرمينيا وأذربيجان جولة محادثات في جنيف انتهت باتفاق مبدئي على تبادل الأسرى.", "agreement"),
    ("اتفق الرئيسان الكيني والصومالي خلال لقائهما في نيروبي على معظم النقاط الخلافية.", "partial"),
    ("فشلت الجولة الثالثة من المفاوضات بين الحكومة الإثيوبية وجيش تحرير أورومو في تنزانيا.", "none"),
    ("أفضت مشاورات جرت في لواندا بين رواندا وأوغندا إلى فتح الحدود.", "agreement"),
    ("اجتمعت لجنة أرمينية أذربيجانية من أجل تقييم مدى الالتزام.", "unknown"),
    ("التقى الرئيس الكيني نظيره الصومالي في نيروبي. وقال البيان إن تنزانيا وأوغندا وقعتا اتفاقا.", "unknown"),
    ("التقى الرئيس الكيني نظيره الصومالي في نيروبي. وعرضت كينيا على الصومال اتفاقا.", "unknown"),
]


@pytest.mark.parametrize(("text", "outcome"), OUTCOMES)
def test_an_agreement_beside_talks_tells_what_came_of_them(text: str, outcome: str, packs: Packs) -> None:
    found = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert found.outcome == outcome


#: text, sides of its last event of the type
WHO = [
    # whoever says of his side with whom it is in touch
    (
        "قال الناطق باسم الحكومة الإثيوبية إنهم على تواصل دائم مع كينيا والاتحاد الأفريقي.",
        "CONSULT",
        {"ethiopia", "kenya", "african-union"},
    ),
    ("أكدت الوزارة أن أرمينيا على اتصال مع فرنسا والهند.", "CONSULT", {"armenia", "france", "india"}),
    # their readiness for talks with a partner: they are one side
    (
        "عقدت الهند محادثات مع باكستان. وأعلن الرئيس الأرميني استعدادهم للتفاوض مع أذربيجان.",
        "AGREE",
        {"armenia", "azerbaijan"},
    ),
    # الطرفان are those of the sentence before, with all who are on one side
    (
        "عقدت الحكومة المالية وفرنسا من جهة، وتنسيقية الحركات الأزوادية من جهة أخرى، اجتماعا في كيدال. "
        "وقالت الوكالة إن الطرفين وقعا اتفاقا.",
        "AGREE",
        {"mali", "france", "cma-azawad"},
    ),
    # and those of whom the sentence has just told
    (
        "رفضت أرمينيا العرض الروسي، وهو الملف الذي ركزت عليه عدة اجتماعات سابقة بين الطرفين.",
        "CONSULT",
        {"armenia", "russia"},
    ),
]


@pytest.mark.parametrize(("text", "kind", "who"), WHO)
def test_who_takes_part(text: str, kind: str, who: set[str], packs: Packs) -> None:
    last = [e for e in events(text, packs) if e.type == kind][-1]
    assert sides([*last.source, *last.target]) == who


def read(text: str, packs: Packs) -> list[Event]:
    article = Article("x", text)
    annotate_article(article, packs)
    return article.events


def test_who_is_on_which_side(packs: Packs) -> None:
    text = "دار اجتماع بين قيادات الحكومة المالية وفرنسا من جهة، والجانب الروسي من جهة أخرى، في باماكو."
    found = next(e for e in read(text, packs) if e.type == "CONSULT")
    assert (sides(found.source), sides(found.target)) == ({"mali", "france"}, {"russia"})


def test_a_delegation_told_of_again_is_the_same_and_goes_where_it_goes(packs: Packs) -> None:
    text = (
        "وصل وفد عسكري روسي إلى مطار أغاديس في النيجر. وغادر الوفد الروسي، بعد لقاء مع قادة الجيش، "
        "مطار أغاديس برفقة وفد من مالي إلى باماكو. وقالت الوكالة إن الاجتماع استمر ساعات."
    )
    arrived, *_, left = [e for e in read(text, packs) if e.mode == "visit"]
    assert arrived.source == left.source == ["russia-forces"]
    assert [text[a:b] for a, b in left.place] == ["باماكو"]


def test_a_delegation_of_a_body_told_of_again(packs: Packs) -> None:
    text = (
        "بحث وزير الخارجية الكيني مع وفد من مجلس الشيوخ الأمريكي السبت ملف القرصنة. "
        "وشدد الرئيس الكيني خلال لقائه بالوفد الأميركي على وحدة بلاده."
    )
    last = [e for e in read(text, packs) if e.type == "CONSULT"][-1]
    assert {*last.source, *last.target} == {"kenya-government", "us-senate"}


def test_one_meeting_is_not_several_and_not_all(packs: Packs) -> None:
    text = (
        "عقد الرئيس الكيني اجتماعا مع نظيره الصومالي في نيروبي أمس. وتحول فندق المدينة إلى مكان مألوف، "
        "حيث تعقد فيه كل الاجتماعات المهمة بين الجانبين. وقال مكتبه إن الاجتماع استمر ساعة."
    )
    met = [e for e in read(text, packs) if e.type == "CONSULT"]
    assert [e.modality for e in met] == ["happened", "ongoing"]
    assert len(met[0].also) == 1


def test_talks_of_other_sides_are_others_where_both_were_told(packs: Packs) -> None:
    text = (
        "تستمر اللقاءات بين الحكومة المالية وفرنسا بشأن القواعد. وقال الوزير إن لقاءات جرت بين مالي والجزائر. "
        "وأضاف أن اللقاءات بين مالي وفرنسا ستستمر."
    )
    met = [sides([*e.source, *e.target]) for e in read(text, packs) if e.type == "CONSULT"]
    assert met == [{"mali", "france"}, {"mali", "algeria"}]


def test_a_sponsor_behind_a_pronoun_and_of_the_talks_that_ended_so(packs: Packs) -> None:
    text = (
        "كشفت الوكالة عن تفاصيل الاتفاق الذي أبرمته أرمينيا مع أذربيجان، والذي وصفته روسيا بأنه تم تحت رعايتها. "
        "وقالت الوكالة إن الاجتماع استمر ساعات طويلة وانتهى باتفاق مبدئي ينص على التنسيق بين الطرفين."
    )
    found = {e.type: e for e in read(text, packs) if e.type in ("AGREE", "CONSULT")}
    assert found["AGREE"].mediator == found["CONSULT"].mediator == ["russia-government"]
    assert found["CONSULT"].outcome == "agreement"


def test_whom_the_article_lets_him_speak_for(packs: Packs) -> None:
    text = (
        "قال المتحدث باسم قوات سوريا الديمقراطية نوري محمود في بيان إن الهدوء يسود المنطقة. "
        "وأوضح محمود أن الطرق مفتوحة."
    )
    article = Article("x", text)
    annotate_article(article, packs)
    assert [said.chain[-1].for_ for said in article.attributions] == ["sdf", "sdf"]


def test_a_head_of_a_delegation_behind_a_comma(packs: Packs) -> None:
    text = "التقى وفد من تنسيقية الحركات الأزوادية برئاسة، “بلال أغ الشريف”، وزير الدفاع المالي في باماكو."
    found = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert "bilal-ag-acherif" in found.delegates
    assert sides([*found.source, *found.target]) == {"cma-azawad", "mali"}


#: text, persons who took part in its last talks
PERSONS = [
    # who holds an office that the article names later without him
    (
        "وصل وزير الخارجية الأرميني آرارات ميرزويان إلى أثينا أمس. وسيلتقي وزير الخارجية الأرميني الرئيس القبرصي.",
        {"ararat-mirzoyan"},
    ),
    # two of one side
    (
        "التقى المبعوث الفرنسي الرئيس السوري بشار الأسد ووزير الخارجية وليد المعلم.",
        {"bashar-al-assad", "walid-al-moallem"},
    ),
    # who stands for himself is a side and no delegate
    ("التقى المرشح الخاسر خليفة حفتر وفدا إيطاليا في روما.", set()),
]


@pytest.mark.parametrize(("text", "persons"), PERSONS)
def test_persons_who_took_part(text: str, persons: set[str], packs: Packs) -> None:
    last = [e for e in read(text, packs) if e.type == "CONSULT"][-1]
    assert set(last.delegates) == persons


#: text, places of its first talks
PLACES = [
    ("زار وزير الخارجية الإيراني العراق أمس.", ["العراق"]),
    ("توجه وفد من حماس غدا للقاهرة.", ["لقاهرة"]),
    ("عقدت الهند محادثات مع باكستان خلال لقاءات كاتماندو الأخيرة.", ["كاتماندو"]),
    # a town behind what is talked of is where the talks were, unless something goes on there
    ("أجرت كينيا محادثات بشأن ترسيم الحدود البحرية في لندن مع الصومال.", ["لندن"]),
    ("أجرى المبعوث الأممي محادثات حول القتال في الفاشر مع قائد الجيش السوداني.", []),
    ("توقفت المحادثات بين سوريا وتركيا في أعقاب الهجوم على إدلب.", []),
    ("تحدث الوزير الكيني مع نظيره الصومالي، ليخبره أنه يجب منع القتال في غاريسا.", []),
]


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_where_talks_were(text: str, places: list[str], packs: Packs) -> None:
    found = [e for e in read(text, packs) if e.type == "CONSULT"]
    assert [text[a:b] for e in found for a, b in e.place][: len(places) or 1] == places


def test_a_call_is_no_standing_contact(packs: Packs) -> None:
    text = "اقتصر الأمر على اتصال هاتفي بين الرئيسين الكيني والصومالي صباح اليوم."
    assert [e.modality for e in read(text, packs) if e.type == "CONSULT"] == ["happened"]


def test_who_met_somebody_in_the_course_of_his_journey(packs: Packs) -> None:
    text = "أدى الرئيس الكيني زيارة إلى مقديشو، تم خلالها لقاء رئيس الوزراء الإثيوبي."
    assert any(sides([*e.source, *e.target]) == {"kenya", "ethiopia"} for e in read(text, packs) if e.mode != "visit")


def test_a_title_behind_a_comma_is_that_of_the_next_person(packs: Packs) -> None:
    text = "دعا الرئيس آبي أحمد، المبعوثة الأممية إلى القرن الأفريقي حنا تيتيه، إلى زيارة المدينة."
    asked = next(e for e in read(text, packs) if e.type == "REQUEST")
    assert sides(asked.source) == {"ethiopia"} and sides(asked.target) == {"un"}


def test_who_holds_another_office_is_not_of_the_side_before(packs: Packs) -> None:
    text = (
        "التقى القائد العام لتنسيقية الحركات الأزوادية بلال أغ الشريف، الأربعاء، رئيس السلطة المؤقتة عاصيمي غويتا. "
        "وانتهى اجتماع بين الرئيس عاصيمي غويتا ومتزعم تنسيقية الحركات الأزوادية بلال أغ الشريف من دون اتفاق."
    )
    found = [e for e in read(text, packs) if e.type == "CONSULT"]
    assert {frozenset(sides([*e.source, *e.target])) for e in found} == {frozenset({"cma-azawad", "mali"})}
    assert found[-1].outcome == "none"


def test_an_agreement_that_is_signed_is_told_once(packs: Packs) -> None:
    text = "في آذار الماضي وقعت أرمينيا وأذربيجان اتفاقا كان يفترض أن ينفذ قبل نهاية العام."
    assert [e.modality for e in read(text, packs) if e.type == "AGREE"] == ["happened"]


def test_committees_of_the_two_sides(packs: Packs) -> None:
    text = (
        "وكانت أرمينيا وأذربيجان قد اتفقتا مطلع الشهر على انسحاب القوات، ثم اجتمعت لجانهما في جنيف واتفقت على هدنة. "
        "وقال مسؤول أمريكي إن الوضع هادئ."
    )
    found = [e for e in read(text, packs) if e.type in ("AGREE", "CONSULT")]
    assert all(sides([*e.source, *e.target]) == {"armenia", "azerbaijan"} for e in found)
    assert [e.about for e in found if e.type == "CONSULT"] == [[]]


def test_what_an_agreement_provides_for_is_no_party_of_it(packs: Packs) -> None:
    text = (
        "وقعت الحكومة المالية مع الجزائر اتفاقا ينهي ما يسمى “تنسيقية الحركات الأزوادية” ويعيد المناجم إلى أهلها. "
        "ووقعت أرمينيا وأذربيجان معاهدة تنظم مياه أراكس."
    )
    first, second = (e for e in read(text, packs) if e.type == "AGREE")
    assert sides([*first.source, *first.target]) == {"mali", "algeria"} and not first.about
    assert sides([*second.source, *second.target]) == {"armenia", "azerbaijan"}
