#!/usr/bin/env python3
"""Fill the coordinates of the places in a pack's entity tables from GeoNames and Who's On First.

    python scripts/build_places.py PACK_DIR --reference DIR [--check]

DIR holds ``geonames/geonames_cities500_me.tsv.gz`` and ``whosonfirst/wof_CC.tsv.gz``. Only rows of type GPE or
LOC whose ``at`` cell is empty are touched: a coordinate written by hand is never overwritten. A row is filled
only where its Arabic or English name leads to one place (of several, the one that is by far the largest, or all
of them within a quarter of a degree); a doubtful one stays empty. Running it twice changes nothing.

Sources: GeoNames (CC BY 4.0), Who's On First (mostly CC BY, attribution required).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ISO = {
    "syria": "SY",
    "iraq": "IQ",
    "turkey": "TR",
    "lebanon": "LB",
    "yemen": "YE",
    "libya": "LY",
    "sudan": "SD",
    "palestine": "PS",
    "israel": "IL",
    "iran": "IR",
    "egypt": "EG",
    "tunisia": "TN",
    "algeria": "DZ",
    "morocco": "MA",
    "saudi-arabia": "SA",
    "uae": "AE",
    "qatar": "QA",
    "kuwait": "KW",
    "bahrain": "BH",
    "oman": "OM",
    "jordan": "JO",
    "south-sudan": "SS",
}
WOF_KINDS = {"locality", "county", "region", "localadmin", "campus"}
HEADS = re.compile(r"^(?:مدينة|محافظة|ولاية|مديرية|قضاء|بلدة|قرية|مخيم|إقليم)\s+")


@dataclass(frozen=True)
class Place:
    """One place of the reference data: degrees north and east, inhabitants (0 where unknown), its links."""

    lat: float
    lon: float
    population: int
    links: tuple[str, ...]
    source: str


def fold(name: str) -> str:
    """The name without diacritics, hamza and alif forms, ta marbuta, spaces and marks (a key, not for display)."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    plain = plain.translate(str.maketrans("أإآٱىةؤئ", "اااايهوي", "ـء"))
    return re.sub(r"[\W_]+", "", plain)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def read_reference(folder: Path, iso: str) -> dict[str, list[Place]]:
    """All places of a country, by every folded name they have."""
    index: dict[str, list[Place]] = {}

    def add(names: list[str], place: Place) -> None:
        for key in {fold(n) for n in names} | {fold(HEADS.sub("", n)) for n in names}:
            if key:
                index.setdefault(key, []).append(place)

    for row in _rows(folder / "geonames" / "geonames_cities500_me.tsv.gz"):
        if row["cc"] == iso:
            place = Place(
                float(row["lat"]),
                float(row["lon"]),
                int(row["population"] or 0),
                (f"geonames:{row['geonameid']}",),
                "geonames",
            )
            add([row["name"], *(row["alt_ar"] or "").split("|"), *(row["alt_other"] or "").split("|")], place)
    wof = folder / "whosonfirst" / f"wof_{iso.lower()}.tsv.gz"
    if wof.exists():
        for row in _rows(wof):
            if row["placetype"] in WOF_KINDS and row["lat"]:
                links = tuple(
                    f"{kind}:{row[col]}"
                    for kind, col in (("wikidata", "wikidata_id"), ("geonames", "geonames_id"))
                    if row[col]
                )
                place = Place(
                    float(row["lat"]), float(row["lon"]), int(float(row["population"] or 0)), links, "whosonfirst"
                )
                add([row["name"], *row["name_ar"].split("|"), *row["name_en"].split("|")], place)
    return index


def choose(places: list[Place], near: tuple[float, float, float] | None = None) -> Place | None:
    """The one place that is meant, or None: within ``near`` (lat, lon, radius in degrees) where that is given."""
    if near:
        places = [p for p in places if (p.lat - near[0]) ** 2 + (p.lon - near[1]) ** 2 <= near[2] ** 2]
    if not places:
        return None
    places = sorted(places, key=lambda p: (p.population, p.source == "geonames", len(p.links)), reverse=True)
    first = places[0]
    apart = [p for p in places[1:] if abs(p.lat - first.lat) > 0.25 or abs(p.lon - first.lon) > 0.25]
    if not apart:
        return first
    if first.population >= 5000 and first.population >= 5 * max(p.population for p in apart):
        return first
    return first if near and first.links and not any(p.links for p in apart) else None


def find(
    index: dict[str, list[Place]], ar: list[str], en: list[str], near: tuple[float, float, float] | None = None
) -> Place | None:
    """The place of these names: the Arabic ones first, the English ones where no Arabic one is known."""
    for names in (ar, en):
        for name in names:
            place = choose(index.get(fold(name), []) or index.get(fold(HEADS.sub("", name)), []), near)
            if place:
                return place
    return None


def fill(table: Path, reference: Path) -> tuple[list[str], int, int]:
    """The table's lines with coordinates filled in, how many were filled, how many places are still without."""
    lines = table.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    where = {name: columns.index(name) for name in ("type", "ar", "en", "country", "links", "at", "source")}
    indexes: dict[str, dict[str, list[Place]]] = {}
    filled = without = 0
    for number, line in enumerate(lines[1:], 1):
        cells = line.split("\t")
        if line.startswith("#") or not line or cells[where["type"]] not in ("GPE", "LOC") or cells[where["at"]]:
            continue
        iso = ISO.get(cells[where["country"]], "")
        if iso and iso not in indexes:
            indexes[iso] = read_reference(reference, iso)
        place = find(indexes.get(iso, {}), cells[where["ar"]].split("|"), cells[where["en"]].split("|"))
        if place is None:
            without += 1
            continue
        cells[where["at"]] = f"{place.lat:.4f},{place.lon:.4f}"
        cells[where["links"]] = cells[where["links"]] or "|".join(place.links)
        cells[where["source"]] = f"hand, {place.source}"
        lines[number] = "\t".join(cells)
        filled += 1
    return lines, filled, without


def main() -> int:
    """Fill every entity table of the pack in place; with --check only say what would be filled."""
    parser = argparse.ArgumentParser(description="Fill in the coordinates of a pack's places.")
    parser.add_argument("pack", type=Path)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    for table in sorted(args.pack.glob("*entities.tsv")):
        lines, filled, without = fill(table, args.reference)
        print(f"{table}: {filled} filled, {without} places without coordinates")
        if not args.check and filled:
            table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
