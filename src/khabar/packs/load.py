"""Loading of packs: manifests in the order of what extends what, tables, names of countries, the compiled cache."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from khabar import __version__
from khabar.errors import KhabarError
from khabar.packs.compiled import pack, unpack
from khabar.packs.countries import add_country, derive
from khabar.packs.model import NAMINGS, Country, PackData, PackEntity, PackInfo, Packs, Surface
from khabar.packs.tables import Problem, joined, keyed, tsv_rows, yaml_value

SHIPPED = Path(__file__).parent / "data"


class PackProblem(KhabarError):
    """A pack that cannot be used: which file, which line, what is wrong."""


def _raise(path: Path, line: int, what: str) -> None:  # the Problem that stops at the first
    where = f"{path}:{line}" if line else str(path)
    raise PackProblem("pack-invalid", f"{where}: {what}", "correct the pack; `khabar pack check DIR` lists everything")


def manifest(folder: Path, problem: Problem = _raise) -> PackInfo | None:
    """Read `pack.yaml`; None where it is unusable (after `problem` was told)."""
    path = folder / "pack.yaml"
    if not path.is_file():
        problem(path, 0, "no such file; a pack is a folder with a pack.yaml (docs/packs.md)")
        return None
    value, _ = yaml_value(path, problem)
    try:
        given = {key: what for key, what in {**(value or {})}.items() if what is not None}  # `tables:` and no more
        info = msgspec.convert({**given, "path": str(folder)}, PackInfo, strict=False)
    except (msgspec.ValidationError, TypeError) as error:
        problem(path, 0, f"{error}")
        return None
    return info


def _ordered(folders: Sequence[Path], problem: Problem) -> list[PackInfo]:
    """Manifests, what is extended before what extends it."""
    infos: dict[str, PackInfo] = {}
    for folder in folders:
        info = manifest(folder, problem)
        if info:
            infos[info.name] = info
    out: list[PackInfo] = []
    visiting: set[str] = set()

    def visit(info: PackInfo) -> None:
        if info in out:
            return
        if info.name in visiting:
            problem(Path(info.path) / "pack.yaml", 0, f"{info.name} extends itself")
            return
        visiting.add(info.name)
        for name in info.extends:
            if name in infos:
                visit(infos[name])
            else:
                problem(Path(info.path) / "pack.yaml", 0, f"extends {name}, which is not loaded")
        out.append(info)

    for name in sorted(infos, key=lambda n: (n != "core", n != "world", list(infos).index(n))):
        visit(infos[name])
    return out


def _at(cell: str) -> tuple[float, float] | None:
    """`36.50,40.75` as numbers; ValueError where it is none of that."""
    if not cell:
        return None
    latitude, _, longitude = cell.partition(",")
    return float(latitude), float(longitude)


def _entity(row: dict[str, str], info: PackInfo) -> PackEntity:
    get = row.get
    if not row["id"] or not row["type"]:
        raise ValueError("id and type are needed")
    return PackEntity(
        id=row["id"], type=row["type"], ar=joined(get("ar", "")), en=joined(get("en", "")),
        other=keyed(get("other", "")),
        country=get("country") or None, sector=get("sector") or None, relations=joined(get("relations", "")),
        years=get("years") or None, links={k: v[0] for k, v in keyed(get("links", "")).items()}, at=_at(get("at", "")),
        flags=joined(get("flags", "")), source=get("source", ""), pack=info.label,
    )  # fmt: skip


def _surfaces_of(entity: PackEntity) -> list[Surface]:
    rule = f"entity.{entity.id}"
    out = [Surface(name, entity.id, entity.type, flags=entity.flags, rule=rule, pack=entity.pack) for name in entity.ar]
    for name in entity.en:
        letters = name.replace("-", "").replace(" ", "")
        if letters.isalnum() and letters.isupper() and len(letters) > 1:
            out.append(
                Surface(name, entity.id, entity.type, flags=entity.flags, lang="en", rule=rule, pack=entity.pack)
            )
    return out


def _add_entities(data: PackData, path: Path, info: PackInfo, problem: Problem) -> None:
    for line, row in tsv_rows(path, problem):
        try:
            entity = _entity(row, info)
        except (KeyError, ValueError) as error:
            problem(path, line, f"not a row of entities.tsv: {error!r}")
            continue
        if entity.id in data.entities:  # a pack may say more of what another knows: names are joined
            known = data.entities[entity.id]
            if known.type != entity.type:
                what = f"the identifier {entity.id} is that of a {known.type} of {known.pack}"
                problem(path, line, f"{what}: take another for this {entity.type}")
                continue
            known.ar = list(dict.fromkeys(known.ar + entity.ar))
            known.en = list(dict.fromkeys(known.en + entity.en))
            known.relations = list(dict.fromkeys(known.relations + entity.relations))
            known.links = {**entity.links, **known.links}
            known.at = known.at or entity.at
        else:
            data.entities[entity.id] = entity
        data.surfaces.extend(_surfaces_of(entity))


def _add_names(data: PackData, path: Path, info: PackInfo, problem: Problem) -> None:
    for line, row in tsv_rows(path, problem):
        name, entity = row.get("name", ""), row.get("entity", "")
        known = data.entities.get(entity)
        kind = row.get("type") or (known.type if known else "")
        naming = row.get("naming") or "neutral"
        if not name or not entity or not kind:
            problem(path, line, f"needs name, entity and type (no pack knows {entity!r})")
        elif naming not in NAMINGS:
            problem(path, line, f"naming {naming!r} is none of {', '.join(NAMINGS)}")
        else:
            data.surfaces.append(Surface(
                name, entity, kind, naming, joined(row.get("needs", "")), rule=f"name.{info.name}.{line}",
                pack=info.label, flags=["named"]))  # fmt: skip


def _add_countries(data: PackData, path: Path, info: PackInfo, problem: Problem) -> None:
    for line, row in tsv_rows(path, problem):
        if not row.get("id") or not row.get("ar"):
            problem(path, line, "a country needs id and ar")
            continue
        try:
            at = _at(row.get("at", ""))
        except ValueError:
            problem(path, line, f"at {row['at']!r} should be two numbers, such as 36.50,40.75")
            at = None
        lists = {key: joined(row.get(key, "")) for key in ("ar", "m", "f", "people", "capital_ar", "en", "en_adj")}
        country = Country(
            id=row["id"], capital=row.get("capital", ""), iso2=row.get("iso2", ""), pack=info.label, **lists
        )
        data.countries[country.id] = country
        add_country(data, country, at, row.get("source", ""))


def _add_rules(data: PackData, path: Path, kind: str, info: PackInfo, problem: Problem) -> None:
    value, lines = yaml_value(path, problem)
    if value is None:
        return
    if not isinstance(value, list):
        problem(path, 1, "should be a list of entries, each with an id")
        return
    seen: set[str] = set()
    for line, entry in zip(lines, value, strict=True):
        if not isinstance(entry, dict) or not entry.get("id"):
            problem(path, line, "an entry needs an id")
        elif str(entry["id"]) in seen:
            problem(path, line, f"the identifier {entry['id']} is used twice")
        elif strange := [key for key in entry if not isinstance(key, str)]:
            problem(path, line, f"the key {strange[0]!r} is no text: put it into quotation marks")
        else:
            seen.add(str(entry["id"]))
            data.rules.setdefault(kind, []).append({**entry, "pack": info.label, "line": line})


def read_packs(folders: Sequence[Path], problem: Problem = _raise) -> PackData:
    """Read packs from their folders; whatever is wrong goes to `problem`, which raises unless told otherwise."""
    data = PackData([], {}, [], {}, {})
    names: list[tuple[Path, PackInfo]] = []
    for info in _ordered(folders, problem):
        data.infos.append(info)
        derived: list[tuple[Path, dict[str, Any]]] = []
        for table in info.tables:
            path = Path(info.path) / table.get("file", "")
            kind = table.get("kind", "")
            if not path.is_file():
                problem(path, 0, f"named in pack.yaml of {info.name}, but there is no such file")
            elif kind == "entities":
                _add_entities(data, path, info, problem)
            elif kind == "names":
                names.append((path, info))
            elif kind == "countries":
                _add_countries(data, path, info, problem)
            else:
                before = len(data.rules.get("derived", []))
                _add_rules(data, path, kind, info, problem)
                derived.extend((path, rule) for rule in data.rules.get("derived", [])[before:])
        for path, rule in derived:
            try:
                derive(data, rule)
            except (KeyError, IndexError, TypeError, ValueError) as error:
                problem(path, rule["line"], f"{rule['id']} cannot be filled in: {error!r}")
    for path, info in names:  # last: a name may belong to an entity of any pack
        _add_names(data, path, info, problem)
    return data


def _fingerprint(folders: Sequence[Path]) -> str:
    digest = hashlib.sha256(f"{__version__} 1\n".encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                stat = path.stat()
                digest.update(f"{path}\t{stat.st_size}\t{stat.st_mtime_ns}\n".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(f"{path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()[:24]


def _cache_folder() -> Path:
    base = os.environ.get("KHABAR_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path("~/.cache").expanduser()) / "khabar"


def shipped_folders() -> list[Path]:
    """Folders of the packs that come with khabar."""
    return sorted(p.parent for p in SHIPPED.glob("*/pack.yaml"))


def load(paths: Sequence[Path | str] | None = None, *, cache: bool = True) -> Packs:
    """Load the shipped packs and those in `paths` (folders of a user's own, which may extend the shipped ones).

    What was read is kept compiled in the cache folder (`KHABAR_CACHE`, else the user's) and read anew
    when a file of a pack changes. Raises PackProblem, naming file and line, where a pack is unusable.
    """
    folders = [*shipped_folders(), *(Path(p).resolve() for p in paths or [])]
    for folder in folders:
        if not folder.is_dir():
            raise PackProblem("pack-missing", f"{folder}: no such folder", "give the folder that holds pack.yaml")
    stored: Path | None = None
    if cache:
        with contextlib.suppress(OSError, RuntimeError, msgspec.DecodeError):  # RuntimeError: a user without a home
            stored = _cache_folder() / f"packs-{_fingerprint(folders)}.msgpack"
            return Packs(unpack(stored.read_bytes()))
    # through the cache's format in any case, so that it cannot matter whether there was one (YAML has dates)
    packed = pack(read_packs(folders))
    if stored is not None:
        with contextlib.suppress(OSError):
            _store(stored, packed)
    return Packs(unpack(packed))


def _store(stored: Path, packed: bytes) -> None:
    """Keep what was read, all or nothing, and drop the oldest of what was kept before."""
    stored.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=stored.parent, delete=False) as temporary:
        part = Path(temporary.name)
        try:
            temporary.write(packed)
            temporary.close()
            part.replace(stored)
        finally:
            part.unlink(missing_ok=True)
    for old in sorted(stored.parent.glob("packs-*.msgpack"), key=lambda p: p.stat().st_mtime)[:-6]:
        old.unlink(missing_ok=True)
