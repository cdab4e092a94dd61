"""Questions in SQL to a dataset (DuckDB) or a ledger (SQLite): the same tables, read and never written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from khabar.errors import KhabarError, error

Row = Sequence[Any]


class Answer(Protocol):
    """An answer while it is open: its columns, and its rows, which can be taken once."""

    columns: list[str]

    def rows(self) -> Iterator[Row]:
        """The rows. KhabarError `sql-invalid` where the question fails on the way."""
        ...

    def close(self) -> None:
        """Let go of what is asked."""
        ...


def ask(place: str | Path, question: str) -> Answer:
    """The answer to one SELECT, from the folder of a run, of a dataset, or the file of a ledger.

    KhabarError `sql-invalid`, `dataset-missing`, and those of opening a ledger.
    """
    path = Path(place)
    if not path.exists():
        raise error("path-missing", name=place)
    if path.is_dir():
        from khabar.export.sql import duck

        return duck.ask(path, question)
    from khabar.export.sql import lite

    return lite.ask(path, question)


def invalid(problem: object) -> KhabarError:
    """An error of a database as one of ours: what is wrong, without the lines that show where."""
    lines = [line.strip() for line in str(problem).splitlines()]
    return error("sql-invalid", why=next(filter(None, lines), type(problem).__name__).rstrip(".!"))
