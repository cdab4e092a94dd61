"""Names announced by a head word: parties, units, media, facilities, places (`name_patterns.yaml`)."""

from khabar.layers.names.index import Index
from khabar.layers.names.lexicon import Lexicon, Rule
from khabar.layers.names.persons import Persons
from khabar.layers.names.slug import slug
from khabar.layers.names.view import QUOTES, Mention, View

_PLACE_TYPES = frozenset({"GPE", "LOC"})


class Patterns:
    """Applies the patterns whose tail is new words (phrase, place, quoted, unit, ministry)."""

    def __init__(self, lexicon: Lexicon, index: Index, persons: Persons) -> None:
        self.lexicon = lexicon
        self.index = index
        self.persons = persons
        lists = lexicon.lists
        self.starters = lists.get("place.starters", frozenset())
        self.extensions = lists.get("place.extensions", frozenset())
        self.ordinals = lists.get("unit.ordinals", frozenset())
        self.tail_stop = lists.get("tail.stop", frozenset())
        self.place_never = lists.get("place.never", frozenset())
        self.tail_nouns = lists.get("tail.nouns", frozenset())
        self.openers = lists.get("phrase.openers", frozenset())
        self.streets = lists.get("place.any-noun", frozenset())

    def at(self, view: View, first: int, offset: int, size: int, rule: Rule) -> Mention | None:
        """The name that the head at words `first` to `first + size` announces, or None."""
        at = first + size
        if view.norms[first] == "وادي" and view.text[view.words[first].start + 1] == "أ":
            return None  # وأدى
        if view.norms[first + size - 1] == "ناحيه" and view.word_before(first) == "من":
            return None
        if at >= view.high[first] or (view.words[at].kind == "mark" and view.norms[at] not in QUOTES):
            return None
        tail = self._marked(view, first, at) if rule.tail == "phrase" else None
        tail = tail or getattr(self, "_" + rule.tail)(view, at, view.norms[first + size - 1], rule)
        if tail is None:
            return None
        begin, last = tail
        quoted = view.norms[at] in QUOTES
        owner = view.owner[begin]
        if quoted and owner is not None and owner.first == begin and owner.last == last and rule.tail == "phrase":
            return None  # a class word before a name that stands alone: حركة «حماس»
        words = [norm for norm in view.norms[begin:last] if norm not in QUOTES]
        kind = rule.type
        if rule.inside and not (quoted and rule.quotes_outside):
            start, end = view.offsets(first, last, offset)
            head = [view.norms[first][offset:], *view.norms[first + 1 : at]]
            # ميليشيا «س» and ميليشيات «س» are one, and whoever calls them so
            key = self._entity(words if rule.naming != "neutral" else [*head, *words], kind)
            return Mention(first, last, start, end, kind, key, rule.naming, rule.id, rule.pack, "head", score=0.6)
        owner = view.owner[begin]
        if owner is not None and owner.first == begin and owner.last == last and owner.type in ("GPE", "LOC", "MED"):
            return None
        start, end = view.offsets(begin, last)
        entity = self._entity(words, kind, [view.norms[first][offset:], *words])
        return Mention(begin, last, start, end, kind, entity, rule.naming, rule.id, rule.pack, "class",
                       score=0.6)  # fmt: skip

    def _entity(self, words: list[str], kind: str, *others: list[str]) -> str:
        """The entity that the packs know by one of these forms, else an identifier made of the words."""
        for form in (words, *others):
            for surface in self.index.lookup(form):
                # العيون, النهضة: what is theirs only in articles about their country is elsewhere another's
                if surface.type == kind and not any(need.startswith("about:") for need in surface.needs):
                    return surface.entity
        return slug(words, "place" if kind in ("GPE", "LOC") else kind)

    def _inside_quotes(self, view: View, at: int, most: int) -> tuple[int, int] | None:
        begin = at + 1
        last = begin
        high = view.high[at]
        while last < high and last - begin <= most and view.norms[last] not in QUOTES:
            if view.words[last].kind == "mark":
                return None
            last += 1
        if last == begin or last >= high or last - begin > most:
            return None
        return begin, last

    def _marked(self, view: View, first: int, at: int) -> tuple[int, int] | None:
        """What follows a head up to the closing mark, where the opening one stands before it: «حركة فجر الجنوب»."""
        if not view.opens_quote(first):
            return None
        last, high = at, view.high[first]
        while last < high and last - at < 5 and view.norms[last] not in QUOTES:
            norm = view.norms[last]
            if view.words[last].kind != "word":
                return None
            if last > at and (norm in self.lexicon.function or self.lexicon.is_verb(norm)):
                return None  # «حركة الفجر رفضت العرض»
            last += 1
        return (at, last) if at < last < high and view.norms[last] in QUOTES else None

    def _opened(self, view: View, at: int) -> int:
        """Past the everyday nouns that names of movements begin with (`تحرير شعب`), where a new name follows them."""
        last, lexicon = at, self.lexicon
        while last < view.high[at] and last - at < 3 and view.norms[last] in self.openers:
            last += 1
        if last == at or last >= view.high[at] or view.words[last].kind != "word":
            return at
        norm, owner = view.norms[last], view.owner[last]
        if owner is not None:
            return last if owner.first == last and owner.type in ("GPE", "NAT", "LOC", "GRP") else at
        if norm.startswith("ال"):
            closed = norm in lexicon.demonyms or norm in self.tail_stop or norm in lexicon.function
            return at if closed else last
        new = not lexicon.is_common(norm) and len(norm) > 2 and norm[0] not in "وبلف"
        return last if new and norm not in lexicon.demonyms else at

    def _quoted(self, view: View, at: int, head: str, rule: Rule) -> tuple[int, int] | None:
        found = self._inside_quotes(view, at, 5) if view.norms[at] in QUOTES else None
        if found is None or not rule.uncommon or found[1] - found[0] > 1:
            return found
        word = view.norms[found[0]]
        described = self.lexicon.is_common(word) or (word.endswith(("ه", "ين", "ون")) and not word.startswith("ال"))
        return None if described else found  # عناصر «متطرفة»

    def _new(self, view: View, at: int, head: str, rule: Rule) -> tuple[int, int] | None:
        """One word that nobody knows and that ends like no adjective: `متمردو كاتيا`."""
        norm, lexicon = view.norms[at], self.lexicon
        if view.words[at].kind != "word" or view.owner[at] is not None or len(norm) < 3:
            return None
        if not head.endswith(("و", "ي")) and norm[0] in "وبلفكيتس":
            return None  # ميليشيا تسيطر على: only a construct is surely followed by a noun
        if lexicon.is_common(norm) or lexicon.is_given(norm) or norm in lexicon.demonyms or norm.startswith("ال"):
            return None
        return None if norm.endswith(("ه", "ين", "ون", "ات", "ي")) else (at, at + 1)

    def _unit(self, view: View, at: int, head: str, rule: Rule) -> tuple[int, int] | None:
        if view.norms[at] in QUOTES:
            found = self._inside_quotes(view, at, 2)
            return (
                found
                if found and (view.words[found[0]].kind == "number" or view.norms[found[0]] in self.ordinals)
                else None
            )
        if view.words[at].kind == "number":
            return at, at + 1
        if view.norms[at] in self.ordinals:
            last = at + 1
            if last < view.high[at] and view.norms[last] in self.ordinals:
                last += 1
            return at, last
        return None

    def _ministry(self, view: View, at: int, head: str, rule: Rule) -> tuple[int, int] | None:
        norm = view.norms[at]
        if not norm.startswith("ال") or norm in self.lexicon.function or norm in self.lexicon.demonyms:
            return None
        last = at + 1
        high = view.high[at]
        while last < high and last - at < 4:
            norm = view.norms[last]
            if (norm.startswith("ال") and norm in self.ministry_words) or (
                norm.startswith("وال") and norm[1:] in self.ministry_words
            ):
                last += 1
            else:
                break
        return at, last

    @property
    def ministry_words(self) -> frozenset[str]:
        """Second words of a ministry's name (`التعليم العالي`, `والهجرة`)."""
        return self.lexicon.lists.get("ministry.words", frozenset())

    def _phrase(self, view: View, at: int, head: str, rule: Rule) -> tuple[int, int] | None:
        lexicon, norms, high = self.lexicon, view.norms, view.high[at]
        if norms[at] in QUOTES:
            return self._inside_quotes(view, at, 6)
        if head.startswith("ال") and not norms[at].startswith("ال"):
            return None
        if rule.uncommon and (lexicon.is_common(norms[at]) or not norms[at].startswith("ال")):
            return None
        opened = last = self._opened(view, at)
        definite = False
        while last < high and last - at < 6:
            norm = norms[last]
            if (
                view.words[last].kind != "word"
                or norm in lexicon.function
                or norm in self.tail_stop
                or norm in lexicon.verbs
            ):
                break
            owner = view.owner[last]
            if owner is not None and owner.first == last and owner.type in ("GPE", "PER", "ORG", "GRP", "NAT", "LOC"):
                if last > at and (definite or norms[last - 1] in lexicon.demonyms):
                    break
                if last == at and owner.type not in ("GPE", "PER") and not owner.type == rule.type == "NAT":
                    break
                last, definite = owner.last, True
                continue
            if norm in lexicon.demonyms:
                follows = norms[last + 1] if last + 1 < high else ""
                if last == at and not head.startswith("ال"):
                    return None
                if not follows.startswith(("ال", "لل")) or follows in self.tail_stop or follows in lexicon.function:
                    break
                last, definite = last + 1, True
                continue
            if norm.startswith("ال"):
                adjective = norm.endswith(("ي", "يه")) and norm not in self.tail_nouns
                noun = norm in lexicon.nouns or norm in self.tail_nouns
                if definite and noun and not adjective and last > at and norms[last - 1] not in lexicon.demonyms:
                    break
                if definite and not adjective and opened > at and lexicon.is_verb(view.word_before(at - 1)):
                    break  # رفضت حركة أبناء الجبل العرض: what the subject before it does
                last, definite = last + 1, True
                continue
            if norm.startswith("لل") and last > at and rule.min > 1:
                last, definite = last + 1, True
                continue
            if (
                norm.startswith("وال")
                and last > at
                and definite
                and last - at < 2
                and norm[1:] not in lexicon.heads
                and norm[1:] not in lexicon.nouns
            ):
                if view.owner[last] is None:
                    last += 1
                    continue
                break
            if last == at and norm in lexicon.nouns and rule.min == 1 and last + 1 < high:
                # an everyday noun in front of what makes it definite: حركة نداء تونس
                place = view.owner[last + 1]
                if place is not None and place.type == "GPE" and not place.prefix:
                    last += 1
                    continue
            if definite or (lexicon.is_common(norm) and not (last > at and norms[last - 1] in lexicon.given)):
                break
            definite = at < opened == last  # جبهة إنقاذ أنيا: the new word ends it, or an adjective
            last += 1
        size = last - at
        if (
            size
            and not norms[at].startswith("ال")
            and view.owner[at] is None
            and (
                norms[at].startswith("ل")
                or (
                    norms[at].endswith("ه")
                    and (
                        size == 1 or norms[at].endswith("يه") or (head.endswith("ه") and norms[at + 1].startswith("ال"))
                    )
                )
                or norms[at][0] == "ي"
                or (size == 1 and norms[at].endswith("ي"))
            )
        ):
            return None
        if size < 1 or (size < rule.min and not any(view.owner[i] is not None for i in range(at, last))):
            return None
        if size == 1 and not norms[at].startswith("ال") and rule.min > 1 and view.owner[at] is None:
            return None
        if head.startswith("ال") and size == 1 and norms[at] in lexicon.demonyms:
            return None
        if not definite and size > 2:
            last = at + 2
        return at, last

    def _place(self, view: View, at: int, head: str, rule: Rule) -> tuple[int, int] | None:
        lexicon, norms, high = self.lexicon, view.norms, view.high[at]
        if norms[at] in QUOTES:
            return self._inside_quotes(view, at, 4)
        owner = view.owner[at]
        if owner is not None and owner.first == at and not owner.prefix and owner.type not in ("NAT",):
            last = owner.last
        elif view.words[at].kind == "number" and rule.inside and head in self.streets:
            last = at + 1
        elif view.words[at].kind != "word" or norms[at] in self.place_never:
            return None
        elif norms[at] in lexicon.honorific and norms[at].startswith("ال") and at + 1 < high:
            # a place that bears a person's name: مطار الملك خالد الدولي
            if not rule.inside or not lexicon.is_given(norms[at + 1]):
                return None
            last = self.persons.end(view, at + 1, norms[at + 1])
        else:
            norm = norms[at]
            common = lexicon.is_common(norm) or norm in self.tail_stop
            if norm in self.starters:
                pass
            elif (
                norm in lexicon.function
                or norm in lexicon.verbs
                or norm in lexicon.demonyms
                or (norm.startswith("و") and common)
            ):
                return None
            if norm.startswith("ال"):
                if norm in self.extensions or (common and not (rule.inside and head in self.streets)):
                    return None
                if rule.inside and norm.endswith("ات") and head not in self.streets:
                    return None
                if norm.endswith(("ي", "يه")) and not rule.inside and len(norm) > 6:
                    return None
            elif (common and norm not in self.starters) or (len(norm) < 3 and norm not in self.starters):
                return None
            elif (
                norm.endswith(("يه", "ين", "ون", "ات"))
                and norm not in lexicon.given
                and not rule.inside
                and len(norm) > 5
            ):
                return None
            elif (norm.endswith("ه") and head == "منطقه") or (rule.inside and norm.startswith("و")):
                return None
            elif rule.inside and norm.endswith("يه") and norm[:-1] in lexicon.demonyms:
                return None
            last = at + 1
            if last < high and view.words[last].kind == "word":
                follows = norms[last]
                second = view.owner[last]
                if norm in lexicon.given:
                    if follows in lexicon.given or (
                        not lexicon.is_common(follows) and second is None and follows[0] not in "وبلف"
                    ):
                        last += 1
                elif norm in self.starters or norm in lexicon.link:
                    if follows not in lexicon.function and follows not in lexicon.verbs:
                        last += 1
                    elif norm in self.starters and common:
                        return None
                elif (
                    follows.startswith("ال")
                    and follows not in self.extensions
                    and not lexicon.is_common(follows)
                    and follows not in lexicon.demonyms
                    and second is None
                    and not norm.startswith("ال")
                ):
                    last += 1
                elif not rule.inside and second is None and len(follows) > 3 and self._foreign(view, last):
                    last += 1
            elif norm in self.starters and common:
                return None
        while rule.inside and last < high and norms[last] in self.extensions:
            last += 1
        return at, last

    def _foreign(self, view: View, at: int) -> bool:
        """Whether the second of two unknown words belongs to the name: nothing else can, and the phrase ends there."""
        norm, norms, lexicon = view.norms[at], view.norms, self.lexicon
        if norm[0] in "وبلفكيتسا" or lexicon.is_common(norm) or norm in lexicon.demonyms or norm in self.tail_stop:
            return False
        follows = norms[at + 1] if at + 1 < view.high[at] else "."
        return (
            follows in lexicon.function
            or view.words[at + 1 if at + 1 < len(norms) else at].kind == "mark"
            or follows == "."
        )
