"""Where the speaker of a cue stands: after it, before it, in front of a relative pronoun, or nowhere."""

from collections.abc import Callable

from khabar.arabic.articles import has_article
from khabar.arabic.fold import fold_text
from khabar.layers.agreement import cannot_be_subject
from khabar.layers.attributions.cues import Cue
from khabar.layers.attributions.speakers import Candidate, Sources
from khabar.layers.attributions.vocabulary import Vocabulary, stands_alone
from khabar.layers.document import Doc

_FAR = 45  # words: no subject is looked for further away

_CONTRAST = frozenset(("فيما", "بينما", "وفيما", "وبينما"))
_TOPIC = frozenset(("اما", "واما", "فاما"))  # أما فلان فأشار إلى …

Found = tuple[Candidate | None, Candidate | None]


class Subjects:
    """Finds the speaker of a cue and the medium that he spoke through."""

    def __init__(self, sources: Sources, vocabulary: Vocabulary) -> None:
        self.sources = sources
        self.words = vocabulary

    def of(self, doc: Doc, cue: Cue, stop: int) -> Found:
        """The speaker and his medium; None for a speaker that is only understood."""
        medium = self.sources.medium(doc, cue.last + 1, stop, told=bool(cue.entry.get("told")))
        if cue.last > cue.at + 1:  # ألقى الوزير باللوم: between the words of a phrase
            subject = self.sources.subject(doc, cue.at + 1, cue.last)
            if subject is not None:
                return subject, medium
        if "of-source" in cue.governs:
            return self._conveyed(doc, cue, stop)
        if cue.kind in ("participle", "noun", "clause"):
            relative = doc.words[cue.at - 1].norm in self.words["relative"]
            if "ال" in cue.reading.prefix or relative:
                return self._before(doc, cue), medium
            if cue.kind == "noun" and not cue.reading.pronoun:
                return self.sources.subject(doc, cue.last + 1, stop), medium
            return None, medium
        subject = None
        for look in self._order(doc, cue):
            subject = look(doc, cue, stop)
            if subject is not None:
                break
        quoted = self._quoting(doc, subject.last if subject else cue.last + 1, stop)
        if quoted is not None and subject is not None:
            return quoted, subject
        if subject is not None and medium is not None and (medium.span == subject.span or medium.first < subject.last):
            medium = None
        return subject, medium

    def _order(self, doc: Doc, cue: Cue) -> list[Callable[[Doc, Cue, int], Candidate | None]]:
        """Where to look, in which order: a past verb has its subject behind it, unless a name is right before it."""
        if cue.reading.pronoun:
            return [self._after]
        if (
            doc.words[cue.at - 1].norm in self.words["relative"]
            and cue.at > doc.sentences[doc.sentence_of[cue.at]].first
        ):
            return [self._speaker_after, self._before, self._after]
        if self._heads(doc, cue):
            return [self._adjacent, self._after, self._before]
        if cue.reading.form.pos == "past" and doc.words[cue.at - 1].norm not in ("قد", "وقد"):
            return [self._adjacent, self._right_after, self._before, self._after]
        return [self._adjacent, self._before, self._after]

    def _after(self, doc: Doc, cue: Cue, stop: int) -> Candidate | None:
        found = self.sources.subject(doc, cue.last + 1, stop)
        if found is None or _is_place(doc, found, cue):
            return None
        name = doc.name(found.first)
        if name is not None and found.first == cue.last + 1 and cannot_be_subject(doc, name, cue.reading.form):
            return None
        asked = name is not None and name.type == "NAT" and cue.entry["stance"] == "demanding"
        if asked and cue.reading.prefix and doc.words[cue.at - 1].kind == "mark":
            return None  # تعهد الرئيس بكذا، ودعا الأرمن إلى: a people behind a verb that goes on is asked
        # an oblique plural behind its verb is an object (طالبت مقاتلين بالتخلي)
        plural = found.many or found.rule == "source.side"
        oblique = not found.named and plural and doc.words[found.first].norm.endswith("ين")
        return None if oblique else found

    def _right_after(self, doc: Doc, cue: Cue, stop: int) -> Candidate | None:
        found = self._after(doc, cue, stop)
        return found if found is not None and found.first - cue.last <= 2 else None

    def _speaker_after(self, doc: Doc, cue: Cue, stop: int) -> Candidate | None:
        """`الرسالة التي قال مسؤول إنها`: a speaker right behind the verb (none in `فلان الذي وصف القرار`)."""
        found = self._right_after(doc, cue, stop)
        return found if found is not None and found.kind != "document" else None

    def main_clause(self, doc: Doc, cue: Cue) -> Candidate | None:
        """The subject of the sentence that a participle hangs on (`التقى فلان …، داعياً إلى`)."""
        first = doc.sentences[doc.sentence_of[cue.at]].first
        # …، فيما رحبت واشنطن … واعتبرته: the clause that is set against the one before has its own subject
        against = (k + 1 for k in range(cue.at - 1, first, -1) if doc.words[k].norm in _CONTRAST)
        first = next(against, first)
        if doc.words[first].norm in _TOPIC and first + 1 < cue.at:
            first += 1
        if cue.at - first < 2:
            return None
        found = self.sources.at(doc, first)
        if found is None:
            found = self.sources.subject(doc, first + 1, min(cue.at, first + _FAR))
        else:
            found = self.sources.complete(doc, found, min(cue.at, first + _FAR))
        if found is None:
            second = doc.words[first + 1] if first + 1 < cue.at else None
            if second is None or not has_article(second.norm) or doc.name_at[first + 1] >= 0:
                return None
            if second.norm in self.words["prepositions"] or second.norm in self.words["relative"]:
                return None
            return Candidate("person", (second.start, second.end), first + 1, first + 2, rule="subject.unknown")
        if _is_place(doc, found, cue) or found.kind in ("document", "public"):
            return None
        return found

    def person_within(self, doc: Doc, first: int, stop: int) -> Candidate | None:
        """The last person between two words who is the subject of a clause there: behind no preposition."""
        for k in range(stop - 1, first - 1, -1):
            name = doc.name(k)
            start = doc.words_in(name.start, name.end)[0] if name is not None else k
            if name is None or name.type != "PER" or start != k:
                continue
            before = doc.words[k - 1].norm if k else ""
            prefixed = any(c in "بلكو" for c in doc.text[doc.words[k].start : name.start])
            if before not in self.words["prepositions"] and not prefixed:
                found = self.sources.at(doc, k)
                return found if found is not None and found.kind == "person" else None
        return None

    def _heads(self, doc: Doc, cue: Cue) -> bool:
        """Whether the verb opens its clause, so that its subject follows it."""
        first = doc.sentences[doc.sentence_of[cue.at]].first
        if cue.at <= first or cue.reading.prefix in ("و", "ف"):
            return True
        before = doc.words[cue.at - 1].norm
        return stands_alone(before) or before in ("كما", "حيث", "فيما", "بينما", "لكن", "حين", "عندما")

    def _quoting(self, doc: Doc, start: int, stop: int) -> Candidate | None:
        """`وأضافت القناة نقلاً عن مصادرها أن`: whom the speaker quotes."""
        for k in range(start, min(stop, start + 8) - 1):
            if doc.words[k].norm in ("نقلا", "ونقلا") and doc.words[k + 1].norm == "عن":
                return self.sources.subject(doc, k + 2, stop)
        return None

    def _conveyed(self, doc: Doc, cue: Cue, stop: int) -> Found:
        """`نقل س عن ص قوله إن`: ص speaks, س carries his word."""
        words = doc.words
        through = fold_text(str(cue.entry.get("through", "عن")))
        at = next((k for k in range(cue.last + 1, stop) if words[k].norm == through), None)
        subject = self._adjacent(doc, cue)
        carrier = (
            subject or self.sources.subject(doc, cue.last + 1, at if at is not None else stop) or self._before(doc, cue)
        )
        if at is None:
            return carrier, None
        speaker = self.sources.subject(doc, at + 1, stop)
        return speaker or carrier, carrier if speaker else None

    def of_source(self, doc: Doc, cue: Cue, begin: int, stop: int) -> Found:
        """Whose word `بحسب …` gives, and the medium beside him."""
        if cue.reading.pronoun:
            return None, None
        k = begin
        while k < stop and (
            doc.words[k].norm in ("ل", "لـ", "ما", "ذلك", "لما", "عن", "في") or doc.words[k].kind == "mark"
        ):
            k += 1
        subject = self.sources.subject(doc, k, stop)
        if subject is None:  # a preposition is written together with it: لتقرير، به المتحدث
            for j in range(k, min(k + 6, stop)):
                candidate = self.sources.at(doc, j)
                if candidate is not None:
                    subject = self.sources.complete(doc, candidate, stop)
                    break
        medium = self.sources.medium(doc, begin, stop)
        if subject is not None and medium is not None and (medium.first <= subject.last or medium.span == subject.span):
            medium = None
        return (subject, medium) if subject is not None else (medium, None)

    def _adjacent(self, doc: Doc, cue: Cue, _: int = 0) -> Candidate | None:
        """The name right before a verb that has no و (`حكومة هادي تناشد`, `“قسد” تشترط`)."""
        first = doc.sentences[doc.sentence_of[cue.at]].first
        if cue.reading.prefix or cue.at <= first:
            return None
        k = cue.at - 1
        while k > first and (
            (doc.words[k].kind == "mark" and not stands_alone(doc.words[k].norm))
            or doc.words[k].norm in ("قد", "لم", "لن", "لا", "سوف")
        ):
            k -= 1
        name = doc.name(k)
        if name is None and k == cue.at - 1 and cue.reading.form.number == "p":
            many = self.sources.at(doc, k)  # معتصمين يطالبون بإصلاحات: a relative clause without its pronoun
            return many if many is not None and many.many and many.last == cue.at else None
        if name is None or name.type in ("GPE", "LOC", "EVT"):
            return None
        start, _ = doc.words_in(name.start, name.end)
        before = doc.words[start - 1].norm if start > first else ""
        if before in self.words["prepositions"] or any(
            c in "بلك" for c in doc.text[doc.words[start].start : name.start]
        ):
            return None
        candidate = self.sources.at(doc, start)
        owned = start > first and self.sources.at(doc, start - 1) is not None
        return None if candidate is None or (candidate.kind == "organisation" and owned) else candidate

    def _before(self, doc: Doc, cue: Cue, _: int = 0) -> Candidate | None:
        """The subject before its verb: the first speaker of the clause, or what a relative clause hangs on."""
        words = doc.words
        first = doc.sentences[doc.sentence_of[cue.at]].first
        k = cue.at - 1
        if k < first:
            return None
        demands = "ال" in cue.reading.prefix
        if words[k].norm in self.words["relative"] or demands:
            if cue.reading.pronoun:  # الذي وصفته: what the relative hangs on is the object
                return None
            return self._antecedent(doc, k if demands else k - 1, first)
        if cue.reading.prefix in ("و", "ف"):
            return None
        begin = k
        first = max(first, k - _FAR)
        while begin > first:
            norm = words[begin - 1].norm
            if norm in self.words["clause-openers"] or norm in self.words["relative"] or norm in ".؛;:!؟?":
                break
            begin -= 1
        for j in range(begin, cue.at):
            candidate = self.sources.at(doc, j)
            if candidate is None:
                continue
            before = words[j - 1].norm if j > first else ""
            prefixed = any(c in "بلك" for c in doc.text[words[j].start : candidate.span[0]])
            if before in self.words["prepositions"] or prefixed:
                return None
            return self.sources.complete(doc, candidate, cue.at)
        return None

    def _antecedent(self, doc: Doc, k: int, first: int) -> Candidate | None:
        """The nearest name or source noun before a relative pronoun."""
        for j in range(k, max(first - 1, k - 8), -1):
            if doc.words[j].norm in ".؛;:":
                return None
            name = doc.name(j)
            if name is not None:
                start, _ = doc.words_in(name.start, name.end)
                return self.sources.at(doc, start) if name.type not in ("GPE", "LOC", "EVT") else None
            candidate = self.sources.at(doc, j)
            if candidate is not None:
                return self.sources.complete(doc, candidate, k + 1)
        return None


def _is_place(doc: Doc, candidate: Candidate, cue: Cue) -> bool:
    """A place right after its verb is no speaker, unless it is a country that acts (then its type is GOV)."""
    name = doc.name(candidate.first)
    return name is not None and name.type in ("GPE", "LOC") and cue.told
