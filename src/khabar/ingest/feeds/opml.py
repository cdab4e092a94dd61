"""The feeds that a user means: addresses, OPML files, and files with an address a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from khabar.errors import KhabarError, error
from khabar.ingest.feeds.addresses import is_address, parse
from khabar.ingest.feeds.documents import undeclared
from khabar.ingest.text import decode

#: Bytes of a list of feeds; an OPML file of 10,000 feeds has two million.
LIMIT = 16 * 1024 * 1024
_FEED = re.compile(r"^feed:(//)?(?=https?:)|^feed(?=://)", re.IGNORECASE)


def feeds(given: Iterable[str], errors: list[KhabarError]) -> list[str]:
    """The addresses of the feeds in `given` (addresses, or files that list some), each once, in order.

    What cannot be read goes to `errors`.
    """
    found: dict[str, None] = {}
    for one in given:
        try:
            for url in [one] if is_address(one) or one.lower().startswith("feed:") else _listed(one):
                try:
                    found[parse(_plain(url)).url] = None
                except KhabarError as problem:
                    errors.append(problem)
        except KhabarError as problem:
            errors.append(problem)
    return list(found)


def _plain(url: str) -> str:
    return _FEED.sub(lambda m: "http" if m[0].lower() == "feed" else "", url.strip())


def _listed(name: str) -> Iterator[str]:
    path = Path(name)
    if not path.exists():
        raise error("path-missing", name=name)
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as problem:
        raise error("path-unreadable", name=name, why=problem.strerror or problem) from None
    if len(data) > LIMIT:
        raise error("file-too-large", name=name, size=f"over {LIMIT // 2**20}", limit=LIMIT // 2**20)
    text = decode(data, name)
    urls = list(_outlines(text, name) if text.lstrip().startswith("<") else _lines(text))
    if not urls:
        raise error("feeds-missing", name=name)
    yield from urls


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()


def _outlines(text: str, name: str) -> Iterator[str]:
    body = undeclared(text.lstrip(), name)
    try:
        tree = ElementTree.fromstring(body)
    except ElementTree.ParseError as problem:
        raise error("feed-broken", name=name, why=f"not well-formed OPML ({problem})") from None
    for outline in tree.iter():
        if outline.tag.rpartition("}")[2].lower() == "outline":
            said = {key.lower(): value for key, value in outline.attrib.items()}
            if said.get("xmlurl", "").strip():
                yield said["xmlurl"].strip()
