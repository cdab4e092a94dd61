"""Who speaks: names and nouns for sources in the words around a word that reports."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from khabar.arabic.lexicon import Lexicon
from khabar.article import Name, Span
from khabar.layers.document import Doc

_KIND = {"PER": "person", "MED": "medium", "GOV": "organisation", "GRP": "organisation", "ORG": "organisation",
         "NAT": "organisation", "GPE": "organisation", "LOC": "organisation", "EVT": "document"}  # fmt: skip
# words that end the noun phrase of a speaker
_BOUNDARY = frozenset(
    [
        "خلال",
        "عبر",
        "بعد",
        "قبل",
        "عقب",
        "اثر",
        "مع",
        "عن",
        "ان",
        "انه",
        "انها",
        "انهم",
        "انهما",
        "ردا",
        "تعليقا",
        "علي",
        "لدي",
        "اثناء",
        "حيث",
        "بان",
        "بانه",
        "بانها",
        "الذي",
        "التي",
        "الذين",
        "قد",
        "حول",
        "بشان",
        "قوله",
        "قولها",
        "قولهم",
        "امس",
        "اليوم",
        "الي",
        "كما",
    ]
)
_IN_SPEECH = frozenset(
    [
        "تصريح",
        "تصريحات",
        "حديث",
        "حديثه",
        "حديثها",
        "بيان",
        "مقابله",
        "مؤتمر",
        "موتمر",
        "كلمه",
        "خطاب",
        "اتصال",
        "لقاء",
        "مداخله",
        "حوار",
        "تغريده",
        "منشور",
        "رساله",
        "خطبه",
        "تقرير",
        "بلاغ",
        "وقت",
        "كلمته",
    ]
)
_GRADE_STOPS = frozenset(
    [
        "في",
        "من",
        "عن",
        "الي",
        "علي",
        "ان",
        "قوله",
        "قولها",
        "قولهم",
        "لم",
        "لا",
        "قد",
        "التي",
        "الذي",
        "وصفه",
        "وصفها",
        "وصفته",
        "وصفتها",
        "اسماها",
        "اسماه",
        "رفض",
        "رفضت",
        "طلب",
        "طلبت",
        "لوكاله",
        "لصحيفه",
        "لقناه",
    ]
)
_DESCRIBES = frozenset(
    ["وصفه", "وصفها", "وصفته", "وصفتها", "وصفهم", "اسماها", "اسماه", "سماها", "سماه", "نعته", "نعتها"]
)


class Candidate(NamedTuple):
    """A possible speaker: `kind` of link, `span` in the text, words `first` to `last` (half-open)."""

    kind: str
    span: Span
    first: int
    last: int
    entity: str | None = None
    role: str | None = None  # what the bare noun refers back to (`sources.yaml`)
    definite: bool = False
    grade: str | None = None
    number: str | None = None  # of anonymous sources: one, several
    rule: str | None = None
    word: str = ""

    @property
    def named(self) -> bool:
        """Whether it has a name of its own."""
        return self.entity is not None


class Sources:
    """Finds candidates; holds the lexicon of source nouns."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def at(self, doc: Doc, k: int) -> Candidate | None:
        """The candidate that begins at word `k`."""
        name = doc.name(k)
        if name is not None:
            first, last = doc.words_in(name.start, name.end)
            if first == k:
                return _of_name(name, first, last, doc)
            return None
        word = doc.words[k]
        if word.kind != "word":
            return None
        for reading in self.lexicon.readings(doc.words, k):
            if reading.form.bound and not reading.pronoun:
                continue
            if any(p in reading.prefix for p in "بلك") and reading.form.pos == "particle":
                continue
            return self._of_noun(
                doc, k, reading.entry, reading.form.number, reading.definite, reading.last, reading.start
            )
        return None

    def _of_noun(
        self, doc: Doc, k: int, entry: Mapping[str, Any], number: str, definite: bool, last: int, start: int
    ) -> Candidate:  # fmt: skip
        end = last + 1
        grade: str | None = entry.get("grade")
        kind = str(entry["kind"])
        if kind in ("anonymous", "observers"):
            words = doc.words
            graded: list[str] = []
            stop = doc.sentences[doc.sentence_of[k]].last
            while end < stop and len(graded) < 3 and words[end].kind == "word" and words[end].norm not in _GRADE_STOPS:
                if doc.name_at[end] >= 0 or doc.time_at[end] >= 0:
                    break
                if _adjective(words[end].norm, definite):
                    graded.append(doc.text[words[end].start : words[end].end])
                    end += 1
                else:
                    break
            if graded:
                grade = grade or " ".join(graded)
            elif end < stop:
                grade = _described(doc, end, stop) or grade
        count = entry.get("count")
        if count is None and kind == "anonymous":
            count = "several" if number in ("p", "d") else "one"
        return Candidate(
            kind, (start, doc.words[end - 1].end), k, end, None, entry.get("bare"), definite, grade, count,
            str(entry["id"]), doc.words[k].norm,
        )  # fmt: skip

    def subject(self, doc: Doc, start: int, stop: int) -> Candidate | None:
        """The speaker whose noun phrase begins at the word `start` (adverbs of time passed over), before `stop`."""
        k = start
        words = doc.words
        while k < stop:
            if doc.time_at[k] >= 0 or words[k].kind == "mark":
                if words[k].norm in ":.!؟?":
                    return None
                k += 1
                continue
            if words[k].norm in (
                "ايضا",
                "كذلك",
                "بدوره",
                "بدورها",
                "قد",
                "كل",
                "احد",
                "احدي",
                "عدد",
                "بعض",
                "عدة",
                "عده",
                "مجددا",
                "لاحقا",
                "مؤخرا",
                "موخرا",
                "كبير",
                "كبار",
                "المدعو",
                "السيد",
                "هذا",
                "هذه",
            ):
                k += 1
                continue
            if words[k].norm == "من" and k + 1 < stop and words[k - 1].norm in ("كل", "عدد", "وكل"):
                k += 1
                continue
            if words[k].norm in ("في", "من", "خلال") and k + 1 < stop:
                step = _adverbial(doc, k, stop)
                if step:
                    k += step
                    continue
            break
        if k >= stop:
            return None
        candidate = self.at(doc, k)
        if candidate is None or _prefixed(doc, k, candidate):
            return None
        return self.complete(doc, candidate, stop)

    def complete(self, doc: Doc, candidate: Candidate, stop: int) -> Candidate:
        """A role with the name that stands in its noun phrase (`المتحدث باسم …، فلان`); else with the whole phrase."""
        if candidate.named and candidate.kind != "organisation":
            return candidate
        if candidate.kind == "organisation" and candidate.named:
            return candidate
        k = candidate.last
        words = doc.words
        organisation: Candidate | None = None
        medium: Candidate | None = None
        end = candidate.last
        while k < stop:
            norm = words[k].norm
            if words[k].kind == "mark":
                if norm in ":.؛;!؟?":
                    break
                k += 1
                continue
            if doc.time_at[k] >= 0:
                k += 1
                continue
            name = doc.name(k)
            if name is None and (
                norm in _BOUNDARY or norm.startswith(("لوكال", "لصحيف", "لقنا", "لموقع", "لشبك", "لجريد"))
            ):
                if norm in ("الذي", "التي", "الذين") and candidate.role == "person":
                    k = _past_relative(doc, k, stop)
                    continue
                break
            if norm == "في" and k + 1 < stop and words[k + 1].norm in _IN_SPEECH:
                break
            if name is not None:
                first, last = doc.words_in(name.start, name.end)
                if name.type == "PER" and candidate.kind in ("person", "anonymous", "observers"):
                    return _of_name(name, first, last, doc)._replace(role=candidate.role)
                if name.type == "MED" and medium is None and candidate.kind == "medium":
                    return _of_name(name, first, last, doc)
                if organisation is None and name.type in ("GOV", "GRP", "ORG", "GPE"):
                    organisation = _of_name(name, first, last, doc)
                k = end = max(last, k + 1)
                continue
            k += 1
            if k - candidate.last <= 4:
                end = k
        if candidate.kind == "document" and organisation is not None and not candidate.definite:
            return organisation._replace(role="document")
        if candidate.kind == "medium" and not candidate.definite:
            # a medium that no pack knows: the words in quotation marks after its class word, or the class word's phrase
            return candidate
        if candidate.kind in ("person", "organisation") and end > candidate.last and not _bare(doc, candidate):
            return candidate._replace(span=(candidate.span[0], words[end - 1].end), last=end, role=None)
        return candidate

    def medium(self, doc: Doc, start: int, stop: int, spoken_to: bool = True) -> Candidate | None:
        """The medium that a speaker spoke to or through between two words: `في تصريح لوكالة “س”`, `عبر تويتر`."""
        for k in range(start, stop):
            name = doc.name(k)
            if name is None or name.type != "MED":
                continue
            first, last = doc.words_in(name.start, name.end)
            if first != k:
                continue
            before = [doc.words[j].norm for j in range(max(start - 1, k - 4), k) if doc.words[j].kind == "word"]
            attached = doc.text[doc.words[k].start : name.start]
            if not spoken_to or attached in ("ل", "لـ", "ب", "عبر") or any(
                w in ("الي", "مع", "عبر", "علي", "في", "ل", "لـ", "من") or w.startswith(("لوكال", "لصحيف", "لقنا", "لموقع", "لشبك", "لجريد", "بقنا", "بموقع", "لاذاع", "بمراسل", "لمراسل"))
                for w in before
            ):  # fmt: skip
                return _of_name(name, first, last, doc)
        return None


