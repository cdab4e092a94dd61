"""A text cut into pieces by the layers that lie over one another, and into rows by whose voice it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from khabar.arabic.sentences import sentences
from khabar.article import Article, Span

#: Colours of voices; the outlet's own is 0, later ones begin again at 1.
COLOURS = 8


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same values. `classes` for the style sheet; `refs`: the values that it shows.

    A ref is a letter and a number: `n` name, `t` time, `e` event, `a` attribution, by index in the article.
    """

    start: int
    text: str
    classes: str = ""
    refs: tuple[str, ...] = ()
    on: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a row: `colour`, and the attributions (indices) of this voice that reach into it."""

    colour: int
    attributions: tuple[int, ...] = ()


@dataclass(slots=True)
class Row:
    """One or more sentences in the same voices. `first` of its paragraph; `body`: part of the article itself."""

    start: int
    segments: list[Segment]
    voices: tuple[Voice, ...] = ()
    first: bool = True
    body: bool = True


@dataclass(slots=True)
class _Layers:
    """What covers which stretch, ready to be asked."""

    article: Article
    colours: dict[int, int]
    selected: Sequence[Span]
    spans: list[tuple[Span, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        a = self.article
        for i, name in enumerate(a.names):
            look = f"n {name.naming}" if name.naming != "neutral" else "n"
            self.spans.append(((name.start, name.end), f"n{i}", look))
        self.spans += [((t.start, t.end), f"t{i}", "t") for i, t in enumerate(a.times)]
        self.spans += [(e.trigger, f"e{i}", "e") for i, e in enumerate(a.events)]
        self.spans += [
            (said.cue, f"a{i}", f"c voice voice-{self.colours[i]}") for i, said in enumerate(a.attributions) if said.cue
        ]

    def innermost(self, start: int, end: int) -> int | None:
        """The shortest attribution that covers all of the stretch."""
        covering = [
            (said.content[1] - said.content[0], i)
            for i, said in enumerate(self.article.attributions)
            if said.content[0] <= start and end <= said.content[1]
        ]
        return min(covering)[1] if covering else None

    def cuts(self, start: int, end: int) -> list[int]:
        """Where something begins or ends within the stretch, its own ends included."""
        edges = [s for s, _, _ in self.spans] + [a.content for a in self.article.attributions] + list(self.selected)
        inside = {x for span in edges for x in span if start < x < end}
        return [start, *sorted(inside), end]

    def segment(self, start: int, end: int) -> Segment:
        over = [(ref, look) for span, ref, look in self.spans if span[0] <= start and end <= span[1]]
        classes = [look for _, look in over]
        said = self.innermost(start, end)
        if said is not None and not any(look.startswith("c ") for look in classes):
            classes.append(f"said voice voice-{self.colours[said]}")
        on = any(s <= start and end <= e for s, e in self.selected)
        return Segment(start, self.article.text[start:end], " ".join(classes), tuple(r for r, _ in over), on)


def voice_colours(article: Article) -> dict[int, int]:
    """Attribution (index) -> colour: the same for attributions with the same chain, in order of appearance."""
    known: dict[tuple[object, ...], int] = {}
    out: dict[int, int] = {}
    for i, said in enumerate(article.attributions):
        chain = tuple((x.kind, x.entity or x.antecedent or x.span) for x in said.chain)
        colour = known.setdefault(chain, len(known) % COLOURS + 1)
        out[i] = colour
    return out


def rows(article: Article, selected: Iterable[Span] = ()) -> list[Row]:
    """The text as rows, in order and complete but for white space between lines.

    A row holds sentences of one paragraph that are in the same voices. `selected`: spans to be marked.
    """
    layers = _Layers(article, voice_colours(article), list(selected))
    out: list[Row] = []
    offset = 0
    for line in article.text.splitlines(keepends=True):
        start, end = offset + len(line) - len(line.lstrip()), offset + len(line.rstrip())
        offset += len(line)
        if start >= end:
            continue
        if article.body and not any(s < end and start < e for s, e in article.body):
            out.append(Row(start, [Segment(start, article.text[start:end])], body=False))
            continue
        out += _paragraph(layers, start, end)
    return out


def _paragraph(layers: _Layers, start: int, end: int) -> list[Row]:
    found: list[Row] = []
    stops = [s for s, _ in sentences(layers.article.text, start, end)][1:]
    begin = start
    for stop in [*stops, end]:
        cuts = layers.cuts(begin, stop)
        segments = [layers.segment(a, b) for a, b in pairwise(cuts)]
        voices = _voices(layers, begin, stop)
        same = found and [v.colour for v in found[-1].voices] == [v.colour for v in voices]
        if same:
            found[-1].segments += segments
            found[-1].voices = _joined(found[-1].voices, voices)
        else:
            found.append(Row(begin, segments, voices, first=not found))
        begin = stop
    return found


def _voices(layers: _Layers, start: int, end: int) -> tuple[Voice, ...]:
    """The voices of a sentence in order of appearance; the outlet's own only where it says a word itself."""
    found: dict[int, list[int]] = {}
    cuts = layers.cuts(start, end)
    for a, b in pairwise(cuts):
        said = layers.innermost(a, b)
        if said is not None:
            held = found.setdefault(layers.colours[said], [])
            if said not in held:
                held.append(said)
    told = [a.content for a in layers.article.attributions]
    cues = [a.cue for a in layers.article.attributions if a.cue]
    links = [x.span for a in layers.article.attributions for x in a.chain if x.span]
    if not found or _has_word(layers.article.text, start, end, [*told, *cues, *links]):
        found.setdefault(0, [])
    return tuple(Voice(colour, tuple(held)) for colour, held in found.items())


def _has_word(text: str, start: int, end: int, taken: Sequence[Span]) -> bool:
    """Whether more than two words of the stretch stand outside of all spans: less is glue around a reporting word."""
    free = "".join(" " if any(s <= i < e for s, e in taken) else text[i] for i in range(start, end))
    return sum(1 for word in free.split() if any(c.isalnum() for c in word)) > 2


def _joined(one: tuple[Voice, ...], other: tuple[Voice, ...]) -> tuple[Voice, ...]:
    return tuple(
        Voice(a.colour, tuple(dict.fromkeys(a.attributions + b.attributions))) for a, b in zip(one, other, strict=True)
    )
