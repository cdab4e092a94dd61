"""Finding files and reading articles out of them: .txt, .html, .htm, .jsonl, folders of them, and `-`."""

from __future__ import annotations

import datetime
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from khabar.article import Article, Published, decode
from khabar.errors import KhabarError, error
from khabar.ingest.extract import from_bytes as from_bytes

#: Most bytes that one article may have; a mistaken dump must not fill the memory.
LIMIT = 16 * 1024 * 1024
SUFFIXES = {".txt": "text", ".html": "page", ".htm": "page", ".xhtml": "page", ".jsonl": "records"}
STDIN = "-"


@dataclass(frozen=True)
class Given:
    """What the user says about articles that do not say it themselves. `published`: YYYY-MM-DD."""

    outlet: str | None = None
    published: str | None = None

    def checked(self) -> Given:
        """Itself; KhabarError `date-invalid` where `published` is no day."""
        if self.published is not None:
            try:
                if datetime.date.fromisoformat(self.published).isoformat() != self.published:
                    raise ValueError
            except ValueError:
                raise error("date-invalid", value=self.published) from None
        return self

    def fill(self, article: Article) -> Article:
        """The article with what it did not know; the day that the user gives goes before the page's."""
        article.outlet = article.outlet or self.outlet
        if self.published is not None and article.published.basis != "given":
            article.published = Published(self.published, self.published, "given")
        return article


def walk(paths: Iterable[str | os.PathLike[str]], errors: list[KhabarError]) -> Iterator[str]:
    """The files behind `paths`, each once, folders in the order of their names; `-` is passed on.

    A file that is named outright is taken whatever its ending; in folders only the known endings are,
    and hidden files and folders are passed over. What does not exist or is empty goes to `errors`.
    """
    seen: set[str] = set()
    for path in (os.fspath(p) for p in paths):
        if path == STDIN:
            found: Iterable[str] = [path]
        elif Path(path).is_dir():
            found = _folder(path, errors)
        elif Path(path).exists():
            found = [path]
        else:
            errors.append(error("path-missing", name=path))
            continue
        for file in found:
            key = file if file == STDIN else os.path.realpath(file)
            if key not in seen:
                seen.add(key)
                yield file


def _folder(path: str, errors: list[KhabarError]) -> list[str]:
    found: list[str] = []

    def failed(problem: OSError) -> None:
        errors.append(error("path-unreadable", name=problem.filename, why=problem.strerror))

    before = len(errors)
    for folder, folders, files in os.walk(path, onerror=failed):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += [
            str(Path(folder) / f) for f in sorted(files) if not f.startswith(".") and Path(f).suffix.lower() in SUFFIXES
        ]
    if not found and len(errors) == before:
        errors.append(error("folder-empty", name=path))
    return found


def read_articles(
    paths: Iterable[str | os.PathLike[str]],
    given: Given,
    errors: list[KhabarError],
    on_file: Callable[[str], None] | None = None,
) -> Iterator[Article]:
    """The articles in all files behind `paths`; a file or line that cannot be read goes to `errors`.

    `on_file` is told each file's name before it is read.
    """
    for file in walk(paths, errors):
        if on_file is not None:
            on_file(file)
        try:
            yield from read_file(file, given, errors)
        except KhabarError as problem:
            errors.append(problem)
        except OSError as problem:
            errors.append(error("path-unreadable", name=file, why=problem.strerror or problem))


def read_file(file: str, given: Given, errors: list[KhabarError]) -> Iterator[Article]:
    """The articles in one file. Bad lines of a .jsonl go to `errors`; a bad file raises KhabarError."""
    if file == STDIN:
        yield from _read_stream(sys.stdin.buffer, "standard input", None, given, errors)
        return
    with Path(file).open("rb") as stream:
        kind = SUFFIXES.get(Path(file).suffix.lower())
        yield from _read_stream(stream, file, kind, given, errors)


def _read_stream(
    stream: BinaryIO, name: str, kind: str | None, given: Given, errors: list[KhabarError]
) -> Iterator[Article]:
    if kind == "records":
        yield from read_records(stream, name, given, errors)
        return
    data = stream.read(LIMIT + 1)
    if kind is None:
        kind = sniff(data)
    if kind == "records":  # of records any number may come: only each of them has a limit
        yield from read_records(stream, name, given, errors, data)
        return
    if len(data) > LIMIT:
        raise _too_large(name, len(data))
    yield given.fill(from_bytes(data, name, kind))


def sniff(data: bytes) -> str:
    """`records`, `page` or `text`, from how the bytes begin."""
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(b"{") and b'"' in head:
        return "records"
    return "page" if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head else "text"


def read_records(
    stream: BinaryIO, name: str, given: Given, errors: list[KhabarError], head: bytes = b"", first: int = 1
) -> Iterator[Article]:
    """The articles of a JSON Lines stream; `head` is what was read of it already. Other records are passed over.

    `first`: the number of its first line, where it is a part of a file. An article that does not say
    otherwise has the SHA-256 of its text.
    """
    source = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    found = False
    for number, line in _lines(stream, head, first):
        try:
            if len(line) > LIMIT:
                raise _too_large(f"{name}, line {number}", len(line))
            record = decode(line, name=name, number=number)
        except KhabarError as problem:
            errors.append(problem)
            found = True
            continue
        found = True
        if isinstance(record, Article):
            record.source = record.source or source
            record.sha256 = record.sha256 or hashlib.sha256(record.text.encode()).hexdigest()
            yield given.fill(record)
    if not found:
        raise error("file-empty", name=name)


def _lines(stream: BinaryIO, head: bytes, first: int) -> Iterator[tuple[int, bytes]]:
    number = first - 1
    *whole, rest = head.split(b"\n") if head else [b""]
    for line in whole:
        number += 1
        if line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
    while True:
        line = stream.readline(LIMIT + 1)
        if not line and not rest:
            return
        line, rest = rest + line, b""
        number += 1
        if len(line) > LIMIT:  # pass over the rest of it without keeping it
            while not line.endswith(b"\n") and (more := stream.readline(LIMIT)):
                line = line[:LIMIT] + more[-2:]
                if more.endswith(b"\n"):
                    break
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line


def _too_large(name: str, size: int) -> KhabarError:
    return error("file-too-large", name=name, size=f"over {size // 2**20}", limit=LIMIT // 2**20)
