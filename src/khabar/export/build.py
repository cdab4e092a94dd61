"""Building the story out of the interchange records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from khabar import article as records
from khabar.export.model import (
    TALKS,
    Account,
    Actor,
    ArticleView,
    Disagreement,
    Happening,
    Naming,
    Story,
    Term,
    Thread,
    Value,
    When,
    unique,
)
from khabar.export.resolve import Resolver, label_of, tidy
from khabar.export.weigh import MAIN, TELLING, count_witnesses, leading, likeliest_day, weigh

#: How many sides the table of naming shows.
SIDES = 8


def build_story(
    articles: Mapping[str, records.Article],
    happenings: Iterable[records.LinkedEvent] = (),
    entities: Mapping[str, records.Entity] | None = None,
    copies: Iterable[records.Copies] = (),
) -> Story:
    """The story that the records tell.

    `articles` and `entities` by identifier. An event that no happening claims is a happening of one
    account; a happening's account that points at no event is left out. Nothing here fails on odd records.
    """
    resolver = Resolver(articles, entities or {})
    groups = tuple(tuple(a for a in c.articles if a in articles) for c in copies)
    groups = tuple(g for g in groups if len(g) > 1)
    told = {(a.id, e.id): resolver.account(a, e) for a in articles.values() for e in a.events}
    found: list[Happening] = []
    claimed: set[records.Account] = set()
    taken: Counter[str] = Counter()  # files that were put together may use an identifier twice
    for linked in happenings:
        # an account may be told again by a second linked event; the first one keeps it
        keys = [key for k in linked.accounts if (key := (k[0], k[1])) in told and key not in claimed]
        if keys:
            claimed.update(keys)
            taken[linked.id] += 1
            identifier = linked.id if taken[linked.id] == 1 else f"{linked.id}~{taken[linked.id]}"
            found.append(_happening(identifier, [told[k] for k in keys], linked, told, groups, resolver))
    for key, account in told.items():
        if key not in claimed:
            found.append(_happening(f"{key[0]}:{key[1]}", [account], None, told, groups, resolver))
    place = {identifier: i for i, identifier in enumerate(articles)}
    main = [h for h in found if h.weight >= MAIN]
    known = [h for h in main if h.when.known or h.reported.known]
    dated = sorted(known, key=lambda h: (_day(h), place[h.lead.article], h.lead.order))
    undated = sorted(
        (h for h in main if not (h.when.known or h.reported.known)), key=lambda h: (place[h.lead.article], h.lead.order)
    )
    background = sorted((h for h in found if h.weight < MAIN), key=lambda h: (place[h.lead.article], h.lead.order))
    where = {(a.article, a.event): h.id for h in found for a in h.accounts}
    sides = _sides(main or found)
    return Story(
        sides=sides,
        dated=tuple(dated),
        undated=tuple(undated),
        background=tuple(background),
        articles=tuple(_article(resolver, a, told, where, groups) for a in articles.values()),
        namings=_namings(resolver, sides),
        copies=groups,
        threads=threads([h for h in (*dated, *undated) if h.talks]),
    )


def threads(talks: Sequence[Happening]) -> tuple[Thread, ...]:
    """The talks, apart where no side of the one has to do with a side of the other; the longest thread first.

    Sides link talks; sponsors and delegates do not, since one envoy may sponsor many. What has fewer
    than two known sides, alone or linked, comes last and has no sides.
    """
    groups: list[tuple[set[str], list[Happening]]] = []
    for happening in talks:
        ids = {a.id for a in happening.source + happening.target if a.named}
        joined = [g for g in groups if g[0] & ids]
        groups = [g for g in groups if not g[0] & ids]
        members = [h for g in joined for h in g[1]] + [happening]
        groups.append((ids.union(*(g[0] for g in joined)), members))
    order = {h.id: i for i, h in enumerate(talks)}
    found = [Thread(_sides(m), tuple(sorted(m, key=lambda h: order[h.id]))) for ids, m in groups if len(ids) > 1]
    found.sort(key=lambda t: (-len(t.talks), order[t.talks[0].id]))
    lone = sorted((h for ids, m in groups if len(ids) < 2 for h in m), key=lambda h: order[h.id])
    return (*found, Thread((), tuple(lone))) if lone else tuple(found)


def _happening(
    identifier: str,
    accounts: list[Account],
    linked: records.LinkedEvent | None,
    told: Mapping[records.Account, Account],
    copies: tuple[tuple[str, ...], ...],
    resolver: Resolver,
) -> Happening:
    lead = leading(accounts)
    ordered = tuple(accounts)
    source, target = lead.source, lead.target
    if lead.symmetric and len(lead.sides) < 2:
        fuller = max(ordered, key=lambda a: (a.symmetric and len(a.sides) > 1, a is lead))
        source, target = fuller.source, fuller.target
    elif not lead.symmetric:
        source = source or next((a.source for a in ordered if a.source), ())
        target = target or next((a.target for a in ordered if a.target), ())
    outcome = next((o for o in TELLING if any(a.outcome == o for a in ordered)), lead.outcome)
    if lead.outcome in TELLING:
        outcome = lead.outcome
    count = linked.witnesses if linked and linked.witnesses is not None else None
    return Happening(
        id=identifier,
        accounts=ordered,
        lead=lead,
        witnesses=count if count is not None else count_witnesses(ordered, copies),
        disagreements=_disagreements(linked, told, resolver),
        source=source,
        target=target,
        mediator=_merged(ordered, "mediator"),
        delegates=tuple(a for a in _merged(ordered, "delegates") if a.id not in {s.id for s in source + target}),
        places=_best_places(lead, ordered),
        about=lead.about or next((a.about for a in ordered if a.about), ()),
        outcome=outcome,
        when=likeliest_day([a.when for a in ordered]),
        reported=_first_report(resolver, ordered),
        weight=weigh(accounts),
        titles=linked.titles if linked else {},
    )


def _disagreements(
    linked: records.LinkedEvent | None, told: Mapping[records.Account, Account], resolver: Resolver
) -> tuple[Disagreement, ...]:
    found = []
    for one in linked.disagreements if linked else ():
        values = tuple(
            Value(
                value,
                resolver.entities_in(value),
                tuple(told[k] for a in given if (k := (a[0], a[1])) in told),
            )
            for value, given in one.values.items()
        )
        if len(values) > 1:
            found.append(Disagreement(one.slot, values))
    return tuple(found)


def _best_places(lead: Account, accounts: Iterable[Account]) -> tuple[Actor, ...]:
    """The lead's places, unless these are mere words and another account names one that is known."""
    if any(p.type for p in lead.places):
        return lead.places
    given = [a.places for a in accounts if a.places]
    return next((p for p in given if any(x.type for x in p)), lead.places or next(iter(given), ()))


