"""Search: sentences in their voice, narrowed by facets; the entities that are called so; searches that were saved."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup
from starlette.responses import Response

from khabar import look
from khabar.errors import KhabarError
from khabar.export import model
from khabar.ledger import Ledger
from khabar.look.called import outlets_called
from khabar.look.model import Count, Names
from khabar.look.search import NARROW, Found, Hit, Sentence
from khabar.web.marks import marked
from khabar.web.site import Page, Refused, View
from khabar.web.visit import Visit
from khabar.web.wording import Wording, filters_of

#: Entities of that name that are shown above what was found.
CALLED = 5
#: Of longer sentences only the stretch around the words found is shown.
LONGEST = 420
#: More months than these are counted by years.
MOST_MONTHS = 14
#: What an address of this view may hold, in this order.
KEYS = ("q", *NARROW, "from", "to")


#: The facets in the order in which they are shown.
FACETS = ("outlet", "time", "actor", "type", "place", "stance", "kind")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that results can be narrowed by: where that leads, and how many articles have it."""

    label: Markup
    address: str
    n: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value that results are narrowed by, and the address without it."""

    facet: str
    label: Markup
    without: str


class Results:
    """What was found, in the reader's words."""

    def __init__(self, visit: Visit, found: Found) -> None:
        self.visit, self.found = visit, found
        self.say = Wording(visit, found.names)
        self._words: dict[str, Callable[[str], Markup]] = {
            "outlet": self.say.outlet,
            "actor": self.say.name,
            "place": self.say.name,
            "type": self.say.type,
            "stance": self.say.stance_of,
            "kind": self.say.root_kind,
        }

    def facets(self) -> Iterator[tuple[str, list[Choice]]]:
        """Facet -> its values as links, those left out that are chosen already."""
        for facet in FACETS:
            if facet == "time":
                if times := self.times():
                    yield facet, times
                continue
            chosen = self.visit.query(facet)
            values = [c for c in self.found.facets.get(facet, []) if c.value != chosen]
            if values:
                say = self._words[facet]
                yield facet, [Choice(say(c.value), self._with(**{facet: c.value}), c.n) for c in values]

    def times(self) -> list[Choice]:
        """The months of publication as links, or the years where they are many; the newest first."""
        months = self.found.months
        if len(months) > MOST_MONTHS:
            years: dict[str, int] = defaultdict(int)
            for month, n in months.items():
                years[month[:4]] += n
            months = years
        if len(months) < 2:
            return []
        return [self._stretch(stretch, n) for stretch, n in sorted(months.items(), reverse=True)]

    def _stretch(self, stretch: str, n: int) -> Choice:
        year, _, month = stretch.partition("-")
        if month:
            last = calendar.monthrange(int(year), int(month))[1]
            since, until = f"{stretch}-01", f"{stretch}-{last}"
            label = Markup(self.say.p.when(model.When(since, until), short=True))
        else:
            since, until, label = f"{year}-01-01", f"{year}-12-31", self.visit.words.bdi(year)
        return Choice(label, self._with(**{"from": since, "to": until}), n)

    def chosen(self) -> list[Chosen]:
        """What results are narrowed by."""
        out = []
        for facet in NARROW:
            if value := self.visit.query(facet):
                out.append(Chosen(facet, self._words[facet](value), self._with(**{facet: None})))
        since, until = self.visit.query("from"), self.visit.query("to")
        if since or until:
            label = Markup(self.say.p.when(model.When(since or None, until or None), short=True))
            out.append(Chosen("time", label, self._with(**{"from": None, "to": None})))
        return out

    def _with(self, **changes: object) -> str:
        return self.visit.here(page=None, **changes)

    def left_out(self) -> int:
        """How many articles of this page have no sentence of the stance or source that was asked for."""
        page = self.found.page
        return max(0, min(page.size, page.total - (page.number - 1) * page.size) - len(self.found.hits))

    def word(self, hit: Hit, sentence: Sentence) -> model.Word:
        """On whose word a sentence stands."""
        outlet = str(self.say.outlet(hit.outlet).striptags()) if hit.outlet else None
        links = tuple(
            model.Link(
                link.kind,
                self.say.actor(link.entity, link.words) if link.entity else None,
                link.words,
                link.grade,
                link.several,
                self.say.actor(link.speaks_for) if link.speaks_for else None,
            )
            for link in sentence.chain
        )
        return model.Word(hit.article, outlet, links, None, sentence.stance or "neutral", sentence.direct)

    def sentence(self, sentence: Sentence) -> Markup:
        """The sentence with the words found marked."""
        matches = {"found": sentence.matches}
        return marked(self.visit.words, sentence.text, sentence.span[0], matches, sentence.matches[0], LONGEST)

    def published(self, hit: Hit) -> Markup:
        """The day of publication."""
        return self.say.day(hit.published) if hit.published else self.visit.words.t("search.undated")

    def at(self, hit: Hit, sentence: Sentence) -> str:
        """The address of the article with the words found marked, at the first of them."""
        spans = [f"{start}-{end}" for start, end in sentence.matches[:20]]
        return f"{self.visit.href('article', hit.article, at=spans)}#g{sentence.matches[0][0]}"


