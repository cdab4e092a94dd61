"""Whose an office is that the text gives no country (`رئيس الحكومة`, `الوفد الحكومي`): the country spoken of there."""

from collections import defaultdict
from collections.abc import Collection

from khabar.layers.document import Doc
from khabar.layers.events.sides import Demonyms
from khabar.packs.outlets import home

_NEAR = 3  # sentences back that count in full and not as part of the article
_WHOLE = 0.35  # what a mention anywhere in the article counts, measured in the names layer


class Setting:
    """The countries that the names and adjectives of an article point to, sentence by sentence."""

    def __init__(self, doc: Doc, demonyms: Demonyms) -> None:
        self.doc = doc
        self.points: list[tuple[int, str, float]] = []
        for name in doc.article.names:
            known = doc.packs.entities.get(name.entity or "")
            at = doc.words_in(name.start, name.end)[0]
            if known is not None and known.country and at < len(doc.words):
                self.points.append((doc.sentence_of[at], known.country, 1.0))
        for at, word in enumerate(doc.words):
            country = demonyms.of(word.norm) if doc.name_at[at] < 0 else None
            if country in doc.packs.countries:
                self.points.append((doc.sentence_of[at], str(country), 0.7))

    def country(self, at: int, without: Collection[str] = (), among: Collection[str] = ()) -> str | None:
        """The country meant at word `at`: none of `without`, one of `among` where that is given.

        The outlet's own where no country is named.
        """
        here = self.doc.sentence_of[at]
        score: dict[str, float] = defaultdict(float)
        for sentence, country, weight in self.points:
            if country not in without and (not among or country in among):
                gap = here - sentence
                score[country] += weight * (_WHOLE + (1 / (1 + gap) if 0 <= gap <= _NEAR else 0.0))
        if score:
            return max(score, key=lambda country: score[country])
        own = home(self.doc.article.outlet, self.doc.packs)
        return own if own not in without and (not among or own in among) else None
