"""The drawing of a story's course: lanes by kind, one side above the line and the other below, turning points on top.

Coordinates are those of an SVG `WIDTH` wide; time runs as the language is written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from khabar.look.course import KINDS, Course, Point, Turned

WIDTH, EDGE = 1000.0, 26.0
#: Room for the names of the lanes, where the line begins.
GUTTER = 158.0
TOP, LANE, FOOT = 58.0, 62.0, 30.0
#: Radius of a point of one happening, and the largest; radii grow with the root of the number.
LEAST, MOST = 5.0, 15.0
#: How wide a letter of a label is taken to be, how far apart labels stand, and marks that are not one.
_LETTER, _GAP, _APART = 6.8, 14.0, 9.0
_MAX_TICKS = 7


@dataclass(frozen=True, slots=True)
class Dot:
    """A point where it is drawn; `shape`: agreed failed open, or empty."""

    point: Point
    x: float
    y: float
    r: float
    shape: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Turning points that lie together: `y` of their label, None where there is no room for one; `anchor`: SVG's."""

    turns: list[Turned]
    label: str
    x: float
    y: float | None
    anchor: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A date under the axis, in words."""

    x: float
    label: str
    anchor: str


@dataclass(slots=True)
class Drawing:
    """All there is to draw; `lanes`: kind -> y of its line."""

    height: float
    lanes: dict[str, float]
    dots: list[Dot] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)


class Scale:
    """Days on the width of the drawing; `back`: later days lie to the left, as in an Arabic line; `start`: the first
    day's distance from where the line begins.
    """

    def __init__(self, first: str, last: str, *, back: bool, start: float = EDGE) -> None:
        self.first, self.last = date.fromisoformat(first), date.fromisoformat(last)
        self.back, self.start = back, start

    def x(self, day: str | date) -> float:
        """Where a day lies; days outside of the range lie at its ends."""
        when = date.fromisoformat(day) if isinstance(day, str) else day
        length = max(1, (self.last - self.first).days)
        share = min(1.0, max(0.0, (when - self.first).days / length))
        if self.first == self.last:
            share = 0.5
        at = self.start + share * (WIDTH - EDGE - self.start)
        return round(WIDTH - at if self.back else at, 1)

    def place(self, x: float, label: str) -> tuple[str, tuple[float, float]]:
        """The text-anchor that keeps a label in the drawing, and from where to where it then reaches."""
        width = _LETTER * len(label) + _GAP
        if x - width / 2 < 0:  # SVG's start and end are those of the line, which may run to the left
            return ("end" if self.back else "start"), (x, x + width)
        if x + width / 2 > WIDTH:
            return ("start" if self.back else "end"), (x - width, x)
        return "middle", (x - width / 2, x + width / 2)


def draw(
    course: Course, reasons: Mapping[str, str], dated: Callable[[date, str], str], *, back: bool
) -> Drawing | None:
    """A course drawn; None where nothing has a day.

    `reasons`: why a turning point is one, in words; `dated`: a day of the axis in words, for a grain (day month year).
    """
    if course.first is None or course.last is None:
        return None
    scale = Scale(course.first, course.last, back=back, start=GUTTER)
    kinds = [k for k in KINDS if any(p.kind == k for p in course.points)]
    lanes = {kind: TOP + LANE * (i + 0.5) for i, kind in enumerate(kinds)}
    drawing = Drawing(TOP + LANE * len(kinds) + FOOT, lanes)
    most = max((p.n for p in course.points), default=1)
    for point in course.points:
        drawing.dots.append(_dot(point, scale, lanes[point.kind], most))
    drawing.flags = _flags(course, scale, reasons)
    drawing.ticks = _ticks(scale, dated)
    return drawing


def _dot(point: Point, scale: Scale, line: float, most: int) -> Dot:
    radius = LEAST * math.sqrt(point.n)
    if LEAST * math.sqrt(most) > MOST:
        radius = LEAST + (MOST - LEAST) * (math.sqrt(point.n) - 1) / (math.sqrt(most) - 1)
    # one side acts above the line, the other below it
    y = line + (0 if point.by is None else (radius + 1.5) * (-1 if point.by == 0 else 1))
    start, end = date.fromisoformat(point.since), min(date.fromisoformat(point.until), scale.last)
    middle = start + timedelta(days=max(0, (end - start).days) // 2)
    told = point.n - point.open
    shape = "open" if not told else "failed" if point.failed > point.agreed else "agreed" if point.agreed else ""
    return Dot(point, scale.x(middle), round(y, 1), round(radius, 1), shape)


def _flags(course: Course, scale: Scale, reasons: Mapping[str, str]) -> list[Flag]:
    """Labels in two rows, the later ones first: where there is no room for one, its mark stands alone."""
    together: list[tuple[float, list[Turned]]] = []
    for turn in course.turns:
        x = scale.x(turn.day)
        if together and abs(together[-1][0] - x) < _APART:
            together[-1][1].append(turn)
        else:
            together.append((x, [turn]))
    taken: dict[float, list[tuple[float, float]]] = {16.0: [], 34.0: []}
    out = []
    for x, turns in reversed(together):
        whys = list(dict.fromkeys(t.why for t in turns))
        label = reasons.get(whys[0], whys[0]) + (f" ({len(turns)})" if len(turns) > 1 else "")
        anchor, extent = scale.place(x, label)
        row = next((y for y, spans in taken.items() if _free(extent, spans)), None)
        if row is not None:
            taken[row].append(extent)
        out.append(Flag(turns, label, x, row, anchor))
    return out[::-1]


def _free(extent: tuple[float, float], spans: Iterable[tuple[float, float]]) -> bool:
    return all(extent[1] <= a or b <= extent[0] for a, b in spans)


def _ticks(scale: Scale, dated: Callable[[date, str], str]) -> list[Tick]:
    """The dates of the axis; one whose words would lie over those of another is left out."""
    out: list[Tick] = []
    taken: list[tuple[float, float]] = []
    for day, grain in _dates(scale.first, scale.last):
        x, label = scale.x(day), dated(day, grain)
        anchor, extent = scale.place(x, label)
        if _free(extent, taken):
            taken.append(extent)
            out.append(Tick(x, label, anchor))
    return out


def _dates(first: date, last: date) -> Iterator[tuple[date, str]]:
    length = (last - first).days
    months = (last.year - first.year) * 12 + last.month - first.month
    if length <= 45:
        step = max(1, math.ceil((length + 1) / _MAX_TICKS))
        yield from ((first + timedelta(days=i), "day") for i in range(0, length + 1, step))
    elif (step := next((s for s in (1, 2, 3, 6) if months / s <= _MAX_TICKS), 12)) < 12:
        numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        starts = (date(n // 12, n % 12 + 1, 1) for n in numbers if n % 12 % step == 0)
        yield from ((day, "month") for day in starts if day >= first)
    else:
        every = math.ceil(max(1, last.year - first.year) / _MAX_TICKS)
        yield from ((date(y, 1, 1), "year") for y in range(first.year + 1, last.year + 1, every))
