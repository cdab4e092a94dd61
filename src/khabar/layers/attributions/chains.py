"""Chains: the links of one attribution, and what bare roles and dropped subjects refer back to."""

from khabar.article import Attribution, Link, Span
from khabar.layers.attributions.speakers import Candidate


class Memory:
    """Who has spoken in this article so far, and through whom."""

    def __init__(self) -> None:
        self.last: list[Link] = []  # the chain of the last attribution that lies in no other
        self.anonymous: list[Link] = []  # the chain that introduced the last anonymous source
        self.through: dict[str, list[Link]] = {}  # entity of a speaker -> the media that carried his word
        self.statement: Link | None = None  # whose the last statement is
        self.media: list[Link] = []
        self.persons: list[Link] = []

    def keep(self, chain: list[Link], top: bool) -> None:
        """Remember a chain that was just built; `top` where it lies in no other attribution."""
        if not chain:
            return
        if top:
            self.last = chain
        root = chain[-1]
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
        if candidate.role == "medium" and self.media:
            link.kind, link.entity = "medium", self.media[-1].entity
        elif candidate.role == "person" and candidate.kind != "organisation":
            return self._person(candidate, link)
        elif candidate.role == "document" and self.statement is not None and candidate.bare:
            link.kind, link.entity = self.statement.kind, self.statement.entity
            link.antecedent = None if link.entity else self.statement.antecedent or self.statement.span
        elif candidate.role == "organisation" and candidate.bare:
            known = next((c for c in reversed(self.last) if c.kind == "organisation" and c.entity), None)
            link.entity = known.entity if known else None
        return [link]

    def _person(self, candidate: Candidate, link: Link) -> list[Link]:
        """`المتحدث`, `المسؤول`, `الخبير العسكري`: the person or source who spoke last."""
        root = self.last[-1] if self.last else None
        if (
            candidate.kind in ("anonymous", "observers")
            and root is not None
            and root.kind in ("person", "anonymous", "observers")
        ):
            link.kind, link.entity = root.kind, root.entity
            link.antecedent = root.antecedent or root.span
            return [*understood(self.last[:-1]), link]
        link.kind = "person"
        if candidate.bare and self.persons:
            link.entity = self.persons[-1].entity
            return [*understood(self.through.get(link.entity or "", [])), link]
        return [link]

    def dropped(self) -> list[Link]:
        """The chain of a reporting word without a subject: that of whoever spoke last."""
        return understood(self.last)


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
    for attribution in attributions:
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
