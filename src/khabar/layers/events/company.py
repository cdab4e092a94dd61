"""Actors beside actors: who only says something of the one before him, or stands near to him."""

from khabar.layers.events.governed import Actor
from khabar.layers.events.lexicon import bares
from khabar.layers.events.posts import Posts
from khabar.layers.events.unnamed import PRISONERS


class Company(Posts):
    """Settles what the actors of a sentence have to do with those before them."""

    def _epithet(self, before: Actor, actor: Actor) -> bool:
        """`مسلحون مجهولون`, `مسلحون قبليون`: whether a word only says what those right before it are."""
        if actor.named or before.last != actor.first:
            return False
        if actor.ids == before.ids or before.named:
            return actor.ids == before.ids
        one, two = self.doc.words[before.last - 1].norm, self.doc.words[actor.first].norm
        return any(one.endswith(end) and two.endswith(end) for end in ("ون", "ين"))

    def _kin(self, actor: Actor, low: int) -> Actor | None:
        """`نجل الرئيس`, `سائق السفير`: whose son or driver somebody is, is not what he stands for."""
        at = (actor.first if not actor.persons else self.doc.words_in(*actor.span)[0]) - 1
        at = min(at, actor.first - 1)
        if at < low or not any(b in self.tables.lists["kin"] for b in bares(self.doc.words[at].norm)):
            return None
        span = (self.doc.words[at].start, actor.span[1])
        entity = self._entity({"id": "actor.kin", "sector": "CVL"}, span)
        return Actor(at, actor.last, (entity.id,), span, named=False)

    def _others(self, actors: list[Actor]) -> list[Actor]:
        """`قتل سبعون حوثيا وأسر عشرة آخرون`: others are of those counted before them."""
        out: list[Actor] = []
        counted: Actor | None = None
        for actor in actors:
            other = self.doc.words[actor.first].norm in self.tables.lists["others"]
            other = other or self.doc.words[actor.last - 1].norm in self.tables.lists["of-them"]
            if other and counted is not None:
                actor = actor._replace(ids=counted.ids, named=counted.named, force=counted.force)
            elif actor.ids and (not actor.named or self._counts(actor.first - 1) or self.some_of(actor.first)):
                counted = actor
            out.append(actor)
        return out

    def some_of(self, at: int) -> bool:
        """Whether a number and من stand before a word: `ثلاثة من الصرب`."""
        return at > 1 and self.doc.words[at - 1].norm == "من" and self._counts(at - 2)

    def _members(self, before: Actor, actor: Actor) -> bool:
        """`سجناء من الحركة`: whether an actor only says whose people those before it are."""
        if before.named or not before.ids or not before.ids[0].startswith("unnamed:"):
            return False
        name = self.doc.name(actor.first)
        people = name is not None and name.type == "NAT"  # مسلحون من الطوارق are no Tuareg as such
        if not people and not before.ids[0].startswith("unnamed:CVL"):
            return False
        between = [word.norm for word in self.doc.words[before.last : actor.first]]
        prisoners = self.unnamed.get(PRISONERS)
        if prisoners is not None and before.ids[0] == prisoners.id and actor.named:  # معتقلي حركة …, أسرى الجيش
            through = self.tables.through.single
            return between[:1] == ["من"] or all(any(b in through for b in bares(n)) for n in between)
        return bool(between) and between[0] == "من" and len(between) <= 4 and not {"،", "."} & set(between)
