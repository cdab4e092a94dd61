"""A dataset: a folder of Parquet files that hold articles and what is known across them.

    articles/00000.parquet …   articles with their layers, in the order of the input
    happenings.parquet, entities.parquet, copies.parquet
    dataset.json               which files there are, with their hashes

The records are those of the interchange format, a column a field (`khabar.shards.columns`); what reads them back
gets the same records. `khabar.shards.views` has the tables that one asks.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from khabar.article import Article, Copies, Entity, LinkedEvent
from khabar.errors import KhabarError, error
from khabar.shards.files import Made, read_parquet, write_parquet, write_whole
from khabar.shards.pieces import ORIGIN, Origin

NAME = "dataset.json"
#: The dataset's folder inside that of a run.
INSIDE = "dataset"
ARTICLES = "articles"
#: File -> the records in it.
ACROSS: dict[str, type[msgspec.Struct]] = {
    "happenings.parquet": LinkedEvent,
    "entities.parquet": Entity,
    "copies.parquet": Copies,
}


class File(msgspec.Struct, frozen=True):
    """A file of a dataset: its path from the dataset's folder, records, bytes, SHA-256."""

    path: str
    records: int
    bytes: int
    sha256: str


class Contents(msgspec.Struct, frozen=True):
    """`dataset.json`. `made_of`: a digest of what it was made of; `missing`: input of which nothing is in it."""

    format: int
    made_of: str
    articles: list[File]
    across: list[File]
    missing: list[str] = []


class Dataset:
    """A dataset in a folder, that of a run or its own. KhabarError `dataset-missing`, `dataset-newer`."""

    def __init__(self, folder: str | Path) -> None:
        path = Path(folder)
        if not (path / NAME).is_file() and (path / INSIDE / NAME).is_file():
            path /= INSIDE
        self.folder = path
        try:
            self.contents = msgspec.json.decode((path / NAME).read_bytes(), type=Contents)
        except (OSError, msgspec.DecodeError) as problem:
            raise error("dataset-missing", name=folder) from problem
        if self.contents.format != 1:
            raise error("dataset-newer", name=folder)

    def paths(self) -> list[Path]:
        """The files of articles, in order."""
        return [self.folder / file.path for file in self.contents.articles]

    def articles(self) -> Iterator[Article]:
        """All articles, in the order of the input."""
        for path in self.paths():
            yield from read_parquet(path, Article)

    def events(self) -> Iterator[LinkedEvent]:
        """The happenings, by identifier."""
        return read_parquet(self.folder / "happenings.parquet", LinkedEvent)

    def entities(self) -> Iterator[Entity]:
        """The entities that have mentions, by identifier."""
        return read_parquet(self.folder / "entities.parquet", Entity)

    def copies(self) -> Iterator[Copies]:
        """The groups of articles that are one text."""
        return read_parquet(self.folder / "copies.parquet", Copies)


class Source(msgspec.Struct, frozen=True):
    """A file of articles that a dataset is made of."""

    path: str
    sha256: str
    bytes: int
    records: int


def made_of(sources: Iterable[Source], *more: str) -> str:
    """What `Contents.made_of` is for a dataset made of these files."""
    out = hashlib.sha256("\n".join(["dataset 1", *more]).encode())
    for source in sources:
        out.update(f"\n{source.sha256}".encode())
    return out.hexdigest()


def settle(sources: Sequence[Source]) -> dict[int, dict[int, str | None]]:
    """File (by number) -> row -> the identifier that its article has to have, None where it is left out.

    As a ledger does it: an identifier that is another text's gets `-` and the beginning of the hash behind it; of
    one text that comes several times under one identifier the last is kept. Rows that stay as they are are not
    in it.
    """
    import pyarrow.parquet as pq

    held: dict[str, str] = {}
    last: dict[str, tuple[int, int]] = {}
    out: dict[int, dict[int, str | None]] = {}
    for number, source in enumerate(sources):
        table = pq.read_table(source.path, columns=["id", "sha256"])
        for row, (id, sha256) in enumerate(zip(*(c.to_pylist() for c in table.columns), strict=True)):
            name = id
            if held.get(id, sha256) != sha256:
                name = f"{id}-{sha256[:8]}"
                out.setdefault(number, {})[row] = name
            held.setdefault(name, sha256)
            if name in last:
                file, before = last[name]
                out.setdefault(file, {})[before] = None
            last[name] = (number, row)
    return out


