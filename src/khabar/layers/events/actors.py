"""Who acts in a text: names, offices with a demonym, and actors without a name, with the side they stand for."""

from typing import NamedTuple

from khabar.arabic.clitics import without_pronoun
from khabar.arabic.fold import fold_text
from khabar.article import Entity, Name, Span
from khabar.layers.document import Doc
from khabar.layers.events.lexicon import EventTables, bares
from khabar.packs import Packs

_ACTING = frozenset(("GOV", "GRP", "ORG", "PER", "NAT"))
_MARKS_INSIDE = frozenset("“”\"«»'‘’()[]،,:-–ـ*/")


class Actor(NamedTuple):
    """Somebody who may act: words `first` to `last` (half-open).

    `ids`: entities, or one `unnamed:…`; `persons`: who took part for a side; `prep`: the folded
    preposition that governs it, "" for none; `country`: a place that may stand for its government;
    `pair`, `backward`: words that stand for actors named before.
    """

    first: int
    last: int
    ids: tuple[str, ...]
    span: Span
    prep: str = ""
    persons: tuple[str, ...] = ()
    country: bool = False
    capital: bool = False
    named: bool = True
    pair: bool = False
    backward: bool = False
    own: bool = False
    joined: bool = False
    travels: bool = False
    force: bool = False


class Demonyms:
    """Adjectives of countries, with and without the article: word to country."""

    def __init__(self, packs: Packs) -> None:
        self.words: dict[str, str] = {}
        self.capitals: dict[str, str] = {}
        for country in packs.countries.values():
            for adjective in (*country.m, *country.f):
                word = fold_text(adjective)
                if " " in word:
                    continue
                for form in (word, word + "ان", word + "ين", word + "ون", word + "تين", word + "تان", word + "ا"):
                    self.words.setdefault(form, country.id)
                    self.words.setdefault("ال" + form, country.id)
                if word.endswith("ه"):
                    stem = word[:-1]
                    for form in (stem + "تين", stem + "تان", stem + "ات"):
                        self.words.setdefault(form, country.id)
                        self.words.setdefault("ال" + form, country.id)
            for people in country.people:
                self.words.setdefault(fold_text(people), country.id)
            if country.capital:
                self.capitals[country.capital] = country.id

    def of(self, word: str) -> str | None:
        """The country of a demonym."""
        found = self.words.get(word)
        if found is None and word[:1] in "ولبف" and len(word) > 4:
            found = self.words.get(word[1:])
            if found is None and word.startswith("لل"):
                found = self.words.get("ا" + word[1:])
        return found


class Sides:
    """Which entity a country, a capital or a person acts as, in one article."""

    def __init__(self, doc: Doc, demonyms: Demonyms) -> None:
        self.doc = doc
        self.packs = doc.packs
        self.demonyms = demonyms
        self.known = {name.entity for name in doc.article.names if name.entity}
        self.person: dict[str, str] = {}

    def government(self, country: str) -> str:
        """The entity that acts for a country: its government, or what of it the article names."""
        for entity in (f"{country}-government", f"{country}-forces", country):
            if entity in self.known:
                return entity
        return f"{country}-government"

    def country_of_place(self, entity: str) -> str | None:
        """The country that a place stands for: a country itself or a capital."""
        if entity in self.packs.countries:
            return entity
        return self.demonyms.capitals.get(entity)

    def of_person(self, entity: str) -> str | None:
        """The side a person stands for: what the article says of the office, else what the packs know."""
        side = self.person.get(entity)
        if side:
            return side
        known = self.packs.entities.get(entity)
        if known is None:
            return None
        for relation in known.relations:
            kind, _, value = relation.partition(":")
            value = value.partition("@")[0]
            if kind in ("leads", "speaks-for", "member-of") and value:
                return value
            if kind == "office":
                _, of, country = value.rpartition("-of-")
                if of and country in self.packs.countries:
                    return self.government(country)
        if known.country and known.sector in ("GOV", "MIL", "LEG"):
            return self.government(known.country)
        return None


def _gap_free(doc: Doc, tables: EventTables, first: int, last: int) -> bool:
    """Whether only marks and words that lead on stand between two places."""
    for at in range(first, last):
        norm = doc.words[at].norm
        if norm in _MARKS_INSIDE or doc.words[at].kind == "number":
            continue
        if not any(bare in tables.through.single or bare in tables.titles.single for bare in bares(norm)):
            return False
    return True


