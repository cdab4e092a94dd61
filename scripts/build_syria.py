#!/usr/bin/env python3
"""Fill coordinates and links of places in the pack of Syria, governorate by governorate.

    python scripts/build_syria.py PACK_DIR --reference DIR

Village names recur all over Syria, so a name alone does not say which place is meant. A row of type GPE that says
``part-of:<governorate>`` is looked up only inside that governorate, by its Arabic names, then by its English
ones, in GeoNames first
(``geonames/geonames_cities500_me.tsv.gz``), then in Who's On First (``whosonfirst/wof_sy.tsv.gz``). It is filled
where that leads to one place, or to several within three kilometres; a doubtful row stays empty, and a coordinate
that was written by hand stays as it is. Coordinates are degrees north and east. Running it twice changes nothing.

Sources: GeoNames (CC BY 4.0), Who's On First (mostly CC BY, attribution required).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import math
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# governorate: (first-order code of GeoNames, region of Who's On First)
GOVERNORATES = {
    "hasakah-governorate": ("01", "85678377"),
    "latakia-governorate": ("02", "85678345"),
    "quneitra-governorate": ("03", "85678395"),
    "raqqa-governorate": ("04", "85678355"),
    "suwayda-governorate": ("05", "85678385"),
    "daraa-governorate": ("06", "85678399"),
    "deir-ezzor-governorate": ("07", "85678381"),
    "rif-dimashq": ("08", "85678391"),
    "aleppo-governorate": ("09", "85678359"),
    "hama-governorate": ("10", "85678363"),
    "homs-governorate": ("11", "85678367"),
    "idlib-governorate": ("12", "85678373"),
    "damascus-governorate": ("13", "85678403"),
    "tartus-governorate": ("14", "85678349"),
}
SAME_PLACE_KM = 3.0


@dataclass(frozen=True)
class Place:
    """One place of the reference data: degrees north and east, its links, the table it comes from."""

    lat: float
    lon: float
    links: tuple[str, ...]
    source: str


def fold(name: str) -> str:
    """The name without diacritics, hamza and alif forms, article, spaces and marks: a key, not for display."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    plain = plain.translate(str.maketrans("أإآٱىةؤئ", "اااايهوي", "ـء"))
    plain = re.sub(r"\b(?:al|as|ash|ad|adh|an|ar|at|ath|az)[ -]", "", plain)
    return re.sub(r"^ال", "", re.sub(r"[\W_]+", "", plain))


def kilometres(a: Place, b: Place) -> float:
    """Distance, near enough for a few kilometres."""
    east = (a.lon - b.lon) * math.cos(math.radians(a.lat))
    return 111.2 * math.hypot(a.lat - b.lat, east)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def read_reference(folder: Path) -> list[dict[tuple[str, str], list[Place]]]:
    """Two indexes, GeoNames before Who's On First: (governorate, folded name) to places."""
    by_code = {codes[0]: name for name, codes in GOVERNORATES.items()}
    by_region = {codes[1]: name for name, codes in GOVERNORATES.items()}
    geonames: dict[tuple[str, str], list[Place]] = {}
    wof: dict[tuple[str, str], list[Place]] = {}
    for row in _rows(folder / "geonames" / "geonames_cities500_me.tsv.gz"):
        if row["cc"] != "SY" or row["admin1"] not in by_code:
            continue
        place = Place(float(row["lat"]), float(row["lon"]), (f"geonames:{row['geonameid']}",), "geonames")
        for name in [row["name"], *row["alt_ar"].split("|")]:
            geonames.setdefault((by_code[row["admin1"]], fold(name)), []).append(place)
    for row in _rows(folder / "whosonfirst" / "wof_sy.tsv.gz"):
        if row["placetype"] != "locality" or row["region_id"] not in by_region:
            continue
        links = tuple(f"{kind}:{row[f'{kind}_id']}" for kind in ("geonames", "wikidata") if row[f"{kind}_id"])
        place = Place(float(row["lat"]), float(row["lon"]), links, "whosonfirst")
        for name in [row["name"], *row["name_ar"].split("|"), *row["name_en"].split("|")]:
            wof.setdefault((by_region[row["region_id"]], fold(name)), []).append(place)
    return [geonames, wof]


def find(names: list[str], governorate: str, indexes: list[dict[tuple[str, str], list[Place]]]) -> Place | None:
    """The one place of these names in this governorate, or None where there is none or more than one."""
    for index in indexes:
        found = {place for name in names if name for place in index.get((governorate, fold(name)), ())}
        if found:
            first = max(found, key=lambda place: (len(place.links), place.lat))
            return first if all(kilometres(first, place) <= SAME_PLACE_KM for place in found) else None
    return None


def fill(table: Path, indexes: list[dict[tuple[str, str], list[Place]]]) -> tuple[int, list[str]]:
    """Fill the table in place; how many rows were filled, and the ids that stay without a coordinate."""
    lines = table.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    filled, empty = 0, []
    for number, line in enumerate(lines[1:], start=1):
        if not line or line.startswith("#"):
            continue
        row = dict(zip(columns, line.split("\t"), strict=True))
        governorate = next((g for g in GOVERNORATES if f"part-of:{g}" in row["relations"].split("|")), None)
        if row["type"] != "GPE" or row["at"] or governorate is None:
            continue
        place = find(row["ar"].split("|"), governorate, indexes) or find(row["en"].split("|"), governorate, indexes)
        if place is None:
            empty.append(row["id"])
            continue
        row.update(at=f"{place.lat:.3f},{place.lon:.3f}", links="|".join(place.links), source=place.source)
        lines[number] = "\t".join(row[column] for column in columns)
        filled += 1
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return filled, empty


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pack", type=Path, help="folder of the pack")
    parser.add_argument("--reference", type=Path, required=True, help="folder of the reference data")
    args = parser.parse_args()
    if not (args.pack / "entities.tsv").is_file():
        print(f"no entities.tsv in {args.pack}", file=sys.stderr)
        return 2
    filled, empty = fill(args.pack / "entities.tsv", read_reference(args.reference))
    print(f"{filled} filled; without a coordinate: {', '.join(empty) or 'none'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
