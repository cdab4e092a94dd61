"""Asking a ledger with SQLite, over a connection that can only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from khabar.errors import error
from khabar.export.sql import Row, invalid
from khabar.export.sql.views import VIEWS

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
#: Steps of SQLite's machine between two looks at whether Ctrl-C was pressed.
_STEPS = 100_000


def _authorise(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action not in _ALLOWED or (action == sqlite3.SQLITE_FUNCTION and second == "load_extension"):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


class Asked:
    """See `khabar.export.sql.Answer`."""

    def __init__(self, path: Path, question: str) -> None:
        from khabar.ledger import open_ledger
        from khabar.ledger.look import is_ready

        self._ledger = open_ledger(path)
        connection = self._ledger.connection
        try:
            if not is_ready(connection):
                raise error("ledger-unrelated", name=path)
            connection.execute("PRAGMA query_only = OFF")  # the file is open for reading alone; the views are ours
            for view in VIEWS:
                connection.execute(f"CREATE TEMP VIEW {view.name} AS {view.lite}")
            connection.execute("PRAGMA query_only = ON")
            connection.set_authorizer(_authorise)
            connection.set_progress_handler(lambda: 0, _STEPS)
            self._cursor = connection.execute(question)
            if self._cursor.description is None:
                raise invalid("only a question can be asked, a SELECT")
            self.columns = [column[0] for column in self._cursor.description]
        except sqlite3.Error as problem:
            self.close()
            raise _told(problem) from problem
        except BaseException:
            self.close()
            raise

    def rows(self) -> Iterator[Row]:
        """The rows."""
        try:
            yield from self._cursor
        except sqlite3.Error as problem:
            raise _told(problem) from problem

    def close(self) -> None:
        """Close the ledger."""
        self._ledger.close()


def _told(problem: sqlite3.Error) -> Exception:
    if getattr(problem, "sqlite_errorname", "") == "SQLITE_AUTH":
        return invalid("only a question can be asked, a SELECT")
    return invalid(problem)


def ask(path: Path, question: str) -> Asked:
    """Ask the ledger in a file."""
    return Asked(path, question)
