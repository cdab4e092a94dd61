"""The ledger: one SQLite file that keeps articles, their layers and what is known across them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from khabar import __version__
from khabar.article import Article, Copies, Entity, LinkedEvent
from khabar.errors import error
from khabar.ledger import read
from khabar.ledger.schema import connect, refuse_early, translated

if TYPE_CHECKING:
    from khabar.ledger.search import Hit
    from khabar.ledger.write import Outcome, Related

__all__ = ["Ledger", "open_ledger", "writable"]


def open_ledger(path: str | Path, *, write: bool = False, packs: Iterable[str] = ()) -> Ledger:
    """The ledger in the file `path`; with `write`, made where it is missing.

    `packs` (`name@version`) are noted beside what this opening writes. Every method may raise the
    KhabarErrors of `khabar.ledger.schema.connect`.
    """
    return Ledger(path, write=write, packs=packs)


def writable(path: str | Path) -> None:
    """Nothing, where a ledger can be written or made at `path`; else the KhabarError that says why not."""
    path = Path(path)
    if path.is_file() and path.stat().st_size:
        connect(path, write=True).close()
    else:
        refuse_early(path, write=True)


class Ledger:
    """An open ledger; close it, or use it in a `with`."""

    def __init__(self, path: str | Path, *, write: bool = False, packs: Iterable[str] = ()) -> None:
        self.path = Path(path)
        #: The SQLite connection, for questions of your own.
        self.connection: sqlite3.Connection = connect(self.path, write=write)
        self._packs = list(packs)
        self._run: Any = None

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was written stays."""
        self.connection.close()

    # ways in

    def add(self, article: Article) -> Outcome:
        """Keep an article with its layers: `added`, `changed` (its layers were replaced) or `same`.

        One transaction. The article gets its SHA-256 where it has none, and another id where its id
        belongs to another text already.
        """
        from khabar.ledger.write import put_article

        with translated(self.path):
            return put_article(self.connection, article, self._this_run())

    def relate(self, related: Related) -> bool:
        """Keep what is known across articles in place of what was; False where nothing changed."""
        from khabar.ledger.write import put_relations

        with translated(self.path):
            return put_relations(self.connection, related, self._this_run())

    def is_related(self) -> bool:
        """Whether what is known across articles was made of the articles as they are now."""
        from khabar.ledger.write import is_related

        with translated(self.path):
            return is_related(self.connection, __version__)

    def _this_run(self) -> Any:
        from khabar.ledger.write import Run

        if self._run is None:
            self._run = Run(__version__, self._packs)
        return self._run

    # ways out

    def article(self, identifier: str) -> Article:
        """The article with this id; KhabarError `article-unknown` where there is none."""
        with translated(self.path):
            found = read.article(self.connection, identifier)
        if found is None:
            raise error("article-unknown", value=identifier, name=self.path)
        return found

    def articles(self) -> Iterator[Article]:
        """All articles with their layers, in the order in which they came in."""
        with translated(self.path):
            yield from read.articles(self.connection)

    def entities(self) -> list[Entity]:
        """The entities that have mentions."""
        with translated(self.path):
            return read.entities(self.connection)

    def events(self) -> list[LinkedEvent]:
        """The happenings, each with its accounts."""
        with translated(self.path):
            return read.events(self.connection)

    def copies(self) -> list[Copies]:
        """The groups of articles that are one text."""
        with translated(self.path):
            return read.copies(self.connection)

    def counts(self) -> dict[str, int]:
        """How many articles, names, times, attributions, events, entities, happenings and copies it holds."""
        with translated(self.path):
            return read.counts(self.connection)

    def runs(self) -> Sequence[dict[str, Any]]:
        """The readings that changed something, with program version and packs."""
        with translated(self.path):
            return read.runs(self.connection)

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """The articles that hold all the words, best first; words in quotation marks stand in a row."""
        from khabar.ledger.search import search

        with translated(self.path):
            return search(self.connection, words, limit)
