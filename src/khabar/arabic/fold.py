"""Folding of Arabic spelling, with a map back to the text as given.

Folding makes spellings that the press mixes alike: diacritics and tatweel go, the forms of alif
become ا, ى becomes ي, ة becomes ه, a hamza on its seat becomes ء, presentation forms and Persian
letters become the plain ones, digits of every kind become ASCII, Latin becomes lower case, signs
that cannot be seen (bidi marks, zero width) go, every white space becomes a space. NFKC is no
substitute: it moves offsets and leaves diacritics, tatweel and digits alone.
"""

import functools
import sys
import unicodedata
from bisect import bisect_left

INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_TATWEEL = "\u0640"
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ێ": "ي",
    "ة": "ه", "ە": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه",
    "ؤ": "ء", "ئ": "ء", "ٶ": "ء", "ٸ": "ء",
    "ک": "ك", "ڪ": "ك", "گ": "ك", "ڭ": "ك",
    "پ": "ب", "چ": "ج", "ڤ": "ف", "ڥ": "ف", "ڨ": "ق", "ۆ": "و", "ۇ": "و", "ڵ": "ل", "ڕ": "ر",
}  # fmt: skip


@functools.cache
def fold_char(char: str) -> str:
    """Fold one code point; the result has none, one or several code points."""
    if char in _LETTERS:
        return _LETTERS[char]
    if char in INVISIBLE or char == _TATWEEL:
        return ""
    if char.isspace() or char in "\x00\x1c\x1d\x1e\x1f":
        return " "
    category = unicodedata.category(char)
    if category == "Mn":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    plain = unicodedata.normalize("NFKC", char)
    if plain != char:
        # a spacing form of a vowel sign decomposes into a space and the sign: neither is a letter
        return "".join(fold_char(c) for c in plain if not (c == " " and len(plain) > 1))
    lower = char.lower()
    return char if len(lower) != 1 else lower


class _Table(dict[int, str]):
    """A translation table that learns each code point when it first meets it."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = sys.intern(fold_char(chr(point)))
        return folded


_TABLE = _Table()


def fold_text(text: str) -> str:
    """Fold a text where the way back is not needed (keys of a lexicon, search words)."""
    return text.translate(_TABLE)


class Folded:
    """A folded text and the way back.

    `text` is the folded text; `starts[i]` the offset in the given text of the code point that
    folded code point `i` came from; `length` the number of code points of the given text.
    """

    __slots__ = ("length", "starts", "text")

    def __init__(self, text: str, starts: list[int] | range, length: int) -> None:
        self.text = text
        self.starts = starts
        self.length = length

    def to_given(self, start: int, end: int) -> tuple[int, int]:
        """Lead a half-open span of the folded text back to the given text.

        The span holds every code point that the folded ones came from, and of what vanished
        between them everything; what vanished after the last one (its diacritics) belongs to it.
        Raises ValueError where the span lies outside the folded text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span {start}:{end} lies outside a folded text of {len(self.text)}")
        starts = self.starts
        if start == end:
            at = starts[start] if start < len(starts) else self.length
            return at, at
        last = starts[end - 1]
        while end < len(starts) and starts[end] == last:  # a ligature gives several: the span takes it whole
            end += 1
        return starts[start], starts[end] if end < len(starts) else self.length

    def to_folded(self, start: int, end: int) -> tuple[int, int]:
        """Lead a half-open span of the given text to the folded one."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def fold(text: str) -> Folded:
    """Fold a text and keep the way back to every code point of it."""
    table = _TABLE
    parts = [table[ord(char)] for char in text]
    folded = "".join(parts)
    if len(folded) == len(text) and all(len(part) == 1 for part in parts):
        return Folded(folded, range(len(text)), len(text))
    starts: list[int] = []
    for at, part in enumerate(parts):
        if len(part) == 1:
            starts.append(at)
        elif part:
            starts.extend([at] * len(part))
    return Folded(folded, starts, len(text))
