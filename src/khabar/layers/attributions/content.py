"""What hangs on a word that reports: where it begins, where it ends, whether it is quoted."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from khabar.arabic.quotes import Quote
from khabar.article import Span
from khabar.layers.attributions.cues import Cue
from khabar.layers.document import Doc

_THAT = re.compile(r"^[بل]?ان(?:ه|ها|هم|هما|هن|ني|نا|ي|ك|كم)?$")
# أن after these belongs to them and opens no report
_NOT_REPORT = frozenset(
    [
        "بعد",
        "قبل",
        "منذ",
        "دون",
        "بدون",
        "الا",
        "كما",
        "غير",
        "رغم",
        "مع",
        "يمكن",
        "يجب",
        "ينبغي",
        "المقرر",
        "المتوقع",
        "المنتظر",
        "المرجح",
        "شرط",
        "شريطه",
        "بشرط",
        "لابد",
        "بد",
        "سوي",
        "قبيل",
        "فور",
        "بمجرد",
        "مجرد",
        "يفترض",
        "المفترض",
        "كان",
        "وبعد",
        "وقبل",
        "وكما",
        "ومنذ",
        "ودون",
        "والا",
        "وغير",
        "ورغم",
        "ويمكن",
        "ويجب",
        "حتي",
        "بيد",
        "لكن",
        "كاد",
        "يكاد",
        "الممكن",
        "المحتمل",
        "الضروري",
        "علما",
    ]
)
_SKIP_BY = frozenset(
    [
        "بعد",
        "بين",
        "بدون",
        "بينما",
        "بسبب",
        "بل",
        "بلاد",
        "بلاده",
        "بلادها",
        "بلدان",
        "بلد",
        "باسم",
        "بحسب",
        "بيان",
        "برلمان",
        "بعض",
        "بقيه",
        "بالتالي",
        "بحق",
        "بشان",
        "بمناسبه",
        "برفقه",
        "بحضور",
        "برئاسه",
        "برءاسه",
        "برعايه",
        "بخصوص",
        "بات",
        "بدا",
        "بدات",
        "بدء",
        "بعيد",
        "بيد",
        "بحث",
        "بنود",
        "بند",
        "باحث",
        "بريد",
        "برنامج",
        "برلماني",
        "بلده",
        "بلدات",
        "بنك",
        "بوساطه",
        "بواسطه",
        "بمشاركه",
        "بعدها",
        "بعدما",
        "بينهم",
        "بينها",
        "بينهما",
        "بلا",
        "بغض",
        "بغيه",
        "بفضل",
        "بالفعل",
        "بالمءه",
        "بشكل",
        "بصوره",
        "بسرعه",
        "بوضوح",
        "بشده",
        "بعنوان",
        "بتاريخ",
        "بتوقيت",
        "بدوره",
        "بدورها",
        "بدورهم",
        "بجانب",
        "بجوار",
        "بالاضافه",
        "بالنسبه",
        "بموجب",
        "بناء",
        "بقوه",
    ]
)
_SKIP_TO = frozenset(
    ["قناه", "وكاله", "صحيفه", "جريده", "موقع", "شبكه", "اذاعه", "تلفزيون", "جانب", "جانبه", "ذلك", "ان"]
)
# a clause in the outlet's own voice begins again after these, where a comma stands before them
_OWN_VOICE = (
    ("في", "حين"), ("فيما",), ("بينما",), ("وسط",), ("في", "اشاره"), ("في", "الوقت"), ("علما", "ان"), ("علما", "بان"), ("وذلك", "بعد"),
    ("وذلك", "في"), ("وذلك", "عقب"), ("وذلك", "اثر"), ("وذلك", "خلال"), ("في", "وقت"), ("عقب",), ("من", "جهته"), ("من", "جهتها"),
    ("من", "جانبه"), ("من", "جانبها"), ("من", "جهه"), ("الامر", "الذي"),
)  # fmt: skip
_MARKS = frozenset("،,؛;.:!؟?…")
_PAUSE = frozenset("،,؛;")


class Complement(NamedTuple):
    """Where what is reported begins: offset `start`, word `first`; `frame_end` is the word that ends the subject's region."""

    kind: str
    start: int
    first: int
    frame_end: int
    quote: Quote | None


def _quote_at(doc: Doc, offset: int) -> Quote | None:
    """The quotation whose inside begins at (or a mark before) an offset."""
    for quote in doc.quotes:
        if quote.inner[0] > offset + 1:
            break
        if quote.start <= offset <= quote.inner[0] + 1 and not doc.text[quote.inner[0] : offset].strip():
            return quote
    return None


def _speaks(doc: Doc, quote: Quote) -> bool:
    """Whether a quotation is speech, not a name or one word in scare quotes."""
    first, last = doc.words_in(*quote.inner)
    if last - first < 3:
        return False
    return not (doc.name_at[first] >= 0 and doc.name_at[first] == doc.name_at[last - 1])


