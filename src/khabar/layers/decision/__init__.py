"""The sentence decision: whether a text of a sentence or two tells an event of a type at all.

In an article the rules have the last word: it is about something, and its other sentences say what. A sentence
that stands alone may be about anything (sport, history, a figure of speech), and there a small classifier weighs
its words together with what the rules found. It drops what the rules found where it says no, and where it says
yes and the rules were not sure it takes the likeliest of what they found; such an event has the rule
`decision.<type>` and the probability as its score. Measured (docs/events.md): in articles no threshold on it
tells the rules' errors from what is right, so it is not asked there.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.article import Entity, Event
from khabar.layers.decision.candidates import Candidates
from khabar.layers.decision.features import Finding, distinct
from khabar.layers.decision.model import Model, score, shipped
from khabar.layers.document import Doc, Sentence
from khabar.packs import Packs

__all__ = ["Decision", "score"]

#: Texts of more sentences are articles.
ALONE = 2


class Decision:
    """The component that corrects `article.events` of texts that stand alone."""

    name = "decision"
    requires: tuple[str, ...] = ("body", "names", "times", "attributions", "events")
    assigns: tuple[str, ...] = ("events",)

    def __init__(self, packs: Packs, model: Model | None = None) -> None:
        self.model = model or shipped()
        self._candidates = Candidates(packs, self.model.weights.types)

    def __call__(self, doc: Doc) -> None:
        """Drop and add events of the types that the model knows."""
        if not 0 < len(doc.sentences) <= ALONE:
            return
        norms = [distinct(word.norm for word in doc.words[s.first : s.last]) for s in doc.sentences]
        events = doc.article.events
        if not any(self._asked(doc, events, s, n) for s, n in zip(doc.sentences, norms, strict=True)):
            return
        unnamed: list[Entity] = list(getattr(doc, "unnamed", []))
        candidates, findings = self._candidates(doc)
        out = list(events)
        for sentence, said in zip(doc.sentences, norms, strict=True):
            here = [f for f in findings if _within(f.event, sentence)]
            likely = self.model.score(said, here)
            for kind, probability in likely.items():
                mine = [e for e in out if e.type == kind and e.polarity and _within(e, sentence)]
                if probability < self.model.weights.types[kind].threshold:
                    out = [e for e in out if all(e is not m for m in mine)]
                elif not mine:
                    best = self._best(kind, candidates, here)
                    if best is not None:
                        best.rule, best.pack, best.score = f"decision.{kind.lower()}", None, round(probability, 3)
                        out.append(best)
        if [id(e) for e in out] == [id(e) for e in events]:
            return
        out.sort(key=lambda e: e.trigger)
        for number, event in enumerate(out, 1):
            event.id = f"e{number}"
        doc.article.events = out
        used = {i for e in out for i in (*e.source, *e.target)}
        known = {e.id: e for e in (*unnamed, *self._candidates.unnamed)}
        doc.unnamed = [known[i] for i in known if i in used]

    def _asked(self, doc: Doc, events: Sequence[Event], sentence: Sentence, norms: Sequence[str]) -> bool:
        """Whether there may be something to drop or to add."""
        types = self.model.weights.types
        if any(e.type in types and e.polarity and _within(e, sentence) for e in events):
            return True
        return any(added >= types[kind].gate for kind, added in self.model.text(norms).items())

    def _best(self, kind: str, candidates: Sequence[Event], here: Sequence[Finding]) -> Event | None:
        """The likeliest of what the rules found but were not sure of."""
        told = [e for e in candidates if e.type == kind and e.polarity and any(f.event is e for f in here)]
        return max(told, key=lambda e: e.score or 0.0, default=None)


def _within(event: Event, sentence: Sentence) -> bool:
    return sentence.start <= event.trigger[0] < sentence.end
