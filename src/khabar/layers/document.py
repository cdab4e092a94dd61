"""An article while it is being read: its words, sentences, quotations, and the layers found so far."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from khabar.arabic.fold import INVISIBLE, Folded, fold
from khabar.arabic.quotes import Quote, quotes
from khabar.arabic.sentences import sentences
from khabar.arabic.words import Word, words
from khabar.article import Article, Entity, Name, Span
from khabar.packs import Packs

_TRIM = (
    " \n\t\r\u00a0\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069“”\"«»'‘’()[]{}،,.;؛:!؟?ـ-–—…|/*"
)


class Sentence(NamedTuple):
    """A sentence: offsets `start` to `end` in the given text, its words `first` to `last` (half-open), its line."""

    start: int
    end: int
    first: int
    last: int
    line: int


class Doc:
    """An article and what the components know about it.

    `words` are those of the body alone; `sentences` and `quotes` likewise, in order. `line_of[i]` and
    `sentence_of[i]` tell where word `i` stands; `name_at[i]` is the index in `article.names` of the
    mention that word `i` belongs to, or -1.
    """

    def __init__(self, article: Article, packs: Packs) -> None:
        self.article = article
        self.packs = packs
        self.text = article.text
        self.folded: Folded = fold(article.text)
        self.lines: list[Span] = []
        self.stamps: list[Span] = []  # lines of the page, outside the body, that may say when it was published
        self.unnamed: list[Entity] = []  # actors without a name that the events gave an identifier
        self.words: list[Word] = []
        self.line_of: list[int] = []
        self.sentence_of: list[int] = []
        self.sentences: list[Sentence] = []
        self.quotes: list[Quote] = []
        self.name_at: list[int] = []
        self.time_at: list[int] = []
        self._starts: list[int] = []

    def set_body(self, spans: Sequence[Span]) -> None:
        """Take the body (spans of lines, in order) and find its words, sentences and quotations."""
        self.article.body = list(spans)
        self.lines = list(spans)
        self.words, self.sentences, self.quotes = [], [], []
        self.line_of, self.sentence_of = [], []
        for line, (start, end) in enumerate(spans):
            self.quotes.extend(quotes(self.text, start, end))
            for s, e in sentences(self.text, start, end):
                first = len(self.words)
                self.words.extend(words(self.folded, s, e))
                self.line_of.extend([line] * (len(self.words) - first))
                self.sentence_of.extend([len(self.sentences)] * (len(self.words) - first))
                self.sentences.append(Sentence(s, e, first, len(self.words), line))
        self._starts = [word.start for word in self.words]
        self.name_at = [-1] * len(self.words)
        self.time_at = [-1] * len(self.words)

    def index_names(self) -> None:
        """Sort the names of the article and fill `name_at`."""
        self.article.names.sort(key=lambda n: (n.start, n.end))
        self.name_at = [-1] * len(self.words)
        for number, name in enumerate(self.article.names):
            first, last = self.words_in(name.start, name.end)
            self.name_at[first:last] = [number] * (last - first)

    def index_times(self) -> None:
        """Sort the times of the article and fill `time_at`."""
        self.article.times.sort(key=lambda t: (t.start, t.end))
        self.time_at = [-1] * len(self.words)
        for number, time in enumerate(self.article.times):
            first, last = self.words_in(time.start, time.end)
            self.time_at[first:last] = [number] * (last - first)

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """The words (half-open range of indices) that share at least one code point with a span."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self.words[first].end <= start:
            first += 1
        return first, max(first, bisect_left(self._starts, end))

    def name(self, word: int) -> Name | None:
        """The mention that a word belongs to."""
        if not 0 <= word < len(self.name_at):
            return None
        at = self.name_at[word]
        return self.article.names[at] if at >= 0 else None

    def quote_around(self, start: int, end: int) -> Quote | None:
        """The smallest quotation whose inside holds a span."""
        best: Quote | None = None
        last = bisect_right(self.quotes, start, key=lambda q: q.inner[0])
        for quote in self.quotes[max(0, last - 16) : last]:
            if end <= quote.inner[1] and (
                best is None or quote.inner[1] - quote.inner[0] < best.inner[1] - best.inner[0]
            ):
                best = quote
        return best

    def trim_space(self, start: int, end: int) -> Span:
        """A span without the white space and invisible signs at its ends."""
        text = self.text
        while start < end and (text[start].isspace() or text[start] in INVISIBLE):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
            end -= 1
        return start, end

    def trim(self, start: int, end: int) -> Span:
        """A span without the marks and spaces at its ends."""
        text = self.text
        while start < end and text[start] in _TRIM:
            start += 1
        while end > start and text[end - 1] in _TRIM:
            end -= 1
        return start, end
