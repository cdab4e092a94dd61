"""Names of the packs as a trie of folded words.

A node is a dict from the next folded word to its node; the key `END` holds the readings of the name
that ends there (surfaces, the best first). `Index.starts(word)` gives every way in which a word of
a text can begin a name, with its written-together particles taken off.
"""

from collections.abc import Sequence
from typing import Any

from khabar.arabic.clitics import noun_splits
from khabar.packs import Packs, Surface
from khabar.packs.spelling import name_words, spellings

__all__ = ["END", "Index", "Node", "index_of", "name_words", "spellings"]

END = ""
Node = dict[str, Any]
_NOTHING: Node = {}


def _rank(surface: Surface) -> int:
    flags = surface.flags
    return 0 if "named" in flags else 2 if "derived" in flags else 1


class Index:
    """The trie of all names of the packs; the names that share a first word are put into it when a text needs them."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._root: dict[str, Node] = {}
        self._starts: dict[str, tuple[tuple[int, str, Node], ...]] = {}

    def _node(self, first: str) -> Node:
        """The node of a first word; an empty one where no name begins with it."""
        root = self._root.get(first)
        if root is not None:
            return root
        names = self._packs.names_from(first)
        if not names:
            return _NOTHING
        root = {}
        leaves: list[list[Surface]] = []
        for rest, surface in names:
            node = root
            for part in rest.split():
                node = node.setdefault(part, {})
            leaf: list[Surface] = node.setdefault(END, [])
            leaf.append(surface)
            if len(leaf) == 2:
                leaves.append(leaf)
        for leaf in leaves:
            best = {(s.entity, s.type, tuple(s.needs)): s for s in sorted(leaf, key=_rank, reverse=True)}
            leaf[:] = sorted(best.values(), key=_rank)
        self._root[first] = root
        return root

    def starts(self, word: str) -> tuple[tuple[int, str, Node], ...]:
        """Ways in which a word begins a name: (length of the particles before it, the particles, node)."""
        found = self._starts.get(word)
        if found is None:
            ways = ((split, self._node(split.stem)) for split in noun_splits(word))
            found = tuple((split.offset, split.prefix, node) for split, node in ways if node)
            if len(self._starts) > 300_000:
                self._starts.clear()
            self._starts[word] = found
        return found

    def lookup(self, parts: Sequence[str]) -> list[Surface]:
        """The readings of a name, given as folded words; none where no pack knows it."""
        node: Node | None = self._node(parts[0]) if parts else None
        for part in parts[1:]:
            if not node:
                return []
            node = node.get(part)
        return node.get(END, []) if node else []


def index_of(packs: Packs) -> Index:
    """The index of these packs, built once."""
    return packs.compiled("names.index", Index)
