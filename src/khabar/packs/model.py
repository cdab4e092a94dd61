"""What packs are once they are loaded."""

from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from khabar.arabic.fold import fold_text

if TYPE_CHECKING:
    from khabar.packs.compiled import Compiled

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


class PackEntity(msgspec.Struct, array_like=True):
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


class Surface(msgspec.Struct, array_like=True):
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
    """All that was read from the tables."""

    infos: list[PackInfo]
    entities: dict[str, PackEntity]
    surfaces: list[Surface]
    countries: dict[str, Country]
    rules: dict[str, list[dict[str, Any]]]


class Packs:
    """Loaded packs, and what components compile out of them (once per `Packs`).

    Made of what was read, or of its compiled form, which unpacks entities and names as they are needed.
    """

    def __init__(self, data: "PackData | Compiled") -> None:
        from khabar.packs.compiled import Entities

        self._data = data
        self.infos = data.infos
        self.entities: MutableMapping[str, PackEntity] = (
            data.entities if isinstance(data, PackData) else Entities(data.entities)
        )
        self.countries = data.countries
        self._rules = data.rules
        self._compiled: dict[str, Any] = {}

    @property
    def surfaces(self) -> list[Surface]:
        """All names, in the order of the packs."""
        from khabar.packs.compiled import surfaces_of

        data = self._data
        if isinstance(data, PackData):
            return data.surfaces
        packed = data.surfaces
        return self.compiled("surfaces", lambda _: surfaces_of(packed))

    def names_from(self, first: str) -> list[tuple[str, Surface]]:
        """The names that begin with a folded word: the folded rest of each, in one of its spellings, and the name."""
        from khabar.packs.compiled import names_of
        from khabar.packs.spelling import by_first_word, never_names

        data = self._data
        if not isinstance(data, PackData):
            packed = data.names.get(first)
            return names_of(packed) if packed is not None else []
        never = never_names(self.rules("name-patterns"))
        return self.compiled("names.first", lambda _: by_first_word(data.surfaces, never)).get(first, [])

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
