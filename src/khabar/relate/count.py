"""Which of the numbers of dead, wounded, captured and released in an article are those of which event.

A paragraph often tells several attacks: a number is that of the event whose trigger is nearest. A sentence after the
evidence that goes on with a number (`وأصيب ثمانية`) still counts the same event. Where two voices give two numbers
side by side, both are kept: then the account disagrees with itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from khabar.arabic.fold import fold_text
from khabar.article import Article, Event, Span
from khabar.relate.toll import Found, Toll, differ, find, lexicon

if TYPE_CHECKING:
    from khabar.packs import Packs

#: Types of events that are counted in people.
COUNTED = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT"})
_SENTENCE = re.compile(r"[^.!؟?\n]*")
_NEXT = re.compile(r"[\s.،؛\"”»]*")
_AFTER = 200  # code points: a sentence that goes on with a number is not longer


def counted(article: Article, event: Event, packs: Packs) -> tuple[dict[str, Toll], dict[str, Toll]]:
    """The tolls of an event by kind, and those that another voice in the same evidence gives against them."""
    text = _without_times(article)
    start, end = event.evidence or event.trigger
    others = [o for o in article.events if o.type in COUNTED and o is not event]
    out: dict[str, Toll] = {}
    rivals: dict[str, Toll] = {}
    for first, last in event.effect:
        for one in find(text[first:last], packs):
            out.setdefault(one.kind, one.toll)
    kept: dict[str, Found] = {}
    found = find(text[start:end], packs)
    for one in found:
        at = (one.start + start, one.end + start)
        if any(_nearer(o, event, at) for o in others):
            continue
        before = kept.setdefault(one.kind, one)
        if _distance(event.trigger, at) < _distance(event.trigger, (before.start + start, before.end + start)):
            kept[one.kind] = one
    for kind, one in kept.items():
        out.setdefault(kind, one.toll)
        for other in found:
            if other.kind == kind and differ(other.toll, one.toll) and _gainsaid(text[start:end], one, other, packs):
                rivals.setdefault(kind, other.toll)
    for again in event.also:  # the event told once more, with what it cost
        if not start <= again.trigger[0] < end:
            for one in _counted_at(text, again.trigger, packs):
                out.setdefault(one.kind, one.toll)
    for kind, toll in _goes_on(text, end, others, packs).items():
        out.setdefault(kind, toll)
    return out, {kind: toll for kind, toll in rivals.items() if differ(toll, out[kind])}


def _counted_at(text: str, trigger: Span, packs: Packs) -> list[Found]:
    """The tolls of a sentence whose word that counts is a trigger."""
    start = max(text.rfind(mark, 0, trigger[0]) for mark in ".!؟?\n") + 1
    sentence = _SENTENCE.match(text, start)
    found = find(sentence.group(), packs) if sentence else []
    return [one for one in found if one.start + start < trigger[1] and trigger[0] < one.end + start]


def _without_times(article: Article) -> str:
    """The text with its expressions of time blanked, so that no year or day of a month is read as a toll."""
    parts = []
    last = 0
    for time in sorted(article.times, key=lambda t: t.start):
        if time.start >= last and any(c.isdigit() for c in article.text[time.start : time.end]):
            parts += [article.text[last : time.start], "،" * (time.end - time.start)]
            last = time.end
    return "".join([*parts, article.text[last:]])


def _distance(span: Span, at: Span) -> int:
    return max(0, at[0] - span[1], span[0] - at[1])


def _nearer(other: Event, event: Event, at: Span) -> bool:
    """Whether a toll is rather that of another event: one that is told in the same words, but nearer to it."""
    if other.trigger == event.trigger or other.evidence is None:
        return False
    first, last = other.trigger
    if first < at[1] and at[0] < last:  # its trigger is the very word that counts (مقتل): it tells of the same
        return False
    inside = other.evidence[0] <= at[0] and at[1] <= other.evidence[1]
    return inside and _distance(other.trigger, at) < _distance(event.trigger, at)


def _gainsaid(text: str, a: Found, b: Found, packs: Packs) -> bool:
    """Whether the words between two tolls set one voice against another (في حين تحدثت …)."""
    low, high = sorted((a, b), key=lambda f: f.start)
    between = f" {fold_text(text[low.end : high.start])} "
    return any(f" {words} " in between for words in lexicon(packs).against)


def _goes_on(text: str, end: int, others: list[Event], packs: Packs) -> dict[str, Toll]:
    """The tolls of the sentence after the evidence, where it begins with a number's word and no event of its own."""
    gap = _NEXT.match(text, end)
    start = gap.end() if gap else end
    if "\n" in text[end:start]:
        return {}
    sentence = _SENTENCE.match(text, start, start + _AFTER)
    if sentence is None or not sentence.group().startswith("و"):
        return {}
    found = find(sentence.group(), packs)
    if not found or found[0].start:
        return {}
    first_word = start + len(sentence.group().split(" ", 1)[0])
    if any(first_word < o.trigger[0] < sentence.end() for o in others):
        return {}
    return {one.kind: one.toll for one in reversed(found)}
