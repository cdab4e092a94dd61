"""A feed's document: RSS 0.9 to 2.0, RDF, Atom and JSON Feed, as entries.

feedparser reads it, out of bytes that we decoded ourselves: it is never given an address to fetch. What declares
entities is refused before, also in an encoding that only we found out.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from html.entities import html5
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from khabar.errors import KhabarError, error
from khabar.ingest import text as texts
from khabar.ingest.feeds.addresses import parse as parse_address
from khabar.ingest.feeds.addresses import shown
from khabar.ingest.feeds.store import Entry
from khabar.ingest.markup import is_page, line, plain

#: Entries that are taken from one document; feeds hold ten to a few hundred.
MOST = 2000
#: Tags that a document may have, and characters that one of them may: more costs the parser more than we give.
TAGS, TAG = 400_000, 20_000
#: Characters of a key; longer ones are hashed.
KEY = 300

_DECLARED = re.compile(rb"""^[^<]{0,8}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{3,30})""")
#: Encodings that are declared by servers and programs that know no better; no Arabic is written in them.
_LATIN = frozenset(["iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii"])
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|at_\w+|ns_\w+|igshid|_ga)$", re.IGNORECASE
)
_APPEARED = re.compile(r"\n?(The post .{1,300} appeared first on .{1,200}|ظهرت المقالة .{1,300} أولاً على .{1,200})$")
_ITEM = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)\b", re.IGNORECASE)
_LABELS = re.compile(r"</?(?:[\w.-]+:)?(?:category|subject|keywords|itunes_keywords|tags)\b[^<>]*>", re.IGNORECASE)
_LONG_TAG = re.compile(f"<[^<>!][^<>]{{{TAG}}}")
_CUT = f"only the first {MOST} items are taken"
_ALTERNATE = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)")


@dataclass
class Document:
    """What a feed said. `trouble`: what is wrong with it, where it was read all the same."""

    title: str | None
    entries: list[Entry] = field(default_factory=list)
    trouble: str | None = None


def read_document(data: bytes, name: str, url: str, charset: str | None = None, kind: str = "") -> Document:
    """The feed in the bytes that came from `url`; `charset` and `kind` are what the server said of them.

    `name` is how errors call it. KhabarError `feed-declares`, `feed-broken`, `feed-none`, and those of `text.decode`.
    """
    found = _DECLARED.match(data[:400])
    declared = [found[1].decode("ascii")] if found else []
    declared += [charset] if charset else []
    known = [d for d in declared if d.lower() not in _LATIN]
    text = texts.decode(data, name, known[0] if known else None).lstrip("\ufeff\x00 \r\n\t")
    if text.startswith("{"):
        document = _json_feed(text, name, url)
    else:
        if is_page(text) or (text[:1] != "<"):
            raise _no_feed(text, name, url, kind)
        document = _xml_feed(undeclared(text, name), name, url)
    seen: dict[str, Entry] = {}
    for entry in document.entries:
        seen.setdefault(entry.key, entry)
    document.entries = list(seen.values())
    return document


def undeclared(text: str, name: str) -> str:
    """An XML document without its prolog; KhabarError `feed-declares` where that declares anything."""
    at = 0
    while found := _PROLOG.match(text, at):
        at = found.end()
    if text[at : at + 9].upper() == "<!DOCTYPE":
        harmless = _DOCTYPE.match(text, at)
        if harmless is None:
            raise error("feed-declares", name=name)
        return undeclared(text[harmless.end() :], name)
    if text.startswith("<!", at) and not text.startswith("<![CDATA[", at):
        raise error("feed-declares", name=name)
    return text[at:]


def canonical(link: str, base: str | None = None) -> str:
    """A link as the same page always has it: joined to its base, without the marks of campaigns.

    KhabarError `address-invalid`.
    """
    url = parse_address(link, base).url
    parts = urlsplit(url)
    if not parts.query:
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if not _TRACKING.fullmatch(k)]
    return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query=urlencode(kept)))


def day_of(said: str | None, parsed: Sequence[int] | None = None) -> str | None:
    """The day that a feed gives, in the time zone in which it gives it; None where it is none.

    `parsed`: year, month, day in UTC, as feedparser reads what is written in some other way.
    """
    if not said:
        return None
    from khabar.ingest.about import day

    if found := _DAY.match(said):
        return day(found[1])
    with contextlib.suppress(ValueError, TypeError, IndexError):
        return day(parsedate_to_datetime(said).date().isoformat())
    return day("{:04d}-{:02d}-{:02d}".format(*parsed[:3])) if parsed else None


# XML ---------------------------------------------------------------------------------------------------------


def _xml_feed(text: str, name: str, url: str) -> Document:
    import feedparser

    def known(entity: re.Match[str]) -> str:
        return entity[0] if entity[1] in ("lt;", "gt;", "amp;", "quot;", "apos;") else html5.get(entity[1], entity[0])

    text, cut = _tamed(text, name)
    whole = _NOT_XML.sub("", _ENTITY.sub(known, text))
    try:
        read = feedparser.parse(
            io.BytesIO(whole.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as problem:  # a parser's failure on one odd document must not end a round
        raise error("feed-broken", name=name, why=f"{type(problem).__name__}: {problem}") from None
    trouble = _trouble(read) if read.get("bozo") else None
    trouble = _CUT if cut else trouble
    entries = [e for raw in read.entries[:MOST] if (e := _entry(_said(raw), url)) is not None]
    if not entries and trouble:
        raise error("feed-broken", name=name, why=trouble)
    if not entries and not read.get("version"):
        root = re.match(r"<([\w:.-]{1,60})", text)
        raise error("feed-none", name=name, what=f"XML that begins with <{root[1] if root else '?'}>", hint=_HINT)
    return Document(line(str(read.feed.get("title") or "")) or None, entries, trouble)


def _tamed(text: str, name: str) -> tuple[str, bool]:
    """What the parser is given, and whether it ends after as many items as are taken.

    Left out are the marks of categories and keywords: we do not ask for them, and feedparser compares each with
    every other.
    """
    if text.count("<") > TAGS:
        raise error("feed-broken", name=name, why=f"more than {TAGS:,} tags")
    if _LONG_TAG.search(text):
        raise error("feed-broken", name=name, why=f"a tag of more than {TAG:,} characters")
    text = _LABELS.sub("", text)
    for n, item in enumerate(_ITEM.finditer(text)):
        if n == MOST:
            return text[: item.start()], True
    return text, False


def _trouble(read: Any) -> str | None:
    problem = read.get("bozo_exception")
    if type(problem).__name__ == "CharacterEncodingOverride":
        return None
    where = getattr(problem, "getLineNumber", lambda: None)()
    what = getattr(problem, "getMessage", lambda: str(problem))()
    return f"{what} in line {where}" if where else str(what)


def _said(raw: Any) -> Mapping[str, Any]:
    """An entry of feedparser's as plain values; its dictionaries raise where others give nothing."""
    contents = [str(c.get("value") or "") for c in raw.get("content") or ()]
    return {
        "id": raw.get("id"),
        "link": raw.get("feedburner_origlink") or raw.get("link"),
        "title": raw.get("title"),
        "texts": [*contents, str(raw.get("summary") or "")],
        "published": raw.get("published") or raw.get("created") or raw.get("updated"),
        "parsed": raw.get("published_parsed") or raw.get("created_parsed") or raw.get("updated_parsed"),
    }


