"""The articles of a piece of input."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from khabar.article import Article
from khabar.errors import KhabarError, error
from khabar.ingest.files import Given, read_file, read_records
from khabar.shards.plan import Piece

_BUFFER = 1 << 20


def articles(piece: Piece, given: Given, errors: list[KhabarError]) -> Iterator[Article]:
    """The articles; what cannot be read goes to `errors`, and the file itself where it is not as it was planned."""
    try:
        _same(piece)
        if piece.end is None:
            yield from read_file(piece.name, given, errors)
        else:
            with Path(piece.name).open("rb") as stream:
                part = cast(BinaryIO, io.BufferedReader(Slice(stream, piece.start, piece.end), _BUFFER))
                yield from read_records(part, piece.name, given, errors, first=piece.line)
        _same(piece)
    except KhabarError as problem:
        errors.append(problem)
    except OSError as problem:
        errors.append(error("path-unreadable", name=piece.name, why=problem.strerror or problem))


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
