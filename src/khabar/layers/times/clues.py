"""What a text gives away of the day on which it was published, each as a constraint with its reason."""

from collections.abc import Iterator, Sequence
from datetime import date

from khabar.layers.document import Doc
from khabar.layers.times.calendars import WEEKDAYS, Interval, month_end, month_of, moved_month, shifted
from khabar.layers.times.direction import Direction
from khabar.layers.times.grammar import Expression
from khabar.layers.times.join import Fields
from khabar.layers.times.lexicon import Lexicon
from khabar.layers.times.packed import Dated, anniversaries, dated_events, terms
from khabar.layers.times.solve import FIRST, LAST, Constraint, between, union, weekdays
from khabar.layers.times.values import interval

Found = Sequence[tuple[Expression, bool]]
_YEAR = 365
_SENTENCE = 30  # words
_HEAD = 8
_CLOSERS = frozenset({":", "-", "–", "—", "/", "(", ")", "،", ",", "."})


def quoted(doc: Doc, expression: Expression) -> str:
    """The words of an expression in quotation marks."""
    text = doc.text[doc.words[expression.first].start : doc.words[expression.last - 1].end]
    return f"«{' '.join(text.split())}»"


def clues(doc: Doc, found: Found, lexicon: Lexicon, direction: Direction) -> Iterator[Constraint]:
    """All constraints of a text on its day of publication."""
    events = dated_events(doc)
    yield from weekday_clues(doc, found)
    yield from sure_clues(doc, found, events, lexicon)
    for number, (expression, forward) in enumerate(found):
        f = expression.fields
        if "month" in f and "year" not in f and f.get("unit") != "year" and "days" not in f and not expression.until:
            yield from _day_and_month(doc, expression, forward, number, events)
    yield from _past(doc, found, events, direction)
    told = frozenset(doc.sentence_of[e.first] for e, _ in found if e.fields.keys() & {"year", "hyear", "decade"})
    yield from terms(doc, told, lexicon)


def sure_clues(doc: Doc, found: Found, events: list[Dated], lexicon: Lexicon) -> Iterator[Constraint]:
    """Those that bound publication by themselves, and that a stamp given from outside must meet as well."""
    for number, (expression, forward) in enumerate(found):
        f = expression.fields
        if expression.until:
            continue
        text = quoted(doc, expression)
        if "days" in f and "day" in f and "month" in f:
            yield _exact(f, text, number)
        elif "year" in f and "offset" in f and "month" not in f and "unitdir" in f:
            year = f["year"] - f["offset"]
            days = between(date(year, 1, 1), date(year, 12, 31))
            yield Constraint(days, f"{text}: published in {year}", text, True, True, (number,))
        yield from _beside(doc, expression, forward, number, events, lexicon)
    yield from anniversaries(doc, events, lexicon)
    yield from _dateline(doc, found)


def weekday_clues(doc: Doc, found: Found) -> Iterator[Constraint]:
    """`اليوم السبت`, `أمس الأربعاء`: the weekday of publication; one constraint for each that is said."""
    said: dict[int, list[int]] = {}
    for number, (expression, _) in enumerate(found):
        f = expression.fields
        if "days" in f and "weekday" in f and "month" not in f and "weekday2" not in f:
            said.setdefault((f["weekday"] - f["days"]) % 7, []).append(number)
    for weekday, numbers in said.items():
        text = ", ".join(dict.fromkeys(quoted(doc, found[n][0]) for n in numbers))
        reason = f"{text}: published on a {WEEKDAYS[weekday].capitalize()}"
        yield Constraint(weekdays(weekday), reason, text, said=tuple(numbers))


def _exact(f: Fields, text: str, number: int) -> Constraint:
    """`اليوم الخميس 5 ماي 2016`: the day itself; without the year those of all years that fit."""
    years = [f["year"]] if "year" in f else range(FIRST.year, LAST.year + 1)
    days = [d for y in years if (d := _day(y, f["month"], f["day"])) and f.get("weekday", d.weekday()) == d.weekday()]
    days = [shifted(d, -f["days"]) for d in days]
    given = "year" in f
    shown = f"published on {days[0]}" if given and days else f"published in {_near([d.year for d in days])}"
    if not days:
        shown = "no day is called so"
    return Constraint(union(between(d, d) for d in days), f"{text}: {shown}", text, given, given, (number,))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(years: list[int]) -> str:
    return ", ".join(str(y) for y in years if 2005 <= y <= 2030)


def window(f: Fields, forward: bool, value: Interval) -> tuple[date, date]:
    """First and last day on which the words of a month without its year mean `value`."""
    direction = f.get("dir")
    before, after = moved_month(value.earliest.year, value.earliest.month, -1), moved_month(
        value.earliest.year, value.earliest.month, 1)  # fmt: skip
    if direction in ("past", "previous"):
        # in that very month, a year on, `تشرين الأول الماضي` would no longer do
        return date(*after, 1), month_end(before[0] + 1, before[1])
    if direction in ("future", "next"):
        return date(after[0] - 1, after[1], 1), shifted(value.earliest, -1)
    if direction == "current":
        return value.earliest.replace(day=1), month_end(value.earliest.year, value.earliest.month)
    if forward:
        return shifted(value.earliest, -200), value.latest
    return value.earliest, shifted(value.earliest, _YEAR)


