"""What a page says about itself: title, outlet, author, address, day; JSON-LD first, then `<meta>`, then the page."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_TITLES = ("Article", "Posting", "Report")  # NewsArticle, BlogPosting, ReportageNewsArticle, …
_LISTS = ("CollectionPage", "SearchResultsPage", "ItemList")
_WANTED = "meta,link[rel=canonical],time[datetime],h1,script[type='application/ld+json']"
# what follows a separated date goes on (`/2019/12/05/slug`): `/2019/12/5.html` is the fifth article of a month
_DAY_IN_PATH = re.compile(
    r"(?<=[/_.-])((?:19|20)\d\d)(?:([/_-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_-])|(0[1-9]|1[0-2])(\d\d)(?!\d))"
)
_NAMED = ",".join([
    "h2", "h3", "h4", "[role=heading]", "[itemprop=headline]", "[class*=title]", "[class*=Title]", "[class*=headline]",
    "[id*=title]", "[id*=Title]",
])  # fmt: skip
#: Words that a headline has, where nothing else says that it is one.
_HEADLINE = (4, 30)
_SITE_IN_TITLE = re.compile(r"\s+[-–—|»·]+\s+|\s*:{2,}\s*|\s+:\s+")
_AMP_CACHE = re.compile(r"^https?://[^/]+\.cdn\.ampproject\.org/[acv]/(s/)?(.+)$")
# Chromium and Internet Explorer; SingleFile
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)", re.IGNORECASE
)
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(https?://.+)$")


@dataclass
class About:
    """What was found. `published`: the day as the page writes it; `reasons`: where it says so; `body`: the text
    in JSON-LD, where it is there; `listing`: what says that the page is a list; `heading`: the element that
    holds the headline; `site`: what the site calls itself; `is_article`: whether it says
    that it is an article."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    reasons: list[str] = field(default_factory=list)
    body: str | None = None
    listing: str | None = None
    heading: Any = None
    site: set[str] = field(default_factory=set)
    is_article: bool = False


def read_about(tree: Any) -> About:
    """What the page in a resiliparse `HTMLTree` says about itself."""
    metas: dict[str, str] = {}
    headings: list[Any] = []
    clocks: list[str] = []
    scripts: list[str] = []
    canonical = None
    for element in tree.document.query_selector_all(_WANTED).values():
        tag = element.tag
        if tag == "meta":
            key = element.getattr("property") or element.getattr("name") or element.getattr("itemprop")
            value = (element.getattr("content") or "").strip()
            if key and value:
                metas.setdefault(key.strip().lower(), value)
        elif tag == "script":
            scripts.append(element.text)
        elif tag == "h1":
            headings.append(element)
        elif tag == "time":
            clocks.append(element.getattr("datetime"))
        elif element.getattr("rel") == "canonical":
            canonical = canonical or element.getattr("href")
    article, listing = _linked_data(scripts)
    about = About(
        outlet=_string(article.get("publisher"), "name") or _first(metas, "og:site_name", "application-name"),
        author=_string(article.get("author"), "name") or _first(metas, "author", "article:author", "dc.creator"),
        url=_address(canonical, metas.get("og:url"), _string(article.get("url"), "@id"),
                     _string(article.get("mainEntityOfPage"), "@id")),
        body=_string(article.get("articleBody"), "@value", spaces=True),
        listing=None if article else listing,
        is_article=bool(article) or metas.get("og:type", "").lower().endswith("article"),
    )  # fmt: skip
    _title(tree, article, metas, headings, about)
    _date(article, metas, clocks, about)
    return about


def plain_address(url: str) -> str:
    """An address as the outlet's own: out of the caches of AMP and the Internet Archive."""
    found = _ARCHIVED.match(url)
    if found:
        url = found[1]
    found = _AMP_CACHE.match(url)
    return f"http{'s' if found[1] else ''}://{found[2]}" if found else url


def saved_from(html: str) -> str | None:
    """The address that a browser noted in a page when it was saved; None where none did."""
    found = _SAVED.search(html[:2000])
    return found[1] if found else None


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


