"""Loading of packs: what a user's own pack adds, what is wrong with one, the compiled cache."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from khabar.errors import KhabarError
from khabar.packs import Packs, load
from khabar.packs.load import PackProblem, read_packs, shipped_folders

Make = Callable[..., Path]

ENTITIES = "id\ttype\tar\ten\tcountry\tsector\trelations\tflags\tat\n"
TWO = ENTITIES + (
    "noonday\tGRP\tحركة الضحى\tDawn Movement|DWN\tsyria\tREB\tallied-with:sdf\t\t\n"
    "tall-hill\tGPE\tتل الريح\t\tsyria\t\tpart-of:syria\tcontext\t36.1,40.2\n"
)
NAMES = (
    "name\tentity\ttype\tnaming\tneeds\nميليشيا الضحى\tnoonday\t\tdelegitimising\t\n"
    "الضحى\tnoonday\t\t\tquoted|introduced\n"
)


def surfaces(packs: Packs, name: str) -> list[tuple[str, str, str]]:
    return [(s.entity, s.type, s.naming) for s in packs.surfaces if s.name == name]


def problems(*folders: Path) -> list[tuple[str, int, str]]:
    found: list[tuple[str, int, str]] = []
    read_packs(folders, lambda path, line, what: found.append((path.name, line, what)))
    return found


def test_a_pack_of_ones_own(make: Make) -> None:
    packs = load([make("mine", {"entities.tsv": TWO, "names.tsv": NAMES}, extends="world")])
    assert "mine@0.1.0" in packs.labels
    e = packs.entities["noonday"]
    assert (e.type, e.sector, e.pack, e.relations) == (
        "GRP",
        "REB",
        "mine@0.1.0",
        ["allied-with:sdf"],
    )
    assert packs.entities["tall-hill"].at == (36.1, 40.2)
    assert surfaces(packs, "ميليشيا الضحى") == [("noonday", "GRP", "delegitimising")]
    assert surfaces(packs, "DWN") == [("noonday", "GRP", "neutral")]
    assert not surfaces(packs, "Dawn Movement")  # only abbreviations stand in Arabic text
    assert next(s for s in packs.surfaces if s.name == "الضحى").needs == ["quoted", "introduced"]
    assert packs.entity_type("noonday") == "GRP"
    assert packs.entity_type("nobody") is None
    assert packs.entity_type(None) is None


def test_every_entry_knows_where_it_is_from(make: Make) -> None:
    packs = load([make("mine", {"entities.tsv": TWO, "names.tsv": NAMES}, extends="world")])
    assert {s.rule for s in packs.surfaces if s.entity == "noonday"} == {"entity.noonday", "name.mine.2", "name.mine.3"}
    assert all(s.pack and s.rule for s in packs.surfaces)
    assert all(e.pack in packs.labels for e in packs.entities.values())
    assert all(rule["id"] and rule["pack"] in packs.labels for rule in packs.rules("reporting"))


def test_a_pack_says_more_of_what_another_knows(make: Make) -> None:
    one = make("one", {"entities.tsv": ENTITIES + "noonday\tGRP\tحركة الضحى\t\t\t\t\t\t\n"})
    two = make("two", {"entities.tsv": ENTITIES + "noonday\tGRP\tتنظيم الضحى\tDawn\t\t\t\t\t1.5,2\n"}, extends="one")
    data = read_packs([two, one])
    assert [info.name for info in data.infos] == ["one", "two"]
    assert data.entities["noonday"].ar == ["حركة الضحى", "تنظيم الضحى"]
    assert (data.entities["noonday"].en, data.entities["noonday"].at) == (["Dawn"], (1.5, 2.0))


BROKEN: dict[str, tuple[dict[str, str], str, int, str]] = {
    "too many cells": ({"entities.tsv": "id\ttype\tar\nx\tGRP\tالضحى\tmore\n"}, "entities.tsv", 2, "4 cells"),
    "no type": ({"entities.tsv": "# mine\n\nid\ttype\tar\nx\t\tالضحى\n"}, "entities.tsv", 4, "type"),
    "not a place": ({"entities.tsv": "id\ttype\tat\nx\tGPE\tnorth\n"}, "entities.tsv", 2, "entities.tsv"),
    "unknown entity": ({"names.tsv": "name\tentity\nالضحى\tnoonday\n"}, "names.tsv", 2, "'noonday'"),
    "wrong colour": ({"names.tsv": "name\tentity\ttype\tnaming\nس\tnoonday\tGRP\tugly\n"}, "names.tsv", 2, "'ugly'"),
    "country without a name": ({"countries.tsv": "id\tar\natlantis\t\n"}, "countries.tsv", 2, "id and ar"),
    "country nowhere": ({"countries.tsv": "id\tar\tat\natlantis\tأطلنطس\there\n"}, "countries.tsv", 2, "'here'"),
    "broken yaml": ({"words.yaml": "- id: words.a\n  forms: [قال\n- id: b\n"}, "words.yaml", 3, "not YAML"),
    "no list": ({"words.yaml": "id: words.a\nforms: [قال]\n"}, "words.yaml", 1, "list of entries"),
    "no id": ({"words.yaml": "- {id: words.a, forms: [قال]}\n- {forms: [ذكر]}\n"}, "words.yaml", 2, "needs an id"),
    "twice": ({"words.yaml": "- {id: words.a, forms: [قال]}\n\n- id: words.a\n"}, "words.yaml", 3, "twice"),
    "key that is no text": ({"words.yaml": "- {id: words.a, 5: [قال]}\n"}, "words.yaml", 1, "quotation marks"),
    "derived from nothing": ({"derived.yaml": "- {id: derived.a, type: GRP}\n"}, "derived.yaml", 1, "derived.a"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_a_table(name: str, make: Make) -> None:
    tables, file, line, what = BROKEN[name]
    if name.startswith("derived"):
        tables = {"countries.tsv": "id\tar\natlantis\tأطلنطس\n", **tables}
    folder = make("mine", tables)
    assert [(f, n) for f, n, _ in problems(folder)] == [(file, line)]
    with pytest.raises(PackProblem) as raised:
        read_packs([folder])
    assert f"{file}:{line}: " in raised.value.message
    assert what in raised.value.message
    assert "pack check" in raised.value.hint
    assert "\n" not in str(raised.value)


MANIFESTS: dict[str, tuple[str, str]] = {
    "list": ("- name: mine\n", ""),
    "no name": ("version: 0.1.0\n", "`name`"),
    "wrong type": ("name: mine\nversion: 0.1.0\nextends: {world: 1}\n", "extends"),
    "not yaml": ("name: [mine\n", "not YAML"),
    "empty": ("", "`name`"),
    "missing table": ("name: mine\nversion: 0.1.0\ntables: [{file: gone.tsv, kind: names}]\n", "no such file"),
    "unknown base": ("name: mine\nversion: 0.1.0\nextends: [moon]\n", "extends moon, which is not loaded"),
    "itself": ("name: mine\nversion: 0.1.0\nextends: [mine]\n", "extends itself"),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_what_is_wrong_with_a_manifest(name: str, make: Make) -> None:
    text, what = MANIFESTS[name]
    folder = make("mine")
    (folder / "pack.yaml").write_text(text)
    with pytest.raises(PackProblem) as raised:
        read_packs([folder])
    assert what in raised.value.message
    assert "mine" in raised.value.message


def test_packs_that_extend_each_other(make: Make) -> None:
    folders = [make("one", extends="two"), make("two", extends="three"), make("three", extends="one")]
    assert [what for _, _, what in problems(*folders)] == ["one extends itself"]


def test_what_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackProblem, match=r"pack\.yaml"):
        read_packs([tmp_path])
    with pytest.raises(KhabarError, match="no such folder"):
        load([tmp_path / "none"])
    (tmp_path / "file").write_text("x")
    with pytest.raises(KhabarError):
        load([tmp_path / "file"])


def test_a_table_that_is_no_utf8(make: Make) -> None:
    folder = make("mine", {"names.tsv": "x"})
    (folder / "names.tsv").write_bytes("الضحى".encode("cp1256"))
    assert [(f, n) for f, n, _ in problems(folder)] == [("names.tsv", 0)]


def test_windows_line_ends_and_a_byte_order_mark(make: Make) -> None:
    folder = make("mine", {"entities.tsv": "\ufeffid\ttype\tar\r\nnoonday\tGRP\tحركة الضحى\r\n"})
    assert read_packs([folder]).entities["noonday"].ar == ["حركة الضحى"]


# the compiled cache -----------------------------------------------------------------------------------------


@pytest.fixture
def few(make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Small packs in place of the shipped ones, so that reading anew is quick."""
    make("shipped/world")
    monkeypatch.setattr(sys.modules[read_packs.__module__], "SHIPPED", tmp_path / "shipped")


