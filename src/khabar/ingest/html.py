"""An article out of a web page: its text by paragraphs, and what the page says about itself.

`resiliparse` takes the page apart; `region` finds where the article stands, `blocks` leaves out the lines that only
lead elsewhere, and what furniture remains is for the body layer, which knows the words of Arabic sites. Where next
to nothing is found, `trafilatura`, some ten times slower, is asked. Title, outlet, address and day come from JSON-LD,
then `<meta>`, then the page, then its address (`about`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from khabar.errors import error
from khabar.ingest import blocks, region
from khabar.ingest.about import About, day, day_in_address, plain_address, read_about, saved_from, squeezed
from khabar.ingest.text import decoded

__all__ = ["Page", "day", "decode_page", "parse_page", "read_page"]

#: Below this many characters the text is taken for a failure and the slower extractor is asked.
SHORT = 250
#: Words up to which a heading may be the name of a section.
_SHORT_HEADING = 4
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]{3,20})""",
    re.IGNORECASE,
)
#: Bytes in which a page may declare its encoding.
_HEAD = 8192
_BLANK_LINES = re.compile(r"[ \t]*\n\s*")


@dataclass
class Page:
    """What was found in a page. `published`: the day as the page writes it; `reasons`: where it says so."""

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    reasons: list[str] = field(default_factory=list)
    author: str | None = None


def read_page(data: bytes, name: str, *, encoding: str | None = None, url: str | None = None) -> Page:
    """The article in a page; KhabarError `page-empty` where there is none, `page-list` where it is a list of
    articles, and those of `text.decode`.

    `encoding` is what the server declared, `url` where the page was fetched from.
    """
    return parse_page(decode_page(data, name, encoding), name, url=url)


def decode_page(data: bytes, name: str, encoding: str | None = None) -> str:
    """A page's source, in the encoding that a server or the page itself declares where its bytes allow that."""
    return decoded(data, name, declared(data, encoding)).text


def declared(data: bytes, encoding: str | None = None) -> list[str]:
    """The codecs that are declared for a page, the server's word (`encoding`) first."""
    from resiliparse.parse.encoding import map_encoding_to_html5

    found = _CHARSET.search(data[:_HEAD])
    labels = [encoding, (found[1] or found[2]).decode("ascii") if found else None]
    return [codec for label in labels if label and (codec := map_encoding_to_html5(label))]


def parse_page(html: str, name: str, *, url: str | None = None) -> Page:
    """As `read_page`, of a page that is text already."""
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(html)
    about = read_about(tree)
    url = url or saved_from(html)
    address = about.url or (plain_address(url) if url else None)
    page = Page("", about.title, about.outlet, address, about.published, about.reasons, about.author)
    if page.published is None and (found := day_in_address(address)):
        page.published = found
        page.reasons.append("a day in the page's address")
    page.text = _text(tree, html, about, name)
    if not page.text:
        raise error("page-empty", name=name)
    if page.title and page.title not in page.text and squeezed(page.title) not in squeezed(page.text):
        page.text = f"{page.title}\n{page.text}"
    return page


def _text(tree: Any, html: str, about: About, name: str) -> str:
    region.clear(tree, about.heading)
    region.drop_next_article(tree, about.heading)
    element = region.article_element(tree, about.heading)
    text = ""
    if element is not None:
        lines = _lines(element, about)
        text = _joined(lines)
    else:
        lines = blocks.lines_of(tree.body) if tree.body is not None else []
        blocks.drop_links(lines, about.title)
    sure = about.heading is not None and len(" ".join(about.heading.text.split()).split(" ")) > _SHORT_HEADING
    if not about.is_article and (why := blocks.is_list(lines, about.listing, sure=sure)):
        raise error("page-list", name=name, why=why)
    if len(text) < SHORT:
        others = [_squeezed_lines(about.body or ""), _trafilatura(html)]
        text = max([text, *others], key=len)
    return text or _joined(lines)


def _lines(element: Any, about: About) -> list[blocks.Line]:
    title, heading = about.title, about.heading
    inside = heading is not None and element.contains(heading)
    region.uncover(element)
    source = element.html
    if heading is not None and not inside:  # lead, picture and byline often stand outside of the text's own element
        source = heading.html + "".join(node.html for node in region.before(element, heading)) + source
    lines = blocks.lines_of(source)
    key = squeezed(heading.text if heading is not None else title or "")
    at = next((n for n, line in enumerate(lines[:60]) if squeezed(line.text) == key), None) if key else None
    if at is not None:
        lines = lines[at:]
    blocks.drop_links(lines, lines[0].text if at is not None else title)
    for line in lines:
        if line.text in about.site:
            line.keep = False
    return lines


def _joined(lines: list[blocks.Line]) -> str:
    return "\n".join(line.text for line in lines if line.keep).replace("\x00", "\ufffd")


def _trafilatura(html: str) -> str:
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        import trafilatura

        text = _squeezed_lines(trafilatura.extract(html, include_comments=False, include_tables=False) or "")
    except Exception:  # a parser's failure on one page must not end a batch
        return ""
    # where it gives up it strings the whole page into one line
    return text if "\n" in text or len(text) < 4 * SHORT else ""


def _squeezed_lines(text: str) -> str:
    return _BLANK_LINES.sub("\n", text.replace("\x00", "\ufffd")).strip()
