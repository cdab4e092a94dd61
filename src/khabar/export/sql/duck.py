"""Asking a dataset with DuckDB: in memory, one SELECT, and no file but the dataset's own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from khabar.export.sql import Row, invalid
from khabar.export.sql.views import VIEWS
from khabar.shards.dataset import ACROSS, Dataset

_ROWS = 2048


def _list(paths: list[Path]) -> str:
    return "[" + ", ".join(f"'{_quoted(path)}'" for path in paths) + "]"


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("'", "''")


def views(dataset: Dataset) -> list[str]:
    """The statements that make the tables of `khabar.export.sql.views` over a dataset's files."""
    out = [f"CREATE VIEW raw_articles AS SELECT * FROM read_parquet({_list(dataset.paths())})"]
    for name in ACROSS:
        file = _quoted(dataset.folder / name)
        out.append(f"CREATE VIEW raw_{name.removesuffix('.parquet')} AS SELECT * FROM read_parquet('{file}')")
    return out + [f"CREATE VIEW {view.name} AS {view.duck}" for view in VIEWS]


class Asked:
    """See `khabar.export.sql.Answer`."""

    def __init__(self, folder: Path, question: str) -> None:
        dataset = Dataset(folder)
        self._spill = tempfile.TemporaryDirectory(prefix="khabar-sql-")
        self._connection: Any = duckdb.connect(
            ":memory:", config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        )
        try:
            for statement in views(dataset):
                self._connection.execute(statement)
            allowed = f"['{_quoted(dataset.folder)}', '{_quoted(Path(self._spill.name))}']"
            for setting in (
                f"temp_directory = '{_quoted(Path(self._spill.name))}'",
                f"allowed_directories = {allowed}",
                "enable_external_access = false",
                "lock_configuration = true",
            ):
                self._connection.execute(f"SET {setting}")
            self._cursor = self._asked(question)
            self.columns = [column[0] for column in self._cursor.description]
        except duckdb.Error as problem:
            self.close()
            raise invalid(problem) from problem
        except BaseException:
            self.close()
            raise

    def _asked(self, question: str) -> Any:
        statements = self._connection.extract_statements(question)
        # a COPY could write into the folder that may be read
        if len(statements) != 1 or statements[0].type not in (
            duckdb.StatementType.SELECT,
            duckdb.StatementType.EXPLAIN,
        ):
            raise invalid("only one question can be asked at a time, a SELECT")
        return self._connection.execute(statements[0])

    def rows(self) -> Iterator[Row]:
        """The rows."""
        try:
            while rows := self._cursor.fetchmany(_ROWS):
                yield from rows
        except duckdb.Error as problem:
            raise invalid(problem) from problem

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()
        self._spill.cleanup()


def ask(folder: Path, question: str) -> Asked:
    """Ask the dataset in a folder."""
    return Asked(folder, question)
