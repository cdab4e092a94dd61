"""What governs an actor: the preposition before its noun phrase, and what it is coordinated with."""

import re
from typing import NamedTuple

from khabar.arabic.articles import has_article
from khabar.arabic.fold import fold_text
from khabar.article import Span
from khabar.layers.document import Doc
from khabar.layers.events.lexicon import EventTables, bares
from khabar.layers.events.sides import Demonyms

#: الحدود, حدودها, الحدودي, المتاخمة: what lies on a border with somebody is not done to him
_BORDER = re.compile(r"حدود(?:ه|ها|هم|ي|يه)?$|^(?:ال)?(?:متاخم|محاذي)ه?$")
MARKS_INSIDE = frozenset("“”\"«»'‘’()[]،,:-–ـ*/")


class Actor(NamedTuple):
    """Somebody who may act: words `first` to `last` (half-open).

    `ids`: entities, or one `unnamed:…`; `persons`: who took part for a side; `prep`: the folded
    preposition that governs it, "" for none; `begin`: that word, or the first of the noun phrase;
    `country`: a place that may stand for its government;
    `pair`, `backward`: words that stand for actors named before; `site`: a post or convoy, which is struck and does
    not strike.
    """

    first: int
    last: int
    ids: tuple[str, ...]
    span: Span
    prep: str = ""
    begin: int = 0
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
    site: bool = False


