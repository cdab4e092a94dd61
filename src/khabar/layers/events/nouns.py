"""Roles of a verbal noun or participle: genitive, demonym, the verb that carries it, its relative clause."""

from khabar.arabic.articles import has_article
from khabar.layers.events.actors import Actor
from khabar.layers.events.clause import Filled
from khabar.layers.events.control import ControlRoles
from khabar.layers.events.lexicon import Frame, bares
from khabar.layers.events.triggers import Trigger

#: types whose noun has the one acted upon after it where he has no arms (قصف المدنيين, تسليم المطلوبين)
_SUFFERED = frozenset(("ASSAULT", "COOPERATE"))
_DOWNED = frozenset(("shootdown", "interception"))


class NounRoles(ControlRoles):
    """Assigns the roles of verbal nouns."""

    def _noun(self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], low: int, limit: int) -> None:
        words = self.doc.words
        for inner in range(trigger.first + 1, trigger.last):  # تهديد أمريكي بفرض عقوبات
            country = self.demonyms.of(self.norms[inner]) if self.doc.name(inner) is None else None
            if country and not has_article(self.norms[inner]) and not out.source:
                self._adjective(out, frame, trigger, country, inner)
        at = trigger.last
        # adjectives: القصف التركي, المحادثات الإيرانية الأمريكية
        steps = 0
        last = self.norms[trigger.last - 1]
        definite = trigger.definite or bool(trigger.reading.pronoun) or last.startswith(("ال", "لل", "بال", "وال"))
        while at < limit and steps < 5:
            norm = self.norms[at]
            if has_article(norm) and not definite:
                break  # استهداف السفن التركية: a genitive, and its adjective
            country = self.demonyms.of(norm) if self.doc.name(at) is None and words[at].kind == "word" else None
            if any(
                a.first == at >= trigger.last and (not a.named or a.site or a.ids[0].endswith("-police"))
                for a in actors
                if a.ids
            ):
                break  # هجوم حوثي سفينة يونانية: the adjective of the ship
            if country and any(a.first == at and not a.named for a in actors):
                break  # مقتل أميركيين: people, and no adjective
            if self._movement(trigger, actors, at):  # الهجوم الحوثي
                self._put(out, frame, frame.adjective, next(a for a in actors if a.first == at), "adjective")
            elif country:
                self._adjective(out, frame, trigger, country, at)
            elif norm in '-–ـ“”"«»/،' or (has_article(norm) and self.doc.name(at) is None) or _adjectival(norm, steps):
                pass
            else:
                break
            at += 1
            steps += 1
        after = [a for a in self._reach(actors, trigger, limit) if a.named or a.first >= trigger.last]
        bare = [a for a in after if a.prep == ""]
        decided = self._decided(out, frame, trigger, actors, low)
        if trigger.light is not None:
            self._carried(out, frame, trigger, actors, low)
        if trigger.light is None or trigger.light.entry.get("passive"):
            self._related(out, frame, trigger, actors, limit)
        if trigger.entry["type"] == "CONSULT" and trigger.first > low and self._joins(trigger.first - 1):
            for actor in after:  # سيجمع لقاء في موسكو الرئيس الأذري بالرئيس الأرميني
                if actor.prep in ("", "ب", "مع") and not (actor.country and actor.prep == "ب"):
                    self._put(out, frame, "both", actor, "subject")
            return
        if bare and not trigger.reading.definite and not trigger.reading.pronoun:
            first = bare[0]
            inside = 0 <= first.begin - trigger.last <= 1  # اعتقال قيادي في التنظيم: he stands within the noun phrase
            if first.first < trigger.last or inside or self._adjoining(trigger.last, first.first):
                group = self._group(bare)
                role = frame.object if trigger.reading.form.pos == "participle" else frame.genitive
                if role == "source" and out.source and (decided or trigger.light is not None):
                    role = frame.object
                if role == "target" and trigger.entry["mode"] == "release":
                    freed = any(a.prep == "عن" and 0 < a.first - first.last <= 6 for a in after)
                    role = "source" if freed else role  # إفراج إسرائيل عن عشرة أسرى
                if role == "either":
                    given = any(a.prep in ("ل", "مع") and a.first - trigger.last <= 7 for a in after)
                    given = given or self._given_to(group[-1].last, limit)
                    role = "source" if given else "target"
                if role == "source" and trigger.entry["type"] in _SUFFERED and self._struck(trigger, first):
                    role = frame.object
                rest = [a for a in bare if a not in group]
                second = bool(rest) and frame.object != "none" and self._second(group[-1], rest[0])
                if second and role == "target" and frame.subject == "source":
                    role = "source"  # استهداف إسرائيل قنصليتها, اعتقال الشرطة متظاهرين
                if (
                    role == "target"
                    and frame.subject == "source"
                    and first.force
                    and trigger.entry["type"] == "ASSAULT"
                ):
                    role = "source" if self._noun_behind(group[-1].last, limit) else role  # اقتحام القوات مخيم جنين
                for actor in group:
                    if actor not in out.source:
                        self._put(out, frame, role, actor, "object" if decided and role == frame.object else "genitive")
                if second and role == "source":
                    for actor in self._group(rest):
                        self._put(out, frame, frame.object, actor, "object")
        if (
            trigger.reading.pronoun
            and bare
            and frame.genitive != "target"
            and self._adjoining(trigger.last, bare[0].first)
        ):
            for actor in self._group(bare):  # مطالبتها السلطات: the pronoun acts
                self._put(out, frame, frame.object, actor, "object")
        received = trigger.light is not None and bool(trigger.light.entry.get("receives"))
        if trigger.light is not None:
            head = trigger.light.last
            between = ("مع", "بين", "ل", "الي", *(("من",) if received else ()))
            after = [a for a in actors if head < a.first < trigger.first and a.prep in between] + after
        for actor in after:
            if actor.prep:
                role = frame.prepositions.get(actor.prep, "none")
                asked = trigger.entry["type"] == "REQUEST" and not (trigger.definite or out.source)
                if actor.prep == "من" and (asked or received):
                    role = "source"  # طلب من العراق, where الطلب من العراق asks it
                place = self._place_of(trigger, actor) if actor.prep == "ل" and role == "owner" else ""
                if place:
                    role = frame.prepositions.get(place, "none")  # هجوم على مخيم للنازحين
                if actor.prep == "ل" and role == "owner":
                    role = "target" if out.source or self._of_theirs(trigger) else "source"
                self._put(out, frame, role, actor, actor.prep)

    def _decided(self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], low: int) -> bool:
        """`يعتزم الرئيس لقاء نظيره`: whether the subject of a decision stands right before a noun, and meets him."""
        if trigger.entry["type"] != "CONSULT" or trigger.light is not None or frame.object != "target":
            return False
        if trigger.definite or trigger.reading.pronoun or trigger.reading.prefix:
            return False
        before = [a for a in actors if low < a.first and a.last <= trigger.first and not a.prep and a.ids]
        if not before or trigger.first - before[-1].last > 1:
            return False
        group = self._group(before[-1:])
        verb = self.norms[group[0].begin - 1].removeprefix("و")
        masculine = "ي" + verb[1:] if verb[:1] == "ت" else verb.removesuffix("ت")  # تعتزم, قررت
        if self.tables.lists["deciding"].isdisjoint((verb, verb.removeprefix("ت"), masculine)):
            return False
        for actor in group:
            self._put(out, frame, "source", actor, "subject")
        return bool(out.source)

    def _of_theirs(self, trigger: Trigger) -> bool:
        """`سحب حواجزها … للقوات`: whether the words end in a pronoun, so that ل does not say whose it is."""
        last = self.doc.words[trigger.last - 1]
        return self.doc.text[last.start : last.end].endswith(("ها", "هم", "هما", "ه"))

    def _movement(self, trigger: Trigger, actors: list[Actor], at: int) -> bool:
        """Whether a name right behind a noun with the article is its adjective (`الهجوم الحوثي على …`)."""
        name = self.doc.name(at)
        if name is None or name.type != "GRP" or at != trigger.last or not trigger.definite:
            return False
        alone = self.doc.words_in(name.start, name.end) == (at, at + 1)
        adjective = has_article(self.norms[at]) and self.norms[at].endswith(("ي", "يه"))
        return alone and adjective and any(a.first == at and a.last == at + 1 and not a.prep for a in actors)

    def _joins(self, at: int) -> bool:
        """Whether a verb at a word says whom a meeting brings together (`يجمع`, `سيضم`)."""
        norm = self.norms[at].removeprefix("و")
        return norm in self.tables.lists["joining"] or norm.removeprefix("س") in self.tables.lists["joining"]

    def _given_to(self, at: int, limit: int) -> bool:
        """`معارضة فرنسا للعملية`: whether ل leads on to what a stand is on, so that who is named before takes it."""
        while at < limit and (
            self.norms[at] in '“”"«»' or has_article(self.norms[at]) or self.demonyms.of(self.norms[at])
        ):
            at += 1
        return at < limit and self.norms[at].startswith("لل") and self.doc.name(at) is None

    def _second(self, first: Actor, second: Actor) -> bool:
        """Whether a verbal noun's object follows its agent (`مطالبة بغداد دمشق`): no preposition or comma between."""
        if second.joined or first.own or not (first.named or second.own or (first.force and second.named)):
            return False
        between = [n for n in self.norms[first.last : second.first] if n not in '“”«»"']
        return len(between) <= 4 and all(
            has_article(n) or self._is_count(n)
            or any(b in self.tables.through.single or b in self.tables.titles.single for b in (n, n.removeprefix("ال")))
            or self.demonyms.of(n)
            for n in between
        )  # fmt: skip

    def _ascribed(self, at: int) -> bool:
        """Whether a word says whose an attack was (`نسب إلى`, `وتبنته`)."""
        ascribed = self.tables.lists["ascribed"]
        return at < len(self.norms) and (self.norms[at] in ascribed or self.norms[at].removeprefix("و") in ascribed)

    def _struck(self, trigger: Trigger, actor: Actor) -> bool:
        """`قصف المدنيين`, `قصف مواقع X`: who has no arms, and the owner of a site, is struck and does not strike."""
        if all(i.startswith("unnamed:CVL") for i in actor.ids):
            return True
        sites = self.tables.lists["sites"]
        words = self.norms[trigger.last : actor.first + 1]
        return any(norm in sites or norm.removeprefix("ال") in sites for norm in words)

    def _adjective(self, out: Filled, frame: Frame, trigger: Trigger, country: str, at: int) -> None:
        if at + 1 < len(self.norms) and self.norms[at + 1] in self.tables.lists["made"]:
            return  # مسيرة إيرانية الصنع
        entity = self.sides.government(country)
        word = self.doc.words[at]
        actor = Actor(at, at + 1, (entity,), (word.start, word.end))
        role = frame.adjective
        if role == "source" and frame.object == "target" and trigger.entry.get("mode") in _DOWNED:
            role = "target"  # إسقاط طائرة روسية, اعتراض صواريخ إيرانية: what is brought down
        self._put(out, frame, role, actor, "adjective")

    def _adjoining(self, first: int, last: int) -> bool:
        """Whether a noun phrase follows directly, adjectives and leading words apart."""
        for at in range(first, last):
            norm = self.norms[at]
            if norm in self.tables.prepositions and norm not in ("من",):
                return False
            if norm in self.tables.lists["complete"]:
                return False  # معارك قُتل فيها جنود
            if norm in "،,." or (norm[:1] in "بل" and norm not in self.tables.through.single):
                return False
        return last - first <= 4

    def _carried(self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], low: int) -> None:
        """Roles that the verb that carries the noun gives: its subject acts."""
        light = trigger.light
        assert light is not None
        if light.entry.get("passive"):
            return
        announced = not self.tables.lists["announcing"].isdisjoint(bares(self.norms[light.at]))
        if announced and frame.subject == "target":
            return  # أعلن مسؤول إصابة خمسة: he is not hurt
        if not self.tables.lists["any"].isdisjoint(self.norms[light.last + 1 : trigger.first - 1]):
            out.unsaid = True  # لم تتبن أي جهة الهجوم
            return
        between = [a for a in actors if light.last < a.first and a.last <= trigger.first and a.prep == ""]
        subject = self._group(between)
        if not subject and light.form.is_verb:
            as_verb = trigger._replace(first=light.at, last=light.last + 1, verb=True, reading=light)
            subject = self._subject_before(as_verb, actors, low)
            relative = light.at > low and self.norms[light.at - 1] in self.tables.relatives.single
            behind = trigger.reading.pronoun and any(0 <= a.first - trigger.last <= 3 and not a.prep for a in actors)
            if relative and behind:
                subject = []  # الحكومة التي أطلق مبادرتها الرئيس: the pronoun holds what the clause hangs on
            elif relative:
                subject = [a for a in actors if a.last in (light.at - 1, light.at - 2)][-1:]
            if not subject:
                after = [a for a in actors if trigger.last <= a.first and a.prep == "" and a.first - trigger.last <= 3]
                after = [a for a in after if not self._beyond(trigger.last, a.first)]
                if not out.source and frame.genitive != "target":
                    subject = self._group(after)
        subject = [a for a in subject if frame.subject == "target" or self._may_kill(a, trigger)]
        role = "target" if frame.subject == "target" else frame.subject if frame.subject != "none" else "none"
        if light.entry.get("receives") and role == "source":
            role = "target"  # تلقت القوات دعما من الدولة
        if role == "source" and self.norms[light.at].removeprefix("و") in self.tables.lists["denials"]:
            role = "target" if trigger.entry["type"] == "ASSAULT" else "none"  # أحبطت القوات هجوما
        if light.entry.get("receives") and not subject:  # قوبل المقترح المصري برفض من الحركة
            states = [self._state_at(at) for at in range(light.last + 1, trigger.first)]
            subject = [state for state in states if state is not None][:1]
        for actor in subject:
            self._put(out, frame, role, actor, "subject")

    def _related(self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], limit: int) -> None:
        """`الهجوم الذي شنته إسرائيل على …`, `اجتماع ضم X وY`: the relative clause tells who did it."""
        for at in range(trigger.last, min(trigger.last + 6, limit)):
            if trigger.entry["type"] == "CONSULT" and self.norms[at] in self.tables.lists["joining"]:
                taking = [a for a in actors if at < a.first < limit and a.prep in ("", "ب", "مع")]
                for actor in taking[:4]:
                    self._put(out, frame, "both", actor, "subject")
                return
        for at in range(trigger.last, min(trigger.last + 14, len(self.norms))):
            norm = self.norms[at]
            if norm in ".؛" or (norm in "،," and not self._ascribed(at + 1) and not self._ascribed(at + 2)):
                break
            if self._ascribed(at):  # هجمات نسبت للمتمردين, هجوم تبنته الجماعة
                by = [a for a in actors if at < a.first <= at + 4 and a.prep in ("", "ل", "الي", "إلى")]
                for actor in by[:1]:
                    for group in (out.target, out.source):
                        if actor in group:
                            group.remove(actor)
                    self._put(out, frame, "source", actor, "subject")
                return
        if trigger.last < limit and not trigger.reading.definite:
            readings = self.tables.light.readings(self.doc.words, trigger.last)
            active = [r for r in readings if r.form.is_verb and not r.entry.get("passive")]
            bare = [a for a in actors if trigger.last < a.first <= trigger.last + 5 and a.prep == ""]
            leads = trigger.last + 1 < limit and self.norms[trigger.last + 1] in self.tables.prepositions
            if active and bare and not leads:  # هجوم أدى إلى مقتل عشرة: they did nothing
                for actor in self._group(bare):
                    self._put(out, frame, "source", actor, "subject")
                return
        for at in range(trigger.last, min(trigger.last + 4, limit)):
            if self.norms[at] in self.tables.relatives.single and at + 1 < limit:
                readings = self.tables.light.readings(self.doc.words, at + 1)
                if readings and not readings[0].entry.get("passive"):
                    bare = [a for a in actors if at + 1 < a.first < limit and a.prep == ""]
                    if bare and bare[0].first - at <= 6:
                        for actor in self._group(bare):
                            self._put(out, frame, "source", actor, "subject")
                return


def _adjectival(norm: str, steps: int) -> bool:
    """An adjective without the article right after the noun (`هجوم انتحاري`, `محادثات مباشرة`)."""
    return steps < 2 and len(norm) > 3 and norm.endswith(("يه", "ي", "ه", "يا", "ين")) and norm[:1] not in "بل"
