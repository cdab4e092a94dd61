"""What is new in a ledger: articles, versions, pages that are gone, happenings, accounts and disagreements."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import feedparser
import pytest

from khabar.article import Article, Copies, Disagreement, Entity, Event, EventTime, LinkedEvent, Published
from khabar.cli import main
from khabar.errors import KhabarError
from khabar.export.news import News, Teller, news
from khabar.export.pens import TerminalPen
from khabar.export.phrases import Phrases
from khabar.ingest.feeds.store import Entry, FeedState
from khabar.ledger import Ledger
from khabar.ledger import news as came
from khabar.ledger.feeds import LedgerStore

TEXT = "التقى رئيس البلدية وفد القرية في قاعة المدينة يوم الثلاثاء، واتفق الجانبان على فتح الطريق. {n}"


@dataclass
class Relations:
    copies: Sequence[Copies] = ()
    events: list[LinkedEvent] = field(default_factory=list)
    entities: Sequence[Entity] = ()


ENTITIES = (
    Entity("town", "GOV", {"ar": ["بلدية المثال"], "en": ["Example Town"]}),
    Entity("village", "GOV", {"ar": ["قرية المثال"], "en": ["Example Village"]}),
)


def article(name: str, outcome: str = "agreement", kind: str = "CONSULT") -> Article:
    text = TEXT.format(n=name)
    return Article(
        name, text, outlet=f"موقع {name}", url=f"https://news.example/{name}", title=f"لقاء {name}",
        published=Published("2025-03-04", "2025-03-04", "given"),
        events=[
            Event(
                "e1", kind, (0, 5), "meeting", (0, 40), ["town"], ["village"], [(6, 18)], [(19, 29)],
                time=EventTime("2025-03-04", "2025-03-04"), outcome=outcome,
            )
        ],
    )  # fmt: skip


class Made:
    """A ledger to which runs are added, each a second after the other."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = path
        self.moment = datetime.datetime(2025, 3, 10, 8, tzinfo=datetime.UTC)
        monkeypatch.setattr("khabar.ledger.write._now", lambda: self.moment.isoformat(timespec="seconds"))

    def run(self, articles: Sequence[Article], *events: LinkedEvent) -> None:
        self.moment += datetime.timedelta(seconds=1)
        with Ledger(self.path, write=True) as ledger:
            LedgerStore(ledger).begin()
            for one in articles:
                ledger.add(one)
            ledger.relate(Relations(events=list(events), entities=ENTITIES))

    def news(self, since: str | None = None, *, everything: bool = False) -> News:
        with Ledger(self.path) as ledger:
            return news(ledger, came.arrivals(ledger, came.since(ledger, since)), everything=everything)

    def text(self, since: str | None = None, lang: str = "en") -> str:
        pen = TerminalPen(isolates=False, colours=False)
        return "\n".join(Teller(Phrases(lang, pen), pen).lines(self.news(since)))


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    return Made(tmp_path / "news.ledger", monkeypatch)


def one(*articles: str, name: str = "E1", outcomes: dict[str, list[str]] | None = None) -> LinkedEvent:
    """A happening that the articles tell; `outcomes`: what they disagree about."""
    values = {value: [(a, "e1") for a in who] for value, who in (outcomes or {}).items()}
    differ = [Disagreement("outcome", values)] if outcomes else []
    return LinkedEvent(name, [(a, "e1") for a in articles], len(articles), differ, list(articles))


def test_everything_is_new_at_first(made: Made) -> None:
    made.run([article("a"), article("b")], one("a", "b"))
    found = made.news()
    assert [c.id for c in found.fresh] == ["a", "b"]
    assert [(t.happening.id, t.what, len(t.accounts)) for t in found.happenings] == [("E1", "new", 2)]


def test_nothing_new(made: Made) -> None:
    made.run([article("a")], one("a"))
    made.run([article("a")], one("a"))
    assert made.text() == "since run 2 ({}): nothing new".format(made.moment.astimezone().strftime("%Y-%m-%d %H:%M"))
    assert made.text(lang="ar").endswith("لا جديد")


