"""Ends of spans that people moved: of a name, a time, or what an attribution covers.

A mark of such a value has `name`, `time` or `attribution` for its type. The value is found where it stands now, after
the moves before: the one of exactly this span, else the one that shares most characters with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from khabar.article import Article, Attribution, Name, Span, Time

if TYPE_CHECKING:
    from khabar.relate.decisions import Anchor, Decision

#: Type of a mark -> layer of the article.
LAYERS = {"name": "names", "time": "times", "attribution": "attributions"}
Value = Name | Time | Attribution


def span_of(value: Value) -> Span:
    """Where a value stands; of an attribution its content."""
    return value.content if isinstance(value, Attribution) else (value.start, value.end)


def index_of(mark: Anchor, values: Sequence[Value]) -> int | None:
    """Which of a layer's values a mark means; None where none is there."""
    start, end = mark.span

    def fits(n: int) -> tuple[bool, int, int]:
        a, b = span_of(values[n])
        return (a, b) == mark.span, min(end, b) - max(start, a), -n

    near = [n for n, v in enumerate(values) if span_of(v)[0] < end and start < span_of(v)[1]]
    return max(near, key=fits, default=None)


def moved(article: Article, decisions: Iterable[Decision]) -> Article:
    """The article with the ends that people moved; `decisions`: corrections of its layers, in order."""
    layers: dict[str, list[Value]] = {}
    for decision in decisions:
        mark = decision.about.accounts[0]
        layer = LAYERS[mark.type]
        values = layers.setdefault(layer, list(getattr(article, layer)))
        n = index_of(mark, values)
        start, end = decision.about.value
        if n is None or end > len(article.text):
            continue
        value, rule = values[n], f"decided:{decision.id}"
        if isinstance(value, Attribution):
            quotes = [q for q in value.quotes if start <= q[0] and q[1] <= end]
            values[n] = msgspec.structs.replace(value, content=(start, end), quotes=quotes, rule=rule)
        else:
            values[n] = msgspec.structs.replace(value, start=start, end=end, rule=rule)
    return msgspec.structs.replace(article, **layers) if layers else article
