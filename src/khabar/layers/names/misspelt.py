"""Names of bodies that are written wrongly or cut short once: `حركة العدل العدل والمساواة`, `جبهة تحير الجنوب`.

A new name that a head announced is taken for a known one with the same head where it differs by a word written
twice, by one letter, or by a tail that the article gives in another place.
"""

from khabar.layers.names.index import name_words
from khabar.layers.names.view import QUOTES, Mention, View
from khabar.packs import Packs

_TYPES = frozenset({"ORG", "GRP", "GOV"})
_MET = 50_000
_LETTERS = 9  # names shorter than this differ by a letter from too many others


def misspelt(view: View, packs: Packs) -> None:
    """Give new names of bodies the entity of the known or earlier name that they are written for."""
    mentions = [m for m in view.mentions() if m.type in _TYPES]
    new = [m for m in mentions if m.kind == "head" and m.size > 1 and m.entity not in packs.entities]
    for mention in new:
        found = _in_article(view, mention, mentions) or _in_packs(view, mention, packs)
        if found is not None:
            old = mention.entity
            for other in mentions:
                if other.entity == old:
                    other.entity, other.type = found


def _words(view: View, mention: Mention) -> list[str]:
    norms = view.norms[mention.first : mention.last]
    norms[0] = norms[0][len(mention.prefix) :]
    return [norm for norm in norms if norm not in QUOTES]


def _in_article(view: View, mention: Mention, mentions: list[Mention]) -> tuple[str, str] | None:
    words = _words(view, mention)
    for other in mentions:
        if other.entity == mention.entity or other.size < 2:
            continue
        full = _words(view, other)
        if full[0] != words[0]:
            full = [words[0], *full]  # العدل والمساواة, without its head
        if len(full) > len(words) > 1 and full[: len(words)] == words and other.kind == "pack":
            return other.entity, other.type
        if _alike(words[1:], full[1:]):
            return other.entity, other.type
    return None


class _Known:
    """Names of bodies in the packs by their head, and then by how many words follow it and with which letter."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._heads: dict[str, dict[tuple[int, str], list[tuple[list[str], tuple[str, str]]]]] = {}
        self._met: dict[tuple[str, ...], tuple[str, str] | None] = {}

    def find(self, head: str, words: list[str]) -> tuple[str, str] | None:
        """The entity and type of the first name with this head that the words are written for."""
        key = (head, *words)
        if key not in self._met:
            if len(self._met) > _MET:
                self._met.clear()
            self._met[key] = self._find(head, words)
        return self._met[key]

    def _find(self, head: str, words: list[str]) -> tuple[str, str] | None:
        names = self._heads.get(head)
        if names is None:
            names = self._heads[head] = {}
            for rest, surface in self._packs.names_from(head):
                known = name_words(rest)
                if known and surface.type in _TYPES and not surface.needs:
                    names.setdefault((len(known), known[0][0]), []).append((known, (surface.entity, surface.type)))
        once = len([word for at, word in enumerate(words) if not at or word != words[at - 1]])
        for size in {len(words), once}:
            for known, found in names.get((size, words[0][0]), ()):
                if _alike(words, known):
                    return found
        return None


def _in_packs(view: View, mention: Mention, packs: Packs) -> tuple[str, str] | None:
    head, *words = _words(view, mention)
    return packs.compiled("misspelt", _Known).find(head, words) if words else None


def _alike(words: list[str], known: list[str]) -> bool:
    """Whether words are these, but for one written twice or for one letter."""
    if words == known or not known:
        return False
    once = [word for at, word in enumerate(words) if not at or word != words[at - 1]]
    if once == known:
        return True
    one, two = " ".join(words), " ".join(known)
    if len(words) != len(known) or min(len(one), len(two)) < _LETTERS or not _one_letter(one, two):
        return False
    return not any(letter.isdigit() for letter in one + two)


def _one_letter(one: str, two: str) -> bool:
    """Whether one letter within the words is missing, added, another one, or changed places with the next."""
    if abs(len(one) - len(two)) > 1 or one[0] != two[0]:
        return False
    at = 0
    while at < min(len(one), len(two)) and one[at] == two[at]:
        at += 1
    if one[at + 1 :] == two[at + 1 :] or one[at + 1 :] == two[at:] or one[at:] == two[at + 1 :]:
        return " " not in (one[at : at + 1], two[at : at + 1])
    return one[at : at + 2] == two[at : at + 2][::-1] and one[at + 2 :] == two[at + 2 :]
