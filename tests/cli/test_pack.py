"""`khabar pack`: what is used, and what is wrong with a pack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_list(spawn: Run) -> None:
    done = spawn("pack", "list")
    assert done.code == 0
    assert "core@" in done.out


def test_check_says_file_and_line(spawn: Run, tmp_path: Path) -> None:
    pack = tmp_path / "mine"
    pack.mkdir()
    (pack / "pack.yaml").write_text(
        "name: mine\nversion: 0.1.0\ntitle: {en: Mine}\nlanguages: [ar]\nlicence: Apache-2.0\nextends: [world]\n"
        "tables:\n  - {file: names.tsv, kind: names}\n"
    )
    (pack / "names.tsv").write_text("name\tentity\ttype\tnaming\nحلب\taleppo\tGPE\t\n")
    assert spawn("pack", "check", pack).code == 0
    (pack / "names.tsv").write_text("name\tentity\ttype\tnaming\nحلب\taleppo\tGPE\t\nحمص\thoms\tGPE\tugly\n")
    done = spawn("pack", "check", pack)
    assert done.code == 1
    assert "names.tsv:3: " in done.err
    assert spawn("pack", "check", tmp_path / "none").code == 1
