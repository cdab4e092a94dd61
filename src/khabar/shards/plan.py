"""What the shards of a run are: small files together, big files of records in parts.

Where a shard ends is decided by what is in the files (by the name of a file, by a line), not by counting from the
beginning: so a file that comes in between, or lines at the head of a dump, change the shards that hold them, and
the others are found again. A shard is called after what it is made of: the names and bytes of its input, and the
reading (`khabar.shards.reading`).
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from khabar.errors import KhabarError, error
from khabar.shards.reading import Reading

#: Megabytes (of 2**20 bytes) after which a file of records is cut, where nothing else is said.
MEGABYTES = 4
#: Small files in a shard: about so many, and never more than `MOST`.
FILES, MOST = 256, 1024
#: Lines after which a part ends: about one in so many, once it is half as long as asked for.
_LINES = 256
_BLOCK = 1 << 20


class Piece(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file, or bytes `start` to `end` of it, where line `line` begins (from 1); `sha256` of those bytes.

    `size` and `changed` are those of the whole file (bytes, nanoseconds) when it was looked at.
    """

    name: str
    sha256: str
    size: int
    changed: int
    start: int = 0
    end: int | None = None
    line: int = 1

    @property
    def bytes(self) -> int:
        """How many bytes it has."""
        return (self.size if self.end is None else self.end) - self.start


class Shard(msgspec.Struct, frozen=True):
    """Input that is read at once, and made into one file; `key` is the file's name without its ending."""

    key: str
    pieces: list[Piece]


def shards(
    files: Iterable[str], reading: Reading, errors: list[KhabarError], megabytes: float = MEGABYTES
) -> Iterator[Shard]:
    """The shards of these files, in order, none twice; a file that cannot be read goes to `errors`."""
    seen: set[str] = set()
    together: list[Piece] = []
    limit = int(megabytes * 2**20)

    def made(pieces: Sequence[Piece]) -> Iterator[Shard]:
        key = _key(pieces, reading)
        if pieces and key not in seen:
            seen.add(key)
            yield Shard(key, list(pieces))

    for file in files:
        try:
            pieces = _pieces(file, limit)
        except OSError as problem:
            errors.append(error("path-unreadable", name=file, why=problem.strerror or problem))
            continue
        if pieces[0].size > limit:  # by itself: what is small goes together
            yield from made(together)
            together = []
            for piece in pieces:
                yield from made([piece])
            continue
        together += pieces
        last = zlib.crc32(Path(file).name.encode("utf-8", "surrogateescape")) % FILES == 0
        if last or len(together) >= MOST or sum(p.size for p in together) > 16 * limit:
            yield from made(together)
            together = []
    yield from made(together)


def smaller(shard: Shard, reading: Reading) -> list[Shard]:
    """The same input in two shards; none where it is a file or a line that is read as a whole."""
    pieces = shard.pieces
    if len(pieces) == 1:
        pieces = _halves(pieces[0])
    middle = len(pieces) // 2
    return [Shard(_key(half, reading), half) for half in (pieces[:middle], pieces[middle:]) if middle]


def _halves(piece: Piece) -> list[Piece]:
    """The two halves of a piece, each of whole lines; itself where it has one line, or is no file of records."""
    with Path(piece.name).open("rb") as stream:
        if _kind(piece.name, stream) != "records":
            return [piece]
        end = piece.size if piece.end is None else piece.end
        stream.seek(piece.start)
        rows = stream.read(end - piece.start).splitlines(keepends=True)
    middle = len(rows) // 2
    out = []
    start, line = piece.start, piece.line
    for half in (rows[:middle], rows[middle:]) if middle else ():
        data = b"".join(half)
        out.append(
            Piece(
                piece.name, hashlib.sha256(data).hexdigest(), piece.size, piece.changed, start, start + len(data), line
            )
        )
        start, line = start + len(data), line + len(half)
    return out or [piece]


def _key(pieces: Sequence[Piece], reading: Reading) -> str:
    out = hashlib.sha256(f"shard 1\n{reading.id}\n".encode())
    for piece in pieces:
        # not where a part stands in its file, so that it may move; a file's parts together tell where lines are
        out.update(f"{piece.name}\n{piece.sha256}\n".encode("utf-8", "surrogateescape"))
    return out.hexdigest()[:24]


def _pieces(file: str, limit: int) -> list[Piece]:
    with Path(file).open("rb") as stream:
        stat = os.fstat(stream.fileno())
        cut = _CUT.get(_kind(file, stream)) if stat.st_size > limit else None
        parts = list(cut(stream, limit)) if cut is not None else []
        if len(parts) > 1:
            return [Piece(file, digest, stat.st_size, stat.st_mtime_ns, *part) for *part, digest in parts]
        stream.seek(0)
        digest = parts[0][3] if parts else hashlib.file_digest(stream, "sha256").hexdigest()
    return [Piece(file, digest, stat.st_size, stat.st_mtime_ns)]


def _kind(file: str, stream: BinaryIO) -> str:
    from khabar.ingest.kinds import HEAD, kind_of, sniff

    kind = kind_of(file)
    if kind is None:
        kind = sniff(stream.read(HEAD))
        stream.seek(0)
    return kind


def lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, int, int, str]]:
    """(start, end, number of the first line, SHA-256) of parts of about `limit` bytes, each of whole lines."""
    start = end = count = 0
    first = 1
    digest = hashlib.sha256()
    while True:
        # a line longer than this is taken in several steps: no line is kept whole
        line = stream.readline(_BLOCK)
        digest.update(line)
        end += len(line)
        whole = line.endswith(b"\n")
        count += whole
        size = end - start
        enough = whole and (size >= 2 * limit or (size >= limit // 2 and zlib.crc32(line) % _LINES == 0))
        if enough or (not line and size):
            yield start, end, first, digest.hexdigest()
            start, first, digest = end, 1 + count, hashlib.sha256()
        if not line:
            return


def records(stream: BinaryIO, limit: int) -> Iterator[tuple[int, int, int, str]]:
    """The same of a WARC file, of whole records; it is one part where its records are not packed one by one."""
    from khabar.ingest.archives.warc import next_record

    start, size = 0, stream.seek(0, os.SEEK_END)
    while start < size:
        end = next_record(stream, start + limit) or size
        stream.seek(start)
        digest = hashlib.sha256()
        left = end - start
        while left and (block := stream.read(min(left, _BLOCK))):
            digest.update(block)
            left -= len(block)
        yield start, end, 1, digest.hexdigest()
        start = end


#: Kind of file -> how it is cut.
_CUT = {"records": lines, "warc": records}
