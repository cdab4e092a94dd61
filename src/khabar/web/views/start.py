"""Where a reader begins: how much there is, what is new, the stories, what disagrees, what is least sure."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from khabar import look
from khabar.errors import KhabarError, error
from khabar.export.model import When
from khabar.export.resolve import tidy
from khabar.ledger import Ledger
from khabar.web.reading import entities
from khabar.web.site import Page, View
from khabar.web.visit import Visit
from khabar.web.wording import Wording

#: What stands above everything else, in this order.
COUNTS = ("articles", "happenings", "told_by_several", "disagreeing", "stories", "entities", "copies")
#: Rows of each kind, and articles of a ledger that was not related.
ROWS, UNSURE, LATEST = 6, 4, 20


def show(visit: Visit) -> Response:
    """The start page; of an empty ledger, how to begin; of one whose articles were not related, that."""
    ledger = visit.ledger
    if ledger.connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None:
        return visit.render("start_empty.html", view="start", file=ledger.path.name)
    try:
        found = look.start(ledger, size=ROWS)
    except KhabarError as problem:
        if problem.code != "ledger-unrelated":
            raise
        return visit.render("start_unrelated.html", view="start", file=ledger.path.name, latest=latest(visit, LATEST))
    since = visit.query("since")
    if since:
        try:
            since = date.fromisoformat(since).isoformat()
        except ValueError:
            raise error("date-invalid", value=since) from None
    new = look.arrived(ledger, since or None, visit.number("page", 1, 1, 10**6), size=ROWS, told=ROWS)
    unsure = look.review(ledger, size=UNSURE)
    return visit.render(
        "start.html",
        view="start",
        counts=[(key, found.counts[key]) for key in COUNTS],
        found=found,
        new=new,
        since=since,
        unsure=unsure,
        say=Wording(visit, {**found.names, **new.names, **unsure.names}),
    )


def latest(visit: Visit, number: int) -> list[dict[str, object]]:
    """The articles that came in last, newest first: id, title, outlet, published."""
    rows = visit.ledger.connection.execute(
        "SELECT a.id, a.title, substr(a.text, 1, 200), a.outlet, a.published_earliest, a.published_latest"
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
        }
        for identifier, title, text, outlet, earliest, last in rows
    ]


def name_in(lang: str, names: dict[str, list[str]], otherwise: str) -> str:
    """The preferred name in a language, else in any, else `otherwise`."""
    return next((n for given in (names.get(lang), *names.values()) if given for n in given), otherwise)


def examples(ledger: Ledger) -> list[str]:
    """The start page itself."""
    return ["/"]


VIEW = View("start", (Page("/", show, steady=True),), nav=10, home="/", examples=examples)
