"""Actors and all else that is named: a list, by name in any spelling."""

from __future__ import annotations

from starlette.responses import Response

from khabar import look
from khabar.ledger import Ledger
from khabar.web.site import Page, View
from khabar.web.visit import Visit
from khabar.web.wording import Wording

#: What can take part in something, to begin with; places and events are named too.
SIDES = ("GRP", "GOV", "ORG", "PER", "GPE", "NAT", "MED")
TYPES = (*SIDES, "LOC", "EVT")


def show(visit: Visit) -> Response:
    """The list; for htmx only what the fields change."""
    words = visit.query("q")[:200]
    kinds = [t for t in visit.queries("type") if t in TYPES]
    found = look.actors(visit.ledger, words, visit.number("page", 1, 1, 10**6), types=tuple(kinds))
    return visit.render(
        "actors_list.html" if visit.swaps == "actors" else "actors.html",
        view="actors",
        found=found,
        words=words,
        kinds=kinds,
        types=TYPES,
        say=Wording(visit, found.names),
    )


def examples(ledger: Ledger) -> list[str]:
    """All of them."""
    return ["/actors", "/actors?type=PER"]


VIEW = View("actors", (Page("/actors", show, steady=True),), nav=40, home="/actors", examples=examples)
