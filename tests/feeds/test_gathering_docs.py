"""Feeds and tables, with all options of their commands, stand in docs/gathering.md."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

import pytest

from khabar.cli import COMMANDS
from khabar.cli.common import COLUMN_ROLES
from khabar.ingest.feeds.reading import LONG_ENOUGH
from khabar.ingest.kinds import SUFFIXES, TABLES
from khabar.ingest.tables.columns import ROLES

PAGE = (Path(__file__).parents[2] / "docs" / "gathering.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["watch", "news"])
def test_commands_and_options_are_documented(name: str) -> None:
    parser = argparse.ArgumentParser()
    importlib.import_module(COMMANDS[name][0]).add_arguments(parser)
    assert f"khabar {name}" in PAGE
    for action in parser._actions:
        for option in action.option_strings:
            assert option in ("-h", "--help", "-l") or f"`{option}" in PAGE or f" {option} " in PAGE, option


def test_roles_and_endings_are_documented() -> None:
    assert COLUMN_ROLES == ROLES
    assert all(f"`{role}`" in PAGE for role in ROLES)
    assert all(f"`{ending}`" in PAGE for ending, kind in SUFFIXES.items() if kind in TABLES)


def test_numbers_are_those_of_the_program() -> None:
    assert f"{LONG_ENOUGH} characters" in PAGE
