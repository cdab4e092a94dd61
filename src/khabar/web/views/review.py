"""Review: the links that are least sure, one at a time; what is to be done with a happening; decisions by form."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from khabar import look
from khabar.errors import KhabarError
from khabar.ledger import Ledger
from khabar.look.filters import Filters
from khabar.relate.decisions import Decision
from khabar.web import deciding
from khabar.web.site import Page, View
from khabar.web.visit import Visit
from khabar.web.wording import Wording

#: Accounts of a happening that can be ticked on a page, and happenings that are proposed to be one with it.
MOST, PROPOSED = 50, 8


def queue(visit: Visit) -> Response:
    """The least sure link; `?page=` goes on to the next."""
    found = look.review(visit.ledger, visit.number("page", 1, 1, 10**6), size=1)
    return visit.render(
        "review.html",
        view="review",
        found=found,
        unsure=found.links[0] if found.links else None,
        say=Wording(visit, found.names),
        **common(visit),
    )


def happening(visit: Visit) -> Response:
    """One happening: its accounts to be ticked, its title, and others that it could be one with."""
    found = look.happening(visit.ledger, visit.path("id"), size=MOST)
    names = dict(found.names)
    near = []
    h = found.happening
    if h.sides:
        like = look.happenings(
            visit.ledger, Filters(type=h.type, actor=h.sides[0]), size=PROPOSED * 3, with_facets=False
        )
        days = sorted((x for x in like.happenings if x.id != h.id), key=lambda x: (_apart(h.day, x.day), x.id))
        near = days[:PROPOSED]
        names.update(like.names)
    return visit.render(
        "review_happening.html", view="review", found=found, h=h, near=near, say=Wording(visit, names), **common(visit)
    )


def _apart(one: str | None, other: str | None) -> int:
    from datetime import date

    if not one or not other:
        return 10**6
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def decide(visit: Visit) -> Response:
    """Write what the form asks for, unless somebody else has decided about the same meanwhile."""
    form, ledger = visit.form, visit.ledger
    back = deciding.text(form, "back") or visit.href("review")
    try:
        wish = deciding.wish(ledger, form)
        meanwhile = deciding.others(ledger, deciding.text(form, "seen"), visit.who, wish.about)
        if meanwhile:
            return conflict(visit, meanwhile, back)
        (made,) = deciding.decide(visit, [wish], deciding.text(form, "why"))
    except KhabarError as problem:
        trouble = deciding.refused(problem)
        if trouble is None:
            raise
        return visit.render(
            "review_refused.html", status=400, view="review", trouble=trouble, detail=str(problem), back=back
        )
    return visit.redirect(with_done(back, made.id))


def conflict(visit: Visit, meanwhile: list[Decision], back: str) -> Response:
    """Nothing is written yet: what the others decided, and the same form again, which has now seen it."""
    fields = [(k, v) for k, v in visit.form.multi_items() if isinstance(v, str) and k not in ("token", "seen")]
    return visit.render(
        "review_conflict.html",
        status=409,
        view="review",
        meanwhile=deciding.told(visit.ledger, meanwhile, visit.ledger.decisions()),
        fields=[*fields, ("seen", deciding.latest(visit.ledger))],
        action=visit.here(),
        back=back,
    )


def undo(visit: Visit) -> Response:
    """Take a decision back."""
    back = deciding.text(visit.form, "back") or visit.href("log")
    try:
        made = deciding.undo(visit, deciding.text(visit.form, "id"))
    except KhabarError as problem:
        trouble = deciding.refused(problem)
        if trouble is None:
            raise
        return visit.render(
            "review_refused.html", status=404, view="review", trouble=trouble, detail=str(problem), back=back
        )
    return visit.redirect(with_done(back, made.id))


def with_done(address: str, identifier: str) -> str:
    """The address of a page, which then tells what was decided."""
    address, mark, anchor = address.partition("#")
    path, _, query = address.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("done=")]
    return f"{path}?{'&'.join([*kept, f'done={identifier}'])}{mark}{anchor}"


def common(visit: Visit) -> dict[str, Any]:
    """What every page with forms of decisions needs: the last decision, what was just done, and who may."""
    return {"seen": deciding.latest(visit.ledger), "done": done(visit), "may": visit.may("reviewer")}


def done(visit: Visit) -> deciding.Told | None:
    """The decision that the address says was just made."""
    wanted = visit.query("done")
    if not wanted:
        return None
    everything = visit.ledger.decisions()
    return next(iter(deciding.told(visit.ledger, [d for d in everything if d.id == wanted], everything)), None)


def examples(ledger: Ledger) -> list[str]:
    """The queue, and the happening of its first link."""
    found = look.review(ledger, size=1).links
    return ["/review", *(f"/review/happening/{quote(u.happening.id, safe='')}" for u in found)]


VIEW = View(
    "review",
    (
        Page("/review", queue),
        Page("/review/happening/{id:path}", happening),
        Page("/review/decide", decide, ("POST",), role="reviewer"),
        Page("/review/undo", undo, ("POST",), role="reviewer"),
    ),
    nav=100,
    home="/review",
    examples=examples,
)
