"""An event as it was read, to be corrected: its type, sides, days, what became of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from khabar.article import Article, Event
from khabar.errors import KhabarError, error
from khabar.ledger import Ledger
from khabar.look.base import names_of
from khabar.relate.decisions import About, anchor, value_of
from khabar.web import deciding
from khabar.web.site import Page, View
from khabar.web.views.review import common, conflict, with_done
from khabar.web.visit import Visit
from khabar.web.wording import Wording

ROLES = ("source", "target", "mediator", "delegates")
#: Slots that have one value each, in the order of the form.
SINGLE = ("type", "mode", "earliest", "latest", "modality", "polarity", "outcome")
#: Entities of an article that are offered as sides, beside those that the event has.
MOST = 40


def _event(ledger: Ledger, identifier: str) -> tuple[Article, Event]:
    home, _, number = identifier.rpartition(":")
    article = ledger.article(home)
    event = next((e for e in article.events if e.id == number), None)
    if event is None:
        raise error("look-unknown", value=identifier, what="event", name=ledger.path)
    return article, event


def now(event: Event) -> dict[str, Any]:
    """Slot -> value, as decisions have them."""
    values = {slot: getattr(event, slot) for slot in ("type", "mode", "modality", "polarity", "outcome", *ROLES)}
    return {**values, "earliest": event.time.earliest, "latest": event.time.latest}


def show(visit: Visit, trouble: str | None = None, status: int = 200) -> Response:
    """The form."""
    identifier = visit.path("id")
    article, event = _event(visit.ledger, identifier)
    counts: dict[str, int] = {}
    for name in article.names:
        if name.entity and name.type not in ("EVT", "LOC"):
            counts[name.entity] = counts.get(name.entity, 0) + 1
    held = [e for role in ROLES for e in getattr(event, role)]
    offered = list(dict.fromkeys([*held, *sorted(counts, key=lambda e: (-counts[e], e))[:MOST]]))
    return visit.render(
        "correct.html",
        status=status,
        view="correct",
        identifier=identifier,
        article=article,
        event=event,
        now=now(event),
        roles=ROLES,
        offered=offered,
        say=Wording(visit, names_of(visit.ledger.connection, offered)),
        trouble=trouble,
        **common(visit),
    )


def write(visit: Visit) -> Response:
    """A decision for every slot whose value is another than before."""
    ledger, form = visit.ledger, visit.form
    article, event = _event(ledger, visit.path("id"))
    wanted: dict[str, Any] = {slot: deciding.text(form, slot) or None for slot in SINGLE if slot in form}
    for role in ROLES:
        further = [x.strip() for x in deciding.text(form, f"{role}-more").replace("،", ",").split(",") if x.strip()]
        wanted[role] = list(dict.fromkeys([*deciding.texts(form, role), *further]))
    held = now(event)
    if held["outcome"] == "unknown" and wanted.get("outcome", "") is None:  # two ways to say the same
        wanted["outcome"] = "unknown"
    mark = anchor(article, event)
    try:
        checked = {slot: value_of(slot, value) for slot, value in wanted.items()}
    except KhabarError as problem:
        return show(visit, str(problem), 400)
    changed = {slot: value for slot, value in checked.items() if value != held[slot] and (slot != "type" or value)}
    if checked.get("earliest") and checked.get("latest") and checked["earliest"] > checked["latest"]:
        return show(visit, str(visit.words.t("correct.order")), 400)
    wishes = [deciding.Wish("correct", About([mark], slot=slot, value=value)) for slot, value in changed.items()]
    if not wishes:
        return show(visit)
    here = visit.href("correct", visit.path("id"))
    meanwhile = deciding.others(ledger, deciding.text(form, "seen"), visit.who, wishes[0].about)
    if meanwhile:
        return conflict(visit, meanwhile, here)
    made = deciding.decide(visit, wishes, deciding.text(form, "why"))
    return visit.redirect(with_done(here, made[-1].id))


def examples(ledger: Ledger) -> list[str]:
    """A meeting."""
    row = ledger.connection.execute(
        "SELECT a.id, e.id FROM events e JOIN articles a ON a.article = e.article"
        " ORDER BY e.type != 'CONSULT', e.article, e.n LIMIT 1"
    ).fetchone()
    return [f"/correct/{quote(f'{row[0]}:{row[1]}', safe='')}"] if row else []


VIEW = View(
    "correct",
    (Page("/correct/{id:path}", show), Page("/correct/{id:path}", write, ("POST",), role="reviewer")),
    home="/review",
    examples=examples,
)
