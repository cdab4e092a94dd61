"""What is new: articles that came in, and the happenings that they tell, tell again, or dispute."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from khabar.article import Article
from khabar.export import timeline
from khabar.export.build import build_story
from khabar.export.load import Material, complete_names
from khabar.export.model import Account, Disagreement, Happening
from khabar.export.pens import TerminalPen
from khabar.export.phrases import Phrases

if TYPE_CHECKING:
    from khabar.ledger import Ledger
    from khabar.ledger.news import Arrivals, Came, Gone

#: What can be new about a happening: itself, what it newly disagrees about, who else tells it; the first that holds.
WHAT = ("new", "disagreements", "accounts")


@dataclass(frozen=True)
class Told:
    """A happening of which there is news. `what`: one of `WHAT`; `accounts`, `disagreements`: the new ones;
    `when`: when the last of these came in (UTC)."""

    happening: Happening
    what: str
    accounts: tuple[Account, ...]
    disagreements: tuple[Disagreement, ...]
    when: str


@dataclass(frozen=True)
class News:
    """All that is new; `articles`: those in `arrivals`, whole, by id; `background`: how many happenings with news
    were left out as background."""

    arrivals: Arrivals
    articles: dict[str, Article]
    happenings: tuple[Told, ...]
    background: int = 0

    @property
    def fresh(self) -> list[Came]:
        """The articles that are no version of an earlier one."""
        return [c for c in self.arrivals.articles if not c.before]

    @property
    def changed(self) -> list[Came]:
        """The articles that are another version of an earlier one."""
        return [c for c in self.arrivals.articles if c.before]

    @property
    def gone(self) -> Sequence[Gone]:
        """The pages that were taken away."""
        return self.arrivals.gone

    def of(self, what: str) -> list[Told]:
        """The happenings with news of this sort, in order."""
        return [t for t in self.happenings if t.what == what]


def news(ledger: Ledger, arrivals: Arrivals, *, everything: bool = False) -> News:
    """The news that the arrivals make; `everything`: also of happenings that are mere background.

    Only the articles that have to do with what is new are read out of the ledger.
    """
    added = {c.id: c.added for c in arrivals.articles}
    linked = [e for e in ledger.events() if any(a in added for a, _ in e.accounts)] if added else []
    wanted = dict.fromkeys([*added, *(a for e in linked for a, _ in e.accounts)])
    material = Material({id: ledger.article(id) for id in wanted}, linked)
    if added:
        for entity in ledger.entities():
            material.add(entity)
        material.copies = [c for c in ledger.copies() if any(a in wanted for a in c.articles)]
    complete_names(material)
    story = build_story(material.articles, material.happenings, material.entities, material.copies)
    before = {c.id: c.before for c in arrivals.articles}
    main, background = (
        tuple(told for h in those if (told := _told(h, added, before)) is not None)
        for those in (story.main, story.background)
    )
    whole = {id: material.articles[id] for id in added}
    return News(arrivals, whole, main + background) if everything else News(arrivals, whole, main, len(background))


def _told(happening: Happening, added: dict[str, str], before: dict[str, tuple[str, ...]]) -> Told | None:
    accounts = tuple(a for a in happening.accounts if a.article in added)
    if not accounts:
        return None
    when = max(added[a.article] for a in accounts)
    if len(accounts) == len(happening.accounts):
        return Told(happening, "new", accounts, happening.disagreements, when)
    # what the earlier accounts disagree about among themselves was known
    fresh = tuple(
        d for d in happening.disagreements if sum(any(a.article not in added for a in v.accounts) for v in d.values) < 2
    )
    if fresh:
        return Told(happening, "disagreements", accounts, fresh, when)
    # another version of a page that told it tells nothing new
    articles = {a.article for a in happening.accounts}
    others = tuple(a for a in accounts if not articles.intersection(before[a.article]))
    return Told(happening, "accounts", others, (), when) if others else None


class Teller:
    """Says the news in one language."""

    def __init__(self, phrases: Phrases, pen: TerminalPen) -> None:
        self.p, self.pen = phrases, pen
        self.say = words(phrases.lang)

    def lines(self, found: News) -> list[str]:
        """All of it: what came, then what it means."""
        head = self.pen.colour(self.since(found), "bold")
        if not (found.arrivals.articles or found.gone):
            return [f"{head}: {self.say['nothing']}"]
        out = [head, self.counts(found)]
        out += self._section("new_articles", [self.article(found.articles[c.id]) for c in found.fresh])
        changed = [
            f"{self.article(found.articles[c.id])} ({self.say['before']}: {self._ids(c.before)})" for c in found.changed
        ]
        out += self._section("changed_articles", changed)
        out += self._section("gone", [self.gone(g) for g in found.gone])
        for what in WHAT:
            out += self._section(what, [line for told in found.of(what) for line in self.told(told)])
        if found.background:
            out += ["", str(self.say["background"]).format(n=self.p.count("happening", found.background))]
        return out

    def since(self, found: News) -> str:
        """From when on."""
        start = found.arrivals.since
        when = self.moment(start.moment)
        return str(
            self.say["since"].format(when=when)
            if start.run is None
            else self.say["since_run"].format(run=start.run, when=when)
        )

    def counts(self, found: News) -> str:
        """How much there is of each."""
        sorts = {what: len(found.of(what)) for what in WHAT}
        return str(
            self.say["counts"].format(
                articles=len(found.fresh), changed=len(found.changed), gone=len(found.gone), **sorts
            )
        )

    def moment(self, iso: str) -> str:
        """A moment in this machine's time, isolated."""
        local = datetime.datetime.fromisoformat(iso).astimezone()
        return self.pen.isolate(local.strftime("%Y-%m-%d %H:%M"), "en")

    def article(self, article: Article) -> str:
        """An article on one line: day, outlet, title, address, id."""
        day = self.pen.isolate(article.published.earliest or self.p.ui("undated"), "en")
        title = self.pen.isolate(title_of(article))
        bits = [self.p.outlet(article.outlet, article.id, short=True), self.pen.colour(title, "bold")]
        bits += [self.pen.isolate(article.url, "en")] if article.url else []
        return f"{self.pen.colour(day, 'cyan')}  {' · '.join(bits)} · {self._ids([article.id])}"

    def gone(self, gone: Gone) -> str:
        """A page that was taken away."""
        kept = f"{self.say['kept']} {self._ids([gone.article])}" if gone.article else str(self.say["not_kept"])
        bits = [self.pen.isolate(gone.title)] if gone.title else []
        return f"{self.moment(gone.at)}  " + " · ".join([*bits, self.pen.isolate(gone.link, "en"), kept])

    def told(self, told: Told) -> Iterator[str]:
        """A happening as the timeline has it, with who tells it now and what is newly disputed."""
        yield from timeline.lines([told.happening], self.p, self.pen)
        if told.what != "new":
            said = self.p.labels["comma"].join(dict.fromkeys(self.p.word(a.word) for a in told.accounts))
            yield f"    {self.say['told_by']}: {said}"
        for one in told.disagreements:
            values = self.p.ui("versus").join(self.p.value(one.slot, v) for v in one.values)
            yield self.pen.colour(f"    {self.p.label('slots', one.slot)}: {values}", "yellow")

    def _ids(self, ids: Sequence[str]) -> str:
        return self.pen.faint(" ".join(self.pen.isolate(i, "en") for i in ids))

    def _section(self, title: str, lines: Sequence[str]) -> list[str]:
        return ["", self.pen.colour(str(self.say[title]), "bold"), *lines] if lines else []


@cache
def words(lang: str) -> dict[str, Any]:
    """What is said in a language."""
    import yaml

    text = resources.files("khabar.export").joinpath("news.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)[lang]
    return found


def title_of(article: Article) -> str:
    """The title, or the beginning of the body."""
    start = article.body[0][0] if article.body else 0
    line = article.title or next((x for x in article.text[start : start + 400].splitlines() if x.strip()), article.id)
    line = " ".join(line.split())
    return line if len(line) <= 160 else line[:160].rsplit(" ", 1)[0] + " …"
