"""For whom the actors of events stand, through the whole pipeline: one sentence for each cause once read wrongly."""

import pytest
from tests.event_texts import events, sides

from khabar.packs import Packs


def found(text: str, kind: str, packs: Packs, outlet: str | None = None, day: str | None = None) -> list[set[str]]:
    """The actors of each event of a type, source and target together."""
    return [sides([*e.source, *e.target]) for e in events(text, packs, outlet, day) if e.type == kind]


#: sentence, type, actors of source and target
SIDES = [
    # the adjective before a title belongs to another office
    ("وسيلتقي وزير الخارجية التركي الرئيس المصري عبد الفتاح السيسي في القاهرة.", "CONSULT", {"turkey", "egypt"}),
    # an ambassador stands for the state of his adjective, not for that of his post
    ("التقى السفير الفرنسي في بغداد جان مارتان وزير الداخلية العراقي.", "CONSULT", {"france", "iraq"}),
    # a minister stands for the government, also where his ministry is named
    (
        "أعلن وزير الدولة المصري بوزارة الثقافة سامي منصور أن القاهرة وقعت اتفاقا مع حركة حماس.",
        "AGREE",
        {"egypt", "hamas"},
    ),
    # who is yet to form a government, or has none any more, stands for himself
    # who heads a body by a relative clause, or leads its delegation
    ("دعا حزب الفجر الذي يتزعمه سعيد الشمري إلى الحوار. ثم زار الشمري تركيا.", "CONSULT", {"org-hzb-fjr", "turkey"}),
    ("وصل وفد من حركة حماس برئاسة سامي الحداد إلى القاهرة. والتقى الحداد مع وفد فتح.", "CONSULT", {"hamas", "fatah"}),
    # an office without a country is of the one spoken of; a kingdom has no president
    ("جرت انتخابات في المغرب وتونس. واستقبل رئيس الجمهورية وفدا من حماس.", "CONSULT", {"tunisia", "hamas"}),
    ("تشهد النيجر توترا. والتقى الوفد الحكومي مبعوث الأمم المتحدة.", "CONSULT", {"niger", "un"}),
    # movements that fight without a name, and others who are only pointed at
    ("استهدفت الطائرات التركية مواقع للفصائل المسلحة في إدلب.", "ASSAULT", {"turkey", "unnamed:REB"}),
    ("بحث وزير الخارجية المصري الأزمة مع دول الجوار.", "CONSULT", {"egypt", "unnamed:GOV"}),
    # the adjective of a movement, and its counted members
    ("استهدف هجوم حوثي سفينة يونانية في البحر الأحمر.", "ASSAULT", {"houthis", "unnamed:BUS"}),
    ("قتلت القوات السعودية سبعين حوثيا قرب الحدود.", "ASSAULT", {"saudi-arabia", "houthis"}),
    ("قصفت القوات السعودية مسلحين حوثيين قرب الحدود.", "ASSAULT", {"saudi-arabia", "houthis"}),
    # forces are loyal to one side, however it is called; to her who was named before
    (
        "استعادت القوات الموالية للحكومة اليمنية المعترف بها البلدة من الحوثيين.",
        "ASSAULT",
        {"pro-hadi", "houthis"},
    ),
    ("قصف الجيش الإسرائيلي حركة حماس والفصائل الموالية لها.", "ASSAULT", {"israel", "hamas", "hamas-loyal"}),
    ("استعادت القوات الموالية للحكومة الصومالية البلدة من حركة الشباب.", "ASSAULT", {"somalia-loyal", "al-shabaab"}),
    # a president acts for his office where the text names it, and Libya has none of that name
    (
        "نفت رئاسة الجمهورية الخبر. واستقبل رئيس الجمهورية قيس سعيد وفدا من حماس. وبقيت ليبيا وتونس على اتصال.",
        "CONSULT",
        {"tunisia-presidency", "hamas"},
    ),
    # countries far from the packs of conflicts: their army, government, junta and people
    ("قال الجيش المالي إنه قتل عشرين مسلحا شمال البلاد.", "ASSAULT", {"mali", "unnamed:UAF"}),
    ("هاجم مسلحون قاعدة للجيش في وسط مالي.", "ASSAULT", {"unnamed:UAF", "mali"}),
    ("أعلن المجلس العسكري في النيجر طرد السفير الفرنسي.", "SANCTION", {"niger", "france"}),
    ("تظاهر آلاف الماليين في باماكو ضد فرنسا.", "PROTEST", {"unnamed:CVL", "france"}),
    ("اتهمت قوات تيغراي الحكومة الإثيوبية بقصف ميكيلي.", "ACCUSE", {"tplf", "ethiopia"}),
    # some of a people protest or are released, and not the people
    ("خرج أكراد في مسيرة في أربيل ضد الحكومة التركية.", "PROTEST", {"unnamed:CVL", "turkey"}),
    # و before the opposition makes it no adjective
    ("التقى مبعوث الأمم المتحدة وزير الخارجية اللبناني والمعارضة.", "CONSULT", {"un", "lebanon", "lebanon-opposition"}),
    # policemen are the police of their country
    ("تبنى حزب العمال الكردستاني قتل شرطيين تركيين.", "ASSAULT", {"pkk", "turkey-police"}),
    # others are of those who were counted before them
    ("قتل الجيش اليمني عشرين حوثيا وأسر عشرة آخرين.", "COERCE", {"yemen", "houthis"}),
    # who only bears a name is one of those he is said to be
    (
        "تظاهر المئات في البصرة. وطالب محتج يدعى سامي الحداد بإقالة المحافظ.",
        "REQUEST",
        {"unnamed:CVL"},
    ),
    # a king is of the kingdom that the text speaks of
    ("توترت العلاقات بين المغرب والجزائر. وزار الملك حسن العلوي فرنسا.", "CONSULT", {"morocco", "france"}),
    # where somebody is says not for whom he stands, unless his office is one of state
    (
        "دعا المرجع الديني الأعلى في العراق الشيخ سامي الحداد الحكومة العراقية إلى الحوار.",
        "REQUEST",
        {"per-samy-hdd", "iraq"},
    ),
    # a ruler's last name is enough where his state is named
    ("أصدرت محكمة في السودان مذكرة اعتقال بحق البشير.", "COERCE", {"unnamed:JUD", "omar-al-bashir"}),
    # a ship is her state's only where she is one of war
    ("هاجم الحوثيون فرقاطة أمريكية وسفينة حربية بريطانية.", "ASSAULT", {"houthis", "usa", "uk"}),
    ("التقى رئيس الوزراء العراقي المكلف عدنان الزرفي وفدا من حزب الله.", "CONSULT", {"adnan-al-zurfi", "hezbollah"}),
]


@pytest.mark.parametrize(("text", "kind", "actors"), SIDES)
def test_sides(text: str, kind: str, actors: set[str], packs: Packs) -> None:
    assert actors in found(text, kind, packs), events(text, packs)


def test_an_office_that_has_ended_makes_nobody_its_side(packs: Packs) -> None:
    text = "التقى أوباما وفدا من حركة حماس."
    assert found(text, "CONSULT", packs, day="2015-03-01") == [{"usa", "hamas"}]
    assert found(text, "CONSULT", packs, day="2021-03-01") == [{"barack-obama", "hamas"}]


def test_who_is_released_is_meant_himself(packs: Packs) -> None:
    released = [
        e for e in events("أفرجت السلطات التركية عن زعيم حزب الشعوب صلاح الدين دميرتاش.", packs) if e.type == "RETREAT"
    ]
    assert [e.target for e in released] == [["selahattin-demirtas"]]
