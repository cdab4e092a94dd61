"""From the identifiers and spans of one article to names and words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from khabar import article as records
from khabar.export.model import Account, Actor, Link, When, Word

_SPACE = re.compile(r"\s+")
_JOINED = re.compile(r"\s*[,|+،]\s*")
_MARKS = "«»“”„‟\"'‘’()[]،؛,.:; "
#: A quotation in a brief is no longer than this many code points; longer ones are cut around the trigger.
QUOTE = 320


class Resolver:
    """Names and words for the records of `articles`.

    `entities` by identifier; an identifier that it lacks is shown as the text's own words, else as it is.
    """

    def __init__(self, articles: Mapping[str, records.Article], entities: Mapping[str, records.Entity]) -> None:
        self.articles = articles
        self.entities = entities
        self._spoken: dict[str, str] = {}
        for article in articles.values():
            for name in article.names:
                if name.entity and name.entity not in self._spoken:
                    self._spoken[name.entity] = tidy(article.text[name.start : name.end])

    def actor(self, identifier: str, words: str | None = None) -> Actor:
        """An entity as an actor; `words` are kept where it has no name."""
        entity = self.entities.get(identifier)
        names = {lang: given[0] for lang, given in entity.names.items() if given} if entity else {}
        if not names and identifier in self._spoken:
            names = {"ar": self._spoken[identifier]}
        if identifier.startswith("unnamed:"):
            spoken = words or names.get("ar")
            sector = entity.sector if entity else None
            return Actor(identifier, names, entity.type if entity else None, sector, spoken)
        if not names:
            names = {"ar": words or identifier.replace("-", " ")}
        return Actor(identifier, names, entity.type if entity else None, entity.sector if entity else None)

    def entities_in(self, value: str) -> tuple[Actor, ...]:
        """The entities that a disagreement's value lists (`a, b`, `a|b`, `a+b`); none where a part is no entity."""
        parts = [p for p in _JOINED.split(value) if p]
        known = all(p in self.entities or p in self._spoken for p in parts)
        return tuple(self.actor(p) for p in parts) if parts and known else ()

    def account(self, article: records.Article, event: records.Event) -> Account:
        """One event of an article, resolved."""
        text = article.text
        return Account(
            article=article.id,
            event=event.id,
            outlet=self.outlet(article),
            type=event.type,
            mode=event.mode,
            source=self._side(article, event.source, event.source_spans),
            target=self._side(article, event.target, event.target_spans),
            mediator=tuple(self.actor(x) for x in dict.fromkeys(event.mediator)),
            # who is a side himself need not be told again
            delegates=tuple(
                self.actor(x) for x in dict.fromkeys(event.delegates) if x not in event.source + event.target
            ),
            places=self._places(article, event),
            when=self._when(article, event),
            modality=event.modality,
            polarity=event.polarity,
            about=tuple(dict.fromkeys(w for s, e in event.about if (w := tidy(text[s:e])))),
            outcome=event.outcome,
            word=self.word(article, event.attribution),
            trigger=tidy(text[slice(*event.trigger)]),
            quote=quotation(text, event.evidence or event.trigger, event.trigger),
            order=event.trigger[0],
        )

    def word(self, article: records.Article, index: int | None) -> Word:
        """The chain behind attribution `index` of the article; its own word where there is none."""
        outlet = self.outlet(article)
        if index is None or not 0 <= index < len(article.attributions):
            return Word(label_of(article), outlet)
        said = article.attributions[index]
        cue = tidy(article.text[slice(*said.cue)]) if said.cue else None
        chain = tuple(self.link(article, link) for link in said.chain)
        return Word(label_of(article), outlet, chain, cue, said.stance, said.direct)

    def outlet(self, article: records.Article) -> str | None:
        """The outlet's name: the entity's, where the outlet is given by its identifier."""
        if article.outlet and article.outlet in self.entities:
            names = self.entities[article.outlet].names
            for lang in ("ar", "en"):
                if names.get(lang):
                    return names[lang][0]
        return article.outlet

    def link(self, article: records.Article, link: records.Link) -> Link:
        """One link of a chain, resolved."""
        span = link.span or link.antecedent
        words = tidy(article.text[slice(*span)]) if span else None
        who = self.actor(link.entity, words) if link.entity else None
        speaks_for = self.actor(link.for_) if link.for_ else None
        return Link(link.kind, who, words, link.grade, link.count == "several", speaks_for)

    def _side(self, article: records.Article, ids: list[str], spans: list[records.Span]) -> tuple[Actor, ...]:
        """The actors of a role; an unnamed one gets the words of the span that names it."""
        loose = [tidy(article.text[s:e]) for s, e in spans if not _name_at(article, s, e)]
        paired = len(spans) == len(ids)
        found = []
        for i, identifier in enumerate(dict.fromkeys(ids)):
            words = None
            if identifier.startswith("unnamed:"):
                words = tidy(article.text[slice(*spans[i])]) if paired else (loose[0] if loose else None)
            found.append(self.actor(identifier, words))
        return tuple(found)

    def _places(self, article: records.Article, event: records.Event) -> tuple[Actor, ...]:
        places: dict[str, Actor] = {}
        for start, end in event.place:
            name = _name_at(article, start, end)
            words = tidy(article.text[start:end])
            # a span that says more than the name (the building, the side of town) keeps its own words
            exact = name is not None and name.entity and name.start <= start and end <= name.end
            place = self.actor(name.entity, words) if exact and name and name.entity else Actor(words, {"ar": words})
            places.setdefault(place.id, place)
        return tuple(places.values())

    def _when(self, article: records.Article, event: records.Event) -> When:
        time = event.time
        words = tidy(article.text[slice(*time.expr)]) if time.expr else None
        return When(time.earliest, time.latest, words)


def label_of(article: records.Article) -> str:
    """What tells an article without an outlet from others: the name of its file, else its identifier."""
    if article.source and not article.source.startswith(("http:", "https:")):
        return re.split(r"[/\\]", article.source.rstrip("/"))[-1] or article.id
    return article.id


def _name_at(article: records.Article, start: int, end: int) -> records.Name | None:
    """The first name that overlaps the span."""
    return next((n for n in article.names if n.start < end and start < n.end), None)


def tidy(words: str) -> str:
    """Words of a text on one line, without marks at their ends."""
    return _SPACE.sub(" ", words).strip(_MARKS)


def quotation(text: str, span: records.Span, trigger: records.Span) -> str:
    """The evidence on one line, cut around the trigger to at most `QUOTE` code points at word ends."""
    start, end = span
    if end - start < 40:  # only a word or two: the line that holds it says more
        start = text.rfind("\n", 0, start) + 1
        end = text.find("\n", end) if "\n" in text[end:] else len(text)
    before = after = ""
    if end - start > QUOTE:
        wanted = max(start, min(trigger[0] - QUOTE // 2, end - QUOTE))
        if wanted > start:
            before, start = "… ", text.find(" ", wanted) + 1 or wanted
        if start + QUOTE < end:
            after = " …"
            end = max(text.rfind(" ", start, start + QUOTE), trigger[1])
    return before + _SPACE.sub(" ", text[start:end]).strip() + after
