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

#: "KHBR"
APPLICATION_ID = 0x4B484252

# Spans are code points into articles.text, half-open. `n` counts from 0 in the order of the article's
# record, so that a record comes out as it went in. Lists that nobody asks for by value are JSON.
_STEP_1 = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
  run INTEGER PRIMARY KEY, started TEXT NOT NULL, version TEXT NOT NULL, packs TEXT NOT NULL
);
CREATE TABLE articles (
  article INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, outlet TEXT, url TEXT, title TEXT,
  published_earliest TEXT, published_latest TEXT, published_basis TEXT NOT NULL, published_reasons TEXT NOT NULL,
  published_rule TEXT, published_pack TEXT,
  text TEXT NOT NULL, sha256 TEXT NOT NULL, source TEXT, packs TEXT NOT NULL,
  digest TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs, added TEXT NOT NULL
);
CREATE INDEX articles_published ON articles (published_earliest);
CREATE INDEX articles_sha256 ON articles (sha256);
CREATE TABLE body (
  article INTEGER NOT NULL, n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE TABLE names (
  article INTEGER NOT NULL, n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  type TEXT NOT NULL, entity TEXT, naming TEXT NOT NULL, score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE INDEX names_entity ON names (entity, naming);
CREATE TABLE times (
  article INTEGER NOT NULL, n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  grain TEXT NOT NULL, earliest TEXT, latest TEXT, relative TEXT, contradicts_start INTEGER, contradicts_end INTEGER,
  score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE TABLE attributions (
  article INTEGER NOT NULL, n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  cue_start INTEGER, cue_end INTEGER, direct INTEGER NOT NULL, stance TEXT NOT NULL, quotes TEXT NOT NULL,
  score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE TABLE links (
  article INTEGER NOT NULL, attribution INTEGER NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL,
  start INTEGER, end INTEGER, entity TEXT, grade TEXT, count TEXT, "for" TEXT,
  antecedent_start INTEGER, antecedent_end INTEGER, by TEXT NOT NULL, score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (article, attribution, n)
) WITHOUT ROWID;
CREATE INDEX links_entity ON links (entity);
CREATE TABLE events (
  article INTEGER NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, mode TEXT,
  start INTEGER NOT NULL, end INTEGER NOT NULL, evidence_start INTEGER, evidence_end INTEGER,
  earliest TEXT, latest TEXT, time_start INTEGER, time_end INTEGER, time_relative TEXT, time_rule TEXT, time_pack TEXT,
  modality TEXT NOT NULL, polarity INTEGER NOT NULL, outcome TEXT, attribution INTEGER,
  score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE INDEX events_type ON events (type, mode);
CREATE INDEX events_earliest ON events (earliest);
CREATE TABLE event_actors (
  article INTEGER NOT NULL, event INTEGER NOT NULL, role TEXT NOT NULL, n INTEGER NOT NULL, entity TEXT NOT NULL,
  PRIMARY KEY (article, event, role, n)
) WITHOUT ROWID;
CREATE INDEX event_actors_entity ON event_actors (entity, role);
CREATE TABLE event_spans (
  article INTEGER NOT NULL, event INTEGER NOT NULL, slot TEXT NOT NULL, n INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, attribution INTEGER,
  PRIMARY KEY (article, event, slot, n)
) WITHOUT ROWID;
CREATE TABLE entities (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT, names TEXT NOT NULL, links TEXT NOT NULL, sector TEXT,
  rule TEXT, pack TEXT
);
CREATE INDEX entities_id ON entities (id);
CREATE TABLE happenings (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, witnesses INTEGER, roots TEXT NOT NULL, score REAL, rule TEXT, pack TEXT
);
CREATE TABLE event_accounts (
  happening INTEGER NOT NULL, n INTEGER NOT NULL, article TEXT NOT NULL, event TEXT NOT NULL,
  PRIMARY KEY (happening, n)
) WITHOUT ROWID;
CREATE INDEX event_accounts_event ON event_accounts (article, event);
CREATE TABLE disagreements (
  happening INTEGER NOT NULL, n INTEGER NOT NULL, slot TEXT NOT NULL, "values" TEXT NOT NULL, rule TEXT, pack TEXT,
  PRIMARY KEY (happening, n)
) WITHOUT ROWID;
CREATE TABLE copies (
  n INTEGER NOT NULL, member INTEGER NOT NULL, article TEXT NOT NULL, score REAL, rule TEXT, pack TEXT,
  PRIMARY KEY (n, member)
) WITHOUT ROWID;
CREATE INDEX copies_article ON copies (article);
CREATE VIRTUAL TABLE search USING fts5 (title, text, tokenize = "unicode61 remove_diacritics 0");
"""

# What people decided is never changed or taken out; an undo is another row. The rest lets a new article
# join without relating everything again: `accounts` holds events boiled down (khabar.relate.features).
_STEP_2 = """
ALTER TABLE attributions ADD COLUMN denies INTEGER;
CREATE TABLE decisions (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL,
  about TEXT NOT NULL, why TEXT, undoes TEXT
);
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN
  SELECT RAISE(ABORT, 'decisions are only added');
END;
CREATE TRIGGER decisions_as_made BEFORE UPDATE ON decisions BEGIN
  SELECT RAISE(ABORT, 'decisions are only added');
END;
CREATE TABLE related (article TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE accounts (account INTEGER PRIMARY KEY, article TEXT NOT NULL, event TEXT NOT NULL, data BLOB NOT NULL);
CREATE UNIQUE INDEX accounts_event ON accounts (article, event);
CREATE TABLE account_blocks (block INTEGER NOT NULL, account INTEGER NOT NULL, PRIMARY KEY (block, account))
  WITHOUT ROWID;
CREATE TABLE sketches (key INTEGER NOT NULL, article TEXT NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE INDEX sketches_article ON sketches (article);
CREATE TABLE copy_pairs (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX copy_pairs_b ON copy_pairs (b);
CREATE INDEX happenings_id ON happenings (id);
"""

#: Step n leads from schema n to schema n + 1; a step that was released is never changed.
STEPS: tuple[str, ...] = (_STEP_1, _STEP_2)
VERSION = len(STEPS)

_WAIT_SECONDS = 10.0


def connect(path: str | Path, *, write: bool = False) -> sqlite3.Connection:
    """A connection to the ledger; with `write` a missing file is made and an older schema brought up.

    KhabarError: `ledger-missing`, `ledger-folder`, `ledger-foreign`, `ledger-newer`, `ledger-damaged`,
    `ledger-read-only`, `ledger-busy`, `disk-full`, `output-unwritable`.
    """
    path = Path(path)
    refuse_early(path, write=write)
    with translated(path):
        connection = _open(path, write)
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


def _open(path: Path, write: bool) -> sqlite3.Connection:
    def connection(mode: str) -> sqlite3.Connection:
        # transactions are begun and ended by hand: isolation_level None
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_WAIT_SECONDS, isolation_level=None
        )

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
    """All or nothing: what happens inside is kept when it ends, and undone where it fails."""
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
