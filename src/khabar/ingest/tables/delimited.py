"""CSV and its kin: encoding, delimiter and quoting told from the beginning, then row by row.

Python's `csv` reads the rows. What it cannot know is added: a quote that is never closed must not swallow the
rest of the file, and a line without end must not fill the memory.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from khabar.errors import KhabarError, error
from khabar.ingest import item
from khabar.ingest import text as texts
from khabar.ingest.tables.columns import arabic_letters, is_usual
from khabar.ingest.tables.model import Table, Troubles

#: Bytes at the beginning that the encoding is told from, and characters that the dialect is.
_HEAD, _LOOK = 1 << 18, 100_000
#: Characters that a row of several lines may have: more is a quote that nobody closed.
ROW_LIMIT = 2_000_000
#: How often in a file the lines after such a quote are looked at once more.
_RETRIES = 20
#: The share of quotation marks at beginnings of fields that are closed at an end, where they quote.
_CLOSED = 0.8
_DELIMITERS = (",", "\t", ";", "|")


@dataclass(frozen=True)
class Dialect:
    """How rows are written. `quoted`: whether quotation marks do what they do in CSV; `escaped`: by a backslash."""

    delimiter: str
    quoted: bool = True
    escaped: bool = False

    def rows(self, lines: Iterator[str], *, strict: bool = False) -> Iterator[list[str]]:
        """The rows in the lines; `strict`: csv.Error for a quoted field that goes on after its closing mark."""
        csv.field_size_limit(item.LIMIT)
        return csv.reader(
            lines, delimiter=self.delimiter, quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            doublequote=not self.escaped,
            escapechar="\\" if self.escaped else None, strict=strict,
        )  # fmt: skip


def tables(stream: BinaryIO, name: str, errors: list[KhabarError], head: bytes = b"") -> Iterator[Table]:
    """The one table in the stream."""
    start = head + _fill(stream, _HEAD - len(head))
    found = texts.decoded(start, name)
    dialect = dialect_of(found.text[:_LOOK], whole=len(found.text) <= _LOOK)
    # a beginning without a letter of Arabic tells nothing of the encoding of what follows
    damage = "khabar-single-byte" if start.isascii() else "replace"

    def text(beginning: bytes) -> TextIO:
        raw = io.BufferedReader(_Joined(beginning[found.skip :], stream), 1 << 18)
        return io.TextIOWrapper(raw, encoding=found.encoding, errors=damage, newline="")

    rows = _rows(text(start), dialect, Troubles(name, errors))
    first = next(rows, None)
    if first is None:
        raise error("file-empty", name=name)
    titled = has_titles(first[1])
    columns = first[1] if titled else [str(n) for n in range(1, len(first[1]) + 1)]

    def column(wanted: int) -> Iterator[object]:
        here = stream.tell()
        stream.seek(0)
        try:
            for number, row in _rows(text(_fill(stream, len(start))), dialect, Troubles(name, [])):
                if number > 1 or not titled:
                    yield row[wanted]
        finally:
            stream.seek(here)

    body = rows if titled else itertools.chain([first], rows)
    yield Table(name, columns, body, _cell, column if _seekable(stream) else None)


def has_titles(row: Sequence[str]) -> bool:
    """Whether a first row names the columns; a row with a usual name does, one with a long text in it does not."""
    if any(is_usual(cell) for cell in row):
        return True
    return not any(arabic_letters(cell) > 60 for cell in row)


def dialect_of(text: str, whole: bool) -> Dialect:
    """The dialect in which the beginning of a file falls into rows that are most alike; `whole`: it is all of it."""
    best, most = Dialect("\x1f"), (0.0, 0, 0)  # which splits nothing: a table of one column
    for delimiter in _DELIMITERS:
        if delimiter not in text:
            continue
        quoted = _quotes(text, delimiter)
        for escaped in (False, True) if quoted and '\\"' in text else (False,):
            score = _score(text, Dialect(delimiter, quoted, escaped), whole)
            if score > most:
                best, most = Dialect(delimiter, quoted, escaped), score
    return best


def _quotes(text: str, delimiter: str) -> bool:
    """Whether quotation marks at the beginnings of fields are closed at their ends: else they are the text's own."""
    sign = re.escape(delimiter)
    opened = len(re.findall(f'(?:^|{sign})"', text, re.MULTILINE))
    closed = len(re.findall(f'"(?:$|{sign})', text, re.MULTILINE))
    return closed >= _CLOSED * opened