class Governing:
    """Finds the prepositions of the actors of a sentence."""

    doc: Doc
    tables: EventTables
    demonyms: Demonyms

    def _governed(self, actors: list[Actor], low: int) -> list[Actor]:
        """The same actors, each with the preposition that governs it; coordinated ones share one."""
        out: list[Actor] = []
        for actor in actors:
            prep, begin, joined = self._preposition(actor, low)
            if prep and begin > low and self._attached(begin - 1, out):
                prep = "تابع"  # القوات الموالية للبرلمان: he only says what the forces are
            if joined and out and out[-1].country and not actor.country and self.doc.words[begin - 1].norm in "،,":
                joined = False  # يجمع لقاء في تونس، الرئيس …: who stands after a place is no place
            if joined and out and self._led_on(out[-1], actor, begin):
                prep = out[-1].prep
            else:
                joined = False
            envoys = self.tables.lists["envoys"]
            travels = actor.travels or any(
                b in envoys for w in self.doc.words[begin : actor.first] for b in bares(w.norm)
            )
            begin = out[-1].begin if joined else begin
            out.append(actor._replace(prep=prep, joined=joined, begin=begin, travels=travels))
        return out

    def _led_on(self, before: Actor, actor: Actor, begin: int) -> bool:
        """Whether و at word `begin` joins an actor to the one before, right behind it or over what says who it is."""
        if begin <= before.last + 1 and _gap_free(self.doc, self.tables, before.last, actor.first):
            return True
        if before.prep == "بين":
            return self._far(before.last, actor.first, begin)
        return not before.prep and self._other_side(before.last, begin)

    def _attached(self, at: int, before: list[Actor]) -> bool:
        """Whether an adjective ties what follows to an actor named before it, or to people who are not its own.

        `ضباط من الأجهزة التابعة للنظام`: where nobody is named, who they belong to acts.
        """
        norm = self.doc.words[at].norm
        if norm not in self.tables.lists["attached"]:
            return False
        return "تابع" not in norm or any(a.named and at - 2 <= a.last <= at for a in before)

    def _plain(self, at: int) -> bool:
        """Whether a word is a noun without the article that leads on to nobody."""
        word = self.doc.words[at]
        if word.kind != "word" or self.doc.name(at) is not None or has_article(word.norm) or self.doc.time_at[at] >= 0:
            return False
        leads = self.tables.through.single | self.tables.titles.single
        return not any(b in leads for b in bares(word.norm)) and not self.demonyms.of(word.norm)

    def _belongs(self, at: int) -> bool:
        """`البحرية التابعة للحرس`: whether an adjective ties nobody with a name of his own to the actor behind it."""
        force = self.doc.words[at - 1].norm.endswith("ه") and self.doc.name(at - 1) is None
        return force and self.doc.words[at].norm in ("التابعه", "تابعه")

    def _headed_by(self, at: int, low: int) -> bool:
        """`القيادة العامة لقوات …`, `الجناح العسكري لحركة …`: an office or organ, its adjective, and whose it is."""
        if at - 2 < low:
            return False
        head, adjective = self.doc.words[at - 2].norm, self.doc.words[at - 1].norm
        if not (has_article(adjective) and adjective.endswith(("ي", "يه", "ه", "عام", "اعلي", "اول"))):
            return False
        return any(b in self.tables.lists["organs"] for b in bares(head))

    def _given(self, at: int) -> bool:
        """Whether من after a word tells from whom it comes (`تسلم المناطق من`, `طلبا من`), and not whose it is."""
        if has_article(self.doc.words[at].norm):
            return True
        return any(r.entry.get("speech") for r in self.tables.lexicon.readings(self.doc.words, at))

    def _far(self, last: int, first: int, begin: int) -> bool:
        """Whether و leads on to the other side of `بين`, over what describes the first (`من جهة، والجانب …`)."""
        between = [word.norm for word in self.doc.words[last:first]]
        if len(between) > 7 or not self.doc.words[begin].norm.startswith("و"):
            return False
        return not any(n in self.tables.boundaries.single or n in self.tables.relatives.single for n in between)

    def _other_side(self, last: int, begin: int) -> bool:
        """`الحكومة من جهة، والحركة من جهة أخرى`: whether و leads on to who is on the other side."""
        between = [word.norm for word in self.doc.words[last:begin] if word.norm not in "،,"]
        return len(between) == 2 and between[0] == "من" and between[1] in self.tables.lists["side-of"]

    def _counts(self, at: int) -> bool:
        """Whether a word is a number."""
        word = self.doc.words[at] if at < len(self.doc.words) else None
        return word is not None and self.tables.counts(word)

    def _described(self, at: int, last: int) -> bool:
        """`الصحفي [المغربي] فلان`: whether a word says what the person is whose name begins at `last`."""
        name = self.doc.name(last)
        if (
            name is None
            or name.type != "PER"
            or not all(self.demonyms.of(w.norm) for w in self.doc.words[at + 1 : last])
        ):
            return False
        return any(r.form.number == "s" for r in self.tables.actors.readings(self.doc.words, at))

    def _preposition(self, actor: Actor, low: int) -> tuple[str, int, bool]:
        """(preposition, first word of the noun phrase, whether و or a comma joins it to what is before)."""
        doc, words, tables = self.doc, self.doc.words, self.tables
        at = actor.first
        clitic = _clitic(words[at].norm, doc.text[words[at].start : max(words[at].start, actor.span[0])])
        if actor.span[0] >= words[at].end or (actor.span[0] <= words[at].start):
            clitic = _clitic_of_word(words[at].norm, tables) if actor.first != doc.words_in(*actor.span)[0] else clitic
        steps = 0
        j = at
        counted = False
        while True:
            if clitic in ("ب", "ل", "ك"):
                # مركز للشرطة, مواقع لقسد: the particle only ties the owner to the place
                owner = (
                    clitic == "ل"
                    and j - 1 >= low
                    and not has_article(words[j - 1].norm)
                    and any(b in tables.through.single for b in bares(words[j - 1].norm))
                )
                owner = owner or (clitic == "ل" and j - 2 >= low and self._belongs(j - 1))
                if not owner and not (clitic == "ل" and self._headed_by(j, low)):
                    return clitic, j, False
                clitic = ""
            if clitic == "و":
                return "", j, True
            j -= 1
            steps += 1
            if j < low or steps > 9:
                return "", j + 1, False
            norm = words[j].norm
            # نحو ثمانين شخصا, خمسة من رجال الشرطة
            if (norm == "نحو" and self._counts(j + 1)) or (norm == "من" and j > low and self._counts(j - 1)):
                clitic = ""
                continue
            if self._counts(j + 1) or counted:
                # ما لا يقل عن عشرين من العناصر, أكثر من مئة شخص
                counted = norm in tables.lists["as-many"] or (j > low and words[j - 1].norm in tables.lists["as-many"])
                if counted:
                    clitic = ""
                    continue
            if norm == "عن" and j > low and any(b in tables.lists["envoys"] for b in bares(words[j - 1].norm)):
                clitic = ""  # ممثلون عن الحكومة act for it
                continue
            if norm in tables.lists["complete"]:
                return "", j + 1, False  # سيطرت عليها القوات: the preposition has its noun already
            if (
                (norm in tables.prepositions and norm not in ("من", "في"))
                or (norm == "في" and actor.country)
                or (
                    norm in ("من", "في")
                    and (
                        j <= low
                        or (norm == "من" and self._given(j - 1))
                        or not any(b in tables.through.single for b in bares(words[j - 1].norm))
                    )
                )
            ):
                if norm in ("مع", "بين") and j > low and _BORDER.search(words[j - 1].norm):
                    return "حدود", j, False
                return tables.prepositions[norm], j, False
            if norm.startswith("و") and norm[1:] in tables.prepositions:
                return tables.prepositions[norm[1:]], j, False
            if norm in "“”\"«»'‘’([":
                clitic = ""
                continue
            if norm in tables.lists["and-also"]:
                return "", j, True
            if norm in "،,":
                if j > low and words[j - 1].norm in tables.lists["calling-for-name"]:
                    clitic = ""  # وفد برئاسة، "فلان": a comma before a name in quotation marks is none of the sentence
                    continue
                return "", j + 1, True
            stems = bares(norm)
            if steps == 1 and actor.named and j - 1 >= low and words[j - 1].norm == "في" and self._plain(j):
                return "في", j - 1, False  # في محادثات أديس أبابا
            if norm in ("من", "في") or tables.counts(words[j]):
                clitic = ""
            elif any(b in tables.through.single or b in tables.titles.single for b in stems):
                clitic = _clitic_of_word(norm, tables)
            elif doc.name(j) is None and self.demonyms.of(norm):
                clitic = ""
            elif actor.named and has_article(norm) and self._described(j, at):
                clitic = _clitic_of_word(norm, tables)  # عن الناشط المصري فلان
            elif norm in ("ال", "بال", "لل", "ل", "ب", "و", "ول", "وب"):
                clitic = norm.strip("ا").replace("ال", "")[-1:] or ""
            else:
                return "", j + 1, False


def _gap_free(doc: Doc, tables: EventTables, first: int, last: int) -> bool:
    """Whether only marks and words that lead on stand between two places."""
    for at in range(first, last):
        norm = doc.words[at].norm
        if norm in MARKS_INSIDE or doc.words[at].kind == "number" or norm in tables.lists["and-also"]:
            continue
        if not any(bare in tables.through.single or bare in tables.titles.single for bare in bares(norm)):
            return False
    return True


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
