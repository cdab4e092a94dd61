"""Rounds over a site of the tests' own: what is new, changed, gone, forbidden or fails, and what a stop leaves."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import escape
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from tests.feeds.server import Page, Site, StillClock

from khabar import engine
from khabar.article import Article
from khabar.engine import Outcome
from khabar.errors import error
from khabar.ingest.feeds.fetch import Fetcher, Limits
from khabar.ingest.feeds.rounds import Annotate, Report, Round
from khabar.ledger import Ledger
from khabar.ledger.feeds import LedgerStore, taken_out

BODY = (
    "وصل وفد من الإدارة إلى المدينة صباح اليوم، واستقبله المحافظ في مبنى البلدية. وقال متحدث باسم البلدية إن اللقاء"
    " تناول فتح الطريق الواصل بين القريتين، وإعادة تشغيل محطة المياه قبل نهاية الشهر."
)


def page(title: str, body: str = BODY) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><nav>القائمة</nav><article><h1>{title}</h1>"
        f"<p>{body}</p><p>ويعقد الطرفان لقاء آخر الأسبوع القادم في المكان نفسه.</p></article></body>"
        "</html>"
    )


@dataclass
class Feed:
    """A feed of the site's, newest item first."""

    site: Site
    path: str = "/feed"
    items: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.site.url + self.path

    def add(self, key: str, title: str, text: str = "", *, body: str | None = BODY) -> None:
        """A new item, with its page where it has a `body`."""
        self.items.insert(0, (key, title, text))
        if body is not None:
            self.site.put(f"/{key}", page(title, body))
        self.publish()

    def change(self, key: str, title: str, text: str = "") -> None:
        self.items = [(k, title, text) if k == key else (k, t, x) for k, t, x in self.items]
        self.publish()

    def take_out(self, key: str) -> None:
        self.items = [i for i in self.items if i[0] != key]
        self.publish()

    def text(self) -> str:
        items = "".join(
            f"<item><title>{escape(t)}</title><link>/{k}</link><guid isPermaLink='false'>{k}</guid>"
            f"<pubDate>Sun, 09 Mar 2025 10:00:00 +0300</pubDate><description>{escape(x)}</description></item>"
            for k, t, x in self.items
        )
        return f"<rss version='2.0'><channel><title>المثال</title>{items}</channel></rss>"

    def publish(self) -> None:
        text = self.text()
        self.site.put(self.path, text, "application/rss+xml", headers={"ETag": f'"{hash(text)}"'})


def as_they_are(articles: Iterable[Article]) -> Iterator[Outcome[Article, Article]]:
    return engine.run(_same, articles)


def _same(article: Article) -> Article:
    return article


@dataclass
class Watch:
    """Rounds into one ledger."""

    path: Path
    fetcher: Fetcher
    clock: StillClock
    pause: float = 0.0

    def round(self, *feeds: str, annotate: Annotate = as_they_are) -> Report:
        with Ledger(self.path, write=True) as ledger:
            store = LedgerStore(ledger)
            store.begin()
            return Round(store, self.fetcher, annotate, self.clock, self.pause).run(feeds)

    def articles(self) -> list[Article]:
        with Ledger(self.path) as ledger:
            return list(ledger.articles())

    def states(self) -> dict[str, str]:
        with Ledger(self.path) as ledger:
            return dict(ledger.connection.execute("SELECT key, state FROM feed_items ORDER BY key"))


@pytest.fixture
def watch(tmp_path: Path, fetcher: Fetcher, clock: StillClock) -> Watch:
    return Watch(tmp_path / "news.ledger", fetcher, clock)


@pytest.fixture
def feed(site: Site) -> Feed:
    made = Feed(site)
    made.add("1", "وصول الوفد إلى المدينة")
    made.add("2", "لقاء في البلدية")
    return made


def codes(report: Report) -> list[str]:
    return [e.code for e in report.errors]


