"""Relating articles to each other: copies, entities, happenings, witnesses, disagreements."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.article import Article, Copies, Entity, LinkedEvent

__all__ = ["Relations", "relate"]


@dataclass(slots=True)
class Relations:
    """What holds across articles: groups of copies, happenings with their accounts, and every entity."""

    copies: list[Copies] = field(default_factory=list)
    events: list[LinkedEvent] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)


def relate(articles: Sequence[Article]) -> Relations:
    """Relate annotated articles; the result does not depend on their order. Happenings told once are left out."""
    from khabar.relate.copies import copies
    from khabar.relate.disagreements import disagreements
    from khabar.relate.entities import entities
    from khabar.relate.happenings import accounts, clusters
    from khabar.relate.witnesses import witnesses

    ordered = sorted(articles, key=lambda a: a.id)
    found = copies(ordered)
    events = []
    for cluster in clusters(accounts(ordered, found)):
        keys = [account.key for account in cluster]
        events.append(LinkedEvent("E-" + "-".join(keys[0]), keys, witnesses(cluster), disagreements(cluster)))
    return Relations(found, events, entities(ordered))
