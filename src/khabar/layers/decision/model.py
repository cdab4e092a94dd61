"""How likely it is that a sentence tells an event of a type: logistic regression over `features`.

The weights are a file of the wheel, made by `scripts/train_events.py`, which says what they were trained on. No
library is needed: what a word adds is worked out once and kept.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

import msgspec

from khabar.errors import error
from khabar.layers.decision.features import Finding, found, hashed, words

FILE = "weights.msgpack"
_KEPT = 200_000


class TypeWeights(msgspec.Struct):
    """Weights of one type.

    `words`: a signed byte a bucket, times `scale`; `rules`: weight of each name; `threshold`: probability from
    which on a sentence that stands alone tells such an event; `gate`: what its words must at least add to the
    logit where the rules were sure of no such event.
    """

    words: bytes
    scale: float
    bias: float
    rules: dict[str, float]
    threshold: float
    gate: float


class Weights(msgspec.Struct):
    """The file: 2 ** `bits` buckets; `rarity`: inverse document frequency of each, a byte times `rarity_scale`."""

    bits: int
    rarity: bytes
    rarity_scale: float
    types: dict[str, TypeWeights]
    trained_on: str = ""
    licence: str = ""


class Model:
    """Scores sentences; made once, it remembers what each word adds."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.types = tuple(weights.types)
        self._rarity = [b * weights.rarity_scale for b in weights.rarity]
        self._words = [array("b", t.words) for t in weights.types.values()]
        self._scales = [t.scale for t in weights.types.values()]
        self._known: dict[str, list[int]] = {}

    def text(self, norms: Sequence[str]) -> dict[str, float]:
        """What the words (`features.distinct`) add to the logit of each type."""
        known = self._known
        buckets: set[int] = set()
        for word in norms:
            buckets.update(known.get(word) or self._word(word))
        rarity = self._rarity
        root = math.sqrt(sum(rarity[b] * rarity[b] for b in buckets)) or 1.0
        return {
            kind: sum(rarity[b] * weights[b] for b in buckets) * scale / root
            for kind, weights, scale in zip(self.types, self._words, self._scales, strict=True)
        }

    def rules(self, kind: str, names: Iterable[str]) -> float:
        """What the rules' findings (`features.found`) add to the logit of a type, its bias included."""
        weights = self.weights.types[kind]
        return weights.bias + sum(weights.rules.get(name, 0.0) for name in names)

    def score(self, norms: Sequence[str], findings: Sequence[Finding]) -> dict[str, float]:
        """Probability, for each type, that a sentence of these words tells an event of it.

        `findings`: all that the rules found in the sentence, sure or not (`candidates.Candidates`).
        """
        said = self.text(norms)
        return {kind: sigmoid(said[kind] + self.rules(kind, found(kind, findings))) for kind in self.types}

    def _word(self, word: str) -> list[int]:
        if len(self._known) > _KEPT:
            self._known.clear()
        out = self._known[word] = hashed(word, self.weights.bits)
        return out


def sigmoid(logit: float) -> float:
    """Probability of a logit."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def shipped() -> Model:
    """The model of the wheel; KhabarError `part-missing` where it lacks it."""
    try:
        data = resources.files("khabar.layers.decision").joinpath(FILE).read_bytes()
        return Model(msgspec.msgpack.decode(data, type=Weights))
    except (OSError, msgspec.DecodeError) as problem:
        raise error("part-missing", name="the weights of the sentence decision", why=problem) from None


def score(sentence: str, findings: Sequence[Finding]) -> dict[str, float]:
    """`Model.score` of a sentence as given, with the shipped weights."""
    return shipped().score(words(sentence), findings)