def _merged(accounts: Iterable[Account], slot: str) -> tuple[Actor, ...]:
    return unique(tuple(actor for a in accounts for actor in getattr(a, slot)))


def _first_report(resolver: Resolver, accounts: Iterable[Account]) -> When:
    """The earliest day of publication among the accounts."""
    days = [resolver.articles[a.article].published for a in accounts]
    known = [When(d.earliest, d.latest) for d in days if d.earliest or d.latest]
    return min(known, key=lambda w: w.latest or w.earliest or "9", default=When())


def _day(happening: Happening) -> tuple[str, str]:
    when = happening.when
    if not when.known:  # what has no day of its own comes after what happened on the day of the report
        return (happening.reported.latest or happening.reported.earliest or "9", "9")
    return (when.earliest or when.latest or "9", when.latest or "9")


def _sides(happenings: Iterable[Happening]) -> tuple[Actor, ...]:
    """The named actors of the happenings, the most active first; contacts count double."""
    weight: Counter[str] = Counter()
    actors: dict[str, Actor] = {}
    for happening in happenings:
        for actor in happening.source + happening.target:
            if actor.named:
                actors.setdefault(actor.id, actor)
                weight[actor.id] += (2 if happening.talks else 1) * len(happening.accounts)
    return tuple(actors[i] for i, _ in weight.most_common(SIDES))


def _article(
    resolver: Resolver,
    article: records.Article,
    told: Mapping[records.Account, Account],
    where: Mapping[records.Account, str],
    copies: tuple[tuple[str, ...], ...],
) -> ArticleView:
    accounts = sorted((told[article.id, e.id] for e in article.events), key=lambda a: a.order)
    pairs = [(where[a.article, a.event], a) for a in accounts]
    same = next((g for g in copies if article.id in g), ())
    published = article.published
    return ArticleView(
        id=article.id,
        label=label_of(article),
        outlet=resolver.outlet(article),
        title=tidy(article.title or _headline(article)),
        url=article.url,
        published=When(published.earliest, published.latest),
        basis=published.basis,
        reasons=tuple(published.reasons),
        talks=tuple(p for p in pairs if _tells_contact(p[1])),
        others=tuple(p for p in pairs if not _tells_contact(p[1])),
        copies=tuple(a for a in same if a != article.id),
    )


def _tells_contact(account: Account) -> bool:
    """Whether it is a contact of somebody: a bare word for talks is not."""
    return account.type in TALKS and bool(account.sides)


def _headline(article: records.Article) -> str:
    """The first line of the body, cut at a word."""
    start = article.body[0][0] if article.body else 0
    line = next((x for x in article.text[start:].splitlines() if x.strip()), article.id)
    return line if len(line) <= 120 else line[:120].rsplit(" ", 1)[0] + " …"


def _namings(resolver: Resolver, sides: Sequence[Actor]) -> tuple[tuple[Actor, tuple[Naming, ...]], ...]:
    wanted = {a.id for a in sides}
    counts: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    homes: dict[str, tuple[str | None, str]] = {}
    for article in resolver.articles.values():
        outlet = resolver.outlet(article)
        key = outlet or f"?{article.id}"
        homes.setdefault(key, (outlet, label_of(article)))
        for name in article.names:
            if name.entity in wanted:
                words = tidy(article.text[name.start : name.end])
                counts[name.entity or "", key][words, name.naming] += 1
    table = []
    for actor in sides:
        rows = []
        for key, (outlet, first) in homes.items():
            if found := counts.get((actor.id, key)):
                terms = tuple(Term(words, naming, n) for (words, naming), n in found.most_common())
                rows.append(Naming(actor, outlet, first, terms))
        if rows:
            table.append((actor, tuple(rows)))
    return tuple(table)
