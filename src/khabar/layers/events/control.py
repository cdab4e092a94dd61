"""Whose doing a verbal noun without an agent is: the subject of its clause, the owner of a noun before it."""

from khabar.arabic.articles import has_article
from khabar.layers.events.actors import Actor
from khabar.layers.events.clause import Filled
from khabar.layers.events.lexicon import Frame, bares
from khabar.layers.events.triggers import Trigger
from khabar.layers.events.verbs import VerbRoles
from khabar.packs.sides import state

_CLAIMS = frozenset(("ACCUSE", "REJECT", "SUPPORT", "REQUEST"))
_UNDERTAKEN = frozenset(("RETREAT", "CONCEDE", "AID", "MOBILIZE", "COERCE", "SANCTION", "ASSAULT"))
#: modes of what others have died of
_CAUSES = frozenset(("explosion", "suicide-attack", "ambush", "attack", "assassination"))
#: modes of what is done to people in such
_SUFFERED_IN = frozenset(("killing", "wounding", "assassination", "massacre"))
#: modes that tell of casualties
DEATHS = frozenset(("killing", "wounding"))


class ControlRoles(VerbRoles):
    """Finds the agents of infinitives."""

    def _controlled(
        self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], triggers: list[Trigger], low: int
    ) -> None:
        """The agent of an infinitive is the subject of its clause: `تمكنت الشرطة من اعتقال …`, `قررت روسيا نشر …`."""
        led = [a for at, a in enumerate(actors) if a.ids and self._leads(a, self._group(actors[at:])[-1].last, trigger)]
        if led:
            for actor in self._group([a for a in actors if a.first >= led[0].first and a.last <= trigger.first]):
                self._put(out, frame, "source", actor, "subject")
            return
        reading, begin = trigger.reading, self._begin(trigger, low)
        managed = self._managed(trigger, begin)
        if reading.pronoun and frame.object == "place" and trigger.last - trigger.first == 1:
            return
        if (
            (reading.definite and not self._undertaken(trigger, low) and not self._purposed(trigger))
            or self.looked_into(trigger)
            or (trigger.entry.get("result") and not managed)
            or (trigger.light is not None and trigger.light.entry.get("passive"))
        ):
            return
        if not self.tables.lists["witnessing"].isdisjoint(self.norms[begin : trigger.first]):
            return  # شهدت الدوحة توقيع اتفاق: a place does nothing
        announced = any(b in self.tables.lists["announcing"] for n in self.norms[begin : begin + 2] for b in (n, n[1:]))
        if trigger.entry["mode"] in _CAUSES and self.norms[trigger.first - 1] == "في" and announced:
            return  # أعلنت السلطات مقتل خمسة في انفجار
        if self._suffered_in(trigger, triggers, begin):
            return  # قتل ثلاثة جراء هجوم
        # دانت باكستان القرار وقررت طرد السفير: the verb of the act goes on with its own subject
        governor = self.norms[trigger.first - 1].removeprefix("و") if trigger.first else ""
        goes_on = governor in self.tables.lists["control-verbs"]
        for other in [] if goes_on else triggers:
            if begin <= other.first < trigger.first and (other.entry["type"] in _CLAIMS or other.entry.get("result")):
                return
        before = [a for a in actors if begin <= a.first and a.last <= trigger.first and a.prep == ""]
        before = [a for a in before if a.ids or a.pair]
        if not before:
            return
        before = [a for a in before if self._may_kill(a, trigger)]
        if not before:
            return
        group = self._group(before)
        if len(before) > len(group) and "،" in self.norms[group[-1].last : before[-1].first]:
            group = before[-1:]  # …، وردت سورية بسحب سفيرها: the subject of the last clause
        if self._purposed(trigger):
            group = self._group(before[-1:])  # تظاهر العمال للمطالبة ب…
        head = trigger.light if trigger.light is not None else reading
        purpose = "ل" in head.prefix and not head.form.is_verb  # وصل فلان، … لإجراء محادثات
        if trigger.first - group[-1].last > (16 if purpose or managed else 10):
            return
        between = self.norms[group[-1].last : trigger.first]
        if purpose or (managed and between[-2:-1] == ["،"] and between[-1] in self.tables.prepositions):
            between = [n for n in between if n not in "،,"]
        meeting = trigger.entry["type"] == "CONSULT" and self.norms[trigger.first - 1] in self.tables.lists["during"]
        if meeting:
            between = []
        if any(n in self.tables.lists["adjuncts"] or n in "،,." for n in between) or any(
            n in self.tables.relatives.single for n in between
        ):
            return
        for actor in group:
            self._put(out, frame, "source", actor, "subject")

    def _suffered_in(self, trigger: Trigger, triggers: list[Trigger], begin: int) -> bool:
        """`اغتيل الوزير في هجوم`, `تعرض المبنى لهجوم بقذائف`: whether a noun tells what an attack before it was."""
        caused = self.norms[trigger.first - 1] in self.tables.lists["caused-by"]
        tool = trigger.reading.prefix == "ب"
        for other in triggers:
            if not begin <= other.first < trigger.first or other.entry["type"] != "ASSAULT" or not (caused or tool):
                continue
            near = trigger.first - other.last <= (14 if caused else 2)
            if near and self.frame(other).subject == "target":
                return True
            if near and caused and trigger.entry["mode"] in _CAUSES and other.entry["mode"] in _SUFFERED_IN:
                return True
        return False

    def died_in(self, trigger: Trigger, triggers: list[Trigger]) -> bool:
        """`مقتل جندي في هجوم على القاعدة`: whether an attack of others is told behind deaths as their cause."""
        for other in triggers:
            near = 0 < other.first - trigger.last <= 14 and not other.verb
            if near and other.entry["mode"] in _CAUSES:
                return self.norms[other.first - 1] in self.tables.lists["caused-by"]
        return False

    def _purposed(self, trigger: Trigger) -> bool:
        """`تظاهر العمال للمطالبة بصرف الأجور`: whether a demand is what its subject acts for."""
        return trigger.entry["type"] == "REQUEST" and self.norms[trigger.first].startswith("لل")

    def _managed(self, trigger: Trigger, begin: int) -> bool:
        """`أقدم مسلحون على قتل …`: whether a verb of its clause says that its subject does it."""
        return not self.tables.lists["control-verbs"].isdisjoint(self.norms[begin : trigger.first])

    def looked_into(self, trigger: Trigger) -> bool:
        """`التحقيق في تفجيرات بغداد`: who looks into a deed has not done it, and it is a fact."""
        at = trigger.first - 1
        if not self.tables.lists["anniversaries"].isdisjoint(self.norms[max(0, at - 3) : at + 1]):
            return True  # في الذكرى الثلاثين لاحتلال السفارة
        if at < 1 or self.norms[at] in self.tables.lists["touching"]:
            return at >= 0
        inquiry = self.tables.lists["inquiry"]
        return self.norms[at] in self.tables.prepositions and not inquiry.isdisjoint(bares(self.norms[at - 1]))

    def _undertaken(self, trigger: Trigger, low: int) -> bool:
        """`وافقت فرنسا على الانسحاب`, `اتفقت معهم على السماح ب…`: an act with the article that its subject takes on."""
        before = self.norms[trigger.first - 1] if trigger.first > low else ""
        kind = trigger.entry["type"]
        if kind not in _UNDERTAKEN or not (
            before in self.tables.prepositions or trigger.reading.prefix[:1] in ("ب", "ل")
        ):
            return False
        if kind == "ASSAULT" and before not in ("من", "في"):
            return False  # وافق على الهجوم
        words = self.norms[self._begin(trigger, low) : trigger.first]
        return any(b in self.tables.lists["undertaking"] for norm in words[-14:] for b in (norm, norm[1:]))

    def _beyond(self, first: int, last: int) -> bool:
        """Whether a preposition stands between: `أدى الهجوم إلى إصابة أربعة` does not say who attacked."""
        return any(norm in self.tables.prepositions for norm in self.norms[first:last])

    def _may_kill(self, actor: Actor, trigger: Trigger) -> bool:
        """`أعلنت النقابة مقتل ثلاثة`: who has no arms tells of deaths and does not cause them."""
        if trigger.entry.get("mode") not in DEATHS or actor.force or not actor.named:
            return True
        return any(state(i) in self.doc.packs.countries for i in actor.ids)

    def _leads(self, actor: Actor, last: int, trigger: Trigger) -> bool:
        """`استمرار القوات في القصف`, `محاولة المسلحين اقتحام …`: whose doing a noun before it says the act is.

        `last`: where he and those joined to him end.
        """
        first = self.doc.words_in(*actor.span)[0] if actor.persons else actor.first
        head = self.norms[actor.first - 1] if actor.first else ""
        control = self.tables.lists["control"]
        if not any(b in control for b in bares(head)) and not any(b in control for b in bares(self.norms[first])):
            return False
        between = self.norms[last : trigger.first]
        if "(" in between and ")" in between:  # تأكيد أحزاب المعارضة (… و…) على عدم …
            between = between[: between.index("(")] + between[between.index(")") + 1 :]
        between = [n for n in between if not has_article(n) and n not in '“”«»"']
        if between[:1] and between[0] in self.tables.lists["responsible"]:
            between = between[1:]  # إعلان الحركة مسؤوليتها عن الهجوم
        return last <= trigger.first and (not between or between in (["في"], ["من"], ["علي"], ["عن"]))
