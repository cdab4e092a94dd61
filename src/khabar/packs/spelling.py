"""How a name stands in texts: its folded words, its other spellings, and the first words that lead to it."""

import re
from collections.abc import Iterable, Iterator

from khabar.arabic.fold import fold, fold_text
from khabar.arabic.words import words
from khabar.packs.model import Surface

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


def by_first_word(surfaces: Iterable[Surface], never: frozenset[str]) -> dict[str, list[tuple[str, Surface]]]:
    """First word of a spelling -> the rest of that spelling and the surface, in the order of the packs.

    `never`: folded words that begin no name.
    """
    spelled = [(parts, surface) for surface in surfaces if (parts := name_words(surface.name))]
    firsts = {parts[0] for parts, _ in spelled} - never
    out: dict[str, list[tuple[str, Surface]]] = {}
    for parts, surface in spelled:
        if parts[0] not in never and not _is_phrase(parts, surface, firsts):
            for first, *rest in spellings(parts):
                out.setdefault(first, []).append((" ".join(rest), surface))
    return out


def _is_phrase(parts: list[str], surface: Surface, firsts: set[str]) -> bool:
    """Whether a pack lists more than one name as one: القنصلية الإيرانية في دمشق, قصر الحكومة بالقصبة."""
    if len(parts) < 3 or surface.type in ("EVT", "PER", "MED"):
        return False
    if not _JOINTS.isdisjoint(parts[1:]) and (surface.type not in ("ORG", "GRP") or "بقياده" in parts):
        return True
    last = parts[-1]
    return len(last) > 4 and last[0] == "ب" and (last.startswith("بال") or last[1:] in firsts)


def never_names(rules: Iterable[dict[str, object]]) -> frozenset[str]:
    """The folded words that no name begins with (`name.never` of the tables of name patterns)."""

    def found() -> Iterator[str]:
        for entry in rules:
            if entry["id"] == "name.never":
                yield from str(entry.get("words", "")).split()

    return frozenset(fold_text(word) for word in found())