# JSON --------------------------------------------------------------------------------------------------------


def _json_feed(text: str, name: str, url: str) -> Document:
    import msgspec

    try:
        read = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as problem:
        raise error("feed-broken", name=name, why=f"not JSON ({problem})") from None
    if not isinstance(read, dict) or "jsonfeed.org/version/" not in str(read.get("version")):
        raise error("feed-none", name=name, what="JSON of another kind", hint=_HINT)
    items = read.get("items")
    raws = [raw for raw in (items if isinstance(items, list) else []) if isinstance(raw, dict)]
    entries = []
    for raw in raws[:MOST]:
        said = {
            "id": raw.get("id"),
            "link": raw.get("url") or raw.get("external_url"),
            "title": raw.get("title"),
            "texts": [str(raw.get(k) or "") for k in ("content_html", "content_text", "summary")],
            "published": raw.get("date_published"),
        }
        entry = _entry(said, url)
        if entry is not None:
            entries.append(entry)
    return Document(line(str(read.get("title") or "")) or None, entries, _CUT if len(raws) > MOST else None)


# both --------------------------------------------------------------------------------------------------------


def _entry(said: Mapping[str, Any], base: str) -> Entry | None:
    """An entry, None where it has neither a link nor a text."""
    title = line(str(said["title"] or "")) or None
    given = str(said["link"] or "").strip()
    link: str | None = given or None
    with contextlib.suppress(KhabarError):  # an address that cannot be fetched is told when its turn comes
        link = canonical(given, base) if given else None
    text = max((_text(t) for t in dict.fromkeys(said["texts"])), key=len)
    if not link and not text:
        return None
    key = " ".join(str(said["id"] or "").split()) or link or hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
    if len(key) > KEY:
        key = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
    digest = hashlib.sha256("\x00".join([title or "", link or "", text]).encode("utf-8", "replace")).hexdigest()
    published = said["published"]
    return Entry(
        key, link, title, day_of(published, said.get("parsed")) if isinstance(published, str) else None, text, digest
    )


def _text(markup: str) -> str:
    return _APPEARED.sub("", plain(markup)).strip()


_HINT = "give the address of an RSS, Atom or JSON feed"


def _no_feed(text: str, name: str, url: str, kind: str) -> KhabarError:
    if not is_page(text):
        return error("feed-none", name=name, what=f"something else ({kind or 'of no kind that is said'})", hint=_HINT)
    feeds = list(dict.fromkeys(_alternates(text, url)))[:3]
    hint = f"the page names {'these feeds' if len(feeds) > 1 else 'this feed'}: {', '.join(feeds)}" if feeds else _HINT
    return error("feed-none", name=name, what="a web page", hint=hint.replace("{", "").replace("}", ""))


def _alternates(page: str, url: str) -> Iterator[str]:
    for tag in _ALTERNATE.findall(page[:200_000]):
        said = {k.lower(): v for k, _, v in re.findall(r"""([\w-]+)\s*=\s*(["'])(.*?)\2""", tag)}
        if re.search(r"(rss|atom|feed)\+", said.get("type", "")) and said.get("href"):
            with contextlib.suppress(KhabarError):
                yield shown(parse_address(said["href"], url).url)
