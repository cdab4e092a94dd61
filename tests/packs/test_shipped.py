"""The sentences that the shipped packs bring with them, and some that were read wrongly once."""

import re
from pathlib import Path

import pytest

from khabar.packs import load
from khabar.packs.check import check
from khabar.packs.examples import read
from khabar.packs.load import shipped_folders

WRONG = {
    "هبطت الطائرة في القاعدة الجوية": "al-qaeda",
    "تستورد الورشة المقاومة الكهربائية": "hezbollah",
    "كشف الدرك الوطني عن شحنة مخدرات": "turkey-gendarmerie",
    "زار الوزير مركز الصحة بمعتمدية العيون في تونس": "laayoune",
    "وصل الطلاب إلى مدرسة بحي النهضة": "nahda-square",
    "قاد الضابط حركة تمرد مسلحة ضد القيادة": "tamarod",
    "ترأس رئيس الحكومة اجتماعا وزاريا": "zaria",
}


@pytest.mark.parametrize("sentence", WRONG)
def test_what_should_not_be_found(sentence: str) -> None:
    assert WRONG[sentence] not in [name.entity for name in read(sentence, load(), "names").names]


@pytest.mark.parametrize("folder", shipped_folders(), ids=lambda folder: folder.name)
def test_every_example_and_counter_example(folder: Path) -> None:
    assert [str(problem) for problem in check([folder]) if problem.level == "error"] == []


def test_the_docs_list_every_shipped_pack() -> None:
    text = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")
    table = text.split("## Shipped packs", 1)[1].split("\n## ", 1)[0]
    firsts = " ".join(row.split("|")[1] for row in table.splitlines() if row.startswith("| `"))
    assert sorted(re.findall(r"`([a-z-]+)`", firsts)) == sorted(folder.name for folder in shipped_folders())
