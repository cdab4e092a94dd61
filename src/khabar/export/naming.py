"""How often each outlet calls each entity what, and with which colour (`annotation.md`, section 6)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from khabar.arabic.fold import fold_text
from khabar.article import Article, Name
from khabar.export.resolve import Resolver, tidy

NAMINGS = ("neutral", "legitimising", "delegitimising", "distancing")
_QUOTES = str.maketrans(dict.fromkeys("“”„\"«»‘’‚'ـ", ""))


class Form(msgspec.Struct):
    """One way in which an outlet calls an entity: the words, their colour, how often, and where first.

    `rules` are those that found and coloured the mentions; `article`, `start` and `end` (code points) lead
    to the first of them.
    """

    words: str
    naming: str
    count: int
    share: float
    articles: int
    rules: list[str]
    article: str
    start: int
    end: int


class Called(msgspec.Struct):
    """All that one outlet calls one entity; `counts`: colour to number of mentions. `forms`: the commonest first."""

    entity: str
    type: str | None
    outlet: str | None
    mentions: int
    counts: dict[str, int]
    forms: list[Form]

    @property
    def charged(self) -> int:
        """Mentions that are not neutral."""
        return self.mentions - self.counts.get("neutral", 0)


def called(articles: Iterable[Article], resolver: Resolver) -> list[Called]:
    """A row for each entity and outlet: the entities with the most charged mentions first, then the most mentions.

    Spellings that fold alike are one form, shown in the commonest spelling; quotation marks do not part
    forms. Mentions without an entity are left out.
    """
    met: dict[tuple[str, str | None], list[tuple[str, Name, Article]]] = defaultdict(list)
    plain: set[str] = set()
    for article in articles:
        outlet = resolver.outlet(article)
        for name in article.names:
            if name.entity:
                words = tidy(article.text[name.start : name.end].translate(_QUOTES))
                met[name.entity, outlet].append((words, name, article))
                if article.text[name.start - 1 : name.start] != "ل":
                    plain.add(_key(words))
    rows = [_row(entity, outlet, list(_forms(found, plain)), resolver) for (entity, outlet), found in met.items()]
    charged: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows:
        charged[row.entity] += row.charged
        total[row.entity] += row.mentions
    return sorted(rows, key=lambda r: (-charged[r.entity], -total[r.entity], r.entity, -r.mentions, r.outlet or ""))


def _key(words: str) -> str:
    return " ".join(fold_text(words).split())


def _forms(found: list[tuple[str, Name, Article]], plain: set[str]) -> Iterator[tuple[str, str, Name, Article]]:
    """Each mention with its folded key; `لنظام`, what is left of `للنظام`, is `النظام`."""
    for words, name, article in found:
        key = _key(words)
        swallowed = key not in plain and article.text[name.start - 1 : name.start] == "ل" and key.startswith("ل")
        yield ("ا" + key, "ا" + words, name, article) if swallowed else (key, words, name, article)


def _row(entity: str, outlet: str | None, found: list[tuple[str, str, Name, Article]], resolver: Resolver) -> Called:
    groups: dict[tuple[str, str], list[tuple[str, Name, Article]]] = defaultdict(list)
    for key, words, name, article in found:
        groups[key, name.naming].append((words, name, article))
    forms = []
    for (_, naming), these in groups.items():
        spelled = Counter(words for words, _, _ in these)
        _, name, article = these[0]
        forms.append(Form(
            min(spelled, key=lambda w: (-spelled[w], w)), naming, len(these), round(len(these) / len(found), 4),
            len({a.id for _, _, a in these}), sorted({n.rule for _, n, _ in these if n.rule}), article.id, name.start,
            name.end))  # fmt: skip
    forms.sort(key=lambda f: (-f.count, f.naming, f.words))
    counts = Counter(name.naming for _, _, name, _ in found)
    known = resolver.entities.get(entity)
    types = Counter(name.type for _, _, name, _ in found)
    kind = known.type if known and known.type else types.most_common(1)[0][0]
    return Called(entity, kind, outlet, len(found), {n: counts[n] for n in NAMINGS if counts[n]}, forms)


def choose(
    rows: Iterable[Called], resolver: Resolver, *, entity: str | None = None, outlet: str | None = None,
    charged: bool = False,
) -> list[Called]:  # fmt: skip
    """The rows of one entity (identifier or name), of one outlet, of entities that somebody charges."""
    out = list(rows)
    if entity is not None:
        ids = {r.entity for r in out}
        wanted = _key(entity)
        same = ids & {entity} or {i for i in ids if wanted in _names(i, resolver)}
        same = same or {r.entity for r in out if any(_key(f.words) == wanted for f in r.forms)}
        out = [r for r in out if r.entity in same]
    if outlet is not None:
        out = [r for r in out if _key(r.outlet or "").lower() == _key(outlet).lower()]
    if charged:
        coloured = {r.entity for r in out if r.charged}
        out = [r for r in out if r.entity in coloured]
    return out


def _names(identifier: str, resolver: Resolver) -> set[str]:
    known = resolver.entities.get(identifier)
    return {_key(name) for names in known.names.values() for name in names} if known else set()
