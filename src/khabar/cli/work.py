"""The work that `annotate` and `read` share: an article in, the article with its layers out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from khabar.article import Article
from khabar.cli.common import Progress
from khabar.errors import KhabarError

if TYPE_CHECKING:
    from khabar.ingest.files import Given
    from khabar.packs import Packs

_loaded: dict[tuple[str, ...], Any] = {}


def packs(paths: Sequence[str]) -> Packs:
    """The shipped packs and those in `paths`, loaded once in each process."""
    key = tuple(paths)
    if key not in _loaded:
        from khabar.packs import load

        _loaded[key] = load(list(paths) or None)
    found: Packs = _loaded[key]
    return found


class Annotate:
    """Reads the layers of an article; travels to worker processes as nothing but the paths of its packs."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = tuple(paths)

    def __call__(self, article: Article) -> Article:
        from khabar.layers.pipeline import annotate_article

        return annotate_article(article, packs(self.paths))


def annotated(
    paths: Sequence[str], args: argparse.Namespace, given: Given, errors: list[KhabarError], progress: Progress
) -> Iterator[Article]:
    """The articles of the paths with their layers; what cannot be read goes to `errors` and the rest goes on."""
    from khabar import engine
    from khabar.ingest.files import read_articles

    articles = read_articles(paths, given, errors, progress.file)
    where = engine.Where(args.workers, args.scheduler)
    for outcome in engine.run(Annotate(args.pack), articles, where, say=progress.message):
        if outcome.value is not None:
            yield outcome.value
            progress.step()
        elif outcome.error is not None:
            errors.append(outcome.error)
