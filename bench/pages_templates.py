# ruff: noqa: E501 - markup and lists of sentences are written as they come
"""Templates of made pages: portals, agencies, blogs, old table layouts, AMP, broken markup.

Each is a function of an article and a random generator; class names, what stands where and what is left out
change from page to page.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from bench import pages_parts as p
from bench.pages_parts import E
from bench.pages_text import COMMENTS, Story, headline, sentence

Template = Callable[[Story, random.Random], str]


def blocks(story: Story, rng: random.Random, *, para: str = "p", inside: float = 0.12, lead: bool = True) -> str:
    """The article's blocks as elements, with links and adverts between."""
    out = []
    if lead and story.lead:
        out.append(f'<{para} class="lead">{E(story.lead)}</{para}>')
    listing = False
    for n, (kind, text) in enumerate(story.blocks):
        if (kind == "li") != listing:
            out.append("</ul>" if listing else "<ul>")
            listing = not listing
        if kind == "p" and n and rng.random() < inside:
            out.append(p.read_also(rng) if rng.random() < 0.6 else p.advert(rng))
        body = E(text)
        if kind == "p" and rng.random() < 0.2:  # a link or bold words inside
            words = body.split(" ")
            at = rng.randrange(len(words))
            words[at] = f'<a href="/tag/{at}">{words[at]}</a>' if rng.random() < 0.5 else f"<b>{words[at]}</b>"
            body = " ".join(words)
        if kind == "caption":
            out.append(f'<figure><img src="/p/{n}.jpg" alt="صورة"><figcaption>{body}</figcaption></figure>')
        else:
            tag = {"p": para, "h2": rng.choice(["h2", "h3"]), "li": "li"}[kind]
            out.append(f"<{tag}>{body}</{tag}>")
    if listing:
        out.append("</ul>")
    end = p.agency(rng)
    return "\n".join(out) + (f"<p>{end}</p>" if end else "")


def portal(s: Story, rng: random.Random) -> str:
    """A portal of today: semantic elements, JSON-LD, related links after the article."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl">{p.head(s, rng, charset="utf-8", extra=p.open_graph(s) + p.json_ld(s))}
<body>{p.cookies(rng)}<header>{p.menu(rng)}</header><main><article><h1>{E(s.headline)}</h1><div class="meta"><span>{p.byline(s, rng)}</span></div>
{p.share(rng)}<div class="entry-content">{blocks(s, rng)}</div>{p.tags(rng)}{p.share(rng)}</article>
<section class="related-posts"><h3>مواضيع ذات صلة</h3>{p.links(rng, 6, dates=True)}</section></main>
<aside>{p.aside(rng, "الأكثر قراءة")}</aside><section id="comments">{p.comments(rng)}</section>{p.footer(s, rng)}</body></html>"""


def wordpress(s: Story, rng: random.Random) -> str:
    """A blog engine's page, Open Graph and no JSON-LD, everything in div."""
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar">{p.head(s, rng, charset="UTF-8", extra=p.open_graph(s))}
<body class="post-template single"><div id="wrapper"><div id="top">{p.menu(rng, "div")}</div><div id="content" class="site-content">
<div class="post type-post hentry"><h1 class="entry-title">{E(s.headline)}</h1><div class="entry-meta">{p.byline(s, rng)} · {rng.randrange(0, 30)} تعليقات</div>
<div class="entry-content">{blocks(s, rng)}</div><div class="post-navigation"><a href="/a">المقال السابق: {E(headline(rng))}</a> <a href="/b">المقال التالي: {E(headline(rng))}</a></div>
<div class="author-box"><b>عن الكاتب</b><p>محرر في قسم الأخبار، يتابع شؤون المنطقة منذ سنوات.</p></div></div>
<div class="yarpp">{"<h3>اقرأ أيضا</h3>"}{p.links(rng, 5)}</div><div id="respond">{p.comments(rng)}</div></div>
{p.aside(rng, "أحدث الأخبار")}{p.aside(rng, "الأكثر مشاهدة")}{p.footer(s, rng, "div")}</div></body></html>"""


def nameless(s: Story, rng: random.Random) -> str:
    """A site built by a framework: class names that say nothing."""
    n = rng.randrange(100, 999)
    return f"""<!doctype html><html>{p.head(s, rng, charset="utf-8", extra=rng.choice([p.json_ld(s, True), p.open_graph(s), ""]))}
