"""Roles: which actors of the clause are source, target or mediator of an event."""

from dataclasses import dataclass, field

from khabar.article import Span
from khabar.layers.document import Doc
from khabar.layers.events.actors import Actor
from khabar.layers.events.lexicon import EventTables, Frame
from khabar.layers.events.sides import Demonyms, Sides
from khabar.layers.events.triggers import Trigger

_VERBS = ("past", "present")
_FAR = 22
_CLAIMS = frozenset(("ACCUSE", "REJECT", "SUPPORT", "REQUEST"))


@dataclass
class Filled:
    """Actors by role, each once, with the places where the text names them."""

    source: list[Actor] = field(default_factory=list)
    target: list[Actor] = field(default_factory=list)
    mediator: list[Actor] = field(default_factory=list)
    place: list[Actor] = field(default_factory=list)
    carried: bool = False  # the source came from an earlier sentence or from the attribution

    def add(self, role: str, actor: Actor) -> None:
        """Put an actor into a role; `both` fills what is empty first."""
        if role == "both":
            role = "target" if self.source else "source"
        if role in ("source", "target", "mediator", "place"):
            group: list[Actor] = getattr(self, role)
            others = self.target if role == "source" else self.source if role == "target" else []
            if any(actor.ids and actor.ids == other.ids for other in others):
                return
            if not any(actor.ids == other.ids for other in group):
                group.append(actor)


