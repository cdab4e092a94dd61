"""Where a sentence looks: back, as news does, or forward, where its verb or a word of planning says so."""

from khabar.layers.document import Doc
from khabar.layers.times.lexicon import Lexicon

_REACH = 14
_IMPERFECT = "يتن"


class Direction:
    """Tells whether an expression stands where the sentence looks forward."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.forward_words = frozenset(lexicon.look.get("forward", ()))
        self.back_words = frozenset(lexicon.look.get("back", ()))
        self.deadline_words = frozenset(lexicon.look.get("deadline", ()))
        self.until_words = frozenset(lexicon.look.get("until", ()))
        self.count_words = frozenset(lexicon.look.get("count", ()))
        self.report_words = frozenset(lexicon.look.get("reports", ()))
        self.not_future = frozenset(lexicon.look.get("not-future", ()))

    def _future(self, norm: str) -> bool:
        """س before an imperfect: `سيلتقي`, `ستعقد`; with و or ف before it."""
        if norm[:1] in "وف" and norm[1:2] == "س":
            norm = norm[1:]
        return (
            len(norm) >= 5
            and norm[0] == "س"
            and norm[1] in _IMPERFECT
            and norm not in self.not_future
            and norm.removeprefix("س") not in self.not_future
        )

    def looks(self, norm: str) -> int:
        """1 for a word that looks forward, -1 for one that looks back, 0 for others."""
        if self._future(norm):
            return 1
        for word in (norm, norm[1:] if norm[:1] in "وف" else ""):
            if word in self.back_words:
                return -1
            if word in self.forward_words:
                return 1
        return 0

    def side(self, doc: Doc, first: int, last: int, way: str | None = None) -> int:
        """1 where the sentence looks forward to an expression, -1 where it looks back, 0 where nothing tells.

        `way`: `within` for `خلال أسبوع`, which is a deadline after a demand, and looks back where
        something is counted (`الزيارة الثانية خلال شهرين`).
        """
        sentence = doc.sentences[doc.sentence_of[first]]
        if first > sentence.first and doc.words[first - 1].norm in self.until_words:
            # أمهلهم حتى الخميس
            said = {w.norm for w in doc.words[max(sentence.first, first - _REACH) : first - 1]}
            if self.deadline_words & (said | {n[1:] for n in said if n[:1] in "وف"}):
                return 1
        if way == "within":
            norms = [w.norm for w in doc.words[max(sentence.first, first - _REACH * 2) : first]]
            bare = {n[1:] if n[:1] in "وف" else n for n in norms} | set(norms)
            if self.count_words & set(norms[-_REACH:]):
                return -1
            if self.deadline_words & bare:
                return 1
        for at in range(first - 1, max(sentence.first, first - _REACH) - 1, -1):
            side = self.looks(doc.words[at].norm)
            if not side and doc.words[at].norm.startswith("سا"):  # سأعود: the hamza tells it from ساعة
                side = int(doc.text.startswith("سأ", doc.words[at].start))
            if side > 0:
                # `كان يزور`, `لم يصل`: told of the past; `كان من المقرر` was planned, and stays ahead of its day
                before = [w.norm.lstrip("وف") for w in doc.words[max(sentence.first, at - 2) : at]]
                planned = self._future(doc.words[at].norm) or doc.words[at].norm.startswith(("ال", "مق", "مز", "مر"))
                return 1 if planned or not ({"كان", "كانت", "لم", "كانوا"} & set(before)) else -1
            if side < 0:
                return -1
        after = doc.words[last].norm if last < sentence.last else ""
        return int(bool(after) and self._future(after))
