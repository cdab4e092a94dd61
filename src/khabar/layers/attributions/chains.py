"""Chains: the links of one attribution, and what bare roles and dropped subjects refer back to."""

from khabar.article import Attribution, Link, Span
from khabar.layers.attributions.speakers import Candidate
from khabar.layers.document import Doc


class Memory:
    """Who has spoken in this article so far, and through whom."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.last: list[Link] = []  # the chain of the last attribution that lies in no other
        self.anonymous: list[Link] = []  # the chain that introduced the last anonymous source
        self.through: dict[str, list[Link]] = {}  # entity of a speaker -> the media that carried his word
        self.issuer: Link | None = None  # of the last statement or document
        self.document: Link | None = None
        self.media: list[Link] = []
        self.persons: list[Link] = []

    def keep(self, chain: list[Link], top: bool) -> None:
        """Remember a chain that was just built."""
        if not chain:
            return
        if top:
            self.last = chain
        root = chain[-1]
        if root.kind == "anonymous" and root.span:
            self.anonymous = chain
        for link in chain:
            if link.kind == "medium" and (link.entity or link.span):
                self.media.append(link)
            if link.kind == "person" and link.entity:
                self.persons.append(link)
        if root.entity:
            if len(chain) > 1 and top:
                self.through[root.entity] = chain[:-1]
            if root.kind in ("organisation", "person"):
                self.issuer = root
        if root.kind == "document":
            self.document = root

    def link(self, candidate: Candidate) -> Link:
        """A candidate as a link, a bare role resolved."""
        link = Link(candidate.kind, candidate.span, candidate.entity, rule=candidate.rule)
        if candidate.kind == "anonymous":
            link.grade, link.count = candidate.grade, candidate.number
        return link

    def chain(self, candidate: Candidate) -> list[Link]:
        """The chain that a candidate stands for: itself, or what its bare role refers back to."""
        link = self.link(candidate)
        if candidate.named or not candidate.definite or candidate.role is None:
            if candidate.named and candidate.entity in self.through:
                return [*understood(self.through[candidate.entity or ""]), link]
            return [link]
        if candidate.role == "anonymous" and self.anonymous:
            first = self.anonymous[-1]
            link.antecedent = first.antecedent or first.span
            link.grade, link.count, link.kind = link.grade or first.grade, first.count or link.count, first.kind
            return [*understood(self.anonymous[:-1]), link]
        if candidate.role == "medium" and self.media:
            link.kind, link.entity = "medium", self.media[-1].entity
            return [link]
        if candidate.role == "person" and self.last and candidate.kind != "anonymous":
            spoken = next((p for p in reversed(self.persons)), None)
            if spoken is not None and candidate.last - candidate.first == 1:
                link.kind, link.entity = "person", spoken.entity
                return [*understood(self.through.get(spoken.entity or "", [])), link]
        if candidate.role == "person" and candidate.kind == "anonymous" and self.last:
            root = self.last[-1]
            if root.kind in ("person", "anonymous") and candidate.last - candidate.first == 1:
                link.kind, link.entity = root.kind, root.entity
                link.antecedent = root.antecedent or root.span
                return [*understood(self.last[:-1]), link]
        if candidate.role == "document":
            if self.issuer is not None and self.document is None:
                link.kind, link.entity = "organisation", self.issuer.entity
            elif self.document is not None:
                link.antecedent = self.document.antecedent or self.document.span
            return [link]
        if candidate.role == "organisation" and self.last:
            known = next((c for c in reversed(self.last) if c.kind == "organisation" and c.entity), None)
            if known is not None:
                link.entity = known.entity
        return [link]

    def dropped(self, feminine: bool) -> list[Link]:
        """The chain of a reporting word without a subject: that of whoever spoke last."""
        return understood(self.last)


def understood(chain: list[Link]) -> list[Link]:
    """A chain whose links are only understood: no spans, the first mention kept as antecedent."""
    out = []
    for link in chain:
        copy = Link(
            link.kind,
            None,
            link.entity,
            link.grade,
            link.count,
            link.for_,
            link.antecedent or link.span,
            rule="chain.understood",
        )
        if copy.entity and copy.kind != "anonymous":
            copy.antecedent = None
        out.append(copy)
    return out


def around(attributions: list[Attribution], span: Span, word_start: int) -> Attribution | None:
    """The smallest attribution whose content holds a span."""
    best: Attribution | None = None
    for attribution in attributions:
        start, end = attribution.content
        if start <= word_start and span[1] <= end + 2 and (start, end) != span:
            if best is None or end - start < best.content[1] - best.content[0]:
                best = attribution
    return best


def joined(outer: list[Link], own: list[Link]) -> list[Link]:
    """An inner chain behind the one that carries it; who reports himself is one link."""
    if not outer:
        return own
    if own and outer[-1].entity and own[-1].entity == outer[-1].entity:
        return [*understood(outer[:-1]), own[-1]]
    carried = {link.entity for link in outer if link.entity}
    return [*understood(outer), *(link for link in own if not (link.entity and link.entity in carried))]
