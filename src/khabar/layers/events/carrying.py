"""Subjects that a verb or a pronoun leaves out: the subject of the clause or of the sentence before."""

from khabar.layers.document import Doc
from khabar.layers.events.actors import Actor
from khabar.layers.events.lexicon import EventTables, Norms, bares
from khabar.layers.events.roles import Filled, Roles
from khabar.layers.events.several import Several
from khabar.layers.events.triggers import Trigger

#: types that are a stand which somebody takes in words
STANDS = frozenset(("ACCUSE", "REJECT", "SUPPORT"))


class Carrying:
    """Carries subjects on; what it remembers is kept by `Antecedents`."""

    doc: Doc
    tables: EventTables
    roles: Roles
    norms: Norms
    several: Several
    last_subject: Actor | None
    last_pair: tuple[Actor, Actor] | None
    here: list[list[Actor]]

    def _object(self, at: int) -> bool:
        """Whether a noun stands at a word, behind a verbal noun with its pronoun: `اقتحامها مخيم جنين`."""
        word, name = self.doc.words[at], self.doc.name(at)
        if word.kind != "word" or word.norm in self.tables.prepositions or self.doc.time_at[at] >= 0:
            return False
        if name is not None:
            return name.type in ("GPE", "LOC") and self.doc.words_in(name.start, name.end)[0] == at
        return any(b in self.tables.through.single for b in bares(word.norm)) and word.norm[:1] not in "بلك"

    def _holder(self, before: list[Actor], pronoun: str) -> Actor | None:
        """Whom a pronoun stands for: the subject, or a man behind it where it is feminine and the pronoun is not."""
        if pronoun == "ه" and before and not before[0].persons:
            men = [
                a for a in before if a.persons or (a.travels and not self._feminine(a))
            ]  # نفت الوزارة تصريحات فلان عن لقائه بـ…
            if men and self._feminine(before[0]):
                return men[-1]
        return before[0] if before else None

    def _she(self, before: list[Actor], named: list[Actor]) -> list[Actor]:
        """Who `ها` can be, where a man is the subject of the last clause: who is named in that clause beside him.

        `ودعت الأمم المتحدة إلى هدنة، لكن فلان رفض التفاوض مع القوات قبل انسحابها`.
        """
        contrast = self.tables.lists["contrast"]
        if not before or not before[-1].persons:
            return before
        man = before[-1]
        last = max((at for at in range(man.first) if self.norms[at].removeprefix("و") in contrast), default=-1)
        beside = [a for a in named if a.first > man.first and not a.persons]
        return beside[-1:] if last >= 0 and named[0].first < last and beside else before

    def _told(self, actor: Actor) -> bool:
        """Whether an actor stands right behind the أن of what somebody else says."""
        return actor.begin > 1 and self.norms[actor.begin - 1] in ("ان", "بان")

    def _feminine(self, actor: Actor) -> bool:
        """Whether the first noun that names an actor is feminine by its ending."""
        word = self.doc.words[actor.first]
        return self.doc.text[word.start : word.end].endswith(("ة", "ات"))

    def _acted(self, filled: Filled, trigger: Trigger) -> bool:
        """`قتل ثلاثة واعتقل آخرين`: whether an object that its ending marks shows a verb with و to be active."""
        if trigger.reading.prefix[:1] not in ("و", "ف") or not trigger.verb:
            return False
        behind = [a for a in filled.target if not a.named and 0 <= a.first - trigger.last <= 1]
        return bool(behind) and self.norms[behind[0].first].endswith("ين")

    def _stood_on(self, trigger: Trigger) -> bool:
        """`تدين احتجازها`: whether a verb of condemning or refusing governs a noun: nobody condemns what he suffers."""
        for at in range(trigger.first - 1, max(-1, trigger.first - 4), -1):
            readings = self.tables.lexicon.readings(self.doc.words, at)
            if any(r.form.is_verb and r.entry["type"] in STANDS for r in readings):
                return True
            if self.doc.words[at].kind == "word" and self.norms[at][:1] != "ب":
                return False
        return False

    def undergone(self, filled: Filled, trigger: Trigger, actors: list[Actor]) -> None:
        """`أن سفينة تم احتجازها`: to whom the pronoun of a noun points that a passive verb carries."""
        light = trigger.light
        if trigger.verb or light is None or not light.entry.get("passive") or not trigger.reading.pronoun:
            return
        near = [a for a in actors if a.last <= light.at and light.at - a.last <= 4 and a.ids]
        if near and self.roles.frame(trigger).object == "target" and not filled.target:
            filled.add("target", near[-1])

    def _himself(self, filled: Filled, trigger: Trigger, actors: list[Actor]) -> None:
        """`أبلغ المعتقل محاميه أنه تعرض للضرب`: who says it of himself is the one it was done to."""
        head = self.norms[trigger.first - 1] if trigger.first else ""
        if head not in self.tables.lists["that-he"]:
            return
        she = head.endswith("ها")
        before = [a for a in actors if a.last < trigger.first and a.ids and a.prep == "" and self._feminine(a) == she]
        if before:
            filled.add("target", before[0])

    def carry(self, filled: Filled, trigger: Trigger, actors: list[Actor]) -> None:
        """A dropped or pronominal subject is the subject of the clause or sentence before."""
        frame = self.roles.frame(trigger)
        kind = str(trigger.entry["type"])
        # استعدادهم للتفاوض مع الحركة: where a partner is named, they are one side
        both = trigger.reading.pronoun == "هما" or (trigger.reading.pronoun == "هم" and not filled.target)
        if kind in ("CONSULT", "AGREE") and both and not trigger.verb and frame.subject == "source":
            here = [a for a in actors if a.last <= trigger.first and a.ids and a.named]
            pair = (here[0], here[-1]) if len(here) > 1 and trigger.reading.pronoun else self.last_pair
            if pair:
                filled.add("source", pair[0])
                filled.add("target", pair[1])
                filled.carried = True
                return
        if frame.subject == "mediator" and trigger.reading.pronoun and not trigger.verb and not filled.mediator:
            here = [a for a in actors if a.last <= trigger.first and a.ids and a.named and a.prep == ""]
            filled.mediator = here[-1:]  # عرضت موريتانيا وساطتها
        if frame.subject == "target" and trigger.verb and not filled.target:
            self._himself(filled, trigger, actors)
        if frame.subject not in ("source",):
            return
        if trigger.verb and self.roles.had(trigger, trigger.first - 12):
            return  # وكانت أول رحلة قد حطت: the subject stands there, and is nobody we know
        reading = (
            trigger.light if trigger.light is not None and not trigger.light.entry.get("passive") else trigger.reading
        )
        pos = reading.form.pos
        verbal = pos in ("past", "present", "participle") or (pos == "particle" and kind == "THREATEN")
        pronoun = bool(trigger.reading.pronoun) and not trigger.verb
        if pronoun and frame.object == "place" and trigger.last - trigger.first == 1:
            return  # بعد تحريرها: the town, and not who took it
        if not (verbal or pronoun):
            return
        pronominal = trigger.first > 0 and self.norms[trigger.first - 1] in self.tables.lists["pronominal"]
        if (
            not pronominal
            and not self._acted(filled, trigger)
            and (trigger.entry.get("result") or ((frame.passive or trigger.entry.get("passive")) and pos == "past"))
        ):
            return
        met = self.last_pair if kind in ("CONSULT", "AGREE") else None
        here = [a for a in actors if a.last <= trigger.first]
        both_of_them = self.several.two(reading.form, here, met) if verbal else []
        if both_of_them:
            filled.source.extend(a for a in both_of_them if all(a.ids != b.ids for b in filled.target))
            filled.carried = True
            return
        before = [a for a in actors if a.last <= trigger.first and a.ids and a.prep == "" and a.named]
        if trigger.verb and reading.form.number == "p" and reading.form.person == 3 and reading.form.gender == "m":
            before = [a for a in actors if a.last <= trigger.first and a.ids and a.prep == "" and self.several.many(a)]
            if not before and self.several.people is not None:
                before = [self.several.people]
        if trigger.entry.get("needs") == "person":  # قال المتحدث باسم الوزارة إن فلانا … قبل أن يسافر
            before = [a for a in before if a.travels or a.persons][-1:] or before
        if pronoun and trigger.reading.pronoun == "ها":
            before = self._she(before, [a for a in actors if a.last <= trigger.first and a.ids and a.named])
        actor = self._holder(before, trigger.reading.pronoun) if pronoun else before[0] if before else None
        if pos == "participle" and actor is not None and self._told(actor):
            return  # وأكد الحاكم أن القوات تلاحقهم، نافيا …: who speaks denies it, whoever he is
        head = self.norms[trigger.first - 1] if trigger.first else ""
        wished = pos == "present" and head in self.tables.lists["that-he-do"]
        held_on = head in self.tables.relatives.single or head in self.tables.lists["pronouns"]
        if trigger.verb and (wished or held_on or head in self.tables.lists["that-he"]):
            actor = before[-1] if before else None  # تريد تركيا أن تقيم منطقة, انسحابهم من المناطق التي سيطروا عليها
        if pronoun and trigger.light is not None and trigger.light.entry.get("passive"):
            return  # `undergone` says to whom it points
        if actor is None and kind == "AGREE" and verbal and self.here:  # ثم اجتمعت لجانهما واتفقت على …
            first, *others = self.here[-1]
            filled.source.append(first)
            filled.target.extend(a for a in others if all(a.ids != b.ids for b in filled.target))
            filled.carried = True
            return
        if actor is None and (
            pronominal or pos in ("present", "participle") or pronoun or trigger.reading.prefix[:1] == "و"
        ):
            actor = self.last_subject
        held = pronoun and trigger.last < len(self.norms) and self._object(trigger.last)
        if actor is not None and pronoun and frame.genitive == "target" and not held:
            if not self._stood_on(trigger):
                filled.add("target", actor)
        elif actor is not None and all(actor.ids != a.ids for a in filled.target):
            filled.source.append(actor)
            filled.carried = True
