"""The work on one shard, the same function on whatever machine: input in, one Parquet file of articles out."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from khabar.article import Article, encode
from khabar.engine.outcome import attempt
from khabar.errors import KhabarError, error, of_system
from khabar.ingest.files import Given
from khabar.ingest.item import Tally
from khabar.shards.files import write_parquet
from khabar.shards.manifest import Finished
from khabar.shards.pieces import ORIGIN, Origin, found, origin
from khabar.shards.plan import Shard
from khabar.shards.reading import Reading, differences, reading

FOLDER = "shards"
#: Errors that may be gone the next time though the input is the same: a shard that met one is not finished.
PASSING = frozenset({"input-changed", "part-missing", "path-missing", "path-unreadable", "table-part"})
_one_at_a_time = threading.Lock()
_checked: set[str] = set()


class ReadShard:
    """Annotates a shard; travels to a worker as names of folders and what its reading has to be.

    `here`: the folder that relative names of files are understood in; `folder`: that of the run; both are the same
    folders on every machine.
    """

    def __init__(self, here: str, folder: str, packs: Sequence[str], given: Given, wanted: Reading) -> None:
        self.here = here
        self.folder = folder
        self.packs = tuple(packs)
        self.given = given
        self.wanted = wanted

    def __call__(self, shard: Shard) -> Finished:
        # one shard at a time: a worker with several threads would not be quicker, and the layers know no threads
        with _one_at_a_time, _in(self.here):
            check(self.wanted, self.packs)
            file = Path(self.folder, FOLDER, f"{shard.key}.parquet")
            errors: list[KhabarError] = []
            tally = Tally()
            try:
                made = write_parquet(file, Article, self._annotated(shard, errors, tally), ORIGIN)
            except OSError as problem:
                raise of_system(problem) from problem
        if lasting := [e for e in errors if e.code in PASSING]:
            raise lasting[0]
        return Finished(
            shard.key, f"{FOLDER}/{file.name}", made.sha256, made.bytes, made.records, self.wanted.id, shard.pieces,
            [(e.code, e.message, e.hint) for e in errors], tally,
        )  # fmt: skip

    def _annotated(
        self, shard: Shard, errors: list[KhabarError], tally: Tally
    ) -> Iterator[tuple[Article, Origin | None]]:
        from khabar.layers.pipeline import annotate_article
        from khabar.shards.packs import loaded

        packs = loaded(self.packs)

        def annotate(article: Article) -> Article:
            done = annotate_article(article, packs)
            encode(done)  # what cannot be written fails here, alone, and not with all its neighbours
            return done

        for piece in shard.pieces:
            for one in found(piece, self.given, errors, tally):
                done, problem = attempt(annotate, one.article)
                if done is not None:
                    yield done, origin(one)
                elif problem is not None:
                    errors.append(problem)


def check(wanted: Reading, packs: Sequence[str]) -> None:
    """KhabarError `worker-differs` where this process would read otherwise than it should."""
    if wanted.id in _checked:
        return
    try:
        here = reading(packs, wanted.given)
    except (KhabarError, OSError) as problem:
        raise error("worker-differs", name=whereabouts(), what=problem) from problem
    if what := differences(wanted, here):
        raise error("worker-differs", name=whereabouts(), what="; ".join(what))
    _checked.add(wanted.id)


def whereabouts() -> str:
    """This machine and process, as an error names it."""
    return f"{socket.gethostname()}, process {os.getpid()}"


@contextlib.contextmanager
def _in(folder: str) -> Iterator[None]:
    if os.getcwd() == folder:  # noqa: PTH109 - cheap, and the usual case
        yield
        return
    try:
        going = contextlib.chdir(folder)
        going.__enter__()
    except OSError as problem:
        why = f"it does not see the folder {folder} ({problem.strerror})"
        raise error("worker-differs", name=whereabouts(), what=why) from problem
    try:
        yield
    finally:
        going.__exit__(None, None, None)
