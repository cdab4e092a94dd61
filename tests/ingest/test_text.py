"""Bytes to text, for the encodings that Arabic articles really come in."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import KhabarError
from khabar.ingest.text import decode

ARABIC = (
    "قال مصدر محلي إن وفدا من الإدارة وصل إلى المدينة يوم الثلاثاء، والتقى المحافظ في مبنى المحافظة.\n"
    "وأضاف المصدر أن اللقاء تناول فتح الطريق وعودة الأهالي إلى القرى، ولم يصدر عن الطرفين بيان؟\n"
)
SHORT = "وصل الوفد إلى المدينة"


@pytest.mark.parametrize("text", [ARABIC, SHORT, ARABIC * 50])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6", "utf-32"]
)
def test_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


def test_windows_1256_with_what_only_it_has() -> None:
    text = ARABIC + "وقالت «الوكالة» – في بيان – إن “الاتفاق” قائم… 2019\n"
    assert decode(text.encode("cp1256"), "a.txt") == text


def test_line_ends_and_lone_nul() -> None:
    assert decode("سطر\r\nثان\rثالث\n".encode(), "a.txt") == "سطر\nثان\nثالث\n"
    assert "\x00" not in decode((ARABIC * 3 + "\x00").encode(), "a.txt")


def test_half_a_file_keeps_its_whole_characters() -> None:
    assert decode(ARABIC.encode()[:-2], "a.txt") == ARABIC[:-2]
    assert decode(ARABIC.encode("utf-16")[:-1], "a.txt") == ARABIC[:-1]


def test_a_damaged_byte_does_not_lose_the_rest() -> None:
    data = ARABIC.encode() * 5
    text = decode(data[:401] + b"\xff" + data[402:], "a.txt")
    assert text.count("\ufffd") <= 3
    assert text.endswith(ARABIC)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%abc",
        b"PK\x03\x04abc",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"SQLite format 3\x00abc",
        random.Random(1).randbytes(5000),
        bytes(range(256)) * 10,
        b"\x00" * 100,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(KhabarError) as met:
        decode(data, "a.bin")
    assert met.value.code == "file-binary"
    assert "a.bin" in str(met.value)


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(data: bytes) -> None:
    with pytest.raises(KhabarError) as met:
        decode(data, "a.txt")
    assert met.value.code == "file-empty"


def test_latin_text_is_read() -> None:
    assert decode(
        "Le président a été reçu à Damas; déjà, l'été dernier, il y était allé.".encode("cp1252"), "a"
    ).startswith("Le président")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_one_error(data: bytes) -> None:
    try:
        text = decode(data, "a.txt")
    except KhabarError as problem:
        assert "\n" not in str(problem)
    else:
        assert text.strip()
        assert "\x00" not in text


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي ةىأإآ،.\n", min_size=1).filter(lambda t: bool(t.strip())))
def test_utf8_is_never_taken_for_something_else(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text


def test_no_network_or_locale_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "LC_ALL", "C")
    assert decode(SHORT.encode("cp1256"), "a.txt") == SHORT
