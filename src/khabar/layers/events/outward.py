"""The second side of a meeting, agreement or common undertaking, where its own clause names one side or none."""

from khabar.arabic.fold import fold_text
from khabar.layers.document import Doc, Sentence
from khabar.layers.events.actors import Actor
from khabar.layers.events.antecedents import Antecedents
from khabar.layers.events.lexicon import EventTables, Norms
from khabar.layers.events.roles import Filled
from khabar.layers.events.triggers import Trigger
from khabar.packs.sides import state

#: role that the only other side of the sentence fills, by type; measured for each
_OTHER = {
    "THREATEN": "target", "REJECT": "target", "MOBILIZE": "target", "SANCTION": "target",
    "COERCE": "source", "REQUEST": "source",
}  # fmt: skip
#: of these, what is no answer to what the other side says
_DONE = frozenset(("SANCTION", "MOBILIZE", "COERCE", "REQUEST"))
#: prepositions whose noun is beside what is done, and not whom it is done to
_BESIDE = frozenset(map(fold_text, ("في", "حسب", "رئاسة", "رعاية", "بحضور", "دعم", "موافقة")))
_ALONE = frozenset(("visit",))
_OWN = _ALONE | {"offer"}


class Outward:
    """Looks outward from the clause: the subject it is an adjunct of, the speaker, the sides of the talks before."""

    def __init__(self, doc: Doc, tables: EventTables, antecedents: Antecedents, norms: Norms) -> None:
        self.doc = doc
        self.tables = tables
        self.antecedents = antecedents
        self.norms = norms

    def complete(
        self, filled: Filled, trigger: Trigger, actors: list[Actor], sentence: Sentence, attribution: int | None
    ) -> None:
        """Fill the side that is missing, where the text gives one."""
        have = {i for a in (*filled.source, *filled.target) for i in a.ids}
        pair = self.antecedents.pair()
        if pair is not None and any(
            n.endswith("هما") and n[:-3] in self.tables.lists["joining"]
            for n in self.norms[trigger.last : trigger.last + 3]
        ):  # الاجتماع الذي جمعهما
            filled.source, filled.target = [pair[0]], [pair[1]]
            return
        if len(have) > 1 and not trigger.verb and all(a.prep == "مع" for a in (*filled.source, *filled.target)):
            own = self._own_side(trigger, actors, attribution)
            if own is not None and not have & set(own.ids):  # نحن على تواصل مع فلان وفلان
                filled.source, filled.target = [own], [*filled.source, *filled.target]
                filled.carried = True
                return
        elsewhere = self._pointed(trigger) and self.antecedents.kind != trigger.entry["type"]
        if not elsewhere and self._same(filled, trigger, have):
            return  # لم يتم التنسيق مع الوزارة حول هذا اللقاء: that meeting was not with her
        if len(have) >= 2 or (trigger.entry.get("mode") == "mediation" and filled.mediator and not trigger.definite):
            return
        for actor in self._sides(filled, trigger, actors, sentence, attribution, have):
            if actor.ids and not have & set(actor.ids) and not self._mediates(filled, actor):
                filled.add("both", actor._replace(prep=""))
                have |= set(actor.ids)
                filled.carried = True

    def _pointed(self, trigger: Trigger) -> bool:
        """Whether a word points back at what a noun tells."""
        return trigger.first > 0 and self.norms[trigger.first - 1] in self.tables.lists["pointing"]

    def _same(self, filled: Filled, trigger: Trigger, have: set[str]) -> bool:
        """`تجري محادثات مع إيران للتوصل إلى اتفاق`: what two did in the sentence gives its sides to what follows."""
        if trigger.verb or trigger.reading.pronoun or trigger.entry.get("mode") in _OWN or not self.antecedents.here:
            return False
        if filled.source and filled.target and trigger.entry.get("mode") != "acceptance":
            return False
        group = self.antecedents.here[-1]
        ids = {i for a in group for i in a.ids}
        if not have <= ids or have == ids:
            return False
        owned = self.norms[trigger.last : trigger.last + 1] and self.norms[trigger.last].startswith("ال")
        if not (trigger.definite or (trigger.entry["type"] == "AGREE" and (have or owned))):
            return False  # توقيع الاتفاقات has the article by what follows it
        for actor in group:
            if not have & set(actor.ids):
                filled.add("both", actor._replace(prep=""))
        filled.carried = True
        return True

    def only_other(self, filled: Filled, trigger: Trigger, actors: list[Actor]) -> None:
        """Fill the empty role of an act by one side toward another, where the sentence names just one more side."""
        role = _OTHER.get(str(trigger.entry["type"]))
        if role is None or getattr(filled, role):
            return
        have = {state(i) for a in (*filled.source, *filled.target) for i in a.ids}
        others: dict[str, Actor] = {}
        for actor in actors:
            if actor in filled.aside or (trigger.entry["type"] == "REJECT" and self._told_by(actor, trigger)):
                continue
            place = (actor.country and actor.capital) or actor.prep in _BESIDE
            if actor.prep == "مع" and trigger.entry["type"] == "MOBILIZE":
                continue  # أرسلت تعزيزات بموجب تفاهم مع …
            if trigger.entry["type"] in _DONE and self._contrasted(actor, trigger):
                continue
            if trigger.entry["type"] == "COERCE" and self._elsewhere(actor, trigger):
                continue  # ألقي القبض عليه بعد هجوم شنته الحركة
            if actor.named and actor.ids and not place and state(actor.ids[0]) not in have:
                others.setdefault(state(actor.ids[0]), actor)
        if not all(entity.startswith("unnamed:") for entity in have) and len(others) == 1:
            getattr(filled, role).extend(others.values())

    def _told_by(self, actor: Actor, trigger: Trigger) -> bool:
        """`نفى المجلس ذلك، مؤكدا أن …`: whether another clause of what is said stands between."""
        between = self.norms[trigger.last : actor.first]
        return any(between[at] in "،," and "ان" in between[at:] for at in range(len(between)))

    def _elsewhere(self, actor: Actor, trigger: Trigger) -> bool:
        """Whether an actor stands in an adjunct or a relative clause behind the trigger."""
        between = self.norms[trigger.last : actor.first]
        return any(n in self.tables.lists["adjuncts"] or n in self.tables.relatives.single for n in between)

    def _contrasted(self, actor: Actor, trigger: Trigger) -> bool:
        """Whether a word that sets one statement against another stands between (`دعا فلان إلى …، فيما فرضت …`)."""
        first, last = sorted((actor.first, trigger.first))
        return not self.tables.lists["contrast"].isdisjoint(self.norms[first:last])

    @staticmethod
    def _mediates(filled: Filled, actor: Actor) -> bool:
        return any(actor.ids == a.ids for a in filled.mediator)

    def _sides(
        self,
        filled: Filled,
        trigger: Trigger,
        actors: list[Actor],
        sentence: Sentence,
        attribution: int | None,
        have: set[str],
    ) -> list[Actor]:
        if any(n in self.tables.lists["with-him"] for n in self.norms[trigger.last : trigger.last + 4]):
            known = [*self.antecedents.seen, *(a for a in actors if a.last <= trigger.first and a.ids and a.named)]
            return next(([a] for a in reversed(known) if not have & set(a.ids)), [])
        if trigger.verb and have and self._dropped(trigger) and not any(a.prep for a in filled.source):
            before = [a for a in actors if a.last <= trigger.first and a.ids and a.named and a.prep == ""]
            said = self.antecedents.speaking(attribution) if attribution is not None else None
            return before[:1] or ([said] if said is not None else [])
        visit = trigger.entry.get("mode") in _ALONE
        agrees = trigger.entry["type"] == "AGREE" and trigger.entry.get("mode") not in _OWN  # with whom it talked
        noun = not trigger.verb
        subject = self._clause_subject(trigger, actors, sentence)
        pronoun = noun and trigger.reading.pronoun in ("ه", "ها", "هم", "هما")
        found: list[Actor] = []
        during = pronoun or (noun and not visit and self._during(trigger, sentence))
        if during:
            last = self.antecedents.last_subject
            found = subject or ([last] if last is not None else [])
            if not agrees:
                return found
            have = have | {i for a in found for i in a.ids}
        if visit:  # معبرا عن استعداده لزيارة تونس: the speaker would go
            speaker = self.antecedents.speaking(attribution) if attribution is not None and noun else None
            return [speaker] if speaker is not None and not trigger.definite else []
        pair = self.antecedents.pair()
        meant = pair is not None and (trigger.definite or (agrees and have))
        if pair is not None and meant and (not have or have & {*pair[0].ids, *pair[1].ids}):
            return list(pair)
        if during:
            return found
        with_whom = have and all(a.prep == "مع" for a in (*filled.source, *filled.target))
        own = self._own_side(trigger, actors, attribution) if with_whom else None
        return [own] if own is not None else []

    def _own_side(self, trigger: Trigger, actors: list[Actor], attribution: int | None) -> Actor | None:
        """Who is with those behind مع: the subject of a clause that has no verb, else who speaks.

        `قال مصدر في الوفد: ستكون هناك مشاورات مع …`, `الحركة على اتصال مع …`.
        """
        stands = trigger.first > 1 and self.norms[trigger.first - 1] == "علي"
        before = [a for a in actors if a.last == trigger.first - 1 and a.ids and a.named and not a.prep]
        if stands and before:
            return before[-1]
        speaker = self.antecedents.speaking(attribution, unnamed=stands) if attribution is not None else None
        return speaker._replace(persons=()) if speaker is not None and stands else speaker

    def _dropped(self, trigger: Trigger) -> bool:
        """`زار بكين حيث التقى الرئيس الصيني`, `قال إنه سيلتقي …`: whether a verb has its subject before it."""
        before = self.norms[trigger.first - 1] if trigger.first else ""
        return before in self.tables.lists["subjectless"]

    def _during(self, trigger: Trigger, sentence: Sentence) -> bool:
        """Whether the clause tells what somebody did at the meeting (`شدد X خلال لقاء مع Y`)."""
        at = trigger.first - 1
        before = self.norms[at] if at >= sentence.first else ""
        return before in self.tables.lists["during"] or before in self.tables.lists["during-it"]

    def _clause_subject(self, trigger: Trigger, actors: list[Actor], sentence: Sentence) -> list[Actor]:
        """The subject of the sentence that the trigger stands in, with those whom و joins to it."""
        out: list[Actor] = []
        for actor in actors:
            if actor.last > trigger.first or (out and not actor.joined):
                break
            if actor.ids and actor.named and actor.prep == "":
                out.append(actor)
        return out