def test_new(watch: Watch, feed: Feed, site: Site) -> None:
    report = watch.round(feed.url)
    assert (report.feeds, report.items["new"], report.errors) == ({"read": 1}, 2, [])
    by_title = {a.title: a for a in watch.articles()}
    article = by_title["لقاء في البلدية"]
    assert BODY in article.text
    assert "القائمة" not in article.text
    assert article.url == site.url + "/2"
    assert (article.published.earliest, article.published.basis) == ("2025-03-09", "page")
    assert article.published.reasons == ["the day that the feed gives"]
    assert site.paths() == ["/feed", "/1", "/2"] or site.paths() == ["/feed", "/2", "/1"]
    with Ledger(watch.path) as ledger:
        (kept,) = ledger.pages(article.id)
        data = ledger.page_data(kept.sha256)
    assert data.decode() == page("لقاء في البلدية")
    assert (kept.kind, kept.url, kept.encoding, kept.source) == ("page", site.url + "/2", "utf-8", feed.url)

    feed.add("3", "خبر ثالث")
    report = watch.round(feed.url)
    assert report.items["new"] == 1
    assert site.paths()[3:] == ["/feed", "/3"]


def test_not_modified(watch: Watch, feed: Feed, site: Site) -> None:
    watch.round(feed.url)
    report = watch.round(feed.url)
    assert (report.feeds, report.items["new"]) == ({"same": 1}, 0)
    assert site.paths().count("/feed") == 2
    assert "if-none-match" in site.asked[-1][1]


def test_changed(watch: Watch, feed: Feed, site: Site) -> None:
    watch.round(feed.url)
    feed.change("1", "وصول الوفد إلى المدينة (تحديث)")
    site.put("/1", page("وصول الوفد إلى المدينة (تحديث)", BODY.replace("نهاية", "منتصف")))
    report = watch.round(feed.url)
    assert (report.items["new"], report.items["changed"]) == (0, 1)
    assert len(watch.articles()) == 3  # the earlier version is kept
    with Ledger(watch.path) as ledger:
        versions = ledger.connection.execute("SELECT n FROM feed_versions WHERE item = 2 ORDER BY n").fetchall()
        versions += ledger.connection.execute("SELECT n FROM feed_versions WHERE item = 1 ORDER BY n").fetchall()
    assert sorted(versions) == [(0,), (0,), (1,)]


def test_a_page_that_says_the_same_is_no_change(watch: Watch, feed: Feed, site: Site) -> None:
    watch.round(feed.url)
    feed.change("1", "وصول الوفد إلى المدينة", "موجز آخر")
    site.put("/1", page("وصول الوفد إلى المدينة").replace("<nav>", "<nav>رقم 17 "))
    report = watch.round(feed.url)
    assert (report.items["changed"], report.items["same"]) == (0, 1)
    assert len(watch.articles()) == 2
    assert watch.states() == {"1": "read", "2": "read"}


def test_gone(watch: Watch, feed: Feed, site: Site) -> None:
    """An item taken out from among others is looked for; its page is gone, what was kept is not."""
    feed.add("3", "خبر ثالث")
    watch.round(feed.url)
    feed.take_out("2")
    site.put("/2", "gone", status=410)
    report = watch.round(feed.url)
    assert (report.items["gone"], report.errors) == (1, [])
    assert "gone from the site" in report.notes[0]
    assert watch.states() == {"1": "read", "2": "gone", "3": "read"}
    assert len(watch.articles()) == 3
    feed.take_out("1")  # the oldest only left at the end
    site.asked.clear()
    watch.round(feed.url)
    assert site.paths() == ["/feed"]


def test_taken_out_and_still_there(watch: Watch, feed: Feed) -> None:
    feed.add("3", "خبر ثالث")
    watch.round(feed.url)
    feed.take_out("2")
    report = watch.round(feed.url)
    assert (report.items["gone"], report.items["same"]) == (0, 1)
    assert watch.states()["2"] == "read"


@pytest.mark.parametrize(
    ("before", "now", "out"),
    [
        ("dcba", "edcb", ""), ("dcba", "dca", "b"), ("dcba", "cba", "d"), ("dcba", "zyxw", ""), ("dcba", "", ""),
        ("abcd", "bcde", ""), ("abcd", "acde", "b"), ("dcba", "edba", "c"), ("dcba", "dcba", ""), ("", "ab", ""),
    ],
)  # fmt: skip
def test_what_was_taken_out(before: str, now: str, out: str) -> None:
    assert taken_out({key: n for n, key in enumerate(before)}, list(now)) == list(out)


