"""What the names of an archive's members tell."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_DRIVE = re.compile(r"^[A-Za-z]:")
_SYSTEM = ("__MACOSX", "$RECYCLE.BIN", "System Volume Information")


def climbs(name: str) -> bool:
    """Whether a name leads out of the archive: absolute, with a drive, or over `..`."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or _DRIVE.match(plain) is not None or ".." in plain.split("/")


def hidden(name: str) -> bool:
    """Whether it is hidden, or belongs to the system of whoever packed it."""
    return any(part.startswith(".") or part in _SYSTEM for part in PurePosixPath(name.replace("\\", "/")).parts)
