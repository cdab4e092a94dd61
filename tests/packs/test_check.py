"""The checker of packs."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from khabar.cli import pack
from khabar.packs import Packs
from khabar.packs.check import Problem, check
from khabar.packs.examples import examples, marked, register
from khabar.packs.load import SHIPPED, read_packs

Make = Callable[..., Path]
ROWS = "id\ttype\tar\tsector\trelations\tyears\tlinks\tat\tflags\n"
NAMES = "name\tentity\ttype\tnaming\tneeds\texample\tcounter\n"


@pytest.fixture(autouse=True)
def small(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small packs in place of the shipped ones, so that loading is quick."""
    make("shipped/core", {"words.yaml": "", "furniture.yaml": "", "names.tsv": NAMES})
    make(
        "shipped/world",
        {"entities.tsv": "id\ttype\tar\nsyria\tGPE\tسوريا\n", "countries.tsv": "id\tar\n", "derived.yaml": ""},
    )
    make("shipped/syria", {"entities.tsv": "id\ttype\tar\nsdf\tGRP\tقوات سوريا الديمقراطية\n", "names.tsv": NAMES})
    monkeypatch.setattr(sys.modules[read_packs.__module__], "SHIPPED", tmp_path / "shipped")


@pytest.fixture
def core(small: None, tmp_path: Path) -> None:
    """The real `core`, for layers that read sentences."""
    (tmp_path / "shipped/core").rename(tmp_path / "shipped/_core")
    (tmp_path / "shipped/_core/pack.yaml").unlink()
    (tmp_path / "shipped/core").symlink_to(SHIPPED / "core")


def told(folder: Path, *, level: str = "error", with_examples: bool = False) -> list[tuple[str, int, str]]:
    return [(p.path.name, p.line, p.what) for p in check([folder], with_examples=with_examples) if p.level == level]


def row(**cells: str) -> str:
    given = {"id": "noonday", "type": "GRP", "ar": "حركة الضحى", **cells}
    return ROWS + "\t".join(given.get(column, "") for column in ROWS.split()) + "\n"


WRONG_ENTITIES: dict[str, tuple[dict[str, str], str]] = {
    "identifier": ({"id": "Noon_day"}, "'Noon_day'"),
    "type": ({"type": "ARMY"}, "'ARMY'"),
    "sector": ({"sector": "XXX"}, "'XXX'"),
    "years": ({"years": "since 2011"}, "'since 2011'"),
    "flag": ({"flags": "context|shy"}, "'shy'"),
    "dated": ({"flags": "dated:2019-13-01"}, "dated:"),
    "dated backwards": ({"flags": "dated:2019-10-09..2019-10-01"}, "ends before"),
    "relation": ({"relations": "friend-of:sdf"}, "'friend-of:sdf'"),
    "relation to nobody": ({"relations": "part-of:"}, "nobody"),
    "years of a relation": ({"relations": "leads:sdf@x"}, "'x'"),
    "nowhere": ({"at": "136.5,40"}, "nowhere"),
    "link": ({"links": "wikidata:83"}, "wikidata:83"),
}


@pytest.mark.parametrize("name", WRONG_ENTITIES)
def test_entities(name: str, make: Make) -> None:
    cells, what = WRONG_ENTITIES[name]
    found = told(make("mine", {"entities.tsv": row(**cells)}, extends="world"))
    assert [(file, line) for file, line, _ in found] == [("entities.tsv", 2)]
    assert what in found[0][2]


def test_good_entities(make: Make) -> None:
    good = row(sector="REB", relations="part-of:sdf|leads:sdf@2014-2020|office:head-of-x@2011-", years="2011-",
               links="wikidata:Q1|geonames:12", at="36.5,40.1", flags="context|full|dated:2019-10-09..2019-10-25",
               )  # fmt: skip
    assert check([make("mine", {"entities.tsv": good}, extends="world")]) == []


def test_an_identifier_once_in_a_pack(make: Make) -> None:
    folder = make("mine", {"entities.tsv": row() + row().split("\n")[1] + "\n"})
    assert told(folder) == [("entities.tsv", 3, "the identifier noonday is used already in entities.tsv, line 2")]


def test_an_entity_of_another_pack_is_no_duplicate(make: Make) -> None:
    assert told(make("mine", {"entities.tsv": row(id="sdf")})) == []


