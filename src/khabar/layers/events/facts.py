"""What kind of fact an event is, when and where, about what, with what outcome, and on whose word."""

from khabar.article import Attribution, EventTime, Span
from khabar.layers.document import Doc
from khabar.layers.events.actors import Actor
from khabar.layers.events.lexicon import EventTables, Frame, Norms
from khabar.layers.events.triggers import Trigger

_LASTING = frozenset(
    (
        "siege",
        "blockade",
        "shelter",
        "backing",
        "coordination",
        "talks",
        "war",
        "clash",
        "alert",
        "harassment",
        "mediation",
    )
)


_STANDING = frozenset(("coordination", "bilateral", "humanitarian", "backing", "alert"))
_PLAIN = frozenset(("بين", "بعد", "بلا", "لدي", "لكن", "لن", "لم", "لا", "بل", "لان", "بعض"))
_BEGIN = ("بد", "وبد", "شرع", "باشر")
_CLAIMS = frozenset(("REQUEST", "THREATEN", "ACCUSE", "AGREE", "REJECT"))


class Facts:
    """Reads modality, polarity, time, place, matter and outcome around a trigger."""

    def __init__(self, doc: Doc, tables: EventTables, norms: Norms) -> None:
        self.doc = doc
        self.tables = tables
        self.norms = norms

    def modality(self, trigger: Trigger, low: int, high: int) -> tuple[str, bool]:
        """(modality, polarity) from the words around a trigger."""
        value, positive = "happened", True
        reading = trigger.reading
        anchor = trigger.first
        if trigger.light is not None and trigger.light.form.pos in ("past", "present"):
            anchor = min(anchor, trigger.light.at)
            reading = trigger.light
        past = reading.form.pos == "past" and (trigger.verb or trigger.light is not None)
        before = range(max(low, anchor - 7), trigger.first)
        after = range(trigger.last if trigger.verb else trigger.first + 1, min(high, trigger.last + 3))
        if "س" in reading.prefix and reading.form.pos == "present":
            value = "planned"
        if trigger.verb and reading.form.pos == "present" and self.norms[low].removeprefix("و") == "بموجب":
            value = "planned"  # وبموجب الاتفاق ينسحب الجيش …
        if self.norms[anchor - 2 : anchor] in (["علي", "ان"], ["قبل", "ان"]) and reading.form.pos == "present":
            to_come = self.norms[anchor - 2] == "علي" or any(n[:2] in ("سي", "ست") for n in self.norms[low:anchor])
            value = "planned" if to_come else value  # سيزور العراق قبل أن يسافر إلى مصر
        if trigger.definite and trigger.light is None and self.norms[trigger.first - 1] in ("علي", "عن"):
            before = range(0)  # رد محتمل على الهجوم: what is answered has happened
        found = self._found(before, after, past, trigger.light.at if trigger.light is not None else -1)
        if value == "happened" and found:
            value = found if not (found == "ended" and trigger.entry["type"] == "AGREE") else value
        speech = bool(trigger.entry.get("speech"))
        if (
            trigger.verb
            and reading.form.pos == "present"
            and value == "happened"
            and trigger.entry.get("mode") in _LASTING
        ):
            value = "ongoing"
        clause = self.norms[trigger.last : trigger.last + 2]
        if not trigger.verb and value == "happened" and not self.tables.lists["conducting"].isdisjoint(clause):
            value = "ongoing"  # حملة تقودها الولايات المتحدة
        carried = trigger.light is not None and reading is trigger.light and reading.form.pos == "present"
        if carried and value == "happened" and not speech:
            value = "ongoing"  # تجري محادثات, تقوم بقصف
        standing = not trigger.verb and trigger.light is None and trigger.entry.get("mode") in _STANDING
        if standing and value == "happened":
            value = "ongoing"
        if speech and value in ("ongoing", "possible", "conditional") and trigger.verb:
            value = "happened"
        if trigger.entry["type"] == "AGREE" and trigger.entry.get("mode") == "offer" and value == "happened":
            value = "planned"
        for at in range(max(low, anchor - 6), anchor - 1):  # لم تتمكن من التوصل إلى اتفاق
            if self.norms[at].removeprefix("و") in ("لم", "لن") and self.norms[at + 1] in self.tables.lists["managing"]:
                return value, False
        between = self.norms[max(anchor, trigger.first - 3) : trigger.first]
        if any(norm in self.tables.lists["without"] for norm in between):
            return value, False  # انتهى الاجتماع دون اتفاق: what carries the noun stands before the negation
        for at in range(anchor - 1, max(low, anchor - 4) - 1, -1):
            norm = self.norms[at]
            if norm in "،,.؛:" or (norm in self.tables.boundaries.single and norm not in ("ان", "بان", "او")):
                break
            bare = norm[1:] if norm[:1] in "وفب" and len(norm) > 2 else norm
            if norm in self.tables.negations.single or bare in self.tables.negations.single:
                if bare == "غير" and self.norms[at + 1] in ("ان", "انه", "انها", "انهم"):
                    break  # غير أن: but
                if bare in ("لا", "لم", "لن", "ما") and not (trigger.verb or reading is trigger.light):
                    continue
                if bare == "لا" and at + 1 < len(self.norms) and self.norms[at + 1] in ("يزال", "تزال", "يزالون"):
                    break
                if bare in ("لم", "لن", "لا") and at < anchor - 1:
                    continue
                positive = False
                if bare == "لن" and value in ("happened", "ongoing"):
                    value = "planned"  # what will not be was planned
                elif bare == "لم" and value == "ongoing":
                    value = "happened"
                break
        return value, positive

    def _found(self, before: range, after: range, past: bool, light: int) -> str | None:
        for at in reversed(before):
            norm = self.norms[at]
            if norm in ".؛:،," or norm in self.tables.lists["stops"]:
                return self._after(after)
            bare = norm[1:] if norm[:1] in "وفبل" and len(norm) > 3 else norm
            if norm == "قد" and not past and self.norms[at + 1][:1] in "يت" and self.norms[at + 1][-1:] != "ت":
                return "possible"  # قد يزور, and not قد نشرت
            for modality in self.tables.modalities:
                if norm in modality.before.single or bare in modality.before.single:
                    begun = at == light and modality.value == "ongoing" and norm.startswith(_BEGIN)  # بدأت حملة
                    if past and not begun and modality.value in ("planned", "possible", "ongoing"):
                        continue
                    return modality.value
        return self._after(after)

    def _after(self, after: range) -> str | None:
        for at in after:
            norm = self.norms[at]
            if norm in ".؛:،," or norm in self.tables.prepositions:
                return None
            for modality in self.tables.modalities:
                if norm in modality.after.single or (norm[:2] in ("سي", "ست") and norm in modality.before.single):
                    return modality.value
        return None

    def later(self, time: EventTime) -> bool:
        """Whether a time lies after the day of publication."""
        published = self.doc.article.published.latest
        if time.earliest and published:
            return time.earliest > published
        return time.relative is not None and time.relative.direction == "future"

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
        return head >= 0 and self.norms[head] in self.tables.lists["dated"] and not 0 <= head - trigger.last <= 3

    def places(
        self, trigger: Trigger, frame: Frame, low: int, high: int, used: list[Actor], triggers: list[Trigger]
    ) -> list[Span]:
        """Places of the event: after a preposition of place in its clause, else those before it."""
        limit = high
        for other in triggers:
            if other.first >= trigger.last and other.verb:
                limit = other.first
                break
        found = self._places(trigger.last, min(limit, trigger.last + 25), frame)
        if not found:
            found = self._places(max(low, trigger.first - 12), trigger.first, frame)[-1:]
        return found[:3]

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
            if prep in self.tables.lists["where"] or name.type == "LOC" or at - joined <= 3:
                out.append((name.start, name.end))
                joined = self.doc.words_in(name.start, name.end)[1]
        return out

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
        """The outcome of talks, from the words of the sentence after the trigger."""
        for value, words in self.tables.outcomes:
            for at in range(trigger.last, high):
                if words.at(self.norms, at):
                    return value
        return "unknown"

    def about(self, trigger: Trigger, attribution: Attribution | None, high: int) -> list[Span]:
        """What the event is about: the content of the speech, or what follows حول, بشأن, لبحث, ب, إلى."""
        if attribution is not None:
            return [attribution.content]
        doc = self.doc
        kind = trigger.entry["type"]
        for at in range(trigger.last, min(high, trigger.last + 20)):
            norm = self.norms[at]
            if norm in "،,.؛":
                return []
            begin = -1
            if norm in self.tables.lists["matter"]:
                begin = at + 1 if not norm.startswith("ل") else at
            elif kind in _CLAIMS and doc.name(at) is None and doc.name(min(at + 1, len(doc.words) - 1)) is None:
                if norm in self.tables.lists["content"]:
                    begin = at + 1
                elif len(norm) > 2 and norm[:1] in ("بل" if kind == "REQUEST" else "ب") and norm not in _PLAIN:
                    begin = at
            if begin >= 0:
                end = begin
                while end < high and end < begin + 14 and self.norms[end] not in "،,.؛:":
                    end += 1
                if end > begin:
                    first = doc.words[begin]
                    offset = 1 if begin == at and first.norm[:1] in "بل" else 0
                    return [doc.trim(first.start + offset, doc.words[end - 1].end)]
                return []
        return []

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