<body><div id="__next"><div class="css-{n}"><div class="css-a{n}">{p.menu(rng, "div")}</div><div class="css-b{n}"><div class="css-c{n}">
<h1 class="css-d{n}">{E(s.headline)}</h1><div class="css-e{n}">{p.byline(s, rng)}</div><div class="css-f{n}">{blocks(s, rng)}</div></div>
<div class="css-g{n}"><div class="css-h{n}">قد يهمك أيضا</div>{p.links(rng, 8)}</div></div>
<div class="css-i{n}">{p.links(rng, 6, teasers=True)}</div><div class="css-j{n}">{p.footer(s, rng, "div")}</div></div></div></body></html>"""


def old_tables(s: Story, rng: random.Random) -> str:
    """Tables as layout, fonts, paragraphs parted by two line breaks, no names at all."""
    text = "<br><br>\n".join(([E(s.lead)] if s.lead else []) + [E(t) for k, t in s.blocks if k != "caption"])
    captions = "".join(f'<font size="1">{E(t)}</font><br>' for k, t in s.blocks if k == "caption")
    rows = "".join(f'<tr><td><a href="n{i}.htm">{E(headline(rng))}</a></td></tr>' for i in range(10))
    return f"""<HTML dir=rtl><HEAD><META http-equiv=Content-Type content="text/html; charset=windows-1256"><TITLE>{E(s.outlet)} - {E(s.headline)}</TITLE></HEAD>
<BODY bgcolor=#ffffff><TABLE width=100%><TR><TD colspan=3>{" | ".join(f'<a href="s{i}">{x}</a>' for i, x in enumerate(["الرئيسية", "سياسة", "اقتصاد", "رياضة", "اتصل بنا"]))}</TD></TR>
<TR><TD width=160 valign=top><TABLE>{rows}</TABLE></TD><TD valign=top><FONT size=5><B>{E(s.headline)}</B></FONT><BR><FONT size=2>{p.byline(s, rng)}</FONT><BR>
{captions}<IMG src=p.gif align=left><FONT size=4>{text}</FONT><BR><BR><A href="print">طباعة</A> <A href="mail">إرسال إلى صديق</A></TD>
<TD width=160 valign=top><B>أهم الأخبار</B><TABLE>{rows}</TABLE></TD></TR><TR><TD colspan=3 align=center>جميع الحقوق محفوظة {E(s.outlet)} 2009</TD></TR></TABLE></BODY></HTML>"""


def no_paragraphs(s: Story, rng: random.Random) -> str:
    """Text of one div with line breaks; headlines in h2."""
    text = "<br />\n<br />".join(E(t) for _, t in s.blocks)
    lead = f'<h4 class="intro">{E(s.lead)}</h4>' if s.lead else ""
    return f"""<!DOCTYPE html><html dir="rtl">{p.head(s, rng, charset="utf-8", extra=rng.choice(["", p.open_graph(s)]))}<body>
<div class="header">{p.menu(rng, "div")}</div><div class="container"><div class="news-block"><h2>{E(s.headline)}</h2><span class="date">{p.byline(s, rng)}</span>
{lead}<div class="news-text">{text}<br/><br/>{p.agency(rng)}</div>{p.share(rng)}{p.tags(rng)}</div><div class="left">{p.aside(rng, "آخر الأخبار")}</div></div>
<div class="comments-area">{p.comments(rng)}</div>{p.footer(s, rng, "div")}</body></html>"""


def unclosed(s: Story, rng: random.Random) -> str:
    """Paragraphs and cells that are never closed, stray ends, attributes without quotation marks."""
    text = "\n".join(f"<p align=justify>{E(t)}" for _, t in s.blocks)
    lead = f"<p><b>{E(s.lead)}" if s.lead else ""
    return f"""<html>{p.head(s, rng, charset="utf-8", site=False)}<body><div class=top>{p.menu(rng, "div")}</span></div>
<div id=main><div class=art><h1>{E(s.headline)}</h3><div class=by>{p.byline(s, rng)}</div>{lead}{text}</b></div></p></section>
<div class=more><h3>المزيد<ul><li><a href=1>{E(headline(rng))}<li><a href=2>{E(headline(rng))}<li><a href=3>{E(headline(rng))}</ul></div>
</div><div class=foot>جميع الحقوق محفوظة</body>"""


def amp(s: Story, rng: random.Random) -> str:
    """The page for telephones."""
    return f"""<!doctype html><html ⚡ lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{E(s.headline)}</title><link rel="canonical" href="{s.url}">
{p.json_ld(s)}<style amp-custom>body{{direction:rtl}}</style><script async src="https://cdn.ampproject.org/v0.js"></script></head><body>
<amp-sidebar id="sb" layout="nodisplay">{p.menu(rng)}</amp-sidebar><header>{E(s.outlet)}</header><article><h1>{E(s.headline)}</h1><p class="amp-meta">{p.byline(s, rng)}</p>
<amp-img src="x.jpg" alt="صورة"></amp-img><div class="amp-wp-article-content">{blocks(s, rng)}</div><amp-social-share type="twitter"></amp-social-share></article>
<div class="amp-related"><h3>اخترنا لك</h3>{p.links(rng, 4)}</div><footer>{p.footer(s, rng, "div")}</footer></body></html>"""


def agency_wire(s: Story, rng: random.Random) -> str:
    """An agency: date line at the beginning of the text, code at its end, few links."""
    return f"""<!DOCTYPE html><html lang="ar">{p.head(s, rng, charset="utf-8", extra=p.open_graph(s))}<body><div id="hd"><h2>{E(s.outlet)}</h2>{p.menu(rng, "ul")}</div>
