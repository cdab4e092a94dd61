"""What the commands across articles share: the ledger or file, the language, and how lines are put."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from khabar.cli.screen import color_argument, lang_argument, ledger_argument, screen
from khabar.cli.screen import put as screen_put

if TYPE_CHECKING:
    from khabar.export.across import Across


def material_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that all of them have."""
    ledger_argument(parser)
    lang_argument(parser)
    color_argument(parser)


def opened(args: argparse.Namespace) -> Across:
    """The material that the arguments name, with a pen and words to tell it."""
    from khabar.export.across import Across
    from khabar.export.load import load

    phrases, pen = screen(args)
    return Across(load(args.ledger), phrases, pen)


def put(across: Across, lines: list[str]) -> int:
    """Print the lines; the exit code."""
    return screen_put(lines, across.p, across.pen)
