"""`khabar show`: an article with its layers, or a happening with its accounts."""

from __future__ import annotations

import argparse

from khabar.cli.screen import color_argument, lang_argument, ledger_argument, put, screen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `khabar show`."""
    parser.add_argument("id", metavar="ID", help="an article, a happening, or ARTICLE:EVENT")
    ledger_argument(parser)
    lang_argument(parser)
    parser.add_argument("--why", action="store_true", help="with the rule and the pack behind each value")
    color_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Print it; KhabarError `id-unknown` where the ledger holds nothing of that name."""
    from khabar.errors import KhabarError
    from khabar.export import show
    from khabar.export.build import build_story
    from khabar.export.load import load
    from khabar.export.model import When
    from khabar.export.resolve import Resolver

    material = load(args.ledger)
    phrases, pen = screen(args)
    resolver = Resolver(material.articles, material.entities)
    wanted: str = args.id
    if article := material.articles.get(wanted):
        lines = show.article_lines(article, resolver, phrases, pen, why=args.why)
    else:
        story = build_story(material.articles, material.happenings, material.entities, material.copies)
        everything = {h.id: h for h in story.main + story.background}
        happening = everything.get(wanted)
        if happening is None:
            home, _, event = wanted.rpartition(":")
            article = material.articles.get(home)
            found = next((e for e in article.events if e.id == event), None) if article else None
            if article is None or found is None:
                raise KhabarError(
                    "id-unknown",
                    f"{wanted}: no article or event of that name in {args.ledger}",
                    f"list the events with: khabar timeline --all --ledger {args.ledger}",
                )
            published = When(article.published.earliest, article.published.latest)
            happening = show.alone(resolver.account(article, found), published)
        lines = show.happening_lines(happening, phrases, pen)
    return put(lines, phrases, pen)
