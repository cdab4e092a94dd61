"""Spreadsheets (.xlsx, .xlsm, .xlsb, .xls, .ods) by calamine: each sheet that has a column of text is a table."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from khabar.errors import KhabarError, error
from khabar.ingest.tables.columns import is_usual
from khabar.ingest.tables.model import Table, as_text

#: Most bytes of a book, as it lies and unpacked: calamine keeps a sheet in memory, some five times as large.
PACKED_LIMIT, LIMIT = 128 * 1024 * 1024, 384 * 1024 * 1024
#: Rows at the top among which the one with the titles is looked for.
_TOP = 10


def tables(stream: BinaryIO, name: str, errors: list[KhabarError], head: bytes = b"") -> Iterator[Table]:
    """The sheets of the book in the stream, which must be one that can be gone about in."""
    from python_calamine import CalamineWorkbook

    _weigh(stream, name)
    stream.seek(0)
    with _named(name):
        book = CalamineWorkbook.from_filelike(stream)
        for sheet in book.sheet_names:
            rows = _told(book.get_sheet_by_name(sheet).iter_rows(), name)
            table = _table(name, sheet if len(book.sheet_names) > 1 else None, rows)
            if table is not None:
                yield table


def _told(rows: Iterator[Sequence[Any]], name: str) -> Iterator[Sequence[Any]]:
    """The rows; what goes wrong on the way names the file."""
    with _named(name):
        yield from rows


@contextmanager
def _named(name: str) -> Iterator[None]:
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise error("table-broken", name=name, why="it is protected by a password") from None
    except (CalamineError, OSError, ValueError) as problem:
        raise error("table-broken", name=name, why=" ".join(str(problem).split())[:200]) from None
    except BaseException as problem:  # calamine's panics are no Exception
        if type(problem).__name__ != "PanicException":
            raise
        raise error("table-broken", name=name, why="a part of it is not as it should be") from None


def _table(name: str, sheet: str | None, rows: Iterator[Sequence[Any]]) -> Table | None:
    """A sheet as a table, None where it is empty."""
    top = []
    for number, row in enumerate(rows, 1):
        top.append((number, row))
        if len(top) == _TOP:
            break
    filled = [(number, row) for number, row in top if any(cell not in (None, "") for cell in row)]
    if not filled:
        return None
    titles = next((f for f in filled if any(is_usual(as_text(cell)) for cell in f[1])), filled[0])

    def body() -> Iterator[tuple[int, Sequence[Any]]]:
        last = 0
        for number, row in top:
            last = number
            if number > titles[0] and any(cell not in (None, "") for cell in row):
                yield number, row
        for number, row in enumerate(rows, last + 1):
            if any(cell not in (None, "") for cell in row):
                yield number, row

    place = f"sheet={sheet}&row" if sheet is not None else "row"
    return Table(name, [as_text(cell) for cell in titles[1]], body(), _cell, place=place)


def _cell(row: Sequence[Any], column: int) -> object:
    return row[column] if column < len(row) else None


def _weigh(stream: BinaryIO, name: str) -> None:
    """KhabarError `file-too-large` for a book that would take more memory than it may, `table-broken` for a bad one.

    What a ZIP says of its members' sizes is not believed: they are unpacked once, and counted.
    """
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > PACKED_LIMIT:
        raise _too_large(name, size, PACKED_LIMIT)
    if stream.read(4) != b"PK\x03\x04":
        return
    total = 0
    try:
        with zipfile.ZipFile(stream) as archive:
            for info in archive.infolist():
                with archive.open(info) as member:
                    while piece := member.read(1 << 20):
                        total += len(piece)
                        if total > LIMIT:
                            raise _too_large(name, total, LIMIT)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
        raise error("table-broken", name=name, why=str(problem)) from None
    except Exception as problem:  # zlib.error and its kin have no common base
        if isinstance(problem, KhabarError):
            raise
        raise error("table-broken", name=name, why=str(problem)) from None


def _too_large(name: str, size: int, limit: int) -> KhabarError:
    return error("table-too-large", name=name, size=f"over {size // 2**20}", limit=limit // 2**20)
