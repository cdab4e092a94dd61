# ruff: noqa: E501 - markup and lists of sentences are written as they come
"""A second set of templates, made after the rules of `khabar.ingest.region` and `blocks` were written for the first.

Frameworks' bare divs, content systems' fields, live pages, word processors' markup, cards between paragraphs, text
behind "read more": what the first set does not have.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from bench import pages_parts as p
from bench.pages_parts import E
from bench.pages_text import COMMENTS, Story, headline, sentence


def spans(s: Story, rng: random.Random) -> str:
    """A framework's page: each paragraph a div with a span, the headline too; no p, no h1."""
    n = rng.randrange(1000, 9999)
    text = "".join(f'<div class="r-{n}"><span dir="auto" class="r-{n + 1}">{E(t)}</span></div>' for _, t in s.blocks)
    lead = f'<div class="r-{n + 2}"><span>{E(s.lead)}</span></div>' if s.lead else ""
    cards = "".join(
        f'<div class="r-{n + 7}"><a href="/{i}"><div class="r-{n + 8}"><span>{E(headline(rng))}</span></div></a></div>'
        for i in range(9)
    )
    return f"""<!doctype html><html lang=ar>{p.head(s, rng, charset="utf-8", extra=p.open_graph(s))}<body><div id=root><div class="r-{n + 3}">{p.menu(rng, "div")}</div>
<div class="r-{n + 4}"><div role="heading" class="r-{n + 5}"><span>{E(s.headline)}</span></div><div class="r-{n + 6}"><span>{p.byline(s, rng)}</span></div>{lead}{text}</div>
<div class="r-{n + 9}"><div><span>قد يهمك</span></div>{cards}</div><div class="r-{n + 10}"><span>{s.outlet} © 2021</span></div></div></body></html>"""


def fields(s: Story, rng: random.Random) -> str:
    """A content system: columns first, fields within fields, teasers in views."""
    rows = "".join(
        f'<div class="views-row"><div class="views-field-title"><span class="field-content"><a href="/node/{i}">{E(headline(rng))}</a></span></div>'
        f'<div class="views-field-body"><p>{E(sentence(rng))}</p></div></div>' for i in range(6)
    )  # fmt: skip
    text = "".join(f"<p>{E(t)}</p>" if k != "h2" else f"<p><strong>{E(t)}</strong></p>" for k, t in s.blocks)
    lead = (
        f'<div class="field field-name-field-summary"><div class="field-items"><div class="field-item even">{E(s.lead)}</div></div></div>'
        if s.lead
        else ""
    )
    return f"""<!DOCTYPE html><html dir="rtl">{p.head(s, rng, charset="utf-8")}<body class="html not-front node-type-news two-sidebars">
<div id="page-wrapper"><div class="region region-first"><div class="block block-views"><h2>أحدث المواد</h2>{rows}</div></div>
<div class="region region-content"><h1 class="title" id="page-title">{E(s.headline)}</h1><div class="node node-news"><div class="submitted">{p.byline(s, rng)}</div>{lead}
<div class="field field-name-body"><div class="field-items"><div class="field-item even" property="content:encoded">{text}</div></div></div>
<div class="field field-name-field-terms"><div class="field-label">الكلمات:</div><a>الهدنة</a> <a>المعابر</a></div></div></div>
<div class="region region-second"><h2>الأكثر تصفحا</h2>{rows}</div></div><div class="region region-bottom">{p.footer(s, rng, "div")}</div></body></html>"""


def word(s: Story, rng: random.Random) -> str:
    """A ministry's page: pasted from a word processor, spans in spans, empty paragraphs, tables in tables."""

    def para(text: str) -> str:
        half = len(text) // 2
        return (f'<p class="MsoNormal" dir="RTL" style="text-align:justify"><span lang="AR-SA" style="font-size:14pt">{E(text[:half])}</span>'
                f'<span lang="AR-SA"><o:p>{E(text[half:])}</o:p></span></p><p class="MsoNormal">&nbsp;</p>')  # fmt: skip

    text = "".join(para(t) for t in ([s.lead] if s.lead else []) + [t for _, t in s.blocks])
    side = "".join(f'<tr><td class="lnk"><a href="?id={i}">{E(headline(rng))}</a></td></tr>' for i in range(8))
    return f"""<html xmlns:o="urn:x"><head><meta http-equiv="content-type" content="text/html; charset=utf-8"><title>{E(s.outlet)}</title></head><body><form method="post" action="./view.aspx" id="aspnetForm">
<input type="hidden" name="__VIEWSTATE" value="{"dDwtMTM0" * 300}"><table id="t1"><tr><td><table>{side}</table></td><td><table><tr><td class="TitleCell"><span id="lblTitle">{E(s.headline)}</span></td></tr>
<tr><td><span id="lblDate">{p.byline(s, rng)}</span></td></tr><tr><td class="DetailsCell"><div id="divBody">{text}</div></td></tr></table></td></tr></table>
<div class="bottom">كافة الحقوق محفوظة {s.outlet}</div></form></body></html>"""


