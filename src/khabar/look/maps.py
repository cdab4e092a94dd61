"""Happenings on the map: places that packs know, how many happenings each has, clustered by the map's zoom."""

from __future__ import annotations

import contextlib
import functools
import re
import sqlite3
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from khabar.errors import KhabarError
from khabar.ledger.look_values import FACETS, NAMES
from khabar.look.base import names_of, reading, shipped
from khabar.look.filters import Filters
from khabar.look.model import Count, Names
from khabar.look.query import Question, question

if TYPE_CHECKING:
    from khabar.ledger import Ledger

#: So many of the newest happenings that fit are put on the map.
SAMPLE = 20_000
#: Clusters are cells of 2**zoom * this to the globe's width.
_CELLS = 6
_AREA = re.compile(r"\b(?:Governorate|Province|State|Region|Strip|Bank)\b|^(?:محافظة|ولاية|إقليم|قطاع|الضفة)\b")


class Point(msgspec.Struct, frozen=True):
    """One place, or several near each other (`places` then has more than one, the one with most first; the point lies
    in their middle, weighted). Degrees of WGS 84; `precision`: what the point stands for, as `precision` has it, or
    `cluster`; `types`: type -> happenings.
    """

    latitude: float
    longitude: float
    precision: str
    places: list[str]
    n: int
    types: dict[str, int]


class Map(msgspec.Struct, frozen=True):
    """Points, the largest first; `unplaced`: places without coordinates; `months`: `YYYY-MM` -> happenings, also
    those outside of the days asked for, for a slider; `at_least`: only the newest 20,000 that fit are shown.
    """

    points: list[Point]
    unplaced: list[Count]
    months: dict[str, int]
    total: int
    at_least: bool
    names: dict[str, Names]


def map_points(
    ledger: Ledger, filters: Filters | None = None, *, zoom: int | None = None,
    box: tuple[float, float, float, float] | None = None,
) -> Map:  # fmt: skip
    """Where happenings took place. `zoom`: of the map (0 and more), to cluster by, none: no clusters; `box`: (south,
    west, north, east) in degrees: only what lies in it.
    """
    with reading(ledger) as connection:
        filters = filters or Filters()
        asked = question(connection, filters)
        always = question(connection, filters.but(since="", until=""))
        counts, total = _counts(connection, asked)
        points, unplaced = [], []
        for place, types in counts.items():
            n = sum(types.values())
            at = coordinates(place)
            if at is None:
                unplaced.append(Count(place, n))
                continue
            if box is None or (box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]):
                points.append(Point(*at, precision(place), [place], n, dict(types.most_common())))
        points = sorted(clustered(points, zoom) if zoom is not None else points, key=lambda p: (-p.n, p.places))
        unplaced.sort(key=lambda c: (-c.n, c.value))
        shown = {place for p in points for place in p.places[:3]} | {c.value for c in unplaced[:50]}
        return Map(
            points, unplaced[:50], _months(connection, always), min(total, SAMPLE), total > SAMPLE,
            names_of(connection, shown),
        )  # fmt: skip


def _counts(connection: sqlite3.Connection, asked: Question) -> tuple[dict[str, Counter[str]], int]:
    """Place -> type -> happenings, and how many happenings fit, counted up to one more than `SAMPLE`."""
    places: dict[str, Counter[str]] = defaultdict(Counter)
    for place, kind, n in connection.execute(
        f"SELECT v.value, c.type, c.n FROM (SELECT t.v AS v, x.type AS type, count(*) AS n FROM ({asked.sql}"
        f" LIMIT {SAMPLE}) q JOIN look_tags t ON t.h = q.h JOIN look_happenings x ON x.h = q.h WHERE t.v & 15 = ?"
        " GROUP BY t.v, x.type) c CROSS JOIN look_values v ON v.v = c.v",
        (*asked.given, FACETS["at"]),
    ):
        places[place][kind] = n
    total = asked.total
    if total is None:
        (total,) = connection.execute(f"SELECT count(*) FROM ({asked.sql} LIMIT {SAMPLE + 1})", asked.given).fetchone()
    return places, int(total)


def _months(connection: sqlite3.Connection, asked: Question) -> dict[str, int]:
    if asked.leading is not None and NAMES[asked.leading & 15] == "all" and asked.total is not None:
        sql, given = "SELECT ord, count(*) FROM look_tags WHERE v = ? GROUP BY ord", [asked.leading]
    else:
        sql, given = f"SELECT ord, count(*) FROM ({asked.sql} LIMIT {SAMPLE}) GROUP BY ord", asked.given
    out: Counter[str] = Counter()
    for ord, n in connection.execute(sql, given):
        if ord:
            out[date.fromordinal(-ord).isoformat()[:7]] += n
    return dict(sorted(out.items()))


def coordinates(place: str) -> tuple[float, float] | None:
    """Latitude and longitude of a place, as far as the packs know."""
    with contextlib.suppress(KhabarError, OSError):
        known = shipped().entities.get(place)
        return known.at if known else None
    return None


@functools.lru_cache(maxsize=20_000)
def precision(place: str) -> str:
    """What the point of a place stands for: a `site` (a quarter, a crossing, a base), a `town` or district, a
    `province`, a `region` (a sea, a plain, a range), or a whole `country`.

    Packs tell towns from provinces by the name (`… Governorate`), by what is part of what, and by how exactly they
    give the point: of an area to a tenth of a degree or less.
    """
    known = shipped().entities.get(place)
    if known is None or known.at is None:
        return "town"
    if known.country == known.id:
        return "country"
    # GeoNames' populated places are towns, however their coordinates end
    coarse = "geonames" not in known.source and max(_decimals(x) for x in known.at) < 2
    if known.type == "LOC":
        return "region" if coarse else "site"
    named = any(_AREA.search(name) for name in (*known.en, *known.ar))
    return "province" if coarse or named or f"part-of:{known.country}" in known.relations else "town"


def _decimals(degrees: float) -> int:
    return len(f"{degrees:.6f}".rstrip("0").partition(".")[2])


def clustered(points: list[Point], zoom: int) -> list[Point]:
    """Points that fall into one cell of the grid of this zoom as one; a country stays apart from what lies in it."""
    step = 360 / (_CELLS * 2 ** max(0, min(zoom, 20)))
    cells: dict[tuple[int, int, bool], list[Point]] = defaultdict(list)
    for p in points:
        cells[int(p.latitude // step), int(p.longitude // step), p.precision == "country"].append(p)
    out = []
    for these in cells.values():
        if len(these) == 1:
            out += these
            continue
        these.sort(key=lambda p: (-p.n, p.places))
        n = sum(p.n for p in these)
        types: Counter[str] = Counter()
        for p in these:
            types.update(p.types)
        out.append(Point(
            round(sum(p.latitude * p.n for p in these) / n, 4), round(sum(p.longitude * p.n for p in these) / n, 4),
            "cluster", [place for p in these for place in p.places], n, dict(types.most_common())))  # fmt: skip
    return out
