"""Where a reader begins: how much there is, and what came in last."""

from __future__ import annotations

from starlette.responses import Response

from khabar.export.model import When
from khabar.export.resolve import tidy
from khabar.ledger import Ledger
from khabar.web.reading import entities
from khabar.web.site import Page, View
from khabar.web.visit import Visit

LATEST = 20


def show(visit: Visit) -> Response:
    """The start page."""
    ledger = visit.ledger
    return visit.render("start.html", view="start", counts=ledger.counts(), latest=latest(visit, LATEST))


def latest(visit: Visit, number: int) -> list[dict[str, object]]:
    """The articles that came in last, newest first: id, title, outlet, published, how much was read in each."""
    rows = visit.ledger.connection.execute(
        "SELECT a.id, a.title, substr(a.text, 1, 200), a.outlet, a.published_earliest, a.published_latest,"
        " a.published_basis, (SELECT count(*) FROM events e WHERE e.article = a.article),"
        " (SELECT count(*) FROM attributions t WHERE t.article = a.article)"
        " FROM articles a ORDER BY a.article DESC LIMIT ?",
        (number,),
    ).fetchall()
    outlets = entities(visit.ledger, {r[3] for r in rows if r[3]})
    return [
        {
            "id": identifier,
            "title": tidy(title or (text.strip().splitlines() or [identifier])[0]),
            "outlet": name_in(visit.lang, outlets[outlet].names, outlet) if outlet in outlets else outlet,
            "published": When(earliest, last),
            "basis": basis,
            "events": events,
            "attributions": attributions,
        }
        for identifier, title, text, outlet, earliest, last, basis, events, attributions in rows
    ]


def name_in(lang: str, names: dict[str, list[str]], otherwise: str) -> str:
    """The preferred name in a language, else in any, else `otherwise`."""
    return next((n for given in (names.get(lang), *names.values()) if given for n in given), otherwise)


def examples(ledger: Ledger) -> list[str]:
    """The start page itself."""
    return ["/"]


VIEW = View("start", (Page("/", show),), nav=10, home="/", examples=examples)
