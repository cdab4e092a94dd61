"""Roles: which actors of the clause are source, target or mediator of an event."""

from khabar.layers.events.actors import Actor
from khabar.layers.events.against import Against
from khabar.layers.events.attacks import DOWNED, Attacks
from khabar.layers.events.clause import Filled
from khabar.layers.events.lexicon import Frame, bares
from khabar.layers.events.nouns import NounRoles
from khabar.layers.events.triggers import BODILY, Trigger

__all__ = ["Filled", "Roles"]

#: types that two sides do together (تعاونت القوات في مطاردة المسلحين: who is chased is no side)
_TOGETHER = frozenset(("COOPERATE",))
#: types that are a stand on what somebody did
_TOWARDS = frozenset(("ACCUSE", "REJECT", "PROTEST", "SUPPORT"))


#: types whose own complements stand before those of an attack that is told beside them
_STANDING = frozenset(("SUPPORT", "MOBILIZE", "RETREAT", "AID", "COOPERATE"))
#: types of acts upon somebody
_UPON = BODILY | {"RETREAT"}


class Roles(NounRoles, Against, Attacks):
    """Assigns the roles of triggers in one article."""

    def fill(self, trigger: Trigger, actors: list[Actor], triggers: list[Trigger], low: int, high: int) -> Filled:
        """Fill the roles of a trigger from the actors of its sentence."""
        out = Filled()
        frame = self.frame(trigger)
        limit = self._limit(trigger, triggers, high)
        verbal = trigger.verb
        # على طلب الحركة: the preposition governs the request, and not who made it
        actors = [
            a._replace(prep="") if a.prep and a.begin < trigger.first and a.first >= trigger.last else a for a in actors
        ]
        actors = [a for a in actors if not self._nearer(a, trigger, triggers)]
        actors = [a for a in actors if not self._word_of(a, trigger, triggers)]
        if verbal:
            headed = self._headed(trigger, triggers)
            self._verb(out, frame, trigger, self._free(trigger, actors, triggers), low, limit, headed)
        else:
            self._noun(out, frame, trigger, actors, low, limit)
        self._phrases(out, frame, trigger, actors, triggers, limit)
        if not verbal and not out.source and frame.subject == "source":
            self._controlled(out, frame, trigger, actors, triggers, low)
        if trigger.entry.get("mode") == "clash" and not verbal and not out.source and len(out.target) == 1:
            self._opponent(out, frame, trigger, actors, low)
        if trigger.entry["type"] == "ASSAULT":
            self._attack(out, trigger, actors, low, high)
        if trigger.entry["type"] == "THREATEN":
            out.target = [a for a in out.target if not a.own]  # سترد على ضربة على قنصليتها
        if trigger.entry["type"] == "REQUEST" and any(a.prep == "من" and a.named for a in out.target):
            out.target = [a for a in out.target if a.prep or a.named]  # طلب من سوريا تسليم مطلوبين
        if trigger.entry["type"] == "REQUEST" and not out.target:
            between = [a for a in actors if a.pair and a.prep == "بين" and 0 <= a.first - trigger.last <= 7]
            out.target = between[:1]  # دعا إلى حل الخلافات بين البلدين
        between = [a for a in out.target if a.prep == "بين"]
        if trigger.entry["mode"] == "ceasefire" and verbal and out.source and len(between) > 1:
            out.source, out.target = between[:1], between[1:]  # أعلن الوسيط وقف القتال بين الجيش والحركة
        if trigger.entry["mode"] == "expulsion" and not out.source and len(out.target) > 1:
            hosts = [a for a in out.target if a.prep == "من" and a.named]  # طرد السفير الفرنسي من النيجر
            out.source, out.target = hosts, [a for a in out.target if a not in hosts]
        if trigger.entry["type"] == "SANCTION" and verbal and not out.target and trigger.last < limit:
            state = self._state_at(trigger.last)
            out.target = [state] if state is not None else []  # استدعت القائم بالأعمال الهندي
        if trigger.entry["type"] in _TOWARDS and (out.source or not verbal):
            self._toward(out, trigger, limit)
        if not out.target and trigger.entry["type"] == "PROTEST":
            self._against(out, trigger, actors, high)
        self._mediators(out, actors, low, high, trigger, triggers)
        return out

    def _word_of(self, actor: Actor, trigger: Trigger, triggers: list[Trigger]) -> bool:
        """`استهدف هجومان انتحاريان الثكنة`: whether an actor is but a word of another trigger's phrase."""
        if actor.named:
            return False
        nouns = [t for t in triggers if t is not trigger and t.reading.form.pos in ("noun", "plural", "dual")]
        return any(t.first < actor.first < t.last for t in nouns)

    def _nearer(self, actor: Actor, trigger: Trigger, triggers: list[Trigger]) -> bool:
        """`إجراء محادثات حول مفاوضات بين X وY`: whether a verbal noun between takes what a preposition governs."""
        if not actor.prep or actor.begin < trigger.last:
            return False
        kind = trigger.entry["type"]
        for other in triggers:
            if trigger.last <= other.first and other.last <= actor.begin and not other.verb:
                between = kind == other.entry["type"] == "CONSULT" and other.first - trigger.last >= 2
                condemned = other.entry["type"] in BODILY and trigger.entry.get("frame") == "accuse"
                if not between and not condemned and not (kind in _STANDING and other.entry["type"] == "ASSAULT"):
                    continue
                role = self.frame(other).prepositions.get(actor.prep, "none")
                if role not in ("none", "place") and actor.begin - other.last <= 3:
                    return True
        return False

    def _headed(self, trigger: Trigger, triggers: list[Trigger]) -> bool:
        """Whether the subject of a verb is an act told before it."""
        return any(self.heads(other, trigger) for other in triggers)

    def heads(self, other: Trigger, trigger: Trigger) -> bool:
        """`هجوم استهدف الثكنة`, `القصف الذي أوقع قتلى`: whether a noun is the subject of the verb right behind it."""
        noun = not other.verb or (other.entry.get("mode") in DOWNED and other.last - other.first > 1)
        if not noun or other.last > trigger.first or other.entry["type"] != trigger.entry["type"]:
            return False
        if trigger.reading.prefix[:1] in ("و", "ف"):
            return False  # اندلعت اشتباكات وقصف
        gap = self.norms[other.last : trigger.first]
        return len(gap) <= 2 and not any(n in "،,.؛:" or n in self.tables.boundaries.single for n in gap)

    def _opponent(self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], low: int) -> None:
        """`استعاد الجيش البلدة بعد معارك مع المسلحين`: who acts in the sentence has fought with them."""
        if out.target[0].prep != "مع":
            return
        begin = self._begin(trigger, low)
        for actor in actors:
            if begin <= actor.first and actor.last <= trigger.first and actor.prep == "" and actor.ids:
                self._put(out, frame, "source", actor, "subject")
                return

    def _free(self, trigger: Trigger, actors: list[Actor], triggers: list[Trigger]) -> list[Actor]:
        """Actors without those whom a verbal noun after the verb governs (`استنكرت المنظمة [قصف المدنيين]`)."""
        purposes = {
            t.last for t in triggers
            if t.entry["type"] == "CONSULT" and not t.verb and "ل" in t.reading.prefix and t.first >= trigger.last
        }  # fmt: skip
        actors = [a for a in actors if a.prep or a.begin not in purposes]  # توجه إلى الجزائر للقاء الرئيس فلان
        ends = {t.last for t in triggers if not (t.verb or t.definite or t.reading.pronoun) and t.first >= trigger.last}
        if trigger.entry.get("mode") in ("acceptance", "commitment"):  # وافقت على انسحاب المقاتلين
            on = next((at for at in range(trigger.last, len(self.norms)) if self.norms[at] in ("علي", ".")), 0)
            return [a for a in actors if a.first not in ends and (a.named or a.first < on or a.prep)]
        if trigger.entry["type"] == "REQUEST":  # أمر بإطلاق سراح هؤلاء السجناء, طالب باعتقال الوزير
            acts = [t for t in triggers if self._struck_by(t, _UPON)]
            ends = {t.last for t in acts if not (t.verb or t.reading.pronoun) and t.first >= trigger.last}
            return [a for a in actors if a.prep or not any(0 <= a.begin - end <= 1 for end in ends)]
        if trigger.entry["type"] not in _TOWARDS and trigger.entry["type"] not in _TOGETHER:
            return actors
        struck: set[int] = set()
        if trigger.entry["type"] == "ACCUSE":  # أدانت استهداف القوات التشادية
            struck = {t.last for t in triggers if t.last in ends and self._struck_by(t, BODILY)}
        return [
            a for a in actors
            if a.first not in struck and (a.named or a.first not in ends) and not self._driven_out(a, trigger)
        ]  # fmt: skip

    def _struck_by(self, trigger: Trigger, types: frozenset[str]) -> bool:
        """Whether a word is of these types and has whom it is done to in the genitive (`استهداف القوات`)."""
        return trigger.entry["type"] in types and self.frame(trigger).genitive == "target"

    def _driven_out(self, actor: Actor, trigger: Trigger) -> bool:
        """`انتقدت خطة لطرد التنظيم`: whom another act is upon, and not the stand on it."""
        if actor.first <= trigger.last:
            return False
        heads = self.norms[max(trigger.last, actor.begin - 1) : actor.first]
        return any(b in self.tables.lists["driving-out"] for norm in heads for b in bares(norm))

    def _toward(self, out: Filled, trigger: Trigger, limit: int) -> None:
        """`أدانت الهجوم الإسرائيلي`, `رفض الموقف السوري`: a stand on what a state did is one toward that state."""
        found: list[Actor] = []
        begin = trigger.first + 2  # رفض الموقف السوري, and within a phrase: قابلت المقترح المصري بالرفض
        for at in range(begin, min(limit, trigger.last + 9)):
            norm = self.norms[at]
            inside = any(a.first <= at < a.last + (not a.named) for a in (*out.source, *out.target))  # ناشطون لبنانيون
            if norm in "،," and not found and at + 1 < limit and not self._opens(at + 1):
                continue  # انتقد بيان للحزب صدر أمس، خطة أميركية
            if norm in "،,.؛:" or norm in self.tables.relatives.single or any(a.first == at for a in out.target):
                break
            state = None if inside else self._state_at(at)
            head = self.norms[at - 1]
            titled = any(b in self.tables.titles.single for b in bares(head))
            if state is not None and not titled and (found or not norm.startswith("و")):
                found.append(state)
            elif found:
                break
        if found:
            out.target = []
            for actor in found:
                out.add("target", actor)

    def _phrases(
        self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], triggers: list[Trigger], limit: int
    ) -> None:
        nouns = [t for t in triggers if t.first >= trigger.last and not t.verb and trigger.verb]
        for phrase, role in frame.phrases.items():
            parts = phrase.split()
            size = len(parts)
            for at in range(trigger.last, max(trigger.last, limit - size)):
                if self.norms[at : at + size] == parts:
                    if any(t.last <= at and phrase in self.frame(t).phrases for t in nouns):
                        break  # استنكر البرلمان قصف القرية من قبل …: whose act the noun tells
                    group = [a for a in actors if at + size <= a.first <= at + size + 4]
                    if group:
                        group = self._group([a for a in actors if a.first >= group[0].first])
                    for actor in group:
                        for other_role in ("source", "target"):
                            others: list[Actor] = getattr(out, other_role)
                            if other_role != role and actor in others:
                                others.remove(actor)
                        self._put(out, frame, role, actor, "phrase")
                    break

    def _sponsor(self, out: Filled, actors: list[Actor], at: int) -> None:
        """`وصفته موسكو بأنه تم برعايتها`: the subject before the pronoun has sponsored it, unless he takes part."""
        before = [a for a in actors if a.last <= at and a.ids and a.named and not a.prep]
        sides = {i for a in (*out.source, *out.target) for i in a.ids}
        if before and sides.isdisjoint(before[-1].ids):
            out.add("mediator", before[-1])

    def _mediators(
        self, out: Filled, actors: list[Actor], low: int, high: int, trigger: Trigger, triggers: list[Trigger]
    ) -> None:
        if trigger.entry["type"] not in ("CONSULT", "AGREE", "RETREAT", "COOPERATE"):
            return
        for at in range(max(low, trigger.first - 14), min(high, trigger.last + 25)):
            if at >= trigger.last and self.norms[at] in self.tables.lists["goes-on"]:
                return  # مشيرا إلى أن …: what is said then is another matter
            if self.norms[at] in self.tables.lists["own-sponsorship"] and at >= trigger.last:
                self._sponsor(out, actors, at)
                return
            size = self.tables.mediators.at(self.norms, at)
            if not size:
                continue
            if self.norms[at] == "ذات" and any(trigger.last <= t.first < at and not t.verb for t in triggers):
                return  # الاجتماعات وتوقيع الاتفاقات ذات الرعاية …: that is said of the agreements
            for j in range(at + size, min(at + size + 5, high)):
                state = self._state_at(j)
                if state is not None:
                    out.add("mediator", state)
                    continue
                actor = next((a for a in actors if a.first <= j < a.last and a.named and a.ids), None)
                if actor:
                    out.add("mediator", actor)
                elif self.norms[j] in "،,." or (out.mediator and self.norms[j][:1] != "و"):
                    break
            mine = {a.ids for a in out.mediator}
            out.source = [a for a in out.source if a.ids not in mine]
            out.target = [a for a in out.target if a.ids not in mine]
            return