def talk(s: Story, rng: random.Random) -> str:
    """Readers say more than the article, in elements whose names are Arabic in Latin letters."""
    said = "".join(
        f'<div class="radd"><div class="ism">قارئ {n}</div><div class="nass"><p>{" ".join(rng.choice(COMMENTS) for _ in range(4))}.</p></div></div>'
        for n in range(rng.randrange(5, 14))
    )
    text = "".join(f"<p>{E(t)}</p>" for _, t in s.blocks)
    lead = f'<h5 class="muqaddima">{E(s.lead)}</h5>' if s.lead else ""
    return f"""<!DOCTYPE html><html>{p.head(s, rng, charset="utf-8", extra=p.open_graph(s))}<body><div class="ras">{p.menu(rng, "div")}</div><div class="khabar">
<h1>{E(s.headline)}</h1><div class="tarikh">{p.byline(s, rng)}</div>{lead}<div class="matn">{text}</div></div><div class="akhbar-ukhra"><h3>المزيد من الأخبار</h3>{p.links(rng, 6)}</div>
<div class="ta3liqat"><h3>تعليقات القراء ({rng.randrange(5, 14)})</h3>{said}</div><div class="dhayl">جميع الحقوق محفوظة لـ {s.outlet}</div></body></html>"""


def cards(s: Story, rng: random.Random) -> str:
    """Each paragraph in a section of its own; cards of other articles between them."""
    out = []
    for n, (kind, text) in enumerate(([("p", s.lead)] if s.lead else []) + s.blocks):
        if n and n % 4 == 0:
            out.append(
                f'<section class="block block--teaser"><div class="block__content"><a href="/t{n}"><h3>{E(headline(rng))}</h3><p>{E(sentence(rng))}</p></a></div></section>'
            )
        tag = "h2" if kind == "h2" else "p"
        out.append(
            f'<section class="block block--text"><div class="block__content"><{tag}>{E(text)}</{tag}></div></section>'
        )
    return f"""<!doctype html><html lang="ar" dir="rtl">{p.head(s, rng, charset="utf-8", extra=p.json_ld(s))}<body><div class="app">{p.menu(rng)}<div class="story"><header class="story__head">
<h1 class="story__title">{E(s.headline)}</h1><div class="story__info">{p.byline(s, rng)}</div></header><div class="story__blocks">{"".join(out)}</div></div>
<div class="deck">{"".join(f'<div class="deck__item"><h4>{E(headline(rng))}</h4><p>{E(sentence(rng))}</p></div>' for _ in range(6))}</div></div></body></html>"""


def more(s: Story, rng: random.Random) -> str:
    """The second half is hidden until somebody presses a button; a drop cap; the site's name in h1."""
    blocks = [f"<p>{E(t)}</p>" for _, t in s.blocks]
    half = max(1, len(blocks) // 2)
    first = s.lead or ""
    lead = f'<p><span class="dropcap">{E(first[:1])}</span>{E(first[1:])}</p>' if first else ""
    return f"""<!DOCTYPE html><html dir="rtl">{p.head(s, rng, charset="utf-8", extra=p.open_graph(s))}<body><header><h1><a href="/">{s.outlet}</a></h1>{p.menu(rng)}</header>
<div id="news"><h2 class="headline">{E(s.headline)}</h2><small>{p.byline(s, rng)}</small><div id="txt">{lead}{"".join(blocks[:half])}<div id="rest" style="display:none">{"".join(blocks[half:])}</div>
<a onclick="show()">اقرأ المزيد</a></div></div><div id="other"><h4>أخبار أخرى</h4>{p.links(rng, 7)}</div>{p.footer(s, rng)}</body></html>"""


def articles(s: Story, rng: random.Random) -> str:
    """Every teaser is an `article` element; the article itself is none."""
    teasers = "".join(
        f'<article class="item"><h2><a href="/{i}">{E(headline(rng))}</a></h2><p>{E(sentence(rng))}</p><time>قبل {i + 2} ساعات</time></article>'
        for i in range(8)
    )
    text = "".join(f"<p>{E(t)}</p>" if k != "li" else f"<ul><li>{E(t)}</li></ul>" for k, t in s.blocks)
    lead = f"<p><b>{E(s.lead)}</b></p>" if s.lead else ""
    return f"""<!DOCTYPE html><html lang="ar">{p.head(s, rng, charset="utf-8", extra=p.json_ld(s, True))}<body><div class="wrap">{p.menu(rng)}<div class="lead-items">{teasers}</div>
<div class="detail"><h1>{E(s.headline)}</h1><div>{p.byline(s, rng)}</div>{lead}{text}<p>{s.outlet} - وكالات</p></div><div class="grid">{teasers}</div></div>{p.footer(s, rng)}</body></html>"""


def live(s: Story, rng: random.Random) -> str:
    """A page that is written on: entries with the hour over each."""
    hour = 20
    out = []
    for kind, text in s.blocks:
        if kind == "p":
            hour -= 1
        out.append((f'<div class="entry"><span class="clock">{max(hour, 1)}:{rng.randrange(10, 59)}</span>' if kind == "p" else "<div>")
                   + (f"<p>{E(text)}</p>" if kind != "h2" else f"<h3>{E(text)}</h3>") + "</div>")  # fmt: skip
    lead = f'<div class="summary"><p>{E(s.lead)}</p></div>' if s.lead else ""
    return f"""<!doctype html><html dir=rtl>{p.head(s, rng, charset="utf-8", extra=p.open_graph(s))}<body>{p.menu(rng)}<div class="live"><h1>{E(s.headline)}</h1>
<span>{p.byline(s, rng)}</span>{lead}<div class="entries">{"".join(out)}</div><div class="load"><a>تحميل المزيد</a></div></div>{p.aside(rng, "الأكثر قراءة")}{p.footer(s, rng)}</body></html>"""


UNSEEN: list[Callable[[Story, random.Random], str]] = [spans, fields, word, talk, cards, more, articles, live]
