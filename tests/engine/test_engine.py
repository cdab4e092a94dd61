"""The map gives every item's outcome, whatever an item does: one test, every back end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engine.cluster import Cluster
from tests.engine.functions import DiesOnce, always_deadly, deadly, double

from khabar.engine import Where, run
from khabar.errors import KhabarError


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("cluster")) as running:
        running.worker()
        running.worker()
        yield running


@pytest.fixture(params=["serial", "processes", "dask"])
def where(request: pytest.FixtureRequest) -> Where:
    if request.param == "dask":
        return Where(scheduler=request.getfixturevalue("cluster").address)
    return Where(1 if request.param == "serial" else 2)


@pytest.mark.parametrize("chunk", [1, 8])
def test_in_order_and_past_errors(where: Where, chunk: int) -> None:
    outcomes = list(run(double, range(50), where, chunk=chunk))
    assert [o.item for o in outcomes] == list(range(50))
    assert [o.value for o in outcomes] == [None if n in (5, 6) else 2 * n for n in range(50)]
    assert "ValueError: five" in str(outcomes[5].error)
    assert str(outcomes[6].error) == "six"


def test_as_they_are_done(where: Where) -> None:
    outcomes = list(run(double, range(50), where, ordered=False))
    assert sorted(o.item for o in outcomes) == list(range(50))
    assert all(o.value == 2 * o.item for o in outcomes if o.item not in (5, 6))


def test_nothing_to_do(where: Where) -> None:
    assert list(run(double, [], where)) == []


def test_items_are_taken_as_they_are_needed(where: Where) -> None:
    taken = []

    def items() -> Iterator[int]:
        for n in range(10_000):
            taken.append(n)
            yield n

    outcomes = run(double, items(), where)
    next(outcomes)
    assert len(taken) < 200
    outcomes.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("ordered", [True, False])
def test_a_killed_worker_costs_one_item(ordered: bool) -> None:
    outcomes = list(run(deadly, range(60), Where(2), ordered=ordered))
    if not ordered:
        outcomes.sort(key=lambda o: o.item)
    assert [o.item for o in outcomes] == list(range(60))
    lost = [o.item for o in outcomes if o.error and o.error.code == "worker-lost"]
    assert lost == [3, 40]
    assert [o.value for o in outcomes if o.item not in (3, 5, 6, 40)] == [
        2 * n for n in range(60) if n not in (3, 5, 6, 40)
    ]


@pytest.mark.parametrize("chunk", [1, 8])
def test_what_a_killed_worker_was_doing_is_done_again(tmp_path: Path, chunk: int) -> None:
    outcomes = list(run(DiesOnce(tmp_path / "died"), range(30), Where(2), chunk=chunk))
    assert [o.value for o in outcomes] == [2 * n for n in range(30)]
    assert (tmp_path / "died").exists()


def test_gives_up_where_no_worker_ever_lives() -> None:
    with pytest.raises(KhabarError) as met:
        list(run(always_deadly, range(1000), Where(2)))
    assert met.value.code == "workers-broken"


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.engine.dask._CONNECT_SECONDS", 0.5)
    with pytest.raises(KhabarError) as met:
        list(run(double, range(3), Where(scheduler="tcp://127.0.0.1:1")))
    assert met.value.code == "scheduler-unreachable"
    with pytest.raises(KhabarError) as met:
        list(run(double, range(3), Where(scheduler="nonsense://x")))
    assert met.value.code == "scheduler-unreachable"