def test_new_accounts_and_new_happenings(made: Made) -> None:
    made.run([article("a")], one("a"))
    made.run([article("b"), article("c")], one("a", "b"), one("c", name="E2"))
    found = made.news()
    assert [(t.happening.id, t.what) for t in sorted(found.happenings, key=lambda t: t.happening.id)] == [
        ("E1", "accounts"), ("E2", "new"),
    ]  # fmt: skip
    (told,) = found.of("accounts")
    assert [a.article for a in told.accounts] == ["b"]
    text = made.text()
    assert "Happenings with new accounts" in text
    assert "now told by: موقع b" in text
    assert "Example Town" in text
    arabic = made.text(lang="ar")
    assert "وقائع جديدة" in arabic
    assert "بلدية المثال" in arabic
    assert made.news("1").of("new")[0].happening.id == "E1"


def test_new_disagreements(made: Made) -> None:
    made.run([article("a"), article("b", "partial")], one("a", "b", outcomes={"agreement": ["a"], "partial": ["b"]}))
    made.run([article("c")], one("a", "b", "c", outcomes={"agreement": ["a", "c"], "partial": ["b"]}))
    assert [t.what for t in made.news().happenings] == ["accounts"]  # they disagreed before
    made.run([article("d", "none")], one("a", "b", "c", "d", outcomes={"agreement": ["a", "c"], "none": ["d"]}))
    (told,) = made.news().happenings
    assert (told.what, [d.slot for d in told.disagreements]) == ("disagreements", ["outcome"])
    text = made.text()
    assert "Happenings with new disagreements" in text
    assert "agreement or no agreement" in text


def test_background_only_where_it_is_asked_for(made: Made) -> None:
    lonely = article("a")
    lonely.events[0].source = lonely.events[0].target = []
    made.run([lonely], one("a"))
    assert (made.news().happenings, made.news().background) == ((), 1)
    assert made.text().endswith("1 happening more without a known actor, or told in passing: --all")
    assert [t.what for t in made.news(everything=True).happenings] == ["new"]
    assert made.news(everything=True).background == 0


def test_what_is_only_read_anew_is_no_news(made: Made) -> None:
    made.run([article("a")], one("a"))
    again = article("a")
    again.names = []
    again.events[0].modality = "planned"
    made.run([again], one("a"))
    assert made.news().arrivals.articles == ()


def test_since(made: Made) -> None:
    for name in "abc":
        made.run([article(name)])
    for given, articles in (
        (None, "c"), ("1", "abc"), ("2", "bc"), ("2025-03-09", "abc"), ("2025-03-10T08:00:03+00:00", "c"),
        ("2025-03-10T11:00:02+03:00", "bc"), ("2025-03-12", ""),
    ):  # fmt: skip
        assert "".join(c.id for c in made.news(given).arrivals.articles) == articles, given
    for wrong in ("4", "yesterday", "2025-13-01", ""):
        with pytest.raises(KhabarError) as caught:
            made.news(wrong)
        assert caught.value.code == "since-invalid"


def test_versions_and_pages_that_are_gone(made: Made) -> None:
    def entry(key: str) -> Entry:
        return Entry(key, f"https://news.example/{key}", f"لقاء {key}", None, "", key)

    made.run([], one("x"))
    with Ledger(made.path, write=True) as ledger:
        store = LedgerStore(ledger)
        feed = FeedState("https://news.example/feed")
        store.put_document(feed, [entry("1"), entry("2"), entry("3")], "2025-03-10T08:00:01+00:00")
        first, second, third = store.waiting([feed.url], "2025-03-10T08:00:01+00:00")
        for item, name in ((first, "a"), (second, "b")):
            item.state, item.via = "read", "page"
            store.keep(item, article(name), None, "2025-03-10T08:00:01+00:00")
        ledger.relate(Relations(events=[one("a", "b")], entities=ENTITIES))
    made.moment += datetime.timedelta(seconds=5)
    with Ledger(made.path, write=True) as ledger:
        store = LedgerStore(ledger)
        store.begin()
        store.keep(first, article("a2"), None, "2025-03-10T08:00:06+00:00")
        second.state, second.gone = "gone", "2025-03-10T08:00:06+00:00"
        store.settle(second)
        third.state, third.gone = "gone", "2025-03-10T08:00:06+00:00"
        store.settle(third)
        ledger.relate(Relations(events=[one("a", "a2", "b")], entities=ENTITIES))
    found = made.news()
    assert [(c.id, c.before) for c in found.changed] == [("a2", ("a",))]
    assert found.fresh == []
    assert [(g.article, g.link) for g in found.gone] == [
        ("b", "https://news.example/2"), (None, "https://news.example/3"),
    ]  # fmt: skip
    assert found.happenings == ()  # the same page tells it once more
    text = made.text()
    assert "Articles that changed" in text
    assert "(before: a)" in text
    assert "kept as b" in text
    assert "not kept" in text


