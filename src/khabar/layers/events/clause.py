"""The clause of a trigger: how far it goes, and whom its parts put into which role."""

from dataclasses import dataclass, field

from khabar.arabic.articles import has_article
from khabar.layers.document import Doc
from khabar.layers.events.actors import Actor
from khabar.layers.events.lexicon import EventTables, Frame, Norms, bares
from khabar.layers.events.sides import Demonyms, Sides
from khabar.layers.events.triggers import Trigger

_FAR = 22
_SOURCES = frozenset(("حسب", "بحسب", "وفق", "وفقا", "حسبما"))


@dataclass
class Filled:
    """Actors by role, each once, with the places where the text names them."""

    source: list[Actor] = field(default_factory=list)
    target: list[Actor] = field(default_factory=list)
    mediator: list[Actor] = field(default_factory=list)
    place: list[Actor] = field(default_factory=list)
    paired: bool = False  # both come from a word for the two sides (الطرفان)
    unsaid: bool = False  # who acts is none of those before the word
    aside: list[Actor] = field(default_factory=list)  # names that only say who holds an office of the clause
    carried: bool = False  # the source came from an earlier sentence or from the attribution

    def add(self, role: str, actor: Actor) -> None:
        """Put an actor into a role; `both` fills what is empty first."""
        if role == "both":
            role = "target" if self.source else "source"
        if role in ("source", "target", "mediator", "place"):
            group: list[Actor] = getattr(self, role)
            others = self.target if role == "source" else self.source if role == "target" else []
            for at, other in enumerate(others):
                if actor.ids and actor.ids == other.ids:
                    if not (actor.persons and other.persons) or actor.prep != "بين" or actor.persons == other.persons:
                        return
                    # لقاء بين فلان وفلان: two of one side are meant themselves
                    others[at] = other._replace(ids=other.persons)
                    actor = actor._replace(ids=actor.persons)
            same = next((at for at, other in enumerate(group) if other.ids == actor.ids), None)
            if same is None:
                group.append(actor)
            elif actor.joined and actor.persons:  # التقى الرئيس فلانا والوزير فلانا
                both = dict.fromkeys((*group[same].persons, *actor.persons))
                group[same] = group[same]._replace(persons=tuple(both))


