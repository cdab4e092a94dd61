"""Whether an unmarked verb is active or passive (`قتل ثلاثة جنود في هجوم`, `قتل الجيش ثلاثة مسلحين`)."""

from khabar.arabic.articles import has_article
from khabar.layers.events.actors import Actor
from khabar.layers.events.lexicon import Frame
from khabar.layers.events.subjects import Subjects
from khabar.layers.events.triggers import Trigger


class Voice(Subjects):
    """Tells the voice of a verb from what stands around it."""

    def _passive(self, frame: Frame, trigger: Trigger, subject: list[Actor], bare: list[Actor], limit: int) -> bool:
        """Whether an unmarked verb is a passive: `قُتل`, or a lone victim followed by no object."""
        if not trigger.reading.form.is_verb:
            return trigger.reading.form.pos == "passive-participle"
        text = self.doc.text[trigger.start : trigger.start + 4]
        if "\u064f" in text[:3] and trigger.reading.form.pos != "present":
            return True
        if text[:2] == "يُ" and frame.passive:
            return True
        if not (frame.passive or trigger.entry.get("passive")) or not subject:
            return False
        if trigger.reading.pronoun or trigger.first < subject[0].first < trigger.last - 1:
            return False  # أضرم محتجون النار: the phrase has its object
        if trigger.entry.get("things") and not subject[0].site and not subject[0].ids[0].startswith("unnamed:BUS"):
            return False  # اقتحم انتحاري بسيارته بوابة الثكنة
        if _long(trigger):
            return False  # اغتال مسلحون رئيس البلدية: the passive is written اغتيل
        phrase = trigger.last - trigger.first > 1 and has_article(self.norms[trigger.last - 1])
        if phrase and trigger.entry["type"] == "ASSAULT" and subject[0].first < trigger.first:
            return False  # هاجم مسلحون المركز وأضرموا النار
        if not bare and trigger.first and self.norms[trigger.first - 1] == "الذين" and not trigger.reading.pronoun:
            return True  # أنصار الحركة الذين اعتقلوا
        if trigger.last - trigger.first > 1 and self.norms[trigger.last - 1].endswith("ا"):
            return False  # دولة تفرض حصارا بحريا: the phrase has its object
        behind = max(trigger.last, subject[-1].last)
        while behind < limit and self._specified(subject[-1]) and self.norms[behind].endswith("يا"):
            behind += 1  # قتل 150 مدنيا كونغوليا في هجوم
        if self._accusative_behind(behind, limit):
            return False  # اغتال مجهولون قاضيا
        if trigger.last <= subject[0].first and self._nominative(subject[0]):
            while behind < limit and self.norms[behind].endswith("ون"):
                behind += 1
            if self._noun_behind(behind, limit):
                return False  # أحرق متظاهرون غاضبون مقر الحزب
        between = self.norms[trigger.last : subject[0].first]
        counted = any(map(self._is_count, between))
        place = behind < limit and self.norms[behind].endswith("ه") and has_article(self.norms[behind])
        if counted and place and self.norms[subject[-1].last - 1].endswith(("ين", "ون")):
            return False  # حاصر مئات المسلحين المدينة
        if counted and self._noun_behind(behind, limit):
            return False  # اقتحم عشرات المستوطنين باحات المسجد
        if counted and (not bare or bare[0].first - subject[-1].last > 1):
            return True  # قتل العشرات من المسلحين: who is counted is killed, if nobody stands right behind
        if trigger.entry["type"] == "COERCE" and subject[0].named and subject[0].force:
            return False  # حاصرت الشرطة، اعتقل الجيش: who is armed does it
        # الجيش قتل ثلاثة: active with an object, passive before a preposition
        nxt = trigger.last if subject[0].first < trigger.first else subject[-1].last
        if subject[0].first < trigger.first and self._its_own(nxt, limit):
            return False  # هاجموا القرية وأحرقوا بيوتها
        while nxt < limit and (self.demonyms.of(self.norms[nxt]) or self.norms[nxt] in '“”"«»)(،,'):
            nxt += 1
        following = self.norms[nxt] if nxt < limit else "."
        if self._is_count(following):
            return False  # خطف مسلحون خمسة من الموظفين: what is counted behind the subject is the object
        agentive = following in self.tables.prepositions or following in self.tables.lists["by-whom"]
        if not agentive or trigger.reading.form.gender == "f":
            if bare and not subject[0].named:
                return bare[0].first - nxt > 2
            if bare and bare[0].first - nxt <= 3:
                return False
        if trigger.last <= subject[0].first and self._object_beyond(nxt, limit):
            return False  # خطف مسلحون مساء الأحد مهندسا
        if not subject[0].named and not subject[0].force:
            return True
        passive_next = (
            following in self.tables.prepositions or following in "."
            or (following[:1] in "بل" and following not in self.tables.lists["rooted"])
            or following.startswith(("واصيب", "وجرح", "واخر", "واصاب", "اخر", "امس", "اليوم"))
            or self.doc.time_at[min(nxt, len(self.doc.time_at) - 1)] >= 0
        )  # fmt: skip
        by_hand = self.norms[nxt + 1 : nxt + 2] in (["يد"], ["ايدي"])
        return passive_next and (following not in ("على", "علي") or by_hand)

    def _specified(self, actor: Actor) -> bool:
        """`150 مدنيا`: whether an actor is a noun that says what is counted before it, in the accusative."""
        return self.norms[actor.first].endswith("ا") and actor.first > 0 and self._counts_at(actor.first - 1)

    def _counts_at(self, at: int) -> bool:
        return self.doc.words[at].kind == "number" or self._is_count(self.norms[at])

    def _its_own(self, at: int, limit: int) -> bool:
        """Whether a noun with the pronoun of somebody told of before stands at a word (`بيوتها`, `سكانها`)."""
        if at >= limit or self.doc.words[at].kind != "word" or self.doc.name(at) is not None:
            return False
        norm = self.norms[at]
        stem = norm.removesuffix("ها").removesuffix("هما").removesuffix("هم")
        return stem != norm and len(stem) > 2 and norm[:1] not in "بلوفك" and stem not in self.tables.prepositions

    def _accusative_behind(self, at: int, limit: int) -> bool:
        """`خطف مسلحون مهندسا`: whether an object in the accusative stands behind the subject, and no adverb."""
        if at >= limit or self.doc.words[at].kind != "word" or self.doc.name(at) is not None:
            return False
        norm = self.norms[at]
        if len(norm) < 4 or not norm.endswith("ا") or norm.endswith(("ها", "نا", "وا")) or has_article(norm):
            return False
        return norm not in self.tables.lists["adverbs"] and norm[:-1] not in self.tables.lists["counts"]

    def _object_beyond(self, at: int, limit: int) -> bool:
        """Whether an object stands behind the times and places that follow the subject."""
        doc, norms = self.doc, self.norms
        begin = at
        while at < limit and at - begin <= 8:
            if doc.time_at[at] >= 0 or norms[at] in self.tables.lists["adverbs"] or norms[at] in "،,":
                at += 1
            elif norms[at] in ("في", "علي", "قرب", "داخل", "وسط") and at + 1 < limit:
                name = doc.name(at + 1)
                at = doc.words_in(name.start, name.end)[1] if name is not None else at + 2
            else:
                break
        if at == begin:
            return False
        return at < limit and (self._is_count(norms[at]) or self._accusative_behind(at, limit))

    def _noun_behind(self, at: int, limit: int) -> bool:
        """`اقتحم عشرات المستوطنين باحات …`: whether a noun that can only be the object stands behind the subject."""
        if at >= limit or self.doc.words[at].kind != "word" or self.doc.time_at[at] >= 0:
            return False
        norm, tables = self.norms[at], self.tables
        joined = norm[:1] in "وفبلك" and norm not in tables.lists["rooted"]
        if joined or has_article(norm) or self._is_count(norm) or self.demonyms.of(norm) is not None:
            return False
        closed = (tables.prepositions, tables.boundaries.single, tables.relatives.single)
        if any(norm in words for words in (*closed, tables.lists["adverbs"], tables.lists["adjuncts"])):
            return False
        if norm.endswith(("ين", "ون", "ا")):
            return False
        named = at + 1 < limit and self.doc.name(at + 1) is not None
        return named or at + 1 >= limit or self.norms[at + 1] == "." or has_article(self.norms[at + 1])


def _long(trigger: Trigger) -> bool:
    """Whether a past has a long ā within it, which its passive has not (`اغتال`, `هاجم`: `اغتيل`, `هوجم`)."""
    word = trigger.reading.form.word
    return trigger.reading.form.pos == "past" and trigger.reading.form.number == "s" and "ا" in word[1:-1]
