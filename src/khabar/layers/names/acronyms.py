"""Names known from their acronym: `قوات إقليم الجبل “قاج”`, and `“قاج”` alone where the name stands elsewhere.

The letters of an acronym are sought in the words of the name in order, as Schwartz and Hearst (2003) do for
Latin abbreviations: the first begins the name, each other one begins a word or goes on within it.
"""

from collections.abc import Sequence

from khabar.arabic.clitics import noun_splits
from khabar.layers.names.forms import place_forms
from khabar.layers.names.index import Index
from khabar.layers.names.lexicon import Lexicon, Rule
from khabar.layers.names.slug import slug
from khabar.layers.names.view import QUOTES, Mention, View

_RULE = "acronym.full-name"
_LONGEST = 6


def _cores(word: str) -> tuple[str, ...]:
    """The readings of a word whose first letter an acronym may take: without particles, without the article."""
    stems = {split.stem for split in noun_splits(word) if split.prefix in ("", "و", "ل", "ب")}
    return tuple(stems | {stem[2:] for stem in stems if stem.startswith("ال") and len(stem) > 3})


def stands_for(short: str, words: Sequence[str], strict: bool = False) -> bool:
    """Whether folded `short` is made of the letters of these folded words, two of them at least.

    `strict`: of their first letters alone, one for each word.
    """
    if strict and len(short) != len(words):
        return False

    def match(at: int, word: int, taken: int) -> bool:
        if at == len(short):
            return taken > 1 and (not strict or word == len(words))
        if word == len(words):
            return False
        for core in _cores(words[word]):
            if not core or core[0] != short[at]:
                continue
            if match(at + 1, word + 1, taken + 1):
                return True
            if strict:
                continue
            seen, place = at + 1, 0
            while seen < len(short) and (place := core.find(short[seen], place + 1)) > 0:
                seen += 1
                if match(seen, word + 1, taken + 1):
                    return True
        # a word that gives no letter: never the first
        return not strict and word > 0 and match(at, word + 1, taken)

    return match(0, 0, 0)


class Acronyms:
    """Places the full names that acronyms in marks stand for, where no other pattern found them."""

    def __init__(self, lexicon: Lexicon, index: Index) -> None:
        self.lexicon = lexicon
        self.index = index
        #: heads of bodies and groups in one word -> the type of what they head
        self.heads = {
            head: rule
            for head, choices in lexicon.heads.items()
            for parts, rule in choices
            if len(parts) == 1 and rule.type in ("GRP", "ORG") and rule.tail in ("phrase", "acronym")
        }

    def __call__(self, view: View) -> None:
        """Find them."""
        unknown: dict[str, None] = {}  # in the order of the text
        for at in self._marked(view):
            short = view.norms[at]
            if short in unknown:
                continue
            if not self._before(view, at, short):
                unknown[short] = None
        for short in unknown:
            if len(short) > 2:
                self._elsewhere(view, short)

    def _marked(self, view: View) -> list[int]:
        """The single words in marks that no list and no pack knows."""
        out = []
        for at in range(1, len(view.norms) - 1):
            norm = view.norms[at]
            if view.owner[at] is not None or not 2 <= len(norm) <= _LONGEST or view.words[at].kind != "word":
                continue
            left, right = view.norms[at - 1], view.norms[at + 1]
            if not ((left in QUOTES and right in QUOTES) or (left in ("(", "[") and right in (")", "]"))):
                continue
            if not self.lexicon.is_common(norm) and norm not in self.lexicon.demonyms:
                out.append(at)
        return out

    def _before(self, view: View, at: int, short: str) -> bool:
        """The name right before its acronym."""
        last = at - 1
        for size in range(2, len(short) + 2):
            first = last - size
            if first < view.low[at]:
                break
            if self._place(view, first, last, short, strict=False):
                return True
        return False

    def _elsewhere(self, view: View, short: str) -> None:
        """The name anywhere in the article, word for letter, and then the acronym alone."""
        size = len(short)
        full = None
        for first in view.with_stem(self.heads):
            if first + size <= view.high[first] and self._place(view, first, first + size, short, strict=True):
                full = full or view.owner[first]
        if full is not None:
            place_forms(view, {(short,): full}, _RULE)

    def _place(self, view: View, first: int, last: int, short: str, strict: bool) -> bool:
        """Place the name at these words, if it has the letters of the acronym; whether it has."""
        head = self._head(view.norms[first])
        if head is None or any(view.words[i].kind != "word" for i in range(first, last)):
            return False
        offset, rule = head
        norms = [view.norms[first][offset:], *view.norms[first + 1 : last]]
        if not stands_for(short, norms, strict):
            return False
        owner = view.owner[first]
        if owner is not None and owner.size >= last - first:
            return owner.last == last
        past = view.owner[last - 1]
        if past is not None and past.last > last:
            return False
        start, end = view.offsets(first, last, offset)
        known = [surface.entity for surface in self.index.lookup(norms) if surface.type == rule.type]
        made = Mention(first, last, start, end, rule.type, known[0] if known else slug(norms, rule.type),
                       "neutral", _RULE, rule.pack, "head", view.norms[first][:offset], 0.7)  # fmt: skip
        view.place(made)
        return True

    def _head(self, word: str) -> tuple[int, Rule] | None:
        for split in noun_splits(word):
            rule = self.heads.get(split.stem)
            if rule is not None:
                return split.offset, rule
        return None
