"""The lexicon of events and the word lists around it, compiled from the tables of the packs.

An entry of kind `events` is an entry of `khabar.arabic.lexicon` (word forms) with:

`type`, `mode`: PLOVER's type and the word's own kind.
`frame`: whose role subject, object, genitive and prepositions hold (`event_words.yaml`, kind frame).
`like`: the entry whose frame, needs and word lists hold for this one too.
`needs`: `actor` (a source or a target), `actor2` or `both` (both), `name` (one with a name), `person`
    (a person, an office or a delegation that travels), `held` (a named person it is done to), `place`, `force`.
`with`: at least one of these words stands near it. `not`: none of these stands beside it.
`only`: which forms are triggers (`verb`, `noun`, `nopp`, `nopart`).
`speech`: a speech act; its attribution is that whose cue it is. `light`: counts only with a verb that carries
    it, or with an actor of its own. `result`: tells what an event did, and is one with it where both stand
    in a sentence. `passive`: an unmarked past is often a passive.
`crowd`: the type and mode where people without arms do it (who closes a road in protest besieges nobody).
`armed`: the type and mode where it is done to armed groups (a militia that is driven out is attacked).
`within`: whoever stands alone within the phrase is its object (`حمل فلانا المسؤولية`).
`hope`: the words wish for what they govern and do not demand it.
`negated`: only right after a word that refuses (`لن نسمح`). `future`: only as to come (`سنعاقب`).
`things`: done to places and things, so that people beside an unmarked past do it (`فجر مسلحون`).
`voiced`: who says it does it, also where no cue tells it: an accusation without a word of accusation.
`mirrored`: the words answer in kind what was done before (`implied.py`).
`implies`: another event that the words tell with this one (`implied.py`).
`leaves`: who does it leaves a place; where he goes to is the place of the visit.
`tight`: the words of a phrase with a verb stand together, or `gap` apart; else its subject may stand between.
A phrase that ends in a lone letter (`رحب ب`) wants a word that begins with it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from khabar.arabic.clitics import noun_splits
from khabar.arabic.fold import fold_text
from khabar.arabic.lexicon import Lexicon
from khabar.arabic.words import Word
from khabar.packs import Packs

_FORMS = ("past", "present", "participle", "passive_participle", "noun", "plural", "particle")


class Frame(NamedTuple):
    """Roles of the parts of a sentence; `country`: parts where a country stands for its government."""

    subject: str
    object: str
    genitive: str
    adjective: str
    prepositions: Mapping[str, str]
    phrases: Mapping[str, str]
    country: frozenset[str]
    place: frozenset[str]
    passive: bool


class WordSet:
    """Words and phrases of up to three words, looked up at a place of a text."""

    def __init__(self, items: Iterable[str] = ()) -> None:
        self.single: set[str] = set()
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        for item in items:
            words = tuple(fold_text(str(item)).replace("_", " ").split())
            if len(words) == 1:
                self.single.add(words[0])
            elif words:
                self.phrases.setdefault(words[0], []).append(words)

    def __bool__(self) -> bool:
        return bool(self.single or self.phrases)

    def at(self, norms: "Norms", at: int) -> int:
        """How many words match at `at`, 0 where none does."""
        word = norms[at]
        for phrase in self.phrases.get(word, ()):
            if norms[at : at + len(phrase)] == list(phrase):
                return len(phrase)
        return 1 if word in self.single else 0

    def among(self, norms: "Norms", first: int, last: int) -> bool:
        """Whether one of them stands between `first` and `last`, with or without particles and the article."""
        bag = norms.bag(first, last)
        if not self.single.isdisjoint(bag):
            return True
        if not self.phrases or self.phrases.keys().isdisjoint(bag):
            return False
        for bare in self.phrases.keys() & bag:
            for at in range(max(0, first), min(last, len(norms))):
                if bare in bares(norms[at]) and self._bare(norms, at, bare):
                    return True
        return False

    def different(self, norms: "Norms", first: int, last: int) -> int:
        """How many different ones stand between `first` and `last`; with and without the article is one."""
        if not self.among(norms, first, last):
            return 0
        found = set()
        for at in range(max(0, first), min(last, len(norms))):
            for bare in bares(norms[at]):
                if bare in self.single or (bare in self.phrases and self._bare(norms, at, bare)):
                    found.add(bare.removeprefix("ال"))
                    break
        return len(found)

    def _bare(self, norms: "Norms", at: int, bare: str) -> bool:
        return any(norms[at + 1 : at + len(p)] == list(p[1:]) for p in self.phrases[bare])


class Norms(list[str]):
    """The folded words of an article, and of stretches of it the set of words without particles."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(words)
        self._bags: dict[tuple[int, int], frozenset[str]] = {}

    def bag(self, first: int, last: int) -> frozenset[str]:
        """The words from `first` to `last` (half-open), with and without particles and the article."""
        key = (max(0, first), last)
        known = self._bags.get(key)
        if known is None:
            known = self._bags[key] = frozenset(bare for word in self[key[0] : last] for bare in bares(word))
        return known


