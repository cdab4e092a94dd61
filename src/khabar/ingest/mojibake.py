"""Text that was encoded twice: `Ø§Ù„Ø®Ø¨Ø±`, `ط§ظ„ط®ط¨ط±` and `ÇáÎÈÑ` for `الخبر`.

Old systems took UTF-8 for windows-1252 or windows-1256, or windows-1256 for Latin, and wrote the result as
UTF-8. Nothing is lost by that, so it can be undone; it is, where Arabic words come out and there were none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Way(NamedTuple):
    """`wrong` is the encoding that the bytes were taken for, `right` the one that they are in."""

    wrong: str
    right: str


#: The bytes that windows-1252 leaves undefined are taken for control characters, as browsers do.
_LATIN = {
    **{bytes([b]).decode("cp1252", "replace"): b for b in range(0x80, 0x100)},
    **{chr(b): b for b in range(0x80, 0x100)},
}
_LATIN.pop("\ufffd", None)
_ARABIC = {bytes([b]).decode("cp1256"): b for b in range(0x80, 0x100)}
_BYTES = {"cp1252": _LATIN, "cp1256": _ARABIC}
WAYS = {
    "utf-8 as windows-1252": Way("cp1252", "utf-8"),
    "utf-8 as windows-1256": Way("cp1256", "utf-8"),
    "windows-1256 as windows-1252": Way("cp1252", "cp1256"),
}
_RUNS = {wrong: re.compile(f"[{re.escape(''.join(table))}]+") for wrong, table in _BYTES.items()}
#: What each way leaves behind: a letter that every fourth one is, or that stands for alef.
_SIGNS = {"utf-8 as windows-1252": "Ù", "utf-8 as windows-1256": "ظ", "windows-1256 as windows-1252": "Ç"}
#: Signs that a text must have. In Arabic that was encoded once, there are more alefs than that.
_ENOUGH = 8


def repair(text: str, likeness: Callable[[str], float]) -> tuple[str, str] | None:
    """The text as it was meant and the name of the way; None where it was not encoded twice.

    `likeness` says how much a text looks like Arabic prose (above 0.5 it does).
    """
    if text.isascii():
        return None
    least = max(_ENOUGH, text.count("ا") + 1)
    for way, sign in _SIGNS.items():
        if text.count(sign) < least or likeness(text) > 0.5:
            continue
        meant = "".join(part for part, _ in pieces(text, way))
        if likeness(meant) > 0.5:
            return meant, way
    return None


def pieces(text: str, way: str) -> list[tuple[str, list[int] | None]]:
    """The text in pieces, each as it was meant. With each that changed comes the length, in characters of `text`,
    that each of its characters had there; with the others None."""
    wrong, right = WAYS[way]
    table = _BYTES[wrong]
    out: list[tuple[str, list[int] | None]] = []
    at = 0
    for run in _RUNS[wrong].finditer(text):
        try:
            meant = bytes(table[c] for c in run[0]).decode(right)
        except UnicodeDecodeError:
            continue  # a mark that was right
        out += [(text[at : run.start()], None), (meant, [len(c.encode(right)) for c in meant])]
        at = run.end()
    return [*out, (text[at:], None)]
