"""From words to fields: patterns matched word by word, neighbours joined into one expression.

An expression is a bag of fields (`weekday`, `day`, `month`, `year`, `days`, `unit` and `offset`, …)
that `values` puts on the calendar. Patterns look at words through the lexicon, with a bounded number
of words each: the whole is linear in the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from khabar.arabic.clitics import noun_splits
from khabar.arabic.numbers import NUMBER_WORDS, read_number
from khabar.arabic.words import Word
from khabar.layers.times.lexicon import Element, Lexicon, Pattern

Fields = dict[str, Any]
_SEPARATORS = frozenset("/-–—.،,ـ")
_ERA = {"م": False, "ميلادي": False, "ميلاديه": False, "ه": True, "هجري": True, "هجريه": True, "للهجره": True}
_YEAR_WORDS = ("عام", "سنه", "العام", "السنه", "لعام", "لسنه", "بعام", "بسنه")
_NEEDS_NUMBER = frozenset({"day", "daynum", "numdate", "bareyear", "year", "quantity", "num"})
_PREPOSITIONS = frozenset({"في", "منذ", "مند", "خلال", "حتي", "شهر", "مطلع", "منتصف", "اواخر", "اواءل", "نهايه",
                           "بدايه", "بحلول", "قبل", "بعد", "اواسط", "الي"})  # fmt: skip
_NO_PARTICLE = frozenset({"vague", "daypart_after", "dir", "part"})
_BARE_DAYS = ("امس", "غد")  # لامس is a verb, وغد a noun
_LOOSE = ("ب", "ل", "و", "ال", "لل")


@dataclass
class Expression:
    """Words `first` to `last` (half-open), the offset of the first letter in word `first`, and what they say."""

    first: int
    last: int
    skip: int
    fields: Fields
    rule: str
    pack: str
    until: Fields | None = None
    weekday_words: tuple[int, int] | None = None
    extra: list[str] = field(default_factory=list)


class Grammar:
    """Finds expressions in words of one line."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lex = lexicon
        self._starts: dict[str, tuple[tuple[int, str, tuple[Pattern, ...]], ...]] = {}
        self._by_word: dict[str, list[Pattern]] = {}
        self._by_number: list[Pattern] = []
        for pattern in lexicon.patterns:
            for element in pattern.elements:
                if element.category in _NEEDS_NUMBER:
                    self._by_number.append(pattern)
                for word in self._first_words(element):
                    self._by_word.setdefault(word, []).append(pattern)
                if not element.optional:
                    break

    def _first_words(self, element: Element) -> set[str]:
        lex, category = self.lex, element.category
        if category is None:
            words = set(element.words)
            return words | {"لل" + w[2:] for w in words if w.startswith("ال")}
        if category in ("wd", "anywd", "shywd"):
            return set(lex.categories["weekday"])
        if category == "month":
            return set(lex.categories["month"]) | set(lex.categories["hijri_month"])
        if category in ("dir", "nowdir", "unitdir", "samedir"):
            return set(lex.categories["direction"])
        if category in lex.categories:
            return set(lex.categories[category])
        if category in ("theunit", "dayunit", "weekenddef"):
            return {"ال" + w for w in lex.one}
        if category == "aunit":
            return set(lex.one)
        if category in ("manyunits", "dualunits"):
            return {"ال" + w for w in lex.many} | {"ال" + w for w in lex.two}
        if category == "quantity":
            return set(NUMBER_WORDS) | set(lex.two) | {"ال" + w for w in lex.two} | set(lex.one)
        if category in ("day", "nth", "year", "num", "bareyear"):
            return set(NUMBER_WORDS) | {"اخر", "ال"}
        return set()

    def starts(self, norm: str) -> tuple[tuple[int, str, tuple[Pattern, ...]], ...]:
        """Ways in which a word can begin an expression: letters before the stem, stem, patterns."""
        known = self._starts.get(norm)
        if known is None:
            found = []
            if norm[:1].isdigit():
                found.append((0, norm, tuple(self._by_number)))
            else:
                for prefix, stem, offset in noun_splits(norm):
                    patterns = self._by_word.get(stem)
                    if patterns:
                        fit = tuple(p for p in patterns if not prefix or p.elements[0].category not in _NO_PARTICLE)
                        if prefix and stem in _BARE_DAYS and not (stem == "امس" and prefix in "وف"):
                            continue
                        if fit:
                            found.append((offset, stem, fit))
            known = tuple(found)
            if len(self._starts) < 100_000:
                self._starts[norm] = known
        return known

    # --- one pattern -------------------------------------------------------------------------------------
    def atom(self, words: Sequence[Word], at: int, stop: int) -> Expression | None:
        """The longest single piece that begins at word `at`."""
        best: Expression | None = None
        for offset, stem, patterns in self.starts(words[at].norm):
            reader = _Reader(self.lex, words, at, stop, stem)
            for pattern in patterns:
                for end, fields in reader.match(pattern.elements, 0, at, {}):
                    longer = best is None or end > best.last
                    if longer:
                        best = Expression(at, end, offset, {**fields, **pattern.sets}, pattern.rule, pattern.pack)
                    break
        return best

    # --- pieces joined -----------------------------------------------------------------------------------
    def chain(self, words: Sequence[Word], at: int, stop: int) -> Expression | None:
        """One expression: a piece and the pieces beside it that say more of the same time."""
        expression = self.atom(words, at, stop)
        if expression is None:
            return None
        while expression.last < stop:
            if "part" in expression.fields and words[expression.last].norm == "من":
                break  # بداية من شهر آذار: from March on
            after, bracket, joined = self._joined(words, expression.last, stop)
            piece = None
            for begin in dict.fromkeys((after, expression.last)):
                if begin >= stop:
                    continue
                piece = self.atom(words, begin, stop)
                if piece and piece.skip and begin == expression.last:
                    prefix = words[begin].norm[: piece.skip]
                    if prefix.startswith(("و", "ف", "ك")):
                        piece = None
                if piece and (fields := _merged(expression.fields, piece.fields, joined and begin == after)):
                    break
                piece = None
            if piece is None:
                break
            expression.fields = fields
            expression.last = piece.last
            expression.extra.append(piece.rule)
            if bracket and piece.last < stop and words[piece.last].norm == ")":
                expression.last += 1
        return expression

    def _joined(self, words: Sequence[Word], at: int, stop: int) -> tuple[int, bool, bool]:
        """Where the next piece begins after words that join; whether a bracket opened; whether anything stood there."""
        begin, bracket = at, False
        while begin < stop and begin - at < 4:
            norm = words[begin].norm
            if norm == "(":
                bracket = True
            elif norm == ")" and begin == at and begin + 1 < stop:
                pass
            elif norm not in self.lex.joins and norm not in _SEPARATORS:
                break
            begin += 1
        return begin, bracket, begin > at

    def parse(self, words: Sequence[Word], at: int, stop: int) -> Expression | None:
        """The expression that begins at word `at`, stretches from one day to another included."""
        ranged = self._bare_range(words, at, stop)
        if ranged is not None:
            return ranged
        expression = self.chain(words, at, stop)
        if expression is None or not _has_time(expression.fields):
            return expression
        return self._through(words, at, stop, expression)

    def _bare_range(self, words: Sequence[Word], at: int, stop: int) -> Expression | None:
        """`4 - 22 يناير`, `بين الأول والثالث من أيلول`: the first day is a bare number."""
        word = words[at]
        stem, skip = word.norm, 0
        if not word.norm[0].isdigit() and word.norm not in NUMBER_WORDS:
            return None
        reader = _Reader(self.lex, words, at, stop, stem)
        for end, day in reader.category("day", at):
            before = words[at - 1].norm if at else ""
            after = self._range_join(words, end, stop, before)
            if after is None:
                continue
            second = self.chain_at(words, after, stop)
            if second and "day" in second.fields and (second.fields.get("month") or "unit" in second.fields):
                return Expression(at, second.last, skip, {**second.fields, "day": day}, second.rule, second.pack,
                                  until=second.fields)  # fmt: skip
        return None

    def chain_at(self, words: Sequence[Word], at: int, stop: int) -> Expression | None:
        """A chain at `at`, whose first word may carry و."""
        return self.chain(words, at, stop) if at < stop else None

    def _range_join(self, words: Sequence[Word], at: int, stop: int, before: str) -> int | None:
        if at >= stop:
            return None
        norm = words[at].norm
        if norm in self.lex.through or norm in ("-", "–", "—"):
            return at + 1
        if before in self.lex.between:
            return at + 1 if norm == "و" else at if norm.startswith("و") else None
        return None

    def _through(self, words: Sequence[Word], at: int, stop: int, expression: Expression) -> Expression:
        before = words[at - 1].norm if at else ""
        after = self._range_join(words, expression.last, stop, before)
        if after is None or expression.fields.keys() & {"vague", "way", "anchored"}:
            return expression
        second = self.chain_at(words, after, stop)
        if second is None or not _has_time(second.fields) or second.fields.keys() & {"vague", "way", "anchored"}:
            return expression
        first_keys, second_keys = set(expression.fields), set(second.fields)
        same = ("day" in first_keys) == ("day" in second_keys) and ("year" in second_keys) >= ("year" in first_keys)
        if before in self.lex.between and "weekday" in first_keys and before != "بين":
            return expression
        if not same and "weekday" not in first_keys:
            return expression
        for key in ("month", "year", "dir"):
            if key in second.fields and key not in expression.fields and "day" in first_keys:
                expression.fields[key] = second.fields[key]
        if "year" in second_keys and "month" in first_keys and "year" not in expression.fields:
            expression.fields["year"] = second.fields["year"]
        expression.until, expression.last = second.fields, second.last
        return expression


