"""The sentences that the shipped packs bring with them, and some that were read wrongly once."""

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
}


@pytest.mark.parametrize("sentence", WRONG)
def test_what_should_not_be_found(sentence: str) -> None:
    assert WRONG[sentence] not in [name.entity for name in read(sentence, load(), "names").names]


@pytest.mark.parametrize("folder", shipped_folders(), ids=lambda folder: folder.name)
def test_every_example_and_counter_example(folder: Path) -> None:
    assert [str(problem) for problem in check([folder]) if problem.level == "error"] == []
