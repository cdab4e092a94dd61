"""What a row of countries.tsv brings with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from khabar.packs import Packs, load
from khabar.packs.countries import definite
from khabar.packs.load import read_packs

Make = Callable[..., Path]

COLUMNS = "id\tar\tm\tf\tpeople\tcapital\tcapital_ar\ten\ten_adj\tat\n"
ROWS = COLUMNS + (
    "atlantis\tأطلنطس|جزيرة أطلنطس\tأطلنطي\tأطلنطية\tالأطلنطيون|الأطلنطيين\tpoint\tالرأس\tAtlantis\tAtlantean\t1,2\n"
    "upper-atlantis\tأطلنطس العليا\tأطلنطي علوي\tأطلنطية علوية\t\t\t\tUpper Atlantis\t\t\n"
    "isle\tالجزيرة البعيدة\t\t\t\t\t\tIsle\t\t\n"
)
DERIVED = """
- id: derived.forces
  patterns: ["القوات {f}", "الجيش {m}", "جيش {name}"]
  type: GRP
  entity: "{id}-forces"
- id: derived.health
  patterns: ["وزارة الصحة {f}"]
  type: ORG
  entity: "{id}-health-ministry"
  en: "Ministry of Health of {en}"
  sector: GOV
- id: derived.regime
  patterns: ["نظام {capital}", "نظام {m_bare}"]
  type: GOV
  naming: delegitimising
  entity: "{id}-government"
"""


@pytest.fixture
def packs(make: Make) -> Packs:
    return Packs(read_packs([make("far", {"countries.tsv": ROWS, "derived.yaml": DERIVED})]))


def found(packs: Packs, name: str) -> list[tuple[str, str, str]]:
    return [(s.entity, s.type, s.naming) for s in packs.surfaces if s.name == name]


@pytest.mark.parametrize(
    ("bare", "full"),
    [("تركي", "التركي"), ("كوري شمالي", "الكوري الشمالي"), ("السوري", "السوري"), ("جنوب أفريقية", "الجنوب أفريقية")],
)
def test_definite(bare: str, full: str) -> None:
    assert definite(bare) == full


def test_a_country_and_its_organs(packs: Packs) -> None:
    kinds = {key: (e.type, e.sector, e.country) for key, e in packs.entities.items() if e.country == "atlantis"}
    assert kinds == {
        "atlantis": ("GPE", None, "atlantis"),
        "atlantis-government": ("GOV", "GOV", "atlantis"),
        "atlantis-forces": ("GRP", "MIL", "atlantis"),
        "atlantis-people": ("NAT", None, "atlantis"),
        "atlantis-health-ministry": ("ORG", "GOV", "atlantis"),
    }
    assert packs.entities["atlantis"].at == (1.0, 2.0)
    assert packs.entities["atlantis-forces"].en == ["Armed forces of Atlantis"]
    assert packs.entities["atlantis-people"].en == ["Atlantean people"]
    assert packs.entities["atlantis-health-ministry"].en == ["Ministry of Health of Atlantis"]


def test_plain_names(packs: Packs) -> None:
    assert found(packs, "جزيرة أطلنطس") == [("atlantis", "GPE", "neutral")]
    assert found(packs, "الأطلنطيين") == [("atlantis-people", "NAT", "neutral")]
    assert found(packs, "الرأس") == [("point", "GPE", "neutral")]


def test_derived_names(packs: Packs) -> None:
    assert found(packs, "القوات الأطلنطية") == [("atlantis-forces", "GRP", "neutral")]
    assert found(packs, "الجيش الأطلنطي") == [("atlantis-forces", "GRP", "neutral")]
    assert found(packs, "جيش جزيرة أطلنطس") == [("atlantis-forces", "GRP", "neutral")]
    assert found(packs, "نظام الرأس") == [("atlantis-government", "GOV", "delegitimising")]
    assert found(packs, "نظام أطلنطي") == [("atlantis-government", "GOV", "delegitimising")]


def test_compound_demonyms(packs: Packs) -> None:
    assert found(packs, "القوات الأطلنطية العلوية") == [("upper-atlantis-forces", "GRP", "neutral")]
    assert found(packs, "الجيش الأطلنطي العلوي") == [("upper-atlantis-forces", "GRP", "neutral")]
    assert packs.entities["upper-atlantis-health-ministry"].ar == ["وزارة الصحة الأطلنطية العلوية"]


def test_a_country_without_a_demonym(packs: Packs) -> None:
    assert not any("{" in s.name for s in packs.surfaces)
    assert [s.name for s in packs.surfaces if s.entity == "isle-forces"] == ["جيش الجزيرة البعيدة"]
    assert "isle-health-ministry" not in packs.entities


def test_shipped_countries() -> None:
    packs = load()
    assert ("turkey-forces", "GRP", "neutral") in found(packs, "القوات التركية")
    assert any(e == "north-korea-forces" for e, _, _ in found(packs, "الجيش الكوري الشمالي"))
    assert any(e == "syria-government" for e, _, _ in found(packs, "الحكومة السورية"))
    assert not any("{" in s.name or "  " in s.name for s in packs.surfaces)
    missing = [c.id for c in packs.countries.values() if c.id not in packs.entities]
    assert not missing
