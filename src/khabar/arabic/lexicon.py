"""A lexicon of words with all their forms, looked up word by word.

An entry is a mapping with `id` and any of `past`, `present`, `participle`, `passive_participle`,
`noun`, `plural`, `particle` (each a word or a list of words). A word may be a phrase: its first word
is inflected, the rest stands as it is, with at most `gap` other words between the two (`ألقت الشرطة
القبض على`).
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from khabar.arabic.clitics import noun_splits, verb_splits, without_pronoun
from khabar.arabic.fold import fold_text
from khabar.arabic.forms import Form, is_hollow, noun_forms, participle_forms, past_forms, present_forms
from khabar.arabic.words import Word

_MAKERS: dict[str, Callable[[str], Iterator[Form]]] = {
    "past": past_forms,
    "present": present_forms,
    "participle": participle_forms,
    "passive_participle": lambda lemma: participle_forms(lemma, "passive-participle"),
    "noun": noun_forms,
    "plural": lambda lemma: noun_forms(lemma, "plural"),
    "particle": lambda lemma: iter([Form(fold_text(lemma), "particle", 0, "", "")]),
}


class Reading(NamedTuple):
    """One way to read the word at `at`: an entry of the lexicon in one of its forms.

    `prefix` holds the particles before it (`و`, `ب`, `وال`, `س`: future), `pronoun` the one after it;
    `start` is the offset of the word without و ف ب ل ك س, `last` the index of the last word of a phrase.
    """

    entry: Mapping[str, Any]
    form: Form
    prefix: str
    pronoun: str
    at: int
    last: int
    start: int

    @property
    def definite(self) -> bool:
        """Whether the word has the article."""
        return "ال" in self.prefix


class _Stored(NamedTuple):
    entry: Mapping[str, Any]
    form: Form
    rest: tuple[str, ...]
    gap: int


class Lexicon:
    """Entries and the forms that they are found by."""

    def __init__(self, entries: Iterable[Mapping[str, Any]]) -> None:
        self._forms: dict[str, list[_Stored]] = {}
        for entry in entries:
            pasts = entry.get("past") or []
            hollow = any(is_hollow(str(p).split()[0]) for p in ([pasts] if isinstance(pasts, str) else pasts))
            for key, make in _MAKERS.items():
                value = entry.get(key)
                for lemma in [value] if isinstance(value, str) else value or []:
                    first, *rest = str(lemma).split()
                    folded = tuple(fold_text(word) for word in rest)
                    for form in present_forms(first, hollow) if key == "present" else make(first):
                        stored = self._forms.setdefault(form.word, [])
                        new = _Stored(entry, form, folded, int(entry.get("gap", 0 if key == "particle" else 4)))
                        if not any(s.entry is entry and s.form == form and s.rest == folded for s in stored):
                            stored.append(new)

    def __len__(self) -> int:
        return len(self._forms)

    def readings(self, words: Sequence[Word], at: int) -> list[Reading]:
        """Every reading of the word at `at`; fewer particles taken off come first."""
        word = words[at]
        out: list[Reading] = []
        for stem in _stems(word.norm):
            stored = self._forms.get(stem.word)
            if stored:
                self._add(out, stored, words, at, stem, "")
            if "ال" not in stem.prefix:
                for bare, pronoun in without_pronoun(stem.word):
                    stored = self._forms.get(bare)
                    if stored:
                        self._add(out, stored, words, at, stem, pronoun)
        return out

    def _add(
        self, out: list[Reading], stored: list[_Stored], words: Sequence[Word], at: int, stem: "_Stem", pronoun: str
    ) -> None:
        for entry, form, rest, gap in stored:
            is_verb = form.is_verb
            if (form.bound and not pronoun) or (not stem.verbal if is_verb else not stem.nominal):
                continue
            if is_verb and "س" in stem.prefix and form.pos != "present":
                continue
            if form.pos == "particle" and pronoun and not entry.get("pronouns"):
                continue
            last = at
            if rest:
                found = _follow(words, at, rest, gap)
                if found is None:
                    continue
                last = found
            out.append(Reading(entry, form, stem.prefix, pronoun, at, last, words[at].start + stem.offset))


class _Stem(NamedTuple):
    word: str
    prefix: str
    offset: int
    verbal: bool
    nominal: bool


@functools.lru_cache(maxsize=100_000)
def _stems(word: str) -> tuple[_Stem, ...]:
    """Stems of a word, and whether each may be a verb or a noun."""
    out: list[_Stem] = []
    seen: set[tuple[str, str]] = set()
    for prefix, stem, offset in noun_splits(word):
        verbal = prefix in ("", "و", "ف", "ل", "ول", "فل")
        if (prefix, stem) not in seen:
            seen.add((prefix, stem))
            out.append(_Stem(stem, prefix, offset, verbal, True))
        if stem.startswith("ال") and len(stem) > 4:
            out.append(_Stem(stem[2:], prefix + "ال", offset, False, True))
    for prefix, stem, offset in verb_splits(word):
        if "س" in prefix:
            out.append(_Stem(stem, prefix, offset, True, False))
    return tuple(out)


#: prepositions with a pronoun, and the preposition (`أفرج عنهم` is `أفرج عن`)
WITH_PRONOUN = {
    preposition + pronoun: preposition
    for preposition in ("عن", "علي", "الي", "مع")
    for pronoun in ("ه", "ها", "هم", "هما", "هن")
}


def _follow(words: Sequence[Word], at: int, rest: tuple[str, ...], gap: int) -> int | None:
    """Index of the last word of `rest` after `at`, at most `gap` words between the first and it; None where absent."""
    first, more = rest[0], len(rest)
    letter = len(first) == 1
    for begin in range(at + 1, min(at + 2 + gap, len(words) - more + 1)):
        norm = words[begin].norm
        if norm in ".؟!؛":
            return None
        if not (letter or norm.endswith(first) or norm.startswith(first)) or not _same(norm, first):
            continue  # most phrases fail at their first word
        if begin > at + 2 and norm in WITH_PRONOUN and norm != first:
            continue  # محطة تحكم في المناطق التي يسيطر عليها: another's
        if more == 1 or all(_same(words[begin + k].norm, rest[k]) for k in range(1, more)):
            return begin + more - 1
    return None


#: words that begin with the letter of a particle and have none
_WHOLE = frozenset((
    "بين", "بعد", "بل", "بدون", "بعض", "بلا", "بيان", "لم", "لن", "لا", "لدي", "لكن", "لكنه", "لكنها", "ليس",
    "ليست", "لان", "لقد", "لو", "ليل", "بينما", "بعدما", "كما", "كان", "كانت", "كل", "كذلك", "كلا", "لها",
    "له",
))  # fmt: skip


def _same(word: str, want: str) -> bool:
    if len(want) == 1:  # رحب ب: a word with that particle
        return word == want or (len(word) > 2 and word[0] == want and word not in _WHOLE)
    if word == want or WITH_PRONOUN.get(word) == want:
        return True
    return len(word) > len(want) and word.endswith(want) and word[: -len(want)] in ("ال", "ب", "ل")