def test_gone_before_it_was_read(watch: Watch, feed: Feed) -> None:
    feed.add("3", "خبر لا صفحة له", body=None)
    report = watch.round(feed.url)
    assert (report.items["new"], report.items["gone"]) == (2, 1)
    assert watch.states()["3"] == "gone"


def test_two_feeds_with_one_page(watch: Watch, feed: Feed, site: Site) -> None:
    other = Feed(site, "/other", list(feed.items))
    other.publish()
    report = watch.round(feed.url, other.url)
    assert report.items["new"] == 2
    assert sorted(site.paths()) == ["/1", "/2", "/feed", "/other"]
    third = Feed(site, "/third", list(feed.items))
    third.publish()
    watch.round(third.url)
    assert sorted(site.paths()) == ["/1", "/2", "/feed", "/other", "/third"]
    with Ledger(watch.path) as ledger:
        assert ledger.connection.execute("SELECT count(DISTINCT article), count(*) FROM feed_items").fetchone() == (
            2,
            6,
        )


# redirects


def test_moved_for_good(watch: Watch, feed: Feed, site: Site) -> None:
    site.lead("/old", "/feed", 301)
    report = watch.round(site.url + "/old")
    assert report.notes == [f"{site.url}/old: moved for good to {site.url}/feed"]
    site.asked.clear()
    watch.round(site.url + "/old")
    assert site.paths() == ["/feed"]
    site.put("/feed", "no", status=404)
    assert codes(watch.round(site.url + "/old")) == ["fetch-status"]
    watch.clock.on(days=1)
    site.asked.clear()
    site.lead("/old", "/new", 302)
    Feed(site, "/new", feed.items).publish()
    assert watch.round(site.url + "/old").feeds == {"read": 1}
    assert site.paths() == ["/old", "/new"]


def test_moved_for_now(watch: Watch, feed: Feed, site: Site) -> None:
    site.lead("/old", "/feed", 302)
    watch.round(site.url + "/old")
    site.asked.clear()
    watch.round(site.url + "/old")
    assert site.paths() == ["/old", "/feed"]


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("/feed2", "fetch-redirects"), ("http://127.0.0.9/", "address-local"),
        ("http://inside.example/", "address-local"), ("file:///etc/hostname", "address-invalid"),
    ],
)  # fmt: skip
def test_led_astray(watch: Watch, feed: Feed, site: Site, to: str, code: str) -> None:
    """A feed and a page that lead in a circle, into the local network, or to a file: said, and the rest is read."""
    site.lead("/feed2", to)
    feed.add("3", "خبر يقود إلى مكان آخر", body=None)
    site.lead("/3", to if to != "/feed2" else "/3")
    report = watch.round(site.url + "/feed2", feed.url)
    assert report.feeds == {"failed": 1, "read": 1}
    assert report.items["new"] == 2
    assert sorted(codes(report)) == [code, code]
    assert watch.states()["3"] == ("forbidden" if code == "address-local" else "failed")


