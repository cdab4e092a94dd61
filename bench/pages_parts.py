# ruff: noqa: E501 - markup and lists of sentences are written as they come
"""Parts of made pages: what stands around articles on Arabic sites."""

from __future__ import annotations

import html
import json
import random

from bench.pages_text import AGENCIES, COMMENTS, SECTIONS, TOWNS, Story, headline, sentence

E = html.escape


def head(story: Story, rng: random.Random, *, charset: str | None = None, extra: str = "", site: bool = True) -> str:
    """The head with title, metadata as many sites give them, styles and scripts."""
    mark = {
        0: f'<meta charset="{charset}">',
        1: f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">',
    }
    title = (
        E(story.headline) + rng.choice([" - ", " | ", " — ", " :: "]) + E(story.outlet) if site else E(story.headline)
    )
    styles = "".join(f".c{n}{{margin:{n}px;padding:{n}px;color:#{n:03x}}}\n" for n in range(rng.randrange(40, 400)))
    script = "var cfg={};" + "".join(f"cfg['k{n}']='{n * 7919:x}';" for n in range(rng.randrange(100, 1200)))
    return f"""<head>{mark[rng.randrange(2)] if charset else ""}<title>{title}</title>
<meta name="viewport" content="width=device-width"><meta name="description" content="{E(story.lead or story.headline)}">
<style>{styles}</style>{extra}<script>{script}</script></head>"""


def open_graph(story: Story) -> str:
    """What social networks read."""
    return f"""<meta property="og:title" content="{E(story.headline)}"><meta property="og:site_name" content="{E(story.outlet)}">
<meta property="og:url" content="{story.url}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{story.date}T08:30:00+03:00"><link rel="canonical" href="{story.url}">"""


def json_ld(story: Story, graph: bool = False) -> str:
    """What search engines read."""
    about = {
        "@type": "NewsArticle", "headline": story.headline, "datePublished": f"{story.date}T08:30:00+03:00",
        "url": story.url, "publisher": {"@type": "Organization", "name": story.outlet},
        "author": {"@type": "Person", "name": "هيئة التحرير"},
    }  # fmt: skip
    whole: object = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": story.outlet}, about]}
    if not graph:
        whole = {"@context": "https://schema.org", **about}
    return f'<script type="application/ld+json">{json.dumps(whole, ensure_ascii=rng_bool(story))}</script>'


def rng_bool(story: Story) -> bool:
    """A coin that falls the same way for one article."""
    return story.number % 2 == 0


def menu(rng: random.Random, tag: str = "nav") -> str:
    """The sections of the site."""
    towns = rng.sample(TOWNS, rng.randrange(4, 14))
    below = "".join(
        f'<li class="menu-item menu-item-{n}"><a href="/t/{n}">أخبار {t}</a></li>' for n, t in enumerate(towns)
    )
    items = "".join(
        f'<li class="menu-item"><a href="/s/{n}">{E(name)}</a>{f"<ul class=sub-menu>{below}</ul>" if n % 3 == 0 else ""}</li>'
        for n, name in enumerate(rng.sample(SECTIONS, 10))
    )
    return f'<{tag} class="{rng.choice(["menu", "main-nav", "navbar", "top-bar", "x1"])}"><ul>{items}</ul></{tag}>'


def links(rng: random.Random, number: int, *, dates: bool = False, teasers: bool = False) -> str:
    """Headlines of other articles, as a list."""
    out = []
    for n in range(number):
        more = f"<span>{rng.randrange(1, 28)}/{rng.randrange(1, 12)}/2020</span>" if dates else ""
        more += f"<p>{E(sentence(rng))}</p>" if teasers else ""
        out.append(
            f'<li><a href="/n/{n}"><img src="/i/{n}.jpg" alt="{E(headline(rng))}">{E(headline(rng))}</a>{more}</li>'
        )
    return f"<ul>{''.join(out)}</ul>"


def share(rng: random.Random) -> str:
    """Buttons."""
    names = rng.sample(
        ["فيسبوك", "تويتر", "واتساب", "تلغرام", "طباعة", "البريد الإلكتروني", "نسخ الرابط", "لينكد إن"], 5
    )
    buttons = "".join(f'<a href="#" class="b">{name}</a> ' for name in names)
    return f'<div class="{rng.choice(["share", "social-share", "addthis", "post-tools", "z9"])}"><span>شارك</span> {buttons}</div>'


