# ruff: noqa: E501 - markup is written as it comes
"""A third set of templates, made after what the second one showed was mended.

Older content systems, a blog host, a page with the next article below the first, text in two columns, a video's page.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from bench import pages_parts as p
from bench.pages_parts import E
from bench.pages_text import Story, headline, sentence, story


def modules(s: Story, rng: random.Random) -> str:
    """A content system of the 2010s: facts in a definition list, modules around, page by page below."""
    text = "".join(
        f'<p style="text-align: right;" dir="rtl">{E(t)}</p>' if k != "h2" else f"<h4>{E(t)}</h4>" for k, t in s.blocks
    )
    lead = f'<p dir="rtl"><strong>{E(s.lead)}</strong></p><hr id="system-readmore" />' if s.lead else ""
    box = "".join(
        f'<li class="latestnews-item"><a href="/index.php/{n}-x">{E(headline(rng))}</a></li>' for n in range(8)
    )
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar-aa">{p.head(s, rng, charset="utf-8")}<body class="site com_content view-article"><div class="body"><div class="container">
<div class="navigation">{p.menu(rng, "div")}</div><div id="aside" class="span3"><div class="moduletable"><h3>آخر المستجدات</h3><ul class="latestnews">{box}</ul></div></div>
<main id="content" class="span9"><div class="item-page" itemscope><div class="page-header"><h2 itemprop="headline">{E(s.headline)}</h2></div>
<dl class="article-info muted"><dt>التفاصيل</dt><dd class="createdby">كتب بواسطة: المحرر</dd><dd class="category-name">القسم: <a>{s.section}</a></dd><dd class="published">نشر بتاريخ: {s.shown_date}</dd><dd class="hits">الزيارات: {rng.randrange(20, 9000)}</dd></dl>
<div itemprop="articleBody">{lead}{text}</div><ul class="pager pagenav"><li class="previous"><a rel="prev">&lt; السابق</a></li><li class="next"><a rel="next">التالي &gt;</a></li></ul></div></main>
<div class="moduletable_like"><h3>صوت وصورة</h3>{p.links(rng, 5)}</div></div></div><p class="pull-right"><a href="#top">العودة إلى أعلى</a></p><p>&copy; 2014 {s.outlet}</p></body></html>"""


def blog(s: Story, rng: random.Random) -> str:
    """A blog host: each paragraph a div, empty ones between, captions in tables, gadgets with an archive."""
    out = []
    for kind, text in ([("p", s.lead)] if s.lead else []) + s.blocks:
        if kind == "caption":
            out.append(
                f'<table align="center" class="tr-caption-container"><tbody><tr><td><img src="x.jpg" /></td></tr><tr><td class="tr-caption">{E(text)}</td></tr></tbody></table>'
            )
        else:
            out.append(
                f'<div dir="rtl" style="text-align: right;">{"<b>" if kind == "h2" else ""}{E(text)}{"</b>" if kind == "h2" else ""}</div><div dir="rtl"><br /></div>'
            )
    archive = "".join(f'<li><a href="/2013/{n:02}/">شهر {n} ({n * 7})</a></li>' for n in range(1, 13))
    return f"""<html dir="rtl" xmlns="http://www.w3.org/1999/xhtml">{p.head(s, rng, charset="utf-8", extra=rng.choice(["", p.open_graph(s)]))}<body class="loading"><div class="content-outer"><div class="header-outer"><h1 class="title"><a href="/">{s.outlet}</a></h1><p class="description"><span>مدونة تتابع أخبار المنطقة يوما بيوم</span></p></div>
<div class="main-outer"><div class="date-outer"><h2 class="date-header"><span>{s.shown_date}</span></h2><div class="post-outer"><div class="post hentry"><h3 class="post-title entry-title">{E(s.headline)}</h3>
<div class="post-body entry-content" id="post-body-1">{"".join(out)}<div style="clear: both;"></div></div><div class="post-footer"><span class="post-author">مرسلة بواسطة المحرر</span> <span class="post-timestamp">في 9:20 م</span></div></div></div></div></div>
<div class="column-right-outer"><div class="widget BlogArchive"><h2>أرشيف المدونة الإلكترونية</h2><ul>{archive}</ul></div><div class="widget PopularPosts"><h2>المشاركات الشائعة</h2>{p.links(rng, 5, teasers=True)}</div></div></div></body></html>"""