def _of_name(name: Name, first: int, last: int, doc: Doc) -> Candidate:
    return Candidate(
        _KIND.get(name.type, "organisation"), (name.start, name.end), first, last, name.entity or doc.text[name.start : name.end],
        rule=name.rule, word=doc.words[first].norm, definite=True,
    )  # fmt: skip


def _adjective(norm: str, definite: bool) -> bool:
    if definite != norm.startswith("ال"):
        return False
    stem = norm[2:] if definite else norm
    return (len(stem) > 2 and not stem.startswith(("ب", "ل"))) or stem.endswith(("يه", "ي", "ين", "ون"))


def _described(doc: Doc, k: int, stop: int) -> str | None:
    """`مصدر وصفه بالمطلع`: the word that grades the source, without its article."""
    words = doc.words
    if words[k].norm not in _DESCRIBES:
        return None
    for j in range(k + 1, min(k + 5, stop)):
        if words[j].kind == "word" and words[j].norm not in ("ب", "انه", "بانه", "بانها"):
            text = doc.text[words[j].start : words[j].end]
            for prefix in ("بال", "ال"):
                if text.startswith(prefix):
                    return text[len(prefix) :]
            return text
    return None


def _prefixed(doc: Doc, k: int, candidate: Candidate) -> bool:
    """Whether a preposition is written together with the candidate: it is no subject then."""
    return any(c in "بلك" for c in doc.text[doc.words[k].start : candidate.span[0]])


