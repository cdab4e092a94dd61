"""Actors: the list, and one of them: its names and colours by outlet, its relations, events and positions."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from khabar.arabic.fold import fold_text
from khabar.errors import error
from khabar.ledger.look_names import renamed
from khabar.ledger.look_values import FACETS
from khabar.ledger.search import index_text
from khabar.look.base import entities_of, happenings_of, names_of, paged, reading, window
from khabar.look.filters import Filters
from khabar.look.model import Happening, Names, Page
from khabar.look.positions import Matter, matters_of, taking
from khabar.look.query import number_of, question
from khabar.look.stories import side_in

if TYPE_CHECKING:
    from khabar.ledger import Ledger

COLOURS = ("neutral", "legitimising", "delegitimising", "distancing")
#: The newest mentions of which the words are shown.
MENTIONS = 300
_QUOTES = str.maketrans(dict.fromkeys("“”„\"«»‘’‚'ـ", ""))
_MARKS = "«»“”„‟\"'‘’()[]،؛,.:; "


class ActorRow(msgspec.Struct, frozen=True):
    """An entity in a list: how often it is mentioned, and in how many happenings it takes part."""

    id: str
    mentions: int
    happenings: int


class Actors(msgspec.Struct, frozen=True):
    """A page of entities, the most mentioned first."""

    page: Page
    actors: list[ActorRow]
    names: dict[str, Names]


class Colours(msgspec.Struct, frozen=True):
    """How often an outlet names an entity, by colour; `articles`: in how many."""

    outlet: str
    counts: dict[str, int]
    articles: int


class Form(msgspec.Struct, frozen=True):
    """Words by which an entity is called, the colour, by which outlet, how often among the newest mentions, and where
    last: `span` of `article`, with the rule and pack of that reading.
    """

    words: str
    naming: str
    outlet: str | None
    n: int
    article: str
    span: tuple[int, int]
    rule: str | None
    pack: str | None


class Relation(msgspec.Struct, frozen=True):
    """What an actor has to do with another: `relation` is a PLOVER type or MEDIATE; `way`: `to` (it acts on the
    other), `from` (the other acts on it) or `with`; `n`: happenings that most accounts say took place.
    """

    other: str
    relation: str
    way: str
    n: int


class ActorView(msgspec.Struct, frozen=True):
    """One actor. `called`: language -> all its names, those that people gave first; `side`: whom it acts for;
    `events`: a page of its happenings; `positions`: those of its side, from the newest happenings.
    """

    id: str
    type: str | None
    sector: str | None
    called: dict[str, list[str]]
    links: dict[str, str]
    side: str
    pack: str | None
    mentions: int
    colours: list[Colours]
    forms: list[Form]
    relations: list[Relation]
    page: Page
    events: list[Happening]
    positions: list[Matter]
    names: dict[str, Names]


def actors(ledger: Ledger, query: str = "", page: int = 1, *, size: int = 40, types: tuple[str, ...] = ()) -> Actors:
    """Entities by a name or the beginning of one, in any language and spelling; all of them without `query`.

    `types`: only entities of these types (PER GOV GRP ORG MED GPE LOC NAT EVT).
    """
    with reading(ledger) as connection:
        limit, offset = window(page, size)
        sql, given = "FROM look_values v WHERE v.facet = ? AND v.n > 0", [FACETS["name"]]  # type: tuple[str, list[object]]
        words = index_text(query).split()
        if query.strip():
            sql = (
                "FROM look_names l JOIN look_values v ON v.facet = ? AND v.value = l.entity AND v.n > 0"
                " WHERE look_names MATCH ?"
            )
            given.append(" AND ".join(f'"{w}"*' for w in words) or '""')
        if types:
            sql += f" AND (SELECT e.type FROM entities e WHERE e.id = v.value) IN ({', '.join('?' * len(types))})"
            given += types
        (total,) = connection.execute(f"SELECT count(*) {sql}", given).fetchone()
        rows = connection.execute(
            f"SELECT v.value, v.n {sql} ORDER BY v.n DESC, v.value LIMIT ? OFFSET ?", (*given, limit, offset)
        ).fetchall()
        found = []
        for id, mentions in rows:
            takes_part = number_of(connection, "actor", id)
            found.append(ActorRow(id, mentions, takes_part[1] if takes_part else 0))
        return Actors(paged(page, size, total), found, names_of(connection, [a.id for a in found]))


def actor(
    ledger: Ledger, identifier: str, filters: Filters | None = None, page: int = 1, *, size: int = 20
) -> ActorView:
    """One entity; KhabarError `look-unknown` where nothing mentions it. `filters` narrow its events."""
    with reading(ledger) as connection:
        mentions = number_of(connection, "name", identifier)
        takes_part = number_of(connection, "actor", identifier)
        held = connection.execute(
            "SELECT type, names, links, sector, pack FROM entities WHERE id = ? ORDER BY n LIMIT 1", (identifier,)
        ).fetchone()
        if held is None and mentions is None and takes_part is None:
            raise error("look-unknown", value=identifier, what="actor", name=ledger.path)
        kind, names, links, sector, pack = held or (None, "{}", "{}", None, None)
        called: dict[str, list[str]] = msgspec.json.decode(names)
        for lang, first in renamed(connection, identifier).items():
            called[lang] = list(dict.fromkeys([*first, *called.get(lang, [])]))
        asked = question(connection, (filters or Filters()).but(actor=identifier))
        total, at_least = asked.count(connection)
        events = happenings_of(connection, asked.numbers(connection, *window(page, size)))
        side = side_in(connection, identifier)
        positions = matters_of(
            connection, side, taking(connection, question(connection, Filters(actor=side))), limit=12
        )
        relations = relations_of(connection, side)
        entities = entities_of(events) | {r.other for r in relations} | {identifier, side}
        entities |= {e for m in positions for p in m.positions for e in p.towards}
        return ActorView(
            identifier, kind, sector, called, msgspec.json.decode(links), side, pack, mentions[1] if mentions else 0,
            colours_of(connection, identifier), forms_of(connection, identifier), relations,
            paged(page, size, total, at_least=at_least), events, positions, names_of(connection, entities),
        )  # fmt: skip


def colours_of(connection: sqlite3.Connection, entity: str) -> list[Colours]:
    """How each outlet colours an entity: outlets with the most charged mentions first, then the most mentions."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    articles: dict[str, int] = {}
    for naming in COLOURS:
        for outlet, n in connection.execute(
            "SELECT w.value, o.n FROM look_values v JOIN look_outlets o ON o.v = v.v"
            " JOIN look_values w ON w.v = o.outlet WHERE v.facet = ? AND v.value = ?",
            (FACETS["naming"], f"{entity}|{naming}"),
        ):
            counts[outlet][naming] = n
    for outlet, n in connection.execute(
        "SELECT w.value, o.articles FROM look_values v JOIN look_outlets o ON o.v = v.v"
        " JOIN look_values w ON w.v = o.outlet WHERE v.facet = ? AND v.value = ?",
        (FACETS["name"], entity),
    ):
        articles[outlet] = n
    out = [Colours(outlet, these, articles.get(outlet, 0)) for outlet, these in counts.items()]

    def order(row: Colours) -> tuple[int, int, str]:
        total = sum(row.counts.values())
        return row.counts.get("neutral", 0) - total, -total, row.outlet

    return sorted(out, key=order)


