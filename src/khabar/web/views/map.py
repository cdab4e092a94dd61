"""The map: where happenings took place, with how exactly that is known; the same places as a table."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup
from starlette.responses import Response

from khabar import look
from khabar.export import model
from khabar.ledger import Ledger
from khabar.look.base import shipped
from khabar.look.behind import at_place
from khabar.look.course import KIND_OF, KINDS
from khabar.look.maps import Map, Point
from khabar.web.site import Page, View
from khabar.web.visit import Visit
from khabar.web.wording import Wording, filters_of

#: From exact to rough.
PRECISIONS = ("site", "town", "province", "region", "country")
#: Rows of the table on a page.
ROWS = 40
#: The slider has at most so many stops: months, or several of them together.
STOPS = 72
#: What a popup shows of a place.
NEWEST = 5


@dataclass(frozen=True, slots=True)
class Stop:
    """A stretch of the slider: first and last day, what it is called, how many happenings."""

    first: str
    last: str
    label: str
    n: int


def stops(visit: Visit, months: Mapping[str, int]) -> list[Stop]:
    """The stops of the slider, without gaps: months, or as many of them together as keep within `STOPS`."""
    if not months:
        return []
    numbers = {int(m[:4]) * 12 + int(m[5:]) - 1: n for m, n in months.items()}
    begin, end = min(numbers), max(numbers)
    step = next((s for s in (1, 3, 6, 12, 60, 120) if (end - begin) // s < STOPS), 1200)
    begin -= begin % step
    out = []
    for first in range(begin, end + 1, step):
        last = first + step - 1
        since, until = f"{_month(first)}-01", _last_day(last)
        out.append(
            Stop(since, until, _called(visit, first, last), sum(numbers.get(m, 0) for m in range(first, last + 1)))
        )
    return out


def _called(visit: Visit, first: int, last: int) -> str:
    """Months from one to another in few words: `March 2025`, `2018`, `January 2018 – March 2018`."""
    if first % 12 == 0 and last % 12 == 11:
        return str(first // 12) if first // 12 == last // 12 else f"{first // 12}–{last // 12}"
    ends = [visit.words.p.when(model.When(f"{_month(m)}-01", _last_day(m)), short=True) for m in (first, last)]
    return " – ".join(dict.fromkeys(str(Markup(end).striptags()) for end in ends))


def _last_day(month: int) -> str:
    return f"{_month(month)}-{calendar.monthrange(month // 12, month % 12 + 1)[1]}"


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def lane_of(types: Mapping[str, int]) -> str:
    """What most of the happenings do between sides: a key of `KINDS`."""
    counts: Counter[str] = Counter()
    for type_, n in types.items():
        if type_ in KIND_OF:
            counts[KIND_OF[type_]] += n
    return max(counts, key=lambda lane: (counts[lane], -list(KINDS).index(lane)), default="")


class Places:
    """The points in the reader's words: for the table, and for the script that draws."""

    def __init__(self, visit: Visit, found: Map, filters: look.Filters) -> None:
        self.visit, self.found, self.filters = visit, found, filters
        self.say = Wording(visit, found.names)
        self.lane_of = lane_of

    def at(self, place: str) -> str:
        """The address of what happened at a place, under the same filters."""
        given = {key: value for key, value in self.visit.request.query_params.items() if key in _KEPT}
        return self.visit.href("map", "at", **{**given, "at": place})

    def days(self) -> Markup:
        """The days that are asked for; empty where none are."""
        when = model.When(self.filters.since or None, self.filters.until or None)
        return Markup(self.visit.words.p.when(when, short=True)) if when.known else Markup("")

    def types(self, point: Point, most: int = 3) -> Markup:
        """The most frequent types with their numbers."""
        parts = [f"{self.say.type(t)} {self.visit.words.number(n)}" for t, n in list(point.types.items())[:most]]
        return Markup(self.visit.words.p.labels["comma"]).join(Markup(part) for part in parts)

    def data(self) -> dict[str, object]:
        """What the script draws. `points`: latitude, longitude, precision, n, name, Arabic name, lanes, entity, ISO
        3166-1 code of a country; `at`: the address of what happened at one, to which the entity is added as `at=`.
        """
        points = []
        for p in self.found.points:
            place = p.places[0]
            known = shipped().countries.get(place) if p.precision == "country" else None
            name, original = plain(self.say.name(place)), plain(self.say.original(place))
            lane = {kind: sum(p.types.get(t, 0) for t in types) for kind, types in KINDS.items()}
            points.append([
                p.latitude, p.longitude, p.precision, p.n, name, original,
                {k: v for k, v in lane.items() if v}, place, known.iso2 if known else "",
            ])  # fmt: skip
        return {"at": self.at(""), "points": points}


@lru_cache(maxsize=20_000)
def plain(words: Markup) -> str:
    """Words without marks."""
    return words.striptags()


#: What an address of this view hands on to what lies behind a point.
_KEPT = frozenset({
    "actor", "other", "type", "place", "outlet", "from", "to", "modality", "stance", "kind", "slot", "disagreeing",
})  # fmt: skip


def show(visit: Visit) -> Response:
    """The map and the table; for htmx what the filters change."""
    filters = filters_of(visit)
    found = look.map_points(visit.ledger, filters)
    places = Places(visit, found, filters)
    page = visit.number("page", 1, 1, max(1, -(-len(found.points) // ROWS)))
    listed = look.happenings(visit.ledger, filters, size=1)
    return visit.render(
        "map_found.html" if visit.swaps == "map-found" else "map.html",
        view="map",
        filters=filters,
        found=found,
        places=places,
        say=places.say,
        facets=listed.facets,
        facet_say=Wording(visit, listed.names),
        rows=found.points[(page - 1) * ROWS : page * ROWS],
        page=page,
        pages_=max(1, -(-len(found.points) // ROWS)),
        stops=stops(visit, found.months),
        precisions=[p for p in PRECISIONS if any(x.precision == p for x in found.points)],
        lanes=list(KINDS),
        countries=country_names(visit.lang),
    )


def country_names(lang: str) -> dict[str, str]:
    """ISO 3166-1 code -> what packs call the country."""
    given = ((c.iso2, c.ar if lang == "ar" else c.en or c.ar) for c in shipped().countries.values())
    return {code: names[0] for code, names in given if code and names}


def at(visit: Visit) -> Response:
    """What happened at one place; for a popup only the newest."""
    place, short = visit.query("at"), visit.swaps == "popup"
    number = visit.number("page", 1, 1, 10**6)
    found = at_place(visit.ledger, place, filters_of(visit), number, size=NEWEST if short else 30)
    say = Wording(visit, found.names)
    return visit.render(
        "behind_short.html" if short else "behind.html",
        view="map",
        found=found,
        say=say,
        title=say.name(place),
        original=say.original(place),
        note=visit.words.t(f"map.precision.{look_precision(place)}"),
        back=visit.href("map", **{k: v for k, v in visit.request.query_params.items() if k in _KEPT}),
        back_words=visit.words.t("base.nav.map"),
        more=visit.here(),
    )


def look_precision(place: str) -> str:
    """What the point of a place stands for; `none` where packs know no point."""
    from khabar.look.maps import coordinates, precision

    return precision(place) if coordinates(place) else "none"


def examples(ledger: Ledger) -> list[str]:
    """All places, and what happened at the one with most."""
    points = look.map_points(ledger).points
    return ["/map", *(f"/map/at?at={p.places[0]}" for p in points[:1])]


VIEW = View(
    "map", (Page("/map", show, steady=True), Page("/map/at", at, steady=True)), nav=60, home="/map", examples=examples
)
