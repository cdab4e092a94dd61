"""What a terminal can: colours, isolates, its width, and the language that is spoken there."""

from __future__ import annotations

import os
import shutil
import textwrap
import unicodedata
from typing import TextIO

from khabar.export.pens import TerminalPen

_RLM = "\u200f"


def default_language() -> str:
    """`ar` where the user's locale is Arabic, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ar" if value.startswith("ar") else "en"
    return "en"


def pen_for(stream: TextIO, colour: str = "auto") -> TerminalPen:
    """A pen for `stream`; `colour`: auto always never.

    A stream that is no terminal gets neither colours nor isolates, so that what is piped on is plain
    text. NO_COLOR (https://no-color.org) takes away the colours alone.
    """
    tty = colour == "always" or (colour == "auto" and stream.isatty())
    plain = colour == "auto" and (bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb")
    return TerminalPen(isolates=tty, colours=tty and not plain)


def width(limit: int = 110) -> int:
    """Columns to write in, at most `limit`."""
    return min(shutil.get_terminal_size((100, 24)).columns, limit)


def columns(text: str) -> int:
    """Columns that a text takes: vowel signs, isolates and other marks take none."""
    return sum(unicodedata.category(c) not in ("Mn", "Cf", "Me") for c in text)


def wrapped(text: str, indent: str = "") -> list[str]:
    """Plain text in lines of the terminal's width."""
    return textwrap.wrap(text, max(width() - len(indent), 20), initial_indent=indent, subsequent_indent=indent)


def put(lines: list[str], stream: TextIO, direction: str, *, isolates: bool) -> None:
    """Write the lines; in a right-to-left language each starts with a mark, so that the terminal turns it."""
    mark = _RLM if direction == "rtl" and isolates else ""
    for line in lines:
        stream.write(f"{mark}{line}\n" if line else "\n")
