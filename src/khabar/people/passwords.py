"""Passwords: what one must be like, and their hashes (Argon2id with the library's parameters, RFC 9106)."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from khabar.errors import error

#: NIST SP 800-63B asks for a length, not for kinds of characters.
SHORTEST, LONGEST = 10, 1000

_hasher = PasswordHasher()


def checked(password: str, name: str) -> str:
    """The password; KhabarError `password-weak` where it is too short, too long, of few characters, or the name."""
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < 5 or password.casefold() == name.casefold():
        raise error("password-weak", least=SHORTEST)
    return password


def hashed(password: str) -> str:
    """The hash to keep."""
    return _hasher.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether the password is that of the hash; takes as long where there is no such user."""
    if len(password) > LONGEST:
        return False
    try:
        return _hasher.verify(kept or _nobody(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
