"""What packs are once they are loaded."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from khabar.arabic.fold import fold_text

T = TypeVar("T")
ENTITY_TYPES = ("PER", "GOV", "GRP", "ORG", "MED", "GPE", "LOC", "NAT", "EVT")
NAMINGS = ("neutral", "legitimising", "delegitimising", "distancing")


class PackInfo(msgspec.Struct):
    """A pack's manifest. `label` is `name@version`, the form that travels with every value."""

    name: str
    version: str
    path: str
    title: dict[str, str] = {}
    licence: str = ""
    languages: list[str] = []
    extends: list[str] = []
    tables: list[dict[str, str]] = []

    @property
    def label(self) -> str:
        return f"{self.name}@{self.version}"


class PackEntity(msgspec.Struct):
    """A row of `entities.tsv`, or an entity that a country brings with it (`docs/packs.md`)."""

    id: str
    type: str
    ar: list[str]
    en: list[str] = []
    other: dict[str, list[str]] = {}
    country: str | None = None
    sector: str | None = None
    relations: list[str] = []
    years: str | None = None
    links: dict[str, str] = {}
    at: tuple[float, float] | None = None
    flags: list[str] = []
    source: str = ""
    pack: str = ""

    def office(self) -> list[str]:
        """The offices that relations name, with their years: `foreign-minister-of-syria@2006-2020`."""
        return [r.removeprefix("office:") for r in self.relations if r.startswith("office:")]


class Surface(msgspec.Struct):
    """A name as it stands in texts: whose it is, its type and colour, and what must hold for it to count."""

    name: str
    entity: str
    type: str
    naming: str = "neutral"
    needs: list[str] = []
    flags: list[str] = []
    lang: str = "ar"
    rule: str = ""
    pack: str = ""


class Country(msgspec.Struct):
    """A row of `countries.tsv`."""

    id: str
    ar: list[str]
    m: list[str]
    f: list[str]
    people: list[str] = []
    capital: str = ""
    capital_ar: list[str] = []
    en: list[str] = []
    en_adj: list[str] = []
    iso2: str = ""
    pack: str = ""


class PackData(msgspec.Struct):
    """All that was loaded; the part that is kept in the compiled cache."""

    infos: list[PackInfo]
    entities: dict[str, PackEntity]
    surfaces: list[Surface]
    countries: dict[str, Country]
    rules: dict[str, list[dict[str, Any]]]


class Packs:
    """Loaded packs, and what components compile out of them (once per `Packs`)."""

    def __init__(self, data: PackData) -> None:
        self.infos = data.infos
        self.entities = data.entities
        self.surfaces = data.surfaces
        self.countries = data.countries
        self._rules = data.rules
        self._compiled: dict[str, Any] = {}

    def rules(self, kind: str) -> list[dict[str, Any]]:
        """Entries of all tables of one kind, in the order of the packs; each knows its `pack` (name@version)."""
        return self._rules.get(kind, [])

    def compiled(self, key: str, build: Callable[["Packs"], T]) -> T:
        """What `build` makes of these packs, made once and kept under `key`."""
        if key not in self._compiled:
            self._compiled[key] = build(self)
        value: T = self._compiled[key]
        return value

    def words(self, name: str) -> frozenset[str]:
        """The folded words of one class of the `words` tables (`words.NAME`); empty where no pack has it."""

        def build(packs: "Packs") -> dict[str, frozenset[str]]:
            out: dict[str, set[str]] = {}
            for rule in packs.rules("words"):
                out.setdefault(str(rule["id"]), set()).update(fold_text(str(form)) for form in rule["forms"])
            return {key: frozenset(forms) for key, forms in out.items()}

        return self.compiled("words", build).get(f"words.{name}", frozenset())

    @property
    def labels(self) -> list[str]:
        """`name@version` of every pack."""
        return [info.label for info in self.infos]

    def entity_type(self, entity: str | None) -> str | None:
        """The type of an entity, or None where no pack knows it."""
        found = self.entities.get(entity or "")
        return found.type if found else None
