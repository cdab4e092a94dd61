"""Bodies that stand with the article for the one named before: `الحركة`, `الحزب`."""

from collections.abc import Collection

from khabar.arabic.fold import fold_text
from khabar.article import Name
from khabar.layers.document import Doc
from khabar.layers.events.lexicon import bares


def body_at(doc: Doc, at: int, heads: Collection[str]) -> tuple[str, Name] | None:
    """The word without its particles, and the last party or body before it that is called so; None where none is.

    `heads`: folded nouns of bodies without the article.
    """
    word = doc.words[at]
    bare = next((b for b in bares(word.norm) if b.startswith("ال") and b[2:] in heads), None)
    if bare is None:
        return None
    for name in reversed(doc.article.names):
        if name.start >= word.start or name.type not in ("GRP", "ORG", "GOV") or not name.entity:
            continue
        first = fold_text(doc.text[name.start : name.end]).split()[0].removeprefix("ال")
        at_name = doc.words_in(name.start, name.end)[0]
        if bare[2:] in (first, doc.words[max(0, at_name - 1)].norm):  # حركة حماس
            return bare, name
    return None
