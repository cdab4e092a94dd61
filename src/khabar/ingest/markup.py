"""Text out of pieces of HTML, as feeds and tables hold them."""

from __future__ import annotations

import html
import re

#: A tag that HTML knows, or the end of one: what makes a text markup and `3 < 4` not.
_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|body|br|center|cite|code|dd|div|dl|dt|em|figcaption|figure|font|footer|"
    r"h[1-6]|head|header|hr|html|i|iframe|img|ins|li|main|mark|meta|nav|ol|p|pre|q|s|section|script|small|span|strong|"
    r"style|sub|sup|table|tbody|td|th|title|tr|u|ul|video)\b[^<>]*>|<!--|<!doctype html",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
#: How often markup and entities are looked for in what came out.
_TIMES = 3
_BLANK_LINES = re.compile(r"[ \t]*\n\s*")


def is_markup(text: str) -> bool:
    """Whether it has tags of HTML in it."""
    return _TAG.search(text) is not None


def is_page(text: str) -> bool:
    """Whether it is a whole page of HTML."""
    head = text[:500].lstrip().lower()
    return head.startswith(("<!doctype html", "<html")) or ("<html" in head and head.startswith("<?xml"))


def plain(text: str) -> str:
    """The text of a piece of HTML, a line a paragraph; text that is none comes back with its entities resolved."""
    for _ in range(_TIMES):  # dumps often have it escaped twice
        if is_markup(text):
            from resiliparse.extract.html2text import extract_plain_text

            text = extract_plain_text(
                text, preserve_formatting=True, main_content=False, list_bullets=False, alt_texts=False, links=False
            )
        elif _ENTITY.search(text):
            text = html.unescape(text)
        else:
            break
    return _BLANK_LINES.sub("\n", text.replace("\x00", "\ufffd").replace("\r", "\n")).strip()


def line(text: str) -> str:
    """As `plain`, on one line."""
    return " ".join(plain(text).split())
