"""Forms that the press gives an act: one sentence, one event, its sides and what kind of fact it is."""

import pytest
from tests.event_texts import events, sides

from khabar.article import Article
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs

#: sentence, mode, source, target
ATTACKS = [
    ("فتح مسلحون نيران أسلحتهم الرشاشة على حاجز للجيش في الفلوجة.", "shooting", {"unnamed:UAF"}, {"iraq"}),
    ("فتحت القوات التركية نيرانها على قرويين قرب الحدود.", "shooting", {"turkey"}, {"unnamed:CVL"}),
    ("سقطت قذيفة على مدرسة في تعز وقتلت طفلين.", "missile", set(), {"unnamed:CVL"}),
    ("تعدى رجال الأمن على المتظاهرين بالضرب.", "attack", {"unnamed:COP"}, {"unnamed:CVL"}),
    ("انهال عناصر الشرطة على المحتجين بالهراوات.", "attack", {"unnamed:COP"}, {"unnamed:CVL"}),
    ("تعرض المعتقل للتعذيب في سجن صيدنايا.", "torture", set(), {"unnamed:CVL"}),
    ("أسقطت القوات الروسية طائرتي تجسس فوق القرم.", "shootdown", {"russia"}, set()),
    ("لقي عشرة جنود مصرعهم في كمين نصبه مسلحون في سيناء.", "ambush", {"unnamed:UAF"}, {"unnamed:MIL"}),
    ("نصب مسلحون كمينا لقافلة عسكرية قرب كركوك.", "ambush", {"unnamed:UAF"}, {"unnamed:MIL"}),
    ("وقعت دورية للجيش المالي في كمين لجماعة نصرة الإسلام.", "ambush", {"jnim"}, {"mali"}),
    ("أقدم مسلحون على قتل إمام مسجد في البصرة.", "killing", {"unnamed:UAF"}, set()),
    ("اغتال مجهولون قاضيا في عدن.", "assassination", {"unnamed:UAF"}, {"unnamed:JUD"}),
    ("توغلت آليات إسرائيلية شرق رفح.", "advance", {"israel"}, set()),
    ("اقتاد مسلحون أربعة مدرسين إلى جهة مجهولة.", "abduction", {"unnamed:UAF"}, {"unnamed:LAB"}),
    ("خرب مجهولون خط أنابيب الغاز في مأرب.", "destruction", {"unnamed:UAF"}, set()),
    ("نكل جنود بأسير فلسطيني عند حاجز قلنديا.", "torture", {"unnamed:MIL"}, {"unnamed:CVL"}),
    ("اعتدى بلطجية على معتصمين في ميدان التحرير.", "attack", {"unnamed:CRM"}, {"unnamed:CVL"}),
    ("اقتحم عشرات المستوطنين باحات المسجد الأقصى.", "attack", {"unnamed:SET"}, set()),
    ("قنص الحوثيون طفلة في تعز.", "shooting", {"houthis"}, {"unnamed:CVL"}),
    ("قال مسؤول إن تلاميذ الشيخ خطفوا أربعة جنود.", "abduction", None, {"unnamed:MIL"}),
]

