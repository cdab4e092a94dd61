"""Roles of a finite verb: subject before or after it, object, prepositions, unmarked passives."""

from khabar.layers.agreement import cannot_be_subject
from khabar.layers.events.actors import Actor
from khabar.layers.events.clause import Clause, Filled
from khabar.layers.events.lexicon import Frame, bares
from khabar.layers.events.triggers import Trigger

_VERBS = ("past", "present")
#: types whose verbs say with ب and a verbal noun what it is about
_TOLD_WITH_BI = frozenset(("ACCUSE", "REQUEST", "THREATEN"))


_WAS = frozenset(("كان", "وكان", "كانت", "وكانت", "كانوا", "وكانوا"))


class VerbRoles(Clause):
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
        if frame.genitive == "none":
            after = [a for a in after if a.last != trigger.last]  # تبادل أسرى: who is exchanged ends the words
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
        bare = [a for a in after if a.prep == ""]
        pronoun = bool(trigger.reading.pronoun)
        inside = [a for a in bare if a.first < trigger.last and a.named]
        if inside:
            before = []  # اقتحم محتجون القصر، وأطلقت [الشرطة] الغاز: the subject stands within the phrase
        if pronoun and bare and bare[0].first - trigger.last <= 2:
            # دربتهم الولايات المتحدة: the pronoun is the object, the subject follows
            subject = self._group(bare)
            bare = []
            for actor in before if not relative else []:
                self._put(out, frame, frame.object, actor, "object")
        elif before and not self._anew(trigger, bare):
            subject = before
        elif bare and self._written_passive(trigger) and bare[0].first - trigger.last > 1:
            pass  # ألقي القبض على رجل بعد هجوم شنته الحركة
        elif bare and self.had(trigger, low):
            pass  # وكان المجلس قد أمهل القوات: the subject stands between كان and قد
        elif bare and trigger.ours:
            pass  # ندعو إيران: who speaks is the subject
        elif bare and frame.object == "target" and (headed or self._told_of(trigger, bare[0])):
            pass  # قالت القوات إنها قتلت تسعة جنود: the pronoun is the subject
        elif bare and self._accusative_head(bare[0]) and frame.object == "target" and not frame.passive:
            subject = [a for a in bare[1:] if self._nominative(a)][:1]  # طالبت مقاتلين بالتخلي: no subject of its verb
            bare = [a for a in bare if a not in subject]
        elif bare and self._near_subject(trigger, bare[0]):
            subject = self._group(bare)
            bare = [a for a in bare if a not in subject]
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
            if actor.prep and actor not in subject and actor.first < clause:
                self._put(out, frame, frame.prepositions.get(actor.prep, "none"), actor, actor.prep)

    def _of_what(self, trigger: Trigger, begin: int, actor: Actor) -> bool:
        """`اتهم الجيش المتمردين باستخدام المدنيين`: whether an actor stands in what somebody is accused of."""
        if trigger.entry["type"] not in _TOLD_WITH_BI:
            return False
        return any(
            norm.startswith("ب") and len(norm) > 4 and not norm.startswith("بال") and self.doc.name(at) is None
            and self.doc.time_at[at] < 0 and norm not in self.tables.prepositions
            for at, norm in enumerate(self.norms[begin : actor.first], begin)
        )  # fmt: skip

    def _accusative_head(self, actor: Actor) -> bool:
        """Whether an actor without a name is marked as no subject (`مقاتلين`, `وزارتي`)."""
        head = self.norms[actor.first]
        return not actor.named and not actor.joined and head.endswith("ين") and head[:1] not in "ولب"

    def _nominative(self, actor: Actor) -> bool:
        """Whether an actor without a name is marked as a subject (`مسلحون`, `جنديان`)."""
        return not actor.named and self.norms[actor.first].endswith(("ون", "ان"))

    def had(self, trigger: Trigger, low: int) -> bool:
        """Whether `كان … قد` with a subject between stands before a verb."""
        at = trigger.first - 1
        if at <= max(0, low) or self.norms[at] not in ("قد", "وقد"):
            return False
        was = next((j for j in range(at - 1, max(low, 0, at - 10) - 1, -1) if self.norms[j] in _WAS), None)
        return was is not None and at - was > 1

    def _written_passive(self, trigger: Trigger) -> bool:
        """Whether a past ends in ي where its active ends in ى (`ألقي القبض`), in a text that tells the two apart."""
        if trigger.reading.form.pos != "past" or trigger.last - trigger.first < 2 or "ى" not in self.doc.text:
            return False
        return self.doc.text[self.doc.words[trigger.first].end - 1] == "ي" and not trigger.reading.pronoun

    def _anew(self, trigger: Trigger, bare: list[Actor]) -> bool:
        """`أفرجت تركيا عن …، واحتجزت إيران أميركيا`: after و a verb with a name and another noun behind it."""
        if trigger.reading.prefix[:1] not in ("و", "ف") or not bare or not bare[0].named:
            return False
        if bare[0].first == trigger.last and self._object_at(self._group(bare)[-1].last):
            return True  # …، وأجلت ألمانيا مواطنيها
        if len(bare) < 2:
            return False
        return bare[0].first == trigger.last and not bare[1].joined and bare[1].first - bare[0].last <= 3

    def _object_at(self, at: int) -> bool:
        """Whether what stands at a place can only be the object of the verb before: a noun with a pronoun, a number."""
        if at >= len(self.norms) or self.doc.words[at].kind == "mark" or self.doc.name(at) is not None:
            return False
        norm = self.norms[at]
        if self.doc.time_at[at] >= 0:
            return False
        if norm in self.tables.lists["as-many"] or self._is_count(norm):
            return True  # …، واعتقلت الشرطة أكثر من مئة
        if norm in self.tables.prepositions or norm in self.tables.boundaries.single:
            return False
        return norm[:1] not in "بلوفك" and norm.endswith(("ها", "هم", "هما", "ه")) and not norm.startswith("ال")

    def _told_of(self, trigger: Trigger, actor: Actor) -> bool:
        """Whether a verb has its subject in a pronoun before it, and so its object in what follows."""
        at = trigger.first - 1
        while at > 0 and self.norms[at] in ("لن", "لم", "لا", "قد", "سوف"):
            at -= 1
        before = self.norms[at] if at >= 0 else ""
        form = trigger.reading.form
        return before in self.tables.lists["pronouns"] and (form.gender == "f" or form.number != "s")

    def _owned(self, trigger: Trigger, after: list[Actor]) -> bool:
        """Whether a relative clause has its subject behind its verb, so that what it hangs on is no subject."""
        return bool(after) and after[0].prep == "" and after[0].first - trigger.last <= 1

    def _subject_before(self, trigger: Trigger, actors: list[Actor], low: int) -> list[Actor]:
        """The subject that stands before its verb: the first noun phrase of the clause, no finite verb between."""
        begin = self._begin(trigger, low)
        plural = self.norms[trigger.first].endswith(("وا", "ون"))
        beside = [a for a in actors if a.last == trigger.first and not a.named]
        if plural and beside:
            return beside  # أشخاص افتعلوا شغبا: a relative clause without its pronoun
        candidates = [a for a in actors if begin <= a.first and a.last <= trigger.first and a.prep == ""]
        if not candidates:
            return []
        first = candidates[0]
        lead = [n for n in self.norms[begin : first.first] if n not in '“”"«»،,:-–(']
        if len(lead) > 2:
            return []
        group = self._group(candidates)
        if trigger.first - group[-1].last > 12:
            return []
        return group

    def _near_subject(self, trigger: Trigger, actor: Actor) -> bool:
        """Whether nothing but words that lead on stands between verb and subject."""
        if not actor.named and self.norms[actor.first].endswith("ين") and self._possessed(trigger, actor):
            return False  # يلتزمان حماية المدنيين: the oblique plural behind a noun is that noun's, and no subject
        name = self.doc.name(actor.first) if actor.first == trigger.last else None
        if name is not None and cannot_be_subject(self.doc, name, trigger.reading.form):
            return False  # وحذر طهران
        if any(self._opens(at) for at in range(trigger.last, actor.first)):
            return False  # وأطلقت من غزة صواريخ، ورد الطيران: the subject of another verb
        between = 0
        for at in range(trigger.last, actor.first):
            norm = self.norms[at]
            if norm in self.tables.prepositions:
                between += 2
            elif norm not in "“”\"«»'‘’(،,":
                between += 1
        return between <= 6

    def _possessed(self, trigger: Trigger, actor: Actor) -> bool:
        """Whether a noun that counts nobody stands right before an actor, behind the verb."""
        at = actor.first - 1
        if at < trigger.last or self.doc.words[at].kind != "word":
            return False
        counts = self.tables.lists["counts"]
        return self.norms[at] not in self.tables.prepositions and not any(b in counts for b in bares(self.norms[at]))

    def _group(self, actors: list[Actor]) -> list[Actor]:
        """The first actor and those coordinated with it."""
        out = actors[:1]
        for actor in actors[1:]:
            if actor.joined and actor.first - out[-1].last <= 4:
                out.append(actor)
            else:
                break
        # دعا الرئيس، المبعوث …: a lone comma joins nothing, only a list that ends in و does
        while len(out) > 1 and not self._and(out[-1]):
            out.pop()
        return out

    def _and(self, actor: Actor) -> bool:
        """Whether و stands before a joined actor."""
        for at in range(actor.first, max(-1, actor.first - 4), -1):
            if self.norms[at] in "،,":
                return False
            if self.norms[at].startswith("و") and self.doc.words[at].start < actor.span[0]:
                return True
        return False

    def _passive(self, frame: Frame, trigger: Trigger, subject: list[Actor], bare: list[Actor], limit: int) -> bool:
        """Whether an unmarked verb is a passive: `قُتل`, or a lone victim followed by no object."""
        if trigger.reading.form.pos not in _VERBS:
            return trigger.reading.form.pos == "passive-participle"
        text = self.doc.text[trigger.start : trigger.start + 4]
        if "\u064f" in text[:3] and trigger.reading.form.pos != "present":
            return True
        if text[:2] == "يُ" and frame.passive:
            return True
        if not (frame.passive or trigger.entry.get("passive")) or not subject:
            return False
        if trigger.reading.pronoun or trigger.first < subject[0].first < trigger.last - 1:
            return False  # أضرم محتجون النار: the phrase has its object
        if not bare and trigger.first and self.norms[trigger.first - 1] == "الذين" and not trigger.reading.pronoun:
            return True  # أنصار الحركة الذين اعتقلوا
        between = self.norms[trigger.last : subject[0].first]
        counted = any(map(self._is_count, between))
        if counted and (not bare or bare[0].first - subject[-1].last > 1):
            return True  # قتل العشرات من المسلحين: who is counted is killed, if nobody stands right behind
        if trigger.entry["type"] == "COERCE" and subject[0].named and subject[0].force:
            return False  # حاصرت الشرطة، اعتقل الجيش: who is armed does it
        # الجيش قتل ثلاثة: active with an object, passive before a preposition
        nxt = trigger.last if subject[0].first < trigger.first else subject[-1].last
        while nxt < limit and (self.demonyms.of(self.norms[nxt]) or self.norms[nxt] in '“”"«»)(،,'):
            nxt += 1
        following = self.norms[nxt] if nxt < limit else "."
        if self._is_count(following):
            return False  # خطف مسلحون خمسة من الموظفين: what is counted behind the subject is the object
        if bare and not subject[0].named:
            return bare[0].first - nxt > 2
        if bare and bare[0].first - nxt <= 3:
            return False
        if not subject[0].named and not subject[0].force:
            return True
        passive_next = (
            following in self.tables.prepositions or following in "." or following[:1] in "بل"
            or following.startswith(("واصيب", "وجرح", "واخر", "واصاب", "اخر", "امس", "اليوم"))
            or self.doc.time_at[min(nxt, len(self.doc.time_at) - 1)] >= 0
        )  # fmt: skip
        return passive_next and following not in ("على", "علي")
