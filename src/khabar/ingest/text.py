"""Bytes to text: UTF-8, UTF-16 and UTF-32, windows-1256 and ISO-8859-6, told apart without asking anybody.

The two Arabic single-byte encodings share the letters up to ghain and differ in the rest, so each is
tried and the one that gives Arabic words wins: the article, prepositions, and letters in the places
where Arabic has them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import NamedTuple

from khabar.errors import KhabarError, error
from khabar.ingest import mojibake

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or Office document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ", "xz-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROL = bytes([*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_ARABIC_RUN = re.compile(r"[\u0621-\u0652\u067e\u0686\u0698\u06a9\u06af\u06be\u06c1\u06cc]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_MARKS = re.compile(r"[،؛؟٪«»“”‘’…–—\u200c\u200d\u200e\u200f]")
#: Runs of letters that are looked at to tell encodings apart: a page of print.
_SAMPLE = 200
#: How much like Arabic a text looks that needs no comparison.
_SURE = 0.8
#: ASCII as spaces: what is left of bytes are the runs of the others.
_BLANKED = bytes(32 if b < 0x80 else b for b in range(256))
_SINGLE_BYTE = ("cp1256", "iso8859_6")
# Words that any stretch of Arabic prose has; letters that no Arabic word begins with.
_COMMON = frozenset([
    "في", "من", "على", "إلى", "الى", "أن", "ان", "إن", "عن", "التي", "الذي", "مع", "هذا", "هذه", "ما", "لا", "كان",
    "قال", "بعد", "قبل", "بين", "كما", "أو", "او", "ولم", "لم", "وقد", "قد",
])  # fmt: skip
_NEVER_FIRST = frozenset("ةىءؤًٌٍَُِّْـ")

#: A share of control characters above which a file is no text.
_CONTROL_LIMIT = 0.01
#: A share of bytes that UTF-8 cannot read up to which a file is still UTF-8, only damaged.
_DAMAGE_LIMIT = 0.01


class Decoded(NamedTuple):
    """A text and how it came out of bytes: `encoding` is a codec of Python's, `errors` how it was told to take damage
    (`strict`, `replace`, `ignore`), `skip` the length of the byte-order mark, `repair` the double encoding that was
    undone (`khabar.ingest.mojibake`), None where there was none."""

    text: str
    encoding: str
    errors: str = "strict"
    skip: int = 0
    repair: str | None = None


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of a file; line ends become `\\n`, a byte-order mark is left out.

    `declared` is the encoding that a server or a page says it has. KhabarError `file-binary` for what is no
    text, `file-encoding` for text in no encoding that is known here, `file-empty`.
    """
    return decoded(data, name, [declared] if declared else []).text


def decoded(data: bytes, name: str, declared: Sequence[str] = ()) -> Decoded:
    """As `decode`, with how it was done. Of what was `declared` the first that fits is taken."""
    if not data.strip():
        raise error("file-empty", name=name)
    found = _with_mark(data)
    if found is None:
        _refuse_binary(data, name)
        found = _utf16_without_mark(data) or _utf8(data) or _declared(data, declared)
    if found is None:
        found = _arabic_single_byte(data)[1] or _by_statistics(data)
    if found is None:
        raise error("file-encoding", name=name, why="neither UTF-8 nor an Arabic encoding")
    repaired = mojibake.repair(found.text, arabic_likeness)
    if repaired is not None:
        found = found._replace(text=repaired[0], repair=repaired[1])
    text = clean(found.text)
    if not text.strip():
        raise error("file-empty", name=name)
    return found._replace(text=text)