#: sentence, type, source, target, modality (with - where the text denies it); None: whatever
ACTS = [
    ("روسيا تستدعي السفير الأرميني.", "SANCTION", {"russia"}, {"armenia"}, "happened"),
    ("الأردن يستدعي السفير الإسرائيلي.", "SANCTION", {"jordan"}, {"israel"}, "happened"),
    ("روسيا تطرد السفير الأوكراني.", "SANCTION", {"russia"}, {"ukraine"}, "happened"),
    ("بوركينا فاسو تطرد ثلاثة دبلوماسيين فرنسيين.", "SANCTION", {"burkina-faso"}, {"france"}, "happened"),
    ("قرر الاتحاد الأوروبي فرض عقوبات على بيلاروسيا.", "SANCTION", {"eu"}, {"belarus"}, "planned"),
    ("يعتزم الاتحاد الأوروبي فرض عقوبات على بيلاروسيا.", "SANCTION", {"eu"}, {"belarus"}, "planned"),
    ("قرر العراق طرد السفير السويدي.", "SANCTION", {"iraq"}, {"sweden"}, "planned"),
    ("قرر المجلس العسكري طرد السفير الفرنسي.", "SANCTION", None, {"france"}, "planned"),
    ("يعتزم لبنان سحب سفيره من دمشق.", "SANCTION", {"lebanon"}, {"syria"}, "planned"),
    ("دانت فرنسا الهجوم على قوات اليونيفيل.", "ACCUSE", {"france"}, set(), "happened"),
    ("ندد مجلس الأمن بالهجمات على المدنيين.", "ACCUSE", {"un-security-council"}, set(), "happened"),
    ("أدانت مصر استهداف القوات التشادية.", "ACCUSE", {"egypt"}, set(), "happened"),
    ("دانت الجامعة العربية الهجوم الحوثي على أبوظبي.", "ACCUSE", {"arab-league"}, {"houthis"}, "happened"),
    ("الهجوم الحوثي على أبوظبي.", "ASSAULT", {"houthis"}, None, "happened"),
    ("أسفر القصف الحوثي على مأرب عن مقتل ثلاثة مدنيين.", "ASSAULT", {"houthis"}, None, "happened"),
    ("اعتقلت السلطات المغربية الصحفي توفيق بوعشرين.", "COERCE", {"morocco"}, {"bouachrine"}, "happened"),
    ("حكم على الصحفي المغربي عمر الراضي بالسجن.", "COERCE", set(), {"omar-radi"}, "happened"),
    ("أفرج عن الناشط علاء عبد الفتاح.", "RETREAT", set(), {"alaa-abdel-fattah"}, "happened"),
    ("أفرجت السلطات الجزائرية عن الناشط كريم طابو.", "RETREAT", {"algeria"}, {"karim-tabbou"}, "happened"),
    ("اعتقل رئيس الوزراء السوداني.", "COERCE", set(), {"sudan"}, "happened"),
    ("أحرق متظاهرون غاضبون مقر الحزب الحاكم.", "ASSAULT", {"unnamed:CVL"}, None, "happened"),
    ("انسحاب مفاجئ لقوات فاغنر من باخموت.", "RETREAT", {"wagner"}, set(), "happened"),
    ("انسحاب كامل للقوات الأميركية من العراق.", "RETREAT", {"usa"}, None, "happened"),
    ("انتشار كثيف للجيش اللبناني في بيروت.", "MOBILIZE", {"lebanon"}, set(), "happened"),
    ("قصف للجيش السوداني على أم درمان.", "ASSAULT", {"sudan"}, None, "happened"),
    ("تظاهر ناشطون لبنانيون أمام السفارة الفرنسية.", "PROTEST", {"unnamed:OPP"}, {"france"}, "happened"),
    ("اعتصم صحفيون سودانيون أمام مقر الوزارة.", "PROTEST", {"unnamed:MED"}, set(), "happened"),
    ("إدانات عربية واسعة لتصريحات وزير المالية الإسرائيلي.", "ACCUSE", None, {"israel"}, "happened"),
    ("نفى الجيش السوداني انسحابه من بابنوسة.", "RETREAT", {"sudan"}, set(), "happened-"),
    ("نفت روسيا سحب قواتها من سوريا.", "RETREAT", {"russia"}, set(), "happened-"),
    ("وصلت قوات مصرية إلى الصومال.", "MOBILIZE", {"egypt"}, None, "happened"),
    ("فرضت إيكواس عقوبات على مالي.", "SANCTION", {"ecowas"}, {"mali"}, "happened"),
    ("تعتزم واشنطن فرض عقوبات على جورجيا.", "SANCTION", {"usa"}, {"georgia"}, "planned"),
    ("دعت المعارضة التونسية إلى التظاهر ضد الرئيس.", "PROTEST", None, None, "demanded"),
    ("تخضع روسيا لعقوبات غربية.", "SANCTION", None, {"russia"}, None),
    ("رفعت جنوب أفريقيا دعوى ضد إسرائيل.", "ACCUSE", {"south-africa"}, {"israel"}, "happened"),
    (
        "تقدم لبنان بشكوى ضد إسرائيل إلى مجلس الأمن.",
        "ACCUSE",
        {"lebanon"},
        {"israel", "un-security-council"},
        "happened",
    ),
    ("أوقفت السلطات التونسية راشد الغنوشي.", "COERCE", {"tunisia"}, None, "happened"),
    ("قضت محكمة جزائرية بالسجن خمس سنوات على صحفي.", "COERCE", None, {"unnamed:MED"}, "happened"),
    ("أعلنت الجزائر قطع علاقاتها مع المغرب.", "SANCTION", {"algeria"}, {"morocco"}, "happened"),
    ("غادرت القوات الفرنسية النيجر.", "RETREAT", {"france"}, None, "happened"),
    ("أرسلت كينيا ألف شرطي إلى هايتي.", "MOBILIZE", {"kenya"}, None, "happened"),
    ("أحيل رئيس الوزراء السابق إلى المحاكمة.", "COERCE", set(), None, "happened"),
    ("علقت نقابة الأطباء إضرابها.", "PROTEST", None, set(), "ended"),
    ("أعلنت قطر التوصل إلى اتفاق بين إسرائيل وحماس.", "AGREE", {"qatar"}, {"hamas", "israel"}, "happened"),
    ("أعلن وزير الخارجية التركي عن اتفاق بين روسيا وأوكرانيا.", "AGREE", {"turkey"}, {"russia", "ukraine"}, "happened"),
    (
        "أعلنت الخارجية القطرية أن الدوحة ستستضيف محادثات بين طالبان والحكومة الأفغانية.",
        "CONSULT",
        {"taliban"},
        {"afghanistan"},
        "planned",
    ),
    ("يعتزم الرئيس الفرنسي لقاء نظيره اللبناني.", "CONSULT", {"france"}, {"lebanon"}, "planned"),
    ("قررت مصر لقاء وفد من حماس.", "CONSULT", {"egypt"}, {"hamas"}, "planned"),
    ("يعتزم وزير الخارجية المصري زيارة بغداد.", "CONSULT", {"egypt"}, {"iraq"}, "planned"),
    ("انهارت المحادثات بين الحكومة الأفغانية وطالبان.", "CONSULT", {"afghanistan"}, {"taliban"}, "ended"),
    ("المفاوضات بين السودان وإثيوبيا متوقفة.", "CONSULT", {"sudan"}, {"ethiopia"}, "ended"),
    ("علقت إيران مفاوضاتها مع الدول الأوروبية.", "CONSULT", {"iran"}, {"european-states"}, "ended"),
    ("علقت تشاد تعاونها العسكري مع واشنطن.", "COOPERATE", {"chad"}, {"usa"}, "ended"),
    ("تهديدات إيرانية بإغلاق مضيق هرمز.", "THREATEN", {"iran"}, set(), "happened"),
    ("تهديدات الحوثيين باستهداف السفن الإسرائيلية تثير القلق.", "THREATEN", {"houthis"}, None, "happened"),
    ("تلقى الرئيس الروسي دعوة من نظيره المصري.", "REQUEST", {"egypt"}, {"russia"}, "happened"),
    ("تلقت قوات حفتر دعما من الإمارات.", "SUPPORT", {"uae"}, {"lna"}, "happened"),
    ("تحظى الحكومة السورية بدعم تركي.", "SUPPORT", {"turkey"}, {"syria"}, "ongoing"),
    ("لقيت المبادرة السعودية ترحيبا من الجيش السوداني.", "SUPPORT", {"sudan"}, {"saudi-arabia"}, "happened"),
    ("قوبل المقترح الأمريكي برفض من حركة حماس.", "REJECT", {"hamas"}, {"usa"}, "happened"),
    ("استأنفت السعودية وإيران علاقاتهما الدبلوماسية.", "COOPERATE", {"iran", "saudi-arabia"}, set(), "happened"),
    ("طلب العراق من تركيا سحب قواتها من أراضيه.", "RETREAT", {"turkey"}, None, "demanded"),
    ("طالبت ليبيا تركيا بسحب قواتها.", "RETREAT", {"turkey"}, None, "demanded"),
    ("وقع الطرفان اتفاقا.", "AGREE", {"unnamed:UNK"}, set(), "happened"),
    ("استجابت مصر لطلب السودان.", "CONCEDE", {"egypt"}, {"sudan"}, "happened"),
    ("استدعت وزارة الخارجية المغربية السفير الألماني في الرباط.", "SANCTION", {"morocco-mfa"}, {"germany"}, "happened"),
    ("أعلن ترامب وقف إطلاق النار بين الهند وباكستان.", "RETREAT", {"india"}, {"pakistan"}, "happened"),
    ("رفضت بوركينا فاسو استقبال وفد إيكواس.", "REJECT", {"burkina-faso"}, {"ecowas"}, "happened"),
    ("تهديد أمريكي بفرض عقوبات على العراق.", "THREATEN", {"usa"}, {"iraq"}, "happened"),
    ("تهديد تركيا بشن عملية عسكرية أثار المخاوف.", "THREATEN", {"turkey"}, set(), "happened"),
    ("أكد المستشار الألماني وقوف بلاده إلى جانب أوكرانيا.", "SUPPORT", {"germany"}, {"ukraine"}, "happened"),
    ("ردت دمشق بالرفض على الطلب الإسرائيلي.", "REJECT", {"syria"}, {"israel"}, "happened"),
    ("استبعدت طهران إجراء مفاوضات مع واشنطن.", "REJECT", {"iran"}, None, "happened"),
    ("ضغطت واشنطن على الحكومة العراقية لنزع سلاح الفصائل.", "REQUEST", {"usa"}, {"iraq", "unnamed:REB"}, "happened"),
    ("أمر رئيس الوزراء الإثيوبي آبي أحمد قواته بالتقدم.", "REQUEST", {"ethiopia"}, None, "happened"),
    ("يدرس البيت الأبيض رفع العقوبات عن سوريا.", "CONCEDE", {"usa"}, {"syria"}, "possible"),
    ("ألح الاتحاد الأفريقي على الحكومة السودانية لوقف القتال.", "REQUEST", {"african-union"}, {"sudan"}, "happened"),
    ("انطلقت مناورات بحرية بمشاركة مصر والسعودية.", "COOPERATE", {"egypt"}, {"saudi-arabia"}, None),
    ("طرد السفير الفرنسي من النيجر.", "SANCTION", None, {"france"}, "happened"),
    ("تم طرد السفير الفرنسي من النيجر.", "SANCTION", None, {"france"}, "happened"),
    ("قمع الأمن الإيراني احتجاجات في زاهدان.", "COERCE", {"iran-security"}, None, "happened"),
    ("أصدرت محكمة مصرية حكما بالسجن على ثلاثة متهمين.", "COERCE", None, {"unnamed:CVL"}, "happened"),
    ("دعت حماس إلى مقاطعة البضائع الفرنسية.", "SANCTION", None, {"france"}, "demanded"),
    ("حظرت الحكومة العراقية تطبيق تيك توك.", "COERCE", {"iraq"}, None, "happened"),
    ("تراجعت قوات حفتر من محيط طرابلس.", "RETREAT", {"lna"}, set(), "happened"),
    ("سلمت حماس جثث أربعة رهائن إلى الصليب الأحمر.", "RETREAT", {"hamas"}, None, "happened"),
    ("أنهت بعثة الأمم المتحدة مهمتها في مالي.", "RETREAT", None, None, "happened"),
    ("رفعت الولايات المتحدة السودان من قائمة الدول الراعية للإرهاب.", "CONCEDE", {"usa"}, {"sudan"}, "happened"),
    ("حشدت الحكومة الأفغانية مقاتلي العشائر.", "MOBILIZE", {"afghanistan"}, None, "happened"),
    ("أوقفت الجزائر إمدادات الغاز إلى المغرب.", "SANCTION", {"algeria"}, {"morocco"}, "happened"),
    ("علقت ألمانيا تصدير الأسلحة إلى إسرائيل.", "SANCTION", {"germany"}, {"israel"}, "happened"),
    ("خفضت الإمارات مستوى تمثيلها الدبلوماسي في إيران.", "SANCTION", {"uae"}, {"iran"}, "happened"),
    ("دهمت الشرطة مقر الحزب.", "COERCE", None, None, "happened"),
    ("حصلت تونس على قرض من السعودية.", "AID", {"saudi-arabia"}, {"tunisia"}, "happened"),
    ("تلقى الجيش الليبي أسلحة من مصر.", "AID", {"egypt"}, {"libyan-army"}, "happened"),
    ("كسر الجيش السوداني حصار الأبيض.", "RETREAT", {"sudan"}, None, "happened"),
    ("هدد الرئيس الأمريكي بتدمير منشآت الطاقة الإيرانية.", "THREATEN", {"usa"}, {"iran"}, "happened"),
    ("دعا مجلس الأمن طرفي النزاع إلى وقف القتال.", "REQUEST", {"un-security-council"}, {"unnamed:UNK"}, "happened"),
    ("اتفق الطرفان على وقف إطلاق النار.", "AGREE", {"unnamed:UNK"}, None, "happened"),
    ("أعلنت تركيا تعليق مشاركتها في المفاوضات.", "REJECT", {"turkey"}, None, "happened"),
]

