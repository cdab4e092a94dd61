"""The records of the interchange format as typed structs, and how they are read and written.

JSON Lines, UTF-8, one record a line, four kinds: `article`, `entity`, `event` (one happening across
articles) and `copies`. A span is `(start, end)`: Unicode code points into `Article.text` as given,
half-open. Unknown keys are ignored on input; a missing or null list means none. Beyond the format,
every annotated value may carry `rule` (the identifier of the rule that made it) and `pack`
(`name@version`); these, and everything else that is optional, are written only where they are set.

Structs are mutable so that annotators can fill them in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from khabar.errors import KhabarError, error
from khabar.validation import in_plain_words, json_trouble, lenient

#: Code points, half-open.
Span = tuple[Annotated[int, Meta(ge=0)], Annotated[int, Meta(ge=0)]]
#: An ISO 8601 day.
Day = Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Score = Annotated[float, Meta(ge=0, le=1)]

T = TypeVar("T")


# msgspec leaves out what equals its default (omit_defaults), except where the default comes from a
# factory of ours: so these two mark the keys that the format always shows.
def _null() -> None:
    return None


def _none() -> list[Any]:
    return []


def _empty() -> dict[str, Any]:
    return {}


class Published(Struct, omit_defaults=True):
    """The day an article was published, as an interval of days; both null where unknown.

    `basis`: `given`, `page`, `worked-out` or `unknown`.
    """

    earliest: Day | None = field(default_factory=_null)
    latest: Day | None = field(default_factory=_null)
    basis: str = field(default_factory=lambda: "unknown")
    reasons: list[str] = field(default_factory=_none)
    rule: str | None = None
    pack: str | None = None


class Name(Struct, omit_defaults=True):
    """A mention by name. `type`: PER GOV GRP ORG MED GPE LOC NAT EVT; `entity`: whose name it is."""

    start: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=0)]
    type: str
    entity: str | None = field(default_factory=_null)
    naming: str = field(default_factory=lambda: "neutral")
    score: Score | None = None
    rule: str | None = None
    pack: str | None = None


class Relative(Struct, omit_defaults=True):
    """A time that is not put on the calendar: what the words give, and no more.

    `unit`: day week month year; `offset`: in units, negative for the past; `weekday`: English, small;
    `part`: start middle end; `direction`: past future recent; `anchor`: what it counts from, a span
    or a word, where that is not the day of publication.
    """

    unit: str | None = None
    offset: int | None = None
    weekday: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    daypart: str | None = None
    direction: str | None = None
    vague: bool = False
    duration: bool = False
    anchor: Any = None


class Time(Struct, omit_defaults=True):
    """An expression of time. `grain`: day week month season year vague; days both included."""

    start: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=0)]
    grain: str = field(default_factory=lambda: "day")
    earliest: Day | None = field(default_factory=_null)
    latest: Day | None = field(default_factory=_null)
    relative: Relative | None = field(default_factory=_null)
    contradicts: Span | None = None
    score: Score | None = None
    rule: str | None = None
    pack: str | None = None


class Link(Struct, omit_defaults=True):
    """One who passed a word on. `kind`: medium person organisation document anonymous observers public.

    `span` is null where the link is only understood: then `entity`, or `antecedent` (the span of the
    earlier mention of an anonymous source). `for_` (`for` in the file): whom a spokesperson speaks for.
    """

    kind: str
    span: Span | None = field(default_factory=_null)
    entity: str | None = None
    grade: str | None = None
    count: str | None = None
    for_: str | None = field(default=None, name="for")
    antecedent: Span | None = None
    by: list[str] = field(default_factory=list)
    score: Score | None = None
    rule: str | None = None
    pack: str | None = None


class Attribution(Struct, omit_defaults=True):
    """A stretch of text that is somebody's word; `chain` is outermost first, the outlet left out.

    `stance`: neutral affirming doubting denying expecting demanding threatening; `quotes`: spans
    inside `content` that stand in quotation marks where the whole does not; `denies`: the index of the
    attribution whose content this one denies.
    """

    content: Span
    cue: Span | None = field(default_factory=_null)
    direct: bool = field(default_factory=lambda: False)
    stance: str = field(default_factory=lambda: "neutral")
    chain: list[Link] = field(default_factory=_none)
    quotes: list[Span] = field(default_factory=list)
    denies: Annotated[int, Meta(ge=0)] | None = None
    score: Score | None = None
    rule: str | None = None
    pack: str | None = None


class EventTime(Struct, omit_defaults=True):
    """The days of an event, both included; `expr`: the expression in the text that gives them."""

    earliest: Day | None = field(default_factory=_null)
    latest: Day | None = field(default_factory=_null)
    expr: Span | None = None
    relative: Relative | None = None
    rule: str | None = None
    pack: str | None = None


class Also(Struct, omit_defaults=True):
    """Another place of the same article that tells the same event, and on whose word."""

    trigger: Span
    attribution: int | None = field(default_factory=_null)


class Event(Struct, omit_defaults=True):
    """What happened, is planned, demanded or denied between actors; `type` is one of PLOVER's sixteen.

    `source`, `target`, `mediator`, `delegates`: entities, or `unnamed:…`; `attribution`: index into
    `Article.attributions`, null where it is the outlet's own word.
    """

    id: str
    type: str
    trigger: Span
    mode: str | None = field(default_factory=_null)
    evidence: Span | None = field(default_factory=_null)
    source: list[str] = field(default_factory=_none)
    target: list[str] = field(default_factory=_none)
    source_spans: list[Span] = field(default_factory=_none)
    target_spans: list[Span] = field(default_factory=_none)
    mediator: list[str] = field(default_factory=_none)
    delegates: list[str] = field(default_factory=_none)
    place: list[Span] = field(default_factory=_none)
    time: EventTime = field(default_factory=EventTime)
    modality: str = field(default_factory=lambda: "happened")
    polarity: bool = field(default_factory=lambda: True)
    about: list[Span] = field(default_factory=_none)
    outcome: str | None = field(default_factory=_null)
    attribution: int | None = field(default_factory=_null)
    also: list[Also] = field(default_factory=list)
    effect: list[Span] = field(default_factory=list)
    score: Score | None = None
    rule: str | None = None
    pack: str | None = None


class Article(Struct, omit_defaults=True, tag_field="kind", tag="article"):
    """One article with its layers. `text` is never changed; `sha256` is that of the bytes read.

    `source`: the path or address it was read from; `packs`: the packs that made the layers
    (`name@version`).
    """

    id: str
    text: str
    outlet: str | None = field(default_factory=_null)
    url: str | None = field(default_factory=_null)
    title: str | None = field(default_factory=_null)
    published: Published = field(default_factory=Published)
    body: list[Span] = field(default_factory=_none)
    names: list[Name] = field(default_factory=_none)
    times: list[Time] = field(default_factory=_none)
    attributions: list[Attribution] = field(default_factory=_none)
    events: list[Event] = field(default_factory=_none)
    source: str | None = None
    sha256: str | None = None
    packs: list[str] = field(default_factory=list)


class Entity(Struct, omit_defaults=True, tag_field="kind", tag="entity"):
    """Somebody or something that has mentions. `names`: language -> names, preferred first.

    `sector`: PLOVER sector, of an actor that has no name (`id` begins with `unnamed:`).
    """

    id: str
    type: str | None = field(default_factory=_null)
    names: dict[str, list[str]] = field(default_factory=_empty)
    links: dict[str, str] = field(default_factory=_empty)
    sector: str | None = None
    rule: str | None = None
    pack: str | None = None


#: (article id, event id)
Account = tuple[str, str]


class Disagreement(Struct, omit_defaults=True):
    """A slot to which the accounts of one event give values that cannot all be true."""

    slot: str
    values: dict[str, list[Account]] = field(default_factory=_empty)
    rule: str | None = None
    pack: str | None = None


class LinkedEvent(Struct, omit_defaults=True, tag_field="kind", tag="event"):
    """One happening, told by several accounts; `witnesses`: how many independent roots it rests on.

    `titles`: language -> what a person called it.
    """

    id: str
    accounts: list[Account] = field(default_factory=_none)
    witnesses: int | None = None
    disagreements: list[Disagreement] = field(default_factory=_none)
    roots: list[str] = field(default_factory=list)
    score: Score | None = None
    rule: str | None = None
    pack: str | None = None
    titles: dict[str, str] = field(default_factory=dict)


class Copies(Struct, omit_defaults=True, tag_field="kind", tag="copies"):
    """Articles that are the same text, or mostly so."""

    articles: list[str]
    score: Score | None = None
    rule: str | None = None
    pack: str | None = None


Record = Article | Entity | LinkedEvent | Copies

_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()


def encode(record: Record) -> bytes:
    """One record as a line of JSON without the line's end."""
    return _encoder.encode(record)


