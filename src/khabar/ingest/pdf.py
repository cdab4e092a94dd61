"""The text layer of a PDF, put in order by where its letters stand.

A PDF draws glyphs at places. What order they are drawn in is the producer's business: from left to right, from
right to left, word by word; and pdfium, which undoes some of that, turns the letters of Arabic words around at
times. So lines are read here from the places themselves, from right to left, with figures and Latin from left to
right. Where no Arabic words come out of it all the same (fonts without a map to characters, scans), it is refused.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from khabar.errors import error
from khabar.ingest.text import arabic_likeness

#: Pages from which on a PDF is a book, and no article.
PAGES = 200
#: How far from a line's base a letter may stand, and how wide a gap parts columns, in sizes of the font.
_BASE, _COLUMN = 0.4, 3.0
#: How much what comes out must look like Arabic (`arabic_likeness`), where it has Arabic letters at all.
_LIKENESS = 0.3
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
# after Arabic letters the per cent sign goes with them (Unicode's bidirectional algorithm, rule W2)
_LTR = re.compile(r"[0-9A-Za-z\u0660-\u0669](?:[0-9A-Za-z\u0660-\u0669.,:/@_+-]*[0-9A-Za-z\u0660-\u0669])?")
_LATIN = re.compile(r"[0-9A-Za-z]+(?: [0-9A-Za-z]+)+")
_ALEF = "اأإآ"
#: Brackets whose spaces ended up on the wrong side of them.
_OPENED, _CLOSED = re.compile(r"(\w)\(\s"), re.compile(r"\s(\)(?=\s|$))")
#: A gap between letters that is a space, in sizes of the font.
_GAP = 0.2
_ENDS = re.compile(r"[.!؟?:»”\"]\s*$")


class _Glyph(NamedTuple):
    text: str
    x: float  # where the pen stands, in points from the left
    left: float
    right: float
    y: float  # of the base line
    size: float


def read_pdf(data: bytes, name: str) -> str:
    """The text of a PDF by lines and paragraphs; KhabarErrors `pdf-damaged`, `pdf-locked`, `pdf-no-text`,
    `pdf-unreadable`, `pdf-too-long`."""
    text = "\n".join(page for page in read_pages(data, name) if page)
    if not text.strip():
        raise error("pdf-no-text", name=name)
    if _ARABIC.search(text) and arabic_likeness(text) < _LIKENESS:
        raise error("pdf-unreadable", name=name)
    return text


def read_pages(data: bytes, name: str) -> list[str]:
    """The text of each page; errors as for `read_pdf`, of the file as such."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        code = "pdf-locked" if "password" in str(problem).lower() else "pdf-damaged"
        raise error(code, name=name, why=" ".join(str(problem).split())) from None
    try:
        if len(document) > PAGES:
            raise error("pdf-too-long", name=name, count=len(document), limit=PAGES)
        return [_page(document, number) for number in range(len(document))]
    finally:
        document.close()


def _page(document: Any, number: int) -> str:
    import pypdfium2

    try:
        page = document[number]
        glyphs = list(_glyphs(page.get_textpage()))
    except pypdfium2.PdfiumError:  # one page that cannot be read is none
        return ""
    return _paragraphs(list(_lines(glyphs)))


def _glyphs(textpage: Any) -> Iterator[_Glyph]:
    import ctypes

    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if raw.FPDFText_IsGenerated(textpage, index) == 1 or code in (0, 10, 13):
            continue
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        left, _, right, _ = textpage.get_charbox(index)
        size = raw.FPDFText_GetFontSize(textpage, index)
        text = unicodedata.normalize("NFKC", chr(code)) if code < 0x110000 else ""
        yield _Glyph(text, x.value, left, right, y.value, size)


class _Line(NamedTuple):
    text: str
    left: float
    right: float
    y: float
    size: float