def test_warnings(make: Make) -> None:
    folder = make("mine", {"entities.tsv": row(relations="part-of:noman"), "mystery.yaml": "- {id: a.b}\n"})
    (folder / "pack.yaml").write_text((folder / "pack.yaml").read_text().replace("0.1.0", "one"))
    found = told(folder, level="warning")
    assert any("noman" in what and line == 2 for _, line, what in found)
    assert any("'mystery'" in what for _, _, what in found)
    assert any("'one'" in what for _, _, what in found)
    assert told(folder) == []


WRONG_NAMES: dict[str, tuple[str, str]] = {
    "entity": ("س\tnobody\tGRP\t\t\t\t", "'nobody'"),
    "type": ("س\tsdf\tARMY\t\t\t\t", "'ARMY'"),
    "need": ("س\tsdf\t\t\tnear:x\t\t", "'near:x'"),
    "need without words": ("س\tsdf\t\t\tbefore\t\t", "which words"),
    "need with words": ("س\tsdf\t\t\tquoted:x\t\t", "takes no words"),
    "need with an empty word": ("س\tsdf\t\t\tafter:x,,y\t\t", "empty word"),
    "colour": ("س\tsdf\t\tugly\t\t\t", "'ugly'"),
    "unknown without a type": ("س\tnobody\t\t\t\t\t", "'nobody'"),
}


@pytest.mark.parametrize("name", WRONG_NAMES)
def test_names(name: str, make: Make) -> None:
    cells, what = WRONG_NAMES[name]
    found = told(make("mine", {"names.tsv": NAMES + cells + "\n"}, extends="syria"))
    assert [(file, line) for file, line, _ in found] == [("names.tsv", 2)]
    assert what in found[0][2]


def test_columns(make: Make) -> None:
    found = told(make("mine", {"entities.tsv": "id\ttype\tarabic\nnoonday\tGRP\tحركة الضحى\n"}))
    assert [(file, line) for file, line, _ in found] == [("entities.tsv", 1)]
    assert "'arabic'" in found[0][2]
    found = told(make("mine", {"names.tsv": "# mine\nname\ttype\n"}))
    assert found == [("names.tsv", 2, "the column entity is missing")]


def test_rules(make: Make) -> None:
    rules = (
        "- {id: words.one, forms: [قال]}\n"
        "- {id: Words One, forms: [قال]}\n"
        "- {id: words.two}\n"
        "- id: words.three\n"
        "  forms: [قال]\n"
        "  forms: [ذكر]\n"
    )
    found = told(make("mine", {"words.yaml": rules}))
    assert [(line, what.split(":")[0]) for _, line, what in found] == [
        (2, "the identifier 'Words One' should be small letters and digits, joined by . - or _"),
        (3, "words.two"),
        (6, "the key 'forms' stands twice in one entry"),
    ]


def test_derived(make: Make) -> None:
    rules = "- {id: derived.x, type: ARMY, naming: ugly, entity: '{id}-x', patterns: ['جيش {m} {where}']}\n"
    whats = " ".join(what for _, _, what in told(make("mine", {"derived.yaml": rules}, extends="world")))
    assert "'ARMY'" in whats
    assert "'ugly'" in whats
    assert "{where}" in whats


def test_one_identifier_in_two_tables(make: Make) -> None:
    folder = make("mine", {"words.yaml": "- {id: words.one, forms: [قال]}\n"})
    (folder / "more.yaml").write_text("# more\n- {id: words.one, forms: [ذكر]}\n")
    with (folder / "pack.yaml").open("a") as file:
        file.write("  - {file: more.yaml, kind: words}\n")
    assert told(folder) == [("more.yaml", 2, "the identifier words.one is used already in words.yaml, line 1")]


def test_what_loading_reports_is_reported(make: Make) -> None:
    folder = make("mine", {"words.yaml": "- {id: [\n", "entities.tsv": "id\ttype\nx\tGRP\ty\n", "names.tsv": NAMES})
    (folder / "names.tsv").unlink()
    assert [file for file, _, _ in told(folder)] == ["entities.tsv", "names.tsv", "words.yaml"]


def test_a_pack_that_takes_the_place_of_another(make: Make) -> None:
    assert "takes the place" in told(make("world"), level="warning")[0][2]


# sentences --------------------------------------------------------------------------------------------------


