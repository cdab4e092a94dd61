"""Actors without a name: gunmen, protesters, civilians; who is counted; bodies by their kind (`الحركة`)."""

import re
from collections.abc import Mapping
from typing import Any

from khabar.arabic.articles import has_article
from khabar.arabic.fold import fold_text
from khabar.article import Entity, Span
from khabar.layers.events.bodies import body_at
from khabar.layers.events.governed import MARKS_INSIDE, Actor, Governing
from khabar.layers.events.lexicon import bares
from khabar.layers.events.sides import Sides

_HURT = frozenset(("killing", "wounding", "shooting", "execution", "assassination", "abduction", "arrest", "release"))
#: a demonym that is a person or persons by its form, and no adjective of a thing
_PERSON = re.compile(r"(?:ي|يا|يان|يين|يون|يات|يتان|يتين|اتراك|اكراد|افغان|اسبان|المان|امريكان|روس)$")
_CIVILIANS = {"id": "actor.civilians", "sector": "CVL", "pack": "core"}
PRISONERS = "actor.suspects"
_ARMED = frozenset(("MIL", "REB", "COP", "UAF"))


class Unnamed(Governing):
    """Finds the actors that have no name."""

    sides: Sides
    unnamed: dict[str, Entity]

    def _office_alone(self, at: int, high: int) -> Actor | None:
        """An office or force with a demonym; told in `ActorFinder`."""
        raise NotImplementedError

    def _own(self, at: int) -> Actor | None:
        """What belongs to somebody named before; told in `ActorFinder`."""
        raise NotImplementedError

    def _head(self, at: int, high: int) -> Actor | None:
        """`الحركة`, `الحزب`: the last party or body before that is called one."""
        if at + 1 < high and has_article(self.doc.words[at + 1].norm):
            return None
        found = body_at(self.doc, at, self.tables.lists["heads"])
        if found is None:
            return None
        bare, name = found
        end = self.doc.words[at].end
        return Actor(at, at + 1, (str(name.entity),), (end - len(bare), end), force=name.type == "GRP")

    def _unnamed(self, at: int, high: int) -> Actor | None:
        doc, words = self.doc, self.doc.words
        readings = self.tables.actors.readings(words, at)
        if not readings:
            return None
        reading = max(readings, key=lambda r: (r.last, not r.pronoun))
        entry = reading.entry
        own = reading.pronoun and entry["id"] == "actor.followers"  # أنصاره, أتباعها
        if (reading.pronoun and not own) or reading.last >= high:
            return None
        if reading.last + 1 < high and words[reading.last + 1].norm in self.tables.lists["of-views"]:
            return None  # وجهات النظر
        if (
            at
            and words[at].norm in self.tables.lists["some-people"]
            and words[at - 1].norm.startswith(("بعض", "مع", "من"))
        ):
            return None  # بعضهم البعض
        if at and words[at - 1].norm in self.tables.lists["without"]:
            return None  # طائرة دون طيار
        if entry.get("sector") == "JUD" and reading.last + 1 < high and words[reading.last + 1].norm in ("علي", "على"):
            return None  # القضاء على الحركة
        if entry.get("crowd"):
            return self._crowd(at, reading.last + 1, high, entry)
        if reading.form.number == "s" and self._adjective(entry, reading.form.word) and self._qualifies(at):
            return None
        if entry.get("uncounted") and at and self._counts(at - 1):
            return None
        if entry.get("articled") is False and "ال" in reading.prefix:
            return None
        last = reading.last + 1
        if words[at].norm in self.tables.lists["no-actors"]:
            return None  # أردته قتيلا, متهما الحركة ب…
        if reading.form.number == "s" and "ال" in reading.prefix and self._name_behind(last, high):
            return None  # الصحفي المغربي فلان
        # عناصر من داعش: the group acts, and is found by its name; مسلحون قاعدة للجيش: whose they are is not said
        whole = words[last - 1].norm.endswith(("ون", "ين")) and last < high and words[last].norm not in MARKS_INSIDE
        whole = whole and words[last].norm not in ("من", "في", "عن") and not self._of_a_name(at, last)
        # منظمة حقوقية الجيش: an indefinite noun with its adjective owns nothing
        described = last - at > 1 and not any(b.startswith("ال") for b in bares(words[last - 1].norm))
        whole = whole or self._apart(at, last, high) or (described and doc.name(last) is not None)
        for j in range(last, last if whole else min(last + 4, high)):
            name = doc.name(j)
            norm = words[j].norm
            if name is not None:
                if j > last and words[last].norm == "من" and entry.get("sector") == "CVL":
                    break  # سجناء من الحركة are no Movement that acts
                acting = name.type in ("GRP", "GOV", "ORG") or (name.type == "GPE" and entry.get("sector") == "GOV")
                joined = norm[:1] == "و" and name.start > words[j].start  # الفصائل المسلحة وحركة …: two
                given = norm[:1] == "ل" and name.start > words[j].start and has_article(words[at].norm)
                joined = joined or given  # قدم الوسطاء للحركة مقترحا: to her
                if acting and entry["id"] != PRISONERS and not joined and (j == last or norm[:1] != "و"):
                    return None
                break
            if j > last and words[j - 1].norm == "من" and self._head(j, high) is not None:
                return None  # وفد من الحركة
            leads = norm in self.tables.through.single or norm in self.tables.titles.single
            if norm not in ("من", "في", "عن") and norm not in MARKS_INSIDE and not leads:
                break
        counted = False
        if entry.get("counted"):
            counted = at > 0 and self.tables.counts(words[at - 1])
        adjective = self.demonyms.of(words[last].norm) if last < high else None
        movement = adjective not in self.sides.packs.countries and entry.get("sector") in ("REB", "UAF")
        if adjective and (entry.get("sector") in ("MIL", "COP", "GOV", "SET") or movement):
            span = (reading.start, words[last].end)
            return Actor(at, last + 1, (self.sides.government(adjective),), span, force=True)
        entity = self._entity(entry, (reading.start, words[reading.last].end), adjective or "")
        sector = entity.sector
        return Actor(
            at, last, (entity.id,), (reading.start, words[reading.last].end), named=False,
            travels=entry["id"] == "actor.delegation", force=sector in _ARMED,
            persons=(), joined=counted,
        )  # fmt: skip

    def _name_behind(self, at: int, high: int) -> bool:
        """Whether the name of a person stands at a word, adjectives of countries apart."""
        while at < high and self.doc.name(at) is None and self.demonyms.of(self.doc.words[at].norm):
            at += 1
        name = self.doc.name(at) if at < high else None
        return name is not None and name.type == "PER" and self.doc.words[at].norm[:1] != "و"

    def _of_a_name(self, at: int, last: int) -> bool:
        """Whether a name right behind a plural with its ن can describe it: مسلحون حوثيون, المتمردون الأكراد."""
        name = self.doc.name(last)
        if name is None or name.type not in ("NAT", "GRP"):
            return False  # حث القادة الغربيون إسرائيل
        articled = any(b.startswith("ال") for b in bares(self.doc.words[at].norm))
        return articled or self.doc.words[last].norm.endswith(("ون", "ين"))

    def _apart(self, at: int, last: int, high: int) -> bool:
        """`دعا خبراء الحكومة إلى …`, `يعارض البعض خطة الحكومة`: people before a body that is not theirs."""
        if self.doc.words[at].norm.removeprefix("و") in self.tables.lists["some-people"]:
            return last < high
        if self.doc.words[at].norm not in self.tables.lists["voices"] or last >= high:
            return False
        asks = self.tables.lexicon.readings(self.doc.words, at - 1) if at else []
        return any(r.form.is_verb and r.entry["type"] == "REQUEST" for r in asks)

    def _of_them(self, at: int, high: int) -> Actor | None:
        """`أُعدم عدد منهم`, `خمسة منهم`: some of those told of before."""
        words = self.doc.words
        if at + 1 >= high or words[at + 1].norm not in self.tables.lists["of-them"]:
            return None
        if not (self._counts(at) or any(b in self.tables.lists["counts"] for b in bares(words[at].norm))):
            return None
        entity = self._entity(_CIVILIANS, (words[at].start, words[at + 1].end))
        return Actor(at, at + 2, (entity.id,), (words[at].start, words[at + 1].end), named=False)

    def _number_alone(self, at: int, high: int) -> Actor | None:
        """`قتل 30 وأصيب عشرون`, `إصابة عشرة`: people of whom only the number is told."""
        words, norms = self.doc.words, self.tables.lists
        word = words[at]
        if not at or word.norm in norms["no-number"] or self.doc.time_at[at] >= 0:
            return None
        if word.kind != "number" and word.norm not in norms["counts"]:
            return None
        behind = words[at + 1] if at + 1 < high else None
        if behind is not None and behind.norm == "من":
            if at + 2 >= high or self._own(at + 2) is None:
                return None  # قتل عشرة من الجنود, but: اثنين من جنوده
        elif behind is not None and behind.kind != "mark" and not self._ends_count(behind.norm):
            return None
        head = at - 1
        while head > 0 and (words[head].norm in norms["about-number"]):
            head -= 1
        hurt = self.tables.lexicon.readings(words, head)
        if not any(r.entry.get("mode") in ("killing", "wounding") and r.last == head and not r.pronoun for r in hurt):
            return None
        entity = self._entity(_CIVILIANS, (word.start, word.end))
        return Actor(at, at + 1, (entity.id,), (word.start, word.end), named=False)

    def _ends_count(self, norm: str) -> bool:
        """Whether a word cannot be what the number before it counts."""
        after = self.tables.lists["after-number"]
        return norm in self.tables.prepositions or norm in after or (norm[:1] == "و" and len(norm) > 3)

    def _compatriot(self, at: int) -> Actor | None:
        """`قتل إسرائيلي`, `ثلاثة لبنانيين`: people known by their country alone, where they are hurt or counted."""
        doc, norm = self.doc, self.doc.words[at].norm
        country = self.demonyms.of(norm)
        if country is None or country not in doc.packs.countries or has_article(norm) or doc.time_at[at] >= 0:
            return None
        if not _PERSON.search(norm) or norm not in self.demonyms.words or not at:
            return None
        hurt = any(r.entry.get("mode") in _HURT for r in self.tables.lexicon.readings(doc.words, at - 1))
        if not (hurt or self._counts(at - 1)):
            return None
        word = doc.words[at]
        entity = self._entity(_CIVILIANS, (word.start, word.end), country)
        return Actor(at, at + 1, (entity.id,), (word.start, word.end), named=False)

    def _entity(self, entry: Mapping[str, Any], span: Span, whose: str = "") -> Entity:
        """The entity of the actors without a name that an entry is for; one in an article, of some one by country."""
        apart = whose and (entry.get("sector") == "BUS" or entry is _CIVILIANS)
        key = f"{entry['id']}.{whose}" if apart else str(entry["id"])
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
        if start < high and self._office_alone(start, high) is not None:
            return None  # العشرات من الجنود الروس
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
            of or name is not None or (start < high and has_article(words[start].norm) and self.doc.time_at[start] < 0)
        ):
            return None  # عشرات الصواريخ
        else:
            start, span, last = at, (words[at].start, words[at].end), at + 1
        entity = self._entity(entry, span)
        return Actor(start, last, (entity.id,), span, named=False, force=entity.sector in _ARMED)

    def some(self, people: str, span: Span) -> str:
        """The entity of some of a people who act or are acted upon, and not the people."""
        return self._entity({"id": f"actor.of.{people}", "sector": "CVL"}, span).id

    def parties(self, span: Span) -> str:
        """The entity of `الطرفان` whom the text does not name."""
        return self._entity({"id": "anaphor.both"}, span).id

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
        if self._counts(at - 1):
            return False  # عشرين مسلحا
        if before in self.tables.prepositions or before in self.tables.boundaries.single or word[:1] in "وبل":
            return False
        verbs = self.tables.lexicon.readings(doc.words, at - 1)
        if any(r.entry.get("mode") in _HURT for r in verbs):
            return False  # مقتل مدني
        definite = any(b.startswith("ال") for b in bares(before))
        return definite == has_article(word) and not any(r.form.is_verb for r in verbs)
