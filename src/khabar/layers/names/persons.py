"""Persons that no pack knows: a given name, or a title, and the plausible name words after it."""

import re

from khabar.layers.names.lexicon import Lexicon
from khabar.layers.names.slug import person_slug
from khabar.layers.names.view import QUOTES, Mention, View

_MAX_WORDS = 5
#: ب or ل and a verbal noun of the second form (اتهم الرئيس بتزوير الانتخابات)
_DOING = re.compile("[بل]ت..ي.")
_RULE_GIVEN = "person.given-name"
_RULE_TITLE = "person.after-title"


class Persons:
    """Finds person names by the lists of given names and titles."""

    def __init__(self, lexicon: Lexicon, pack: str) -> None:
        self.lexicon = lexicon
        self.pack = pack
        self._known_starts: dict[str, tuple[bool, int]] = {}
        self._plausible: dict[str, bool] = {}
        # heads of places and bodies, which may bear a person's name
        self.heads = {
            word
            for word, choices in lexicon.heads.items()
            if any(rule.tail in ("place", "phrase", "unit") for _, rule in choices)
        } - lexicon.honorific - lexicon.office  # fmt: skip

    def may_begin(self, word: str) -> bool:
        """Whether a folded word, wherever it stands, can begin a person's name."""
        foreign = word.startswith("ال") and len(word) > 4 and word not in self.lexicon.common  # ألفارو, folded
        return self._start(word)[0] or foreign or self.plausible(word)

    def at(self, view: View, first: int) -> Mention | None:
        """The person's name that begins at word `first`, or None."""
        lexicon, norms = self.lexicon, view.norms
        word = norms[first]
        owner = view.owner[first]
        if owner is not None and owner.type != "PER":
            return None
        starts, offset = self._start(word)
        if not starts and not self._unknown(view, first):
            return None
        word = word[offset:]
        before = view.word_before(first)
        if before in self.heads or (before[:1] in ("ب", "ل", "و") and before[1:] in self.heads):
            return None  # a place or body that bears a person's name
        if word == "باسم" and (before in lexicon.office or before in lexicon.title_link):
            return None
        if starts and word in lexicon.office and self._of_country(view, first):
            return None  # أمير الكويت
        titled = self._titled(view, first)
        if not starts and not titled and not self._foreign(view, first) and not self._apposed(view, first):
            return None
        last = self.end(view, first, word)
        size = last - first
        if not starts and size < 2 and not (titled and self._strange(view, first)):
            return None
        if starts and size < 2 and (not titled or word in lexicon.ambiguous or word in lexicon.office):
            return None
        if not starts and size < 2 and word[0] in "يتنبوفسأ":
            return None
        if starts and word == "رمضان" and before in ("شهر", "الشهر"):
            return None
        if not starts and view.text[view.words[first].start : view.words[first].end].endswith(("ً", "ًا", "اً")):
            return None  # an accusative is no name
        if not starts and self._phrase(view, first):
            return None
        if word == "علي" and not self._surely(view, first):
            return None
        if word == "باسم" and before not in lexicon.honorific and before not in lexicon.verbs:
            return None  # in the name of
        if starts and not titled and word in lexicon.ambiguous and not self._confirmed(norms[first + 1 : last]):
            return None
        start, end = view.offsets(first, last, offset)
        names = [word, *norms[first + 1 : last]]
        rule = _RULE_GIVEN if starts else _RULE_TITLE
        return Mention(first, last, start, end, "PER", person_slug(names, lexicon.given), rule=rule, pack=self.pack,
                       kind="person", score=0.8 if starts and titled else 0.7)  # fmt: skip

    def _phrase(self, view: View, first: int) -> bool:
        """`مكالمة هاتفية`, `أوراق اعتماده`: whether two new words are a noun and its adjective or owner."""
        if first + 1 >= view.high[first]:
            return False
        one, two = (view.text[view.words[at].start : view.words[at].end] for at in (first, first + 1))
        if min(len(one), len(two)) > 3 and one.endswith("ة") and two.endswith("ة"):
            return True
        if min(len(one), len(two)) > 3 and one.endswith("ا") and two.endswith(("يا", "ية")):
            return True  # جسرا حيويا, دولا غربية
        if min(len(one), len(two)) > 3 and one.endswith("ا") and two.endswith("ا"):
            return not view.norms[first + 1].endswith(self.lexicon.foreign_endings)
        if len(two) > 5 and two.endswith("ات"):
            return True
        if len(one) > 5 and one.endswith("ات") and two.startswith("ال"):
            return True  # معسكرات النازحين
        if len(two) > 6 and two.startswith("ال") and two.endswith(("ين", "ون", "ات")):
            return True
        return len(two) > 5 and two.endswith("ه") and self.lexicon.is_common(view.norms[first + 1][:-1])

    @staticmethod
    def _of_country(view: View, first: int) -> bool:
        """Whether the name of a place or state stands behind word `first`."""
        owner = view.owner[first + 1] if first + 1 < view.high[first] else None
        return owner is not None and owner.type in ("GPE", "GOV") and owner.first == first + 1

    def _apposed(self, view: View, first: int) -> bool:
        """Whether two new words are followed by who they are: `أوزان تشكمجه، رئيس البلدية`."""
        comma = first + 2
        if comma + 1 >= view.high[first] or view.norms[comma] not in ("،", ","):
            return False
        lexicon, norms = self.lexicon, view.norms
        office = norms[comma + 1] in lexicon.office and not norms[comma + 1].startswith("ال")
        return office and self._pair(view, first)

    def _foreign(self, view: View, first: int) -> bool:
        """Whether two new words stand side by side and one of them ends like a foreign last name."""
        if first + 1 >= view.high[first] or not self._unknown(view, first) or not self._unknown(view, first + 1):
            return False
        endings = self.lexicon.foreign_endings
        one, two = view.norms[first], view.norms[first + 1]
        if len(one) < 3 or len(two) < 4 or one[0] in "وبلف" or two[0] in "ول":
            return False
        return two.endswith(endings) or (one.endswith(endings) and len(two) > 4 and two[0] not in "بفتي")

    def _confirmed(self, rest: list[str]) -> bool:
        """Whether what follows a given name that is an everyday word too shows that it is a name."""
        lexicon = self.lexicon
        if not rest:
            return False
        word = rest[0]
        if word in lexicon.link or word in lexicon.compound or word == "عبد":
            return True
        if word in lexicon.kunya and len(rest) > 1:
            return True
        if word.startswith("ال"):
            return word[2:] in lexicon.given or (word.endswith("ي") and not lexicon.is_common(word))
        if lexicon.is_given(word):
            return word not in lexicon.ambiguous or len(rest) > 1 or word not in lexicon.nouns
        return False

    def _surely(self, view: View, first: int) -> bool:
        """Whether `علي` is the name and not the preposition `على`: a name word or its nisba follows."""
        follows = view.norms[first + 1] if first + 1 < view.high[first] else ""
        word = view.words[first]
        if view.text[word.end - 1] == "ى" and " في " in view.text:
            return False  # who writes في with its dots writes علي with them
        if (
            follows in self.lexicon.given
            and follows not in self.lexicon.nouns
            and follows not in self.lexicon.ambiguous
        ):
            return True
        plain = view.text[word.end - 1] == "ي" and (
            follows.startswith("ال") or view.word_before(first) in self.lexicon.honorific
        )
        return plain and bool(follows) and not self.lexicon.is_common(follows) and follows not in self.lexicon.demonyms

    def _start(self, word: str) -> tuple[bool, int]:
        """Whether a word begins a name by the lists, and how many letters of particles stand before it."""
        found = self._known_starts.get(word)
        if found is None:
            found = (self._starts(word), 0)
            if not found[0] and not self.lexicon.is_common(word):
                for particle in ("و", "ل", "ب", "ول", "ف"):
                    rest = word[len(particle) :]
                    if word.startswith(particle) and len(rest) > 2 and rest in self.lexicon.given:
                        found = (True, len(particle))
                        break
            if len(self._known_starts) > 300_000:
                self._known_starts.clear()
            self._known_starts[word] = found
        return found

    def _starts(self, word: str) -> bool:
        lexicon = self.lexicon
        return lexicon.is_given(word) or word == "عبد" or (word in lexicon.kunya and word not in ("ام", "ابي"))

    def _titled(self, view: View, first: int) -> bool:
        """Whether a title, or an office with whose it is, stands before word `first`."""
        lexicon = self.lexicon
        at, steps, adjective, closed = view.before(first), 0, False, first == view.low[first]
        if at >= 0 and view.words[at].kind == "mark":
            return False
        given = view.norms[first] in lexicon.given
        low = view.low[first]
        while at >= low and steps < 9:
            word = view.norms[at]
            owner = view.owner[at]
            if owner is not None:
                if owner.type == "PER":
                    return False
                adjective = True
                if owner.last == first:
                    closed = True
                at, steps = owner.first - 1, steps + 1
                continue
            bare = word[1:] if len(word) > 4 and word[0] in "وبل" and word not in lexicon.honorific else word
            if bare.startswith("ل") and word.startswith("لل"):
                bare = "ا" + bare
            if not given and steps == 0 and (word in lexicon.weak or bare in lexicon.weak):
                return False
            close = steps == 0 or (adjective and (closed or given))
            if close and (word in lexicon.honorific or bare in lexicon.honorific):
                return True
            if word in lexicon.office or bare in lexicon.office:
                return given or closed or (steps == 0 and bare.startswith("ال")) or bare.startswith("نظير")
            if word in lexicon.demonyms:
                adjective = True
                closed = closed or steps == 0
            elif steps == 0 and word.startswith("ال") and self._pair(view, first):
                closed = True  # المتحدثة باسم وزارة الدفاع and two new words
            elif not (word in lexicon.title_link or (word.startswith("ال") and word not in lexicon.function)):
                return False
            at, steps = at - 1, steps + 1
        return False

    @staticmethod
    def _is_particle(view: View, at: int) -> bool:
        """Whether فإن or فأن stands here and not the فان of Dutch names, which folding makes the same."""
        word = view.words[at]
        return "إ" in view.text[word.start : word.end] or "أ" in view.text[word.start : word.end]

    def _pair(self, view: View, first: int) -> bool:
        """Whether two new words without particles stand side by side, neither of the shape of a verb."""
        if first + 1 >= view.high[first] or not self._unknown(view, first) or not self._unknown(view, first + 1):
            return False
        one, two = view.norms[first], view.norms[first + 1]
        if two in self.lexicon.given and two not in self.lexicon.nouns and len(one) > 3:
            return one[0] not in "وبلفيتنك"
        return (
            one[0] not in "وبلفيتنك"
            and two[0] not in "وبلفيتنك"
            and min(len(one), len(two)) > 3
            and not two.endswith("ه")
        )

    def _unknown(self, view: View, at: int) -> bool:
        """Whether a word may be part of a name: Arabic letters, no everyday word, no adjective of a country."""
        if view.words[at].kind != "word":
            return False
        norm = view.norms[at]
        # ألفارو: folding makes its beginning look like the article
        if norm.startswith("ال") and len(norm) > 4 and view.text[view.words[at].start] in "أإآ":
            if norm in self.lexicon.common or norm in self.lexicon.office or norm in self.lexicon.demonyms:
                return False
        elif not self.plausible(norm):
            return False
        owner = view.owner[at]
        return owner is None or owner.type == "PER"

    def plausible(self, word: str) -> bool:
        """Whether a folded word may be a part of a name that no list has."""
        found = self._plausible.get(word)
        if found is None:
            lexicon = self.lexicon
            found = (
                len(word) > 2
                and word not in lexicon.honorific
                and word not in lexicon.office
                and word not in lexicon.demonyms
                and not word.startswith("ال")
                and not lexicon.is_common(word)
                and _DOING.fullmatch(word) is None
            )
            if len(self._plausible) > 300_000:
                self._plausible.clear()
            self._plausible[word] = found
        return found

    def _strange(self, view: View, at: int) -> bool:
        """Whether a lone word after a title is a name: it stands right after the title and is no everyday word."""
        before = view.word_before(at)
        return before in self.lexicon.honorific and self._unknown(view, at)

    def end(self, view: View, first: int, word: str) -> int:
        """The end of the name that begins at word `first`, whose folded form without particles is `word`."""
        lexicon, norms, high = self.lexicon, view.norms, view.high[first]
        last, count = first + 1, 1
        if word in lexicon.kunya or word == "عبد":
            if last >= high or view.words[last].kind != "word":
                return last - 1
            if word != "عبد" and lexicon.is_common(norms[last]) and norms[last] not in lexicon.given:
                return last - 1
            last += 1
        while last < high and count < _MAX_WORDS:
            norm = norms[last]
            if view.words[last].kind != "word":
                # Ban Ki-moon, and names with a hyphen
                if (
                    norm in "-–"
                    and last + 1 < high
                    and view.words[last].end == view.words[last + 1].start
                    and norm not in QUOTES
                ):
                    last += 2
                    continue
                break
            owner = view.owner[last]
            if owner is not None and owner.type != "PER" and owner.size > 1:
                break
            if norm in lexicon.link or norm in lexicon.foreign_link or norm in lexicon.kunya or norm == "عبد":
                follows = last + 1
                if follows < high and view.words[follows].kind == "word" and (
                    norms[follows] in lexicon.given or norm == "عبد" or not lexicon.is_common(norms[follows])
                ) and not (norm in ("ام", "لا", "دي") and norms[follows] in lexicon.function) and not (
                    norm in lexicon.foreign_link and self._is_particle(view, last)
                ):  # fmt: skip
                    last += 2
                    count += 1
                    continue
                break
            if (
                norm == "علي"
                and count > 0
                and not self._surely(view, last)
                and view.text[view.words[last].end - 1] != "ي"
            ):
                break
            if norm in lexicon.given:
                if count >= 2 and (norm in lexicon.office or (norm in lexicon.ambiguous and norm in lexicon.nouns)):
                    break
                last, count = last + 1, count + 1
                continue
            if norm in lexicon.compound and norms[last - 1] in lexicon.given:
                last += 1
                continue
            if norm in lexicon.demonyms or norm in lexicon.function or norm in lexicon.verbs:
                break
            if norm.startswith("ال") and norm.endswith("يه"):
                break
            if norm.startswith("ال"):
                # after one name any definite noun may be the last name (وليد المعلم), not a title or an adjective
                if norm in lexicon.heads or (
                    lexicon.is_common(norm)
                    and (
                        count > 1
                        or not self._titled(view, first)
                        or norm in lexicon.office
                        or norm in lexicon.honorific
                        or norm in lexicon.title_link
                    )
                ):
                    break
                if count >= 2 and not norm.endswith("ي") and norms[last - 1] not in lexicon.given:
                    break
                last, count = last + 1, count + 1
                if (
                    count >= 2
                    and norms[last - 1] not in lexicon.given
                    and not (
                        last < high
                        and norms[last].startswith("ال")
                        and norms[last].endswith("ي")
                        and not lexicon.is_common(norms[last])
                    )
                ):
                    break
                continue
            if lexicon.is_common(norm):
                break
            if norm[0] in "وبل" and norm[1:2] == "ا" and word in lexicon.ambiguous:
                break
            if (
                norm[0] in "وبلفك"
                and len(norm) > 3
                and (norm[1:] in lexicon.given or norm[1:3] == "ال" or (owner is not None and owner.prefix))
            ):
                break
            if (
                owner is not None
                and owner.type != "PER"
                and (
                    count > 1
                    or owner.type not in ("LOC", "GPE")
                    or owner.prefix
                    or word in lexicon.ambiguous
                    or "country" in owner.rule
                )
            ):
                break
            if count >= 2 and (
                norms[last - 1] not in lexicon.given or norm.endswith(("ه", "ا", "ات")) or norm[0] in "وي"
            ):
                break
            last, count = last + 1, count + 1
        return last
