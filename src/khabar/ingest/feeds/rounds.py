"""One round over feeds: what they list now, the pages that are new or changed, and what became of each."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from khabar.article import Article
from khabar.engine import Outcome
from khabar.errors import KhabarError, error
from khabar.ingest.feeds import documents, lanes
from khabar.ingest.feeds.addresses import parse, shown
from khabar.ingest.feeds.clock import Clock, iso, wait_of
from khabar.ingest.feeds.fetch import ACCEPT_FEED, ACCEPT_PAGE, Answer, Fetcher, Unfetched
from khabar.ingest.feeds.manners import Manners
from khabar.ingest.feeds.reading import article_of_feed, article_of_page
from khabar.ingest.feeds.store import Bytes, FeedState, Item, Store

#: Reads the layers of articles: outcomes in the order in which the articles come.
Annotate = Callable[[Iterable[Article]], Iterator[Outcome[Article, Article]]]

#: Sites that are asked at once.
LANES = 8
#: The wait after a first failure; it doubles with each further one in a row, up to a day.
FIRST_WAIT = datetime.timedelta(minutes=15)
LAST_WAIT = datetime.timedelta(days=1)
#: How often a page is tried before the feed's own text has to do.
TRIES = 4
#: After what time a feed that is gone is asked once more.
GONE_WAIT = datetime.timedelta(days=7)


@dataclass
class Report:
    """What a round found. `feeds`: read, same, waiting, failed; `items`: new, changed, same, gone, feed (of the new
    and changed: those of the feed's own text), foreign (not Arabic), forbidden, failed, waiting; `forbidden`:
    host -> pages."""

    feeds: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    forbidden: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    errors: list[KhabarError] = field(default_factory=list)


class _UnderWay:
    """Articles that are being annotated, with where they come from."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[Article, Item, Bytes]] = {}

    def put(self, article: Article, item: Item, page: Bytes) -> Article:
        self._held[id(article)] = (article, item, page)
        return article

    def take(self, article: Article) -> tuple[Item, Bytes]:
        _, item, page = self._held.pop(id(article))
        return item, page


class Round:
    """A round. `pause`: seconds between two requests to one site; `say` is told what is being done."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        annotate: Annotate,
        clock: Clock | None = None,
        pause: float = 1.0,
        say: Callable[[str], None] = lambda text: None,
    ) -> None:
        self._store, self._fetcher, self._annotate, self._say = store, fetcher, annotate, say
        self._clock = clock or Clock()
        self._manners = Manners(fetcher, self._clock, pause, store.hosts())
        self.report = Report()

    def run(self, feeds: Sequence[str]) -> Report:
        """Read the feeds and what they lead to. Whatever is found is kept at once; a stop loses nothing."""
        try:
            self._read_feeds(feeds)
            self._read_items(feeds)
        finally:
            self._store.put_hosts(self._manners.learnt())
        self.report.items["waiting"] = self._store.postponed(feeds)
        return self.report

    def _now(self) -> str:
        return iso(self._clock.now())

    def _get(self, url: str, accept: str, etag: str | None, modified: str | None) -> Answer:
        try:
            return self._fetcher.get(url, self._manners.before, accept=accept, etag=etag, modified=modified)
        except Unfetched as problem:
            self._manners.told(problem)
            raise

    # feeds

    def _read_feeds(self, feeds: Sequence[str]) -> None:
        due = []
        for url in feeds:
            feed = self._store.feed(url)
            if feed.not_before and feed.not_before > self._now():
                self.report.feeds["waiting"] += 1
                why = f" ({feed.trouble})" if feed.trouble else ""
                self.report.notes.append(f"{shown(url)}: not asked before {feed.not_before}{why}")
            else:
                due.append((parse(feed.address).site, feed))

        def ask(feed: FeedState) -> Answer:
            return self._get(feed.address, ACCEPT_FEED, feed.etag, feed.modified)

        for feed, answer, problem in lanes.by_lane(due, ask, LANES):
            self._say(f"feed {shown(feed.url)}")
            try:
                if problem is not None:
                    raise problem
                assert answer is not None
                self._feed_came(feed, answer)
            except KhabarError as trouble:
                self._feed_failed(feed, trouble)
            self._store.put_hosts(self._manners.learnt())

    def _feed_came(self, feed: FeedState, answer: Answer) -> None:
        if answer.status == 304:
            feed.checked, feed.failures, feed.not_before = self._now(), 0, None
            self._store.put_feed(feed)
            self.report.feeds["same"] += 1
            return
        document = documents.read_document(answer.body, shown(feed.url), answer.url, answer.charset, answer.kind)
        if answer.moved and answer.moved != feed.address:
            feed.moved = answer.moved
            self.report.notes.append(f"{shown(feed.url)}: moved for good to {shown(answer.moved)}")
        feed.title = document.title or feed.title
        feed.etag, feed.modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        feed.checked, feed.failures, feed.not_before = self._now(), 0, None
        feed.trouble, feed.gone = document.trouble, None
        self._store.put_document(feed, document.entries, self._now())
        self.report.feeds["read"] += 1
        if document.trouble:
            self.report.notes.append(f"{shown(feed.url)}: read as far as it goes: {document.trouble}")

    def _feed_failed(self, feed: FeedState, problem: KhabarError) -> None:
        if problem.code == "site-waits":
            self.report.feeds["waiting"] += 1
            self.report.notes.append(problem.message)
            return
        if getattr(problem, "status", None) == 410:
            feed.gone = feed.gone or self._now()
            problem = error("feed-gone", name=shown(feed.url))
            wait = GONE_WAIT
        else:
            feed.failures += 1
            wait = self._wait(feed.failures, problem)
        if feed.moved and (feed.failures >= TRIES or not getattr(problem, "again", False)):
            # where it went is no good: the next time where it was, of which nothing is known
            feed.moved = feed.etag = feed.modified = None
        feed.trouble, feed.not_before = problem.message, iso(self._clock.now() + wait)
        self._store.put_feed(feed)
        self.report.feeds["failed"] += 1
        self.report.errors.append(problem)

    def _wait(self, failures: int, problem: KhabarError) -> datetime.timedelta:
        growing = min(FIRST_WAIT * (1 << min(failures - 1, 20)), LAST_WAIT)
        asked = wait_of(problem.after, self._clock.now()) if isinstance(problem, Unfetched) else growing
        return max(growing, asked)

    # items

    def _read_items(self, feeds: Sequence[str]) -> None:
        first: dict[str, Item] = {}
        others: list[Item] = []
        for item in self._store.waiting(feeds, self._now()):
            if not item.link:
                others.append(item)
            elif first.setdefault(item.link, item) is not item:
                others.append(item)  # two feeds with one page
        under_way = _UnderWay()
        for outcome in self._annotate(self._articles(first.values(), under_way)):
            self._annotated(outcome, *under_way.take(outcome.item))
        for outcome in self._annotate(self._others(others, under_way)):
            self._annotated(outcome, *under_way.take(outcome.item))

    def _articles(self, items: Iterable[Item], under_way: _UnderWay) -> Iterator[Article]:
        due = []
        for item in items:
            known = self._store.same_page(item) if item.article is None else None
            if known is not None:
                self._share(item, known)
            else:
                due.append((self._lane(item), item))

        def ask(item: Item) -> Answer:
            return self._get(item.link or "", ACCEPT_PAGE, item.etag, item.modified)

        for item, answer, problem in lanes.by_lane(due, ask, LANES):
            self._say(f"page {shown(item.link or '')}")
            found = self._page_failed(item, problem) if answer is None else self._page_came(item, answer)
            if found is not None:
                yield under_way.put(found[0], item, found[1])
            self._store.put_hosts(self._manners.learnt())

    def _others(self, items: Iterable[Item], under_way: _UnderWay) -> Iterator[Article]:
        """Items without a page, and those whose page another item had read a moment ago."""
        for item in items:
            known = self._store.same_page(item) if item.link else None
            if known is not None:
                self._share(item, known)
            elif not item.link and (found := self._own_text(item)) is not None:
                yield under_way.put(found[0], item, found[1])
            elif not item.link:
                self._settle(item, "failed", "it has no link, and too little text")

    @staticmethod
    def _lane(item: Item) -> str:
        try:
            return parse(item.link or "").site
        except KhabarError:
            return ""

    def _page_came(self, item: Item, answer: Answer) -> tuple[Article, Bytes] | None:
        item.etag, item.modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if answer.status == 304:
            self._settle(item, "read", None, "same")
            return None
        try:
            article, page = article_of_page(item, answer)
        except KhabarError as problem:
            return self._page_failed(item, problem)
        item.via = "page"
        return self._unless_same(item, article, page)

    def _unless_same(self, item: Item, article: Article, page: Bytes) -> tuple[Article, Bytes] | None:
        """The article, unless its text is what the item gave already: pages change without their text changing."""
        if item.article is not None and self._store.text_of(item.article) == article.text:
            self._settle(item, "read", None, "same")
            return None
        return article, page

    def _page_failed(self, item: Item, problem: Exception | None) -> tuple[Article, Bytes] | None:
        if not isinstance(problem, KhabarError):
            problem = error("fetch-failed", name=shown(item.link or ""), why=f"{type(problem).__name__}: {problem}")
        again, status = getattr(problem, "again", False), getattr(problem, "status", None)
        if problem.code == "site-waits":
            return None
        if again and item.tries + 1 < TRIES:
            item.tries += 1
            item.not_before = iso(self._clock.now() + self._wait(item.tries, problem))
            self._settle(item, "waiting", problem.message)
            self.report.errors.append(problem)
            return None
        if status in (404, 410):
            item.gone = self._now()
            self.report.items["gone"] += 1
            if item.article is not None:
                self._settle(item, "gone", problem.message)
                self.report.notes.append(f"{shown(item.link or '')}: gone from the site; kept here as {item.article}")
                return None
        if problem.code == "page-foreign":
            self._settle(item, "failed", problem.message, "foreign")
            return None
        forbidden = problem.code in ("robots-forbid", "address-local")
        if problem.code == "robots-forbid":
            self.report.forbidden[parse(item.link or "").host] += 1
        item.trouble = problem.message
        if item.article is None or item.via == "feed":
            found = self._own_text(item)
            if found is not None:
                return self._unless_same(item, *found)
        elif not item.gone:  # what was read stays read
            self._settle(item, "read", problem.message)
            self.report.errors.append(problem)
            return None
        state = "gone" if item.gone else "forbidden" if forbidden else "failed"
        self._settle(item, state, problem.message)
        if state != "gone":
            self.report.items[state] += 1
        if problem.code != "robots-forbid" and state != "gone":
            self.report.errors.append(problem)
        return None

    @staticmethod
    def _own_text(item: Item) -> tuple[Article, Bytes] | None:
        found = article_of_feed(item)
        if found is not None:
            item.via = "feed"
        return found

    # what became of them

    def _annotated(self, outcome: Outcome[Article, Article], item: Item, page: Bytes) -> None:
        if outcome.value is None:
            problem = outcome.error or error("article-failed", name=shown(item.link or item.key), why="no reason")
            self._settle(item, "failed", problem.message)
            self.report.items["failed"] += 1
            self.report.errors.append(problem)
            return
        before = item.article
        item.state, item.tries, item.not_before = "gone" if item.gone else "read", 0, None
        item.trouble = item.trouble if item.via == "feed" else None
        self._store.keep(item, outcome.value, page, self._now())
        self.report.items["changed" if before else "new"] += 1
        if item.via == "feed":
            self.report.items["feed"] += 1

    def _share(self, item: Item, known: Item) -> None:
        item.article, item.via, item.etag, item.modified = known.article, known.via, known.etag, known.modified
        self._settle(item, "read", None, "same")

    def _settle(self, item: Item, state: str, trouble: str | None, count: str | None = None) -> None:
        item.state = state  # type: ignore[assignment]
        item.trouble = trouble
        if state != "waiting":
            item.tries, item.not_before = 0, None
        self._store.settle(item)
        if count:
            self.report.items[count] += 1
