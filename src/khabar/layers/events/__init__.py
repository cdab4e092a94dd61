"""Events: who did what to whom, when and where, what kind of fact it is, and on whose word."""

import itertools

from khabar.article import Entity, Event, Span
from khabar.layers.document import Doc, Sentence
from khabar.layers.events import merge
from khabar.layers.events.actors import Actor, ActorFinder
from khabar.layers.events.facts import Facts
from khabar.layers.events.lexicon import EventTables, compile_tables
from khabar.layers.events.roles import Filled, Roles
from khabar.layers.events.sides import Demonyms, Sides
from khabar.layers.events.triggers import Trigger, find_triggers
from khabar.layers.events.weigh import WeightTables, compile_weights, features, weigh
from khabar.packs import Packs

DUMP = None
_CLAIMED = frozenset(("ACCUSE", "THREATEN"))
_BODILY = frozenset(("ASSAULT", "COERCE"))
_SPOKEN = frozenset(("CONSULT", "AGREE", "REQUEST", "THREATEN", "ACCUSE", "REJECT"))
_ASKED = frozenset(("RETREAT", "CONCEDE", "COOPERATE", "AID"))
_CLAIMS = frozenset(("REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "SUPPORT", "CONCEDE", "SANCTION"))


class Events:
    """The component that fills `article.events`.

    Actors without a name get `Entity` records with a sector; they are kept in `doc.unnamed`.
    """

    name = "events"
    requires: tuple[str, ...] = ("body", "names", "times", "attributions")
    assigns = ("events",)

    def __init__(self, packs: Packs) -> None:
        self.tables: EventTables = packs.compiled("events", compile_tables)
        self.demonyms: Demonyms = packs.compiled("events.demonyms", Demonyms)
        self.weights: WeightTables = packs.compiled("events.weights", compile_weights)

    def __call__(self, doc: Doc) -> None:
        """Fill `article.events`, and `doc.unnamed` with the entities of actors that have no name."""
        reader = _Reader(doc, self.tables, self.demonyms, self.weights)
        doc.article.events = reader.read()
        used = {e for event in doc.article.events for e in (*event.source, *event.target)}
        unnamed: list[Entity] = [e for e in reader.finder.unnamed.values() if e.id in used]
        doc.unnamed = unnamed  # type: ignore[attr-defined]


class _Told:
    """An event with what merging needs to know."""

    __slots__ = ("definite", "event", "headline", "result", "sentence", "trigger")

    def __init__(self, event: Event, trigger: Trigger, sentence: int, headline: bool) -> None:
        self.headline = headline
        self.event = event
        self.trigger = trigger
        self.sentence = sentence
        self.definite = trigger.definite
        self.result = bool(trigger.entry.get("result"))


class _Reader:
    """Reads one article."""

    def __init__(self, doc: Doc, tables: EventTables, demonyms: Demonyms, weights: WeightTables) -> None:
        self.doc = doc
        self.tables = tables
        self.weights = weights
        self.norms = [word.norm for word in doc.words]
        self.sides = Sides(doc, demonyms)
        self.finder = ActorFinder(doc, tables, demonyms, self.sides)
        self.roles = Roles(doc, tables, demonyms, self.sides, self.norms)
        self.facts = Facts(doc, tables, self.norms)
        self.last_subject: Actor | None = None
        self.last_pair: tuple[Actor, Actor] | None = None
        self.seen: list[Actor] = []
        self.headline = _has_headline(doc)

    def read(self) -> list[Event]:
        """All events of the article, in order, each happening once."""
        told: list[_Told] = []
        for number, sentence in enumerate(self.doc.sentences):
            triggers = find_triggers(self.doc, self.tables, number, self.norms)
            actors = self.finder.sentence(number)
            found: list[_Told] = []
            for trigger in triggers:
                item = self._event(trigger, actors, triggers, number, sentence)
                if item is not None:
                    found.append(item)
            self._contents(found)
            self._shared(found)
            told.extend(item for item in self._within(found) if self._sure(item, sentence))
            named = [a for a in actors if a.named and a.ids]
            self.seen.extend(named)
            subject = next((a for a in named if a.prep == ""), None)
            self.last_subject = subject or self.last_subject
        events = self._merged(told)
        for number, event in enumerate(events, 1):
            event.id = f"e{number}"
        return events

    # -- one trigger ----------------------------------------------------------------------------------

    def _event(
        self, trigger: Trigger, actors: list[Actor], triggers: list[Trigger], number: int, sentence: Sentence
    ) -> _Told | None:
        entry = trigger.entry
        filled = self.roles.fill(trigger, actors, triggers, sentence.first, sentence.last)
        attribution, is_cue = self.facts.attribution(trigger)
        self._resolve(filled, actors)
        if is_cue and attribution is not None:
            self._speaker(filled, attribution)
        if not filled.source:
            self._carry(filled, trigger, actors)
        if not self._wanted(trigger, filled, actors, sentence):
            return None
        if entry["type"] in _BODILY:  # who is killed or arrested is meant himself, not the side he stands for
            filled.target = [a._replace(ids=a.persons, persons=()) if a.persons else a for a in filled.target]
        modality, polarity = self.facts.modality(trigger, sentence.first, sentence.last)
        time = self.facts.time(trigger, sentence.first, sentence.last, triggers)
        if modality == "happened" and not entry.get("speech") and self.facts.later(time):
            modality = "planned"
        kind = str(entry["type"])
        said = self.doc.article.attributions[attribution] if is_cue and attribution is not None else None
        about = self.facts.about(trigger, said, sentence.last) if kind in _CLAIMS or kind == "CONSULT" else []
        frame = self.roles.frame(trigger)
        places = self.facts.places(trigger, frame, sentence.first, sentence.last, [], triggers)
        event = Event(
            id="", type=kind, mode=str(entry["mode"]), trigger=(trigger.start, trigger.end),
            evidence=(sentence.start, sentence.end),
            source=_ids(filled.source), target=_ids(filled.target), mediator=_ids(filled.mediator),
            source_spans=_spans(filled.source), target_spans=_spans(filled.target),
            delegates=list(dict.fromkeys(p for a in (*filled.source, *filled.target) for p in a.persons)),
            place=[] if entry.get("speech") else places,
            time=time,
            modality=modality, polarity=polarity, about=about,
            outcome=self.facts.outcome(trigger, sentence.first, sentence.last) if kind == "CONSULT" else None,
            attribution=attribution, rule=str(entry["id"]), pack=str(entry.get("pack") or "") or None,
        )  # fmt: skip
        if kind in merge.SYMMETRIC and len(filled.source) + len(filled.target) >= 2:
            both = [*filled.source, *filled.target]
            self.last_pair = (both[0], both[-1])
        return _Told(event, trigger, number, self.headline and sentence.line == 0)

    def _resolve(self, filled: Filled, actors: list[Actor]) -> None:
        """Put the actors that `الطرفان` and `الأخيرة` stand for in their place."""
        for role in ("source", "target"):
            group: list[Actor] = getattr(filled, role)
            for actor in list(group):
                if actor.pair:
                    group.remove(actor)
                    pair = self.last_pair or self._two(actors)
                    if pair:
                        first, second = (a._replace(span=actor.span, prep="") for a in pair)
                        filled.add("source", first)
                        filled.add("target", second)
                elif actor.own:
                    group.remove(actor)
                    owners = [x for x in actors if x.last <= actor.first and x.ids and x.named and x.prep == ""]
                    owner = owners[0] if owners else self.last_subject
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

    def _two(self, actors: list[Actor]) -> tuple[Actor, Actor] | None:
        """The two sides named last."""
        out: list[Actor] = []
        for actor in reversed([*self.seen, *actors]):
            if actor.ids and actor.named and all(actor.ids != other.ids for other in out):
                out.append(actor)
                if len(out) == 2:
                    return out[1], out[0]
        return None

    def _speaker(self, filled: Filled, attribution: int) -> None:
        """The speaker of a speech act is the last link of its attribution."""
        chain = self.doc.article.attributions[attribution].chain
        if not chain:
            return
        link = chain[-1]
        if link.entity:
            country = self.sides.country_of_place(link.entity)
            side = (
                self.sides.government(country) if country
                else self.sides.of_person(link.entity) or link.for_ or link.entity
            )  # fmt: skip
            persons = (link.entity,) if link.kind == "person" and not country else ()
            span = link.span or link.antecedent or (0, 0)
            actor = Actor(0, 0, (side,), span, persons=persons)
            same = [a for a in filled.source if a.ids == actor.ids]
            if not same:
                filled.target = [a for a in filled.target if a.ids != actor.ids]
                filled.source = [actor]

    def _carry(self, filled: Filled, trigger: Trigger, actors: list[Actor]) -> None:
        """A dropped or pronominal subject is the subject of the clause or sentence before."""
        frame = self.roles.frame(trigger)
        kind = str(trigger.entry["type"])
        both = trigger.reading.pronoun in ("هما", "هم")
        if kind in ("CONSULT", "AGREE") and both and not trigger.verb and frame.subject == "source":
            here = [a for a in actors if a.last <= trigger.first and a.ids and a.named]
            pair = (here[0], here[-1]) if len(here) > 1 and trigger.reading.pronoun else self.last_pair
            if pair:
                filled.add("source", pair[0])
                filled.add("target", pair[1])
                filled.carried = True
                return
        if frame.subject not in ("source",):
            return
        reading = (
            trigger.light if trigger.light is not None and not trigger.light.entry.get("passive") else trigger.reading
        )
        pos = reading.form.pos
        verbal = pos in ("past", "present", "participle")
        pronoun = bool(trigger.reading.pronoun) and not trigger.verb
        if not (verbal or pronoun):
            return
        pronominal = trigger.first > 0 and self.norms[trigger.first - 1] in self.tables.lists["pronominal"]
        if not pronominal and (trigger.entry.get("result") or (frame.passive and pos == "past")):
            return
        before = [a for a in actors if a.last <= trigger.first and a.ids and a.prep == "" and a.named]
        actor = before[0] if before else None
        if actor is None and (
            pronominal or pos in ("present", "participle") or pronoun or trigger.reading.prefix[:1] == "و"
        ):
            actor = self.last_subject
        if actor is not None and pronoun and frame.genitive == "target":
            filled.add("target", actor)
        elif actor is not None and all(actor.ids != a.ids for a in filled.target):
            filled.source.append(actor)
            filled.carried = True

    def _wanted(self, trigger: Trigger, filled: Filled, actors: list[Actor], sentence: Sentence) -> bool:
        """Whether what the entry needs is there."""
        entry = trigger.entry
        needs = entry.get("needs")
        both = [*filled.source, *filled.target]
        if entry.get("light") and trigger.light is None and not both:
            return False
        told = trigger.verb or trigger.light is not None or trigger.reading.form.pos == "participle"
        if entry["type"] in _CLAIMED and not told and not (filled.source and filled.target):
            return False
        if needs == "actor":
            return bool(both or filled.mediator)
        if needs in ("actor2", "both"):
            return bool(filled.source and (filled.target or (filled.carried is False and needs == "never")))
        if needs == "name":
            return any(a.named for a in (*both, *filled.mediator))
        if needs == "person":
            return any(a.travels or a.persons for a in filled.source)
        if needs == "force":
            return any(a.force for a in filled.source)
        if needs in ("light", "attack2"):
            return trigger.light is not None and bool(filled.source and filled.target)
        if needs == "place":
            return bool(filled.target or filled.place or self._place_near(trigger, sentence)) and bool(both)
        return True

    def _place_near(self, trigger: Trigger, sentence: Sentence) -> bool:
        for at in range(trigger.last, min(sentence.last, trigger.last + 8)):
            name = self.doc.name(at)
            if name is not None and name.type in ("GPE", "LOC"):
                return True
        return False

    def _sure(self, item: _Told, sentence: Sentence) -> bool:
        found = features(self.doc, self.weights, self.norms, item.trigger, item.event, sentence)
        item.event.score, enough = weigh(self.weights, item.event, found)
        if DUMP is not None:
            DUMP.append((self.doc.article.id, item.event, found))
        return enough

    # -- among triggers -------------------------------------------------------------------------------

    def _contents(self, found: list[_Told]) -> None:
        """What stands in the content of a demand, threat, offer or refusal has not happened."""
        for holder in found:
            kind = holder.event.type
            if kind == "ACCUSE":
                self._accused(holder, found)
            if kind not in ("REQUEST", "THREATEN", "REJECT") and not (kind == "AGREE" and holder.event.mode == "offer"):
                continue
            for item in found:
                if (
                    item is holder
                    or item.event.trigger[0] < holder.event.trigger[1]
                    or item.event.modality not in ("happened", "possible")
                ):
                    continue
                if not any(s <= item.event.trigger[0] < e for s, e in holder.event.about):
                    continue
                form = item.trigger.reading.form
                if form.pos == "past" or (item.definite and item.event.type not in _ASKED):
                    continue
                if kind == "REQUEST":
                    item.event.modality = "demanded"
                    if not item.event.source and item.event.type not in _SPOKEN:
                        item.event.source = list(holder.event.target)
                elif kind == "THREATEN":
                    item.event.modality = "threatened"
                    if not item.event.source:
                        item.event.source = list(holder.event.source)
                    if not item.event.target:
                        item.event.target = list(holder.event.target)
                elif kind == "AGREE":
                    item.event.modality = "conditional"

    def _accused(self, holder: _Told, found: list[_Told]) -> None:
        """`اتهم سوريا بإيواء …`: who is accused of an act is its agent."""
        for item in found:
            reading = item.trigger.reading
            if item is holder or item.trigger.verb or reading.prefix != "ب" or not holder.event.target:
                continue
            if 0 < item.trigger.first - holder.trigger.last <= 8:
                event = item.event
                if event.source and not event.target:
                    event.target, event.target_spans = event.source, event.source_spans
                event.source, event.source_spans = list(holder.event.target), list(holder.event.target_spans)

    def _shared(self, found: list[_Told]) -> None:
        """Verbal nouns that are coordinated (`استهداف ومنع …`) have one agent; protests have protesters."""
        for before, item in itertools.pairwise(found):
            noun = not item.trigger.verb and item.trigger.reading.prefix.startswith("و") and not item.definite
            near = item.trigger.first - before.trigger.last <= 12
            if noun and near and not before.trigger.verb and not item.event.source and not item.result:
                item.event.source = list(before.event.source)
        for item in found:
            if item.event.type == "PROTEST" and not item.event.source:
                item.event.source = [self.finder.protesters()]

    def _within(self, found: list[_Told]) -> list[_Told]:
        """Of one sentence: words that tell what an event did belong to it."""
        out: list[_Told] = []
        for item in found:
            host = None
            for other in out:
                if other.event.type != item.event.type or not (item.result or other.result):
                    continue
                fits, _ = merge._compatible(other.event, item.event)
                if fits and other.event.polarity == item.event.polarity:
                    host = other
            if host is None:
                out.append(item)
            elif host.result and not item.result:
                merge.join(item.event, host.event)
                out[out.index(host)] = item
            else:
                merge.join(host.event, item.event)
        return out

    def _merged(self, told: list[_Told]) -> list[Event]:
        out: list[_Told] = []
        for item in told:
            for other in reversed(out):
                distance = item.sentence - other.sentence
                first_lines = other.sentence <= 1 and item.sentence <= 3 and distance > 0
                if other.headline and not item.headline and merge.headline(other.event, item.event):
                    merge.join(item.event, other.event)
                    out[out.index(other)] = item
                    break
                if merge.same(other.event, item.event, item.definite, distance, first_lines):
                    merge.join(other.event, item.event)
                    break
            else:
                out.append(item)
        body = {item.event.type for item in out if not item.headline}
        article = len(self.doc.sentences) > 2
        return [
            item.event
            for item in out
            if not (item.headline and item.event.type in body) and not (article and _hollow(item.event))
        ]


def _hollow(event: Event) -> bool:
    """Whether an event is hardly more than its word: nobody takes part, and it has no place and time or is no fact."""
    if event.source or event.target or event.mediator or event.also:
        return False
    if event.type == "RETREAT" or event.modality in ("demanded", "possible", "conditional"):
        return True
    return event.type == "ASSAULT" and not event.place and not event.time.expr


def _has_headline(doc: Doc) -> bool:
    """Whether the first line is a headline: short, without a full stop, with more text below."""
    if len(doc.lines) < 2:
        return False
    start, end = doc.lines[0]
    return end - start < 180 and not doc.text[start:end].rstrip().endswith((".", "؟", "!"))


def _ids(actors: list[Actor]) -> list[str]:
    return list(dict.fromkeys(i for a in actors for i in a.ids))


def _spans(actors: list[Actor]) -> list[Span]:
    return list(dict.fromkeys(a.span for a in actors if a.span[1] > a.span[0]))
