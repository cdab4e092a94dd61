"""Whether a text is Arabic, decided by its letters and, among languages of that script, by their statistics."""

from __future__ import annotations

import re

#: Arabic letters that a page must have before it is looked at closely, as such or as numeric entities.
_FEW = 100
_ARABIC = re.compile(r"[\u0621-\u064a]+")
_ENTITIES = re.compile(r"&#(?:15[6-9]\d|16[0-4]\d|x06[2-4][0-9a-f]);", re.IGNORECASE)
_ARABIC_WORDS = re.compile(r"[\u0621-\u064a\u064b-\u0652\u0670-\u06d3\u0750-\u077f\u200c]+")
_LETTERS = re.compile(r"[^\W\d_]+")
#: The share of Arabic letters among all.
_SHARE = 0.5
#: Characters that the statistics look at: a page of print is enough.
_SAMPLE = 1000


def may_be_arabic(source: str) -> bool:
    """Whether a page's source has Arabic in it at all: quick, to pass over the others before they are taken apart."""
    seen = 0
    for found in _ARABIC.finditer(source):
        seen += found.end() - found.start()
        if seen >= _FEW:
            return True
    for _ in _ENTITIES.finditer(source):
        seen += 1
        if seen >= _FEW:
            return True
    return False


def is_arabic(text: str) -> bool:
    """Whether a text is in Arabic, and not in Persian, Urdu, Kurdish or another language of its script."""
    from resiliparse.parse.lang import detect_fast

    sample = text[:_SAMPLE]
    # in UTF-8 an Arabic letter has two bytes, an ASCII one: where most have two, nothing need be counted
    if len(sample.encode("utf-8", "replace")) < 1.6 * len(sample):
        sample = text[: 2 * _SAMPLE]
        words = _ARABIC_WORDS.findall(sample)
        if sum(map(len, words)) < _SHARE * sum(map(len, _LETTERS.findall(sample))):
            return False
        sample = " ".join(words)
    return bool(detect_fast(sample, cutoff=2000)[0] == "ar")
