"""Ends of spans that people moved."""

from __future__ import annotations

import pytest

from khabar.article import Article, Attribution, Event, Name, Time
from khabar.errors import KhabarError
from khabar.relate.decisions import About, Anchor, Decision, corrected, found, value_of

TEXT = "قال رئيس بلدية المرج إن الطريق سيفتح يوم الأحد المقبل أمام الشاحنات"


def article() -> Article:
    return Article(
        "a",
        TEXT,
        names=[Name(15, 20, "LOC", "marj", rule="r", pack="p@1"), Name(9, 20, "ORG")],
        times=[Time(41, 46)],
        attributions=[Attribution((24, 53), (0, 3), quotes=[(24, 30), (48, 53)])],
        events=[Event("e1", "COOPERATE", (31, 36))],
    )


def move(n: int, type: str, span: tuple[int, int], to: list[int]) -> Decision:
    return Decision(f"d{n}", f"2026-01-0{n}", "w", "correct", About([Anchor("a", type, span)], slot="span", value=to))


def test_a_name_a_time_and_what_is_said_move() -> None:
    shown = corrected(
        article(),
        [
            move(1, "name", (15, 20), [9, 20]),
            move(2, "time", (41, 46), [37, 53]),
            move(3, "attribution", (24, 53), [24, 47]),
            move(4, "COOPERATE", (31, 36), [24, 53]),
        ],
    )
    assert [(n.start, n.end, n.rule) for n in shown.names] == [(9, 20, "decided:d1"), (9, 20, None)]
    assert [(t.start, t.end) for t in shown.times] == [(37, 53)]
    assert [(a.content, a.quotes, a.rule) for a in shown.attributions] == [((24, 47), [(24, 30)], "decided:d3")]
    assert [(e.trigger, e.evidence) for e in shown.events] == [((31, 36), (24, 53))]
    assert article().names[0].start == 15


def test_the_next_move_finds_the_value_where_it_is_now() -> None:
    shown = corrected(article(), [move(1, "time", (41, 46), [37, 40]), move(2, "time", (37, 40), [37, 53])])
    assert [(t.start, t.end, t.rule) for t in shown.times] == [(37, 53, "decided:d2")]


def test_the_one_of_exactly_this_span_is_meant() -> None:
    shown = corrected(article(), [move(1, "name", (9, 20), [4, 20])])
    assert [(n.start, n.end) for n in shown.names] == [(15, 20), (4, 20)]


def test_what_is_not_there_or_too_long_changes_nothing() -> None:
    given = article()
    assert corrected(given, [move(1, "name", (0, 3), [0, 4])]).names == given.names
    assert corrected(given, [move(1, "name", (15, 20), [15, 999])]).names == given.names
    assert corrected(given, [move(1, "COOPERATE", (31, 36), [24, 999])]).events[0].evidence is None


def test_a_mark_of_a_layer_is_no_event() -> None:
    assert found(Anchor("a", "name", (31, 36)), article()) is None


@pytest.mark.parametrize("given", ["5", "9-5", "a-b", [3], [-1, 4], None])
def test_spans_are_checked(given: object) -> None:
    with pytest.raises(KhabarError, match="cannot be the span"):
        value_of("span", given)
    assert value_of("span", "5-9") == value_of("span", (5, 9)) == [5, 9]
