"""An article: the text as given, its layers as highlights, whose voice each sentence is, why each value is there."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

from starlette.responses import Response

from khabar import article as records
from khabar.export.model import When
from khabar.export.resolve import Resolver, label_of, tidy
from khabar.export.voices import tree
from khabar.ledger import Ledger
from khabar.web import segments, why
from khabar.web.site import Page, View
from khabar.web.visit import Visit

LAYERS = ("voices", "names", "times", "events")


def show(visit: Visit) -> Response:
    """The article; for htmx only its columns."""
    ledger = visit.ledger
    article = ledger.article(visit.path("id"))
    resolver = Resolver({article.id: article}, visit.site.names.of(ledger, mentioned(article)))
    chosen = why.refs(visit.query("why"), article)
    selected = [span for ref in chosen for span in why.spans(ref, article)]
    given = visit.queries("layer")
    shown = [x for x in LAYERS if x in given] if "layers" in visit.request.query_params else list(LAYERS)
    template = "article_columns.html" if visit.swaps == "article" else "article.html"
    return visit.render(
        template,
        view="article",
        article=article,
        resolver=resolver,
        title=tidy(article.title or next((x for x in article.text.splitlines() if x.strip()), article.id)),
        outlet=resolver.outlet(article),
        label=label_of(article),
        published=When(article.published.earliest, article.published.latest),
        rows=segments.rows(article, selected),
        colours=segments.voice_colours(article),
        layers=LAYERS,
        shown=shown,
        chosen=chosen,
        reasons=why.explain(visit, article, resolver, chosen),
        happenings=happenings_of(ledger, article.id),
        events=[(f"e{i}", e, resolver.account(article, e)) for i, e in enumerate(article.events)],
        voices=tree(article),
        slots=why.event_slots,
        made_by=why.made_by,
        names=name_counts(article),
        copies=copies_of(ledger, article.id),
    )


def mentioned(article: records.Article) -> set[str]:
    """Every entity that the article or one of its values names."""
    found = {n.entity for n in article.names if n.entity} | ({article.outlet} if article.outlet else set())
    for event in article.events:
        found.update(event.source, event.target, event.mediator, event.delegates)
    for said in article.attributions:
        for link in said.chain:
            found.update(x for x in (link.entity, link.for_) if x)
    return found


def name_counts(article: records.Article) -> list[tuple[str, str, int, int]]:
    """Entity, type, index of the first mention, how many mentions; the most mentioned first."""
    counts: Counter[str] = Counter(n.entity for n in article.names if n.entity)
    first: dict[str, tuple[str, int]] = {}
    for i, name in enumerate(article.names):
        if name.entity:
            first.setdefault(name.entity, (name.type, i))
    return [(entity, *first[entity], number) for entity, number in counts.most_common()]


def happenings_of(ledger: Ledger, article: str) -> dict[str, tuple[str, int]]:
    """Event of the article -> happening, and how many accounts that has; grouped as people decided."""
    if any(d.kind in ("accept", "merge", "split", "reject") for d in ledger.decisions()):
        return {
            event: (linked.id, len(linked.accounts))
            for linked in ledger.events()
            for home, event in linked.accounts
            if home == article
        }
    found = ledger.connection.execute(
        "SELECT a.event, h.id, (SELECT count(*) FROM event_accounts b WHERE b.happening = h.n)"
        " FROM event_accounts a JOIN happenings h ON h.n = a.happening WHERE a.article = ?",
        (article,),
    )
    return {event: (happening, accounts) for event, happening, accounts in found}


def copies_of(ledger: Ledger, article: str) -> list[str]:
    """The other articles of the same text."""
    return [
        row[0]
        for row in ledger.connection.execute(
            "SELECT DISTINCT b.article FROM copies a JOIN copies b ON b.n = a.n AND b.article != a.article"
            " WHERE a.article = ? ORDER BY b.article LIMIT 50",
            (article,),
        )
    ]


def examples(ledger: Ledger) -> list[str]:
    """The article with most events, and with a value explained."""
    row = ledger.connection.execute(
        "SELECT a.id FROM articles a JOIN events e ON e.article = a.article GROUP BY a.id"
        " ORDER BY count(*) DESC, a.article LIMIT 1"
    ).fetchone()
    if not row:
        return []
    address = f"/article/{quote(row[0], safe='')}"
    return [address, f"{address}?why=e0.a0.n0"]


VIEW = View("article", (Page("/article/{id:path}", show),), home="/", examples=examples)
