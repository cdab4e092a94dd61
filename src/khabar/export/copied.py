"""Lines about what articles have from each other: groups of copies, and paragraphs that texts share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from khabar.article import Article, Copies
from khabar.export.pens import TerminalPen
from khabar.export.phrases import Phrases
from khabar.export.resolve import tidy
from khabar.relate import grouped
from khabar.relate.passages import Shared, shared

_EXCERPT = 120  # code points


class Copied(msgspec.Struct):
    """Groups of copies, passages that others share, and of every article in them what is shown of it."""

    copies: list[Copies]
    passages: list[Shared]
    articles: dict[str, Article]


def copied(path: str | Path, article: str | None = None) -> Copied:
    """What the articles of a ledger, or of an interchange file, have from each other; of `article` alone if given.

    KhabarErrors as `khabar.export.load.load`; `article-unknown`.
    """
    path = Path(path)
    if path.suffix.lower() == ".jsonl":
        from khabar.errors import error
        from khabar.export.load import load

        material = load(path)
        if article is not None and article not in material.articles:
            raise error("article-unknown", value=article, name=path)
        found = shared(material.articles.values(), grouped(material.copies))
        return _of(Copied(material.copies, found, material.articles), article)
    from khabar.ledger import open_ledger

    with open_ledger(path) as ledger:
        if article is not None:
            ledger.article(article, bare=True)
        made = _of(Copied(ledger.copies(), ledger.shared(article), {}), article)
        named = {a for group in made.copies for a in group.articles} | {a for s in made.passages for a in s.articles}
        made.articles = {id: ledger.article(id, bare=True) for id in sorted(named)}
    return made


def _of(everything: Copied, article: str | None) -> Copied:
    if article is None:
        return everything
    copies = [group for group in everything.copies if article in group.articles]
    passages = [one for one in everything.passages if article in one.articles]
    return Copied(copies, passages, everything.articles)


def lines(found: Copied, say: Mapping[str, Any], phrases: Phrases, pen: TerminalPen, least: int = 2) -> list[str]:
    """Each group, then each passage, with its articles in the order in which they were published."""
    out: list[str] = []

    def put(title: str, ids: Sequence[str]) -> None:
        out.extend(["", pen.colour(title, "bold")] if out else [pen.colour(title, "bold")])
        out.extend(_articles([found.articles[a] for a in ids if a in found.articles], str(say["first"]), phrases, pen))

    for group in found.copies:
        if len(group.articles) >= least:
            put(str(say["one_text"]).format(n=len(group.articles)), group.articles)
    for one in found.passages:
        ids = one.articles
        if len(ids) >= least:
            article, (start, end) = one.places[0]
            excerpt = tidy(found.articles[article].text[start:end])
            cut = excerpt[:_EXCERPT] + "…" * (len(excerpt) > _EXCERPT)
            title = str(say["one_paragraph"]).format(n=len(ids))
            put(f"{title}: {pen.isolate(f'«{cut}»', 'ar')}", ids)
    return out or [str(say["no_copies"])]


def _articles(these: Sequence[Article], first: str, phrases: Phrases, pen: TerminalPen) -> Iterable[str]:
    """One line an article; the first is marked where its day is before that of all others."""
    days = [a.published.earliest for a in these]
    told = len(days) > 1 and all(days) and days[0] != days[1] and these[0].published.latest == days[0]
    for number, article in enumerate(these):
        parts = [pen.isolate(article.id, "en")]
        parts += [pen.isolate(article.outlet)] if article.outlet else []
        parts += [phrases.day(article.published.earliest, short=True)] if article.published.earliest else []
        line = "  " + " · ".join(parts)
        yield line + ("  " + pen.colour(f"◆ {first}", "yellow") if told and not number else "")
