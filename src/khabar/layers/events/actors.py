"""Who acts in a text: names, offices with a demonym, and actors without a name, with the side they stand for."""

from collections.abc import Mapping
from typing import Any

from khabar.arabic.clitics import without_pronoun
from khabar.arabic.fold import fold_text
from khabar.article import Entity, Name, Span
from khabar.layers.document import Doc
from khabar.layers.events.governed import MARKS_INSIDE, Actor, Governing
from khabar.layers.events.lexicon import EventTables, bares
from khabar.layers.events.offices import Offices
from khabar.layers.events.sides import Demonyms, Sides

_ACTING = frozenset(("GOV", "GRP", "ORG", "PER", "NAT"))
_VERBS = ("past", "present")
_ARMED = frozenset(("MIL", "REB", "COP", "UAF"))


__all__ = ["Actor", "ActorFinder"]


class ActorFinder(Governing):
    """Finds the actors of an article, sentence by sentence, in order."""

    def __init__(self, doc: Doc, tables: EventTables, demonyms: Demonyms, sides: Sides) -> None:
        self.doc = doc
        self.tables = tables
        self.demonyms = demonyms
        self.sides = sides
        self.unnamed: dict[str, Entity] = {}
        self.offices = Offices(doc, tables, demonyms, sides)
        self.offices.learn()

    # -- actors of a sentence ---------------------------------------------------------------------

    def sentence(self, number: int) -> list[Actor]:
        """Actors of a sentence, in order, each with its preposition."""
        doc = self.doc
        sentence = doc.sentences[number]
        found: list[Actor] = []
        at = self._dateline(sentence.first, sentence.last)
        while at < sentence.last:
            actor = self._at(at, sentence.first, sentence.last)
            if actor is None:
                at += 1
                continue
            found.append(actor)
            at = max(actor.last, at + 1)
        found = [a for k, a in enumerate(found) if not (k and self._members(found[k - 1], a))]
        named = [a for a in found if a.named]
        # المبعوث الأممي إلى اليمن فلان: what stands within a person's title does not act
        titles = [a for a in found if a.persons and a.first < doc.words_in(*a.span)[0]]
        found = [a for a in found if not any(t is not a and t.first <= a.first < t.last for t in titles)]
        found = [a for a in found if a.named or not any(n.first <= a.first < n.last for n in named)]
        return self._governed(found, sentence.first)

    def _dateline(self, low: int, high: int) -> int:
        """The first word after the dateline (`دمشق (رويترز) - `), whose places and agency do nothing."""
        begun = False
        at = low
        while at < min(high, low + 14):
            word, name = self.doc.words[at], self.doc.name(at)
            if word.norm in "-–—" and begun:
                while at < high and self.doc.words[at].norm in "-–—":
                    at += 1
                return at
            if name is not None and name.type in ("GPE", "LOC", "MED"):
                begun = True
            elif not (begun and (word.kind == "latin" or word.norm in "،,()/:")):
                return low
            at += 1
        return low

    def _members(self, before: Actor, actor: Actor) -> bool:
        """`سجناء من الحركة`: whether an actor only says whose people those before it are."""
        if before.named or not before.ids or not before.ids[0].startswith("unnamed:CVL"):
            return False
        between = [word.norm for word in self.doc.words[before.last : actor.first]]
        return bool(between) and between[0] == "من" and len(between) <= 4 and not {"،", "."} & set(between)

    def _at(self, at: int, low: int, high: int) -> Actor | None:
        doc, words = self.doc, self.doc.words
        name = doc.name(at)
        if name is not None and name.type != "EVT" and not self._accusative(at, doc.words_in(name.start, name.end)[1]):
            return self._named(name, at, low)
        norm = words[at].norm
        if words[at].kind != "word":
            return None
        if norm in self.tables.pairs.single:
            both = [self.demonyms.of(words[j].norm) for j in range(at + 1, min(at + 3, high))]
            if len(both) == 2 and both[0] and both[1] and words[at + 2].norm.startswith("و"):  # الجانبان الروسي والتركي
                ids = (self.sides.government(both[0]), self.sides.government(both[1]))
                return Actor(at, at + 3, ids, (words[at].start, words[at + 2].end))
            return Actor(at, at + 1, (), (words[at].start, words[at].end), pair=True, named=True)
        if norm in self.tables.lasts.single:
            return Actor(at, at + 1, (), (words[at].start, words[at].end), backward=True)
        return self._office_alone(at, high) or self._head(at, high) or self._unnamed(at, high) or self._own(at)

    def _head(self, at: int, high: int) -> Actor | None:
        """`الحركة`, `الحزب`: the last party or body before that is called one."""
        word = self.doc.words[at]
        bare = next((b for b in bares(word.norm) if b.startswith("ال") and b[2:] in self.tables.lists["heads"]), None)
        if bare is None or (at + 1 < high and self.doc.words[at + 1].norm.startswith("ال")):
            return None
        for name in reversed(self.doc.article.names):
            if name.start >= word.start or name.type not in ("GRP", "ORG", "GOV") or not name.entity:
                continue
            first = fold_text(self.doc.text[name.start : name.end]).split()[0].removeprefix("ال")
            at_name = self.doc.words_in(name.start, name.end)[0]
            if bare[2:] in (first, self.doc.words[max(0, at_name - 1)].norm):  # حركة حماس
                return Actor(at, at + 1, (name.entity,), (word.end - len(bare), word.end), force=name.type == "GRP")
        return None

    def _own(self, at: int) -> Actor | None:
        """`قنصليتها`, `مواقعهم`: what belongs to somebody named before."""
        word = self.doc.words[at]
        if not word.norm.endswith(("ه", "ها", "هم", "هما")):
            return None
        for split in bares(word.norm):
            for stem, pronoun in without_pronoun(split):
                if pronoun in ("ه", "ها", "هم", "هما") and (stem in self.tables.lists["belongings"]):
                    if pronoun == "ه" and self.doc.text[word.end - 1] == "ة":
                        return None
                    clitic = word.norm[0] if word.norm[0] in "بل" and not split.startswith(word.norm[:2]) else ""
                    return Actor(at, at + 1, (), (word.start + len(clitic), word.end), own=True)
        return None

    def _named(self, name: Name, at: int, low: int) -> Actor | None:
        doc = self.doc
        first, last = doc.words_in(name.start, name.end)
        span = (name.start, name.end)
        if not name.entity:
            return None
        if name.type == "PER":
            begin, _ = self.offices.before(first, low)
            side = self.sides.of_person(name.entity)
            return Actor(begin, last, (side or name.entity,), span, persons=(name.entity,), travels=True)
        if name.type in _ACTING:
            return Actor(at, last, (name.entity,), span, force=name.type == "GRP")
        if name.type == "GPE":
            country = self.sides.country_of_place(name.entity)
            if self._accusative(at, last):
                return None
            if country:
                return Actor(
                    at,
                    last,
                    (self.sides.government(country),),
                    span,
                    country=True,
                    capital=name.entity not in self.sides.packs.countries,
                )
        if name.type == "LOC" and any(b in self.tables.titles.single for b in bares(doc.words[at].norm)):
            for j in range(at, last):  # القنصلية الإيرانية: the state that it belongs to
                country = self.demonyms.of(doc.words[j].norm)
                if country:
                    return Actor(at, last, (self.sides.government(country),), span)
        return None

    def _accusative(self, at: int, last: int) -> bool:
        """`وفدا عسكريا روسيا`: an adjective in the accusative, and not the country spelled alike."""
        words = self.doc.words
        if last != at + 1 or at == 0 or not words[at].norm.endswith("يا"):
            return False
        before = words[at - 1].norm
        if self.doc.name(at - 1) is not None or before in self.tables.lists["complete"]:
            return False
        return before.endswith("ا") and len(before) > 3 and self.demonyms.of(words[at].norm) is not None

    def _office_alone(self, at: int, high: int) -> Actor | None:
        """`الرئيس التركي`, `وفد روسي`, `طائرات أمريكية`: an office or force with a demonym."""
        doc, words = self.doc, self.doc.words
        if not any(bare in self.tables.titles.single for bare in bares(words[at].norm)):
            return None
        for j in range(at + 1, min(at + 6, high)):
            norm = words[j].norm
            name = doc.name(j)
            if words[j].kind == "mark" or (name is not None and name.type != "EVT" and not self._accusative(j, j + 1)):
                return None
            country = self.demonyms.of(norm)
            if country:
                offset = 1 if words[at].norm[:1] in "ولبف" and words[at].norm not in self.tables.titles.single else 0
                span = (words[at].start + offset, words[j].end)
                nxt = doc.name(j + 1) if j + 1 < high else None
                if nxt is not None and nxt.type == "PER":
                    return None
                return Actor(at, j + 1, (self.sides.government(country),), span, travels=True, force=True)
            if norm in self.tables.prepositions and norm not in ("من",):
                return None
            if not (
                norm.startswith("ال")
                or norm in self.tables.titles.single
                or norm == "من"
                or norm.endswith(("ي", "يا", "يه"))
            ):
                return None
        return None

    def _unnamed(self, at: int, high: int) -> Actor | None:
        doc, words = self.doc, self.doc.words
        readings = self.tables.actors.readings(words, at)
        if not readings:
            return None
        reading = max(readings, key=lambda r: (r.last, not r.pronoun))
        if reading.pronoun or reading.last >= high:
            return None
        entry = reading.entry
        if at and words[at - 1].norm in self.tables.lists["without"]:
            return None  # طائرة دون طيار
        if entry.get("crowd"):
            return self._crowd(at, reading.last + 1, high, entry)
        if reading.form.number == "s" and self._adjective(entry, reading.form.word) and self._qualifies(at):
            return None
        if entry.get("articled") is False and "ال" in reading.prefix:
            return None
        last = reading.last + 1
        # عناصر من داعش: the group acts, and is found by its name
        for j in range(last, min(last + 4, high)):
            name = doc.name(j)
            norm = words[j].norm
            if name is not None:
                if j > last and words[last].norm == "من" and entry.get("sector") == "CVL":
                    break  # سجناء من الحركة are no Movement that acts
                acting = name.type in ("GRP", "GOV", "ORG") or (name.type == "GPE" and entry.get("sector") == "GOV")
                if acting and (j == last or norm[:1] != "و"):
                    return None
                break
            if j > last and words[j - 1].norm == "من" and self._head(j, high) is not None:
                return None  # وفد من الحركة
            leads = norm in self.tables.through.single or norm in self.tables.titles.single
            if norm not in ("من", "في", "عن") and norm not in MARKS_INSIDE and not leads:
                break
        counted = False
        if entry.get("counted"):
            before = words[at - 1] if at else None
            counted = before is not None and (before.kind == "number" or before.norm in self.tables.lists["counts"])
        adjective = self.demonyms.of(words[last].norm) if last < high else None
        if adjective and entry.get("sector") in ("MIL", "COP", "GOV", "SET"):
            span = (reading.start, words[last].end)
            return Actor(at, last + 1, (self.sides.government(adjective),), span, force=True)
        entity = self._entity(entry, (reading.start, words[reading.last].end))
        sector = entity.sector
        return Actor(
            at, last, (entity.id,), (reading.start, words[reading.last].end), named=False,
            travels=entry["id"] == "actor.delegation", force=sector in _ARMED,
            persons=(), joined=counted,
        )  # fmt: skip

    def _entity(self, entry: Mapping[str, Any], span: Span) -> Entity:
        """The entity of the actors without a name that an entry is for; one in an article."""
        key = str(entry["id"])
        if key not in self.unnamed:
            self.unnamed[key] = Entity(
                f"unnamed:{entry.get('sector') or 'UNK'}-{len(self.unnamed) + 1}:{self.doc.article.id}",
                names={"ar": [self.doc.text[slice(*span)]]},
                sector=str(entry.get("sector") or "UNK"), rule=key, pack=str(entry.get("pack") or "") or None,
            )  # fmt: skip
        return self.unnamed[key]

    def _crowd(self, at: int, after: int, high: int, entry: Mapping[str, Any]) -> Actor | None:
        """`مئات المتظاهرين`, `آلاف العراقيين`: the people who are counted; None where things are."""
        doc, words = self.doc, self.doc.words
        of = after < high and words[after].norm == "من"
        start = after + 1 if of else after
        name = doc.name(start) if start < high else None
        people = (
            max(self.tables.actors.readings(words, start), key=lambda r: r.last, default=None) if start < high else None
        )
        if people is not None and not people.pronoun and not people.entry.get("crowd"):
            span, last, entry = (people.start, words[people.last].end), people.last + 1, people.entry
        elif name is not None and name.type == "NAT":
            span, last = (name.start, name.end), doc.words_in(name.start, name.end)[1]
        elif start < high and name is None and self.demonyms.of(words[start].norm) and words[start].norm.endswith("ين"):
            span, last = (words[start].start, words[start].end), start + 1
        elif (
            of
            or name is not None
            or (start < high and words[start].norm.startswith("ال") and self.doc.time_at[start] < 0)
        ):
            return None  # عشرات الصواريخ
        else:
            start, span, last = at, (words[at].start, words[at].end), at + 1
        entity = self._entity(entry, span)
        return Actor(start, last, (entity.id,), span, named=False, force=entity.sector in _ARMED)

    def protesters(self) -> str:
        """The entity of protesters whom the text does not name."""
        key = "actor.protesters"
        if key not in self.unnamed:
            number = len(self.unnamed) + 1
            self.unnamed[key] = Entity(f"unnamed:CVL-{number}:{self.doc.article.id}", sector="CVL", rule=key)
        return self.unnamed[key].id

    @staticmethod
    def _adjective(entry: Mapping[str, Any], word: str) -> bool:
        """Whether a word for an actor may as well be an adjective (`مدني`, and not `شخص`)."""
        value = entry.get("adjective")
        if isinstance(value, list):
            return any(word.startswith(fold_text(str(v))) for v in value)
        return bool(value)

    def _qualifies(self, at: int) -> bool:
        """Whether the word is an adjective of the noun before it (`الخيار العسكري`), and no actor."""
        doc = self.doc
        if at == 0 or doc.words[at - 1].kind != "word" or doc.sentence_of[at - 1] != doc.sentence_of[at]:
            return False
        before, word = doc.words[at - 1].norm, doc.words[at].norm
        if before in self.tables.prepositions or before in self.tables.boundaries.single or word[:1] in "وبل":
            return False
        verbs = self.tables.lexicon.readings(doc.words, at - 1)
        definite = any(b.startswith("ال") for b in bares(before))
        return definite == word.startswith("ال") and not any(r.form.pos in _VERBS for r in verbs)