class Roles:
    """Assigns the roles of triggers in one article."""

    def __init__(self, doc: Doc, tables: EventTables, demonyms: Demonyms, sides: Sides, norms: list[str]) -> None:
        self.doc = doc
        self.tables = tables
        self.demonyms = demonyms
        self.sides = sides
        self.norms = norms

    def frame(self, trigger: Trigger) -> Frame:
        """The frame of a trigger's entry."""
        return self.tables.frames[str(trigger.entry.get("frame", "attack"))]

    def fill(self, trigger: Trigger, actors: list[Actor], triggers: list[Trigger], low: int, high: int) -> Filled:
        """Fill the roles of a trigger from the actors of its sentence."""
        out = Filled()
        frame = self.frame(trigger)
        limit = self._limit(trigger, triggers, high)
        verbal = trigger.verb
        if verbal:
            self._verb(out, frame, trigger, actors, low, limit)
        else:
            self._noun(out, frame, trigger, actors, low, limit)
        self._phrases(out, frame, trigger, actors, low, limit)
        if not verbal and not out.source and frame.subject == "source":
            self._controlled(out, frame, trigger, actors, triggers, low)
        self._mediators(out, actors, low, high, trigger)
        return out

    # -- extent -------------------------------------------------------------------------------------

    def _limit(self, trigger: Trigger, triggers: list[Trigger], high: int) -> int:
        """Where the clause of a trigger ends: the next finite trigger, a boundary, the end of the sentence."""
        limit = min(high, trigger.last + _FAR)
        for other in triggers:
            if other.first >= trigger.last and other.verb and other.first < limit:
                limit = other.first
                break
        for at in range(trigger.last, limit):
            norm = self.norms[at]
            if norm in ";؛" or (at > trigger.last and norm in self.tables.boundaries.single):
                return at
            if (
                norm in self.tables.lists["adjuncts"]
                and at >= trigger.last + (3 if trigger.verb else 1)
                and self.norms[at - 1] != "من"
            ):
                return at
        return limit

    def _begin(self, trigger: Trigger, low: int) -> int:
        """Where the clause of a trigger begins."""
        for at in range(trigger.first - 1, low - 1, -1):
            norm = self.norms[at]
            if norm in ".؛:!؟;" or norm in self.tables.boundaries.single:
                return at + 1
        return low

    # -- verbs ----------------------------------------------------------------------------------------

    def _verb(self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], low: int, limit: int) -> None:
        after = [a for a in actors if trigger.first < a.first < limit]
        before = self._subject_before(trigger, actors, low)
        relative = trigger.first > low and self.norms[trigger.first - 1] in self.tables.relatives.single
        subject: list[Actor] = []
        head = relative and trigger.reading.pronoun != ""
        if relative and not head:
            antecedent = [a for a in actors if a.last in (trigger.first - 1, trigger.first - 2)]
            if antecedent:
                before = antecedent[-1:]
        bare = [a for a in after if a.prep == ""]
        pronoun = bool(trigger.reading.pronoun)
        if pronoun and bare and bare[0].first - trigger.last <= 2:
            # دربتهم الولايات المتحدة: the pronoun is the object, the subject follows
            subject = self._group(bare)
            bare = []
            for actor in before if not relative else []:
                self._put(out, frame, frame.object, actor, "object")
        elif before:
            subject = before
        elif bare and self._near_subject(trigger, bare[0]):
            subject = self._group(bare)
            bare = [a for a in bare if a not in subject]
        passive = self._passive(frame, trigger, subject, bare, limit)
        role = "target" if passive and frame.subject == "source" else frame.subject
        for actor in subject:
            self._put(out, frame, role, actor, "subject")
        if not passive and bare:
            objects = self._group(bare)
            for actor in objects:
                if actor.first - trigger.last <= 14:
                    self._put(out, frame, frame.object, actor, "object")
        clause = next(
            (at for at in range(trigger.last, limit) if self.norms[at] in self.tables.relatives.single), limit
        )
        for actor in after:
            if actor.prep and actor not in subject and actor.first < clause:
                self._put(out, frame, frame.prepositions.get(actor.prep, "none"), actor, actor.prep)

    def _subject_before(self, trigger: Trigger, actors: list[Actor], low: int) -> list[Actor]:
        """The subject that stands before its verb: the first noun phrase of the clause, no finite verb between."""
        begin = self._begin(trigger, low)
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
        if trigger.reading.prefix[:1] in ("و", "ف") and not self._comma_free(group[-1].last, trigger.first):
            return group if self._agree(trigger, group) else []
        return group

    def _comma_free(self, first: int, last: int) -> bool:
        return not any(n in "،,." for n in self.norms[first:last])

    @staticmethod
    def _agree(trigger: Trigger, group: list[Actor]) -> bool:
        return bool(group) and trigger.verb

    def _near_subject(self, trigger: Trigger, actor: Actor) -> bool:
        """Whether nothing but words that lead on stands between verb and subject."""
        between = 0
        for at in range(trigger.last, actor.first):
            norm = self.norms[at]
            if norm in self.tables.prepositions:
                between += 2
            elif norm not in "“”\"«»'‘’(،,":
                between += 1
        return between <= 6

    def _group(self, actors: list[Actor]) -> list[Actor]:
        """The first actor and those coordinated with it."""
        out = actors[:1]
        for actor in actors[1:]:
            if actor.joined and actor.first - out[-1].last <= 4:
                out.append(actor)
            else:
                break
        return out

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
        if trigger.reading.pronoun:
            return False
        # الجيش قتل ثلاثة: active with an object, passive before a preposition
        nxt = trigger.last if subject[0].first < trigger.first else subject[-1].last
        while nxt < limit and (self.demonyms.of(self.norms[nxt]) or self.norms[nxt] in '“”"«»)(،,'):
            nxt += 1
        following = self.norms[nxt] if nxt < limit else "."
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

    # -- verbal nouns -------------------------------------------------------------------------------

    def _noun(self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], low: int, limit: int) -> None:
        words = self.doc.words
        at = trigger.last
        # adjectives: القصف التركي, المحادثات الإيرانية الأمريكية
        steps = 0
        while at < limit and steps < 5:
            norm = self.norms[at]
            country = self.demonyms.of(norm) if self.doc.name(at) is None and words[at].kind == "word" else None
            if country:
                self._adjective(out, frame, country, at)
            elif (
                norm in '-–ـ“”"«»/،'
                or (norm.startswith("ال") and self.doc.name(at) is None)
                or _adjectival(norm, steps)
            ):
                pass
            else:
                break
            at += 1
            steps += 1
        after = [a for a in actors if trigger.first < a.first < limit and (a.named or a.first >= trigger.last)]
        bare = [a for a in after if a.prep == ""]
        if trigger.light is not None:
            self._carried(out, frame, trigger, actors, low)
        else:
            self._related(out, frame, trigger, actors, limit)
        if bare and not trigger.reading.definite and not trigger.reading.pronoun:
            first = bare[0]
            if first.first < trigger.last or self._adjoining(trigger.last, first.first):
                group = self._group(bare)
                role = frame.object if trigger.reading.form.pos == "participle" else frame.genitive
                if role == "source" and out.source and trigger.light is not None:
                    role = frame.object
                if role == "either":
                    given = any(a.prep in ("ل", "مع") and a.first - trigger.last <= 7 for a in after)
                    role = "source" if given else "target"
                for actor in group:
                    if actor not in out.source:
                        self._put(out, frame, role, actor, "genitive")
                rest = [a for a in bare if a not in group]
                if (
                    rest
                    and frame.genitive == "source"
                    and frame.object != "none"
                    and rest[0].first - group[-1].last <= 4
                ):
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
        if trigger.light is not None:
            head = trigger.light.last
            after = [a for a in actors if head < a.first < trigger.first and a.prep in ("مع", "بين")] + after
        for actor in after:
            if actor.prep:
                role = frame.prepositions.get(actor.prep, "none")
                if actor.prep == "ل" and role == "owner":
                    role = "target" if out.source else "source"
                self._put(out, frame, role, actor, actor.prep)

    def _controlled(
        self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], triggers: list[Trigger], low: int
    ) -> None:
        """The agent of an infinitive is the subject of its clause: `تمكنت الشرطة من اعتقال …`, `قررت روسيا نشر …`."""
        reading = trigger.reading
        if (
            reading.definite
            or trigger.entry.get("result")
            or (trigger.light is not None and trigger.light.entry.get("passive"))
        ):
            return
        begin = self._begin(trigger, low)
        for other in triggers:
            if begin <= other.first < trigger.first and (other.entry["type"] in _CLAIMS or other.entry.get("result")):
                return
        before = [a for a in actors if begin <= a.first and a.last <= trigger.first and a.prep == "" and a.ids]
        if not before:
            return
        group = self._group(before)
        if trigger.first - group[-1].last > 10:
            return
        between = self.norms[group[-1].last : trigger.first]
        meeting = trigger.entry["type"] == "CONSULT" and self.norms[trigger.first - 1] in self.tables.lists["during"]
        if meeting:
            between = []
        if any(n in self.tables.lists["adjuncts"] or n in "،,." for n in between) or any(
            n in self.tables.relatives.single for n in between
        ):
            return
        for actor in group:
            self._put(out, frame, "source", actor, "subject")

    def _adjective(self, out: Filled, frame: Frame, country: str, at: int) -> None:
        entity = self.sides.government(country)
        word = self.doc.words[at]
        actor = Actor(at, at + 1, (entity,), (word.start, word.end))
        self._put(out, frame, frame.adjective, actor, "adjective")

    def _adjoining(self, first: int, last: int) -> bool:
        """Whether a noun phrase follows directly, adjectives and leading words apart."""
        for at in range(first, last):
            norm = self.norms[at]
            if norm in self.tables.prepositions and norm not in ("من",):
                return False
            if norm in "،,." or (norm[:1] in "بل" and norm not in self.tables.through.single):
                return False
        return last - first <= 4

    def _carried(self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], low: int) -> None:
        """Roles that the verb that carries the noun gives: its subject acts."""
        light = trigger.light
        assert light is not None
        if light.entry.get("passive"):
            return
        between = [a for a in actors if light.last < a.first and a.last <= trigger.first and a.prep == ""]
        subject = self._group(between)
        if not subject and light.form.pos in _VERBS:
            as_verb = trigger._replace(first=light.at, last=light.last + 1, verb=True, reading=light)
            subject = self._subject_before(as_verb, actors, low)
            relative = light.at > low and self.norms[light.at - 1] in self.tables.relatives.single
            if relative:
                subject = [a for a in actors if a.last in (light.at - 1, light.at - 2)][-1:]
            if not subject:
                after = [a for a in actors if trigger.last <= a.first and a.prep == "" and a.first - trigger.last <= 3]
                if not out.source:
                    subject = self._group(after)
        role = "target" if frame.subject == "target" else frame.subject if frame.subject != "none" else "none"
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
        if trigger.last < limit and not trigger.reading.definite:
            readings = self.tables.light.readings(self.doc.words, trigger.last)
            active = [r for r in readings if r.form.pos in _VERBS and not r.entry.get("passive")]
            bare = [a for a in actors if trigger.last < a.first <= trigger.last + 5 and a.prep == ""]
            if active and bare:
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

    # -- prepositional phrases of several words, sponsors ---------------------------------------------

    def _phrases(self, out: Filled, frame: Frame, trigger: Trigger, actors: list[Actor], low: int, limit: int) -> None:
        for phrase, role in frame.phrases.items():
            parts = phrase.split()
            size = len(parts)
            for at in range(trigger.last, max(trigger.last, limit - size)):
                if self.norms[at : at + size] == parts:
                    group = [a for a in actors if at + size <= a.first <= at + size + 4]
                    for actor in group[:1]:
                        for other_role in ("source", "target"):
                            others: list[Actor] = getattr(out, other_role)
                            if other_role != role and actor in others:
                                others.remove(actor)
                        self._put(out, frame, role, actor, "phrase")
                    break

    def _mediators(self, out: Filled, actors: list[Actor], low: int, high: int, trigger: Trigger) -> None:
        if trigger.entry["type"] not in ("CONSULT", "AGREE", "RETREAT", "COOPERATE"):
            return
        for at in range(max(low, trigger.first - 14), min(high, trigger.last + 25)):
            size = self.tables.mediators.at(self.norms, at)
            if not size:
                continue
            for j in range(at + size, min(at + size + 5, high)):
                country = self.demonyms.of(self.norms[j])
                if country and self.doc.name(j) is None:
                    word = self.doc.words[j]
                    out.add("mediator", Actor(j, j + 1, (self.sides.government(country),), (word.start, word.end)))
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

    def _put(self, out: Filled, frame: Frame, role: str, actor: Actor, part: str) -> None:
        if role == "none" or not (actor.ids or actor.pair or actor.backward or actor.own):
            return
        if (
            actor.country
            and part not in frame.country
            and (actor.capital or part not in ("subject", "genitive", "object"))
        ):
            return
        out.add(role, actor)


def _adjectival(norm: str, steps: int) -> bool:
    """An adjective without the article right after the noun (`هجوم انتحاري`, `محادثات مباشرة`)."""
    return steps < 2 and len(norm) > 3 and norm.endswith(("يه", "ي", "ه", "يا", "ين")) and norm[:1] not in "بل"


def spans(actors: list[Actor]) -> list[Span]:
    """Where the text names these actors."""
    return [a.span for a in actors]
