"""An article: the text as given, its layers as highlights, whose voice each sentence is, why each value is there."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

from starlette.responses import Response

from khabar import article as records
from khabar.errors import KhabarError
from khabar.export.model import When
from khabar.export.resolve import Resolver, label_of, tidy
from khabar.export.voices import tree
from khabar.ledger import Ledger
from khabar.web import segments, why
from khabar.web.reading import entities
from khabar.web.security import SEALED
from khabar.web.site import Page, View
from khabar.web.views.review import common
from khabar.web.visit import Visit

LAYERS = ("voices", "names", "times", "events")


def show(visit: Visit) -> Response:
    """The article; for htmx only its columns."""
    ledger = visit.ledger
    article = ledger.article(visit.path("id"))
    resolver = Resolver({article.id: article}, entities(ledger, mentioned(article)))
    happenings, copies = related(ledger, article.id)
    chosen = why.refs(visit.query("why"), article)
    selected = [span for ref in chosen for span in why.spans(ref, article)] + asked_spans(visit, len(article.text))
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
        happenings=happenings,
        events=[(f"e{i}", e, resolver.account(article, e)) for i, e in enumerate(article.events)],
        voices=tree(article),
        slots=why.event_slots,
        made_by=why.made_by,
        names=name_counts(article),
        **common(visit),
        copies=copies,
        pages=ledger.pages(article.id),
    )


def asked_spans(visit: Visit, length: int) -> list[records.Span]:
    """The stretches that `at=START-END` names (code points of the text), as far as they lie in it."""
    found = []
    for given in visit.queries("at")[:50]:
        start, _, end = given.partition("-")
        if start.isdecimal() and end.isdecimal() and len(given) < 24 and int(start) < int(end) <= length:
            found.append((int(start), int(end)))
    return found


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


def related(ledger: Ledger, article: str) -> tuple[dict[str, tuple[str, int]], list[str]]:
    """Event -> happening, and how many accounts that has; the other articles of the same text."""
    from khabar.look import of_article

    try:
        found = of_article(ledger, article)
    except KhabarError as problem:
        if problem.code != "ledger-unrelated":
            raise
        return {}, []
    homes = {home.event: (home.happening.id, home.happening.accounts) for home in found.events}
    return homes, [copy.id for copy in found.copies if copy.id != article]


def page(visit: Visit) -> Response:
    """The bytes that an article was read from: as text, or with `as=file` to be saved. Never as a page."""
    digest = visit.path("sha256")
    data = visit.ledger.page_data(digest)
    headers = {"Content-Security-Policy": SEALED, "Vary": "Cookie"}
    if visit.query("as") == "file":
        headers["Content-Disposition"] = f'attachment; filename="{digest[:16]}.bin"'
        return Response(data, media_type="application/octet-stream", headers=headers)
    from khabar.ingest.text import decode

    return Response(decode(data, digest[:16]), media_type="text/plain", headers=headers)


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


VIEW = View(
    "article",
    (Page("/article/{id:path}", show, steady=True), Page("/page/{sha256}", page)),
    home="/",
    examples=examples,
)
