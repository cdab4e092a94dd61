"""Which country an article is about, at a place in it: for `الحكومة`, `الجيش`, `السلطات` alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from khabar.layers.names.view import Mention, View
from khabar.packs import Packs, Surface
from khabar.packs.outlets import home

#: A sentence, a country that it points to, and how much.
Point = tuple[int, str, float]
_NEAR = 3  # sentences back that count in full and not as part of the article
_WHOLE = 0.35  # what a mention anywhere in the article counts
_LATER = 0.25  # what one behind the place counts
_CAPITAL = 0.5  # a capital as a place, where others may meet too


def weigh(points: Iterable[Point], here: int) -> dict[str, float]:
    """How much speaks for each country in sentence `here`: what the article is about, and more so what is near."""
    totals: dict[str, float] = defaultdict(float)
    near: dict[str, float] = defaultdict(float)
    for sentence, country, weight in points:
        totals[country] += weight * (_LATER if sentence > here else _WHOLE)
        if 0 <= here - sentence <= _NEAR:
            near[country] += weight / (1 + here - sentence)
    return {country: total + near[country] for country, total in totals.items()}


class Setting:
    """The countries that the mentions and the demonyms of an article point to, and where."""

    def __init__(self, view: View, packs: Packs, without: Sequence[Mention] = ()) -> None:
        self.points: list[Point] = []
        self.packs = packs
        capitals = packs.compiled("countries.capitals", _capitals)
        sentence_of = view.doc.sentence_of
        for mention in view.mentions():
            if len(mention.readings) > 1 or any(mention is other for other in without):
                continue  # it depends on what we are about to find
            country = country_of(packs, mention)
            if country:
                weight = _CAPITAL if mention.type == "GPE" and mention.entity in capitals else 1.0
                self.points.append((sentence_of[mention.first], country, weight))
        for at in view.some:
            if view.owner[at] is None and (demonym := view.facts[at].demonym):
                self.points.append((sentence_of[at], demonym, 0.7))
        self.sentence_of = sentence_of
        self.home = home(view.doc.article.outlet, packs)

    def weigh(self, at: int) -> dict[str, float]:
        """How much speaks for each country at word `at`: what the article is about, and more so what is near it."""
        return weigh(self.points, self.sentence_of[at])

    def country(
        self, at: int, prefer: tuple[str, ...] = (), without: Collection[str] = (), among: Collection[str] = ()
    ) -> str | None:
        """The country meant at word `at`, one of `prefer` where the article speaks of it, none of `without`.

        `among`: the countries to choose from, where not empty.
        """
        score = {country: weight for country, weight in self.weigh(at).items() if country not in without}
        score = {country: weight for country, weight in score.items() if country in among} or score
        for country in prefer:
            if country in score:
                return country
        # where an outlet names no country, it speaks of its own
        return max(score, key=lambda c: score[c]) if score else self.home


def _capitals(packs: Packs) -> frozenset[str]:
    return frozenset(country.capital for country in packs.countries.values() if country.capital)


def settle_homonyms(view: View, packs: Packs) -> None:
    """Give names that actors or places of several countries bear to the one whose country the article is about."""
    open_ = [m for m in view.mentions() if len(m.readings) > 1]
    if not open_:
        return
    setting = Setting(view, packs)
    for made in open_:
        score = setting.weigh(made.first)
        rated = [max((score.get(c, 0.0) for c in _countries(packs, s)), default=0.0) for s in made.readings]
        best = max(range(len(rated)), key=lambda i: rated[i])  # the first of equals, which is what stood there
        if best:
            surface = made.readings[best]
            made.entity, made.type, made.naming = surface.entity, surface.type, surface.naming
            made.rule, made.pack = surface.rule, surface.pack


def _countries(packs: Packs, surface: Surface) -> Iterator[str]:
    """The countries that a name speaks for: its entity's, and the one whose pack lists it."""
    entity = packs.entities.get(surface.entity)
    if entity is not None and entity.country:
        yield entity.country
    yield surface.pack.partition("@")[0]


def country_of(packs: Packs, mention: Mention) -> str | None:
    """The country that an entity belongs to."""
    entity = packs.entities.get(mention.entity)
    return entity.country if entity else None
