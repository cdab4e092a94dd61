"""A stretch of an article with what was read in it marked, cut to a length where that is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from khabar.article import Span
from khabar.web.words import Words


def marked(
    words: Words,
    text: str,
    start: int,
    spans: Mapping[str, Sequence[Span]],
    around: Span | None = None,
    limit: int | None = None,
) -> Markup:
    """`text`, which stands at `start` in its article, with the spans (class -> spans of the article) marked.

    Spans may lie over one another. `around`, `limit`: at most so many code points, those around this span.
    """
    first, last = _window(text, start, around, limit) if around and limit else (start, start + len(text))
    inside = ((kind, _cut(span, first, last)) for kind, these in spans.items() for span in these)
    clear = [(kind, cut) for kind, cut in inside if cut is not None]
    edges = sorted({first, last, *(edge for _, span in clear for edge in span)})
    parts = [Markup("… ")] if first > start else []
    for a, b in pairwise(edges):
        piece = words.text(" ".join(text[a - start : b - start].splitlines()))
        on = dict.fromkeys(kind for kind, (s, e) in clear if s <= a and b <= e)
        parts.append(Markup(f'<span class="{escape(" ".join(on))}">{piece}</span>') if on else piece)
    if last < start + len(text):
        parts.append(Markup(" …"))
    return Markup("").join(parts)


def _cut(span: Span, first: int, last: int) -> Span | None:
    a, b = max(span[0], first), min(span[1], last)
    return (a, b) if a < b else None


def _window(text: str, start: int, around: Span, limit: int) -> Span:
    """The part to show: the ends lie between words."""
    if len(text) <= limit:
        return start, start + len(text)
    middle = (around[0] + around[1]) // 2 - start
    first = max(0, min(middle - limit // 2, len(text) - limit))
    last = first + limit
    if first:
        first = min(text.find(" ", first) + 1 or first, max(0, around[0] - start))
    if last < len(text):
        last = max(text.rfind(" ", first, last), min(around[1] - start, len(text)))
    return start + first, start + last