_BARES: dict[str, tuple[str, ...]] = {}


def bares(word: str) -> tuple[str, ...]:
    """The word without particles, and without the article (`وللحكومه`: الحكومه, حكومه)."""
    known = _BARES.get(word)
    if known is None:
        if len(_BARES) > 100_000:
            _BARES.clear()
        out = []
        for split in noun_splits(word):
            out.append(split.stem)
            if split.stem.startswith("ال") and len(split.stem) > 4:
                out.append(split.stem[2:])
            if split.stem.endswith("ا") and len(split.stem) > 3:
                out.append(split.stem[:-1])
        known = _BARES[word] = tuple(dict.fromkeys(out))
    return known


class Veto(NamedTuple):
    """Words whose sentence tells no event of these types: one of `words`, or two different ones of `two`,
    and none of `unless`.
    """

    id: str
    types: frozenset[str]
    words: WordSet
    two: WordSet
    unless: WordSet

    def holds(self, norms: "Norms", first: int, last: int) -> bool:
        """Whether the sentence from `first` to `last` (half-open) tells no event of the types."""
        found = self.words.among(norms, first, last) or self.two.different(norms, first, last) > 1
        return found and not self.unless.among(norms, first, last)


class Modality(NamedTuple):
    """Words before or after a trigger that say what kind of fact it tells."""

    id: str
    value: str
    before: WordSet
    after: WordSet


class EventTables(NamedTuple):
    """All that the component looks up."""

    lexicon: Lexicon
    frames: dict[str, Frame]
    light: Lexicon
    actors: Lexicon
    through: WordSet
    titles: WordSet
    prepositions: dict[str, str]
    mediators: WordSet
    boundaries: WordSet
    relatives: WordSet
    pairs: WordSet
    lasts: WordSet
    modalities: list[Modality]
    negations: WordSet
    outcomes: list[tuple[str, WordSet]]
    matter: list[tuple[str, WordSet]]
    purposes: frozenset[str]
    talked_of: WordSet
    vetoes: list[Veto]
    lists: dict[str, frozenset[str]]
    offices: dict[str, bool]  # answers of `office`, kept

    def office(self, norm: str) -> bool:
        """Whether a word, with or without particles and the article, can begin the name of an office or its people."""
        known = self.offices.get(norm)
        if known is None:
            if len(self.offices) > 100_000:
                self.offices.clear()
            heads = (self.titles.single, self.lists["envoys"], self.lists["government-bodies"])
            stems = {stem for bare in bares(norm) for stem in (bare, bare.removeprefix("ال"))}
            known = self.offices[norm] = any(not stems.isdisjoint(words) for words in heads)
        return known

    def counts(self, word: Word) -> bool:
        """Whether a word says how many, in digits or in words."""
        return word.kind == "number" or word.norm in self.lists["counts"]


def _variants(lemma: str, past: bool = False) -> list[str]:
    """A phrase also with the other pronouns (`سحب قواته`: `قواتها`, `قواتهم`) and in the accusative (`وفدا`).

    After على may stand its pronoun (`التي سيطرت عليها`).
    """
    first, *rest = lemma.split()
    if not rest:
        return [lemma]
    out = [rest]
    if rest[-1] == "على" and past:
        return [" ".join([first, *rest[:-1], last]) for last in ("على", "عليه", "عليها", "عليهم")]
    if any(word.endswith("ه") and len(word) > 3 for word in rest):
        out = [
            [w[:-1] + end if w.endswith("ه") and len(w) > 3 else w for w in rest] for end in ("ه", "ها", "هم", "هما")
        ]
    elif len(rest[-1]) > 2 and not rest[-1].startswith("ال") and rest[-1][-1] not in "اىةهي":
        out = [rest, [*rest[:-1], rest[-1] + "ا"]]
        if len(rest) > 1 and rest[-2][-1] not in "اىةهي" and len(rest[-2]) > 3:
            out.append([*rest[:-2], rest[-2] + "ا", rest[-1] + "ا"])
    return [" ".join([first, *words]) for words in out]


def _firsts(value: Any) -> set[str]:
    """The first words of the phrases of a field."""
    return {str(v).split()[0] for v in ([value] if isinstance(value, str) else value or [])}


