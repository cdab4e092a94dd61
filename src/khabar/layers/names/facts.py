"""What a folded word can be to the names layer, wherever it stands: looked up once for each different word."""

from khabar.arabic.clitics import noun_splits
from khabar.layers.names.index import Index, Node
from khabar.layers.names.lexicon import Lexicon, Rule
from khabar.layers.names.persons import Persons

#: patterns whose tail is a mention, which are applied when all others are done
GROWN = frozenset({"mention", "demonym", "direction", "countryside"})
#: heads that name something only with an acronym
_ACRONYM = "acronym"
Head = tuple[int, str, tuple[str, ...], Rule]


class Fact:
    """What one word can begin.

    `starts`: names of packs (letters of particles, particles, node); `heads` and `grown`: patterns whose
    head it may begin; `person`: whether a person's name; `stems`: its readings without particles;
    `body`: whether it may stand for a body named before.
    """

    __slots__ = ("any", "body", "demonym", "grown", "heads", "person", "starts", "stems")

    def __init__(self, word: str, index: Index, lexicon: Lexicon, persons: Persons, bodies: frozenset[str]) -> None:
        self.starts: tuple[tuple[int, str, Node], ...] = index.starts(word)
        heads = lexicon.head_starts(word)
        self.heads: tuple[Head, ...] = tuple(h for h in heads if h[3].tail not in GROWN and h[3].tail != _ACRONYM)
        self.grown: tuple[Head, ...] = tuple(h for h in heads if h[3].tail in GROWN)
        self.person = persons.may_begin(word)
        self.demonym = lexicon.demonyms.get(word)
        self.stems = frozenset(split.stem for split in noun_splits(word))
        self.body = not self.stems.isdisjoint(bodies)
        self.any = bool(self.starts or heads or self.person or self.demonym or self.body)


class Facts(dict[str, Fact]):
    """Facts by folded word, each made when it is first asked for."""

    def __init__(self, index: Index, lexicon: Lexicon, persons: Persons) -> None:
        super().__init__()
        self._parts = index, lexicon, persons, lexicon.lists.get("short.bodies", frozenset())

    def __missing__(self, word: str) -> Fact:
        if len(self) > 300_000:
            self.clear()
        found = self[word] = Fact(word, *self._parts)
        return found
