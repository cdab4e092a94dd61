"""What packs know of days: happenings with their dates, their anniversaries, terms of office."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khabar.arabic.numbers import NUMBER_WORDS, read_number
from khabar.layers.document import Doc
from khabar.layers.times.calendars import shifted
from khabar.layers.times.lexicon import Lexicon
from khabar.layers.times.solve import Constraint, between, union

_REACH = 5
_ROUND = 61  # days before an anniversary in which the press already speaks of it


@dataclass
class Dated:
    """A mention of a happening that a pack dates: its words `first` to `last` (half-open), from when to when."""

    first: int
    last: int
    entity: str
    start: date
    end: date


def dated_events(doc: Doc) -> list[Dated]:
    """Mentions of happenings that a pack dates (flag `dated:FROM..TO`)."""
    out = []
    for name in doc.article.names:
        entity = doc.packs.entities.get(name.entity or "")
        if entity is None or entity.type != "EVT":
            continue
        for flag in entity.flags:
            if flag.startswith("dated:"):
                start, _, end = flag.removeprefix("dated:").partition("..")
                try:
                    first = date.fromisoformat(start)
                    last = date.fromisoformat(end) if end else first
                except ValueError:
                    continue
                out.append(Dated(*doc.words_in(name.start, name.end), entity.id, first, last))
    return out


def _years(doc: Doc, event: Dated, lexicon: Lexicon) -> tuple[int, int] | None:
    """Years after the happening, and the word that begins to say so: `الذكرى الخامسة ل`, `مرور 5 أعوام على`."""
    norms = [w.norm for w in doc.words[max(0, event.first - _REACH * 2) : event.first]]
    base = event.first - len(norms)
    for at in range(len(norms) - 1, -1, -1):
        head = norms[at]
        following = norms[at + 1 :]
        if head.lstrip("وبفل").removeprefix("ال") in lexicon.look.get("anniversary", ()):
            following = following[1:] if following[:1] == ["السنويه"] else following
            number = _number(following)
            if number and len(following) - number[1] <= 3:
                return number[0], base + at
        elif head.lstrip("وبف") in lexicon.look.get("passed", ()):
            number = _number(following)
            rest = following[number[1] :] if number else following
            dual = lexicon.two.get(rest[0]) if rest and not number else None
            unit = dual or (lexicon.many.get(rest[0]) if rest else None) or (lexicon.one.get(rest[0]) if rest else None)
            if unit in ("year", "decade") and len(rest) <= 4 and any(w in ("علي", "من") for w in rest[1:]):
                count = number[0] if number else 2 if dual else 1
                return count * (10 if unit == "decade" else 1), base + at
    return None


def _number(norms: Sequence[str]) -> tuple[int, int] | None:
    if norms and norms[0] == "ال":
        found = _number(norms[1:])
        return (found[0], found[1] + 1) if found else None
    if norms and norms[0].isdigit() and len(norms[0]) < 4:
        return int(norms[0]), 1
    if norms and norms[0] in NUMBER_WORDS:
        number = read_number(norms)
        return (number.value, number.end) if number and 0 < number.value < 500 else None
    return None


def anniversaries(doc: Doc, events: Sequence[Dated], lexicon: Lexicon) -> Iterator[Constraint]:
    """Published about the anniversary that the text names, of a happening that a pack dates.

    From two months before it, when the press begins to speak of it, to the day before the next one.
    """
    for event in events:
        found = _years(doc, event, lexicon)
        if found is None or event.start.year + found[0] > 2058:
            continue
        day = shifted(event.start, round(found[0] * 365.2425))
        first, last = shifted(day, -_ROUND), shifted(day, 366)
        said = " ".join(doc.text[doc.words[found[1]].start : doc.words[event.last - 1].end].split())
        reason = f"«{said}»: {event.entity} began on {event.start}, so published from {first} to {last}"
        yield Constraint(between(first, last), reason, f"«{said}»", True, True)


def terms(doc: Doc, dated_sentences: frozenset[int], lexicon: Lexicon) -> Iterator[Constraint]:
    """Published while a person held the office by which he is quoted (`قال وزير الخارجية … X`).

    Only right after a verb of reporting, and not in a sentence that tells of a dated past.
    """
    seen: set[tuple[str, str]] = set()
    for name in doc.article.names:
        entity = doc.packs.entities.get(name.entity or "") if name.type == "PER" else None
        offices = entity.office() if entity else []
        first = doc.words_in(name.start, name.end)[0] if offices else 0
        if not offices or not first or doc.sentence_of[first] in dated_sentences:
            continue
        start = doc.sentences[doc.sentence_of[first]].first
        norms = [w.norm for w in doc.words[max(start, first - _REACH) : first + 4]]
        if any(n in lexicon.look.get("former", ()) for n in norms):
            continue
        before = norms[: first - max(start, first - _REACH)]
        for kind, phrases in lexicon.offices.items():
            held = [o for o in offices if o.startswith(kind)]
            at = _said_as(before, phrases, lexicon) if held and (kind, name.entity or "") not in seen else None
            spans = [s for o in held if (s := _term(o))] if at is not None else []
            if at is None or not spans:
                continue
            seen.add((kind, name.entity or ""))
            text = " ".join(doc.text[doc.words[first - len(before) + at].start : name.end].split())
            shown = ", ".join(o.partition("@")[2] for o in held)
            reason = f"«{text}» speaks by his office, held {shown}: published in that time"
            days = union(between(a, b) for a, b in spans)
            yield Constraint(days, reason, f"«{text}»", True, all(b for _, b in spans))
            break


def _said_as(before: Sequence[str], phrases: frozenset[tuple[str, ...]], lexicon: Lexicon) -> int | None:
    """Where an office begins in the words before a name, a verb of reporting right before it."""
    for at in range(1, len(before)):
        if before[at - 1].lstrip("وف") not in lexicon.look.get("back", ()):
            continue
        if any(tuple(before[at : at + len(p)]) == p for p in phrases):
            return at
    return None


def _term(office: str) -> tuple[date, date | None] | None:
    """First and last day of `…@2006-2020`, by whole years; None without years."""
    first, dash, last = office.partition("@")[2].partition("-")
    if not (first.isdigit() and len(first) == 4):
        return None
    end = int(last) if last.isdigit() and len(last) == 4 else None if dash else int(first)
    return date(int(first), 1, 1), date(end, 12, 31) if end else None
