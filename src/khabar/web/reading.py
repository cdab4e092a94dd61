"""Ledgers opened for reading, one for each thread, and the names that packs know."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

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


class Names:
    """The entities of a ledger with the names that packs add; packs are loaded once, when first needed."""

    @cached_property
    def _packs(self) -> Any:
        from khabar import packs

        try:
            return packs.load().entities
        except (KhabarError, OSError):  # names are a help: without packs there are those of the ledger
            return {}

    def of(self, ledger: Ledger, identifiers: Iterable[str]) -> dict[str, Entity]:
        """The entities with these identifiers, each with what names there are in both languages."""
        wanted = sorted(set(identifiers))
        found: dict[str, Entity] = {}
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ", ".join("?" * len(part))
            for row in ledger.connection.execute(
                f"SELECT id, type, names, links, sector, rule, pack FROM entities WHERE id IN ({marks}) ORDER BY n",
                part,
            ):
                names, links = msgspec.json.decode(row[2]), msgspec.json.decode(row[3])
                found.setdefault(row[0], Entity(row[0], row[1], names, links, *row[4:]))
        for identifier in wanted:
            entity = found.get(identifier)
            if entity and entity.names.get("ar") and entity.names.get("en"):
                continue
            if known := self._packs.get(identifier):
                entity = found.setdefault(identifier, Entity(identifier, known.type))
                for lang, names in (("ar", known.ar), ("en", known.en)):
                    if names and not entity.names.get(lang):
                        entity.names[lang] = list(names)
        return found
