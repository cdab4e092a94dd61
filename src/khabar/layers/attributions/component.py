"""The component: cues, their contents and speakers, in the order of the text; then nesting."""

from khabar.arabic.lexicon import Lexicon
from khabar.article import Attribution, Link, Span
from khabar.layers.attributions import content, cues
from khabar.layers.attributions.chains import Memory, around, joined
from khabar.layers.attributions.cues import Cue
from khabar.layers.attributions.speakers import Candidate, Sources
from khabar.layers.document import Doc
from khabar.packs import Packs

_CLAUSE_MARKS = frozenset("،,؛;.:!؟?()")
_CLAUSE_WORDS = frozenset(
    [
        "لكن",
        "ولكن",
        "فيما",
        "بينما",
        "حيث",
        "الا",
        "وكان",
        "وكانت",
        "كان",
        "كانت",
        "كما",
        "حين",
        "عندما",
        "اذ",
        "ان",
        "انه",
        "انها",
        "هذا",
        "وقد",
        "قد",
    ]
)
_RELATIVE = frozenset(["الذي", "التي", "الذين", "اللذين", "اللتين", "اللذان", "اللتان", "ما", "مما", "حسبما"])


class Attributions:
    """Fills `article.attributions`, ordered by where their contents begin."""

    name = "attributions"
    requires: tuple[str, ...] = ("body", "names", "times")
    assigns = ("attributions",)

    def __init__(self, packs: Packs) -> None:
        self.lexicon = packs.compiled("reporting", lambda p: Lexicon(p.rules("reporting")))
        self.sources = Sources(packs.compiled("sources", lambda p: Lexicon(p.rules("sources"))))

    def __call__(self, doc: Doc) -> None:
        """Read the attributions of an article."""
        found = cues.find(doc, self.lexicon)
        drafts: list[_Draft] = []
        used: set[int] = set()
        for number, _cue in enumerate(found):
            if number in used:
                continue
            draft = self._draft(doc, found, number, used)
            if draft is not None:
                drafts.append(draft)
        drafts.extend(self._headlines(doc, {d.content[0] for d in drafts}))
        doc.article.attributions = _chained(doc, drafts, self.sources)

    def _draft(self, doc: Doc, found: list[Cue], number: int, used: set[int]) -> "_Draft | None":
        cue = found[number]
        sentence = doc.sentences[doc.sentence_of[cue.at]]
        if cue.kind in ("source", "source-verb"):
            return self._of_source(doc, found, number, used, sentence.last)
        if cue.kind == "public":
            start = doc.words[cue.last + 1].start if cue.last + 1 < sentence.last else None
            if start is None:
                return None
            complement = content.Complement("object", start, cue.last + 1, cue.last + 1, None)
            end, direct = content.end_of(doc, complement, found[number + 1 :], cue)
            return _Draft(
                cue, doc.trim(start, end), direct, None, None, public=(doc.words[cue.at].start, doc.words[cue.at].end)
            )
        limit = self._limit(doc, found, number, sentence.last)
        complement_found = content.find(doc, cue, limit)
        if cue.kind == "clause" and complement_found is None and cue.last + 1 < sentence.last:
            word = doc.words[cue.last + 1]
            complement_found = content.Complement(
                "object", word.start, cue.last + 1, cue.last + 1, content._quote_at(doc, word.start)
            )
        # `استدرك قائلا إن`, `تابع بالقول`: one report, the second word only carries it
        if complement_found is None and number + 1 < len(found) and limit == found[number + 1].at:
            follower = found[number + 1]
            if str(follower.entry["id"]) in ("reporting.say",) and follower.kind in ("participle", "noun"):
                complement_found = content.find(doc, follower, self._limit(doc, found, number + 1, sentence.last))
                if complement_found is not None:
                    used.add(number + 1)
                    limit = complement_found.first
        stop = complement_found.frame_end if complement_found else limit
        subject, medium = self._subject(doc, cue, stop, sentence.first)
        if complement_found is None:
            if "object" not in cue.governs or cue.kind == "noun":
                return None
            after = subject.last if subject and subject.first > cue.at else cue.last + 1
            complement_found = content.obj(doc, cue, _past_adjectives(doc, after, limit), limit)
            if complement_found is None:
                return None
        if cue.kind == "noun" and cue.stance not in ("demanding", "denying", "doubting", "affirming", "threatening"):
            return None
        end, direct = content.end_of(doc, complement_found, found[number + 1 :], cue)
        span = doc.trim(complement_found.start, end)
        if span[1] <= span[0]:
            return None
        return _Draft(cue, span, direct, subject, medium, stop=stop)

    def _limit(self, doc: Doc, found: list[Cue], number: int, last: int) -> int:
        """How far a complement is looked for: to the next cue that is not inside a relative clause, or the sentence's end.

        A quotation may follow its introduction in a sentence of its own.
        """
        cue = found[number]
        for other in found[number + 1 :]:
            if other.at >= last:
                break
            before = doc.words[other.at - 1].norm
            if other.kind in ("verb", "participle") and before not in _RELATIVE and not other.reading.pronoun:
                return other.at
        return min(last, cue.at + 60)

    def _subject(self, doc: Doc, cue: Cue, stop: int, first: int) -> tuple[Candidate | None, Candidate | None]:
        """The speaker and the medium that he spoke through; None for a speaker that is only understood."""
        sources = self.sources
        medium = sources.medium(doc, cue.last + 1, stop)
        if "of-source" in cue.governs:
            return self._conveyed(doc, cue, stop, first)
        if cue.kind in ("participle", "noun", "clause"):
            if "ال" in cue.reading.prefix or doc.words[cue.at - 1].norm in _RELATIVE:
                return self._before(doc, cue, first), medium
            return None, medium
        adjacent = self._adjacent(doc, cue, first)
        after = None if adjacent else sources.subject(doc, cue.last + 1, stop)
        if after is not None and cue.reading.pronoun and after.kind == "medium" and not after.named:
            after = None
        subject = adjacent or after or self._before(doc, cue, first)
        if subject is not None and medium is not None and (medium.span == subject.span or medium.first < subject.last):
            medium = None
        return subject, medium

    def _conveyed(self, doc: Doc, cue: Cue, stop: int, first: int) -> tuple[Candidate | None, Candidate | None]:
        """`نقل س عن ص قوله إن`: ص speaks, س carries his word."""
        words = doc.words
        at = next((k for k in range(cue.last + 1, stop) if words[k].norm == "عن"), None)
        carrier = self.sources.subject(doc, cue.last + 1, at if at is not None else stop) or self._before(
            doc, cue, first
        )
        if at is None:
            return carrier, None
        speaker = self.sources.subject(doc, at + 1, stop)
        return speaker or carrier, carrier if speaker else None

    def _adjacent(self, doc: Doc, cue: Cue, first: int) -> Candidate | None:
        """The name right before a verb that has no و (`حكومة هادي تناشد`, `“قسد” تشترط`)."""
        if cue.reading.prefix or cue.at <= first:
            return None
        k = cue.at - 1
        while k > first and doc.words[k].kind == "mark" and doc.words[k].norm not in _CLAUSE_MARKS:
            k -= 1
        while k > first and doc.words[k].norm in ("قد", "لم", "لن", "لا", "سوف"):
            k -= 1
        name = doc.name(k)
        if name is None or name.type in ("GPE", "LOC", "EVT"):
            return None
        start, _last = doc.words_in(name.start, name.end)
        before = doc.words[start - 1].norm if start > first else ""
        if before in cues.PREPOSITIONS or any(c in "بلك" for c in doc.text[doc.words[start].start : name.start]):
            return None
        candidate = self.sources.at(doc, start)
        if candidate is None or (candidate.kind == "organisation" and self._owned(doc, start, first)):
            return None
        return candidate

    def _owned(self, doc: Doc, start: int, first: int) -> bool:
        """Whether the word before a name is a noun that the name only completes (`زعيم الحركة`)."""
        return start - 1 >= first and self.sources.at(doc, start - 1) is not None

    def _before(self, doc: Doc, cue: Cue, first: int) -> Candidate | None:
        """The subject before its verb: the first speaker of the clause, or what a relative clause hangs on."""
        words = doc.words
        k = cue.at - 1
        if k < first:
            return None
        if words[k].norm in _RELATIVE or "ال" in cue.reading.prefix:
            return self._antecedent(doc, k if "ال" in cue.reading.prefix else k - 1, first)
        if cue.reading.prefix in ("و", "ف"):
            return None
        begin = k
        while begin > first:
            norm = words[begin - 1].norm
            if words[begin - 1].kind == "mark" and norm in "؛;:.!؟?":
                break
            if norm in _CLAUSE_WORDS or norm in _RELATIVE:
                break
            begin -= 1
        for j in range(begin, cue.at):
            candidate = self.sources.at(doc, j)
            if candidate is None:
                continue
            before = words[j - 1].norm if j > first else ""
            prefixed = any(c in "بلك" for c in doc.text[words[j].start : candidate.span[0]])
            if before in cues.PREPOSITIONS or prefixed:
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

    def _of_source(self, doc: Doc, found: list[Cue], number: int, used: set[int], last: int) -> "_Draft | None":
        """`…، بحسب فلان` and `وبحسب فلان، فإن …`."""
        cue = found[number]
        sentence = doc.sentences[doc.sentence_of[cue.at]]
        begin = cue.last + 1
        if cue.kind == "source-verb":
            if number + 1 >= len(found) or found[number + 1].at > cue.last + 3:
                if str(cue.entry["id"]) == "reporting.according-verb" and doc.words[cue.at].norm in ("كما", "مثلما"):
                    return None
            else:
                used.add(number + 1)
                begin = found[number + 1].last + 1
        initial = cue.at - sentence.first <= 1
        stop = last
        if initial:
            stop = next(
                (k for k in range(begin, min(last, begin + 25)) if doc.words[k].norm in ("،", ",") or _so(doc, k)), last
            )
        pronoun = cue.reading.pronoun
        subject = None if pronoun else self.sources.subject(doc, _of(doc, begin, stop), stop)
        medium = self.sources.medium(doc, begin, last)
        if subject and medium and medium.first <= subject.last:
            medium = None
        if subject is None and medium is not None and not pronoun:
            subject, medium = medium, None
        if subject is None and not pronoun:
            subject = next((c for k in range(begin, min(begin + 6, stop)) if (c := self.sources.at(doc, k))), None)
            if subject is None:
                return None
        if initial:
            k = next((j for j in range(begin, last) if _so(doc, j)), None)
            first = k + 1 if k is not None else stop + 1
            if k is not None and doc.words[k].norm in ("فان", "فانه", "فانها", "ان"):
                first = k + 1
            if first >= last:
                return None
            start = doc.words[first].start
            complement = content.Complement("that", start, first, first, content._quote_at(doc, start))
            end, direct = content.end_of(doc, complement, found[number + 1 :], cue)
            span = doc.trim(start, end)
        else:
            before = content.before_source(doc, cue)
            if before is None:
                return None
            inside = [c for c in found[:number] if sentence.first <= c.at and c.kind in ("verb", "participle")]
            span, direct = doc.trim(*before), False
            if pronoun or (inside and subject is not None and subject.kind == "person"):
                return None
        return _Draft(cue, span, direct, subject, medium, stop=stop, after=not initial)

    def _headlines(self, doc: Doc, taken: set[int]) -> "list[_Draft]":
        """`فلان: قول` at the head of a line."""
        out = []
        for sentence in doc.sentences:
            first = sentence.first
            colon = next((k for k in range(first, min(first + 12, sentence.last)) if doc.words[k].norm == ":"), None)
            if colon is None or colon == first or colon + 2 >= sentence.last or doc.words[colon - 1].kind == "number":
                continue
            subject = self.sources.subject(doc, first, colon)
            if subject is None or subject.kind == "document":
                continue
            start = doc.words[colon + 1].start
            if any(start <= t <= start + 3 for t in taken) or any(
                self.lexicon.readings(doc.words, k) for k in range(first, colon)
            ):
                continue
            quote = content._quote_at(doc, start)
            complement = content.Complement("colon", start, colon + 1, colon, quote)
            direct = quote is not None and doc.trim(quote.inner[1], sentence.end)[1] <= quote.inner[1]
            span = doc.trim(
                quote.inner[0] if direct and quote else start, quote.inner[1] if direct and quote else sentence.end
            )
            if span[1] > span[0] and complement.first < sentence.last:
                out.append(_Draft(None, span, direct, subject, None, stop=colon))
        return out


