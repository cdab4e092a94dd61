"""The outlets of a ledger, and on what each rests."""

from __future__ import annotations

from starlette.responses import Response

from khabar import look
from khabar.ledger import Ledger
from khabar.web.site import Page, View
from khabar.web.views.outlet import bar
from khabar.web.visit import Visit
from khabar.web.wording import Wording


def show(visit: Visit) -> Response:
    """The list, those with most articles first."""
    found = look.outlets(visit.ledger, visit.number("page", 1, 1, 10**6), size=50)
    return visit.render("outlets.html", view="outlets", found=found, bar=bar, say=Wording(visit, found.names))


def examples(ledger: Ledger) -> list[str]:
    """All of them."""
    return ["/outlets"]


VIEW = View("outlets", (Page("/outlets", show, steady=True),), nav=50, home="/outlets", examples=examples)