#: where objects, agents and clauses end
TOLD = [
    ("بدأت في إسطنبول المحادثات بين وفدي باكستان وأفغانستان.", "CONSULT", {"pakistan"}, {"afghanistan"}, None),
    ("اجتماع بين وزيري خارجية مصر وتركيا في القاهرة.", "CONSULT", {"egypt"}, {"turkey"}, "happened"),
    ("قال نتنياهو إن الحرب مستمرة، متهما حماس بخرق الهدنة.", "ACCUSE", {"israel"}, {"hamas"}, "happened"),
    ("دعت مصر إسرائيل إلى استئناف المفاوضات.", "CONSULT", None, None, "demanded"),
    ("ألغت مصر الاحتفال بعد هجوم شنته إسرائيل على طهران.", "ASSAULT", {"israel"}, None, "happened"),
    ("اتهم حزب الله إسرائيل بقصف الجنوب وقتل مدنيين.", "ASSAULT", {"israel"}, None, "happened"),
    ("رفضت حماس المشاركة في مفاوضات القاهرة.", "REJECT", {"hamas"}, None, "happened"),
    ("تظاهر آلاف العمال في تونس للمطالبة بصرف الأجور.", "REQUEST", {"unnamed:LAB"}, None, "happened"),
    ("دعا حزب تواصل السلطات إلى الإفراج عن المعتقلين.", "RETREAT", None, {"unnamed:CVL"}, "demanded"),
    ("قتل القيادي فؤاد شكر في غارة نفذتها إسرائيل.", "ASSAULT", {"israel"}, None, "happened"),
    ("قتل ضابط في الجيش اليمني على يد مسلحين مجهولين.", "ASSAULT", {"unnamed:UAF"}, {"yemen"}, "happened"),
    ("قتل ضابط في الجيش اليمني برصاص مسلحين.", "ASSAULT", {"unnamed:UAF"}, {"yemen"}, "happened"),
    ("خطف مسلحون مساء الأحد مهندسا.", "ASSAULT", {"unnamed:UAF"}, None, "happened"),
    ("قتل مسلحون في بغداد ضابطا.", "ASSAULT", {"unnamed:UAF"}, None, "happened"),
    ("هاجم ثلاثة مسلحين مركزا للشرطة.", "ASSAULT", {"unnamed:UAF"}, None, "happened"),
    ("حاصر مئات المسلحين المدينة.", "COERCE", {"unnamed:UAF"}, None, None),
    ("اعتدى عشرات المستوطنين على مزارعين.", "ASSAULT", {"unnamed:SET"}, {"unnamed:CVL"}, "happened"),
    ("أحرق عشرات المستوطنين منازل.", "ASSAULT", {"unnamed:SET"}, None, "happened"),
    ("أطلق سراح الصحفي.", "RETREAT", set(), {"unnamed:MED"}, "happened"),
    ("أطلق سراح مئات السجناء.", "RETREAT", set(), {"unnamed:CVL"}, "happened"),
    ("أطلقت الشرطة النار على المهاجم وأردته قتيلا.", "ASSAULT", {"grp-shrth"}, {"unnamed:UAF"}, "happened"),
    ("ألقت الشرطة القبض على أحمد منصور.", "COERCE", {"grp-shrth"}, None, "happened"),
    ("هجوم على نقطة تفتيش للجيش الصومالي.", "ASSAULT", set(), {"somalia"}, "happened"),
    ("استهدفت مسيرة للدعم السريع مستشفى في الفاشر.", "ASSAULT", {"rsf"}, None, "happened"),
    ("نفت طالبان مسؤوليتها عن التفجير الذي قتل فيه 40 شخصا.", "ASSAULT", None, {"unnamed:CVL"}, "happened"),
    ("قتل 15 مسلحا من حركة الشباب.", "ASSAULT", set(), {"al-shabaab"}, "happened"),
    ("اعتقلت القوات العراقية قياديا بارزا في تنظيم داعش.", "COERCE", {"iraq"}, {"isis"}, "happened"),
    ("نفذت السعودية حكم الإعدام في أربعة مواطنين.", "ASSAULT", {"saudi-arabia"}, {"unnamed:CVL"}, "happened"),
    ("داهمت الشرطة منزل الصحفي محمد بوغلاب واعتقلته.", "COERCE", {"grp-shrth"}, None, "happened"),
    ("رحلت باكستان 80 ألف لاجئ أفغاني.", "COERCE", {"pakistan"}, {"unnamed:REF"}, "happened"),
    ("سحبت فرنسا مئات الجنود من النيجر.", "RETREAT", {"france"}, None, "happened"),
    ("فرضت السلطات السودانية حظرا للتجول في الخرطوم.", "COERCE", {"sudan"}, None, None),
    ("حررت الشرطة ثلاثة مختطفين.", "RETREAT", {"grp-shrth"}, {"unnamed:CVL"}, "happened"),
    ("هاجم مسلحون قافلة مساعدات.", "ASSAULT", {"unnamed:UAF"}, None, "happened"),
    ("انتقد الجيش السوداني القوات التي تقصف المدن.", "ACCUSE", {"sudan"}, None, "happened"),
    ("أدانت قطر اقتحام قوات الاحتلال مخيم جنين.", "ASSAULT", {"israel"}, None, "happened"),
    (
        "اتهمت مصر إثيوبيا بالتعنت، ودعت مجلس الأمن إلى التدخل.",
        "REQUEST",
        {"egypt"},
        {"un-security-council"},
        "happened",
    ),
]

