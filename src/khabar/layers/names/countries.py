"""Which country an article is about, at a place in it: for `الحكومة`, `الجيش`, `السلطات` alone."""

from collections import defaultdict

from khabar.layers.names.view import Mention, View
from khabar.packs import Packs


class Setting:
    """The countries that the mentions and the demonyms of an article point to, and where."""

    def __init__(self, view: View, packs: Packs) -> None:
        self.points: list[tuple[int, str, float]] = []
        self.packs = packs
        sentence_of = view.doc.sentence_of
        for mention in view.mentions():
            country = country_of(packs, mention)
            if country:
                self.points.append((sentence_of[mention.first], country, 1.0))
        for at in view.some:
            if view.owner[at] is None and (demonym := view.facts[at].demonym):
                self.points.append((sentence_of[at], demonym, 0.7))
        self.sentence_of = sentence_of
        totals: dict[str, float] = defaultdict(float)
        for _, country, weight in self.points:
            totals[country] += weight
        self.totals = dict(totals)

    def country(self, at: int, prefer: tuple[str, ...] = ()) -> str | None:
        """The country meant at word `at`: what the article is about, and more so what stands near before it."""
        here = self.sentence_of[at]
        score: dict[str, float] = {c: 0.35 * total for c, total in self.totals.items()}
        for sentence, country, weight in self.points:
            gap = here - sentence
            if 0 <= gap <= 3:
                score[country] += weight / (1 + gap)
        for country in prefer:
            if country in score:
                return country
        return max(score, key=lambda c: score[c]) if score else None


def country_of(packs: Packs, mention: Mention) -> str | None:
    """The country that an entity belongs to."""
    entity = packs.entities.get(mention.entity)
    return entity.country if entity else None
