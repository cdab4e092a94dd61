"""A run on a cluster: a scheduler and two workers on loopback, some of which are killed, and the same bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bench import corpus
from tests.engine.cluster import Cluster
from tests.shards.conftest import ARTICLES, PART, contents, run
from tests.shards.functions import ACCIDENT, FOLDER, Accident

from khabar.engine import Where
from khabar.errors import KhabarError
from khabar.shards import task
from khabar.shards.manifest import Manifest
from khabar.shards.run import Run

_SECONDS = 120


@pytest.fixture
def prepared(tmp_path: Path, serial: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Workers in this environment wait at a shard, the first time, with a mark that says who does."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(task, "ReadShard", Accident)
    with Manifest(serial) as manifest:
        second = next(entry for entry in manifest.shards.values() if entry.input[0].line > 1)
    (tmp_path / "second").write_text(f"{second.key} {second.input[0].line}")
    return {ACCIDENT: "wait", FOLDER: str(tmp_path)}


def at_the_mark(folder: Path, then: Callable[[int], None]) -> threading.Thread:
    """Do something as soon as a worker has left its mark."""

    def waiting() -> None:
        until = time.monotonic() + _SECONDS
        while not (folder / "mark").exists() and time.monotonic() < until:
            time.sleep(0.01)
        then(int((folder / "mark").read_text()))

    thread = threading.Thread(target=waiting, daemon=True)
    thread.start()
    return thread


def test_a_killed_worker_changes_nothing(tmp_path: Path, records: Path, serial: Path, prepared: dict[str, str]) -> None:
    killed: list[int] = []

    def kill(process: int) -> None:
        killed.append(process)
        os.kill(process, signal.SIGKILL)

    with Cluster(tmp_path) as cluster:
        workers = [cluster.worker(environment=prepared), cluster.worker(environment=prepared)]
        killing = at_the_mark(tmp_path, kill)
        where = Where(scheduler=cluster.address)
        state = run(tmp_path / "run", [records], where, building=where)
        killing.join(_SECONDS)
        assert [w.pid for w in workers if w.poll() == -signal.SIGKILL] == killed
        assert len(killed) == 1
    assert state.errors == []
    assert state.articles == ARTICLES
    assert contents(tmp_path / "run") == contents(serial)


def test_a_killed_scheduler_costs_what_was_not_finished(
    tmp_path: Path, records: Path, serial: Path, prepared: dict[str, str]
) -> None:
    with Cluster(tmp_path) as cluster:
        cluster.worker(environment=prepared)
        killing = at_the_mark(tmp_path, lambda _: cluster.scheduler.kill())
        with Run(tmp_path / "run") as running:
            with pytest.raises(KhabarError) as met:
                running.read([str(records)], Where(scheduler=cluster.address), megabytes=PART)
            done, planned = len(running.state.done), len(running.state.planned)
        killing.join(_SECONDS)
    assert met.value.code == "scheduler-lost"
    assert done < planned
    told: list[str] = []
    with Cluster(tmp_path) as cluster:
        cluster.worker()
        run(tmp_path / "run", [records], Where(scheduler=cluster.address), told)
    assert (f"{done} of {planned} shards are there already" in told) == (done > 0)
    assert contents(tmp_path / "run") == contents(serial)


def test_the_commands_that_annotate_take_a_scheduler(tmp_path: Path) -> None:
    given = tmp_path / "made.jsonl"
    corpus.write(given, 4)
    here = [sys.executable, "-m", "khabar.cli", "annotate", str(given)]
    with Cluster(tmp_path) as cluster:
        cluster.worker()
        there = subprocess.run([*here, "--scheduler", cluster.address], capture_output=True, check=True)
    assert there.stdout == subprocess.run(here, capture_output=True, check=True).stdout != b""
    assert there.stderr == b""


def test_a_worker_that_would_read_otherwise_is_refused(tmp_path: Path, records: Path) -> None:
    import khabar

    other = tmp_path / "other"
    other.mkdir()
    # another version of the program, as a worker may have it that was set up some time ago
    (other / "sitecustomize.py").write_text("import khabar\nkhabar.__version__ = '0.0.9'\n")
    path = os.pathsep.join([str(other), str(Path(khabar.__file__).parents[1])])
    with Cluster(tmp_path) as cluster:
        cluster.worker(environment={"PYTHONPATH": path})
        with pytest.raises(KhabarError) as met:
            run(tmp_path / "run", [records], Where(scheduler=cluster.address))
    assert met.value.code == "worker-differs"
    assert f"khabar 0.0.9, not {khabar.__version__}" in met.value.message
