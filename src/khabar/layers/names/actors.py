"""A country or its capital: acting (its government, GOV) or being somewhere (GPE)?"""

import re

from khabar.arabic.clitics import verb_splits, without_pronoun
from khabar.layers.names.countries import Setting
from khabar.layers.names.lexicon import Lexicon
from khabar.layers.names.view import Mention, View
from khabar.packs import Packs

_BEING = frozenset(
    {
        "كان",
        "كانت",
        "يكون",
        "تكون",
        "ظل",
        "ظلت",
        "تظل",
        "اصبحت",
        "باتت",
        "بات",
        "عادت",
        "زالت",
        "تزال",
        "يزال",
        "ليست",
        "ليس",
    }
)
_ACTING = frozenset({"GOV", "GRP", "ORG"})
_WITH = frozenset({"عليها", "عليه", "فيها", "فيه", "بها", "به", "لها", "له", "منها", "عنها", "اليها", "ضدها"})
_NOUN = re.compile(r"^ت..ي.$|^ت.ا.{1,2}$|^ت...$")  # تسليم, تعاون, تقدم


def _singular(word: str) -> tuple[str, ...]:
    """A verb as it stands, and in the singular where it may be of two or many (`توقعان`, `وقعتا`, `وقعوا`)."""
    for ending, rest in (("ان", ""), ("تا", "ت"), ("ون", ""), ("وا", ""), ("ا", "")):
        if len(word) > 4 and word.endswith(ending):
            return word, word.removesuffix(ending) + rest
    return (word,)


