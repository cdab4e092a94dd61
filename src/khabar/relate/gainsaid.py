"""An article against itself: two values that it gives to one slot of one event.

The layer of times marks expressions that cannot both be right (`Time.contradicts`): two days for one statement, or a
`tomorrow` that is the day on which the same article tells the act as done.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from khabar.arabic.fold import fold_text
from khabar.article import Article, Event, Time
from khabar.relate.sides import side_of

if TYPE_CHECKING:
    from khabar.packs import Packs

_NIGHT = re.compile(r"\bال?ليل|\bليل|منتصف")
_AHEAD = re.compile(r"^(?:ال)?(?:غد|مقبل|قادم)")
_SENTENCE = 250  # code points: how far a sentence reaches around an expression of time
_WORD = re.compile(r"\w{4,}")
_RIGHT_AFTER = 120  # code points after the evidence
#: Types of events that who is said to have done them may deny.
DENIABLE = frozenset({"ASSAULT", "COERCE", "SUPPORT", "COOPERATE", "CONSULT", "MOBILIZE"})
_SHARED = 2  # words that a sentence shares with an act that it expects


def night(article: Article, event: Event) -> bool:
    """Whether the days of an event are the two that a midnight parts."""
    first, last = event.time.earliest, event.time.latest
    if not first or not last or first == last:
        return False
    return any(
        (t.earliest, t.latest) == (first, last) and _NIGHT.search(fold_text(article.text[t.start : t.end]))
        for t in article.times
    )


def gainsaid(article: Article, event: Event) -> dict[str, tuple[str, ...]]:
    """Slot (`time`, `modality`) -> the values that the article gives it against itself."""
    doubtful = [t for t in article.times if t.contradicts is not None]
    out: dict[str, tuple[str, ...]] = {}
    if not doubtful:
        return out
    at = {(t.start, t.end): t for t in article.times}
    start, end = event.evidence or event.trigger
    for time in doubtful:
        other = at.get(time.contradicts) if time.contradicts else None
        if other is not None and other is not time and time.start < other.start:
            inside = [(start <= t.start and t.end <= end) or event.time.expr == (t.start, t.end) for t in (time, other)]
            values = tuple(_value(article, t) for t in (time, other))
            if any(inside) and values[0] != values[1]:
                out["time"] = values
        if _expected(article, event, time):
            out["modality"] = ("happened", "planned")
    return out


def denied(article: Article, event: Event, sources: frozenset[str], packs: Packs | None) -> bool:
    """Whether the article has somebody deny the event: its content, or, right after it, who is said to have done it."""
    if event.attribution is None or not 0 <= event.attribution < len(article.attributions):
        return False
    if any(x.denies == event.attribution for x in article.attributions):
        return True
    if event.type not in DENIABLE or not event.polarity:
        return False
    end = (event.evidence or event.trigger)[1]
    start = (event.evidence or event.trigger)[0]
    for said in article.attributions:
        root = said.chain[-1] if said.stance == "denying" and said.chain else None
        entity = (root.entity or root.for_) if root else None
        if entity and start < said.content[0] <= end + _RIGHT_AFTER and side_of(entity, packs) in sources:
            return True
    return False


def _value(article: Article, time: Time) -> str:
    """The day of an expression, or its words where it has none."""
    return time.earliest or " ".join(fold_text(article.text[time.start : time.end]).split())


def _expected(article: Article, event: Event, time: Time) -> bool:
    """Whether an expression puts ahead what the event tells as done on that very day."""
    if event.modality != "happened" or not event.polarity or not time.earliest:
        return False
    if (event.time.earliest, event.time.latest) != (time.earliest, time.latest):
        return False
    if event.time.expr == (time.start, time.end) or not _AHEAD.match(fold_text(article.text[time.start : time.end])):
        return False
    around = article.text[max(0, time.start - _SENTENCE) : time.end]
    sentence = re.split(r"[.!؟\n]", around)[-1]
    start, end = event.evidence or event.trigger
    mine = set(_stems(article.text[start:end]))
    return len(mine & set(_stems(sentence))) >= _SHARED


def _stems(text: str) -> list[str]:
    return [word.removeprefix("و").removeprefix("ال") for word in _WORD.findall(fold_text(text))]
