"""Who acts in a text: names, offices with a demonym, and actors without a name, with the side they stand for."""

from khabar.arabic.articles import has_article
from khabar.arabic.clitics import without_pronoun
from khabar.article import Entity, Name
from khabar.layers.document import Doc
from khabar.layers.events.company import Company
from khabar.layers.events.governed import Actor
from khabar.layers.events.lexicon import EventTables, bares
from khabar.layers.events.offices import Offices
from khabar.layers.events.setting import Setting
from khabar.layers.events.sides import Demonyms, Sides

_ACTING = frozenset(("GOV", "GRP", "ORG", "PER", "NAT"))


__all__ = ["Actor", "ActorFinder"]


class ActorFinder(Company):
    """Finds the actors of an article, sentence by sentence, in order."""

    def __init__(self, doc: Doc, tables: EventTables, demonyms: Demonyms, sides: Sides) -> None:
        self.doc = doc
        self.tables = tables
        self.demonyms = demonyms
        self.sides = sides
        self.unnamed: dict[str, Entity] = {}
        self.envoys: dict[str, str] = {}  # for whom the last delegation of a country came
        self.setting = Setting(doc, demonyms)
        self.offices = Offices(doc, tables, demonyms, sides, self.setting)
        self.offices.learn()
        self._called()

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
        found = [a for k, a in enumerate(found) if not (k and self._epithet(found[k - 1], a))]
        found = [self._kin(a, sentence.first) or a for a in found]
        named = [a for a in found if a.named]
        # المبعوث الأممي إلى اليمن فلان: what stands within a person's title does not act
        titles = [a for a in found if a.persons and a.first < doc.words_in(*a.span)[0]]
        found = [a for a in found if not any(t is not a and t.first <= a.first < t.last for t in titles)]
        found = [a for a in found if a.named or not any(n.first <= a.first < n.last for n in named)]
        out = self._governed(self._others(found), sentence.first)
        for actor in out:
            self._note_envoys(actor)
        return out

    def _note_envoys(self, actor: Actor) -> None:
        """`وفد من مجلس الشيوخ الأمريكي`: a later `الوفد الأمريكي` is of that body."""
        known = self.sides.packs.entities.get(actor.ids[0]) if actor.named and len(actor.ids) == 1 else None
        if known is None or known.sector not in ("GOV", "LEG", "MIL") or not known.country:
            return
        heads = (b for word in self.doc.words[actor.begin : actor.first] for b in bares(word.norm))
        if not self.tables.lists["envoys"].isdisjoint(heads):
            self.envoys[known.country] = known.id

    def _called(self) -> None:
        """`محتج يدعى فلان`: who only bears a name is one of those he is said to be."""
        doc = self.doc
        for name in doc.article.names:
            at = doc.words_in(name.start, name.end)[0]
            if name.type != "PER" or at < 2 or doc.words[at - 1].norm not in self.tables.lists["called"]:
                continue
            for j in range(at - 2, max(-1, at - 4), -1):
                people = self._unnamed(j, at)
                if people is not None:
                    self.sides.person[str(name.entity)] = people.ids[0]
                    break

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

    def _at(self, at: int, low: int, high: int) -> Actor | None:
        doc, words = self.doc, self.doc.words
        name = doc.name(at)
        if name is not None and name.type != "EVT" and not self._accusative(at, doc.words_in(name.start, name.end)[1]):
            return self._named(name, at, low)
        norm = words[at].norm
        if words[at].kind == "number":
            return self._number_alone(at, high)
        if words[at].kind != "word":
            return None
        if norm in self.tables.pairs.single:
            both = [self.demonyms.of(words[j].norm) for j in range(at + 1, min(at + 3, high))]
            if len(both) == 2 and both[0] and both[1] and words[at + 2].norm.startswith("و"):  # الجانبان الروسي والتركي
                ids = (self.sides.government(both[0]), self.sides.government(both[1]))
                return Actor(at, at + 3, ids, (words[at].start, words[at + 2].end))
            return Actor(at, at + 1, (), (words[at].start, words[at].end), pair=True, named=True)
        office_like = self.tables.office(norm)
        both_of = self._of_both(at, high) if office_like else None
        if both_of is not None:
            return both_of
        if norm in self.tables.lasts.single:
            return Actor(at, at + 1, (), (words[at].start, words[at].end), backward=True)
        office = (self._office_alone(at, high) or self._office_here(at, high)) if office_like else None
        office = office or self._of_them(at, high) or self._counted(at)
        if office is not None and not office.persons and (holder := self.offices.holders.of(at, office.last)):
            office = office._replace(persons=(holder,))
        office = office or self._number_alone(at, high)
        office = office or self._compatriot(at) or self._post(at, high)
        return office or self._head(at, high) or self._unnamed(at, high) or self._own(at)

    def _of_both(self, at: int, high: int) -> Actor | None:
        """`وزيرا خارجية البلدين`, `مسؤولين من الجانبين`: people of the two sides named before."""
        words, lists = self.doc.words, self.tables.lists
        norm = words[at].norm
        if not any(b in self.tables.titles.single or b in lists["envoys"] for b in bares(norm)):
            return None
        for j in range(at + 1, min(at + 5, high)):
            norm = words[j].norm
            if norm in self.tables.pairs.single:
                return Actor(at, j + 1, (), (words[at].start, words[j].end), pair=True, named=True)
            through = norm in ("من", "عن", "كلا") or not lists["bodies-of-state"].isdisjoint((norm, "ال" + norm))
            if not through and not any(b in self.tables.titles.single for b in bares(norm)):
                return None
        return None

    def _counted(self, at: int) -> Actor | None:
        """`سبعون حوثيا`: members of a movement."""
        word = self.doc.words[at]
        movement = self.demonyms.of(word.norm)
        if movement is None or movement in self.sides.packs.countries or not (at and self._counts(at - 1)):
            return None
        return Actor(at, at + 1, (movement,), (word.start, word.end), force=True)

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
                    if pronoun == "هما":  # لجانهما: those of the two sides
                        return Actor(at, at + 1, (), (word.start, word.end), pair=True, named=True)
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
            ids, last, end = self._and_theirs(name, last)
            return Actor(at, last, ids, (name.start, end), force=name.type == "GRP")
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
        if name.type == "LOC" and doc.words[at].norm in self.tables.lists["quarters"]:
            known = self.sides.packs.entities.get(name.entity)  # شمال إسرائيل, شرق أوكرانيا
            if known is not None and known.country in self.sides.packs.countries:
                return Actor(at, last, (self.sides.government(str(known.country)),), span, country=True, capital=True)
        if name.type == "LOC" and any(b in self.tables.titles.single for b in bares(doc.words[at].norm)):
            for j in range(at, last):  # القنصلية الإيرانية: the state that it belongs to
                country = self.demonyms.of(doc.words[j].norm)
                if country:
                    return Actor(at, last, (self.sides.government(country),), span)
        return None

    def _and_theirs(self, name: Name, last: int) -> tuple[tuple[str, ...], int, int]:
        """`القوات الفرنسية والمالية`: a body, and the state that و and an adjective join to its own."""
        words, mine = self.doc.words, str(name.entity)
        if name.type in ("GRP", "GOV") and last < len(words) and self.doc.name(last) is None:
            own = self.demonyms.of(words[last - 1].norm)
            other = self.demonyms.of(words[last].norm[1:]) if words[last].norm.startswith("وال") else None
            if own and other and other != own and other in self.sides.packs.countries:
                return (mine, self.sides.government(other)), last + 1, words[last].end
        return (mine,), last, name.end

    def _accusative(self, at: int, last: int) -> bool:
        """`وفدا عسكريا روسيا`: an adjective in the accusative, and not the country spelled alike."""
        words = self.doc.words
        if last != at + 1 or at == 0 or not words[at].norm.endswith("يا"):
            return False
        before = words[at - 1].norm
        if self.doc.name(at - 1) is not None or before in self.tables.lists["complete"]:
            return False
        if before.endswith("ها"):
            return False  # خطة اقترحتها روسيا
        return before.endswith("ا") and len(before) > 3 and self.demonyms.of(words[at].norm) is not None

    def _office_alone(self, at: int, high: int) -> Actor | None:
        """`الرئيس التركي`, `وفد روسي`, `طائرات أمريكية`: an office or force with a demonym."""
        doc, words = self.doc, self.doc.words
        if not any(bare in self.tables.titles.single for bare in bares(words[at].norm)):
            return None
        for j in range(at + 1, min(at + 6, high)):
            norm = words[j].norm
            name = doc.name(j)
            people = name is not None and name.type == "NAT" and self.demonyms.of(norm)  # الجنود الروس
            adjective = people or self._accusative(j, j + 1)
            if words[j].kind == "mark" or (name is not None and name.type != "EVT" and not adjective):
                return None
            country = self.demonyms.of(norm)
            if country and any(bare in self.tables.lists["vessels"] for bare in bares(words[at].norm)):
                near = [words[k].norm for k in range(at + 1, min(j + 2, high))]
                if self.tables.lists["of-war"].isdisjoint(near):
                    return None  # سفينة بريطانية: those who sail in her
            if country and j + 1 < high and words[j + 1].norm in self.tables.lists["made"]:
                return None  # مسيرة إيرانية الصنع
            if country:
                offset = 1 if words[at].norm[:1] in "ولبف" and words[at].norm not in self.tables.titles.single else 0
                span = (words[at].start + offset, words[j].end)
                nxt = doc.name(j + 1) if j + 1 < high else None
                if nxt is not None and nxt.type == "PER":
                    return None
                ruling = any(bare in self.tables.lists["rulers"] for bare in bares(words[at].norm))
                side = self.sides.government(country, civil=ruling)
                armed = not self.tables.lists["military"].isdisjoint(words[k].norm for k in range(at + 1, j))
                if armed and f"{country}-forces" in self.sides.packs.entities:
                    side = f"{country}-forces"  # وفد عسكري روسي
                if not self.tables.lists["envoys"].isdisjoint(bares(words[at].norm)):
                    if any(has_article(bare) for bare in bares(words[at].norm)) and not armed:
                        side = self.envoys.get(country, side)  # الوفد الروسي: the one told of before
                    self.envoys[country] = side
                if country in self.sides.packs.countries and not self.tables.lists["police"].isdisjoint(
                    bares(words[at].norm)
                ):
                    side = f"{country}-police"
                ids: tuple[str, ...] = (side,)
                last = j + 1
                other = self.demonyms.of(words[last].norm[1:]) if last < high and words[last].norm[:1] == "و" else None
                if other and other != country and self.doc.name(last) is None:  # مسؤولون روس وأوكرانيون
                    ids, last, span = (side, self.sides.government(other)), last + 1, (span[0], words[last].end)
                return Actor(at, last, ids, span, travels=True, force=not ruling)
            if self._without(j, high) or self._without(j - 1, high):
                continue  # طائرة بدون طيار روسية
            if norm in self.tables.prepositions and norm not in ("من",):
                return None
            if not (
                has_article(norm)
                or norm in self.tables.titles.single
                or norm == "من"
                or norm.endswith(("ي", "يا", "يه"))
            ):
                return None
        return None

    def _without(self, at: int, high: int) -> bool:
        """`بدون طيار`: whether a word begins a phrase that says what a thing is without."""
        words, lists = self.doc.words, self.tables.lists
        return at + 1 < high and words[at].norm in lists["without"] and words[at + 1].norm in lists["unmanned"]

    def _office_here(self, at: int, high: int) -> Actor | None:
        """`رئيس الجمهورية`, `وزيرا الدفاع والداخلية`, `الوفد الحكومي`: an office of the country spoken of there."""
        words, lists = self.doc.words, self.tables.lists
        if at + 1 >= high or words[at + 1].kind != "word":
            return None
        follows = words[at + 1].norm
        heads = self.tables.titles.single
        if follows in lists["governmental"]:
            heads = heads | lists["government-bodies"]  # اللجنة الحكومية
        head = next((bare for bare in bares(words[at].norm) if bare.removeprefix("ال") in heads or bare in heads), None)
        if head is None:
            return None
        last = at + 2
        without: frozenset[str] = frozenset()
        if follows in lists["governmental"]:
            if head in lists["sources"]:
                return None
        elif head in lists["heads-of-state"] and follows in lists["bodies-of-state"]:
            if follows == "الجمهوريه":
                without = lists["no-republics"]
            while last < high and words[last].norm.removeprefix("و") in lists["bodies-of-state"]:
                last += 1
        else:
            return None
        for j in range(last, min(last + 4, high)):
            name = self.doc.name(j)
            norm = words[j].norm
            if name is not None and name.type == "PER" and name.start == words[j].start:
                return None  # رئيس الحكومة، فلان: he is the actor himself
            if name is not None or not (norm in "،,-–" or norm in lists["unofficed"] or norm in lists["ranks"]):
                break
        country = self.setting.country(at, without)
        if country is None:
            return None
        start = words[at].end - len(head)
        side = self.sides.government(country)
        if follows == "الجمهوريه":
            side = self.sides.presidency(side)
        return Actor(at, last, (side,), (start, words[last - 1].end), travels=True)
