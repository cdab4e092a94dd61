"""The component: expressions of the body, their values, and the day of publication where the text gives it away."""

from datetime import date
from typing import Any

from msgspec import structs

from khabar.arabic.clitics import noun_splits
from khabar.article import Relative, Time
from khabar.layers.document import Doc
from khabar.layers.times.anchors import Told, counts_from_text, days_after, from_text, must_count_from_text
from khabar.layers.times.calendars import Interval
from khabar.layers.times.direction import Direction
from khabar.layers.times.grammar import Expression, Grammar
from khabar.layers.times.join import has_time
from khabar.layers.times.lexicon import Lexicon, compile_lexicon
from khabar.layers.times.published import given, say, work_out
from khabar.layers.times.relative import contradicts, relative
from khabar.layers.times.values import span
from khabar.packs import Packs


class Times:
    """Fills `article.times`, and `article.published` as an interval with reasons where it was unknown."""

    name = "times"
    requires: tuple[str, ...] = ("body", "names")
    assigns = ("times",)

    def __init__(self, packs: Packs) -> None:
        self.lexicon: Lexicon = packs.compiled("times.lexicon", compile_lexicon)
        self.grammar: Grammar = packs.compiled("times.grammar", lambda _: Grammar(self.lexicon))
        self.direction: Direction = packs.compiled("times.direction", lambda _: Direction(self.lexicon))

    def __call__(self, doc: Doc) -> None:
        """Fill `article.times`."""
        found = [(e, self._forward(doc, e)) for e in self.expressions(doc)]
        known = given(doc, found, self.lexicon)
        if known is None:
            known = work_out(doc, found, self.lexicon, self.direction)
            doc.article.published = known.published
        times = self._times(doc, found, known.days)
        for number, other in known.clashes:
            if times[number].contradicts is None:
                times[number].contradicts = times[other].start, times[other].end
        said = {time.contradicts for time in times}
        doc.article.times = [
            entry for (e, _), time in zip(found, times, strict=True) for entry in self._entries(doc, e, time, said)
        ]
        doc.index_times()

    def _forward(self, doc: Doc, e: Expression) -> bool:
        side = e.side = self.direction.side(doc, e.first, e.last, e.fields.get("way"))
        if e.fields.keys() & {"feast", "hmonth"} and not e.fields.keys() & {"dir", "year", "hyear", "unit"}:
            e.fields["dir"] = {-1: "back", 0: "nearest", 1: "ahead"}[side]
        return side > 0 or (side == 0 and bool(e.fields.get("ahead")))

    # --- finding -----------------------------------------------------------------------------------------
    def expressions(self, doc: Doc) -> list[Expression]:
        """The expressions of the body in order, without those that stand inside a name or are no time."""
        words, starts = doc.words, self.grammar.starts
        out: list[Expression] = []
        at, count = 0, len(words)
        line_end = 0
        while at < count:
            if not starts(words[at].norm):
                at += 1
                continue
            if at >= line_end:
                line = doc.line_of[at]
                line_end = at
                while line_end < count and doc.line_of[line_end] == line:
                    line_end += 1
            found = self.grammar.parse(words, at, line_end)
            if found is None or not has_time(found.fields):
                at += 1
            elif self._not_a_time(doc, found):
                at = found.last
            else:
                if out and out[-1].last == found.first and set(out[-1].fields) == {"weekday"} and "dir" in found.fields:
                    out[-1].fields["dir"] = found.fields["dir"]  # الثلاثاء والأربعاء المقبلين
                out.append(found)
                at = found.last
        return out

    def _not_a_time(self, doc: Doc, found: Expression) -> bool:
        if doc.name_at[found.first] >= 0:
            name = doc.article.names[doc.name_at[found.first]]
            if name.start <= doc.words[found.first].start + found.skip and doc.words[found.last - 1].end <= name.end:
                return True
        before = doc.words[found.first - 1].norm if found.first else ""
        after = doc.words[found.last].norm if found.last < len(doc.words) else ""
        keys = found.fields.keys()
        befores = {split.stem for split in noun_splits(before)}
        for words, categories in self.lexicon.not_after:
            # two words that say one day (وروسيا اليوم الثلاثاء) outweigh the word before them
            if keys <= categories and keys != {"days", "weekday"} and befores & words:
                return True
        for words, categories in self.lexicon.only_after:
            if keys <= categories and not befores & words:
                return True
        if keys == {"day", "month"} and self._quoted(doc, found):
            return True  # «14 آذار» is a coalition
        two = " ".join(w.norm for w in doc.words[found.last : found.last + 2])
        return any(keys <= c and after in words for words, c in self.lexicon.not_before) or any(
            keys & c and two in words for words, c in self.lexicon.not_before_any
        )

    def _quoted(self, doc: Doc, found: Expression) -> bool:
        quote = doc.quote_around(doc.words[found.first].start, doc.words[found.last - 1].end)
        inner = doc.trim(*quote.inner) if quote else None
        return inner == self._span(doc, found)

    # --- values ------------------------------------------------------------------------------------------
    def _times(self, doc: Doc, found: list[tuple[Expression, bool]], days: list[date]) -> list[Time]:
        out: list[Time] = []
        told = Told()
        for expression, forward in found:
            sentence = doc.sentence_of[expression.first]
            start, end = self._span(doc, expression)
            fields = expression.fields
            time = Time(start, end, rule=expression.rule, pack=expression.pack)
            if "after_event" in fields:
                # `ويأتي ذلك بعد يوم من …` names the day of what is told, by something earlier
                value = told.day if self._comes(doc, expression.first) else None
            elif counts_from_text(fields):
                value = from_text(fields, expression.until, told)
                if value is None and not must_count_from_text(fields):
                    value = _for_all(expression, days, forward)
            elif fields.get("way") == "ahead" and not forward and "about" not in fields:
                value = days_after(fields, told, sentence)
            elif "vague" in fields or "about" in fields or self._from_event(doc, expression):
                value = None
            else:
                value = _for_all(expression, days, forward)
            if value is None:
                time.grain, time.relative = _open(fields, forward)
            else:
                time.grain = value.grain
                time.earliest, time.latest = value.earliest.isoformat(), value.latest.isoformat()
                told.tell(value, sentence)
                if len(days) == 1 and contradicts(fields, days[0], value.earliest):
                    time.contradicts = start, end
                    say(doc, start, end, days[0])
            out.append(time)
        return out

    def _entries(self, doc: Doc, expression: Expression, time: Time, said: set[tuple[int, int] | None]) -> list[Time]:
        """One entry, or two where a date written out stands beside the word that counts from today.

        `اليوم | الجمعة 9 ديسمبر 2016`: an apposition of two expressions, as in ISO-TimeML (ISO 24617-1). One
        that contradicts itself or another stays whole: the two words together are what contradicts.
        """
        contradicts = time.contradicts is not None or (time.start, time.end) in said
        if expression.date is None or time.earliest is None or contradicts:
            return [time]
        at, rule = expression.date
        end = doc.trim(time.start, doc.words[at - 1].end)[1]
        start = doc.words[at].start
        return [structs.replace(time, end=end), structs.replace(time, start=start, rule=rule)]

    def _from_event(self, doc: Doc, expression: Expression) -> bool:
        """`خلال شهر من توقيع الاتفاق`: counted from what has no date."""
        if expression.fields.get("way") != "within" or expression.last + 1 >= len(doc.words):
            return False
        after, then = doc.words[expression.last].norm, doc.words[expression.last + 1].norm
        if after != "من" or then in ("الان", "اليوم"):
            return False
        expression.fields["about"] = True
        return True

    def _comes(self, doc: Doc, first: int) -> bool:
        words = {w.norm.removeprefix("و") for w in doc.words[max(0, first - 5) : first]}
        return bool(words & self.lexicon.look.get("comes", set()))

    def _span(self, doc: Doc, expression: Expression) -> tuple[int, int]:
        first = doc.words[expression.first]
        start = first.start
        if expression.skip:
            low, _ = doc.folded.to_folded(first.start, first.end)
            start = doc.folded.to_given(low + expression.skip, low + expression.skip + 1)[0]
        start, end = doc.trim(start, doc.words[expression.last - 1].end)
        text = doc.article.text
        return start, end + (text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end))


