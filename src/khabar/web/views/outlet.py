"""An outlet: what it rests on, how it names the sides, the texts that it gave and took."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import Response

from khabar import look
from khabar.ledger import Ledger
from khabar.look.model import Voice
from khabar.look.outlets import Rest
from khabar.web.site import Page, View
from khabar.web.views.actor import bar as colours
from khabar.web.visit import Visit
from khabar.web.wording import Wording

#: Kinds of root, in the order of the bar: from the outlet's own word outwards to nobody.
KINDS = ("own", "medium", "organisation", "person", "document", "observers", "public", "anonymous", "copies")


def show(visit: Visit) -> Response:
    """The outlet."""
    found = look.outlet(visit.ledger, visit.path("id"), visit.number("page", 1, 1, 10**6))
    return visit.render(
        "outlet.html",
        view="outlet",
        found=found,
        bar=bar,
        colours=colours,
        as_voice=as_voice,
        total=sum(found.kinds.values()),
        say=Wording(visit, found.names),
    )


def bar(kinds: Mapping[str, int]) -> list[tuple[str, int, float, float]]:
    """Kind, how often, where it begins and how wide it is, of a bar 100 wide."""
    total = sum(kinds.values()) or 1
    out, at = [], 0.0
    for kind in KINDS:
        if n := kinds.get(kind, 0):
            out.append((kind, n, round(at, 2), round(100 * n / total, 2)))
            at += 100 * n / total
    return out


def as_voice(rest: Rest, outlet: str) -> Voice:
    """What events rest on, as a voice that can be put in words."""
    if rest.kind == "own":
        return Voice("", "own", outlet)
    if rest.kind == "anonymous":
        return Voice("", rest.kind, grade=rest.who)
    return Voice("", rest.kind, rest.who)


def examples(ledger: Ledger) -> list[str]:
    """The one with most articles."""
    return [f"/outlet/{quote(o.outlet, safe='')}" for o in look.outlets(ledger, size=1).outlets]


VIEW = View("outlet", (Page("/outlet/{id:path}", show, steady=True),), home="/outlets", examples=examples)
