"""What a row of `countries.tsv` brings with it: the country, its government, forces, people, derived names."""

from typing import Any

from khabar.packs.model import Country, PackData, PackEntity, Surface

_ROLES = {
    "government": ("GOV", "GOV", "Government of {en}"),
    "forces": ("GRP", "MIL", "Armed forces of {en}"),
}


def definite(adjective: str) -> str:
    """`كوري شمالي` as `الكوري الشمالي`; what is no adjective takes the article for all: `الجنوب أفريقي`."""
    words = [word if word.startswith("ال") else "ال" + word for word in adjective.split()]
    bare = adjective.split()
    return " ".join(words if bare and bare[0].endswith(("ي", "ية", "ى")) else [*words[:1], *bare[1:]])


def add_country(data: PackData, country: Country, at: tuple[float, float] | None, source: str) -> None:
    """Put a country, its government and its forces among the entities, and their plain names among the surfaces."""
    en = country.en[0] if country.en else country.id
    rows = [PackEntity(country.id, "GPE", country.ar, country.en, country=country.id, at=at)]
    for role, (kind, sector, title) in _ROLES.items():
        rows.append(
            PackEntity(f"{country.id}-{role}", kind, [], [title.format(en=en)], country=country.id, sector=sector)
        )
    for row in rows:
        row.source, row.pack = source, country.pack
        data.entities.setdefault(row.id, row)
    add = data.surfaces.append
    for name in country.ar:
        add(Surface(name, country.id, "GPE", rule=f"country.{country.id}", pack=country.pack, flags=["country"]))
    for name in country.capital_ar:
        add(Surface(name, country.capital or country.id, "GPE", rule=f"capital.{country.id}", pack=country.pack,
                    flags=["capital"]))  # fmt: skip
    for name in country.people:
        add(Surface(name, f"{country.id}-people", "NAT", rule=f"people.{country.id}", pack=country.pack,
                    flags=["people"]))  # fmt: skip
    if country.people:
        adjective = country.en_adj[0] if country.en_adj else en
        data.entities.setdefault(f"{country.id}-people", PackEntity(
            f"{country.id}-people", "NAT", country.people, [f"{adjective} people"], country=country.id,
            source=source, pack=country.pack))  # fmt: skip


def _fillings(pattern: str, country: Country) -> list[str]:
    values = {
        "{m}": [definite(m) for m in country.m],
        "{f}": [definite(f) for f in country.f],
        "{m_bare}": country.m,
        "{f_bare}": country.f,
        "{name}": country.ar,
        "{capital}": country.capital_ar,
    }
    out = [pattern]
    for slot, choices in values.items():
        if slot in pattern:
            out = [text.replace(slot, choice) for text in out for choice in choices]
    return out


def derive(data: PackData, rule: dict[str, Any]) -> None:
    """Put the names that one entry of `derived.yaml` gives every country among the surfaces."""
    for country in data.countries.values():
        entity = str(rule["entity"]).format(id=country.id)
        kind = str(rule["type"])
        names = [name for pattern in rule["patterns"] for name in _fillings(str(pattern), country)]
        if not names:
            continue
        if entity not in data.entities:
            en = str(rule.get("en", "")).format(en=country.en[0] if country.en else country.id) or entity
            data.entities[entity] = PackEntity(
                entity, kind, names[:1], [en], country=country.id, sector=rule.get("sector"), source="derived",
                pack=str(rule["pack"]))  # fmt: skip
        elif not data.entities[entity].ar:
            data.entities[entity].ar = names[:1]
        for name in names:
            data.surfaces.append(Surface(
                name, entity, kind, str(rule.get("naming", "neutral")), rule=str(rule["id"]), pack=str(rule["pack"]),
                flags=["derived"]))  # fmt: skip
