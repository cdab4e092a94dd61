"""One event for one happening: what is told twice, in other words, in another mood, by what it did."""

import pytest
from tests.event_texts import events, sides

from khabar.packs import Packs

ONCE = [
    # the truce of an article is one: announced, broken, held
    ("أعلن التحالف هدنة في بلاده. وتأرجحت الهدنة بعد ساعات. وقال حزب إن الهدنة لا تعنيه.", "RETREAT"),
    # a relative clause belongs to its noun, also where the attack was foiled
    ("أحبط الجيش الكيني هجوما استهدف الثكنة في لامو.", "ASSAULT"),
    # what a bombardment was done with
    ("أعلنت حركة الشباب أن مقاتليها قصفوا بقذائف الهاون جنودا كينيين.", "ASSAULT"),
    # what was talked of in a call or at a meeting
    ("تلقى الرئيس الكيني اتصالا هاتفيا من نظيره الغاني، بحثا خلاله الوضع في الصومال.", "CONSULT"),
    ("اتصل وزير الدفاع الهندي بنظيره الياباني. وناقش الوزير الهندي مع نظيره الياباني الأزمة.", "CONSULT"),
    # victims told of before
    ("قتل شرطيان كينيان في لامو. وأعلنت حركة الشباب مسؤوليتها عن قتلهما.", "ASSAULT"),
    # an attack that is feared
    ("حذرت كينيا من هجوم محتمل لحركة الشباب. وقال وزير إن أي هجوم لحركة الشباب سيقابل برد.", "ASSAULT"),
    # a demand that is pointed back at
    ("طالبت كينيا الصومال بتسليم مطلوبين، وأدت تلك المطالبة إلى أزمة بين البلدين.", "REQUEST"),
    # who was hurt
    ("انفجر لغم في شاحنة للجيش الهندي قرب الحدود. وأصيب خمسة جنود.", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "kind"), ONCE, ids=[row[0] for row in ONCE])
def test_it_is_told_once(text: str, kind: str, packs: Packs) -> None:
    found = [e for e in events(text, packs) if e.type == kind]
    assert len(found) == 1, [(e.trigger, e.mode, e.modality, e.source, e.target) for e in found]


NOTHING = [
    ("دعت كينيا الفصائل إلى التنسيق بدلا من دخول مفاوضات مع حركة الشباب.", "CONSULT"),
    ("أعيد فتح المطار ما سمح لطائرات الإغاثة بالهبوط.", "CONCEDE"),
    ("ستنسحب القوات الكينية في حال عدم التزام حركة الشباب بوقف القتال.", "AGREE"),
    ("قال مكتب حاكم إقليم كيفو إن الطرق مغلقة.", "COERCE"),
    ("اعتقلت الشرطة الكينية مراسلا فرنسيا وطالبا دنماركيا.", "REQUEST"),
]


@pytest.mark.parametrize(("text", "kind"), NOTHING, ids=[row[0] for row in NOTHING])
def test_it_is_no_event(text: str, kind: str, packs: Packs) -> None:
    assert not [e for e in events(text, packs) if e.type == kind]


def test_a_diplomat_who_is_driven_out_is_not_attacked(packs: Packs) -> None:
    found = events("طردت كينيا السفير الرواندي من البلاد.", packs)
    assert not [e for e in found if e.type == "ASSAULT"]


def test_what_somebody_is_determined_to_do_is_planned(packs: Packs) -> None:
    found = [e for e in events("أعلنت كينيا عزمها شن هجوم على حركة الشباب.", packs) if e.type == "ASSAULT"]
    assert [e.modality for e in found] == ["planned"]


def test_a_visit_that_is_asked_for_soon_is_demanded(packs: Packs) -> None:
    found = events("دعا الرئيس الكيني نظيره الغاني إلى زيارة نيروبي في أقرب وقت.", packs)
    assert [e.modality for e in found if e.mode == "visit"] == ["demanded"]


def test_what_seemed_has_not_begun(packs: Packs) -> None:
    text = "قصفت كينيا البلدة، في حين بدا أن الهدنة لا تزال صامدة في مقديشو."
    truce = next(e for e in events(text, packs) if e.type == "RETREAT")
    assert "kenya" not in sides(truce.source)


def test_a_ship_is_seized_and_a_town_taken(packs: Packs) -> None:
    ship = events("أدان البيت الأبيض استيلاء إيران على السفينة.", packs)
    town = events("أدان البيت الأبيض استيلاء حركة الشباب على مدينة كيسمايو.", packs)
    assert [e.type for e in ship if e.mode == "seizure"] == ["COERCE"]
    assert [e.type for e in town if e.mode == "seizure"] == ["ASSAULT"]


def test_an_attack_is_not_what_wards_it_off(packs: Packs) -> None:
    text = "أسقط الجيش الهندي عشر مسيرات أطلقتها باكستان. وأصيب خمسة أشخاص في الهجوم الذي استهدف الميناء."
    found = [e for e in events(text, packs) if e.type == "ASSAULT"]
    assert len(found) == 2


def test_talks_after_a_pause_have_not_ended(packs: Packs) -> None:
    text = "التقى وفدان من كينيا والصومال. وكانت المفاوضات بين الجانبين قد استؤنفت في نيروبي بعد توقف دام سنوات."
    assert all(e.modality != "ended" for e in events(text, packs) if e.type == "CONSULT")


def test_talks_to_which_they_are_to_return_are_demanded(packs: Packs) -> None:
    text = "دعا الاتحاد الأفريقي كينيا والصومال إلى وقف القتال والعودة إلى طاولة المفاوضات."
    talks = [e for e in events(text, packs) if e.type == "CONSULT"]
    assert [e.modality for e in talks] == ["demanded"]


def test_why_they_protest_is_no_refusal_of_its_own(packs: Packs) -> None:
    text = "احتشد مئات المحتجين أمام البرلمان الجورجي رفضا لمشروع قانون."
    assert {e.type for e in events(text, packs)} == {"PROTEST"}


def test_a_threat_beside_a_demand_is_made(packs: Packs) -> None:
    text = "طالبت كينيا بالإفراج عن الرئيس، مهددة بالتدخل العسكري في الصومال."
    assert [e.modality for e in events(text, packs) if e.type == "THREATEN"] == ["happened"]


def test_who_signs_an_agreement_adds_no_side(packs: Packs) -> None:
    text = "توصلت كينيا والصومال إلى اتفاق وقعه أمس في نيروبي الرئيس وليام روتو والرئيس حسن شيخ محمود."
    agreed = [e for e in events(text, packs) if e.type == "AGREE"]
    assert [sides([*e.source, *e.target]) for e in agreed] == [{"kenya", "somalia"}]


def test_which_places_they_are_is_no_attack(packs: Packs) -> None:
    text = "دعت كينيا إلى إخلاء المناطق التي تسيطر عليها حركة الشباب."
    assert not [e for e in events(text, packs) if e.type == "ASSAULT"]


def test_an_attack_that_nobody_claims_is_nobody_s(packs: Packs) -> None:
    text = "انفجرت سيارة في نيروبي. ولم تتبن أي جهة الهجوم، إلا أن كندا نددت به."
    assert all("canada" not in sides(e.source) for e in events(text, packs) if e.type == "ASSAULT")