def test_marked() -> None:
    assert marked("هاجمت [قسد] و[“الفجر”] الموقع") == ("هاجمت قسد و“الفجر” الموقع", [(6, 9), (12, 17)])


SENTENCES = {
    "found": ("حركة الضحى\tnoonday\t\t\t\tهاجمت [حركة الضحى] الموقع\tعادت الحركة إلى السوق", []),
    "not found": ("حركة الضحى\tnoonday\t\t\tquoted\tهاجمت [حركة الضحى] الموقع\t", [2]),
    "quoted": ("الضحى\tnoonday\t\t\tquoted\tهاجمت “[الضحى]” الموقع\tصلى الضحى في المسجد", []),
    "found where it should not": ("الضحى\tnoonday\t\t\tintroduced\t\tهاجمت حركة الضحى الموقع، وقالت الضحى إنها", [2]),
    "introduced": ("الضحى\tnoonday\t\t\tintroduced\tقالت [الضحى] إنها انسحبت\tصلى الضحى في المسجد", []),
    "without a mark": ("حركة الضحى\tnoonday\t\t\t\tهاجمت حركة الضحى الموقع\t", [2]),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences_of_names(name: str, make: Make, core: None) -> None:
    cells, lines = SENTENCES[name]
    ar = "تنظيم الضحى" if "quoted" in cells and "not" in name else "حركة الضحى"
    folder = make("mine", {"entities.tsv": row(ar=ar), "names.tsv": NAMES + cells + "\n"}, extends="syria")
    assert [line for _, line, _ in told(folder, with_examples=True)] == lines


def test_sentences_of_times(make: Make, core: None) -> None:
    folder = make("mine", {"times.yaml": (
        "- {id: time.mine.one, match: <never>, examples: ['وصل الوفد [أمس].=2022-09-11'], counter: ['وصل الوفد.']}\n"
        "- {id: time.mine.two, match: <never-there>, examples: ['وصل الوفد [أمس].=2022-09-10']}\n"
        "- {id: time.mine.three, match: <never-there>, counter: ['وصل الوفد أمس.']}\n"
    )})  # fmt: skip
    assert [line for _, line, _ in told(folder, with_examples=True)] == [2, 3]


def test_a_checker_of_ones_own(make: Make) -> None:
    def sums(entry: Mapping[str, Any], packs: Packs) -> str | None:
        return None if entry["example"] == "four" else f"{entry['example']} is not four"

    register("sums", sums)
    assert examples("sums") is sums
    assert examples("nothing") is None
    folder = make("mine", {"sums.yaml": "- {id: sum.a, example: four}\n- {id: sum.b, example: five}\n"})
    assert told(folder, with_examples=True) == [("sums.yaml", 2, "sum.b: five is not four")]


def test_a_table_that_no_layer_can_be_made_of(make: Make, core: None) -> None:
    folder = make("mine", {
        "furniture.yaml": "- {id: furniture.mine}\n",
        "entities.tsv": row(),
        "names.tsv": NAMES + "الضحى\tnoonday\t\t\t\t[الضحى]\t\n",
    })  # fmt: skip
    found = told(folder, with_examples=True)
    assert ("furniture.yaml", 1, "furniture.mine: match is missing") in found
    assert any(file == "names.tsv" and "layers cannot be made" in what for file, _, what in found)


def test_how_a_problem_reads() -> None:
    assert str(Problem(Path("a/names.tsv"), 3, "no name")) == "a/names.tsv:3: no name"
    assert str(Problem(Path("a/pack.yaml"), 0, "no licence", "warning")) == "a/pack.yaml: warning: no licence"


def test_the_command_fails_on_errors_alone(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    def run(folder: Path) -> tuple[int, str, str]:
        code = pack.run(argparse.Namespace(action="check", folder=[str(folder)]))
        out = capsys.readouterr()
        return code, out.out, out.err

    assert run(make("mine", {"entities.tsv": row()})) == (0, "no problem found\n", "")
    code, out, err = run(make("mine", {"entities.tsv": row(relations="part-of:noman")}))
    assert (code, out) == (0, "0 errors, 1 warning\n")
    assert "entities.tsv:2: warning: " in err
    code, out, err = run(make("mine", {"entities.tsv": row(type="ARMY")}))
    assert (code, out) == (1, "1 error, 0 warnings\n")
    assert "entities.tsv:2: type 'ARMY'" in err