#: who is near to somebody, or only said to be something, is told apart
NEAR = [
    ("خطف مسلحون نجل الرئيس الليبي.", "ASSAULT", {"unnamed:UAF"}, {"unnamed:CVL"}),
    ("خطف مسلحون قبليون مهندسين صينيين.", "ASSAULT", {"unnamed:UAF"}, {"unnamed:LAB"}),
    ("تبادلت روسيا وأوكرانيا جثامين 100 جندي.", "RETREAT", {"russia", "ukraine"}, set()),
    ("أودى تفجير مزدوج بحياة عشرين شخصا في بيشاور.", "ASSAULT", set(), {"unnamed:CVL"}),
]

#: no word of sport, art or trade alone makes a sentence one of sport, art or trade
SPOKEN = [
    ("التقى الرئيس المنتخب وزير الخارجية الكيني.", "CONSULT"),
    ("اتهم الممثل الخاص للأمم المتحدة الجيش المالي بقصف القرية.", "ACCUSE"),
    ("قصف الجيش المالي المستشفى أثناء نقل المرضى.", "ASSAULT"),
    ("بحسب رواية شهود، قصف الجيش المالي القرية.", "ASSAULT"),
    ("تظاهر مئات العمال احتجاجا على التضخم.", "PROTEST"),
]