class ActorFinder:
    """Finds the actors of an article, sentence by sentence, in order."""

    def __init__(self, doc: Doc, tables: EventTables, demonyms: Demonyms, sides: Sides) -> None:
        self.doc = doc
        self.tables = tables
        self.demonyms = demonyms
        self.sides = sides
        self.unnamed: dict[str, Entity] = {}
        self._learn_offices()

    # -- offices --------------------------------------------------------------------------------

    def _office(self, at: int, low: int) -> tuple[int, str | None]:
        """Title words before word `at`: where they begin, and the side that a demonym or name among them gives."""
        words, doc = self.doc.words, self.doc
        begin, side, seen = at, None, False
        steps = 0
        j = at - 1
        while j >= low and steps < 9:
            norm = words[j].norm
            steps += 1
            name = doc.name(j)
            if name is not None:
                if name.type in ("GOV", "GRP", "ORG") and not seen and name.entity:
                    side = name.entity
                elif name.type == "GPE" and name.entity and side is None:
                    country = self.sides.country_of_place(name.entity)
                    if country:
                        side = self.sides.government(country)
                elif name.type == "PER":
                    break
                j = doc.words_in(name.start, name.end)[0] - 1
                continue
            country = self.demonyms.of(norm)
            if country:
                side = side or self.sides.government(country)
            elif any(bare in self.tables.titles.single for bare in bares(norm)):
                begin, seen = j, True
                if norm[:1] in "وفبل" and norm not in self.tables.titles.single:
                    break
            elif norm in "،,“”\"«»:'‘’-–" or words[j].kind == "number":
                if norm in "،," and steps > 3:
                    break
            elif norm == "في" and steps <= 6:
                pass
            elif norm in self.tables.boundaries.single or norm in self.tables.prepositions:
                break
            elif norm.startswith("ال") or steps <= 2 or seen:
                if not norm.startswith("ال"):
                    break
            else:
                break
            j -= 1
        return (begin, side) if seen else (at, None)

    def _learn_offices(self) -> None:
        """Note for whom each person of the article stands, where a title before or after the name says it."""
        doc = self.doc
        for name in doc.article.names:
            if name.type != "PER" or not name.entity:
                continue
            first, last = doc.words_in(name.start, name.end)
            if first >= len(doc.words):
                continue
            sentence = doc.sentences[doc.sentence_of[first]]
            begin, side = self._office(first, sentence.first)
            if side is None:
                side = self._after(last, sentence.last) or self._beside(begin, first, sentence.first)
            if side and side != name.entity:
                self.sides.person.setdefault(name.entity, side)

    def _beside(self, begin: int, first: int, low: int) -> str | None:
        """The side of the person before, for `ووزير خارجيته …` and `ونظيره …` coordinated with an office."""
        doc = self.doc
        if begin == first:
            return None
        head = [doc.words[j].norm for j in range(begin, first)]
        if not head[0].startswith("و") and not any(w.endswith(("ته", "تها")) for w in head):
            return None
        if head[0].lstrip("و").startswith("نظير"):
            return None
        for j in range(begin - 1, max(low, begin - 6) - 1, -1):
            name = doc.name(j)
            if name is not None and name.type == "PER" and name.entity:
                return self.sides.of_person(name.entity)
        return None

    def _after(self, at: int, high: int) -> str | None:
        """The side in an apposition after a name (`…، رئيس جهاز الأمن الوطني`)."""
        doc = self.doc
        if at < high and doc.words[at].norm in "،,(-–" and at + 1 < high:
            if any(bare in self.tables.titles.single for bare in bares(doc.words[at + 1].norm)):
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

    # -- actors of a sentence ---------------------------------------------------------------------

    def sentence(self, number: int) -> list[Actor]:
        """Actors of a sentence, in order, each with its preposition."""
        doc = self.doc
        sentence = doc.sentences[number]
        found: list[Actor] = []
        at = sentence.first
        while at < sentence.last:
            actor = self._at(at, sentence.first, sentence.last)
            if actor is None:
                at += 1
                continue
            found.append(actor)
            at = max(actor.last, at + 1)
        named = [a for a in found if a.named]
        found = [a for a in found if a.named or not any(n.first <= a.first < n.last for n in named)]
        return self._governed(found, sentence.first)

    def _at(self, at: int, low: int, high: int) -> Actor | None:
        doc, words = self.doc, self.doc.words
        name = doc.name(at)
        if name is not None:
            return self._named(name, at, low)
        norm = words[at].norm
        if words[at].kind != "word":
            return None
        if norm in self.tables.pairs.single:
            return Actor(at, at + 1, (), (words[at].start, words[at].end), pair=True, named=True)
        if norm in self.tables.lasts.single:
            return Actor(at, at + 1, (), (words[at].start, words[at].end), backward=True)
        return self._office_alone(at, high) or self._unnamed(at, high) or self._own(at)

    def _own(self, at: int) -> Actor | None:
        """`قنصليتها`, `مواقعهم`: what belongs to somebody named before."""
        word = self.doc.words[at]
        if not word.norm.endswith(("ه", "ها", "هم", "هما")):
            return None
        for split in bares(word.norm):
            for stem, pronoun in without_pronoun(split):
                if pronoun in ("ه", "ها", "هم", "هما") and (stem in _BELONGINGS):
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
            begin, _ = self._office(first, low)
            side = self.sides.of_person(name.entity)
            return Actor(begin, last, (side or name.entity,), span, persons=(name.entity,), travels=True)
        if name.type in _ACTING:
            return Actor(at, last, (name.entity,), span, force=name.type == "GRP")
        if name.type == "GPE":
            country = self.sides.country_of_place(name.entity)
            if country:
                return Actor(
                    at,
                    last,
                    (self.sides.government(country),),
                    span,
                    country=True,
                    capital=name.entity not in self.sides.packs.countries,
                )
        return None

    def _office_alone(self, at: int, high: int) -> Actor | None:
        """`الرئيس التركي`, `وفد روسي`, `طائرات أمريكية`: an office or force with a demonym."""
        doc, words = self.doc, self.doc.words
        if not any(bare in self.tables.titles.single for bare in bares(words[at].norm)):
            return None
        for j in range(at + 1, min(at + 6, high)):
            norm = words[j].norm
            if doc.name(j) is not None or words[j].kind == "mark":
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
        if entry.get("articled") is False and "ال" in reading.prefix:
            return None
        last = reading.last + 1
        # عناصر من داعش: the group acts, and is found by its name
        for j in range(last, min(last + 4, high)):
            name = doc.name(j)
            norm = words[j].norm
            if name is not None:
                if name.type in ("GRP", "GOV", "ORG") and (j == last or norm[:1] != "و"):
                    return None
                break
            if norm not in ("من", "في", "عن") and norm not in _MARKS_INSIDE and norm not in self.tables.through.single:
                break
        counted = False
        if entry.get("counted"):
            before = words[at - 1] if at else None
            counted = before is not None and (before.kind == "number" or before.norm in _COUNTS)
        adjective = self.demonyms.of(words[last].norm) if last < high else None
        if adjective and entry.get("sector") in ("MIL", "COP", "GOV", "SET"):
            span = (reading.start, words[last].end)
            return Actor(at, last + 1, (self.sides.government(adjective),), span, force=True)
        key = str(entry["id"])
        number = list(self.unnamed).index(key) + 1 if key in self.unnamed else len(self.unnamed) + 1
        entity = self.unnamed.get(key)
        if entity is None:
            entity = self.unnamed[key] = Entity(
                f"unnamed:{doc.article.id}:{number}",
                names={"ar": [doc.text[reading.start : words[reading.last].end]]},
                sector=str(entry.get("sector") or "UNK"), rule=key, pack=str(entry.get("pack") or "") or None,
            )  # fmt: skip
        sector = entity.sector
        return Actor(
            at, last, (entity.id,), (reading.start, words[reading.last].end), named=False,
            travels=key == "actor.delegation", force=sector in ("MIL", "REB", "COP", "UAF"),
            persons=(), joined=counted,
        )  # fmt: skip

    # -- prepositions -------------------------------------------------------------------------------

    def _governed(self, actors: list[Actor], low: int) -> list[Actor]:
        """The same actors, each with the preposition that governs it; coordinated ones share one."""
        out: list[Actor] = []
        for actor in actors:
            prep, begin, joined = self._preposition(actor, low)
            if (
                joined
                and out
                and begin <= out[-1].last + 1
                and _gap_free(self.doc, self.tables, out[-1].last, actor.first)
            ):
                prep = out[-1].prep
            else:
                joined = False
            out.append(actor._replace(prep=prep, joined=joined))
        return out

    def _preposition(self, actor: Actor, low: int) -> tuple[str, int, bool]:
        """(preposition, first word of the noun phrase, whether و or a comma joins it to what is before)."""
        doc, words, tables = self.doc, self.doc.words, self.tables
        at = actor.first
        clitic = _clitic(words[at].norm, doc.text[words[at].start : max(words[at].start, actor.span[0])])
        if actor.span[0] >= words[at].end or (actor.span[0] <= words[at].start):
            clitic = _clitic_of_word(words[at].norm, tables) if actor.first != doc.words_in(*actor.span)[0] else clitic
        steps = 0
        j = at
        while True:
            if clitic in ("ب", "ل", "ك"):
                # مركز للشرطة, مواقع لقسد: the particle only ties the owner to the place
                owner = (
                    clitic == "ل" and j - 1 >= low and any(b in tables.through.single for b in bares(words[j - 1].norm))
                )
                if not owner:
                    return clitic, j, False
                clitic = ""
            if clitic == "و":
                return "", j, True
            j -= 1
            steps += 1
            if j < low or steps > 7:
                return "", j + 1, False
            norm = words[j].norm
            if (
                norm in tables.prepositions
                and norm not in ("من", "في")
                or (
                    norm in ("من", "في")
                    and (j <= low or not any(b in tables.through.single for b in bares(words[j - 1].norm)))
                )
            ):
                return tables.prepositions[norm], j, False
            if norm.startswith("و") and norm[1:] in tables.prepositions:
                return tables.prepositions[norm[1:]], j, False
            if norm in "“”\"«»'‘’([":
                clitic = ""
                continue
            if norm in "،,":
                return "", j + 1, True
            stems = bares(norm)
            if norm in ("من", "في") or words[j].kind == "number" or norm in _COUNTS:
                clitic = ""
            elif any(b in tables.through.single or b in tables.titles.single for b in stems):
                clitic = _clitic_of_word(norm, tables)
            elif doc.name(j) is None and self.demonyms.of(norm):
                clitic = ""
            elif norm in ("ال", "بال", "لل", "ل", "ب", "و", "ول", "وب"):
                clitic = norm.strip("ا").replace("ال", "")[-1:] or ""
            else:
                return "", j + 1, False


