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
    from khabar.ledger.pages import Kept
    from khabar.ledger.prepared import Prepared
    from khabar.ledger.search import Hit
    from khabar.ledger.show import Shown
    from khabar.ledger.write import Outcome, Related
    from khabar.packs import Packs
    from khabar.relate.decisions import About, Anchor, Conflict, Decision, Kind
    from khabar.relate.passages import Shared

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

    def add_all(self, articles: Sequence[Article]) -> list[Outcome]:
        """Keep articles in one transaction, all or none: quicker than one by one where they are very many."""
        from khabar.ledger.write import put_articles

        with translated(self.path):
            return put_articles(self.connection, articles, self._this_run())

    def relate(self, related: Related) -> bool:
        """Keep what is known across articles in place of what was; False where nothing changed."""
        from khabar.ledger.write import put_relations

        with translated(self.path):
            return put_relations(self.connection, related, self._this_run(), self._load_packs)

    def update(self, packs: Packs | None = None, given: Prepared | None = None) -> bool:
        """Relate what is new to what is there; False where nothing is. The result is that of `relate` for all.

        The first time, and with another program or other packs, everything is related from the beginning; what was
        made of the same articles elsewhere may be `given` then.
        """
        from khabar.ledger.relations import update

        with translated(self.path):
            return update(self.connection, packs or self._load_packs(), __version__, given)

    def is_related(self) -> bool:
        """Whether what is known across articles was made of the articles as they are now."""
        from khabar.ledger.write import is_related

        with translated(self.path):
            return is_related(self.connection, __version__)

    def keep_page(
        self,
        article: str,
        data: bytes,
        *,
        content_type: str | None = None,
        url: str | None = None,
        fetched: str | None = None,
        source: str | None = None,
        member: str | None = None,
        kind: str = "page",
        encoding: str | None = None,
    ) -> bool:
        """Keep the bytes that the article with this id was read from; False where they are kept already.

        `kind` and `encoding` are those that `khabar.ingest.files.from_bytes` was given, so that the article
        can be read out of them again; the rest says where they came from (`khabar.ledger.pages.Kept`).
        """
        from khabar.ledger import pages

        with translated(self.path):
            return pages.put(
                self.connection, article, data, version=__version__, content_type=content_type, url=url,
                fetched=fetched, source=source, member=member, kind=kind, encoding=encoding,
            )  # fmt: skip

    def _this_run(self) -> Any:
        from khabar.ledger.write import Run

        if self._run is None:
            self._run = Run(__version__, self._packs)
        return self._run

    @staticmethod
    def _load_packs() -> Packs:
        from khabar.packs import load

        return load()

    # decisions

    def decide(self, kind: Kind, about: About, *, who: str | None = None, why: str | None = None) -> Decision:
        """Write a decision into the log (`khabar.relate.decisions`); it is kept when this returns.

        KhabarError `decision-invalid` where it cannot be meant.
        """
        from khabar.ledger import decisions
        from khabar.ledger.show import refuse

        with translated(self.path):
            refuse(self, kind, about)
            return decisions.new(self.connection, kind, about, who or decisions.whoami(), why, follow=self._follow)

    def undo(self, identifier: str | None = None, *, who: str | None = None, why: str | None = None) -> Decision:
        """Take back a decision, the last that stands where none is named, by another one; gives the new one.

        KhabarError `decision-unknown`.
        """
        from khabar.ledger import decisions
        from khabar.relate.decisions import About as Nothing

        with translated(self.path):
            meant = decisions.undoable(self.connection, identifier)
            return decisions.new(
                self.connection, "undo", Nothing(), who or decisions.whoami(), why, meant.id, follow=self._follow
            )

    def _follow(self, made: Sequence[Decision]) -> None:
        from khabar.ledger.look import decided
        from khabar.ledger.relations import recompare

        if any(d.kind in ("correct", "undo") for d in made):
            recompare(self.connection, self._load_packs, __version__, made)
        decided(self.connection, self._load_packs, made)

    def decisions(self) -> list[Decision]:
        """The log of decisions, undone ones too, in order."""
        from khabar.ledger import decisions

        with translated(self.path):
            return decisions.log(self.connection)

    def take_in(self, given: Iterable[Decision]) -> int:
        """Add another's decisions, those that are not there yet; how many came in. See `conflicts`."""
        from khabar.ledger import decisions

        with translated(self.path):
            return decisions.take_in(self.connection, given, self._follow)

    def conflicts(self) -> list[Conflict]:
        """The standing decisions of different people that speak against each other."""
        from khabar.relate.decisions import conflicts

        return conflicts(self.decisions())

    def accounts_of(self, identifier: str) -> list[Anchor]:
        """Where the accounts of a happening stand, or that of `ARTICLE:EVENT`; KhabarError `id-unknown`."""
        from khabar.ledger.show import accounts_of

        return accounts_of(self, identifier)

    # ways out

    # What comes out is what the program read and what people decided; `bare=True` leaves the decisions out.

    def article(self, identifier: str, *, bare: bool = False) -> Article:
        """The article with this id; KhabarError `article-unknown` where there is none."""
        with translated(self.path):
            found = read.article(self.connection, identifier)
            if found is None:
                raise error("article-unknown", value=identifier, name=self.path)
            return found if bare else self._shown().article(found)

    def articles(self, *, bare: bool = False) -> Iterator[Article]:
        """All articles with their layers, in the order in which they came in."""
        with translated(self.path):
            shown = None if bare else self._shown()
            for found in read.articles(self.connection):
                yield found if shown is None else shown.article(found)

    def entities(self, *, bare: bool = False) -> list[Entity]:
        """The entities that have mentions, by identifier."""
        with translated(self.path):
            found = read.entities(self.connection)
            return found if bare else self._shown().entities(found)

    def events(self, *, bare: bool = False) -> list[LinkedEvent]:
        """The happenings, each with its accounts, by identifier."""
        with translated(self.path):
            found = read.events(self.connection)
            return found if bare else self._shown().events(found)

    def titles(self) -> dict[str, dict[str, str]]:
        """Happening -> language -> the title that a person gave it."""
        with translated(self.path):
            return {e.id: e.titles for e in self.events() if e.titles}

    def _shown(self) -> Shown:
        from khabar.ledger.show import Shown

        return Shown(self.connection, self._load_packs)

    def pages(self, article: str) -> list[Kept]:
        """The bytes that an article was read from, as they are described; KhabarError `article-unknown`."""
        from khabar.ledger import pages

        with translated(self.path):
            found = pages.of_article(self.connection, article)
            if not found and read.article(self.connection, article) is None:
                raise error("article-unknown", value=article, name=self.path)
            return found

    def page_data(self, sha256: str) -> bytes:
        """Kept bytes by their SHA-256, checked against it; KhabarError `page-unknown` or `page-damaged`."""
        from khabar.ledger import pages

        with translated(self.path):
            return pages.data_of(self.connection, sha256, self.path)

    def copies(self) -> list[Copies]:
        """The groups of articles that are one text."""
        with translated(self.path):
            return read.copies(self.connection)

    def shared(self, article: str | None = None) -> list[Shared]:
        """The paragraphs that articles share which are not copies of each other; those of `article` if given."""
        from khabar.ledger.relations import sharing
        from khabar.relate import grouped
        from khabar.relate.passages import shared

        with translated(self.path):
            named = sharing(self.connection, article)
            found = (a for id in named if (a := read.article(self.connection, id)) is not None)
            made = shared(found, grouped(read.copies(self.connection)))
        return [one for one in made if article is None or article in one.articles]

    def counts(self) -> dict[str, int]:
        """How many articles, names, times, attributions, events, entities, happenings and copies it holds."""
        with translated(self.path):
            return read.counts(self.connection)

    def runs(self) -> Sequence[dict[str, Any]]:
        """The readings that changed something, and all rounds of `khabar watch`, with program version and packs."""
        with translated(self.path):
            return read.runs(self.connection)

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """The articles that hold all the words, best first; words in quotation marks stand in a row."""
        from khabar.ledger.search import search

        with translated(self.path):
            return search(self.connection, words, limit)
