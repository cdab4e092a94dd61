"""The tables that one asks in SQL, the same for a dataset and for a ledger, with what their columns mean.

A table is written twice: over the nested records of a dataset (DuckDB: `raw_articles`, `raw_happenings`,
`raw_copies`, `raw_entities`, a column a field of the interchange format), and over the tables of a ledger (SQLite),
where happenings are those that people decided on.
"""

from __future__ import annotations

from dataclasses import dataclass

_SPAN = {"start": "first code point in the text", "end": "code point after the last one"}
_BY = {
    "score": "how sure, 0 to 1",
    "rule": "the rule that read it",
    "pack": "the pack of the rule, name@version",
}


@dataclass(frozen=True)
class View:
    """A table: what a row is, column -> what it holds, and how it is made in each of the two."""

    name: str
    meaning: str
    columns: dict[str, str]
    duck: str
    lite: str


def _words(start: str = "x.start", end: str = 'x."end"', text: str = "a.text") -> str:
    return f"substr({text}, {start} + 1, {end} - {start})"


def _in(span: str, text: str = "text") -> str:
    """The words of a span that is a struct."""
    return _words(f"{span}.start", f'{span}."end"', text)


def _unnested(field: str, select: str) -> str:
    """DuckDB: a row for each value of a list of the articles; `select` knows `a` (id, text), `n` and `x`."""
    return (
        f"SELECT {select} FROM (SELECT id, text, unnest(range(len({field}))) AS n, unnest({field}) AS x"
        " FROM raw_articles) a"
    )


def _joined(table: str, select: str) -> str:
    """SQLite: a row for each value of a table of layers; `select` knows `a` (the article) and `x`."""
    return f"SELECT {select} FROM main.{table} x JOIN main.articles a ON a.article = x.article"


