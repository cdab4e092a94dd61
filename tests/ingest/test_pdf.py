"""The text layer of PDF files: letters in order, what is refused."""

from __future__ import annotations

import hashlib
import struct
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


def locked(password: bytes) -> bytes:
    """A PDF of one page that opens with a password (PDF 1.7, 7.6.3: algorithms 2, 3 and 4, RC4 of 40 bits)."""
    filling = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

    def rc4(key: bytes, data: bytes) -> bytes:
        state, j, out = list(range(256)), 0, bytearray()
        for i in range(256):
            j = (j + state[i] + key[i % len(key)]) % 256
            state[i], state[j] = state[j], state[i]
        i = j = 0
        for byte in data:
            i = (i + 1) % 256
            j = (j + state[i]) % 256
            state[i], state[j] = state[j], state[i]
            out.append(byte ^ state[(state[i] + state[j]) % 256])
        return bytes(out)

    padded, name = (password + filling)[:32], bytes(range(16))
    owner = rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + struct.pack("<i", -4) + name).digest()[:5]
    user = rc4(key, filling)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<%s>/U<%s>>>" % (owner.hex().encode(), user.hex().encode()),
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n"
        b"%%%%EOF" % (table, name.hex().encode(), name.hex().encode(), len(out))
    )


def test_a_password() -> None:
    """One that everybody may open is read; one that asks for a password is refused as such."""
    assert code(locked(b"")) == "pdf-no-text"
    assert code(locked(b"open")) == "pdf-locked"


def test_letters_that_make_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font without a map to characters gives letters, but no Arabic."""
    mixed = "\n".join("".join(sorted(line, reverse=True)) for line in LINES)
    monkeypatch.setattr(pdf, "read_pages", lambda data, name: [mixed])
    assert code(FILE.read_bytes()) == "pdf-unreadable"


def test_every_page_is_given() -> None:
    assert len(read_pages(FILE.read_bytes(), "a.pdf")) == 1
