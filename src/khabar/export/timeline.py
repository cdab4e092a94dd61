"""The timeline: one happening a line, in order."""

from __future__ import annotations

from collections.abc import Iterable

from khabar.export.model import Happening, Story
from khabar.export.pens import TerminalPen
from khabar.export.phrases import Phrases


def select(
    story: Story,
    *,
    everything: bool = False,
    talks: bool = False,
    actor: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[Happening]:
    """The happenings of the story that are wanted, in order.

    `everything`: with the background; `talks`: contacts and agreements only; `actor`: an entity's
    identifier or part of a name of somebody who took part; `since`, `until`: ISO days, both included
    (what has no day is then left out).
    """
    found = story.main + story.background if everything else story.main
    return [
        h for h in found if (not talks or h.talks) and (not actor or _takes_part(h, actor)) and _within(h, since, until)
    ]


def lines(happenings: Iterable[Happening], phrases: Phrases, pen: TerminalPen) -> list[str]:
    """Two lines a happening: what and when; where, how it ended, on whose word, and its identifier."""
    out = []
    for h in happenings:
        status = phrases.status(h.lead)
        when = phrases.when_of(h)
        out.append(
            pen.colour(when, "cyan")
            + "  "
            + pen.colour(phrases.headline(h), *(("bold",) if h.full else ()))
            + (f" [{status}]" if status else "")
        )
        bits = [phrases.word(h.lead.word)]
        for key, value in (
            ("where", phrases.actors(h.places)),
            ("sponsor", phrases.actors(h.mediator)),
            ("outcome", phrases.outcome_of(h) if h.outcome != "unknown" or "outcome" in h.disputed else ""),
        ):
            if value:
                bits.append(f"{phrases.ui(key)}: {value}")
        if len(h.accounts) > 1:
            bits += [phrases.count("account", len(h.accounts)), phrases.count("witness", h.witnesses)]
        if h.disagreements:
            bits.append(pen.colour(phrases.count("disagreement", len(h.disagreements)), "yellow"))
        bits.append(pen.faint(pen.isolate(h.id, "en")))
        out.append("    " + " · ".join(bits))
    return out


def _takes_part(happening: Happening, wanted: str) -> bool:
    everyone = happening.source + happening.target + happening.mediator + happening.delegates
    low = wanted.casefold()
    return any(a.id == wanted or any(low in n.casefold() for n in a.names.values()) for a in everyone)


def _within(happening: Happening, since: str | None, until: str | None) -> bool:
    if not (since or until):
        return True
    when = happening.when if happening.when.known else happening.reported
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if not (first and last):
        return False
    return (not since or last >= since) and (not until or first <= until)