@pytest.mark.parametrize(("text", "mode", "source", "target"), ATTACKS)
def test_an_attack_has_its_sides(text: str, mode: str, source: set[str] | None, target: set[str], packs: Packs) -> None:
    found = [e for e in events(text, packs) if e.type == "ASSAULT" and e.mode == mode]
    assert any((source is None or sides(e.source) == source) and sides(e.target) == target for e in found), [
        (e.source, e.target) for e in found
    ]


@pytest.mark.parametrize(("text", "kind", "source", "target", "fact"), [*ACTS, *TOLD])
def test_an_act_has_its_sides_and_its_kind_of_fact(
    text: str, kind: str, source: set[str] | None, target: set[str] | None, fact: str | None, packs: Packs
) -> None:
    found = [e for e in events(text, packs) if e.type == kind]
    told = [(sides(e.source), sides(e.target), e.modality + ("" if e.polarity else "-")) for e in found]
    assert any(
        (source is None or s == source) and (target is None or t == target) and (fact is None or f == fact)
        for s, t, f in told
    ), told


@pytest.mark.parametrize(("text", "kind", "source", "target"), NEAR)
def test_who_is_near_is_told_apart(text: str, kind: str, source: set[str], target: set[str], packs: Packs) -> None:
    assert [(sides(e.source), sides(e.target)) for e in events(text, packs) if e.type == kind] == [(source, target)]


