"""Packed streams, unpacked as they are read, with an eye on how much they become.

A few kilobytes can unpack to terabytes. So nothing is unpacked ahead of what is read, and a stream that gives
more than `RATIO` times what went into it (once it has given `FLOOR` bytes) is not read on.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol, cast

from khabar.errors import KhabarError, error

#: How many times its size packed text may become. Pages come to 5 to 30 times, a repeated line to 1,000.
RATIO = 200
#: Bytes that may come out before the ratio is looked at.
FLOOR = 32 * 1024 * 1024
#: Bytes of memory that unpacking may take by the format's own claims: more than `xz -9` needs.
MEMORY = 256 * 1024 * 1024
_BLOCK = 64 * 1024
_PIECE = 1024


class _Decoder(Protocol):
    """What bz2's and lzma's decompressors have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """zlib's decompressor with the manners of the others."""

    def __init__(self) -> None:
        import zlib

        self._inner = zlib.decompressobj(31)
        self._error = zlib.error

    eof = property(lambda self: self._inner.eof)
    unused_data = property(lambda self: self._inner.unused_data)
    needs_input = property(lambda self: not self._inner.unconsumed_tail)

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        try:
            return self._inner.decompress(self._inner.unconsumed_tail + data, max(0, max_length))
        except self._error as problem:
            raise OSError(str(problem)) from None


def _decoder(kind: str) -> Callable[[], _Decoder]:
    if kind == "gzip":
        return _Gzip
    if kind == "zstd":
        return _Zstd
    if kind == "bzip2":
        import bz2

        return bz2.BZ2Decompressor
    import lzma

    return lambda: lzma.LZMADecompressor(memlimit=MEMORY)


class _Unpacked(io.RawIOBase):
    """What a packed stream holds; several packed one after the other are one."""

    def __init__(self, stream: BinaryIO, kind: str) -> None:
        self._stream = stream
        self._make = _decoder(kind)
        self._decoder = self._make()
        self._begun = False
        self.eaten = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        rest = b""
        while True:
            if self._decoder.eof:
                rest = self._decoder.unused_data or self._read()
                if not rest.strip(b"\0"):  # padding at the end
                    return b""
                self._decoder, self._begun = self._make(), False
            elif self._decoder.needs_input and not rest:
                rest = self._read()
                if not rest:
                    data = self._decoder.decompress(b"", size) if self._begun else b""  # what it still held back
                    if self._begun and not data and not self._decoder.eof:
                        raise EOFError("cut off")
                    return data
            self._begun = True
            data = self._decoder.decompress(rest, size)
            rest = b""
            if data:
                return data

    def _read(self) -> bytes:
        data = self._stream.read(_BLOCK)
        self.eaten += len(data)
        return data


class _Zstd:
    """Zstandard's decompressor with the manners of the others: it has no bound on what comes out of a piece of input,
    so the pieces are small (a block has 128 KB, and four bytes may stand for it)."""

    def __init__(self) -> None:
        from zstandard import ZstdDecompressor, ZstdError

        self._inner = ZstdDecompressor(max_window_size=MEMORY).decompressobj()
        self._error = ZstdError
        self._waiting = b""
        self._over = b""

    eof = property(lambda self: self._inner.eof and not self._over)
    unused_data = property(lambda self: self._inner.unused_data + self._waiting)
    needs_input = property(lambda self: not self._waiting and not self._over)

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        self._waiting += data
        while not self._over and self._waiting and not self._inner.eof:
            piece, self._waiting = self._waiting[:_PIECE], self._waiting[_PIECE:]
            try:
                self._over = self._inner.decompress(piece)
            except self._error as problem:
                raise OSError(str(problem)) from None
        out, self._over = self._over[:max_length], self._over[max_length:]
        return out


class Bounded(io.RawIOBase):
    """A packed stream's contents; KhabarError `archive-bomb` or `archive-damaged`, which name `name` and `member`.

    `member` may be changed while it is read.
    """

    def __init__(self, stream: BinaryIO, kind: str, name: str, member: str = "") -> None:
        self._inner: Any = _Unpacked(stream, kind)
        self._name = name
        self.member = member
        self._given = 0
        self._bomb: KhabarError | None = None  # the same one again, whoever reads on

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            number: int = self._inner.readinto(buffer)
        except (OSError, EOFError, MemoryError) as problem:
            raise error("archive-damaged", name=self._name, why=str(problem) or type(problem).__name__) from None
        except Exception as problem:
            if isinstance(problem, KhabarError):
                raise
            raise error("archive-damaged", name=self._name, why=problem) from None  # lzma.LZMAError
        self._given += number
        if self._bomb is None and self._given > FLOOR and self._given > RATIO * self._inner.eaten:
            self._bomb = bomb(self._name, self.member)
        if self._bomb is not None:
            raise self._bomb
        return number


def bomb(name: str, member: str) -> KhabarError:
    """The error for what unpacks to too much."""
    where = f"{name}!/{member}" if member else name
    return error("archive-bomb", name=where, ratio=RATIO)


def unpacked(stream: BinaryIO, kind: str, name: str) -> BinaryIO:
    """The contents of a stream that is packed by `kind` (gzip, bzip2, xz, zstd), to be read from begin to end."""
    return cast(BinaryIO, io.BufferedReader(Bounded(stream, kind, name), _BLOCK))