def compile_entry(
    entry: Mapping[str, Any],
    families: Mapping[str, Mapping[str, Any]] | None = None,
    nouns: Mapping[str, set[str]] | None = None,
) -> dict[str, Any]:
    """An entry with what it has from its family, the variants of its phrases, and its word lists as sets.

    `twofold`: whether a past verb of it is written like a noun of its family (`nouns`: first words by family).
    """
    like = (families or {}).get(str(entry.get("like")), {})
    inherited = {k: v for k, v in like.items() if k not in _FORMS and k not in ("example", "counter")}
    entry = {**inherited, **entry}
    out = dict(entry)
    for key in _FORMS:
        value = entry.get(key)
        if value:
            lemmas = [value] if isinstance(value, str) else value
            out[key] = [v for lemma in lemmas for v in _variants(str(lemma), key == "past")]
    for key in ("with", "not"):
        value = entry.get(key)
        out[key] = WordSet([value] if isinstance(value, str) else value or [])
    mine = (nouns or {}).get(str(entry.get("like") or entry.get("id")), _firsts(entry.get("noun")))
    out["twofold"] = bool(_firsts(entry.get("past")) & mine)
    verbal = bool(entry.get("past") or entry.get("present"))
    least = 5 if verbal and not entry.get("tight") else 0
    out["gap"] = max(int(entry.get("gap", 0)), least)
    return out


def _frame(entry: Mapping[str, Any]) -> Frame:
    def folded(key: str) -> dict[str, str]:
        return {fold_text(str(k)): str(v) for k, v in (entry.get(key) or {}).items()}

    get = entry.get
    return Frame(
        str(get("subject", "none")), str(get("object", "none")), str(get("genitive", "none")),
        str(get("adjective", "none")), folded("prepositions"), folded("phrases"),
        frozenset(fold_text(str(c)) for c in get("country", [])),
        frozenset(fold_text(str(c)) for c in get("place", [])),
        bool(get("passive", False)),
    )  # fmt: skip


def compile_tables(packs: Packs) -> EventTables:
    """Compile the tables `events` and `event-words` of the packs."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for entry in packs.rules("event-words"):
        kinds.setdefault(str(entry.get("kind")), []).append(entry)

    def words(kind: str, key: str = "words") -> WordSet:
        return WordSet(word for entry in kinds.get(kind, []) for word in entry.get(key, []))

    anaphors = kinds.get("anaphor", [])
    families = {str(e["id"]): e for e in packs.rules("events")}
    nouns: dict[str, set[str]] = {}
    for e in packs.rules("events"):
        nouns.setdefault(str(e.get("like") or e["id"]), set()).update(_firsts(e.get("noun")))
    return EventTables(
        lexicon=Lexicon(compile_entry(e, families, nouns) for e in packs.rules("events")),
        frames={str(e["id"]).removeprefix("frame."): _frame(e) for e in kinds.get("frame", [])},
        light=Lexicon({"gap": 0, **e} for e in kinds.get("light", [])),
        actors=Lexicon({"gap": 0, **e} for e in kinds.get("actor", [])),
        through=words("through"),
        titles=words("title"),
        prepositions={
            fold_text(str(k)): fold_text(str(v)) for e in kinds.get("preposition", []) for k, v in e["words"].items()
        },
        mediators=words("mediator"),
        boundaries=words("boundary"),
        relatives=words("relative"),
        pairs=WordSet(w for e in anaphors if e.get("pair") for w in e["words"]),
        lasts=WordSet(w for e in anaphors if not e.get("pair") for w in e["words"]),
        modalities=[
            Modality(str(e["id"]), str(e["value"]), WordSet(e.get("before", [])), WordSet(e.get("after", [])))
            for e in kinds.get("modality", [])
        ],
        negations=words("negation"),
        outcomes=[(str(e["value"]), WordSet(e["words"])) for e in kinds.get("outcome", [])],
        matter=[(str(e.get("particle", "")), WordSet(e["words"])) for e in kinds.get("matter", [])],
        purposes=frozenset(fold_text(w) for e in kinds.get("purpose", []) for w in e["words"]),
        talked_of=words("talked-of"),
        vetoes=[
            Veto(str(e["id"]), frozenset(e["types"]), *(WordSet(e.get(k, ())) for k in ("words", "two", "unless")))
            for e in kinds.get("veto", [])
        ],
        lists={
            str(e["id"]).removeprefix("list."): frozenset(fold_text(str(w)) for w in e["words"])
            for e in kinds.get("list", [])
        },
        offices={},
    )
