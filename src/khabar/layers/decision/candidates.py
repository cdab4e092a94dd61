"""All that the rules find in an article, sure or not: what the decision chooses among."""

from __future__ import annotations

from collections.abc import Container, Mapping

from khabar.article import Entity, Event, Span
from khabar.layers.decision.features import Finding
from khabar.layers.decision.standing import standing
from khabar.layers.document import Doc, Sentence
from khabar.layers.events.lexicon import compile_tables
from khabar.layers.events.reader import Reader
from khabar.layers.events.sides import Demonyms
from khabar.layers.events.weigh import compile_weights
from khabar.packs import Packs


class Candidates:
    """Reads the events of an article without leaving out those of which the rules are not sure.

    `types`: the types of event whose standing in the sentence is wanted; None for all.
    """

    def __init__(self, packs: Packs, types: Container[str] | None = None) -> None:
        self._types = types
        self._tables = packs.compiled("events", compile_tables)
        self._demonyms = packs.compiled("events.demonyms", Demonyms)
        self._weights = packs.compiled("events.weights", compile_weights)
        self.unnamed: list[Entity] = []  # the actors without a name of the article read last

    def __call__(self, doc: Doc) -> tuple[list[Event], list[Finding]]:
        """The events in order, mentions of one happening joined, and every mention with what stands around it.

        `doc` has all layers that events require.
        """
        reader = Reader(doc, self._tables, self._demonyms, self._weights, every=True)
        events = reader.read()
        self.unnamed = list(reader.finder.unnamed.values())
        mentions = reader.mentions
        return events, [Finding(event, self._around(doc, event, around, mentions)) for event, around in reader.findings]

    def _around(self, doc: Doc, event: Event, around: list[str], mentions: Mapping[Span, tuple[str, str]]) -> list[str]:
        """`around`, where the event stands, and what its other words say: news may open with another than its own."""
        if self._types is not None and event.type not in self._types:
            return around
        told = [event.trigger, *(also.trigger for also in event.also)]
        first = min(told)
        form = mentions[first][1] if first in mentions else "none"
        return [
            *around,
            *standing(doc, event.trigger, _sentence(doc, event.trigger)),
            *(f"first.{name}" for name in standing(doc, first, _sentence(doc, first))),
            f"first.pos.{form}",
            *(f"mode.{mentions[span][0]}" for span in told[1:] if span in mentions),
        ]


def _sentence(doc: Doc, span: Span) -> Sentence:
    return next(s for s in doc.sentences if s.start <= span[0] < s.end)
