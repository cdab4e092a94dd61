"""Who speaks: names and nouns for sources in the words around a word that reports."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from khabar.arabic.articles import has_article
from khabar.arabic.lexicon import Lexicon, Reading
from khabar.article import Name, Span
from khabar.layers.attributions.vocabulary import Vocabulary
from khabar.layers.document import Doc

_KIND = {"PER": "person", "MED": "medium", "GOV": "organisation", "GRP": "organisation", "ORG": "organisation",
         "NAT": "organisation", "GPE": "organisation", "LOC": "organisation", "EVT": "document"}  # fmt: skip
_TO_MEDIUM = (
    "لوكال",
    "لصحيف",
    "لقنا",
    "لموقع",
    "لشبك",
    "لجريد",
    "بقنا",
    "بموقع",
    "لاذاع",
    "بمراسل",
    "لمراسل",
    "لتلفزيون",
)

_WITHIN_OFFICE = frozenset({"لدي", "الي", "في"})  # السفير لدى الأمم المتحدة فلان، المبعوث إلى اليمن فلان


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
    owner: str | None = None  # whom the words around it say that it speaks for
    many: bool = False  # a plural or dual noun

    @property
    def named(self) -> bool:
        """Whether it has a name of its own."""
        return self.entity is not None

    @property
    def bare(self) -> bool:
        """Whether it is one word that can only refer back (`المصدر`, `المتحدث`)."""
        return self.last - self.first == 1


class Sources:
    """Finds candidates; holds the lexicon of source nouns."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self.lexicon = lexicon
        self.words = vocabulary

    def at(self, doc: Doc, k: int) -> Candidate | None:
        """The candidate that begins at word `k`."""
        name = doc.name(k)
        if name is not None:
            first, last = doc.words_in(name.start, name.end)
            return of_name(name, first, last) if first == k else None
        word = doc.words[k]
        if word.kind != "word":
            return None
        readings = self.lexicon.readings(doc.words, k)
        # whole phrases first (وسائل الإعلام), then with fewer particles taken off
        for reading in sorted(readings, key=lambda r: (-r.last, len(r.prefix.removesuffix("ال")))):
            if reading.form.pos == "particle" and any(p in reading.prefix for p in "بلك"):
                continue
            if reading.pronoun not in ("", "نا") and reading.entry["kind"] not in ("anonymous", "document"):
                continue  # من جانبه، حكومته: whose it is stands elsewhere
            found = self._of_noun(doc, k, reading)
            # الأخير speaks where it stands alone; behind a noun it only says which one (الربع الأخير)
            adjective = found.rule == "source.side" and k > 0 and has_article(doc.words[k - 1].norm)
            return None if adjective else found
        return None

    def _of_noun(self, doc: Doc, k: int, reading: Reading) -> Candidate:
        entry: Mapping[str, Any] = reading.entry
        definite, kind, end = reading.definite, str(entry["kind"]), reading.last + 1
        grade: str | None = entry.get("grade")
        stop = doc.sentences[doc.sentence_of[k]].last
        if kind in ("anonymous", "observers"):
            graded: list[str] = []
            while end < stop and len(graded) < 3 and self._grades(doc, end, definite):
                graded.append(doc.text[doc.words[end].start : doc.words[end].end])
                end += 1
            grade = grade or " ".join(graded) or (self._described(doc, end, stop) if end < stop else None)
            if definite and reading.form.number == "p" and entry["id"] == "source.official":
                kind = "organisation"  # المسؤولون العراقيون speak for whom they serve
        many = reading.form.number in ("p", "d")
        role = None if kind == "observers" and many else entry.get("bare")
        count = entry.get("count")
        if count is None and kind == "anonymous":
            count = "several" if reading.form.number in ("p", "d") else "one"
        return Candidate(
            kind, (reading.start, doc.words[end - 1].end), k, end, None, role, definite, grade, count,
            str(entry["id"]), many=many,
        )  # fmt: skip

    def _grades(self, doc: Doc, k: int, definite: bool) -> bool:
        """Whether word `k` is an adjective that grades an unnamed source (`مصادر محلية`)."""
        word = doc.words[k]
        if (
            word.kind != "word"
            or word.norm in self.words["no-grade"] | self.words["so"]
            or doc.name_at[k] >= 0
            or doc.time_at[k] >= 0
        ):
            return False
        if definite != has_article(word.norm):
            return False
        stem = word.norm[2:] if definite else word.norm
        if stem.startswith(("ب", "ل", "و")) and not stem.endswith(("يه", "ي")):
            return False
        return stem.endswith(("ه", "ي", "ين", "ون")) or stem in self.words["source-adjectives"]

    def _described(self, doc: Doc, k: int, stop: int) -> str | None:
        """`مصدر وصفه بالمطلع`: the word that grades the source, without its article."""
        words = doc.words
        if words[k].norm not in self.words["describes"]:
            return None
        for j in range(k + 1, min(k + 5, stop)):
            if words[j].kind == "word" and words[j].norm not in ("ب", "انه", "بانه", "بانها"):
                text = doc.text[words[j].start : words[j].end]
                return text.removeprefix("ب").removeprefix("ال")
        return None

    def subject(self, doc: Doc, start: int, stop: int) -> Candidate | None:
        """The speaker whose noun phrase begins at the word `start` (adverbs of time passed over), before `stop`."""
        words = doc.words
        k = start
        one_of: int | None = None
        while k < stop:
            norm = words[k].norm
            if norm in ":.!؟?":
                return None
            if norm in ("احد", "احدي"):
                one_of = k
            if doc.time_at[k] >= 0 or words[k].kind == "mark" or norm in self.words["speaker-leads"]:
                k += 1
            elif norm == "من" and words[k - 1].norm in ("كل", "عدد", "وكل", "كلا"):
                k += 1
            elif norm in ("في", "من", "خلال", "ب") and (step := self._adverbial(doc, k, stop)):
                k += step
            else:
                break
        if k >= stop:
            return None
        candidate = self.at(doc, k)
        if candidate is None or _prefixed(doc, k, candidate):
            return None
        if one_of is not None and k == one_of + 1 and not candidate.named:  # أحد مساعدي فلان
            return candidate._replace(kind="anonymous", number="one", role=None, definite=False, first=one_of,
                                      span=(words[one_of].start, candidate.span[1]))  # fmt: skip
        return self.complete(doc, candidate, stop)

    def _adverbial(self, doc: Doc, k: int, stop: int) -> int:
        """How many words `في بيان لها`, `من جانبه`, `في وقت سابق` take at `k`; 0 where there is no such phrase."""
        end = k + 1
        while end < stop and (doc.words[end].norm in self.words["adverbial"] or doc.time_at[end] >= 0):
            end += 1
        return end - k if end > k + 1 else 0

    def complete(self, doc: Doc, candidate: Candidate, stop: int) -> Candidate:
        """A role with the name that stands in its noun phrase (`المتحدث باسم …، فلان`); else with the whole phrase."""
        if candidate.named or candidate.rule == "source.side":
            return candidate
        words = doc.words
        k = end = candidate.last
        owner: Candidate | None = None
        closed = self._closed(doc, candidate, stop)
        while k < stop:
            norm = words[k].norm
            name = doc.name(k)
            if words[k].kind == "mark" and norm in ":.؛;!؟?":
                break
            if k == closed and _definite(doc, k):
                break  # اتهم ناشطون الشرطة: what follows is the object of their verb
            if words[k].kind == "mark" or doc.time_at[k] >= 0:
                k += 1
            elif name is not None:
                first, last = doc.words_in(name.start, name.end)
                if name.type == "PER" and candidate.kind in ("person", "anonymous", "observers"):
                    served = owner.entity if owner is not None and owner.kind == "organisation" else None
                    return of_name(name, first, last)._replace(role=candidate.role, owner=served)
                if name.type == "MED" and _to(doc, k, name):
                    break
                if name.type == "MED" and candidate.kind in ("medium", "document", "person"):
                    owner = owner or of_name(name, first, last)
                    if candidate.kind == "medium":
                        return owner
                if owner is None and name.type in ("GOV", "GRP", "ORG", "GPE", "PER"):
                    owner = of_name(name, first, last)
                k = end = max(last, k + 1)
            elif self._ends(doc, k, candidate):
                if norm in ("الذي", "التي", "الذين") and candidate.role == "person":
                    k = _past_relative(doc, k, stop)
                    continue
                break
            else:
                k += 1
                if end == k - 1 and self._continues(doc, candidate, k - 1):
                    end = k
        found = self._without_name(doc, candidate, owner, end)
        if owner is not None and owner.kind == "organisation" and found.kind in ("person", "anonymous"):
            return found._replace(owner=owner.entity)
        return found

    def _closed(self, doc: Doc, candidate: Candidate, stop: int) -> int:
        """The word after an indefinite noun phrase that no genitive can follow: one with ن or an adjective; else -1."""
        if candidate.definite or candidate.last >= stop:
            return -1
        last = candidate.last
        if candidate.bare and candidate.kind == "organisation" and self._grades(doc, last, False):
            last += 1
        plural = candidate.many and doc.words[last - 1].norm.endswith(("ون", "ين", "ان"))
        return last if plural or last - candidate.first > 1 else -1

    def _continues(self, doc: Doc, candidate: Candidate, k: int) -> bool:
        """Whether word `k` belongs to the noun phrase of a role: its genitive, `باسم …`, or an adjective."""
        norm = doc.words[k].norm
        before = doc.words[k - 1].norm
        if norm in ("باسم", "بوزاره", "بمكتب") or before in ("باسم", "بوزاره", "بمكتب", "وزاره", "هيءه"):
            return True
        if k == candidate.last and not candidate.definite:
            return True
        return has_article(norm) and (norm.endswith(("ي", "يه", "ون", "ين")) or norm in self.words["title-adjectives"])

    def _without_name(self, doc: Doc, candidate: Candidate, owner: Candidate | None, end: int) -> Candidate:
        if (
            candidate.kind == "document"
            and owner is not None
            and not (candidate.definite and candidate.bare and owner.first > end)
        ):
            return owner._replace(role="document")  # a statement of one party is that party's word
        issued = self._issued(doc, candidate, end) if candidate.kind == "document" and owner is None else None
        if issued is not None:
            return issued
        if candidate.kind == "document" and owner is None and not candidate.definite:
            return candidate._replace(last=max(end, candidate.last))
        if candidate.rule == "source.members" and owner is not None:
            return owner
        if candidate.kind == "organisation" and owner is not None and owner.first - candidate.last <= 1:
            name = doc.name(owner.first)
            if name is not None and name.type in ("GRP", "ORG"):
                return owner  # تنظيم "س"
        if candidate.kind == "person" and owner is not None and owner.kind == "medium":
            return owner  # مراسل وكالة speaks for his agency
        if candidate.kind in ("person", "organisation") and end > candidate.last:
            bare = candidate.definite and candidate.bare and candidate.role != "person"
            if not bare:
                return candidate._replace(span=(candidate.span[0], doc.words[end - 1].end), last=end, role=None)
        return candidate

    @staticmethod
    def _issued(doc: Doc, candidate: Candidate, end: int) -> Candidate | None:
        """`بيان صادر عن مكتب …`: the statement of somebody whose name no pack knows."""
        words = doc.words
        for k in range(candidate.last, min(end + 4, len(words) - 2)):
            if words[k].norm in ("صادر", "الصادر") and words[k + 1].norm == "عن":
                span = (words[k + 2].start, words[max(end - 1, k + 2)].end)
                return candidate._replace(kind="organisation", role="document", span=span)
        return None

    def _ends(self, doc: Doc, k: int, candidate: Candidate) -> bool:
        """Whether the noun phrase of a speaker ends before word `k`."""
        norm = doc.words[k].norm
        if candidate.kind == "document" and norm in ("عن", "من", "في"):
            return False
        following = doc.words[k + 1].norm if k + 1 < len(doc.words) else ""
        loose = doc.name(k + 1) is None and following.startswith(("ان", "ال"))
        if candidate.kind in ("person", "anonymous") and norm in _WITHIN_OFFICE and not loose:
            return following in self.words["in-speech"] or following in self.words["medium-heads"]
        if norm in self.words["speaker-ends"]:
            return True
        if norm.startswith(_TO_MEDIUM) and candidate.kind != "document":
            return True
        return norm == "في" and following in self.words["in-speech"]

    def medium(self, doc: Doc, start: int, stop: int, told: bool = False) -> Candidate | None:
        """The medium that a speaker spoke to or through between two words: `في تصريح لوكالة “س”`, `عبر تويتر`.

        `told`: the verb takes whom it tells without a preposition (`أبلغ مصدر رويترز أن`).
        """
        words = doc.words
        for k in range(start, stop):
            name = doc.name(k)
            if name is None or name.type != "MED":
                continue
            first, last = doc.words_in(name.start, name.end)
            if first != k:
                continue
            before = [words[j].norm for j in range(max(start - 1, k - 4), k) if words[j].kind == "word"]
            attached = doc.text[words[k].start : name.start].rstrip('ـ“”"«» ')
            if attached in ("ل", "ب") or any(
                w in ("الي", "مع", "عبر", "علي", "في", "ل", "لـ", "من") or w.startswith(_TO_MEDIUM) for w in before
            ):
                return of_name(name, first, last)
        return None

    def beside(self, doc: Doc, candidate: Candidate, stop: int) -> list[Candidate]:
        """Those who speak together with a named candidate (`السعودية وسورية دعتا`): names joined to it by و."""
        out: list[Candidate] = []
        if not candidate.named:
            return out
        k = candidate.last
        while k < stop:
            while k < stop and doc.words[k].kind == "mark" and doc.words[k].norm in '”"»“«':
                k += 1
            name = doc.name(k) if k < stop else None
            if name is None:
                break
            first, last = doc.words_in(name.start, name.end)
            joined = doc.text[doc.words[first].start : name.start].rstrip('ـ“”"«» ') == "و"
            other = of_name(name, first, last)
            if first != k or not joined or other.kind != candidate.kind or other.entity == candidate.entity:
                break
            out.append(other)
            k = last
        return out