def compiled(folder: Path) -> list[Path]:
    return sorted(folder.glob("khabar/packs-*.msgpack"))


def test_the_cache_is_rebuilt_when_a_file_changes(
    make: Make, few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("KHABAR_CACHE", str(cache))
    folder = make("mine", {"entities.tsv": TWO})
    assert "noonday" in load([folder]).entities
    assert len(compiled(cache)) == 1
    load([folder])
    assert len(compiled(cache)) == 1
    table = folder / "entities.tsv"
    table.write_text(TWO.replace("noonday", "evenings"[:7]), encoding="utf-8")  # as long as it was
    os.utime(table, ns=(1, 1))
    assert "evening" in load([folder]).entities
    assert len(compiled(cache)) == 2
    (folder / "unused.txt").write_text("x")
    load([folder])
    assert len(compiled(cache)) == 3


def test_a_damaged_cache_is_read_anew(make: Make, few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_CACHE", str(tmp_path / "cache"))
    folder = make("mine", {"entities.tsv": TWO})
    load([folder])
    (kept,) = compiled(tmp_path / "cache")
    for damage in (b"", b"\xff\xff", b"\x80", kept.read_bytes()[:-5]):
        kept.write_bytes(damage)
        assert "noonday" in load([folder]).entities


def test_a_cache_folder_that_cannot_be_used(
    make: Make, few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("KHABAR_CACHE", str(tmp_path / "taken"))
    folder = make("mine", {"entities.tsv": TWO})
    assert "noonday" in load([folder]).entities
    assert "noonday" in load([folder], cache=False).entities


def test_no_cache_where_none_is_wanted(make: Make, few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_CACHE", str(tmp_path / "cache"))
    load([make("mine", {"entities.tsv": TWO})], cache=False)
    assert not (tmp_path / "cache").exists()


def test_a_user_without_a_home(make: Make, few: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(self: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("KHABAR_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "expanduser", homeless)
    assert "noonday" in load([make("mine", {"entities.tsv": TWO})]).entities


def test_the_cache_gives_what_reading_gives(make: Make, few: None) -> None:
    rule = "- {id: words.days, forms: [قال], since: 2019-10-09, shares: {1: a, 2: b}, at: 1.5, empty: null}\n"
    folder = make("mine", {"words.yaml": rule})

    def ours(packs: Packs) -> list[dict[str, Any]]:
        return [r for r in packs.rules("words") if r["pack"] == "mine@0.1.0"]

    fresh, kept, uncached = ours(load([folder])), ours(load([folder])), ours(load([folder], cache=False))
    assert fresh == kept == uncached
    assert (fresh[0]["since"], fresh[0]["at"]) == ("2019-10-09", 1.5)


def test_what_is_compiled_is_made_once(make: Make) -> None:
    packs = Packs(read_packs([make("mine", {"entities.tsv": TWO})]))
    made: list[Packs] = []

    def build(given: Packs) -> int:
        made.append(given)
        return len(given.entities)

    assert packs.compiled("size", build) == packs.compiled("size", build) == 2
    assert made == [packs]


def test_classes_of_words(make: Make) -> None:
    one = make("one", {"words.yaml": "- {id: words.go, forms: [إلى, أقبل]}\n"})
    two = make("two", {"words.yaml": "- {id: words.go, forms: [مضى]}\n"})
    packs = Packs(read_packs([one, two]))
    assert packs.words("go") == {"الي", "اقبل", "مضي"}
    assert packs.words("nothing") == frozenset()


def test_shipped_packs_load_without_a_problem() -> None:
    assert problems(*shipped_folders()) == []