<div class="story" itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{E(s.headline)}</h1><time datetime="{s.date}T10:00">{s.shown_date}</time>
<div itemprop="articleBody">{blocks(s, rng, inside=0)}</div><p>#{s.number}/ م ع</p></div><div class="latest"><h3>آخر الأخبار</h3>{p.links(rng, 15, dates=True)}</div>{p.footer(s, rng)}</body></html>"""


def magazine(s: Story, rng: random.Random) -> str:
    """Long teasers of other articles beside the article, as long as its own paragraphs."""
    teasers = "".join(
        f'<div class="card"><a href="/c/{n}"><h3>{E(headline(rng))}</h3></a><p>{E(sentence(rng))} {E(sentence(rng))}</p></div>'
        for n in range(rng.randrange(3, 8))
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl">{p.head(s, rng, charset="utf-8", extra=p.json_ld(s, True) + p.open_graph(s))}<body>
<div class="page"><div class="masthead">{p.menu(rng)}</div><div class="grid"><div class="col-main"><h1>{E(s.headline)}</h1><p class="byline">{p.byline(s, rng)}</p>
<div class="article-body">{blocks(s, rng)}</div></div><div class="col-side">{teasers}</div></div><div class="cards-row"><h2>المزيد من {s.section}</h2>{teasers}</div>
{p.footer(s, rng)}</div>{p.cookies(rng)}</body></html>"""


def forum(s: Story, rng: random.Random) -> str:
    """A forum that copied the article; replies below are no part of it."""
    text = "<br>".join(E(t) for t in ([s.lead] if s.lead else []) + [t for _, t in s.blocks])
    replies = "".join(
        f'<table class="tborder"><tr><td class="alt2">عضو {n}<br>مشاركات: {n * 13}</td><td class="alt1"><div id="post_message_{n}">{x} {x}</div></td></tr></table>'
        for n in range(2, rng.randrange(3, 7)) for x in [rng.choice(COMMENTS)]
    )  # fmt: skip
    return f"""<html dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>{E(s.headline)} - منتديات {E(s.outlet)}</title></head>
<body><table class="tborder"><tr><td><a href="index.php">منتديات {E(s.outlet)}</a> &gt; <a href="f1">المنتدى العام</a> &gt; <a href="f2">أخبار</a></td></tr></table>
<table class="tborder"><tr><td class="alt2">مراقب عام<br>تاريخ التسجيل: Jan 2008<br>المشاركات: 4,321</td><td class="alt1"><div class="smallfont"><strong>{E(s.headline)}</strong></div><hr>
<div id="post_message_1">{text}</div></td></tr></table>{replies}<div class="smallfont">Powered by vBulletin - جميع الحقوق محفوظة</div></body></html>"""


def sections(s: Story, rng: random.Random) -> str:
    """HTML5 with the article among others of its kind, and the share buttons in its midst."""
    half = len(s.blocks) // 2
    first, second = Story(s.number, "", s.lead, s.blocks[:half]), Story(s.number, "", None, s.blocks[half:])
    return f"""<!DOCTYPE html><html lang="ar-SY" dir="rtl">{p.head(s, rng, charset="utf-8", extra=p.open_graph(s))}<body><header><div class="brand">{E(s.outlet)}</div>{p.menu(rng)}</header>
<div class="breaking"><b>عاجل</b> <marquee>{E(headline(rng))} *** {E(headline(rng))}</marquee></div><main id="main"><section class="story-header"><div class="crumbs"><a>الرئيسية</a> » <a>{s.section}</a></div>
<h1>{E(s.headline)}</h1><p class="time">{p.byline(s, rng)}</p></section><section class="story-text">{blocks(first, rng)}{p.share(rng)}
<div class="newsletter"><p>اشترك في النشرة البريدية ليصلك جديد الأخبار كل صباح</p><form><input type="email"></form></div>{blocks(second, rng)}</section>
<section class="also">{"<h2>شاهد أيضا</h2>"}{"".join(f'<article><h3><a href="/{n}">{E(headline(rng))}</a></h3><p>{E(sentence(rng))}</p></article>' for n in range(5))}</section></main>{p.footer(s, rng)}</body></html>"""


def printed(s: Story, rng: random.Random) -> str:
    """The page for the printer: nearly nothing but text."""
    return f"""<html dir="rtl"><head><title>{E(s.outlet)}: {E(s.headline)}</title></head><body onload="print()"><center><b>{E(s.outlet)}</b></center><hr>
<h3>{E(s.headline)}</h3><i>{p.byline(s, rng)}</i>{blocks(s, rng, inside=0)}<hr><center>{s.url}</center></body></html>"""


TEMPLATES: list[Template] = [
    portal, wordpress, nameless, old_tables, no_paragraphs, unclosed, amp, agency_wire, magazine, forum, sections, printed,
]  # fmt: skip
