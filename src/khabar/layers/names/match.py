"""Longest match of the packs' names over the words of a document."""

from khabar.layers.names.index import END, Node
from khabar.layers.names.view import QUOTES, Mention, View
from khabar.packs import Surface

#: (last, letters of particles, particles, readings)
Candidate = tuple[int, int, str, list[Surface]]
_JOINS = QUOTES | {"-", "–", "—", "ـ"}


def walk(view: View, at: int, node: Node) -> list[tuple[int, list[Surface]]]:
    """Ends of the names that go on from `node` after word `at`: (last, readings), the longest first."""
    norms, high = view.norms, view.high[at]
    out: list[tuple[int, list[Surface]]] = []
    at += 1
    if END in node:
        out.append((at, node[END]))
    while at < high:
        norm = norms[at]
        child = node.get(norm)
        if child is None:
            # marks inside a name: قوات “قسد”, بان كي-مون; at most two of them
            step = at
            while step < high and step < at + 2 and norms[step] in _JOINS:
                step += 1
            if (
                step > at
                and norms[at] in "-–—"
                and (view.words[at - 1].end == view.words[at].start)
                != (view.words[step - 1].end == view.words[min(step, high - 1)].start)
            ):
                break  # a dash that belongs to one side only parts, it does not join
            if step == at or step >= high or (child := node.get(norms[step])) is None:
                break
            at = step
        at += 1
        node = child
        if END in node:
            out.append((at, node[END]))
    out.reverse()
    return out


def candidates(view: View, starts: tuple[tuple[int, str, Node], ...], at: int) -> list[Candidate]:
    """Names that may begin at word `at`, whose `starts` the index gave; the best first."""
    out = [(last, offset, prefix, found) for offset, prefix, node in starts for last, found in walk(view, at, node)]
    if len(out) > 1:
        out.sort(key=lambda c: (-c[0], c[1]))
    return out


def mention(
    view: View, first: int, last: int, offset: int, prefix: str, surface: Surface, readings: list[Surface]
) -> Mention:
    """The mention that a surface gives at these words."""
    start, end = view.offsets(first, last, offset)
    return Mention(first, last, start, end, surface.type, surface.entity, surface.naming, surface.rule, surface.pack,
                   prefix=prefix, readings=readings)  # fmt: skip
