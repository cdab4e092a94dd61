"""Forms of verbs, participles and nouns, generated from what a lexicon's entry gives.

All forms are folded. The generator knows sound verbs, verbs with a weak end (نفى ينفي, دعا يدعو) and
hollow ones (قال يقول); everything else an entry lists itself. It makes forms that are never written
too; that costs memory, not truth, for they are looked up and not guessed.
"""

from collections.abc import Iterator
from typing import NamedTuple

from khabar.arabic.fold import fold_text


class Form(NamedTuple):
    """A word form. `pos`: past, present, participle, passive-participle, noun, plural, dual or particle.

    `person` is 1 or 3 (0 for nouns), `number` s, d or p, `gender` m, f or "" where the form leaves it open.
    `bound` forms stand only before a pronoun (`نفا` in `نفاه`).
    """

    word: str
    pos: str
    person: int
    number: str
    gender: str
    bound: bool = False

    @property
    def is_verb(self) -> bool:
        """Whether the form is a finite verb, past or present."""
        return self.pos in ("past", "present")


def past_forms(lemma: str) -> Iterator[Form]:
    """Past forms of a verb given as third person masculine singular, spelled in full (`نفى`, `دعا`, `بدأ`)."""
    full = fold_text(lemma)
    weak = lemma.endswith(("ى", "ا"))
    stem = full[:-1] if weak else full
    yield Form(full, "past", 3, "s", "m")
    if weak:
        yield Form(stem + "ا", "past", 3, "s", "m", True)
        yield Form(stem + "يا", "past", 3, "d", "m")
        yield Form(stem + "وا", "past", 3, "p", "m")
        yield Form(stem + "ينا", "past", 1, "p", "")
        yield Form(stem + "يت", "past", 1, "s", "")
        if lemma.endswith("ا"):
            yield Form(stem + "ونا", "past", 1, "p", "")
            yield Form(stem + "وت", "past", 1, "s", "")
    else:
        yield Form(stem + "ا", "past", 3, "d", "m")
        yield Form(stem + "وا", "past", 3, "p", "m")
        yield Form(stem + "ن", "past", 3, "p", "f")
        short = stem[:-2] + stem[-1] if is_hollow(lemma) else stem
        yield Form(short + "نا", "past", 1, "p", "")
        yield Form(short + "ت", "past", 1, "s", "")
    yield Form(stem + "ت", "past", 3, "s", "f")
    yield Form(stem + "تا", "past", 3, "d", "f")
    yield Form(stem + "و", "past", 3, "p", "m", True)


def is_hollow(past: str) -> bool:
    """Whether a past form has a long vowel before its last letter (`قال`, `أفاد`), which short forms lose."""
    return len(past) >= 3 and fold_text(past)[-2] == "ا"


def present_forms(lemma: str, hollow: bool = False) -> Iterator[Form]:
    """Present forms of a verb given as third person masculine singular (`يقول`, `ينفي`, `يرى`).

    `hollow` verbs lose their vowel in the jussive (`لم يقل`, `لم يفد`).
    """
    full = fold_text(lemma)
    weak = lemma.endswith(("ى", "ي", "و"))
    stem = full[1:]
    base = stem[:-1] if weak else stem
    for prefix, person, number, gender in (
        ("ي", 3, "s", "m"),
        ("ت", 3, "s", "f"),
        ("ن", 1, "p", ""),
        ("ا", 1, "s", ""),
    ):
        yield Form(prefix + stem, "present", person, number, gender)
        if weak:
            yield Form(prefix + base, "present", person, number, gender)  # jussive: لم ينف
            if lemma.endswith("ى"):
                yield Form(prefix + base + "ا", "present", person, number, gender, True)
        elif hollow and stem[-2] in "ويا":
            yield Form(prefix + stem[:-2] + stem[-1], "present", person, number, gender)
    dual = base + ("و" if lemma.endswith("و") else "ي") if weak else stem
    for ending in ("ون", "وا", "و"):
        yield Form("ي" + base + ending, "present", 3, "p", "m", ending == "و")
    for ending in ("ان", "ا"):
        yield Form("ي" + dual + ending, "present", 3, "d", "m")
        yield Form("ت" + dual + ending, "present", 3, "d", "f")
    yield Form("ي" + dual + "ن", "present", 3, "p", "f")


def participle_forms(lemma: str, pos: str = "participle") -> Iterator[Form]:
    """Forms of an active or passive participle (or adjective) given as masculine singular (`مشير`, `داعي`)."""
    full = fold_text(lemma)
    base = full
    if lemma.endswith("ي") and pos == "participle":
        yield Form(full[:-1], pos, 0, "s", "m")  # داعٍ
        base = full[:-1]
    if lemma.endswith("ى"):
        base = full[:-1]
    yield Form(full, pos, 0, "s", "m")
    yield Form(full + "ا", pos, 0, "s", "m")
    yield Form(full + "ه", pos, 0, "s", "f")
    yield Form(full + "ت", pos, 0, "s", "f", True)
    for ending in ("ان", "ين"):
        yield Form(full + ending, pos, 0, "d", "m")
    for ending in ("تان", "تين", "تا", "تي"):
        yield Form(full + ending, pos, 0, "d", "f")
    for ending in ("ون", "ين", "و", "ي"):
        yield Form(base + ending, pos, 0, "p", "m")
    yield Form(full + "ات", pos, 0, "p", "f")


def noun_forms(lemma: str, pos: str = "noun") -> Iterator[Form]:
    """Forms of a noun given as singular (`هجوم`, `مطالبة`): case, dual, sound feminine plural, before pronouns."""
    full = fold_text(lemma)
    feminine = lemma.endswith("ة")
    stem = full[:-1] + "ت" if feminine else full
    gender = "f" if feminine else "m"
    number = "p" if pos == "plural" else "s"
    yield Form(full, pos, 0, number, gender)
    if feminine:
        yield Form(stem, pos, 0, number, gender, True)
    elif not full.endswith(("ا", "اء")):
        yield Form(full + "ا", pos, 0, number, gender)
    if pos == "plural":
        return
    for ending in ("ان", "ين", "ا", "ي"):
        if len(ending) == 2 or feminine:
            yield Form(stem + ending, "dual", 0, "d", gender)
    plural = full[:-1] + "ات" if feminine else full + "ات"
    yield Form(plural, "plural", 0, "p", "f")
