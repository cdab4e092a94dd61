"""How an attack ended, where its evidence says so: it hit what it was aimed at, or it was stopped.

Words are in the packs (`endings`), compared folded, phrase by phrase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.arabic.fold import fold_text
from khabar.article import Event

if TYPE_CHECKING:
    from khabar.packs import Packs

#: Modes of ASSAULT by weapons that can be stopped on their way.
AIMED = frozenset({"missile", "drone", "rocket", "airstrike", "strike", "shelling", "bombardment", "attack"})


def _phrases(packs: Packs) -> list[tuple[tuple[str, ...], str]]:
    return [
        (tuple(fold_text(form).split()), str(rule["outcome"]))
        for rule in packs.rules("endings")
        for form in rule["forms"]
    ]


def ending(event: Event, evidence: str, packs: Packs | None) -> str | None:
    """`hit` or `stopped`; None where the evidence says neither, or both."""
    if packs is None or event.type != "ASSAULT" or event.mode not in AIMED:
        return None
    words = [w.strip("،؛:.\"'«»()“”") for w in fold_text(evidence).split()]
    found = {outcome for phrase, outcome in packs.compiled("relate.endings", _phrases) if _stands(phrase, words)}
    return found.pop() if len(found) == 1 else None


def _stands(phrase: tuple[str, ...], words: list[str]) -> bool:
    """Whether the words of a phrase stand in a row; a particle may be written before the first."""
    size = len(phrase)
    return any(
        tuple(words[i + 1 : i + size]) == phrase[1:] and words[i].lstrip("وف") in (phrase[0], phrase[0].lstrip("وف"))
        for i in range(len(words) - size + 1)
    )
