"""The one way in for files of every kind: articles, each with the bytes that it was read from.

Files hold one article, many records, or other files; archives in archives are opened, but none inside those. In
archives only what is Arabic is read, and what else they hold is counted (`Tally`).
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from khabar.errors import KhabarError, error
from khabar.ingest import item as items
from khabar.ingest.extract import from_bytes
from khabar.ingest.files import STDIN, walk
from khabar.ingest.item import Found, Item, Member, Tally, Trouble, too_large
from khabar.ingest.kinds import ARCHIVES, HEAD, PACKED, STREAMED, TABLES, kind_of, sniff
from khabar.ingest.records import read_records

if TYPE_CHECKING:
    from khabar.ingest.files import Given

#: Most bytes of an archive inside an archive: it is put aside in a file that has no name.
NESTED_LIMIT = 1024 * 1024 * 1024
_SPOOL = 16 * 1024 * 1024
_MODULES = {"warc": "warc", "zip": "zipped", "tar": "tarred", "mhtml": "mhtml", "epub": "epub"}
_PACKINGS = frozenset(PACKED.values())
#: Errors of pages that are no articles: of archives they are counted, not told one by one.
_NO_ARTICLE = frozenset({"page-empty", "page-list", "file-empty"})


def read_sources(
    paths: Iterable[str | os.PathLike[str]],
    given: Given,
    errors: list[KhabarError],
    on_file: Callable[[str], None] | None = None,
    tally: Tally | None = None,
) -> Iterator[Found]:
    """What all files behind `paths` hold; a file, record or line that cannot be read goes to `errors`.

    `on_file` is told each file's name before it is read; `tally` counts what archives hold.
    """
    for file in walk(paths, errors):
        if on_file is not None:
            on_file(file)
        try:
            yield from read_source(file, given, errors, tally)
        except KhabarError as problem:
            errors.append(problem)
        except OSError as problem:
            errors.append(error("path-unreadable", name=file, why=problem.strerror or problem))


def read_source(file: str, given: Given, errors: list[KhabarError], tally: Tally | None = None) -> Iterator[Found]:
    """What one file holds. What is wrong inside goes to `errors`; KhabarError for a file that cannot be read at all."""
    reader = _Reader(given, errors, Tally() if tally is None else tally)
    if file == STDIN:
        yield from reader.stream(sys.stdin.buffer, "standard input", None)
        return
    with Path(file).open("rb") as stream:
        yield from reader.stream(stream, file, kind_of(file))


def read_stream(
    stream: BinaryIO, name: str, kind: str, given: Given, errors: list[KhabarError], tally: Tally | None = None
) -> Iterator[Found]:
    """The same of a stream that is a file of a `kind` (`khabar.ingest.kinds`), or a part of one that is one too."""
    return _Reader(given, errors, Tally() if tally is None else tally).stream(stream, name, kind)


class _Reader:
    def __init__(self, given: Given, errors: list[KhabarError], tally: Tally) -> None:
        self._given = given
        self._errors = errors
        self._tally = tally

    def stream(self, stream: BinaryIO, name: str, kind: str | None) -> Iterator[Found]:
        """What a file of its own holds: all of it, in whatever language."""
        head = b""
        if kind is None:
            head = stream.read(HEAD)
            kind = sniff(head)
        if kind in _PACKINGS:
            yield from self._packed(stream, name, kind, head)
        elif kind in ARCHIVES:
            with _seekable(stream, head) as whole:
                yield from self._archive(whole, name, kind, 0)
        elif kind == "records":
            for article in read_records(stream, name, self._given, self._errors, head, tally=self._tally):
                yield Found(article)
        elif kind in TABLES:
            yield from self._table(stream, name, kind, head)
        else:
            data = _at_most(stream, head, name)
            yield self._one(Item(data, name, kind, source=_shown(name)))

    def _packed(self, stream: BinaryIO, name: str, kind: str, head: bytes) -> Iterator[Found]:
        """What a single packed file holds."""
        from khabar.ingest.archives.unpack import unpacked

        inner = name.rpartition(".")[0] if PACKED.get(Path(name).suffix.lower()) else name
        with _seekable(stream, head) as whole:
            contents = unpacked(whole, kind, name)
            found = kind_of(inner) if inner != name else None
            first = contents.read(HEAD)
            found = found or sniff(first)
            if found in ("warc", "tar"):  # their readers unpack by themselves
                whole.seek(0)
                yield from self._archive(whole, name, found, 0)
            elif found in ARCHIVES or found in _PACKINGS:
                with _aside(contents, first, name) as file:
                    yield from self._archive(file, name, found, 0)
            elif found == "records":
                for article in read_records(contents, name, self._given, self._errors, first, tally=self._tally):
                    yield Found(article)
            elif found in TABLES:
                yield from self._table(contents, name, found, first)
            else:
                yield self._one(Item(_at_most(contents, first, name), name, found, source=_shown(name)))

    def _table(self, stream: BinaryIO, name: str, kind: str, head: bytes) -> Iterator[Found]:
        """What a table holds: the rows that are in Arabic."""
        from khabar.ingest.tables import read_table

        if kind in STREAMED:
            for article in read_table(stream, name, kind, self._given, self._errors, head, self._tally):
                yield Found(article)
            return
        with _seekable(stream, head) as whole:
            for article in read_table(whole, name, kind, self._given, self._errors, b"", self._tally):
                yield Found(article)

    def _archive(self, stream: BinaryIO, name: str, kind: str, depth: int) -> Iterator[Found]:
        if kind not in _MODULES:
            raise error("archive-nested", name=name)
        module = importlib.import_module(f"khabar.ingest.archives.{_MODULES[kind]}")
        trouble = Trouble(name, self._errors)
        before, empty = len(self._errors), True
        try:
            for member in module.members(stream, name, trouble):
                empty = False
                yield from self._member(member, name, depth)
        except KhabarError as problem:
            if not any(problem is told for told in self._errors):  # reading on after a member failed fails the same
                raise
        finally:
            for names in trouble.members.values():
                self._tally.records += len(names)
                self._tally.failed += len(names)
            trouble.tell()
        if empty and len(self._errors) == before:
            raise error("file-empty", name=name)

    def _member(self, member: Member, archive: str, depth: int) -> Iterator[Found]:
        name = f"{archive}!/{member.name}"
        tally = self._tally
        if member.kind in ARCHIVES or member.kind in _PACKINGS:
            yield from self._inner(member, name, depth)
            return
        if member.kind == "records":
            yield from self._inner_records(member, name)
            return
        if member.kind in TABLES:
            try:
                yield from self._table(_checked(member, name), name, member.kind, b"")
            except KhabarError as problem:
                tally.records += 1
                tally.failed += 1
                self._errors.append(problem)
            return
        tally.records += 1
        if member.kind is None:
            tally.other += 1
            return
        try:
            if member.size is not None and member.size > items.LIMIT:
                raise too_large(name, member.size)
            data = _at_most(_checked(member, name), b"", name)
            kind = sniff(data) if member.kind == "unknown" else member.kind
            if kind not in ("page", "text", "pdf"):
                tally.other += 1
                return
            found = self._one(
                Item(
                    data, name, kind, member.url, member.encoding, member.fetched, member.content_type,
                    _shown(archive), _shown(member.name),
                ),
                arabic=True,
            )  # fmt: skip
        except KhabarError as problem:
            if problem.code in _NO_ARTICLE:
                tally.other += 1
            elif problem.code == "page-foreign":
                tally.foreign += 1
            else:
                tally.failed += 1
                self._errors.append(problem)
            return
        tally.articles += 1
        yield found

    def _inner(self, member: Member, name: str, depth: int) -> Iterator[Found]:
        """An archive in an archive; or a packed file in one."""
        try:
            if depth > 0:
                raise error("archive-nested", name=name)
            with _aside(_checked(member, name), b"", name) as file:
                if member.kind in _PACKINGS:
                    yield from self._inner_packed(file, member, name)
                else:
                    yield from self._archive(file, name, cast(str, member.kind), depth + 1)
        except KhabarError as problem:
            self._tally.records += 1
            self._tally.failed += 1
            self._errors.append(problem)

    def _inner_packed(self, file: BinaryIO, member: Member, name: str) -> Iterator[Found]:
        from khabar.ingest.archives.unpack import unpacked

        contents = unpacked(file, cast(str, member.kind), name)
        inner = member.name.rpartition(".")[0]
        yield from self._member(
            Member(member.name, kind_of(inner), lambda: contents, None, member.url, None, member.fetched),
            name.removesuffix(f"!/{member.name}"),
            1,
        )

    def _inner_records(self, member: Member, name: str) -> Iterator[Found]:
        try:
            for article in read_records(_checked(member, name), name, self._given, self._errors):
                self._tally.records += 1
                self._tally.articles += 1
                yield Found(article)
        except KhabarError as problem:
            self._tally.records += 1
            self._tally.failed += 1
            self._errors.append(problem)

    def _one(self, item: Item, *, arabic: bool = False) -> Found:
        article = from_bytes(
            item.data, item.name, item.kind, url=item.url, encoding=item.encoding, fetched=item.fetched, arabic=arabic
        )
        return Found(self._given.fill(article), item)


def _shown(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class _Checked:
    """A member's stream, whose damage is told as an error that names it."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name

    def read(self, size: int = -1) -> bytes:
        return self._told(self._stream.read, size)

    def readline(self, size: int = -1) -> bytes:
        return self._told(self._stream.readline, size)

    def _told(self, read: Callable[[int], bytes], size: int) -> bytes:
        from khabar.ingest.archives.zipped import DAMAGE, damaged

        try:
            return read(size)
        except DAMAGE as problem:
            raise damaged(self._name, problem) from None


