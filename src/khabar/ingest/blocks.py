"""The lines of a stretch of a page, and which of them are only links to elsewhere."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_LINK = re.compile(r"<a(?: [^>]*)?>(.*?)</a>", re.DOTALL)
_ANY_TAG = re.compile(r"<[^>]*>")
# without them captions would go: resiliparse takes both for the same
_ALT = re.compile(r'\salt="[^"]*"')
_WORD = re.compile(r"\w+")
#: Headlines that lead elsewhere from which on a page may be a list of articles; words that a headline and a paragraph
#: have; and how many paragraphs a headline of a list may bring with it.
_LISTED, _HEADLINE, _PARAGRAPH, _EACH = 6, 4, 12, 1.5
#: Words from which on a line that is all link is still taken for text: a whole sentence was linked.
_SENTENCE = 25


@dataclass
class Line:
    """A line of text. `kind`: p h li or empty; `linked`: whether it is a link and nothing else that matters."""

    text: str
    kind: str
    linked: bool
    keep: bool = True


def lines_of(element: Any) -> list[Line]:
    """The lines of an element, as a reader sees them; `element` is a node, its HTML or a whole tree."""
    from resiliparse.extract.html2text import extract_plain_text

    source = _ALT.sub("", element if isinstance(element, str) else element.html)
    minimal = extract_plain_text(
        source, preserve_formatting="minimal_html", main_content=False, links=True, list_bullets=False
    )
    return parse_minimal(minimal)


def parse_minimal(minimal: str) -> list[Line]:
    """The lines of resiliparse's reduced HTML."""
    out: list[Line] = []
    within = False  # a link that goes over several lines: a card that leads to another article
    for raw in minimal.replace("<br>", "\n").split("\n"):
        raw = raw.strip()
        if not raw:
            continue
        card = within
        if "a>" in raw or "<a" in raw:
            opened, closed = raw.rfind("<a"), raw.rfind("</a>")
            within = opened > closed or (within and closed < 0)
            card = card or within
        kind = ""
        if raw[0] == "<":
            tag = _TAG.match(raw)
            if tag is not None:
                kind = {"p": "p", "li": "li"}.get(tag[2], "h" if tag[2][0] == "h" and len(tag[2]) == 2 else "")
        linked = 0
        if "<a" in raw:
            linked = sum(len(_WORD.findall(_ANY_TAG.sub("", found[1]))) for found in _LINK.finditer(raw))
        text = _ANY_TAG.sub("", raw) if "<" in raw else raw
        if "&" in text:
            text = html.unescape(text)
        text = " ".join(text.split()) if "\xa0" in text or "  " in text else text.strip()
        if not text:
            continue
        words = len(_WORD.findall(text)) if linked else 0
        out.append(Line(text, kind, card or (bool(linked) and words < _SENTENCE and linked >= 0.6 * words)))
    return out


def drop_links(lines: list[Line], title: str | None) -> None:
    """Mark the lines that lead elsewhere: links, lists of them, and the headings over such lists."""
    at = 0
    while at < len(lines):
        if lines[at].kind == "li":
            end = at
            while end < len(lines) and lines[end].kind in ("li", ""):
                end += 1
            items = [line for line in lines[at:end] if line.kind == "li"]
            if 2 * sum(line.linked for line in items) > len(items):
                for line in lines[at:end]:
                    if line.kind == "li" or line.linked or len(line.text) < 60:
                        line.keep = False
            at = end
        else:
            at += 1
    for line in lines:
        if line.linked and line.text != title:
            line.keep = False
    # a heading with nothing under it but what was dropped goes with it
    empty = True
    for line in reversed(lines):
        if line.kind == "h":
            if empty and line.text != title:
                line.keep = False
            empty = True
        elif line.keep:
            empty = False


def is_list(lines: list[Line], said: str | None, *, sure: bool = False) -> str:
    """Why these lines are a list of articles and not one of them; empty where they are not.

    `said`: what the page itself says that it lists; `sure`: it has a headline, so that some paragraph is its own.
    """
    counts = [line.text.count(" ") + 1 for line in lines]
    headlines = sum(line.linked and n >= _HEADLINE for line, n in zip(lines, counts, strict=True))
    paragraphs = sum(line.keep and not line.linked and n >= _PARAGRAPH for line, n in zip(lines, counts, strict=True))
    enough = _LISTED // 2 if said else _LISTED
    if sure and paragraphs:
        return ""
    if headlines >= enough and paragraphs <= _EACH * headlines and (paragraphs < 3 or _alternate(lines, counts)):
        return f"{headlines} headlines that lead elsewhere, {paragraphs} paragraphs"
    return ""


def _alternate(lines: list[Line], counts: list[int]) -> bool:
    """Whether most paragraphs stand under a headline that leads elsewhere, as teasers do."""
    under = others = 0
    last_linked = -9
    for at, (line, words) in enumerate(zip(lines, counts, strict=True)):
        if line.linked and words >= _HEADLINE:
            last_linked = at
        elif words >= _PARAGRAPH:
            if at - last_linked <= 2:  # a date or a section may stand between
                under += 1
            else:
                others += 1
    return under > 2 * others
