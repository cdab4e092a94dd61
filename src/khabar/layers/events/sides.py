"""For whom somebody acts: countries behind demonyms and capitals, states behind persons."""

from khabar.arabic.fold import fold_text
from khabar.layers.document import Doc
from khabar.packs import Packs
from khabar.packs.sides import organ, state


class Demonyms:
    """Adjectives of countries, with and without the article: word to country."""

    def __init__(self, packs: Packs) -> None:
        self.words: dict[str, str] = {}
        self.capitals: dict[str, str] = {}
        for country in packs.countries.values():
            for adjective in (*country.m, *country.f):
                word = fold_text(adjective)
                if " " in word:
                    continue
                for form in (word, word + "ان", word + "ين", word + "ون", word + "تين", word + "تان", word + "ا"):
                    self.words.setdefault(form, country.id)
                    self.words.setdefault("ال" + form, country.id)
                if word.endswith("ه"):
                    stem = word[:-1]
                    for form in (stem + "تين", stem + "تان", stem + "ات"):
                        self.words.setdefault(form, country.id)
                        self.words.setdefault("ال" + form, country.id)
            for people in country.people:
                self.words.setdefault(fold_text(people), country.id)
                self.words.setdefault(fold_text(people.removeprefix("ال")), country.id)  # مسؤولون روس
            if country.capital:
                self.capitals[country.capital] = country.id

        for entry in packs.rules("event-words"):
            if entry.get("kind") == "adjective":
                for word in entry["words"]:
                    for form in (fold_text(word), "ال" + fold_text(word)):
                        self.words.setdefault(form, str(entry["entity"]))

    def of(self, word: str) -> str | None:
        """The country of a demonym."""
        found = self.words.get(word)
        if found is None and word[:1] in "ولبف" and len(word) > 4:
            found = self.words.get(word[1:])
            if found is None and word.startswith("لل"):
                found = self.words.get("ا" + word[1:])
        return found


class Sides:
    """Which entity a country, a capital or a person acts as, in one article."""

    def __init__(self, doc: Doc, demonyms: Demonyms) -> None:
        self.doc = doc
        self.packs = doc.packs
        self.demonyms = demonyms
        self.known = {name.entity for name in doc.article.names if name.entity}
        self.person: dict[str, str] = {}

    def government(self, country: str, civil: bool = False) -> str:
        """The entity that acts for a country: its government, or what of it the article names.

        `civil`: never its forces, which no minister and no president stands for.
        """
        if country not in self.packs.countries:
            return country  # الأممي: a body of states
        for entity in (f"{country}-government", f"{country}-forces", country):
            if entity in self.known and not (civil and entity.endswith("-forces")):
                return entity
        return f"{country}-government"

    def presidency(self, side: str) -> str:
        """The entity that a president acts for: his office, where the article names it apart from the government."""
        country = state(side)
        for entity in (f"{country}-presidency", f"{country}-presidency-council"):
            if country in self.packs.countries and entity in self.known:
                return entity
        return side

    def country_of_place(self, entity: str) -> str | None:
        """The country that a place stands for: a country itself or a capital."""
        if entity in self.packs.countries:
            return entity
        return self.demonyms.capitals.get(entity)

    def of_person(self, entity: str) -> str | None:
        """The side a person stands for: what the article says of the office, else what the packs know."""
        side = self.person.get(entity)
        if side:
            return side
        known = self.packs.entities.get(entity)
        if known is None:
            return None
        past = False
        for relation in known.relations:
            kind, _, value = relation.partition(":")
            value, _, years = value.partition("@")
            if kind not in ("leads", "speaks-for", "member-of", "office") or not value:
                continue
            if not self._holds(years):
                past = True
                continue
            side = self._of_office(value) if kind == "office" else value
            if kind != "office" and side not in self.known:
                past = True  # the article says nothing of his movement
                continue
            if side:
                return self.organ_of(side)
        if known.country and not past and known.sector in ("GOV", "MIL", "LEG"):
            return self.government(known.country, civil=known.sector != "MIL")
        return None

    def _of_office(self, office: str) -> str | None:
        """The side of an office of the packs (`foreign-minister-of-syria`, `envoy-of-un-to-yemen`)."""
        _, of, body = office.rpartition("-of-")
        body = body.partition("-to-")[0]
        if of and body in self.packs.countries:
            return self.government(body, civil=True)
        return body if of and body in self.packs.entities else None

    def _holds(self, years: str) -> bool:
        """Whether what lasted these years (`2009-2017`, `2019-`) lasts when the article was published."""
        published = self.doc.article.published.earliest or self.doc.article.published.latest
        if not years or not published:
            return True
        first, _, last = years.partition("-")
        year = str(published)[:4]
        return (not first or first <= year) and (not last or year <= last)

    def organ_of(self, entity: str) -> str:
        """The side of him who heads a body: of a ministry, a general staff or a secret service the state."""
        known = self.packs.entities.get(entity)
        country = known.country if known is not None else entity.partition("-")[0]
        if entity == f"{country}-forces":
            return entity  # قائد القوات الروسية
        if country and country in self.packs.countries and organ(entity):
            return self.government(country, civil=entity.endswith("-government"))
        return entity
