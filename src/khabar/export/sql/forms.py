"""How an answer is written: as a table for a terminal, CSV, JSON Lines or Parquet."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from khabar.export import terminal
from khabar.export.pens import TerminalPen
from khabar.export.sql import Answer, Row

#: Columns of the screen that one column of a table gets at most, and rows that a table shows.
WIDEST, MOST = 48, 1000
_GROUP = 10_000


def plain(value: Any) -> Any:
    """A value as text or number: what has parts as JSON."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, bytes):
        return value.hex()
    return msgspec.json.encode(value, enc_hook=str).decode()


def jsonl(answer: Answer) -> Iterator[bytes]:
    """A JSON object a row."""
    for row in answer.rows():
        yield msgspec.json.encode(dict(zip(answer.columns, row, strict=True)), enc_hook=str)


def csv_lines(answer: Answer) -> Iterator[bytes]:
    """CSV (RFC 4180, with plain line feeds), the names of the columns first; null is empty."""
    for row in itertools.chain([answer.columns], answer.rows()):
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow([plain(value) for value in row])
        yield line.getvalue().encode("utf-8", "surrogateescape")


def parquet(answer: Answer, path: Path) -> int:
    """A Parquet file, whole or not at all; how many rows. The types are those of the first rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from khabar.shards.files import Whole

    rows = answer.rows()
    count = 0
    with Whole(path) as file:
        writer = None
        while group := list(itertools.islice(rows, _GROUP)) or (not count and [()]):
            columns = zip(*group, strict=True) if group != [()] else ([] for _ in answer.columns)
            arrays = [list(column) for column in columns]
            if writer is None:
                table = pa.table(arrays, names=answer.columns)
                schema = pa.schema([pa.field(f.name, _known(f.type)) for f in table.schema])
                writer = pq.ParquetWriter(file, schema, compression="zstd")
            writer.write_table(
                pa.table([pa.array(a, f.type) for a, f in zip(arrays, schema, strict=True)], schema=schema)
            )
            if group == [()]:
                break
            count += len(group)
        if writer is not None:
            writer.close()
        file.finish()
    return count


def _known(kind: Any) -> Any:
    """A column that is all null so far is one of text."""
    import pyarrow as pa

    return pa.string() if pa.types.is_null(kind) else kind


def table(columns: Sequence[str], rows: Iterable[Row], pen: TerminalPen) -> Iterator[str]:
    """A table for the screen: at most `MOST` rows, cells cut at `WIDEST` columns of the screen."""
    shown = [[_cell(value) for value in row] for row in itertools.islice(rows, MOST)]
    numbers = [all(isinstance(v, _Number) or not v for v in column) for column in zip(*shown, strict=True)]
    numbers = numbers or [False] * len(columns)
    widths = [max(map(terminal.columns, [name, *(row[n] for row in shown)])) for n, name in enumerate(columns)]
    last = len(columns) - 1

    def line(cells: Sequence[str], faint: bool = False) -> str:
        out = []
        for n, cell in enumerate(cells):
            space = " " * (widths[n] - terminal.columns(cell))
            words = pen.isolate(cell) if cell else ""
            words = pen.colour(words, "bold") if faint else words
            out.append(space + words if numbers[n] else words + (space if n < last else ""))
        return "  ".join(out).rstrip()

    yield line(columns, faint=True)
    yield "  ".join("─" * width for width in widths)
    for row in shown:
        yield line(row)


class _Number(str):
    """The text of a number."""


def _cell(value: Any) -> str:
    found = plain(value)
    if found is None:
        return ""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, int | float):
        return _Number(found)
    text = " ".join(found.split())
    if terminal.columns(text) <= WIDEST:
        return text
    kept = text[: WIDEST - 1]
    while terminal.columns(kept + text[len(kept) : len(kept) + 1]) < WIDEST:  # signs that take no column
        kept = text[: len(kept) + 1]
    return kept + "…"
