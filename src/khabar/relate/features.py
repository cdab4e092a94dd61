"""What is compared when two accounts may tell one happening: an account is an event of an article, boiled down.

An account holds no text and knows no other account, so it can be kept, and compared, apart from its article.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from khabar.arabic.clitics import noun_splits
from khabar.arabic.fold import fold_text
from khabar.article import Article, Event, Span
from khabar.relate.count import COUNTED, counted
from khabar.relate.endings import ending
from khabar.relate.gainsaid import denied, gainsaid, night
from khabar.relate.passages import sketch_at
from khabar.relate.sides import side_of
from khabar.relate.toll import Toll, shown, tolls
from khabar.relate.voices import chain_of

if TYPE_CHECKING:
    from khabar.packs import Packs

_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d{2,}")
_SUFFIX = re.compile(r"(?:هما|هم|ها|ات|ين|ون|ان|يه|ه|ا)$")
_VAGUE = 10  # days: a publication that is only worked out roughly dates nothing

#: Types of names that say where something was: an agreement called after a town is no place.
PLACES = frozenset({"GPE", "LOC", "ORG", "GOV", "GRP"})

#: A town lies in the district that is called after it.
_DISTRICTS = ("governorate", "province", "district")

Days = tuple[int, int]


class Account(msgspec.Struct, omit_defaults=True):
    """One event of one article with what is compared of it. Days are ordinals (`date.toordinal`).

    `sources`, `targets`: sides that have a name; `open`: the roles without any actor (`s`, `t`), `unnamed`:
    those filled without a name; `takers`: persons who take part; `night`: whether the days are the two that a midnight
    parts; `places`: entities, `within`: what they are part of; `others`: who else is
    named in the evidence; `words`: its stems, without those that name the sides and those that every text has;
    `people`: persons who take part or are named in the evidence; `numbers`: those of two digits and more in it;
    `chain`: the voices, outermost first, the outlet before them; `passage`: a sketch of its paragraph; `denied`:
    whether the same article has somebody deny it; `gainsaid`: slot -> values that the article gives beside each
    other; `at`: where the trigger stands.
    """

    article: str
    event: str
    type: str
    mode: str | None = None
    sources: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    open: str = ""
    unnamed: str = ""
    mediator: frozenset[str] = frozenset()
    takers: frozenset[str] = frozenset()
    days: Days | None = None
    night: bool = False
    published: Days | None = None
    places: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    trigger: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    modality: str = "happened"
    polarity: bool = True
    outcome: str | None = None
    stance: str | None = None
    tolls: dict[str, Toll] = {}
    gainsaid: dict[str, tuple[str, ...]] = {}
    chain: tuple[str, ...] = ()
    passage: bytes = b""
    denied: bool = False
    at: Span = (0, 0)

    @property
    def key(self) -> tuple[str, str]:
        """(article id, event id)."""
        return self.article, self.event

    @property
    def sides(self) -> frozenset[str]:
        """Who takes part, in whatever role."""
        return self.sources | self.targets


def ancestors(place: str, packs: Packs | None) -> frozenset[str]:
    """All that a place is part of, itself included, as far as the packs know."""
    out = {place}
    todo = [place]
    while todo and packs is not None:
        known = packs.entities.get(todo.pop())
        if known is None:
            continue
        over = {r.split("@")[0].removeprefix("part-of:") for r in known.relations if r.startswith("part-of:")}
        if known.country:
            over.add(known.country)
        over.update(f"{known.id}-{kind}" for kind in _DISTRICTS if f"{known.id}-{kind}" in packs.entities)
        todo += over - out
        out |= over
    return frozenset(out)


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A rough stem of a folded word: particles, article and common endings off."""
    for split in reversed(noun_splits(word)):
        if split.stem.startswith("ال") and len(split.stem) > 4:
            word = split.stem[2:]
            break
    if word.startswith("ل") and len(word) > 3:  # لل may hide one ل (للنظام) or two (للقاء): none counts
        word = word[1:]
    return _SUFFIX.sub("", word) if len(word) > 4 else word


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(fold_text(text)))


#: Classes of words in the packs that say nothing of what happened.
_EMPTY = ("prepositions", "subordinate", "clause-openers", "speaker-ends", "adverbial", "own-voice", "not-report",
          "adjuncts", "describes")  # fmt: skip


def empty_stems(packs: Packs | None) -> frozenset[str]:
    """The stems of words that every text has, whatever it tells: those of grammar and of reporting."""
    if packs is None:
        return frozenset()

    def build(packs: Packs) -> frozenset[str]:
        found = {stem(word) for name in _EMPTY for form in packs.words(name) for word in form.split()}
        for rule in packs.rules("reporting"):
            for form in ("past", "present", "participle", "noun"):
                if word := rule.get(form):
                    found |= _stems(str(word))
        return frozenset(found)

    return packs.compiled("relate.empty", build)


