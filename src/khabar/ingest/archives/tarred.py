"""TAR archives, packed or not: read from begin to end, never unpacked to the disk."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from khabar.errors import error
from khabar.ingest.archives.names import climbs, hidden
from khabar.ingest.archives.unpack import Bounded
from khabar.ingest.archives.zipped import damaged
from khabar.ingest.item import Member, Trouble
from khabar.ingest.kinds import HEAD, kind_of, sniff

#: Most bytes of a header's extension (a long name, pax keys): tarfile reads it at once.
_EXTENSION = 1024 * 1024
_EXTENSIONS = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
_PACKINGS = ("gzip", "bzip2", "xz", "zstd")


class _Header(tarfile.TarInfo):
    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Any:
        header = super().frombuf(buf, encoding, errors)
        if header.type in _EXTENSIONS and header.size > _EXTENSION:
            raise tarfile.ReadError(f"a header of {header.size} bytes")
        return header


class _Watched:
    """The stream that tarfile reads; a sign before the end that the member at hand is the one that is unpacked."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        parts = []
        while size > 0 and (part := self._stream.read(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


def members(stream: BinaryIO, name: str, trouble: Trouble) -> Iterator[Member]:
    """The files in a TAR archive; folders and hidden files are passed over, links and names that lead out are told.

    KhabarError `archive-damaged` where it is damaged or cut off: what came before was given. `archive-bomb`.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    packing = sniff(head)
    unpacked: Bounded | None = None
    if packing in _PACKINGS:
        unpacked = Bounded(stream, packing, name)
        stream = cast(BinaryIO, unpacked)
    try:
        with tarfile.open(fileobj=cast(Any, _Watched(stream)), mode="r|", tarinfo=_Header) as archive:
            for info in archive:
                cast(Any, archive).members = []  # tarfile keeps all that it saw
                if unpacked is not None:
                    unpacked.member = info.name
                if info.isdir():
                    continue
                if climbs(info.name) or info.issym() or info.islnk():
                    trouble.add("archive-path", info.name)
                elif info.isreg() and not hidden(info.name):
                    yield Member(info.name, kind_of(info.name), _Open(archive, info, name), info.size)
    except tarfile.TarError as problem:
        raise damaged(name, problem) from None
    except (EOFError, OSError) as problem:
        raise damaged(name, problem) from None


class _Open:
    def __init__(self, archive: tarfile.TarFile, info: tarfile.TarInfo, name: str) -> None:
        self._archive, self._info, self._name = archive, info, name

    def __call__(self) -> BinaryIO:
        found = self._archive.extractfile(self._info)
        if found is None:
            raise error("archive-damaged", name=f"{self._name}!/{self._info.name}", why="no file")
        return cast(BinaryIO, found)