def _has_time(fields: Fields) -> bool:
    """Whether the fields say a time at all, not only a part of a day or a direction."""
    return bool(fields.keys() & {
        "days", "weekday", "month", "hmonth", "year", "hyear", "way", "vague", "feast", "decade", "weekend",
        "earlier_this", "later_this", "anchored", "quarter_year", "season",
    }) or ("unit" in fields and not (fields.get("bare") and not fields.keys() & {"part", "nth_week", "quarter"}))  # fmt: skip


_JOIN_NONE = frozenset({"vague", "way", "anchored", "feast"})


def _merged(a: Fields, b: Fields, joined: bool) -> Fields | None:
    """The fields of two neighbours that say one time together; None where they do not."""
    keys = set(a)
    if "daypart_after" in b:
        return a if not joined and keys & {"days", "weekday", "day"} else None
    if (keys | set(b)) & _JOIN_NONE:
        return {**a, **b} if keys == {"feast"} and set(b) <= {"year", "dir", "hyear"} else None
    if "nth_week" in keys and "offset" in b and b.get("bare"):
        b = {k: v for k, v in b.items() if k != "bare"}
    ok = False
    if "days" in b:
        ok = keys <= {"daypart"} or (keys <= {"weekday", "daypart"} and not joined)
    elif "weekday" in b:
        ok = keys <= {"daypart", "days"} or a.get("unit") == "week" and "weekday" not in keys
        if ok and "month" in b:
            ok = keys <= {"daypart"}
    elif "hmonth" in b:
        ok = keys <= {"daypart", "days", "weekday", "day", "month", "year", "part"} and ("hday" in b or keys <= {"part"})
        ok = ok and ("hday" in b or not keys & {"day", "weekday", "days"})
    elif "day" in b:
        ok = keys <= {"daypart", "days", "weekday", "hday", "hmonth", "hyear", "dir"} and "month" in b or (
            keys <= {"daypart", "weekday"} and "unit" in b
        )
        if "dir" in keys:
            ok = ok and keys <= {"daypart", "weekday", "dir"}
    elif "month" in b:
        ok = bool(keys) and keys <= {"part", "nth", "nth_week", "daypart_none", "weekend"}
    elif "year" in b or "hyear" in b:
        new = "year" if "year" in b else "hyear"
        ok = new not in keys and bool(keys & {"month", "season", "quarter", "nth_week", "part", "half", "hmonth"})
        ok = ok and not keys & {"unit", "dir"}
        if new == "hyear":
            ok = ok and "hmonth" in keys
    elif "unit" in b:
        if "part" in keys or "nth_week" in keys or "quarter" in keys or "half" in keys:
            ok = not keys & {"unit", "month", "year", "days", "weekday"} and b["unit"] != "day"
            if "part" not in keys:
                ok = ok and b["unit"] in ("year", "month")
        elif "weekday" in keys and "nth" not in keys:
            ok = b["unit"] == "week" and not b.get("bare") and not keys & {"days", "day", "month"}
        elif keys & {"month", "season"}:
            ok = b["unit"] == "year" and not b.get("bare") and not keys & {"year", "dir"}
    elif "dir" in b:
        ok = not joined and not keys & {"dir", "days", "year", "unit"}
        ok = ok and bool(keys & {"weekday", "month", "season", "weekend", "hmonth"})
    elif "part" in b or "daypart" in b or "nth" in b or "nth_week" in b:
        ok = False
    elif "decade" in b or "season" in b:
        ok = keys <= {"part"}
    return {**a, **b} if ok else None


