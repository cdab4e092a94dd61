"""A run: what is missing of the shards is read, wherever; then the dataset is made."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from khabar import engine
from khabar.errors import KhabarError, error
from khabar.ingest.files import STDIN, Given, walk
from khabar.ingest.item import Tally
from khabar.shards import across, dataset, task
from khabar.shards.boiled import FOLDER, Boil, Part
from khabar.shards.files import PART
from khabar.shards.manifest import Finished, Manifest
from khabar.shards.packs import loaded
from khabar.shards.plan import MEGABYTES, Shard, shards, smaller
from khabar.shards.reading import Reading, differences, reading

Say = Callable[[str], None]
#: Errors after which no other shard could be done either.
_ENDS = frozenset({"disk-full", "output-unwritable", "worker-differs"})
_LOCK = ".lock"


@dataclass
class State:
    """How far a run is. `planned`: its shards; `done`: those that are finished; `lost`: input that could not be read
    because its workers died or its files changed."""

    planned: list[Shard] = field(default_factory=list)
    done: dict[str, Finished] = field(default_factory=dict)
    errors: list[KhabarError] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    articles: int = 0
    new: int = 0
    tally: Tally = field(default_factory=Tally)

    @property
    def finished(self) -> list[Finished]:
        """The finished shards in the order of the plan."""
        return [self.done[shard.key] for shard in self.planned if shard.key in self.done]


class Run:
    """The run in a folder. For use in a `with`: nobody else writes into it meanwhile.

    KhabarError `run-busy`, `run-foreign`, `run-stdin`; `output-unwritable`.
    """

    def __init__(self, folder: str | Path, packs: Sequence[str] = (), given: Given | None = None) -> None:
        import pyarrow  # noqa: F401 - where it is missing, that is said before anything is made

        self.folder = Path(folder).absolute()
        self.name = str(folder)
        self.given = given or Given()
        self.packs = [str(Path(p).resolve()) for p in packs]
        loaded(self.packs)  # a pack that cannot be used is said before anything is made
        self.reading: Reading = reading(self.packs, repr(self.given))
        self.state = State()

    def __enter__(self) -> Run:
        if self.folder.exists() and not self.folder.is_dir():
            raise error("run-foreign", name=self.name, why="it is a file")
        if self.folder.is_dir() and not (self.folder / _LOCK).exists() and any(self.folder.iterdir()):
            raise error("run-foreign", name=self.name, why="something else is in it")
        (self.folder / task.FOLDER).mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            os.close(self._lock)
            raise error("run-busy", name=self.name) from problem
        self._tidy()
        return self

    def __exit__(self, *_: object) -> None:
        self._tidy()
        os.close(self._lock)

    def _tidy(self) -> None:
        """Take away what processes that were stopped have left of files."""
        for left in self.folder.rglob(f".*{PART}"):
            left.unlink(missing_ok=True)

    # shards

    def read(self, paths: Sequence[str], where: engine.Where = engine.HERE, *, megabytes: float = MEGABYTES,
             say: Say = lambda _: None, tell: Say = lambda _: None) -> None:  # fmt: skip
        """Read what is missing. `say` is told how far it is, `tell` what differs from the run before.

        Errors of files and articles go to `state.errors`; KhabarError where the run cannot go on.
        """
        if STDIN in paths:
            raise error("run-stdin")
        state = self.state
        say("looking at the input")
        mine = os.path.join(os.path.realpath(self.folder), "")  # noqa: PTH118 - what a run makes is not its input
        files = (file for file in walk(paths, state.errors) if not os.path.realpath(file).startswith(mine))
        for shard in shards(files, self.reading, state.errors, megabytes):
            state.planned.append(shard)
            say(f"looking at the input: {len(state.planned)} shards")
        with Manifest(self.folder) as manifest:
            missing = []
            for shard in state.planned:
                entry = manifest.shards.get(shard.key)
                if entry is not None and self._there(entry, shard):
                    self._take(entry)
                else:
                    missing.append(shard)
            for line in changes(manifest, state.planned, missing, self.reading):
                tell(line)
            self._read(missing, manifest, where, say)

    def _there(self, entry: Finished, shard: Shard) -> bool:
        file = self.folder / entry.file
        moved = any(was.line != now.line for was, now in zip(entry.input, shard.pieces, strict=True))
        # errors name lines: where lines have moved they are told anew
        return file.is_file() and file.stat().st_size == entry.bytes and not (entry.errors and moved)

    def _take(self, entry: Finished) -> None:
        self.state.done[entry.key] = entry
        self.state.articles += entry.articles
        self.state.errors += entry.problems()
        for part in fields(Tally):
            setattr(self.state.tally, part.name, getattr(self.state.tally, part.name) + getattr(entry.tally, part.name))

    def _read(self, missing: Sequence[Shard], manifest: Manifest, where: engine.Where, say: Say) -> None:
        if len(missing) < 2 and not where.scheduler:
            where = engine.HERE
        killers = self._work(missing, manifest, where, say)
        while killers:
            # what killed its workers is looked for in ever smaller parts, in a process of its own: the rest is read
            parts: list[Shard] = []
            for shard in killers:
                halves = smaller(shard, self.reading)
                if not halves:
                    self._lose(shard, error("shard-lost", name=_called(shard)))
                at = self.state.planned.index(shard)
                self.state.planned[at : at + 1] = halves or [shard]
                parts += halves
            for shard in parts:
                if (entry := manifest.shards.get(shard.key)) is not None and self._there(entry, shard):
                    self._take(entry)
            left = [shard for shard in parts if shard.key not in self.state.done]
            killers = self._work(left, manifest, engine.Where(1, apart=True), say)

    def _work(self, these: Sequence[Shard], manifest: Manifest, where: engine.Where, say: Say) -> list[Shard]:
        """Read shards; gives those that killed their workers."""
        work = task.ReadShard(str(Path.cwd()), str(self.folder), self.packs, self.given, self.reading)
        state = self.state
        killers = []
        for outcome in engine.run(work, these, where, chunk=1, ordered=False, say=say):
            if outcome.value is not None:
                manifest.add(outcome.value, self.reading)
                self._take(outcome.value)
                state.new += outcome.value.articles
            elif outcome.error is not None:
                if outcome.error.code in _ENDS:
                    raise outcome.error
                if outcome.error.code == "worker-lost":
                    killers.append(outcome.item)
                else:
                    self._lose(outcome.item, outcome.error)
            say(f"{len(state.done)} of {len(state.planned)} shards, {state.articles} articles")
        return killers

    def _lose(self, shard: Shard, problem: KhabarError) -> None:
        self.state.errors.append(problem)
        self.state.lost += [piece.name for piece in shard.pieces]

    # what is made of them

    def build(self, where: engine.Where = engine.HERE, *, say: Say = lambda _: None) -> bool:
        """Make the dataset of the finished shards; False where it is there already."""
        sources = [
            dataset.Source(str(self.folder / e.file), e.sha256, e.bytes, e.articles) for e in self.state.finished
        ]
        target = self.folder / dataset.INSIDE
        digest = dataset.made_of(sources, self.reading.relating_id)
        if dataset.current(target, digest):
            return False
        say("putting the articles together")
        builder = dataset.Builder(target)
        changed = dataset.settle(sources)
        for number, source in enumerate(sources):
            builder.take(source, changed.get(number))
        if not builder.articles:
            builder.add([])
        parts = [Part(str(builder.path(file)), file.sha256) for file in builder.articles]
        related = across.relate(parts, self.folder, loaded(self.packs), self.packs, self.reading, where, say)
        dataset.relations(builder, related.events, related.entities, related.copies, say)
        builder.finish(digest, self.state.lost)
        return True

    def boiled(self) -> list[str] | None:
        """What was boiled down of the dataset's files, in their order; None where some of it is no longer there."""
        boil = Boil(str(self.folder / FOLDER), self.packs, self.reading)
        made = dataset.Dataset(self.folder).contents.articles
        paths = [boil.path(Part(file.path, file.sha256)) for file in made]
        return [str(path) for path in paths] if all(path.exists() for path in paths) else None

    def unused(self) -> list[Path]:
        """Files of earlier readings that the shards and the dataset of now do not use."""
        used = {self.folder / entry.file for entry in self.state.done.values()}
        used |= {Path(path) for path in self.boiled() or ()}
        found = [*(self.folder / task.FOLDER).glob("*.parquet"), *(self.folder / FOLDER).glob("*.khb")]
        return sorted(path for path in found if path not in used)


