"""Parquet, batch by batch, and only the columns that are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from khabar.errors import KhabarError, error
from khabar.ingest.tables.columns import by_name
from khabar.ingest.tables.model import Table

if TYPE_CHECKING:
    from pyarrow import parquet

#: Rows that are in memory at once; an article has 5 KB, seldom more.
_BATCH = 256
#: Columns of text that are looked at where no name says which is the text.
_LOOKED_AT = 500
_ROWS_LOOKED_AT = 40


def tables(stream: BinaryIO, name: str, errors: list[KhabarError], head: bytes = b"") -> Iterator[Table]:
    """The one table in the stream, which must be one that can be gone about in."""
    try:
        from pyarrow import parquet
    except ImportError as problem:
        raise error("table-part", name=name, what="Parquet", why=problem) from None
    with _named(name):
        stream.seek(0)
        file = parquet.ParquetFile(stream)
        yield _Parquet(file, name).table()


class _Parquet:
    """Rows are given as dictionaries: column number -> value."""

    def __init__(self, file: parquet.ParquetFile, name: str) -> None:
        self._file, self._name = file, name
        self.columns: list[str] = [str(n) for n in file.schema_arrow.names]
        # what has a usual name is read from the first; the rest only where the text is not among that
        likely = [n for found in by_name(self.columns).values() for n in found[:5]]
        textual = [n for n, field in enumerate(file.schema_arrow) if _is_text(field.type)]
        self._wanted = sorted({*likely[:_LOOKED_AT], *textual[:_LOOKED_AT]})
        self._chosen = False

    def table(self) -> Table:
        """It."""
        return Table(self._name, self.columns, self._rows(), dict.get, self._column, self._look, self._choose)

    def _look(self, columns: Sequence[int]) -> None:
        self._wanted = sorted({*self._wanted, *columns})

    def _choose(self, columns: Sequence[int]) -> None:
        self._wanted, self._chosen = list(columns), True

    def _rows(self) -> Iterator[tuple[int, dict[int, Any]]]:
        # the first rows with all columns that are looked at; then, these passed over, with the chosen ones
        number = 0
        for batch in self._batches(_ROWS_LOOKED_AT, self._wanted):
            for row in _by_row(batch):
                number += 1
                yield number, row
            if self._chosen:
                break
        passed = number
        number = 0
        for batch in self._batches(_BATCH, self._wanted) if self._chosen else ():
            for row in _by_row(batch):
                number += 1
                if number > passed:
                    yield number, row

    def _column(self, wanted: int) -> Iterator[object]:
        for batch in self._batches(10_000, [wanted]):
            yield from batch[wanted]

    def _batches(self, size: int, wanted: Sequence[int]) -> Iterator[dict[int, list[Any]]]:
        names = [self.columns[n] for n in wanted]
        with _named(self._name):
            for batch in self._file.iter_batches(size, columns=names, use_threads=False):
                place = {name: n for n, name in enumerate(batch.schema.names)}
                yield {n: _values(batch.column(place[self.columns[n]])) for n in wanted if self.columns[n] in place}


def _by_row(batch: dict[int, list[Any]]) -> Iterator[dict[int, Any]]:
    for n in range(len(next(iter(batch.values()), ()))):
        yield {column: values[n] for column, values in batch.items()}


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_binary(kind))


def _values(column: Any) -> list[Any]:
    import pyarrow as pa
    from pyarrow import types

    if types.is_timestamp(column.type) and column.type.unit == "ns":  # finer than Python's clock
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    values: list[Any] = column.to_pylist()
    return values


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Arrow's errors as one that names the file."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError) as problem:
        raise error("table-broken", name=name, why=" ".join(str(problem).split())[:200]) from None
