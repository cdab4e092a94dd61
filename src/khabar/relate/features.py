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
from khabar.packs.sides import side
from khabar.relate.toll import Toll, tolls
from khabar.relate.voices import chain_of

if TYPE_CHECKING:
    from khabar.packs import Packs

_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d{2,}")
_SUFFIX = re.compile(r"(?:هما|هم|ها|ات|ين|ون|ان|يه|ه|ا)$")
_VAGUE = 10  # days: a publication that is only worked out roughly dates nothing
COUNTED = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT"})

Days = tuple[int, int]


class Account(msgspec.Struct, omit_defaults=True):
    """One event of one article with what is compared of it. Days are ordinals (`date.toordinal`).

    `sources`, `targets`: sides that have a name; `open`: the roles without any actor (`s`, `t`), `unnamed`:
    those filled without a name; `places`: entities, `within`: what they are part of; `others`: who else is
    named in the evidence; `words`: its stems, without those that name the sides and those that every text has;
    `people`: persons who take part or are named in the evidence; `numbers`: those of two digits and more in it;
    `chain`: the voices, outermost first, the outlet before them; `denied`: whether the same article has somebody
    deny it; `at`: where the trigger stands.
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
    days: Days | None = None
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
    chain: tuple[str, ...] = ()
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


def side_of(entity: str, packs: Packs | None) -> str:
    """The side of an actor: who leads one armed force, party or state alone acts for it, and an organ for its state."""
    seen = {entity}
    while packs is not None and (known := packs.entities.get(entity)) is not None:
        relation = "leads:" if known.type == "PER" else "part-of:"
        over = {r.split("@")[0].removeprefix(relation) for r in known.relations if r.startswith(relation)}
        above = over.pop() if len(over) == 1 else None
        parent = packs.entities.get(above) if above else None
        if above is None or above in seen or parent is None or parent.type not in {"GOV", "GRP", "ORG"}:
            break
        if known.type != "PER" and side(above) == above:  # a part of a group or an administration is its own side
            break
        seen.add(above)
        entity = above
    own = side(entity)
    # the navy of a force is the force, and that again a part of its state
    return own if own == entity or packs is None or own not in packs.entities else side_of(own, packs)


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


def entities_at(article: Article, spans: list[Span]) -> frozenset[str]:
    """The entities of the names that lie in spans of an article."""
    out: set[str] = set()
    for start, end in spans:
        out.update(n.entity for n in article.names if n.entity and n.start < end and start < n.end)
    return frozenset(out)


def _role(entities: list[str], packs: Packs | None) -> frozenset[str]:
    return frozenset(side_of(e, packs) for e in entities if not e.startswith("unnamed:"))


def account(article: Article, event: Event, packs: Packs | None = None) -> Account:
    """An event with what is compared of it; without packs, no tolls and no parts of places."""
    sources, targets = _role(event.source, packs), _role(event.target, packs)
    sides = sources | targets
    start, end = event.evidence or event.trigger
    text = article.text
    named = [(n, side_of(n.entity, packs)) for n in article.names if n.entity and start <= n.start and n.end <= end]
    places = entities_at(article, event.place)
    counts: dict[str, Toll] = {}
    if packs is not None and event.type in COUNTED:
        for first, last in [*event.effect, (start, end)]:
            for kind, toll in tolls(text[first:last], packs).items():
                counts.setdefault(kind, toll)
    attribution = event.attribution
    empty = empty_stems(packs)
    own = _stems(" ".join(text[n.start : n.end] for n, home in named if home in sides)) | empty
    persons = {n.entity for n in article.names if n.type == "PER" and n.entity}
    people = {n.entity for n, _ in named if n.entity in persons}
    people.update(e for e in (*event.source, *event.target, *event.delegates) if e in persons)
    said = article.attributions[attribution] if attribution is not None and (
        0 <= attribution < len(article.attributions)
    ) else None  # fmt: skip
    return Account(
        article.id, event.id, event.type, event.mode, sources, targets,
        open="s" * (not event.source) + "t" * (not event.target),
        unnamed="s" * (bool(event.source) and not sources) + "t" * (bool(event.target) and not targets),
        mediator=_role(event.mediator, packs),
        days=interval(event.time.earliest, event.time.latest),
        published=_published(article),
        places=places,
        within=frozenset().union(*(ancestors(p, packs) for p in places)),
        words=_stems(text[start:end]) - own,
        numbers=frozenset(_NUMBER.findall(fold_text(text[start:end]))),
        people=frozenset(people),
        trigger=_stems(text[slice(*event.trigger)]),
        others=frozenset(home for _, home in named) - sides - places - persons,
        about=_stems(" ".join(text[s:e] for s, e in event.about)),
        modality=event.modality,
        polarity=event.polarity,
        outcome=event.outcome if event.outcome != "unknown" else None,
        stance=said.stance if said else None,
        tolls=counts,
        chain=chain_of(article, said, packs),
        denied=said is not None and any(x.denies == attribution for x in article.attributions),
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
