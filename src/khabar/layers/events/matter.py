"""What an event is about: the content of a claim, the matter of talks, the purpose of a visit."""

from khabar.article import Attribution, Span
from khabar.layers.document import Doc
from khabar.layers.events.actors import Actor
from khabar.layers.events.lexicon import EventTables, Norms, WordSet, bares
from khabar.layers.events.sides import Demonyms
from khabar.layers.events.triggers import Trigger

_CLAIMS = frozenset(("REQUEST", "THREATEN", "ACCUSE", "AGREE", "REJECT"))
#: words that begin with a letter of a particle and have none
_PLAIN = frozenset(("بين", "بعد", "بلا", "لدي", "لكن", "لن", "لم", "لا", "بل", "لان", "بعض"))
_MARKS = "،,.؛"
#: word where a matter begins, letters of it that are a particle
Begin = tuple[int, int]
_LONGEST = 20
_REACH = 45


class Matter:
    """Reads what an event is about from the words behind its trigger."""

    def __init__(self, doc: Doc, tables: EventTables, demonyms: Demonyms, norms: Norms) -> None:
        self.doc = doc
        self.tables = tables
        self.demonyms = demonyms
        self.norms = norms
        #: first words of all that opens a matter
        self.openings = frozenset(word for _, words in tables.matter for word in (*words.single, *words.phrases))

    def about(
        self, trigger: Trigger, said: Attribution | None, high: int, actors: list[Actor], triggers: list[Trigger]
    ) -> list[Span]:
        """The span of the matter, if the sentence, which ends before word `high`, gives one.

        `said`: the attribution whose cue the trigger is: its content is the matter.
        """
        if said is not None:
            return [said.content]
        talks = trigger.entry["type"] == "CONSULT"
        if talks and not trigger.verb and trigger.last < high:
            size = self.tables.talked_of.at(self.norms, trigger.last)
            if size:  # مفاوضات السلام
                return self._span((trigger.last, 0), trigger.last + size)
        begin = self._talked(trigger, high, actors, triggers) if talks else self._claimed(trigger, high)
        if begin is None:
            return []
        if talks:
            high = next((at for at in range(begin[0] + 1, high) if self._held(at, begin[0])), high)
        verbs = [t.first for t in triggers if t.verb and t.first > begin[0] + 1 and self.norms[t.first][:1] == "و"]
        return self._span(begin, min([high, *verbs]))  # ناقشا الوضع واتفقا على …: that is another matter

    def _claimed(self, trigger: Trigger, high: int) -> Begin | None:
        """Where that begins which is claimed, asked for, agreed upon: behind أن, حول, ب, إلى."""
        kind = trigger.entry["type"]
        for at in range(trigger.last, min(high, trigger.last + 20)):
            norm = self.norms[at]
            if norm in _MARKS:
                return None
            if norm in self.tables.lists["matter"]:
                return (at, 1) if norm.startswith("ل") else (at + 1, 0)
            if kind in _CLAIMS and self.doc.name(at) is None and self.doc.name(min(at + 1, high - 1)) is None:
                # اتفاقا يعيد الحقول إلى أهلها: to whom something goes is no matter
                far = kind == "AGREE" and norm == "الي" and at > trigger.last + 2
                if (norm in self.tables.lists["content"] and not far) or (kind == "THREATEN" and norm == "من"):
                    return at + 1, 0
                if len(norm) > 2 and norm[:1] in ("بل" if kind == "REQUEST" else "ب") and norm not in _PLAIN:
                    return at, 1
        return None

    def _talked(self, trigger: Trigger, high: int, actors: list[Actor], triggers: list[Trigger]) -> Begin | None:
        """Where the matter of talks begins."""
        if _discusses(trigger):
            return self._discussed(trigger, high, actors)
        before = None if trigger.verb else self._before(trigger)
        if before is not None:
            return before
        limit = self._limit(trigger, high, triggers)
        for at in range(trigger.last, limit):
            begin = self._opened(at, limit)
            if begin is not None and not any(t.first < at < t.last for t in triggers):  # وقف لإطلاق النار
                return begin
        for other in triggers:
            if trigger.last <= other.first < limit and _discusses(other):  # اجتماع الوزير بنظيره أمس بحث …
                return self._discussed(other, high, actors)
        return None

    def _before(self, trigger: Trigger) -> Begin | None:
        """`…، وذلك خلال اجتماع`, `…، وهو الملف الذي ركزت عليه اللقاءات`: what the clause before a noun tells."""
        at = trigger.first - 1
        head = -1
        if at > 1 and self.norms[at] in self.tables.lists["at-it"] and self.norms[at - 1] == "وذلك":
            head = at - 1
        for k in range(at, max(1, at - 5), -1):
            if self.norms[k] in self.tables.lists["focusing"] and self.norms[k - 1] in self.tables.relatives.single:
                head = next((j for j in (k - 3, k - 4) if self.norms[j] in ("وهو", "وهي")), k - 1)
        if head < 1:
            return None
        end = head - 1 if self.norms[head - 1] in _MARKS else head
        first = next((j + 1 for j in range(end - 1, max(0, end - _LONGEST) - 1, -1) if self.norms[j] in _MARKS), -1)
        first = first if first >= 0 else max(0, end - _LONGEST)
        return (first, 0) if end - first > 1 else None

    def _limit(self, trigger: Trigger, high: int, triggers: list[Trigger]) -> int:
        """Where that ends which can be said of a meeting: what else is told, and what somebody says."""
        limit = min(high, trigger.last + _REACH)
        for other in triggers:
            if other.first >= trigger.last and other.verb and not _discusses(other):
                limit = min(limit, other.first)
        asked = self.tables.matter
        for said in self.doc.article.attributions:
            if said.cue and trigger.end <= said.cue[0] < self.doc.words[limit - 1].end:
                at = self.doc.words_in(*said.cue)[0]
                if not any(words.at(self.norms, at) for _, words in asked):  # داعيا إلى …
                    limit = min(limit, at)
        for at in range(trigger.last, limit):
            if self.norms[at] in "؛.":
                return at
        return limit

    def _opened(self, at: int, high: int) -> Begin | None:
        """Where the matter begins, if word `at` opens it."""
        norm = self.norms[at]
        for particle, words in self.tables.matter if norm in self.openings else ():
            size = words.at(self.norms, at) or self._parted(words, at)
            after = at + size
            if size and after < high and (not particle or self.norms[after].startswith(particle)):
                return after, len(particle)
        if norm.startswith("ل") and len(norm) > 3 and self.doc.name(at) is None:
            rests = (norm[1:], "ا" + norm[1:], norm[2:])  # لمتابعة, لاستئناف, للوقوف
            if any(rest in self.tables.purposes for rest in rests):
                return at, 1
        return None

    def _parted(self, words: WordSet, at: int) -> int:
        """`تطرقا فيها إلى`: how many words match at `at` where one that points back stands behind the first."""
        lists = self.tables.lists
        if at + 2 >= len(self.norms) or not (
            self.norms[at + 1] in lists["therein"] or self.norms[at + 1] in lists["during-it"]
        ):
            return 0
        phrases = words.phrases.get(self.norms[at], ())
        return next((len(p) + 1 for p in phrases if self.norms[at + 2 : at + 1 + len(p)] == list(p[1:])), 0)

    def _discussed(self, trigger: Trigger, high: int, actors: list[Actor]) -> Begin | None:
        """The object of a verb for discussing, behind its subject and with whom, when and where they did."""
        at = trigger.last
        limit = min(high, trigger.last + 30)
        while at < limit:
            norm = self.norms[at]
            actor = next((a for a in actors if min(a.begin, a.first) <= at < a.last), None)
            name = self.doc.name(at)
            if actor is not None:
                at = actor.last
            elif name is not None:
                at = max(at + 1, self.doc.words_in(name.start, name.end)[1])
            elif norm in ".؛:" or norm in self.tables.boundaries.single:
                return None
            elif self.doc.words[at].kind != "word" or self.doc.time_at[at] >= 0 or self._leads(at):
                at += 1
            elif norm in self.tables.lists["matter"]:
                return at + 1, 0
            elif norm in self.tables.prepositions:
                at += 1 if norm in ("مع", "بين") else 2 + self._adjective(at + 1)
            else:
                return at, 0
        return None

    def _adjective(self, at: int) -> bool:
        """`في جلسة مغلقة`: whether the noun at a word has its adjective behind it, both without the article."""
        if at + 1 >= len(self.norms) or self.doc.name(at + 1) is not None or self.doc.words[at + 1].kind != "word":
            return False
        one, two = self.norms[at], self.norms[at + 1]
        return not (one.startswith("ال") or two.startswith("ال")) and one.endswith("ه") == two.endswith("ه")

    def _leads(self, at: int) -> bool:
        """Whether a word is a title, says of which country somebody is, or points back (`خلاله`, `معه`)."""
        norm = self.norms[at]
        back = norm.startswith("خلال") or norm in self.tables.lists["with-him"]
        return back or any(b in self.tables.titles.single for b in bares(norm)) or bool(self.demonyms.of(norm))

    def _held(self, at: int, first: int) -> bool:
        """`حول الحدود في جنيف`: whether `في` and a town tell where talks were, and not where what they are about is.

        `حول القتال في الفاشر`: what goes on somewhere keeps its place.
        """
        name = self.doc.name(at + 1) if self.norms[at] == "في" else None
        if name is None or name.type != "GPE" or name.entity in self.doc.packs.countries:
            return False
        near = self.norms.bag(max(first, at - 4), at)
        return self.tables.lists["going-on-somewhere"].isdisjoint(near)

    def _span(self, begin: Begin, high: int) -> list[Span]:
        """From where the matter begins to the next mark, at most twenty words on."""
        first, letters = begin
        last = first
        while last < high and last < first + _LONGEST and self.norms[last] not in _MARKS + ":":
            last += 1
        if last == first:
            return []
        return [self.doc.trim(self.doc.words[first].start + letters, self.doc.words[last - 1].end)]


def _discusses(trigger: Trigger) -> bool:
    """Whether a word is a verb that has what was talked of as its object (`بحث`, `ناقش`)."""
    return trigger.verb and trigger.entry.get("frame") == "discuss"
