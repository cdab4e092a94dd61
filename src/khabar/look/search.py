"""Search: words in any Arabic spelling, names in any language, narrowed by facets; sentences in their voice come back.

A name in Latin letters means the entities that are called so (`SDF`, `Mazloum`), wherever a text names them; other
words are looked for in the index of texts (`khabar.ledger.search`). An article fits where it has all of them; of each
article the sentences are shown that have most.
"""

from __future__ import annotations

import heapq
import re
import sqlite3
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from khabar.arabic.fold import fold_text
from khabar.arabic.sentences import sentences
from khabar.article import Span
from khabar.errors import error
from khabar.ledger.look_values import FACETS
from khabar.ledger.rows import to_json
from khabar.ledger.search import asked_for, index_text, part, pattern, places_of
from khabar.look.base import names_of, numbers_in, paged, reading, window
from khabar.look.filters import Filters
from khabar.look.model import Count, Names, Page
from khabar.look.query import wanted
from khabar.look.told import ChainLink

if TYPE_CHECKING:
    from khabar.ledger import Ledger

#: What results can be narrowed by.
NARROW = ("outlet", "actor", "type", "place", "stance", "kind")
#: Where more articles fit than this, the newest come first, and facets are counted among the newest.
RANKED = 1_000
#: Entities that one name in Latin letters may mean.
_MEANT = 8
#: Sentences are looked for in so many lines of an article.
_LINES = 4
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


class Sentence(msgspec.Struct, frozen=True):
    """A sentence that was found, and whose word it is. `span` of the article, `matches` inside it (both count from the
    beginning of the article); `attribution`: its index, None where the outlet says it itself; `chain`: outermost
    first, the outlet left out.
    """

    span: Span
    text: str
    matches: list[Span]
    attribution: int | None
    stance: str | None
    direct: bool
    chain: list[ChainLink]
    rule: str | None
    pack: str | None
    score: float | None


class Hit(msgspec.Struct, frozen=True):
    """An article that fits, with its best sentences in the order of the text."""

    article: str
    outlet: str | None
    title: str | None
    published: str | None
    sentences: list[Sentence]


class Meant(msgspec.Struct, frozen=True):
    """A name in Latin letters that was asked for, and the entities that it means."""

    words: str
    entities: list[str]


class Found(msgspec.Struct, frozen=True):
    """A page of what was found. `page` counts articles; `order`: `rank` or `newest`; `meant`: names that were taken for
    entities; `facets`: counted by articles, among the newest 1,000 where there are more; so are `months`: `YYYY-MM` of
    publication -> articles, in order.
    """

    page: Page
    order: str
    meant: list[Meant]
    hits: list[Hit]
    facets: dict[str, list[Count]]
    names: dict[str, Names]
    months: dict[str, int] = {}


class _Terms(msgspec.Struct):
    """A question in parts: for the index of texts, and sets of entities (numbers of their names)."""

    index: list[str]
    stems: list[set[str]]
    entities: list[list[int]]
    meant: list[Meant]


def search(
    ledger: Ledger, words: str, filters: Filters | None = None, page: int = 1, *, size: int = 20,
    with_facets: bool = True,
) -> Found:  # fmt: skip
    """The articles that hold all the words; "quoted" ones stand in a row. KhabarError `search-empty`.

    Of the filters, days are those of publication; `stance` and `kind` must hold of the sentences that are shown (an
    article without such a sentence is left out of its page); `slot` and `disagreeing` are not asked.
    """
    filters = filters or Filters()
    with reading(ledger) as connection:
        terms = _terms(connection, words)
        sql, given = _articles(connection, terms, filters)
        newest = numbers_in(connection, f"{sql} ORDER BY 1 DESC LIMIT ?", (*given, RANKED + 1))
        total = len(newest)
        ranked = bool(terms.index) and total <= RANKED
        limit, offset = window(page, size)
        if not ranked and offset + limit <= total:
            keys = newest[offset : offset + limit]
        else:
            by = "bm25(search, 4.0, 1.0), 1" if ranked else "1 DESC"
            keys = numbers_in(connection, f"{sql} ORDER BY {by} LIMIT ? OFFSET ?", (*given, limit, offset))
        hits = [hit for key in keys if (hit := _hit(connection, key, terms, filters)) is not None]
        facets = _facets(connection, newest[:RANKED]) if with_facets else {}
        entities = {e for m in terms.meant for e in m.entities}
        entities |= {c.value for f in ("actor", "place") for c in facets.get(f, ())}
        entities |= {e for h in hits for s in h.sentences for x in s.chain for e in (x.entity, x.speaks_for) if e}
        return Found(
            paged(page, size, min(total, RANKED), at_least=total > RANKED), "rank" if ranked else "newest",
            terms.meant, hits, facets, names_of(connection, entities), _months(connection, newest[:RANKED])
            if with_facets else {},
        )  # fmt: skip


