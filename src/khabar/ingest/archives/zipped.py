"""ZIP archives: one member after the other, in the order of the archive's table."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from khabar.errors import KhabarError, error
from khabar.ingest.archives.names import climbs, hidden
from khabar.ingest.archives.unpack import FLOOR, RATIO, bomb
from khabar.ingest.item import Member, Trouble
from khabar.ingest.kinds import kind_of

#: Most bytes of the table of members: half a million of them. It is read at once.
TABLE = 64 * 1024 * 1024
_END, _END64, _LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
#: What reading a member that is damaged, or packed in a way that is not known, can raise.
DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, MemoryError)


def members(stream: BinaryIO, name: str, trouble: Trouble) -> Iterator[Member]:
    """The files in a ZIP archive; folders, hidden files and what belongs to the packer's system are passed over.

    KhabarError `archive-damaged`, `archive-bomb` or `file-binary` for the archive as a whole; to `trouble` goes
    what is wrong with a member.
    """
    archive = opened(stream, name)
    with archive:
        if "[Content_Types].xml" in archive.NameToInfo:
            raise error("file-binary", name=name, why="an Office document")
        spent, size = 0, _size(stream)
        for info in archive.infolist():
            if info.is_dir():
                continue
            if climbs(info.filename) or (info.external_attr >> 16) & 0o170000 == 0o120000:
                trouble.add("archive-path", info.filename)
                continue
            if hidden(info.filename):
                continue
            if info.flag_bits & 1:
                trouble.add("archive-locked", info.filename)
                continue
            kind = kind_of(info.filename)
            if kind is not None:
                if info.file_size > FLOOR and info.file_size > RATIO * info.compress_size:
                    trouble.errors.append(bomb(name, info.filename))
                    continue
                spent += info.file_size  # members may share their bytes: so what all come to is watched as well
                if spent > FLOOR and spent > RATIO * size:
                    raise bomb(name, info.filename)
            yield Member(info.filename, kind, Open(archive, info, name), info.file_size)


def opened(stream: BinaryIO, name: str) -> zipfile.ZipFile:
    """The archive, its table read; KhabarError `archive-damaged` where that cannot be, or is far too long."""
    try:
        table = _table_size(stream)
        if table is not None and table > TABLE:
            raise error("archive-damaged", name=name, why=f"its table of members has {table // 2**20} MB")
        return zipfile.ZipFile(stream)
    except DAMAGE as problem:
        raise damaged(name, problem) from None


def damaged(name: str, problem: Exception) -> KhabarError:
    """`archive-damaged` with why."""
    why = " ".join(str(problem).split()) or type(problem).__name__
    return error("archive-damaged", name=name, why=why[:1].lower() + why[1:])


class Open:
    """Opens a member when it is called."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
        self._archive, self._info, self._name = archive, info, name

    def __call__(self) -> BinaryIO:
        try:
            return cast(BinaryIO, self._archive.open(self._info))
        except DAMAGE as problem:
            raise damaged(f"{self._name}!/{self._info.filename}", problem) from None


def _size(stream: BinaryIO) -> int:
    at = stream.tell()
    size = stream.seek(0, os.SEEK_END)
    stream.seek(at)
    return size


def _table_size(stream: BinaryIO) -> int | None:
    """The length of the central directory as the end record claims it, in bytes (APPNOTE 4.3.14 to 4.3.16)."""
    size = _size(stream)
    tail = min(size, 22 + 0xFFFF)
    stream.seek(size - tail)
    data = stream.read(tail)
    at = data.rfind(_END)
    if at < 0 or len(data) < at + 22:
        return None
    found: int = struct.unpack_from("<L", data, at + 12)[0]
    if at >= 20 and data[at - 20 : at - 16] == _LOCATOR:
        stream.seek(min(size, struct.unpack_from("<Q", data, at - 12)[0]))
        record = stream.read(56)
        if record.startswith(_END64) and len(record) == 56:
            found = struct.unpack_from("<Q", record, 40)[0]
    return found
