"""What kind of fact an event is, when and where, with what outcome, and on whose word."""

from khabar.article import EventTime, Name, Span
from khabar.layers.events.actors import Actor
from khabar.layers.events.lexicon import Frame, bares
from khabar.layers.events.modality import Modalities
from khabar.layers.events.triggers import BODILY, Trigger


class Facts(Modalities):
    """Reads modality, polarity, time, place and outcome around a trigger."""

    def later(self, time: EventTime) -> bool:
        """Whether a time lies after the day of publication."""
        published = self.doc.article.published.latest
        if time.earliest and published:
            return time.earliest > published
        relative = time.relative
        return relative is not None and (
            relative.direction == "future" or (relative.unit == "day" and (relative.offset or 0) > 0)
        )

    def time(self, trigger: Trigger, low: int, high: int, triggers: list[Trigger]) -> EventTime:
        """The time expression nearest to a trigger in its sentence, not beyond another trigger where one is nearer."""
        best, where = 10_000, -1
        times = self.doc.article.times
        seen: set[int] = set()
        for at in range(low, high):
            number = self.doc.time_at[at]
            if number < 0 or number in seen:
                continue
            seen.add(number)
            distance = at - trigger.last if at >= trigger.last else (trigger.first - at) * 1.2
            if distance < 0 or self._dates_another(at, trigger):
                continue
            nearer = sum(
                1
                for t in triggers
                if t is not trigger and (trigger.last <= t.first < at or at < t.first < trigger.first)
            )
            score = distance + 8 * nearer
            if score < best:
                best, where = int(score), number
        if where < 0 or best > 30:
            return EventTime()
        time = times[where]
        return EventTime(
            time.earliest, time.latest, (time.start, time.end), time.relative, rule=time.rule, pack=time.pack
        )

    def _dates_another(self, at: int, trigger: Trigger) -> bool:
        """`الاتفاق الموقع عام 1991`: whether a participle gives the time at `at` to the noun before it, not to this."""
        head = at - 2 if self.norms[at - 1] == "في" else at - 1
        own = not trigger.verb and 0 <= head - trigger.last <= 3
        return head >= 0 and self.norms[head] in self.tables.lists["dated"] and not own

    def places(
        self, trigger: Trigger, frame: Frame, low: int, high: int, used: list[Actor], triggers: list[Trigger]
    ) -> list[Span]:
        """Places of the event: after a preposition of place in its clause, else those before it.

        `used`: who it is done to or with, among them the country that somebody visits.
        """
        talks = trigger.entry["type"] == "CONSULT"
        if trigger.entry.get("leaves"):
            heads = [at for at in range(trigger.last, high) if self.norms[at] in self.tables.lists["towards"]]
            reached = [place for at in heads for place in self._places(at, min(at + 4, high), frame)[:1]]
            if reached:
                return reached[:1]  # غادر مطار المدينة إلى قاعدة الميناء
        town = None if trigger.verb else self._town(trigger.last, high)
        if town is not None:
            return [town]  # محادثات جنيف
        limit = high
        for other in triggers:
            # محادثات توقفت بعد الهجوم على البلدة: a place behind an attack is that of the attack
            if other.first >= trigger.last and (other.verb or (talks and other.entry["type"] in BODILY)):
                limit = other.first
                break
        if talks:
            limit = next(
                (at for at in range(trigger.last, limit) if self.norms[at] in self.tables.boundaries.single), limit
            )
        back = self._back(trigger)
        found = self._places(low, trigger.first, frame)[-1:] if back else []
        if "object" in frame.place and not found:
            found = [a.span for a in used if a.country and not a.prep and a.first >= trigger.last]  # زار العراق
        if not found:
            found = self._places(trigger.last, min(limit, trigger.last + 25), frame)
        if not found:
            begin = max(low, trigger.first - 12)
            if not trigger.verb:
                opened = [at for at in range(begin, trigger.first) if self.norms[at] in self.tables.boundaries.single]
                begin = opened[-1] if opened else begin
            found = self._places(begin, trigger.first, frame)[-1:]
        return found[:3]

    def _town(self, at: int, high: int) -> Span | None:
        """The name of a town, not of a country, that begins with a word right behind a noun."""
        name = self.doc.name(at) if at < high else None
        if name is None or name.type != "GPE" or name.entity in self.doc.packs.countries:
            return None
        return (name.start, name.end) if name.start == self.doc.words[at].start else None

    def _back(self, trigger: Trigger) -> bool:
        """`المطار الذي عقدت فيه الاجتماعات`: whether a word points back at the place where it was."""
        near = self.norms[max(0, trigger.first - 3) : trigger.first]
        return not trigger.verb and not self.tables.lists["therein"].isdisjoint(near)

    def _places(self, first: int, last: int, frame: Frame) -> list[Span]:
        out: list[Span] = []
        joined = -5
        for at in range(first, last):
            name = self.doc.name(at)
            if name is None or name.type not in ("GPE", "LOC") or (out and out[-1] == (name.start, name.end)):
                continue
            if self.doc.words_in(name.start, name.end)[0] != at:
                continue
            prep = self._prep(at, name.start)
            if self._of_title(at, name):
                continue  # قائد القوات في سوريا الجنرال فلان: where he commands
            each = self.norms[max(0, at - 3) : at] == ["في", "كل", "من"]  # في كل من دمشق والقامشلي
            if each or prep in self.tables.lists["where"] or name.type == "LOC" or at - joined <= 3:
                out.append((name.start, name.end))
                joined = self.doc.words_in(name.start, name.end)[1]
        return out

    def _of_title(self, at: int, name: Name) -> bool:
        """Whether a place stands within a title, between its noun and a rank or the name of its holder."""
        after = self.doc.words_in(name.start, name.end)[1]
        if self.norms[at - 1] != "في" or after >= len(self.norms):
            return False
        holder = self.doc.name(after)
        ranked = any(b in self.tables.lists["ranks"] for b in bares(self.norms[after]))
        named = holder is not None and holder.type == "PER"
        titled = any(b in self.tables.titles.single for norm in self.norms[max(0, at - 5) : at] for b in bares(norm))
        return (ranked or named) and titled

    def _prep(self, at: int, start: int) -> str:
        word = self.doc.words[at]
        if start > word.start and word.norm[:1] in "بل":
            return word.norm[0]
        for j in range(at - 1, max(-1, at - 4), -1):
            norm = self.norms[j]
            if norm in self.tables.prepositions:
                return self.tables.prepositions[norm]
            if norm[:1] == "ب" and len(norm) > 4:
                return "ب"
            if self.doc.words[j].kind == "mark" and norm in ".؛":
                return ""
        return ""

    def outcome(self, trigger: Trigger, low: int, high: int) -> str:
        """The outcome of talks, from the words of the sentence after the trigger; a visit as such comes to nothing."""
        if trigger.entry["mode"] == "visit":
            return "unknown"
        begin = max(low, trigger.first - 4) if not trigger.verb else trigger.last
        for value, words in self.tables.outcomes:
            for at in (*range(trigger.last, high), *range(begin, trigger.first)):
                if not words.at(self.norms, at) or self.norms[max(0, at - 1) : at + 1] == ["من", "اجل"]:
                    continue  # من أجل is no postponement
                if at >= trigger.last or self._ends(at, trigger, value):
                    return value
        return "unknown"

    def _ends(self, at: int, trigger: Trigger, value: str) -> bool:
        """`فشلت الجولة الثالثة من المفاوضات`: whether the verb that talks are the subject of says how they ended."""
        between = self.norms[at + 1 : trigger.first]
        open_ = not any(n in "،,.؛:" or n in self.tables.boundaries.single for n in between)
        return value in ("none", "agreement") and self.norms[at] in self.tables.lists["ending-talks"] and open_

    def attribution(self, trigger: Trigger) -> tuple[int | None, bool]:
        """(index of the attribution it rests on, whether the trigger is itself its cue)."""
        speech = bool(trigger.entry.get("speech"))
        best: int | None = None
        size = 1 << 30
        for number, said in enumerate(self.doc.article.attributions):
            acts = speech or said.stance in ("demanding", "threatening")
            if acts and said.cue and said.cue[0] < trigger.end and trigger.start < said.cue[1]:
                return number, True
            start, end = said.content
            if start <= trigger.start and trigger.end <= end and end - start < size:
                best, size = number, end - start
        return best, False