def _terms(connection: sqlite3.Connection, words: str) -> _Terms:
    out = _Terms([], [], [], [])

    def text(asked: str) -> None:
        found = part(asked)
        if found is not None:
            out.index.append(found[0])
            out.stems.append(found[1])

    def name(asked: str) -> bool:
        entities = named(connection, asked)
        numbers = [v for e in entities if (v := _number(connection, "name", e)) is not None]
        if numbers:
            out.entities.append(numbers)
            out.meant.append(Meant(asked, entities))
        return bool(numbers)

    run: list[str] = []
    for asked in [*asked_for(words), ""]:
        if _LATIN.search(asked):
            run.append(asked)
            continue
        if run and not (len(run) > 1 and name(" ".join(run))):
            for one in run:
                if not name(one):
                    text(one)
        run = []
        if asked:
            text(asked)
    if not out.index and not out.entities:
        raise error("search-empty", value=words)
    return out


def named(connection: sqlite3.Connection, name: str) -> list[str]:
    """The entities that are called so: by the whole of a name where there are any, else by words of it, the most
    mentioned first.
    """
    words = index_text(name)
    if not words:
        return []
    rows = connection.execute(
        "SELECT l.entity, l.names, v.n FROM look_names l JOIN look_values v ON v.facet = ? AND v.value = l.entity"
        " WHERE look_names MATCH ? AND v.n > 0 ORDER BY v.n DESC, l.entity LIMIT 200",
        (FACETS["name"], f'"{words}"'),
    ).fetchall()
    low = words.casefold()
    whole = [entity for entity, names, _ in rows if low in names.casefold().split(" | ")]
    return (whole or [entity for entity, *_ in rows])[:_MEANT]


def _number(connection: sqlite3.Connection, facet: str, value: str) -> int | None:
    row = connection.execute(
        "SELECT v FROM look_values WHERE facet = ? AND value = ?", (FACETS[facet], value)
    ).fetchone()
    return int(row[0]) if row else None


def _articles(connection: sqlite3.Connection, terms: _Terms, filters: Filters) -> tuple[str, list[Any]]:
    """The numbers of the articles that fit, as SQL."""
    sets = list(terms.entities)
    for facet, value in wanted(filters.but(slot="", disagreeing=False)):
        if facet == "mode":
            facet, value = "type", value.partition(":")[0]
        v = _number(connection, facet, value)
        sets.append([v] if v is not None else [])
    given: list[Any] = []
    if terms.index:
        sql, key = "SELECT search.rowid AS article FROM search WHERE search MATCH ?", "search.rowid"
        given.append(" AND ".join(terms.index))
    else:
        first, *sets = sets
        sql = f"SELECT DISTINCT l.article AS article FROM look_articles l WHERE l.v IN ({_marks(first)})"
        key = "l.article"
        given += first
    for these in sets:
        sql += f" AND EXISTS (SELECT 1 FROM look_articles x WHERE x.article = {key} AND x.v IN ({_marks(these)}))"
        given += these
    if filters.since or filters.until:
        sql += f" AND EXISTS (SELECT 1 FROM articles p WHERE p.article = {key} AND p.published_latest >= ?"
        sql += " AND p.published_earliest <= ?)"
        given += [filters.since or date.min.isoformat(), filters.until or date.max.isoformat()]
    return sql, given


def _marks(these: list[int]) -> str:
    return ", ".join("?" * len(these))


def _facets(connection: sqlite3.Connection, articles: list[int], limit: int = 12) -> dict[str, list[Count]]:
    out: dict[str, list[Count]] = {facet: [] for facet in NARROW}
    wanted = sum(1 << FACETS[f] for f in NARROW)
    counts = Counter(numbers_in(
        connection,
        "SELECT y.v FROM json_each(?) q CROSS JOIN look_articles y ON y.article = q.value WHERE ? >> (y.v & 15) & 1",
        (to_json(articles), wanted),
    ))  # fmt: skip
    for facet, held in out.items():
        of_facet = [(n, v) for v, n in counts.items() if v & 15 == FACETS[facet]]
        least = min(heapq.nlargest(limit, (n for n, _ in of_facet)), default=0)
        shown = {v: n for n, v in of_facet if n >= least}  # of those with the least, the first by name
        rows = connection.execute(
            "SELECT v.v, v.value FROM json_each(?) q CROSS JOIN look_values v ON v.v = q.value", (to_json([*shown]),)
        ).fetchall()
        held += sorted((Count(value, shown[v]) for v, value in rows), key=lambda c: (-c.n, c.value))[:limit]
    return out


def _months(connection: sqlite3.Connection, keys: list[int]) -> dict[str, int]:
    (found,) = connection.execute(
        "SELECT json_group_array(month) FROM (SELECT substr(p.published_earliest, 1, 7) AS month FROM json_each(?) q"
        " CROSS JOIN articles p ON p.article = q.value WHERE p.published_earliest IS NOT NULL)",
        (to_json(keys),),
    ).fetchone()
    return dict(sorted(Counter(msgspec.json.decode(found, type=list[str])).items()))


