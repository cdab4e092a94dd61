"""The word classes that the grammar of reports leans on, out of the packs' `words` tables."""

import re

from khabar.arabic.fold import fold_text
from khabar.packs import Packs

THAT = re.compile(r"^[بل]?ان(?:ه|ها|هم|هما|هن|ني|نا|ي|ك|كم)?$")
_NAMES = (
    "prepositions", "subordinate", "relative", "clause-openers", "impersonal", "not-report", "own-voice",
    "own-voice-bare", "by-is-no-clitic", "medium-heads", "adjuncts", "adjunct-inside", "between", "lead-in",
    "waw-is-root", "speaker-ends", "in-speech", "speaker-leads", "adverbial", "no-grade", "describes", "anonymity",
    "thing-itself",
    "declared", "so", "statement", "names-with-that", "negations", "refers-back",
    "source-adjectives", "title-adjectives", "speech-nouns", "about",
)  # fmt: skip


class Vocabulary:
    """`vocabulary["prepositions"]` is the set of folded words of the class `words.prepositions`."""

    def __init__(self, packs: Packs) -> None:
        self._classes = {name: packs.words(name) for name in _NAMES}
        self.nouns_like_verbs = {
            str(rule["id"]): {fold_text(noun) for noun in _listed(rule.get("noun"))}
            for rule in packs.rules("reporting")
        }

    def __getitem__(self, name: str) -> frozenset[str]:
        return self._classes[name]


def _listed(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(v) for v in value] if isinstance(value, list) else []


def stands_alone(norm: str) -> bool:
    """Whether a folded word is a mark that ends a clause."""
    return norm in "،,.؛;:!؟?()[]-–—"
