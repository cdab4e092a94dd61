"""Other names that an article gives with `المعروف باسم`, `الملقب بـ`, `المعروفة اختصارا بـ`: the same actor."""

from khabar.layers.names.lexicon import Lexicon
from khabar.layers.names.view import QUOTES, Mention, View

_RULE = "alias.known-as"
_TYPES = frozenset({"PER", "GRP", "ORG"})
_NAMED = frozenset({"باسم", "ب", "بـ", "بلقب", "اسم", "لقب"})


def known_as(view: View, lexicon: Lexicon) -> None:
    """Place these names, each with the entity of the one before it."""
    leads = lexicon.lists.get("alias.known-as", frozenset())
    for at in range(1, len(view.norms) - 1):
        if view.norms[at] not in leads:
            continue
        whose = _whose(view, at)
        if whose is None:
            continue
        first, offset = _begin(view, lexicon, at + 1)
        last = _end(view, lexicon, first) if first >= 0 else -1
        if last <= first:
            continue
        start, end = view.offsets(first, last, offset)
        view.place(Mention(first, last, start, end, whose.type, whose.entity, "neutral", _RULE, whose.pack, "alias",
                           view.norms[first][:offset], 0.6))  # fmt: skip


def _whose(view: View, at: int) -> Mention | None:
    """The person or body right before the phrase, with nothing but marks between."""
    before = at - 1
    while before > view.low[at] and view.words[before].kind == "mark":
        before -= 1
    owner = view.owner[before]
    return owner if owner is not None and owner.type in _TYPES else None


def _begin(view: View, lexicon: Lexicon, at: int) -> tuple[int, int]:
    """The first word of the other name and the letters of ب before it; (-1, 0) where none stands there."""
    high = view.high[at - 1]
    if at < high and view.norms[at] in lexicon.lists.get("alias.adverbs", frozenset()):
        at += 1
    passed = False
    while at < high and (view.norms[at] in _NAMED or view.norms[at] in QUOTES):
        passed = True
        at += 1
    if at >= high or view.words[at].kind == "mark":
        return -1, 0
    if passed:
        return at, 0
    word = view.norms[at]
    # المعروف بمواقفه: what he is known for is no name
    joined = word.startswith("ب") and len(word) > 3 and not word.endswith(("ه", "ها", "هم"))
    return (at, 1) if joined else (-1, 0)


def _end(view: View, lexicon: Lexicon, first: int) -> int:
    """Past the last word of a name of one to three words."""
    last, high = first, view.high[first]
    while last < high and last - first < 3 and view.words[last].kind in ("word", "latin"):
        norm = view.norms[last]
        if last > first and (norm in lexicon.function or lexicon.is_verb(norm) or norm in lexicon.demonyms):
            break
        owner = view.owner[last]
        if owner is not None and owner.kind == "pack" and not (owner.type == "PER" and owner.size == 1):
            return -1  # a name that the packs know is nobody else's; a last name alone may be
        last += 1
    return last