def day_in_address(url: str | None) -> str | None:
    """The day in an address such as `…/2019/12/05/…`, `…/2019-12-05-…` or `…/20191205…`; None where there is none."""
    for found in _DAY_IN_PATH.finditer(url or ""):
        said = day(f"{found[1]}-{found[3] or found[5]}-{found[4] or found[6]}")
        if said is not None:
            return said
    return None


def squeezed(text: str) -> str:
    """Without its spaces."""
    return "".join(text.split())


def _title(tree: Any, article: dict[str, Any], metas: dict[str, str], headings: list[Any], about: About) -> None:
    said = _string(article.get("headline"), "name") or _first(metas, "og:title", "twitter:title")
    whole = " ".join((tree.title or "").split())
    parts = [part for part in _SITE_IN_TITLE.split(whole) if part]
    # the site's name stands before or after the headline
    longest = max(parts, key=len) if parts else ""
    found = _heading(tree, headings, squeezed(said or longest), squeezed(said or whole))
    if found is not None:
        about.heading, text = found
        if said is None or squeezed(said) in squeezed(text):
            said = text
    about.title = said or longest or None
    about.site = {part for part in (*parts, about.outlet) if part and part != about.title}


def _heading(tree: Any, headings: list[Any], known: str, whole: str) -> tuple[Any, str] | None:
    """The element that holds the headline, and its text: one that the title repeats, else one that is named so.

    `known` is the headline as far as the head tells, `whole` all of the title.
    """
    texts = [(h, " ".join(h.text.split())) for h in headings]
    for element, text in texts:
        if _matches(text, known):
            return element, text
    others = [(h, " ".join((h.text or "").split())) for h in tree.document.query_selector_all(_NAMED).values()[:40]]
    for target, candidates in ((known, others), (whole, texts), (whole, others)):
        for element, text in candidates:
            if _matches(text, target):
                return element, text
    if len(texts) == 1 and len(texts[0][1].split()) >= _HEADLINE[0]:
        return texts[0]
    for element, text in others:
        if _HEADLINE[0] <= len(text.split()) <= _HEADLINE[1] and element.query_selector("a") is None:
            return element, text
    return None


def _matches(text: str, known: str) -> bool:
    key = squeezed(text)
    return len(key) > 10 and (key in known or (len(known) > 10 and known in key))


def _linked_data(scripts: list[str]) -> tuple[dict[str, Any], str | None]:
    """The JSON-LD object that describes an article, empty where there is none; a type that says it is a list."""
    listing = None
    for script in scripts:
        text = script.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            types = item.get("@type")
            for kind in map(str, types if isinstance(types, list) else [types]):
                if kind.endswith(_TITLES):
                    return item, None
                if kind in _LISTS:
                    listing = kind
    return {}, listing


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth < 4:
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), list | dict) and depth < 4:
                yield from _objects(data[key], depth + 1)


def _string(value: Any, key: str, *, spaces: bool = False) -> str | None:
    """A JSON-LD value that may be text, an object with `key`, or a list of either."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get(key)
    if not isinstance(value, str):
        return None
    return (value.strip() if spaces else " ".join(value.split())) or None


def _first(metas: dict[str, str], *names: str) -> str | None:
    return next((" ".join(metas[name].split()) for name in names if name in metas), None)


def _address(*said: str | None) -> str | None:
    for url in said:
        if url and url.strip().startswith(("http://", "https://")):
            return plain_address(url.strip())
    return None


def _date(article: dict[str, Any], metas: dict[str, str], clocks: list[str], about: About) -> None:
    names = ("pubdate", "publishdate", "dc.date.issued", "dc.date", "date", "parsely-pub-date")
    said = [
        ("JSON-LD datePublished", _string(article.get("datePublished"), "@value")),
        ("meta article:published_time", _first(metas, "article:published_time", "datepublished")),
        ("meta date", _first(metas, *names)),
        ("<time>", clocks[0] if clocks else None),
    ]
    for where, value in said:
        about.published = day(value)
        if about.published:
            about.reasons.append(f"the page's {where}")
            return
