"""From drafts to attributions: chains in the order in which a reader meets them, denials led to what they deny."""

from collections.abc import Iterator

from khabar.article import Attribution, Link, Span
from khabar.layers.attributions.chains import Memory, around, joined, same, understood
from khabar.layers.attributions.drafts import Draft
from khabar.layers.attributions.offices import Offices
from khabar.layers.attributions.vocabulary import Vocabulary
from khabar.layers.document import Doc

_BACK = 700  # code points: how far back a denial may refer


class Linker:
    """Gives every draft its chain."""

    def __init__(self, vocabulary: Vocabulary, offices: Offices) -> None:
        self.words = vocabulary
        self.offices = offices

    def link(self, doc: Doc, drafts: list[Draft]) -> list[Attribution]:
        """Attributions with their chains: in the order in which a reader meets them, inner ones behind outer ones."""
        memory = Memory(doc)
        out: list[Attribution] = []
        acted: tuple[int, list[Link]] = (-1, [])  # sentence and chain of an act that is told, whose pretext may follow
        for draft in sorted(drafts, key=lambda d: (d.at, -d.content[1])):
            cue = draft.cue
            if draft.mute:
                memory.keep(self._own(doc, draft, memory), True)
                continue
            start = draft.content[0] if cue is None or draft.after else cue.reading.start
            outer = around(out, draft.content, start)
            sentence = doc.sentence_of[cue.at] if cue is not None else -2
            if outer is not None and cue is not None and cue.entry.get("outermost"):
                acted = sentence, joined(outer.chain, self._own(doc, draft, memory))
                continue
            own = self._own(doc, draft, memory)
            if not own:
                own = memory.chain(draft.fallback) if draft.fallback else self._unknown(doc, draft)
            if not own:
                continue
            if cue is not None and cue.kind == "clause" and draft.subject is None and acted[0] == sentence:
                chain = understood(acted[1])  # رفضت العرض … بدعوى
            elif outer is None:
                chain = own
            elif draft.subject is None and draft.public is None and draft.medium is None and draft.inner is None:
                chain = joined(outer.chain, own) if own and any(same(own[-1], c) for c in outer.chain) else outer.chain
            else:
                chain = joined(outer.chain, own)
            out.append(Attribution(
                draft.content, (cue.reading.start, doc.words[cue.last].end) if cue else None, draft.direct,
                cue.stance if cue else "neutral", chain, rule=str(cue.entry["id"]) if cue else "reporting.headline",
                pack=str(cue.entry["pack"]) if cue else None))  # fmt: skip
            self._denial(doc, out)
            memory.keep(chain[:-1] if draft.inner else chain, outer is None)  # who is recalled does not speak on
            if draft.issues(doc, self.words["statement"]) and chain[-1].kind in ("organisation", "person"):
                memory.issued(chain[-1])
        return out

    def _denial(self, doc: Doc, attributions: list[Attribution]) -> None:
        """Lead the last attribution, where it denies `ذلك`, to the content that it denies."""
        denial = attributions[-1]
        if denial.stance != "denying" or denial.cue is None:
            return
        first, last = doc.words_in(*denial.content)
        refers = last - first <= 2 and doc.words[first].norm in self.words["refers-back"]
        for number in range(len(attributions) - 2, -1, -1):
            earlier = attributions[number]
            if denial.content[0] - earlier.content[0] > _BACK:
                return
            if earlier.stance == "denying" or same(earlier.chain[-1], denial.chain[-1]):
                continue
            if refers or _alike(doc, earlier.content, denial.content):
                denial.denies = number
                if refers:
                    denial.content = earlier.content
                return

    def _unknown(self, doc: Doc, draft: Draft) -> list[Link]:
        """Somebody whom nothing knows, where no one spoke before: the words between the verb and what it governs."""
        cue = draft.cue
        if cue is None or cue.kind != "verb" or draft.subject is not None:
            return []
        words = [k for k in range(cue.last + 1, min(draft.stop, cue.last + 4)) if doc.words[k].kind == "word"]
        if not words or doc.words[words[0]].norm in self.words["prepositions"]:
            return []
        return [Link("person", (doc.words[words[0]].start, doc.words[words[-1]].end), rule="chain.unknown")]

    def _own(self, doc: Doc, draft: Draft, memory: Memory) -> list[Link]:
        """The links of a draft itself, before what lies around it."""
        if draft.public is not None:
            return [Link("public", draft.public, rule=str(draft.cue.entry["id"]) if draft.cue else None)]
        said = draft.subject or draft.leading
        own = memory.chain(said) if said is not None else memory.dropped()
        if said is not None and own and own[-1].kind in ("person", "anonymous"):
            own[-1].for_ = own[-1].for_ or self.offices.serves(doc, said, memory.served(own[-1]))
        for carrier in (draft.medium, draft.carrier):
            if carrier is None:
                continue
            *outer, link = memory.chain(carrier)
            if not any(same(link, known) for known in own):
                own = [*outer, link, *[c for c in own if c.kind != "medium" or c.span]]
        if draft.inner is not None:
            own = joined(own, memory.chain(draft.inner)[-1:])
        return [link for link in own if not _is_outlet(doc, link)]


def _long_words(doc: Doc, span: Span) -> Iterator[str]:
    first, last = doc.words_in(*span)
    return (word.norm for word in doc.words[first:last] if word.kind == "word" and len(word.norm) > 3)


def _alike(doc: Doc, a: Span, b: Span) -> bool:
    """Whether two contents share most words of the shorter one."""
    one, two = (set(_long_words(doc, span)) for span in (a, b))
    return min(len(one), len(two)) >= 2 and len(one & two) * 2 > min(len(one), len(two))


def _is_outlet(doc: Doc, link: Link) -> bool:
    """The outlet itself is left out of its own chains."""
    outlet = doc.article.outlet
    if link.kind != "medium" or not outlet:
        return False
    entity = doc.packs.entities.get(link.entity or "")
    known = {n.casefold() for n in [*(entity.ar if entity else []), *(entity.en if entity else []), link.entity or ""]}
    return outlet.casefold() in known
