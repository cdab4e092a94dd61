"""An article out of a web page: its text by paragraphs, and what the page says about itself.

`resiliparse` takes the text; `trafilatura`, some fifteen times slower, is asked where that is short or
where the page has no JSON-LD (a sign of a template that nothing else is known about). Title, outlet,
address and date come from JSON-LD, then `<meta>`, then `<time>`, then `htmldate` without its extensive
search (which takes the copyright year of the footer).
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from khabar.errors import error
from khabar.ingest.text import decode

#: Elements that are never the article, as CSS selectors.
SKIP = [
    "nav", "footer", "aside", "form", "button", "script", "style", "noscript", "iframe", "svg", "dialog",
    "[role=navigation]", "[role=complementary]", "[aria-hidden=true]",
    "[class*=related]", "[class*=share]", "[class*=social]", "[class*=breadcrumb]", "[class*=newsletter]",
    "[class*=sidebar]", "[class*=comment]", "[class*=most-read]", "[class*=read-also]", "[class*=cookie]",
    "[id*=comments]", "[id*=related]", "[id*=sidebar]",
]  # fmt: skip
#: Below this many characters the text is taken for a failure and the slower extractor is asked.
SHORT = 250

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_ARTICLE_TYPES = ("Article", "Posting", "Report")  # NewsArticle, BlogPosting, ReportageNewsArticle, …
_BLANK_LINES = re.compile(r"[ \t]*\n\s*")
_SITE_IN_TITLE = re.compile(r"\s+[-–—|»·:]+\s+")


@dataclass
class Page:
    """What was found in a page. `published`: the day as the page writes it; `basis`: where it says so."""

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    reasons: list[str] = field(default_factory=list)


def read_page(data: bytes, name: str, *, encoding: str | None = None, url: str | None = None) -> Page:
    """The article in a page; KhabarError `page-empty` where there is none, and those of `text.decode`.

    `encoding` is what the server declared, `url` where the page was fetched from.
    """
    declared = _CHARSET.search(data[:4096])
    page = parse_page(decode(data, name, encoding or (declared[1].decode("ascii") if declared else None)), name)
    page.url = page.url or url
    return page


def parse_page(html: str, name: str) -> Page:
    """As `read_page`, of a page that is text already."""
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(html)
    about = _json_ld(tree)
    page = Page("", _title(tree, about), _outlet(tree, about), _url(tree, about))
    _date(tree, about, html, page)
    page.text = _text(tree, html, known_template=bool(about))
    if not page.text:
        raise error("page-empty", name=name)
    if page.title and _squeezed(page.title) not in _squeezed(page.text):
        page.text = f"{page.title}\n{page.text}"
    return page


def _text(tree: Any, html: str, known_template: bool) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    meta = _first(tree, "img[alt]")
    if meta is not None:  # alternative texts are no part of the article, but without them captions go too
        for image in tree.document.query_selector_all("img[alt]"):
            image.delattr("alt")
    options: dict[str, Any] = {
        "main_content": True,
        "preserve_formatting": True,
        "list_bullets": False,
        "comments": False,
        "skip_elements": SKIP,
    }
    text = _lines(extract_plain_text(tree, **options))
    if known_template and len(text) >= SHORT:
        return text
    slower = _trafilatura(html)
    # where trafilatura gives up it strings the whole page into one line
    if len(slower) >= SHORT and ("\n" in slower or "\n" not in text):
        return slower
    if text or slower:
        return text or slower
    return _lines(extract_plain_text(tree, preserve_formatting=True, list_bullets=False, skip_elements=SKIP))


def _trafilatura(html: str) -> str:
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        import trafilatura

        return _lines(trafilatura.extract(html, include_comments=False, include_tables=False) or "")
    except Exception:  # a parser's failure on one page must not end a batch
        return ""


def _lines(text: str) -> str:
    return _BLANK_LINES.sub("\n", text.replace("\x00", "\ufffd")).strip()


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _first(tree: Any, *selectors: str) -> Any:
    for selector in selectors:
        found = tree.document.query_selector(selector)
        if found is not None:
            return found
    return None


def _meta(tree: Any, *names: str) -> str | None:
    for name in names:
        for key in ("property", "name", "itemprop"):
            found = tree.document.query_selector(f'meta[{key}="{name}"]')
            value = (found.getattr("content") or "").strip() if found is not None else ""
            if value:
                return str(value)
    return None


def _json_ld(tree: Any) -> dict[str, Any]:
    """The JSON-LD object that describes an article; empty where there is none."""
    for script in tree.document.query_selector_all('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text, strict=False)
        except ValueError:
            continue
        for item in _objects(data):
            types = item.get("@type")
            if any(str(t).endswith(_ARTICLE_TYPES) for t in (types if isinstance(types, list) else [types])):
                return item
    return {}


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth < 4:
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), list | dict) and depth < 4:
                yield from _objects(data[key], depth + 1)


def _string(value: Any, key: str) -> str | None:
    """A JSON-LD value that may be text, an object with `key`, or a list of either."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get(key)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _title(tree: Any, about: dict[str, Any]) -> str | None:
    heading = _first(tree, "article h1", "main h1", "h1")
    title = (
        _string(about.get("headline"), "name")
        or _meta(tree, "og:title", "twitter:title")
        or (" ".join(heading.text.split()) if heading is not None else "")
    )
    if not title and tree.title:
        title = _SITE_IN_TITLE.split(tree.title.strip())[0]  # the site's name follows the headline
    return " ".join(title.split()) or None if title else None


def _outlet(tree: Any, about: dict[str, Any]) -> str | None:
    return _string(about.get("publisher"), "name") or _meta(tree, "og:site_name", "application-name")


def _url(tree: Any, about: dict[str, Any]) -> str | None:
    link = _first(tree, 'link[rel="canonical"]')
    urls = [
        link.getattr("href") if link is not None else None,
        _meta(tree, "og:url"),
        _string(about.get("url"), "@id"),
        _string(about.get("mainEntityOfPage"), "@id"),
    ]
    return next((u.strip() for u in urls if u and u.strip().startswith(("http://", "https://"))), None)


def day(value: str | None) -> str | None:
    """The day that an ISO 8601 date or date-time gives, in the page's own time zone; None where it is none."""
    found = re.match(r"\s*(\d{4})-(\d\d?)-(\d\d?)(?!\d)", value or "")
    if not found:
        return None
    try:
        date = datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return date.isoformat() if date.year >= 1900 else None


def _date(tree: Any, about: dict[str, Any], html: str, page: Page) -> None:
    clock = _first(tree, "article time[datetime]", "main time[datetime]", "time[datetime]")
    said = [
        ("JSON-LD datePublished", _string(about.get("datePublished"), "@value")),
        ("meta article:published_time", _meta(tree, "article:published_time", "datePublished")),
        ("meta date", _meta(tree, "pubdate", "publishdate", "DC.date.issued", "dc.date", "date", "parsely-pub-date")),
        ("<time>", clock.getattr("datetime") if clock is not None else None),
    ]
    for where, value in said:
        page.published = day(value)
        if page.published:
            page.reasons.append(f"the page's {where}")
            return
    page.published = day(_htmldate(html))
    if page.published:
        page.reasons.append("a date in the page's address or beside the headline (htmldate)")


def _htmldate(html: str) -> str | None:
    try:
        from htmldate import find_date

        found = find_date(html, extensive_search=False, original_date=True)
        return str(found) if found else None
    except Exception:  # as with the text: one odd page must not end a batch
        return None
