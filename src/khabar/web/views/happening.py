"""A happening: its accounts side by side, its voices down to each root, witnesses, disagreements, links."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup
from starlette.responses import Response

from khabar import look
from khabar.article import Span
from khabar.export.model import When
from khabar.ledger import Ledger
from khabar.look.happening import HappeningView, Link, Witness
from khabar.look.told import Account
from khabar.web.marks import marked
from khabar.web.site import Page, View
from khabar.web.visit import Visit
from khabar.web.wording import Wording

Key = tuple[str, str]
#: Half the width of the scale of evidence, in log-odds: the heaviest weight lies a little below.
SCALE = 5.0
#: Slots of an account's sentence that are marked, in the order of the legend.
SLOTS = ("source", "target", "place", "time", "about", "effect")


@dataclass(frozen=True, slots=True)
class Shown:
    """An account ready to be shown. `number` counts all accounts of the happening; `slots`: (key of
    `article.slots`, value, whether the accounts disagree there)."""

    number: int
    account: Account
    witness: Witness
    text: Markup
    slots: list[tuple[str, Markup, bool]]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One comparison as a bar of a diverging scale 100 wide: `x`, `width` of the bar, `adds`: whether it speaks for."""

    name: str
    weight: float
    x: float
    width: float
    adds: bool


class Told:
    """The parts of the view that need more than the records say."""

    def __init__(self, visit: Visit, view: HappeningView) -> None:
        self.visit, self.view = visit, view
        self.say = Wording(visit, view.names)
        self.numbers: dict[Key, int] = {(w.article, w.event): i for i, w in enumerate(view.witnesses, 1)}
        self.disputed = {d.slot: {(g.article, g.event) for v in d.values for g in v.givers} for d in view.disagreements}

    def number(self, article: str, event: str) -> int:
        """The number that an account goes by on the page."""
        return self.numbers[article, event]

    def at(self, number: int) -> str:
        """The address of an account on its page."""
        size = self.view.page.size
        page = (number - 1) // size + 1
        place = f"#account-{number}"
        return place if page == self.view.page.number else f"{self.visit.here(page=page if page > 1 else None)}{place}"

    def accounts(self) -> list[Shown]:
        """The accounts of this page."""
        return [self._shown(a) for a in self.view.accounts if (a.article, a.event) in self.numbers]

    def _shown(self, account: Account) -> Shown:
        number = self.number(account.article, account.event)
        spans: dict[str, list[Span]] = {"trigger": [account.trigger], **account.spans}
        start, end = account.sentence
        kept = tuple(s for s in SLOTS if any(start <= a and b <= end for a, b in account.spans.get(s, ())))
        text = marked(self.visit.words, account.text, start, spans)
        return Shown(number, account, self.view.witnesses[number - 1], text, self._slots(account), kept)

    def _slots(self, account: Account) -> list[tuple[str, Markup, bool]]:
        p, say = self.say.p, self.say
        key = (account.article, account.event)

        def differs(*slots: str) -> bool:
            return any(key in self.disputed.get(slot, ()) for slot in slots)

        sides = [("by", say.all_linked(account.source), differs("source")),
                 ("towards", say.all_linked(account.target), False)]  # fmt: skip
        if say.account(account).symmetric:
            together = list(dict.fromkeys(account.source + account.target))
            sides = [("who", say.all_linked(together), differs("source", "participants"))]
        when = When(account.first, account.last)
        found = [
            *sides,
            ("persons", say.all_linked(account.delegates), False),
            ("when", Markup(p.when(when)) if when.known else Markup(""), differs("time")),
            ("where", Markup(p.quotes(self._words(account, "place"))), differs("place")),
            ("sponsor", say.all_linked(account.mediator), differs("mediator")),
            ("matter", Markup(p.quotes(self._words(account, "about"))), False),
            ("outcome", Markup(p.outcome(account.outcome)), differs("outcome")),
            ("status", say.status(account), differs("modality", "polarity")),
        ]
        return [one for one in found if one[1]]

    def _words(self, account: Account, slot: str) -> list[str]:
        start, end = account.sentence
        cut = (account.text[a - start : b - start] for a, b in account.spans.get(slot, ()) if start <= a and b <= end)
        return list(dict.fromkeys(" ".join(words.split()) for words in cut))

    def bars(self, link: Link) -> list[Bar]:
        """The evidence of a link; what speaks for it lies towards the end of the line."""
        out = []
        for one in link.evidence:
            width = min(abs(one.weight), SCALE) / SCALE * 50
            adds = one.weight > 0
            forward = adds == (self.visit.lang != "ar")
            out.append(Bar(one.name, one.weight, 50 if forward else round(50 - width, 2), round(width, 2), adds))
        return out

    def weakest(self) -> Link | None:
        """The link that is least sure."""
        return min(self.view.links, key=lambda link: link.probability, default=None)


def show(visit: Visit) -> Response:
    """The happening of the address, or that of the account `ARTICLE:EVENT`."""
    view = look.happening(visit.ledger, visit.path("id"), visit.number("page", 1, 1, 10**6))
    told = Told(visit, view)
    return visit.render("happening.html", view="happening", found=view, told=told, say=told.say, h=view.happening)


def examples(ledger: Ledger) -> list[str]:
    """The happening with most accounts, of those about which accounts disagree first."""
    row = ledger.connection.execute(
        "SELECT id FROM look_happenings ORDER BY disagreements > 0 DESC, min(accounts, 8) DESC, id LIMIT 1"
    ).fetchone()
    return [f"/happening/{quote(row[0], safe='')}"] if row else []


VIEW = View("happening", (Page("/happening/{id:path}", show, steady=True),), home="/happenings", examples=examples)
