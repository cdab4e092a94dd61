"""Whom a speaker speaks for: by his title's adjective or organisation, or by what packs know of him."""

from khabar.arabic.fold import fold_text
from khabar.layers.attributions.speakers import Candidate
from khabar.layers.document import Doc
from khabar.packs import Packs
from khabar.packs.countries import definite

_IN_ITS_NAME = frozenset(("باسمه", "باسمها", "باسمهم"))
_RELATIONS = ("leads", "member-of", "part-of")


class Offices:
    """Knows the governments that adjectives and persons of the packs stand for."""

    def __init__(self, packs: Packs) -> None:
        self.packs = packs
        self.adjectives: dict[str, str] = {}
        for country in packs.countries.values():
            for adjective in [*country.m, *country.f]:
                for form in (adjective, definite(adjective)):
                    self.adjectives.setdefault(fold_text(form), f"{country.id}-government")

    def serves(self, doc: Doc, candidate: Candidate, before: str | None = None) -> str | None:
        """The entity that a person or source speaks for, None where neither the words nor the packs tell.

        `before`: whom the article let him speak for before, which holds until his words say something else.
        """
        if candidate.kind not in ("person", "anonymous"):
            return None
        told = candidate.owner or self._by_adjective(doc, candidate) or before
        return told or self._by_packs(candidate.entity) or self._in_its_name(doc, candidate)

    @staticmethod
    def _in_its_name(doc: Doc, candidate: Candidate) -> str | None:
        """`تبنت الحركة … وقال الناطق باسمها فلان`: the movement, body or government named first in the nearest
        sentence that names one before him."""
        words = range(max(0, candidate.first - 3), candidate.last)
        if not any(doc.words[k].norm in _IN_ITS_NAME for k in words):
            return None
        start, here = doc.words[candidate.first].start, doc.sentence_of[candidate.first]
        for number in range(here, max(-1, here - 3), -1):
            low, high = doc.sentences[number].start, min(start, doc.sentences[number].end)
            for name in doc.article.names:
                if low <= name.start and name.end <= high and name.type in ("GRP", "ORG", "GOV") and name.entity:
                    return name.entity
        return None

    def _by_adjective(self, doc: Doc, candidate: Candidate) -> str | None:
        """`وزير الخارجية التركي`, `مسؤول أميركي`: within the phrase, or in the title right before a name."""
        first = candidate.first if not candidate.named else max(0, candidate.first - 4)
        for k in range(candidate.last - 1, first - 1, -1):
            if doc.words[k].norm in ".:،؛" and k < candidate.first:
                break
            if doc.name_at[k] < 0 and (found := self.adjectives.get(doc.words[k].norm)) is not None:
                return found
        return None

    def _by_packs(self, entity: str | None) -> str | None:
        known = self.packs.entities.get(entity or "")
        if known is None or known.type != "PER":
            return None
        spoken = self._related(known.relations, "speaks-for")
        government = f"{known.country}-government"
        if spoken is None and known.office() and government in self.packs.entities:
            return government
        return spoken or next((found for kind in _RELATIONS if (found := self._related(known.relations, kind))), None)

    @staticmethod
    def _related(relations: list[str], kind: str) -> str | None:
        return next((r.removeprefix(kind + ":").split("@")[0] for r in relations if r.startswith(kind + ":")), None)
