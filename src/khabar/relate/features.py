"""What is compared when two accounts may tell one happening."""

import functools
import re
from dataclasses import dataclass, field
from datetime import date

from khabar.arabic.clitics import noun_splits
from khabar.arabic.fold import fold_text
from khabar.article import Article, Event, Span

# a state and its organs act as one side (`annotation.md`, Settled cases)
_ORGAN = re.compile(
    r"-(government|forces|army|military|intelligence|air-force|navy|police|gendarmerie|presidency|parliament"
    r"|security-forces|mfa|mod|moi|interior-ministry|defence-ministry|[a-z]+-ministry)$"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_SUFFIX = re.compile(r"(?:هما|هم|ها|ات|ين|ون|ان|يه|ه|ا)$")


@dataclass(slots=True)
class Account:
    """One event of one article with what is compared of it. Days are ordinals (`date.toordinal`)."""

    article: Article
    event: Event
    sources: frozenset[str]
    targets: frozenset[str]
    days: tuple[int, int] | None
    published: tuple[int, int] | None
    places: frozenset[str]
    words: frozenset[str]
    group: str  # of copies: the article, or the group that it belongs to
    unnamed: bool = False
    blocks: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        """(article id, event id)."""
        return self.article.id, self.event.id

    @property
    def sides(self) -> frozenset[str]:
        """Who takes part, in whatever role."""
        return self.sources | self.targets


def side(entity: str) -> str:
    """The side that an actor acts for: a state for its organs, else itself."""
    return _ORGAN.sub("", entity)


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


_VAGUE = 10  # days: a publication that is only worked out roughly dates nothing


def _published(article: Article) -> tuple[int, int] | None:
    days = _interval(article.published.earliest, article.published.latest)
    return days if days is not None and days[1] - days[0] <= _VAGUE else None


def _interval(earliest: str | None, latest: str | None) -> tuple[int, int] | None:
    if not earliest and not latest:
        return None
    first = date.fromisoformat(earliest or latest or "").toordinal()
    last = date.fromisoformat(latest or earliest or "").toordinal()
    return first, last


def entities_at(article: Article, spans: list[Span]) -> frozenset[str]:
    """The entities of the names that lie in spans of an article."""
    out: set[str] = set()
    for start, end in spans:
        out.update(n.entity for n in article.names if n.entity and n.start < end and start < n.end)
    return frozenset(out)


def account(article: Article, event: Event, group: str) -> Account:
    """An event with what is compared of it."""
    sources = frozenset(side(e) for e in event.source if not e.startswith("unnamed:"))
    targets = frozenset(side(e) for e in event.target if not e.startswith("unnamed:"))
    start, end = event.evidence or event.trigger
    found = frozenset(stem(word) for word in _WORD.findall(fold_text(article.text[start:end])))
    places = entities_at(article, event.place)
    made = Account(
        article, event, sources, targets, _interval(event.time.earliest, event.time.latest),
        _published(article), places, found, group,
        any(e.startswith("unnamed:") for e in [*event.source, *event.target]),
    )  # fmt: skip
    made.blocks = [f"{event.type}/{name}" for name in sorted(made.sides | places)] or [f"{event.type}/{event.mode}"]
    return made
