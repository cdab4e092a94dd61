"""An account as a view shows it: the sentence in its article, the spans of its slots, on whose word it stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from khabar.arabic.sentences import sentences
from khabar.article import Article, Event, Span
from khabar.ledger.rows import read_article
from khabar.look.model import Voice
from khabar.relate.decisions import Decision, corrected


class ChainLink(msgspec.Struct, frozen=True):
    """One who passed a word on, outermost first: as `khabar.article.Link`, with the `words` that introduce him."""

    kind: str
    entity: str | None
    words: str | None
    span: Span | None
    grade: str | None
    several: bool
    speaks_for: str | None
    rule: str | None
    pack: str | None
    score: float | None


class Said(msgspec.Struct, frozen=True):
    """On whose word something stands: attribution number `index` of the article, its chain without the outlet."""

    index: int
    content: Span
    cue: Span | None
    stance: str
    direct: bool
    chain: list[ChainLink]
    rule: str | None
    pack: str | None
    score: float | None


class Account(msgspec.Struct, frozen=True):
    """One article's account of a happening.

    `text` is the sentence (or more, where the evidence needs more) that stands at `sentence` in the article; all
    spans count from the beginning of the article. `spans`: slot (source target place about effect time) -> spans.
    `first`, `last`: its own days. `said`: None where it is the outlet's own word. `copy_of`: the first article of its
    group of copies. `voices`: its chain as voices, the outlet first.
    """

    article: str
    event: str
    outlet: str | None
    title: str | None
    published: str | None
    published_latest: str | None
    published_basis: str
    type: str
    mode: str | None
    modality: str
    polarity: bool
    outcome: str | None
    source: list[str]
    target: list[str]
    mediator: list[str]
    delegates: list[str]
    first: str | None
    last: str | None
    sentence: Span
    text: str
    trigger: Span
    evidence: Span | None
    spans: dict[str, list[Span]]
    said: Said | None
    voices: list[Voice]
    copy_of: str | None
    rule: str | None
    pack: str | None
    score: float | None
    time_rule: str | None
    time_pack: str | None


def article_at(connection: sqlite3.Connection, key: int, log: Sequence[Decision]) -> Article | None:
    """An article with all its layers and people's corrections."""
    found = read_article(connection, key)
    return None if found is None else corrected(found, log)


def account_of(article: Article, event: Event, voices: list[Voice], copy_of: str | None) -> Account:
    """An event of an article as a view shows it."""
    around = sentence_around(article.text, event.evidence or event.trigger)
    spans = {
        "source": event.source_spans, "target": event.target_spans, "place": event.place, "about": event.about,
        "effect": event.effect, "time": [event.time.expr] if event.time.expr else [],
    }  # fmt: skip
    p = article.published
    return Account(
        article.id, event.id, article.outlet, article.title, p.earliest, p.latest, p.basis, event.type, event.mode,
        event.modality, event.polarity, event.outcome, event.source, event.target, event.mediator, event.delegates,
        event.time.earliest, event.time.latest, around, article.text[slice(*around)], event.trigger, event.evidence,
        {slot: these for slot, these in spans.items() if these}, said_of(article, event.attribution), voices, copy_of,
        event.rule, event.pack, event.score, event.time.rule, event.time.pack,
    )  # fmt: skip


def said_of(article: Article, index: int | None) -> Said | None:
    """Attribution number `index` of an article; None where there is none."""
    if index is None or not 0 <= index < len(article.attributions):
        return None
    said = article.attributions[index]
    chain = []
    for link in said.chain:
        span = link.span or link.antecedent
        words = " ".join(article.text[slice(*span)].split()) if span else None
        chain.append(ChainLink(
            link.kind, link.entity, words, link.span, link.grade, link.count == "several", link.for_, link.rule,
            link.pack, link.score))  # fmt: skip
    return Said(index, said.content, said.cue, said.stance, said.direct, chain, said.rule, said.pack, said.score)


def sentence_around(text: str, span: Span) -> Span:
    """The sentence that holds a span; from the first to the last where it reaches over several."""
    start, end = span
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(end - 1, start))
    touched = [s for s in sentences(text, first, len(text) if last < 0 else last) if s[0] < end and start < s[1]]
    if not touched:
        return span
    return min(start, touched[0][0]), max(end, touched[-1][1])