def of_name(name: Name, first: int, last: int) -> Candidate:
    """A mention as a candidate."""
    return Candidate(_KIND.get(name.type, "organisation"), (name.start, name.end), first, last,
                     name.entity or f"name:{name.start}", rule=name.rule, definite=True)  # fmt: skip


def _definite(doc: Doc, k: int) -> bool:
    """Whether a name or a definite noun begins at word `k`, with no particle before it."""
    name = doc.name(k)
    if name is not None:
        return doc.words[k].start == name.start and name.type != "PER"
    return has_article(doc.words[k].norm)


def _prefixed(doc: Doc, k: int, candidate: Candidate) -> bool:
    """Whether a preposition is written together with the candidate: it is no subject then."""
    return any(c in "بلك" for c in doc.text[doc.words[k].start : candidate.span[0]])


def _to(doc: Doc, k: int, name: Name) -> bool:
    """Whether a medium's name has ل or ب written together with it: it was spoken to."""
    return doc.text[doc.words[k].start : name.start].rstrip('ـ“”"«» ') in ("ل", "ب")


def _past_relative(doc: Doc, k: int, stop: int) -> int:
    """The word after a relative clause that begins at `k` and ends with a comma; `stop` where none ends it."""
    for j in range(k + 1, min(k + 14, stop)):
        if doc.words[j].norm in "،," and doc.words[j].kind == "mark":
            return j + 1
    return stop
