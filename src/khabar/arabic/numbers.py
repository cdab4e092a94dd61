"""Numbers in words, over folded words: cardinals and ordinals, both genders, duals, up to thousands of millions.

`خمسة وعشرون`, `الحادي والعشرين`, `مئتان وسبعة وستون`, `ألفين وثمانية عشر`, `ثلاثة ملايين`.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Number(NamedTuple):
    """A number that was read: `end` is the index after its last word; `ordinal` where a part of it is one."""

    value: int
    ordinal: bool
    definite: bool
    end: int


_UNITS = {
    "واحد": 1, "واحده": 1, "احد": 1, "احدي": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2, "اثنا": 2,
    "اثني": 2, "اثنتا": 2, "اثنتي": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5,
    "ست": 6, "سته": 6, "سبع": 7, "سبعه": 7, "ثمان": 8, "ثماني": 8, "ثمانيه": 8, "تسع": 9, "تسعه": 9,
}  # fmt: skip
_ORDINALS = {
    "اول": 1, "اولي": 1, "حادي": 1, "حاديه": 1, "ثان": 2, "ثاني": 2, "ثانيه": 2, "ثالث": 3, "ثالثه": 3,
    "رابع": 4, "رابعه": 4, "خامس": 5, "خامسه": 5, "سادس": 6, "سادسه": 6, "سابع": 7, "سابعه": 7,
    "ثامن": 8, "ثامنه": 8, "تاسع": 9, "تاسعه": 9,
}  # fmt: skip
_TEN = {"عشر": 10, "عشره": 10}
_TENTH = {"عاشر": 10, "عاشره": 10}
_TENS = {
    stem + end: value
    for stem, value in {
        "عشر": 20, "ثلاث": 30, "اربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90,
    }.items()
    for end in ("ون", "ين")
}  # fmt: skip
_HUNDRED = ("مءه", "ماءه", "مايه", "ميه")
_HUNDREDS = {
    **dict.fromkeys(("مءتان", "مءتين", "ماءتان", "ماءتين", "مءتا", "مءتي", "ماءتا", "ماءتي", "مايتين"), 200),
    **{
        stem + hundred: value
        for stem, value in {
            "ثلاث": 300, "اربع": 400, "خمس": 500, "ست": 600, "سبع": 700, "ثمان": 800, "ثماني": 800, "تسع": 900,
        }.items()
        for hundred in _HUNDRED
    },
}  # fmt: skip
_SCALES = {
    "الف": 1000, "الفا": 1000, "الاف": 1000, "مليون": 10**6, "مليونا": 10**6, "ملايين": 10**6,
    "مليار": 10**9, "مليارا": 10**9, "مليارات": 10**9, "بليون": 10**9,
}  # fmt: skip
_DUALS = {
    "الفان": 2000, "الفين": 2000, "الفي": 2000, "مليونان": 2 * 10**6, "مليونين": 2 * 10**6,
    "ملياران": 2 * 10**9, "مليارين": 2 * 10**9,
}  # fmt: skip
_ALL: frozenset[str] = frozenset(
    [*_UNITS, *_ORDINALS, *_TEN, *_TENTH, *_TENS, *_HUNDRED, *_HUNDREDS, *_SCALES, *_DUALS]
)
#: Every word that a number in words can begin with, folded, with and without ال.
NUMBER_WORDS: frozenset[str] = _ALL | frozenset("ال" + word for word in _ALL)

_UNIT, _TENS_KIND, _HUNDRED_KIND, _SCALE, _DUAL, _TEN_ALONE = range(6)


def _kind(word: str) -> tuple[int, int, bool] | None:
    """(kind, value, ordinal) of a word without ال."""
    if word in _UNITS:
        return _UNIT, _UNITS[word], False
    if word in _ORDINALS:
        return _UNIT, _ORDINALS[word], True
    if word in _TENS:
        return _TENS_KIND, _TENS[word], False
    if word in _TEN:
        return _TEN_ALONE, 10, False
    if word in _TENTH:
        return _TEN_ALONE, 10, True
    if word in _HUNDRED:
        return _HUNDRED_KIND, 100, False
    if word in _HUNDREDS:
        return _HUNDRED_KIND, _HUNDREDS[word], False
    if word in _SCALES:
        return _SCALE, _SCALES[word], False
    if word in _DUALS:
        return _DUAL, _DUALS[word], False
    return None


def _without_article(word: str) -> tuple[str, bool]:
    if word in _ALL:
        return word, False
    if word.startswith("ال") and word[2:] in _ALL:
        return word[2:], True
    return word, False


def read_number(norms: Sequence[str], start: int = 0) -> Number | None:
    """The number in words that begins at word `start` (folded, without particles), as long as it goes.

    None where no number begins there. Parts are joined by و, written together or apart; a scale
    (`آلاف`, `مليون`) multiplies what stands right before it.
    """
    total = 0
    group = 0  # below the next scale
    kinds: set[int] = set()  # what `group` has already: hundreds, units and tens each come once, in this order
    smallest = 10**12  # the last scale: the next one is smaller
    ordinal = definite = False
    end = at = start
    before = -1  # kind of the word just before, where no و stands between
    while at < len(norms):
        word, joined = norms[at], False
        after = at + 1
        if end > start:
            if word == "و" and after < len(norms):
                word, joined, after = norms[after], True, after + 1
            elif word.startswith("و") and word[1:] in NUMBER_WORDS:  # so is واحد: مئة وأحد عشر
                word, joined = word[1:], True
        elif word not in NUMBER_WORDS:
            return None
        word, article = _without_article(word)
        found = _kind(word)
        if found is None:
            break
        kind, value, is_ordinal = found
        first = end == start
        if kind == _SCALE:
            if value >= smallest:
                break
            if not first and not joined and before not in (_UNIT, _TENS_KIND, _HUNDRED_KIND, _TEN_ALONE):
                break
            total += (group or 1) * value if not joined else group + value
            group, smallest = 0, value
            kinds = set()
        elif kind == _DUAL:
            if (not first and not joined) or group or value >= smallest:
                break
            total += value
            smallest = value // 2
        elif kind == _HUNDRED_KIND:
            if not first and not joined and before == _UNIT and value == 100 and kinds == {_UNIT}:
                group *= 100
                kinds = {_HUNDRED_KIND}
            elif (first or joined) and not kinds:
                group += value
                kinds.add(_HUNDRED_KIND)
            else:
                break
        elif kind == _UNIT:
            if not (first or joined) or kinds & {_UNIT, _TENS_KIND}:
                break
            group += value
            kinds.add(_UNIT)
            if after < len(norms) and _without_article(norms[after])[0] in _TEN:
                group += 10
                kinds.add(_TENS_KIND)
                after += 1
        elif kind == _TENS_KIND:
            if not (first or joined) or _TENS_KIND in kinds:
                break
            group += value
            kinds.add(_TENS_KIND)
        else:  # ten by itself
            if not (first or joined) or kinds & {_UNIT, _TENS_KIND}:
                break
            group += value
            kinds |= {_UNIT, _TENS_KIND}
        ordinal |= is_ordinal
        definite |= article
        before = kind
        at = end = after
    return Number(total + group, ordinal, definite, end) if end > start else None