@dataclass(frozen=True, slots=True)
class Called:
    """Entities and outlets that are called as was asked."""

    actors: list[tuple[Markup, Markup, int]]
    outlets: list[tuple[Markup, int]]

    def __bool__(self) -> bool:
        return bool(self.actors or self.outlets)


def called(visit: Visit, words: str) -> Called:
    """Actors (linked name, type, mentions) and outlets (linked name, happenings) of that name."""
    found = look.actors(visit.ledger, words, size=CALLED)
    say = Wording(visit, found.names)
    actors = []
    for row in found.actors:
        held = found.names.get(row.id)
        kind = visit.words.label("entity_types", held.type) if held and held.type else Markup("")
        actors.append((say.linked(row.id), kind, row.mentions))
    outlets: list[Count] = outlets_called(visit.ledger, words)
    unnamed: dict[str, Names] = {}
    return Called(actors, [(Wording(visit, unnamed).outlet_linked(c.value), c.n) for c in outlets])


def show(visit: Visit) -> Response:
    """The form with what was found; for htmx only what the words and filters change."""
    words = visit.query("q")
    results, trouble = None, ""
    if words:
        try:
            found = look.search(visit.ledger, words, filters_of(visit), visit.number("page", 1, 1, 10**6))
            results = Results(visit, found)
        except KhabarError as problem:
            if problem.code != "search-empty":
                raise
            trouble = problem.code
    return visit.render(
        "search_found.html" if visit.swaps == "found" else "search.html",
        status=400 if trouble else 200,
        view="search",
        words=words,
        keys=KEYS,
        query=query_of(visit.request.query_params.multi_items()),
        results=results,
        trouble=trouble,
        called=called(visit, words) if results and visit.number("page", 1, 1, 10**6) == 1 else None,
        saved=visit.site.entry.searches(visit.who) if visit.user else [],
    )


def query_of(pairs: list[tuple[str, str]]) -> str:
    """The query string of a search: what the view knows, in its order, the last value of each."""
    given = {key: value.strip() for key, value in pairs}
    return urlencode([(key, given[key]) for key in KEYS if given.get(key)])


def save(visit: Visit) -> Response:
    """Keep the search of the form under a name, and go back to it."""
    query = query_of(parse_qsl(str(visit.form.get("query") or "")))
    name = str(visit.form.get("name") or "") or dict(parse_qsl(query)).get("q", "")
    visit.site.entry.people.save_search(visit.who, name, query)
    return visit.redirect(f"{visit.href('search')}?{query}")


def drop(visit: Visit) -> Response:
    """Forget a search that was saved."""
    number = visit.path("number")
    if not (number.isdecimal() and len(number) < 12 and visit.site.entry.people.drop_search(visit.who, int(number))):
        raise Refused(404, "not-found")
    query = query_of(parse_qsl(str(visit.form.get("query") or "")))
    return visit.redirect(f"{visit.href('search')}{f'?{query}' if query else ''}")


def examples(ledger: Ledger) -> list[str]:
    """A search that finds much, and the empty form."""
    return ["/search?q=%D8%A7%D8%AA%D9%81%D8%A7%D9%82", "/search"]


VIEW = View(
    "search",
    (
        Page("/search", show),
        Page("/search/save", save, ("POST",)),
        Page("/search/drop/{number}", drop, ("POST",)),
    ),
    nav=90,
    home="/search",
    examples=examples,
)