# ways out


@pytest.fixture
def told(made: Made) -> Made:
    made.run([article("a")], one("a"))
    strange = article("b", "none")
    strange.title = "عنوان <b>&\x0b غريب"
    made.run([strange, article("c")], one("a", "b", outcomes={"agreement": ["a"], "none": ["b"]}), one("c", name="E2"))
    return made


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_atom(told: Made, tmp_path: Path, lang: str) -> None:
    out = tmp_path / "news.atom"
    assert main(["news", "-l", str(told.path), "--format", "atom", "--to", str(out), "--lang", lang]) == 0
    read = feedparser.parse(io.BytesIO(out.read_bytes()))
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.id.startswith("urn:uuid:")
    assert told.path.name in read.feed.title
    assert all(e.id and e.title and e.updated_parsed for e in read.entries)
    by_term: dict[str, list[feedparser.FeedParserDict]] = {}
    for entry in read.entries:
        by_term.setdefault(entry.tags[0].term, []).append(entry)
    assert {term: len(entries) for term, entries in by_term.items()} == {
        "article": 2, "happening-new": 1, "happening-disagreements": 1,
    }  # fmt: skip
    strange = next(e for e in by_term["article"] if e.link.endswith("/b"))
    assert strange.title == "عنوان <b>& غريب"
    assert strange.published.startswith("2025-03-04")
    assert ("بلدية المثال" if lang == "ar" else "Example Town") in by_term["happening-new"][0].title
    before = out.read_bytes()
    main(["news", "-l", str(told.path), "--format", "atom", "--to", str(out), "--lang", lang])
    assert out.read_bytes() == before
    main(["news", "-l", str(told.path), "--format", "atom", "--to", str(out), "--lang", lang, "--since", "1"])
    again = feedparser.parse(io.BytesIO(out.read_bytes()))
    assert {e.id for e in read.entries} < {e.id for e in again.entries}


def test_records(told: Made, tmp_path: Path) -> None:
    out = tmp_path / "news.jsonl"
    assert main(["news", "-l", str(told.path), "--format", "jsonl", "--to", str(out), "--lang", "en"]) == 0
    records = [json.loads(line) for line in out.read_text().splitlines()]
    assert [r["news"] for r in records] == ["article", "article", "happening", "happening"]
    happening = next(r for r in records if r.get("id") == "E1")
    assert (happening["what"], happening["new_accounts"]) == ("disagreements", [["b", "e1"]])
    assert happening["new_disagreements"] == ["outcome"]


def test_text(told: Made, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["news", "-l", str(told.path), "--lang", "ar"]) == 0
    printed = capsys.readouterr().out
    assert "وقائع ظهر فيها خلاف جديد" in printed
    assert main(["news", "-l", str(told.path), "--lang", "ar", "--to", str(tmp_path / "t")]) == 0
    assert (tmp_path / "t").read_text() == printed
    assert main(["news", "-l", str(told.path), "--runs"]) == 0
    assert [line[:1] for line in capsys.readouterr().out.splitlines()] == ["1", "2"]
    assert main(["news", "-l", str(told.path), "--since", "never"]) == 1
    assert capsys.readouterr().err.startswith("khabar: 'never' is neither a run, a day nor a time")
