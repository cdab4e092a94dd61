"""Made-up articles of about 2,500 characters for benchmarks and tests, as many as one likes, the same each time.

They are filled into the forms below, with villages and groups that do not exist. Facts belong to a day, and several
outlets tell them; one article in twenty is mostly another's text. None of it means anything.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterator
from pathlib import Path

from khabar.article import Article, Published

#: Characters of an article, about.
LENGTH = 2500
#: Articles and facts of a day, and outlets.
A_DAY, FACTS, OUTLETS = 10, 15, 30
START = datetime.date(2015, 1, 1)

_FIRST = ("تل", "عين", "دير", "كفر", "خان", "رأس", "بئر", "وادي", "جسر", "مرج")
_SECOND = (
    "الزعتر", "النموذج", "الصنوبر", "المثال", "الحجل", "القصب", "الرمان", "العليق", "السماق", "الخزامى", "الزيزفون",
    "البلوط", "الكستناء", "السنديان", "الغزال", "العرعر", "الدفلى", "النرجس", "الياسمين", "الكرز",
)  # fmt: skip
_KINDS = ("لواء", "كتائب", "حركة", "حزب", "قوات", "جبهة", "هيئة", "تجمع", "مجلس", "فصيل")
_WHOSE = ("المثال", "النموذج", "العينة", "التجربة", "الشاهد", "المثل", "القياس", "المقياس", "الاختبار", "الفرض")
_UNNAMED = ("مصدر ميداني", "مصدر مطلع", "مصادر محلية", "مسؤول محلي", "شهود عيان", "دبلوماسي غربي", "مصدر طبي")
_OFFICES = ("المتحدث باسم", "رئيس المكتب السياسي في", "القائد العسكري في", "عضو وفد", "الناطق الرسمي باسم")
_DAYS = ("أمس", "اليوم", "مساء أمس", "فجر اليوم", "صباح اليوم", "أول من أمس", "قبل يومين", "الأسبوع الماضي")
_MATTERS = (
    "المياه", "الكهرباء", "القمح", "المعابر", "الأسرى", "المدارس", "الوقود", "الرواتب", "النازحين", "المستشفيات",
    "الطرق", "الجمارك", "السجلات المدنية", "الآثار", "الغابات", "المطاحن", "الاتصالات", "المطار", "السد", "الميناء",
)  # fmt: skip
_CITIES = (
    "دمشق", "حلب", "بيروت", "بغداد", "الموصل", "صنعاء", "عدن", "طرابلس", "بنغازي", "الخرطوم", "القاهرة", "تونس",
    "الجزائر", "أنقرة", "عمان", "الرياض", "الدوحة", "جنيف",
)  # fmt: skip
# one of what stands in brackets is taken
_FACTS = (
    "[اندلعت|دارت|وقعت|نشبت] {day} [اشتباكات|معارك|مواجهات] [عنيفة|متقطعة|محدودة] بين {one} و{two} [في محيط|قرب|على"
    " أطراف|عند مدخل] [بلدة|قرية|ناحية] {place}، [وأسفرت عن|وخلفت|وأدت إلى] مقتل {n} [مقاتلين|عناصر|مسلحين].",
    "[قصفت|استهدفت|ضربت] {one} [بالمدفعية|بقذائف الهاون|بالصواريخ|بطائرة مسيرة] [قرية|بلدة|مزارع] {place} {day}، [ما"
    " أدى إلى إصابة|وجرح في القصف|وأصيب] {n} [مدنيين|أشخاص|عمال|مزارعين].",
    "[وقعت|أبرمت|عقدت] {one} و{two} {day} [اتفاقاً|تفاهماً|هدنة] في [مدينة|بلدة] {place} [بشأن|حول|يتعلق بملف] {matter}"
    " [لمدة|مدته|يستمر] {n} [أيام|أسابيع|أشهر].",
    "[التقى|اجتمع|قابل] وفد من {one} {day} [ممثلين عن|وفداً من|مسؤولين في] {two} في {place} [وبحث معهم|وناقشوا"
    "|وتركز الحديث على] ملف {matter} و{other_matter}.",
    "[أفرجت|أطلقت] {one} {day} [سراح|عن] {n} [معتقلين|محتجزين|أسرى] من [أبناء|سكان|وجهاء] {place} [بوساطة من"
    "|ضمن تفاهم مع|بعد ضغط من] {two}.",
    "[انسحبت|خرجت] {one} {day} من [قرية|بلدة|تلة|ضاحية] {place} [ودخلتها|وحلت محلها|وتسلمتها] {two} [من دون قتال"
    "|بعد مفاوضات|مع ساعات الليل].",
    "[تظاهر|خرج|احتج] [المئات|العشرات|طلاب|عمال] {day} في {place} [احتجاجاً على|تنديداً بـ|للمطالبة بحل] أزمة {matter}،"
    " [وفرقتهم|وتصدت لهم|وراقبتهم] {one}.",
    "[اعتقلت|احتجزت|أوقفت] {one} {day} {n} [أشخاص|شبان|موظفين|تجار] في {place} [على خلفية|في قضية|بسبب خلاف على]"
    " {matter}.",
    "[رفضت|قبلت|أيدت|عارضت] {one} {day} [مقترحاً|مبادرة|خطة|مسودة] [قدمتها|عرضتها|اقترحتها] {two} [بشأن|حول] {matter} في"
    " {place}.",
    "[هددت|توعدت|أنذرت] {one} {day} {two} [بإغلاق|بقطع|بتعليق] [الطريق|العمل|التعاون] في {place} [بسبب"
    "|على خلفية] {matter}.",
)
_SAID = (
    "[وقال|وذكر|وأوضح|وأفاد] {who} [إن|بأن] ملف {matter} [ما زال|لا يزال|بقي] [معلقاً|عالقاً|مفتوحاً] [بانتظار|إلى حين]"
    " [عودة الوفد|رد الوسطاء|اجتماع اللجنة] في {place}.",
    "[وأكد|وأعلن|وشدد] {office} {one} [أن|على أن] [إدارة|حماية|صيانة] {matter} في {place} [شأن محلي|مسؤولية"
    " الجميع|أولوية].",
    "[وأضاف|وتابع|وزاد] {who} أن «[الوضع|الحال|الطريق] في {place} [هادئ|مستقر|صعب] منذ {n} [أيام|أسابيع]».",
    "[وبحسب|ووفق|ونقلاً عن] {who}، فإن {n} [عائلات|حافلات|شاحنات] [وصلت إلى|غادرت|عبرت] {place} [باتجاه|نحو] {city}.",
    "[ويقيم|ويعمل|ويتنقل] {office} {one} [منذ أشهر|منذ سنوات|حالياً] بين {place} و{city}، [بحسب|وفق] {who}.",
    "ونقلت وكالة المثال عن {who} [قوله|تأكيده] إن [جولة|جلسة|زيارة] [جديدة|ثانية|موسعة] [ستعقد|ستجري] بعد {n} أيام في"
    " {place}.",
    "[وأشار|ولفت|ونبه] {who} إلى [نقص|ضعف|تأخر] [التمويل|الإمدادات|الكوادر] في [قطاع|ملف] {matter} في {place}.",
)
_CALM = (
    "وتبعد [البلدة|القرية|الناحية] نحو {n} كيلومتراً عن [الطريق المؤدي إلى|تخوم] {city}، ويقصد [سكانها"
    "|أهلها] أسواق المدينة.",
    "ودرس كثير من أبناء [المنطقة|الناحية] في جامعات {city} و{other}، وفيهم [أطباء|مهندسون|معلمون|محامون].",
    "ويعتمد السكان على [زراعة|تجارة] [الزيتون|القمح|القطن|الخضار]، ويشترون [البذور|السماد|الأدوات] من {city}.",
    "وفي {place} [مدرستان|ثلاث مدارس|سوق قديمة|مكتبة صغيرة] و[مستوصف|فرن|مطحنة|حديقة] وساحة [واسعة|صغيرة|مرصوفة].",
    "ولا تتوفر [إحصاءات|أرقام] دقيقة عن [عدد السكان|مساحة الأراضي|أعداد التلاميذ]، [وتتفاوت|وتختلف] التقديرات كثيراً.",
    "ويرى [باحثون|مختصون|مهتمون] في شؤون {city} أن ملف {matter} [قديم|معقد|متشعب] ويحتاج إلى [وقت|خبرة|تمويل].",
)


def _one(form: str, chance: random.Random) -> str:
    """A form with one of each bracket's parts in its place."""
    return re.sub(r"\[([^]]*)\]", lambda found: chance.choice(found.group(1).split("|")), form)


