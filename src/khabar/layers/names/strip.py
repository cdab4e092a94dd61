"""What stays outside a pack's name where it stands in a text: class words before it, a demonym after it."""

from khabar.layers.names.index import Index
from khabar.layers.names.lexicon import Lexicon
from khabar.layers.names.view import QUOTES, Mention, View

_KINDS = frozenset({"العسكريه", "الجويه", "البحريه", "الحدودي", "العسكري"})
_TOWNS = frozenset({"مدينه", "بلده", "قريه"})
_DESCRIPTIONS = frozenset({"الرسميه", "الرسمي", "الحكوميه", "الحكومي"})


class Strip:
    """Takes class words and trailing adjectives off a mention where what is left is a name of the same entity."""

    def __init__(self, lexicon: Lexicon, index: Index) -> None:
        self.lexicon = lexicon
        self.index = index
        self.heads = lexicon.lists.get("name.strip", frozenset())
        self.heads_of_one = lexicon.lists.get("name.strip-one", frozenset())

    def _known(self, norms: list[str], mention: Mention) -> bool:
        """Whether these words name the same entity; of a force not its government (طيران النظام)."""
        found = self.index.lookup([n for n in norms if n not in QUOTES])
        return any(s.entity == mention.entity and (mention.type != "GRP" or s.type != "GOV") for s in found)

    def __call__(self, view: View, mention: Mention) -> None:
        """Narrow a mention in place."""
        if mention.size < 2:
            return
        norms = view.norms
        head = norms[mention.first][len(mention.prefix) :]
        rest = mention.first + 1
        quoted = norms[rest] in QUOTES
        while rest < mention.last and norms[rest] in QUOTES:
            rest += 1
        one = mention.last - rest == 1
        plain = not norms[rest].startswith("ال")
        if mention.type == "EVT":
            return
        if mention.type == "PER":
            self._title(view, mention)
            return
        if mention.type == "MED" and head == "وكاله":
            marks = [at for at in range(rest, mention.last) if norms[at] in QUOTES]
            rest, quoted = (marks[-1] + 1, True) if marks else (rest, quoted)
        if (
            head in self.heads
            or (head == "وكاله" and quoted and mention.type == "MED")
            or (head in self.heads_of_one and one and (plain or head != "حركه"))
            or (head == "تنظيم" and quoted)
        ) and (
            mention.type == "MED"
            or head == "تنظيم"
            or (mention.type == "GPE" and head in _TOWNS)
            or self._known(norms[rest : mention.last], mention)
        ):
            mention.first, mention.prefix = rest, ""
        last = mention.last
        if last - mention.first > 1 and norms[last - 1] in _DESCRIPTIONS:
            short = [s for s in self.index.lookup(norms[mention.first : last - 1]) if s.type == mention.type]
            if short:
                mention.last, mention.entity = last - 1, short[0].entity
        elif (
            last - mention.first > 1
            and (mention.type in ("LOC", "MED") or (mention.type in ("GRP", "ORG") and not head.startswith("ال")))
            and (norms[last - 1] in self.lexicon.demonyms or (mention.type == "LOC" and norms[last - 1] in _KINDS))
            and self._known(norms[mention.first : last - 1], mention)
            and not self.index.lookup(norms[last - 2 : last])
        ):
            mention.last = last - 1
        mention.start, mention.end = view.offsets(mention.first, mention.last, len(mention.prefix))

    def _title(self, view: View, mention: Mention) -> None:
        """A title that a pack's name begins with stays outside; so far as آل, a name may go on."""
        norms, lexicon = view.norms, self.lexicon
        first = mention.first
        while mention.last - first > 1 and (
            norms[first] in lexicon.honorific or norms[first] in ("ايه", "الله") or norms[first] in QUOTES
        ):
            first += 1
        if first > mention.first:
            while norms[first] in QUOTES:
                first += 1
            mention.first, mention.prefix = first, ""
        last, high = mention.last, view.high[mention.first]
        if last + 1 < high and norms[last] == "ال" and view.words[last + 1].kind == "word":
            mention.last = last + 2
        mention.start, mention.end = view.offsets(mention.first, mention.last, len(mention.prefix))
