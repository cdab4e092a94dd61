"""What is kept of feeds between rounds, and who keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from khabar.article import Article

#: `waiting` to be fetched, `read` into an article, `forbidden` by robots.txt or the network's rules, `failed` for
#: good, `gone` from the site. Only of what is `read` or `gone` there may be an article.
State = Literal["waiting", "read", "forbidden", "failed", "gone"]


@dataclass
class FeedState:
    """A feed. `url`: as given; `moved`: where it went for good; `failures`: in a row; times in UTC, ISO 8601."""

    url: str
    title: str | None = None
    moved: str | None = None
    etag: str | None = None
    modified: str | None = None
    checked: str | None = None
    failures: int = 0
    not_before: str | None = None
    trouble: str | None = None
    gone: str | None = None

    @property
    def address(self) -> str:
        """Where it is asked for."""
        return self.moved or self.url


@dataclass
class Entry:
    """An item as a feed's document has it. `key`: its guid, else its link; `text`: what the feed itself says of
    it; `published`: a day; `digest`: of all that, to tell whether it changed."""

    key: str
    link: str | None
    title: str | None
    published: str | None
    text: str
    digest: str


@dataclass
class Item:
    """An item that is kept. `place`: in the last document, None where that no longer lists it; `via`: `page` or
    `feed`, where the text is from; `article`: the last article made of it; `text`: until it is settled."""

    number: int
    feed: str
    key: str
    link: str | None
    title: str | None
    published: str | None
    text: str | None
    state: State
    article: str | None = None
    via: str | None = None
    etag: str | None = None
    modified: str | None = None
    tries: int = 0
    not_before: str | None = None
    trouble: str | None = None
    gone: str | None = None


@dataclass
class Host:
    """How a site wants to be asked. `origin`: scheme and host; `status`: of its robots.txt: `rules`, `open` (it has
    none) or `closed` (it cannot be had); `until`: when to ask for it again; `not_before`: for anything at all."""

    origin: str
    robots: str | None = None
    status: str | None = None
    until: str | None = None
    not_before: str | None = None


@dataclass
class Listed:
    """What became of a feed's document: how many items are new, changed, and taken out from among others."""

    new: int = 0
    changed: int = 0
    missing: int = 0


@dataclass
class Bytes:
    """The bytes that an article was read from. `kind` and `encoding`: as `khabar.ingest.extract` was given them."""

    data: bytes
    kind: str
    url: str
    content_type: str | None = None
    encoding: str | None = None


class Store(Protocol):
    """Keeps feeds. Every method is one transaction: what it was told is kept when it returns."""

    def feed(self, url: str) -> FeedState:
        """What is known of the feed that the user calls `url`; fresh where nothing is."""
        ...

    def put_feed(self, feed: FeedState) -> None:
        """Keep the state of a feed."""
        ...

    def put_document(self, feed: FeedState, entries: Sequence[Entry], now: str) -> Listed:
        """Keep the state of a feed and the items of its document.

        New and changed items wait to be fetched, and so do those that were taken out from among others: their
        pages may be gone.
        """
        ...

    def waiting(self, feeds: Iterable[str], now: str) -> list[Item]:
        """The items of these feeds that are waiting and may be fetched now, in order."""
        ...

    def postponed(self, feeds: Iterable[str]) -> int:
        """How many items of these feeds are still waiting."""
        ...

    def same_page(self, item: Item) -> Item | None:
        """Another item that led to the same page, which was read."""
        ...

    def text_of(self, article: str) -> str | None:
        """The text of a kept article."""
        ...

    def settle(self, item: Item) -> None:
        """Keep what became of an item that gave no article, or none that is new."""
        ...

    def keep(self, item: Item, article: Article, page: Bytes | None, now: str) -> str:
        """Keep an article with its layers, the bytes it was read from and what became of its item, all or nothing.

        Gives `added`, `changed` or `same`; the item has the article's id afterwards.
        """
        ...

    def hosts(self) -> list[Host]:
        """What is known of sites."""
        ...

    def put_hosts(self, hosts: Iterable[Host]) -> None:
        """Keep what was learnt about sites."""
        ...
