"""One article read for its events, sentence by sentence."""

from khabar.article import Event, EventTime, Span
from khabar.layers.document import Doc, Sentence
from khabar.layers.events import merge
from khabar.layers.events.actors import Actor, ActorFinder
from khabar.layers.events.among import contents, shared, within, without_failures
from khabar.layers.events.antecedents import Antecedents
from khabar.layers.events.custody import held
from khabar.layers.events.facts import Facts
from khabar.layers.events.fight import Missing, downed, opposed
from khabar.layers.events.happenings import merged
from khabar.layers.events.implied import implied, mirrored, returned
from khabar.layers.events.lexicon import EventTables, Norms
from khabar.layers.events.outward import Outward
from khabar.layers.events.partners import Partners
from khabar.layers.events.roles import Filled, Roles
from khabar.layers.events.sides import Demonyms, Sides
from khabar.layers.events.standing import Standing
from khabar.layers.events.told import Told
from khabar.layers.events.triggers import Trigger, find_triggers
from khabar.layers.events.weigh import WeightTables, features, weigh
from khabar.packs.sides import state

_PUBLIC = frozenset(("AID", "AGREE", "COOPERATE", "CONCEDE"))
_CLAIMED = frozenset(("ACCUSE", "THREATEN"))
_VOICED = frozenset(("condemn", "criticism", "disapprove", "warning"))
_HOSTILE = frozenset(("ACCUSE", "THREATEN", "ASSAULT", "COERCE", "SANCTION"))
_BODILY = frozenset(("ASSAULT", "COERCE"))
_CLAIMS = frozenset(("REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "SUPPORT", "CONCEDE", "SANCTION"))


class Reader:
    """Reads one article.

    `every`: leave nothing out of which the rules are not sure; what was weighed is then in `findings`: the event and
    the features around it (`weigh.features`).
    """

    def __init__(
        self, doc: Doc, tables: EventTables, demonyms: Demonyms, weights: WeightTables, every: bool = False
    ) -> None:
        self.every = every
        self.findings: list[tuple[Event, list[str]]] = []
        self.doc = doc
        self.tables = tables
        self.weights = weights
        self.norms = Norms(word.norm for word in doc.words)
        for at, norm in enumerate(self.norms):
            if norm in tables.boundaries.single and doc.name(at) is not None:
                self.norms[at] = "-" + norm  # بان كي مون: no clause begins within a name
        self.sides = Sides(doc, demonyms)
        self.finder = ActorFinder(doc, tables, demonyms, self.sides)
        self.roles = Roles(doc, tables, demonyms, self.sides, self.norms)
        self.facts = Facts(doc, tables, self.norms)
        self.antecedents = Antecedents(doc, tables, self.sides, self.roles, self.norms)
        self.outward = Outward(doc, tables, self.antecedents, self.norms)
        self.triggers: list[Trigger] = []
        self.partners = Partners(doc, tables, demonyms, self.sides, self.norms)
        self.standing = Standing(tables, self.norms)
        self.headline = _has_headline(doc)

    def read(self) -> list[Event]:
        """All events of the article, in order, each happening once."""
        told: list[Told] = []
        missing: list[Missing] = []
        for number, sentence in enumerate(self.doc.sentences):
            triggers = find_triggers(self.doc, self.tables, number, self.norms)
            actors = self.finder.sentence(number)
            self.triggers = triggers
            found: list[Told] = []
            for trigger in triggers:
                item = self._event(trigger, actors, triggers, number, sentence)
                if item is not None:
                    found.append(item)
            found = mirrored(without_failures(found), told)
            contents(found, self.norms, self.tables.lists["dangers"])
            shared(found, self.finder.protesters)
            missing.extend(downed(found))
            missing.extend(opposed(found))
            told.extend(
                item
                for item in within(found, self.tables.lists["against"], self.standing.caused)
                if self._sure(item, sentence)
            )
            told.extend(implied(found, self.doc))
            told.extend(returned(found))
            self.antecedents.remember(actors)
        events = merged(told, len(self.doc.sentences) > 2)
        for lack in missing:
            lack.fill()
        held(events, self.doc.packs.countries)
        for number, event in enumerate(events, 1):
            event.id = f"e{number}"
        return events

    # -- one trigger ----------------------------------------------------------------------------------

    def _event(
        self, trigger: Trigger, actors: list[Actor], triggers: list[Trigger], number: int, sentence: Sentence
    ) -> Told | None:
        entry = trigger.entry
        filled = self.roles.fill(trigger, actors, triggers, sentence.first, sentence.last)
        attribution, is_cue = self.facts.attribution(trigger)
        self.antecedents.resolve(filled, actors, str(entry["type"]))
        if is_cue and attribution is not None:
            self.antecedents.speaker(filled, attribution, trigger)
            self.antecedents.outside(filled, attribution, trigger)
        if not filled.source and not filled.unsaid:
            self.antecedents.carry(filled, trigger, actors)
        voiced = bool(entry.get("voiced")) or not trigger.verb
        if not filled.source and voiced and attribution is not None and not is_cue:
            self.antecedents.claimant(filled, trigger, attribution, actors)
        if not self._wanted(trigger, filled, actors, sentence):
            return None
        if entry["type"] in merge.SYMMETRIC:
            self._governed(filled)
            self._partner(filled, trigger, actors, sentence)
            self.outward.complete(filled, trigger, actors, sentence, attribution)
        else:
            self.outward.only_other(filled, trigger, actors)
        if entry["type"] in _BODILY or entry["mode"] == "release":
            # who is killed, arrested or released is meant himself, not the side he stands for
            filled.target = [a._replace(ids=a.persons, persons=()) if a.persons else a for a in filled.target]
        if entry["type"] == "PROTEST":
            filled.source = [self._people(a) for a in filled.source]  # خرج العراقيون: those who did, not the people
        elif entry["mode"] == "release":
            filled.target = [self._people(a) for a in filled.target]
        modality, polarity = self.facts.modality(trigger, sentence.first, sentence.last)
        time = self.facts.time(trigger, sentence.first, sentence.last, triggers)
        if modality in ("happened", "ongoing") and not entry.get("speech") and self.facts.later(time):
            if self.standing.past(trigger):
                time = EventTime()  # يزور المدينة غدا بعد أن سحبت سفيرها: the time to come is that of something else
            else:
                modality = "planned"
        kind = str(entry["type"])
        said = self.doc.article.attributions[attribution] if is_cue and attribution is not None else None
        about = self.facts.about(trigger, said, sentence.last) if kind in _CLAIMS or kind == "CONSULT" else []
        mode = str(entry["mode"])
        if entry.get("crowd") and filled.source and all(_crowd(a) for a in filled.source):
            kind, mode = str(entry["crowd"]["type"]), str(entry["crowd"]["mode"])  # أغلق المحتجون الطريق
        frame = self.roles.frame(trigger)
        places = self.facts.places(trigger, frame, sentence.first, sentence.last, [], triggers)
        event = Event(
            id="", type=kind, mode=mode, trigger=(trigger.start, trigger.end),
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
            self.antecedents.met([*filled.source, *filled.target])
        if kind in _HOSTILE and filled.source and filled.target:
            self.antecedents.against(filled.source[0], filled.target[0])
        near = self.norms[trigger.first : trigger.last + 2]
        mutual = filled.paired or not self.tables.lists["mutual"].isdisjoint(near)
        told = Told(event, trigger, number, self.headline and sentence.line == 0, filled.carried, mutual)
        told.apart = self.standing.apart(trigger, sentence)
        told.passing = self.standing.passing(trigger)
        told.given = kind == "ASSAULT" and not trigger.verb and self.roles.looked_into(trigger)
        return told

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
        if entry["type"] in _CLAIMED and not told and not voiced and not (filled.source and filled.target):
            return False
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

    def _partner(self, filled: Filled, trigger: Trigger, actors: list[Actor], sentence: Sentence) -> None:
        """The side that the words behind the trigger give in another way."""
        have = {i for a in (*filled.source, *filled.target) for i in a.ids}
        if len(have) == 1 or (have and trigger.entry.get("mode") == "acceptance"):
            other = self.partners.proposer(trigger, actors, sentence.last)
            if other is not None and not have & set(other.ids):
                filled.add("both", other._replace(prep=""))
        elif not have:
            chair = self.partners.chair(trigger, actors, sentence.last)
            if chair is not None:
                filled.add("source", chair._replace(prep=""))
                filled.mediator = [a for a in filled.mediator if a.ids != chair.ids]

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
        return any(t.entry["type"] == "REQUEST" and 0 < trigger.first - t.last <= 6 for t in self.triggers)

    def _governed(self, filled: Filled) -> None:
        """A people beside a government stands for its own (`المفاوضون الروس والأوكرانيون`)."""
        both = [*filled.source, *filled.target]
        if all(len(a.ids) == 1 and a.ids[0].endswith("-people") for a in both):
            return
        for role in ("source", "target"):
            group = getattr(filled, role)
            for at, actor in enumerate(group):
                if len(actor.ids) == 1 and actor.ids[0].endswith("-people"):
                    country = actor.ids[0].removesuffix("-people")
                    if country in self.doc.packs.countries:
                        group[at] = actor._replace(ids=(self.sides.government(country),))

    def _operation(self, trigger: Trigger) -> bool:
        """Whether an operation has a name of its own."""
        for at in range(trigger.first, min(trigger.last + 3, len(self.norms))):
            name = self.doc.name(at)
            if name is not None and name.type == "EVT":
                return True
        return False

    def _people(self, actor: Actor) -> Actor:
        """An actor that is a people as some of them, who have no name."""
        known = self.doc.packs.entities.get(actor.ids[0]) if actor.ids else None
        if known is None or known.type != "NAT" or not actor.named:
            return actor
        return actor._replace(ids=(self.finder.some(actor.ids[0], actor.span),), named=False)

    def _governs(self, actor: Actor) -> bool:
        return any(state(i) in self.doc.packs.countries for i in actor.ids)

    def _place_near(self, trigger: Trigger, sentence: Sentence) -> bool:
        for at in range(trigger.last, min(sentence.last, trigger.last + (18 if trigger.verb else 8))):
            name = self.doc.name(at)
            if name is not None and name.type in ("GPE", "LOC"):
                return True
        return False

    def _sure(self, item: Told, sentence: Sentence) -> bool:
        found = features(self.doc, self.weights, self.norms, item.trigger, item.event, sentence)
        item.event.score, enough = weigh(self.weights, item.event, found)
        if self.every:
            self.findings.append((item.event, found))
        return enough or self.every


def _has_headline(doc: Doc) -> bool:
    """Whether the first line is a headline: short, without a full stop, with more text below."""
    if len(doc.lines) < 2:
        return False
    start, end = doc.lines[0]
    return end - start < 180 and not doc.text[start:end].rstrip().endswith((".", "؟", "!"))


def _crowd(actor: Actor) -> bool:
    """Whether an actor is people without arms: protesters, workers, students."""
    return bool(actor.ids) and actor.ids[0].startswith(("unnamed:CVL", "unnamed:LAB", "unnamed:OPP"))


def _ids(actors: list[Actor]) -> list[str]:
    return list(dict.fromkeys(i for a in actors for i in a.ids))


def _spans(actors: list[Actor]) -> list[Span]:
    return list(dict.fromkeys(a.span for a in actors if a.span[1] > a.span[0]))
