"""A ledger as a dataset of Parquet files (`khabar.shards.dataset`): its records as they are shown, with decisions."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.errors import error
from khabar.shards.dataset import NAME, Builder, relations
from khabar.shards.pieces import Origin

if TYPE_CHECKING:
    from khabar.article import Article
    from khabar.ledger import Ledger

#: Articles in a file.
TOGETHER = 2048


def export(ledger: Ledger, folder: str | Path) -> int:
    """Write the dataset into `folder`, in place of one that is there; how many articles.

    KhabarError `output-unwritable` where the folder holds something else.
    """
    target = Path(folder).absolute()
    if target.exists() and not (target.is_dir() and ((target / NAME).is_file() or not any(target.iterdir()))):
        raise error("output-unwritable", name=folder, why="something else is there")
    if not target.parent.is_dir():
        raise error("output-unwritable", name=folder, why=f"there is no folder {target.parent}")
    builder = Builder(target)
    articles = ((article, _origin(ledger, article)) for article in ledger.articles())
    while together := list(itertools.islice(articles, TOGETHER)):
        builder.add(together)
    if not builder.articles:
        builder.add([])
    relations(builder, ledger.events(), ledger.entities(), ledger.copies())
    builder.finish(f"ledger {ledger.path.name}")
    return sum(file.records for file in builder.articles)


def _origin(ledger: Ledger, article: Article) -> Origin | None:
    for kept in ledger.pages(article.id):
        if kept.sha256 == article.sha256:
            return Origin(kept.kind, kept.encoding, kept.content_type, kept.url, kept.fetched, kept.member)
    return None
