"""What a reading depends on besides its input: the program, its libraries and the packs.

Two machines with the same `Reading` make the same bytes out of the same input.
"""

from __future__ import annotations

import functools
import hashlib
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

import msgspec

from khabar import __version__

#: The rooms of the program that results come from.
_ROOMS = (
    "article.py",
    "arabic",
    "packs",
    "layers",
    "ingest",
    "shards/columns.py",
    "shards/files.py",
    "shards/pieces.py",
)
#: The room that relations across articles come from.
_RELATING = ("relate",)
_CODE = {".py", ".msgpack"}
#: Libraries whose versions show in results.
_LIBRARIES = (
    "charset-normalizer", "fastwarc", "hijridate", "htmldate", "lxml", "msgspec", "pyarrow", "pypdfium2",
    "python-calamine", "resiliparse", "trafilatura",
)  # fmt: skip


class Reading(msgspec.Struct, frozen=True):
    """`khabar` and `python`: versions; `code`: a digest of the program's own files; `libraries`: name -> version;
    `packs`: `name@version` -> digest of its files; `components`: what distributions add, `name=object`;
    `given`: what the user says of all articles; `relating`: a digest of the files that relations come from, which
    the layers of an article do not depend on."""

    khabar: str
    code: str
    python: str
    libraries: dict[str, str]
    packs: dict[str, str]
    components: list[str]
    given: str = ""
    relating: str = ""

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that differ where layers may."""
        return msgspec.structs.replace(self, relating="").relating_id

    @property
    def relating_id(self) -> str:
        """Twelve hexadecimal digits that differ where layers or relations may."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()[:12]


def digest(root: Path, files: Iterable[Path]) -> str:
    """A digest of files: their contents, and their paths from `root`."""
    out = hashlib.sha256()
    for path in sorted(files):
        data = path.read_bytes()
        out.update(f"{path.relative_to(root).as_posix()}\t{len(data)}\n".encode("utf-8", "surrogateescape"))
        out.update(data)
    return out.hexdigest()[:12]


@functools.cache
def _code(rooms: tuple[str, ...]) -> str:
    root = Path(__file__).parent.parent
    found = [root / room for room in rooms] + [file for room in rooms for file in (root / room).rglob("*")]
    return digest(root, (file for file in found if file.suffix in _CODE and file.is_file()))


@functools.cache
def _libraries() -> dict[str, str]:
    out = {}
    for name in _LIBRARIES:
        try:
            out[name] = version(name)
        except PackageNotFoundError:
            out[name] = "missing"
    return out


def _components() -> list[str]:
    from khabar.layers.component import GROUP

    return sorted(
        f"{p.name}={p.value} ({p.dist.name} {p.dist.version})" if p.dist else f"{p.name}={p.value}"
        for p in entry_points(group=GROUP)
    )


def reading(packs: Sequence[str] = (), given: str = "") -> Reading:
    """What a reading in this process depends on. `packs`: folders of the user's own; KhabarError where one is none."""
    from khabar.packs.load import manifest, shipped_folders

    found = {}
    for folder in [*shipped_folders(), *(Path(p).resolve() for p in packs)]:
        info = manifest(folder)
        if info is not None:
            files = {"pack.yaml", *(table.get("file", "") for table in info.tables)}
            found[info.label] = digest(folder, (folder / file for file in files if (folder / file).is_file()))
    python = ".".join(platform.python_version_tuple()[:2])
    return Reading(
        __version__, _code(_ROOMS), python, _libraries(), found, _components(), given, _code(_RELATING)
    )  # fmt: skip


def differences(was: Reading, now: Reading) -> list[str]:
    """What differs, in words: `khabar 0.1.0, not 0.2.0`."""
    out = []
    for field, name in (("khabar", "khabar"), ("code", "program files"), ("relating", "program files of relating"),
                        ("python", "Python")):  # fmt: skip
        before, after = getattr(was, field), getattr(now, field)
        if before != after:
            out.append(f"{name} {after}, not {before}")
    out += _differing("", was.libraries, now.libraries)
    packs_before, packs_after = _by_name(was.packs), _by_name(now.packs)
    out += _differing("pack ", packs_before, packs_after)
    if was.components != now.components:
        out.append(f"components {', '.join(now.components) or 'none'}, not {', '.join(was.components) or 'none'}")
    if was.given != now.given:
        out.append("what is given of all articles (--outlet, --published and the like)")
    return out


def _by_name(packs: dict[str, str]) -> dict[str, str]:
    return {label.partition("@")[0]: f"{label.partition('@')[2]} ({digest})" for label, digest in packs.items()}


def _differing(what: str, was: dict[str, str], now: dict[str, str]) -> list[str]:
    return [
        f"{what}{name} {now.get(name, 'missing')}, not {was.get(name, 'missing')}"
        for name in sorted(was.keys() | now.keys())
        if was.get(name) != now.get(name)
    ]
