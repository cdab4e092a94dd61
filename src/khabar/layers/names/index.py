"""Names of the packs as a trie of folded words.

A node is a dict from the next folded word to its node; the key `END` holds the readings of the name
that ends there (surfaces, the best first). `Index.starts(word)` gives every way in which a word of
a text can begin a name, with its written-together particles taken off.
"""

import re
from collections.abc import Sequence
from typing import Any

from khabar.arabic.clitics import noun_splits
from khabar.arabic.fold import fold, fold_text
from khabar.arabic.words import words
from khabar.packs import Packs, Surface

END = ""
Node = dict[str, Any]
_PLAIN = re.compile("[\u0621-\u064a ]+")
_JOINTS = frozenset({"في", "مع", "وسط", "بقياده"})
_KUNYA = {"ابو": ("ابا", "ابي")}


def name_words(name: str) -> list[str]:
    """The folded words of a name, marks left out."""
    folded = fold_text(name)
    if _PLAIN.fullmatch(folded):
        return folded.split()
    return [word.norm for word in words(fold(name)) if word.kind != "mark"]


def spellings(parts: list[str]) -> list[list[str]]:
    """A name and how else it stands in texts: case of the plural, `عبد` joined or apart, cases of `أبو`."""
    out = [parts]
    plural = [p[:-2] + "ين" if p.startswith("ال") and p.endswith("ون") and len(p) > 6 else p for p in parts]
    if plural != parts:
        out.append(plural)
    if "عبد" in parts[:-1]:
        at = parts.index("عبد")
        if parts[at + 1].startswith("ال") or parts[at + 1] == "ربه":
            out.append([*parts[:at], "عبد" + parts[at + 1], *parts[at + 2 :]])
    else:
        for at, part in enumerate(parts):
            if part.startswith("عبدال") and len(part) > 7:
                out.append([*parts[:at], "عبد", part[3:], *parts[at + 1 :]])
                break
    if parts and parts[0] in _KUNYA and len(parts) > 1:
        out.extend([other, *parts[1:]] for other in _KUNYA[parts[0]])
    return out


def _first_words(first: str, rest: str) -> list[str]:
    """The words that a name may begin with, in all its spellings."""
    out = [first]
    if rest and first == "عبد":
        out.append(first + rest.partition(" ")[0])
    elif first.startswith("عبدال") and len(first) > 7:
        out.append("عبد")
    elif first.startswith("ال") and first.endswith("ون") and len(first) > 6:
        out.append(first[:-2] + "ين")
    elif rest and first in _KUNYA:
        out.extend(_KUNYA[first])
    return out


def _rank(surface: Surface) -> int:
    flags = surface.flags
    return 0 if "named" in flags else 2 if "derived" in flags else 1


class Index:
    """The trie of all names of the packs; the names that share a first word are put into it when a text needs them."""

    def __init__(self, packs: Packs) -> None:
        never = {
            fold_text(word)
            for entry in packs.rules("name-patterns")
            if entry["id"] == "name.never"
            for word in str(entry.get("words", "")).split()
        }
        self._root: dict[str, Node] = {}
        self._starts: dict[str, tuple[tuple[int, str, Node], ...]] = {}
        self._waiting: dict[str, list[Surface]] = {}
        waiting = self._waiting
        for surface in packs.surfaces:
            folded = fold_text(surface.name)
            if _PLAIN.fullmatch(folded):
                first, _, rest = folded.partition(" ")
            else:
                first, rest = next(iter(name_words(surface.name)), ""), folded
            if not first or first in never:
                continue
            for key in _first_words(first, rest):
                waiting.setdefault(key, []).append(surface)

    def _node(self, first: str) -> Node | None:
        """The node of a first word."""
        surfaces = self._waiting.pop(first, None)
        if surfaces is None:
            return self._root.get(first)
        root: Node = {}
        leaves: list[list[Surface]] = []
        for surface in surfaces:
            parts = name_words(surface.name)
            if self._is_phrase(parts, surface):
                continue
            for spelled in spellings(parts):
                if spelled[0] != first:
                    continue
                node = root
                for part in spelled[1:]:
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

    def _is_phrase(self, parts: list[str], surface: Surface) -> bool:
        """Whether a pack lists more than one name as one: القنصلية الإيرانية في دمشق, قصر الحكومة بالقصبة."""
        if len(parts) < 3 or surface.type in ("EVT", "PER", "MED"):
            return False
        if not _JOINTS.isdisjoint(parts[1:]) and (surface.type != "ORG" or "بقياده" in parts):
            return True
        last = parts[-1]
        return len(last) > 4 and last[0] == "ب" and (last.startswith("بال") or self.knows(last[1:]))

    def knows(self, first: str) -> bool:
        """Whether any name begins with a word."""
        return first in self._waiting or bool(self._root.get(first))

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
        node = self._node(parts[0]) if parts else None
        for part in parts[1:]:
            if node is None:
                return []
            node = node.get(part)
        return node.get(END, []) if node else []


def index_of(packs: Packs) -> Index:
    """The index of these packs, built once."""
    return packs.compiled("names.index", Index)
