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

#: A happening below this weight is background (see `weigh`).
MAIN = 2.0
#: Outcomes that say something, best first.
_TELLING = ("agreement", "partial", "none", "postponed")
_REAL = ("happened", "ongoing", "ended")
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
    for linked in happenings:
        # an account may be told again by a second linked event; the first one keeps it
        keys = [key for k in linked.accounts if (key := (k[0], k[1])) in told and key not in claimed]
        if keys:
            claimed.update(keys)
            found.append(_happening(linked.id, [told[k] for k in keys], linked, told, groups, resolver))
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


def weigh(accounts: Sequence[Account]) -> float:
    """How much a happening matters to the story, from what is known of it; `MAIN` and more is shown in front.

    Contacts and agreements start at 2, other acts at 1; both sides known adds 1, one side half (of a
    contact it takes half), a day half, persons or a sponsor half, every further account 1. What is only
    possible or conditional, or has no named actor, loses.
    """
    best = max(accounts, key=_fullness)
    weight = 2.0 if best.type in TALKS else 1.0
    if (best.source and best.target) or (best.symmetric and len(best.sides) > 1):
        weight += 1
    elif best.sides:  # one side alone has hardly met or agreed with anybody
        weight += -0.5 if best.symmetric else 0.5
    else:
        weight -= 1.5
    if best.when.known:
        weight += 0.5
    if best.delegates or best.mediator:
        weight += 0.5
    weight += len({a.article for a in accounts}) - 1
    if best.modality in ("possible", "conditional"):
        weight -= 1
    if not any(a.named for a in best.sides):
        weight -= 0.5
    return weight


def count_witnesses(accounts: Iterable[Account], copies: Iterable[tuple[str, ...]] = ()) -> int:
    """How many independent roots the accounts rest on, where the ledger has not counted them.

    A root is the innermost link's entity; an unnamed source is its own in each group of copies; an
    outlet's own word is the outlet's.
    """
    group = {a: min(g) for g in copies for a in g}
    roots = set()
    for account in accounts:
        home = group.get(account.article, account.article)
        chain = account.word.chain
        if not chain:
            roots.add(("outlet", home if account.article in group else account.outlet or home))
        elif chain[-1].who:
            roots.add(("entity", chain[-1].who.id))
        else:
            roots.add((home, chain[-1].words or chain[-1].kind))
    return len(roots)


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


def _lead(accounts: Sequence[Account]) -> Account:
    """The account that speaks for all: the fullest of those that do not gainsay what most say."""
    day = _commonest([a.when.earliest for a in accounts])
    end = _commonest([a.outcome if a.outcome in _TELLING else None for a in accounts])
    mode = _commonest([a.modality for a in accounts if a.modality in _REAL])
    fitting = [
        a
        for a in accounts
        if (not day or a.when.earliest in (day, None))
        and (not end or a.outcome == end or a.outcome not in _TELLING)
        and (not mode or a.modality == mode)
    ]
    return max(fitting or accounts, key=_fullness)


def _commonest(values: Iterable[str | None]) -> str | None:
    """The value that more accounts give than any other; None where there is no such value."""
    counts = Counter(v for v in values if v).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


def _fullness(account: Account) -> int:
    """How many slots an account fills: the fullest one leads."""
    filled = (account.source, account.target, account.places, account.mediator, account.delegates, account.about)
    telling = account.outcome in _TELLING
    real = account.modality in _REAL and account.polarity
    return sum(map(bool, filled)) + telling + account.when.known + 2 * real


def _happening(
    identifier: str,
    accounts: list[Account],
    linked: records.LinkedEvent | None,
    told: Mapping[records.Account, Account],
    copies: tuple[tuple[str, ...], ...],
    resolver: Resolver,
) -> Happening:
    lead = _lead(accounts)
    ordered = tuple(accounts)
    source, target = lead.source, lead.target
    if lead.symmetric and len(lead.sides) < 2:
        fuller = max(ordered, key=lambda a: (a.symmetric and len(a.sides) > 1, a is lead))
        source, target = fuller.source, fuller.target
    elif not lead.symmetric:
        source = source or next((a.source for a in ordered if a.source), ())
        target = target or next((a.target for a in ordered if a.target), ())
    outcome = next((o for o in _TELLING if any(a.outcome == o for a in ordered)), lead.outcome)
    if lead.outcome in _TELLING:
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
        when=_narrowest([a.when for a in ordered]),
        reported=_first_report(resolver, ordered),
        weight=weigh(accounts),
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


def _narrowest(times: Sequence[When]) -> When:
    """The day that most accounts give; among these the narrowest, with the words of the first."""
    known = [t for t in times if t.known]
    if not known:
        return next((t for t in times if t.words), When())
    common = Counter((t.earliest, t.latest) for t in known)
    closed = [t for t in known if t.earliest and t.latest] or known
    return min(closed, key=lambda t: (-common[t.earliest, t.latest], (t.latest or "9", t.earliest or "9")))


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
        talks=tuple(p for p in pairs if p[1].type in TALKS),
        others=tuple(p for p in pairs if p[1].type not in TALKS),
        copies=tuple(a for a in same if a != article.id),
    )


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