def forms_of(connection: sqlite3.Connection, entity: str, limit: int = 40) -> list[Form]:
    """The words of the newest mentions of an entity, by outlet and colour, the most frequent first.

    Spellings that fold alike are one form, shown in the commonest spelling.
    """
    rows = connection.execute(
        "SELECT a.id, a.outlet, n.start, n.end, substr(a.text, n.start + 1, n.end - n.start), n.naming, n.rule, n.pack"
        " FROM look_values v JOIN look_articles l ON l.v = v.v JOIN names n ON n.article = l.article AND n.entity = ?"
        " JOIN articles a ON a.article = l.article WHERE v.facet = ? AND v.value = ?"
        " ORDER BY l.article DESC LIMIT ?",
        (entity, FACETS["name"], entity, MENTIONS),
    ).fetchall()
    spelled: dict[tuple[str, str, str | None], Counter[str]] = defaultdict(Counter)
    newest: dict[tuple[str, str, str | None], tuple[str, tuple[int, int], str | None, str | None]] = {}
    for id, outlet, start, end, text, naming, rule, pack in rows:
        words = re.sub(r"\s+", " ", text.translate(_QUOTES)).strip(_MARKS)
        key = fold_text(words), naming, outlet
        spelled[key][words] += 1
        newest.setdefault(key, (id, (start, end), rule, pack))
    out = []
    for key, counts in spelled.items():
        words = min(counts, key=lambda w: (-counts[w], w))
        out.append(Form(words, key[1], key[2], sum(counts.values()), *newest[key]))
    return sorted(out, key=lambda f: (-f.n, f.words, f.outlet or ""))[:limit]


def relations_of(connection: sqlite3.Connection, side: str, limit: int = 60) -> list[Relation]:
    """What a side has to do with others, the most frequent first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for column in ("a", "b"):
        for value, a, b, n in connection.execute(
            f"SELECT value, a, b, n FROM look_values WHERE {column} = ? AND n > 0 ORDER BY n DESC LIMIT ?",
            (side, limit),
        ):
            relation = value.rpartition("|")[2]
            way = "with" if value.startswith(f"{a}=") else "to" if column == "a" else "from"
            counts[b if column == "a" else a, relation, way] += n
    ordered = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
    return [Relation(*key, n) for key, n in ordered[:limit]]