def _bare(doc: Doc, candidate: Candidate) -> bool:
    return candidate.definite and candidate.last - candidate.first == 1 and candidate.role != "person"


_ADVERBIAL = frozenset(
    [
        "في",
        "من",
        "خلال",
        "وقت",
        "سابق",
        "لاحق",
        "بيان",
        "له",
        "لها",
        "لهم",
        "جانبه",
        "جانبها",
        "جانبهم",
        "جهته",
        "جهتها",
        "ناحيته",
        "ناحيتها",
        "تصريح",
        "تصريحات",
        "صحفي",
        "صحفيه",
        "صحافي",
        "صحافيه",
        "اعلامي",
        "اعلاميه",
        "مؤتمر",
        "موتمر",
        "بلاغ",
        "هذا",
        "السياق",
        "ختام",
        "حديث",
        "حديثه",
        "لقاءه",
        "تغريده",
        "مقابله",
    ]
)


def _adverbial(doc: Doc, k: int, stop: int) -> int:
    """How many words `في بيان لها`, `من جانبه`, `في وقت سابق` take at `k`; 0 where there is no such phrase."""
    end = k + 1
    while end < stop and (doc.words[end].norm in _ADVERBIAL or doc.time_at[end] >= 0):
        end += 1
    return end - k if end > k + 1 else 0


def _past_relative(doc: Doc, k: int, stop: int) -> int:
    """The word after a relative clause that begins at `k` and ends with a comma; `stop` where none ends it."""
    for j in range(k + 1, min(k + 14, stop)):
        if doc.words[j].norm in "،," and doc.words[j].kind == "mark":
            return j + 1
    return stop
