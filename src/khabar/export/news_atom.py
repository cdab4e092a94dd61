"""What is new as an Atom feed (RFC 4287), for readers of feeds, and as JSON Lines, for programs."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import msgspec

from khabar import __version__
from khabar.article import Article
from khabar.export.news import News, Teller, Told, title_of

_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Characters of an article that an entry shows.
_SUMMARY = 600


def atom(found: News, teller: Teller, ledger: Path, origin: str) -> bytes:
    """The feed. `origin` tells one ledger from another, so that entries keep their identifiers between runs.

    An entry for each article that came in (it leads to the article's own address), for each page that is
    gone, and for each happening with news; a happening keeps its identifier when more is told of it.
    """
    space = uuid.uuid5(uuid.NAMESPACE_URL, f"khabar:{origin}")
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": teller.p.lang})
    _add(root, "id", space.urn)
    _add(root, "title", str(teller.say["feed"]).format(ledger=ledger.name))
    moments = [c.added for c in found.arrivals.articles] + [g.at for g in found.gone]
    _add(root, "updated", max(moments, default=found.arrivals.since.moment))
    _add(root, "generator", "khabar", version=__version__)
    _add(_add(root, "author", None), "name", "khabar")
    for told in found.happenings:
        _happening(root, told, teller, space)
    for came in reversed(found.arrivals.articles):
        what = str(teller.say["changed_articles" if came.before else "new_articles"])
        _article(root, found.articles[came.id], came.added, what, space)
    for gone in found.gone:
        entry = _add(root, "entry", None)
        _add(entry, "id", uuid.uuid5(space, f"gone {gone.link}").urn)
        _add(entry, "title", gone.title or gone.link)
        _add(entry, "updated", gone.at)
        _add(entry, "link", None, rel="alternate", href=gone.link)
        _add(entry, "category", None, term="gone", label=str(teller.say["gone"]))
        _add(entry, "content", teller.gone(gone), type="text")
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _article(root: ElementTree.Element, article: Article, added: str, what: str, space: uuid.UUID) -> None:
    entry = _add(root, "entry", None)
    _add(entry, "id", uuid.uuid5(space, f"article {article.id}").urn)
    _add(entry, "title", title_of(article))
    _add(entry, "updated", added)
    first, last = article.published.earliest, article.published.latest
    if first and first == last:
        _add(entry, "published", datetime.datetime.fromisoformat(first).isoformat() + "Z")
    if article.outlet:
        _add(_add(entry, "author", None), "name", article.outlet)
    if article.url:
        _add(entry, "link", None, rel="alternate", href=article.url)
    _add(entry, "category", None, term="article", label=what)
    start = article.body[0][0] if article.body else 0
    text = " ".join(article.text[start : start + 2 * _SUMMARY].split())
    short = text if len(text) <= _SUMMARY else text[:_SUMMARY].rsplit(" ", 1)[0] + " …"
    _add(entry, "summary" if article.url else "content", short, type="text")


def _happening(root: ElementTree.Element, told: Told, teller: Teller, space: uuid.UUID) -> None:
    h = told.happening
    status = teller.p.status(h.lead)
    entry = _add(root, "entry", None)
    _add(entry, "id", uuid.uuid5(space, f"happening {h.id}").urn)
    _add(entry, "title", teller.p.headline(h) + (f" [{status}]" if status else ""))
    _add(entry, "updated", told.when)
    _add(entry, "category", None, term=f"happening-{told.what}", label=str(teller.say[told.what]))
    _add(entry, "content", "\n".join(line.strip() for line in teller.told(told)), type="text")


def _add(parent: ElementTree.Element, name: str, text: str | None, **attributes: str) -> ElementTree.Element:
    clean = {key: _NOT_XML.sub("", value) for key, value in attributes.items()}
    element = ElementTree.SubElement(parent, name, clean)
    element.text = _NOT_XML.sub("", text) if text is not None else None
    return element


def records(found: News, teller: Teller) -> Iterator[bytes]:
    """A JSON object a line; `news` says of what: `article`, `gone` or `happening`."""
    for came in found.arrivals.articles:
        article = found.articles[came.id]
        yield msgspec.json.encode({
            "news": "article", "id": came.id, "title": title_of(article), "outlet": article.outlet,
            "url": article.url, "published": article.published, "added": came.added, "run": came.run,
            "before": came.before,
        })  # fmt: skip
    for gone in found.gone:
        yield msgspec.json.encode({"news": "gone", **msgspec.to_builtins(gone)})
    for told in found.happenings:
        h = told.happening
        yield msgspec.json.encode({
            "news": "happening", "id": h.id, "what": told.what, "headline": teller.p.headline(h), "type": h.type,
            "mode": h.mode, "earliest": h.when.earliest, "latest": h.when.latest, "witnesses": h.witnesses,
            "accounts": [(a.article, a.event) for a in h.accounts],
            "new_accounts": [(a.article, a.event) for a in told.accounts],
            "new_disagreements": [d.slot for d in told.disagreements], "when": told.when,
        })  # fmt: skip
