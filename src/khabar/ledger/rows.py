"""An article's layers as rows of the ledger's tables, and back: what comes out is what went in."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import Any

import msgspec

from khabar.article import Also, Article, Attribution, Event, EventTime, Link, Name, Published, Relative, Span, Time

Row = tuple[Any, ...]

#: Tables that hold one article's layers, with their number of columns.
LAYER_TABLES: dict[str, int] = {
    "body": 4,
    "names": 10,
    "times": 13,
    "attributions": 13,
    "links": 16,
    "events": 23,
    "event_actors": 5,
    "event_spans": 7,
}
_ROLES = ("source", "target", "mediator", "delegates")
_SLOTS = ("source_spans", "target_spans", "place", "about", "effect")
_NO_SPAN = (None, None)


def to_json(value: Any) -> str:
    """Compact JSON text."""
    return msgspec.json.encode(value).decode()


def _relative(value: Relative | None) -> str | None:
    return None if value is None else to_json(value)


def layer_rows(article: Article, key: int) -> dict[str, list[Row]]:
    """Table -> rows, of all layers of an article whose number in the ledger is `key`."""
    rows: dict[str, list[Row]] = {table: [] for table in LAYER_TABLES}
    rows["body"] = [(key, n, *span) for n, span in enumerate(article.body)]
    rows["names"] = [
        (key, n, x.start, x.end, x.type, x.entity, x.naming, x.score, x.rule, x.pack)
        for n, x in enumerate(article.names)
    ]
    rows["times"] = [
        (key, n, t.start, t.end, t.grain, t.earliest, t.latest, _relative(t.relative), *(t.contradicts or _NO_SPAN),
         t.score, t.rule, t.pack)
        for n, t in enumerate(article.times)
    ]  # fmt: skip
    for n, said in enumerate(article.attributions):
        rows["attributions"].append(
            (key, n, *said.content, *(said.cue or _NO_SPAN), said.direct, said.stance, to_json(said.quotes),
             said.score, said.rule, said.pack, said.denies)
        )  # fmt: skip
        rows["links"] += [
            (key, n, m, x.kind, *(x.span or _NO_SPAN), x.entity, x.grade, x.count, x.for_,
             *(x.antecedent or _NO_SPAN), to_json(x.by), x.score, x.rule, x.pack)
            for m, x in enumerate(said.chain)
        ]  # fmt: skip
    for n, event in enumerate(article.events):
        _event_rows(event, key, n, rows)
    return rows


def _event_rows(e: Event, key: int, n: int, rows: dict[str, list[Row]]) -> None:
    rows["events"].append(
        (key, n, e.id, e.type, e.mode, *e.trigger, *(e.evidence or _NO_SPAN), e.time.earliest, e.time.latest,
         *(e.time.expr or _NO_SPAN), _relative(e.time.relative), e.time.rule, e.time.pack,
         e.modality, e.polarity, e.outcome, e.attribution, e.score, e.rule, e.pack)
    )  # fmt: skip
    for role in _ROLES:
        rows["event_actors"] += [(key, n, role, m, entity) for m, entity in enumerate(getattr(e, role))]
    for slot in _SLOTS:
        rows["event_spans"] += [(key, n, slot, m, *span, None) for m, span in enumerate(getattr(e, slot))]
    rows["event_spans"] += [(key, n, "also", m, *x.trigger, x.attribution) for m, x in enumerate(e.also)]


def read_article(connection: sqlite3.Connection, key: int) -> Article | None:
    """The article with this number, with all its layers; None where there is none."""
    row = connection.execute(
        "SELECT id, text, outlet, url, title, published_earliest, published_latest, published_basis,"
        " published_reasons, published_rule, published_pack, source, sha256, packs FROM articles WHERE article = ?",
        (key,),
    ).fetchone()
    if row is None:
        return None
    reasons: list[str] = msgspec.json.decode(row[8])
    article = Article(
        id=row[0],
        text=row[1],
        outlet=row[2],
        url=row[3],
        title=row[4],
        published=Published(row[5], row[6], row[7], reasons, row[9], row[10]),
        source=row[11],
        sha256=row[12],
        packs=msgspec.json.decode(row[13]),
    )

    def rows(table: str) -> list[Row]:
        # the primary key begins with the article and gives the order of the record
        return connection.execute(
            f"SELECT * FROM {table} WHERE article = ? ORDER BY {_ORDER[table]}", (key,)
        ).fetchall()

    article.body = [(start, end) for _, _, start, end in rows("body")]
    article.names = [Name(*r[2:]) for r in rows("names")]
    article.times = [
        Time(r[2], r[3], r[4], r[5], r[6], _read_relative(r[7]), _span(r[8], r[9]), *r[10:]) for r in rows("times")
    ]
    chains: dict[int, list[Link]] = defaultdict(list)
    for r in rows("links"):
        link = Link(r[3], _span(r[4], r[5]), *r[6:10])
        link.antecedent, link.by = _span(r[10], r[11]), msgspec.json.decode(r[12])
        link.score, link.rule, link.pack = r[13:]
        chains[r[1]].append(link)
    article.attributions = [
        Attribution(
            (r[2], r[3]), _span(r[4], r[5]), bool(r[6]), r[7], chains[r[1]],
            [(a, b) for a, b in msgspec.json.decode(r[8])], r[12], *r[9:12],
        )
        for r in rows("attributions")
    ]  # fmt: skip
    article.events = _read_events(rows("events"), rows("event_actors"), rows("event_spans"))
    return article


_ORDER = {
    "body": "n",
    "names": "n",
    "times": "n",
    "attributions": "n",
    "links": "attribution, n",
    "events": "n",
    "event_actors": "event, role, n",
    "event_spans": "event, slot, n",
}


def _read_events(events: list[Row], actors: list[Row], spans: list[Row]) -> list[Event]:
    made = []
    for r in events:
        time = EventTime(r[9], r[10], _span(r[11], r[12]), _read_relative(r[13]), r[14], r[15])
        event = Event(r[2], r[3], (r[5], r[6]), r[4], _span(r[7], r[8]), time=time)
        event.modality, event.polarity, event.outcome, event.attribution = r[16], bool(r[17]), r[18], r[19]
        event.score, event.rule, event.pack = r[20:]
        made.append(event)
    for _, n, role, _, entity in actors:
        getattr(made[n], role).append(entity)
    for _, n, slot, _, start, end, attribution in spans:
        if slot == "also":
            made[n].also.append(Also((start, end), attribution))
        else:
            getattr(made[n], slot).append((start, end))
    return made


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else (start, end)


def _read_relative(text: str | None) -> Relative | None:
    return None if text is None else msgspec.json.decode(text, type=Relative)
