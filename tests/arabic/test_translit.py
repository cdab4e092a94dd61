"""Names in Latin letters: what packs know is spelt as they do, the rest by letters."""

from __future__ import annotations

import pytest

import khabar
from khabar.arabic.translit import transliterate
from khabar.packs.latin import spellings


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("حسن", "Ḥasan"),
        ("جعفر", "Jaʿfar"),
        ("منصور", "Manṣūr"),
        ("المنصورة", "al-Manṣūra"),
        ("ياسين", "Yāsīn"),
        ("أبو قاسم", "Abu Qāsim"),
        ("نُعْمان", "Nuʿmān"),
        ("عبد القادر", "Abd al-Qādir"),
        ("فــريد", "Farīd"),
        ("مدينة", "Madīna"),
        ("كوباني (عين العرب)", "Kūbānī (ʿĪn al-ʿArab)"),
        ("M5 الطريق", "M5 al-Ṭarīq"),
        ("", ""),
    ],
)
def test_by_letters(arabic: str, latin: str) -> None:
    assert transliterate(arabic) == latin


def test_a_known_part_is_spelt_as_it_is_known() -> None:
    known = {"محمد": "Mohammad", "قادر": "Qadir"}
    assert transliterate("محمّد عبد القادر", known) == "Mohammad Abd al-Qadir"


def test_packs_teach_the_spelling_of_parts() -> None:
    known = spellings(khabar.load_packs())
    assert known["خالد"] == "Khaled"
    assert "قوات" not in known, "what is no part of a person's name is not learnt"
    assert transliterate("خالد السالم", known).startswith("Khaled al-")
    assert not any(part.startswith("ال") and len(part) > 4 for part in known)
