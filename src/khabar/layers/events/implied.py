"""A second event that some words tell with the first: who lifts a siege has besieged.

What two sides do to each other (`اعتقالات متبادلة`, `استدعى البلدان سفيريهما`) is two events, one in each direction.

Who answers in kind (`ردت بالمثل`) does what was done to him; an entry says so with `mirrored`.

An entry says so with `implies`: `type`, `mode`, `modality` of the other event; `turned`: its
source is the first one's target; `open`: only while the first has not happened (a siege that was lifted is over).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from khabar.article import Event, EventTime
from khabar.layers.document import Doc
from khabar.layers.events.told import Told

#: types in which each side acts upon the other
_DIRECTED = frozenset(("SANCTION", "COERCE", "ACCUSE", "THREATEN"))
#: types that are answered in kind
_DEEDS = _DIRECTED | {"ASSAULT"}
_OPEN = frozenset(("demanded", "planned", "possible", "conditional", "threatened"))


def implied(found: Sequence[Told], doc: Doc) -> list[Told]:
    """The other events of a sentence, each resting on the word of the first; its trigger is the last word of that."""
    out = []
    for item in found:
        told = item.trigger.entry.get("implies")
        if told and not (told.get("open") and item.event.modality not in _OPEN):
            out.append(_other(item, told, doc))
    return out


def _other(item: Told, told: Mapping[str, Any], doc: Doc) -> Told:
    first = item.event
    at = item.trigger.last - 1
    word = doc.words[at]
    source, target = (first.target, first.source) if told.get("turned") else (first.source, first.target)
    spans = (first.target_spans, first.source_spans) if told.get("turned") else (first.source_spans, first.target_spans)
    trigger = item.trigger._replace(first=at, start=word.start, verb=False, light=None)
    event = Event(
        id="", type=str(told["type"]), mode=str(told["mode"]), trigger=(word.start, word.end), evidence=first.evidence,
        source=list(source), target=list(target), source_spans=list(spans[0]), target_spans=list(spans[1]),
        place=list(first.place), time=EventTime(), modality=str(told["modality"]),
        attribution=first.attribution, rule=first.rule, pack=first.pack,
    )  # fmt: skip
    other = Told(event, trigger, item.sentence, item.headline, item.carried)
    other.definite, other.result = True, False
    return other


def mirrored(found: Sequence[Told], told: Sequence[Told]) -> list[Told]:
    """`ردت موسكو بالمثل`: what was done to her just before, and she does it to him who did it; without that nothing."""
    out: list[Told] = []
    for item in found:
        if item.trigger.entry.get("mirrored"):
            deeds = [t for t in (*told, *out) if t.event.type in _DEEDS and item.sentence - t.sentence <= 2]
            by_others = [t for t in deeds if t.event.source and not set(t.event.source) & set(item.event.source)]
            if not by_others:
                continue
            first, event = by_others[-1].event, item.event
            event.type, event.mode = first.type, first.mode
            event.target, event.target_spans = list(first.source), list(first.source_spans)
            event.source = event.source or list(first.target)
        out.append(item)
    return out


def returned(found: Sequence[Told]) -> list[Told]:
    """The other direction of what two sides do to each other."""
    out = []
    for item in found:
        first = item.event
        if not item.mutual or first.type not in _DIRECTED:
            continue
        if len(first.source) == 2 and not first.target:  # تبادلت الدولتان الاتهامات
            first.source, first.target = first.source[:1], first.source[1:]
        if len(first.source) != 1 or len(first.target) != 1:
            continue
        event = msgspec.structs.replace(
            first, source=list(first.target), target=list(first.source), source_spans=list(first.target_spans),
            target_spans=list(first.source_spans), place=list(first.place), about=list(first.about),
            mediator=list(first.mediator), delegates=list(first.delegates), also=[], effect=[],
        )  # fmt: skip
        other = Told(event, item.trigger, item.sentence, item.headline, item.carried)
        out.append(other)
    return out