def decode(line: bytes | str, *, name: str = "record", number: int = 1) -> Record:
    """One line as a record; KhabarError `record-json` or `record-invalid` names line, field and what was expected."""
    try:
        record = _decode(line)
    except msgspec.ValidationError as problem:
        where, what = in_plain_words(str(problem))
        raise error("record-invalid", name=name, line=number, field=where, why=what) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise error("record-json", name=name, line=number, why=json_trouble(problem)) from None
    if isinstance(record, Article) and (trouble := first_bad_span(record)):
        where, what = trouble
        raise error("record-invalid", name=name, line=number, field=where, why=what)
    return record


def _decode(line: bytes | str) -> Record:
    try:
        return _decoder.decode(line)
    except msgspec.ValidationError:
        # null means missing, `also` may hold bare spans: only files by others need this second way
        try:
            record: Record = msgspec.convert(lenient(msgspec.json.decode(line)), Record)
            return record
        except msgspec.ValidationError:
            pass
        raise


def read_jsonl(
    lines: Iterable[bytes],
    name: str,
    errors: list[KhabarError] | None = None,
) -> Iterator[Record]:
    """The records of a JSON Lines stream; empty lines are skipped.

    Raises at the first bad line, or, where `errors` is given, appends the error to it and goes on.
    """
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            record = decode(line, name=name, number=number)
        except KhabarError as problem:
            if errors is None:
                raise
            errors.append(problem)
            continue
        yield record


