"""Bytes to text: UTF-8, UTF-16 and UTF-32, windows-1256 and ISO-8859-6, told apart without asking anybody.

The two Arabic single-byte encodings share the letters up to ghain and differ in the rest, so each is
tried and the one that gives Arabic words wins: the article, prepositions, and letters in the places
where Arabic has them.
"""

from __future__ import annotations

import codecs
import re

from khabar.errors import KhabarError, error

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
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ARABIC_RUN = re.compile(r"[\u0621-\u0652\u067e\u0686\u0698\u06a9\u06af\u06be\u06c1\u06cc]+")
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


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of a file; line ends become `\\n`, a byte-order mark is left out.

    `declared` is the encoding that a page says it has, tried after UTF-8. KhabarError `file-binary` for
    what is no text, `file-encoding` for text in no encoding that is known here, `file-empty`.
    """
    if not data.strip():
        raise error("file-empty", name=name)
    text = _with_mark(data)
    if text is None:
        _refuse_binary(data, name)
        text = _utf16_without_mark(data)
    if text is None:
        text = _utf8(data)
    if text is None and declared:
        text = _strict(data, declared)
    if text is None:
        text = _arabic_single_byte(data) or _by_statistics(data)
    if text is None:
        raise error("file-encoding", name=name, why="neither UTF-8 nor an Arabic encoding")
    # a single NUL is damage, not meaning; SQLite and terminals stumble over it
    text = text.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        raise error("file-empty", name=name)
    return text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _with_mark(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            # a file cut off in the middle of a character still gives its whole characters
            return data[len(mark) :].decode(encoding, "ignore" if encoding != "utf-8" else "replace")
    return None


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise error("file-binary", name=name, why=what)
    head = data[:65536]
    if len(_CONTROL.findall(head)) > _CONTROL_LIMIT * len(head) and _utf16_without_mark(data) is None:
        raise error("file-binary", name=name, why="it holds bytes that no text has")


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 gives itself away: every second byte is 06 in Arabic, 00 in English and between words."""
    head = data[:4096]
    pairs = len(head) // 2
    if pairs < 2:
        return None
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if high.count(0x06) + high.count(0x00) > 0.9 * pairs:
            text = _strict(data[: len(data) // 2 * 2], encoding)
            if text is not None and text.count("\x00") <= _CONTROL_LIMIT * len(text):
                return text
    return None


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError as problem:
        if problem.end == len(data) and "unexpected end" in problem.reason and problem.start > 0:
            return data[: problem.start].decode()
    text = data.decode(errors="replace")
    damaged = text.count("\ufffd")
    whole = sum(1 for c in text if c > "\x7f") - damaged
    return text if whole > 20 * damaged and damaged <= max(1.0, _DAMAGE_LIMIT * len(data)) else None


def arabic_likeness(text: str) -> float:
    """How much a text looks like Arabic prose: above 0.5 it is, below 0 it is certainly not."""
    words = _ARABIC_RUN.findall(text)
    foreign = sum(
        1 for c in text if c > "\x7f" and not _ARABIC_RUN.match(c) and c not in "،؛؟٪«»“”‘’…–— \u200c\u200d\u200e\u200f"
    )
    letters = sum(map(len, words))
    if not words or foreign > letters:
        return -1.0
    points = 0.0
    for word in words:
        if word in _COMMON or (len(word) > 3 and word.startswith(("ال", "وال", "بال", "لل"))):
            points += 2
        if word[0] in _NEVER_FIRST:
            points -= 2
        if any(c in "ةى" for c in word[:-1]):
            points -= 2
    return points / len(words) - foreign / letters


def _arabic_single_byte(data: bytes) -> str | None:
    best = max(
        ((arabic_likeness(text), text) for encoding in _SINGLE_BYTE if (text := _strict(data, encoding)) is not None),
        key=lambda found: found[0],
        default=(-1.0, ""),
    )
    return best[1] if best[0] > 0.2 else None


def _by_statistics(data: bytes) -> str | None:
    """Text in another script, or a few words that the Arabic test is too coarse for."""
    from charset_normalizer import from_bytes

    try:
        best = from_bytes(data[:200_000]).best()
    except Exception:
        return None
    return _strict(data, best.encoding) if best is not None and best.chaos < 0.2 else None


__all__ = ["KhabarError", "arabic_likeness", "decode"]
