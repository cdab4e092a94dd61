"""Who acts in what is warned of, wished, agreed to or answered: one sentence for each cause."""

import pytest
from tests.event_texts import events, sides

from khabar.packs import Packs

#: sentence, type, source, target
ACTS = [
    # who is warned of an act would do it; the act of a third is not his
    ("حذرت باكستان الهند من شن هجوم على كشمير.", "ASSAULT", {"india"}, set()),
    ("حذر مجلس الأمن رواندا من دعم حركة 23 مارس.", "SUPPORT", {"rwanda"}, {"m23"}),
    ("هددت روسيا أوكرانيا بقصف كييف.", "ASSAULT", {"russia"}, {"ukraine"}),
    # who is answered is threatened
    ("قالت أرمينيا إنها سترد على الهجوم الأذربيجاني.", "THREATEN", {"armenia"}, {"azerbaijan"}),
    ("توعدت باكستان بالرد على الضربة الهندية.", "THREATEN", {"pakistan"}, {"india"}),
    # an act with the article, which the subject takes upon himself
    ("وافقت فرنسا على الانسحاب من النيجر.", "RETREAT", {"france"}, set()),
    ("اتفقت إثيوبيا مع الأمم المتحدة على السماح بدخول المساعدات إلى تيغراي.", "CONCEDE", {"ethiopia"}, set()),
    # who wishes to do something, and not the first of the sentence
    ("قالت روسيا إن أوكرانيا تريد أن تقصف القرم.", "ASSAULT", {"ukraine"}, None),
    # who did what a relative clause without a subject tells
    ("أكدت فرنسا انسحاب الحوثيين من البلدات التي سيطروا عليها يوم الأحد في تعز.", "ASSAULT", {"houthis"}, None),
    # what a pronoun owns is that of who speaks of himself with another
    ("قال الجيش الأذربيجاني إن إيران حذرت من أنها سترد على ضربة على سفارتها.", "ASSAULT", None, {"iran"}),
    # whom another act is upon is not criticized
    ("انتقدت روسيا خطة لطرد تنظيم داعش من المدينة.", "ACCUSE", {"russia"}, set()),
    # followers are nobody whom we know
    ("دعا خليفة حفتر أنصاره إلى التظاهر.", "REQUEST", None, {"unnamed:UNK"}),
    # an order is carried out by whose men are ordered, a demand is not by who makes it
    ("أمر الرئيس الإثيوبي بإطلاق سراح السجناء السياسيين.", "RETREAT", {"ethiopia"}, {"unnamed:CVL"}),
    ("طالبت منظمة العفو الدولية باعتقال الرئيس السوداني.", "COERCE", set(), {"sudan"}),
    # prisoners are not the body that they belong to
    ("أفرجت حركة طالبان عن أسرى الجيش الأفغاني.", "RETREAT", {"taliban"}, {"unnamed:CVL"}),
    # those behind a verbal noun of arming, training and harbouring are armed, where no other is
    ("حذرت الصين الولايات المتحدة من تسليح تايوان.", "AID", {"usa"}, {"taiwan"}),
    ("يتواصل تسليح الولايات المتحدة لأوكرانيا.", "AID", {"usa"}, {"ukraine"}),
    ("واتهم السودان الإمارات بتسليح قوات الدعم السريع.", "AID", {"uae"}, {"rsf"}),
    # people who are nobody's speak to a body, and are not its own
    ("دعا خبراء الحكومة الإثيوبية إلى وقف القتال.", "REQUEST", {"unnamed:EDU"}, {"ethiopia"}),
    ("وطالب نشطاء السلطات المغربية بالإفراج عن المعتقلين.", "REQUEST", {"unnamed:OPP"}, {"morocco"}),
    ("ويعارض البعض الخطة التي طرحتها الحكومة الإسرائيلية.", "REJECT", {"unnamed:UNK"}, {"israel"}),
    ("حث القادة الغربيون إسرائيل على ضبط النفس.", "REQUEST", {"unnamed:GOV"}, {"israel"}),
    # who is kept from passing
    ("أعلنت إيران منع عبور السفن اليونانية.", "COERCE", {"iran"}, {"unnamed:BUS"}),
    # وكذلك joins
    ("شكر زيلينسكي بريطانيا وكذلك بولندا على الدعم.", "SUPPORT", {"ukraine"}, {"uk", "poland"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "source", "target"), ACTS, ids=[a[0][:28] for a in ACTS])
def test_who_would_do_it(packs: Packs, text: str, kind: str, source: set[str] | None, target: set[str] | None) -> None:
    read = [(sides(e.source), sides(e.target)) for e in events(text, packs) if e.type == kind]
    assert any(source in (None, s) and (target is None or t == target) for s, t in read), read


def test_each_other_is_nobody(packs: Packs) -> None:
    text = "واتهمت أرمينيا وأذربيجان بعضهما البعض بخرق الهدنة."
    assert all("unnamed:UNK" not in sides([*e.source, *e.target]) for e in events(text, packs))


def test_who_releases_prisoners_is_who_took_them(packs: Packs) -> None:
    text = "اعتقلت الشرطة الروسية مئات المحتجين في موسكو يوم الأحد. وأفرج عن خمسين معتقلا في المساء."
    freed = [sides(e.source) for e in events(text, packs) if e.mode == "release"]
    assert freed == [{"russia-police"}]
    text = (
        "اعتقلت السلطات السودانية مئة من أنصار الحركة. وأسرت حركة العدل والمساواة عشرة جنود. "
        "وحكم على خمسين معتقلا بالسجن."
    )
    tried = [sides(e.source) for e in events(text, packs) if e.mode in ("sentence", "imprisonment")]
    assert tried == [{"sudan"}], tried
    text = "خطف مهربون عشرين مهاجرا في ليبيا. وأفرج عن خمسة معتقلين في المساء."
    assert all("unnamed:CRM" not in sides(e.source) for e in events(text, packs) if e.mode == "release")