def first_bad_span(article: Article) -> tuple[str, str] | None:
    """(field, what is wrong) of the first span that is reversed or leaves the text; None where all are good."""
    length = len(article.text)
    for where, start, end in _spans(article):
        if start > end:
            return where, f"expected a span whose start is not after its end, got [{start}, {end}]"
        if end > length:
            return where, f"expected a span inside the text of {length} characters, got [{start}, {end}]"
    return None


def _spans(a: Article) -> Iterator[tuple[str, int, int]]:
    for i, span in enumerate(a.body):
        yield f"body[{i}]", *span
    for i, name in enumerate(a.names):
        yield f"names[{i}]", name.start, name.end
    for i, time in enumerate(a.times):
        yield f"times[{i}]", time.start, time.end
    for i, said in enumerate(a.attributions):
        yield f"attributions[{i}].content", *said.content
        if said.cue:
            yield f"attributions[{i}].cue", *said.cue
        for j, link in enumerate(said.chain):
            if link.span:
                yield f"attributions[{i}].chain[{j}].span", *link.span
            if link.antecedent:
                yield f"attributions[{i}].chain[{j}].antecedent", *link.antecedent
    for i, event in enumerate(a.events):
        yield f"events[{i}].trigger", *event.trigger
        if event.evidence:
            yield f"events[{i}].evidence", *event.evidence
        for slot in ("source_spans", "target_spans", "place", "about"):
            for j, span in enumerate(getattr(event, slot)):
                yield f"events[{i}].{slot}[{j}]", *span


def articles(records: Iterable[Record], other: Callable[[Record], None] | None = None) -> Iterator[Article]:
    """The articles among the records; the rest goes to `other`, or nowhere."""
    for record in records:
        if isinstance(record, Article):
            yield record
        elif other is not None:
            other(record)