def test_an_item_that_leads_to_a_file(watch: Watch, site: Site, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text(page("كلمة السر"))
    site.put(
        "/feed", f"<rss version='2.0'><channel><item><link>{secret.as_uri()}</link></item></channel></rss>", "text/xml"
    )
    report = watch.round(site.url + "/feed")
    assert codes(report) == ["address-invalid"]
    assert watch.articles() == []


# what sites do


def test_slow(watch: Watch, feed: Feed, site: Site) -> None:
    """One page never comes: the others do."""

    def silent(_: BaseHTTPRequestHandler) -> None:
        site.closing.wait(5)

    watch.fetcher = replace(watch.fetcher, limits=Limits(silence=1, whole=9))
    site.routes["/2"] = silent
    report = watch.round(feed.url)
    assert (report.items["new"], report.items["waiting"], codes(report)) == (1, 1, ["fetch-slow"])
    site.put("/2", page("لقاء في البلدية"))
    assert watch.round(feed.url).items["new"] == 0  # not yet
    watch.clock.on(minutes=16)
    assert watch.round(feed.url).items["new"] == 1


@pytest.mark.parametrize(
    "huge",
    [
        Page(b"x" * 300_000),
        Page(gzip.compress(bytes(5_000_000)), headers={"Content-Encoding": "gzip"}),
    ],
)
def test_huge(watch: Watch, feed: Feed, site: Site, huge: Page) -> None:
    site.routes["/2"] = huge
    site.routes["/feed2"] = huge
    report = watch.round(feed.url, site.url + "/feed2")
    assert (report.items["new"], report.items["failed"]) == (1, 1)
    assert codes(report) == ["fetch-too-large"] * 2
    site.asked.clear()
    watch.clock.on(days=2)
    watch.round(feed.url)
    assert site.paths() == ["/feed"]  # and not asked for again


def test_broken_and_malicious_feeds(watch: Watch, feed: Feed, site: Site, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("كلمة السر الكبرى")
    text = feed.text()
    site.put("/broken", text.replace("</channel>", ""), "text/xml")
    site.put("/empty", "", "text/xml")
    site.put("/html", "<html><body>صفحة</body></html>", "text/html")
    attack = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    site.put("/xxe", attack + text.replace("<title>", "<title>&x;"), "text/xml")
    report = watch.round(*(site.url + p for p in ("/broken", "/empty", "/html", "/xxe")))
    assert report.feeds == {"read": 1, "failed": 3}
    assert sorted(codes(report)) == ["feed-declares", "feed-none", "file-empty"]
    assert len(report.notes) == 1
    assert "read as far as it goes" in report.notes[0]
    assert report.items["new"] == 2
    assert all("السر" not in a.text + (a.title or "") for a in watch.articles())


def test_wrong_content_type(watch: Watch, feed: Feed, site: Site) -> None:
    site.put("/feed", feed.text(), "text/html")
    site.put("/1", page("وصول الوفد"), "application/octet-stream")
    site.put("/2", b"\x89PNG nothing", "image/png")
    report = watch.round(feed.url)
    assert report.items["new"] == 1
    assert codes(report) == ["page-kind"]


def test_pages_in_other_languages(watch: Watch, feed: Feed, site: Site) -> None:
    site.put("/2", page("The meeting", "The delegation reached the town this morning and met the governor. " * 5))
    report = watch.round(feed.url)
    assert (report.items["new"], report.items["foreign"], report.errors) == (1, 1, [])
    assert watch.states()["2"] == "failed"


def test_windows_1256(watch: Watch, feed: Feed, site: Site) -> None:
    text = feed.text().replace("<rss", '<?xml version="1.0" encoding="windows-1256"?><rss', 1)
    site.put("/feed", text.encode("cp1256"), "text/xml")
    site.put("/1", page("وصول الوفد إلى المدينة").encode("cp1256"), "text/html; charset=windows-1256")
    site.put("/2", page("لقاء في البلدية").encode("cp1256"), "text/html")
    watch.round(feed.url)
    assert {a.title for a in watch.articles()} == {"وصول الوفد إلى المدينة", "لقاء في البلدية"}
    assert all(BODY in a.text for a in watch.articles())


def test_server_errors_and_growing_waits(watch: Watch, feed: Feed, site: Site) -> None:
    site.put("/feed", "sorry", status=500)
    waits = []
    for _ in range(9):
        report = watch.round(feed.url)
        assert codes(report) == ["fetch-status"]
        assert watch.round(feed.url).feeds == {"waiting": 1}
        with Ledger(watch.path) as ledger:
            (until,) = ledger.connection.execute("SELECT not_before FROM feeds").fetchone()
        start = watch.clock.now()
        while watch.clock.now().isoformat(timespec="seconds") < until:
            watch.clock.on(minutes=15)
        waits.append((watch.clock.now() - start).total_seconds() / 60)
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    feed.publish()
    assert watch.round(feed.url).feeds == {"read": 1}
    site.put("/feed", "sorry", status=500)
    watch.round(feed.url)
    watch.clock.on(minutes=16)
    assert codes(watch.round(feed.url)) == ["fetch-status"]  # the waits begin anew


def test_too_many_requests(watch: Watch, feed: Feed, site: Site) -> None:
    """429 with Retry-After: the whole site is left alone for so long."""
    site.put("/2", "slower", status=429, headers={"Retry-After": "7200"})
    report = watch.round(feed.url)
    assert "fetch-status" in codes(report)
    other = Feed(site, "/other", feed.items)
    other.publish()
    watch.clock.on(minutes=119)
    site.asked.clear()
    report = watch.round(feed.url, other.url)
    assert site.asked == []
    assert report.feeds == {"waiting": 2}
    watch.clock.on(minutes=2)
    site.put("/2", page("لقاء في البلدية"))
    watch.round(feed.url, other.url)
    assert len(watch.articles()) == 2


def test_retry_after_a_date(watch: Watch, feed: Feed, site: Site) -> None:
    site.put("/feed", "later", status=503, headers={"Retry-After": watch.clock.http(hours=5)})
    watch.round(feed.url)
    feed.publish()
    watch.clock.on(hours=4)
    assert watch.round(feed.url).feeds == {"waiting": 1}
    watch.clock.on(hours=1.1)
    assert watch.round(feed.url).feeds == {"read": 1}


def test_a_feed_that_is_gone(watch: Watch, feed: Feed, site: Site) -> None:
    watch.round(feed.url)
    site.put("/feed", "gone", status=410)
    assert codes(watch.round(feed.url)) == ["feed-gone"]
    watch.clock.on(days=6)
    assert watch.round(feed.url).feeds == {"waiting": 1}
    assert len(watch.articles()) == 2


def test_a_page_that_fails_is_tried_some_times(watch: Watch, feed: Feed, site: Site) -> None:
    site.put("/2", "sorry", status=500)
    for n in range(4):
        report = watch.round(feed.url)
        assert codes(report) == ["fetch-status"]
        assert (report.items["waiting"], report.items["failed"]) == ((1, 0) if n < 3 else (0, 1))
        watch.clock.on(days=1)
    site.asked.clear()
    assert codes(watch.round(feed.url)) == []
    assert site.paths() == ["/feed"]


# robots.txt


def test_robots(watch: Watch, feed: Feed, site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /2\n", "text/plain")
    report = watch.round(feed.url)
    assert (report.items["new"], report.items["forbidden"], report.forbidden) == (1, 1, {"127.0.0.1": 1})
    assert report.errors == []
    assert "/2" not in site.paths()
    assert watch.states() == {"1": "read", "2": "forbidden"}
    site.asked.clear()
    watch.round(feed.url)
    assert [p for p, _ in site.asked] == ["/feed"]  # robots.txt is believed for a day
    watch.clock.on(hours=25)
    watch.round(feed.url)
    assert [p for p, _ in site.asked][-2:] == ["/robots.txt", "/feed"]


def test_robots_forbid_the_feed(watch: Watch, feed: Feed, site: Site) -> None:
    site.put("/robots.txt", "User-agent: khabar\nDisallow: /\n\nUser-agent: *\nAllow: /\n", "text/plain")
    assert codes(watch.round(feed.url)) == ["robots-forbid"]
    assert site.paths() == []


def test_robots_after_a_redirect(watch: Watch, feed: Feed, site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
    site.lead("/2", "/private/2")
    site.put("/private/2", page("لقاء في البلدية"))
    report = watch.round(feed.url)
    assert report.forbidden == {"127.0.0.1": 1}
    assert "/private/2" not in site.paths()


def test_robots_that_cannot_be_had(watch: Watch, feed: Feed, site: Site) -> None:
    """A server that fails may have rules: it waits. One that has none allows all."""
    site.put("/robots.txt", "sorry", status=503)
    assert codes(watch.round(feed.url)) == ["robots-unknown"]
    assert site.paths() == []
    site.put("/robots.txt", "none", status=403)
    watch.clock.on(hours=2)
    assert watch.round(feed.url).items["new"] == 2


def test_pauses(watch: Watch, feed: Feed, site: Site) -> None:
    watch.pause = 2.0
    watch.round(feed.url)
    assert watch.clock.slept == [2.0, 2.0, 2.0]  # after robots.txt, the feed, the first page
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 30\n", "text/plain")
    feed.add("3", "خبر ثالث")
    watch.clock.on(days=2)
    watch.clock.slept.clear()
    watch.round(feed.url)
    assert watch.clock.slept == [2.0, 30.0]


def test_a_crawl_delay_longer_than_a_round(watch: Watch, feed: Feed, site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 600\n", "text/plain")
    for n in range(3):
        report = watch.round(feed.url)
        assert report.errors == []
        assert len(site.paths()) == n + 1
        watch.clock.on(minutes=9)
        watch.round(feed.url)
        assert len(site.paths()) == n + 1
        watch.clock.on(minutes=2)
    assert max(watch.clock.slept, default=0) < 600


# the feed's own text


def test_the_feeds_own_text(watch: Watch, feed: Feed, site: Site) -> None:
    """Where the page is forbidden or fails: only where it is an article, and said to be the feed's."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /long\nDisallow: /short\n", "text/plain")
    feed.add("long", "خبر طويل", f"<p>{BODY}</p>" * 3)
    feed.add("short", "خبر قصير", "موجز في سطر.")
    feed.add("film", "خبر في ملف", f"<p>{BODY}</p>" * 3, body=None)
    site.put("/film", b"no page", "video/mp4")
    report = watch.round(feed.url)
    assert (report.items["new"], report.items["feed"], report.items["forbidden"]) == (4, 2, 1)
    assert report.forbidden == {"127.0.0.1": 2}
    by_title = {a.title: a for a in watch.articles()}
    own = by_title["خبر طويل"]
    assert own.text == f"خبر طويل\n{BODY}\n{BODY}\n{BODY}"
    assert own.source == f"the feed's own text: {feed.url}"
    assert own.url == site.url + "/long"
    assert "خبر قصير" not in by_title
    assert by_title["خبر في ملف"].source == own.source
    with Ledger(watch.path) as ledger:
        (kept,) = ledger.pages(own.id)
        assert ledger.page_data(kept.sha256).decode() == own.text


def test_the_feeds_own_text_after_some_tries(watch: Watch, feed: Feed, site: Site) -> None:
    feed.add("long", "خبر طويل", f"<p>{BODY}</p>" * 3, body=None)
    site.put("/long", "sorry", status=500)
    for n in range(4):
        assert watch.round(feed.url).items["feed"] == (n == 3)
        watch.clock.on(days=1)


def test_items_without_a_page(watch: Watch, site: Site) -> None:
    items = f"<item><title>أ</title><description>{BODY * 3}</description></item>"
    items += "<item><title>ب</title><description>قصير</description></item>"
    site.put("/feed", f"<rss version='2.0'><channel>{items}</channel></rss>", "text/xml")
    report = watch.round(site.url + "/feed")
    assert (report.items["new"], report.items["feed"]) == (1, 1)


# stops


class Killed(BaseException):
    """Stands for what ends a process at any moment."""


def test_a_stop_loses_nothing(watch: Watch, feed: Feed, site: Site) -> None:
    for n in range(3, 8):
        feed.add(str(n), f"خبر رقم {n}")

    def dies(articles: Iterable[Article]) -> Iterator[Outcome[Article, Article]]:
        for n, outcome in enumerate(as_they_are(articles)):
            if n == 3:
                raise Killed
            yield outcome

    with pytest.raises(Killed):
        watch.round(feed.url, annotate=dies)
    assert len(watch.articles()) == 3
    done = [p for p in site.paths() if p != "/feed"]
    site.asked.clear()
    report = watch.round(feed.url)  # the feed itself has not changed since
    assert (report.feeds, report.items["new"]) == ({"same": 1}, 4)
    assert len(watch.articles()) == 7
    again = set(site.paths()) & set(done)
    assert len(again) <= 6  # what was fetched, but not yet kept: at hand, or waiting to be taken
    assert len({a.id for a in watch.articles()}) == 7


def test_an_article_and_its_item_are_kept_together(watch: Watch, feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> bool:
        raise error("disk-full", name="x")

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "keep_page", full)
        with pytest.raises(Exception, match="no space left"):
            watch.round(feed.url)
    assert watch.articles() == []
    assert set(watch.states().values()) == {"waiting"}
    assert watch.round(feed.url).items["new"] == 2


def test_an_article_that_cannot_be_annotated(watch: Watch, feed: Feed) -> None:
    def bug(article: Article) -> Article:
        if "البلدية" in (article.title or ""):
            raise RuntimeError("a bug")
        return article

    report = watch.round(feed.url, annotate=lambda articles: engine.run(bug, articles))
    assert (report.items["new"], report.items["failed"], codes(report)) == (1, 1, ["article-failed"])
    assert watch.states() == {"1": "read", "2": "failed"}
