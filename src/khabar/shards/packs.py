"""The packs, loaded once in each process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.packs import Packs

_loaded: dict[tuple[str, ...], Packs] = {}


def loaded(paths: Sequence[str]) -> Packs:
    """The shipped packs and those in the folders `paths`."""
    key = tuple(paths)
    if key not in _loaded:
        from khabar.packs import load

        _loaded[key] = load(list(paths) or None)
    return _loaded[key]
