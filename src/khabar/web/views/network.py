"""The network: who met, agreed with, threatened, attacked, mediated between whom; the same edges as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from khabar import look
from khabar.ledger import Ledger
from khabar.look.behind import of_edge
from khabar.look.network import Edge, Network
from khabar.web.site import Page, View
from khabar.web.visit import Visit
from khabar.web.wording import Wording, filters_of

#: Relations that are drawn alike, in the order of the legend.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "met": ("CONSULT",),
    "agreed": ("AGREE", "COOPERATE"),
    "mediated": ("MEDIATE",),
    "nearer": ("SUPPORT", "CONCEDE", "AID", "RETREAT"),
    "claimed": ("REQUEST", "ACCUSE", "REJECT"),
    "threatened": ("THREATEN",),
    "pressed": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE"),
    "attacked": ("ASSAULT",),
}
GROUP_OF: Mapping[str, str] = {relation: group for group, these in GROUPS.items() for relation in these}
#: How many edges are shown: the strongest so many.
MOST = (40, 80, 150, 300)
ROWS = 40
_KEPT = frozenset({
    "actor", "other", "type", "place", "outlet", "from", "to", "modality", "stance", "kind", "slot", "disagreeing",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """An edge in the reader's words, with the address of what it counts."""

    edge: Edge
    group: str
    relation: Markup
    address: str


class Net:
    """The edges that are shown, those with fewer happenings than `least` left out."""

    def __init__(self, visit: Visit, found: Network, least: int) -> None:
        self.visit, self.found = visit, found
        self.say = Wording(visit, found.names)
        self._given = {k: v for k, v in visit.request.query_params.items() if k in _KEPT}
        self.lines = [self._line(e) for e in found.edges if e.n >= least]
        self.counts: Counter[str] = Counter()
        for relation, n in found.relations.items():
            self.counts[GROUP_OF.get(relation, "claimed")] += n

    def _line(self, edge: Edge) -> Line:
        where = {"a": edge.a, "b": edge.b, "relation": edge.relation, "directed": "1" if edge.directed else None}
        address = self.visit.href("network", "edge", **where, **self._given)
        group = GROUP_OF.get(edge.relation, "claimed")
        return Line(edge, group, relation_words(self.say, edge.relation), address)

    def nodes(self) -> dict[str, int]:
        """Side -> how many happenings its edges count, the most first."""
        weight: Counter[str] = Counter()
        for line in self.lines:
            weight[line.edge.a] += line.edge.n
            weight[line.edge.b] += line.edge.n
        return dict(sorted(weight.items(), key=lambda kv: (-kv[1], kv[0])))

    def data(self) -> dict[str, object]:
        """What the script draws. `nodes`: id, name, n, address; `edges`: a, b, group, n, directed, words, address."""
        nodes = []
        for id, n in self.nodes().items():
            address = None if id.startswith("unnamed:") else self.visit.link("actor", id)
            nodes.append([id, self.say.name(id).striptags(), n, address])
        edges = [
            [x.edge.a, x.edge.b, x.group, x.edge.n, x.edge.directed, self.words(x).striptags(), x.address]
            for x in self.lines
        ]
        return {"nodes": nodes, "edges": edges}

    def words(self, line: Line) -> Markup:
        """`A → B: Threat`; `A ↔ B: Talks`."""
        return edge_words(self.visit, self.say, line.edge.a, line.edge.b, line.edge.relation, line.edge.directed)


def relation_words(say: Wording, relation: str) -> Markup:
    """What a relation is called."""
    return say.words.t("network.mediation") if relation == "MEDIATE" else say.type(relation)


def edge_words(visit: Visit, say: Wording, a: str, b: str, relation: str, directed: bool) -> Markup:
    """An edge on one line; the arrow points along the line of the language."""
    arrow = ("←" if visit.lang == "ar" else "→") if directed else "↔"
    return Markup("{} {} {}: {}").format(say.name(a), arrow, say.name(b), relation_words(say, relation))


def show(visit: Visit) -> Response:
    """The network and the table; for htmx what the filters change."""
    filters = filters_of(visit)
    groups = [g for g in GROUPS if g in visit.queries("group")]
    relations = tuple(r for g in groups for r in GROUPS[g])
    most = next((m for m in MOST if str(m) == visit.query("most")), MOST[1])
    least = visit.number("least", 1, 1, 10**6)
    found = look.network(visit.ledger, filters, relations=relations, strongest=most)
    net = Net(visit, found, least)
    listed = look.happenings(visit.ledger, filters, size=1)
    last = max(1, -(-len(net.lines) // ROWS))
    page = visit.number("page", 1, 1, last)
    return visit.render(
        "network_found.html" if visit.swaps == "network-found" else "network.html",
        view="network",
        filters=filters,
        net=net,
        say=net.say,
        facets=listed.facets,
        facet_say=Wording(visit, listed.names),
        groups=list(GROUPS),
        chosen=groups,
        most=most,
        choices=MOST,
        least=least,
        narrowed=bool(filters) or bool(groups) or least > 1 or most != MOST[1],
        rows=net.lines[(page - 1) * ROWS : page * ROWS],
        page=page,
        last=last,
    )


def edge(visit: Visit) -> Response:
    """The happenings that an edge counts."""
    a, b, relation = visit.query("a"), visit.query("b"), visit.query("relation")
    directed = visit.query("directed") == "1"
    number = visit.number("page", 1, 1, 10**6)
    found = of_edge(visit.ledger, a, b, relation, filters_of(visit), number, directed=directed)
    say = Wording(visit, found.names)
    kept = {k: v for k, v in visit.request.query_params.items() if k in _KEPT}
    return visit.render(
        "behind.html",
        view="network",
        found=found,
        say=say,
        title=edge_words(visit, say, a, b, relation, directed),
        original="",
        note=visit.words.t("network.edge_note"),
        back=visit.href("network", **kept),
        back_words=visit.words.t("base.nav.network"),
    )


def examples(ledger: Ledger) -> list[str]:
    """The whole network, and its strongest edge."""
    from urllib.parse import urlencode

    out = ["/network"]
    for e in look.network(ledger, strongest=1).edges:
        given = {"a": e.a, "b": e.b, "relation": e.relation, **({"directed": "1"} if e.directed else {})}
        out.append(f"/network/edge?{urlencode(given)}")
    return out


VIEW = View(
    "network",
    (Page("/network", show, steady=True), Page("/network/edge", edge, steady=True)),
    nav=70,
    home="/network",
    examples=examples,
)