def test_who_is_arrested_as_accused_is_not_accused_anew(packs: Packs) -> None:
    assert all(e.type != "ACCUSE" for e in events("اعتقلت الشرطة متهمين بالضلوع في هجوم على فندق.", packs))


@pytest.mark.parametrize(("text", "kind"), SPOKEN)
def test_a_word_that_politics_shares_silences_nothing(text: str, kind: str, packs: Packs) -> None:
    assert any(e.type == kind for e in events(text, packs))


def test_a_match_is_no_battle(packs: Packs) -> None:
    text = "قاد هجوم المنتخب الوطني الفريق إلى الفوز في المباراة. وهاجم اللاعب المرمى في الشوط الثاني."
    assert not events(text, packs)


def test_who_is_said_to_be_something_has_one_name(packs: Packs) -> None:
    text = "أفرجت السلطات الجزائرية عن الناشط كريم طابو."
    freed = next(e for e in events(text, packs) if e.type == "RETREAT")
    assert freed.target == ["karim-tabbou"]


def test_who_holds_a_land_is_not_that_land(packs: Packs) -> None:
    text = "أدانت قطر اقتحام قوات الاحتلال مخيم جنين."
    stormed = next(e for e in events(text, packs) if e.type == "ASSAULT")
    assert sides(stormed.source) == {"israel"}


