"""Body: the lines of the article itself, without the furniture of its page.

A page that reached us as plain text still carries navigation, dates, links and notices. Lines are
judged by the `furniture` table of the packs, by where they stand (before the headline, between
paragraphs, after the last one) and by what they repeat.
"""

import re
from typing import Any, NamedTuple

from khabar.arabic.fold import INVISIBLE, fold_text
from khabar.article import Span
from khabar.layers.document import Doc
from khabar.packs import Packs

# old pages come as one line in which four and more spaces part what were elements of the page
_LINE = re.compile(r"(?:(?![ \t\u00a0]{4})[^\n\r\u2028\u2029])+")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_MARKS_AT_ENDS = re.compile(r"^[\W_]+|[\W_]+$")
_ENDS_SENTENCE = re.compile(r"[.!؟?؛][\s”“\"»«)\]’']*$")
_SITE_PART = re.compile(r"\s+[-–—|:»›]\s+")
_DATE_LINE = re.compile(
    r"^(?:\W|\d|gmt|utc|am|pm|ص|م|مساء|صباحا|ه|ميلادي|هجري|الساعه|بتوقيت|غرينتش|غرينيتش|القدس|مكه|المكرمه|السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس"
    r"|الجمعه|يوم|كانون|الاول|الثاني|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو"
    r"|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|جانفي|فيفري|افريل|ماي|جوان|جويليه|اوت|محرم|صفر|ربيع|الاخر|جمادي|الاولي|الاخره"
    r"|رجب|شعبان|رمضان|شوال|ذو|ذي|القعده|الحجه|منذ|ساعه|ساعات|دقيقه|دقائق|يومين|ايام|اسبوع|اسابيع|شهر|اشهر|سنه|سنوات|واحده|واحد|اليوم|امس|\s)+$"
)
_BYLINE = re.compile(r"^[^.،؛:!؟?]{2,40}\s*[-–—|/]\s*[^.،؛!؟?]{2,40}[:|]?$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<![\d٠-٩])(?:١٩|٢٠)[٠-٩]{2}(?![\d٠-٩])")
_TRAIL = re.compile(r"\s*(?:[|»›>«•·]|/|\\|::|←|\s[-–—]\s)\s*")
_LONG = 14  # words: a paragraph


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    key: str  # folded, without marks at its ends
    words: int
    closed: bool  # ends as a sentence does


class Furniture:
    """The `furniture` tables of the packs, ready to look lines up in."""

    def __init__(self, packs: Packs) -> None:
        self.lines: dict[str, dict[str, Any]] = {}
        self.sections: set[str] = set()
        self.starts: list[tuple[str, dict[str, Any]]] = []
        self.insides: list[tuple[str, dict[str, Any]]] = []
        self.media = packs.words("site-heads")
        for rule in packs.rules("furniture"):
            for form in rule["forms"]:
                folded = fold_text(str(form)).strip()
                if rule["match"] == "line":
                    self.lines[_key(folded) or folded] = rule
                elif rule["match"] == "section":
                    self.sections.add(_key(folded))
                elif rule["match"] == "start":
                    self.starts.append((folded, rule))
                else:
                    self.insides.append((folded, rule))

    def is_trail(self, line: _Line) -> bool:
        """Whether a line is navigation: labels of sections with marks between them (`الرئيسية » أخبار » سوريا`)."""
        parts = [_key(fold_text(part)) for part in _TRAIL.split(line.text)]
        known = sum(part in self.sections or part in self.lines for part in parts)
        return len(parts) > 1 and known * 2 >= len(parts)

    def rule(self, line: _Line) -> dict[str, Any] | None:
        """The rule that calls a line furniture wherever it stands."""
        found = self.lines.get(line.key)
        if found:
            return found
        folded = fold_text(line.text).strip()
        bare = folded.lstrip("\"'“”«»*•-–—|:. ")
        for form, rule in self.starts:
            if (folded.startswith(form) or bare.startswith(form)) and line.words <= rule.get("words", 40):
                return rule
        for form, rule in self.insides:
            if line.words <= rule.get("words", 12) and form in folded:
                return rule
        return None


def _key(folded: str) -> str:
    without = re.sub(r"\d+", " ", folded)
    return " ".join(_MARKS_AT_ENDS.sub("", without).split())


def _split(doc: Doc) -> list[_Line]:
    out = []
    for match in _LINE.finditer(doc.text):
        start, end = doc.trim_space(*match.span())
        text = doc.text[start:end]
        if not text or all(c in INVISIBLE or c.isspace() for c in text):
            continue
        folded = fold_text(text)
        out.append(
            _Line(start, end, text, _key(folded), len(_TOKEN.findall(folded)), bool(_ENDS_SENTENCE.search(text)))
        )
    return out


