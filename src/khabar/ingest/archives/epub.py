"""EPUB: the documents of a book or a paper, in the order in which they are to be read."""

from __future__ import annotations

import posixpath
import urllib.parse
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from khabar.errors import error
from khabar.ingest.archives import zipped
from khabar.ingest.item import Member, Trouble

#: Most bytes of the two small files that say what is in it.
_SMALL = 4 * 1024 * 1024


def members(stream: BinaryIO, name: str, trouble: Trouble) -> Iterator[Member]:
    """The documents of the spine; all pages in the archive where it has none that can be read."""
    found = {member.name: member for member in zipped.members(stream, name, trouble)}
    with zipped.opened(stream, name) as archive:
        spine = _spine(archive, name)
        order = [path for path in spine if path in found] or [n for n, m in found.items() if m.kind == "page"]
        for path in order:
            # by its place in the book, whatever its ending
            yield Member(path, "page", zipped.Open(archive, archive.getinfo(path), name), found[path].size)


def _spine(archive: zipfile.ZipFile, name: str) -> list[str]:
    container = _xml(archive, "META-INF/container.xml", name)
    root = next((e.get("full-path") for e in _all(container, "rootfile")), None) if container is not None else None
    package = _xml(archive, root, name) if root else None
    if package is None or not root:
        return []
    files = {e.get("id"): e for e in _all(package, "item")}
    out = []
    for reference in _all(package, "itemref"):
        entry = files.get(reference.get("idref"))
        if entry is not None and "nav" not in (entry.get("properties") or "").split():
            path = urllib.parse.unquote((entry.get("href") or "").split("#")[0])
            out.append(posixpath.normpath(posixpath.join(posixpath.dirname(root), path)))
    return list(dict.fromkeys(out))


def _all(tree: Any, tag: str) -> Iterator[Any]:
    return (e for e in tree.iter() if isinstance(e.tag, str) and e.tag.rpartition("}")[2] == tag)


def _xml(archive: zipfile.ZipFile, path: str, name: str) -> Any:
    """A small XML file, without anything that it points at; None where it is missing or broken."""
    from lxml import etree  # type: ignore[import-untyped]

    try:
        with archive.open(path) as file:
            data = file.read(_SMALL + 1)
    except KeyError:
        return None
    except zipped.DAMAGE as problem:
        raise zipped.damaged(f"{name}!/{path}", problem) from None
    if len(data) > _SMALL:
        raise error("archive-damaged", name=f"{name}!/{path}", why="far too long")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
