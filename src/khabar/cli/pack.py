"""Packs are what khabar knows of the language and the world (docs/packs.md).
`khabar pack list` shows those that are used, `khabar pack check DIR` says what is wrong with one, and where."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    actions = parser.add_subparsers(dest="action", metavar="list|check", required=True)
    listed = actions.add_parser("list", help="the packs that are used")
    listed.add_argument("--pack", metavar="DIR", action="append", default=[], help="a pack of your own (repeatable)")
    checked = actions.add_parser("check", help="what is wrong with a pack, file and line")
    checked.add_argument("folder", metavar="DIR", nargs="*", help="folders of packs; the shipped ones where none")


def run(args: argparse.Namespace) -> int:
    """List or check; 1 where a pack has an error (a warning is none)."""
    return _list(args.pack) if args.action == "list" else _check(args.folder)


def _list(paths: list[str]) -> int:
    from khabar.cli.work import packs

    loaded = packs(paths)
    for info in loaded.infos:
        title = info.title.get("en") or info.title.get("ar") or ""
        number = sum(1 for e in loaded.entities.values() if e.pack == info.label)
        print(f"{info.label:28} {title:32} {number:6} entities  {info.licence}")
    return 0


def _check(folders: list[str]) -> int:
    from khabar.errors import error
    from khabar.packs.check import check

    for given in folders:
        if not Path(given).is_dir():
            raise error("path-missing", name=given)
    problems = check(folders)
    for problem in problems:
        print(problem, file=sys.stderr)
    errors = sum(problem.level == "error" for problem in problems)
    warnings = len(problems) - errors
    print(f"{_number(errors, 'error')}, {_number(warnings, 'warning')}" if problems else "no problem found")
    return 1 if errors else 0


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
