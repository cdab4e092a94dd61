"""Functions for the map, in a module that workers can import by its name."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from khabar.errors import KhabarError


def double(n: int) -> int:
    """Twice `n`; 5 and 6 fail."""
    if n == 5:
        raise ValueError("five")
    if n == 6:
        raise KhabarError("x", "six")
    return 2 * n


def deadly(n: int) -> int:
    """The same; 3 and 40 kill the process each time."""
    if n in (3, 40):
        os.kill(os.getpid(), signal.SIGKILL)
    return double(n)


def always_deadly(_: int) -> int:
    """Kills the process."""
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


class DiesOnce:
    """Kills its process at one item, the first time that it meets it."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __call__(self, n: int) -> int:
        if n == 7 and not self.marker.exists():
            self.marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * n