def test_who_is_called_on_does_not_call(packs: Packs) -> None:
    text = "اتهمت مصر إثيوبيا بالتعنت، ودعت مجلس الأمن إلى التدخل."
    call = next(e for e in events(text, packs) if e.type == "REQUEST")
    assert sides(call.source) == {"egypt"}
    assert sides(call.target) == {"un-security-council"}


def test_a_convoy_of_aid_that_is_attacked_is_no_aid(packs: Packs) -> None:
    assert all(e.type != "AID" for e in events("هاجم مسلحون قافلة مساعدات قرب مقديشو.", packs))


def test_what_a_meeting_is_called_is_no_other_meeting(packs: Packs) -> None:
    text = 'وصفت حركة النهضة اللقاء الذي جمع الرئيس الكيني ونظيره الغاني بـ"لقاء بعض المسافرين في نيروبي".'
    met = [e for e in events(text, packs) if e.type == "CONSULT"]
    assert len(met) == 1
    assert sides([*met[0].source, *met[0].target]) >= {"kenya", "ghana"}


MEETINGS = [
    # a place of a title is no place of the meeting; one in كل من is
    ("اجتماع الرئيس الكيني في نيروبي بقائد القوات الفرنسية في تشاد الجنرال جان دوبون.", {"nairobi"}, "happened"),
    ("جرت لقاءات عدة بين الوفدين الكيني والغاني في كل من نيروبي وأكرا.", {"nairobi", "accra"}, "happened"),
    # what is said of it far behind
    (
        "إن اللقاءات بين الحكومة الكينية وحركة الشباب حول إدارة المناطق وضم عناصرها إلى القوات لا تزال مستمرة.",
        set(),
        "ongoing",
    ),
    ("نحن على تواصل دائم مع الحكومة الكينية.", set(), "ongoing"),
]


