"""Articles out of JSON Lines in the interchange format, however many they are."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from khabar.article import Article, decode
from khabar.errors import KhabarError, error
from khabar.ingest import item
from khabar.ingest.tables.foreign import is_foreign, read_foreign

if TYPE_CHECKING:
    from khabar.ingest.files import Given


def read_records(
    stream: BinaryIO,
    name: str,
    given: Given,
    errors: list[KhabarError],
    head: bytes = b"",
    first: int = 1,
    tally: item.Tally | None = None,
) -> Iterator[Article]:
    """The articles of a JSON Lines stream; `head` is what was read of it already. Other records are passed over.

    `first`: the number of its first line, where it is a part of a file. An article that does not say
    otherwise has the SHA-256 of its text. Objects of another format are read as a table, whose `tally` this is.
    """
    source = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    found = False
    lines = _lines(stream, head, first)
    beginning = next(lines, None)
    if beginning is None:
        raise error("file-empty", name=name)
    lines = itertools.chain([beginning], lines)
    if is_foreign(beginning[1]):
        yield from read_foreign(lines, name, given, errors, tally)
        return
    for number, line in lines:
        try:
            if len(line) > item.LIMIT:
                raise item.too_large(f"{name}, line {number}")
            record = decode(line, name=name, number=number)
        except KhabarError as problem:
            errors.append(problem)
            found = True
            continue
        found = True
        if isinstance(record, Article):
            record.source = record.source or source
            record.sha256 = record.sha256 or hashlib.sha256(record.text.encode()).hexdigest()
            yield given.fill(record)
    if not found:
        raise error("file-empty", name=name)


def _lines(stream: BinaryIO, head: bytes, first: int) -> Iterator[tuple[int, bytes]]:
    number = first - 1
    *whole, rest = head.split(b"\n") if head else [b""]
    for line in whole:
        number += 1
        if line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
    while True:
        line = stream.readline(item.LIMIT + 1)
        if not line and not rest:
            return
        line, rest = rest + line, b""
        number += 1
        if len(line) > item.LIMIT:  # pass over the rest of it without keeping it
            while not line.endswith(b"\n") and (more := stream.readline(item.LIMIT)):
                line = line[: item.LIMIT] + more[-2:]
                if more.endswith(b"\n"):
                    break
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line
