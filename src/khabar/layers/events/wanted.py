"""Whether what a trigger's entry needs is there: actors, a force, a place, a word beside it."""

from khabar.layers.document import Doc, Sentence
from khabar.layers.events.actors import Actor
from khabar.layers.events.lexicon import EventTables, Norms
from khabar.layers.events.roles import Filled
from khabar.layers.events.sides import Sides
from khabar.layers.events.triggers import BODILY, Trigger
from khabar.packs.sides import state

_PUBLIC = frozenset(("AID", "AGREE", "COOPERATE", "CONCEDE"))
_CLAIMED = frozenset(("ACCUSE", "THREATEN"))
_VOICED = frozenset(("condemn", "criticism", "disapprove", "warning"))


class Wanted:
    """Asks whether a trigger and its roles make an event."""

    doc: Doc
    tables: EventTables
    norms: Norms
    sides: Sides
    triggers: list[Trigger]

    def _wanted(self, trigger: Trigger, filled: Filled, actors: list[Actor], sentence: Sentence) -> bool:
        """Whether what the entry needs is there."""
        entry = trigger.entry
        needs = entry.get("needs")
        if entry["mode"] == "offer" and not trigger.verb and trigger.light is None and self._adverbial(trigger):
            return False
        if self._asked_for(trigger, filled, sentence):
            return True
        both = [*filled.source, *filled.target]
        if needs == "attack2" and self._operation(trigger):
            return True  # عملية “غضب الفرات”
        if entry.get("light") and trigger.light is None and not both:
            return False
        told = trigger.verb or trigger.light is not None or trigger.reading.form.pos in ("participle", "particle")
        voiced = trigger.reading.pronoun and filled.source and entry["mode"] in _VOICED  # أعربت عن إدانتها للهجوم
        voiced = voiced or bool(entry.get("future"))
        if not told and self._called(trigger, sentence):
            return False
        if trigger.reading.form.pos == "participle" and self._arrested(trigger):
            return False  # اعتقلت الشرطة متهمين بالضلوع في الهجوم
        if entry["type"] == "AID" and not told and self._struck_at(trigger):
            return False  # هاجم مسلحون قافلة مساعدات
        if entry["type"] in _CLAIMED and not told and not voiced and not (filled.source and filled.target):
            return bool(both) and self._titled(trigger, sentence)
        if entry["type"] == "PROTEST" and not told and any(self._governs(a) for a in filled.source):
            if "احتج" in trigger.reading.form.word:
                return False  # استدعت سفيرها احتجاجا على …: a state that protests does not take to the street
            filled.source = [a for a in filled.source if not self._governs(a)]  # توجهوا إلى ضريح الرئيس في تظاهرة
        private = [a for a in both if a.ids == a.persons and a.ids[0] not in self.sides.person]
        if entry["type"] in _PUBLIC and both and len(private) == len(both):
            return False  # private persons
        if needs == "actor":
            return bool(both or filled.mediator)
        if needs in ("actor2", "both"):
            return bool(filled.source and filled.target)
        if needs == "name":
            return any(a.named for a in (*both, *filled.mediator))
        if needs == "person":
            return any(a.travels or a.persons for a in filled.source)
        if needs == "held":
            people = {name.entity for name in self.doc.article.names if name.type == "PER"}
            return bool(filled.source) and any(a.persons or not people.isdisjoint(a.ids) for a in filled.target)
        if needs == "force":
            return any(a.force for a in filled.source)
        if needs in ("light", "attack2"):
            return trigger.light is not None and bool(filled.source and filled.target)
        if needs == "place":
            place = filled.target or filled.place or self._place_near(trigger, sentence) or self._seized(trigger)
            return bool(place) and bool(both)
        return True

    def _called(self, trigger: Trigger, sentence: Sentence) -> bool:
        """`وصفت اللقاء … بـ"لقاء بعض المواطنين"`: what something told before it is said to be is the same thing."""
        lead = [n for n in self.norms[max(sentence.first, trigger.first - 3) : trigger.first] if n not in '“”"«»ـ:']
        if not (trigger.reading.prefix == "ب" or lead[-1:] == ["ب"]):
            return False
        said = [
            at for at in range(sentence.first, trigger.first)
            if not self.tables.lists["describing"].isdisjoint((self.norms[at], self.norms[at][1:]))
        ]  # fmt: skip
        same = (t for t in self.triggers if t.entry["type"] == trigger.entry["type"] and t.last <= trigger.first)
        return bool(said) and any(t.first > said[-1] for t in same)

    def _arrested(self, trigger: Trigger) -> bool:
        """Whether a participle in the plural is who is arrested or counted, and not what somebody says."""
        if trigger.entry["type"] != "ACCUSE" or not self.norms[trigger.first].endswith("ين"):
            return False
        return self.tables.counts(self.doc.words[trigger.first - 1]) or bool(self._bodily_before(trigger, 2))

    def _struck_at(self, trigger: Trigger) -> bool:
        """Whether a noun is what a verb of violence right before it is done to."""
        return any(t.verb for t in self._bodily_before(trigger, 3))

    def _bodily_before(self, trigger: Trigger, reach: int) -> list[Trigger]:
        """The words of violence and force at most `reach` words before a trigger."""
        return [t for t in self.triggers if t.entry["type"] in BODILY and 0 <= trigger.first - t.last <= reach]

    def _titled(self, trigger: Trigger, sentence: Sentence) -> bool:
        """`تهديدات إيرانية بإغلاق المضيق`: whether a noun opens its sentence and has what it is about behind it."""
        if trigger.first != sentence.first or trigger.definite or trigger.reading.pronoun:
            return False
        near = self.norms[trigger.last : trigger.last + 4]
        return trigger.last - trigger.first > 1 or any(
            n[:1] in "بل" and len(n) > 3 and n not in self.tables.prepositions for n in near
        )

    def _adverbial(self, trigger: Trigger) -> bool:
        """`التقى الوزير استعدادا لقمة …`: whether a noun in the accusative tells what something else is done for."""
        word = self.norms[trigger.first]
        return trigger.reading.form.pos == "noun" and word.endswith("ا") and not trigger.reading.pronoun

    def _asked_for(self, trigger: Trigger, filled: Filled, sentence: Sentence) -> bool:
        """`دعت روسيا الطرفين إلى الحوار`: talks whose sides are those of whom they are asked."""
        if trigger.entry["type"] != "CONSULT" or trigger.verb or filled.source or filled.target:
            return False
        if self.norms[trigger.first - 1] not in ("الي", "علي") and trigger.reading.prefix[:1] not in ("ب", "ل"):
            return False
        return any(t.entry["type"] == "REQUEST" and 0 < trigger.first - t.last <= 14 for t in self.triggers)

    def _operation(self, trigger: Trigger) -> bool:
        """Whether an operation has a name of its own."""
        for at in range(trigger.first, min(trigger.last + 3, len(self.norms))):
            name = self.doc.name(at)
            if name is not None and name.type == "EVT":
                return True
        return False

    def _governs(self, actor: Actor) -> bool:
        return any(state(i) in self.doc.packs.countries for i in actor.ids)

    def _place_near(self, trigger: Trigger, sentence: Sentence) -> bool:
        for at in range(trigger.last, min(sentence.last, trigger.last + (18 if trigger.verb else 8))):
            name = self.doc.name(at)
            if name is not None and name.type in ("GPE", "LOC"):
                return True
        return False

    def _seized(self, trigger: Trigger) -> bool:
        """`سيطر مسلحون على الميناء`: whether a place without a name stands behind."""
        near = self.norms[trigger.last : trigger.last + 6]
        for at, norm in enumerate(near):
            if norm in "،,.؛:":
                return False
            if norm.removeprefix("ال") in self.tables.lists["seizable"] and "علي" in near[:at]:
                return True
        return False

    def _rebels(self, actor: Actor) -> bool:
        """Whether an actor is an armed group that is no state's."""
        if not actor.force or self._governs(actor):
            return False
        groups = {name.entity for name in self.doc.article.names if name.type == "GRP"}
        return all(entity in groups or entity.startswith(("unnamed:REB", "unnamed:UAF")) for entity in actor.ids)