@pytest.mark.parametrize(("text", "places", "fact"), MEETINGS)
def test_where_and_whether_a_meeting_goes_on(text: str, places: set[str], fact: str, packs: Packs) -> None:
    article = Article("x", text)
    annotate_article(article, packs)
    met = [e for e in article.events if e.type == "CONSULT"]
    spans = {(n.start, n.end): str(n.entity) for n in article.names}
    assert [({spans[p] for p in e.place}, e.modality) for e in met] == [(places, fact)]


def test_the_body_that_somebody_heads_is_no_side(packs: Packs) -> None:
    text = "التقى علي مملوك، رئيس جهاز الأمن الوطني، بممثلي العشائر."
    met = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert sides([*met.source, *met.target]) == {"syria", "arab-tribes"}


def test_an_office_of_another_state_behind_a_comma_is_the_object(packs: Packs) -> None:
    text = "استقبل الرئيس عبد الفتاح السيسي، رئيس الوزراء الهندي."
    met = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert (sides(met.source), sides(met.target)) == ({"egypt"}, {"india"})


def test_a_rank_behind_and_is_no_office_of_the_one_before(packs: Packs) -> None:
    text = "اللقاء الذي جمع في أبو ظبي بين رئيس المجلس الرئاسي فائز السراج، والمشير خليفة حفتر."
    met = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert sides(met.source) == {"libya-presidential-council"}
    assert sides(met.target) and sides(met.target) != sides(met.source)


def test_peoples_named_side_by_side_are_both_sides(packs: Packs) -> None:
    text = "عقد الوزير الكيني اجتماعا مع قادة من حركة الشباب ووجهاء عرب وأكراد في المنطقة."
    met = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert sides([*met.source, *met.target]) >= {"arabs", "kurds"}


def test_who_commands_forces_stands_for_them(packs: Packs) -> None:
    text = "رحبت روسيا بالاتفاق. واجتمع الرئيس الكيني بقائد القوات الروسية في سوريا الجنرال ألكسندر تشايكو."
    met = next(e for e in events(text, packs) if e.type == "CONSULT")
    assert met.target == ["russia-forces"]
