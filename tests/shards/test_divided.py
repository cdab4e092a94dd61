"""Types that are linked in parts: the same happenings, whatever the parts are."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shards.conftest import contents, run

from khabar.engine import Where
from khabar.relate.blocks import blocks, placed
from khabar.relate.features import Account
from khabar.shards import divided
from khabar.shards.dataset import Dataset
from khabar.shards.divided import Slice, slices


def test_how_many_slices() -> None:
    assert slices(divided.WHOLE) == 1
    assert slices(divided.WHOLE + 1) == 8
    assert slices(100 * divided.WHOLE) == 400


@pytest.mark.parametrize("batch", [1, 40, 100_000])
def test_parts_give_what_the_whole_gives(
    batch: int, records: Path, serial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(divided, "WHOLE", 1)
    monkeypatch.setattr(divided, "_SLICES", 0)
    monkeypatch.setattr(divided, "BATCH", batch)
    run(tmp_path / "run", [records])
    assert list(Dataset(tmp_path / "run").events()) == list(Dataset(serial).events()) != []
    assert contents(tmp_path / "run") == contents(serial)
    assert not list((tmp_path / "run").rglob("batch-*"))


def test_in_processes(records: Path, serial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(divided, "WHOLE", 1)
    monkeypatch.setattr(divided, "_SLICES", 0)
    monkeypatch.setattr("khabar.shards.across._LITTLE", 0)
    run(tmp_path / "run", [records], building=Where(2))
    assert contents(tmp_path / "run") == contents(serial)


def test_each_block_lies_in_one_slice() -> None:
    account = Account(
        "a", "e1", "CONSULT", "meeting", sources=frozenset({"syria"}), targets=frozenset({"sdf"}),
        days=(737_000, 737_003), published=(737_001, 737_001), places=frozenset({"qamishli"}),
        words=frozenset({"محادث"}), people=frozenset({"p"}),
    )  # fmt: skip
    found = placed(account)
    assert [name for name, _ in found] == blocks(account)
    for name, day in found:
        assert sum(Slice("CONSULT", n, 7).holds(name, day) for n in range(7)) == 1
