"""Events in the codes of the event-data field: PLOVER's and CAMEO's, as CSV, one account of an event a row.

The first columns are those of the PLOVER data sets (POLECAT); what these lack follows: on whose word the event
stands, and how far it can be trusted. Codes are a table of the packs (`plover.yaml`). Several values in a cell
are joined by `; `. Sources: PLOVER manual (openeventdata/PLOVER), CAMEO manual, ISO 3166-1.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from khabar.export.load import Material
from khabar.export.model import Account, Actor, Happening
from khabar.export.phrases import Phrases
from khabar.packs import Packs

#: The columns, in order.
COLUMNS = (
    "Event ID", "Event Date", "Event End Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "CAMEO Root Code", "CAMEO Code",
    "Actor Name", "Actor Country", "Primary Actor Sector", "Actor Sectors", "Wikidata Actor ID",
    "Recipient Name", "Recipient Country", "Primary Recipient Sector", "Recipient Sectors", "Wikidata Recipient ID",
    "Mediator Name", "Delegates", "Placename", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Source", "Publication Date", "Attribution Chain", "Attribution Root", "Stance",
    "Khabar Type", "Khabar Mode", "Modality", "Polarity", "Outcome",
    "Score", "Happening ID", "Accounts", "Witnesses", "Disputed", "Article ID", "Article URL", "Rule", "Language",
)  # fmt: skip
_JOIN = "; "
_ROOT = 2  # digits of CAMEO's root code


@dataclass(frozen=True, slots=True)
class Code:
    """What PLOVER and CAMEO call an event: `quad` 1 to 4, `intensity` -10 to +10, `cameo` of 2 to 4 digits."""

    event: str
    mode: str
    contexts: tuple[str, ...]
    quad: int
    intensity: float
    cameo: str

    @property
    def root(self) -> str:
        """CAMEO's root code: two digits."""
        return self.cameo[:_ROOT]


class Codes:
    """The table `plover` of the packs."""

    def __init__(self, packs: Packs) -> None:
        self.packs = packs
        self._types: dict[str, Mapping[str, Any]] = {}
        self._modes: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._modalities: dict[str, str] = {}
        self._sectors: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._stateless: dict[str, str] = {}
        self._countries: dict[str, str] = {}
        for entry in packs.rules("plover"):
            kind = entry.get("kind")
            if kind == "type":
                self._types[str(entry["type"])] = entry
            elif kind == "mode":
                self._modes.update(((str(entry["type"]), str(mode)), entry) for mode in entry["modes"])
            elif kind == "modality":
                self._modalities[str(entry["modality"])] = str(entry["context"])
            elif kind == "sector" and "sector" in entry:
                self._sectors[str(entry["sector"])] = str(entry["code"])
            elif kind == "sector":
                self._kinds[str(entry["type"])] = str(entry["code"])
            elif kind == "actor":
                self._stateless[str(entry["sector"])] = str(entry["code"])
            elif kind == "countries":
                self._countries.update((str(two), str(three)) for two, three in entry["codes"].items())

    @property
    def types(self) -> frozenset[str]:
        """The types that have codes."""
        return frozenset(self._types)

    def has_mode(self, kind: str, mode: str) -> bool:
        """Whether a mode of a type has codes of its own."""
        return (kind, mode) in self._modes

    def code(self, kind: str, mode: str | None, modality: str = "happened", polarity: bool = True) -> Code:
        """The codes of a type and mode; a mode that the table lacks has those of its type, without a mode."""
        entry = self._types.get(kind, {})
        told = self._modes.get((kind, mode or ""), {})
        event = str(told.get("event", kind))
        contexts = [str(c) for c in told.get("contexts", entry.get("contexts", []))]
        contexts += [
            c for c in (self._modalities.get(modality), None if polarity else self._modalities.get("denied")) if c
        ]
        scale = self._types.get(event, entry)
        return Code(
            event, str(told.get("mode", entry.get("mode", ""))), tuple(contexts), int(scale.get("quad", 0)),
            float(scale.get("intensity", 0)), str(told.get("cameo", entry.get("cameo", ""))),
        )  # fmt: skip

    def country(self, actor: Actor) -> str:
        """ISO alpha-3 code of the actor's country, or PLOVER's code of what belongs to none; empty if unknown."""
        entity = self.packs.entities.get(actor.id)
        home = self.packs.countries.get((entity.country if entity else None) or actor.id)
        if home and home.iso2:
            return self._countries.get(home.iso2, "")
        return self._stateless.get((entity.sector if entity else None) or actor.sector or "", "")

    def sector(self, actor: Actor) -> str:
        """PLOVER's sector code of an actor; empty where it is not known."""
        entity = self.packs.entities.get(actor.id)
        sector = actor.sector or (entity.sector if entity else None)
        if sector:
            return self._sectors.get(sector, sector)
        return self._kinds.get((entity.type if entity else None) or actor.type or "", "")


