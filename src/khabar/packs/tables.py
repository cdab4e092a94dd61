"""Reading the tables of a pack: tab-separated rows and YAML lists, with the line of every entry."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

Problem = Callable[[Path, int, str], None]

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # pragma: no cover - a PyYAML without libyaml
    from yaml import SafeLoader as _Base  # type: ignore[assignment]


class _Loader(_Base):
    """YAML whose only truth values are `true` and `false`: `on`, `no` and `yes` are words (YAML 1.2)."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def tsv_rows(path: Path, problem: Problem) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a table as (line number, column to cell). A row with too many cells is reported and left out."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        problem(path, 0, f"cannot be read as UTF-8: {error}")
        return
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
        elif len(cells) > len(header):
            problem(path, number, f"{len(cells)} cells, but the table has {len(header)} columns")
        else:
            yield number, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def yaml_value(path: Path, problem: Problem) -> tuple[Any, list[int]]:
    """The value of a YAML file and, where it is a list, the line of each of its entries."""
    try:
        loader = _Loader(path.read_text(encoding="utf-8-sig"))
        try:
            node = loader.get_single_node()
            if node is None:
                return None, []
            lines = [child.start_mark.line + 1 for child in node.value] if isinstance(node, yaml.SequenceNode) else []
            return loader.construct_document(node), lines
        finally:
            loader.dispose()
    except (OSError, UnicodeDecodeError) as error:
        problem(path, 0, f"cannot be read as UTF-8: {error}")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem(path, mark.line + 1 if mark else 0, f"not YAML: {getattr(error, 'problem', None) or error}")
    return None, []


def joined(cell: str) -> list[str]:
    """The values of a cell that are joined by `|`, each once, in order."""
    return list(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def keyed(cell: str) -> dict[str, list[str]]:
    """`ku:A|ku:B|tr:C` as {"ku": ["A", "B"], "tr": ["C"]}."""
    out: dict[str, list[str]] = {}
    for part in joined(cell):
        key, colon, value = part.partition(":")
        if colon and value:
            out.setdefault(key, []).append(value)
    return out