def _lines(glyphs: list[_Glyph]) -> Iterator[_Line]:
    """The lines in the order in which the file draws them; those beside each other stay apart."""
    at = 0
    while at < len(glyphs):
        line = [glyphs[at]]
        size = max(glyphs[at].size, 4.0)
        at += 1
        while at < len(glyphs) and abs(glyphs[at].y - line[0].y) <= _BASE * max(size, glyphs[at].size):
            size = max(size, glyphs[at].size)
            line.append(glyphs[at])
            at += 1
        for part in _columns(line, _COLUMN * size):
            text = _in_order(part)
            if text:
                yield _Line(text, min(g.left for g in part), max(g.right for g in part), part[0].y, size)


def _columns(line: list[_Glyph], gap: float) -> Iterator[list[_Glyph]]:
    """What stands on one base line, parted where there is a wide gap, from right to left."""
    part: list[_Glyph] = []
    left = 0.0
    for glyph in sorted(line, key=lambda g: -g.right):
        if part and left - glyph.right > gap:
            yield part
            part = []
        left = min(left, glyph.left) if part else glyph.left
        part.append(glyph)
    if part:
        yield part


def _in_order(line: list[_Glyph]) -> str:
    """A line's letters from right to left; figures and Latin in it from left to right."""
    arabic = sum(bool(_ARABIC.search(g.text)) for g in line)
    latin = sum(g.text.isascii() and g.text.isalpha() for g in line)
    if arabic < latin:
        return " ".join("".join(g.text for g in sorted(line, key=lambda g: g.x)).split())
    marks = [g for g in line if g.text and unicodedata.combining(g.text[0])]
    bases = sorted((g for g in line if g not in marks), key=lambda g: (-g.x, bool(g.text.strip())))
    for n in range(len(bases) - 1):  # of a ligature both letters stand at one place: lam comes first
        if bases[n].text in _ALEF and bases[n + 1].text == "ل" and abs(bases[n].x - bases[n + 1].x) < 0.01:
            bases[n], bases[n + 1] = bases[n + 1], bases[n]
    texts = [g.text for g in bases]
    letters = [n for n, g in enumerate(bases) if g.text.strip()]
    for mark in marks:  # a mark stands over the letter whose middle is nearest
        middle = (mark.left + mark.right) / 2
        if letters:
            texts[min(letters, key=lambda n: abs((bases[n].left + bases[n].right) / 2 - middle))] += mark.text
    for n, m in itertools.pairwise(letters):
        both = bool(_ARABIC.search(bases[n].text) and _ARABIC.search(bases[m].text))
        if both and m == n + 1 and bases[n].left - bases[m].right > _GAP * max(bases[m].size, 4.0):
            texts[m] = f" {texts[m]}"  # a space that is only a gap
    text = _LTR.sub(lambda run: run[0][::-1], " ".join("".join(texts).split()))
    return _LATIN.sub(lambda run: " ".join(run[0].split(" ")[::-1]), text)


def _paragraphs(lines: list[_Line]) -> str:
    """The lines, those of one paragraph in one: as far apart as most are, and the one above goes to the edge."""
    steps = [a.y - b.y for a, b in itertools.pairwise(lines) if 0 < a.y - b.y < 3 * b.size]
    usual = sorted(steps)[len(steps) // 4] if steps else 0.0
    out: list[str] = []
    before: _Line | None = None
    for line in lines:
        follows = False
        if before is not None and abs(line.size - before.size) < 1 and 0 < before.y - line.y <= 1.25 * usual:
            column = [other.left for other in lines if abs(other.right - line.right) < 2 * line.size]
            short = before.left - min(column) > 0.2 * (before.right - min(column))
            follows = not (short and _ENDS.search(before.text))
        if follows:
            out[-1] += f" {line.text}"
        else:
            out.append(line.text)
        before = line
    return "\n".join(map(_bracketed, out))


def _bracketed(text: str) -> str:
    """A paragraph with its brackets the right way round: the file may name the glyph or the character."""
    brackets = [at for at, char in enumerate(text) if char in "()"]
    if brackets and len(brackets) % 2 == 0:
        chars = list(text)
        for n, at in enumerate(brackets):
            chars[at] = "()"[n % 2]
        text = "".join(chars)
    return _OPENED.sub(r"\1 (", _CLOSED.sub(r"\1", text))
