"""Find articles in a ledger by their words. All words must be there; words in quotation marks stand in a row.
Spelling (hamza, diacritics), the article ال and particles before a word do not matter."""

from __future__ import annotations

import argparse
import sys

from khabar.cli.common import count


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("words", metavar="WORD", nargs="+", help="what to look for")
    parser.add_argument("--ledger", "-l", metavar="FILE", required=True, help="the ledger")
    parser.add_argument("--limit", metavar="N", type=count, default=20, help="at most so many articles (20)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(args: argparse.Namespace) -> int:
    """Search; 1 where nothing is found."""
    from khabar.ledger import open_ledger

    with open_ledger(args.ledger) as ledger:
        hits = ledger.search(" ".join(args.words), args.limit)
    if args.json:
        import msgspec

        for hit in hits:
            print(msgspec.json.encode(hit).decode())
        return 0 if hits else 1
    before, after = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("[", "]")
    for hit in hits:
        print("  ".join(filter(None, [hit.id, hit.published, hit.outlet, hit.title])))
        pieces, at, (start, _) = [], 0, hit.span
        for first, last in hit.matches:
            pieces += [hit.snippet[at : first - start], before, hit.snippet[first - start : last - start], after]
            at = last - start
        print("    " + " ".join("".join([*pieces, hit.snippet[at:]]).split()))
    if not hits:
        print("khabar: nothing found", file=sys.stderr)
    return 0 if hits else 1
