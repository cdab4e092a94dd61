"""The stories: runs of happenings between two sides, narrowed by what is asked."""

from __future__ import annotations

from starlette.responses import Response

from khabar import look
from khabar.ledger import Ledger
from khabar.look.course import KINDS
from khabar.look.model import Count, Names
from khabar.web.site import Page, View
from khabar.web.visit import Visit
from khabar.web.wording import Wording, filters_of

ORDERS = ("biggest", "latest")
LEAST = (3, 5, 10, 25, 100)


def show(visit: Visit) -> Response:
    """The list; for htmx only what the filters change."""
    filters = filters_of(visit)
    order = visit.query("order") if visit.query("order") in ORDERS else ORDERS[0]
    least = visit.number("least", LEAST[0], LEAST[0], 10**6)
    who, unknown = visit.query("who"), False
    asked = filters
    if who and not filters.actor:
        actor = named(visit.ledger, who)
        asked, unknown = (filters.but(actor=actor), False) if actor else (filters, True)
    page = visit.number("page", 1, 1, 10**6)
    found = look.stories(visit.ledger, asked, page, order=order, least=least)
    more = {asked.actor, asked.other, asked.place} - set(found.names) - {""}
    names = {**found.names, **called(visit.ledger, more)}
    return visit.render(
        "stories_list.html" if visit.swaps == "stories" else "stories.html",
        view="stories",
        found=found,
        shown=[] if unknown else found.stories,
        unknown=unknown,
        who=who,
        asked=asked,
        filters=filters,
        order=order,
        orders=ORDERS,
        least=least,
        leasts=LEAST,
        types=[Count(type, 0) for types in KINDS.values() for type in types],
        say=Wording(visit, names),
    )


def named(ledger: Ledger, words: str) -> str | None:
    """The most mentioned entity of that name, or with that identifier; None where there is none."""
    found = look.actors(ledger, words, size=1).actors
    if found:
        return found[0].id
    row = ledger.connection.execute("SELECT 1 FROM entities WHERE id = ?", (words,)).fetchone()
    return words if row else None


def called(ledger: Ledger, entities: set[str]) -> dict[str, Names]:
    """What entities are called that the list itself does not name."""
    from khabar.look.base import names_of, reading

    with reading(ledger) as connection:
        return names_of(connection, entities) if entities else {}


def examples(ledger: Ledger) -> list[str]:
    """All of them."""
    return ["/stories"]


VIEW = View("stories", (Page("/stories", show, steady=True),), nav=20, home="/stories", examples=examples)
