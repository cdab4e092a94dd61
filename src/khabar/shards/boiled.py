"""What relating needs of a file of articles, boiled down beside it: so that it is made on many machines, and once.

A file of sections, each packed by itself, so that who asks for the accounts of one type reads no others. It can be
made again at any time; nothing else is kept in it.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import zstandard

from khabar.article import Article
from khabar.errors import error, of_system
from khabar.relate.features import Account
from khabar.shards.files import Whole, read_parquet
from khabar.shards.packs import loaded
from khabar.shards.reading import Reading
from khabar.shards.task import check

FOLDER = "boiled"
T = TypeVar("T")
_encode = msgspec.msgpack.Encoder(order="deterministic").encode


class Part(msgspec.Struct, frozen=True):
    """A file of articles: its path, and the SHA-256 that it has to have."""

    path: str
    sha256: str


class Sketched(msgspec.Struct, array_like=True):
    """What a search for copies needs of an article (`khabar.relate.copies`); `marks`: bytes of 32-bit numbers;
    `paragraphs`: keys of its paragraphs (`khabar.relate.passages`)."""

    id: str
    day: str | None
    bands: tuple[int, ...]
    sample: tuple[int, ...]
    marks: bytes
    paragraphs: tuple[int, ...]


class Counted(msgspec.Struct, array_like=True):
    """Mentions, counted (`khabar.relate.entities.Mentions`)."""

    kinds: dict[str, dict[str, int]]
    words: dict[str, dict[str, int]]


class Boil:
    """Boils a file of articles down; gives the path of what it made in `folder`."""

    def __init__(self, folder: str, packs: Sequence[str], wanted: Reading) -> None:
        self.folder = folder
        self.packs = tuple(packs)
        self.wanted = wanted

    def path(self, part: Part) -> Path:
        """The file that it makes of another one."""
        name = hashlib.sha256(f"boiled 2\n{part.sha256}\n{self.wanted.relating_id}".encode()).hexdigest()[:24]
        return Path(self.folder, f"{name}.khb")

    def __call__(self, part: Part) -> str:
        check(self.wanted, self.packs)
        path = self.path(part)
        if not path.exists():
            with Path(part.path).open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != part.sha256:
                    raise error("shard-damaged", name=part.path)
            boiled = _boiled(part, self.packs)
            try:
                _write(path, boiled)
            except OSError as problem:
                raise of_system(problem) from problem
        return str(path)


def _boiled(part: Part, packs: Sequence[str]) -> dict[str, Any]:
    from khabar.relate.copies import sketch_and_marks
    from khabar.relate.entities import Mentions
    from khabar.relate.features import accounts
    from khabar.relate.passages import index_keys

    known = loaded(packs)
    sections: dict[str, Any] = {}
    sketches: list[Sketched] = []
    mentions = Mentions()
    for article in read_parquet(Path(part.path), Article):
        for account in accounts(article, known):
            sections.setdefault(f"accounts {account.type}", []).append(account)
        made, marks = sketch_and_marks(article)
        day = article.published.earliest
        paragraphs = index_keys(article, made) - {*made.bands, *made.sample}
        sketches.append(Sketched(article.id, day, made.bands, made.sample, marks.tobytes(), tuple(sorted(paragraphs))))
        mentions.add(article)
    return {**sections, "sketches": sketches, "mentions": Counted(dict(mentions.kinds), dict(mentions.words))}


def _write(path: Path, sections: dict[str, Any]) -> None:
    packer = zstandard.ZstdCompressor(level=3)
    where: dict[str, tuple[int, int]] = {}
    with Whole(path) as file:
        for name in sorted(sections):
            data = packer.compress(_encode(sections[name]))
            where[name] = (file.size, len(data))
            file.write(data)
        index = _encode(where)
        file.write(index + len(index).to_bytes(8, "little"))
        file.finish()


class Boiled:
    """A file that `Boil` made."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        with self.path.open("rb") as stream:
            stream.seek(-8, 2)
            length = int.from_bytes(stream.read(8), "little")
            stream.seek(-8 - length, 2)
            self._where = msgspec.msgpack.decode(stream.read(length), type=dict[str, tuple[int, int]])

    def _section(self, name: str, kind: type[T]) -> T:
        start, length = self._where[name]
        with self.path.open("rb") as stream:
            stream.seek(start)
            return msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(stream.read(length)), type=kind)

    def sizes(self) -> dict[str, int]:
        """Type -> bytes of its accounts, packed."""
        found = ((name.partition(" "), length) for name, (_, length) in self._where.items())
        return {type: length for (kind, _, type), length in found if kind == "accounts"}

    def accounts(self, type: str) -> list[Account]:
        """The accounts of a type."""
        name = f"accounts {type}"
        return self._section(name, list[Account]) if name in self._where else []

    def sketches(self) -> list[Sketched]:
        """What a search for copies needs, an article each."""
        return self._section("sketches", list[Sketched])

    def mentions(self) -> Counted:
        """The mentions."""
        return self._section("mentions", Counted)


def marks(data: bytes) -> array[int]:
    """The marks of a `Sketched`."""
    out = array("I")
    out.frombytes(data)
    return out
