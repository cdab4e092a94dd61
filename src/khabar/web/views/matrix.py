"""Who said what: happenings against the voices that speak of them, with the stance of each."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from khabar import look
from khabar.ledger import Ledger
from khabar.look.course import KINDS
from khabar.look.matrix import Cell
from khabar.look.model import Count
from khabar.web.site import Page, View
from khabar.web.visit import Visit
from khabar.web.wording import Wording, filters_of

#: Columns that a page shows: more cannot be compared at a glance.
COLUMNS = 14


def show(visit: Visit) -> Response:
    """The matrix; for htmx only what the filters change."""
    filters = filters_of(visit)
    alone = visit.query("alone") == "1"
    page = visit.number("page", 1, 1, 10**6)
    found = look.matrix(visit.ledger, filters, page, columns=COLUMNS, several=not alone)
    narrowed = look.happenings(visit.ledger, filters, size=1, several=not alone)
    names = {**narrowed.names, **found.names}
    return visit.render(
        "matrix_table.html" if visit.swaps == "matrix" else "matrix.html",
        view="matrix",
        found=found,
        filters=filters,
        facets=narrowed.facets,
        alone=alone,
        types=[Count(type, 0) for types in KINDS.values() for type in types],
        says=says,
        say=Wording(visit, names),
    )


def says(cells: Sequence[Cell]) -> str:
    """What a voice says of a happening, in a word: `so`, `not`, `open` (planned, possible), or `both` of them."""
    kinds = {
        "not"
        if not c.polarity or c.stance == "denying"
        else "so"
        if c.modality in ("happened", "ongoing", "ended")
        else "open"
        for c in cells
    }
    return "both" if {"so", "not"} <= kinds else next(k for k in ("not", "so", "open") if k in kinds)


def examples(ledger: Ledger) -> list[str]:
    """What several articles tell."""
    return ["/matrix"]


VIEW = View("matrix", (Page("/matrix", show, steady=True),), nav=80, home="/matrix", examples=examples)
