"""The work that `annotate` and `read` share: an article in, the article with its layers out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from khabar.article import Article

if TYPE_CHECKING:
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
