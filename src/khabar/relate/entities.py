"""Entities shared by all articles: who and what the mentions name, with all the names that were met.

An entity that a pack knows brings its names and links from there. One that no pack knows has an
identifier made of its folded name (`khabar.layers.names.slug`), so it is the same in every article;
the identifier begins with the type it was found as, which keeps homonyms of different types apart.
Unnamed actors (`unnamed:…`) get a record with the sector that their identifier tells.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from khabar.article import Article, Entity
from khabar.packs import PackEntity, Packs

_SECTOR = re.compile(r"^unnamed:(?:[^:]*:)?([A-Z]{3})(?=[:\d-]|$)")
_SPACE = re.compile(r"\s+")


def _mentioned(article: Article) -> Iterator[tuple[str, str, str]]:
    """Entity, type and words of every mention, then the entities that links and events name without a mention."""
    for name in article.names:
        if name.entity:
            yield name.entity, name.type, _SPACE.sub(" ", article.text[name.start : name.end])
    for attribution in article.attributions:
        for link in attribution.chain:
            for entity in (link.entity, link.for_):
                if entity:
                    yield entity, "", ""
    for event in article.events:
        for entity in (*event.source, *event.target, *event.mediator, *event.delegates):
            yield entity, "", ""


def _of_pack(entity: PackEntity) -> Entity:
    names = {"ar": entity.ar, "en": entity.en, **entity.other}
    return Entity(
        entity.id, entity.type, {language: list(these) for language, these in names.items() if these},
        dict(entity.links), entity.sector, pack=entity.pack or None,
    )  # fmt: skip


class Mentions:
    """What articles call each entity: counted in parts, put together, and made into records."""

    def __init__(self) -> None:
        #: entity -> type -> how often
        self.kinds: dict[str, Counter[str]] = defaultdict(Counter)
        #: entity -> words -> how often
        self.words: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, article: Article) -> None:
        """Count an article's mentions."""
        for entity, kind, text in _mentioned(article):
            self.kinds[entity].update([kind] if kind else [])
            self.words[entity].update([text] if text else [])

    def add_counts(self, kinds: Mapping[str, Mapping[str, int]], words: Mapping[str, Mapping[str, int]]) -> None:
        """Add what was counted elsewhere."""
        for mine, theirs in ((self.kinds, kinds), (self.words, words)):
            for entity, counts in theirs.items():
                mine[entity].update(counts)

    def records(self, packs: Packs) -> list[Entity]:
        """Entity records, ordered by identifier."""
        out = []
        for key in sorted(self.kinds):
            known = packs.entities.get(key)
            if known is not None:
                out.append(_of_pack(known))
            elif key.startswith("unnamed:"):
                sector = _SECTOR.match(key)
                out.append(Entity(key, sector=sector.group(1) if sector else None))
            else:
                out.append(_by_name(key, self.kinds[key], self.words[key]))
        return out


def _by_name(key: str, kinds: Counter[str], words: Counter[str]) -> Entity:
    common = min(kinds, key=lambda k: (-kinds[k], k)) if kinds else None
    # the longest of the common forms first: a full name says more than a last name
    forms = sorted(words, key=lambda form: (-len(form.split()), -words[form], form))
    return Entity(key, common, {"ar": forms} if forms else {}, rule="entity.by-name")


def entities(articles: Iterable[Article], packs: Packs | None = None) -> list[Entity]:
    """Entity records for all that the articles mention, ordered by identifier.

    `packs`: where they are not given, the shipped ones are loaded.
    """
    if packs is None:
        from khabar.packs import load

        packs = load()
    found = Mentions()
    for article in articles:
        found.add(article)
    return found.records(packs)
