"""Roles of a finite verb: subject before or after it, object, prepositions."""

from khabar.arabic.articles import has_article
from khabar.layers.events.actors import Actor
from khabar.layers.events.clause import Filled
from khabar.layers.events.lexicon import Frame
from khabar.layers.events.triggers import Trigger
from khabar.layers.events.voice import Voice

#: modes of what is done to people
_HURT = frozenset(("killing", "wounding", "assassination"))
#: types whose verbs say with ب and a verbal noun what it is about
_TOLD_WITH_BI = frozenset(("ACCUSE", "REQUEST", "THREATEN"))


class VerbRoles(Voice):
    """Assigns the roles of finite verbs."""

    def _verb(
        self,
        out: Filled,
        frame: Frame,
        trigger: Trigger,
        actors: list[Actor],
        low: int,
        limit: int,
        headed: bool = False,
    ) -> None:
        after = self._reach(actors, trigger, limit)
        if frame.object == "target" and trigger.reading.pronoun:
            after = [a for a in after if a.named or a.first != trigger.last - 1]  # احتجزوهم رهائن: they are the same
        if frame.genitive == "none":
            # تبادل أسرى, تبادلا جثامين مئة جندي: who is exchanged is no side
            after = [a for a in after if a.last != trigger.last and (a.named or a.pair)]
        before = self._subject_before(trigger, actors, low)
        relative = trigger.first > low and self.norms[trigger.first - 1] in self.tables.relatives.single
        subject: list[Actor] = []
        head = relative and trigger.reading.pronoun != ""
        if relative and not head:
            last = trigger.first - 1
            near = (last, last - 1) if self.doc.words[last - 1].kind == "mark" else (last,)
            antecedent = [a for a in actors if a.last in near]
            if antecedent:
                before = antecedent[-1:]
            elif headed or any(a.prep == "بين" for a in after) or self._owned(trigger, after):
                before = []  # رحب الحزب بالاتفاق الذي وقع بين …, المناطق التي سيطرت عليها القوات
            elif self.norms[trigger.first].endswith("وا"):  # انسحاب الحوثيين من المدن التي سيطروا عليها
                before = [a for a in actors if low <= a.first and a.last <= last and a.prep == ""][-1:]
        elif headed and not relative:
            before = []  # انفجار عبوة ناسفة استهدفت دوريتهم
        bare = [a for a in after if a.prep == ""]
        if before and before[0].pair and trigger.reading.form.number == "s" and bare and bare[0].first == trigger.last:
            before = []  # الطرفان يسعيان إلى …، وعليه التقى فلان …: they are two, and the verb is of one
        pronoun = bool(trigger.reading.pronoun)
        # اقتحم محتجون القصر، وأطلقت [الشرطة] الغاز; who ends the phrase (تستدعي السفير الأرميني) is its object
        inside = [a for a in bare if a.first < trigger.last - 1 and a.named]
        blamed = self._blamed(frame, trigger, after)
        if blamed is not None:  # وحملت الحكومة الإسرائيلية المسؤولية: the one within the words has it
            self._put(out, frame, frame.object, blamed, "object")
            bare, inside = [a for a in bare if a is not blamed], []
        if inside and not (before and self.norms[trigger.first].endswith("وا")):  # of many: its subject is before it
            before = []  # the subject stands within the phrase
        if pronoun and bare and bare[0].first - trigger.last <= 2:
            # دربتهم الولايات المتحدة: the pronoun is the object, the subject follows
            subject = self._group(bare)
            bare = []
            for actor in before if not relative else []:
                self._put(out, frame, frame.object, actor, "object")
        elif before and not self._anew(trigger, bare):
            subject = before
        elif bare and self._ends_phrase(bare[0], trigger) and frame.object == "target":
            pass  # طرد السفير الفرنسي: who ends the phrase is done to
        elif bare and self._set_free(bare[0], trigger):
            pass  # أطلق سراح الصحفي
        elif bare and trigger.last - trigger.first > 1 and self.norms[trigger.first].endswith("وا"):
            pass  # رشقوا الشرطة بالحجارة
        elif bare and self._written_passive(trigger) and bare[0].first - trigger.last > 1:
            pass  # ألقي القبض على رجل بعد هجوم شنته الحركة
        elif bare and self.had(trigger, low):
            pass  # وكان المجلس قد أمهل القوات: the subject stands between كان and قد
        elif bare and trigger.ours:
            pass  # ندعو إيران: who speaks is the subject
        elif bare and frame.object == "target" and (headed or self._told_of(trigger)):
            pass  # قالت القوات إنها قتلت تسعة جنود: the pronoun is the subject
        elif bare and self._numbered(trigger) and not inside:
            pass  # ودعيا الحركة إلى …: before its subject a verb is singular
        elif bare and self._accusative_head(bare[0], frame.passive) and frame.object == "target":
            subject = [a for a in bare[1:] if self._nominative(a)][:1]  # طالبت مقاتلين بالتخلي: no subject of its verb
            bare = [a for a in bare if a not in subject]
        elif bare and self._near_subject(trigger, bare[0]):
            subject = self._group(bare)
            bare = [a for a in bare if a not in subject]
        if head and frame.object == "target":  # المقاتلين الذين دربتهم
            heads = [a for a in actors if a.last < trigger.first and a not in subject]
            gap = self.norms[heads[-1].last : trigger.first - 1] if heads else ["."]
            if len(gap) <= 2 and all(has_article(norm) for norm in gap):
                out.add("target", heads[-1]._replace(prep=""))
        if subject and self._apposed(subject[-1], bare):
            out.aside, bare = bare[:1], bare[1:]
        passive = self._passive(frame, trigger, subject, bare, limit)
        role = "target" if passive and frame.subject == "source" else frame.subject
        for actor in subject:
            if actor.capital and actor.first == trigger.first + 1:
                actor = actor._replace(capital=False)  # فرضت واشنطن: no other subject of the verb can stand there
            self._put(out, frame, role, actor, "subject")
        if not passive and bare:
            objects = self._group(bare)
            after_subject = max([trigger.last, *(a.last for a in subject)])
            for actor in objects:
                if actor.first - after_subject <= 14 and not self._of_what(trigger, after_subject, actor):
                    self._put(out, frame, frame.object, actor, "object")
        clause = next(
            (at for at in range(trigger.last, limit) if self.norms[at] in self.tables.relatives.single), len(self.norms)
        )
        for actor in after:
            held = trigger.entry["mode"] == "recall" and actor.prep == "في" and bool(out.target)
            if actor.prep == "ل" and frame.prepositions.get("ل") == "source" and self._place_of(trigger, actor):
                continue  # سقط قتلى في قصف على مخيم للنازحين
            if actor.prep and actor not in subject and actor.first < clause and not held:
                self._put(out, frame, frame.prepositions.get(actor.prep, "none"), actor, actor.prep)

    def _set_free(self, actor: Actor, trigger: Trigger) -> bool:
        """`أطلق سراح فلان`, `أخلي سبيل فلان`: whose the noun is that ends the phrase."""
        return self.norms[trigger.last - 1] in ("سراح", "سبيل") and actor.begin <= trigger.last <= actor.first

    def _ends_phrase(self, actor: Actor, trigger: Trigger) -> bool:
        return actor.named and trigger.first < actor.first == trigger.last - 1

    def _of_what(self, trigger: Trigger, begin: int, actor: Actor) -> bool:
        """`اتهم الجيش المتمردين باستخدام المدنيين`: whether an actor stands in what somebody is accused of."""
        if trigger.entry["type"] not in _TOLD_WITH_BI:
            return False
        return any(
            norm.startswith("ب") and len(norm) > 4 and not norm.startswith("بال") and self.doc.name(at) is None
            and self.doc.time_at[at] < 0 and norm not in self.tables.prepositions
            for at, norm in enumerate(self.norms[begin : actor.first], begin)
        )  # fmt: skip

    def _hurt(self, actor: Actor, trigger: Trigger) -> bool:
        """`قتل رجل وخطف آخرون`: whether an actor is done to by the verb before him, and no subject of a verb of one."""
        form = trigger.reading.form
        if actor.named or actor.force or form.pos != "past" or form.number != "s" or actor.first < 1:
            return False
        before = self.tables.lexicon.readings(self.doc.words, actor.first - 1)
        return any(r.form.is_verb and r.entry.get("mode") in _HURT and not r.pronoun for r in before)

    def _subject_before(self, trigger: Trigger, actors: list[Actor], low: int) -> list[Actor]:
        """The subject that stands before its verb: the first noun phrase of the clause, no finite verb between."""
        begin = self._begin(trigger, low)
        plural = self.norms[trigger.first].endswith(("وا", "ون"))
        beside = [a for a in actors if a.last == trigger.first and not a.named]
        if plural and beside:
            return beside  # أشخاص افتعلوا شغبا: a relative clause without its pronoun
        candidates = [a for a in actors if begin <= a.first and a.last <= trigger.first and a.prep == ""]
        if self.norms[trigger.first - 2 : trigger.first] in (["كانت", "قد"], ["كان", "قد"], ["كانوا", "قد"]):
            near = (trigger.first - 2, trigger.first - 3)  # وحدات من الجيش، كانت قد تمركزت
            beside = [a for a in actors if a.last in near and low <= a.first]
            if trigger.first - 3 >= low and self.norms[trigger.first - 3] in "،," and beside:
                return beside
        if not candidates:
            return []
        first = candidates[0]
        joined = trigger.reading.prefix[:1] in ("و", "ف")  # قتل عشرة من المسلحين واعتقل آخرين: they are its object
        if joined and self._hurt(first, trigger):
            return []  # أصيب شخصان وقتل ثلاثة
        head = first.first if joined else first.begin or first.first
        lead = [n for n in self.norms[begin:head] if n not in '“”"«»،,:-–(']
        if len(lead) > 2:
            return []
        group = self._group(candidates)
        if trigger.first - group[-1].last > 12:
            return []
        return group
