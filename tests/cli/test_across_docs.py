"""Every command across articles, with all its options, stands in docs/relate.md."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

import pytest

from khabar.cli import COMMANDS

PAGE = (Path(__file__).parents[2] / "docs" / "relate.md").read_text("utf-8")
NAMES = ("copies", "story", "event", "witnesses", "disagreements", "positions", "review", "decide", "undo")


@pytest.mark.parametrize("name", NAMES)
def test_commands_and_options_are_documented(name: str) -> None:
    module = importlib.import_module(COMMANDS[name][0])
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    assert f"khabar {name}" in PAGE
    for action in parser._actions:
        for option in action.option_strings:
            assert option in ("-h", "--help") or f"`{option}" in PAGE or f" {option} " in PAGE, option
    for choice in getattr(module, "WAYS", ()):
        assert f"khabar decide {choice}" in PAGE
    for slot in getattr(module, "SLOTS", ()):
        assert slot in PAGE
