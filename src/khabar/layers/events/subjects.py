"""Whether what stands beside a verb can be its subject: agreement, endings, what stands between."""

from khabar.arabic.articles import has_article
from khabar.layers.agreement import cannot_be_subject
from khabar.layers.events.actors import Actor
from khabar.layers.events.clause import Clause
from khabar.layers.events.lexicon import Frame, bares
from khabar.layers.events.triggers import Trigger

_WAS = frozenset(("كان", "وكان", "كانت", "وكانت", "كانوا", "وكانوا"))


class Subjects(Clause):
    """Tells subjects from objects and from those whom a noun before them owns."""

    def _blamed(self, frame: Frame, trigger: Trigger, after: list[Actor]) -> Actor | None:
        """Who stands alone between `حمل` and `المسؤولية`, where nobody behind them is given it."""
        if not trigger.entry.get("within") or frame.object != "target":
            return None
        inside = [a for a in after if a.first < trigger.last and a.prep == ""]
        given = any(a.first >= trigger.last and frame.prepositions.get(a.prep) == "target" for a in after)
        return inside[0] if len(inside) == 1 and not given else None

    def _apposed(self, subject: Actor, bare: list[Actor]) -> bool:
        """`رفض ممثل الحكومة في المحادثات فلان الدعوة`: whether a name behind an office is its holder's."""
        if bare and self._holds(subject, bare[0]):
            return True
        name = self.doc.name(bare[0].first) if bare else None
        if name is None or name.type != "PER" or subject.persons or bare[0].joined:
            return False
        titles = self.tables.titles.single | self.tables.lists["envoys"]
        if any(b in titles for b in bares(self.norms[bare[0].first])):
            return False  # دعا الرئيس خلال لقائه مبعوث …
        head = self.norms[subject.begin or subject.first]
        between = self.norms[subject.last : bare[0].first]
        return (
            any(b in titles for b in bares(head)) and 0 < len(between) <= 5 and between[0] in self.tables.prepositions
        )

    def _holds(self, subject: Actor, actor: Actor) -> bool:
        """`التقى فلان، رئيس جهاز الأمن، بممثلي العشائر`: whether a body is that whose head the person is said to be."""
        between = [n for n in self.norms[subject.last : actor.first] if n not in '“”"«»']
        if not subject.persons or between[:1] != ["،"] or len(between) < 2 or actor.persons:
            return False
        if between[1] not in self.tables.titles.single or has_article(between[1]):
            return False
        comma = next((k for k, norm in enumerate(self.norms[actor.last : actor.last + 12]) if norm in "،,"), None)
        if comma is None:
            return False
        behind = self.norms[actor.last + comma + 1]
        return behind[:1] == "ب" or behind == "مع"

    def _accusative_head(self, actor: Actor, others: bool) -> bool:
        """Whether an actor without a name is marked as no subject (`مقاتلين`, `وزارتي`); only `آخرين`, if `others`."""
        head = self.norms[actor.first]
        if head in self.tables.lists["others"]:
            return head.endswith("ين")
        of = self.norms[actor.first - 1] == "من" and self.norms[actor.first - 2] in self.tables.lists["counts"]
        if of or self.tables.counts(self.doc.words[actor.first - 1]):
            return False  # هاجم عشرات المسلحين المركز, هاجم عدد من المسلحين المركز
        return not others and not actor.named and not actor.joined and head.endswith("ين") and head[:1] not in "ولب"

    def _nominative(self, actor: Actor) -> bool:
        """Whether an actor without a name is marked as a subject (`مسلحون`, `جنديان`)."""
        return not actor.named and self.norms[actor.first].endswith(("ون", "ان"))

    def had(self, trigger: Trigger, low: int) -> bool:
        """Whether `كان … قد` with a subject between stands before a verb."""
        at = trigger.first - 1
        if at <= max(0, low) or self.norms[at] not in ("قد", "وقد"):
            return False
        was = next((j for j in range(at - 1, max(low, 0, at - 10) - 1, -1) if self.norms[j] in _WAS), None)
        return was is not None and at - was > 1

    def _written_passive(self, trigger: Trigger) -> bool:
        """Whether a past ends in ي where its active ends in ى (`ألقي القبض`), in a text that tells the two apart."""
        if trigger.reading.form.pos != "past" or trigger.last - trigger.first < 2 or "ى" not in self.doc.text:
            return False
        return self.doc.text[self.doc.words[trigger.first].end - 1] == "ي" and not trigger.reading.pronoun

    def _numbered(self, trigger: Trigger) -> bool:
        """Whether a verb is of two or of many by its ending, and so has no subject behind it."""
        form = trigger.reading.form
        if not form.is_verb or form.person != 3 or trigger.last - trigger.first > 1:
            return False
        word = self.norms[trigger.first]
        return (form.number == "d" and word.endswith(("تا", "يا", "ان"))) or (
            form.number == "p" and word.endswith("وا")
        )

    def _told_of(self, trigger: Trigger) -> bool:
        """Whether a verb has its subject in a pronoun before it, and so its object in what follows."""
        at = trigger.first - 1
        while at > 0 and self.norms[at] in ("لن", "لم", "لا", "قد", "سوف"):
            at -= 1
        before = self.norms[at] if at >= 0 else ""
        form = trigger.reading.form
        return before in self.tables.lists["pronouns"] and (form.gender == "f" or form.number != "s")

    def _near_subject(self, trigger: Trigger, actor: Actor) -> bool:
        """Whether nothing but words that lead on stands between verb and subject."""
        if not actor.named and self.norms[actor.first].endswith("ين") and self._possessed(trigger, actor):
            return False  # يلتزمان حماية المدنيين: the oblique plural behind a noun is that noun's, and no subject
        if actor.named and actor.begin - trigger.last >= 2 and self._construct(actor.begin - 1, trigger.last):
            return False  # وبحث آلية تنفيذ قرار مجلس الأمن
        if not actor.named and self._owned_by(actor.begin - 1, trigger.last):
            return False  # ودعيا إلى تبادل الأسرى
        if actor.begin == trigger.last and self._a_man(trigger):
            return False  # فقتلت المعلم فلانا
        name = self.doc.name(actor.first) if actor.first - trigger.last <= 1 else None
        if name is not None and cannot_be_subject(self.doc, name, trigger.reading.form):
            return False  # وحذر طهران
        if any(self._opens(at) for at in range(trigger.last, actor.first)):
            return False  # وأطلقت من غزة صواريخ، ورد الطيران: the subject of another verb
        between = 0
        for at in range(trigger.last, actor.first):
            norm = self.norms[at]
            if norm in self.tables.prepositions:
                between += 2
            elif norm not in "“”\"«»'‘’(،,":
                between += 1
        return between <= 6

    def _a_man(self, trigger: Trigger) -> bool:
        """Whether a word for one man stands right behind a past in the feminine, whose subject he is not."""
        form = trigger.reading.form
        if form.pos != "past" or form.gender != "f" or form.person != 3 or form.number != "s":
            return False
        word = self.doc.words[trigger.last]
        if self.doc.text[word.end - 1] in "ةىا":
            return False
        people = [r for r in self.tables.actors.readings(self.doc.words, trigger.last) if not r.pronoun]
        return bool(people) and all(r.form.number == "s" and r.form.pos == "noun" for r in people)

    def _owned_by(self, at: int, low: int) -> bool:
        """Whether a noun that a preposition governs stands before an actor, so that he says whose it is."""
        if at <= low or self.norms[at - 1] not in self.tables.prepositions:
            return False
        return not has_article(self.norms[at]) and not self._is_count(self.norms[at])

    def _construct(self, at: int, low: int) -> bool:
        """Whether two nouns without the article stand before a name, so that it says whose they are."""
        return all(
            self.doc.words[j].kind == "word" and self.doc.name(j) is None and self.doc.time_at[j] < 0
            and not has_article(self.norms[j]) and self.norms[j] not in self.tables.prepositions
            and not self.norms[j].endswith("ا") and not self._is_count(self.norms[j])
            and not any(b in self.tables.through.single or b in self.tables.titles.single for b in bares(self.norms[j]))
            for j in (at, at - 1)
        )  # fmt: skip

    def _possessed(self, trigger: Trigger, actor: Actor) -> bool:
        """Whether a noun that counts nobody stands right before an actor, behind the verb."""
        at = actor.first - 1
        if at < trigger.last or self.doc.words[at].kind != "word":
            return False
        counts = self.tables.lists["counts"]
        return self.norms[at] not in self.tables.prepositions and not any(b in counts for b in bares(self.norms[at]))

    def _anew(self, trigger: Trigger, bare: list[Actor]) -> bool:
        """`أفرجت تركيا عن …، واحتجزت إيران أميركيا`: after و a verb with a name and another noun behind it."""
        if trigger.reading.prefix[:1] not in ("و", "ف") or not bare or not bare[0].named:
            return False
        if bare[0].first == trigger.last and self._object_at(self._group(bare)[-1].last):
            return True  # …، وأجلت ألمانيا مواطنيها
        if len(bare) < 2:
            return False
        return bare[0].first == trigger.last and not bare[1].joined and bare[1].first - bare[0].last <= 3

    def _object_at(self, at: int) -> bool:
        """Whether what stands at a place can only be the object of the verb before: a noun with a pronoun, a number."""
        if at >= len(self.norms) or self.doc.words[at].kind == "mark" or self.doc.name(at) is not None:
            return False
        norm = self.norms[at]
        if self.doc.time_at[at] >= 0:
            return False
        if norm in self.tables.lists["as-many"] or self._is_count(norm):
            return True  # …، واعتقلت الشرطة أكثر من مئة
        if norm in self.tables.prepositions or norm in self.tables.boundaries.single:
            return False
        return norm[:1] not in "بلوفك" and norm.endswith(("ها", "هم", "هما", "ه")) and not norm.startswith("ال")

    def _owned(self, trigger: Trigger, after: list[Actor]) -> bool:
        """Whether a relative clause has its subject behind its verb, so that what it hangs on is no subject."""
        return bool(after) and after[0].prep == "" and after[0].first - trigger.last <= 1

    def _group(self, actors: list[Actor]) -> list[Actor]:
        """The first actor and those coordinated with it."""
        out = actors[:1]
        for actor in actors[1:]:
            if actor.joined and actor.first - out[-1].last <= 4:
                out.append(actor)
            else:
                break
        # دعا الرئيس، المبعوث …: a lone comma joins nothing, only a list that ends in و does
        while len(out) > 1 and not self._and(out[-1]):
            out.pop()
        return out

    def _and(self, actor: Actor) -> bool:
        """Whether و stands before a joined actor."""
        for at in range(actor.first, max(-1, actor.first - 4), -1):
            if self.norms[at] in "،,":
                return False
            if self.norms[at].startswith("و") and self.doc.words[at].start < actor.span[0]:
                return True
        return False
