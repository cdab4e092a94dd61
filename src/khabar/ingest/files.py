"""Finding files and reading articles out of them: pages, text, records, archives, folders of them, and `-`."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from khabar.article import Article, Published
from khabar.errors import KhabarError, error
from khabar.ingest.extract import from_bytes
from khabar.ingest.item import Tally
from khabar.ingest.kinds import SUFFIXES, kind_of, sniff
from khabar.ingest.records import read_records

__all__ = [
    "STDIN", "SUFFIXES", "Given", "from_bytes", "read_articles", "read_file", "read_records", "sniff", "walk",
]  # fmt: skip

STDIN = "-"


@dataclass(frozen=True)
class Given:
    """What the user says about articles that do not say it themselves. `published`: YYYY-MM-DD; `columns`: (role,
    column) of tables (`khabar.ingest.tables.columns`)."""

    outlet: str | None = None
    published: str | None = None
    columns: tuple[tuple[str, str], ...] = ()

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
        found += [str(Path(folder) / f) for f in sorted(files) if not f.startswith(".") and kind_of(f) is not None]
    if not found and len(errors) == before:
        errors.append(error("folder-empty", name=path))
    return found


def read_articles(
    paths: Iterable[str | os.PathLike[str]],
    given: Given,
    errors: list[KhabarError],
    on_file: Callable[[str], None] | None = None,
    tally: Tally | None = None,
) -> Iterator[Article]:
    """The articles in all files behind `paths`; a file, record or line that cannot be read goes to `errors`.

    `on_file` is told each file's name before it is read; `tally` counts what archives hold. With the bytes that
    each was read from: `khabar.ingest.sources.read_sources`.
    """
    from khabar.ingest.sources import read_sources

    return (found.article for found in read_sources(paths, given, errors, on_file, tally))


def read_file(file: str, given: Given, errors: list[KhabarError], tally: Tally | None = None) -> Iterator[Article]:
    """The articles in one file or archive. What is wrong inside goes to `errors`; a bad file raises KhabarError."""
    from khabar.ingest.sources import read_source

    return (found.article for found in read_source(file, given, errors, tally))
