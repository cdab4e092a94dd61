"""All components over one article."""

from khabar.article import Article, Published
from khabar.errors import KhabarError
from khabar.layers.component import Component, Factory, factories, ordered
from khabar.layers.document import Doc
from khabar.packs import Packs


def components(packs: Packs) -> list[Component]:
    """The components for these packs, in the order in which they run; made once for each `Packs`.

    Raises KhabarError, naming it, where one cannot be made: a table of a pack lacks what it reads, or it
    comes from a distribution and is no component.
    """
    return packs.compiled("pipeline", lambda p: ordered([_made(name, make, p) for name, make in factories().items()]))


def _made(name: str, make: Factory, packs: Packs) -> Component:
    try:
        component = make(packs)
        component.name, component.requires, component.assigns  # noqa: B018 - AttributeError where it is none
    except KhabarError:
        raise
    except Exception as error:
        raise KhabarError(
            "component-broken", f"component {name} cannot be made of these packs: {error!r}",
            "`khabar pack check DIR` says what is wrong with a pack; a distribution may bring a broken component",
        ) from error  # fmt: skip
    return component


def annotate_article(article: Article, packs: Packs) -> Article:
    """Fill the layers of an article in place, and return it.

    Layers that it brings are read anew; a publication day that is given stays as it is. An outlet that is not
    given is told by the address.
    """
    if article.published.basis not in ("given", "page"):
        article.published = Published()
    if article.outlet is None and article.url:
        from khabar.packs.outlets import name_at

        article.outlet = name_at(article.url, packs)
    article.body, article.names, article.times, article.attributions, article.events = [], [], [], [], []
    doc = Doc(article, packs)
    for component in components(packs):
        component(doc)
    article.packs = packs.labels
    return article
