"""From words to fields: patterns matched word by word, neighbours joined into one expression.

An expression is a bag of fields (`weekday`, `day`, `month`, `year`, `days`, `unit` and `offset`, …)
that `values` puts on the calendar. Patterns look at words through the lexicon, with a bounded number
of words each: the whole is linear in the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.arabic.clitics import noun_splits
from khabar.arabic.numbers import NUMBER_WORDS
from khabar.arabic.words import Word
from khabar.layers.times.join import Fields, has_time, merged
from khabar.layers.times.lexicon import Element, Lexicon, Pattern
from khabar.layers.times.reader import SEPARATORS, Reader

_NEEDS_NUMBER = frozenset({"day", "daynum", "numdate", "bareyear", "year", "quantity", "num"})
_NO_PARTICLE = frozenset({"daypart_after", "dir"})
_BARE_DAYS = ("امس", "غد")  # لامس is a verb, وغد a noun


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
    side: int = 0  # -1 where the sentence looks back to it, 1 where it looks forward
    extra: list[str] = field(default_factory=list)
    date: tuple[int, str] | None = None  # word and rule of a date behind what counts from today: اليوم | الجمعة 9 آذار


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
            return set(element.words)
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
                        if prefix not in ("", "و", "ف"):
                            fit = tuple(p for p in fit if p.elements[0].category != "vague")
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
            reader = Reader(self.lex, words, at, stop, stem)
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
        weekday_at = 0
        while expression.last < stop:
            if expression.fields.keys() == {"part"} and words[expression.last].norm == "من":
                break  # بداية من شهر آذار: from March on
            after, bracket, joined, comma = self._joined(words, expression.last, stop)
            piece = None
            fields: Fields | None = None
            for begin in dict.fromkeys((after, expression.last)):
                if begin >= stop:
                    continue
                piece = self.atom(words, begin, stop)
                if piece and piece.skip and begin == expression.last:
                    prefix = words[begin].norm[: piece.skip]
                    if prefix.startswith(("و", "ف", "ك")):
                        piece = None
                if piece and (
                    fields := merged(
                        expression.fields, piece.fields, joined and begin == after, comma and begin == after
                    )
                ):
                    break
                piece = None
            if piece is None or fields is None:
                break
            if "days" in expression.fields and piece.fields.keys() == {"weekday"}:
                weekday_at = piece.first
            elif weekday_at and piece.first == weekday_at + 1 and {"day", "month"} <= piece.fields.keys():
                expression.date = weekday_at, piece.rule
            expression.fields = fields
            expression.last = piece.last
            expression.extra.append(piece.rule)
            if bracket and piece.last < stop and words[piece.last].norm == ")":
                expression.last += 1
        return expression

    def _joined(self, words: Sequence[Word], at: int, stop: int) -> tuple[int, bool, bool, bool]:
        """Where the next piece begins after words that join; whether there are a bracket, anything at all, a comma."""
        begin, bracket, comma = at, False, False
        while begin < stop and begin - at < 4:
            norm = words[begin].norm
            if norm == "(":
                bracket = True
            elif norm == ")" and begin == at and begin + 1 < stop:
                pass
            elif norm not in self.lex.joins and norm not in SEPARATORS:
                break
            comma |= norm in "،,."
            begin += 1
        return begin, bracket, begin > at, comma

    def parse(self, words: Sequence[Word], at: int, stop: int) -> Expression | None:
        """The expression that begins at word `at`, stretches from one day to another included."""
        ranged = self._bare_range(words, at, stop)
        if ranged is not None:
            return ranged
        expression = self.chain(words, at, stop)
        if expression is None or not has_time(expression.fields):
            return expression
        return self._through(words, at, stop, expression)

    def _bare_range(self, words: Sequence[Word], at: int, stop: int) -> Expression | None:
        """`4 - 22 يناير`, `بين الأول والثالث من أيلول`: the first day is a bare number."""
        word = words[at]
        stem, skip = word.norm, 0
        if not word.norm[0].isdigit() and word.norm not in NUMBER_WORDS:
            return None
        before = words[at - 1].norm if at else ""
        reader = Reader(self.lex, words, at, stop, stem)
        for end, day in reader.category("day", at):
            after = self._range_join(words, end, stop, "بين" if before == "في" else before)
            for _ in range(4):  # يومي 3 و4 و5 آذار
                if after is None or after >= stop:
                    break
                second = self.chain_at(words, after, stop)
                if second and "day" in second.fields and (second.fields.get("month") or "unit" in second.fields):
                    return Expression(at, second.last, skip, {**second.fields, "day": day}, second.rule, second.pack,
                                      until=second.fields)  # fmt: skip
                more = next(Reader(self.lex, words, after, stop, words[after].norm).category("day", after), None)
                after = self._range_join(words, more[0], stop, "بين") if more else None
        return None

    def chain_at(self, words: Sequence[Word], at: int, stop: int) -> Expression | None:
        """A chain at `at`, whose first word may carry و."""
        return self.chain(words, at, stop) if at < stop else None

    def _range_join(self, words: Sequence[Word], at: int, stop: int, before: str) -> int | None:
        if at >= stop:
            return None
        norm = words[at].norm
        if norm in self.lex.through or norm in ("-", "–", "—"):
            return at + 2 if at + 1 < stop and words[at + 1].norm == "غايه" else at + 1
        if before in self.lex.between:
            return at + 1 if norm == "و" else at if norm.startswith("و") else None
        return None

    def _through(self, words: Sequence[Word], at: int, stop: int, expression: Expression) -> Expression:
        before = words[at - 1].norm if at else ""
        after = self._range_join(words, expression.last, stop, before)
        if after is None or expression.fields.keys() & {"vague", "way", "anchored"}:
            return expression
        second = self.chain_at(words, after, stop)
        if second is None or not has_time(second.fields) or second.fields.keys() & {"vague", "way", "anchored"}:
            return expression
        if "days" in expression.fields:
            return expression  # من اليوم السبت إلى 4 حزيران: each stands for itself
        first_keys, second_keys = set(expression.fields), set(second.fields)
        same = ("day" in first_keys) == ("day" in second_keys) and ("year" in second_keys) >= ("year" in first_keys)
        if before in self.lex.between and first_keys & {"weekday", "month"} and before != "بين":
            if "year" in second_keys and "month" in first_keys:
                expression.fields.setdefault("year", second.fields["year"])
            return expression  # يومي 20 أيار و20 حزيران 2014: two days
        if not same and "weekday" not in first_keys:
            return expression
        for key in ("month", "year", "dir"):
            if key in second.fields and key not in expression.fields and "day" in first_keys:
                expression.fields[key] = second.fields[key]
        if "year" in second_keys and "month" in first_keys and "year" not in expression.fields:
            expression.fields["year"] = second.fields["year"]
        expression.until, expression.last = second.fields, second.last
        return expression
