"""MHTML: a page with its images and styles in one file, as browsers save it."""

from __future__ import annotations

import email
import email.utils
import io
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO

from khabar.errors import error
from khabar.ingest import item
from khabar.ingest.archives.zipped import damaged
from khabar.ingest.item import Member, Trouble

#: Most bytes of such a file: the images in it are not kept, but it is taken apart in memory.
LIMIT = 64 * 1024 * 1024
_KINDS = {"text/html": "page", "application/xhtml+xml": "page", "text/plain": "text"}


def members(stream: BinaryIO, name: str, trouble: Trouble) -> Iterator[Member]:
    """The page: the part that the file names as its root, else the first that is HTML; frames are left out."""
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise error("file-too-large", name=name, size=f"over {LIMIT // 2**20}", limit=LIMIT // 2**20)
    try:
        whole = email.message_from_bytes(data)
        parts = [part for part in whole.walk() if not part.is_multipart()]
        root = _root(whole, parts)
        if root is None:
            raise error("archive-damaged", name=name, why="it holds no page")
        found = root.get_payload(decode=True)
    except (RecursionError, ValueError, LookupError) as problem:
        raise damaged(name, problem) from None
    payload = found if isinstance(found, bytes) else b""
    address = root.get("Content-Location") or whole.get("Snapshot-Content-Location") or ""
    url = address.strip() if address.strip().startswith(("http://", "https://")) else None
    yield Member(
        url or "page",
        _KINDS.get(root.get_content_type()),
        lambda: io.BytesIO(payload[: item.LIMIT + 1]),
        len(payload),
        url,
        root.get_content_charset(),
        _time(whole.get("Date")),
        root.get_content_type(),
    )


def _root(whole: Message, parts: list[Message]) -> Message | None:
    start = str(whole.get_param("start") or "").strip("<> ")
    for part in parts:
        if start and (part.get("Content-ID") or "").strip("<> ") == start and part.get_content_type() in _KINDS:
            return part
    pages = [part for part in parts if part.get_content_type() in _KINDS]
    return next((p for p in pages if p.get_content_type() != "text/plain"), pages[0] if pages else None)


def _time(value: str | None) -> str | None:
    try:
        found = email.utils.parsedate_to_datetime(value or "")
    except (TypeError, ValueError, IndexError):
        return None
    if found.tzinfo is None:
        return None
    import datetime

    return found.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
