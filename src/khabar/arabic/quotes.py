"""Quotation marks, paired by position.

Code points do not tell which mark opens: `و”قسد”` opens with a closing mark, and pages mix them.
What stands beside a mark tells: an opening one touches the word after it, a closing one the word
before it; between two words the state decides.
"""

import re
from typing import NamedTuple

_FAMILIES = {
    "“": "double", "”": "double", '"': "double", "„": "double", "‟": "double", "″": "double", "＂": "double",
    "«": "guillemets", "»": "guillemets", "‹": "guillemets", "›": "guillemets",
    "‘": "single", "’": "single",
}  # fmt: skip
MARKS = frozenset(_FAMILIES)
_MARK = re.compile("[" + "".join(MARKS) + "]|''|``")
_CLITIC = re.compile(r"(?:^|[\s(\[])[وفبلك]{1,2}ـ*$|ـ$|(?:^|\s)(?:ال|لل|بال)ـ*$")


class Quote(NamedTuple):
    """A quotation: `start` to `end` with its marks, `inner` without; `closed` is false where no mark ends it."""

    start: int
    end: int
    inner: tuple[int, int]
    closed: bool


def _beside(text: str, at: int, step: int) -> str:
    """The next visible code point beside `at`, a space at the border."""
    while 0 <= at < len(text):
        if text[at] not in "\u200e\u200f\u202a\u202b\u202c\u061c":
            return text[at]
        at += step
    return " "


def _can_open(text: str, end: int) -> bool:
    return not _beside(text, end, 1).isspace() and _beside(text, end, 1) not in "،,.؛;:!؟?)]"


def quotes(text: str, start: int = 0, end: int | None = None) -> list[Quote]:
    """Quotations between `start` and `end` (one paragraph), ordered by where they open.

    Quotations of different families of marks may lie in each other, but never cross. One that is never
    closed runs to the next opening mark of its family, to the end of the one that it lies in, or to the
    end of the paragraph.
    """
    end = len(text) if end is None else end
    open_at: dict[str, tuple[int, int]] = {}
    out: list[Quote] = []

    def close(family: str, inner_end: int, outer_end: int, closed: bool) -> None:
        outer, inner = open_at.pop(family)
        while other := next((f for f, (at, _) in open_at.items() if at > outer), ""):  # what opened inside ends with it
            stop = len(text[:inner_end].rstrip())
            close(other, stop, stop, closed=False)
        if inner_end > inner:
            out.append(Quote(outer, outer_end, (inner, inner_end), closed))

    for match in _MARK.finditer(text, start, end):
        at, after = match.span()
        family = _FAMILIES.get(match.group(), "doubled")
        before_is_space = at == start or _beside(text, at - 1, -1).isspace()
        can_open = after < end and _can_open(text, after)
        after_clitic = bool(_CLITIC.search(text[max(start, at - 6) : at]))
        if family == "single" and not before_is_space and can_open and family not in open_at:
            continue  # an apostrophe
        if family not in open_at:
            if can_open:
                open_at[family] = (at, after)
        elif can_open and (before_is_space or after_clitic) and at > open_at[family][1]:
            trimmed = len(text[:at].rstrip())
            close(family, trimmed, trimmed, closed=False)
            open_at[family] = (at, after)
        else:
            close(family, at, after, closed=True)
    while open_at:
        family = next(iter(open_at))
        trimmed = start + len(text[start:end].rstrip())
        close(family, trimmed, trimmed, closed=False)
    return sorted(out)
