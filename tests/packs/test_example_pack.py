"""A pack of a user's own, through the command line: the example of docs/packs.md, and packs that are wrong."""

import json
import shutil
from pathlib import Path

import pytest

from khabar.cli import main
from khabar.packs import load
from khabar.packs.check import check

PACK = Path(__file__).parents[2] / "docs" / "example-pack"
TEXT = """شيوخ لاسعانود يتهمون الإدارة الانفصالية
قال زعيم خاتمو عبد القادر فرديي إن قوات خاتمو سيطرت على قاعدة غوجعدي قرب لاس عانود في إقليم سول.
واتهم موسى بيحي ميليشيا خاتمو بخرق الهدنة، وأضاف بيحي أن المعارك مستمرة."""
FOUND = {
    ("لاسعانود", "GPE", "las-anod", "neutral"),
    ("لاس عانود", "GPE", "las-anod", "neutral"),
    ("الإدارة الانفصالية", "GOV", "somaliland-government", "delegitimising"),
    ("خاتمو", "GOV", "ssc-khatumo", "neutral"),
    ("عبد القادر فرديي", "PER", "firdhiye", "neutral"),
    ("قوات خاتمو", "GRP", "ssc-khatumo-forces", "neutral"),
    ("قاعدة غوجعدي", "LOC", "goojacade-base", "neutral"),
    ("سول", "GPE", "sool", "neutral"),
    ("موسى بيحي", "PER", "muse-bihi", "neutral"),
    ("بيحي", "PER", "muse-bihi", "neutral"),
    ("ميليشيا خاتمو", "GRP", "ssc-khatumo-forces", "delegitimising"),
}


def annotated(tmp_path: Path, *arguments: str) -> set[tuple[str, str, str, str]]:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert main(["annotate", str(tmp_path / "a.txt"), "--output", str(out), *arguments]) == 0
    (article,) = [r for r in map(json.loads, out.read_text().splitlines()) if r["kind"] == "article"]
    text = article["text"]
    names = article["names"]
    return {(text[n["start"] : n["end"]], n["type"], n["entity"], n.get("naming", "neutral")) for n in names}


def test_the_example_is_right() -> None:
    assert check([PACK]) == []


def test_what_it_adds_is_found(tmp_path: Path) -> None:
    assert annotated(tmp_path, "--pack", str(PACK)) == FOUND
    assert not {"ssc-khatumo", "goojacade-base", "sool"} & {entity for _, _, entity, _ in annotated(tmp_path)}


def test_a_changed_pack_is_read_anew(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(PACK, mine)
    assert "buhoodle" not in load([mine]).entities
    with (mine / "entities.tsv").open("a", encoding="utf-8") as table:
        table.write("buhoodle\tGPE\tبوهودلي\tBuhoodle\t\tsomalia\n")
    assert load([mine]).entities["buhoodle"].ar == ["بوهودلي"]


WRONG = {
    "type": ("entities.tsv", "new-army\tARMY\tجيش التلال\n", "type 'ARMY' is none of"),
    "identifier": ("entities.tsv", "sool\tGPE\tسول الشرقية\n", "the identifier sool is used already"),
    "type of another pack": ("entities.tsv", "mogadishu\tGRP\tمقديشو\n", "is that of a GPE of world"),
    "example": (
        "names.tsv",
        "تلال\tssc-khatumo\tGOV\tneutral\tbefore:إدارة\thand\tسكنت [تلال] خضراء\n",
        "in the example “تلال” is not found",
    ),
    "rule": (
        "naming.yaml",
        "- {id: naming.mine, where: before, naming: distancing, phrases: [المزعومون], types: [GRP],"
        ' examples: ["انسحبت [قوات خاتمو] الشمالية"]}\n',
        "the mention is neutral, not distancing",
    ),
    "yaml": ("naming.yaml", "- id: [naming.mine\n", "not YAML"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_with_file_and_line(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, text, what = WRONG[case]
    mine = tmp_path / "mine"
    shutil.copytree(PACK, mine)
    lines = (mine / file).read_text(encoding="utf-8").count("\n")
    with (mine / file).open("a", encoding="utf-8") as table:
        table.write(text)
    assert main(["pack", "check", str(mine)]) == 1
    told = capsys.readouterr().err
    (line,) = [x for x in told.splitlines() if what in x]
    where, number, _ = line.split(": ")[0].rpartition(":")[0], int(line.split(": ")[0].rpartition(":")[2]), line
    assert where.endswith(file)
    assert lines < number <= lines + 2


def test_a_broken_pack_stops_the_reader_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(PACK, mine)
    (mine / "naming.yaml").write_text("- id: a\n  where: [\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["annotate", str(tmp_path / "a.txt"), "--pack", str(mine), "--output", str(tmp_path / "o.jsonl")]) == 1
    told = capsys.readouterr().err
    assert "naming.yaml:" in told and "not YAML" in told and "Traceback" not in told
