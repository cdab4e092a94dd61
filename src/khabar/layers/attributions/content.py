"""What hangs on a word that reports: where it begins, where it ends, whether it is quoted."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from khabar.arabic.articles import has_article
from khabar.arabic.quotes import Quote
from khabar.article import Span
from khabar.layers.attributions.cues import Cue
from khabar.layers.attributions.vocabulary import THAT, Vocabulary
from khabar.layers.document import Doc

_PLAIN = {"الي": "to", "علي": "on", "عن": "of", "من": "from", "في": "in"}
_PAUSE = frozenset("،,؛;")
_DASHES = frozenset("-–—")
_OPENS_THAT = frozenset(
    {"that", "to", "on", "of", "from", "from-whom", "in", "of-source", "source-then-that", "object"}
)


class Complement(NamedTuple):
    """Where what is reported begins: offset `start`, word `first`; `frame_end` ends the region of the subject."""

    kind: str
    start: int
    first: int
    frame_end: int
    quote: Quote | None = None


def quote_at(doc: Doc, offset: int) -> Quote | None:
    """The quotation whose inside begins at (or a mark before) an offset."""
    last = bisect_right(doc.quotes, offset + 1, key=lambda q: q.inner[0])
    for quote in doc.quotes[max(0, last - 8) : last]:
        if quote.start <= offset <= quote.inner[0] + 1 and not doc.text[quote.inner[0] : offset].strip():
            return quote
    return None


def _is_name(doc: Doc, quote: Quote) -> bool:
    first, last = doc.words_in(*quote.inner)
    return doc.name_at[first] >= 0 and doc.name_at[first] == doc.name_at[last - 1]


class Reader:
    """Finds complements and their ends."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words = vocabulary

    def find(self, doc: Doc, cue: Cue, limit: int) -> Complement | None:
        """The complement of a cue, looked for up to the word `limit` (the next cue, or the end of the sentence)."""
        words, governs = doc.words, cue.governs
        near = cue.last + 8 if cue.entry.get("strict") else limit
        fallback: Complement | None = None
        opens = limit < len(words) and quote_at(doc, words[limit].start) is not None
        for k in range(cue.last + 1, min(limit + opens, near + 1)):
            word = words[k]
            before = words[k - 1].norm
            quote = quote_at(doc, word.start) if word.kind != "mark" else None
            if quote and "quote" in governs and quote.start >= words[cue.last].end and not _is_name(doc, quote):
                first, last = doc.words_in(*quote.inner)
                # where a noun may follow too, three quoted words far behind are part of it
                long = last - first >= 3 and ("object" not in governs or k - cue.last <= 8 or last - first >= 6)
                if long or before == ":":
                    return Complement("quote", quote.inner[0], k, k, quote)
            clock = words[k - 1].kind == "number" and k + 1 < len(words) and words[k + 1].kind == "number"
            if (
                word.norm == ":"
                and "colon" in governs
                and not clock
                and k + 1 < len(words)
                and doc.line_of[k + 1] == doc.line_of[k]
            ):
                if THAT.match(words[k + 1].norm):
                    return self._after(doc, "that", k + 2, k)
                return self._after(doc, "colon", k + 1, k)
            if (
                THAT.match(word.norm) and k + 1 < len(words) and doc.name_at[k] < 0
                and words[k + 1].norm not in self.words["names-with-that"]
                and self._that_counts(word.norm, before, governs)
            ):  # fmt: skip
                return self._after(doc, "that", k + 1, k)
            if word.norm in _PAUSE and k + 1 < limit and words[k + 1].norm in self.words["own-voice"]:
                near = 0  # another clause: a preposition in it is not governed by the cue
            if word.kind == "word" and k < near:
                found = self._preposition(doc, cue, k)
                if found is not None and found.kind == "by" and "that" in governs:
                    fallback = fallback or found  # أفاد المكلف بالإعلام أن: the report is what أن opens
                elif found is not None:
                    return found
        return fallback

    def performs(self, doc: Doc, cue: Cue, complement: Complement) -> bool:
        """Whether what is announced is done by being announced (`أعلن هدنة`): that reports nothing."""
        return (
            complement.kind in ("of", "object")
            and "object" in cue.governs
            and doc.words[complement.first].norm in self.words["declared"]
        )

    def _that_counts(self, norm: str, before: str, governs: Sequence[str]) -> bool:
        if before in self.words["not-report"] or norm.startswith("ل"):
            return False
        if norm.startswith("ب"):
            return bool({"that", "by", "by-that"} & set(governs))
        return bool(_OPENS_THAT & set(governs))

    def _after(self, doc: Doc, kind: str, first: int, frame_end: int) -> Complement | None:
        """A complement that begins with the word `first` (marks before it passed over)."""
        words = doc.words
        line = doc.line_of[frame_end]
        while first < len(words) and words[first].kind == "mark" and doc.line_of[first] == line:
            first += 1
        if first >= len(words) or doc.line_of[first] != line:
            return None
        return Complement(kind, words[first].start, first, frame_end, quote_at(doc, words[first].start))

    def _preposition(self, doc: Doc, cue: Cue, k: int) -> Complement | None:
        """A complement with a preposition that the cue governs, at word `k`."""
        words, governs = doc.words, cue.governs
        norm = words[k].norm
        kind = _PLAIN.get(norm)
        inside = k + 1 < len(words) and doc.sentence_of[k + 1] == doc.sentence_of[k]
        if kind and kind in governs and inside:
            if THAT.match(words[k + 1].norm):
                return self._after(doc, "that", k + 2, k)
            name = doc.name(k + 1)
            if words[k + 1].norm in self.words["medium-heads"] or (
                name is not None and name.type in ("GPE", "LOC", "MED", "PER")
            ):
                return None
            return self._after(doc, kind, k + 1, k)
        if norm == "من" and "from-whom" in governs and inside:
            first = self._past_phrase(doc, k + 1)
            return self._after(doc, "object", first, k) if first is not None else None
        if "responsibility" in governs and norm.startswith(("مسوولي", "مسءولي")):
            return Complement("object", words[k].start, k, k)
        if "by" in governs or "by-quote" in governs:
            if norm in ("ب", "بـ") and inside:
                return self._by(self._after(doc, "by", k + 1, k), governs)
            if (
                norm.startswith("ب") and len(norm) >= 3 and norm not in self.words["by-is-no-clitic"]
                and words[k - 1].norm not in self.words["prepositions"]  # ناشد النازحين العودة إلى بلداتهم
                and doc.name_at[k] < 0 and doc.time_at[k] < 0
            ):  # fmt: skip
                return self._by(Complement("by", words[k].start + 1, k, k, quote_at(doc, words[k].start + 1)), governs)
        if (
            "li" in governs
            and norm.startswith("ل")
            and len(norm) > 4
            and k > cue.last + 1
            and (
                doc.name_at[k] < 0
                and doc.time_at[k] < 0
                and not norm.startswith(("لدي", "لكن", "لقاء", "لجن", "لقد", "ليل"))
            )
        ):
            return Complement("li", words[k].start + 1, k, k)
        return None

    @staticmethod
    def _by(found: Complement | None, governs: Sequence[str]) -> Complement | None:
        """`مشيداً بـ“الدور”` counts only quoted where the entry says `by-quote`."""
        if found is not None and "by-quote" in governs and "by" not in governs and found.quote is None:
            return None
        return found

    def _past_phrase(self, doc: Doc, k: int) -> int | None:
        """The word after the noun phrase that begins at `k`: a name, or a word with its definite followers."""
        words = doc.words
        last = doc.sentences[doc.sentence_of[k]].last
        if doc.name_at[k] >= 0:
            name = doc.name_at[k]
            while k < last and doc.name_at[k] == name:
                k += 1
        else:
            k += 1
        while k < last and (
            has_article(words[k].norm) or doc.name_at[k] >= 0 or doc.time_at[k] >= 0 or words[k].kind == "mark"
        ):
            k += 1
        return k if k < last else None

    def obj(self, doc: Doc, cue: Cue, subject_end: int, limit: int) -> Complement | None:
        """A noun that the cue governs (`أكد رفضه`, `نفت تصريحات`): the first word behind the subject, no adjunct."""
        words = doc.words
        k = subject_end
        while k < limit:
            word = words[k]
            if word.norm in (".", ":", "؛", ";"):
                return None
            if word.kind == "mark" or doc.time_at[k] >= 0 or word.norm in self.words["between"]:
                k += 1
                continue
            step = self._adjunct(doc, k)
            if step:
                k += step
                continue
            if word.norm in self.words["declared"] or word.kind != "word":
                return None
            return Complement("object", word.start, k, k, quote_at(doc, word.start))
        return None

    def _adjunct(self, doc: Doc, k: int) -> int:
        """How many words an adjunct at `k` takes (`في بيان لها`, `خلال لقائه بفلان`), 0 where none begins."""
        words = doc.words
        if words[k].norm not in self.words["adjuncts"]:
            return 0
        end = k + 1
        while end < len(words) and end - k < 10 and doc.sentence_of[end] == doc.sentence_of[k]:
            if doc.name_at[end] >= 0:
                name = doc.name_at[end]
                while end < len(words) and doc.name_at[end] == name:
                    end += 1
                continue
            if words[end].kind == "mark":
                return end - k + 1
            loose = end > k + 1 and words[end].norm not in self.words["adjunct-inside"] and doc.time_at[end] < 0
            if loose and not words[end].norm.startswith(("ال", "ب", "ل")):
                return end - k
            end += 1
        return end - k

    def end_of(self, doc: Doc, complement: Complement, cues: Sequence[Cue], later: int) -> tuple[int, bool]:
        """Where the content ends (offset), and whether it is direct speech; the cues from `later` on may end it."""
        quote = complement.quote
        if quote is not None and _whole(doc, quote, complement):
            return quote.inner[1], True
        words = doc.words
        last = self._last(doc, complement)
        clauses = complement.kind not in ("that", "quote", "colon")
        aside = later > 0 and _in_dashes(doc, cues[later - 1])
        stops: dict[int, Cue] = {}
        for number in range(later, len(cues)):
            if cues[number].at >= last:
                break
            if cues[number].at > complement.first:
                stops[cues[number].at] = cues[number]
        k = complement.first
        while k < last:
            if k in stops and self._breaks(doc, stops[k], k):
                break
            if k > complement.first:
                if aside and words[k].norm in _DASHES:
                    break
                if words[k].norm in _PAUSE and not _quoted(doc, k) and self._own_voice(doc, k + 1, last, "own-voice"):
                    break
                if self._own_voice(doc, k, last, "own-voice-bare") and not _quoted(doc, k):
                    break
                if clauses and self._new_clause(doc, k) and not _quoted(doc, k):
                    break
            k += 1
        return words[max(k - 1, complement.first)].end, False

    @staticmethod
    def _new_clause(doc: Doc, k: int) -> bool:
        """Whether a clause with a verb of its own begins at the word `k` (`… وأدت تلك المطالبة إلى`)."""
        norm = doc.words[k].norm
        if doc.name_at[k] >= 0 or not norm.startswith(("و", "ف")):
            return False
        rest = norm[1:]
        if rest in ("قد", "لم", "لن", "كان", "كانت", "ليس", "ليست", "ما", "هو", "هي", "سط"):
            return True
        # a feminine past verb; a noun in the construct has its ة, not ت
        plain = not has_article(rest) and not rest.endswith(("ات", "وت", "يت", "بت", "نت"))
        return len(rest) >= 3 and rest.endswith("ت") and plain

    @staticmethod
    def _last(doc: Doc, complement: Complement) -> int:
        """The word that ends the last sentence of a content: a quotation within it may hold several sentences."""
        number = doc.sentence_of[complement.first]
        last = doc.sentences[number].last
        for _ in range(12):
            end = doc.sentences[number].end
            spanning = next(
                (q for q in doc.quotes if complement.start <= q.start < end < q.inner[1] and q.closed), None
            )
            if spanning is None:
                break
            number = doc.sentence_of[doc.words_in(spanning.inner[1] - 1, spanning.inner[1])[0]]
            last = max(last, doc.sentences[number].last)
        return last

    def _breaks(self, doc: Doc, cue: Cue, k: int) -> bool:
        """Whether a later cue ends the content before it: it reports on the same footing, not within it."""
        if _quoted(doc, k) or (cue.silent and cue.kind == "verb"):
            return False
        before = doc.words[k - 1].norm
        if cue.kind == "participle":
            return "ال" not in cue.reading.prefix
        if cue.kind in ("source", "source-verb"):
            return True
        if cue.kind == "verb":
            if before in self.words["relative"]:
                return False
            if cue.reading.form.pos == "past" and cue.reading.prefix in ("و", "ف"):
                return True
            return before in ("فيما", "بينما", "لكنه", "لكنها", "حين") or (
                before in ("انه", "انها", "انهم") and doc.words[k - 2].norm == "الا"
            )
        return False

    def _own_voice(self, doc: Doc, k: int, last: int, kind: str) -> bool:
        """Whether the outlet's own voice comes back with the word `k`."""
        if k >= last:
            return False
        classes = self.words[kind]
        norm = doc.words[k].norm
        return norm in classes or (k + 1 < last and f"{norm} {doc.words[k + 1].norm}" in classes)

    def before_source(self, doc: Doc, cue: Cue) -> Span | None:
        """The content that stands before a word like بحسب: its sentence from the start."""
        words = doc.words
        first = doc.sentences[doc.sentence_of[cue.at]].first
        while first < cue.at and (words[first].norm in self.words["lead-in"] or words[first].kind == "mark"):
            first += 1
        last = cue.at - 1
        while last > first and (words[last].kind == "mark" or words[last].norm in ("وذلك", "ذلك")):
            last -= 1
        if last <= first:
            return None
        return self.sentence_start(doc, first), words[last].end

    def sentence_start(self, doc: Doc, first: int) -> int:
        """The offset at which a content begins with the word `first`: a و that joins sentences is left out."""
        word = doc.words[first]
        joins = word.norm.startswith("و") and len(word.norm) > 3 and word.norm not in self.words["waw-is-root"]
        return word.start + 1 if joins and doc.name_at[first] < 0 else word.start


def _in_dashes(doc: Doc, cue: Cue) -> bool:
    """Whether a cue opens an aside between dashes (`غادر الوفد – وُصف بأنه … – إلى`); a dateline has one as well."""
    return cue.at - doc.sentences[doc.sentence_of[cue.at]].first > 4 and doc.words[cue.at - 1].norm in _DASHES


def _quoted(doc: Doc, k: int) -> bool:
    """Whether word `k` lies inside a quotation that is more than a name."""
    start = doc.words[k].start
    last = bisect_right(doc.quotes, start, key=lambda q: q.inner[0])
    return any(start < q.inner[1] and q.inner[1] - q.inner[0] > 25 for q in doc.quotes[max(0, last - 8) : last])


def _whole(doc: Doc, quote: Quote, complement: Complement) -> bool:
    """Whether a quotation at the head of a content is the whole of it."""
    first, last = doc.words_in(*quote.inner)
    if _is_name(doc, quote):
        return False
    rest = doc.text[quote.end : quote.end + 3].lstrip(" \u00a0")
    ends = not rest or rest[0] in "،,.؛;:!؟?)-–—\n"
    if complement.kind in ("quote", "colon"):
        return True
    return ends or last - first >= 8