def _day_and_month(
    doc: Doc, expression: Expression, forward: bool, number: int, events: list[Dated]
) -> Iterator[Constraint]:
    """A weekday with its day and month allows certain years; a dated happening beside a month allows one."""
    f = expression.fields
    text = quoted(doc, expression)
    values: dict[int, Interval] = {}
    whole = "day" in f and "weekday" in f
    if whole:
        for year in range(FIRST.year, LAST.year + 1):
            day = _day(year, f["month"], f["day"])
            if day and day.weekday() == f["weekday"]:
                values[year] = Interval(day, day, "day")
        shown = f"that day is a {WEEKDAYS[f['weekday']].capitalize()} in {_near(list(values))}"
        days = union(between(*window(f, forward, v)) for v in values.values())
        yield Constraint(days, f"{text}: {shown}", text, said=(number,))
        near = events
    elif f.get("dir") in ("past", "previous"):
        line = doc.line_of[expression.first]
        near = [e for e in events if e.first < len(doc.line_of) and doc.line_of[e.first] == line]
    else:
        return
    years: dict[int, Dated] = {}
    for event in near:
        for year in range(event.start.year, event.end.year + 1):
            month = month_of(year, f["month"])
            if month.earliest <= event.end and month.latest >= event.start and (not whole or year in values):
                years[year] = event
    if len(years) == 1:
        year, event = next(iter(years.items()))
        value = values.get(year) or interval({**f, "year": year}, None)
        if value:
            reason = f"{text} lies beside {event.entity} ({event.start} to {event.end}): the year is {year}"
            yield Constraint(between(*window(f, forward, value)), reason, text, True, True, (number,))


def _dateline(doc: Doc, found: Found) -> Iterator[Constraint]:
    """`دمشق – سانا، 12 أيار 2015:` at the head of a text: written on that day, published on it or the next."""
    if not found:
        return
    expression, f = found[0][0], found[0][0].fields
    first, line = expression.first, doc.line_of[expression.first]
    if line > 1 or first > _HEAD + doc.line_of.index(line) or "days" in f or expression.until:
        return
    if not {"day", "month"} <= f.keys() or "dir" in f:
        return
    before = range(doc.line_of.index(line), first)
    named = [doc.name(n) for n in before if doc.words[n].kind == "word" and doc.words[n].norm not in ("في", "من")]
    after = doc.words[expression.last].norm if expression.last < len(doc.words) else ""
    if not named or any(n is None or n.type not in ("GPE", "MED", "LOC") for n in named) or after not in _CLOSERS:
        return
    text = quoted(doc, expression)
    years = [f["year"]] if "year" in f else range(FIRST.year, LAST.year + 1)
    days = [d for y in years if (d := _day(y, f["month"], f["day"])) and f.get("weekday", d.weekday()) == d.weekday()]
    bound = "year" in f and bool(days)
    shown = str(days[0]) if bound else _near([d.year for d in days])
    reason = f"{text} is the dateline: written on {shown}" if bound else f"{text} is the dateline: written in {shown}"
    yield Constraint(union(between(d, shifted(d, 1)) for d in days), reason, text, bound, bound, (0,))


def _beside(
    doc: Doc, expression: Expression, forward: bool, number: int, events: list[Dated], lexicon: Lexicon
) -> Iterator[Constraint]:
    """`عملية … التي انطلقت الشهر الماضي`: the happening began in the month before publication."""
    f = expression.fields
    counted = f.get("way") == "ago" and "about" not in f
    if forward or f.keys() & {"month", "year", "weekday", "part"} or not (
        counted or "days" in f or (f.get("unit") in ("week", "month", "year") and f.get("offset", 0) < 0)
    ):  # fmt: skip
        return
    begins = lexicon.look.get("begins", set())
    for event in events:
        between_them = doc.words[event.last : expression.first]
        if not 0 <= expression.first - event.last <= 4 or any(w.norm not in begins for w in between_them):
            continue
        fits = [
            d
            for n in range(-1, 1200)
            if (d := shifted(event.start, n))
            and (value := interval(f, d))
            and value.earliest <= event.start <= value.latest
        ]
        if fits:
            text = quoted(doc, expression)
            reason = f"{text} is said of {event.entity}, which began on {event.start}"
            yield Constraint(union(between(d, d) for d in fits), reason, text, True, True, (number,))
        return


def _told_as_past(doc: Doc, expression: Expression, direction: Direction) -> bool:
    """Whether the verb that the expression hangs on tells of something that happened.

    A verb of reporting does not: what it reports may be a plan. Nor does `لسنة 2017`, the year of a budget.
    """
    if expression.skip and doc.words[expression.first].norm.startswith("ل"):
        return False
    sentence = doc.sentences[doc.sentence_of[expression.first]]
    for at in range(expression.first - 1, max(sentence.first, expression.first - _SENTENCE) - 1, -1):
        norm = doc.words[at].norm
        side = direction.looks(norm)
        if side:
            return side < 0 and norm not in direction.report_words and norm[1:] not in direction.report_words
    return False


def _past(doc: Doc, found: Found, events: list[Dated], direction: Direction) -> Iterator[Constraint]:
    """The latest beginning of what the text tells as past, with its year."""
    best: tuple[date, str, str, tuple[int, ...]] | None = None
    for number, (expression, forward) in enumerate(found):
        f = expression.fields
        if forward or not ("year" in f or "hyear" in f) or f.keys() & {"part", "days"} or expression.until:
            continue
        if not _told_as_past(doc, expression, direction):
            continue
        value = interval(f, None)
        if value and value.earliest <= LAST and (best is None or value.earliest > best[0]):
            text = quoted(doc, expression)
            best = value.earliest, f"{text} is told as past", text, (number,)
    for event in events:
        if FIRST <= event.start <= LAST and (best is None or event.start > best[0]):
            best = event.start, f"{event.entity} began on {event.start}", event.entity, ()
    if best and best[0] >= FIRST:
        yield Constraint(between(best[0], None), f"{best[1]}: not before {best[0]}", best[2], below=True, said=best[3])
