"""Checking packs: everything that loading reports, and what loading lets pass but a maintainer wants to know.

Errors are what makes an entry useless or wrong; warnings what is probably meant otherwise.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from khabar.packs.examples import Checker, examples, is_day
from khabar.packs.load import manifest, read_packs, shipped_folders
from khabar.packs.model import ENTITY_TYPES, NAMINGS, PackData, PackInfo, Packs
from khabar.packs.tables import joined, keyed, tsv_rows, yaml_value

SECTORS = frozenset(  # of PLOVER
    "GOV MIL REB COP OPP PTY CVL MED IGO NGO JUD SPY LEG BUS REL EDU LAB UAF AGR HLH ENV REF CRM ELI".split()  # noqa: SIM905
)
RELATIONS = frozenset({"part-of", "leads", "speaks-for", "allied-with", "member-of", "office"})
FLAGS = frozenset({"context", "full", "dated"})
NEEDS = frozenset({"quoted", "introduced", "before", "not-before", "after", "not-after", "about"})
# columns that a table may have; the first ones it must have
_COLUMNS = {
    "entities": (2, "id type ar en other country sector relations years links at flags source".split()),  # noqa: SIM905
    "names": (2, "name entity type naming needs source example counter".split()),  # noqa: SIM905
    "countries": (2, "id ar m f people capital capital_ar en en_adj iso2 at source".split()),  # noqa: SIM905
}
# keys that an entry of a YAML table must have, so that its layer can read it
_KEYS = {
    "furniture": ("match", "forms"), "words": ("forms",), "derived": ("patterns", "entity", "type"),
    "naming": ("where", "naming"), "reporting": ("stance",), "sources": ("kind",), "events": ("type",),
    "endings": ("outcome", "forms"),
}  # fmt: skip
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RULE = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_YEARS = re.compile(r"-?\d{1,4}(-(\d{1,4})?)?|-\d{4}")
_LINKS = {"wikidata": re.compile(r"Q\d+"), "geonames": re.compile(r"\d+"), "whosonfirst": re.compile(r"\d+")}
_SLOT = re.compile(r"\{([^}]*)\}")
_SLOTS = frozenset({"m", "f", "m_bare", "f_bare", "name", "capital"})


class Problem(NamedTuple):
    """What is wrong with a pack: `line` is 0 where the whole file is meant; `level` is error or warning."""

    path: Path
    line: int
    what: str
    level: str = "error"

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: {'' if self.level == 'error' else 'warning: '}{self.what}"


Row = Mapping[str, str]
Say = Callable[..., None]  # (path, line, what, level)


def check(folders: Sequence[Path | str] = (), *, with_examples: bool = True) -> list[Problem]:
    """Everything that is wrong with the packs in `folders` (the shipped ones where there are none), in order.

    The shipped packs are loaded beside them, for what a pack extends. `with_examples`: also read the
    sentences that entries bring with them.
    """
    own = [Path(folder).resolve() for folder in folders]
    shipped = [folder for folder in shipped_folders() if folder.resolve() not in own]
    if not own:
        own, shipped = [folder.resolve() for folder in shipped], []
    found: list[Problem] = []

    def say(path: Path, line: int, what: str, level: str = "error") -> None:
        if any(path.resolve().is_relative_to(folder) for folder in own):
            found.append(Problem(path, line, what, level))

    data = read_packs([*shipped, *own], say)
    _same_names([*shipped, *own], say)
    known = _Known(data)
    for info in data.infos:
        if Path(info.path).resolve() in own:
            _pack(info, known, say)
    if with_examples:
        _examples([info for info in data.infos if Path(info.path).resolve() in own], data, say)
    return sorted(set(found), key=lambda p: (str(p.path), p.line, p.level, p.what))


class _Known:
    """What all loaded packs know together."""

    def __init__(self, data: PackData) -> None:
        self.entities = data.entities
        self.kinds = {
            table.get("kind", "") for info in data.infos for table in info.tables if info.name in ("core", "world")
        }
        self.countries = data.countries


def _same_names(folders: Sequence[Path], say: Say) -> None:
    seen: dict[str, Path] = {}
    for folder in folders:
        info = manifest(folder, lambda *_: None)
        if info and info.name in seen:
            what = f"takes the place of another pack named {info.name} ({seen[info.name]})"
            say(folder / "pack.yaml", 0, what, "warning")
        elif info:
            seen[info.name] = folder


def _pack(info: PackInfo, known: _Known, say: Say) -> None:
    path = Path(info.path) / "pack.yaml"
    if not _KEBAB.fullmatch(info.name):
        say(path, 0, f"the name {info.name!r} should be small letters, digits and hyphens")
    if not re.fullmatch(r"\d+\.\d+\.\d+\S*", info.version):
        say(path, 0, f"the version {info.version!r} should have three numbers, such as 0.1.0", "warning")
    if not info.licence:
        say(path, 0, "says no licence", "warning")
    rules: dict[tuple[str, str], tuple[Path, int]] = {}
    ids: dict[str, tuple[Path, int]] = {}
    for table in info.tables:
        file, kind = Path(info.path) / table.get("file", ""), table.get("kind", "")
        if not file.is_file():
            continue  # loading said so
        if kind in _COLUMNS:
            _columns(file, kind, say)
        if kind == "entities":
            for line, row in tsv_rows(file, lambda *_: None):
                _entity(file, line, row, known, say)
                _once(ids, row.get("id", ""), file, line, say)
        elif kind == "names":
            for line, row in tsv_rows(file, lambda *_: None):
                _name(file, line, row, known, say)
        elif kind == "countries":
            for line, row in tsv_rows(file, lambda *_: None):
                _country(file, line, row, known, say)
                _once(ids, row.get("id", ""), file, line, say)
        else:
            if kind not in known.kinds:
                say(path, 0, f"{file.name}: nothing is known to read tables of the kind {kind!r}", "warning")
            _rules(file, kind, rules, say)


def _once(seen: dict[str, tuple[Path, int]], key: str, path: Path, line: int, say: Say) -> None:
    if key in seen:
        other, before = seen[key]
        say(path, line, f"the identifier {key} is used already in {other.name}, line {before}")
    else:
        seen[key] = path, line


def _columns(path: Path, kind: str, say: Say) -> None:
    needed, columns = _COLUMNS[kind]
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return  # loading said so
    number, header = next(((n, x) for n, x in enumerate(lines, 1) if x.strip() and not x.startswith("#")), (0, ""))
    cells = [cell.strip() for cell in header.split("\t")]
    for column in columns[:needed]:
        if column not in cells:
            say(path, number, f"the column {column} is missing")
    for cell in cells:
        if cell not in columns:
            say(path, number, f"there is no column {cell!r}; there are {', '.join(columns)}")


def _entity(path: Path, line: int, row: Row, known: _Known, say: Say) -> None:
    key = row.get("id", "")
    if not _KEBAB.fullmatch(key):
        say(path, line, f"the identifier {key!r} should be small letters, digits and hyphens")
    if row.get("type") not in ENTITY_TYPES:
        say(path, line, f"type {row.get('type')!r} is none of {', '.join(ENTITY_TYPES)}")
    if row.get("sector") and row["sector"] not in SECTORS:
        say(path, line, f"sector {row['sector']!r} is no PLOVER sector")
    if row.get("country") and row["country"] not in known.entities:
        say(path, line, f"no pack knows the country {row['country']!r}", "warning")
    if row.get("years") and not all(_YEARS.fullmatch(part.strip()) for part in joined(row["years"])):
        say(path, line, f"years {row['years']!r} should look like 2011-2024, 2015- or -2003")
    if not joined(row.get("ar", "")) and not joined(row.get("en", "")):
        say(path, line, f"{key} has no name", "warning")
    _place(path, line, row, say)
    for flag in joined(row.get("flags", "")):
        _flag(path, line, flag, say)
    for relation in joined(row.get("relations", "")):
        _relation(path, line, relation, known, say)
    for name, values in keyed(row.get("links", "")).items():
        pattern = _LINKS.get(name)
        if pattern and not all(pattern.fullmatch(value) for value in values):
            say(path, line, f"link {name}:{values[0]} should match {pattern.pattern}")


def _place(path: Path, line: int, row: Row, say: Say) -> None:
    if not row.get("at"):
        return
    latitude, _, longitude = row["at"].partition(",")
    try:
        good = -90 <= float(latitude) <= 90 and -180 <= float(longitude) <= 180
    except ValueError:
        return  # loading said so
    if not good:
        say(path, line, f"at {row['at']!r} is nowhere: latitude, then longitude")


def _flag(path: Path, line: int, flag: str, say: Say) -> None:
    name, _, value = flag.partition(":")
    if name not in FLAGS:
        say(path, line, f"flag {flag!r} is none of {', '.join(sorted(FLAGS))}")
    elif name == "dated":
        first, dots, last = value.partition("..")
        if not is_day(first) or (last and not is_day(last)):
            say(path, line, f"{flag!r} should look like dated:2019-10-09 or dated:2019-10-09..2019-10-25")
        elif dots and last and last < first:
            say(path, line, f"{flag!r} ends before it begins")


def _relation(path: Path, line: int, relation: str, known: _Known, say: Say) -> None:
    kind, _, rest = relation.partition(":")
    target, at, years = rest.partition("@")
    if kind not in RELATIONS:
        say(path, line, f"relation {relation!r} is none of {', '.join(sorted(RELATIONS))}")
    elif not target:
        say(path, line, f"relation {relation!r} names nobody")
    elif kind != "office" and target not in known.entities:
        say(path, line, f"{kind}: no pack knows {target!r}", "warning")
    if at and not _YEARS.fullmatch(years):
        say(path, line, f"years {years!r} of the relation {relation!r} should look like 2011-2024 or 2015-")


def _name(path: Path, line: int, row: Row, known: _Known, say: Say) -> None:
    entity = row.get("entity", "")
    if entity and entity not in known.entities and row.get("type"):
        say(path, line, f"no pack knows the entity {entity!r}")
    if row.get("type") and row["type"] not in ENTITY_TYPES:
        say(path, line, f"type {row['type']!r} is none of {', '.join(ENTITY_TYPES)}")
    for need in joined(row.get("needs", "")):
        kind, colon, words = need.partition(":")
        if kind not in NEEDS:
            say(path, line, f"need {need!r} is none of {', '.join(sorted(NEEDS))}")
        elif (kind in ("quoted", "introduced")) == bool(colon):
            say(path, line, f"need {need!r}: {'takes no words' if colon else 'which words?'}")
        elif colon and not all(word.strip() for word in words.split(",")):
            say(path, line, f"need {need!r} has an empty word")


def _country(path: Path, line: int, row: Row, known: _Known, say: Say) -> None:
    if not _KEBAB.fullmatch(row.get("id", "")):
        say(path, line, f"the identifier {row.get('id')!r} should be small letters, digits and hyphens")
    if row.get("capital") and row["capital"] not in known.entities:
        say(path, line, f"no pack knows the capital {row['capital']!r}", "warning")
    if row.get("iso2") and not re.fullmatch(r"[A-Z]{2}", row["iso2"]):
        say(path, line, f"iso2 {row['iso2']!r} should be two capital letters")
    if bool(row.get("m")) != bool(row.get("f")):
        say(path, line, "has only one of the adjectives m and f", "warning")
    _place(path, line, row, say)


def _rules(path: Path, kind: str, seen: dict[tuple[str, str], tuple[Path, int]], say: Say) -> None:
    value, lines = yaml_value(path, lambda *_: None)
    if not isinstance(value, list):
        return  # loading said so
    for line, key in _twice(path):
        say(path, line, f"the key {key!r} stands twice in one entry: only the second counts")
    for line, entry in zip(lines, value, strict=True):
        if not isinstance(entry, dict) or not entry.get("id"):
            continue
        key = str(entry["id"])
        if not _RULE.fullmatch(key):
            say(path, line, f"the identifier {key!r} should be small letters and digits, joined by . - or _")
        other, before = seen.setdefault((kind, key), (path, line))
        if other != path:
            say(path, line, f"the identifier {key} is used already in {other.name}, line {before}")
        for needed in _KEYS.get(kind, ()):
            if not entry.get(needed):
                say(path, line, f"{key}: {needed} is missing")
        if kind in ("derived", "naming") and entry.get("naming", "neutral") not in NAMINGS:
            say(path, line, f"{key}: naming {entry['naming']!r} is none of {', '.join(NAMINGS)}")
        if kind in ("derived", "name-patterns") and entry.get("type", "GPE") not in ENTITY_TYPES:
            say(path, line, f"{key}: type {entry['type']!r} is none of {', '.join(ENTITY_TYPES)}")
        if kind == "derived":
            for pattern in entry.get("patterns") or []:
                for slot in _SLOT.findall(str(pattern)):
                    if slot not in _SLOTS:
                        say(path, line, f"{key}: there is no {{{slot}}}; there are {', '.join(sorted(_SLOTS))}")


def _twice(path: Path) -> Iterator[tuple[int, str]]:
    """Keys that a mapping of a YAML file has more than once, with their lines."""
    node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen and key.value != "<<":
                    yield key.start_mark.line + 1, str(key.value)
                seen.add(key.value)
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)


def _examples(infos: Sequence[PackInfo], data: PackData, say: Say) -> None:
    """Run the sentences of every table that somebody judges."""
    packs = Packs(data)
    for info in infos:
        for table in info.tables:
            path, kind = Path(info.path) / table.get("file", ""), table.get("kind", "")
            checker = examples(kind)
            if checker is None or not path.is_file():
                continue
            for line, entry in _entries(path, kind, data, info):
                if not _judge(checker, entry, packs, path, line, partial(say, level=_LEVELS.get(kind, "error"))):
                    return


def _entries(path: Path, kind: str, data: PackData, info: PackInfo) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if kind == "names":
        for line, row in tsv_rows(path, lambda *_: None):
            if row.get("entity") in data.entities and row.get("name"):
                yield line, {**row, "pack": info.label}
        return
    value, lines = yaml_value(path, lambda *_: None)
    for line, entry in zip(lines, value if isinstance(value, list) else [], strict=False):
        if isinstance(entry, dict) and entry.get("id"):
            yield line, {**entry, "pack": info.label}


# an event rests on every layer below it, so its example may fail where its entry is right
_LEVELS = {"events": "warning"}


def _judge(checker: Checker, entry: Mapping[str, Any], packs: Packs, path: Path, line: int, say: Say) -> bool:
    """Say what is wrong with the sentences of one entry; False where no layers can be made of these packs."""
    if not any(entry.get(key) for key in ("example", "examples", "counter")):
        return True
    try:
        what = checker(entry, packs)
    except Exception as error:  # whatever a table of somebody's own does to a layer, the rest is still told
        from khabar.layers.pipeline import components

        try:
            components(packs)
        except Exception:
            say(path, 0, f"no examples were read: the layers cannot be made of these tables ({error!r})")
            return False
        what = f"its sentences cannot be read ({error!r})"
    if what:
        say(path, line, f"{entry['id']}: {what}" if "id" in entry else what)
    return True
