"""Who attacks and who is attacked, where words of an attack's own tell it beside its clause."""

from khabar.layers.events.actors import Actor
from khabar.layers.events.clause import Clause, Filled
from khabar.layers.events.lexicon import bares
from khabar.layers.events.triggers import Trigger
from khabar.packs.sides import state

_REACH = 9
#: modes of bringing down what another has launched
DOWNED = frozenset(("destruction", "shootdown", "interception"))
_TOWARD = frozenset(("علي", "نحو", "باتجاه"))
_TO = frozenset(("ل", "الي"))


class Attacks(Clause):
    """Finds the sides of an attack in what it aims at, where it came from and whom it is ascribed to."""

    def _attack(self, out: Filled, trigger: Trigger, actors: list[Actor], low: int, high: int) -> None:
        self._aim(out, trigger, actors, high)
        self._launched(out, trigger, actors, low, high)
        self._fired_from(out, trigger, actors, high)
        if trigger.entry.get("mode") == "ambush":
            self._laid(out, trigger, actors, high)
        if not out.source:
            self._of_weapon(out, trigger, high)
        if not out.source:
            self._ascribed_before(out, trigger, actors, low)
        if not out.target and not trigger.verb:
            self._harmed(out, trigger, actors, high)
        if not out.target and trigger.entry.get("result") and not trigger.verb:
            for actor in [a for a in actors if a.first == trigger.first and a.ids and not a.named][:1]:
                out.add("target", actor._replace(prep=""))  # أوقع الانفجار سبعة قتلى: they are the word itself

    def _aim(self, out: Filled, trigger: Trigger, actors: list[Actor], high: int) -> None:
        """`شن هجوما لاستعادة البلدة من المسلحين`: from whom the place is to be taken is attacked."""
        if any(a.named for a in out.target):
            return
        for at in range(trigger.last, min(trigger.last + _REACH, high)):
            if self.norms[at] in ".؛:":
                return
            if not any(bare in self.tables.lists["retaking"] for bare in bares(self.norms[at])):
                continue
            beaten = any(bare in self.tables.lists["driving-out"] for bare in bares(self.norms[at]))
            for actor in actors:
                if not at < actor.first <= at + _REACH or not actor.ids:
                    continue
                if actor.prep == "من" or (beaten and actor.prep == "" and actor.begin <= at + 1):
                    out.source = [a for a in out.source if a is not actor]
                    if all(a.ids != actor.ids for a in out.source):
                        out.target = [a for a in out.target if a.named]
                        self._put(out, self.frame(trigger), "target", actor, "من")
                    return
            return

    def _harmed(self, out: Filled, trigger: Trigger, actors: list[Actor], high: int) -> None:
        """`التفجيرات التي حصدت مئة قتيل`, `أودى تفجير بحياة عشرة`: those who are counted as the victims."""
        lives = self.tables.lists["claiming"]
        around = range(max(0, trigger.first - 2), min(trigger.last + 4, high))
        if any(self.norms[at].removeprefix("و") in lives for at in around):
            for at in range(trigger.last, min(trigger.last + 7, high)):
                if self.norms[at] in ("بحياه", "ارواح"):
                    for actor in [a for a in actors if at < a.first <= at + 5 and a.ids][:1]:
                        out.add("target", actor)
                    return
        for at in range(trigger.last, min(trigger.last + 4, high - 1)):
            if self.norms[at] not in self.tables.relatives.single:
                continue
            if self.norms[at + 1] in self.tables.lists["causing"]:
                near = [a for a in actors if at < a.first <= at + _REACH and not a.prep and not a.named]
                for actor in near[:1]:
                    out.add("target", actor)
            return

    def _launched(self, out: Filled, trigger: Trigger, actors: list[Actor], low: int, high: int) -> None:
        """`تدمير طائرة أطلقها الحوثيون`: a weapon that is brought down is theirs who launched it."""
        if trigger.entry.get("mode") not in DOWNED:
            return
        before = range(trigger.first - 2, max(low, trigger.first - 20), -1)  # طائرة أطلقها الحوثيون تم تدميرها
        after = range(trigger.last, min(trigger.last + 7, high))
        if any(a.named and a.ids and a.last >= trigger.first for a in out.target):
            return
        for at in before if trigger.reading.pronoun else after:
            if self.norms[at] in self.tables.lists["launched"]:
                by = next((a for a in actors if at < a.first <= at + 3 and a.prep == "" and a.ids), None)
                if by is not None and all(by.ids != a.ids for a in out.source):
                    out.target = []
                    self._put(out, self.frame(trigger), "target", by, "object")
                return
        if not out.target:
            self._of_state(out, trigger, high)

    def _of_state(self, out: Filled, trigger: Trigger, high: int) -> None:
        """`اعتراض صواريخ باكستانية`: a weapon whose state an adjective names."""
        for at in range(trigger.last - 1, min(trigger.last + 4, high - 1)):
            if not any(bare in self.tables.lists["weapons"] for bare in bares(self.norms[at])):
                continue
            for j in range(at + 1, min(at + 4, high)):
                owner = self._state_at(j)
                if owner is not None and self.norms[min(j + 1, high - 1)] not in self.tables.lists["made"]:
                    self._put(out, self.frame(trigger), "target", owner, "object")
                    return
            return

    def _of_weapon(self, out: Filled, trigger: Trigger, high: int) -> None:
        """`أصاب صاروخ أرميني حافلة`: a weapon that hits is that of the state whose adjective it has."""
        if trigger.verb and trigger.entry.get("frame") == "fallen-on" and trigger.last < high:
            owner = self._state_at(trigger.last)
            if owner is not None and self.norms[min(trigger.last + 1, high - 1)] not in self.tables.lists["made"]:
                self._put(out, self.frame(trigger), "source", owner, "adjective")

    def _laid(self, out: Filled, trigger: Trigger, actors: list[Actor], high: int) -> None:
        """`وقعت في كمين نصبه متمردون للجيش`: who laid an ambush and for whom, told in its relative clause."""
        for at in range(trigger.last, min(trigger.last + 3, high)):
            if self.norms[at] not in self.tables.lists["laying"]:
                continue
            by = [a for a in actors if at < a.first <= at + 3 and a.prep == "" and a.ids]
            to = [a for a in actors if at < a.first <= at + _REACH and a.prep == "ل" and a.ids]
            if by or to:
                out.source = [a for a in out.source if a not in (*by, *to)]
                out.target = [a for a in out.target if a not in by]
            for actor in by[:1]:
                self._put(out, self.frame(trigger), "source", actor, "subject")
            for actor in to[:1]:
                self._put(out, self.frame(trigger), "target", actor, "object")
            return

    def _fired_from(self, out: Filled, trigger: Trigger, actors: list[Actor], high: int) -> None:
        """`صاروخ أُطلق من منطقة يسيطر عليها الحوثيون`: who holds the place has fired, where no subject stands there."""
        if trigger.entry.get("mode") != "missile" or any(
            trigger.last <= a.first <= trigger.last + 2 for a in out.source
        ):
            return
        for at in range(trigger.last, min(trigger.last + 4, high)):
            if self.norms[at] != "من":
                continue
            self._from_land(out, trigger, actors, at)
            for j in range(at + 1, min(at + 6, high)):
                if any(bare in self.tables.lists["holding"] for bare in bares(self.norms[j])):
                    holder = next((a for a in actors if j < a.first <= j + 4 and a.ids), None)
                    if holder is not None:
                        out.target = [a for a in out.target if a.ids != holder.ids]
                        out.source = [holder]
                    return
            return

    def _from_land(self, out: Filled, trigger: Trigger, actors: list[Actor], at: int) -> None:
        """`أعلن الجيش الإسرائيلي إطلاق صواريخ من لبنان`: who tells of it has not fired from another's land."""
        land = next((a for a in actors if a.country and at < a.first <= at + 2), None)
        if land is None or trigger.verb:
            return
        mine = {state(i) for i in land.ids}
        kept = [a for a in out.source if a.first >= trigger.last or mine & {state(i) for i in a.ids}]
        out.unsaid = not kept
        if len(kept) < len(out.source):
            out.source = kept
            for actor in actors:
                if actor.first > land.last and actor.prep in _TOWARD:
                    self._put(out, self.frame(trigger), "target", actor, actor.prep)

    def _ascribed_before(self, out: Filled, trigger: Trigger, actors: list[Actor], low: int) -> None:
        """`في حادثة نُسبت إلى الحركة، قُتل جندي`: to whom the incident is ascribed that the sentence opens with."""
        for at in range(trigger.first - 1, max(low, trigger.first - 12) - 1, -1):
            if self.norms[at] in ".؛:":
                return
            if self.norms[at] in self.tables.lists["ascribed-to"]:
                by = [
                    a for a in actors if at < a.first <= at + 5 and a.last <= trigger.first and a.prep in _TO and a.ids
                ]
                if by:
                    self._put(out, self.frame(trigger), "source", by[0], "subject")
                return
