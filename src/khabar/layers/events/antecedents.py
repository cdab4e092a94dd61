"""Actors that a sentence only points at: `الطرفان`, `الأخيرة`, pronouns, dropped subjects, the speaker."""

import itertools
from collections.abc import Callable

from khabar.article import Span
from khabar.layers.document import Doc
from khabar.layers.events.actors import Actor
from khabar.layers.events.carrying import STANDS, Carrying
from khabar.layers.events.lexicon import EventTables, Norms, bares
from khabar.layers.events.roles import Filled, Roles
from khabar.layers.events.several import Several
from khabar.layers.events.sides import Sides
from khabar.layers.events.triggers import Trigger
from khabar.packs.sides import side, state

#: types in which two sides act together and not upon each other (أكد الجانبان حرصهما على …)
_JOINT = frozenset(("SUPPORT", "REQUEST", "REJECT", "AID", "MOBILIZE", "CONCEDE"))

_DEEDS = frozenset(("destruction", "shootdown", "interception", "arrest"))


class Antecedents(Carrying):
    """Remembers who was named, sentence by sentence, and puts them where words point back."""

    def __init__(
        self, doc: Doc, tables: EventTables, sides: Sides, roles: Roles, norms: Norms, parties: Callable[[Span], str]
    ) -> None:
        self.doc = doc
        self.tables = tables
        self.sides = sides
        self.roles = roles
        self.norms = norms
        self.last_subject: Actor | None = None
        self.last_pair: tuple[Actor, Actor] | None = None
        self.pairs: dict[frozenset[tuple[str, ...]], tuple[int, tuple[Actor, Actor]]] = {}
        self.versus: dict[frozenset[tuple[str, ...]], tuple[int, tuple[Actor, Actor]]] = {}
        self.seen: list[Actor] = []
        self.here: list[list[Actor]] = []
        self.lately: list[Actor] = []  # who met last in the sentence before
        self.kind = ""  # the type of the last of these
        self.several = Several(doc.packs)
        self.parties = parties

    def remember(self, actors: list[Actor]) -> None:
        """Take note of the actors of a sentence that was read."""
        named = [a for a in actors if a.named and a.ids]
        self.lately = self.here[-1] if self.here else []
        self.here.clear()
        self.seen.extend(named)
        subject = next((a for a in named if a.prep == ""), None)
        self.last_subject = subject or self.last_subject
        self.several.remember(actors)

    def resolve(self, filled: Filled, actors: list[Actor], kind: str) -> None:
        """Put the actors that `الطرفان` and `الأخيرة` stand for in their place."""
        for role in ("source", "target"):
            group: list[Actor] = getattr(filled, role)
            for actor in list(group):
                if actor.pair:
                    group.remove(actor)
                    before = [a for a in actors if a.last <= actor.first]
                    states = any(b in self.tables.lists["states"] for b in bares(self.norms[actor.last - 1]))
                    pair = self._named(actor, actors) or self._met_here() or self._met_lately() or self.pair()
                    mine = {i for a in filled.source if role == "target" for i in a.ids}
                    pair = pair or self._opposed(states) or self._two([a for a in before if not mine & set(a.ids)])
                    pair = pair or self.several.last_two()
                    if pair:
                        men = self.norms[actor.last - 1] in self.tables.lists["both-men"]
                        first, second = (
                            a._replace(span=actor.span, prep="", persons=a.persons if men or a.ids == a.persons else ())
                            for a in pair
                        )
                        joint = kind in _JOINT
                        filled.add(role if joint else "source", first)
                        filled.add(role if joint else "target", second)
                        filled.paired = not joint
                    else:
                        group.append(actor._replace(ids=(self.parties(actor.span),), pair=False, named=False))
                elif actor.own:
                    group.remove(actor)
                    owners = [x for x in actors if x.last <= actor.first and x.ids and x.named and x.prep == ""]
                    if self.norms[actor.first].endswith("ها"):  # قنصليتها is no man's
                        owners = [x for x in owners if x.ids != x.persons]
                    begin = self._clause(actor.first, owners[0].first if owners else actor.first)
                    held = self.norms[begin - 1] in self.tables.lists["pronouns"]  # أنها سترد على ضربة على قنصليتها
                    here = [x for x in owners if x.first >= begin] or (owners[-1:] if held else owners)
                    owner = here[0] if here else self.last_subject
                    others = filled.source if role == "target" else filled.target
                    if owner is not None and all(owner.ids != x.ids for x in (*others, *group)):
                        group.append(owner._replace(span=actor.span, persons=()))
                elif actor.backward:
                    group.remove(actor)
                    before = [
                        a for a in (*self.seen, *(x for x in actors if x.last <= actor.first)) if a.ids and a.named
                    ]
                    if before:
                        if role == "source":
                            filled.target = [a for a in filled.target if a.ids != before[-1].ids]
                        filled.add(role, before[-1]._replace(span=actor.span))

    def met(self, together: list[Actor], kind: str) -> None:
        """Take note of the sides of talks, an agreement or a common undertaking; the first and the last are a pair."""
        self.here.append(list(together))
        self.kind = kind
        first, second = together[0], together[-1]
        self.last_pair = (first, second)
        key = frozenset((first.ids, second.ids))
        self.pairs[key] = (self.pairs.get(key, (0, self.last_pair))[0] + 1, self.last_pair)

    def _met_here(self) -> tuple[Actor, Actor] | None:
        """The two who met in this sentence (`استقبل الرئيس السوري نظيره الإيراني، وأكد الجانبان …`)."""
        return (self.here[-1][0], self.here[-1][1]) if self.here and len(self.here[-1]) == 2 else None

    def _met_lately(self) -> tuple[Actor, Actor] | None:
        """The two who met in the sentence before, where it says who is on which side or no others met more often.

        `الحركة والإدارة التابعة لها من جهة، والحكومة من جهة أخرى`.
        """
        if len(self.lately) < 2:
            return None
        parted = self.parted(self.lately)
        if parted is not None:
            return _one(parted[0]), _one(parted[1])
        most = max((count for count, _ in self.pairs.values()), default=0)
        return (self.lately[0], self.lately[-1]) if len(self.lately) == 2 and most < 2 else None

    def parted(self, together: list[Actor]) -> tuple[list[Actor], list[Actor]] | None:
        """Those of each side where `من جهة` says who is on which."""
        met = sorted(together, key=lambda a: a.first)
        words = range(met[0].last, min(met[-1].last + 3, len(self.norms) - 1)) if met else range(0)
        side_of = self.tables.lists["side-of"]
        ends = [at for at in words if self.norms[at] == "من" and self.norms[at + 1] in side_of]
        first = [a for a in met if ends and a.last <= ends[0]]
        second = met[len(first) :]
        return (first, second) if first and second else None

    def against(self, first: Actor, second: Actor) -> None:
        """Take note of one who accuses, threatens or attacks another: the two of whom الطرفان may be said.

        A state, its police and its people are one of the two.
        """
        key = frozenset((self._party(first), self._party(second)))
        if first.named and second.named and len(key) == 2:
            self.versus[key] = (self.versus.get(key, (0, (first, second)))[0] + 1, (first, second))

    def _party(self, actor: Actor) -> tuple[str, ...]:
        return tuple(side(entity).removesuffix("-people") for entity in actor.ids)

    def _leader(self, actor: Actor) -> Actor:
        """An actor, or the government of the state whose police or people he is."""
        party = self._party(actor)
        ids = tuple(self.sides.government(p) if p in self.doc.packs.countries else p for p in party)
        return actor._replace(ids=ids, persons=()) if party != actor.ids else actor

    def _opposed(self, states: bool) -> tuple[Actor, Actor] | None:
        """The two who were most against each other, the last ones of those told of equally often; or two states."""
        told = [t for t in self.versus.values() if not states or all(self._state(a) for a in t[1])]
        best = max((count for count, _ in told), default=0)
        if not best:
            return None
        first, second = [pair for count, pair in told if count == best][-1]
        return self._leader(first), self._leader(second)

    def _state(self, actor: Actor) -> bool:
        return all(state(entity) in self.doc.packs.countries for entity in actor.ids)

    def pair(self) -> tuple[Actor, Actor] | None:
        """The two sides that the article told of most, the last ones of those told of equally often."""
        best = max((count for count, _ in self.pairs.values()), default=0)
        if self.last_pair is None or best == 0:
            return self.last_pair
        return [pair for count, pair in self.pairs.values() if count == best][-1]

    def _clause(self, at: int, low: int) -> int:
        """The first word, not before `low`, of the clause that word `at` stands in."""
        return next((j + 1 for j in range(at, low, -1) if self.norms[j] in self.tables.boundaries.single), low)

    def _named(self, actor: Actor, actors: list[Actor]) -> tuple[Actor, Actor] | None:
        """The two whom `و` joins before it in its sentence (`زار العراق وسورية بعد أن استدعى البلدان …`)."""
        if not any(b in self.tables.lists["states"] for b in bares(self.norms[actor.last - 1])):
            sides = [a for a in actors if a.last <= actor.first and a.ids and a.named and a.prep == "بين"]
            return (sides[0], sides[1]) if len(sides) >= 2 else None  # else الطرفان are those of the talks
        before = [a for a in actors if a.last <= actor.first and a.ids and a.named]
        for first, second in reversed(list(itertools.pairwise(before))):
            if second.joined and first.ids != second.ids:
                return first, second
        return None

    def _two(self, actors: list[Actor]) -> tuple[Actor, Actor] | None:
        """The two sides that `و` joined last, else the two named last."""
        for first, second in reversed(list(itertools.pairwise(self.seen))):
            if second.joined and first.prep == second.prep and first.ids != second.ids:
                return first, second
        out: list[Actor] = []
        for actor in reversed([*self.seen, *actors]):
            if actor.ids and actor.named and all(actor.ids != other.ids for other in out):
                out.append(actor)
                if len(out) == 2:
                    return out[1], out[0]
        return None

    def speaking(self, attribution: int, unnamed: bool = False) -> Actor | None:
        """The side of the last link of an attribution, None where nobody known speaks.

        `unnamed`: also the side that somebody without a name speaks for.
        """
        chain = self.doc.article.attributions[attribution].chain
        if not chain or not (chain[-1].entity or (unnamed and chain[-1].for_)):
            return None
        link = chain[-1]
        entity = str(link.entity or link.for_)
        country = self.sides.country_of_place(entity)
        side = (
            self.sides.government(country) if country
            else self.sides.person.get(entity) or link.for_ or self.sides.of_person(entity) or entity
        )  # fmt: skip
        persons = (entity,) if link.entity and link.kind == "person" and not country else ()
        return Actor(0, 0, (side,), link.span or link.antecedent or (0, 0), persons=persons)

    def speaker(self, filled: Filled, attribution: int, trigger: Trigger) -> None:
        """The speaker of a speech act is the last link of its attribution."""
        actor = self.speaking(attribution, unnamed=True)
        if actor is None or any(a.ids == actor.ids for a in filled.source):
            return
        if filled.source and not self.doc.article.attributions[attribution].chain[-1].entity:
            return  # for whom an unnamed person speaks is less sure than whom the sentence names
        known = self.doc.packs.entities.get(actor.ids[0])
        if known is not None and known.type == "NAT" and filled.source and trigger.reading.form.pos == "participle":
            return  # تظاهر آلاف العراقيين مطالبين: those who did, and not the people
        subjects = [a for a in filled.source if a.named or not self.norms[a.first].endswith("ين")]
        if trigger.verb and any(self._beside(a, trigger) for a in subjects):
            return  # حذرت الوزارة: the subject beside the verb, whoever else is thought to speak
        after = [a for a in (*filled.source[:1], *filled.target[:1]) if a.prep == "" and a.first >= trigger.last]
        told = len(after) == 2 or (trigger.first > 0 and self.norms[trigger.first - 1] in self.tables.relatives.single)
        if trigger.verb and told and filled.source and any(a.ids == actor.ids for a in filled.target):
            return  # دعا الرئيس، المبعوث …: the sentence itself tells subject and object
        # طالبت مقاتلين بالتخلي عن …: what looked like a subject after the verb is whom it speaks to
        spoken = [a for a in filled.source if trigger.verb and a.first >= trigger.last and a.prep == ""]
        spoken = [a for a in spoken if a.ids != actor.ids]
        filled.target = spoken or [a for a in filled.target if a.ids != actor.ids]
        filled.source = [actor]

    def _beside(self, actor: Actor, trigger: Trigger) -> bool:
        """Whether nothing stands between a verb and an actor that no preposition governs."""
        if actor.prep or trigger.ours:
            return False
        if trigger.last in (actor.first, actor.begin):
            return True
        between = [n for n in self.norms[actor.last : trigger.first] if n not in '،,”"»)']
        if actor.last < trigger.first and between and between[0] in self.tables.relatives.single:
            between = between[1:] or ["قد"]  # موقف الوزير الذي اتهم …
        return actor.last <= trigger.first and between in (["قد"], ["كان", "قد"], ["كانت", "قد"], ["كانوا", "قد"])

    def claimant(self, filled: Filled, trigger: Trigger, attribution: int, actors: list[Actor]) -> None:
        """The speaker of a stand told by a noun beside the reporting word (`أكدت رفض المشاركة`, `أعرب عن إدانته`).

        Who speaks of somebody's involvement (`أدلة على تورط سوريا`) accuses him, wherever in his words it stands.
        """
        kind, entry = trigger.entry["type"], trigger.entry
        if self._own_deed(filled, trigger):
            actor = self.speaking(attribution, unnamed=True)
            if actor is not None and self._armed(actor) and all(actor.ids != a.ids for a in filled.target):
                filled.source.append(actor)
            return
        involved = entry.get("frame") == "involve" or bool(entry.get("voiced"))
        if not (kind in STANDS or entry.get("voiced")) or not (entry.get("speech") or involved or kind == "REJECT"):
            return
        cue = self.doc.article.attributions[attribution].cue
        if not involved:
            if cue is None or trigger.definite or cue[1] > trigger.start:
                return
            first = self.doc.words_in(*cue)[1]
            between = self.norms[first : trigger.first]
            if len(between) > 8 or any(n in ".؛" or n in self.tables.relatives.single for n in between):
                return
        actor = self.speaking(attribution)
        if actor is None and cue is not None:  # قال وزير الداخلية العراقي إن …: an office without a name
            at = self.doc.words_in(*cue)[0]
            near = [a for a in actors if a.ids and a.prep == "" and -4 <= a.first - at <= 3]
            actor = near[0] if near and near[0].last <= trigger.first else None
        if actor is not None and all(actor.ids != a.ids for a in filled.target):
            filled.source.append(actor)

    def _own_deed(self, filled: Filled, trigger: Trigger) -> bool:
        """`أعلن الجيش أنه تم تدمير زورق`: what forces tell of without a subject is theirs."""
        return trigger.entry.get("mode") in _DEEDS and bool(filled.target)

    def _armed(self, actor: Actor) -> bool:
        """Whether an actor is a state, one of its forces, or an armed movement."""
        entity = actor.ids[0]
        known = self.doc.packs.entities.get(entity)
        return entity.endswith(("-forces", "-police")) or (
            known is not None and known.type in ("GRP", "GOV") and known.sector in ("MIL", "COP", "REB", "GOV")
        )

    def outside(self, filled: Filled, attribution: int, trigger: Trigger) -> None:
        """Whom a demand is made of stands outside of what is demanded, or owns it (`يطالب بدمج عناصر قسد`)."""
        start, end = self.doc.article.attributions[attribution].content
        if trigger.entry["type"] == "REQUEST":
            near = trigger.last + 4
            filled.target = [a for a in filled.target if a.first <= near or not start <= a.span[0] < end]


def _one(side: list[Actor]) -> Actor:
    """The actors of one side as one."""
    return side[0]._replace(ids=tuple(dict.fromkeys(i for a in side for i in a.ids)))
