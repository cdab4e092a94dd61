"""Words of a text: folded form and place in the text as given."""

import re
from typing import NamedTuple

from khabar.arabic.fold import Folded

# folded text: digits are ASCII, Latin is lower case. A Latin word may hold digits (m4, f16);
# digits and Arabic letters that touch are two words (10مسلحين).
_WORD = re.compile(r"[a-zà-ÿ][a-zà-ÿ0-9]*(?:['’&.-][a-z0-9]+)*|[0-9]+(?:[.,٫٬][0-9]+)*|[^\W\d_a-zà-ÿ]+|[^\s]")
_ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3]")


class Word(NamedTuple):
    """A word, number or mark: `norm` is folded, `start` and `end` are offsets in the given text."""

    norm: str
    start: int
    end: int
    kind: str  # "word" (Arabic), "latin", "number", "mark"

    @property
    def is_word(self) -> bool:
        return self.kind != "mark"


def words(folded: Folded, start: int = 0, end: int | None = None) -> list[Word]:
    """Words of the part `start` to `end` of the given text, in order; offsets are those of the given text."""
    low, high = folded.to_folded(start, folded.length if end is None else end)
    out = []
    for match in _WORD.finditer(folded.text, low, high):
        norm = match.group()
        first, last = folded.to_given(match.start(), match.end())
        char = norm[0]
        if char.isdigit():
            kind = "number"
        elif char.isalpha():
            kind = "word" if _ARABIC.match(char) else "latin"
        else:
            kind = "mark"
        out.append(Word(norm, first, last, kind))
    return out
