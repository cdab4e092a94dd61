"""One article read for its events, sentence by sentence."""

import itertools

from khabar.article import Event, EventTime, Span
from khabar.layers.document import Doc, Sentence
from khabar.layers.events import merge
from khabar.layers.events.actors import Actor, ActorFinder
from khabar.layers.events.among import contents, shared, within, without_failures
from khabar.layers.events.answers import Answers
from khabar.layers.events.antecedents import Antecedents
from khabar.layers.events.control import DEATHS
from khabar.layers.events.custody import held
from khabar.layers.events.facts import Facts
from khabar.layers.events.fight import Missing, downed, opposed
from khabar.layers.events.happenings import merged
from khabar.layers.events.implied import implied, mirrored, returned
from khabar.layers.events.lexicon import EventTables, Norms
from khabar.layers.events.matter import Matter
from khabar.layers.events.outward import Outward
from khabar.layers.events.partners import HEADED, Partners
from khabar.layers.events.results import Results
from khabar.layers.events.roles import Filled, Roles
from khabar.layers.events.sides import Demonyms, Sides
from khabar.layers.events.standing import Standing
from khabar.layers.events.told import Told
from khabar.layers.events.triggers import BODILY, Trigger, find_triggers
from khabar.layers.events.victims import Victims
from khabar.layers.events.weigh import WeightTables, features, weigh

_HOSTILE = frozenset(("ACCUSE", "THREATEN", "ASSAULT", "COERCE", "SANCTION"))
#: prepositions of whom talks are with, wherever they stand
_WITH = frozenset(("مع", "بين"))
_CLAIMS = frozenset(("REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE", "SUPPORT", "CONCEDE", "SANCTION"))


