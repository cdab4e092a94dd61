"""The log of decisions in the ledger: adding, undoing, taking out and in."""

from __future__ import annotations

import datetime
import getpass
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Sequence

import msgspec

from khabar.errors import KhabarError
from khabar.ledger.rows import to_json
from khabar.ledger.schema import transaction
from khabar.relate.decisions import About, Decision, Kind

_COLUMNS = "id, at, who, kind, about, why, undoes"


def whoami() -> str:
    """The name of the person at the machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def log(connection: sqlite3.Connection) -> list[Decision]:
    """All decisions, undone ones too, in the order (at, id)."""
    return [_decision(*row) for row in connection.execute(f"SELECT {_COLUMNS} FROM decisions ORDER BY at, id")]


def one(connection: sqlite3.Connection, identifier: str) -> Decision | None:
    """The decision with this identifier; None where there is none."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM decisions WHERE id = ?", (identifier,)).fetchone()
    return None if row is None else _decision(*row)


def _decision(id: str, at: str, who: str, kind: Kind, about: str, why: str | None, undoes: str | None) -> Decision:
    return Decision(id, at, who, kind, msgspec.json.decode(about, type=About), why, undoes)


#: What follows from decisions that were just written, in the same transaction.
Follow = Callable[[Sequence[Decision]], None]


def new(connection: sqlite3.Connection, kind: Kind, about: About, who: str, why: str | None,
        undoes: str | None = None, *, follow: Follow | None = None) -> Decision:  # fmt: skip
    """A decision written and kept: when this returns, it is in the file. Its time is after that of all before it."""
    with transaction(connection):
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")
        last = connection.execute("SELECT max(at) FROM decisions").fetchone()[0]
        if last is not None and last >= now:  # a clock that went back, or another's that is ahead
            later = datetime.datetime.fromisoformat(last) + datetime.timedelta(microseconds=1)
            now = later.isoformat(timespec="microseconds")
        made = Decision(uuid.uuid4().hex[:12], now, who, kind, about, why, undoes)
        _insert(connection, made)
        if follow is not None:
            follow([made])
    return made


def _insert(connection: sqlite3.Connection, d: Decision) -> None:
    connection.execute(
        f"INSERT INTO decisions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (d.id, d.at, d.who, d.kind, to_json(d.about), d.why, d.undoes),
    )


def meant(connection: sqlite3.Connection, decision: Decision) -> Decision:
    """The decision that a decision speaks of: of an undo the one that it takes back, or gives back."""
    while decision.kind == "undo" and decision.undoes:
        under = one(connection, decision.undoes)
        if under is None:
            break
        decision = under
    return decision


def undoable(connection: sqlite3.Connection, identifier: str | None) -> Decision:
    """The decision to undo: the one named, else the last that stands. KhabarError `decision-unknown`."""
    from khabar.relate.decisions import standing

    everything = log(connection)
    if identifier is None:
        stand = standing(everything)
        if not stand:
            raise KhabarError("decision-unknown", "there is no decision to undo", "list them with: khabar decide log")
        return stand[-1]
    for decision in everything:
        if decision.id == identifier:
            return decision
    raise KhabarError("decision-unknown", f"{identifier}: no such decision", "list them with: khabar decide log")


def take_in(connection: sqlite3.Connection, given: Iterable[Decision], follow: Follow | None = None) -> int:
    """Add the decisions that are not there yet, all or none; how many came in."""
    held = {row[0] for row in connection.execute("SELECT id FROM decisions")}
    new_ones = []
    with transaction(connection):
        for decision in given:
            if decision.id not in held:
                held.add(decision.id)
                _insert(connection, decision)
                new_ones.append(decision)
        if follow is not None:
            follow(new_ones)
    return len(new_ones)


def read_lines(lines: Iterable[bytes], name: str) -> list[Decision]:
    """Decisions out of JSON Lines; KhabarError `record-invalid` names the line."""
    from khabar.errors import error

    out = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                out.append(msgspec.json.decode(line, type=Decision))
            except (msgspec.DecodeError, UnicodeDecodeError) as problem:
                raise error("record-invalid", name=name, line=number, field="decision", why=problem) from None
    return out
