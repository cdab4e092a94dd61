"""Identifiers for names that no pack knows: from the folded form, the same in every article."""

from collections.abc import Sequence

from khabar.arabic.articles import without_article

_LATIN = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "e", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ء": "",
}  # fmt: skip
_VOWELS = "اويء"


def latin(word: str) -> str:
    """A folded word in Latin letters, reversible enough to tell words apart."""
    return "".join(_LATIN.get(char, char if char.isalnum() and char.isascii() else "") for char in word)


def slug(words: Sequence[str], kind: str) -> str:
    """The identifier of an unknown name: its type and its folded words in Latin letters."""
    return "-".join(part for part in [kind.lower(), *(latin(without_article(word)) for word in words)] if part)


def person_slug(words: Sequence[str], given: set[str]) -> str:
    """The identifier of an unknown person: foreign names without their vowels, which the press spells in many ways."""
    parts = []
    for word in map(without_article, words):
        if word in ("بن", "ابن", "ال"):
            continue
        if word not in given and len(word) > 3:
            word = word[0] + "".join(char for char in word[1:] if char not in _VOWELS)
        parts.append(latin(word))
    return "-".join(["per", *parts])