def _score(text: str, dialect: Dialect, whole: bool) -> tuple[float, int, int]:
    """(share of rows as long as the first, columns up to 3, plainness); nothing where the first row is not split."""
    lengths = []
    rows = dialect.rows((line + "\n" for line in text.split("\n")), strict=True)
    while True:
        try:
            row = next(rows)
            if row:
                lengths.append(len(row))
        except StopIteration:
            break
        except csv.Error:
            lengths.append(0)
    if not whole and len(lengths) > 1:
        lengths.pop()  # it may be cut off
    if not lengths or lengths[0] < 2:
        return (0.0, 0, 0)
    alike = Counter(lengths)[lengths[0]] / len(lengths)
    return (round(alike, 2), min(lengths[0], 3), not dialect.escaped)


class _Unclosed(Exception):
    pass


class _Lines:
    """Lines for `csv`, with those of the row under way kept, so that they can be given out once more."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._back: deque[str] = deque()
        self.row: list[str] = []
        self._size = 0
        self.cut = False

    def begin(self) -> None:
        self.row, self._size, self.cut = [], 0, False

    def once_more(self) -> None:
        """Give out the lines of this row again, the first left out."""
        self._back.extendleft(reversed(self.row[1:]))

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._read()
        if not line:
            raise StopIteration
        self._size += len(line)
        self.row.append(line)
        if len(self.row) > 1 and self._size > ROW_LIMIT:
            raise _Unclosed
        return line

    def _read(self) -> str:
        line = self._text.readline(item.LIMIT)
        if len(line) >= item.LIMIT and not line.endswith(("\n", "\r")):
            self.cut = True
            while (more := self._text.readline(item.LIMIT)) and not more.endswith(("\n", "\r")):
                pass
            return "\n"
        return line.replace("\x00", "\ufffd") if "\x00" in line else line


def _rows(text: TextIO, dialect: Dialect, troubles: Troubles) -> Iterator[tuple[int, list[str]]]:
    """(number, row) of what is in the text, counted from 1, the titles too; empty lines are left out.

    All rows are as long as the first; others are told as troubles.
    """
    lines = _Lines(text)
    retries = _RETRIES
    number = width = 0
    reader = dialect.rows(lines)
    while True:
        lines.begin()
        why, row = "", []
        try:
            row = next(reader)
        except StopIteration:
            break
        except _Unclosed:
            why = "a quotation mark is opened and not closed"
        except csv.Error as problem:
            why = str(problem)
        if lines.cut:
            why = f"a line of more than {item.LIMIT // 2**20} MB"
        if not (why or row):
            continue
        number += 1
        width = width or len(row)
        if not why and len(row) > width and not any(cell.strip() for cell in row[width:]):
            row = row[:width]  # empty fields too many do no harm
        if why or len(row) != width:
            if len(lines.row) > 1 and retries:  # a quote that nobody closed took other rows in
                retries -= 1
                lines.once_more()
            reader = dialect.rows(lines)  # the old one may be in the middle of a field
            troubles.add(number, why or _uneven(len(row), width))
            continue
        yield number, row
    troubles.tell()


def _uneven(found: int, width: int) -> str:
    return f"{found:,} field{'s' if found != 1 else ''} where there are {width:,} columns"


def _cell(row: list[str], column: int) -> object:
    return row[column]


# bytes -------------------------------------------------------------------------------------------------------


class _Joined(io.RawIOBase):
    """A beginning that was read already, and the rest of the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = memoryview(head), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data: bytes | memoryview
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)


def _single_byte(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return problem.object[problem.start : problem.end].decode("cp1256", "replace"), problem.end


codecs.register_error("khabar-single-byte", _single_byte)


def _fill(stream: BinaryIO, size: int) -> bytes:
    data = b""
    while len(data) < size and (more := stream.read(size - len(data))):
        data += more
    return data


def _seekable(stream: BinaryIO) -> bool:
    try:
        return stream.seekable()
    except AttributeError:
        return False
