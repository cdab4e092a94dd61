"""An actor: what each outlet calls it and in which colour, its relations, its positions, what it took part in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from starlette.responses import Response

from khabar import look
from khabar.ledger import Ledger
from khabar.look.actors import ActorView, Form, Relation
from khabar.look.base import names_of
from khabar.web.site import Page, View
from khabar.web.views.review import common
from khabar.web.visit import Visit
from khabar.web.wording import Wording, filters_of

#: The order of the colours in a bar.
COLOURS = ("legitimising", "neutral", "distancing", "delegitimising")


def show(visit: Visit) -> Response:
    """The actor; for htmx only its happenings."""
    filters = filters_of(visit)
    found = look.actor(visit.ledger, visit.path("id"), filters, visit.number("page", 1, 1, 10**6))
    outlets = {c.outlet for c in found.colours} | {f.outlet for f in found.forms if f.outlet}
    names = {**names_of(visit.ledger.connection, outlets | {filters.other} - {""}), **found.names}
    return visit.render(
        "actor_events.html" if visit.swaps == "events" else "actor.html",
        view="actor",
        found=found,
        filters=filters,
        relations=by_other(found.relations),
        forms=by_outlet(found),
        bar=bar,
        say=Wording(visit, names),
        **common(visit),
    )


def by_other(relations: Sequence[Relation]) -> list[tuple[str, int, list[Relation]]]:
    """The other, how many happenings in all, and the relations, the most frequent first."""
    held: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        held[relation.other].append(relation)
    rows = [(other, sum(r.n for r in these), these) for other, these in held.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def by_outlet(found: ActorView) -> dict[str | None, list[Form]]:
    """Outlet -> the words by which it calls the actor."""
    held: dict[str | None, list[Form]] = defaultdict(list)
    for form in found.forms:
        held[form.outlet].append(form)
    return held


def bar(counts: Mapping[str, int]) -> list[tuple[str, float, float]]:
    """Colour, where it begins and how wide it is, of a bar 100 wide."""
    total = sum(counts.values()) or 1
    out, at = [], 0.0
    for colour in COLOURS:
        if width := 100 * counts.get(colour, 0) / total:
            out.append((colour, round(at, 2), round(width, 2)))
            at += width
    return out


def examples(ledger: Ledger) -> list[str]:
    """The most mentioned one of those that took part in something."""
    rows = look.actors(ledger, types=("GRP", "GOV", "GPE")).actors
    return [f"/actor/{quote(a.id, safe='')}" for a in rows if a.happenings][:1]


VIEW = View("actor", (Page("/actor/{id:path}", show, steady=True),), home="/actors", examples=examples)