def find(doc: Doc, cue: Cue, limit: int) -> Complement | None:
    """The complement of a cue, looked for up to the word `limit` (the next cue, or the end of the sentence)."""
    words, governs = doc.words, cue.governs
    k = cue.last + 1
    while k < limit:
        word = words[k]
        norm = word.norm
        before = words[k - 1].norm
        quote = _quote_at(doc, word.start) if word.kind != "mark" else None
        if (
            quote and "quote" in governs and quote.start >= words[cue.last].end and _speaks(doc, quote)
            and (before in ":\"“”«»'-–" or k - cue.last <= 12)
        ):  # fmt: skip
            return Complement("quote", quote.inner[0], k, k, quote)
        if norm == ":" and "colon" in governs and k + 1 < len(words) and doc.line_of[k + 1] == doc.line_of[k]:
            following = words[k + 1]
            if _THAT.match(following.norm) and k + 2 < len(words):
                return _after(doc, "that", k + 2, k)
            if following.kind == "mark" and k + 2 < len(words):
                following = words[k + 2]
            return Complement("colon", following.start, k + 1, k, _quote_at(doc, following.start))
        if _THAT.match(norm) and k + 1 < len(words) and _that_counts(norm, before, governs):
            return _after(doc, "that", k + 1, k)
        if word.kind == "word":
            found = _preposition(doc, cue, k)
            if found is not None:
                return found
        k += 1
    return None


def _that_counts(norm: str, before: str, governs: Sequence[str]) -> bool:
    if before in _NOT_REPORT or norm.startswith("ل"):
        return False
    if norm.startswith("ب"):
        return "that" in governs or "by" in governs or "by-that" in governs
    return any(
        g in governs
        for g in ("that", "to", "on", "of", "from", "from-whom", "in", "of-source", "source-then-that", "object")
    )


def _after(doc: Doc, kind: str, first: int, frame_end: int) -> Complement | None:
    """A complement that begins with the word `first` (marks before it passed over)."""
    words = doc.words
    line = doc.line_of[frame_end]
    while first < len(words) and words[first].kind == "mark" and doc.line_of[first] == line:
        first += 1
    if first >= len(words) or doc.line_of[first] != line:
        return None
    return Complement(kind, words[first].start, first, frame_end, _quote_at(doc, words[first].start))


_PLAIN = {"الي": "to", "علي": "on", "عن": "of", "من": "from", "في": "in"}


def _preposition(doc: Doc, cue: Cue, k: int) -> Complement | None:
    """A complement with a preposition that the cue governs, at word `k`."""
    words, governs = doc.words, cue.governs
    norm = words[k].norm
    kind = _PLAIN.get(norm)
    if kind and kind in governs and k + 1 < len(words) and doc.sentence_of[k + 1] == doc.sentence_of[k]:
        if words[k + 1].norm == "ان" or _THAT.match(words[k + 1].norm):
            return _after(doc, "that", k + 2, k)
        if words[k + 1].norm in _SKIP_TO or _is_place_or_medium(doc, k + 1):
            return None
        return _after(doc, kind, k + 1, k)
    if "by" in governs and norm.startswith("ب") and len(norm) > 3 and norm not in _SKIP_BY and doc.name_at[k] < 0:
        if doc.time_at[k] >= 0:
            return None
        start = words[k].start + 1
        return Complement("by", start, k, k, _quote_at(doc, start))
    if norm in ("ب", "بـ") and "by" in governs:
        return _after(doc, "by", k + 1, k)
    if "li" in governs and norm.startswith("ل") and len(norm) > 3 and doc.name_at[k] < 0 and k > cue.last + 1:
        if (
            norm.startswith(("لدي", "لكن", "لقاء", "لجنه", "لبنان", "ليبيا", "لقد", "لان", "ليل"))
            or doc.time_at[k] >= 0
        ):
            return None
        return Complement("li", words[k].start + 1, k, k, None)
    return None


def _is_place_or_medium(doc: Doc, k: int) -> bool:
    name = doc.name(k)
    return name is not None and name.type in ("GPE", "LOC", "MED") and name.start >= doc.words[k].start - 2


def obj(doc: Doc, cue: Cue, subject_end: int, limit: int) -> Complement | None:
    """A noun that the cue governs (`أكد رفضه`, `نفت تصريحات`): the first word after the subject that is no adjunct."""
    words = doc.words
    k = subject_end
    while k < limit:
        word = words[k]
        norm = word.norm
        if norm in (".", ":", "؛", ";"):
            return None
        if word.kind == "mark" or doc.time_at[k] >= 0:
            k += 1
            continue
        step = _adjunct(doc, k)
        if step:
            k += step
            continue
        if norm in ("ان", "قد", "الذي", "التي", "هو", "هي", "ايضا", "كذلك", "مجددا", "رسميا", "فيه", "فيها"):
            k += 1
            continue
        return Complement("object", word.start, k, k, _quote_at(doc, word.start))
    return None


_ADJUNCTS = frozenset(
    [
        "في",
        "خلال",
        "عبر",
        "من",
        "مع",
        "عقب",
        "بعد",
        "قبل",
        "علي",
        "لدي",
        "عن",
        "اثناء",
        "لوكاله",
        "لصحيفه",
        "لقناه",
        "لموقع",
        "لشبكه",
    ]
)


