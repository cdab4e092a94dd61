"""What a sentence is decided by: its words and their letters, hashed, and what the rules found in it.

A word is folded and freed of the article and the particles before it; its features are the word itself and the
groups of three and four letters in it. They are hashed (CRC-32), so that no word of a training sentence is kept.
What the rules found has names that can be read (`mode.airstrike`, `near.casualties`).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from khabar.arabic.fold import fold_text
from khabar.article import Event

_WORD = re.compile(r"\w+")
#: Particles and the article before a word of which at least three letters are left.
_BEFORE = re.compile(r"^(?:وبال|وكال|فبال|وال|فال|بال|كال|ولل|فلل|ال|لل|و|ف)(?=\w{3})")
_GROUPS = (3, 4)


def words(sentence: str) -> list[str]:
    """The distinct words of a sentence as given, folded; a number is `0`, whatever it is."""
    return distinct(_WORD.findall(fold_text(sentence)))


def distinct(norms: Iterable[str]) -> list[str]:
    """Distinct folded words without what stands before them, in order; marks are left out."""
    out = dict.fromkeys("0" if norm.isdigit() else _BEFORE.sub("", norm, count=1) for norm in norms if norm.isalnum())
    return list(out)


def hashed(word: str, bits: int) -> list[int]:
    """Buckets, below 2 ** `bits`, of the distinct features of one word."""
    mask = (1 << bits) - 1
    edged = f"<{word}>"
    keys = {f"w:{word}"}
    for size in _GROUPS:
        keys.update(edged[at : at + size] for at in range(len(edged) - size + 1))
    return [zlib.crc32(key.encode()) & mask for key in keys]


class Finding(NamedTuple):
    """An event that the rules found, sure or not, and what stands around its trigger.

    `around`: names of `events.weigh.features` and of `candidates.Candidates`.
    """

    event: Event
    around: Sequence[str]


def found(kind: str, findings: Collection[Finding]) -> list[str]:
    """Names of what the rules found in a sentence for a type of event; what is denied is none of the type."""
    names: dict[str, None] = {}
    number = 0
    modes: set[str | None] = set()
    opens = min(((event.trigger[0], event.type, str(event.mode)) for event, _ in findings), default=None)
    if opens is not None:  # of which type is what the sentence tells first
        names.update(dict.fromkeys(("opens.own", f"opens.{opens[2]}") if opens[1] == kind else (f"opens.{opens[1]}",)))
    for event, around in findings:
        if event.type != kind:
            names[f"other.{event.type}"] = None
        elif event.polarity:
            number += 1
            modes.add(event.mode)
            names[f"mode.{event.mode}"] = None
            names.update(dict.fromkeys(around))
    names[f"number.{min(number, 3)}"] = None
    names[f"modes.{min(len(modes), 3)}"] = None
    return list(names)
