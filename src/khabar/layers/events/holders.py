"""Who holds an office that an article names later without him (`وزير الخارجية التركي` after `… فلان`)."""

from collections import defaultdict

from khabar.layers.document import Doc
from khabar.layers.events.lexicon import EventTables, bares


class Holders:
    """The persons of an article by the words of the title beside their names."""

    def __init__(self, doc: Doc, tables: EventTables) -> None:
        self.doc = doc
        self.tables = tables
        self.known: dict[tuple[str, ...], set[str]] = defaultdict(set)

    def learn(self, person: str, begin: int, first: int) -> None:
        """Note that the title from word `begin` to `first` (half-open) stands beside the name of a person."""
        key = self._key(begin, first)
        if len(key) > 1:
            self.known[key].add(person)

    def of(self, begin: int, last: int) -> str | None:
        """The only person to whom the article gives the title of these words."""
        found = self.known.get(self._key(begin, last), set())
        return next(iter(found)) if len(found) == 1 else None

    def _key(self, begin: int, last: int) -> tuple[str, ...]:
        """The words of a title without particles before it, ranks, forms of address and marks."""
        ranks = self.tables.lists["ranks"]
        words = [w for w in self.doc.words[begin:last] if w.kind == "word" and ranks.isdisjoint(bares(w.norm))]
        if not words:
            return ()
        head = words[0].norm
        if head not in self.tables.titles.single:
            head = next((b for b in bares(head) if b in self.tables.titles.single), head)
        return (head, *(w.norm for w in words[1:]))