def _adjunct(doc: Doc, k: int) -> int:
    """How many words an adjunct that begins at `k` takes (`في بيان لها`, `خلال لقائه بفلان`), 0 where none does."""
    words = doc.words
    norm = words[k].norm
    if norm not in _ADJUNCTS:
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
        if (
            end > k + 1
            and words[end].norm
            not in (
                "له",
                "لها",
                "لهم",
                "سابق",
                "رسمي",
                "صحفي",
                "صحافي",
                "اعلامي",
                "مشترك",
                "نشره",
                "نشرته",
            )
            and not words[end].norm.startswith(("ال", "ب", "ل"))
        ):
            return end - k
        end += 1
    return end - k


def end_of(doc: Doc, complement: Complement, cues: Sequence[Cue], cue: Cue) -> tuple[int, bool]:
    """Where the content ends (offset), and whether it is direct speech.

    `cues` are those after `cue`, in order.
    """
    quote = complement.quote
    if quote is not None and _whole(doc, quote, complement):
        return quote.inner[1], True
    words = doc.words
    sentence = doc.sentences[doc.sentence_of[complement.first]]
    last = sentence.last
    # a quotation within the content may hold several sentences
    around = [q for q in doc.quotes if complement.start <= q.start < sentence.end < q.inner[1] and q.closed]
    while around:
        number = doc.sentence_of[doc.words_in(around[0].inner[1] - 1, around[0].inner[1])[0]]
        sentence = doc.sentences[number]
        last = max(last, sentence.last)
        around = [q for q in doc.quotes if complement.start <= q.start < sentence.end < q.inner[1] and q.closed]
    stops = {c.at: c for c in cues if complement.first < c.at < last}
    k = complement.first
    while k < last:
        if k in stops and _breaks(doc, stops[k], k):
            break
        if k > complement.first and words[k].norm in _PAUSE and _own_voice(doc, k + 1, last):
            break
        k += 1
    end = words[k - 1].end if k > complement.first else words[complement.first].end
    return end, False


def _whole(doc: Doc, quote: Quote, complement: Complement) -> bool:
    """Whether a quotation at the head of a content is the whole of it."""
    first, last = doc.words_in(*quote.inner)
    if doc.name_at[first] >= 0 and doc.name_at[first] == doc.name_at[last - 1]:
        return False
    rest = doc.text[quote.end : quote.end + 3].strip()
    ends = not rest or rest[0] in "،,.؛;:!؟?)-–—\n" or doc.text[quote.end : quote.end + 1] == "\n"
    if complement.kind in ("quote", "colon"):
        return True
    return ends or last - first >= 8


def _breaks(doc: Doc, cue: Cue, k: int) -> bool:
    """Whether a later cue ends the content before it: it reports on the same footing, not within it."""
    word = doc.words[k]
    if any(q.inner[0] <= word.start < q.inner[1] and q.inner[1] - q.inner[0] > 25 for q in doc.quotes):
        return False
    before = doc.words[k - 1].norm
    if cue.kind == "participle":
        return "ال" not in cue.reading.prefix
    if cue.kind in ("source", "source-verb"):
        return True
    if cue.kind == "verb":
        form = cue.reading.form
        if form.pos == "past" and cue.reading.prefix in ("و", "ف"):
            return not before.startswith("الت") and before not in ("الذي", "التي")
        return before in ("فيما", "بينما", "لكنه", "لكنها", "حين") or (
            before in ("انه", "انها") and doc.words[k - 2].norm == "الا"
        )
    return False


def _own_voice(doc: Doc, k: int, last: int) -> bool:
    """Whether the outlet's own voice comes back with the word `k`."""
    norms = [w.norm for w in doc.words[k : min(k + 2, last)]]
    return any(tuple(norms[: len(form)]) == form for form in _OWN_VOICE)


def before_source(doc: Doc, cue: Cue) -> Span | None:
    """The content that stands before a word like بحسب: its sentence from the start."""
    words = doc.words
    sentence = doc.sentences[doc.sentence_of[cue.at]]
    first = sentence.first
    while first < cue.at and words[first].norm in ("و", "كما", "كذلك", "لكن", "وكذلك", "هذا", "،", ",", "الي", "ذلك"):
        if words[first].norm in ("الي", "هذا", "ذلك") and (
            first + 1 >= cue.at or words[first + 1].norm not in ("ذلك", "و", "،")
        ):
            break
        first += 1
    last = cue.at - 1
    while last > first and (words[last].kind == "mark" or words[last].norm in ("وذلك", "ذلك")):
        last -= 1
    if last <= first:
        return None
    start = words[first].start
    norm = words[first].norm
    if (
        norm.startswith("و")
        and len(norm) > 4
        and not norm.startswith(
            (
                "وزار",
                "وزير",
                "وكال",
                "وفد",
                "وحد",
                "وسط",
                "وثيق",
                "واشنطن",
                "وسائل",
                "وساءل",
                "وزراء",
                "وقت",
                "وصل",
                "وقع",
                "وقف",
                "وصف",
                "وجه",
                "وضع",
                "ولاي",
                "ولي",
            )
        )
    ):
        start += 1
    return start, words[last].end
