"""Writing decisions out of forms: what is meant, whether somebody else decided meanwhile, and the words for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from starlette.datastructures import FormData

from khabar.errors import KhabarError
from khabar.ledger import Ledger
from khabar.relate.decisions import About, Anchor, Decision, Kind, standing
from khabar.relate.moves import LAYERS
from khabar.web.site import Refused
from khabar.web.visit import Visit

#: Characters of a reason.
LONGEST_REASON = 1000
_KINDS = frozenset(get_args(Kind)) - {"undo"}


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision that a form asks for."""

    kind: Kind
    about: About


def text(form: FormData, name: str) -> str:
    """A field of the form, white space at its ends taken off; empty where it is missing or a file."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def texts(form: FormData, name: str) -> list[str]:
    """All fields of this name that are not empty."""
    return [v.strip() for v in form.getlist(name) if isinstance(v, str) and v.strip()]


def wish(ledger: Ledger, form: FormData) -> Wish:
    """What the form asks for.

    `kind`; `account` (repeatable): happenings or ARTICLE:EVENT; `entity`, `lang`, `name` of a rename; `article`,
    `layer`, `start`, `end`, `to_start`, `to_end` of a moved span. KhabarErrors `id-unknown`, `decision-invalid`.
    """
    kind = text(form, "kind")
    if kind not in _KINDS:
        raise Refused(400, "bad-request")
    if kind == "rename" and text(form, "entity"):
        return Wish("rename", About(entity=text(form, "entity"), lang=_lang(form), name=text(form, "name")))
    if kind == "correct":
        return _move(ledger, form)
    marks = [mark for account in texts(form, "account") for mark in ledger.accounts_of(account)]
    if kind == "rename":
        return Wish("rename", About(marks[:1], lang=_lang(form), name=text(form, "name")))
    return Wish(kind, About(marks))  # type: ignore[arg-type]


def _lang(form: FormData) -> str:
    return "en" if text(form, "lang") == "en" else "ar"


def _move(ledger: Ledger, form: FormData) -> Wish:
    try:
        start, end, to_start, to_end = (int(text(form, name)) for name in ("start", "end", "to_start", "to_end"))
    except ValueError:
        raise Refused(400, "bad-request") from None
    article, layer = text(form, "article"), text(form, "layer")
    if layer in LAYERS:
        mark = Anchor(article, layer, (start, end))
    else:
        (mark,) = ledger.accounts_of(f"{article}:{layer}")[:1]
    return Wish("correct", About([mark], slot="span", value=[to_start, to_end]))


# --- several people at once ---


def latest(ledger: Ledger) -> str:
    """When the last decision was made; a form says with it what its page had seen."""
    found: str | None = ledger.connection.execute("SELECT max(at) FROM decisions").fetchone()[0]
    return found or ""


def others(ledger: Ledger, seen: str, who: str, about: About) -> list[Decision]:
    """What others decided about the same since the page with the form was made."""
    if latest(ledger) <= seen:
        return []
    return [d for d in standing(ledger.decisions()) if d.at > seen and d.who != who and _touch(d.about, about)]


def _touch(one: About, two: About) -> bool:
    if one.entity or two.entity:
        return one.entity == two.entity and one.lang == two.lang
    return any(
        a.article == b.article and a.span[0] < b.span[1] and b.span[0] < a.span[1]
        for a in one.accounts
        for b in two.accounts
    )


# --- writing ---


def decide(visit: Visit, wishes: Sequence[Wish], why: str) -> list[Decision]:
    """Write them in the name of who asks; each is kept when it is in the list. KhabarErrors of `Ledger.decide`."""
    with Ledger(visit.site.settings.ledger, write=True) as ledger:
        return [ledger.decide(w.kind, w.about, who=visit.who, why=why[:LONGEST_REASON] or None) for w in wishes]


def undo(visit: Visit, identifier: str) -> Decision:
    """Take one back. KhabarError `decision-unknown`."""
    with Ledger(visit.site.settings.ledger, write=True) as ledger:
        return ledger.undo(identifier, who=visit.who)


# --- in words ---


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in a list. `stands`: not taken back; `quotes`: (article, words it speaks of) of the first accounts;
    `value`: what it says."""

    decision: Decision
    stands: bool
    quotes: list[tuple[str, str]]
    value: Any
    undone: Decision | None = None


def told(ledger: Ledger, decisions: Sequence[Decision], everything: Sequence[Decision]) -> list[Told]:
    """Decisions with the words that they speak of."""
    stand = {d.id for d in standing(everything)}
    known = {d.id: d for d in everything}
    out = []
    for d in decisions:
        under = known.get(d.undoes or "")
        about = under.about if under else d.about
        out.append(Told(d, d.id in stand, _quotes(ledger, about), _value(about), under))
    return out


def _quotes(ledger: Ledger, about: About, most: int = 4) -> list[tuple[str, str]]:
    out = []
    for mark in about.accounts[:most]:
        start, end = mark.span
        row = ledger.connection.execute(
            "SELECT substr(text, ?, ?) FROM articles WHERE id = ?", (start + 1, min(end - start, 160), mark.article)
        ).fetchone()
        out.append((mark.article, " ".join(row[0].split()) if row else ""))
    return out


def _value(about: About) -> Any:
    if about.name:
        return about.name
    return about.value if about.slot else None


def refused(problem: KhabarError) -> str | None:
    """The words (in review.trouble) for an error that the reviewer can mend; None for others."""
    return problem.code if problem.code in ("decision-invalid", "id-unknown", "decision-unknown") else None
