"""A table while it is read, and how its errors are kept few."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from khabar.errors import KhabarError, error

#: Cells of the beginning of a table that are looked at, and rows, whichever is reached first.
SAMPLE_CELLS = 200_000
SAMPLE_ROWS = 200
#: Names of columns that an error lists.
LISTED = 20


@dataclass
class Table:
    """`name`: what errors call it; `columns`: their names; `rows`: (number, row) from the first on, number as users
    count them; `cell`: a row's value in a column.

    `column` gives all values of a column by reading the table once more, None where that is not possible;
    `look` is told of columns that the user names, before the first row is taken, `choose` which columns are
    wanted at all, when that is known; `place`: what a row is called in its source (`FILE#row=5`, after RFC 7111).
    """

    name: str
    columns: Sequence[str]
    rows: Iterator[tuple[int, Any]]
    cell: Callable[[Any, int], object]
    column: Callable[[int], Iterator[object]] | None = None
    look: Callable[[Sequence[int]], None] | None = None
    choose: Callable[[Sequence[int]], None] | None = None
    place: str = "row"

    def listed(self) -> str:
        """The names of the columns as an error shows them: the first ones, and how many there are."""
        shown = ", ".join(_short(str(c)) for c in self.columns[:LISTED])
        return f"{shown}, … ({len(self.columns):,} in all)" if len(self.columns) > LISTED else shown


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= 40 else name[:39] + "…"


class Troubles:
    """Errors of rows: told one by one up to a number, then counted."""

    def __init__(self, name: str, errors: list[KhabarError], most: int = 20) -> None:
        self._name, self._errors, self._most = name, errors, most
        self._count = 0

    def add(self, row: int | str, why: str) -> None:
        """A row that cannot be read."""
        self._count += 1
        if self._count <= self._most:
            self._errors.append(error("table-row", name=self._name, row=row, why=why))

    def tell(self) -> None:
        """Say how many more there were."""
        if self._count > self._most:
            self._errors.append(error("table-rows", name=self._name, count=f"{self._count - self._most:,}"))
        self._count = 0


def as_text(value: object) -> str:
    """A cell as text: whole numbers without a point, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, float):
        return "" if math.isnan(value) else str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, bytes):
        try:
            return value.decode().replace("\x00", "\ufffd")
        except UnicodeDecodeError:
            return value.decode("cp1256", "replace").replace("\x00", "\ufffd")
    return str(value).replace("\x00", "\ufffd")
