"""Whether a name of a pack counts where it stands, and which of its readings."""

from khabar.arabic.fold import fold_text
from khabar.layers.names.lexicon import Lexicon
from khabar.layers.names.view import QUOTES, View
from khabar.packs import Packs, Surface

_BODIES = frozenset({"GRP", "ORG", "GOV"})
_RULERS = ("office:president-", "office:prime-minister-", "office:king-", "office:emir-", "office:sultan-")
_PROVINCE_HEADS = frozenset({"محافظه", "ولايه", "لمحافظه", "محافظتي", "بمحافظه", "ريف"})
_CITY_HEADS = frozenset({"مدينه", "بلده", "قريه", "بمدينه", "لمدينه", "وسط"})
_PROVINCE = ("-governorate", "-province", "-state", "-region", "-wilaya")
_MEDIA_HEADS = frozenset(
    {"صحيفه", "قناه", "موقع", "شبكه", "اذاعه", "تلفزيون", "جريده", "مجله", "وكاله", "لقناه", "لصحيفه", "فضاءيه"}
)
# words that a lone last name of a person who speaks or acts stands beside
_MINIMUM = 3


class Context:
    """Applies flags and needs of surfaces, and the list of everyday words."""

    def __init__(self, lexicon: Lexicon, packs: Packs) -> None:
        self.lexicon = lexicon
        self.packs = packs
        self._about: tuple[View, frozenset[str]] | None = None
        self.bodies = lexicon.lists.get("body.adjectives", frozenset())
        self._homes: dict[str, frozenset[str]] = {}
        self.stop = lexicon.lists.get("stop.surfaces", frozenset())
        self.holders = lexicon.lists.get("office.holders", frozenset())
        self.fields = lexicon.lists.get("office.fields", frozenset())
        self.places = lexicon.lists.get("actor.place-before", frozenset())
        self.indefinite = lexicon.lists.get("adjective.after", frozenset())
        self.classes = lexicon.lists.get("class.before", frozenset())

    def choose(
        self, view: View, first: int, last: int, prefix: str, readings: list[Surface], introduced: dict[str, int],
        sure: set[str],
    ) -> list[Surface]:  # fmt: skip
        """The reading that counts here, and after it those that the country of the article may prefer to it.

        `introduced`: entities met before and where; `sure`: those among them that no other reading rivalled.
        """
        left = [s for s in readings if self._holds(view, first, last, prefix, s, introduced)]
        if len(left) < 2:
            return left
        if all("introduced" in s.needs for s in left):
            return [max(left, key=lambda s: introduced[s.entity])]  # the one that was named last
        before = view.word_before(first)
        if before in _MEDIA_HEADS:
            wanted = [s for s in left if s.type == "MED"]
        elif view.quoted(first, last) and any(s.type == "MED" for s in left):
            wanted = [s for s in left if s.type == "MED"]
        elif before in _PROVINCE_HEADS:
            wanted = [s for s in left if s.entity.endswith(_PROVINCE)]
        elif before in _CITY_HEADS:
            wanted = [s for s in left if s.type == "GPE" and not s.entity.endswith(_PROVINCE)]
        elif before in self.lexicon.honorific or before in self.lexicon.office:
            wanted = [s for s in left if s.type == "PER"]
        else:
            seen = [s for s in left if s.entity in introduced]
            places = [s for s in left if s.type == "GPE"]
            # a country before a town of the same name, a town before its governorate
            towns = [s for s in places if not s.entity.endswith(_PROVINCE)]
            wanted = ([s for s in left if "named" in s.flags] or seen or [s for s in places if "country" in s.flags]
                      or (towns if places and not any(s.type == "PER" for s in left) else []))  # fmt: skip
        best = next((s for s in wanted or left if s.entity in sure), (wanted or left)[0])
        if best.entity in sure or "country" in best.flags:
            return [best]
        kinds = {s.type for s in wanted or left}
        return [best, *(s for s in left if s.entity != best.entity and s.type in kinds)]

    def _holds(
        self, view: View, first: int, last: int, prefix: str, surface: Surface, introduced: dict[str, int]
    ) -> bool:
        lexicon = self.lexicon
        if view.norms[first][len(prefix) :] in self.fields and view.word_before(first) in self.holders:
            return False  # وزير خارجية تركيا: the minister, not the ministry
        if surface.type == "NAT" and first > view.low[first] and last - first == 1 and not prefix:
            before = view.norms[first - 1]
            if (
                before.startswith(("ال", "لل", "بال", "وال"))
                and before.endswith(("ين", "ون", "ان", "ه", "ء", "اب", "ال", "ات"))
                and before not in lexicon.function
            ):
                return False  # المسؤولون الأمريكيون: an adjective
        if "country" in surface.flags and not prefix and last - first == 1 and self._adjective(view, first):
            return False
        for need in surface.needs:
            if not self._need(view, first, last, need, surface, introduced):
                return False
        if (
            surface.type in _BODIES
            and surface.entity not in introduced
            and self._abroad(view, last, surface, introduced)
        ):
            return False
        word = view.norms[first]
        one = last - first == 1
        flagged = "context" in surface.flags
        if one and not surface.needs and not flagged:
            stem = word[len(prefix) :] if prefix else word
            if prefix.endswith("ل") and word[len(prefix) :].startswith("ل"):
                stem = "ا" + stem
            if prefix and (word in lexicon.common or word in lexicon.given):
                return False
            if "ك" in prefix and "country" not in surface.flags:
                return False
            if "country" in surface.flags or "people" in surface.flags or "capital" in surface.flags:
                return True
            flagged = (
                stem in self.stop
                or (stem in lexicon.common and not stem.startswith("ال"))
                or (stem in lexicon.given and surface.type in ("GPE", "LOC", "MED"))
                or (len(stem) < _MINIMUM and view.words[first].kind == "word")
                or (len(stem) == _MINIMUM and prefix not in ("", "و", "ب", "ل", "ول", "وب"))
            )
            if not flagged and surface.type == "PER" and stem in lexicon.given:
                flagged = True
        if not flagged:
            return True
        if surface.entity in introduced:
            return True
        if (
            surface.type in ("GPE", "LOC")
            and one
            and view.norms[first] in self.lexicon.given
            and view.word_after(last) in self.lexicon.given
        ):
            return False
        return self._announced(view, first, last, surface) or self._rules(surface, introduced)

    def _in_another(self, view: View, last: int, home: frozenset[str]) -> bool:
        """Whether `في` and a country that is none of `home` stand right behind a name."""
        if last + 1 >= len(view.norms) or view.norms[last] != "في":
            return False
        country = self.lexicon.lands.get(view.norms[last + 1])
        return country is not None and country not in home

    def _abroad(self, view: View, last: int, surface: Surface, introduced: dict[str, int]) -> bool:
        """Whether a name of everyday words (`الجيش الوطني`) is that of a country of which the article says nothing.

        An article that names no country at all may be one of that country's own press.
        """
        home = self._homes.get(surface.name)
        if home is None:
            home = self._homes[surface.name] = self._home(surface)
        if not home:
            return False
        named = self._countries(view)
        if self._in_another(view, last, home):
            return True  # المجلس العسكري في النيجر
        if not named or not home.isdisjoint(named):
            return False
        known = (self.packs.entities.get(entity) for entity in introduced)
        return not any(entity is not None and entity.country in home for entity in known)

    def _home(self, surface: Surface) -> frozenset[str]:
        """The countries where a name of everyday words means what its pack says; empty for a name of its own words."""
        entity = self.packs.entities.get(surface.entity)
        if entity is None or not entity.country or "country" in surface.flags:
            return frozenset()
        lexicon = self.lexicon
        words = fold_text(surface.name).split()
        plain = (word[2:] if word.startswith("ال") else word for word in words)
        everyday = all(
            word in self.bodies or word in lexicon.nouns or "ال" + word in lexicon.nouns or word in lexicon.heads
            for word in plain
        )
        if len(words) < 2 or not everyday or words[-1] == "الله":
            return frozenset()
        pack = surface.pack.partition("@")[0]
        return frozenset({entity.country, *(set(pack.split("-")) & self.packs.countries.keys())})

    def _rules(self, surface: Surface, introduced: dict[str, int]) -> bool:
        """Whether a name is that of the ruler of a state that the article has named (`مذكرة بحق البشير`)."""
        known = self.packs.entities.get(surface.entity) if surface.type == "PER" else None
        if known is None or not (known.country in introduced or f"{known.country}-government" in introduced):
            return False
        return any(office.startswith(_RULERS) and f"-of-{known.country}" in office for office in known.relations)

    def _adjective(self, view: View, at: int) -> bool:
        """Whether `سورية` is what an indefinite noun before it is (`فصائل سورية معارضة`), not the country."""
        norms, lexicon = view.norms, self.lexicon
        if norms[at] not in lexicon.demonyms or at == view.low[at]:
            return False
        noun, follows = norms[at - 1], norms[at + 1] if at + 1 < view.high[at] else ""
        if noun in QUOTES or noun.startswith("ال") or noun in lexicon.function or noun in self.places:
            return False
        if follows in lexicon.demonyms or (follows.endswith(("ه", "ات")) and follows in lexicon.nouns):
            return True  # another adjective goes on
        return noun in self.indefinite

    def _announced(self, view: View, first: int, last: int, surface: Surface) -> bool:
        if view.quoted(first, last):
            return surface.type not in ("GPE", "LOC", "PER")
        before = view.word_before(first)
        bare = before[1:] if len(before) > 3 and before[0] in "وبل" else before
        if surface.type == "PER":
            return before in self.lexicon.honorific or before in self.lexicon.office or before in self.lexicon.demonyms
        if surface.type == "MED":
            return before in _MEDIA_HEADS
        # في القاعدة الجوية: what a place is in announces no group either
        return (before in self.classes or bare in self.classes) and before not in ("في", "الي", "مدير", "رءيس")

    def _countries(self, view: View) -> frozenset[str]:
        """The countries that the article names, by their names, capitals or demonyms in one word."""
        known = self._about
        if known is None or known[0] is not view:
            lands = self.lexicon.lands
            found = {lands[stem] for stems in view.stems for stem in stems if stem in lands}
            found |= {fact.demonym for fact in view.facts if fact.demonym}
            known = self._about = (view, frozenset(found))
        return known[1]

    def _need(self, view: View, first: int, last: int, need: str, surface: Surface, introduced: dict[str, int]) -> bool:
        if need == "quoted":
            return view.quoted(first, last)
        if need == "introduced":
            return surface.entity in introduced
        key, _, value = need.partition(":")
        words = self.lexicon.need_words(value)
        if key in ("before", "not-before"):
            # one of these words before the name, itself perhaps with a particle
            word = view.word_before(first)
            found = word in words or (len(word) > 3 and word[0] in "وبلف" and word[1:] in words)
        elif key in ("after", "not-after"):
            found = view.word_after(last) in words
        elif key == "about":
            # الصحراء الغربية, جنوب السودان: a country of two words is known once its name was read
            found = not words.isdisjoint(self._countries(view)) or any(
                word in introduced or f"{word}-government" in introduced for word in words
            )
        else:
            return True
        return found != key.startswith("not-")
