"""Sentences read for their events through the whole pipeline."""

from khabar.article import Article, Event, Published
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs

#: what makes a text an article, which tells of events more surely than a lone sentence
REST = " وبقي الطقس باردا في المنطقة. ولم ترد تفاصيل أخرى."


def events(text: str, packs: Packs, outlet: str | None = None, day: str | None = None) -> list[Event]:
    """The events that the whole pipeline reads in a text, published where and when it is said."""
    article = Article("x", text + REST, outlet=outlet)
    if day:
        article.published = Published(day, day, "given")
    annotate_article(article, packs)
    return article.events


def sides(ids: list[str]) -> set[str]:
    """Entities with a state and its organs as one, and those without a name as their sector."""
    out = set()
    for entity in ids:
        if entity.startswith("unnamed:"):
            entity = entity.split("-")[0]
        for end in ("-government", "-forces"):
            entity = entity.removesuffix(end)
        out.add(entity)
    return out