class Writer:
    """Makes rows: the codes of `packs`, names and chains in English where there are such."""

    def __init__(self, packs: Packs, phrases: Phrases, material: Material) -> None:
        self.codes: Codes = packs.compiled("plover", Codes)
        self.phrases = phrases
        self.material = material
        self._events = {(a.id, e.id): e for a in material.articles.values() for e in a.events}

    def row(self, happening: Happening, account: Account) -> dict[str, str]:
        """One account of a happening, column to cell."""
        article = self.material.articles[account.article]
        event = self._events[account.article, account.event]
        code = self.codes.code(account.type, account.mode, account.modality, account.polarity)
        place = account.places[0] if account.places else None
        where = self.codes.packs.entities.get(place.id) if place else None
        chain = self.phrases.chain(account.word)
        first, last = account.when.earliest or "", account.when.latest or ""
        cells: dict[str, object] = {
            "Event ID": f"{account.article}:{account.event}",
            "Event Date": first or last,
            "Event End Date": last,
            "Event Type": code.event,
            "Event Mode": code.mode,
            "Intensity": code.intensity,
            "Quad Code": code.quad,
            "Contexts": _JOIN.join(code.contexts),
            "CAMEO Root Code": code.root,
            "CAMEO Code": code.cameo,
            **self._actors("Actor", account.source),
            **self._actors("Recipient", account.target),
            "Mediator Name": self._names(account.mediator),
            "Delegates": self._names(account.delegates),
            "Placename": self._names(account.places),
            "Country": self.codes.country(place) if place else "",
            "Latitude": where.at[0] if where and where.at else "",
            "Longitude": where.at[1] if where and where.at else "",
            "GeoNames ID": where.links.get("geonames", "") if where else "",
            "Source": account.outlet or "",
            "Publication Date": article.published.latest or article.published.earliest or "",
            "Attribution Chain": " <- ".join(chain),
            "Attribution Root": chain[-1],
            "Stance": account.word.stance if account.word.chain else "",
            "Khabar Type": account.type,
            "Khabar Mode": account.mode or "",
            "Modality": account.modality,
            "Polarity": "true" if account.polarity else "false",
            "Outcome": account.outcome or "",
            "Score": "" if event.score is None else event.score,
            "Happening ID": happening.id,
            "Accounts": len(happening.accounts),
            "Witnesses": happening.witnesses,
            "Disputed": _JOIN.join(sorted(happening.disputed)),
            "Article ID": account.article,
            "Article URL": article.url or "",
            "Rule": event.rule or "",
            "Language": "ar",
        }
        return {column: _safe(str(cells[column])) for column in COLUMNS}

    def _actors(self, role: str, actors: Iterable[Actor]) -> dict[str, str]:
        actors = list(actors)
        sectors = list(dict.fromkeys(s for a in actors if (s := self.codes.sector(a))))
        links = []
        for actor in actors:
            entity, known = self.material.entities.get(actor.id), self.codes.packs.entities.get(actor.id)
            found = (entity.links if entity else {}).get("wikidata") or (known.links if known else {}).get("wikidata")
            links.append(found or "")
        return {
            f"{role} Name": self._names(actors),
            f"{role} Country": _JOIN.join(dict.fromkeys(c for a in actors if (c := self.codes.country(a)))),
            f"Primary {role} Sector": sectors[0] if sectors else "",
            f"{role} Sectors": _JOIN.join(sectors),
            f"Wikidata {role} ID": _JOIN.join(x for x in links if x),
        }

    def _names(self, actors: Iterable[Actor]) -> str:
        return _JOIN.join(dict.fromkeys(self.phrases.actor(a) for a in actors))


def _safe(cell: str) -> str:
    """On one line; what a table program would take for a formula is text."""
    cell = " ".join(cell.split())
    if cell.startswith(("=", "+", "@")) or (cell.startswith("-") and not _number(cell)):
        return "'" + cell
    return cell


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def csv_lines(writer: Writer, told: Iterable[tuple[Happening, Account]]) -> Iterator[bytes]:
    """Lines of a CSV file (RFC 4180 quoting, UTF-8, without the line's end), the names of the columns first."""
    yield _line(COLUMNS)
    for happening, account in told:
        yield _line(writer.row(happening, account).values())


def _line(cells: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue().encode()
