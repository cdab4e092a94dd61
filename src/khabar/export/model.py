"""What a reader is shown: a story of happenings, each with its accounts, each on somebody's word.

Plain data, already resolved: names instead of identifiers, words instead of spans. Built from the
interchange records by :mod:`khabar.export.build`; read by the brief, the timeline and the terminal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Contacts between sides: what a brief puts first.
TALKS = frozenset({"CONSULT", "AGREE"})
#: Types and modes whose direction is free (annotation.md, section 5), and modes of AGREE that have one.
SYMMETRIC_TYPES = frozenset({"CONSULT", "AGREE", "COOPERATE"})
SYMMETRIC_MODES = frozenset({"clash", "fighting", "ceasefire", "exchange"})
DIRECTED_MODES = frozenset({"offer", "approval", "acceptance", "willingness", "commitment", "notification"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or somewhere. `names`: language -> the preferred name; `words`: as the text says it, if unnamed.

    `sector` is PLOVER's, of an actor without a name.
    """

    id: str
    names: dict[str, str] = field(default_factory=dict, hash=False)
    type: str | None = None
    sector: str | None = None
    words: str | None = None

    @property
    def named(self) -> bool:
        """Whether the actor has a name of its own."""
        return not self.id.startswith("unnamed:")


@dataclass(frozen=True, slots=True)
class Link:
    """One who passed a word on; `who` where it has an entity, `words` as the text introduces it.

    `kind`: medium person organisation document anonymous observers public.
    """

    kind: str
    who: Actor | None = None
    words: str | None = None
    grade: str | None = None
    several: bool = False
    speaks_for: Actor | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """On whose word something stands: the outlet, then the chain, outermost first (empty: the outlet's own).

    `article`: what the article is called where its outlet is not known.
    """

    article: str
    outlet: str | None
    chain: tuple[Link, ...] = ()
    cue: str | None = None
    stance: str = "neutral"
    direct: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """Days, both included (ISO 8601), null where open; `words` as the text says it."""

    earliest: str | None = None
    latest: str | None = None
    words: str | None = None

    @property
    def known(self) -> bool:
        """Whether at least one end is on the calendar."""
        return bool(self.earliest or self.latest)


@dataclass(frozen=True, slots=True)
class Account:
    """One event as one article tells it."""

    article: str
    event: str
    outlet: str | None
    type: str
    mode: str | None
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    mediator: tuple[Actor, ...]
    delegates: tuple[Actor, ...]
    places: tuple[Actor, ...]
    when: When
    modality: str
    polarity: bool
    about: tuple[str, ...]
    outcome: str | None
    word: Word
    trigger: str
    quote: str
    order: int

    @property
    def symmetric(self) -> bool:
        """Whether source and target are two sides of one act."""
        if self.mode in DIRECTED_MODES:
            return False
        return self.type in SYMMETRIC_TYPES or self.mode in SYMMETRIC_MODES

    @property
    def sides(self) -> tuple[Actor, ...]:
        """All who took part as sides, each once."""
        return unique(self.source + self.target)


@dataclass(frozen=True, slots=True)
class Value:
    """One value that accounts give a slot: as the ledger writes it, and the entities that it names, if it does."""

    text: str
    actors: tuple[Actor, ...]
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A slot and the values that the accounts give it, in order of appearance."""

    slot: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """What several accounts tell as one event. Its slots are those of `lead`, filled up from the others."""

    id: str
    accounts: tuple[Account, ...]
    lead: Account
    witnesses: int
    disagreements: tuple[Disagreement, ...]
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    mediator: tuple[Actor, ...]
    delegates: tuple[Actor, ...]
    places: tuple[Actor, ...]
    about: tuple[str, ...]
    outcome: str | None
    when: When
    reported: When
    weight: float
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """PLOVER's type."""
        return self.lead.type

    @property
    def mode(self) -> str | None:
        """The word's own kind."""
        return self.lead.mode

    @property
    def symmetric(self) -> bool:
        """Whether source and target are two sides of one act."""
        return self.lead.symmetric

    @property
    def disputed(self) -> frozenset[str]:
        """The slots in which the accounts disagree."""
        return frozenset(d.slot for d in self.disagreements)

    @property
    def full(self) -> bool:
        """Whether it deserves more than a line: contacts, what several tell, what is disputed."""
        return self.talks or len(self.accounts) > 1 or bool(self.disagreements)

    @property
    def talks(self) -> bool:
        """Whether this is a contact or an agreement between sides."""
        return self.type in TALKS


@dataclass(frozen=True, slots=True)
class Term:
    """A word for a side, and how often an outlet uses it with this colour."""

    words: str
    naming: str
    count: int


@dataclass(frozen=True, slots=True)
class Naming:
    """How one outlet names one side; most used words first."""

    actor: Actor
    outlet: str | None
    article: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with what it tells: `talks` first, then the rest, as (happening id, account)."""

    id: str
    label: str
    outlet: str | None
    title: str
    url: str | None
    published: When
    basis: str
    reasons: tuple[str, ...]
    talks: tuple[tuple[str, Account], ...]
    others: tuple[tuple[str, Account], ...]
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """The contacts of sides that are linked with one another, in order; `sides`: the most active first.

    No sides: contacts of which fewer than two sides are known.
    """

    sides: tuple[Actor, ...]
    talks: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """All that a brief says. `background` goes to the appendix.

    `dated`: the main happenings in order, by their own day or, failing that, by the day of the report;
    `undated`: those that have neither.
    """

    sides: tuple[Actor, ...]
    dated: tuple[Happening, ...]
    undated: tuple[Happening, ...]
    background: tuple[Happening, ...]
    articles: tuple[ArticleView, ...]
    namings: tuple[tuple[Actor, tuple[Naming, ...]], ...]
    copies: tuple[tuple[str, ...], ...]
    threads: tuple[Thread, ...] = ()

    @property
    def main(self) -> tuple[Happening, ...]:
        """The happenings of the story proper, dated ones first."""
        return self.dated + self.undated

    @property
    def outlets(self) -> tuple[str, ...]:
        """The known outlets, in order of appearance."""
        return tuple(dict.fromkeys(a.outlet for a in self.articles if a.outlet))


def unique(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Each actor once, in order."""
    return tuple({a.id: a for a in reversed(actors)}.values())[::-1]
