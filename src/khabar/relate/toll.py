"""How many were killed, wounded, captured or released, as a stretch of text says it.

Words are in the packs (`casualties`), numbers in digits and words are read by `khabar.arabic.numbers`.
A toll is (least, most), both included; `most` is None where only a least number is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from khabar.arabic.articles import without_article
from khabar.arabic.fold import fold, fold_text
from khabar.arabic.numbers import NUMBER_WORDS, read_number
from khabar.arabic.words import words
from khabar.packs import Packs

Toll = tuple[int, int | None]

_YEAR = frozenset(map(fold_text, ("عام", "سنة", "لعام", "بعام", "منذ")))  # before a number of four digits
_THOUSAND = frozenset(map(fold_text, ("ألف", "ألفا", "آلاف")))
_REACH = 4  # words between a cue and its number


class Lexicon(NamedTuple):
    """The words of the packs, folded: phrases as tuples of words."""

    before: dict[tuple[str, ...], tuple[str, str]]  # -> (kind, rule)
    after: dict[tuple[str, ...], tuple[str, str]]
    bounds: dict[tuple[str, ...], str]
    vague: dict[str, Toll]
    people: dict[str, int]
    twos: dict[str, str]  # a word that is a toll of two by itself -> kind
    against: set[str]  # words that set one voice against another


class Count(NamedTuple):
    """One number that was read: `at` and `end` are indices of words."""

    at: int
    end: int
    toll: Toll


def lexicon(packs: Packs) -> Lexicon:
    """The compiled words of the packs."""
    return packs.compiled("toll", _build)


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(without_article(w) for w in fold_text(text).split())


def _build(packs: Packs) -> Lexicon:
    made = Lexicon({}, {}, {}, {}, {}, {}, set())
    for entry in packs.rules("casualties"):
        match entry.get("role"):
            case "bound":
                made.bounds.update((_phrase(w), entry["bound"]) for w in entry["words"])
            case "vague":
                made.vague.update((fold_text(w), (entry["least"], entry["most"])) for w in entry["words"])
            case "against":
                made.against.update(fold_text(w) for w in entry["words"])
            case "people":
                made.people.update((fold_text(w), 1) for w in entry["words"])
                made.people.update((fold_text(w), 2) for w in entry["twos"])
            case _:
                kind = (entry["kind"], entry["id"])
                made.twos.update((fold_text(w), entry["kind"]) for w in entry.get("twos", ()))
                made.before.update((_phrase(w), kind) for w in entry["before"])
                made.after.update((_phrase(w), kind) for w in entry["after"])
    return made


def _at(phrases: Mapping[tuple[str, ...], object], norms: Sequence[str], i: int) -> int:
    """The length of the longest phrase at word `i`, particles before its first word left out; 0 for none."""
    for n in (3, 2, 1):
        rest = tuple(norms[i + 1 : i + n])
        for first in _forms(norms[i]):
            if i + n <= len(norms) and (first, *rest) in phrases:
                return n
    return 0


def _forms(word: str) -> tuple[str, ...]:
    """A word as it is, and without what may be written together with it: the longest first."""
    out = [word]
    for particle in ("و", "ف", "ب", "ل", "وب", "ول"):
        if word.startswith(particle) and len(word) - len(particle) >= 3:
            out.append(word[len(particle) :])
    return tuple(without_article(w) for w in out)


def _key(phrases: Mapping[tuple[str, ...], object], norms: Sequence[str], i: int, n: int) -> tuple[str, ...]:
    rest = tuple(norms[i + 1 : i + n])
    return next((f, *rest) for f in _forms(norms[i]) if (f, *rest) in phrases)


def _counts(given: Sequence[str], norms: Sequence[str], lex: Lexicon) -> list[Count]:
    out: list[Count] = []
    i = 0
    while i < len(norms):
        word = given[i]
        end = i + 1
        toll: Toll | None = None
        digits = word.lstrip("وفبل")
        bare = _forms(word)
        if digits.isdecimal() and len(digits) <= 6 and not (i and norms[i - 1] in _YEAR and len(digits) == 4):
            value = int(digits)
            if i + 1 < len(norms) and norms[i + 1] in _THOUSAND:  # 300 ألف
                value, end = 1000 * value, i + 2
            toll = (value, value)
        elif found := next((f for f in bare if f in lex.vague), None):
            toll = lex.vague[found]
            if i + 1 < len(norms) and (more := lex.vague.get(norms[i + 1])) and more[0] > toll[0]:
                toll = toll[0] * _unit(more), (toll[1] or 0) * _unit(more)  # عشرات الآلاف
                end = i + 2
        elif found := next((f for f in bare if f in NUMBER_WORDS), None):
            number = read_number([found, *given[i + 1 : i + 8]])
            if number is not None and not number.ordinal:
                toll, end = (number.value, number.value), i + number.end
        elif found := next((f for f in bare if f in lex.people), None):
            counted = out and i - out[-1].end < 2
            if not counted:
                value = lex.people[found]
                toll = (value, value)
        if toll is not None:
            out.append(Count(i, end, _bounded(norms, i, end, toll, lex)))
        i = end
    return out


def _unit(vague: Toll) -> int:
    """What a vague number counts: hundreds, thousands."""
    return int(10 ** (len(str(vague[0])) - 1))


def _bounded(norms: Sequence[str], at: int, end: int, toll: Toll, lex: Lexicon) -> Toll:
    kinds = set()
    for i in range(max(0, at - 4), at):
        n = _at(lex.bounds, norms, i)
        if n and i + n == at:
            kinds.add(lex.bounds[_key(lex.bounds, norms, i, n)])
    for i in range(end, min(len(norms), end + 2)):
        if n := _at(lex.bounds, norms, i):
            kind = lex.bounds[_key(lex.bounds, norms, i, n)]
            kinds |= {kind} & {"at-least", "at-most"} if n > 1 else set()
    if "more-than" in kinds:
        return toll[0] + 1, None
    if "at-least" in kinds:
        return toll[0], None
    if "at-most" in kinds:
        return 0, toll[1]
    return toll


class Found(NamedTuple):
    """A toll and where it stands: code points of the text that was given."""

    kind: str
    toll: Toll
    start: int
    end: int


def tolls(text: str, packs: Packs) -> dict[str, Toll]:
    """Kind (dead, wounded, captured, released) -> how many, the first number given for each."""
    out: dict[str, Toll] = {}
    for one in find(text, packs):
        out.setdefault(one.kind, one.toll)
    return out


def find(text: str, packs: Packs) -> list[Found]:
    """The tolls in a text: of each kind one for each cue that has a number, the nearest to its cue first."""
    lex = lexicon(packs)
    found = [w for w in words(fold(text)) if w.kind != "mark"]
    given = [w.norm for w in found]
    norms = [without_article(w) for w in given]
    counts = _counts(given, norms, lex)
    out = [
        Found(lex.twos[two], (2, 2), w.start, w.end)
        for w in found
        if (two := next((f for f in _forms(w.norm) if f in lex.twos), None))
    ]
    if not counts:
        return out
    cues: list[tuple[int, int, str, str]] = []
    for i in range(len(norms)):
        for table, side in ((lex.before, "before"), (lex.after, "after")):
            if n := _at(table, norms, i):
                cues.append((i, i + n, table[_key(table, norms, i, n)][0], side))
    taken: set[int] = set()
    done: set[int] = set()
    for reach in range(_REACH + 1):  # the nearest first
        for at, (start, end, kind, side) in enumerate(cues):
            if at in done:
                continue
            for number, count in enumerate(counts):
                gap = count.at - end if side == "before" else start - count.end
                single = count.toll in ((1, 1), (2, 2)) and norms[count.at] not in NUMBER_WORDS
                if side == "before" and _REACH < gap <= 2 * _REACH and norms[count.at - 1] == "الي":
                    gap = _REACH  # عدد القتلى … إلى 44
                if gap != reach or number in taken or (single and gap > 1):
                    continue
                between = range(end, count.at) if side == "before" else range(count.end, start)
                if any(c.at in between for c in counts) or any(s in between for s, *_ in cues):
                    continue
                first, last = min(start, count.at), max(end, count.end) - 1
                out.append(Found(kind, count.toll, found[first].start, found[last].end))
                taken.add(number)
                done.add(at)
                break
    return out


def differ(a: Toll, b: Toll) -> bool:
    """Whether two tolls cannot both be true; round numbers that are nearly alike can."""
    high_a = a[1] if a[1] is not None else 10**9
    high_b = b[1] if b[1] is not None else 10**9
    return a[0] > high_b or b[0] > high_a


def shown(toll: Toll) -> str:
    """A toll as it stands in a disagreement: `12`, `12+`, `20-99`."""
    least, most = toll
    return str(least) if least == most else f"{least}+" if most is None else f"{least}-{most}"
