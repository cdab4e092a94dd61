"""What the commands across articles share: the ledger or file, the language, and how lines are put."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.export.across import Across


def material_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that all of them have."""
    parser.add_argument(
        "--ledger", "-l", required=True, metavar="FILE", help="the ledger, or an interchange file (.jsonl)"
    )
    parser.add_argument("--lang", choices=("ar", "en"), help="language of the labels (default: the locale's)")
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colours and marks of direction"
    )


def opened(args: argparse.Namespace) -> Across:
    """The material that the arguments name, with a pen and words to tell it."""
    from khabar.export import terminal
    from khabar.export.across import Across
    from khabar.export.load import load
    from khabar.export.phrases import Phrases

    pen = terminal.pen_for(sys.stdout, args.color)
    return Across(load(args.ledger), Phrases(args.lang or terminal.default_language(), pen), pen)


def put(across: Across, lines: list[str]) -> int:
    """Print the lines; the exit code."""
    from khabar.export import terminal

    terminal.put(lines, sys.stdout, across.p.dir, isolates=across.pen.isolates)
    return 0