class Builder:
    """Makes a dataset beside the one that is there, and puts it in its place when all of it is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._new = folder.with_name(f"{folder.name}.new")
        self._old = folder.with_name(f"{folder.name}.old")
        shutil.rmtree(self._new, ignore_errors=True)
        if self._old.exists() and not folder.exists():  # stopped between the two names
            self._old.rename(folder)
        shutil.rmtree(self._old, ignore_errors=True)
        (self._new / ARTICLES).mkdir(parents=True)
        self.articles: list[File] = []
        self.across: list[File] = []

    def path(self, file: File) -> Path:
        """Where a file lies until `finish`."""
        return self._new / file.path

    def take(self, source: Source, changes: dict[int, str | None] | None = None) -> None:
        """Take a file of articles, with the identifiers changed as `settle` says."""
        name = f"{ARTICLES}/{len(self.articles):06}.parquet"
        target = self._new / name
        if changes:
            articles = _changed(read_parquet(Path(source.path), Article, ORIGIN), changes)
            made = write_parquet(target, Article, articles, ORIGIN)
            self.articles.append(_file(name, made))
            return
        _link(Path(source.path), target)
        self.articles.append(File(name, source.records, source.bytes, source.sha256))

    def add(self, articles: Iterable[tuple[Article, Origin | None]]) -> None:
        """Write a file of articles, each with where its bytes lie."""
        name = f"{ARTICLES}/{len(self.articles):06}.parquet"
        self.articles.append(_file(name, write_parquet(self._new / name, Article, articles, ORIGIN)))

    def put(self, name: str, records: Iterable[Any]) -> None:
        """Write a file of what is known across articles; `name` is one of `ACROSS`."""
        self.across.append(_file(name, write_parquet(self._new / name, ACROSS[name], records)))

    def finish(self, made_of: str, missing: Sequence[str] = ()) -> None:
        """The dataset appears under its name."""
        contents = Contents(1, made_of, self.articles, self.across, list(missing))
        data = msgspec.json.format(msgspec.json.encode(contents), indent=1)
        write_whole(self._new / NAME, data + b"\n")
        if self.folder.exists():
            self.folder.rename(self._old)
        self._new.rename(self.folder)
        shutil.rmtree(self._old, ignore_errors=True)


def _file(name: str, made: Made) -> File:
    return File(name, made.records, made.bytes, made.sha256)


def _changed(
    articles: Iterable[tuple[Article, Origin | None]], changes: dict[int, str | None]
) -> Iterator[tuple[Article, Origin | None]]:
    for row, (article, origin) in enumerate(articles):
        name = changes.get(row, article.id)
        if name is not None:
            article.id = name
            yield article, origin


def _link(source: Path, target: Path) -> None:
    """The same file under a second name; a copy where the disk knows no such thing."""
    with contextlib.suppress(OSError):
        os.link(source, target)
        return
    shutil.copyfile(source, target)


def current(folder: Path, digest: str) -> bool:
    """Whether the dataset in a folder is there and made of this (`made_of`)."""
    try:
        return Dataset(folder).contents.made_of == digest
    except KhabarError:
        return False


def relations(builder: Builder, events: Iterable[LinkedEvent], entities: Iterable[Entity], copies: Iterable[Copies],
              say: Callable[[str], None] = lambda _: None) -> None:  # fmt: skip
    """Write what is known across articles."""
    say("writing what is known across articles")
    for name, records in zip(ACROSS, (events, entities, copies), strict=True):
        builder.put(name, records)
