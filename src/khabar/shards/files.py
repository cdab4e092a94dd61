"""Files that are there whole or not at all, and Parquet files whose bytes follow from their rows."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import msgspec

#: How files are called that are being written; what is left of them after a stop is taken away.
PART = ".part"
#: Records in a row group: what is in memory of a file while it is written or read.
GROUP = 512


class Made(msgspec.Struct, frozen=True):
    """A file that was written: records, bytes, SHA-256 (hexadecimal)."""

    records: int
    bytes: int
    sha256: str


class Whole(io.RawIOBase):
    """A file to write that appears under its name at `finish`, with all its bytes on the disk, or never."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}{PART}")
        self._stream: BinaryIO = self._part.open("wb")
        self._hash = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        try:
            self._stream.write(view)
        except OSError as problem:
            problem.filename = str(self.path)
            raise
        self._hash.update(view)
        self.size += len(view)
        return len(view)

    def tell(self) -> int:
        return self.size

    @property
    def sha256(self) -> str:
        """Of what was written so far."""
        return self._hash.hexdigest()

    def finish(self) -> None:
        """The file appears."""
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
            self._part.replace(self.path)
            sync_folder(self.path.parent)
        except OSError as problem:
            problem.filename = str(self.path)
            raise
        self.close()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.closed:
            with contextlib.suppress(OSError):
                self._stream.close()
            self._part.unlink(missing_ok=True)
            self.close()


def sync_folder(folder: Path) -> None:
    """See to it that a name in a folder outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file, all or nothing."""
    with Whole(path) as file:
        file.write(data)
        file.finish()


def write_parquet(
    path: Path, kind: type[msgspec.Struct], records: Iterable[Any], beside: tuple[str, Any] | None = None
) -> Made:
    """Write records into a Parquet file, all or nothing; the same records make the same bytes.

    `beside`: name and type of one more column; `records` are then pairs of a record and its value there.
    """
    import pyarrow.parquet as pq

    from khabar.shards.columns import schema, to_batch

    count = 0
    with Whole(path) as file:
        # settings that later versions of the library may change are said here
        writer = pq.ParquetWriter(
            file, schema(kind, dict([beside]) if beside else None), version="2.6", data_page_version="1.0",
            compression="zstd", compression_level=3, use_dictionary=True, write_statistics=True, store_schema=True,
        )  # fmt: skip
        try:
            for group in _groups(records):
                if beside:
                    name, type = beside
                    values = {name: (type, [value for _, value in group])}
                    batch = to_batch(kind, [record for record, _ in group], values)
                else:
                    batch = to_batch(kind, group)
                writer.write_batch(batch, row_group_size=GROUP)
                count += len(group)
        except BaseException:
            with contextlib.suppress(Exception):
                writer.close()
            raise
        writer.close()
        file.finish()
        return Made(count, file.size, file.sha256)


def _groups(records: Iterable[Any]) -> Iterator[list[Any]]:
    group: list[Any] = []
    for record in records:
        group.append(record)
        if len(group) == GROUP:
            yield group
            group = []
    if group:
        yield group


def read_parquet(path: Path, kind: type[msgspec.Struct], beside: tuple[str, Any] | None = None) -> Iterator[Any]:
    """The records of a file that `write_parquet` made, a row group in memory at a time; with `beside`, pairs."""
    import pyarrow.parquet as pq

    from khabar.shards.columns import column, from_batch

    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            for batch in file.read_row_group(number).combine_chunks().to_batches():
                records = from_batch(kind, batch)
                if beside:
                    name, type = beside
                    yield from zip(records, column(type).read(batch.column(name)), strict=True)
                else:
                    yield from records
