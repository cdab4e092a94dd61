"""Reading directions, units and quantities of units at a place of a line."""

from collections.abc import Iterator, Sequence
from typing import Any

from khabar.arabic.numbers import NUMBER_WORDS
from khabar.arabic.words import Word
from khabar.layers.times.fields import OFFSETS
from khabar.layers.times.lexicon import Lexicon

_SIZES = ("hour", "day", "week", "month", "year", "decade")


class Units:
    """The part of a `Reader` that reads `الأسبوع`, `الجاري`, `ثلاثة أيام`, `سنة وشهرين`."""

    def __init__(self, lex: Lexicon, words: Sequence[Word], first: int, stop: int, stem: str) -> None:
        self.lex, self.words, self.first, self.stop, self.stem = lex, words, first, stop, stem

    def norm(self, at: int) -> str:
        """The folded word at a place, the first one without its particle; nothing beyond the line."""
        if at == self.first:
            return self.stem
        return self.words[at].norm if 0 <= at < self.stop else ""

    def phrases(self, category: str, at: int) -> Iterator[tuple[int, Any, bool]]:
        """End, value and shyness of the phrases of a category that begin at a word."""
        for entry in self.lex.categories[category].get(self.norm(at), ()):
            end = at + 1 + len(entry.rest)
            if all(self.norm(at + 1 + k) == word for k, word in enumerate(entry.rest)):
                yield end, entry.value, entry.shy

    def _number(self, at: int) -> Iterator[tuple[int, int, bool]]:
        raise NotImplementedError

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
                    yield stop, (unit, OFFSETS[direction])

    def _weekenddef(self, at: int) -> Iterator[tuple[int, Any]]:
        """`الأسبوع`, `هذا الأسبوع`, `الأسبوع الماضي` after `نهاية`."""
        this = self.norm(at) in ("هذا", "هذه")
        for end, unit in self._theunit(at + 1 if this else at):
            if unit != "week":
                continue
            for stop, direction in self._unitdir(end) if not this and end < self.stop else ():
                yield stop, OFFSETS[direction]
            yield end, 0 if this else None

    def _units(self, at: int, table: dict[str, str]) -> Iterator[tuple[int, str]]:
        norm = self.norm(at)
        if norm.startswith("ال") and norm[2:] in self.lex.one:
            return  # قتل عشرة الأسبوع الماضي
        unit = table.get(norm) or (table.get(norm[2:]) if norm.startswith("ال") else None)
        if unit:
            yield at + 1, unit

    def _manyunits(self, at: int) -> Iterator[tuple[int, Any]]:
        norm = self.norm(at)
        if norm.startswith("ال") and norm[2:] not in self.lex.one:
            yield from self._units(at, self.lex.many)

    def _dualunits(self, at: int) -> Iterator[tuple[int, Any]]:
        for end, unit in self._units(at, self.lex.two):
            if self.norm(at).startswith("ال"):
                yield end, (2, unit)

    def _quantity(self, at: int) -> Iterator[tuple[int, Any]]:
        """`ثلاثة أيام`, `يومين`, `5 سنوات`, `أسبوع`: (how many, unit); `سنة وشهرين`: with what is added, too."""
        for end, value in self._one_quantity(at):
            following = end + 1 if self.norm(end) == "و" else end
            stem = self.norm(following).removeprefix("و") if following == end else self.norm(following)
            if stem and (following > end or stem != self.norm(end)):
                added = type(self)(self.lex, self.words, following, self.stop, stem)
                for stop, more in added._one_quantity(following):
                    if _SIZES.index(more[1]) < _SIZES.index(value[1]):
                        yield stop, (*value, more)
            yield end, value

    def _one_quantity(self, at: int) -> Iterator[tuple[int, Any]]:
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
        return (
            norm[:1].isdigit()
            or any(norm in known[c] for c in ("weekday", "days", "month", "hijri_month", "direction"))
            or (norm in NUMBER_WORDS and norm not in ("احد", "احدي"))
        )
