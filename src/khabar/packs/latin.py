"""How packs spell the parts of persons' names in English: what other names with the same parts are then spelt like."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from khabar.arabic.translit import transliterate

if TYPE_CHECKING:
    from khabar.packs import Packs

#: What a first letter may be written with: a part that begins otherwise is a translation, or another name.
_BEGINS = {
    "j": "jgcyd", "q": "qgkc", "k": "kcqgh", "w": "wvou", "y": "yijeu", "f": "fvp", "b": "bpv", "s": "scz", "z": "zs",
    "g": "ghk", "d": "dz", "t": "t", "h": "hkc", "v": "v", "p": "p", "c": "cts", "n": "n", "m": "m", "l": "l", "r": "r",
}  # fmt: skip
_VOWELS = "aeiou"


def spellings(packs: Packs) -> Mapping[str, str]:
    """Arabic part of a name, without article -> its most frequent English spelling."""
    found: Mapping[str, str] = packs.compiled("latin", _spellings)
    return found


def _spellings(packs: Packs) -> dict[str, str]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entity in packs.entities.values():
        if entity.type == "PER" and entity.ar and entity.en:
            for arabic, english in _aligned(entity.ar[0], entity.en[0]):
                counts[arabic][english] += 1
    return {part: min(given.items(), key=lambda g: (-g[1], g[0]))[0] for part, given in counts.items()}


def _aligned(arabic: str, english: str) -> Iterator[tuple[str, str]]:
    ours, theirs = arabic.split(), english.split()
    if len(ours) != len(theirs):
        return
    for a, e in zip(ours, theirs, strict=True):
        if a.startswith("ال") and len(a) > 4:
            a = a[2:]
            e = e[3:] if e[:3].lower() in ("al-", "el-", "as-", "ad-", "ar-", "at-", "az-", "an-") else e
        if len(a) > 1 and e[:1].isupper() and _alike(a, e):
            yield a, e


def _alike(arabic: str, english: str) -> bool:
    mine, theirs = _plain(transliterate(arabic)), _plain(english)
    if not mine or not theirs:
        return False
    return theirs[0] in (_VOWELS if mine[0] in _VOWELS else _BEGINS.get(mine[0], mine[0]))


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.replace("ʿ", "a").replace("ʾ", "a"))
    return "".join(c for c in letters if c.isalpha()).lower()
