"""A file of records of our own making, and what a run over it in one process gives."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from bench import corpus

from khabar.engine import HERE, Where
from khabar.shards.run import Run, State

#: Megabytes of a part: about ten articles.
PART = 0.03
ARTICLES = 32


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of records."""
    path = tmp_path_factory.mktemp("records") / "made.jsonl"
    corpus.write(path, ARTICLES)
    return path


def run(
    folder: Path, paths: Sequence[Path], where: Where = HERE, told: list[str] | None = None, building: Where = HERE
) -> State:
    """A run with its dataset, which is put together `building`."""
    with Run(folder) as running:
        running.read([str(path) for path in paths], where, megabytes=PART, tell=([] if told is None else told).append)
        running.build(building)
        return running.state


def contents(folder: Path) -> dict[str, str]:
    """The files of a run that have to be the same wherever it ran: its shards and its dataset."""
    files = [*folder.glob("shards/*"), *folder.glob("dataset/**/*")]
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files if file.is_file()
    }  # fmt: skip


@pytest.fixture(scope="session")
def serial(records: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run in this process; not to be changed."""
    folder = tmp_path_factory.mktemp("serial") / "run"
    run(folder, [records])
    return folder
