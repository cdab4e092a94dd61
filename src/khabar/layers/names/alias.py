"""Short names that an article introduces beside the full one: `قوات الفجر الجديد “قفج”`, `حزب الفجر (PYD)`."""

from khabar.layers.names.acronyms import stands_for
from khabar.layers.names.forms import place_forms
from khabar.layers.names.lexicon import Lexicon
from khabar.layers.names.view import QUOTES, Mention, View

_RULE = "alias.introduced"
_TYPES = frozenset({"GRP", "ORG", "GOV", "MED", "EVT"})
_CLOSE = QUOTES | {")", "]"}


def aliases(view: View, lexicon: Lexicon) -> None:
    """Find introduced short names, there and in the rest of the article."""
    found: dict[tuple[str, ...], Mention] = {}
    for mention in view.mentions():
        if mention.kind == "fixed":
            continue  # الحكومة “…”: whose it is, is not known yet, and it has no name of its own
        form = _beside(view, lexicon, mention) if mention.type in _TYPES else None
        if form is not None and form not in found:
            found[form] = mention
    for mention in view.mentions():
        if mention.kind in ("head", "grown") and mention.type in ("GRP", "ORG"):
            form = _within(view, lexicon, mention)
            if form in found and mention.naming != "neutral":
                mention.entity = found[form].entity  # ميليشيا “قفج” of the forces that were named in full
            elif form is not None and form not in found:
                found[form] = mention
    if found:
        place_forms(view, found, _RULE)


def _beside(view: View, lexicon: Lexicon, mention: Mention) -> tuple[str, ...] | None:
    """The one or two words in marks right after a mention, if they are new and no everyday words."""
    at, high = mention.last, view.high[mention.first]
    if at + 2 < high and view.norms[at] in QUOTES and view.norms[at + 1] in ("(", *QUOTES):
        at += 1  # the mention itself closes a quotation
    if at + 2 >= high or view.norms[at] not in ("(", "[", *QUOTES):
        return None
    last = at + 1
    while last < high and last - at <= 3 and view.norms[last] not in _CLOSE:
        last += 1
    if last >= high or last - at - 1 not in (1, 2):
        return None
    form = view.norms[at + 1 : last]
    words = view.words[at + 1 : last]
    if any(view.owner[i] is not None or view.words[i].kind in ("mark", "number") for i in range(at + 1, last)):
        return None
    if any(lexicon.is_common(word) or word in lexicon.demonyms for word in form) or len(form[0]) < 2:
        return None
    if words[0].kind == "latin" and len(form) > 1:
        return None
    if view.norms[at] in QUOTES and words[0].kind != "latin" and not _apposed(view, lexicon, mention, form):
        return None
    return tuple(form)


def _apposed(view: View, lexicon: Lexicon, mention: Mention, form: list[str]) -> bool:
    """Whether quoted words are another name for the mention before them, and not what somebody does to whom."""
    if len(form) == 1 and stands_for(form[0], view.norms[mention.first : mention.last]):
        return True
    if len(form) == 2 and form[1].startswith("و"):
        return False  # جهود الحركة “بحزم وتصميم”: quoted words, and no name
    # طالبت الحكومة “قسد” ب…: the subject and then the object of a verb
    before = view.before(mention.first)
    return before < 0 or not lexicon.is_verb(view.norms[before])


def _within(view: View, lexicon: Lexicon, mention: Mention) -> tuple[str, ...] | None:
    """The quoted word of `ميليشيا “قسد”`."""
    norms = view.norms
    if mention.size < 3 or norms[mention.last - 2] not in QUOTES:
        return None
    word = norms[mention.last - 1]
    return None if lexicon.is_common(word) or len(word) < 2 or not word.isalpha() else (word,)
