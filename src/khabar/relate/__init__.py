"""Relating articles to each other: copies, entities, happenings, witnesses, disagreements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.article import Article, Copies, Entity, LinkedEvent

if TYPE_CHECKING:
    from khabar.packs import Packs
    from khabar.relate.features import Account

#: Of what is compared, and how: where it changes, a ledger relates everything anew.
MODEL = "2"
__all__ = ["MODEL", "Relations", "linked", "relate", "shown"]


@dataclass(slots=True)
class Relations:
    """What holds across articles: groups of copies, happenings with their accounts, and every entity."""

    copies: list[Copies] = field(default_factory=list)
    events: list[LinkedEvent] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)


def relate(articles: Sequence[Article], packs: Packs | None = None) -> Relations:
    """Relate annotated articles; the result does not depend on their order.

    Happenings told once are left out, unless their account contradicts itself.

    `packs`: where they are not given, the shipped ones are loaded.
    """
    from khabar.relate.copies import copies
    from khabar.relate.entities import entities
    from khabar.relate.features import accounts
    from khabar.relate.happenings import clusters

    if packs is None:
        from khabar.packs import load

        packs = load()
    ordered = sorted(articles, key=lambda a: a.id)
    found = copies(ordered)
    group = grouped(found)
    told = [account for article in ordered for account in accounts(article, packs)]
    events = [linked(cluster, group) for cluster in shown(told, clusters(told))]
    return Relations(found, events, entities(ordered, packs))


def shown(told: Iterable[Account], groups: Sequence[Sequence[Account]]) -> list[Sequence[Account]]:
    """The groups of accounts, and with them each account alone that contradicts itself, in the order of their keys."""
    from khabar.relate.disagreements import alone

    joined = {account.key for group in groups for account in group}
    single = [[account] for account in told if account.key not in joined and alone(account)]
    return sorted([*groups, *single], key=lambda group: group[0].key)


def grouped(copies: Iterable[Copies]) -> dict[str, str]:
    """Article -> the article that its group of copies is called after."""
    return {article: copy.articles[0] for copy in copies for article in copy.articles}


def linked(cluster: Sequence[Account], group: Mapping[str, str]) -> LinkedEvent:
    """The record of a happening out of its accounts; it is called after the first of them by name."""
    from khabar.relate.disagreements import disagreements
    from khabar.relate.sure import sureness
    from khabar.relate.voices import independent

    ordered = sorted(cluster, key=lambda a: a.key)
    roots = independent(ordered, dict(group))
    return LinkedEvent(
        "E-" + "-".join(ordered[0].key), [a.key for a in ordered], len(roots), disagreements(ordered),
        roots, score=sureness(ordered),
    )  # fmt: skip
