"""Packs of our own in a temporary folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """`make("mine", {"names.tsv": "…"}, extends="world")`: a folder with a manifest and these tables."""

    def pack(name: str, tables: dict[str, str] | None = None, extends: str = "", manifest: str = "") -> Path:
        folder = tmp_path / name
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f"name: {folder.name}", "version: 0.1.0", "licence: Apache-2.0", f"extends: [{extends}]", "tables:"]
        for file, text in (tables or {}).items():
            kind = Path(file).stem
            lines.append(f"  - {{file: {file}, kind: {kind}}}")
            (folder / file).write_text(text, encoding="utf-8")
        (folder / "pack.yaml").write_text(manifest or "\n".join(lines) + "\n", encoding="utf-8")
        return folder

    return pack


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder of the tests' own, shared by all of them."""
    monkeypatch.setenv("KHABAR_CACHE", str(tmp_path_factory.getbasetemp() / "packs-cache"))
