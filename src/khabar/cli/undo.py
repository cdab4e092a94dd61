"""Take back a decision: the last one that stands, or the one named. The undo is a decision too, and can be undone."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("id", nargs="?", metavar="DECISION", help="a decision from: khabar decide log")
    parser.add_argument("--ledger", "-l", metavar="FILE", required=True, help="the ledger")
    parser.add_argument("--who", metavar="NAME", help="who decides (default: the user's name)")
    parser.add_argument("--why", metavar="TEXT", help="the reason, kept with it")


def run(args: argparse.Namespace) -> int:
    """Undo."""
    from khabar.ledger import Ledger, open_ledger

    open_ledger(args.ledger).close()  # a missing ledger is not made
    with Ledger(args.ledger, write=True) as ledger:
        made = ledger.undo(args.id, who=args.who, why=args.why)
    print(f"{made.id}: undoes {made.undoes}")
    return 0
