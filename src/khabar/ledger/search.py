"""Full-text search over folded text: spelling and written-together particles do not matter.

The index holds each word folded and without the article and what is written before it (والحكومة,
بالحكومة, للحكومة are حكومه). Particles before a word without article cannot be told from its own letters
(وزير, بلد), so they stay in the index and the question asks for them: دمشق finds بدمشق and ودمشق.
"""

from __future__ import annotations

import functools
import re
import sqlite3
from dataclasses import dataclass

from khabar.arabic.fold import fold, fold_text
from khabar.article import Span
from khabar.errors import error

_WORD = re.compile(r"\w+")
_ARTICLES = ("وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل")
_PARTICLES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_QUESTION = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|(\S+)')
#: Letters that must be left of a word when the article is taken off it.
_LEAST = 3


@dataclass
class Hit:
    """An article that was found: `id`, `outlet`, `title`, `published` (earliest day); best first.

    `snippet` is a stretch of the text as given, `span` where it stands, `matches` the spans of the words
    found in it; all are code points into the article's text.
    """

    id: str
    outlet: str | None
    title: str | None
    published: str | None
    snippet: str
    span: Span
    matches: list[Span]


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A folded word without the article and the particles before it."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _LEAST:
            return word[len(article) :]
    return word


def index_text(text: str) -> str:
    """What the index holds of a text: the stems of its words."""
    return " ".join(stems_of(text))


def asked_for(words: str) -> list[str]:
    """What a user asks for: single words, and "quoted" ones together."""
    return [next(filter(None, match.groups()), "") for match in _QUESTION.finditer(words)]


def part(words: str) -> tuple[str, set[str]] | None:
    """FTS5's question for words that stand in a row, and the stems asked for; None where there is no word."""
    stems = stems_of(words)
    if not stems:
        return None
    forms = [particle + stems[0] for particle in _PARTICLES]
    rest = "".join(f" {s}" for s in stems[1:])
    return "(" + " OR ".join(f'"{form}{rest}"' for form in forms) + ")", {*forms, *stems[1:]}


def stems_of(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(w) for w in _WORD.findall(fold_text(text))]


def question(words: str) -> tuple[str, set[str]]:
    """FTS5's question for the user's words (all must be there; "quoted" ones in a row), and the stems asked for.

    KhabarError `search-empty` where there is no word.
    """
    parts = [found for asked in asked_for(words) if (found := part(asked)) is not None]
    if not parts:
        raise error("search-empty", value=words)
    return " AND ".join(sql for sql, _ in parts), set().union(*(stems for _, stems in parts))


def places_of(text: str, wanted: set[str]) -> list[tuple[Span, str]]:
    """Where words with the wanted stems stand in a text, and the stem of each."""
    folded = fold(text)
    return [
        (folded.to_given(*m.span()), found) for m in _WORD.finditer(folded.text) if (found := stem(m.group())) in wanted
    ]


@functools.lru_cache(maxsize=256)
def pattern(wanted: frozenset[str]) -> re.Pattern[str]:
    """What finds words with the wanted stems in a folded text, and a few others: quick, to choose where to look."""
    forms = "|".join(map(re.escape, sorted(wanted, key=lambda w: (-len(w), w))))
    return re.compile(rf"(?<!\w)(?:{'|'.join(_ARTICLES)})?(?:{forms})(?!\w)")


def search(connection: sqlite3.Connection, words: str, limit: int = 20, around: int = 80) -> list[Hit]:
    """The articles that hold all the words, best first; snippets show `around` characters on each side."""
    asked, wanted = question(words)
    rows = connection.execute(
        "SELECT a.id, a.outlet, a.title, a.published_earliest, a.text FROM search"
        " JOIN articles a ON a.article = search.rowid WHERE search MATCH ?"
        " ORDER BY bm25(search, 4.0, 1.0), a.article LIMIT ?",
        (asked, limit),
    ).fetchall()
    return [
        Hit(id, outlet, title, published, *_snippet(text, wanted, around))
        for id, outlet, title, published, text in rows
    ]


def _snippet(text: str, wanted: set[str], around: int) -> tuple[str, Span, list[Span]]:
    found = [span for span, _ in places_of(text, wanted)]
    # the place where most of what was found lies together
    best = max(found, key=lambda s: sum(1 for f in found if 0 <= f[0] - s[0] <= 2 * around), default=(0, 0))
    start, end = max(0, best[0] - around), min(len(text), best[1] + around)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end], (start, end), [s for s in found if start <= s[0] and s[1] <= end]
