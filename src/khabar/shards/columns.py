"""Records as Arrow columns and back, by the types that the records declare: what comes out is what went in.

A struct becomes a struct, a list a list, a span `{start, end}`, an account `{article, event}`, a mapping a map;
what may be anything is JSON text. A record that gets a new field gets a new column by itself.

Columns are made and read as wholes (all `start` of all names of all articles at once): value by value Arrow
would be the slowest part of writing and reading.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
import pyarrow as pa
from msgspec import inspect

#: Named parts of the pairs that records hold, by the type of a part: a span, an account.
_PAIRS: dict[type, tuple[str, str]] = {int: ("start", "end"), str: ("article", "event")}
_PLAIN: dict[type, pa.DataType] = {
    inspect.IntType: pa.int64(),
    inspect.FloatType: pa.float64(),
    inspect.StrType: pa.string(),
    inspect.BoolType: pa.bool_(),
    inspect.BytesType: pa.binary(),
}


class Column:
    """Values of one type: `type` in Arrow, `write` a list of values as an array, `read` an array as a list."""

    def __init__(self, type: pa.DataType) -> None:
        self.type = type

    def write(self, values: Sequence[Any]) -> pa.Array:
        """The values as an Arrow array; None is null."""
        return pa.array(values, self.type)

    def read(self, array: pa.Array) -> list[Any]:
        """The values of an array that `write` made."""
        values: list[Any] = array.to_pylist()
        return values


class _Json(Column):
    def __init__(self) -> None:
        super().__init__(pa.string())

    def write(self, values: Sequence[Any]) -> pa.Array:
        return super().write([None if v is None else msgspec.json.encode(v).decode() for v in values])

    def read(self, array: pa.Array) -> list[Any]:
        return [None if v is None else msgspec.json.decode(v) for v in super().read(array)]


class _Struct(Column):
    """`parts` takes a value apart, `make` puts one together, in the order of the fields."""

    def __init__(
        self, fields: Sequence[tuple[str, Column]], parts: Callable[[Any], Sequence[Any]], make: Callable[..., Any]
    ) -> None:
        self._columns = [column for _, column in fields]
        self._fields = [pa.field(name, column.type) for name, column in fields]
        self._parts = parts
        self._make = make
        self._nothing = (None,) * len(fields)
        super().__init__(pa.struct(self._fields))

    def write(self, values: Sequence[Any]) -> pa.Array:
        missing = [v is None for v in values]
        rows = [self._nothing if v is None else self._parts(v) for v in values]
        arrays = [column.write([row[n] for row in rows]) for n, column in enumerate(self._columns)]
        return pa.StructArray.from_arrays(arrays, fields=self._fields, mask=pa.array(missing, pa.bool_()))

    def read(self, array: pa.Array) -> list[Any]:
        parts = [column.read(array.field(n)) for n, column in enumerate(self._columns)]
        if not array.null_count:
            return list(map(self._make, *parts))
        there = array.is_valid().to_pylist()
        return [self._make(*row) if valid else None for valid, row in zip(there, zip(*parts, strict=True), strict=True)]


class _List(Column):
    def __init__(self, inner: Column, type: pa.DataType | None = None) -> None:
        self._inner = inner
        super().__init__(type or pa.list_(inner.type))

    def write(self, values: Sequence[Any]) -> pa.Array:
        offsets: list[int | None] = [0]
        end = 0
        for value in values:
            end += len(value or ())
            offsets.append(end)
        for n, value in enumerate(values):
            if value is None:
                offsets[n] = None
        flat = self._inner.write(list(itertools.chain.from_iterable(v for v in values if v is not None)))
        return self._array(pa.array(offsets, pa.int32()), flat)

    def _array(self, offsets: pa.Array, flat: pa.Array) -> pa.Array:
        return pa.ListArray.from_arrays(offsets, flat, type=self.type)

    def read(self, array: pa.Array) -> list[Any]:
        offsets = array.offsets.to_pylist()
        first = offsets[0] if offsets else 0
        flat = self._inner.read(array.values.slice(first, (offsets[-1] - first) if offsets else 0))
        out: list[Any] = [flat[a - first : b - first] for a, b in itertools.pairwise(offsets)]
        if array.null_count:
            out = [v if valid else None for v, valid in zip(out, array.is_valid().to_pylist(), strict=True)]
        return out


class _Map(Column):
    """A mapping from text, in its own order."""

    def __init__(self, inner: Column) -> None:
        self._inner = inner
        super().__init__(pa.map_(pa.string(), inner.type))

    def write(self, values: Sequence[Any]) -> pa.Array:
        offsets = list(itertools.accumulate((len(v) for v in values), initial=0))
        keys = [key for v in values for key in v]
        items = self._inner.write([item for v in values for item in v.values()])
        return pa.MapArray.from_arrays(pa.array(offsets, pa.int32()), pa.array(keys, pa.string()), items)

    def read(self, array: pa.Array) -> list[Any]:
        offsets = array.offsets.to_pylist()
        first = offsets[0] if offsets else 0
        length = offsets[-1] - first if offsets else 0
        keys = array.keys.slice(first, length).to_pylist()
        items = self._inner.read(array.items.slice(first, length))
        return [
            dict(zip(keys[a - first : b - first], items[a - first : b - first], strict=True))
            for a, b in itertools.pairwise(offsets)
        ]


def _column(kind: inspect.Type) -> Column:
    if isinstance(kind, inspect.Metadata):
        return _column(kind.type)
    if isinstance(kind, inspect.UnionType):
        (inner,) = [t for t in kind.types if not isinstance(t, inspect.NoneType)]
        return _column(inner)
    if isinstance(kind, inspect.ListType):
        return _List(_column(kind.item_type))
    if isinstance(kind, inspect.DictType):
        return _Map(_column(kind.value_type))
    if isinstance(kind, inspect.TupleType):
        columns = [_column(item) for item in kind.item_types]
        names = _PAIRS[str if columns[0].type == pa.string() else int]
        return _Struct(list(zip(names, columns, strict=True)), lambda pair: pair, lambda *parts: parts)
    if isinstance(kind, inspect.StructType):
        fields = [(field.encode_name, _column(field.type)) for field in kind.fields]
        return _Struct(fields, msgspec.structs.astuple, kind.cls)
    if isinstance(kind, inspect.AnyType):
        return _Json()
    return Column(_PLAIN[type(kind)])


@functools.cache
def column(kind: Any) -> Column:
    """The column for values of a type: a record, or what a record may hold."""
    return _column(inspect.type_info(kind))


def schema(kind: type[msgspec.Struct], beside: Mapping[str, Any] | None = None) -> pa.Schema:
    """The Arrow schema of a table of these records, a column a field; `beside`: name -> type of more columns."""
    more = [pa.field(name, column(type).type) for name, type in (beside or {}).items()]
    return pa.schema([*column(kind).type, *more])


def to_batch(
    kind: type[msgspec.Struct], records: Sequence[Any], beside: Mapping[str, tuple[Any, Sequence[Any]]] | None = None
) -> pa.RecordBatch:
    """Records as rows; `beside`: name -> (type, values, one a record) of more columns."""
    beside = beside or {}
    array = column(kind).write(records)
    arrays = [array.field(n) for n in range(array.type.num_fields)]
    arrays += [column(type).write(values) for type, values in beside.values()]
    return pa.RecordBatch.from_arrays(arrays, schema=schema(kind, {name: type for name, (type, _) in beside.items()}))


def from_batch(kind: type[msgspec.Struct], batch: pa.RecordBatch) -> list[Any]:
    """The records of rows that `to_batch` made, here or in a file; other columns are left out."""
    fields = list(schema(kind))
    return column(kind).read(pa.StructArray.from_arrays([batch.column(f.name) for f in fields], fields=fields))
