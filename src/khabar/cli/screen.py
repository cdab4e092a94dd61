"""What the commands that print for a person share: the ledger or file, the language, the pen, and how lines are put."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.export.pens import TerminalPen
    from khabar.export.phrases import Phrases


def ledger_argument(parser: argparse.ArgumentParser) -> None:
    """What is read: a ledger, or an interchange file."""
    parser.add_argument(
        "--ledger", "-l", required=True, metavar="FILE", help="the ledger, or an interchange file (.jsonl)"
    )


def lang_argument(parser: argparse.ArgumentParser, default: str = "the locale's") -> None:
    """The language of the labels."""
    parser.add_argument("--lang", choices=("ar", "en"), help=f"language of the labels (default: {default})")


def color_argument(parser: argparse.ArgumentParser) -> None:
    """Whether colours and marks of direction are written."""
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colours and marks of direction"
    )


def screen(args: argparse.Namespace) -> tuple[Phrases, TerminalPen]:
    """The words and the pen for standard output, as `--lang` and `--color` ask."""
    from khabar.export import terminal
    from khabar.export.phrases import Phrases

    pen = terminal.pen_for(sys.stdout, args.color)
    return Phrases(args.lang or terminal.default_language(), pen), pen


def put(lines: list[str], phrases: Phrases, pen: TerminalPen) -> int:
    """Print the lines in the direction of their language; the exit code."""
    from khabar.export import terminal

    terminal.put(lines, sys.stdout, phrases.dir, isolates=pen.isolates)
    return 0
