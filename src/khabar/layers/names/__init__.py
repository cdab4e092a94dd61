"""Names: actors, places, media, peoples and named happenings, each with its entity.

Known names by longest match of the packs (`match`, `context`), new ones by their heads, titles and
given names (`patterns`, `persons`), mentions that grow over a charged or fixed head and descriptions
of one actor (`grow`), a country that acts against one that is somewhere (`actors`), short forms
later in the article (`shorten`).
"""

from khabar.article import Name
from khabar.layers.document import Doc
from khabar.layers.names.acronyms import Acronyms
from khabar.layers.names.actors import Actors
from khabar.layers.names.alias import aliases
from khabar.layers.names.alike import Alike
from khabar.layers.names.context import Context
from khabar.layers.names.countries import Setting, settle_homonyms
from khabar.layers.names.facts import Facts
from khabar.layers.names.grow import Growth
from khabar.layers.names.index import index_of
from khabar.layers.names.known_as import known_as
from khabar.layers.names.lexicon import Rule, lexicon_of
from khabar.layers.names.match import Candidate, candidates, mention
from khabar.layers.names.misspelt import misspelt
from khabar.layers.names.nisba import Nisba
from khabar.layers.names.patterns import Patterns
from khabar.layers.names.persons import Persons
from khabar.layers.names.shorten import bodies, repeat, shorten
from khabar.layers.names.strip import Strip
from khabar.layers.names.view import Mention, View
from khabar.packs import Packs, Surface

_FIXED = frozenset({"fixed", "loyal"})


