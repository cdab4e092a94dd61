"""Where in its sentence a finding stands, and after what: news tells at once, background later and after `كان قد`.

Told by its place (in steps of four words, and in quarters of the sentence), by the particle or mark before it and
by those among the five words before it. The particles are a closed class, so they stand here by what they do.
"""

from __future__ import annotations

from khabar.article import Span
from khabar.layers.document import Doc, Sentence

_STEP, _FAR, _PARTS, _REACH = 4, 5, 4, 5

#: What a particle before a trigger does, by its folded spelling without و and ف.
_PARTICLES = {
    word: role
    for role, told in {
        "in": "في",
        "of": "من",
        "to": "الي علي",
        "after": "بعد اثر عقب غداه",
        "before": "قبل",
        "during": "خلال اثناء حين عندما فيما بينما حيث",
        "since": "منذ",
        "because": "جراء بسبب نتيجه وراء",
        "about": "عن حول بشان",
        "that": "ان بان انه انها",
        "who": "الذي التي الذين",
        "perfect": "قد لقد",
        "past": "كان كانت كانوا",
        "not": "لم لن لا ليس ليست غير دون بدون",
        "may": "اذا لو ربما يمكن سوف",
        "between": "بين ضد مع",
        "like": "كما مثل",
        "series": "سلسله عده احد احدي كل",
        "ordinal": "اول ثاني ثالث رابع خامس",
    }.items()
    for word in told.split()
}
#: Those that say something of a trigger from farther off.
_FROM_AFAR = frozenset(("after", "before", "during", "since", "perfect", "past", "not", "may"))


def standing(doc: Doc, trigger: Span, sentence: Sentence) -> list[str]:
    """Names of the features of where a word of an event (`trigger`) stands in its sentence."""
    at, _ = doc.words_in(*trigger)
    steps = max(0, at - sentence.first)
    size = max(1, sentence.last - sentence.first)
    names = [f"at.{min(_FAR, steps // _STEP)}", f"part.{min(_PARTS - 1, _PARTS * steps // size)}"]
    before = doc.words[max(sentence.first, at - _REACH) : at]
    if not before:
        return [*names, "prev.nothing"]
    if before[-1].kind == "mark":
        names.append("prev.mark")
    roles = [_role(word.norm) for word in before]
    if roles[-1]:
        names.append(f"prev.{roles[-1]}")
    names.extend(f"behind.{role}" for role in roles if role in _FROM_AFAR)
    return names


def _role(norm: str) -> str:
    return _PARTICLES.get(norm) or (_PARTICLES.get(norm[1:], "") if norm[:1] in ("و", "ف") else "")
