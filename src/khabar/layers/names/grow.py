"""Mentions that grow over a head before them, and descriptions that stand for one actor.

`ميليشيا` before a group, `قوات` before a person, `حكومة` before a capital, a direction before a
place, a head with a demonym, and the fixed descriptions (`الحكومة`, `قوات الأمن`) whose country the
article tells.
"""

from khabar.arabic.fold import fold_text
from khabar.layers.names.alike import Alike
from khabar.layers.names.countries import Setting, country_of
from khabar.layers.names.index import Index
from khabar.layers.names.lexicon import Lexicon, Rule
from khabar.layers.names.loyal import Loyal
from khabar.layers.names.slug import slug
from khabar.layers.names.view import QUOTES, Mention, View
from khabar.packs import Packs

_LOYAL = frozenset({"fixed.loyal-forces", "fixed.legitimate"})
_DIRECTIONS = {"شمال": "north", "جنوب": "south", "شرق": "east", "غرب": "west"}
_SIDES = {
    "الشمالي": "north", "الجنوبي": "south", "الشرقي": "east", "الغربي": "west",
    "الشماليه": "north", "الجنوبيه": "south", "الشرقيه": "east", "الغربيه": "west",
}  # fmt: skip
_DISTANCE = {
    "كم",
    "كلم",
    "كيلومتر",
    "كيلومترا",
    "كيلومترات",
    "ميل",
    "ميلا",
    "اميال",
    "متر",
    "مترا",
    "تقع",
    "يقع",
    "الواقعه",
    "الواقع",
}
_CLASSES = {"محافظه", "مدينه", "بلده", "قريه", "ولايه", "قطاع", "منطقه", "قضاء"}


def _direction(word: str) -> str | None:
    word = word[1:] if word[:1] in "بول" and len(word) > 4 else word
    return _DIRECTIONS.get(word) or (_DIRECTIONS.get(word[:-1]) if word.endswith("ي") else None)


