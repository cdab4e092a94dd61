"""Content codings undone piece by piece: what comes out is counted, so that a bomb goes off in nobody's memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Protocol

#: Bytes that come out of a decoder at once.
PIECE = 64 * 1024


class TooLarge(Exception):
    """More came out than was allowed."""


class Damaged(Exception):
    """What came is not what the coding says."""


class Decoder(Protocol):
    """Takes pieces as they come, gives pieces of at most about `PIECE` bytes."""

    def feed(self, data: bytes) -> Iterable[bytes]: ...
    def end(self) -> None:
        """Called when all has come; `Damaged` where something is missing."""


class _Zlib:
    """gzip, also of several members, and deflate, with or without the wrapping that it should have."""

    def __init__(self, gzip: bool) -> None:
        self._gzip = gzip
        self._begun = False
        self._inflate = self._new(31 if gzip else 15)

    @staticmethod
    def _new(bits: int) -> zlib._Decompress:
        return zlib.decompressobj(bits)

    def feed(self, data: bytes) -> Iterable[bytes]:
        if data and not self._begun and not self._gzip and data[0] & 0x0F != 8:
            self._inflate = self._new(-15)  # bare deflate, which some servers send
        self._begun = self._begun or bool(data)
        while data:
            if self._inflate.eof:
                if not (self._gzip and data.startswith(b"\x1f")):
                    return  # padding after the end
                self._inflate = self._new(31)
            try:
                piece = self._inflate.decompress(data, PIECE)
            except zlib.error as problem:
                raise Damaged(str(problem)) from None
            data = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            yield piece
            while not data and len(piece) == PIECE and not self._inflate.eof:  # more may wait inside
                piece = self._inflate.decompress(b"", PIECE)
                yield piece

    def end(self) -> None:
        if self._begun and not self._inflate.eof:
            raise Damaged("it breaks off")


class _Brotli:
    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]

        self._error = brotli.error
        self._decompressor = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterable[bytes]:
        try:
            piece = self._decompressor.process(data, output_buffer_limit=PIECE)
            yield piece
            while not self._decompressor.can_accept_more_data():
                piece = self._decompressor.process(b"", output_buffer_limit=PIECE)
                yield piece
        except self._error as problem:
            raise Damaged(str(problem)) from None

    def end(self) -> None:
        if not self._decompressor.is_finished():
            raise Damaged("it breaks off")


def codings() -> str:
    """What we can undo, as the field `Accept-Encoding` names it."""
    try:
        import brotli
    except ImportError:
        return "gzip, deflate"
    return "gzip, deflate, br" if hasattr(brotli.Decompressor, "can_accept_more_data") else "gzip, deflate"


def decoder(name: str) -> Decoder | None:
    """The decoder of a coding, None where nothing is to be done; `Damaged` for a coding that is not known."""
    name = name.strip().lower()
    if name in ("", "identity", "none"):
        return None
    if name in ("gzip", "x-gzip", "deflate"):
        return _Zlib(name != "deflate")
    if name == "br" and "br" in codings():
        return _Brotli()
    raise Damaged(f"the coding {name[:40]!r} was not asked for")


class Body:
    """The bytes of an answer, decoded as they come; holds at most `limit` of them."""

    def __init__(self, coding: str, limit: int, cut: bool = False) -> None:
        names = [c for c in coding.split(",") if c.strip()]
        if len(names) > 1:
            raise Damaged("it is coded several times")
        self._decoder = decoder(names[0]) if names else None
        self._limit, self._cut = limit, cut
        self._raw = 0
        self._held = bytearray()

    def add(self, data: bytes) -> bool:
        """Take what came; False where enough is there (`cut`), `TooLarge` where it is more than allowed."""
        self._raw += len(data)
        if self._raw > self._limit and not self._cut:
            raise TooLarge
        for piece in self._decoder.feed(data) if self._decoder else (data,):
            self._held += piece
            if len(self._held) > self._limit:
                if self._cut:
                    del self._held[self._limit :]
                    return False
                raise TooLarge
        return True

    def whole(self) -> bytes:
        """All of it; `Damaged` where something is missing."""
        if self._decoder is not None:
            self._decoder.end()
        return bytes(self._held)

    def part(self) -> bytes:
        """What is there."""
        return bytes(self._held)
