"""How words are put down: as HTML, as Markdown or in a terminal.

Arabic and Latin, dates and names meet on one line; each stretch that could turn its neighbours
around is isolated, the way its medium can: `<bdi>`, or Unicode's isolates.
"""

from __future__ import annotations

import re
from typing import ClassVar

_ARABIC = re.compile(r"[؀-ۿݐ-ݿࢠ-ࣿﭐ-﷿ﹰ-﻿]")
_FSI, _RLI, _LRI, _PDI = "\u2068", "\u2067", "\u2066", "\u2069"
#: Characters that never come through a pen.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def is_arabic(words: str) -> bool:
    """Whether the words hold a letter of the Arabic script."""
    return bool(_ARABIC.search(words))


class Pen:
    """Puts words down as they are: a terminal that is none (a pipe, a file)."""

    def text(self, words: str) -> str:
        """Words that belong to the line's own language. Control characters never come through."""
        return CONTROLS.sub("", words)

    def isolate(self, words: str, lang: str | None = None) -> str:
        """Words that may run the other way; `lang`: `ar` or `en` where that is known."""
        return self.text(words)

    def quote(self, words: str) -> str:
        """Words taken from an Arabic text, in its quotation marks."""
        return self.isolate(f"«{words}»", "ar")

    def faint(self, done: str) -> str:
        """Something already put down that matters less."""
        return done


class TerminalPen(Pen):
    """A terminal: isolates around what may run the other way, colours where wanted."""

    COLOURS: ClassVar[dict[str, str]] = {
        "bold": "1", "faint": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35",
        "cyan": "36",
    }  # fmt: skip

    def __init__(self, *, isolates: bool = True, colours: bool = True) -> None:
        self.isolates = isolates
        self.colours = colours

    def isolate(self, words: str, lang: str | None = None) -> str:
        words = self.text(words)
        if not self.isolates:
            return words
        return (_RLI if is_arabic(words) else _LRI) + words + _PDI

    def faint(self, done: str) -> str:
        return self.colour(done, "faint")

    def colour(self, done: str, *names: str) -> str:
        """`done` in these colours, where colours are wanted."""
        if not self.colours or not done:
            return done
        return f"\x1b[{';'.join(self.COLOURS[n] for n in names)}m{done}\x1b[0m"


class MarkdownPen(Pen):
    """Markdown: its own marks escaped, isolates as characters, which every reader of the file keeps."""

    _SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")

    def text(self, words: str) -> str:
        return self._SPECIAL.sub(r"\\\1", super().text(words))

    def isolate(self, words: str, lang: str | None = None) -> str:
        return _FSI + self.text(words) + _PDI


class HtmlPen(Pen):
    """HTML: escaped, `<bdi>` with its language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def text(self, words: str) -> str:
        words = super().text(words)
        for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;")):
            words = words.replace(sign, entity)
        return words

    def isolate(self, words: str, lang: str | None = None) -> str:
        lang = lang or ("ar" if is_arabic(words) else None)
        mark = f' lang="{lang}"' if lang and lang != self.lang else ""
        return f"<bdi{mark}>{self.text(words)}</bdi>"

    def quote(self, words: str) -> str:
        mark = ' lang="ar"' if self.lang != "ar" else ""
        return f'<q{mark} dir="rtl">{self.text(words)}</q>'

    def faint(self, done: str) -> str:
        return f'<span class="faint">{done}</span>'
