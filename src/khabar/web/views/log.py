"""The log of decisions: who decided what, when and why; conflicts; undo; the log as a file."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from khabar.relate.decisions import conflicts
from khabar.web import deciding
from khabar.web.site import Page, View
from khabar.web.views.review import done
from khabar.web.visit import Visit

SIZE = 40


def show(visit: Visit) -> Response:
    """The decisions, the newest first; `?who=` those of one person."""
    everything = visit.ledger.decisions()
    people = sorted({d.who for d in everything})
    who = visit.query("who")
    chosen = [d for d in reversed(everything) if not who or d.who == who]
    last = max(1, -(-len(chosen) // SIZE))
    page = visit.number("page", 1, 1, last)
    against = [
        (deciding.told(visit.ledger, [c.first, c.second], everything), c.why) for c in conflicts(everything)[:SIZE]
    ]
    return visit.render(
        "log.html",
        view="log",
        rows=deciding.told(visit.ledger, chosen[(page - 1) * SIZE : page * SIZE], everything),
        total=len(chosen),
        page=page,
        last=last,
        people=people,
        who=who,
        against=against,
        done=done(visit),
        may=visit.may("reviewer"),
    )


def lines(visit: Visit) -> Response:
    """All decisions as JSON Lines, as `khabar decide export` writes them."""
    body = b"".join(msgspec.json.encode(d) + b"\n" for d in visit.ledger.decisions())
    headers = {"Content-Disposition": 'attachment; filename="decisions.jsonl"'}
    return Response(body, media_type="application/x-ndjson", headers=headers)


VIEW = View(
    "log",
    (Page("/log", show), Page("/log/decisions.jsonl", lines)),
    home="/log",
    examples=lambda ledger: ["/log"],
)
