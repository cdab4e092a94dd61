"""Whose an office is that the text gives no country (`رئيس الحكومة`, `الوفد الحكومي`): the country spoken of there."""

from collections.abc import Collection

from khabar.layers.document import Doc
from khabar.layers.events.sides import Demonyms
from khabar.layers.names.countries import Point, weigh
from khabar.packs.outlets import home


class Setting:
    """The countries that the names and adjectives of an article point to, sentence by sentence."""

    def __init__(self, doc: Doc, demonyms: Demonyms) -> None:
        self.doc = doc
        self.points: list[Point] = []
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
        points = (p for p in self.points if p[1] not in without and (not among or p[1] in among))
        score = weigh(points, self.doc.sentence_of[at])
        if score:
            return max(score, key=lambda country: score[country])
        own = home(self.doc.article.outlet, self.doc.packs)
        return own if own not in without and (not among or own in among) else None
