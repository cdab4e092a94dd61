"""WARC files, packed by record (gzip, zstd) or not: crawls, saved sites, the common news crawls and their text files.

Answers (`response`), files as they are (`resource`) and texts taken out of pages (`conversion`) are read; `revisit`
records, which only say that a page was the same again, are counted and passed over; so are requests and metadata,
without being counted. Where a record is damaged, reading goes on at the next one that is packed by itself.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from khabar.errors import error
from khabar.ingest import item
from khabar.ingest.archives.payload import TooMuch, body
from khabar.ingest.archives.zipped import damaged
from khabar.ingest.item import Member, Trouble

_TYPES = {
    "text/html": "page", "application/xhtml+xml": "page", "application/vnd.wap.xhtml+xml": "page", "text/plain": "text",
    "application/pdf": "pdf",
}  # fmt: skip
_GZIP = b"\x1f\x8b\x08"
_BLOCK = 1 << 20
#: Damaged places after which the rest of a file is given up.
_PATIENCE = 100


def members(stream: BinaryIO, name: str, trouble: Trouble) -> Iterator[Member]:
    """The records of a WARC file; to `trouble` goes where it is damaged or cut off."""
    reader = _Reader(stream, name)
    for _ in range(_PATIENCE):
        try:
            yield from reader.records()
            break
        except OSError as problem:
            trouble.errors.append(damaged(f"{name}, byte {reader.at}", problem))
            if not reader.skip_damage():
                return
    if reader.is_cut_off():
        trouble.errors.append(error("archive-damaged", name=name, why="it is cut off at the end"))


class _Reader:
    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self.at = 0  # where the last record begins, in bytes of the file
        self._short = self._told = False

    def records(self) -> Iterator[Member]:
        """The records from where the stream stands; OSError where one cannot be read."""
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
        for record in ArchiveIterator(self._stream, record_types=wanted, auto_decode="none"):
            self.at = record.stream_pos
            length = record.content_length
            if record.headers.get("Content-Length") is None:
                self._short = True
                return
            opener = _Open(record, self._name)
            yield opener.member(record)
            # what was not read is passed over here: so it shows where the file ends too early
            left = length - opener.read
            self._short = left > 0 and not opener.short and record.consume() < left
            self._told = self._told or opener.short

    def skip_damage(self) -> bool:
        """Go to the next record that is packed by itself; False where there is none, or no going about in the file."""
        if not self._stream.seekable():
            return False
        found = next_record(self._stream, self.at + 1)
        if found is None:
            return False
        self.at = found
        self._stream.seek(found)
        return True

    def is_cut_off(self) -> bool:
        """Whether the last record was not whole, or something follows it that is none, and nobody said so yet."""
        if self._told:
            return False
        if self._short:
            return True
        if not self._stream.seekable():
            return False
        self._stream.seek(self.at)
        data = self._stream.read(_BLOCK)
        while data and data.startswith(_GZIP[: len(data)]):  # the last record, and those after it that are not wanted
            unpacked: Any = zlib.decompressobj(31)
            try:
                while data and not unpacked.eof:
                    unpacked.decompress(data, _BLOCK)
                    data = unpacked.unconsumed_tail or self._stream.read(_BLOCK)
            except zlib.error:
                return True
            if not unpacked.eof:
                return True
            data = unpacked.unused_data or self._stream.read(_BLOCK)
            if not data:
                return False
        return False


def next_record(stream: BinaryIO, at: int) -> int | None:
    """The first byte, from byte `at` on, where a record begins that is packed by itself; None where none does.

    The stream is left somewhere else.
    """
    while True:
        stream.seek(at)
        block = stream.read(_BLOCK)
        found = block.find(_GZIP)
        while found >= 0:
            if _begins_record(block[found : found + 4096]):
                return at + found
            found = block.find(_GZIP, found + 1)
        if len(block) < _BLOCK:
            return None
        at += _BLOCK - 4096


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data, 16).startswith(b"WARC/")
    except zlib.error:
        return False


class _Open:
    """Gives the payload of a record when it is called, while the record is at hand."""

    def __init__(self, record: Any, name: str) -> None:
        self._record = record
        self.url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
        self._called = self.url or record.record_id or f"byte {record.stream_pos}"
        self._name = f"{name}!/{self._called}"
        self.read = 0
        self.short = False

    def member(self, record: Any) -> Member:
        """The record as a member."""
        http = record.http_headers
        declared = http.get("Content-Type") if http is not None else record.headers.get("Content-Type")
        identified = record.headers.get("WARC-Identified-Payload-Type")
        fetched = record.record_date
        return Member(
            self._called,
            _kind(record, identified or declared),
            self,
            record.content_length,
            self.url,
            _charset(declared) if http is not None or _type(record) != "conversion" else "utf-8",
            f"{fetched.isoformat(timespec='seconds')[:19]}Z" if fetched is not None else None,
            declared,
        )

    def __call__(self) -> BinaryIO:
        record = self._record
        if record.content_length > item.LIMIT:
            raise item.too_large(self._name, record.content_length)
        data = record.reader.read(record.content_length)
        self.read = len(data)
        if len(data) < record.content_length:
            self.short = True
            raise error("archive-damaged", name=self._name, why="the record is cut off")
        http = record.http_headers
        if http is None:
            return io.BytesIO(data)
        try:
            return io.BytesIO(body(data, http.get("Transfer-Encoding"), http.get("Content-Encoding"), item.LIMIT))
        except TooMuch:
            raise item.too_large(self._name) from None
        except ValueError as problem:
            raise damaged(self._name, problem) from None


def _type(record: Any) -> str:
    return (record.headers.get("WARC-Type") or "").strip().lower()


def _kind(record: Any, content_type: str | None) -> str | None:
    if _type(record) == "revisit":
        return None
    status = record.http_headers.status_code if record.http_headers is not None else None
    if status is not None and status not in (200, 203, 206):
        return None
    plain = (content_type or "").split(";")[0].strip().lower()
    if plain in _TYPES:
        return _TYPES[plain]
    return "unknown" if plain in ("", "application/octet-stream", "unknown/unknown") else None


def _charset(content_type: str | None) -> str | None:
    for part in (content_type or "").split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None
