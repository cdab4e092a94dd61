"""The articles of a piece of input."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from khabar.errors import KhabarError, error
from khabar.ingest.files import Given
from khabar.ingest.item import Found, Tally
from khabar.ingest.kinds import kind_of
from khabar.ingest.records import read_records
from khabar.ingest.sources import read_source, read_stream
from khabar.shards.plan import Piece

_BUFFER = 1 << 20


class Origin(msgspec.Struct, frozen=True):
    """Where the bytes lie that an article was read from: `member` of the archive that the article's `source` names,
    or that file itself. `kind`, `encoding` (declared) and `content_type` are how they are read, `url` and `fetched`
    (ISO 8601, UTC) what the archive says of them; their hash is the article's `sha256`."""

    kind: str
    encoding: str | None = None
    content_type: str | None = None
    url: str | None = None
    fetched: str | None = None
    member: str | None = None


#: The column of `Origin` beside the articles.
ORIGIN: tuple[str, Any] = ("origin", Origin | None)


def origin(found: Found) -> Origin | None:
    """Where an article's bytes lie; None for a record, which is no page."""
    item = found.item
    if item is None:
        return None
    return Origin(item.kind, item.encoding, item.content_type, item.url, item.fetched, item.member)


def found(piece: Piece, given: Given, errors: list[KhabarError], tally: Tally) -> Iterator[Found]:
    """What it holds; what cannot be read goes to `errors`, and the file itself where it is not as it was planned."""
    try:
        _same(piece)
        if piece.end is None:
            yield from read_source(piece.name, given, errors, tally)
        else:
            yield from _part(piece, given, errors, tally)
        _same(piece)
    except KhabarError as problem:
        errors.append(problem)
    except OSError as problem:
        errors.append(error("path-unreadable", name=piece.name, why=problem.strerror or problem))


def _part(piece: Piece, given: Given, errors: list[KhabarError], tally: Tally) -> Iterator[Found]:
    with Path(piece.name).open("rb") as stream:
        part = cast(BinaryIO, io.BufferedReader(Slice(stream, piece.start, piece.end or piece.size), _BUFFER))
        if kind_of(piece.name) == "warc":
            yield from read_stream(part, piece.name, "warc", given, errors, tally)
        else:
            for article in read_records(part, piece.name, given, errors, first=piece.line):
                yield Found(article)


def _same(piece: Piece) -> None:
    stat = Path(piece.name).stat()
    if (stat.st_size, stat.st_mtime_ns) != (piece.size, piece.changed):
        raise error("input-changed", name=piece.name)


class Slice(io.RawIOBase):
    """The bytes `start` to `end` of a file, as a file that can be read and in which one can go about."""

    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        self._stream = stream
        self._start = start
        self._end = end
        stream.seek(start)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: self._start, os.SEEK_CUR: self._stream.tell(), os.SEEK_END: self._end}[whence]
        return self._stream.seek(max(self._start, base + offset)) - self._start

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(max(0, min(len(buffer), self._end - self._stream.tell())))
        buffer[: len(data)] = data
        return len(data)