_BELONGINGS = frozenset(
    fold_text(w)
    for w in (
        "قنصلية سفارة مواقع مقر مقرات قواعد قاعدة قوات بلاد مبعوث وفد سفينة سفن أراضي أراض عناصر قيادات مقاتلي جنود مصالح منشآت حدود"
        " رئيس زعيم قائد حكومة نظام مواطني رعايا ناقلة طائرة طائرات سيادة موقف"
    ).split()
)
_COUNTS = frozenset(
    fold_text(w) for w in
    ("آلاف ألف مئات مئة مائة عشرات نحو حوالي ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثمان تسعة تسع عشرة عشر"
     " اثنين اثنان اثنتين عشرون عشرين ثلاثون ثلاثين مليون عدد عدة بعض أحد إحدى").split()
)  # fmt: skip


def _clitic(norm: str, head: str) -> str:
    """The particle between the begin of the word and the begin of the name."""
    head = fold_text(head).strip()
    for letter in ("ب", "ل", "ك", "و", "ف"):
        if head.endswith(letter) and len(head) <= 2:
            if letter in "وف":
                return "و"
            return letter
    return ""


def _clitic_of_word(norm: str, tables: EventTables) -> str:
    """The particle written together with a word that leads on (`لمواقع`, `وعناصر`)."""
    if norm in tables.through.single or norm in tables.titles.single:
        return ""
    if norm.startswith(("وب", "ول")) and len(norm) > 4 and norm[1:] not in tables.through.single:
        return norm[1]
    first = norm[:1]
    if first in "وف":
        return "و"
    return first if first in "بلك" else ""
