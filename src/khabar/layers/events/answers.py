"""Whose words a refusal answers: `رفض هذه الدعوة`, `نفت الاتهامات`."""

from collections.abc import Sequence

from khabar.arabic.articles import has_article
from khabar.layers.events.lexicon import EventTables, Norms, bares
from khabar.layers.events.told import Told

_REACH = 14
#: word list -> types of events that its words can stand for
_SAID = {"said-request": "REQUEST", "said-offer": "AGREE", "said-accusation": "ACCUSE", "said-threat": "THREATEN"}


class Answers:
    """Finds the side toward whom something is refused in who said what is refused."""

    def __init__(self, tables: EventTables, norms: Norms) -> None:
        self.norms = norms
        self.stops = tables.relatives.single | tables.boundaries.single
        self.said = {kind: tables.lists[name] for name, kind in _SAID.items()}

    def fill(self, found: Sequence[Told], told: Sequence[Told]) -> None:
        """Fill the targets of the refusals of a sentence (`found`) from what was told before them."""
        before = list(told)
        for item in found:
            event = item.event
            if event.type == "REJECT" and not event.target:
                kind = self._answered(item)
                said = [o.event for o in before if o.event.type == kind and o.event.source]
                if said and not set(said[-1].source) & set(event.source):
                    event.target, event.target_spans = list(said[-1].source), list(said[-1].source_spans)
            before.append(item)

    def _answered(self, item: Told) -> str | None:
        """The type of what is refused, where a word with the article or a pronoun stands for it."""
        for at in range(item.trigger.first + 1, min(item.trigger.last + _REACH, len(self.norms))):
            norm = self.norms[at]
            if norm in "،,.؛:" or norm in self.stops:
                return None
            definite = has_article(norm) or norm.endswith(("ه", "ها", "هم", "هما"))
            for kind, words in self.said.items():
                if definite and any(b.removeprefix("ال") in words for b in bares(norm)):
                    return kind
        return None
