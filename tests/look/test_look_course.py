"""A story's course is its happenings, counted; what came in is what the readings brought."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.look.world import made_up

from khabar import look
from khabar.article import Article
from khabar.cli import main
from khabar.errors import KhabarError
from khabar.ledger import Ledger, open_ledger
from khabar.look.course import KIND_OF, KINDS
from khabar.look.filters import Filters


def _counted(ledger: Ledger, story: str, filters: Filters) -> tuple[Counter[str], list[tuple[str, str]]]:
    """Kind -> dated happenings, and the dated turning points, from the story's own list."""
    steps = look.story(ledger, story, filters, size=1000).steps
    kinds = Counter(KIND_OF[s.happening.type] for s in steps if s.happening.day)
    return kinds, sorted((s.happening.id, s.turn) for s in steps if s.turn and s.happening.day)


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(type="CONSULT"), Filters(since="2020-07-05"), Filters(disagreeing=True)]
)
@pytest.mark.parametrize("most", [3_000, 0])
def test_a_course_counts_what_the_story_lists(
    made_ledger: Path, monkeypatch: pytest.MonkeyPatch, filters: Filters, most: int
) -> None:
    monkeypatch.setattr(sys.modules["khabar.look.course"], "_ASKED", most)
    seen = 0
    with open_ledger(made_ledger) as ledger:
        for story in look.stories(ledger, size=100).stories:
            course = look.course(ledger, story.id, filters)
            kinds, turns = _counted(ledger, story.id, filters)
            found: Counter[str] = Counter()
            for point in course.points:
                found[point.kind] += point.n
                assert point.since <= point.until and point.agreed + point.failed + point.open <= point.n
                assert (point.happening is not None) == (point.n == 1)
                assert most or point.by is None
            assert found == kinds
            assert sorted((t.happening, t.why) for t in course.turns) == turns
            assert course.acting == bool(most)
            seen += len(course.points)
    assert seen > 1


def test_who_acts_is_told_of_what_has_a_direction(made_ledger: Path) -> None:
    by: Counter[int | None] = Counter()
    with open_ledger(made_ledger) as ledger:
        for story in look.stories(ledger, size=100).stories:
            for point in look.course(ledger, story.id).points:
                if not point.happening:
                    continue
                shown = look.happening(ledger, point.happening).happening
                if point.kind == "talks":
                    assert point.by is None
                elif point.by is not None:
                    assert story.sides[point.by] in shown.sides
                by[point.by] += 1
    assert by[0] and by[1] and by[None]


def test_points_hold_the_days_that_they_say(made_ledger: Path) -> None:
    with open_ledger(made_ledger) as ledger:
        for story in look.stories(ledger, size=100).stories:
            course = look.course(ledger, story.id)
            for point in course.points:
                within = look.story(ledger, story.id, Filters(since=point.since, until=point.until), size=1000)
                assert sum(KIND_OF[s.happening.type] == point.kind for s in within.steps) >= point.n


def test_every_type_has_a_lane() -> None:
    from khabar.export.phrases import labels

    assert {t for types in KINDS.values() for t in types} == set(labels("en")["types"])


def test_a_story_that_is_not_there(made_ledger: Path) -> None:
    with open_ledger(made_ledger) as ledger, pytest.raises(KhabarError) as problem:
        look.course(ledger, "S-nothing")
    assert problem.value.code == "look-unknown"


@pytest.fixture
def two_readings(tmp_path: Path) -> Path:
    """A ledger that was read into twice: the second reading tells again what the first told, and something else."""
    path = tmp_path / "two.ledger"
    first = "دمشق 3 آذار 2024 - التقى وزير الخارجية السوري نظيره الأردني في عمّان اليوم الأحد."
    second = "عمّان 4 آذار 2024 - التقى وزير الخارجية السوري نظيره الأردني في عمّان أمس الأحد."
    second += "\nقصفت طائرات تركية مواقع في ريف منبج أمس الأحد."
    for name, text in (("one", first), ("two", second)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        assert main(["read", str(tmp_path / f"{name}.txt"), "--ledger", str(path)]) == 0
    return path


def test_the_last_reading_is_new(two_readings: Path) -> None:
    with open_ledger(two_readings) as ledger:
        found = look.arrived(ledger)
        assert [a.title or "" for a in found.articles] and found.page.total == 1 and found.runs == 1
        assert "عمّان 4" in (found.articles[0].title or "")
        news = {a.happening.type: a.news for a in found.told}
        assert news["CONSULT"] == "again" and news["ASSAULT"] == "new"
        assert all(e in found.names for a in found.told for e in a.happening.sides)


def test_all_readings_since_a_day_are_new(two_readings: Path) -> None:
    with open_ledger(two_readings) as ledger:
        found = look.arrived(ledger, "2020-01-01")
        assert found.page.total == 2 and found.runs == 2 and {a.news for a in found.told} == {"new"}
        assert look.arrived(ledger, "2020-01-01", 2, size=1).articles == found.articles[1:]
        nothing = look.arrived(ledger, "9999-01-01")
        assert nothing.since is None and nothing.articles == [] and nothing.told == []


def test_what_most_tell_comes_first(made_ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "grown.ledger"
    with open_ledger(path, write=True) as ledger:
        for seed in range(9):
            ledger.add(made_up(seed))
        ledger.update(Ledger._load_packs())
        found = look.arrived(ledger, told=30)
        weights = [a.happening.articles + 2 * (a.happening.disagreements > 0) for a in found.told]
        assert weights == sorted(weights, reverse=True) and weights[0] > 1


def test_a_ledger_into_which_nothing_was_read(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "bare.ledger", write=True) as ledger:
        ledger.add(Article("x", "نص", body=[(0, 2)]))
        with pytest.raises(KhabarError) as problem:
            look.arrived(ledger)
    assert problem.value.code == "ledger-unrelated"
