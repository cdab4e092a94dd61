"""The file of people: opening it safely, and its schema."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from khabar.errors import error
from khabar.ledger.schema import translated

#: "KHPL"
APPLICATION_ID = 0x4B48504C
VERSION = 1
_WAIT_SECONDS = 10.0

# Of a session only the hash of its token is kept: who reads the file cannot enter with it.
_SQL = """
CREATE TABLE users (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL, added REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE sessions (
  token TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  opened REAL NOT NULL, seen REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user);
CREATE TABLE failures (
  about TEXT PRIMARY KEY, count INTEGER NOT NULL, last REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE searches (
  search INTEGER PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, added REAL NOT NULL,
  UNIQUE (owner, name)
);
"""


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the file, which is made, readable by its owner alone, where it is missing.

    KhabarError `people-foreign` where the file is something else, and those of the ledger's file.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise error("people-foreign", name=path, why="a folder, or in no folder")
    with translated(path):
        if not path.exists():
            try:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            except FileExistsError:
                pass
            except OSError as problem:
                raise error("output-unwritable", name=path, why=problem.strerror or problem) from None
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != APPLICATION_ID and (application or tables):
        raise error("people-foreign", name=path, why="an SQLite database of another program")
    if connection.execute("PRAGMA user_version").fetchone()[0] > VERSION:
        raise error("people-foreign", name=path, why="written by a newer khabar")
    connection.execute("PRAGMA foreign_keys = ON")
    if tables:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:  # another may have been first
        for statement in _SQL.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
