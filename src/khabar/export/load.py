"""Getting the story's records out of a ledger, or out of a file in the interchange format."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from khabar import article as records
from khabar.errors import KhabarError, error

if TYPE_CHECKING:
    from khabar.ledger import Ledger


@dataclass(slots=True)
class Material:
    """The records of one ledger or file; articles and entities by identifier, in their order."""

    articles: dict[str, records.Article] = field(default_factory=dict)
    happenings: list[records.LinkedEvent] = field(default_factory=list)
    entities: dict[str, records.Entity] = field(default_factory=dict)
    copies: list[records.Copies] = field(default_factory=list)

    def add(self, record: records.Record) -> None:
        """Put a record where it belongs; an entity told twice keeps every name."""
        if isinstance(record, records.Article):
            self.articles[record.id] = record
        elif isinstance(record, records.LinkedEvent):
            self.happenings.append(record)
        elif isinstance(record, records.Copies):
            self.copies.append(record)
        elif known := self.entities.get(record.id):
            for lang, names in record.names.items():
                known.names[lang] = list(dict.fromkeys(known.names.get(lang, []) + names))
        else:
            self.entities[record.id] = record


def load(path: str | Path) -> Material:
    """Everything in the ledger `path`, or in the interchange file `path` (its name ends in .jsonl).

    Raises the KhabarErrors of :func:`khabar.ledger.open_ledger` and :func:`khabar.article.read_jsonl`,
    and `path-missing` or `path-unreadable` for a file.
    """
    path = Path(path)
    material = Material()
    if path.suffix.lower() == ".jsonl":
        try:
            with path.open("rb") as lines:
                for record in records.read_jsonl(lines, path.name):
                    material.add(record)
        except FileNotFoundError:
            raise error("path-missing", name=path) from None
        except OSError as problem:
            raise error("path-unreadable", name=path, why=problem.strerror or problem) from None
        complete_names(material)
        return material

    from khabar.ledger import open_ledger

    with open_ledger(path) as ledger:
        return collect(ledger)


def collect(ledger: Ledger) -> Material:
    """Everything in an open ledger."""
    material = Material()
    for found in (ledger.articles(), ledger.entities(), ledger.events(), ledger.copies()):
        for record in found:
            material.add(record)
    complete_names(material)
    return material


def complete_names(material: Material) -> None:
    """Give every entity that a pack knows its names in both languages, where the records lack them.

    A pack that cannot be loaded is no reason to tell nothing: the names stay as the records have them.
    """
    used = {i for a in material.articles.values() for e in a.events for i in _entities(e)}
    used |= {n.entity for a in material.articles.values() for n in a.names if n.entity}
    used |= {a.outlet for a in material.articles.values() if a.outlet}
    known = {i for i, e in material.entities.items() if e.names.get("ar") and e.names.get("en")}
    wanted = {i for i in used if not i.startswith("unnamed:")} - known
    if not wanted:
        return
    from khabar import packs

    with contextlib.suppress(KhabarError, OSError):
        entities = packs.load().entities
        for identifier in wanted & entities.keys():
            found = entities[identifier]
            entity = material.entities.setdefault(identifier, records.Entity(identifier, found.type))
            for lang, names in (("ar", found.ar), ("en", found.en)):
                if names and not entity.names.get(lang):
                    entity.names[lang] = names


def _entities(event: records.Event) -> list[str]:
    return event.source + event.target + event.mediator + event.delegates