def interval(earliest: str | None, latest: str | None) -> Days | None:
    """Days of two ISO dates of which one may be missing."""
    if not earliest and not latest:
        return None
    first = date.fromisoformat(earliest or latest or "").toordinal()
    last = date.fromisoformat(latest or earliest or "").toordinal()
    return first, last


def _published(article: Article) -> Days | None:
    days = interval(article.published.earliest, article.published.latest)
    return days if days is not None and days[1] - days[0] <= _VAGUE else None


def entities_at(article: Article, spans: list[Span], types: frozenset[str] | None = None) -> frozenset[str]:
    """The entities of the names that lie in spans of an article, of all types or of some."""
    out: set[str] = set()
    for start, end in spans:
        out.update(
            n.entity for n in article.names
            if n.entity and n.start < end and start < n.end and (types is None or n.type in types)
        )  # fmt: skip
    return frozenset(out)


def finest(places: frozenset[str], packs: Packs | None) -> frozenset[str]:
    """Places without the countries, where one of them is no country: a country beside a town is mostly no place."""
    if packs is None or len(places) < 2:
        return places
    towns = frozenset(p for p in places if (known := packs.entities.get(p)) is None or known.country != p)
    return towns or places


def _role(entities: list[str], packs: Packs | None) -> frozenset[str]:
    return frozenset(side_of(e, packs) for e in entities if not e.startswith("unnamed:"))


def account(article: Article, event: Event, packs: Packs | None = None) -> Account:
    """An event with what is compared of it; without packs, no tolls and no parts of places."""
    sources, targets = _role(event.source, packs), _role(event.target, packs)
    sides = sources | targets
    start, end = event.evidence or event.trigger
    text = article.text
    named = [(n, side_of(n.entity, packs)) for n in article.names if n.entity and start <= n.start and n.end <= end]
    places = finest(entities_at(article, event.place, PLACES), packs)
    counts, rivals = counted(article, event, packs) if packs is not None and event.type in COUNTED else ({}, {})
    attribution = event.attribution
    empty = empty_stems(packs)
    own = _stems(" ".join(text[n.start : n.end] for n, home in named if home in sides)) | empty
    persons = {n.entity for n in article.names if n.type == "PER" and n.entity}
    takers = frozenset(e for e in (*event.source, *event.target, *event.delegates) if e in persons)
    people = takers | {n.entity for n, _ in named if n.entity in persons}
    days = interval(event.time.earliest, event.time.latest)
    said = article.attributions[attribution] if attribution is not None and (
        0 <= attribution < len(article.attributions)
    ) else None  # fmt: skip
    return Account(
        article.id, event.id, event.type, event.mode, sources, targets,
        open="s" * (not event.source) + "t" * (not event.target),
        unnamed="s" * (bool(event.source) and not sources) + "t" * (bool(event.target) and not targets),
        mediator=_role(event.mediator, packs),
        takers=takers,
        days=days,
        night=night(article, event),
        published=_published(article),
        places=places,
        within=frozenset().union(*(ancestors(p, packs) for p in places)),
        words=_stems(text[start:end]) - own,
        numbers=frozenset(_NUMBER.findall(fold_text(text[start:end]))),
        people=people,
        trigger=_stems(text[slice(*event.trigger)]),
        others=frozenset(home for _, home in named) - sides - places - persons,
        about=_stems(" ".join(text[s:e] for s, e in event.about)),
        modality=event.modality,
        polarity=event.polarity,
        outcome=(event.outcome if event.outcome != "unknown" else None) or ending(event, text[start:end], packs),
        stance=said.stance if said else None,
        tolls=counts,
        gainsaid={kind: (shown(counts[kind]), shown(toll)) for kind, toll in rivals.items()} | gainsaid(article, event),
        chain=chain_of(article, said, packs),
        passage=sketch_at(text, event.trigger[0]),
        denied=denied(article, event, sources, packs),
        at=event.trigger,
    )  # fmt: skip


def accounts(article: Article, packs: Packs | None = None) -> Iterator[Account]:
    """Every event of an article, ready to be compared."""
    made = [account(article, event, packs) for event in article.events]
    lead = min((x for x in made if x.type == "ASSAULT"), key=lambda x: x.at, default=None)
    if lead is not None and packs is not None:
        # the toll that the headline gives is that of what the article is about
        for kind, toll in tolls(_headline(article), packs).items():
            lead.tolls.setdefault(kind, toll)
    yield from made


def _headline(article: Article) -> str:
    start = article.body[0][0] if article.body else 0
    return article.title or article.text[start:].split("\n", 1)[0]
