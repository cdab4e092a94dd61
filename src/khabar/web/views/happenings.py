"""The happenings: a list, the newest first, narrowed by what is asked."""

from __future__ import annotations

from starlette.responses import Response

from khabar import look
from khabar.ledger import Ledger
from khabar.web.site import Page, View
from khabar.web.visit import Visit
from khabar.web.wording import Wording, filters_of


def show(visit: Visit) -> Response:
    """The list; for htmx only what the filters change."""
    filters = filters_of(visit)
    several = visit.query("several") == "1"
    found = look.happenings(visit.ledger, filters, visit.number("page", 1, 1, 10**6), several=several)
    return visit.render(
        "happenings_list.html" if visit.swaps == "happenings" else "happenings.html",
        view="happenings",
        found=found,
        filters=filters,
        several=several,
        say=Wording(visit, found.names),
    )


def examples(ledger: Ledger) -> list[str]:
    """All of them, and those about which accounts disagree."""
    return ["/happenings", "/happenings?disagreeing=1"]


VIEW = View("happenings", (Page("/happenings", show, steady=True),), nav=30, home="/happenings", examples=examples)
