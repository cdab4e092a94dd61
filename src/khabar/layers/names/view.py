"""A document as the names layer looks at it: folded words, what stands beside them, mentions so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.arabic.quotes import MARKS
from khabar.layers.document import Doc
from khabar.packs import Surface

if TYPE_CHECKING:
    from khabar.layers.names.facts import Facts

QUOTES = MARKS | {"''", "``"}


@dataclass(slots=True)
class Mention:
    """A mention: words `first` to `last` (half-open), offsets of the given text, what it is and why."""

    first: int
    last: int
    start: int
    end: int
    type: str
    entity: str
    naming: str = "neutral"
    rule: str = ""
    pack: str = ""
    kind: str = "pack"
    prefix: str = ""
    score: float | None = None
    readings: list[Surface] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many words it covers."""
        return self.last - self.first


class View:
    """The words of a document with quick looks to the left and to the right, within a sentence."""

    __slots__ = ("doc", "facts", "high", "low", "norms", "owner", "some", "stems", "text", "words")

    def __init__(self, doc: Doc, facts: "Facts") -> None:
        self.doc = doc
        self.text = doc.text
        self.words = doc.words
        self.norms = [word.norm for word in doc.words]
        self.facts = [facts[norm] for norm in self.norms]
        #: words that can begin anything
        self.some = [at for at, fact in enumerate(self.facts) if fact.any]
        self.stems = [fact.stems for fact in self.facts]
        self.low: list[int] = []
        self.high: list[int] = []
        for sentence in doc.sentences:
            count = sentence.last - sentence.first
            self.low.extend([sentence.first] * count)
            self.high.extend([sentence.last] * count)
        self.owner: list[Mention | None] = [None] * len(self.norms)

    def with_stem(self, stems: Iterable[str]) -> list[int]:
        """The words one of whose readings without particles is among `stems`."""
        wanted = set(stems)
        return [at for at, these in enumerate(self.stems) if not these.isdisjoint(wanted)]

    def before(self, at: int, skip_quotes: bool = True) -> int:
        """The word before `at` in its sentence, quotation marks passed over; -1 where there is none."""
        if at >= len(self.low):
            return -1
        low, at = self.low[at], at - 1
        while at >= low and skip_quotes and self.norms[at] in QUOTES:
            at -= 1
        return at if at >= low else -1

    def after(self, last: int) -> int:
        """The first word from `last` on that is no quotation mark, in the sentence of the word before; else -1."""
        if last < 1:
            return -1
        high = self.high[last - 1]
        while last < high and self.norms[last] in QUOTES:
            last += 1
        return last if last < high else -1

    def word_before(self, at: int) -> str:
        """The folded word before `at`, or an empty string."""
        found = self.before(at)
        return self.norms[found] if found >= 0 else ""

    def word_after(self, last: int) -> str:
        """The folded word after a span, or an empty string."""
        found = self.after(last)
        return self.norms[found] if found >= 0 else ""

    def opens_quote(self, at: int) -> bool:
        """Whether a quotation mark stands right before word `at`."""
        return at > self.low[at] and self.norms[at - 1] in QUOTES

    def quoted(self, first: int, last: int) -> bool:
        """Whether quotation marks stand right around words `first` to `last`."""
        return self.opens_quote(first) and last < self.high[first] and self.norms[last] in QUOTES

    def offsets(self, first: int, last: int, offset: int = 0) -> tuple[int, int]:
        """Offsets in the given text of words `first` to `last`, `offset` folded letters of the first left out."""
        start = self.words[first].start
        if offset:
            low, _ = self.doc.folded.to_folded(start, start)
            start = self.doc.folded.to_given(low + offset, low + offset + 1)[0]
        return start, self.words[last - 1].end

    def place(self, mention: Mention) -> None:
        """Let a mention own its words; whatever overlapped it goes."""
        for at in range(mention.first, mention.last):
            old = self.owner[at]
            if old is not None and old is not mention:
                self.remove(old)
            self.owner[at] = mention

    def remove(self, mention: Mention) -> None:
        """Take a mention out again."""
        for at in range(mention.first, mention.last):
            if self.owner[at] is mention:
                self.owner[at] = None

    def mentions(self) -> list[Mention]:
        """All mentions in the order of the text."""
        out: list[Mention] = []
        for owner in self.owner:
            if owner is not None and (not out or out[-1] is not owner):
                out.append(owner)
        return out
