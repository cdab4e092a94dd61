"""`khabar run` and `khabar sql`, with all their options, tables and fields, stand in docs/scale.md."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

import msgspec
import pytest

from khabar.cli import COMMANDS
from khabar.export.sql.views import VIEWS
from khabar.shards.manifest import Finished
from khabar.shards.plan import Piece
from khabar.shards.reading import Reading

PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["run", "sql"])
def test_options_are_documented(name: str) -> None:
    parser = argparse.ArgumentParser()
    importlib.import_module(COMMANDS[name][0]).add_arguments(parser)
    assert f"khabar {name}" in PAGE
    for action in parser._actions:
        for option in action.option_strings:
            assert option in ("-h", "--help") or f"`{option}" in PAGE, option
        for choice in action.choices or ():
            assert f"`{choice}`" in PAGE or f"{action.option_strings[0]} {choice}`" in PAGE, choice


def test_tables_are_documented() -> None:
    for view in VIEWS:
        columns = ", ".join(f"`{column}`" for column in view.columns)
        assert f"| `{view.name}` | {view.meaning}: {columns} |" in PAGE


@pytest.mark.parametrize("kind", [Reading, Finished, Piece])
def test_the_manifest_is_documented(kind: type[msgspec.Struct]) -> None:
    for field in msgspec.structs.fields(kind):
        assert f"`{field.encode_name}`" in PAGE, field.encode_name