class Clause:
    """What verbs and verbal nouns have in common."""

    def __init__(self, doc: Doc, tables: EventTables, demonyms: Demonyms, sides: Sides, norms: Norms) -> None:
        self.doc = doc
        self.tables = tables
        self.demonyms = demonyms
        self.sides = sides
        self.norms = norms
        self._clauses: dict[int, bool] = {}

    def frame(self, trigger: Trigger) -> Frame:
        """The frame of a trigger's entry."""
        return self.tables.frames[str(trigger.entry.get("frame", "attack"))]

    def _state_at(self, at: int) -> Actor | None:
        """The state that an adjective names, where no name holds the word (`المقترح الروسي`)."""
        word = self.doc.words[at]
        country = self.demonyms.of(word.norm) if self.doc.name(at) is None else None
        return Actor(at, at + 1, (self.sides.government(country),), (word.start, word.end)) if country else None

    def _is_count(self, norm: str) -> bool:
        """Whether a folded word says how many, in digits or in words (`عشرات`)."""
        return norm.isdigit() or norm in self.tables.lists["counts"]

    def _limit(self, trigger: Trigger, triggers: list[Trigger], high: int) -> int:
        """Where the clause of a trigger ends: the next finite trigger, a boundary, the end of the sentence."""
        limit = min(high, trigger.last + _FAR)
        for other in triggers:
            if other.first >= trigger.last and other.verb and other.first < limit:
                limit = other.first
                break
        for at in range(trigger.last, limit):
            norm = self.norms[at]
            described = self.norms[at - 1] in self.tables.lists["reputed"]  # فلان المعروف بأنه …، بفلان
            if trigger.entry["type"] == "AGREE" and self._provides(at):
                return at
            if norm in ":;؛" or (at > trigger.last and norm in self.tables.boundaries.single and not described):
                return at
            if norm in "،," and at + 1 < limit and (self._opens(at + 1) or self._says_on(at + 1)):
                return at
            if (
                norm in self.tables.lists["adjuncts"]
                and norm not in _SOURCES
                and at >= trigger.last + (3 if trigger.verb else 1)
                and self.norms[at - 1] != "من"
                and (norm != "اطار" or self.norms[at - 1] in ("في", "ضمن"))  # إطار اتفاق is a thing agreed
            ):
                return at
        return limit

    def _provides(self, at: int) -> bool:
        """`وقعت اتفاقا ينهي …`, `هدنة تقضي بـ…`: whether a verb tells what the agreement before it is to do."""
        noun = self.norms[at - 1]
        agreed = self.doc.name(at) is None and not self.tables.lists["agreements"].isdisjoint(bares(noun))
        return agreed and len(self.norms[at]) > 3 and self.norms[at][0] == ("ت" if noun.endswith("ه") else "ي")

    def _says_on(self, at: int) -> bool:
        """Whether a participle after a comma goes on with what its subject says (`، داعيا الحركة إلى …`)."""
        return any(self.norms[at] in self.tables.lists[name] for name in ("goes-on", "goes-on-to"))

    def _opens(self, at: int) -> bool:
        """Whether a word after a comma opens another clause: و and a finite verb (`، وأدت تلك المطالبة إلى …`)."""
        known = self._clauses.get(at)
        if known is None:
            known = self._clauses[at] = self._joined_verb(at)
        return known

    def _joined_verb(self, at: int) -> bool:
        norm = self.norms[at]
        if norm[:1] not in "وف" or len(norm) < 4 or self.doc.name(at) is not None:
            return False
        if norm[1:] in ("قد", "كان", "كانت", "هو", "هي", "هم", "لم", "لن", "لا"):
            return True
        if norm[1:] in self.tables.lists["plain-verbs"]:
            return True
        if norm.endswith("ت") and norm[-2:-1] != "ا" and len(norm) > 4:
            return True
        words = self.doc.words
        return any(
            r.form.is_verb and r.prefix[:1] in ("و", "ف") and not r.definite
            for lexicon in (self.tables.lexicon, self.tables.light)
            for r in lexicon.readings(words, at)
            if not r.entry.get("twofold")
        )

    def _reach(self, actors: list[Actor], trigger: Trigger, limit: int) -> list[Actor]:
        """Actors of the clause after a trigger, and those that are coordinated with the last of them."""
        out: list[Actor] = []
        for before, actor in zip([None, *actors], actors, strict=False):
            coordinated = bool(out) and actor.joined and out[-1] is before
            if trigger.last <= actor.first and self._quoted(actor, trigger.last):
                continue
            if trigger.first < actor.first and (actor.first < limit or coordinated):
                out.append(actor)
        return out

    def _quoted(self, actor: Actor, low: int) -> bool:
        """`بحسب بيان للوزارة`: whether an actor is only named as the one whose word it is."""
        for at in range(actor.first - 1, max(low, actor.first - 3) - 1, -1):
            if self.norms[at] in "،,.؛" or self.doc.name(at) is not None:
                return False
            if self.norms[at] in _SOURCES:
                return True
        told = self.norms[max(low, actor.begin - 5) : actor.begin]  # حسب ما أفاد به الناطق
        return any(n in _SOURCES and told[k + 1 : k + 2] == ["ما"] for k, n in enumerate(told)) or "حسبما" in told

    def _begin(self, trigger: Trigger, low: int) -> int:
        """Where the clause of a trigger begins."""
        for at in range(trigger.first - 1, low - 1, -1):
            norm = self.norms[at]
            if norm in ".؛:!؟;" or norm in self.tables.boundaries.single:
                return at + 1
        return low

    def _place_of(self, trigger: Trigger, actor: Actor) -> str:
        """The preposition before what `ل` says an actor owns (`على مخيم للنازحين`); "" where it says no such thing."""
        for at in range(actor.begin - 1, max(trigger.last, actor.begin - 4) - 1, -1):
            norm = self.norms[at]
            if norm in self.tables.prepositions:
                return norm if at < actor.begin - 1 else ""
            word = self.doc.words[at].kind == "word" and self.doc.name(at) is None and self.doc.time_at[at] < 0
            if not word or has_article(norm):
                return ""  # قصف في نهاية الأسبوع للطيران: its own
        return ""

    def _partitive(self, actor: Actor) -> bool:
        """`عسكريون من القوة الدولية`: whether `من` says of whom the people before it are."""
        at = next((j for j in range(actor.begin, max(0, actor.begin - 2), -1) if self.norms[j] == "من"), 0)
        words = self.doc.words
        while at > 1 and self.demonyms.of(self.norms[at - 1]) is not None:
            at -= 1
        if at < 1 or words[at - 1].kind != "word":
            return False
        people = self.tables.actors.readings(words, at - 1)
        return any(not r.pronoun and r.last == at - 1 for r in people) or self._is_count(self.norms[at - 1])

    def _put(self, out: Filled, frame: Frame, role: str, actor: Actor, part: str) -> None:
        if role == "none" or not (actor.ids or actor.pair or actor.backward or actor.own):
            return
        if actor.site and role == "source" and frame.object != "none":
            role = "target"  # قُصفت قاعدة أمريكية, تفجير قافلة روسية
        if (
            actor.country
            and part not in frame.country
            and (actor.capital or part not in ("subject", "genitive", "object"))
        ):
            return
        if part == "من" and role == "source" and self._partitive(actor):
            return
        done_to = role == "target" and frame.genitive == "target" and actor.persons
        if done_to and any(actor.ids == other.ids and not other.persons for other in out.source):
            actor = actor._replace(ids=actor.persons, persons=())  # أوقفت السلطات رئيسها السابق فلانا
        out.add(role, actor)