def scrolling(s: Story, rng: random.Random) -> str:
    """The next article stands below the first, in full."""
    other = story(s.number + 100_000)

    def one(a: Story) -> str:
        text = "".join(f"<p>{E(t)}</p>" if k != "h2" else f"<h2>{E(t)}</h2>" for k, t in a.blocks)
        lead = f'<p class="standfirst">{E(a.lead)}</p>' if a.lead else ""
        return f'<div class="story-wrap"><h1>{E(a.headline)}</h1><div class="who">{p.byline(a, rng)}</div><div class="story-copy">{lead}{text}</div></div>'

    return f"""<!doctype html><html lang="ar" dir="rtl">{p.head(s, rng, charset="utf-8", extra=p.open_graph(s) + p.json_ld(s))}<body>{p.menu(rng)}
<div id="feed">{one(s)}<div class="sep">الموضوع التالي</div>{one(other)}</div>{p.footer(s, rng)}</body></html>"""


def one_span(s: Story, rng: random.Random) -> str:
    """A portal of the 2000s: the whole text in one span with line breaks, keywords linked in it."""
    parts = []
    for text in ([s.lead] if s.lead else []) + [t for _, t in s.blocks]:
        words = E(text).split(" ")
        for at in range(4, len(words), 11):
            words[at] = f'<a class="kw" href="Search.aspx?q={at}">{words[at]}</a>'
        parts.append(" ".join(words))
    rows = "".join(
        f'<div class="RightItem"><a href="News.aspx?id={n}">{E(headline(rng))}</a><div class="Brief">{E(sentence(rng))}</div></div>'
        for n in range(6)
    )
    return f"""<html><head id="Head1"><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>{E(s.outlet)} :: {E(s.headline)}</title></head><body dir="rtl"><form id="form1"><div id="ctl00_pnlTop">{p.menu(rng, "div")}</div>
<table width="980"><tr><td valign="top"><div class="NewsTitle"><span id="ctl00_lblTitle">{E(s.headline)}</span></div><div class="NewsDate"><span id="ctl00_lblDate">{s.shown_date}</span></div>
<div class="NewsBody"><span id="ctl00_lblBody">{"<br /><br />".join(parts)}</span></div><div class="Tools"><a>طباعة</a><a>أرسل لصديق</a><a>أضف تعليق</a></div></td><td valign="top" width="300">{rows}</td></tr></table></form></body></html>"""


def columns(s: Story, rng: random.Random) -> str:
    """Text in two columns, each an element; a quotation out of the text between them; the author's page below."""
    blocks = [f"<p>{E(t)}</p>" if k != "h2" else f'<p class="inter">{E(t)}</p>' for k, t in s.blocks]
    half = (len(blocks) + 1) // 2
    pulled = next(t for k, t in s.blocks if k == "p")
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl">{p.head(s, rng, charset="utf-8", extra=p.open_graph(s))}<body>{p.menu(rng)}<article><header><h1>{E(s.headline)}</h1>{f'<h2 class="deck">{E(s.lead)}</h2>' if s.lead else ""}
<address>{p.byline(s, rng)}</address></header><div class="cols"><div class="col">{"".join(blocks[:half])}</div><aside class="pull"><q>{E(pulled)}</q></aside><div class="col">{"".join(blocks[half:])}</div></div></article>
<div class="writer"><h4>مقالات الكاتب</h4>{p.links(rng, 4, dates=True)}</div>{p.footer(s, rng)}</body></html>"""


def video(s: Story, rng: random.Random) -> str:
    """A video with a few lines under it, beside a long list of others with their descriptions."""
    s.blocks[:] = [b for b in s.blocks if b[0] == "p"][:2]
    others = "".join(
        f'<div class="clip"><a href="/v/{n}"><span class="len">0{n}:4{n % 10}</span><span class="name">{E(headline(rng))}</span></a><div class="desc">{E(sentence(rng))}</div></div>'
        for n in range(12)
    )
    text = "".join(f"<p>{E(t)}</p>" for _, t in s.blocks)
    return f"""<!doctype html><html lang="ar">{p.head(s, rng, charset="utf-8", extra=p.open_graph(s))}<body>{p.menu(rng)}<div class="player"><video src="x.mp4">متصفحك لا يدعم الفيديو</video></div>
<div class="info"><h1>{E(s.headline)}</h1><time datetime="{s.date}">{s.shown_date}</time>{f"<p>{E(s.lead)}</p>" if s.lead else ""}{text}</div><div class="playlist"><h3>المزيد من الفيديوهات</h3>{others}</div>{p.footer(s, rng)}</body></html>"""


THIRD: list[Callable[[Story, random.Random], str]] = [modules, blog, scrolling, one_span, columns, video]