def _called(shard: Shard) -> str:
    """The input of a shard, as an error names it."""
    piece = shard.pieces[0]
    return piece.name if piece.end is None else f"{piece.name}, line {piece.line}"


def changes(manifest: Manifest, planned: Sequence[Shard], missing: Sequence[Shard], now: Reading) -> list[str]:
    """In words, why shards of a run that was begun before are read: nothing where it is new."""
    if not manifest.shards:
        return []
    out = []
    before = next((r for id, r in reversed(manifest.readings.items()) if id != now.id), None)
    if now.id not in manifest.readings and before is not None:
        out.append(f"since the run before: {'; '.join(differences(before, now))}")
        out.append(f"so all {len(planned)} shards are read anew")
        return out
    known: dict[str, set[tuple[int, int]]] = {}
    for entry in manifest.shards.values():
        if entry.reading == now.id:
            for piece in entry.input:
                known.setdefault(piece.name, set()).add((piece.size, piece.changed))
    pieces = [piece for shard in missing for piece in shard.pieces]
    new = {piece.name for piece in pieces if piece.name not in known}
    changed = {p.name for p in pieces if (p.size, p.changed) not in known.get(p.name, {(p.size, p.changed)})}
    if new:
        out.append(f"{len(new)} files are new, such as {min(new)}")
    if changed:
        out.append(f"{len(changed)} files have changed, such as {min(changed)}")
    out.append(f"{len(planned) - len(missing)} of {len(planned)} shards are there already")
    return out
