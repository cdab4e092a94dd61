"""How sure it is that a trigger tells an event of its own, and no talk of violence, law, history or rhetoric.

A linear score over what stands around the trigger, squeezed to 0..1. Features and weights are a table of
the packs (`event_weights.yaml`); what lies below the threshold of its type is not given.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

from khabar.article import Event
from khabar.layers.document import Doc, Sentence
from khabar.layers.events.lexicon import Norms, WordSet
from khabar.layers.events.triggers import Trigger
from khabar.packs import Packs


class Weights(NamedTuple):
    """Weights of one type of event."""

    bias: float
    threshold: float
    weights: Mapping[str, float]


class WeightTables(NamedTuple):
    """Word lists of the features, by name, and the weights by type."""

    words: Mapping[str, WordSet]
    types: Mapping[str, Weights]


def compile_weights(packs: Packs) -> WeightTables:
    """Compile the table `event-weights` of the packs."""
    words: dict[str, WordSet] = {}
    types: dict[str, Weights] = {}
    for entry in packs.rules("event-weights"):
        if entry.get("kind") == "feature":
            words[str(entry["id"]).removeprefix("feature.")] = WordSet(entry["words"])
        elif entry.get("kind") == "weights":
            types[str(entry["type"])] = Weights(
                float(entry.get("bias", 0)), float(entry.get("threshold", 0)),
                {str(k): float(v) for k, v in (entry.get("weights") or {}).items()},
            )  # fmt: skip
    return WeightTables(words, types)


def features(
    doc: Doc, tables: WeightTables, norms: Norms, trigger: Trigger, event: Event, sentence: Sentence
) -> list[str]:
    """Names of the features that hold of an event."""
    first, last, low, high = trigger.first, trigger.last, sentence.first, sentence.last
    form = trigger.reading.form
    out = [
        f"entry.{str(trigger.entry.get('like') or trigger.entry['id']).rsplit('.', 1)[-1]}",
        f"pos.{form.pos}",
        f"modality.{event.modality}",
    ]
    if len(doc.sentences) > 2:
        out.append("article")  # which is about something, and tells of it at length
    if trigger.definite:
        out.append("definite")
    if trigger.light is not None:
        out.append("light.passive" if trigger.light.entry.get("passive") else "light.active")
    for role in ("source", "target"):
        ids = getattr(event, role)
        if ids:
            out.append(f"{role}.unnamed" if all(i.startswith("unnamed:") for i in ids) else f"{role}.named")
    if event.also:
        out.append("again")  # told with more than one word of the sentence
    if event.place:
        out.append("place")
    if event.time.expr:
        number = next(i for i, t in enumerate(doc.article.times) if (t.start, t.end) == event.time.expr)
        out.append(f"time.{doc.article.times[number].grain}")
    if event.attribution is not None:
        out.append("attributed")
    if doc.quote_around(event.trigger[0], event.trigger[1]) is not None:
        out.append("quoted")
    if high - low > 45:
        out.append("long")
    if first - low <= 2:
        out.append("begins")
    for name, words in tables.words.items():
        if name.startswith("before."):
            span = (max(low, first - 4), first)
        elif name.startswith("near."):
            span = (max(low, first - 14), min(high, last + 14))
        elif name.startswith("after."):
            span = (last, min(high, last + 5))
        else:
            span = (low, high)
        if words.among(norms, *span):
            out.append(name)
    return out


def weigh(tables: WeightTables, event: Event, found: list[str]) -> tuple[float, bool]:
    """(score from 0 to 1, whether it is enough for the event's type)."""
    weights = tables.types.get(event.type)
    if weights is None:
        return 0.75, True
    total = weights.bias + sum(weights.weights.get(name, 0.0) for name in found)
    score = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return round(score, 3), score >= weights.threshold
