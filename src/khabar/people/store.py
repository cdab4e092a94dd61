"""Accounts with a role, and the sessions in which they are used."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from khabar.errors import error
from khabar.ledger.schema import translated
from khabar.people import passwords
from khabar.people import searches as saved
from khabar.people.schema import connect
from khabar.people.searches import SavedSearch

#: A reader looks, a reviewer also decides, a keeper also reads in articles and keeps the accounts.
Role = Literal["reader", "reviewer", "keeper"]
ROLES: tuple[Role, ...] = get_args(Role)

#: Seconds: a session ends when it was not used for so long, and in any case after so long.
IDLE, LONGEST = 12 * 3600, 7 * 24 * 3600
#: Wrong passwords in a row after which one waits; the wait doubles with each more, in seconds.
TRIES, WAIT, LONGEST_WAIT = 5, 5.0, 900.0


@dataclass(frozen=True, slots=True)
class User:
    """Who is asking, and what he may."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether he may do what needs that role."""
        return ROLES.index(self.role) >= ROLES.index(role)


def beside(ledger: str | Path) -> Path:
    """Where the people of a ledger stand."""
    return Path(f"{ledger}.people")


class People:
    """The people of one ledger; close it, or use it in a `with`. `clock` gives seconds since the epoch."""

    def __init__(self, path: str | Path, clock: Callable[[], float] = time.time) -> None:
        self.path = Path(path)
        self._clock = clock
        self._connection: sqlite3.Connection = connect(self.path)

    def __enter__(self) -> People:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    # accounts

    def add(self, name: str, password: str, role: Role) -> User:
        """A new account. KhabarErrors `user-name`, `user-exists`, `user-role`, `password-weak`."""
        name = _name(name)
        self._role(role)
        kept = passwords.hashed(passwords.checked(password, name))
        with translated(self.path):
            try:
                self._connection.execute("INSERT INTO users VALUES (?, ?, ?, ?)", (name, role, kept, self._clock()))
            except sqlite3.IntegrityError:
                raise error("user-exists", user=name) from None
        return User(name, role)

    def users(self) -> list[User]:
        """All accounts, by name."""
        with translated(self.path):
            return [User(*row) for row in self._connection.execute("SELECT name, role FROM users ORDER BY name")]

    def set_role(self, name: str, role: Role) -> None:
        """Give an account another role, at once. KhabarErrors `user-unknown`, `user-role`, `keeper-last`."""
        self._role(role)
        self._change(name, "UPDATE users SET role = ? WHERE name = ?", (role,), keeps=role == "keeper")

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password, and end its sessions. KhabarErrors `user-unknown`, `password-weak`."""
        kept = passwords.hashed(passwords.checked(password, name))
        self._change(name, "UPDATE users SET hash = ? WHERE name = ?", (kept,), keeps=True)
        self._connection.execute("DELETE FROM sessions WHERE user = ?", (name,))
        self._forgive(f"user {name}")

    def remove(self, name: str) -> None:
        """Take an account out, and its sessions; what was decided in its name stays. KhabarError `user-unknown`,
        `keeper-last`."""
        self._change(name, "DELETE FROM users WHERE name = ?", (), keeps=False)

    def _change(self, name: str, sql: str, values: tuple[str, ...], keeps: bool) -> None:
        with translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                held = dict(self._connection.execute("SELECT name, role FROM users").fetchall())
                if name not in held:
                    raise error("user-unknown", user=name)
                if not keeps and held[name] == "keeper" and list(held.values()).count("keeper") == 1 and len(held) > 1:
                    raise error("keeper-last", user=name)  # nobody would be left who can add or change accounts
                self._connection.execute(sql, (*values, name))
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    @staticmethod
    def _role(role: str) -> None:
        if role not in ROLES:
            raise error("user-role", role=role)

    # sessions

    def enter(self, name: str, password: str, address: str = "") -> str:
        """Open a session; its token. KhabarErrors `login-wrong`, `login-wait` (too many wrong ones in a row).

        Wrong passwords are counted for the name and for the address that they come from.
        """
        now = self._clock()
        counted = [f"user {name}"] + ([f"from {address}"] if address else [])
        with translated(self.path):
            wait = max(self._wait(about, now) for about in counted)
            if wait > 0:
                raise error("login-wait", seconds=int(wait) + 1)
            row = self._connection.execute("SELECT hash FROM users WHERE name = ?", (name,)).fetchone()
            if not passwords.matches(row[0] if row else None, password):
                for about in counted:
                    self._blame(about, now)
                raise error("login-wrong")
            self._forgive(f"user {name}")
            if passwords.outdated(row[0]):
                better = passwords.hashed(password)
                self._connection.execute("UPDATE users SET hash = ? WHERE name = ?", (better, name))
            self._connection.execute("DELETE FROM sessions WHERE seen < ? OR opened < ?", (now - IDLE, now - LONGEST))
            token = secrets.token_urlsafe(32)
            self._connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_digest(token), name, now, now))
        return token

    def session(self, token: str) -> User | None:
        """Whose session it is; None where there is no such session, or it has ended."""
        now = self._clock()
        with translated(self.path):
            row = self._connection.execute(
                "SELECT u.name, u.role, s.opened, s.seen FROM sessions s JOIN users u ON u.name = s.user"
                " WHERE s.token = ?",
                (_digest(token),),
            ).fetchone()
            if row is None:
                return None
            if now - row[3] > IDLE or now - row[2] > LONGEST:
                self.leave(token)
                return None
            if now - row[3] > 60:  # not a writing for every page that is looked at
                self._connection.execute("UPDATE sessions SET seen = ? WHERE token = ?", (now, _digest(token)))
        return User(row[0], row[1])

    def leave(self, token: str) -> None:
        """End a session."""
        with translated(self.path):
            self._connection.execute("DELETE FROM sessions WHERE token = ?", (_digest(token),))

    def _wait(self, about: str, now: float) -> float:
        row = self._connection.execute("SELECT count, last FROM failures WHERE about = ?", (about,)).fetchone()
        if row is None or row[0] < TRIES:
            return 0.0
        pause = min(LONGEST_WAIT, WAIT * 2.0 ** min(row[0] - TRIES, 20))
        return float(row[1] + pause - now)

    def _blame(self, about: str, now: float) -> None:
        # an hour without a wrong one, and the count begins again
        self._connection.execute("DELETE FROM failures WHERE last < ?", (now - 3600,))
        self._connection.execute(
            "INSERT INTO failures VALUES (?, 1, ?)"
            " ON CONFLICT (about) DO UPDATE SET count = count + 1, last = excluded.last",
            (about, now),
        )

    def _forgive(self, about: str) -> None:
        self._connection.execute("DELETE FROM failures WHERE about = ?", (about,))

    # saved searches

    def save_search(self, owner: str, name: str, query: str) -> SavedSearch:
        """See `khabar.people.searches.save`."""
        with translated(self.path):
            return saved.save(self._connection, owner, name, query, self._clock())

    def searches(self, owner: str) -> list[SavedSearch]:
        """See `khabar.people.searches.searches`."""
        with translated(self.path):
            return saved.searches(self._connection, owner)

    def drop_search(self, owner: str, number: int) -> bool:
        """See `khabar.people.searches.drop`."""
        with translated(self.path):
            return saved.drop(self._connection, owner, number)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _name(name: str) -> str:
    """A name as it is kept: one that looks the same is the same; nothing invisible in it."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not 1 <= len(name) <= 60 or any(unicodedata.category(c)[0] == "C" for c in name):
        raise error("user-name", user=name[:60])
    return name
