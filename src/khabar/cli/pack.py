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
    """List or check; 1 where a pack has something wrong."""
    return _list(args.pack) if args.action == "list" else _check(args.folder)


def _list(paths: list[str]) -> int:
    from khabar.cli.work import packs

    loaded = packs(paths)
    for info in loaded.infos:
        title = info.title.get("en") or info.title.get("ar") or ""
        number = sum(1 for e in loaded.entities.values() if e.pack == info.label)
        print(f"{info.label:24} {title:32} {number:6} entities  {info.licence}")
    return 0


def _check(folders: list[str]) -> int:
    from khabar.errors import error
    from khabar.packs.load import read_packs, shipped_folders

    own = [Path(f).resolve() for f in folders]
    for given, folder in zip(folders, own, strict=True):
        if not folder.is_dir():
            raise error("path-missing", name=given)
    problems: list[str] = []

    def problem(path: Path, line: int, what: str) -> None:
        # of shipped packs, which are loaded for what a pack of one's own extends, only when asked
        if not own or any(path.resolve().is_relative_to(folder) for folder in own):
            problems.append(f"{path}:{line}: {what}" if line else f"{path}: {what}")

    read_packs([*(f for f in shipped_folders() if f.resolve() not in own), *own], problem)
    for text in problems:
        print(text, file=sys.stderr)
    if not problems:
        print("no problem found")
    return 1 if problems else 0