def _checked(member: Member, name: str) -> BinaryIO:
    return cast(BinaryIO, _Checked(member.open(), name))


def _at_most(stream: BinaryIO, head: bytes, name: str) -> bytes:
    """All of a stream, whose `head` was read already; KhabarError `file-too-large` beyond LIMIT."""
    data = head + stream.read(max(0, items.LIMIT + 1 - len(head)))
    while len(data) <= items.LIMIT and (more := stream.read(items.LIMIT + 1 - len(data))):
        data += more
    if len(data) > items.LIMIT:
        raise too_large(name)
    return data


@contextlib.contextmanager
def _seekable(stream: BinaryIO, head: bytes) -> Iterator[BinaryIO]:
    """The stream from its beginning, as one in which one can go about: put aside where it is a pipe."""
    if stream.seekable():
        stream.seek(0)
        yield stream
    else:
        with _aside(stream, head, "standard input") as file:
            yield file


@contextlib.contextmanager
def _aside(stream: BinaryIO, head: bytes, name: str) -> Iterator[BinaryIO]:
    """The contents of a stream in a file of their own that has no name and is gone in the end."""
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as file:
        size = file.write(head)
        while part := stream.read(1 << 20):
            size += len(part)
            if size > NESTED_LIMIT:
                raise error("file-too-large", name=name, size=f"over {size >> 20}", limit=NESTED_LIMIT >> 20)
            file.write(part)
        file.seek(0)
        yield cast(BinaryIO, cast(Any, file))
