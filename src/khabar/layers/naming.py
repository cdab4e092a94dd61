"""Naming: the colour of each mention (`annotation.md`, section 6), by the rules of `naming.yaml`.

A mention's colour comes from the pack or the pattern that found it; rules add what stands in it
(`ميليشيا`), before it (`ما يسمى`), after it (`الإرهابي`) and around it (an office in scare quotes).
"""

from typing import NamedTuple

from khabar.arabic.fold import fold_text
from khabar.arabic.quotes import MARKS
from khabar.article import Name
from khabar.layers.document import Doc
from khabar.packs import Packs

_SIGNS = MARKS | {"ـ", "-", "(", "["}


class _Rule(NamedTuple):
    id: str
    pack: str
    naming: str
    types: frozenset[str]
    over: bool
    skip: frozenset[str]
    excepted: tuple[tuple[str, ...], ...]


class _Rules:
    """The rules, by the word that tells: inside, first word in quotation marks, last word before, first after."""

    def __init__(self, packs: Packs) -> None:
        self.inside: dict[str, list[_Rule]] = {}
        self.quoted: dict[str, list[_Rule]] = {}
        self.before: dict[str, list[tuple[tuple[str, ...], _Rule]]] = {}
        self.after: dict[str, list[tuple[tuple[str, ...], _Rule]]] = {}
        self.skip: set[str] = set()
        for entry in packs.rules("naming"):
            rule = _Rule(
                entry["id"], entry.get("pack", ""), entry["naming"], frozenset(entry.get("types", [])),
                bool(entry.get("over", False)), frozenset(fold_text(w) for w in entry.get("skip", [])),
                tuple(tuple(fold_text(text).split()) for text in entry.get("except", [])),
            )  # fmt: skip
            where = entry["where"]
            if where in ("inside", "quoted"):
                table = self.inside if where == "inside" else self.quoted
                for word in entry.get("words", []):
                    table.setdefault(fold_text(word), []).append(rule)
                continue
            self.skip |= rule.skip
            for phrase in entry.get("phrases", []):
                words = tuple(fold_text(phrase).split())
                key = words[-1] if where == "before" else words[0]
                (self.before if where == "before" else self.after).setdefault(key, []).append((words, rule))
        for choices in (*self.before.values(), *self.after.values()):
            choices.sort(key=lambda choice: (-len(choice[0]), not choice[1].over))


class Naming:
    """Sets `naming` of every mention."""

    name = "naming"
    requires: tuple[str, ...] = ("body", "names")
    assigns = ("naming",)

    def __init__(self, packs: Packs) -> None:
        self.rules = packs.compiled("naming.rules", _Rules)

    def __call__(self, doc: Doc) -> None:
        """Set the colour of every mention of `article.names`."""
        norms = [word.norm for word in doc.words]
        for name in doc.article.names:
            first, last = doc.words_in(name.start, name.end)
            if first >= last:
                continue
            found = self._found(doc, norms, name, first, last)
            if found is None or name.naming == found.naming or not (found.over or name.naming == "neutral"):
                continue
            name.naming = found.naming
            # the value has two reasons: what found the name, and what coloured it
            name.rule = f"{name.rule}+{found.id}" if name.rule else found.id

    def _found(self, doc: Doc, norms: list[str], name: Name, first: int, last: int) -> _Rule | None:
        before = self._before(doc, norms, name, first)
        if before is not None and before.over:
            return before
        for at in range(first, last):
            norm = norms[at]
            if at == first and norm not in self.rules.inside:
                norm = _without_particles(doc, name, norm)
            for rule in self.rules.inside.get(norm, ()):
                if name.type in rule.types and not _excepted(norms[first:last], rule):
                    return rule
        if before is not None:
            return before
        after = self._after(doc, norms, name, last)
        if after is not None:
            return after
        if first > 0 and norms[first - 1] in MARKS and last < len(norms) and norms[last] in MARKS:
            for rule in self.rules.quoted.get(norms[first], ()):
                if name.type in rule.types:
                    return rule
        return None

    def _before(self, doc: Doc, norms: list[str], name: Name, first: int) -> _Rule | None:
        if not first:
            return None
        low = doc.sentences[doc.sentence_of[first]].first
        at = first - 1
        gap: list[str] = []
        while at >= low and (norms[at] in _SIGNS or norms[at] in self.rules.skip) and len(gap) < 4:
            if norms[at] in self.rules.before:
                break
            gap.append(norms[at])
            at -= 1
        if at < low:
            return None
        word = norms[at]
        for key in (word, word[1:] if word[:1] in "وبلف" else ""):
            for words, rule in self.rules.before.get(key, ()):
                begin = at - len(words) + 1
                if begin < low or name.type not in rule.types:
                    continue
                if any(g in self.rules.skip and g not in rule.skip for g in gap):
                    continue
                if len(words) == 1 or (_same(norms[begin], words[0]) and tuple(norms[begin + 1 : at + 1]) == words[1:]):
                    if len(words) == 1 and key != word and len(key) < 4:
                        continue
                    return rule
        return None

    def _after(self, doc: Doc, norms: list[str], name: Name, last: int) -> _Rule | None:
        high = doc.sentences[doc.sentence_of[last - 1]].last
        while last < high and norms[last] in MARKS:
            last += 1
        if last >= high:
            return None
        for words, rule in self.rules.after.get(norms[last], ()):
            if name.type in rule.types and tuple(norms[last : last + len(words)]) == words:
                return rule
        return None


def _same(word: str, wanted: str) -> bool:
    return word == wanted or (len(word) > len(wanted) and word[1:] == wanted and word[0] in "وبلف")


def _without_particles(doc: Doc, name: Name, norm: str) -> str:
    """The first word of a mention as the mention has it: `للاحتلال` is `الاحتلال`."""
    word = fold_text(doc.text[name.start : name.end]).split()[0] if name.end > name.start else norm
    return "ا" + word if word.startswith("ل") and "ا" + word != norm and norm.endswith(word) and norm != word else word


def _excepted(norms: list[str], rule: _Rule) -> bool:
    text = [norm for norm in norms if norm not in MARKS]
    for pattern in rule.excepted:
        for begin in range(len(text) - len(pattern) + 1):
            if all(p in ("*", t) for p, t in zip(pattern, text[begin:], strict=False)):
                return True
    return False
