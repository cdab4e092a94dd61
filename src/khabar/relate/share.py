"""Very many accounts in little memory: words and small sets that several of them have are kept once."""

from __future__ import annotations

from typing import TypeVar

from khabar.relate.features import Account

_SMALL = 4
T = TypeVar("T")


class Pool:
    """What was met before; equal strings, and equal sets of few strings, become one object."""

    def __init__(self) -> None:
        self._known: dict[object, object] = {}

    def _one(self, value: T) -> T:
        return self._known.setdefault(value, value)  # type: ignore[return-value]

    def share(self, account: Account) -> Account:
        """The same account, changed in place: it is equal to what it was, and takes about two thirds of the memory."""
        for name in account.__struct_fields__:
            value = getattr(account, name)
            if isinstance(value, str):
                setattr(account, name, self._one(value))
            elif isinstance(value, frozenset) and value:
                words = frozenset(self._one(word) for word in value)
                setattr(account, name, self._one(words) if len(words) <= _SMALL else words)
        return account