def _filled(form: str, chance: random.Random) -> str:
    one, two = (f"{chance.choice(_KINDS)} {chance.choice(_WHOSE)} {chance.choice(_SECOND)}" for _ in range(2))
    return _one(form, chance).format(
        one=one, two=two, place=f"{chance.choice(_FIRST)} {chance.choice(_SECOND)}", n=chance.randint(3, 10),
        day=chance.choice(_DAYS), who=chance.choice(_UNNAMED), office=chance.choice(_OFFICES),
        city=chance.choice(_CITIES), other=chance.choice(_CITIES), matter=chance.choice(_MATTERS),
        other_matter=chance.choice(_MATTERS),
    )  # fmt: skip


def _body(number: int, seed: int) -> list[str]:
    chance = random.Random(f"{seed} {number}")
    if number % 20 == 19:  # an agency's text under another's name, the end cut
        return _body(number - chance.randint(1, 15), seed)[:-1]
    day = number // A_DAY
    out: list[str] = []
    while sum(map(len, out)) + len(out) < LENGTH - 100:
        fact = random.Random(f"{seed} {day} {chance.randrange(FACTS)}")
        out.append(_filled(fact.choice(_FACTS), fact))
        out += [_filled(form, chance) for form in chance.sample(_SAID, 2)]
        out += [_filled(form, chance) for form in chance.sample(_CALM, 3)]
    return out


def article(number: int, seed: int = 1) -> Article:
    """The article of a number."""
    chance = random.Random(f"{seed} {number} outlet")
    day = (START + datetime.timedelta(days=number // A_DAY)).isoformat()
    body = _body(number, seed)
    title = body[0].split("،")[0][:80]
    lines = [" ".join(body[n : n + 3]) for n in range(0, len(body), 3)]
    outlet = f"صحيفة المثال {chance.randrange(OUTLETS)}"
    return Article(
        f"made-{number:07}", "\n\n".join([title, *lines]), outlet=outlet, title=title,
        published=Published(day, day, "given"),
    )  # fmt: skip


def articles(count: int, seed: int = 1, first: int = 0) -> Iterator[Article]:
    """`count` articles from number `first` on."""
    return (article(number, seed) for number in range(first, first + count))


def write(path: Path, count: int, seed: int = 1) -> int:
    """A file of records; how many characters their texts have."""
    from khabar.article import encode

    characters = 0
    with path.open("wb") as stream:
        for made in articles(count, seed):
            characters += len(made.text)
            stream.write(encode(made) + b"\n")
    return characters
