"""An article out of what an item leads to: its page, or else the feed's own words."""

from __future__ import annotations

import hashlib

from khabar.article import Article, Published
from khabar.errors import error
from khabar.ingest.extract import from_bytes
from khabar.ingest.feeds.addresses import shown
from khabar.ingest.feeds.fetch import Answer
from khabar.ingest.feeds.store import Bytes, Item

#: Characters from which a feed's own text is taken for an article, not for an announcement of one.
LONG_ENOUGH = 400

_PAGES = frozenset(["text/html", "application/xhtml+xml"])
#: What servers say that know no better; the bytes are looked at.
_UNSURE = frozenset(["", "text/plain", "application/octet-stream", "application/xml", "text/xml", "unknown/unknown"])


def article_of_page(item: Item, answer: Answer) -> tuple[Article, Bytes]:
    """The article on a page that was fetched, and what it was read from.

    KhabarError `page-kind` where it is no page, `page-foreign` where it is not Arabic, and those of
    `extract.from_bytes`.
    """
    name = shown(answer.url)
    page = Bytes(answer.body, _kind(answer, name), answer.url, answer.headers.get("content-type"), answer.charset)
    article = from_bytes(page.data, name, page.kind, url=page.url, encoding=page.encoding, arabic=True)
    return _completed(article, item), page


def article_of_feed(item: Item) -> tuple[Article, Bytes] | None:
    """The article that the feed itself holds, and its text as bytes; None where it is too short for one, or foreign.

    Its source says that it is the feed's text.
    """
    from khabar.ingest.language import is_arabic

    text = item.text or ""
    if len(text) < LONG_ENOUGH or not is_arabic(text):
        return None
    if item.title and "".join(item.title.split()) not in "".join(text.split()):
        text = f"{item.title}\n{text}"
    data = text.encode("utf-8", "replace")
    digest = hashlib.sha256(data).hexdigest()
    identifier = hashlib.sha256(f"{item.feed}\n{item.key}\n{digest}".encode()).hexdigest()[:12]
    article = Article(identifier, text, url=item.link, source=f"the feed's own text: {item.feed}", sha256=digest)
    page = Bytes(data, "text", item.feed, "text/plain; charset=utf-8", "utf-8")
    return _completed(article, item), page


def _completed(article: Article, item: Item) -> Article:
    article.title = article.title or item.title
    article.url = article.url or item.link
    if article.published.basis == "unknown" and item.published:
        article.published = Published(item.published, item.published, "page", ["the day that the feed gives"])
    return article


def _kind(answer: Answer, name: str) -> str:
    if answer.kind in _PAGES:
        return "page"
    if answer.kind == "application/pdf":
        return "pdf"
    if answer.kind in _UNSURE:
        from khabar.ingest.files import sniff

        kind = sniff(answer.body)
        if kind == "page" or (kind == "text" and answer.kind == "text/plain"):
            return kind
    raise error("page-kind", name=name, kind=answer.kind or "something that is not named")
