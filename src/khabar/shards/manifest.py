"""The manifest of a run: a JSON Lines file that says which shards are finished, and how they were read.

It is only added to, each line brought to the disk before the next shard counts as done. Two kinds of lines:
`reading` (once for each program, set of packs and the like that took part) and `shard`. A line that was cut short
by a stop is passed over.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from khabar.errors import KhabarError
from khabar.ingest.item import Tally
from khabar.shards.plan import Piece
from khabar.shards.reading import Reading

NAME = "manifest.jsonl"


class Noted(msgspec.Struct, frozen=True, tag_field="kind", tag="reading"):
    """A reading that shards refer to by `id`."""

    id: str
    reading: Reading


class Finished(msgspec.Struct, frozen=True, tag_field="kind", tag="shard"):
    """A shard that is done: `file` (in the run's folder) with so many `articles` and `bytes`, and its `sha256`.

    `errors`: what could not be read, as (code, message, hint); `tally`: what became of what archives hold.
    """

    key: str
    file: str
    sha256: str
    bytes: int
    articles: int
    reading: str
    input: list[Piece]
    errors: list[tuple[str, str, str]] = []
    tally: Tally = msgspec.field(default_factory=Tally)

    def problems(self) -> list[KhabarError]:
        """The errors as they were met."""
        return [KhabarError(*e) for e in self.errors]


_decoder: msgspec.json.Decoder[Noted | Finished] = msgspec.json.Decoder(Noted | Finished)


class Manifest:
    """The manifest in a folder: what it says, and a way to add to it. Close it, or use it in a `with`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        #: key -> the last entry of a shard
        self.shards: dict[str, Finished] = {}
        #: id -> reading, in the order in which they came
        self.readings: dict[str, Reading] = {}
        self._stream: io.FileIO | None = None
        for line in self._lines():
            if isinstance(line, Noted):
                self.readings[line.id] = line.reading
            else:
                self.shards[line.key] = line

    def _lines(self) -> Iterator[Noted | Finished]:
        if not self.path.exists():
            return
        with self.path.open("rb") as stream:
            for line in stream:
                with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
                    yield _decoder.decode(line)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.close()
            self._stream = None

    def add(self, entry: Finished, reading: Reading) -> None:
        """Note a finished shard; it is on the disk when this returns."""
        lines = msgspec.json.encode(entry) + b"\n"
        if entry.reading not in self.readings:
            lines = msgspec.json.encode(Noted(entry.reading, reading)) + b"\n" + lines
        try:
            if self._stream is None:
                self._stream = self._open()
            left = memoryview(lines)
            while left:
                left = left[self._stream.write(left) :]
            os.fsync(self._stream.fileno())
        except OSError as problem:
            problem.filename = str(self.path)
            raise
        self.readings[entry.reading] = reading
        self.shards[entry.key] = entry

    def _open(self) -> io.FileIO:
        stream = self.path.open("ab+", buffering=0)
        size = stream.seek(0, os.SEEK_END)
        if size:
            stream.seek(-1, os.SEEK_END)
            if stream.read(1) != b"\n":  # the last line was cut short: what comes next begins anew
                stream.write(b"\n")
        return stream
