"""All that the rules find in an article, sure or not: what the decision chooses among."""

from __future__ import annotations

from khabar.article import Entity, Event
from khabar.layers.decision.features import Finding
from khabar.layers.document import Doc
from khabar.layers.events.lexicon import compile_tables
from khabar.layers.events.reader import Reader
from khabar.layers.events.sides import Demonyms
from khabar.layers.events.weigh import compile_weights
from khabar.packs import Packs


class Candidates:
    """Reads the events of an article without leaving out those of which the rules are not sure."""

    def __init__(self, packs: Packs) -> None:
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
        return events, [Finding(event, around) for event, around in reader.findings]
