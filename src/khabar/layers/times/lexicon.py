"""The words of time, compiled out of the packs' tables of kind `times`."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from khabar.arabic.fold import fold_text
from khabar.packs import Packs

_CATEGORIES = (
    "month", "hijri_month", "weekday", "days", "daypart", "daypart_after", "part", "direction", "season",
    "season_alone", "decade", "century", "feast", "vague",
)  # fmt: skip


class Entry(NamedTuple):
    """A phrase of one category: its words after the first, what it means, whether it needs a neighbour."""

    rest: tuple[str, ...]
    value: Any
    shy: bool
    rule: str


class Element(NamedTuple):
    """One place of a pattern: a category or a set of words; `loose` ones may carry a particle."""

    category: str | None
    words: frozenset[str]
    optional: bool
    loose: bool


class Pattern(NamedTuple):
    """A compiled pattern: rule and pack that it came from, its elements, what it sets."""

    rule: str
    pack: str
    elements: tuple[Element, ...]
    sets: dict[str, Any]


@dataclass
class Lexicon:
    """All words and patterns of time. `categories[c][first word]` holds the phrases of a category, longest first."""

    categories: dict[str, dict[str, list[Entry]]] = field(default_factory=lambda: {c: {} for c in _CATEGORIES})
    one: dict[str, str] = field(default_factory=dict)
    two: dict[str, str] = field(default_factory=dict)
    many: dict[str, str] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)
    look: dict[str, set[str]] = field(default_factory=dict)
    offices: dict[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    joins: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    before_year: frozenset[str] = frozenset()
    year_after: frozenset[str] = frozenset()
    not_after: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)
    not_before: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)
    only_after: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)
    not_before_any: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)


def _folded(values: list[str]) -> frozenset[str]:
    return frozenset(fold_text(str(v)) for v in values)


def _element(text: str) -> Element:
    optional, text = text.endswith("?"), text.removesuffix("?")
    loose, text = text.startswith("~"), text.removeprefix("~")
    if text.startswith("<"):
        return Element(text[1:-1], frozenset(), optional, loose)
    return Element(None, _folded(text.split("|")), optional, loose)


def _add_names(lexicon: Lexicon, category: str, rule: dict[str, Any]) -> None:
    value = rule[category]
    for key in ("names", "shy"):
        for name in rule.get(key, []):
            first, *rest = fold_text(str(name)).split()
            entry = Entry(tuple(rest), value, key == "shy", rule["id"])
            known = lexicon.categories[category].setdefault(first, [])
            if all(e.rest != entry.rest for e in known):
                known.append(entry)


def compile_lexicon(packs: Packs) -> Lexicon:
    """The lexicon of all packs' `times` tables."""
    lexicon = Lexicon()
    for rule in packs.rules("times"):
        for category in _CATEGORIES:
            if category in rule:
                _add_names(lexicon, category, rule)
        if "unit" in rule:
            for key in ("one", "two", "many"):
                table: dict[str, str] = getattr(lexicon, key)
                table.update(dict.fromkeys(_folded(rule.get(key, [])), rule["unit"]))
        for pattern in rule.get("match", []):
            elements = tuple(_element(part) for part in pattern.split())
            lexicon.patterns.append(Pattern(rule["id"], rule["pack"], elements, rule.get("sets") or {}))
        if "look" in rule:
            lexicon.look.setdefault(rule["look"], set()).update(_folded(rule["names"]))
        if "office" in rule:
            lexicon.offices[rule["office"]] = frozenset(tuple(fold_text(n).split()) for n in rule["names"])
        for key in ("joins", "through", "between", "counted", "year_after"):
            if key in rule:
                setattr(lexicon, key, getattr(lexicon, key) | _folded(rule[key]))
        for key in ("only_after", "not_after", "not_before", "not_before_any"):
            if key in rule:
                getattr(lexicon, key).append((_folded(rule[key]), frozenset(rule.get("of", ()))))
    lexicon.before_year = frozenset(
        first
        for category in ("month", "hijri_month", "season")
        for first, entries in lexicon.categories[category].items()
        if any(not e.rest for e in entries)
    )
    for phrases in lexicon.categories.values():
        for entries in phrases.values():
            entries.sort(key=lambda e: -len(e.rest))
    return lexicon
