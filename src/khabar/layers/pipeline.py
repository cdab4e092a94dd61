"""All components over one article."""

from khabar.article import Article, Published
from khabar.layers.component import Component, factories, ordered
from khabar.layers.document import Doc
from khabar.packs import Packs


def components(packs: Packs) -> list[Component]:
    """The components for these packs, in the order in which they run; made once for each `Packs`."""
    return packs.compiled("pipeline", lambda p: ordered([make(p) for make in factories().values()]))


def annotate_article(article: Article, packs: Packs) -> Article:
    """Fill the layers of an article in place, and return it.

    Layers that it brings are read anew; a publication day that is given stays as it is.
    """
    if article.published.basis not in ("given", "page"):
        article.published = Published()
    article.body, article.names, article.times, article.attributions, article.events = [], [], [], [], []
    doc = Doc(article, packs)
    for component in components(packs):
        component(doc)
    article.packs = packs.labels
    return article
