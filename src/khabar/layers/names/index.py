"""Names of the packs as a trie of folded words.

A node is a dict from the next folded word to its node; the key `END` holds the readings of the name
that ends there (surfaces, the best first). `Index.starts(word)` gives every way in which a word of
a text can begin a name, with its written-together particles taken off.
"""

from typing import Any

from khabar.arabic.clitics import noun_splits
from khabar.arabic.fold import fold, fold_text
from khabar.arabic.words import words
from khabar.packs import Packs, Surface

END = ""
Node = dict[str, Any]
_KUNYA = {"ابو": ("ابا", "ابي")}


def name_words(name: str) -> list[str]:
    """The folded words of a name, marks left out."""
    folded = fold_text(name)
    if all("\u0621" <= char <= "\u064a" or char == " " for char in folded):
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


def _rank(surface: Surface) -> int:
    flags = surface.flags
    return 0 if "named" in flags else 2 if "derived" in flags else 1


class Index:
    """The trie of all names of the packs."""

    def __init__(self, packs: Packs) -> None:
        self.root: Node = {}
        never = {
            fold_text(word)
            for entry in packs.rules("name-patterns")
            if entry["id"] == "name.never"
            for word in str(entry.get("words", "")).split()
        }
        readings: dict[str, list[Surface]] = {}
        for surface in packs.surfaces:
            parts = name_words(surface.name)
            if not parts or parts[0] in never or ("في" in parts and surface.type in ("LOC", "GOV", "GRP")):
                continue  # القنصلية الإيرانية في دمشق is a name and a place
            for spelled in spellings(parts):
                self._leaf(spelled).append(surface)
            readings.setdefault(" ".join(parts), []).append(surface)
        self._sort(self.root)
        self.by_name = readings
        self._starts: dict[str, tuple[tuple[int, str, Node], ...]] = {}

    def _leaf(self, parts: list[str]) -> list[Surface]:
        node = self.root
        for part in parts:
            node = node.setdefault(part, {})
        leaf: list[Surface] = node.setdefault(END, [])
        return leaf

    def _sort(self, node: Node) -> None:
        for key, child in node.items():
            if key == END:
                if len(child) > 1:
                    best = {(s.entity, s.type): s for s in sorted(child, key=_rank, reverse=True)}
                    child[:] = sorted(best.values(), key=_rank)
            else:
                self._sort(child)

    def starts(self, word: str) -> tuple[tuple[int, str, Node], ...]:
        """Ways in which a word begins a name: (length of the particles before it, the particles, node)."""
        found = self._starts.get(word)
        if found is None:
            root = self.root
            found = tuple((s.offset, s.prefix, root[s.stem]) for s in noun_splits(word) if s.stem in root)
            if len(self._starts) > 300_000:
                self._starts.clear()
            self._starts[word] = found
        return found


def index_of(packs: Packs) -> Index:
    """The index of these packs, built once."""
    return packs.compiled("names.index", Index)
