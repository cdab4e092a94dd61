"""The body of an HTTP answer as an archive keeps it: chunks joined, content codings undone.

Not every archive means what the kept header says: many keep the header and store the body decoded. So a coding
that the bytes do not have is taken as undone already.
"""

from __future__ import annotations

import io
import zlib
from typing import Protocol


class _Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class TooMuch(Exception):
    """It unpacks to more than was allowed."""


def body(data: bytes, transfer: str | None, coding: str | None, limit: int) -> bytes:
    """The body; `transfer` and `coding` are the values of Transfer-Encoding and Content-Encoding. `limit`: bytes.

    TooMuch; ValueError where a coding is not known, or the bytes are damaged.
    """
    if transfer and "chunked" in transfer.lower():
        data = _joined(data)
    codings = [c.strip().lower() for c in (coding or "").split(",")]
    for one in reversed(codings):
        data = _undone(data, one, limit)
    return data


def _joined(data: bytes) -> bytes:
    """The chunks of a chunked body in one; as it is where it has none."""
    out: list[bytes] = []
    at = 0
    while True:
        end = data.find(b"\n", at, at + 64)
        size = data[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            # no chunk where one should begin: at the beginning, it never had any; later, the body is cut off
            return b"".join(out) if out else data
        if length <= 0:
            return b"".join(out)
        out.append(data[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if data[at : at + 2] == b"\r\n" else 1
        if at >= len(data):
            return b"".join(out)


def _undone(data: bytes, coding: str, limit: int) -> bytes:
    if coding in ("", "identity", "none", "utf-8"):
        return data
    if coding in ("gzip", "x-gzip"):
        return _inflated(data, 31, limit) if data.startswith(b"\x1f\x8b") else data
    try:
        if coding == "deflate":
            # the standard means zlib's format; old servers sent the bare stream
            zlib_header = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
            return _inflated(data, 15 if zlib_header else -15, limit)
        if coding == "br":
            from fastwarc.stream_io import BrotliReader

            return _read(BrotliReader(io.BytesIO(data)), limit)
    except ValueError:
        if data.lstrip()[:1] in (b"<", b"{"):
            return data
        raise
    if coding == "zstd":
        return _zstd(data, limit) if data.startswith(b"\x28\xb5\x2f\xfd") else data
    raise ValueError(f"content coding {coding}")


def _inflated(data: bytes, bits: int, limit: int) -> bytes:
    try:
        inner = zlib.decompressobj(bits)
        out = inner.decompress(data, limit + 1)
    except zlib.error as problem:
        raise ValueError(str(problem)) from None
    if len(out) > limit:
        raise TooMuch
    return out


def _zstd(data: bytes, limit: int) -> bytes:
    from zstandard import ZstdDecompressor, ZstdError

    try:
        return _read(ZstdDecompressor(max_window_size=1 << 27).stream_reader(io.BytesIO(data)), limit)
    except ZstdError as problem:
        raise ValueError(str(problem)) from None


def _read(stream: _Readable, limit: int) -> bytes:
    out = b""
    try:
        while len(out) <= limit and (part := stream.read(min(1 << 16, limit + 1 - len(out)))):
            out += part
    except OSError as problem:
        raise ValueError(str(problem)) from None
    if len(out) > limit:
        raise TooMuch
    return out