class _Reader:
    """Categories and patterns at places of one line; `stem` stands for the first word without its particle."""

    def __init__(self, lex: Lexicon, words: Sequence[Word], first: int, stop: int, stem: str) -> None:
        self.lex, self.words, self.first, self.stop, self.stem = lex, words, first, stop, stem

    def norm(self, at: int) -> str:
        if at == self.first:
            return self.stem
        return self.words[at].norm if 0 <= at < self.stop else ""

    def match(self, elements: tuple[Element, ...], number: int, at: int, got: Fields) -> Iterator[tuple[int, Fields]]:
        """Ends and fields of the ways to match `elements[number:]` at word `at`, the longest way first."""
        if number == len(elements):
            yield at, got
            return
        element = elements[number]
        if at < self.stop:
            for end, fields in self.element(element, at, got):
                yield from self.match(elements, number + 1, end, fields)
        if element.optional:
            yield from self.match(elements, number + 1, at, got)

    def element(self, element: Element, at: int, got: Fields) -> Iterator[tuple[int, Fields]]:
        saved = (self.first, self.stem)
        stems = [self.norm(at)]
        if element.loose and at != saved[0]:
            for prefix, stem, _ in noun_splits(stems[0]):
                if prefix in _LOOSE:
                    stems.append(stem)
        for stem in stems:
            if at != saved[0]:
                self.first, self.stem = at, stem
            if element.category is None:
                if stem in element.words or (stem.startswith("لل") and "ال" + stem[2:] in element.words):
                    yield at + 1, got
            else:
                for end, value in self.category(element.category, at):
                    fields = _captured(element.category, value, got)
                    if fields is not None:
                        self.first, self.stem = saved
                        yield end, fields
                        if at != saved[0]:
                            self.first, self.stem = at, stem
            self.first, self.stem = saved

    # --- categories --------------------------------------------------------------------------------------
    def phrases(self, category: str, at: int) -> Iterator[tuple[int, Any, bool]]:
        for entry in self.lex.categories[category].get(self.norm(at), ()):
            end = at + 1 + len(entry.rest)
            if all(self.norm(at + 1 + k) == word for k, word in enumerate(entry.rest)):
                yield end, entry.value, entry.shy

    def category(self, name: str, at: int) -> Iterator[tuple[int, Any]]:
        """Ends and values of the ways to read a category at word `at`."""
        reader = getattr(self, "_" + name, None)
        if reader is not None:
            yield from reader(at)
        elif name in self.lex.categories:
            for end, value, _ in self.phrases(name, at):
                yield end, value

    def _sep(self, at: int) -> Iterator[tuple[int, Any]]:
        if self.norm(at) in _SEPARATORS:
            yield at + 1, None

    def _number(self, at: int) -> Iterator[tuple[int, int, bool]]:
        norm = self.norm(at)
        if norm == "ال" and self.norm(at + 1)[:1].isdigit():  # الـ12
            at, norm = at + 1, self.norm(at + 1)
        if norm.isdigit() and len(norm) < 8:
            yield at + 1, int(norm), False
        elif norm in NUMBER_WORDS:
            norms = [self.norm(k) for k in range(at, min(at + 9, self.stop))]
            found = read_number(norms)
            if found and not (found.end == 1 and norm in ("الاثنين", "الاحد")):  # weekdays
                yield at + found.end, found.value, found.ordinal

    def _num(self, at: int) -> Iterator[tuple[int, Any]]:
        for end, value, _ in self._number(at):
            yield end, value

    def _daynum(self, at: int) -> Iterator[tuple[int, Any]]:
        norm = self.norm(at)
        if norm.isdigit() and 1 <= int(norm) <= 31 and len(norm) <= 2:
            yield at + 1, int(norm)

    def _day(self, at: int) -> Iterator[tuple[int, Any]]:
        for end, value, _ in self._number(at):
            if 1 <= value <= 31 and (not self.norm(at).isdigit() or len(self.norm(at)) <= 2):
                yield end, value

    def _ordday(self, at: int) -> Iterator[tuple[int, Any]]:
        """The day of the month after a weekday: `السبت السادس عشر`, `السبت 23` where nothing is counted."""
        for end, value, ordinal in self._number(at):
            counted = end < self.stop and self.words[end].kind == "word" and self.norm(end) not in _PREPOSITIONS
            if 1 <= value <= 31 and (ordinal or (not counted and self.norm(at).isdigit() and self.norm(end) not in ":/")):
                yield end, value

    def _nth(self, at: int) -> Iterator[tuple[int, Any]]:
        if self.norm(at) in ("اخر", "الاخير", "الاخيره"):
            yield at + 1, -1
        for end, value, ordinal in self._number(at):
            if ordinal and 1 <= value <= 53:
                yield end, value

    def _monthnum(self, at: int) -> Iterator[tuple[int, Any]]:
        for end, value, _ in self._number(at):
            if 1 <= value <= 12:
                yield end, (value, False)

    def _era(self, at: int) -> tuple[int, bool | None]:
        norm = self.norm(at)
        return (at + 1, _ERA[norm]) if norm in _ERA else (at, None)

    def _year(self, at: int) -> Iterator[tuple[int, Any]]:
        for end, value, _ in self._number(at):
            digits = self.norm(at).isdigit()
            after, hijri = self._era(end)
            if hijri and 1 <= value <= 1600:
                yield after, (value, True)
            elif not hijri and (1000 <= value <= 2150 or (not digits and 100 <= value < 1000)):
                yield after, (value, False)

    def _bareyear(self, at: int) -> Iterator[tuple[int, Any]]:
        """A year without its word: four digits after a preposition or a word such as `انتخابات`, nothing counted."""
        norm, end = self.norm(at), at + 1
        if norm in NUMBER_WORDS:
            end, year, ordinal = next(self._number(at), (at, 0, False))
            if ordinal or not 1700 <= year <= 2050 or not year % 1000:
                return
        elif norm.isdigit() and len(norm) == 4 and 1900 <= int(norm) <= 2050:
            year = int(norm)
        else:
            return
        before = self.words[at - 1].norm if at else ""
        after = self.norm(end)
        if after in self.lex.counted or after.removeprefix("و") in NUMBER_WORDS or after in ("%", "٪"):
            return
        in_brackets = before in ("(", "-", "–") and (after in (")", "-", "–"))
        carried = at == self.first and self.words[at].norm != norm
        if before in self.lex.year_after or in_brackets or carried or before in self.lex.through:
            yield end, (year, False)

    def _month(self, at: int) -> Iterator[tuple[int, Any]]:
        for category, hijri in (("month", False), ("hijri_month", True)):
            for end, value, shy in self.phrases(category, at):
                if shy and not self._month_is_sure(at, end):
                    continue
                if not hijri:
                    end = self._second_name(end, value)
                yield end, (value, hijri)

    def _second_name(self, end: int, month: int) -> int:
        """The end of another name of the same month: `أكتوبر/ تشرين الأول`, `تموز (يوليو)`."""
        after, bracket = end, False
        while self.norm(after) in ("/", "(", "-", "–", "،", "او") and after - end < 2:
            bracket |= self.norm(after) == "("
            after += 1
        for stop, value, _ in self.phrases("month", after) if after < self.stop else ():
            if value == month:
                return stop + 1 if bracket and self.norm(stop) == ")" else stop
        return end

    def _month_is_sure(self, at: int, end: int) -> bool:
        before = self.words[at - 1].norm if at else ""
        if before == "شهر" or before.endswith("شهر") or before in _SEPARATORS and at > 1:
            return True
        if self.norm(at) == "صفر" or self.norm(at).removeprefix("ال") == "محرم":
            before_is_day = before == "من" or (before.isdigit() and self.norm(end).isdigit())
            return before_is_day and at > 1
        if before.isdigit() or before in NUMBER_WORDS or before == "من" and at > 1 and self._is_day(at - 2):
            return True
        after = self.norm(end)
        if after.isdigit() and len(after) == 4 or after in self.lex.categories["direction"] or after in ("عام", "سنه"):
            return True
        if after in ("/", "(") and self.phrases_any(end + 1):
            return True
        if self.norm(at) == "اب":
            return False
        return before in _PREPOSITIONS and self.words[at].norm == self.norm(at)

    def phrases_any(self, at: int) -> bool:
        return at < self.stop and any(True for _ in self.phrases("month", at))

    def _is_day(self, at: int) -> bool:
        norm = self.words[at].norm
        return norm.isdigit() or norm in NUMBER_WORDS

    def _wd(self, at: int) -> Iterator[tuple[int, Any]]:
        for end, value, shy in self.phrases("weekday", at):
            if not shy:
                yield end, value

    def _wd2(self, at: int) -> Iterator[tuple[int, Any]]:
        yield from self._wd(at)

    def _shywd(self, at: int) -> Iterator[tuple[int, Any]]:
        for end, value, shy in self.phrases("weekday", at):
            if shy:
                yield end, value

    def _anywd(self, at: int) -> Iterator[tuple[int, Any]]:
        for end, value, _ in self.phrases("weekday", at):
            yield end, value

    def _directions(self, at: int, allowed: tuple[str, ...]) -> Iterator[tuple[int, Any]]:
        for end, value, _ in self.phrases("direction", at):
            if value in allowed:
                yield end, value

    def _dir(self, at: int) -> Iterator[tuple[int, Any]]:
        if self.norm(at) not in ("هذا", "هذه", "الاخير", "الاخيره"):
            yield from self._directions(at, ("past", "previous", "future", "next", "current"))

    def _nowdir(self, at: int) -> Iterator[tuple[int, Any]]:
        if self.norm(at) in ("الجاري", "الحالي", "الماضي", "المقبل", "القادم"):
            yield from self._directions(at, ("current", "past", "future"))

    def _unitdir(self, at: int) -> Iterator[tuple[int, Any]]:
        yield from self._directions(at, ("past", "previous", "future", "next", "current"))

    def _samedir(self, at: int) -> Iterator[tuple[int, Any]]:
        yield from self._directions(at, ("same",))

    def _theunit(self, at: int) -> Iterator[tuple[int, Any]]:
        norm = self.norm(at)
        unit = self.lex.one.get(norm[2:]) if norm.startswith("ال") else None
        if unit and unit not in ("hour", "decade"):
            yield at + 1, unit

    def _aunit(self, at: int) -> Iterator[tuple[int, Any]]:
        unit = self.lex.one.get(self.norm(at))
        if unit in ("week", "month", "year"):
            yield at + 1, unit

    def _dayunit(self, at: int) -> Iterator[tuple[int, Any]]:
        """`هذا الشهر`, `الشهر الجاري`, `شهر الماضي`."""
        if self.norm(at) == "هذا":
            for end, unit in self._theunit(at + 1):
                if unit == "month":
                    yield end, (unit, 0)
        for end, unit in (*self._theunit(at), *self._aunit(at)):
            if unit == "month":
                for stop, direction in self._unitdir(end):
                    yield stop, (unit, _OFFSETS[direction])

    def _weekenddef(self, at: int) -> Iterator[tuple[int, Any]]:
        """`الأسبوع`, `هذا الأسبوع`, `الأسبوع الماضي` after `نهاية`."""
        this = self.norm(at) in ("هذا", "هذه")
        for end, unit in self._theunit(at + 1 if this else at):
            if unit != "week":
                continue
            for stop, direction in self._unitdir(end) if not this and end < self.stop else ():
                yield stop, _OFFSETS[direction]
            yield end, 0 if this else None

    def _units(self, at: int, table: dict[str, str]) -> Iterator[tuple[int, str]]:
        norm = self.norm(at)
        unit = table.get(norm) or (table.get(norm[2:]) if norm.startswith("ال") else None)
        if unit:
            yield at + 1, unit

    def _manyunits(self, at: int) -> Iterator[tuple[int, Any]]:
        if self.norm(at).startswith("ال"):
            yield from self._units(at, self.lex.many)

    def _dualunits(self, at: int) -> Iterator[tuple[int, Any]]:
        for end, unit in self._units(at, self.lex.two):
            if self.norm(at).startswith("ال"):
                yield end, (2, unit)

    def _quantity(self, at: int) -> Iterator[tuple[int, Any]]:
        """`ثلاثة أيام`, `يومين`, `5 سنوات`, `أسبوع`: (how many, unit)."""
        for end, value, ordinal in self._number(at):
            if not ordinal:
                for stop, unit in self._units(end, self.lex.many) if end < self.stop else ():
                    yield stop, (value, unit)
        for end, unit in self._units(at, self.lex.two):
            yield end, (2, unit)
        unit_alone = self.lex.one.get(self.norm(at))
        if unit_alone and unit_alone != "hour":
            if self.norm(at + 1) in ("واحد", "واحده"):
                yield at + 2, (1, unit_alone)
            elif not self._dated(at + 1):
                yield at + 1, (1, unit_alone)

    def _dated(self, at: int) -> bool:
        """Whether a day, a month or a year begins here (`منذ عام 2014`, `قبل شهر رمضان`, `خلال يوم الجمعة`)."""
        norm, known = self.norm(at), self.lex.categories
        return norm[:1].isdigit() or any(
            norm in known[c] for c in ("weekday", "days", "month", "hijri_month", "direction")
        ) or (norm in NUMBER_WORDS and norm not in ("احد", "احدي"))

    def _quarter(self, at: int) -> Iterator[tuple[int, Any]]:
        yield from self._share(at, 4)

    def _half(self, at: int) -> Iterator[tuple[int, Any]]:
        yield from self._share(at, 2)

    def _third(self, at: int) -> Iterator[tuple[int, Any]]:
        yield from self._share(at, 3)

    def _share(self, at: int, parts: int) -> Iterator[tuple[int, Any]]:
        for end, value in self._nth(at):
            if value <= parts:
                yield end, (parts if value == -1 else value, parts)

    def _numdate(self, at: int) -> Iterator[tuple[int, Any]]:
        """`24/8/2022`, `2022-08-24`, `05/10/09`, `21.4.2016`, `3/2015`, `22/4` after a preposition."""
        first = self.norm(at)
        sizes: list[str] = []
        end = at
        if "." in first:
            sizes, end = first.split("."), at + 1
        else:
            sign = self.norm(at + 1)
            if sign not in ("/", "-", "–", "\\", "."):
                return
            sizes, end = [first], at + 1
            while self.norm(end) == sign and self.norm(end + 1)[:1].isdigit() and len(sizes) < 3:
                sizes.append(self.norm(end + 1))
                end += 2
        if not all(s.isdigit() and len(s) <= 4 for s in sizes):
            return
        before = self.words[at - 1].norm if at else ""
        numbers = [int(s) for s in sizes]
        if len(numbers) == 3:
            after, hijri = self._era(end)
            day, month, year = numbers if len(sizes[0]) <= 2 else numbers[::-1]
            if len(sizes[0]) <= 2 and len(sizes[2]) == 2:
                year += 2000 if year < 60 else 1900
            if 1 <= day <= 31 and 1 <= month <= 12 and 600 < year < 2150:
                yield after, {"hday": day, "hmonth": month, "hyear": year} if hijri or year < 1600 else {
                    "day": day, "month": month, "year": year}  # fmt: skip
        elif len(numbers) == 2 and len(sizes[1]) == 4 and 1 <= numbers[0] <= 12 and 1900 < numbers[1] < 2150:
            yield end, {"month": numbers[0], "year": numbers[1]}
        elif len(numbers) == 2 and 1 <= numbers[0] <= 31 and 1 <= numbers[1] <= 12:
            weekday = any(True for _ in self.lex.categories["weekday"].get(before, ()))
            if weekday or before in ("يوم", "بتاريخ", "المصادف", "الموافق", "تاريخ"):
                yield end, {"day": numbers[0], "month": numbers[1]}


