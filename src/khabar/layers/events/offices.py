"""Offices: for whom the persons of an article stand, by the titles beside their names."""

from khabar.arabic.articles import has_article
from khabar.arabic.fold import fold_text
from khabar.layers.document import Doc
from khabar.layers.events.bodies import body_at
from khabar.layers.events.holders import Holders
from khabar.layers.events.lexicon import EventTables, bares
from khabar.layers.events.setting import Setting
from khabar.layers.events.sides import Demonyms, Sides
from khabar.packs.sides import state

_HEAD = fold_text("رئيس")
_PRESIDENT = "ال" + _HEAD


class Offices:
    """Reads titles before and after names of persons."""

    def __init__(self, doc: Doc, tables: EventTables, demonyms: Demonyms, sides: Sides, setting: Setting) -> None:
        self.doc = doc
        self.tables = tables
        self.demonyms = demonyms
        self.sides = sides
        self.setting = setting
        self.holders = Holders(doc, tables)

    def _is_title(self, norm: str) -> bool:
        return any(bare in self.tables.titles.single for bare in bares(norm))

    def before(self, at: int, low: int) -> tuple[int, str | None]:
        """Title words before word `at`: where they begin, and the side that a demonym or name among them gives."""
        words, doc = self.doc.words, self.doc
        begin, side, seen, post, office = at, None, False, False, False
        adjective = inside = False
        steps = 0
        j = at - 1
        while j >= low and steps < 9:
            norm = words[j].norm
            steps += 1
            name = doc.name(j)
            if name is not None:
                if name.type in ("GOV", "GRP", "ORG") and not office and name.entity:
                    side, post = name.entity, False
                elif name.type == "GPE" and name.entity and side is None:
                    country = self.sides.country_of_place(name.entity) or self._governed(j, low, name.entity)
                    if country:
                        side, post = self.sides.government(country), True
                elif name.type == "PER":
                    break
                j = doc.words_in(name.start, name.end)[0] - 1
                continue
            country = self.demonyms.of(norm)
            if country:
                if adjective and seen:
                    break  # استقبل وزير الخارجية التركي الرئيس السوري: the adjective of another office
                adjective = True
                # السفير الأمريكي في بغداد: a post abroad
                side, post = (
                    (self.sides.government(country), False) if post else (side or self.sides.government(country), post)
                )
            elif self._is_title(norm):
                begin, seen = j, True
                # قائد القوة الجنرال فلان: a rank leaves open whose officer he is
                office = office or not any(bare in self.tables.lists["ranks"] for bare in bares(norm))
                if norm[:1] in "وفبل" and norm not in self.tables.titles.single:
                    break
            elif norm in "،,“”\"«»:'‘’-–" or words[j].kind == "number":
                if norm in "،," and steps > 3:
                    break
            elif norm in ("في", "الي", "لدي") and steps <= 6:
                if post and norm != "في":  # المبعوث الأممي إلى اليمن
                    side = None
                inside = inside or post
            elif norm == "عن" and doc.words[j - 1].norm.startswith("المنبثق"):
                pass  # قائد القوات المنبثقة عن البرلمان
            elif norm in self.tables.boundaries.single or norm in self.tables.prepositions:
                break
            elif not (has_article(norm) or any(bare in self.tables.through.single for bare in bares(norm))):
                break
            elif side is None and not office and (body := body_at(doc, j, self.tables.lists["heads"])) is not None:
                side = body[1].entity  # زعيم الحركة، فلان
            j -= 1
        if post and inside and not self._of_state(begin, at):
            side = None  # المرجع الأعلى في العراق: where he is, and not for whom he stands
        return (begin, side) if seen else (at, None)

    def _governed(self, at: int, low: int, place: str) -> str | None:
        """`محافظ الحسكة`, `والي ولاية شمال دارفور`: the country that appoints the governor of a place in it."""
        known = self.sides.packs.entities.get(place)
        for j in range(at - 1, max(low, at - 3) - 1, -1):
            if any(bare in self.tables.lists["governors"] for bare in bares(self.doc.words[j].norm)):
                return known.country if known is not None else None
        return None

    def _of_state(self, begin: int, at: int) -> bool:
        bodies = self.tables.lists["bodies-of-state"]
        return any(bare in bodies for word in self.doc.words[begin:at] for bare in bares(word.norm))

    def learn(self) -> None:
        """Note for whom each person of the article stands, where a title before or after the name says it."""
        doc = self.doc
        for name in doc.article.names:
            if name.type != "PER" or not name.entity:
                continue
            first, last = doc.words_in(name.start, name.end)
            if first >= len(doc.words):
                continue
            sentence = doc.sentences[doc.sentence_of[first]]
            begin, side = self.before(first, sentence.first)
            self.holders.learn(name.entity, begin, first)
            if self._joined_private(first, sentence.first):
                self.sides.person.setdefault(name.entity, name.entity)
                continue
            if self._for_himself(begin, first, sentence.first):
                self.sides.person.setdefault(name.entity, name.entity)
                continue
            if side is None:
                side = self._after(last, sentence.last)
                if side is not None and self._of_another_state(name.entity, side):
                    side = None  # استقبل الرئيس فلان، رئيس وزراء الهند
                side = side or self._beside(begin, first, sentence.first)
            side = side or self._led(first, sentence.first)
            if side is None and self.sides.of_person(name.entity) is None:
                side = self._throne(first, sentence.first)
            if self._presides(begin, first):
                side = self.sides.presidency(side or self.sides.of_person(name.entity) or "")
            if side and side != name.entity:
                self.sides.person.setdefault(name.entity, self._civil(self.sides.organ_of(side), begin, first))

    def _of_another_state(self, person: str, side: str) -> bool:
        """Whether a side is of another state than that for which a person is known to stand."""
        states = [state(side), state(self.sides.of_person(person) or "")]
        return states[0] != states[1] and all(s in self.sides.packs.countries for s in states)

    def _civil(self, side: str, begin: int, first: int) -> str:
        """The government for the forces of a state, where the title between two words is that of a ruler."""
        ruling = self.tables.lists["rulers"]
        title = (bare for word in self.doc.words[begin:first] for bare in bares(word.norm))
        if side.endswith("-forces") and any(bare in ruling for bare in title):
            return side.removesuffix("-forces") + "-government"
        return side

    def _joined_private(self, first: int, low: int) -> bool:
        """`المرشحان فلان وفلان`: whether و joins a name to that of one who stands for himself."""
        name = self.doc.name(first - 1) if first > low and self.doc.words[first].norm.startswith("و") else None
        return name is not None and name.type == "PER" and self.sides.person.get(name.entity or "") == name.entity

    def _presides(self, begin: int, first: int) -> bool:
        """Whether the title is that of a president, and not of one of his men."""
        title = [word.norm for word in self.doc.words[begin:first]]
        return bool(title) and (title[0].endswith(_PRESIDENT) or title[:2] == [_HEAD, "الجمهوريه"])

    def _for_himself(self, begin: int, first: int, low: int) -> bool:
        """`رئيس الوزراء المكلف فلان`, `المرشحان الخاسران فلان وفلان`: who has no office yet or any more."""
        alone = self.tables.lists["unofficed"]
        if begin == first:  # المرشحان الخاسران: a noun beside the name, or its adjective
            joined = self.doc.words[first].norm.startswith("و")  # المرشحان الخاسران فلان وفلان
            begin = max(low, first - (4 if joined else 2))
            if not joined and begin < first - 1 and not has_article(self.doc.words[first - 1].norm):
                begin = first - 1
        near = self.doc.words[begin:first]
        return any(bare in alone for word in near for bare in (word.norm, *bares(word.norm)))

    def _beside(self, begin: int, first: int, low: int) -> str | None:
        """The side of the person before, for `ووزير خارجيته …` and `ونظيره …` coordinated with an office."""
        doc = self.doc
        if begin == first:
            return None
        head = [doc.words[j].norm for j in range(begin, first)]
        # وزير خارجيته, and not رئيس السلطة المؤقتة, whose ending folding makes the same
        owned = any(doc.text[w.start : w.end].endswith(("ته", "تها")) for w in doc.words[begin:first])
        if not head[0].startswith("و") and not owned:
            return None
        if head[0].lstrip("و").startswith("نظير"):
            return None
        if all(any(b in self.tables.lists["ranks"] for b in bares(norm)) for norm in head):
            return None  # رئيس المجلس فلان، والمشير فلان: a rank is no office of the council
        for j in range(begin - 1, max(low, begin - 6) - 1, -1):
            name = doc.name(j)
            if name is not None and name.type == "PER" and name.entity:
                return self.sides.of_person(name.entity)
        return None

    def _throne(self, first: int, low: int) -> str | None:
        """`الملك عبد الله`: a kingdom that the article speaks of."""
        lists = self.tables.lists
        if first > low and any(bare in lists["crowned"] for bare in bares(self.doc.words[first - 1].norm)):
            country = self.setting.country(first, among=lists["kingdoms"])
            return self.sides.government(country) if country else None
        return None

    def _led(self, first: int, low: int) -> str | None:
        """The body that the person heads (`الحركة التي يقودها فلان`, `وفد من الحركة برئاسة فلان`)."""
        words = self.doc.words
        at = first - 1
        while at > low and any(bare in self.tables.titles.single for bare in bares(words[at].norm)):
            at -= 1
        if at <= low or words[at].norm not in self.tables.lists["leading"]:
            return None
        for j in range(at - 1, max(low, at - 7) - 1, -1):
            name = self.doc.name(j)
            if name is not None:
                return name.entity if name.type in ("GOV", "GRP", "ORG") else None
            country = self.demonyms.of(words[j].norm)
            if country:
                return self.sides.government(country)
            if words[j].norm in ".؛":
                break
        return None

    def _of_next(self, at: int, high: int) -> bool:
        """Whether a title after a comma is that of another person, whose name ends it."""
        for j in range(at, min(at + 9, high)):
            name = self.doc.name(j)
            if name is not None and name.type == "PER":
                return True
            if self.doc.words[j].kind == "mark" or self.doc.words[j].norm in self.tables.boundaries.single:
                return False
        return False

    def _after(self, at: int, high: int) -> str | None:
        """The side in an apposition after a name (`…، رئيس جهاز الأمن الوطني`)."""
        doc = self.doc
        if at + 1 < high and doc.words[at].norm in "،,(-–" and self._is_title(doc.words[at + 1].norm):
            if doc.words[at + 1].norm[:1] == "و" and doc.words[at + 1].norm not in self.tables.titles.single:
                return None
            if self._of_next(at + 1, high):
                return None  # دعا الرئيس فلان، المبعوث الأممي فلانا إلى …
            for j in range(at + 2, min(at + 8, high)):
                name = doc.name(j)
                if name is not None and name.type in ("GOV", "GRP", "ORG") and name.entity:
                    return name.entity
                country = self.demonyms.of(doc.words[j].norm)
                if country:
                    return self.sides.government(country)
                if doc.words[j].norm in "،,.)":
                    break
        return None
