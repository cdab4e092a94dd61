"""The map gives every item's outcome in order, whatever an item does."""

from __future__ import annotations

import os
import signal

import pytest

from khabar.engine import run
from khabar.errors import KhabarError


def double(n: int) -> int:
    if n == 5:
        raise ValueError("five")
    if n == 6:
        raise KhabarError("x", "six")
    return 2 * n


def deadly(n: int) -> int:
    if n in (3, 40):
        os.kill(os.getpid(), signal.SIGKILL)
    return double(n)


@pytest.mark.parametrize("workers", [1, 2])
def test_in_order_and_past_errors(workers: int) -> None:
    outcomes = list(run(double, range(50), workers))
    assert [o.item for o in outcomes] == list(range(50))
    assert [o.value for o in outcomes] == [None if n in (5, 6) else 2 * n for n in range(50)]
    assert "ValueError: five" in str(outcomes[5].error)
    assert str(outcomes[6].error) == "six"


def test_a_killed_worker_costs_one_item() -> None:
    outcomes = list(run(deadly, range(60), 2))
    assert [o.item for o in outcomes] == list(range(60))
    lost = [o.item for o in outcomes if o.error and o.error.code == "worker-lost"]
    assert lost == [3, 40]
    assert [o.value for o in outcomes if o.item not in (3, 5, 6, 40)] == [
        2 * n for n in range(60) if n not in (3, 5, 6, 40)
    ]


def always_deadly(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_gives_up_where_no_worker_ever_lives() -> None:
    with pytest.raises(KhabarError) as met:
        list(run(always_deadly, range(1000), 2))
    assert met.value.code == "workers-broken"


def test_items_are_taken_as_they_are_needed() -> None:
    taken = []

    def items() -> object:
        for n in range(10_000):
            taken.append(n)
            yield n

    outcomes = run(double, items(), 2)  # type: ignore[arg-type]
    next(outcomes)
    assert len(taken) < 200
    outcomes.close()  # type: ignore[attr-defined]