class _Draft:
    """An attribution before its chain is known."""

    def __init__(
        self, cue: Cue | None, content: Span, direct: bool, subject: Candidate | None, medium: Candidate | None,
        *, stop: int = 0, after: bool = False, public: Span | None = None,
    ) -> None:  # fmt: skip
        self.cue = cue
        self.content = content
        self.direct = direct
        self.subject = subject
        self.medium = medium
        self.stop = stop
        self.after = after  # the cue stands after its content
        self.public = public

    @property
    def at(self) -> int:
        """Where it takes its turn: a word at the end of a sentence carries what is said before it."""
        if self.after or self.cue is None:
            return self.content[0]
        return self.cue.reading.start


def _so(doc: Doc, k: int) -> bool:
    return doc.words[k].norm in ("فان", "فانه", "فانها", "فانهم", "فقد")


def _of(doc: Doc, k: int, stop: int) -> int:
    """Past the ل and ما that belong to `وفقاً ل`, `بحسب ما`, and `لتقرير`."""
    while k < stop and (doc.words[k].norm in ("ل", "لـ", "ما", "ذلك", "لما", "عن") or doc.words[k].kind == "mark"):
        k += 1
    return k


def _past_adjectives(doc: Doc, k: int, stop: int) -> int:
    """Past the adjectives and titles that follow a subject."""
    while k < stop and ((doc.words[k].kind == "mark" and doc.words[k].norm in '”"»“«،,)') or doc.time_at[k] >= 0):
        k += 1
    if k < stop and doc.words[k].norm.startswith("ال") and doc.words[k].norm.endswith(("ي", "يه", "يون", "يين")):
        k += 1
    return k


