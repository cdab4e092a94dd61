"""The drawing of a story: time runs as the language does, nothing lies over another, nothing sticks out."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from khabar.look.course import Course, Point, Turned
from khabar.web.timeline import WIDTH, Scale, draw

REASONS = {"agreement": "agreement", "refusal": "refusal", "apart": "drifting apart"}


def _point(kind: str, since: str, *, by: int | None = None, n: int = 1, **outcomes: int) -> Point:
    agreed, failed, opened = (outcomes.get(k, 0) for k in ("agreed", "failed", "open"))
    return Point(kind, by, since, since, n, agreed, failed, opened, None)


def _course(length: int, turns: int = 0) -> Course:
    first = date(2024, 3, 1)
    last = first + timedelta(days=length)
    points = [_point("talks", first.isoformat()), _point("force", last.isoformat(), by=1, n=9)]
    step = max(1, length // max(1, turns))
    flags = [
        Turned(f"h{i}", (first + timedelta(days=min(length, i * step))).isoformat(), "apart") for i in range(turns)
    ]
    return Course(first.isoformat(), last.isoformat(), 1, points, flags, True)


def _dated(day: date, grain: str) -> str:
    return {"day": f"{day.day} {day:%B}", "month": f"{day:%B %Y}", "year": str(day.year)}[grain]


@pytest.mark.parametrize("length", [0, 1, 9, 45, 60, 200, 400, 1500, 9000])
@pytest.mark.parametrize("back", [False, True])
def test_nothing_lies_over_another(length: int, back: bool) -> None:
    drawing = draw(_course(length, 12), REASONS, _dated, back=back)
    assert drawing
    extents: dict[float | None, list[tuple[float, float]]] = {}
    scale = Scale("2024-03-01", "2024-03-01", back=back)
    for flag in drawing.flags:
        if flag.y is not None:
            extents.setdefault(flag.y, []).append(scale.place(flag.x, flag.label)[1])
    for tick in drawing.ticks:
        extents.setdefault(None, []).append(scale.place(tick.x, tick.label)[1])
    for row in extents.values():
        ordered = sorted(row)
        assert all(a[1] <= b[0] for a, b in pairwise(ordered))
        assert ordered[0][0] >= 0 and ordered[-1][1] <= WIDTH
    assert drawing.ticks or length < 1 or length > 45, "an axis has dates"
    for dot in drawing.dots:
        assert dot.r <= dot.x <= WIDTH - dot.r and dot.r <= dot.y <= drawing.height - dot.r
    assert sum(len(f.turns) for f in drawing.flags) == 12, "no turning point is lost"


def test_time_runs_as_the_language_does() -> None:
    forward, back = Scale("2024-01-01", "2024-12-31", back=False), Scale("2024-01-01", "2024-12-31", back=True)
    assert forward.x("2024-02-01") < forward.x("2024-03-01")
    assert back.x("2024-02-01") > back.x("2024-03-01")
    assert forward.x("2024-02-01") + back.x("2024-02-01") == pytest.approx(WIDTH, abs=0.2)
    assert forward.x("2019-01-01") == forward.x("2024-01-01")


def test_sides_and_outcomes_have_their_place_and_shape() -> None:
    points = [
        _point("words", "2024-03-01", by=0),
        _point("words", "2024-03-01", by=1),
        _point("talks", "2024-03-05", failed=1),
        _point("talks", "2024-03-07", agreed=2, n=2),
        _point("talks", "2024-03-08", open=1),
        _point("talks", "2024-03-09"),
    ]
    drawing = draw(Course("2024-03-01", "2024-03-09", 1, points, [], True), {}, _dated, back=False)
    assert drawing
    above, below, *talks = drawing.dots
    assert above.y < drawing.lanes["words"] < below.y
    assert [d.shape for d in talks] == ["failed", "agreed", "open", ""]
    assert {d.y for d in talks} == {drawing.lanes["talks"]} and talks[1].r > talks[0].r
    assert list(drawing.lanes) == ["talks", "words"], "only lanes with something in them"


def test_what_turns_on_one_day_is_one_flag() -> None:
    turns = [
        Turned("a", "2024-03-01", "agreement"),
        Turned("b", "2024-03-01", "refusal"),
        Turned("c", "2024-03-09", "apart"),
    ]
    course = Course("2024-03-01", "2024-03-09", 1, [_point("talks", "2024-03-01")], turns, True)
    drawing = draw(course, REASONS, _dated, back=False)
    assert drawing and [(f.label, len(f.turns)) for f in drawing.flags] == [("agreement (2)", 2), ("drifting apart", 1)]


def test_without_days_there_is_no_drawing() -> None:
    assert draw(Course(None, None, 1, [], [], True), REASONS, _dated, back=False) is None
