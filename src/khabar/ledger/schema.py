"""The ledger's file: opening it safely, its schema, and the numbered steps from one schema to the next.

`PRAGMA application_id` says that an SQLite file is a khabar ledger, `PRAGMA user_version` which schema it
has. A file that is anything else, or newer than this program, is refused before a byte of it changes.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from khabar.errors import KhabarError, error
from khabar.ledger.steps import STEPS

#: "KHBR"
APPLICATION_ID = 0x4B484252

VERSION = len(STEPS)

_WAIT_SECONDS = 10.0
#: KiB of pages that a writer holds, and one who makes whole tables: where keys come in no order, pages that did not
#: fit would be written and read again and again.
_CACHE = 64 * 1024
_ROOMY = 1024 * 1024


def connect(path: str | Path, *, write: bool = False, threads: bool = False) -> sqlite3.Connection:
    """A connection to the ledger; with `write` a missing file is made and an older schema brought up.

    `threads`: for several threads, one at a time.

    KhabarError: `ledger-missing`, `ledger-folder`, `ledger-foreign`, `ledger-newer`, `ledger-damaged`,
    `ledger-read-only`, `ledger-busy`, `disk-full`, `output-unwritable`.
    """
    path = Path(path)
    refuse_early(path, write=write)
    with translated(path):
        connection = _open(path, write, threads)
        try:
            found = _check(connection, path)
            if write:
                _prepare(connection, found)
            elif found < VERSION:
                raise error("ledger-older", name=path)
            connection.execute("PRAGMA query_only = " + ("OFF" if write else "ON"))
        except BaseException:
            connection.close()
            raise
    return connection


def refuse_early(path: Path, *, write: bool) -> None:
    """KhabarError where it can be told without opening the file that it cannot be a ledger."""
    if path.is_dir():
        raise error("ledger-folder", name=path)
    if not path.exists():
        if not write:
            raise error("ledger-missing", name=path)
        if not path.parent.is_dir():
            raise error("output-unwritable", name=path, why=f"there is no folder {path.parent}")
        return
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as problem:
        raise error("ledger-read-only", name=path) from problem
    if head and head != b"SQLite format 3\x00":
        raise error("ledger-foreign", name=path, why="not an SQLite file")
    if not head and not write:
        raise error("ledger-foreign", name=path, why="the file is empty")


def _open(path: Path, write: bool, threads: bool) -> sqlite3.Connection:
    def connection(mode: str) -> sqlite3.Connection:
        # transactions are begun and ended by hand: isolation_level None
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_WAIT_SECONDS, isolation_level=None,
            check_same_thread=not threads,
        )  # fmt: skip

    if write:
        return connection("mode=rwc")
    found = connection("mode=ro")
    try:
        found.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError:
        # a write-ahead log cannot be set up on a medium that is read-only: read the file as it lies
        found.close()
        if path.with_name(path.name + "-wal").exists():
            raise
        found = connection("immutable=1")
    return found


def _check(connection: sqlite3.Connection, path: Path) -> int:
    """The schema of the file, 0 where it is empty; refuses what is no ledger or newer than this program."""
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application == 0 and tables == 0:
        return 0
    if application != APPLICATION_ID:
        raise error("ledger-foreign", name=path, why="an SQLite database of another program")
    if version > VERSION:
        raise error("ledger-newer", name=path, found=version, known=VERSION)
    return version


def _prepare(connection: sqlite3.Connection, found: int) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("PRAGMA synchronous = NORMAL")  # with a write-ahead log, safe against a killed process
    if found == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = connection.execute("PRAGMA user_version").fetchone()[0]  # another process may have been first
        for step in range(found, VERSION):
            for statement in _statements(STEPS[step]):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: what happens inside is kept when it ends, and undone where it fails.

    Inside another one it is a part of that.
    """
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def roomy(connection: sqlite3.Connection) -> Iterator[None]:
    """With room in memory for whole tables that are made inside."""
    connection.execute(f"PRAGMA cache_size = -{_ROOMY}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")


@contextlib.contextmanager
def translated(path: str | Path) -> Iterator[None]:
    """SQLite's errors as the ones that a user can act on."""
    try:
        yield
    except sqlite3.Error as problem:
        raise _as_khabar_error(problem, path) from problem


def _as_khabar_error(problem: sqlite3.Error, path: str | Path) -> KhabarError:
    kind = getattr(problem, "sqlite_errorname", None) or ""
    if kind == "SQLITE_FULL" or kind.startswith(("SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE")):
        return error("disk-full", name=path)
    if kind.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return error("ledger-read-only", name=path)
    if kind.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return error("ledger-busy", name=path)
    if kind.startswith("SQLITE_NOTADB"):
        return error("ledger-foreign", name=path, why="not an SQLite file")
    return error("ledger-damaged", name=path, why=problem)