def _chained(doc: Doc, drafts: list[_Draft], sources: Sources) -> list[Attribution]:
    """Attributions with their chains: in the order in which a reader meets them, inner ones behind outer ones."""
    memory = Memory(doc)
    out: list[Attribution] = []
    for draft in sorted(drafts, key=lambda d: (d.at, -d.content[1])):
        cue = draft.cue
        start = cue.reading.start if cue else draft.content[0]
        outer = around(out, draft.content, start) if not draft.after else around(out, draft.content, draft.content[0])
        feminine = bool(cue and cue.reading.form.gender == "f")
        if draft.public is not None:
            own = [Link("public", draft.public, rule=str(cue.entry["id"]) if cue else None)]
        elif draft.subject is not None:
            own = memory.chain(draft.subject)
        else:
            own = memory.dropped(feminine)
        if draft.medium is not None and not (own and own[0].kind == "medium" and own[0].entity == draft.medium.entity):
            link = memory.link(draft.medium)
            if draft.medium.definite and not draft.medium.named:
                link = memory.chain(draft.medium)[-1]
            if not any(c.entity and c.entity == link.entity for c in own):
                own = [link, *[c for c in own if c.kind != "medium" or c.span]]
        own = [link for link in own if not _is_outlet(doc, link)] or own
        if not own:
            continue
        top = outer is None
        chain = own if top or outer is None else joined(outer.chain, own)
        if draft.subject is None and outer is not None and outer.chain:
            chain = outer.chain if not own else chain
        out.append(Attribution(
            draft.content, (cue.reading.start, doc.words[cue.last].end) if cue else None, draft.direct,
            cue.stance if cue else "neutral", chain, rule=str(cue.entry["id"]) if cue else "reporting.headline",
            pack=str(cue.entry["pack"]) if cue else None))  # fmt: skip
        memory.keep(chain, top)
    return out


def _is_outlet(doc: Doc, link: Link) -> bool:
    """The outlet itself is left out of its own chains."""
    outlet = doc.article.outlet
    if link.kind != "medium" or not outlet:
        return False
    entity = doc.packs.entities.get(link.entity or "")
    known = {n.casefold() for n in [*(entity.ar if entity else []), *(entity.en if entity else []), link.entity or ""]}
    return outlet.casefold() in known
