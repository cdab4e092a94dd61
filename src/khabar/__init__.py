"""khabar reads Arabic news and keeps it as evidence: who did what, when, where, and on whose word.

>>> import khabar
>>> article = khabar.annotate("قال الوزير إن المحادثات انتهت أمس.", published="2019-12-05")
>>> article.attributions[0].chain[0].kind
'person'
>>> with khabar.open("story.ledger") as ledger:                            # doctest: +SKIP
...     for event in ledger.events():
...         print(event.id, event.witnesses)
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.article import Article
    from khabar.ledger import Ledger
    from khabar.packs import Packs

__version__ = "0.1.0"
__all__ = ["__version__", "annotate", "load_packs", "open", "relate"]


@functools.cache
def _shipped() -> Packs:
    from khabar.packs import load

    return load()


def load_packs(*folders: str | Path) -> Packs:
    """The packs that come with khabar, and those in `folders` (`docs/packs.md`).

    Raises KhabarError, naming file and line, where a pack cannot be used.
    """
    from khabar.packs import load

    return load(list(folders)) if folders else _shipped()


def annotate(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,
    packs: Packs | None = None,
) -> Article:
    """Read one article and return it with its layers.

    `text` is kept as it is; every span in the result counts its code points. `published` is the day of
    publication (YYYY-MM-DD) where it is known: without it `أمس` stays relative. `id` is made from the
    text where none is given. Raises KhabarError where `published` is no date.
    """
    from khabar.article import Article, Published
    from khabar.errors import error
    from khabar.layers.pipeline import annotate_article

    if id is None:
        import hashlib

        id = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    article = Article(id, text, outlet=outlet, url=url, title=title)
    if published is not None:
        from datetime import date

        try:
            day = date.fromisoformat(published).isoformat()
        except ValueError:
            raise error("date-invalid", value=published) from None
        article.published = Published(day, day, "given")
    return annotate_article(article, packs or load_packs())


def relate(articles: Sequence[Article]) -> Relations:
    """Relate annotated articles to each other: copies, happenings with witnesses and disagreements, entities."""
    from khabar.relate import relate as relate_articles

    return relate_articles(articles)


def open(path: str | Path, *, write: bool = False) -> Ledger:
    """Open a ledger: its articles, happenings, entities and search. With `write` it is made where it is missing.

    Raises KhabarError where the file is missing, no ledger, or of a newer khabar.
    """
    from khabar.ledger import open_ledger

    return open_ledger(path, write=write)


if TYPE_CHECKING:
    from khabar.relate import Relations
