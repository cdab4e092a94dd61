"""`khabar who`: the tree of voices, and what rests on one kind of source."""

from pathlib import Path

import pytest

from khabar.cli import main

TEXT = (
    "الحكومة تدرس المقترح\n"
    "نقلت وكالة رويترز عن مصدر دبلوماسي مطلع قوله إن الحكومة تدرس المقترح الجديد بجدية كبيرة. "
    "وأضاف المصدر أن الرد سيصدر خلال أيام.\n"
    "وقال وزير الخارجية التركي هاكان فيدان إن بلاده ترحب بالمقترح.\n"
    "ولم يؤكد المتحدث باسم الوزارة موعد الرد.\n"
)


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    path = str(tmp_path / "x.ledger")
    assert main(["read", str(article), "--ledger", path]) == 0
    return path


def test_tree(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["who", "--ledger", ledger, "--lang", "en", "--why"]) == 0
    out = capsys.readouterr().out
    assert "Reuters" in out
    # the source speaks through the agency, also where only المصدر stands
    reuters, minister = out.split("Reuters")[1].split("Hakan Fidan")
    assert "الرد سيصدر خلال أيام" in reuters
    assert "Turkey" in minister
    assert "موعد الرد" not in out
    assert "source.source" in out


def test_by_anonymous(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["who", "--by", "anonymous", "--ledger", ledger, "--lang", "ar"]) == 0
    out = capsys.readouterr().out
    assert "«الحكومة تدرس المقترح الجديد بجدية كبيرة»" in out
    assert "«الرد سيصدر خلال أيام»" in out
    assert "ترحب" not in out


def test_unknown_article(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["who", "nothing", "--ledger", ledger]) == 1
    assert "no such article" in capsys.readouterr().err