def byline(story: Story, rng: random.Random) -> str:
    """Who and when, as text."""
    return rng.choice([
        f"{rng.choice(AGENCIES)} - {story.shown_date}", f"تاريخ النشر: {story.shown_date}",
        f"{story.outlet} | {story.shown_date} | {rng.randrange(1, 12)}:{rng.randrange(10, 59)} مساء",
        f"نشر في: {story.date:%d/%m/%Y} آخر تحديث: {story.date:%d/%m/%Y}",
    ])  # fmt: skip


def comments(rng: random.Random) -> str:
    """What readers wrote, and the form."""
    said = "".join(f"<div><b>زائر {n}</b><p>{E(rng.choice(COMMENTS))}.</p></div>" for n in range(rng.randrange(1, 6)))
    return f"""<h3>التعليقات</h3>{said}<form><p>لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p>
<textarea></textarea><input type="submit" value="أرسل تعليقك"></form>"""


def footer(story: Story, rng: random.Random, tag: str = "footer") -> str:
    """The end of the page."""
    return f"""<{tag} class="{rng.choice(["footer", "ft", "site-bottom", "y7"])}"><p>جميع الحقوق محفوظة © {story.outlet} {rng.randrange(2015, 2025)}</p>
<ul><li><a>من نحن</a></li><li><a>اتصل بنا</a></li><li><a>سياسة الخصوصية</a></li><li><a>هيئة التحرير</a></li></ul>
<p>الآراء الواردة في الموقع لا تعبر بالضرورة عن رأي {story.outlet}</p></{tag}>"""


def cookies(rng: random.Random) -> str:
    """The notice on cookies."""
    return f"""<div class="{rng.choice(["cookie-bar", "gdpr", "notice", "w3"])}"><p>يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربتك،
ومن خلال متابعة التصفح فإنك توافق على ذلك.</p><button>موافق</button></div>"""


def tags(rng: random.Random) -> str:
    """Keywords."""
    words = rng.sample(["الهدنة", "المعابر", "النازحون", "تبادل الأسرى", "المساعدات", "السهل الغربي", "المحادثات"], 4)
    return f"""<div class="{rng.choice(["tags", "keywords", "k2"])}"><span>الوسوم:</span> {"".join(f'<a href="/t">{w}</a> ' for w in words)}</div>"""


def aside(rng: random.Random, title: str, tag: str = "div") -> str:
    """A column of links."""
    return f"""<{tag} class="{rng.choice(["sidebar", "widget", "col-4", "most-read", "q5"])}"><h4>{title}</h4>{links(rng, rng.randrange(4, 12))}</{tag}>"""


def read_also(rng: random.Random) -> str:
    """A link to another article between paragraphs."""
    return rng.choice([
        f'<p><strong>اقرأ أيضا: <a href="/n/9">{E(headline(rng))}</a></strong></p>',
        f'<div class="inline-related"><span>اقرأ أيضا</span><a href="/n/9">{E(headline(rng))}</a></div>',
        f'<blockquote><a href="/n/9">شاهد أيضا: {E(headline(rng))}</a></blockquote>',
        f'<p><a href="/n/9">طالع المزيد: {E(headline(rng))}</a></p>',
    ])  # fmt: skip


def advert(rng: random.Random) -> str:
    """Something to buy."""
    return rng.choice([
        '<div class="ads"><span>إعلان</span><script>show_ad(1)</script></div>',
        '<div id="div-gpt-ad-12"><p>إعلان</p></div>', '<ins class="adsbygoogle"></ins>',
        '<div class="banner"><a href="http://ads.example"><img src="ad.gif" alt="عروض الصيف"></a><small>مساحة إعلانية</small></div>',
    ])  # fmt: skip


def agency(rng: random.Random) -> str:
    """A last line that says where it is from."""
    return rng.choice(["المصدر: وكالات", "المصدر: الموقع + وكالات", "تحرير: قسم الأخبار", "(وكالات)", ""])
