"""Words that report, and which of their readings holds in this sentence."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from khabar.arabic.fold import fold_text
from khabar.arabic.lexicon import Lexicon, Reading
from khabar.layers.attributions.vocabulary import THAT, Vocabulary, stands_alone
from khabar.layers.document import Doc

_PARTICLES = {"source-verb": "source-verb", "public": "public", "clause": "clause"}
_TOLD = frozenset({"demanding", "threatening"})


class Cue(NamedTuple):
    """A word (or phrase) that reports: words `at` to `last`, both included; `kind` says how it is built.

    `kind`: verb, participle (circumstantial: مشيراً), noun (possessed: قوله; followed by its subject:
    تأكيد فلان), source (بحسب، وفقاً ل), source-verb (حسبما أعلن), public (أنباء عن), clause (بدعوى).
    """

    entry: Mapping[str, Any]
    reading: Reading
    at: int
    last: int
    kind: str
    silent: bool = False  # nothing hangs on it: it ends no content before it

    @property
    def governs(self) -> tuple[str, ...]:
        """What may follow it (`reporting.yaml`)."""
        return tuple(self.entry["governs"])

    @property
    def stance(self) -> str:
        """What the word itself says about truth."""
        return str(self.entry["stance"])

    @property
    def told(self) -> bool:
        """Whether the speech is an act that is told (a demand, a threat), not a statement that is passed on."""
        return self.stance in _TOLD


class Finder:
    """Finds the cues of an article."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self.lexicon = lexicon
        self.words = vocabulary

    def find(self, doc: Doc) -> list[Cue]:
        """The cues of an article, in order."""
        out: list[Cue] = []
        skip = -1
        for at in range(len(doc.words)):
            if at <= skip or doc.words[at].kind != "word":
                continue
            readings = self.lexicon.readings(doc.words, at)
            cue = self._choose(doc, at, readings) if readings else None
            if cue is not None:
                out.append(cue)
                skip = cue.last
        return out

    def _choose(self, doc: Doc, at: int, readings: list[Reading]) -> Cue | None:
        """The reading that holds here; None where the word reports nothing."""
        inside_name = doc.name_at[at] >= 0
        if any(r.form.person == 1 for r in readings):
            quote = doc.quote_around(doc.words[at].start, doc.words[at].end)
            if quote is not None and quote.closed:
                return None  # أعلن within a quotation: the speaker says it of himself
        best: Cue | None = None
        for reading in sorted(readings, key=lambda r: -r.last):
            pos = reading.form.pos
            if inside_name and pos != "particle":
                continue
            if pos == "particle":
                kind = _PARTICLES.get(reading.entry["governs"][0], "source")
                if (kind == "source-verb" and not self._late(doc, at)) or "ف" in reading.prefix:
                    continue
                if "ال" in reading.prefix or inside_name:  # وكالة الأنباء عن: no rumour
                    continue
                after = doc.words[reading.last + 1].norm if reading.last + 1 < len(doc.words) else ""
                if kind == "clause" and after in self.words["thing-itself"]:
                    continue  # بحجة واحدة: how many, and no pretext
                return Cue(reading.entry, reading, at, reading.last, kind)
            if best is not None:
                continue
            if pos in ("past", "present"):
                if self._is_verb(doc, at, reading):
                    best = Cue(reading.entry, reading, at, reading.last, "verb")
            elif pos == "participle":
                if self._is_circumstantial(doc, at, reading):
                    best = Cue(reading.entry, reading, at, reading.last, "participle")
            elif (
                pos == "noun"
                and not reading.definite
                and (
                    reading.pronoun
                    or (reading.entry.get("followed") and doc.name_at[min(at + 1, len(doc.words) - 1)] >= 0)
                )
            ):
                best = Cue(reading.entry, reading, at, reading.last, "noun")
        return best

    @staticmethod
    def _followed(doc: Doc, k: int) -> bool:
        """Whether a name that can speak stands at word `k`, no particle written together with it."""
        name = doc.name(k)
        return name is not None and name.start == doc.words[k].start and name.type in ("PER", "GOV", "GRP", "ORG")

    def before(self, doc: Doc, at: int) -> str:
        """The folded word before `at` in the same sentence; empty at its start."""
        if at == 0 or doc.sentence_of[at - 1] != doc.sentence_of[at]:
            return ""
        return doc.words[at - 1].norm

    def _late(self, doc: Doc, at: int) -> bool:
        """Whether `كما أعلن فلان` closes its sentence; at its start `كما أعلن` means "also"."""
        if doc.words[at].norm not in ("كما", "مثلما"):
            return True
        if self.before(doc, at) in ("", "و") or at <= doc.sentences[doc.sentence_of[at]].first + 2:
            return False
        stop = doc.sentences[doc.sentence_of[at]].last
        if at + 1 >= stop or not any(r.form.pos == "past" for r in self.lexicon.readings(doc.words, at + 1)):
            return False
        return not any(THAT.match(doc.words[k].norm) for k in range(at + 2, min(at + 12, stop)))

    def _is_verb(self, doc: Doc, at: int, reading: Reading) -> bool:
        form = reading.form
        norm = doc.words[at].norm
        before = self.before(doc, at)
        if form.person == 1:  # a speaker's own words, within his quotation
            return False
        if before in self.words["negations"] and reading.entry["stance"] in ("neutral", "affirming", "denying"):
            return False  # لم يؤكد، لم ينف: nobody's word
        if before == "ان" and at > 1 and doc.words[at - 2].norm in ("دون", "بدون", "ودون", "غير"):
            return False  # من دون أن يكشف
        if norm in self.words["impersonal"] and (before in ("", "و") or stands_alone(before)):
            return False
        if _shortened(reading) and before not in self.words["negations"]:
            return False  # طائرة تقل جنوداً
        following = doc.words[at + 1].norm if at + 1 < len(doc.words) else ""
        if reading.entry["stance"] in ("demanding", "neutral") and following in self.words["anonymity"]:
            return False
        head = self.clause_head(doc, at, reading, before)
        if reading.entry.get("strict") and not head:
            return False
        if (
            reading.pronoun
            and before not in self.words["relative"]
            and not {"by", "object"} & set(reading.entry["governs"])
        ):
            return False
        if form.pos == "past":
            if (
                form.number == "d"
                and form.gender == "m"
                and not (before in ("قد", "وقد") or (at and doc.name_at[at - 1] >= 0))
            ):
                return False  # طلبا is a noun in the accusative more often than two who asked
            if (before in self.words["prepositions"] or before.startswith(("لل", "بال", "كال"))) and not reading.prefix:
                return before in self.words["relative"]
            # a bare stem is as often a noun (طلب، رفض): it is a verb at the head of a clause or after its subject
            if norm in self.words.nouns_like_verbs.get(str(reading.entry["id"]), ()) and not head:
                return False
        return True

    def clause_head(self, doc: Doc, at: int, reading: Reading, before: str) -> bool:
        """Whether a verb stands where a clause begins, or right after a name that may be its subject."""
        if before == "" or stands_alone(before) or before in self.words["subordinate"] or reading.prefix in ("و", "ف"):
            return True
        return (at > 0 and doc.name_at[at - 1] >= 0) or before in '”"»'

    def _is_circumstantial(self, doc: Doc, at: int, reading: Reading) -> bool:
        if "ال" in reading.prefix:
            return reading.entry["stance"] == "demanding" and at > 0 and doc.name_at[at - 1] >= 0
        if reading.prefix not in ("", "و"):
            return False
        form = reading.form
        if self.before(doc, at) in self.words["prepositions"]:
            return False
        if form.number == "s" and form.gender == "m":
            return form.word.endswith("ا")
        if form.number == "s":
            return form.word.endswith("ه") and (reading.entry.get("only") or {}).get("participle") is None
        return form.word.endswith("ين")


def _shortened(reading: Reading) -> bool:
    """Whether a present form has lost its long vowel, as it does only behind لم and لا (`يقل` of `يقول`)."""
    form = reading.form
    if form.pos != "present" or form.number != "s" or len(form.word) < 3:
        return False
    lemmas = reading.entry.get("present") or ()
    full = [fold_text(str(lemma).split()[0])[1:] for lemma in ([lemmas] if isinstance(lemmas, str) else lemmas)]
    stem = form.word[1:]
    return stem not in full and any(
        len(whole) > 2 and whole[:-2] + whole[-1] == stem and whole[-2] in "ويا" for whole in full
    )
