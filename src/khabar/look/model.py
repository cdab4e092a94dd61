"""The structs that views are made of. Spans are code points of the article's text, half-open; days ISO 8601."""

from __future__ import annotations

import math

import msgspec

from khabar.article import Span


class Names(msgspec.Struct, frozen=True):
    """What an entity is called: the preferred names, those that people gave first; None where there is none.

    `type`: as of a name's mention, `sector`: PLOVER's, of an actor without a name.
    """

    ar: str | None = None
    en: str | None = None
    type: str | None = None
    sector: str | None = None


class Page(msgspec.Struct, frozen=True):
    """Which page of how many: `number` counts from 1. `at_least`: there are more than `total`, which is a bound."""

    number: int
    size: int
    total: int
    at_least: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, math.ceil(self.total / self.size))


class Count(msgspec.Struct, frozen=True):
    """A value and how often it is there."""

    value: str
    n: int


class Quote(msgspec.Struct, frozen=True):
    """The words of an article in which an event stands: `span` of `text`, with the reading's rule, pack and score."""

    article: str
    event: str
    outlet: str | None
    published: str | None
    span: Span
    trigger: Span
    text: str
    rule: str | None
    pack: str | None
    score: float | None


class Happening(msgspec.Struct, frozen=True):
    """A happening in a list. What it says is that of its fullest account, `lead`; entities are in the view's `names`.

    `day`: the day that it is put in order by, that of the first report where `dated` is false; `first`, `last`: its
    own days; `real`: whether most accounts say that it took place; `title`: language -> what a person called it;
    `score`: of the weakest link, None where it is told once; `rule`: `decided` where a person made it.
    """

    id: str
    day: str | None
    dated: bool
    first: str | None
    last: str | None
    type: str
    mode: str | None
    outcome: str | None
    real: bool
    modality: str
    polarity: bool
    source: list[str]
    target: list[str]
    mediator: list[str]
    delegates: list[str]
    places: list[str]
    sides: list[str]
    accounts: int
    articles: int
    witnesses: int
    disagreements: int
    score: float | None
    rule: str | None
    title: dict[str, str]
    lead: Quote | None


class Story(msgspec.Struct, frozen=True):
    """A story in a list. `kinds`: type -> how many happenings, the most frequent first."""

    id: str
    sides: tuple[str, str]
    first: str | None
    last: str | None
    happenings: int
    turns: int
    kinds: dict[str, int]


class Article(msgspec.Struct, frozen=True):
    """An article in a list; `published` and `latest` are the days of publication, None where unknown."""

    id: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    latest: str | None
    added: str


class Voice(msgspec.Struct, frozen=True):
    """One who speaks. `key`: as `khabar.relate.voices` has it; `kind`: own copies medium person organisation
    document anonymous observers public; `who`: an entity, the outlet's name (`own`) or an article (`copies`);
    `grade`: of an unnamed source; `through`: the voice that an unnamed source is known from.
    """

    key: str
    kind: str
    who: str | None = None
    grade: str | None = None
    through: Voice | None = None


def voice(key: str) -> Voice:
    """A voice out of its key."""
    name, _, carrier = key.partition("<")
    kind, _, who = name.partition(":")
    if carrier:
        return Voice(key, kind, grade=who or None, through=voice(carrier))
    return Voice(key, kind, who or None)
