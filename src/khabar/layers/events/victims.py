"""Whose dead and wounded an act has: those of who tells of them, those known already, those of a crowd."""

from khabar.layers.events.actors import Actor
from khabar.layers.events.roles import Filled, Roles
from khabar.layers.events.triggers import Trigger
from khabar.layers.events.wanted import Wanted


class Victims(Wanted):
    """Tells who acts from who is only named beside those acted upon."""

    roles: Roles
    here: list[Actor]

    def _own_dead(self, filled: Filled, trigger: Trigger) -> bool:
        """Whether who tells of deaths has not caused them: his own men's, and those in an attack of others."""
        if self._of_his(filled.target[-1]) or (
            self.roles.died_in(trigger, self.triggers) and not any(self._rebels(a) for a in filled.target)
        ):
            return True
        dead = [entity for actor in filled.target for entity in actor.ids]
        own = all(entity.startswith(("unnamed:MIL", "unnamed:COP")) for entity in dead)
        return own and bool(filled.source) and all(self._governs(a) and not a.prep for a in filled.source)

    def _of_his(self, actor: Actor) -> bool:
        """`مقتل اثنين من جنوده`: whether people are some of those of somebody told before."""
        if self.norms[actor.last : actor.last + 1] != ["من"]:
            return False
        return any(a.own and a.first == actor.last + 1 for a in self.here)

    def _known_victims(self, trigger: Trigger, filled: Filled) -> bool:
        """`قتلهما`, `مقتل الجنديين`: whether the victims of a noun are those told of before."""
        if trigger.verb or self.roles.frame(trigger).genitive != "target":
            return False
        if trigger.reading.pronoun or trigger.light is not None:
            return bool(trigger.reading.pronoun)
        behind = [a for a in filled.target if a.first == trigger.last and not a.named]
        word = self.norms[trigger.last] if behind else ""
        return word.startswith("ال") and word.endswith(("ين", "ان")) and not word.endswith(("يين", "ئين"))

    def _crowded(self, trigger: Trigger, filled: Filled, triggers: list[Trigger]) -> bool:
        """Whether a crowd does it in protest: not two men, not some of those told of before, nobody who abducts."""
        if not filled.source or trigger.reading.form.number == "d":
            return False
        if any(t.entry["mode"] == "abduction" for t in triggers):
            return False
        them = self.tables.lists["of-them"]
        return all(_crowd(a) and self.norms[a.last - 1] not in them for a in filled.source)


def _crowd(actor: Actor) -> bool:
    """Whether an actor is people without arms: protesters, workers, students."""
    return bool(actor.ids) and actor.ids[0].startswith(("unnamed:CVL", "unnamed:LAB", "unnamed:OPP"))
