"""The work that `annotate` and `read` share: an article in, the article with its layers out."""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from khabar.article import Article
from khabar.cli.common import Progress
from khabar.errors import KhabarError

if TYPE_CHECKING:
    from khabar.ingest.files import Given
    from khabar.ingest.item import Found, Item, Tally
    from khabar.packs import Packs
    from khabar.shards.reading import Reading

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
    """Reads the layers of an article; travels to worker processes as nothing but the paths of its packs.

    `wanted`: the reading (`khabar.shards.reading`) that machines of a cluster are held to.
    """

    def __init__(self, paths: Sequence[str], wanted: Reading | None = None) -> None:
        self.paths = tuple(paths)
        self.wanted = wanted

    def __call__(self, article: Article) -> Article:
        from khabar.layers.pipeline import annotate_article

        if self.wanted is not None:
            from khabar.shards.task import check

            check(self.wanted, self.paths)
        return annotate_article(article, packs(self.paths))


def annotated(
    paths: Sequence[str],
    args: argparse.Namespace,
    given: Given,
    errors: list[KhabarError],
    progress: Progress,
    tally: Tally | None = None,
) -> Iterator[Found]:
    """The articles of the paths with their layers, each with what it was read from; what cannot be read goes to
    `errors` and the rest goes on. `tally` counts what archives hold."""
    from khabar import engine
    from khabar.ingest.item import Found
    from khabar.ingest.sources import read_sources

    under_way: deque[Item | None] = deque()  # bytes stay here: workers get the articles alone

    def articles() -> Iterator[Article]:
        for found in read_sources(paths, given, errors, progress.file, tally):
            under_way.append(found.item)
            yield found.article

    where = engine.Where(args.workers, args.scheduler)
    wanted = None
    if where.scheduler:
        from khabar.shards.reading import reading

        wanted = reading(args.pack)
    for outcome in engine.run(Annotate(args.pack, wanted), articles(), where, say=progress.message):
        if outcome.error is not None and outcome.error.code == "worker-differs":
            raise outcome.error  # no other article would be read otherwise
        item = under_way.popleft()
        if outcome.value is not None:
            yield Found(outcome.value, item)
            progress.step()
        elif outcome.error is not None:
            errors.append(outcome.error)
