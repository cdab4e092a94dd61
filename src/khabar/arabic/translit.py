"""Arabic names in Latin letters, to be read: consonants and long vowels as IJMES writes them, short vowels guessed.

What is written says nothing of short vowels, so a spelling that is known wins: `known` holds parts of names as packs
spell them. What comes out is an aid; the Arabic stands beside it wherever it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_CONSONANTS = dict(zip(
    "ءأإؤئبتثجحخدذرزسشصضطظعغفقكلمنهةپچژگڤک",
    "ʾ ʾ ʾ ʾ ʾ b t th j ḥ kh d dh r z s sh ṣ ḍ ṭ ẓ ʿ gh f q k l m n h h p ch zh g v k".split(), strict=True,  # noqa: SIM905
))  # fmt: skip
_SEMIVOWELS = {"و": ("w", "ū"), "ي": ("y", "ī"), "ی": ("y", "ī")}
_LONG = {"ا": "ā", "ى": "ā", "آ": "ā", "ٱ": "a"}
_MARKS = {"\u064e": "a", "\u064f": "u", "\u0650": "i", "\u064b": "an", "\u064c": "un", "\u064d": "in", "\u0652": ""}
_SHADDA, _TATWEEL, _SMALL_ALIF = "\u0651", "\u0640", "\u0670"
_VOCALISED = frozenset((*_MARKS, _SHADDA, _SMALL_ALIF))
_ARTICLE = re.compile("^ا[\u064b-\u0652]?ل[\u064b-\u0652]*")
_WORD = re.compile(r"[\u0621-\u065f\u0670-\u06d3]+")
#: Words that names are joined with.
_PARTICLES = {
    "بن": "bin", "ابن": "Ibn", "إبن": "Ibn", "بنت": "bint", "أبو": "Abu", "ابو": "Abu", "أبي": "Abi", "أم": "Umm",
    "آل": "Al", "عبد": "Abd", "و": "wa", "من": "min", "في": "fi", "الله": "Allah",
}  # fmt: skip


def transliterate(name: str, known: Mapping[str, str] | None = None) -> str:
    """The name in Latin letters. `known`: Arabic part of a name, without article -> its usual spelling."""
    return _WORD.sub(lambda found: _word(found[0], known or {}), name).strip()


def _word(word: str, known: Mapping[str, str]) -> str:
    word = word.replace(_TATWEEL, "")
    bare = "".join(c for c in word if c not in _VOCALISED)
    if bare in _PARTICLES:
        return _PARTICLES[bare]
    if bare in known:
        return known[bare]
    article = "al-" if bare.startswith("ال") and len(bare) > 4 else ""
    if article:
        word, bare = _ARTICLE.sub("", word), bare[2:]
    return article + (known.get(bare) or _capital(_letters(word)))


def _capital(word: str) -> str:
    at = next((i for i, c in enumerate(word) if c not in "ʾʿ"), 0)
    return word[:at] + word[at : at + 1].upper() + word[at + 1 :]


def _letters(word: str) -> str:
    """Consonants and long vowels, then the short vowels that syllables need between them."""
    units = _units(word)
    out: list[str] = []
    for i, (sound, vowel) in enumerate(units):
        out.append(sound)
        if vowel or i + 1 == len(units) or units[i + 1][1]:
            continue
        ends_syllable = i > 0 and (units[i - 1][1] or out[-2].endswith(("a", "i"))) and i + 2 < len(units)
        if not ends_syllable:
            out[-1] += "i" if i and units[i - 1][0] == "ā" else "a"  # Khālid, Qāsim: the pattern of who acts
    return "".join(out)


def _units(word: str) -> list[tuple[str, bool]]:
    """The sounds that are written, each with whether it is a vowel."""
    units: list[tuple[str, bool]] = []
    last = len(word) - 1
    for i, letter in enumerate(word):
        after = word[i + 1] if i < last else ""
        if letter == _SHADDA:
            if units and not units[-1][1]:
                units.append(units[-1])
        elif letter == _SMALL_ALIF:
            units.append(("ā", True))
        elif letter in _MARKS:
            units.append((_MARKS[letter], True))
        elif i == 0 and letter in "اأإ":
            units.append(("i" if letter == "إ" else "a", True))
        elif letter == "ة" and i == last:
            units.append(("a" if not units or not units[-1][1] else "h", True))
        elif letter in _SEMIVOWELS:
            consonant, long = _SEMIVOWELS[letter]
            starts = i == 0 or bool(units and units[-1][1]) or after in _LONG or after in _MARKS or after in _SEMIVOWELS
            sounded = after == "ة" or (starts and after != "")
            units.append((consonant, False) if sounded else (long, True))
        elif letter in _LONG:
            units.append((_LONG[letter], True))
        elif letter in _CONSONANTS:
            units.append((_CONSONANTS[letter], False))
    return units
