"""Decide what the program cannot know: what is one happening, what is not, what something is called, what a value is.

  accept ID …           the accounts of these happenings are one, for sure
  merge ID ID …         these happenings are one
  split ARTICLE:EVENT … these accounts are a happening of their own
  reject ARTICLE:EVENT … each of these accounts stands alone
  rename ID --name NAME an entity or a happening is called so (--in ar or en)
  correct ARTICLE:EVENT --slot SLOT --value VALUE
  log · conflicts       what was decided; which decisions of two people cannot both be meant
  export · import FILE  decisions as JSON Lines, to be joined with another's

Decisions are only added, and kept when articles are read again. khabar undo takes one back."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from khabar.errors import KhabarError

if TYPE_CHECKING:
    from khabar.ledger import Ledger
    from khabar.relate.decisions import About, Decision

KINDS = ("accept", "merge", "split", "reject", "rename", "correct")
WAYS = (*KINDS, "log", "conflicts", "export", "import")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("what", choices=WAYS, metavar="WHAT", help=", ".join(WAYS))
    parser.add_argument("ids", nargs="*", metavar="ID", help="happenings, events as ARTICLE:EVENT, an entity, a file")
    parser.add_argument("--ledger", "-l", metavar="FILE", required=True, help="the ledger")
    parser.add_argument("--name", metavar="NAME", help="of rename: the name")
    parser.add_argument("--in", dest="lang", choices=("ar", "en"), default="ar", help="of rename: its language (ar)")
    parser.add_argument("--slot", metavar="SLOT", help="of correct: type, mode, source, target, mediator, earliest, …")
    parser.add_argument("--value", metavar="VALUE", help="of correct: the value; entities joined by commas")
    parser.add_argument("--who", metavar="NAME", help="who decides (default: the user's name)")
    parser.add_argument("--why", metavar="TEXT", help="the reason, kept with it")
    parser.add_argument(
        "--output", "-o", metavar="OUT", default="-", help="of export: file to write, - for standard output"
    )


def run(args: argparse.Namespace) -> int:
    """Decide, or show the log."""
    from khabar.ledger import Ledger, open_ledger

    if args.what in ("log", "conflicts", "export"):
        with open_ledger(args.ledger) as ledger:
            return _show(ledger, args)
    open_ledger(args.ledger).close()  # a missing ledger is not made
    with Ledger(args.ledger, write=True) as ledger:
        if args.what == "import":
            return _import(ledger, args)
        made = ledger.decide(args.what, _about(ledger, args), who=args.who, why=args.why)
    print(f"{made.id}: {_line(made)}")
    return 0


def _about(ledger: Ledger, args: argparse.Namespace) -> About:
    from khabar.relate.decisions import About

    if not args.ids:
        raise KhabarError("decision-invalid", f"{args.what}: nothing is named", "see: khabar decide --help")
    if args.what == "rename":
        if len(args.ids) != 1:
            raise KhabarError("decision-invalid", "rename: one entity or happening at a time", "name it alone")
        if any(e.id == args.ids[0] for e in ledger.entities()):
            return About(entity=args.ids[0], lang=args.lang, name=args.name)
    marks = [mark for identifier in args.ids for mark in ledger.accounts_of(identifier)]
    if args.what == "rename":
        return About(marks[:1], lang=args.lang, name=args.name)
    return About(marks, slot=args.slot, value=args.value) if args.what == "correct" else About(marks)


def _line(d: Decision) -> str:
    about = d.about
    parts = [f"{m.article}:{m.type}@{m.span[0]}-{m.span[1]}" for m in about.accounts]
    parts += [x for x in (about.entity, about.name and f"= {about.name}", d.undoes) if x]
    parts += [f"{about.slot} = {about.value}"] if about.slot else []
    return " ".join([d.kind, *parts, *([f"({d.why})"] if d.why else [])])


def _show(ledger: Ledger, args: argparse.Namespace) -> int:
    from khabar.relate.decisions import standing

    log = ledger.decisions()
    if args.what == "export":
        import msgspec

        from khabar.cli.common import Output

        with Output(args.output) as output:
            for decision in log:
                output.line(msgspec.json.encode(decision))
        return 0
    if args.what == "conflicts":
        found = ledger.conflicts()
        for conflict in found:
            print(f"{conflict.why}:")
            for decision in (conflict.first, conflict.second):
                print(f"  {decision.id}  {decision.who}  {_line(decision)}")
        return 1 if found else 0
    stand = {d.id for d in standing(log)}
    for decision in log:
        mark = "" if decision.kind == "undo" or decision.id in stand else "  [undone]"
        print(f"{decision.id}  {decision.at[:19]}  {decision.who}  {_line(decision)}{mark}")
    return 0


def _import(ledger: Ledger, args: argparse.Namespace) -> int:
    from khabar.errors import error
    from khabar.ledger.decisions import read_lines

    given = []
    for name in args.ids:
        try:
            with open(name, "rb") as lines:  # noqa: PTH123
                given += read_lines(lines, name)
        except FileNotFoundError:
            raise error("path-missing", name=name) from None
        except OSError as problem:
            raise error("path-unreadable", name=name, why=problem.strerror or problem) from None
    count = ledger.take_in(given)
    found = ledger.conflicts()
    print(f"{count} decisions came in, {len(given) - count} were there already")
    if found:
        print(f"khabar: {len(found)} conflicts; see: khabar decide conflicts --ledger {args.ledger}", file=sys.stderr)
    return 0