class Actors:
    """Decides by the words beside the name."""

    def __init__(self, packs: Packs, lexicon: Lexicon) -> None:
        lists = lexicon.lists
        self.lexicon = lexicon
        self.place_before = lists.get("actor.place-before", frozenset())
        self.agent_before = lists.get("actor.agent-before", frozenset())
        self.from_before = lists.get("actor.from-before", frozenset())
        self.place_verbs = lists.get("actor.place-verbs-before", frozenset())
        self.moving = lists.get("actor.moving", frozenset())
        self.powers = lists.get("actor.peoples", frozenset())
        self.addressing = lists.get("actor.addressing-verbs", frozenset())
        self.of_people = lists.get("actor.people-before", frozenset())
        self.packs = packs
        self.country_of: dict[str, str] = {c.id: c.id for c in packs.countries.values()}
        self.country_of.update({c.capital: c.id for c in packs.countries.values() if c.capital and c.capital_ar})

    def settle(self, view: View, mentions: list[Mention]) -> None:
        """Set type and entity of every country and capital among the mentions."""
        decided: dict[int, str] = {}
        self._peoples(view, mentions)
        for number, mention in enumerate(mentions):
            country = self.country_of.get(mention.entity)
            if (
                country is None
                or mention.type != "GPE"
                or mention.kind not in ("pack", "class")
                or mention.rule.startswith("derived")
            ):
                continue
            before = mentions[number - 1] if number else None
            kind = None
            if before is not None and self._joined(view, before, mention):
                # joined names are alike: two countries, or a country beside one who acts
                kind = decided.get(number - 1) or ("GOV" if before.type in _ACTING else None)
            kind = kind or self._kind(view, mention)
            decided[number] = kind
            if kind == "GOV":
                mention.type, mention.entity = "GOV", f"{country}-government"
                mention.rule = "actor.government"

    def _peoples(self, view: View, mentions: list[Mention]) -> None:
        """`الروس`, where the article is about another country, are their government, unless people are counted."""
        found = [m for m in mentions if m.type == "NAT" and m.size == 1]
        found = [m for m in found if view.norms[m.first][len(m.prefix) :].removeprefix("ل") in self.powers]
        if not found:
            return
        setting = Setting(view, self.packs, found)
        for mention in found:
            entity = self.packs.entities.get(mention.entity)
            country = entity.country if entity is not None else None
            before = view.word_before(mention.first)
            if country is None or before in self.of_people or f"{country}-government" not in self.packs.entities:
                continue
            if before.startswith(("ال", "لل", "وال", "بال")) and before not in self.lexicon.function:
                continue  # المدنيين الروس: an adjective
            main = setting.country(mention.first)
            if main is not None and main != country:
                mention.type, mention.entity, mention.rule = "GOV", f"{country}-government", "actor.people"

    def _joined(self, view: View, before: Mention, mention: Mention) -> bool:
        gap = view.norms[before.last : mention.first]
        if mention.prefix.startswith("و"):
            return not gap or gap == ["،"]
        return gap == ["و"]

    def _verb(self, word: str) -> bool:
        verbs = self.lexicon.verbs
        if any(s.stem in verbs and s.stem not in self.place_verbs for s in verb_splits(word)):
            return True
        return any(stem in verbs and stem not in self.place_verbs for split in verb_splits(word)
                   for stem, _ in without_pronoun(split.stem))  # fmt: skip

    def _kind(self, view: View, mention: Mention) -> str:
        first, last, prefix = mention.first, mention.last, mention.prefix
        if mention.kind == "class":
            return "GPE"
        at = view.before(first)
        word = view.norms[at] if at >= 0 else ""
        owner = view.owner[at] if at >= 0 else None
        follows = self._follows(view, last)
        low_start = first == view.low[first]
        acting_next = self._acts(follows)
        if prefix.endswith("ب"):
            return "GPE"
        if prefix.endswith("ل"):
            place = word in self.place_before or word.startswith("زيار") or self._goes(view, at)
            return "GPE" if place else "GOV"
        if not word or word in ".:،؛-–—)/|" or (at >= 0 and view.words[at].kind == "mark"):
            if follows in ("،", "(", "-", "–", "/") and low_start:
                return "GPE"
            if follows == ":" and not low_start and self._dateline(view, first):
                return "GPE"
            return "GOV" if acting_next or follows == ":" else "GPE"
        if (
            owner is not None
            and owner.type == "PER"
            and at == first - 1
            and not prefix
            and self._addressed(view, owner, last)
        ):
            return "GOV"
        if owner is not None and owner.type in ("GOV", "PER", "ORG", "GRP") and at == first - 1 and not prefix:
            # طالب العراق سوريا: the object beside the agent; رئيس روسيا is no mention and does not come here
            return "GOV" if owner.type != "PER" else "GPE"
        if word in _WITH and self._verb(view.word_before(at)):
            return "GOV"
        if word in ("من",):
            second = view.word_before(at)
            if second in ("كل", "كلا", "كلتا") and view.word_before(at - 1) in self.place_before:
                return "GPE"  # في كل من دمشق والقامشلي
            return "GOV" if second in self.from_before else "GPE"
        if word in ("علي", "مع", "عن"):
            second = view.word_before(at)
            if second in ("حدود", "الحدود", "حدودها", "حدوده", "الحدوديه", "الحدودي"):
                return "GPE"
            return "GOV"
        if word in self.place_before:
            return "GPE"
        if word in self.agent_before:
            return "GOV"
        for start in ("و", "ب", "ل", "ف"):
            if word.startswith(start) and len(word) > 3:
                if word[1:] in self.place_before:
                    return "GPE"
                if word[1:] in self.agent_before:
                    return "GOV"
        if any(s.stem in self.place_verbs for s in verb_splits(word)):
            return "GPE"
        if self._verb(word) or self._looks_verb(word):
            return "GOV"
        if acting_next:
            return "GOV"
        return "GPE"

    def _goes(self, view: View, at: int) -> bool:
        """`توجه وفد من الحركة غدا للقاهرة`: whether somebody sets out shortly before word `at`."""
        for j in range(at, max(-1, at - 8), -1):
            if view.words[j].kind == "mark":
                return False
            if any(s.stem in self.moving for s in verb_splits(view.norms[j])):
                return True
        return False

    @staticmethod
    def _dateline(view: View, first: int) -> bool:
        """`بلغراد - بريشتينا: …`: whether only places stand before, from the beginning of the line on."""
        before = range(view.low[first], first)
        owners = [view.owner[k] for k in before if view.words[k].kind != "mark"]
        return all(owner is not None and owner.type in ("GPE", "GOV") for owner in owners)

    def _addressed(self, view: View, agent: Mention, last: int) -> bool:
        """`حذر الرئيس فلان موسكو من …`: whether a verb that speaks to somebody stands before its subject."""
        follows = self._follows(view, last)
        if not (follows in ("من", "الي", "علي", "بان") or (follows[:1] in "بل" and len(follows) > 3)):
            return False
        for at in range(agent.first - 1, max(view.low[agent.first], agent.first - 9) - 1, -1):
            if view.words[at].kind == "mark":
                return False
            if any(split.stem in self.addressing for split in verb_splits(view.norms[at])):
                return True
        return False

    def _follows(self, view: View, last: int) -> str:
        """The word after a name and those that are joined to it by و."""
        at = view.after(last)
        while (
            at >= 0 and (owner := view.owner[at]) is not None and owner.prefix == "و" and owner.type in ("GPE", "GOV")
        ):
            at = view.after(owner.last)
        return view.norms[at] if at >= 0 else ""

    def _looks_verb(self, word: str) -> bool:
        """Whether a word that no list knows is a verb by its shape: تجري, وصعدت, دربتهم."""
        lexicon = self.lexicon
        if word[:1] in "وف" and len(word) > 4:
            word = word[1:]
        if len(word) < 4 or word.startswith("ال") or word in lexicon.nouns or word in lexicon.function - _BEING:
            return False
        if word in _BEING:
            return True
        stems = [word, *(stem for stem, suffix in without_pronoun(word) if len(suffix) > 1)]
        if any(stem.endswith("ت") and not stem.endswith("ات") and len(stem) > 3 for stem in stems):
            return True
        return word[0] in "تين" and not _NOUN.match(word) and not word.endswith(("ه", "ات", "ين", "ا"))

    def _acts(self, word: str) -> bool:
        if not word:
            return False
        if word in ("قد", "سوف", "لن", "لم", "لا", "ليست", "ليس", "تبحث"):
            return True
        if len(word) > 4 and word.startswith(("سي", "ست")) and word not in self.lexicon.common:
            return True
        found = (s.stem for s in verb_splits(word) if s.prefix in ("", "س"))
        return any(form in self.lexicon.verbs for stem in found for form in _singular(stem))
