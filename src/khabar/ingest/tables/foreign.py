"""JSON Lines of records that are not khabar's own: objects, whose keys are columns, `a.b` that of an object inside."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from khabar.article import Article
from khabar.errors import KhabarError
from khabar.ingest import item
from khabar.ingest.tables.model import SAMPLE_ROWS, Table, Troubles
from khabar.ingest.tables.rows import articles
from khabar.validation import json_trouble

if TYPE_CHECKING:
    from khabar.ingest.files import Given

#: How deep objects in objects are looked into.
_DEEP = 4
_OURS = frozenset({"article", "entity", "event", "copies"})


def is_foreign(line: bytes) -> bool:
    """Whether a line is a JSON object, but no record of the interchange format."""
    try:
        record = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    if not isinstance(record, dict) or record.get("kind") in _OURS:
        return False
    # an article whose `kind` was forgotten is an error of ours, and no table
    return "kind" in record or not ("id" in record and "text" in record and ("body" in record or "names" in record))


def read_foreign(
    lines: Iterable[tuple[int, bytes]],
    name: str,
    given: Given,
    errors: list[KhabarError],
    tally: item.Tally | None = None,
) -> Iterator[Article]:
    """The articles in lines of JSON, with their numbers; errors are those of `khabar.ingest.tables.read_table`."""
    troubles = Troubles(name, errors)
    rows = _rows(lines, troubles)
    sample = list(itertools.islice(rows, SAMPLE_ROWS))
    columns = list(dict.fromkeys(key for _, row in sample for key in row))

    def cell(row: dict[str, Any], column: int) -> object:
        value = row.get(columns[column])
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    table = Table(name, columns, itertools.chain(sample, rows), cell, place="line")
    yield from articles([table], name, given, errors, tally)


def _rows(lines: Iterable[tuple[int, bytes]], troubles: Troubles) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in lines:
        if len(line) > item.LIMIT:
            troubles.add(number, f"more than {item.LIMIT // 2**20} MB")
            continue
        try:
            record = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            troubles.add(number, f"not JSON ({json_trouble(problem)})")
            continue
        except RecursionError:
            troubles.add(number, "nested too deeply")
            continue
        if isinstance(record, dict):
            yield number, dict(_flat(record, ""))
        else:
            troubles.add(number, "no JSON object")
    troubles.tell()


def _flat(record: dict[str, Any], before: str, depth: int = 0) -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        if isinstance(value, dict) and depth < _DEEP:
            yield from _flat(value, f"{before}{key}.", depth + 1)
        else:
            yield f"{before}{key}", value