class Reader(Victims):
    """Reads one article.

    `every`: leave nothing out of which the rules are not sure; what was weighed is then in `findings`: the event and
    the features around it (`weigh.features`); and each word that tells an event, before those of one happening are
    joined, in `mentions`: its mode and its form.
    """

    def __init__(
        self, doc: Doc, tables: EventTables, demonyms: Demonyms, weights: WeightTables, every: bool = False
    ) -> None:
        self.every = every
        self.findings: list[tuple[Event, list[str]]] = []
        self.mentions: dict[Span, tuple[str, str]] = {}
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
        self.matter = Matter(doc, tables, demonyms, self.norms)
        self.antecedents = Antecedents(doc, tables, self.sides, self.roles, self.norms, self.finder.parties)
        self.outward = Outward(doc, tables, self.antecedents, self.norms)
        self.triggers: list[Trigger] = []
        self.here: list[Actor] = []  # of the sentence that is read
        self.partners = Partners(doc, tables, demonyms, self.sides, self.norms)
        self.standing = Standing(tables, self.norms)
        self.answers = Answers(tables, self.norms)
        self.kept: tuple[list[Actor], list[Actor]] | None = None  # who was arrested last, and by whom
        self.headline = _has_headline(doc)

    def read(self) -> list[Event]:
        """All events of the article, in order, each happening once."""
        told: list[Told] = []
        missing: list[Missing] = []
        for number, sentence in enumerate(self.doc.sentences):
            triggers = find_triggers(self.doc, self.tables, number, self.norms)
            actors = self.finder.sentence(number)
            self.triggers, self.here = triggers, actors
            found: list[Told] = []
            for trigger in triggers:
                item = self._event(trigger, actors, triggers, number, sentence)
                if item is not None:
                    found.append(item)
            found = mirrored(without_failures(found), told)
            contents(found, self.norms, self.tables.lists["dangers"], self.tables.lists["resuming"])
            shared(found, self.finder.protesters)
            self.answers.fill(found, told)
            missing.extend(downed(found))
            missing.extend(opposed(found))
            if self.every:
                for item in found:
                    self.mentions[item.event.trigger] = (str(item.event.mode), item.trigger.reading.form.pos)
            told.extend(
                item
                for item in within(found, self.tables.lists["against"], self.standing.caused, self.roles.heads)
                if self._sure(item, sentence)
            )
            told.extend(implied(found, self.doc))
            told.extend(returned(found))
            self.antecedents.remember(actors)
        results = Results(self.tables, self.norms)
        results.fill(told)
        results.carry(told)
        events = merged(told, len(self.doc.sentences) > 2)
        results.sponsored(events)
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
        if self.standing.instead(trigger):
            return None
        filled = self.roles.fill(trigger, actors, triggers, sentence.first, sentence.last)
        attribution, is_cue = self.facts.attribution(trigger)
        said = self.doc.article.attributions[attribution] if is_cue and attribution is not None else None
        about: list[Span] = []
        if entry["type"] == "CONSULT":
            about = self.matter.about(trigger, said, sentence.last, actors, triggers)
            filled.target = [a for a in filled.target if a.prep in _WITH or not _inside(a.span, about)]
        self.antecedents.resolve(filled, actors, str(entry["type"]))
        if is_cue and attribution is not None:
            self.antecedents.speaker(filled, attribution, trigger)
            self.antecedents.outside(filled, attribution, trigger)
        if not filled.source and not filled.unsaid:
            self.antecedents.carry(filled, trigger, actors)
        self.antecedents.undergone(filled, trigger, actors)
        if trigger.verb and trigger.reading.pronoun and filled.source and not filled.target:
            self._object(filled, trigger)
        voiced = bool(entry.get("voiced")) or not trigger.verb
        if not filled.source and voiced and attribution is not None and not is_cue:
            self.antecedents.claimant(filled, trigger, attribution, actors)
        off = not self.tables.lists["off-him"].isdisjoint(self.norms[trigger.last : trigger.last + 1])
        passive = trigger.verb and trigger.reading.form.gender == "m" and filled.source and not filled.target
        if entry["mode"] == "release" and off and passive and not any(self._governs(a) for a in filled.source):
            filled.source, filled.target = [], filled.source  # السجناء سيفرج عنهم
        if entry["mode"] == "release" and off and not filled.target and self.kept:  # مطالبا بالإفراج عنهم
            filled.source, filled.target = filled.source or self.kept[0], self.kept[1]
        if entry["mode"] in DEATHS and not trigger.verb and filled.target and self._own_dead(filled, trigger):
            filled.source = []  # أعلنت السلطات مقتل خمسة من رجال الشرطة
        if not self._wanted(trigger, filled, actors, sentence):
            return None
        if entry["type"] in merge.SYMMETRIC:
            self._governed(filled)
            self._partner(filled, trigger, actors, sentence)
            self.outward.complete(filled, trigger, actors, sentence, attribution)
            here = [a for a in (*filled.source, *filled.target) if a.first >= sentence.first]
            parted = self.antecedents.parted(here) if len(here) > 2 and not filled.carried else None
            if parted is not None:
                filled.source, filled.target = parted
        else:
            self.outward.only_other(filled, trigger, actors)
        if entry["type"] in BODILY or entry["mode"] == "release":
            # who is killed, arrested or released is meant himself, not the side he stands for
            filled.target = [a._replace(ids=a.persons, persons=()) if a.persons else a for a in filled.target]
        if entry["type"] == "PROTEST":
            filled.source = [self._people(a) for a in filled.source]  # خرج العراقيون: those who did, not the people
        elif entry["mode"] == "release":
            filled.target = [self._people(a) for a in filled.target]
        elif entry["type"] in BODILY:  # ثلاثة من الصرب
            filled.target = [self._people(a) if self.finder.some_of(a.first) else a for a in filled.target]
        modality, polarity = self.facts.modality(trigger, sentence.first, sentence.last)
        time = self.facts.time(trigger, sentence.first, sentence.last, triggers)
        dated = modality in ("happened", "ongoing") and not entry.get("speech") and self.facts.later(time)
        if dated:
            if self.standing.past(trigger):
                time = EventTime()  # يزور المدينة غدا بعد أن سحبت سفيرها: the time to come is that of something else
            else:
                modality = "planned"
        kind, mode = str(entry["type"]), str(entry["mode"])
        if kind in _CLAIMS:
            about = self.matter.about(trigger, said, sentence.last, actors, triggers)
        if entry.get("crowd") and self._crowded(trigger, filled, triggers):
            kind, mode = str(entry["crowd"]["type"]), str(entry["crowd"]["mode"])  # أغلق المحتجون الطريق
        elif entry.get("armed") and filled.target and all(self._rebels(a) for a in filled.target):
            kind, mode = str(entry["armed"]["type"]), str(entry["armed"]["mode"])  # طرد المسلحين من البلدة
        frame = self.roles.frame(trigger)
        places = self.facts.places(trigger, frame, sentence.first, sentence.last, filled.target, triggers)
        if kind == "CONSULT":
            places = [place for place in places if not _inside(place, about)]
        event = Event(
            id="", type=kind, mode=mode, trigger=(trigger.start, trigger.end),
            evidence=(sentence.start, sentence.end),
            source=_ids(filled.source), target=_ids(filled.target), mediator=_ids(filled.mediator),
            source_spans=_spans(filled.source), target_spans=_spans(filled.target),
            delegates=self._delegates(filled, actors),
            place=[] if entry.get("speech") else places,
            time=time,
            modality=modality, polarity=polarity, about=about,
            outcome=self.facts.outcome(trigger, sentence.first, sentence.last) if kind == "CONSULT" else None,
            attribution=attribution, rule=str(entry["id"]), pack=str(entry.get("pack") or "") or None,
        )  # fmt: skip
        both = len(filled.source) + len(filled.target) >= 2
        if kind in merge.SYMMETRIC and both and not (filled.carried and entry.get("frame") == "discuss"):
            self.antecedents.met([*filled.source, *filled.target], kind)
        if entry["mode"] in ("arrest", "abduction") and filled.target:
            self.kept = ([a._replace(prep="") for a in filled.source], [a._replace(prep="") for a in filled.target])
        if filled.source and filled.target:
            self.antecedents.several.between(filled.source[0], filled.target[0])
        if kind in _HOSTILE and filled.source and filled.target:
            self.antecedents.against(filled.source[0], filled.target[0])
        near = self.norms[trigger.first : trigger.last + 2]
        mutual = filled.paired or not self.tables.lists["mutual"].isdisjoint(near)
        told = Told(event, trigger, number, self.headline and sentence.line == 0, filled.carried, mutual)
        told.definite = told.definite or (kind == "ASSAULT" and self._known_victims(trigger, filled))
        if kind == "CONSULT" and not trigger.verb and trigger.light is None:
            told.definite = told.definite or self._dated(trigger.last)
        told.detail = entry.get("frame") == "discuss" and trigger.verb
        told.dated = dated and modality == "planned"
        told.apart = self.standing.apart(trigger, sentence)
        told.passing = self.standing.passing(trigger)
        told.toll = (
            mode in DEATHS and trigger.verb and trigger.first - sentence.first <= 1
            and not (event.source or event.place or event.time.expr)
            and all(entity.startswith("unnamed:") for entity in event.target)
        )  # fmt: skip
        told.many = self.standing.several(trigger)
        if mode == "visit":
            names = (self.doc.name(self.doc.words_in(*place)[0]) for place in event.place)
            told.where = frozenset(name.entity for name in names if name is not None and name.entity)
        told.all_of = self.standing.all_of(trigger)
        told.pointed = self.standing.pointed(trigger)
        told.given = kind == "ASSAULT" and not trigger.verb and self.roles.looked_into(trigger)
        return told

    def _object(self, filled: Filled, trigger: Trigger) -> None:
        """Put the other side of the last event of its subject where a verb has only a pronoun for its object."""
        entry = trigger.entry
        spoken = entry["type"] in ("REQUEST", "THREATEN") or entry["mode"] == "accusation"
        if entry["type"] in BODILY and trigger.reading.pronoun in ("ه", "ها", "هم"):
            self._undergoer(filled, trigger)
            return
        if self.norms[trigger.first - 1] in self.tables.relatives.single or not spoken:
            return  # الأمر الذي تنفيه طهران
        if trigger.reading.pronoun in ("ه", "ها", "هم") and self.roles.frame(trigger).object == "target":
            other = self.antecedents.several.other(filled.source[0], trigger.reading.pronoun)
            if other is not None:
                filled.add("target", other._replace(prep=""))

    def _undergoer(self, filled: Filled, trigger: Trigger) -> None:
        """`داهمت الشرطة منزل الصحفي فلان واعتقلته`: put the last person of the sentence whom a pronoun can mean."""
        mine = {i for a in filled.source for i in a.ids}
        for actor in reversed([a for a in self.here if a.last <= trigger.first and a.ids and mine.isdisjoint(a.ids)]):
            many = self.norms[actor.first][-2:] in ("ين", "ون", "ات") and trigger.reading.pronoun != "هم"
            if actor.persons or not (actor.named or actor.force or many):
                filled.add("target", actor._replace(prep=""))
                return

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

    def _people(self, actor: Actor) -> Actor:
        """An actor that is a people as some of them, who have no name."""
        known = self.doc.packs.entities.get(actor.ids[0]) if actor.ids else None
        if known is None or known.type != "NAT" or not actor.named:
            return actor
        return actor._replace(ids=(self.finder.some(actor.ids[0], actor.span),), named=False)

    def _delegates(self, filled: Filled, actors: list[Actor]) -> list[str]:
        """The persons who took part for a side, and who headed its delegation (`وفد من … برئاسة فلان`)."""
        sides = [*filled.source, *filled.target]
        out = [person for actor in sides for person in actor.persons if person not in actor.ids]
        for before, actor in itertools.pairwise(actors):
            name = self.doc.name(actor.first)
            heads = actor.prep == HEADED and before.travels and any(before.ids == a.ids for a in sides)
            if heads and name is not None and name.type == "PER" and name.entity:
                out.append(name.entity)
        return list(dict.fromkeys(out))

    def _dated(self, at: int) -> bool:
        """`لقاء الاثنين`: whether a day says which one is meant."""
        return at < len(self.norms) and self.doc.time_at[at] >= 0 and self.norms[at].startswith("ال")

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


def _inside(span: Span, about: list[Span]) -> bool:
    """Whether somebody or something belongs to what was talked of, and was not there."""
    return any(start <= span[0] and span[1] <= end for start, end in about)


def _ids(actors: list[Actor]) -> list[str]:
    return list(dict.fromkeys(i for a in actors for i in a.ids))


def _spans(actors: list[Actor]) -> list[Span]:
    return list(dict.fromkeys(a.span for a in actors if a.span[1] > a.span[0]))
