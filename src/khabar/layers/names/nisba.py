"""Movements called by an adjective that no pack knows: `المتمردون الكونديون`, then `الكونديون` alone.

The plural in agreement with those who fight announces the name once, as does `ميليشيا الكوندي`; a plural that nobody
knows is taken for a group where it stands often and beside arms. Its other cases, and the singular after a word for a
group (`الميليشيات الكوندية`), are the same group in that article.
"""

from khabar.arabic.clitics import noun_splits
from khabar.layers.names.lexicon import Lexicon
from khabar.layers.names.slug import slug
from khabar.layers.names.view import Mention, View

_RULE = "group.nisba"
_PLURALS = ("ون", "ين")


class Nisba:
    """Places these groups in an article."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists = lexicon.lists
        self.lexicon = lexicon
        self.fighters = lists.get("nisba.fighters", frozenset())
        self.groups = lists.get("nisba.groups", frozenset())
        self.militias = lists.get("nisba.militias", frozenset())
        self.armed = lists.get("armed.before", frozenset())
        self.fights = lists.get("nisba.fights", frozenset())
        self.never = lists.get("nisba.never", frozenset())

    def __call__(self, view: View) -> None:
        """Find them."""
        stems = self._stems(view)
        if not stems:
            return
        plural = {f"ال{stem}{end}": stem for stem in stems for end in _PLURALS}
        single = {f"ال{stem}{end}": stem for stem in stems for end in ("", "ه")}
        for at in view.with_stem([*plural, *single]):
            if view.owner[at] is not None:
                continue
            for split in noun_splits(view.norms[at]):
                stem = plural.get(split.stem)
                if stem is None and view.word_before(at) in self.groups:
                    stem = single.get(split.stem)
                if stem is not None:
                    start, end = view.offsets(at, at + 1, split.offset)
                    view.place(Mention(at, at + 1, start, end, "GRP", slug([stem], "GRP"), "neutral", _RULE,
                                       kind="class", prefix=split.prefix, score=0.6))  # fmt: skip
                    break

    def _stems(self, view: View) -> set[str]:
        """The adjectives that are the name of a group in this article."""
        sure: set[str] = set()
        likely: dict[str, int] = {}
        for at, norm in enumerate(view.norms):
            if view.owner[at] is not None or not norm.endswith((*_PLURALS, "يه")):
                continue
            for split in noun_splits(norm):
                stem = self._new(split.stem)
                if stem is None:
                    continue
                before = view.word_before(at)
                if before in self.fighters and not split.prefix and norm.endswith(_PLURALS):
                    sure.add(stem)
                elif norm.endswith("يه"):
                    if before in self.militias and not split.prefix:
                        likely[stem] = likely.get(stem, 0) + 1
                else:
                    fights = before in self.armed or self._against(view, at)
                    likely[stem] = likely.get(stem, 0) + 1 + fights
                break
        for mention in view.mentions():
            if mention.rule == "head.militia" and mention.size == 2:
                stem = self._new(view.norms[mention.last - 1] + "ون")
                if stem is not None:
                    sure.add(stem)
        armed = {stem for stem, count in likely.items() if count > 2}
        return sure | armed

    def _against(self, view: View, at: int) -> bool:
        """Whether the word is the object of a fight: `اشتباكات مع الكونديين`."""
        with_whom = view.before(at)
        return with_whom >= 0 and view.norms[with_whom] in ("مع", "ضد") and view.word_before(with_whom) in self.fights

    def _new(self, word: str) -> str | None:
        """`كوندي` of `الكونديين` or `الكوندية`, if it is none of the adjectives that describe any group."""
        if not word.startswith("ال") or len(word) < 6:
            return None
        stem = word[2:-2] if word.endswith(_PLURALS) else word[2:-1]
        plural = f"ال{stem}ين"
        known = word in self.lexicon.demonyms or plural in self.never or plural in self.lexicon.common
        # participles (المنشقين, المتشددين) begin with م; a movement's name ends in ي
        if known or stem[0] == "م" or len(stem) < 4 or not stem.endswith("ي") or stem in self.lexicon.demonyms:
            return None
        return stem
