"""Records by chance, of the types that they declare: whatever a record may hold."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

_TEXT = st.text("ابتثجحخ دسعلمنهوي؟،«»\n ab\u064e\u200f0٣𐤀", max_size=12)
_NUMBER = st.integers(0, 10_000)
_DAY = st.dates().map(lambda day: f"{day.year:04}-{day.month:02}-{day.day:02}")
_ANYTHING = st.one_of(st.none(), _TEXT, st.lists(_NUMBER, min_size=2, max_size=2), st.booleans())


def of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type."""
    return _of(inspect.type_info(kind))


def _of(kind: inspect.Type) -> st.SearchStrategy[Any]:
    if isinstance(kind, inspect.Metadata):
        return _of(kind.type)
    if isinstance(kind, inspect.UnionType):
        return st.one_of(*map(_of, kind.types))
    if isinstance(kind, inspect.NoneType):
        return st.none()
    if isinstance(kind, inspect.ListType):
        return st.lists(_of(kind.item_type), max_size=3)
    if isinstance(kind, inspect.DictType):
        return st.dictionaries(_TEXT, _of(kind.value_type), max_size=3)
    if isinstance(kind, inspect.TupleType):
        return st.tuples(*map(_of, kind.item_types))
    if isinstance(kind, inspect.StructType):
        return st.builds(kind.cls, **{field.name: _of(field.type) for field in kind.fields})
    if isinstance(kind, inspect.AnyType):
        return _ANYTHING
    if isinstance(kind, inspect.StrType):
        return _DAY if kind.pattern else _TEXT
    if isinstance(kind, inspect.FloatType):
        return st.floats(0, 1)
    if isinstance(kind, inspect.BoolType):
        return st.booleans()
    assert isinstance(kind, inspect.IntType)
    return _NUMBER if kind.ge == 0 else st.integers(-10_000, 10_000)


Kinds = type[msgspec.Struct]