class Growth:
    """Applies the patterns whose tail is a mention, a demonym, a direction or nothing."""

    def __init__(self, packs: Packs, lexicon: Lexicon, index: Index) -> None:
        self.packs = packs
        self.lexicon = lexicon
        self.index = index
        heads = [head for choices in lexicon.heads.values() for head, rule in choices if rule.tail == "loyal"]
        self.loyal = Loyal(packs, index, heads)
        self.templates: dict[str, str] = {}
        for entry in packs.rules("derived"):
            for pattern in entry.get("patterns", []):
                for slot in (" {f}", " {m}"):
                    if str(pattern).endswith(slot):
                        bare = fold_text(str(pattern).removesuffix(slot))
                        self.templates.setdefault(bare, str(entry["entity"]).replace("{id}", "{country}"))

    def at(self, view: View, first: int, offset: int, size: int, rule: Rule) -> Mention | None:
        """The mention that a head at words `first` to `first + size` makes with what follows it."""
        method = {
            "mention": self._mention, "demonym": self._demonym, "direction": self._direct, "countryside": self._country,
        }.get(rule.tail)  # fmt: skip
        return method(view, first, offset, size, rule) if method else None

    def _made(
        self, view: View, first: int, last: int, offset: int, entity: str, rule: Rule, naming: str = ""
    ) -> Mention:
        start, end = view.offsets(first, last, offset)
        return Mention(first, last, start, end, rule.type, entity, naming or rule.naming, rule.id, rule.pack, "grown",
                       score=0.7)  # fmt: skip

    def _next(self, view: View, last: int) -> Mention | None:
        at = view.after(last)
        owner = view.owner[at] if at >= 0 else None
        return owner if owner is not None and owner.first == at and not owner.prefix else None

    def _mention(self, view: View, first: int, offset: int, size: int, rule: Rule) -> Mention | None:
        owner = self._next(view, first + size)
        if owner is None or owner.type not in rule.of:
            return None
        quoted = view.norms[first + size] in QUOTES
        if quoted and rule.quotes_outside:
            return None
        country = country_of(self.packs, owner) or ""
        template = (rule.person if owner.type == "PER" else rule.entity) or ""
        if not template:
            head = view.norms[first][offset:]
            entity = slug([head, *view.norms[owner.first : owner.last]], rule.type)
        elif "{country}" in template and not country:
            head = view.norms[first][offset:]
            entity = slug([head, *view.norms[owner.first : owner.last]], rule.type)
        else:
            entity = template.format(entity=owner.entity, country=country)
        naming = rule.naming if rule.naming != "neutral" else owner.naming
        return self._made(view, first, owner.last, offset, entity, rule, naming)

    def _demonym(self, view: View, first: int, offset: int, size: int, rule: Rule) -> Mention | None:
        at = first + size
        if at >= view.high[first]:
            return None
        country = self.lexicon.demonyms.get(view.norms[at])
        if country is None:
            return None
        last = at + 1
        if rule.id == "demonym.border" and last < view.high[first] and view.norms[last] in self.lexicon.demonyms:
            last += 1
        return self._made(view, first, last, offset, rule.entity.format(country=country), rule)

    def _direct(self, view: View, first: int, offset: int, size: int, rule: Rule) -> Mention | None:
        sides: list[str] = []
        before = view.before(first)
        if before >= 0 and (
            _direction(view.norms[before])
            or view.norms[before] in _DISTANCE
            or (
                view.owner[before] is not None and view.owner[before].type in ("GPE", "LOC") and not offset  # type: ignore[union-attr]
            )
        ):
            return None  # the longer direction has it; a place that lies north of another
        at = first
        while at < view.high[first] and len(sides) < 2 and (side := _direction(view.norms[at])):
            sides.append(side)
            at += 1
        if at < view.high[first] and view.norms[at] in _CLASSES:
            at += 1
        owner = self._next(view, at)
        if not sides or owner is None or owner.first != at or owner.type not in ("GPE", "LOC", "GOV"):
            return None
        place = owner.entity.removesuffix("-government") if owner.type == "GOV" else owner.entity
        return self._made(view, first, owner.last, offset, f"{'-'.join(sides)}-{place}", rule)

    def _country(self, view: View, first: int, offset: int, size: int, rule: Rule) -> Mention | None:
        at = first + 1
        if at < view.high[first] and view.norms[at] in _CLASSES:
            at += 1
        owner = self._next(view, at)
        if owner is None or owner.first != at or owner.type not in ("GPE", "LOC"):
            return None
        last, side = owner.last, ""
        while last < view.high[first] and view.norms[last] in _SIDES:
            side += _SIDES[view.norms[last]] + "-"
            last += 1
        return self._made(view, first, last, offset, f"{side}{owner.entity}-countryside", rule)

    def fixed(self, view: View, first: int, offset: int, size: int, rule: Rule) -> Mention | None:
        """A fixed description of one actor at these words, its country still open."""
        last = first + size
        follows = view.norms[last] if last < view.high[first] else ""
        before = view.word_before(first)
        if (
            rule.noun
            and not offset
            and first > view.low[first]
            and (
                view.owner[first - 1] is not None
                or (before.startswith(("ال", "لل", "بال")) and before not in self.lexicon.function)
            )
        ):
            return None  # an adjective of what stands before it
        if follows in rule.not_before or before in rule.not_after or before[1:] in rule.not_after:
            return None
        whose = ""
        if rule.tail == "loyal":
            if last >= view.high[first]:
                return None
            norm = view.norms[last]
            if norm in ("لها", "له", "لهم"):
                last += 1
            elif norm.startswith("ل") and len(norm) > 2:
                last += 1
                owner = view.owner[last - 1]
                if owner is not None:
                    last, whose = owner.last, owner.entity
                while last < view.high[first] and (
                    view.norms[last] == "الشرعيه" or view.norms[last] in self.lexicon.demonyms
                ):
                    whose = self.lexicon.demonyms.get(view.norms[last], whose)
                    last += 1
            else:
                return None
        elif (
            follows in self.lexicon.demonyms
            and follows.startswith("ال")
            and follows.endswith("ه") == view.norms[last - 1].endswith(("ه", "ات"))
        ):
            country = self.lexicon.demonyms[follows]
            return self._made(view, first, last + 1, offset, rule.entity.format(country=country), rule)
        if whose:
            return self._made(view, first, last, offset, self.loyal.of(whose), rule)
        made = self._made(view, first, last, offset, rule.entity, rule)
        made.kind = "fixed"
        made.readings = self.index.lookup([view.norms[first][offset:], *view.norms[first + 1 : last]])
        return made

    def ministry(self, view: View, mention: Mention) -> None:
        """Whose a ministry is: that of the demonym after it, which belongs to the name, or of the article's country."""
        words = view.norms[mention.first : mention.last]
        words[0] = words[0][words[0].find("وزار") :]
        template = self.templates.get(" ".join(words), "{country}-" + slug(words, "ministry"))
        country = (
            self.lexicon.demonyms.get(view.norms[mention.last]) if mention.last < view.high[mention.first] else None
        )
        if country is None:
            mention.entity, mention.kind = template, "fixed"
            return
        mention.last += 1
        mention.end = view.words[mention.last - 1].end
        mention.entity = template.format(country=country)

    def _beside(self, view: View, mention: Mention) -> set[str]:
        """The country right before a government, whose own it cannot be: `روسيا والنظام`, `دعت روسيا الحكومة`."""
        owner = view.owner[mention.first - 1] if mention.first > view.low[mention.first] else None
        if mention.prefix not in ("", "و") or mention.type != "GOV" or owner is None or owner.size > 1:
            return set()
        return {owner.entity} & self.packs.countries.keys()

    def resolve(self, view: View, mention: Mention, rule: Rule, setting: Setting, alike: Alike) -> None:
        """Fill in the country of a fixed description."""
        if mention.rule in _LOYAL:
            mention.entity = self.loyal.entity(view, mention, setting) or slug(
                view.norms[mention.first : mention.last], mention.type
            )
            return
        without = {*rule.without, *self._beside(view, mention)}
        among = alike.countries(mention) - without
        country = setting.country(mention.first, rule.prefer, without, among)
        if rule.instead and country not in rule.prefer:  # قوات الاحتلال in Nablus: those who hold it, and not its own
            spoken_of = setting.weigh(mention.first)
            country = next((rule.instead[c] for c in rule.instead if c in spoken_of), country)
        sure = [surface for surface in mention.readings if not surface.needs and "context" not in surface.flags]
        if country is None and sure:
            mention.entity, mention.type = sure[0].entity, sure[0].type
            return
        if country is None:
            mention.entity = slug(view.norms[mention.first : mention.last], mention.type)
            return
        for surface in mention.readings:
            entity = self.packs.entities.get(surface.entity)
            if entity is not None and entity.country == country:
                mention.entity, mention.type = surface.entity, surface.type
                mention.naming = surface.naming if surface.naming != "neutral" else mention.naming
                mention.rule, mention.pack = surface.rule, surface.pack
                return
        mention.entity = mention.entity.format(country=country)