_OFFSETS = {"past": -1, "previous": -1, "future": 1, "next": 1, "current": 0, "same": 0}


def _captured(category: str, value: Any, got: Fields) -> Fields | None:
    """`got` with what a category says; None where that is said already."""
    new: Fields
    if category in ("sep", "num") and category == "sep":
        return got
    if category == "num":
        new = {"count": value}
    elif category in ("day", "daynum"):
        new = {"day": value}
    elif category in ("month", "monthnum"):
        new = {"hmonth": value[0]} if value[1] else {"month": value[0]}
        if value[1] and "day" in got:
            new["hday"] = got["day"]
            got = {k: v for k, v in got.items() if k != "day"}
    elif category in ("year", "bareyear"):
        new = {"hyear": value[0]} if value[1] else {"year": value[0]}
    elif category in ("wd", "shywd", "anywd"):
        new = {"weekday": value}
    elif category == "wd2":
        new = {"weekday2": value}
    elif category in ("dir", "nowdir"):
        new = {"dir": value}
        if category == "nowdir" and "day" in got:
            new = {"unit": "month", "offset": _OFFSETS[value]}
    elif category == "unitdir":
        new = {"offset": _OFFSETS[value], "unitdir": value}
    elif category in ("theunit", "aunit"):
        new = {"unit": value}
    elif category == "dayunit":
        new = {"unit": value[0], "offset": value[1]}
    elif category == "weekenddef":
        new = {} if value is None else {"weekend_offset": value}
    elif category == "manyunits":
        new = {"unit": value}
    elif category in ("dualunits", "quantity"):
        new = {"count": value[0], "unit": value[1]}
    elif category in ("quarter", "half", "third"):
        new = {"quarter": value}
    elif category == "nth":
        new = {"nth": value}
    elif category == "numdate":
        new = dict(value)
    elif category == "samedir":
        new = {}
    elif category == "season_alone":
        new = {"season": value}
    else:
        new = {category: value}
    return {**got, **new}
