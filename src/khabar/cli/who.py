"""`khabar who`: an article as a tree of voices, or everything that rests on one kind of source."""

from __future__ import annotations

import argparse

from khabar.cli.screen import color_argument, lang_argument, ledger_argument, put, screen

KINDS = ("medium", "person", "organisation", "document", "anonymous", "observers", "public")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `khabar who`."""
    parser.add_argument("id", metavar="ARTICLE", nargs="?", help="an article; all of them where none is given")
    ledger_argument(parser)
    parser.add_argument("--by", choices=KINDS, metavar="KIND", help=f"only what rests on this kind: {', '.join(KINDS)}")
    lang_argument(parser)
    parser.add_argument("--why", action="store_true", help="with the rule behind each voice and each report")
    color_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Print it; KhabarError `article-unknown` where the ledger holds no such article."""
    from khabar.errors import error
    from khabar.export.load import load
    from khabar.export.resolve import Resolver
    from khabar.export.voices import VoiceLines

    material = load(args.ledger)
    if args.id and args.id not in material.articles:
        raise error("article-unknown", value=args.id, name=args.ledger)
    articles = [material.articles[args.id]] if args.id else list(material.articles.values())
    phrases, pen = screen(args)
    voices = VoiceLines(Resolver(material.articles, material.entities), phrases, pen, why=args.why)
    if args.by:
        lines = list(voices.resting_on(articles, args.by))
    else:
        lines = [line for article in articles for line in [*voices.article(article), ""]]
    return put(lines or [phrases.ui("nothing")], phrases, pen)
