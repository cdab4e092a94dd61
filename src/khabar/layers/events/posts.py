"""Posts, convoys and aims of forces that an adjective gives to a state (`قاعدة أمريكية`)."""

from khabar.layers.events.governed import Actor
from khabar.layers.events.lexicon import bares
from khabar.layers.events.unnamed import Unnamed


class Posts(Unnamed):
    """Finds what belongs to states and is struck."""

    def _post(self, at: int, high: int) -> Actor | None:
        """`قاعدة أمريكية`, `الدورية الروسية`, `أهداف إيرانية`: what belongs to the state that an adjective names."""
        words = self.doc.words
        head = next((b for b in bares(words[at].norm) if b in self.tables.lists["posts"]), None)
        if head is None:
            return None
        for j in range(at + 1, min(at + 4, high)):
            country = self.demonyms.of(words[j].norm) if self.doc.name(j) is None else None
            if country in self.sides.packs.countries:
                owners = [self.sides.government(str(country))]
                while j + 1 < high and (also := self._also_of(j + 1)):  # الأمريكية والإسرائيلية
                    owners.append(self.sides.government(also))
                    j += 1
                return Actor(at, j + 1, tuple(owners), (words[at].end - len(head), words[j].end), site=True)
            if self.doc.name(j) is not None or not words[j].norm.endswith(("يه", "ي", "يا", "ه")):
                return None
        return None

    def _also_of(self, at: int) -> str | None:
        """The state of a further adjective that و joins."""
        norm = self.doc.words[at].norm
        country = self.demonyms.of(norm) if norm.startswith("و") and self.doc.name(at) is None else None
        return country if country in self.sides.packs.countries else None
