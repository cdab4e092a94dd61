"""Whose a government, army or regime is that stands alone, told by the same word with its country elsewhere.

`الحكومة السودانية` in an article on talks in Doha says whose `الحكومة` is, though Doha is named more often.
"""

from khabar.arabic.articles import without_article
from khabar.arabic.clitics import noun_splits
from khabar.layers.names.countries import country_of
from khabar.layers.names.lexicon import Lexicon
from khabar.layers.names.view import Mention, View
from khabar.packs import Packs


class Alike:
    """The countries that each head noun of a description is joined to in one article."""

    def __init__(self, view: View, packs: Packs, lexicon: Lexicon) -> None:
        self.view = view
        self.packs = packs
        self.lexicon = lexicon
        self._found: dict[str, set[str]] = {}

    def countries(self, mention: Mention) -> set[str]:
        """The countries of the article's other mentions with the last noun of this one; empty where there are none."""
        head = without_article(
            self.view.norms[mention.last - 1].removeprefix(mention.prefix if mention.size == 1 else "")
        )
        if head not in self._found:
            self._found[head] = self._of(head)
        return self._found[head]

    def _of(self, head: str) -> set[str]:
        view, found = self.view, set()
        for at in view.with_stem([head, "ال" + head]):
            owner = view.owner[at]
            if owner is not None and owner.kind == "fixed":
                continue
            country = country_of(self.packs, owner) if owner is not None and owner.size > 1 else self._after(at)
            if country:
                found.add(country)
        return found

    def _after(self, at: int) -> str | None:
        """The country of what stands behind a head: a demonym, or a person or place (`نظام الأسد`, `حكومة أنقرة`)."""
        view = self.view
        follows = view.after(at + 1)
        if follows < 0:
            return None
        owner = view.owner[follows]
        if owner is not None and owner.first == follows and not owner.prefix and owner.type in ("PER", "GPE"):
            definite = any(split.stem.startswith("ال") for split in noun_splits(view.norms[at]))
            return None if definite else country_of(self.packs, owner)
        return self.lexicon.demonyms.get(view.norms[follows]) if owner is None else None
