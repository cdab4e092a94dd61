"""Reading categories and patterns at a place of a line."""

from collections.abc import Iterator, Sequence
from typing import Any

from khabar.arabic.clitics import noun_splits
from khabar.arabic.numbers import NUMBER_WORDS, Number, read_number
from khabar.arabic.words import Word
from khabar.layers.times.fields import captured
from khabar.layers.times.join import Fields
from khabar.layers.times.lexicon import Element, Lexicon
from khabar.layers.times.numeric import numeric_date
from khabar.layers.times.units import Units

SEPARATORS = frozenset("/-–—.،,ـ")
_ERA = {"م": False, "ميلادي": False, "ميلاديه": False, "ه": True, "هجري": True, "هجريه": True, "للهجره": True}
_FIRST, _SECOND = ("تشرين", "كانون", "ربيع", "جمادي"), ("الاول", "الثاني", "الاخر", "الاولي", "الاخره", "الثانيه")
_YEAR_WORDS = ("عام", "سنه")
_PREPOSITIONS = frozenset({"في", "منذ", "مند", "خلال", "حتي", "شهر", "مطلع", "منتصف", "اواخر", "اواءل", "نهايه",
                           "بدايه", "بحلول", "قبل", "بعد", "اواسط", "الي"})  # fmt: skip
_LOOSE = ("ب", "ل", "و", "ال", "لل")


class Reader(Units):
    """Categories and patterns at places of one line; `stem` stands for the first word without its particle."""

    def __init__(self, lex: Lexicon, words: Sequence[Word], first: int, stop: int, stem: str) -> None:
        super().__init__(lex, words, first, stop, stem)
        self.numbers: dict[tuple[int, str], Number | None] = {}

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
                    fields = captured(element.category, value, got)
                    if fields is not None:
                        self.first, self.stem = saved
                        yield end, fields
                        if at != saved[0]:
                            self.first, self.stem = at, stem
            self.first, self.stem = saved

    # --- categories --------------------------------------------------------------------------------------
    def category(self, name: str, at: int) -> Iterator[tuple[int, Any]]:
        """Ends and values of the ways to read a category at word `at`."""
        reader = getattr(self, "_" + name, None)
        if reader is not None:
            yield from reader(at)
        elif name in self.lex.categories:
            for end, value, _ in self.phrases(name, at):
                yield end, value

    def _sep(self, at: int) -> Iterator[tuple[int, Any]]:
        if self.norm(at) in SEPARATORS:
            yield at + 1, None

    def _number(self, at: int) -> Iterator[tuple[int, int, bool]]:
        norm = self.norm(at)
        if norm == "ال" and self.norm(at + 1)[:1].isdigit():  # الـ12
            at, norm = at + 1, self.norm(at + 1)
        if norm.isdigit() and len(norm) < 8:
            yield at + 1, int(norm), False
        elif norm in NUMBER_WORDS:
            key = at, norm
            if key in self.numbers:
                found = self.numbers[key]
            else:
                norms = [norm, *(word.norm for word in self.words[at + 1 : min(at + 9, self.stop)])]
                found = self.numbers[key] = read_number(norms)
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
            after = self.norm(end).removeprefix("و")
            counted = end < self.stop and self.words[end].kind == "word" and after not in _PREPOSITIONS
            counted = counted and after != "او" and after not in self.lex.categories["weekday"]
            if 1 <= value <= 31 and (ordinal or (not counted and self.norm(at).isdigit() and not self._goes_on(end))):
                yield end, value

    def _goes_on(self, at: int) -> bool:
        """Whether a number goes on as an hour or a date: `10:30`, `20-9-2022`."""
        return self.norm(at) in (":", "/") or (self.norm(at) in SEPARATORS and self.norm(at + 1)[:1].isdigit())

    def _nth(self, at: int) -> Iterator[tuple[int, Any]]:
        if self.norm(at) in ("اخر", "الاخير", "الاخيره"):
            yield at + 1, -1
        for end, value, ordinal in self._number(at):
            if ordinal and 1 <= value <= 53:
                yield end, value

    def _monthnum(self, at: int) -> Iterator[tuple[int, Any]]:
        for end, value, _ in self._number(at):
            if 1 <= value <= 12 and self.norm(at) not in ("واحد", "واحده"):  # شهر واحد
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

    def _year2(self, at: int) -> Iterator[tuple[int, Any]]:
        yield from self._year(at)

    def _year3(self, at: int) -> Iterator[tuple[int, Any]]:
        yield from self._year(at)

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
        named = before in self.lex.before_year or (before in _SECOND and self.words[at - 2].norm in _FIRST)
        named |= before in self.lex.categories["part"]
        between = before == "و" and at > 2 and self.words[at - 3].norm in self.lex.between  # بين 2006 و2008
        between = between and self.words[at - 2].norm.isdigit() and len(self.words[at - 2].norm) == 4
        if before in self.lex.year_after or named or in_brackets or carried or between or before in self.lex.through:
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
        if before == "شهر" or before.endswith("شهر") or (before in SEPARATORS and at > 1):
            return True
        if self.norm(at) == "صفر" or self.norm(at).removeprefix("ال") == "محرم":
            before_is_day = before == "من" or (before.isdigit() and self.norm(end).isdigit())
            return before_is_day and at > 1
        if (
            before.isdigit()
            or before in NUMBER_WORDS
            or (before == "من" and at > 1 and (self._is_day(at - 2) or self.words[at - 2].norm == "الاواخر"))
        ):
            return True
        after = self.norm(end)
        if (after.isdigit() and len(after) == 4) or after in self.lex.categories["direction"] or after in _YEAR_WORDS:
            return True
        if after in ("/", "(") and self.phrases_any(end + 1):
            return True
        if self.norm(at) == "اب":
            return before in _PREPOSITIONS and after == "من" and self.norm(at + 2).removeprefix("ال") in _YEAR_WORDS
        return before in _PREPOSITIONS and self.words[at].norm == self.norm(at)

    def phrases_any(self, at: int) -> bool:
        return at < self.stop and any(True for _ in self.phrases("month", at))

    def _is_day(self, at: int) -> bool:
        norm = self.words[at].norm.removeprefix("و")  # الحادي والعشرين
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
        weekdays = self.lex.categories["weekday"]
        return numeric_date(self.norm, at, self.words[at - 1].norm if at else "", weekdays, self._era)
