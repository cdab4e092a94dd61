"""Whether a ledger was written to: a version that changes with every change of its file."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from pathlib import Path

from khabar.ledger.schema import connect, translated

#: The device and the file (`st_dev`, `st_ino`), and SQLite's `data_version` as one connection sees it.
Version = tuple[int, int, int]


class Watch:
    """Tells the version of a ledger to any thread; two versions can be compared as long as this lives."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._held: tuple[tuple[int, int], sqlite3.Connection] | None = None

    def version(self) -> Version:
        """The version now. Raises the KhabarErrors of `khabar.ledger.schema.connect`."""
        with self._lock, translated(self.path):
            which = self._which()
            if self._held is None or self._held[0] != which:
                self.close()
                self._held = which, connect(self.path, threads=True)
            (number,) = self._held[1].execute("PRAGMA data_version").fetchone()
            return *which, int(number)

    def _which(self) -> tuple[int, int]:
        with contextlib.suppress(OSError):
            found = self.path.stat()
            return found.st_dev, found.st_ino
        return -1, -1

    def close(self) -> None:
        """Close the file."""
        if self._held is not None:
            self._held[1].close()
            self._held = None
