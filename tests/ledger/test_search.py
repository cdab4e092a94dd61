"""Search: spelling, the article and particles before a word do not matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.article import Article
from khabar.errors import KhabarError
from khabar.ledger import open_ledger
from khabar.ledger.search import stem

TEXTS = {
    "a": "التقى الوفدُ مسؤولي الحكومــة في دمشق",
    "b": "وصل وزير الخارجية إلى أنقرة والتقى نظيره بالحكومة التركية",
    "c": "قالت مصادر بدمشق إنّ الطريق فُتح للمدنيين",
    "d": "نفى الوزير ما نُقل عنه في 2019",
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("حكومة", "ab"),
        ("الحكومه", "ab"),
        ("والحكومة دمشق", "a"),
        ("دمشق", "ac"),
        ("بدمشق", "c"),
        ("وزير", "bd"),
        ("انقره", "b"),
        ("المدنيين", "c"),
        ('"وزير الخارجية"', "b"),
        ("«الخارجية وزير»", ""),
        ("٢٠١٩", "d"),
        ("غير-موجود", ""),
        ('دمشق AND "OR" NEAR(', ""),
    ],
)
def test_search(tmp_path: Path, words: str, expected: str) -> None:
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger:
        for name, text in TEXTS.items():
            ledger.add(Article(name, text))
        hits = ledger.search(words)
        assert sorted(h.id for h in hits) == list(expected)
        for hit in hits:
            text = TEXTS[hit.id]
            assert text[slice(*hit.span)] == hit.snippet
            assert hit.matches


@pytest.mark.parametrize("words", ["", "  ", '""', "، !"])
def test_nothing_to_search_for(tmp_path: Path, words: str) -> None:
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger, pytest.raises(KhabarError) as met:
        ledger.search(words)
    assert met.value.code == "search-empty"


def test_snippet_shows_the_words_as_given(tmp_path: Path) -> None:
    text = "كلام " * 100 + "ثم التقى الوفدُ المحافظَ " + "وكلام " * 100
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger:
        ledger.add(Article("a", text))
        (hit,) = ledger.search("محافظ وفد")
    assert [text[slice(*m)] for m in hit.matches] == ["الوفدُ", "المحافظَ"]
    assert len(hit.snippet) < 200


def test_stem_leaves_short_words() -> None:
    assert [stem(w) for w in ("بال", "والي", "الله", "للنظام", "وبالمدينه")] == ["بال", "والي", "الله", "نظام", "مدينه"]
