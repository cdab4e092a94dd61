"""From cues to drafts: what hangs on each reporting word, and who the sentence says speaks."""

from bisect import bisect_right

from khabar.arabic.articles import has_article
from khabar.arabic.lexicon import Lexicon
from khabar.arabic.quotes import Quote
from khabar.layers.attributions.content import Complement, Reader, quote_at
from khabar.layers.attributions.cues import Cue, Finder
from khabar.layers.attributions.drafts import Draft
from khabar.layers.attributions.speakers import Candidate, Sources
from khabar.layers.attributions.subjects import Subjects
from khabar.layers.attributions.vocabulary import Vocabulary
from khabar.layers.document import Doc

_FIRM = frozenset({"demanding", "denying", "doubting", "affirming", "threatening"})


class Reports:
    """Reads the reports of an article, one draft for each speaker of each reporting word."""

    def __init__(self, lexicon: Lexicon, sources: Lexicon, vocabulary: Vocabulary) -> None:
        self.words = vocabulary
        self.lexicon = lexicon
        self.finder = Finder(lexicon, vocabulary)
        self.reader = Reader(vocabulary)
        self.sources = Sources(sources, vocabulary)
        self.subjects = Subjects(self.sources, vocabulary)

    def read(self, doc: Doc) -> list[Draft]:
        """All drafts, in the order of their cues; headlines last."""
        found = self.finder.find(doc)
        drafts, used = self._all(doc, found)
        # a verb on which nothing hangs must not end what hangs on the one before it
        reporting = used | {d.cue.at for d in drafts if d.cue is not None}
        silent = [cue if cue.at in reporting else cue._replace(silent=True) for cue in found]
        if silent != found:
            drafts, _ = self._all(doc, silent)
        drafts.extend(self._headlines(doc, {d.content[0] for d in drafts}))
        return drafts

    def _all(self, doc: Doc, found: list[Cue]) -> tuple[list[Draft], set[int]]:
        """The drafts of all cues, and the words of cues that only carry another (`استدرك قائلاً`)."""
        drafts: list[Draft] = []
        used: set[int] = set()
        for number in range(len(found)):
            if number not in used:
                drafts.extend(self._drafts(doc, found, number, used, drafts))
        return drafts, {found[number].at for number in used}

    def _drafts(self, doc: Doc, found: list[Cue], number: int, used: set[int], earlier: list[Draft]) -> list[Draft]:
        cue = found[number]
        if cue.governs[0] == "source-then-that":
            draft = self._of_text(doc, found, number)
        elif cue.kind in ("source", "source-verb"):
            draft = self._of_source(doc, found, number, used, earlier)
        elif cue.kind == "public":
            draft = self._public(doc, found, number)
        else:
            draft = self._of_cue(doc, found, number, used, earlier)
        if draft is None:
            return []
        out = [draft]
        if draft.subject is not None and cue.kind in ("verb", "noun") and not draft.mute:
            stop = max(draft.stop, draft.subject.last)
            for other in self.sources.beside(doc, draft.subject, cue.at if draft.subject.last <= cue.at else stop):
                out.append(Draft(cue, draft.content, draft.direct, other, draft.medium, stop=draft.stop))
        return out

    def _public(self, doc: Doc, found: list[Cue], number: int) -> Draft | None:
        cue = found[number]
        first = cue.last + 1
        governed = number > 0 and cue.at - found[number - 1].last <= 4 and "object" in found[number - 1].governs
        if governed and doc.sentence_of[found[number - 1].at] == doc.sentence_of[cue.at]:
            return None  # كذبت الوزارة تقارير عن: what is denied, no rumour of ours
        if first >= doc.sentences[doc.sentence_of[cue.at]].last:
            return None
        end, direct = self.reader.end_of(
            doc, Complement("object", doc.words[first].start, first, first), found, number + 1
        )
        public = (doc.words[cue.at].start, doc.words[cue.at].end)
        return Draft(cue, doc.trim(doc.words[first].start, end), direct, None, None, public=public)

    def _of_text(self, doc: Doc, found: list[Cue], number: int) -> Draft | None:
        """`جاء في البيان أن …`: what a text says."""
        cue = found[number]
        complement = self.reader.find(doc, cue, self._limit(found, number, doc.sentences[doc.sentence_of[cue.at]].last))
        subject = self.sources.subject(doc, cue.last + 1, complement.frame_end) if complement else None
        if complement is None or subject is None:
            return None
        end, direct = self.reader.end_of(doc, complement, found, number + 1)
        return Draft(cue, doc.trim(complement.start, end), direct, subject, None, stop=complement.frame_end)

    def _of_cue(self, doc: Doc, found: list[Cue], number: int, used: set[int], earlier: list[Draft]) -> Draft | None:
        cue = found[number]
        sentence = doc.sentences[doc.sentence_of[cue.at]]
        limit = self._limit(found, number, sentence.last)
        complement = self.reader.find(doc, cue, limit)
        if cue.kind == "clause" and complement is None and cue.last + 1 < sentence.last:
            word = doc.words[cue.last + 1]
            complement = Complement("object", word.start, cue.last + 1, cue.last + 1, quote_at(doc, word.start))
        # `استدرك قائلا إن`, `نقل … قوله إن`: one report, the second word only carries it
        if complement is None and number + 1 < len(found) and limit == found[number + 1].at:
            follower = found[number + 1]
            if follower.entry.get("carries") and follower.kind in ("participle", "noun"):
                complement = self.reader.find(doc, follower, self._limit(found, number + 1, sentence.last))
                if complement is not None:
                    used.add(number + 1)
                    limit = follower.at
        if cue.entry.get("carries") and cue.kind == "noun":
            return None
        stop = min(complement.frame_end, limit) if complement else limit
        subject, medium = self.subjects.of(doc, cue, stop)
        if subject is None and cue.kind in ("participle", "clause") and not self._reported_before(doc, earlier, cue):
            subject = self.subjects.main_clause(doc, cue)
        carrier = None
        if subject is None and cue.kind == "participle":
            subject, carrier = self._agreeing(doc, earlier, cue)
        if complement is None or self._object_first(doc, cue, complement, subject):
            complement = self._object(doc, cue, subject, limit) or complement
        if complement is None and cue.kind == "verb" and (quote := self._quoted_before(doc, cue)) is not None:
            return Draft(cue, doc.trim(*quote.inner), True, subject, medium, stop=stop, after=True)
        if complement is None and subject is not None and cue.kind == "verb" and cue.governs[0] == "that":
            return Draft(cue, (0, 0), False, subject, medium, mute=True)  # who speaks is known, what he says follows
        if complement is None or (cue.kind == "noun" and (cue.stance not in _FIRM and not cue.entry.get("followed"))):
            return None
        if (cue.kind == "noun" and cue.reading.pronoun and complement.kind == "object") or self.reader.performs(
            doc, cue, complement
        ):
            return None
        if (
            subject is None
            and cue.kind == "verb"
            and not (self._goes_on(doc, cue) and self._near(doc, cue, complement))
        ):
            return None
        if "speakers" in cue.entry and (subject is None or subject.kind not in cue.entry["speakers"]):
            return None
        inner = None
        if cue.stance != "denying":
            complement, inner = self._recalled(doc, complement)
        end, direct = self.reader.end_of(doc, complement, found, number + 1)
        span = doc.trim(complement.start, end)
        if span[1] <= span[0]:
            return None
        draft = Draft(cue, span, direct, subject, medium, stop=stop, carrier=carrier, inner=inner)
        if subject is None and cue.reading.prefix in ("و", "ف") and not self._reported_before(doc, earlier, cue):
            draft.fallback = self.subjects.main_clause(doc, cue)
        return draft

    def _near(self, doc: Doc, cue: Cue, complement: Complement) -> bool:
        """Whether a complement is near enough to a verb without a subject; an adjunct may stand between them."""
        gap = complement.first - cue.last
        following = doc.words[cue.last + 1]
        return gap <= 5 or (gap <= 16 and (following.norm in self.words["adjuncts"] or following.norm.startswith("ل")))

    @staticmethod
    def _reported_before(doc: Doc, earlier: list[Draft], cue: Cue) -> bool:
        """Whether the sentence reports already before a participle: then it goes on with that speaker."""
        sentence = doc.sentence_of[cue.at]
        return any(d.cue is not None and doc.sentence_of[d.cue.at] == sentence and not d.after for d in earlier[-6:])

    def _recalled(self, doc: Doc, complement: Complement) -> tuple[Complement, Candidate | None]:
        """`مشيراً إلى تصريح لفلان، أمس، حول …`: what hangs on the word of another, and whose word that is."""
        first, last = complement.first, doc.sentences[doc.sentence_of[complement.first]].last
        if complement.kind not in ("to", "object", "of") or doc.words[first].norm not in self.words["speech-nouns"]:
            return complement, None
        about = next((k for k in range(first + 2, min(last - 1, first + 16)) if self._about(doc, k)), None)
        if about is None:
            return complement, None
        inner = self.subjects.person_within(doc, first + 1, about) or self.sources.subject(doc, first + 1, about)
        if inner is None or inner.kind in ("document", "public"):
            return complement, None
        start = doc.words[about + 1].start
        return Complement("of", start, about + 1, complement.frame_end, quote_at(doc, start)), inner

    def _about(self, doc: Doc, k: int) -> bool:
        return doc.words[k].norm in self.words["about"] and doc.name_at[k] < 0

    def _agreeing(
        self, doc: Doc, earlier: list[Draft], cue: Cue
    ) -> tuple[Candidate, Candidate | None] | tuple[None, None]:
        """`ذكرت المصادر أن فلاناً التقى …، داعياً`: a masculine participle is no word of a feminine speaker.

        The person whose word it is, and who passes it on.
        """
        sentence = doc.sentence_of[cue.at]
        said = [d for d in earlier[-6:] if d.cue is not None and doc.sentence_of[d.cue.at] == sentence and not d.after]
        if not said or said[-1].cue is None or cue.reading.form[3:5] != ("s", "m"):
            return None, None
        verb = said[-1].cue.reading.form
        if said[-1].cue.kind != "verb" or verb.gender != "f" or said[-1].cue.reading.pronoun:
            return None, None
        person = self.subjects.person_within(doc, doc.words_in(*said[-1].content)[0], cue.at)
        return (person, said[-1].subject) if person is not None else (None, None)

    @staticmethod
    def _quoted_before(doc: Doc, cue: Cue) -> Quote | None:
        """The quotation that a verb follows (`“…”، قال فلان`)."""
        start = doc.words[cue.at].start
        last = bisect_right(doc.quotes, start, key=lambda q: q.inner[0])
        quote = doc.quotes[last - 1] if last else None
        if quote is None or "quote" not in cue.governs or not quote.closed or quote.end > start:
            return None
        first, end = doc.words_in(*quote.inner)
        return quote if end - first >= 4 and not doc.text[quote.end : start].strip(" ،,-–—\u00a0") else None

    def _goes_on(self, doc: Doc, cue: Cue) -> bool:
        """Whether a verb without a subject goes on with the last speaker; else it is impersonal (`يعتقد أن`)."""
        if cue.entry.get("strict") and cue.reading.form.pos == "present":
            return False
        return self.finder.clause_head(doc, cue.at, cue.reading, self.finder.before(doc, cue.at))

    def _limit(self, found: list[Cue], number: int, last: int) -> int:
        """How far a complement is looked for: to the next cue, or the sentence's end."""
        cue = found[number]
        later = (found[k] for k in range(number + 1, len(found)))
        following = next((o.at for o in later if o.at >= last or (o.kind != "source" and not o.reading.pronoun)), last)
        return min(last, cue.at + 60, following)

    def _object(self, doc: Doc, cue: Cue, subject: Candidate | None, limit: int) -> Complement | None:
        if not {"object", "by"} & set(cue.governs) or (cue.kind == "noun" and not cue.entry.get("followed")):
            return None
        if "object" not in cue.governs and not cue.told:
            return None
        after = subject.last if subject and subject.first > cue.at else cue.last + 1
        k = _past_adjectives(doc, after, limit)
        if cue.told:  # of whom it is demanded: طالب العراق سوريا تسليم …
            while k < limit and (doc.name_at[k] >= 0 or _addressed(doc.words[k].norm)):
                k += 1
        elif k == cue.last + 1 and subject is None and cue.kind != "participle":
            return None
        return self.reader.obj(doc, cue, k, limit)

    def _object_first(self, doc: Doc, cue: Cue, complement: Complement, subject: Candidate | None) -> bool:
        """Whether names alone stand between a demand and a noun before the ب that was found (`طالب س ص تسليم ع ب…`)."""
        if complement.kind != "by" or not cue.told or subject is None or subject.first < cue.at:
            return False
        k = subject.last
        while k < complement.first and (doc.name_at[k] >= 0 or doc.time_at[k] >= 0 or doc.words[k].kind == "mark"):
            k += 1
        return k > subject.last and complement.first - k > 1 and not doc.words[k].norm.startswith(("ال", "في", "من"))

    def _of_source(self, doc: Doc, found: list[Cue], number: int, used: set[int], earlier: list[Draft]) -> Draft | None:
        """`…، بحسب فلان`, `وبحسب فلان، فإن …`, and between the two parts of what it reports."""
        cue = found[number]
        sentence = doc.sentences[doc.sentence_of[cue.at]]
        last, begin = sentence.last, cue.last + 1
        if cue.kind == "source-verb" and number + 1 < len(found) and found[number + 1].at <= cue.last + 3:
            used.add(number + 1)
            begin = found[number + 1].last + 1
        initial = cue.at - sentence.first <= 1
        stop = last
        if initial:
            stop = next(
                (k for k in range(begin, min(last, begin + 25)) if doc.words[k].norm in "،," or self._so(doc, k)), last
            )
        subject, medium = self.subjects.of_source(doc, cue, begin, stop)
        if subject is None and not cue.reading.pronoun:
            subject = self._somebody(doc, begin, stop) if "of" in str(cue.entry["id"]).split("-") else None
            if subject is None:
                return None
        if initial:
            first = next((k + 1 for k in range(begin, last) if self._so(doc, k)), stop + 1)
            if first >= last:
                return None
            start = doc.words[first].start
            end, direct = self.reader.end_of(
                doc, Complement("that", start, first, first, quote_at(doc, start)), found, number + 1
            )
            return Draft(cue, doc.trim(start, end), direct, subject, medium, stop=stop)
        if any(d.content[0] <= cue.reading.start < d.content[1] for d in earlier[-8:] if not d.mute):
            return None  # within somebody's word: his own source, not ours
        told_before = [d for d in earlier[-24:] if d.cue and not d.mute and sentence.first <= d.cue.at < cue.at]
        if told_before and not all(d.cue is not None and d.cue.told for d in told_before):
            if subject is not None and subject.kind in ("medium", "document", "anonymous", "organisation"):
                for draft in told_before:  # who passed on what was said before: an outer link, no word of its own
                    if draft.carrier is None and not draft.after:
                        draft.carrier = subject
            return None
        before = self.reader.before_source(doc, cue)
        if before is None or subject is None:
            return None
        rest = max(subject.last, medium.last if medium else 0)
        span = before
        following = next((k for k in range(rest, last) if doc.words[k].norm in "،,"), None)
        carries_on = rest if following is None and last - rest >= 4 else following
        if (
            carries_on is not None
            and last - carries_on >= 5
            and not (number + 1 < len(found) and found[number + 1].at < last)
        ) and not self._adds(doc, carries_on):
            span = (before[0], sentence.end)
        return Draft(cue, doc.trim(*span), False, subject, medium, stop=stop, after=True)

    @staticmethod
    def _somebody(doc: Doc, k: int, stop: int) -> Candidate | None:
        """`على حد قول أحد أقربائه`: somebody, whoever he is."""
        last = k
        while last < min(stop, k + 4) and doc.words[last].kind == "word":
            last += 1
        span = (doc.words[k].start, doc.words[last - 1].end)
        return Candidate("person", span, k, last, rule="source.unknown") if last > k else None

    def _adds(self, doc: Doc, k: int) -> bool:
        """Whether what follows a source only adds to it (`… الذي`, `، وذلك`)."""
        while doc.words[k].kind == "mark":
            k += 1
        norm = doc.words[k].norm
        return norm in self.words["relative"] or norm in self.words["own-voice"] or norm.startswith("و")

    def _so(self, doc: Doc, k: int) -> bool:
        return doc.words[k].norm in self.words["so"]

    def _headlines(self, doc: Doc, taken: set[int]) -> list[Draft]:
        """`فلان: قول` at the head of a line."""
        out = []
        for sentence in doc.sentences:
            first = sentence.first
            colon = next((k for k in range(first, min(first + 12, sentence.last)) if doc.words[k].norm == ":"), None)
            if colon is None or colon == first or colon + 2 >= sentence.last or doc.words[colon - 1].kind == "number":
                continue
            subject = self.sources.subject(doc, first, colon)
            name = doc.name(subject.first) if subject is not None else None
            if (
                subject is None
                or subject.kind == "document"
                or (name is not None and name.type in ("GPE", "LOC", "EVT", "ORG"))
            ):
                continue
            start = doc.words[colon + 1].start
            if any(start <= t <= start + 3 for t in taken) or any(
                self.lexicon.readings(doc.words, k) for k in range(first, colon)
            ):
                continue
            if subject.kind in ("anonymous", "observers") and subject.number != "several":
                subject = subject._replace(kind="person")
            quote = quote_at(doc, start)
            direct = quote is not None and doc.trim(quote.inner[1], sentence.end)[1] <= quote.inner[1]
            span = doc.trim(*quote.inner) if direct and quote else doc.trim(start, sentence.end)
            if span[1] > span[0]:
                out.append(Draft(None, span, direct, subject, None, stop=colon))
        return out


def _addressed(norm: str) -> bool:
    """A definite oblique plural behind a demand: those of whom it is demanded (`ناشدت المواطنين التبرع`)."""
    return has_article(norm) and norm.endswith(("ين", "ات")) and len(norm) > 5


def _past_adjectives(doc: Doc, k: int, stop: int) -> int:
    """Past the marks, times and one relative adjective (`التركية`) that follow a subject."""
    while k < stop and ((doc.words[k].kind == "mark" and doc.words[k].norm in '”"»“«،,)') or doc.time_at[k] >= 0):
        k += 1
    if k < stop and has_article(doc.words[k].norm) and doc.words[k].norm.endswith(("ي", "يه", "يون", "يين")):
        k += 1
    return k
