"""Whom a protest is against: it stands behind words of its own (`احتجاجا على`, `للمطالبة باستقالة`, `أمام سفارة`)."""

from khabar.layers.events.actors import Actor
from khabar.layers.events.clause import Clause, Filled
from khabar.layers.events.lexicon import bares
from khabar.layers.events.triggers import Trigger

_REACH = 7


class Against(Clause):
    """Finds the target of a protest in its sentence."""

    def _against(self, out: Filled, trigger: Trigger, actors: list[Actor], high: int) -> None:
        """Fill the target with the first side after a word that says whom or what a protest is against."""
        cues = self.tables.lists["against"]
        mine = {i for a in out.source for i in a.ids}
        for at in range(trigger.first, high):
            if not any(bare in cues for bare in bares(self.norms[at])) or not self._cue(at):
                continue
            found = self._state(at, min(high, at + _REACH))
            for actor in actors:
                if not at <= actor.first <= at + _REACH or not actor.ids or mine & set(actor.ids):
                    continue
                people = not actor.named and not actor.force and not actor.ids[0].startswith("unnamed:GOV")
                if people or (actor.country and actor.prep in ("في", "قرب")):
                    continue
                if found is None or actor.first <= found.first:
                    apart = any(n in ".؛:" for n in self.norms[at : actor.first]) or any(
                        self.norms[j] in "،," and self._opens(j + 1) for j in range(at, actor.first - 1)
                    )  # تظاهروا ضد الحرب، واعتقلت الشرطة منهم
                    found = None if apart else actor
                break
            if found is not None and not mine & set(found.ids):
                out.add("target", found)
                return

    def _cue(self, at: int) -> bool:
        """Whether an embassy is one that they stand before."""
        sites = self.tables.lists["sites"]
        if not any(bare in sites or bare.removeprefix("ال") in sites for bare in bares(self.norms[at])):
            return True
        return at > 0 and self.norms[at - 1] in self.tables.lists["before-site"]

    def _state(self, first: int, last: int) -> Actor | None:
        """The state that an adjective names (`على الحملة الإسرائيلية`)."""
        for at in range(first, last):
            if self.norms[at] in ".،؛:" and at > first:
                return None
            state = self._state_at(at)
            if state is not None:
                return state
        return None
