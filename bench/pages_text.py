# ruff: noqa: E501 - markup and lists of sentences are written as they come
"""Articles of our own writing for made pages: sentences put together at random, about invented places.

Offices, no names; towns that do not exist; what is reported is of the kind that agencies report, nobody is quoted
with words of his. The same number gives the same article.
"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, field

TOWNS = ["تل الصفصاف", "عين الرمان", "خربة النسر", "وادي القصب", "مشتى الورد", "دير الجوز", "كفر الليمون", "رأس الحجر",
    "بئر السدر", "قلعة الملح", "جسر الزعفران", "نبع الخروب", "مرج الحمام", "تلة الريح", "سهل العقيق", "باب الشعير"]  # fmt: skip
REGIONS = ["ولاية الساحل الأوسط", "محافظة النهرين الصغرى", "إقليم الجبل الأزرق", "لواء الواحات", "منطقة السهل الغربي"]
OFFICES = ["وزير الداخلية", "محافظ المنطقة", "رئيس المجلس البلدي", "الناطق باسم قوى الأمن", "مدير الصحة", "قائد شرطة المدينة",
    "رئيس لجنة المصالحة", "المبعوث الأممي", "مسؤول الإغاثة في المنظمة", "رئيس الوفد المفاوض", "المتحدث باسم الجيش", "مدير المشفى الوطني"]  # fmt: skip
GROUPS = ["لجنة الهدنة", "مجلس الأعيان", "الهلال الأحمر", "فرق الدفاع المدني", "قوات حفظ السلام", "الفصائل المحلية", "إدارة المعابر",
    "غرفة العمليات المشتركة", "بعثة المراقبين", "اتحاد المزارعين"]  # fmt: skip
SOURCES = ["قال {o}", "أعلن {o}", "أوضح {o}", "أكد {o} في مؤتمر صحفي", "ذكر {o} في بيان", "أفاد مصدر محلي", "نقلت وكالة محلية عن {o}",
    "قالت {g}", "كشف مصدر أمني", "بيّن {o}", "أضاف {o}", "أشار {o} في تصريح"]  # fmt: skip
FACTS = [
    "أن {n} عائلة عادت إلى قراها في محيط {t} خلال الأسبوع الماضي",
    "أن الطريق بين {t} و{u} سيفتح أمام القوافل التجارية اعتبارا من يوم {d}",
    "أن {n} شاحنة محملة بالطحين والأدوية دخلت عبر معبر {t}",
    "أن جولة جديدة من المحادثات ستعقد في {t} بمشاركة ممثلين عن {g}",
    "أن القصف الذي استهدف أطراف {t} أسفر عن إصابة {k} أشخاص بجروح متفاوتة",
    "أن اتفاق وقف إطلاق النار في {r} ما زال صامدا رغم خروقات محدودة",
    "أن الأطراف اتفقت على تبادل {n} محتجزا على ثلاث مراحل",
    "أن شبكة المياه في {t} ستعود إلى العمل بعد إصلاح المحطة الرئيسية",
    "أن لجنة مشتركة ستشرف على سحب الأسلحة الثقيلة من محيط {t}",
    "أن عدد النازحين في مخيم {t} تجاوز {n} شخص وفق آخر إحصاء",
    "أن المدارس في {t} و{u} ستفتح أبوابها مطلع الشهر المقبل",
    "أن دوريات مشتركة بدأت العمل على الطريق الواصل إلى {t}",
]
FACTS_PLAIN = [
    "وشهدت {t} خلال الأيام الماضية هدوءا نسبيا بعد أسابيع من المواجهات",
    "ويقع معبر {t} على بعد {k} كيلومترات من {u}، وهو المنفذ الوحيد لسكان {r}",
    "وكانت {g} قد دعت في وقت سابق إلى عقد اجتماع طارئ في {t}",
    "وتشكو {t} من نقص حاد في الوقود والدواء منذ إغلاق الطريق الدولي",
    "وخرج العشرات من أهالي {t} في وقفة أمام مبنى البلدية مطالبين بعودة الكهرباء",
    "ولم يصدر عن {g} أي تعليق حتى ساعة إعداد هذا الخبر",
    "وتزامن ذلك مع وصول وفد من {g} إلى {u} للقاء وجهاء المنطقة",
    "وتعد هذه الزيارة الأولى من نوعها منذ توقيع اتفاق {u} قبل {k} أشهر",
    "ومن المقرر أن يزور الوفد {t} يوم {d} لتفقد أحوال النازحين",
    "وبحسب سكان محليين فإن أصوات الانفجارات سمعت في {t} و{u} حتى ساعات الفجر",
]
HEADLINES = [
    "{g} تعلن فتح الطريق بين {t} و{u}", "وفد من {g} يصل إلى {t} لبحث الهدنة", "إصابة {k} أشخاص في قصف على أطراف {t}",
    "اتفاق على تبادل {n} محتجزا في {r}", "{n} عائلة تعود إلى {t} بعد أشهر من النزوح", "{o}: جولة جديدة من المحادثات في {t}",
    "دخول {n} شاحنة مساعدات عبر معبر {t}", "أهالي {t} يطالبون بعودة الكهرباء والمياه", "هدوء حذر في {t} بعد اشتباكات {u}",
    "مخيم {t} يستقبل {n} نازح جديد", "{g} تدعو إلى اجتماع طارئ في {u}", "ما الذي يعرقل اتفاق {t}؟",
]  # fmt: skip
SUBHEADS = [
    "تفاصيل الاتفاق",
    "ردود الفعل",
    "أوضاع النازحين",
    "ما الخطوة التالية؟",
    "خلفية الأزمة",
    "موقف {g}",
    "الطريق إلى {t}",
]
CAPTIONS = ["جانب من اجتماع {g} في {t}", "قافلة مساعدات على مدخل {t}", "عائلات عائدة إلى {u}", "آثار القصف في محيط {t}"]
DAYS = ["السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة"]
MONTHS = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
]
OUTLETS = [("شبكة السهل الإخبارية", "sahl-news.example"), ("موقع نبض الوادي", "nabd.example.org"), ("وكالة أنباء الواحة", "waha-agency.example"),
    ("جريدة الجسر", "aljisr.example.net"), ("راديو الضفتين", "daffatayn.example"), ("صحيفة المنارة اليوم", "manara.example.com")]  # fmt: skip
AGENCIES = ["وكالات", "متابعات", "خاص", "فريق التحرير", "قسم الأخبار", "المحرر السياسي"]
COMMENTS = ["نسأل الله أن يعود الأمان إلى كل بيت", "كلام جميل لكن أين التنفيذ على الأرض", "شكرا لكم على هذه التغطية المهنية والمتابعة المستمرة",
    "هذا الخبر قديم وقد نشرتموه قبل أسبوع", "أتمنى أن تصل المساعدات إلى مستحقيها فعلا وليس إلى السوق السوداء", "لماذا لا تذكرون أسماء القرى المتضررة كلها؟"]  # fmt: skip
SECTIONS = [
    "الرئيسية",
    "سياسة",
    "محليات",
    "اقتصاد",
    "رياضة",
    "ثقافة وفن",
    "صحة",
    "تكنولوجيا",
    "منوعات",
    "فيديو",
    "رأي",
    "تقارير",
    "عربي ودولي",
    "كاريكاتير",
]


@dataclass
class Story:
    """One article: `body` is what a reader should find, by lines and in order; `date` the day of publication."""

    number: int
    headline: str
    lead: str | None
    blocks: list[tuple[str, str]] = field(default_factory=list)  # (p | h2 | caption | li, text)
    date: datetime.date = datetime.date(2020, 1, 1)
    outlet: str = ""
    host: str = ""
    section: str = ""

    @property
    def url(self) -> str:
        """Where it stands."""
        return f"https://www.{self.host}/{self.date:%Y/%m}/{self.number}.html"

    @property
    def body(self) -> list[str]:
        """The lines of the article: headline, lead, paragraphs, sub-headings, captions."""
        return [self.headline, *([self.lead] if self.lead else []), *(text for _, text in self.blocks)]

    @property
    def shown_date(self) -> str:
        """The date as a page shows it."""
        return f"{DAYS[(self.date.weekday() + 2) % 7]} {self.date.day} {MONTHS[self.date.month - 1]} {self.date.year}"


def filled(pattern: str, rng: random.Random) -> str:
    """A pattern with its places filled."""
    town, other = rng.sample(TOWNS, 2)
    return pattern.format(
        t=town, u=other, r=rng.choice(REGIONS), o=rng.choice(OFFICES), g=rng.choice(GROUPS), d=rng.choice(DAYS),
        n=rng.choice([24, 35, 48, 60, 75, 120, 250, 300, 450]), k=rng.choice(["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "تسعة"]),
    )  # fmt: skip


def sentence(rng: random.Random) -> str:
    """A sentence with its full stop."""
    if rng.random() < 0.55:
        pattern = ("و" if rng.random() < 0.6 else "") + rng.choice(SOURCES) + " " + rng.choice(FACTS)
        if rng.random() < 0.4:
            pattern += "، مشيرا إلى " + rng.choice(FACTS)
    else:
        pattern = rng.choice(FACTS_PLAIN)
        if rng.random() < 0.3:
            pattern += "، في حين " + rng.choice(FACTS_PLAIN)[1:]
    return filled(pattern, rng) + "."


def headline(rng: random.Random) -> str:
    """A headline, as for the article or a link to another."""
    return filled(rng.choice(HEADLINES), rng)


def story(number: int, seed: int = 0) -> Story:
    """The article of this number: 600 to 5,000 characters, most of them about 2,500."""
    rng = random.Random(f"{seed}-{number}")
    outlet, host = rng.choice(OUTLETS)
    paragraphs = max(2, min(20, round(rng.gauss(10, 3.5))))
    blocks: list[tuple[str, str]] = []
    if rng.random() < 0.4:
        blocks.append(("caption", filled(rng.choice(CAPTIONS), rng)))
    for n in range(paragraphs):
        if n > 2 and rng.random() < 0.12:
            blocks.append(("h2", filled(rng.choice(SUBHEADS), rng)))
        blocks.append(("p", " ".join(sentence(rng) for _ in range(rng.choice([1, 2, 2, 3])))))
        if n > 1 and rng.random() < 0.06:
            blocks += [("li", sentence(rng)) for _ in range(rng.choice([2, 3, 4]))]
    return Story(
        number, headline(rng), sentence(rng) if rng.random() < 0.5 else None, blocks,
        datetime.date(2012, 1, 1) + datetime.timedelta(days=rng.randrange(4500)), outlet, host, rng.choice(SECTIONS[1:6]),
    )  # fmt: skip
