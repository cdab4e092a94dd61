"""Events: who did what to whom, when and where, what kind of fact it is, and on whose word."""

from khabar.article import Entity
from khabar.layers.document import Doc
from khabar.layers.events.lexicon import EventTables, compile_tables
from khabar.layers.events.reader import Reader
from khabar.layers.events.sides import Demonyms
from khabar.layers.events.weigh import WeightTables, compile_weights
from khabar.packs import Packs


class Events:
    """The component that fills `article.events`.

    Actors without a name get `Entity` records with a sector; they are kept in `doc.unnamed`.
    """

    name = "events"
    requires: tuple[str, ...] = ("body", "names", "times", "attributions")
    assigns = ("events",)

    def __init__(self, packs: Packs) -> None:
        self.tables: EventTables = packs.compiled("events", compile_tables)
        self.demonyms: Demonyms = packs.compiled("events.demonyms", Demonyms)
        self.weights: WeightTables = packs.compiled("events.weights", compile_weights)

    def __call__(self, doc: Doc) -> None:
        """Fill `article.events`, and `doc.unnamed` with the entities of actors that have no name."""
        reader = Reader(doc, self.tables, self.demonyms, self.weights)
        doc.article.events = reader.read()
        used = {e for event in doc.article.events for e in (*event.source, *event.target)}
        unnamed: list[Entity] = [e for e in reader.finder.unnamed.values() if e.id in used]
        doc.unnamed = unnamed
