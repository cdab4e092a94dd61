"""Ledgers opened for reading, one for each thread, and what entities are called."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from khabar.article import Entity
from khabar.errors import KhabarError
from khabar.ledger import Ledger, open_ledger


class Readers:
    """The ledger, opened for reading once in every thread; opened anew when another file takes its place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def ledger(self) -> Ledger:
        """The ledger of this thread. Raises the KhabarErrors of `khabar.ledger.open_ledger`."""
        now = self._which()
        kept: tuple[Any, Ledger] | None = getattr(self._local, "kept", None)
        if kept and kept[0] == now:
            return kept[1]
        if kept:
            self._local.kept = None
            kept[1].close()
        ledger = open_ledger(self.path)
        self._local.kept = (now, ledger)
        return ledger

    def _which(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def entities(ledger: Ledger, identifiers: Iterable[str]) -> dict[str, Entity]:
    """Entities with what they are called in both languages, as far as ledger, people and packs know."""
    from khabar.look.base import names_of, reading, shipped

    wanted = set(identifiers)
    try:
        with reading(ledger) as connection:
            found = names_of(connection, wanted)
    except KhabarError as problem:
        if problem.code != "ledger-unrelated":
            raise
        known = shipped().entities
        return {i: Entity(i, e.type, {"ar": list(e.ar), "en": list(e.en)}) for i in wanted if (e := known.get(i))}
    return {
        i: Entity(i, n.type, {k: [v] for k, v in (("ar", n.ar), ("en", n.en)) if v}, sector=n.sector)
        for i, n in found.items()
    }
