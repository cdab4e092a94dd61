"""Particles that are written together with the word: و ف ب ل ك س before it, pronouns after it.

All functions work on folded words. A table of particles plus a lookup beats the morphological
analysers on names of the news, which they do not know; what the table cannot know (is the و of
`وليد` a particle?) is settled by who looks the stem up.
"""

import functools
from typing import NamedTuple

_PREFIXES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك", "ا")
_VERB_PREFIXES = ("و", "ف", "س", "وس", "فس", "ل", "ول", "فل", "ا")
# longest first; a feminine noun shows its ت before them
SUFFIXES = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني", "ه", "ك", "ي")


class Split(NamedTuple):
    """One way to read a word: the particles before it, the stem, and where the stem begins in the word."""

    prefix: str
    stem: str
    offset: int


@functools.lru_cache(maxsize=200_000)
def noun_splits(word: str) -> tuple[Split, ...]:
    """Ways to read a folded noun or name, the whole word first.

    `للنظام` is given with the stem `النظام` at offset 1: its ل swallowed the alif, so that the
    span of the name begins at the second ل (`annotation.md`, Offsets).
    """
    out = [Split("", word, 0)]
    for prefix in _PREFIXES:
        if prefix == "ا" or not word.startswith(prefix) or len(word) - len(prefix) < 2:
            continue
        rest = word[len(prefix) :]
        out.append(Split(prefix, rest, len(prefix)))
        if prefix.endswith("ل") and rest.startswith("ل") and len(rest) > 2:
            out.append(Split(prefix, "ا" + rest, len(prefix)))
            # a noun that begins with ل itself loses one: لليبيا is ل + ليبيا, للجنة is ل + اللجنة
            out.append(Split(prefix, "ال" + rest, len(prefix)))
    return tuple(out)


@functools.lru_cache(maxsize=200_000)
def verb_splits(word: str) -> tuple[Split, ...]:
    """Ways to read a folded verb with و ف س ل before it, the whole word first."""
    out = [Split("", word, 0)]
    for prefix in _VERB_PREFIXES:
        if prefix != "ا" and word.startswith(prefix) and len(word) - len(prefix) >= 2:
            out.append(Split(prefix, word[len(prefix) :], len(prefix)))
    return tuple(out)


@functools.lru_cache(maxsize=200_000)
def without_pronoun(word: str) -> tuple[tuple[str, str], ...]:
    """Ways to take a pronoun off the end: (stem, pronoun); a feminine stem gets its ة (folded ه) back."""
    out: list[tuple[str, str]] = []
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            stem = word[: -len(suffix)]
            out.append((stem, suffix))
            if stem.endswith("ت"):
                out.append((stem[:-1] + "ه", suffix))
            if stem.endswith(("ءو", "ءي")):  # أصدقاؤه, أصدقائه: the seat is folded already, nothing to undo
                out.append((stem[:-1], suffix))
    return tuple(out)