def clean(text: str) -> str:
    """A decoded text with one kind of line ends, and without a mark at its beginning."""
    # a single NUL is damage, not meaning; SQLite and terminals stumble over it
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\ufeff")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _with_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            # a file cut off in the middle of a character still gives its whole characters
            errors = "ignore" if encoding != "utf-8" else "replace"
            return Decoded(data[len(mark) :].decode(encoding, errors), encoding, errors, len(mark))
    return None


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise error("file-binary", name=name, why=what)
    head = data[:16384]
    controls = len(head) - len(head.translate(None, _CONTROL))
    if controls > _CONTROL_LIMIT * len(head) and _utf16_without_mark(data) is None:
        raise error("file-binary", name=name, why="it holds bytes that no text has")


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """UTF-16 gives itself away: every second byte is 06 in Arabic, 00 in English and between words."""
    head = data[:4096]
    pairs = len(head) // 2
    if pairs < 2:
        return None
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if high.count(0x06) + high.count(0x00) > 0.9 * pairs:
            text = _strict(data[: len(data) // 2 * 2], encoding)
            if text is not None and text.count("\x00") <= _CONTROL_LIMIT * len(text):
                return Decoded(text, encoding, "ignore")  # of an odd number of bytes, the last is left
    return None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError as problem:
        if problem.end == len(data) and "unexpected end" in problem.reason and problem.start > 0:
            return Decoded(data[: problem.start].decode(), "utf-8", "ignore")
        # bytes of another encoding are wrong one after the other: no need to look at all of them
        near = data[problem.start : problem.start + 1000].decode(errors="replace")
        if near.count("\ufffd") > 100:
            return None
    text = data.decode(errors="replace")
    damaged = text.count("\ufffd")
    whole = sum(map(len, _NOT_ASCII.findall(text))) - damaged
    good = whole > 20 * damaged and damaged <= max(1.0, _DAMAGE_LIMIT * len(data))
    return Decoded(text, "utf-8", "replace") if good else None


def _declared(data: bytes, declared: Sequence[str]) -> Decoded | None:
    """By what is declared, where it can be so. A single-byte encoding can always be so: there Arabic words decide."""
    for encoding in declared:
        if encoding in _SINGLE_BYTE and arabic_likeness(_strict(_sample(data), encoding) or "") > _SURE:
            text = _strict(data, encoding)
            if text is not None:
                return Decoded(text, encoding)
        text = _strict(data, encoding)
        if text is None:
            continue
        if len(text) == len(data):
            points, arabic = _arabic_single_byte(data)
            if arabic is not None and arabic.encoding != encoding:
                declared_so = _strict(_sample(data), encoding) or ""
                if arabic_likeness(declared_so) < points - 0.1:
                    return arabic
        return Decoded(text, encoding)
    return None


def arabic_likeness(text: str) -> float:
    """How much a text looks like Arabic prose: above 0.5 it is, below 0 it is certainly not."""
    runs = _NOT_ASCII.findall(text)
    joined = " ".join(runs[:_SAMPLE])
    words = _ARABIC_RUN.findall(joined)
    letters = sum(map(len, words))
    foreign = len(joined) - joined.count(" ") - letters - len(_MARKS.findall(joined))
    if not words or foreign > letters:
        return -1.0
    points = 0.0
    for word in words:
        if word in _COMMON or (len(word) > 3 and word.startswith(("ال", "وال", "بال", "لل"))):
            points += 2
        if word[0] in _NEVER_FIRST:
            points -= 2
        if "ة" in word[:-1] or "ى" in word[:-1]:
            points -= 2
    return points / len(words) - foreign / letters


def _sample(data: bytes) -> bytes:
    """Runs of bytes beyond ASCII, as many as are needed to tell what they are."""
    return b" ".join(data.translate(_BLANKED).split()[:_SAMPLE])


def _arabic_single_byte(data: bytes) -> tuple[float, Decoded | None]:
    """How much like Arabic it looks in the single-byte encoding in which it does most, and the text."""
    sample = _sample(data)
    found: list[tuple[float, str]] = []
    for encoding in _SINGLE_BYTE:
        text = _strict(sample, encoding)
        if text is not None:
            found.append((arabic_likeness(text), encoding))
    for points, encoding in sorted(found, reverse=True):
        text = _strict(data, encoding)
        if points > 0.2 and text is not None:
            return points, Decoded(text, encoding)
    return 0.2, None


def _by_statistics(data: bytes) -> Decoded | None:
    """Text in another script, or a few words that the Arabic test is too coarse for."""
    from charset_normalizer import from_bytes

    try:
        best = from_bytes(data[:200_000]).best()
    except Exception:
        return None
    text = _strict(data, best.encoding) if best is not None and best.chaos < 0.2 else None
    return Decoded(text, best.encoding) if best is not None and text is not None else None


__all__ = ["Decoded", "KhabarError", "arabic_likeness", "clean", "decode", "decoded"]