def _for_all(expression: Expression, days: list[date], forward: bool) -> Interval | None:
    """The value, where it is the same from every day on which the article may have been published."""
    fields, until = expression.fields, expression.until
    if len(days) != 1 and (fixed := span(fields, until, None, forward)):
        return fixed
    if not days:
        return None
    value = span(fields, until, days[0], forward)
    if value is not None and any(span(fields, until, day, forward) != value for day in days[1:]):
        return None
    return value


def _open(fields: dict[str, Any], forward: bool) -> tuple[str, Relative]:
    """Grain and relative value of what is not put on the calendar."""
    if "vague" in fields:
        return "vague", relative(fields)
    if fields.keys() & {"anchored", "anchored_year", "after_event"}:
        return "vague", Relative(vague=True, anchor="text")
    if "about" in fields or (fields.get("way") == "ahead" and not forward):
        out = relative(fields)
        out.vague, out.anchor = True, None if "about" in fields else "text"
        return "vague", out
    if fields.get("way") == "along":
        return "vague", Relative(unit=fields["unit"], vague=True, duration=True)
    return _grain(fields), relative(fields, forward)


def _grain(fields: dict[str, Any]) -> str:
    if fields.keys() & {"days", "weekday", "day", "hday", "feast"}:
        return "day"
    unit = fields.get("unit")
    if unit in ("day", "week", "month", "year"):
        return str(unit)
    if fields.keys() & {"weekend", "earlier_this", "later_this"}:
        return "week"
    if fields.keys() & {"season", "quarter"}:
        return "season"
    return (
        "month"
        if fields.keys() & {"month", "hmonth"}
        else "year"
        if fields.keys() & {"year", "hyear", "decade"}
        else "vague"
    )