def _paragraph(line: _Line) -> bool:
    return line.words >= _LONG or (line.closed and line.words >= 6)


def _repeats_headline(line: _Line, others: set[str]) -> bool:
    """Whether a line is `site - section - headline`, its last part being a line of its own as well."""
    parts = _SITE_PART.split(line.text)
    return len(parts) > 1 and any(_key(fold_text(part)) in others for part in parts[1:] if len(part) > 12)


def _dated_byline(line: _Line) -> bool:
    """Whether a line is who and when, with marks between (`صحيفة | 12 نيسان 2020 | 5:30 مساء`)."""
    if line.closed or line.words > 16:
        return False
    parts = _TRAIL.split(line.text)
    return len(parts) > 1 and any(_YEAR.search(part) and _DATE_LINE.match(fold_text(part)) for part in parts)


class Body:
    """Keeps headline, lead, paragraphs, sub-headings and captions; drops what the page puts around them."""

    name = "body"
    requires: tuple[str, ...] = ()
    assigns = ("body",)

    def __init__(self, packs: Packs) -> None:
        self.furniture = packs.compiled("furniture", Furniture)

    def __call__(self, doc: Doc) -> None:
        """Fill `article.body` with spans of lines, in order."""
        doc.set_body(self.spans(doc))

    def spans(self, doc: Doc) -> list[Span]:
        """The lines that are body. A text of one line is body as it is."""
        lines = _split(doc)
        if len(lines) < 2:
            return [(line.start, line.end) for line in lines]
        keep = [True] * len(lines)
        related = ended = False
        stamps: list[int] = []
        keys = [line.key for line in lines]
        for at, line in enumerate(lines):
            rule = self.furniture.rule(line)
            if not related and (_DATE_LINE.match(fold_text(line.text)) or (rule is not None and rule.get("dates"))):
                stamps.append(at)
            if rule is not None:
                keep[at] = False
                related = related or rule.get("opens") == "related"
                ended = ended or rule.get("opens") == "end"
            elif ended:
                keep[at] = False
            elif not line.words or _DATE_LINE.match(fold_text(line.text)):
                keep[at] = False
            elif line.words <= 24 and self.furniture.is_trail(line):
                keep[at] = False
            elif _dated_byline(line):
                keep[at] = False
                stamps.append(at)
            elif line.text.endswith("/>") or _repeats_headline(line, set(keys[at + 1 : at + 25])):
                keep[at] = False
            elif related and not _paragraph(line):
                keep[at] = False
            elif related:
                related = False
        doc.stamps = [(lines[at].start, lines[at].end) for at in stamps]
        self._trim_head(lines, keep)
        self._trim_tail(lines, keep)
        if not any(keep):
            return [(line.start, line.end) for line in lines]
        return [(line.start, line.end) for line, kept in zip(lines, keep, strict=True) if kept]

    def _trim_head(self, lines: list[_Line], keep: list[bool]) -> None:
        """Drop section labels before the headline, and a byline between headline and lead."""
        lead = next((i for i, line in enumerate(lines) if keep[i] and _paragraph(line)), len(lines))
        before = [i for i in range(lead) if keep[i]]
        headline = next(
            (i for i in before if lines[i].words >= 4 and lines[i].key not in self.furniture.sections), None
        )
        for i in before:
            line = lines[i]
            early = headline is not None and i < headline
            if line.key in self.furniture.sections or (early and line.words <= 2):
                keep[i] = False
            elif early and line.words <= 5 and line.key.split(" ")[0] in self.furniture.media:
                keep[i] = False  # the site's name
            elif (
                (headline is None or i > headline)
                and line.words <= 6
                and lead < len(lines)
                and _BYLINE.match(line.text)
            ):
                keep[i] = False

    def _trim_tail(self, lines: list[_Line], keep: list[bool]) -> None:
        """Drop headline-like lines and labels after the last paragraph."""
        last = max((i for i, line in enumerate(lines) if keep[i] and _paragraph(line)), default=-1)
        if last < 0:
            return
        for i in range(last + 1, len(lines)):
            line = lines[i]
            if keep[i] and not line.closed and not line.text.endswith(("”", '"', "»")):
                keep[i] = False
        for i in range(last):
            if (
                keep[i]
                and lines[i].key in self.furniture.sections
                and lines[i].words <= 2
                and i > 0
                and not keep[i - 1]
            ):
                keep[i] = False