def _hit(connection: sqlite3.Connection, key: int, terms: _Terms, filters: Filters, most: int = 2) -> Hit | None:
    id, outlet, title, published, text = connection.execute(
        "SELECT id, outlet, title, published_earliest, text FROM articles WHERE article = ?", (key,)
    ).fetchone()
    found: list[tuple[Span, int]] = _named_in(connection, key, terms) if terms.entities else []
    pieces = []
    narrowed = bool(filters.stance or filters.kind)
    for first, last in _lines(text, terms, found, None if narrowed else _LINES):
        line = text[first:last]
        for n, stems in enumerate(terms.stems):
            found += [((first + a, first + b), n) for (a, b), _ in places_of(line, stems)]
        pieces += sentences(text, first, last)
    ranked = []
    for piece in pieces:
        inside = [(span, n) for span, n in found if piece[0] <= span[0] < piece[1]]
        if inside:
            ranked.append((-len({n for _, n in inside}), piece, sorted({span for span, _ in inside})))
    ranked.sort()
    out = []
    for _, piece, matches in ranked:
        sentence = _sentence(connection, key, text, piece, matches, filters)
        if sentence is None:
            continue
        out.append(sentence)
        if len(out) >= most:
            break
    if not out and narrowed:
        return None
    called = title or next((line.strip() for line in text.splitlines() if line.strip()), None)
    return Hit(id, outlet, called, published, sorted(out, key=lambda s: s.span))


def _named_in(connection: sqlite3.Connection, key: int, terms: _Terms) -> list[tuple[Span, int]]:
    which: dict[str, list[int]] = {}
    for n, numbers in enumerate(terms.entities):
        for (entity,) in connection.execute(f"SELECT value FROM look_values WHERE v IN ({_marks(numbers)})", numbers):
            which.setdefault(entity, []).append(len(terms.stems) + n)
    return [
        ((start, end), n)
        for start, end, entity in connection.execute(
            "SELECT start, end, entity FROM names WHERE article = ? AND entity IS NOT NULL", (key,)
        )
        for n in which.get(entity, ())
    ]


def _lines(text: str, terms: _Terms, named: list[tuple[Span, int]], most: int | None) -> list[Span]:
    """The lines of a text that hold most of what was asked for, the first ones before others."""
    patterns = [pattern(frozenset(stems)) for stems in terms.stems]
    ranked = []
    at = 0
    for line in text.split("\n"):
        plain = fold_text(line)
        end = at + len(line)
        held = sum(1 for p in patterns if p.search(plain)) + len({n for span, n in named if at <= span[0] < end})
        if held:
            ranked.append((-held, at, end))
        at = end + 1
    ranked.sort()
    return [(start, end) for _, start, end in ranked[:most]]


def _sentence(
    connection: sqlite3.Connection, key: int, text: str, span: Span, matches: list[Span], filters: Filters
) -> Sentence | None:
    """A sentence with the closest attribution that covers its first match; None where no voice of it is as `filters`
    ask. A word found may also be the speaker's name: then the attributions that reach into the sentence are asked too.
    """
    first, last = matches[0]
    rows = connection.execute(
        "SELECT n, stance, direct, rule, pack, score, start <= ? AND end >= ? AS covers FROM attributions"
        " WHERE article = ? AND start < ? AND end > ? ORDER BY covers DESC, end - start, n",
        (first, last, key, span[1], span[0]),
    ).fetchall()
    covered = bool(rows) and bool(rows[0][6])
    own = Sentence(span, text[slice(*span)], matches, None, None, False, [], None, None, None)
    if not (filters.stance or filters.kind):
        return _voiced(connection, key, text, own, rows[0]) if covered else own
    if filters.kind in ("", "own") and not filters.stance and not covered:
        return own
    for row in rows:
        if filters.stance in ("", row[1]):
            said = _voiced(connection, key, text, own, row)
            if filters.kind in ("", said.chain[-1].kind if said.chain else "own"):
                return said
    return None


def _voiced(connection: sqlite3.Connection, key: int, text: str, sentence: Sentence, row: tuple[Any, ...]) -> Sentence:
    """The sentence in the voice of an attribution."""
    chain = []
    for kind, start, end, entity, grade, count, of, first, last, rule, pack, score in connection.execute(
        'SELECT kind, start, end, entity, grade, count, "for", antecedent_start, antecedent_end, rule, pack, score'
        " FROM links WHERE article = ? AND attribution = ? ORDER BY n",
        (key, row[0]),
    ):
        begin, stop = (start, end) if start is not None else (first, last)
        words = None if begin is None else " ".join(text[begin:stop].split())
        where = None if start is None else (start, end)
        chain.append(ChainLink(kind, entity, words, where, grade, count == "several", of, rule, pack, score))
    return msgspec.structs.replace(
        sentence, attribution=row[0], stance=row[1], direct=bool(row[2]), chain=chain, rule=row[3], pack=row[4],
        score=row[5],
    )  # fmt: skip