_ARTICLES = View(
    "articles",
    "an article",
    {
        "id": "identifier",
        "outlet": "who published it",
        "url": "its address",
        "title": "its title",
        "published": "first day it may have been published, YYYY-MM-DD",
        "published_latest": "last day it may have been published",
        "published_basis": "how that is known: given, page, worked-out, unknown",
        "text": "the text as given",
        "source": "the file or address it was read from",
        "sha256": "of the bytes that were read",
    },
    "SELECT id, outlet, url, title, published.earliest AS published, published.latest AS published_latest,"
    " published.basis AS published_basis, text, source, sha256 FROM raw_articles",
    "SELECT id, outlet, url, title, published_earliest AS published, published_latest, published_basis, text,"
    " source, sha256 FROM main.articles",
)
_ORIGINS = View(
    "origins",
    "the bytes that an article was read from; none for a record of an interchange file",
    {
        "article": "its article",
        "source": "the file they lie in",
        "member": "what they are called in it, where it is an archive",
        "sha256": "their hash",
        "kind": "page, text, pdf",
        "encoding": "as declared",
        "content_type": "as declared",
        "url": "where they came from",
        "fetched": "when, ISO 8601, UTC",
    },
    "SELECT id AS article, source, origin.member AS member, sha256, origin.kind AS kind, origin.encoding AS encoding,"
    " origin.content_type AS content_type, origin.url AS url, origin.fetched AS fetched FROM raw_articles"
    " WHERE origin.kind IS NOT NULL",
    "SELECT x.article, x.source, x.member, x.sha256, x.kind, x.encoding, p.type AS content_type, x.url, x.fetched"
    " FROM main.article_pages x JOIN main.pages p ON p.sha256 = x.sha256",
)
_NAMES = View(
    "names",
    "a mention by name",
    {
        "article": "its article",
        "n": "its number in the article, from 0",
        **_SPAN,
        "words": "the words",
        "type": "PER GOV GRP ORG MED GPE LOC NAT EVT",
        "entity": "whose name it is",
        "naming": "neutral, legitimising, delegitimising, distancing",
        **_BY,
    },
    _unnested(
        "names",
        f'a.id AS article, n, x.start, x."end", {_words()} AS words, x.type, x.entity, x.naming, x.score, x.rule,'
        " x.pack",
    ),
    _joined(
        "names",
        f'a.id AS article, x.n, x.start, x."end", {_words()} AS words, x.type, x.entity, x.naming, x.score, x.rule,'
        " x.pack",
    ),
)
_TIMES = View(
    "times",
    "an expression of time",
    {
        "article": "its article",
        "n": "its number in the article, from 0",
        **_SPAN,
        "words": "the words",
        "grain": "day week month season year vague",
        "earliest": "first day, empty where it is not on the calendar",
        "latest": "last day",
        **_BY,
    },
    _unnested(
        "times",
        f'a.id AS article, n, x.start, x."end", {_words()} AS words, x.grain, x.earliest, x.latest, x.score, x.rule,'
        " x.pack",
    ),
    _joined(
        "times",
        f'a.id AS article, x.n, x.start, x."end", {_words()} AS words, x.grain, x.earliest, x.latest, x.score, x.rule,'
        " x.pack",
    ),
)
_ATTRIBUTIONS = View(
    "attributions",
    "a stretch of text that is somebody's word",
    {
        "article": "its article",
        "n": "its number in the article, from 0",
        **_SPAN,
        "words": "what is said",
        "cue": "the words that report it",
        "direct": "whether it stands in quotation marks",
        "stance": "neutral affirming doubting denying expecting demanding threatening",
        "denies": "number of the attribution that this one denies",
        **_BY,
    },
    _unnested(
        "attributions",
        'a.id AS article, n, x.content.start AS start, x.content."end" AS "end",'
        f" {_in('x.content')} AS words,"
        f" {_in('x.cue')} AS cue, x.direct, x.stance, x.denies, x.score, x.rule, x.pack",
    ),
    _joined(
        "attributions",
        f'a.id AS article, x.n, x.start, x."end", {_words()} AS words, {_words("x.cue_start", "x.cue_end")} AS cue,'
        " x.direct, x.stance, x.denies, x.score, x.rule, x.pack",
    ),
)
_LINKS = View(
    "links",
    "one who passed a word on: a link of an attribution's chain, outermost first",
    {
        "article": "its article",
        "attribution": "number of the attribution",
        "n": "its number in the chain, from 0",
        "kind": "medium person organisation document anonymous observers public",
        **_SPAN,
        "words": "the words; empty where the link is only understood",
        "entity": "who it is",
        "speaks_for": "whom a spokesperson speaks for",
        "grade": "of an unnamed source: how it is described",
        "count": "of unnamed sources: how many",
        **_BY,
    },
    f"""SELECT article, attribution, n, x.kind, x.span.start AS start, x.span."end" AS "end",
  {_in("x.span")} AS words, x.entity, x."for" AS speaks_for, x.grade, x.count,
  x.score, x.rule, x.pack
FROM (SELECT article, attribution, text, unnest(range(len(chain))) AS n, unnest(chain) AS x
  FROM (SELECT id AS article, text, unnest(range(len(attributions))) AS attribution,
    unnest(attributions).chain AS chain FROM raw_articles))""",
    _joined(
        "links",
        f'a.id AS article, x.attribution, x.n, x.kind, x.start, x."end", {_words()} AS words, x.entity,'
        ' x."for" AS speaks_for, x.grade, x.count, x.score, x.rule, x.pack',
    ),
)
_TRIGGER = 'x."trigger"'
_EVENTS = View(
    "events",
    "what happened, is planned, demanded or denied, as one article tells it",
    {
        "article": "its article",
        "n": "its number in the article, from 0",
        "id": "its identifier in the article",
        "type": "one of PLOVER's sixteen",
        "mode": "the kind within the type",
        **_SPAN,
        "words": "the words that tell it",
        "evidence": "the sentence or clause",
        "earliest": "first day it may have happened",
        "latest": "last day",
        "modality": "happened, planned and so on",
        "polarity": "false where it is said not to have happened",
        "outcome": "agreement and the like",
        "attribution": "number of the attribution it rests on; empty: the outlet's own word",
        **_BY,
    },
    _unnested(
        "events",
        'a.id AS article, n, x.id, x.type, x.mode, x."trigger".start AS start, x."trigger"."end" AS "end",'
        f" {_in(_TRIGGER)} AS words,"
        f" {_in('x.evidence')} AS evidence,"
        ' x."time".earliest AS earliest, x."time".latest AS latest, x.modality, x.polarity, x.outcome, x.attribution,'
        " x.score, x.rule, x.pack",
    ),
    _joined(
        "events",
        f'a.id AS article, x.n, x.id, x.type, x.mode, x.start, x."end", {_words()} AS words,'
        f" {_words('x.evidence_start', 'x.evidence_end')} AS evidence, x.earliest, x.latest, x.modality, x.polarity,"
        " x.outcome, x.attribution, x.score, x.rule, x.pack",
    ),
)
_ROLES = ("source", "target", "mediator", "delegates")
_ACTORS = View(
    "actors",
    "who takes part in an event, and how",
    {
        "article": "the article",
        "event": "identifier of the event in the article",
        "role": "source target mediator delegates",
        "n": "number within the role, from 0",
        "entity": "who it is; unnamed:… where it has no name",
    },
    " UNION ALL ".join(
        f"SELECT article, event, '{role}' AS role, unnest(range(len(x))) AS n, unnest(x) AS entity"
        f" FROM (SELECT id AS article, unnest(events).id AS event, unnest(events).{role} AS x FROM raw_articles)"
        for role in _ROLES
    ),
    "SELECT a.id AS article, e.id AS event, x.role, x.n, x.entity FROM main.event_actors x"
    " JOIN main.events e ON e.article = x.article AND e.n = x.event JOIN main.articles a ON a.article = x.article",
)
_SLOTS = ("source_spans", "target_spans", "place", "about", "effect")
_SPANS = View(
    "event_spans",
    "where an article tells who, where and about what of an event",
    {
        "article": "the article",
        "event": "identifier of the event in the article",
        "slot": "source target place about effect",
        "n": "number within the slot, from 0",
        **_SPAN,
        "words": "the words",
    },
    " UNION ALL ".join(
        f"""SELECT article, event, '{slot.removesuffix("_spans")}' AS slot, n, x.start, x."end",
  {_words(text="text")} AS words FROM (SELECT article, event, text, unnest(range(len(s))) AS n, unnest(s) AS x
  FROM (SELECT id AS article, text, unnest(events).id AS event, unnest(events).{slot} AS s FROM raw_articles))"""
        for slot in _SLOTS
    ),
    "SELECT a.id AS article, e.id AS event, replace(x.slot, '_spans', '') AS slot, x.n, x.start, x.\"end\","
    f" {_words()} AS words FROM main.event_spans x JOIN main.events e ON e.article = x.article AND e.n = x.event"
    " JOIN main.articles a ON a.article = x.article WHERE x.slot != 'also'",
)
_HAPPENINGS = View(
    "happenings",
    "one happening that several accounts tell, or one account that contradicts itself",
    {
        "id": "identifier",
        "accounts": "how many accounts tell it",
        "witnesses": "how many independent roots it rests on",
        "disagreements": "in how many slots they cannot all be true",
        "score": "how sure the least sure link is, 0 to 1",
    },
    "SELECT id, len(accounts) AS accounts, witnesses, len(disagreements) AS disagreements, score FROM raw_happenings",
    "SELECT id, accounts, witnesses, disagreements, score FROM main.look_happenings"
    " WHERE accounts > 1 OR disagreements > 0",
)
_ACCOUNTS = View(
    "accounts",
    "an event of an article that tells a happening",
    {"happening": "the happening", "article": "the article", "event": "identifier of the event in the article"},
    "SELECT happening, x.article, x.event FROM (SELECT id AS happening, unnest(accounts) AS x FROM raw_happenings)",
    "SELECT h.id AS happening, a.id AS article, x.event FROM main.look_accounts x"
    " JOIN main.look_happenings h ON h.h = x.h JOIN main.articles a ON a.article = x.article"
    " WHERE h.accounts > 1 OR h.disagreements > 0",
)
_DISAGREEMENTS = View(
    "disagreements",
    "what one account says where the accounts of a happening cannot all be true",
    {
        "happening": "the happening",
        "slot": "time place source participants mediator outcome modality polarity dead wounded captured released",
        "value": "what this account says",
        "article": "the article",
        "event": "identifier of the event in the article",
    },
    """SELECT happening, slot, value, x.article, x.event FROM (
  SELECT happening, slot, v.key AS value, unnest(v.value) AS x FROM (
    SELECT happening, d.slot AS slot, unnest(map_entries(d."values")) AS v FROM (
      SELECT id AS happening, unnest(disagreements) AS d FROM raw_happenings)))""",
    """SELECT h.id AS happening, d.slot, v.key AS value, x.value ->> 0 AS article, x.value ->> 1 AS event
FROM main.look_disagreements d JOIN main.look_happenings h ON h.h = d.h, json_each(d."values") v,
  json_each(v.value) x""",
)
_COPIES = View(
    "copies",
    "an article that is one text with others",
    {"first": "the article that the group begins with", "article": "an article of the group, the first one too"},
    "SELECT articles[1] AS first, unnest(articles) AS article FROM raw_copies",
    "SELECT f.article AS first, c.article FROM main.copies c JOIN main.copies f ON f.n = c.n AND f.member = 0",
)
_ENTITIES = View(
    "entities",
    "somebody or something that is mentioned",
    {
        "id": "identifier",
        "type": "PER GOV GRP ORG MED GPE LOC NAT EVT",
        "sector": "of an actor without a name: PLOVER's sector",
        "name_ar": "the first name in Arabic",
        "name_en": "the first name in English",
        "pack": "the pack that knows it, name@version",
    },
    "SELECT id, type, sector, names['ar'][1] AS name_ar, names['en'][1] AS name_en, pack FROM raw_entities",
    "SELECT id, type, sector, names ->> '$.ar[0]' AS name_ar, names ->> '$.en[0]' AS name_en, pack FROM main.entities",
)

#: In the order in which they are listed.
VIEWS: tuple[View, ...] = (
    _ARTICLES, _ORIGINS, _NAMES, _TIMES, _ATTRIBUTIONS, _LINKS, _EVENTS, _ACTORS, _SPANS, _HAPPENINGS, _ACCOUNTS,
    _DISAGREEMENTS, _COPIES, _ENTITIES,
)  # fmt: skip


def listing() -> list[str]:
    """The tables and their columns, a line each."""
    out: list[str] = []
    for view in VIEWS:
        out += ["", f"{view.name}: {view.meaning}"]
        width = max(map(len, view.columns))
        out += [f"  {name:{width}}  {meaning}" for name, meaning in view.columns.items()]
    return out[1:]
