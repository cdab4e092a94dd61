"""Chains: the links of one attribution, and what bare roles and dropped subjects refer back to."""

from bisect import bisect_right
from collections.abc import Iterator

from khabar.article import Attribution, Link, Name, Span
from khabar.layers.attributions.speakers import Candidate
from khabar.layers.document import Doc


class Memory:
    """Who has spoken in this article so far, and through whom."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.last: list[Link] = []  # the chain of the last attribution that lies in no other
        self.anonymous: list[Link] = []  # the chain that introduced the last anonymous source
        self.through: dict[str, list[Link]] = {}  # entity of a speaker -> the media that carried his word
        self.statement: Link | None = None  # whose the last statement is
        self.media: list[Link] = []
        self.persons: list[Link] = []
        self.voices: list[list[Link]] = []  # chains that end in a person or an unnamed source

    def keep(self, chain: list[Link], top: bool) -> None:
        """Remember a chain that was just built; `top` where it lies in no other attribution."""
        if not chain:
            return
        if top:
            self.last = chain
        root = chain[-1]
        if root.kind in ("person", "anonymous", "observers"):
            self.voices.append(chain)
        if root.kind == "anonymous" and root.span:
            self.anonymous = chain
        for link in chain:
            if link.kind == "medium" and link.entity:
                self.media.append(link)
            if link.kind == "person" and (link.entity or link.span):
                self.persons.append(link)
        if root.entity and len(chain) > 1 and top:
            self.through[root.entity] = chain[:-1]
        if root.kind == "document":
            self.statement = root

    def served(self, link: Link) -> str | None:
        """Whom a voice that spoke before spoke for."""
        return next((v[-1].for_ for v in reversed(self.voices[-40:]) if v[-1].for_ and same(v[-1], link)), None)

    def issued(self, link: Link) -> None:
        """Remember whose statement the next bare `البيان` is."""
        self.statement = link

    @staticmethod
    def link(candidate: Candidate) -> Link:
        """A candidate as a link, nothing resolved yet."""
        link = Link(candidate.kind, candidate.span, candidate.entity, rule=candidate.rule)
        if candidate.kind == "anonymous":
            link.grade, link.count = candidate.grade, candidate.number
        return link

    def chain(self, candidate: Candidate) -> list[Link]:
        """The chain that a candidate stands for: itself, or what its bare role refers back to."""
        link = self.link(candidate)
        if candidate.named:
            return [*understood(self.through.get(candidate.entity or "", [])), link]
        if not candidate.definite or candidate.role is None:
            return [link]
        if candidate.role == "anonymous" and self.anonymous:
            first = self.anonymous[-1]
            link.antecedent = first.antecedent or first.span
            link.grade, link.count = link.grade or first.grade, first.count or link.count
            return [*understood(self.anonymous[:-1]), link]
        if candidate.role == "medium":
            link.kind, link.entity = "medium", self._medium(candidate)
        elif candidate.role == "person" and candidate.kind != "organisation":
            return self._person(candidate, link)
        elif candidate.role == "document" and candidate.bare:
            issuer = self.statement or next((c for c in self.last[-1:] if c.kind == "organisation"), None)
            if issuer is not None:
                link.kind, link.entity = issuer.kind, issuer.entity
                link.antecedent = None if link.entity else issuer.antecedent or issuer.span
        elif candidate.role == "organisation" and candidate.bare:
            link.entity = self._organisation(candidate)
        return [link]

    def _medium(self, candidate: Candidate) -> str | None:
        """`الوكالة`: the medium named last before it, in a chain or in the text."""
        for name in self._before(candidate):
            if name.type == "MED":
                return name.entity
        return self.media[-1].entity if self.media else None

    def _before(self, candidate: Candidate) -> Iterator[Name]:
        """The names before a candidate, the nearest first, as far as a reader would look back."""
        names = self.doc.article.names
        last = bisect_right(names, candidate.span[0], key=lambda n: n.start)
        yield from reversed(names[max(0, last - 120) : last])

    def _organisation(self, candidate: Candidate) -> str | None:
        """`الحركة`, `الوزارة`: the organisation named last with that head, else the one that spoke last."""
        head = self.doc.words[candidate.first].norm.removeprefix("و").removeprefix("ال")
        for name in self._before(candidate):
            if name.type in ("ORG", "GRP", "GOV"):
                first, _ = self.doc.words_in(name.start, name.end)
                if self.doc.words[first].norm.endswith(head) and len(head) > 2:
                    return name.entity
        known = next((c for c in reversed(self.last) if c.kind == "organisation" and c.entity), None)
        return known.entity if known else None

    def _person(self, candidate: Candidate, link: Link) -> list[Link]:
        """`المتحدث`, `المسؤول`, `الخبير العسكري`: the person or source who spoke last."""
        if candidate.kind in ("anonymous", "observers") and self.voices:
            root = self.voices[-1][-1]
            link.kind, link.entity = root.kind, root.entity
            link.antecedent = root.antecedent or root.span
            return [*understood(self.voices[-1][:-1]), link]
        link.kind = "person"
        if candidate.bare and self.persons:
            link.entity = self.persons[-1].entity
            return [*understood(self.through.get(link.entity or "", [])), link]
        return [link]

    def dropped(self) -> list[Link]:
        """The chain of a reporting word without a subject: that of whoever spoke last (a rumour says no more)."""
        return understood(self.last) if self.last and self.last[-1].kind != "public" else []


def understood(chain: list[Link]) -> list[Link]:
    """A chain whose links are only understood: no spans, the first mention kept as antecedent."""
    out = []
    for link in chain:
        copy = Link(link.kind, None, link.entity, link.grade, link.count, link.for_, link.antecedent or link.span)
        copy.rule = "chain.understood"
        if copy.entity and copy.kind != "anonymous":
            copy.antecedent = None
        out.append(copy)
    return out


def around(attributions: list[Attribution], span: Span, start: int) -> Attribution | None:
    """The smallest attribution whose content holds a span and the word that reports it, at `start`."""
    best: Attribution | None = None
    for attribution in attributions[-32:]:  # a report lies in one that was read shortly before
        low, high = attribution.content
        holds = low <= start and span[1] <= high + 2 and (low, high) != span
        if holds and (best is None or high - low < best.content[1] - best.content[0]):
            best = attribution
    return best


def joined(outer: list[Link], own: list[Link]) -> list[Link]:
    """An inner chain behind the one that carries it; who reports himself is one link."""
    if not outer:
        return own
    if own and same(outer[-1], own[-1]):
        return [*understood(outer[:-1]), own[-1]]
    return [*understood(outer), *(link for link in own if not any(same(link, known) for known in outer))]


def same(a: Link, b: Link) -> bool:
    """Whether two links are one voice."""
    if a.entity or b.entity:
        return a.entity == b.entity
    return a.kind == b.kind and (a.antecedent or a.span) == (b.antecedent or b.span)
