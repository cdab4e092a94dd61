"""The word lists and patterns of the core pack, compiled for lookup by folded word."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from khabar.arabic.clitics import noun_splits
from khabar.arabic.fold import fold_text
from khabar.layers.names.index import name_words
from khabar.packs import Packs
from khabar.packs.countries import definite


class Rule(NamedTuple):
    """A pattern of `name_patterns.yaml` (see there)."""

    id: str
    pack: str
    tail: str
    type: str
    inside: bool
    naming: str
    entity: str
    person: str
    of: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    prefer: tuple[str, ...]
    without: frozenset[str]
    quotes_outside: bool
    only_bare: bool
    min: int
    uncommon: bool
    noun: bool
    instead: Mapping[str, str]


def _folded(value: Any) -> frozenset[str]:
    words = value.split() if isinstance(value, str) else value or []
    return frozenset(fold_text(str(word)) for word in words)


def _rule(entry: dict[str, Any]) -> Rule:
    get = entry.get
    return Rule(
        id=entry["id"], pack=entry.get("pack", ""), tail=get("tail", ""), type=get("type", ""),
        inside=bool(get("inside", True)), naming=get("naming", "neutral"), entity=get("entity", ""),
        person=get("person", ""), of=frozenset(get("of", [])), not_before=_folded(get("not-before")),
        not_after=_folded(get("not-after")), prefer=tuple(get("prefer", [])),
        without=frozenset(get("without", [])),
        quotes_outside=bool(get("quotes-outside", False)), only_bare=bool(get("only-bare", False)),
        min=int(get("min", 1)), uncommon=bool(get("uncommon", False)), noun=bool(get("noun", False)),
        instead=get("instead", {}),
    )  # fmt: skip


def _heads(entry: Mapping[str, Any], *keys: str) -> Iterator[str]:
    """The first word of each phrase that an entry of the events gives under these keys, as it is written."""
    for key in keys:
        given = entry.get(key) or []
        for value in [given] if isinstance(given, str) else given:
            yield str(value).split()[0]


def _finite(packs: Packs) -> set[str]:
    """Forms of the verbs that tell events which are no names: `يتصل`, `تتصل`, and of many in the past, `خطفوا`."""
    out: set[str] = set()
    for entry in packs.rules("events"):
        for word in map(fold_text, _heads(entry, "present")):
            if word.startswith("ي") and len(word) > 3:
                out |= {word, "ت" + word[1:]}
        for full in _heads(entry, "past"):
            word = fold_text(full)
            if len(word) > 2:
                out.add((word[:-1] if full.endswith(("ى", "ا")) else word) + "وا")
    return out


def _deeds(packs: Packs) -> set[str]:
    """Nouns that tell events, also in the accusative: `اجتماعا`, `مكالمه`."""
    out: set[str] = set()
    for entry in packs.rules("events"):
        for word in map(fold_text, _heads(entry, "noun", "plural")):
            if len(word) > 3:
                out |= {word} if word.endswith(("ه", "ات", "ا")) else {word, word + "ا"}
    return out


class Lexicon:
    """Words that tell where a new name begins and ends, and the patterns that announce one."""

    def __init__(self, packs: Packs) -> None:
        lists: dict[str, set[str]] = {}
        for entry in packs.rules("name-words"):
            lists.setdefault(entry["id"], set()).update(_folded(entry.get("words", "")))
        self.given = lists.get("given.male", set()) | lists.get("given.world", set()) | lists.get("given.female", set())
        self.ambiguous = lists.get("given.ambiguous", set())
        self.kunya = lists.get("kunya", set())
        self.foreign_endings = tuple(lists.get("foreign.endings", set()))
        self.compound = lists.get("compound", set())
        self.link = lists.get("link", set())
        self.foreign_link = lists.get("foreign-link", set())
        self.function = lists.get("common.function", set())
        self.verbs = lists.get("common.verbs", set()) | (_finite(packs) - self.given - self.ambiguous)
        self.nouns = lists.get("common.nouns", set()) | lists.get("common.more", set())
        self.common = self.function | self.verbs | self.nouns | (_deeds(packs) - self.given - self.ambiguous)
        self.heads: dict[str, list[tuple[tuple[str, ...], Rule]]] = {}
        self.lists: dict[str, frozenset[str]] = {}
        for entry in packs.rules("name-patterns"):
            if entry.get("tail") == "list":
                self.lists[entry["id"]] = _folded(entry.get("words", "")) | self.lists.get(entry["id"], frozenset())
                continue
            rule = _rule(entry)
            for head in entry.get("heads", []):
                parts = tuple(name_words(str(head)))
                self.heads.setdefault(parts[0], []).append((parts, rule))
        for choices in self.heads.values():
            choices.sort(key=lambda choice: -len(choice[0]))
        self.honorific: set[str] = set()
        self.office: set[str] = set()
        self.title_link: set[str] = set()
        self.weak: set[str] = set()
        for entry in packs.rules("titles"):
            kind = {"honorific": self.honorific, "office": self.office, "weak": self.weak}.get(
                entry.get("kind", ""), self.title_link
            )
            kind.update(_folded(entry.get("words", "")))
        self.demonyms = _demonyms(packs)
        #: names of countries and capitals in one word -> country
        self.lands = {
            fold_text(name): country.id
            for country in packs.countries.values()
            for name in (*country.ar, *country.capital_ar)
            if " " not in name
        }
        self._common_words: dict[str, bool] = {}
        self._needs: dict[str, frozenset[str]] = {}
        self._head_starts: dict[str, tuple[tuple[int, str, tuple[str, ...], Rule], ...]] = {}

    def head_starts(self, word: str) -> tuple[tuple[int, str, tuple[str, ...], Rule], ...]:
        """Patterns whose head may begin with a word: (length of its particles, particles, head, rule)."""
        found = self._head_starts.get(word)
        if found is None:
            found = tuple(
                (split.offset, split.prefix, parts, rule)
                for split in noun_splits(word)
                if split.stem in self.heads
                for parts, rule in self.heads[split.stem]
            )
            self._head_starts[word] = found
        return found

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name: of the lists, or built with الله or عبد."""
        return word in self.given or (
            len(word) > 6 and (word.endswith("الله") or word.startswith("عبدال")) and not word.startswith("ال")
        )

    def need_words(self, value: str) -> frozenset[str]:
        """The folded words of a `needs` condition (`before:A,B`)."""
        found = self._needs.get(value)
        if found is None:
            found = self._needs[value] = frozenset(
                fold_text(word.split()[-1]) for word in value.split(",") if word.strip()
            )
        return found

    def is_common(self, word: str) -> bool:
        """Whether a word, or what is left of it without its particles, is an everyday word."""
        known = self._common_words.get(word)
        if known is None:
            known = self._common_words[word] = self._common(word)
        return known

    def _common(self, word: str) -> bool:
        if word in self.common:
            return True
        if word in self.given:
            return False
        for _prefix, stem, _offset in noun_splits(word):
            if stem in self.common or (stem.startswith("ال") and stem[2:] in self.nouns):
                return True
        if word.startswith(("وال", "بال", "فال", "كال", "لل", "ولل", "وبال")):
            return True
        if len(word) > 4 and word.endswith(("ها", "هم", "هما", "ته", "ءه")):
            return True
        if word.startswith("ال") and len(word) > 7 and word.endswith(("يه", "ون", "ات")):
            return True
        return len(word) > 4 and word.startswith(("است", "يست", "تست", "انت", "يت", "تت"))

    def is_verb(self, word: str) -> bool:
        """Whether a word, or what is left of it without و or ف, is a verb that the press uses of actors."""
        return word in self.verbs or (word[:1] in ("و", "ف") and word[1:] in self.verbs)

    def country_of(self, word: str) -> str | None:
        """The country of a demonym adjective (`التركية`, `تركي`), or None."""
        return self.demonyms.get(word)


def _demonyms(packs: Packs) -> dict[str, str]:
    out: dict[str, str] = {}
    for country in packs.countries.values():
        for adjective in [*country.m, *country.f]:
            folded = fold_text(adjective)
            if " " in folded:
                continue
            for form in (folded, fold_text(definite(adjective))):
                out.setdefault(form, country.id)
                if form.endswith("ي"):
                    out.setdefault(form + "ين", country.id)
                    out.setdefault(form + "ون", country.id)
    return out


def lexicon_of(packs: Packs) -> Lexicon:
    """The lexicon of these packs, built once."""
    return packs.compiled("names.lexicon", Lexicon)