class Names:
    """Fills `article.names` and `doc.name_at`."""

    name = "names"
    requires: tuple[str, ...] = ("body",)
    assigns = ("names",)

    def __init__(self, packs: Packs) -> None:
        self.packs = packs
        self.index = index_of(packs)
        self.lexicon = lexicon_of(packs)
        self.context = Context(self.lexicon, packs)
        self.strip = Strip(self.lexicon, self.index)
        core = next((label for label in packs.labels if label.startswith("core@")), "")
        self.persons = Persons(self.lexicon, core)
        self.patterns = Patterns(self.lexicon, self.index, self.persons)
        self.growth = Growth(packs, self.lexicon, self.index)
        self.actors = Actors(packs, self.lexicon)
        self.nisba = Nisba(self.lexicon)
        self.acronyms = Acronyms(self.lexicon, self.index)
        self.facts = Facts(self.index, self.lexicon, self.persons)

    def __call__(self, doc: Doc) -> None:
        """Fill `article.names`."""
        view = View(doc, self.facts)
        self._known(view)
        fixed = self._new(view)
        self.nisba(view)
        self.acronyms(view)
        settle_homonyms(view, self.packs)
        misspelt(view, self.packs)
        known_as(view, self.lexicon)
        shorten(view, self.lexicon)
        repeat(view, self.lexicon)
        aliases(view, self.lexicon)
        setting = Setting(view, self.packs)
        alike = Alike(view, self.packs, self.lexicon)
        for made, rule in fixed:
            if view.owner[made.first] is made and made.kind == "fixed":
                self.growth.resolve(view, made, rule, setting, alike)
        self._grow(view)
        bodies(view, self.lexicon)
        mentions = view.mentions()
        self.actors.settle(view, mentions)
        doc.article.names = [self._name(m) for m in mentions]
        doc.index_names()

    def _known(self, view: View) -> None:
        """Names of the packs, from left to right, the longest first."""
        facts = view.facts
        introduced: dict[str, int] = {}
        sure: set[str] = set()
        later: list[tuple[int, list[Candidate]]] = []
        end = 0
        for at in view.some:
            if at < end or not facts[at].starts:
                continue
            choices = candidates(view, facts[at].starts, at)
            found = self._chosen(view, at, choices, introduced, sure)
            if found is None:
                if choices:
                    later.append((at, choices))
                continue
            view.place(found)
            introduced[found.entity] = at
            if len(found.readings) < 2:
                sure.add(found.entity)
            end = found.last
        # a headline may call by the short name what the text then introduces in full
        for at, choices in later:
            if view.owner[at] is not None or not any(s.entity in introduced for c in choices for s in c[3]):
                continue
            again = self._chosen(view, at, choices, introduced, sure)
            if again is not None and all(owner is None for owner in view.owner[at : again.last]):
                view.place(again)

    def _chosen(
        self, view: View, at: int, choices: list[Candidate], introduced: dict[str, int], sure: set[str]
    ) -> Mention | None:
        for last, offset, prefix, readings in choices:
            left = self.context.choose(view, at, last, prefix, readings, introduced, sure)
            if left:
                rivals = [s for s in left[1:] if self._country(s) != self._country(left[0])]
                made = mention(view, at, last, offset, prefix, left[0], [left[0], *rivals])
                self.strip(view, made)
                return made
        return None

    def _country(self, surface: Surface) -> str | None:
        entity = self.packs.entities.get(surface.entity)
        return entity.country if entity is not None else None

    def _new(self, view: View) -> list[tuple[Mention, Rule]]:
        """New names by pattern; the longest wins, and a name of a pack before a pattern of the same length."""
        found: list[tuple[Mention, Rule | None]] = []
        for at in view.some:
            fact = view.facts[at]
            if not (fact.person or fact.heads) or view.words[at].kind != "word":
                continue
            if fact.person and (person := self.persons.at(view, at)) is not None:
                found.append((person, None))
            for offset, _prefix, head, rule in fact.heads:
                size = len(head)
                if size > 1 and tuple(view.norms[at + 1 : at + size]) != head[1:]:
                    continue
                if at + size > view.high[at]:
                    continue
                if rule.tail in _FIXED:
                    made = self.growth.fixed(view, at, offset, size, rule)
                else:
                    made = self.patterns.at(view, at, offset, size, rule)
                if made is not None and rule.tail == "ministry":
                    self.growth.ministry(view, made)
                if made is not None:
                    made.prefix = view.norms[at][:offset] if made.first == at else ""
                    found.append((made, rule))
        # a name in marks that a class word announces before the same words as a person's
        found.sort(key=lambda choice: (-choice[0].size, choice[0].first, choice[0].kind == "person"))
        fixed: list[tuple[Mention, Rule]] = []
        for made, announced in found:
            if self._wins(view, made):
                view.place(made)
                if announced is not None and made.kind == "fixed":
                    fixed.append((made, announced))
        return fixed

    def _wins(self, view: View, made: Mention) -> bool:
        for at in range(made.first, made.last):
            owner = view.owner[at]
            if owner is None:
                continue
            if owner.first < made.first or owner.last > made.last or owner.size >= made.size:
                return False
            if (
                owner.kind == "pack"
                and owner.first == made.first
                and owner.size > 1
                and made.rule != "fixed.loyal-forces"
            ):
                return False  # the pack knows where this name ends
            if made.kind == "person" and owner.type in ("GRP", "ORG", "MED"):
                return False
        return True

    def _grow(self, view: View) -> None:
        for at in reversed(view.some):
            for offset, prefix, head, rule in view.facts[at].grown:
                size = len(head)
                if size > 1 and tuple(view.norms[at + 1 : at + size]) != head[1:]:
                    continue
                owner = view.owner[at]
                if owner is not None and owner.first < at:
                    continue
                if at + size >= view.high[at]:
                    continue
                made = self.growth.at(view, at, offset, size, rule)
                if made is None or (owner is not None and owner.size >= made.size):
                    continue
                made.prefix = prefix
                view.place(made)
                break

    def _name(self, made: Mention) -> Name:
        return Name(
            made.start, made.end, made.type, made.entity, made.naming, score=made.score, rule=made.rule or None,
            pack=made.pack or None,
        )  # fmt: skip
