"""From a span of an article back to the bytes of the page that it was read from.

The page's source is laid out as what a reader sees of it: characters, each with the bytes that it stands for, tags
and entities resolved. The article's lines are found in that one after the other, from the longest on, so that a
headline that stands in a list of links as well is found where the article has it. What was never visible (a title out
of `<meta>`, a text out of JSON-LD) is looked for in attributes and scripts. A stretch that is in none of them is said
to be nowhere.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from khabar.article import Span
from khabar.ingest import mojibake
from khabar.ingest.text import Decoded, decoded


@dataclass
class Stretch:
    """A part of a span, at most a line. `span`: code points of the article; `bytes`: ranges in the page, half-open,
    in order, none where it was not found; `where`: `text`, `attribute`, `script`, `page N` of a PDF, or `nowhere`."""

    span: Span
    where: str
    bytes: list[tuple[int, int]] = field(default_factory=list)


#: The bytes of each character: (first, behind the last).
_Places = list[tuple[int, int]]


class _Mark(NamedTuple):
    """A character of the source without its space, and where it stands there: half-open, in characters."""

    text: str
    start: int
    end: int


_TOKEN = re.compile(
    r"<!--.*?(?:-->|$)|<(?P<raw>script|style|title|textarea)\b(?P<attributes>[^>]*)>(?P<inner>.*?)(?:</(?P=raw)\s*>|$)"
    r"|<[/!?a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<[/!?a-zA-Z][^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_VALUE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
#: Shorter pieces than this, in characters, are found anywhere and mean nothing.
_LEAST = 4


def trace(data: bytes, kind: str, encoding: str | None, text: str, span: Span) -> list[Stretch]:
    """Where the characters `span` of an article's `text` stand in the bytes that it was read from.

    `kind` and `encoding` are those that it was read with. One stretch for each line of the span, or more where only
    parts of a line are found; together they cover all of it but its space.
    """
    if kind == "pdf":
        return _in_pdf(data, text, span)
    found, places = _decoded(data, kind, encoding)
    if kind == "text":
        if found != text:
            return [Stretch(s, "nowhere") for s in _lines(text, span)]
        return [Stretch(s, "text", [(places[s[0]][0], places[s[1] - 1][1])]) for s in _lines(text, span)]
    return list(_in_page(found, places, text, span))


def _decoded(data: bytes, kind: str, encoding: str | None) -> tuple[str, _Places]:
    """The text of bytes, and the bytes of each of its characters."""
    if kind == "page":
        from khabar.ingest.html import declared

        how = decoded(data, "page", declared(data, encoding))
    else:
        how = decoded(data, "page", [encoding] if encoding else [])
    chars, places = _with_places(data, how)
    if how.repair is not None:
        chars, places = _repaired(chars, places, how.repair)
    kept: _Places = []
    out: list[str] = []
    for at, (char, place) in enumerate(zip(chars, places, strict=True)):  # as `text.clean` does
        if char == "\r":
            if chars[at + 1 : at + 2] == "\n":
                continue
            char = "\n"
        if char == "\ufeff" and not out:
            continue
        out.append("\ufffd" if char == "\0" else char)
        kept.append(place)
    return "".join(out), kept


def _with_places(data: bytes, how: Decoded) -> tuple[str, _Places]:
    decoder = codecs.getincrementaldecoder(how.encoding)(how.errors)
    chars: list[str] = []
    places: _Places = []
    begin = how.skip
    for at in range(how.skip, len(data)):
        new = decoder.decode(data[at : at + 1])
        for n, char in enumerate(new):  # two where the first stands for bytes that are damaged
            chars.append(char)
            places.append((begin if n == 0 else at, at + 1 if n == len(new) - 1 else at))
        if new:
            begin = at + 1
    for char in decoder.decode(b"", how.errors != "ignore"):
        chars.append(char)
        places.append((begin, len(data)))
    return "".join(chars), places


def _repaired(text: str, places: _Places, way: str) -> tuple[str, _Places]:
    chars: list[str] = []
    out: _Places = []
    at = 0
    for piece, lengths in mojibake.pieces(text, way):
        for n, char in enumerate(piece):
            length = 1 if lengths is None else lengths[n]
            chars.append(char)
            out.append((places[at][0], places[at + length - 1][1]))
            at += length
    return "".join(chars), out


def _lines(text: str, span: Span) -> list[Span]:
    """The lines of a span without the space at their ends; empty ones left out."""
    start, end = max(0, span[0]), min(len(text), span[1])
    out: list[Span] = []
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            out.append((at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
        at += len(line) + 1
    return out


def _in_page(source: str, places: _Places, text: str, span: Span) -> Iterator[Stretch]:
    seen, hidden = _streams(source)
    lines = _lines(text, (0, len(text)))
    found = _aligned("".join(m.text for m in seen), [_squeezed(text[a:b]) for a, b in lines])
    other = "".join(m.text for m in hidden)
    for (start, end), at in zip(lines, found, strict=True):
        low, high = max(start, span[0]), min(end, span[1])
        if low >= high or not text[low:high].strip():
            continue
        before, wanted = len(_squeezed(text[start:low])), len(_squeezed(text[low:high]))
        if at is not None:
            yield Stretch((low, high), "text", _ranges(seen[at + before : at + before + wanted], places))
            continue
        whole = other.find(_squeezed(text[start:end]))
        if whole >= 0:
            marks = hidden[whole + before : whole + before + wanted]
            where = (
                "script"
                if "<script" in source[max(0, marks[0].start - 20000) : marks[0].start].rpartition("</")[2]
                else "attribute"
            )
            yield Stretch((low, high), where, _ranges(marks, places))
            continue
        yield from _in_parts("".join(m.text for m in seen), seen, places, text, (low, high))


def _in_parts(stream: str, seen: list[_Mark], places: _Places, text: str, span: Span) -> Iterator[Stretch]:
    """The longest runs of words that are found, and between them what is not."""
    words = [m.span() for m in re.finditer(r"\S+", text[span[0] : span[1]])]
    at = 0
    lost: Span | None = None
    while at < len(words):
        low = span[0] + words[at][0]
        best, place = 0, -1
        for n in range(len(words) - at, 0, -1):
            piece = _squeezed(text[low : span[0] + words[at + n - 1][1]])
            place = stream.find(piece) if len(piece) >= _LEAST else -1
            if place >= 0:
                best = n
                break
        if best:
            if lost is not None:
                yield Stretch(lost, "nowhere")
                lost = None
            high = span[0] + words[at + best - 1][1]
            yield Stretch((low, high), "text", _ranges(seen[place : place + len(_squeezed(text[low:high]))], places))
        else:
            lost = (lost[0] if lost else low, span[0] + words[at][1])
        at += max(1, best)
    if lost is not None:
        yield Stretch(lost, "nowhere")


def _aligned(stream: str, lines: list[str]) -> list[int | None]:
    """Where each line begins in the stream: from the longest on, the others before and after it in their order."""
    out: list[int | None] = [None] * len(lines)
    anchors = sorted(range(len(lines)), key=lambda n: -len(lines[n]))
    anchor = next((n for n in anchors if stream.count(lines[n]) == 1), None)
    if anchor is None:
        anchor = next((n for n in anchors if lines[n] in stream), None)
    if anchor is None:
        return out
    at = stream.find(lines[anchor])
    out[anchor] = at
    low = at
    for n in range(anchor - 1, -1, -1):
        place = stream.rfind(lines[n], 0, low)
        place = place if place >= 0 else stream.find(lines[n])
        if place >= 0:
            out[n] = place
            low = min(low, place)
    high = at + len(lines[anchor])
    for n in range(anchor + 1, len(lines)):
        place = stream.find(lines[n], high)
        if place >= 0:
            high = place + len(lines[n])
        else:
            place = stream.find(lines[n])
        if place >= 0:
            out[n] = place
    return out


def _ranges(marks: list[_Mark], places: _Places) -> list[tuple[int, int]]:
    """The bytes of these characters, from the first to the last; parted where they do not go forward."""
    out: list[tuple[int, int]] = []
    for mark in marks:
        start, end = places[mark.start][0], places[mark.end - 1][1]
        if out and out[-1][0] <= start:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def encoding_of(data: bytes, kind: str, encoding: str | None) -> str:
    """The codec by which bytes of a kind are read as text; empty for kinds that are none."""
    if kind == "pdf":
        return ""
    if kind == "page":
        from khabar.ingest.html import declared

        return decoded(data, "page", declared(data, encoding)).encoding
    return decoded(data, "page", [encoding] if encoding else []).encoding


def _streams(source: str) -> tuple[list[_Mark], list[_Mark]]:
    """What a reader sees of a page, and what stands in its attributes, its title and its scripts."""
    seen: list[_Mark] = []
    hidden: list[_Mark] = []
    at = 0
    for token in _TOKEN.finditer(source):
        seen += _marks(source, at, token.start())
        at = token.end()
        if token["raw"]:
            raw = token["raw"].lower()
            if raw == "script":
                hidden += _marks(source, *token.span("inner"), escapes=True)
            elif raw != "style":
                hidden += _marks(source, *token.span("inner"))
        else:
            for value in _VALUE.finditer(source, *token.span()):
                hidden += _marks(source, *value.span(1 if value[1] is not None else 2))
    seen += _marks(source, at, len(source))
    return seen, hidden


def _marks(source: str, start: int, end: int, *, escapes: bool = False) -> Iterator[_Mark]:
    """The characters of a stretch of source that are no space, entities resolved; with `escapes`, those of JSON too."""
    at = start
    while at < end:
        char, stop = source[at], at + 1
        if escapes and char == "\\" and (found := _ESCAPE.match(source, at, end)):
            char = chr(int(found[1], 16)) if found[1] else _ESCAPES.get(found[2], found[2])
            stop = found.end()
        elif char == "&" and (found := _ENTITY.match(source, at, end)):
            char, stop = html.unescape(found[0]), found.end()
        for one in _squeezed(char):
            yield _Mark(one, at, stop)
        at = stop


def _squeezed(text: str) -> str:
    return "".join(text.split()).translate(_INVISIBLE)


#: Characters without width that extractors drop or keep as they like.
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF])


def _in_pdf(data: bytes, text: str, span: Span) -> list[Stretch]:
    """The pages of a PDF that the lines of a span stand on: a PDF's bytes are packed drawings, and name no letters."""
    from khabar.ingest.pdf import read_pages

    pages = [page for page in enumerate(read_pages(data, "page"), 1) if page[1]]
    if "\n".join(page for _, page in pages) != text:
        return [Stretch(s, "nowhere") for s in _lines(text, span)]
    ends: list[tuple[int, int]] = []
    at = 0
    for number, page in pages:
        at += len(page) + 1
        ends.append((at, number))
    return [
        Stretch(s, f"page {next((number for end, number in ends if s[0] < end), ends[-1][1])}")
        for s in _lines(text, span)
    ]
