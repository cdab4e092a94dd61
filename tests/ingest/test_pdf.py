"""The text layer of PDF files: letters in order, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ingest.made import read

from khabar.errors import KhabarError
from khabar.ingest import pdf
from khabar.ingest.extract import from_bytes
from khabar.ingest.pdf import read_pages, read_pdf
from khabar.ingest.trace import trace

FILE = Path(__file__).parents[1] / "data" / "printed.pdf"
LINES = [
    "اتفاق على فتح الطريق إلى تلة الريح",
    "قال محافظ المنطقة في 12/05/2019 إن الطريق سيفتح أمام 45 شاحنة (نحو ألف طن من المساعدات)، وإن الأهالي سيعودون"
    " إلى الأحياء الأولى قبل نهاية الأسبوع المقبل بعد أن تعمل شبكة المياه.",
    "ولم يصدر عن لجنة الهدنة أي تعليق حتى ساعة إعداد هذا الخبر، في حين تشكو البلدة من نقص حاد في الوقود والدواء منذ"
    " إغلاق الطريق.",
]


def test_text_in_order() -> None:
    assert read_pdf(FILE.read_bytes(), "a.pdf").split("\n") == LINES
    (found,), errors, _ = read(FILE)
    assert not errors
    assert found.item is not None
    assert found.item.kind == "pdf"
    assert found.article.text == "\n".join(LINES)


def test_a_span_is_led_back_to_its_page() -> None:
    data = FILE.read_bytes()
    text = from_bytes(data, "a.pdf", "pdf").text
    assert [(s.span, s.where, s.bytes) for s in trace(data, "pdf", None, text, (0, 40))] == [
        ((0, len(LINES[0])), "page 1", []), ((len(LINES[0]) + 1, 40), "page 1", []),
    ]  # fmt: skip
    assert trace(data, "pdf", None, text + "x", (0, 5))[0].where == "nowhere"


def code(data: bytes) -> str:
    with pytest.raises(KhabarError) as met:
        read_pdf(data, "a.pdf")
    assert "a.pdf" in str(met.value)
    return met.value.code


def test_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = FILE.read_bytes()
    assert code(b"%PDF-1.7\n%abc") == "pdf-damaged"
    assert code(data[:2000]) == "pdf-damaged"
    blank = b"""%PDF-1.1
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Root 1 0 R>>"""
    assert code(blank) == "pdf-no-text"
    monkeypatch.setattr(pdf, "PAGES", 0)
    assert code(data) == "pdf-too-long"


def test_letters_that_make_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font without a map to characters gives letters, but no Arabic."""
    mixed = "\n".join("".join(sorted(line, reverse=True)) for line in LINES)
    monkeypatch.setattr(pdf, "read_pages", lambda data, name: [mixed])
    assert code(FILE.read_bytes()) == "pdf-unreadable"


def test_every_page_is_given() -> None:
    assert len(read_pages(FILE.read_bytes(), "a.pdf")) == 1
