"""Words that report, and which of their readings holds in this sentence."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from khabar.arabic.lexicon import Lexicon, Reading
from khabar.layers.document import Doc

# words after which a verbal form is a noun: في رفض، بعد طلب
PREPOSITIONS = frozenset(
    [
        "في",
        "من",
        "الي",
        "علي",
        "عن",
        "مع",
        "بعد",
        "قبل",
        "عبر",
        "خلال",
        "اثر",
        "عقب",
        "ضد",
        "حول",
        "بشان",
        "رغم",
        "منذ",
        "حتي",
        "لدي",
        "عند",
        "بين",
        "دون",
        "بسبب",
        "بدون",
        "سوي",
        "غير",
        "كل",
        "اي",
        "هذا",
        "هذه",
        "ذلك",
        "تلك",
        "اول",
        "تحت",
        "فوق",
        "نحو",
        "ازاء",
        "حيال",
        "تجاه",
        "وفق",
        "بموجب",
        "نتيجه",
        "جراء",
        "وسط",
        "حسب",
        "بحسب",
    ]
)
_SUBORDINATE = frozenset(
    [
        "الذي",
        "التي",
        "الذين",
        "اللذين",
        "اللتين",
        "اللذان",
        "اللتان",
        "اللاتي",
        "اللواتي",
        "ما",
        "حيث",
        "كما",
        "لكن",
        "ولكن",
        "لكنه",
        "لكنها",
        "فيما",
        "بينما",
        "حين",
        "عندما",
        "قد",
        "وقد",
        "كان",
    ]
)
_STOPS = frozenset("،,.؛;:!؟?()[]-–—")
IMPERSONAL = frozenset(["يذكر", "ويذكر", "يشار", "ويشار", "تجدر", "وتجدر", "يلاحظ", "ويلاحظ", "يلفت"])


class Cue(NamedTuple):
    """A word (or phrase) that reports: words `at` to `last`, both included; `kind` says how it is built.

    `kind`: verb, participle (circumstantial: مشيراً), noun (possessed: قوله), source (بحسب، وفقاً ل),
    source-verb (حسبما أعلن), public (أنباء عن), clause (بدعوى).
    """

    entry: Mapping[str, Any]
    reading: Reading
    at: int
    last: int
    kind: str

    @property
    def governs(self) -> tuple[str, ...]:
        """What may follow it (`reporting.yaml`)."""
        return tuple(self.entry["governs"])

    @property
    def stance(self) -> str:
        """What the word itself says about truth."""
        return str(self.entry["stance"])


_PARTICLES = {
    "source": "source",
    "source-verb": "source-verb",
    "public": "public",
    "clause": "clause",
    "source-then-that": "source",
}


def find(doc: Doc, lexicon: Lexicon) -> list[Cue]:
    """The cues of an article, in order."""
    out: list[Cue] = []
    words = doc.words
    skip = -1
    for at in range(len(words)):
        if at <= skip or words[at].kind != "word":
            continue
        readings = lexicon.readings(words, at)
        if not readings:
            continue
        cue = _choose(doc, at, readings)
        if cue is not None:
            out.append(cue)
            skip = cue.last
    return out


def _choose(doc: Doc, at: int, readings: list[Reading]) -> Cue | None:
    """The reading that holds here; None where the word reports nothing."""
    inside_name = doc.name_at[at] >= 0
    best: Cue | None = None
    for reading in readings:
        pos = reading.form.pos
        governs = reading.entry["governs"]
        if inside_name and pos != "particle":
            continue
        if pos == "particle":
            kind = _PARTICLES.get(governs[0], "source")
            if (
                kind == "source-verb"
                and reading.entry["id"] == "reporting.according-verb"
                and not _late(doc, at, reading)
            ):
                continue
            return Cue(reading.entry, reading, at, reading.last, kind)
        if pos in ("past", "present"):
            if _is_verb(doc, at, reading):
                best = best if best and best.kind == "verb" else Cue(reading.entry, reading, at, reading.last, "verb")
        elif pos == "participle":
            if _is_circumstantial(doc, at, reading) and best is None:
                best = Cue(reading.entry, reading, at, reading.last, "participle")
        elif pos == "noun" and reading.pronoun and best is None and not reading.definite:
            best = Cue(reading.entry, reading, at, reading.last, "noun")
    return best


def _before(doc: Doc, at: int) -> str:
    """The folded word before `at` in the same sentence, without و; empty at the start."""
    if at == 0 or doc.sentence_of[at - 1] != doc.sentence_of[at]:
        return ""
    return doc.words[at - 1].norm


def _late(doc: Doc, at: int, reading: Reading) -> bool:
    """Whether `كما أعلن فلان` closes its sentence; at its start `كما أعلن` means "also"."""
    if doc.words[at].norm not in ("كما", "مثلما"):
        return True
    return _before(doc, at) not in ("", "و") and at > doc.sentences[doc.sentence_of[at]].first + 2


def _is_verb(doc: Doc, at: int, reading: Reading) -> bool:
    norm = doc.words[at].norm
    before = _before(doc, at)
    if norm in IMPERSONAL and before in ("", *_STOPS, "و"):
        return False
    if reading.form.pos == "past":
        if before in PREPOSITIONS or (before.startswith(("لل", "بال", "كال")) and not reading.prefix):
            return False
        # a bare stem is as often a noun (طلب، رفض): it is a verb at the head of a clause or after its subject
        if reading.entry.get("noun") and norm == doc_noun(reading) and not _clause_head(doc, at, reading, before):
            return False
    return True


def doc_noun(reading: Reading) -> str:
    """The folded noun of an entry, which may be written like its verb."""
    from khabar.arabic.fold import fold_text

    return fold_text(str(reading.entry["noun"]))


def _clause_head(doc: Doc, at: int, reading: Reading, before: str) -> bool:
    if before == "" or before in _STOPS or before in _SUBORDINATE or reading.prefix in ("و", "ف"):
        return True
    return doc.name_at[at - 1] >= 0 if at else True


def _is_circumstantial(doc: Doc, at: int, reading: Reading) -> bool:
    if "ال" in reading.prefix:
        return bool({"to", "by"} & set(reading.entry["governs"])) and at > 0 and doc.name_at[at - 1] >= 0
    if reading.prefix not in ("", "و"):
        return False
    form = reading.form
    before = _before(doc, at)
    if before in PREPOSITIONS:
        return False
    if form.number == "s" and form.gender == "m":
        return form.word.endswith("ا")
    if form.number == "s":
        return form.word.endswith("ه") and (reading.entry.get("only") or {}).get("participle") is None
    return form.word.endswith("ين")
