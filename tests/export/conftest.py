"""A small story for the tests of the ways out: three of the samples' articles, annotated by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from khabar import article as records
from khabar.export.build import build_story
from khabar.export.load import Material
from khabar.export.model import Story

TEXT_A = (
    "انتهاء لقاء الشرع وعبدي في دمشق من دون اتفاق\n\n"
    "دمشق (وكالة المثال) - استقبل الرئيس السوري أحمد الشرع، أمس الأربعاء، قائد قوات سوريا الديمقراطية"
    " مظلوم عبدي في دمشق، بحضور المبعوث الأمريكي توماس باراك.\n\n"
    "وقال مصدر حكومي إن اللقاء لم يسفر عن أي اتفاق، وإن الخلاف ما زال قائماً على طريقة دمج قوات “قسد” في الجيش.\n\n"
    "وتطالب “قسد” بنظام حكم لا مركزي.\n"
)
TEXT_B = (
    "مصدر كردي: لقاء دمشق أثمر تفاهماً أولياً\n\n"
    "كشف مصدر كردي لموقع عينة الإخباري أن لقاء عقد أول أمس الثلاثاء 8 تموز في دمشق بين الحكومة السورية"
    " وقوات سوريا الديمقراطية انتهى إلى اتفاق مبدئي على مواصلة عمل اللجان.\n\n"
    "وأضاف المصدر أن اللقاء جرى برعاية أمريكية، وأن الجانبين ناقشا ملف النفط.\n"
)
TEXT_C = (
    "ميليشيا قسد تماطل\n\n"
    "رفضت ميليشيا “قسد” حل نفسها. ويتوقع مراقبون أن تستمر الاتصالات.\n"
    "وأطلق مسلحون النار على حاجز.\n"
)


def at(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """The span of the nth occurrence of the words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return (start, start + len(words))


def name(text: str, words: str, kind: str, entity: str, naming: str = "neutral", nth: int = 0) -> records.Name:
    return records.Name(*at(text, words, nth), kind, entity, naming)


def event(identifier: str, kind: str, mode: str, trigger: tuple[int, int], **slots: Any) -> records.Event:
    return records.Event(identifier, kind, trigger, mode, **slots)


def day(first: str, last: str | None = None) -> records.EventTime:
    return records.EventTime(first, last or first)


@pytest.fixture
def material() -> Material:
    """Two accounts of one meeting that contradict each other, a demand, a refusal, and two bits of background."""
    a = records.Article(
        "a", TEXT_A, "وكالة المثال", published=records.Published("2025-07-10", "2025-07-10", "given"),
        title="انتهاء لقاء الشرع وعبدي في دمشق من دون اتفاق",
        names=[
            name(TEXT_A, "أحمد الشرع", "PER", "sharaa"),
            name(TEXT_A, "قوات سوريا الديمقراطية", "GRP", "sdf"),
            name(TEXT_A, "مظلوم عبدي", "PER", "abdi"),
            name(TEXT_A, "دمشق", "GPE", "damascus", nth=2),
            name(TEXT_A, "قسد", "GRP", "sdf"),
        ],
        times=[records.Time(*at(TEXT_A, "أمس الأربعاء"), "day", "2025-07-09", "2025-07-09")],
        attributions=[
            records.Attribution(
                at(TEXT_A, "اللقاء لم يسفر عن أي اتفاق"), at(TEXT_A, "قال"),
                chain=[records.Link("anonymous", at(TEXT_A, "مصدر حكومي"), grade="حكومي", count="one")],
            ),
            records.Attribution(
                at(TEXT_A, "نظام حكم لا مركزي"), at(TEXT_A, "تطالب"), stance="demanding",
                chain=[records.Link("organisation", at(TEXT_A, "قسد", 1), "sdf")],
            ),
        ],
        events=[
            event(
                "e1", "CONSULT", "meeting", at(TEXT_A, "استقبل"), source=["syria-government"], target=["sdf"],
                delegates=["sharaa", "abdi", "barrack"], place=[at(TEXT_A, "دمشق", 2)], time=day("2025-07-09"),
                outcome="none", attribution=0, evidence=at(TEXT_A, "استقبل الرئيس السوري أحمد الشرع، أمس الأربعاء"),
                about=[at(TEXT_A, "طريقة دمج قوات “قسد” في الجيش")],
            ),
            event(
                "e2", "REQUEST", "demand", at(TEXT_A, "تطالب"), source=["sdf"], target=["syria-government"],
                about=[at(TEXT_A, "نظام حكم لا مركزي")], attribution=1,
            ),
        ],
    )  # fmt: skip
    b = records.Article(
        "b", TEXT_B, "موقع عينة الإخباري", published=records.Published("2025-07-10", "2025-07-10", "page"),
        names=[
            name(TEXT_B, "موقع عينة الإخباري", "MED", "ayyina"),
            name(TEXT_B, "دمشق", "GPE", "damascus", nth=1),
            name(TEXT_B, "الحكومة السورية", "GOV", "syria-government"),
            name(TEXT_B, "قوات سوريا الديمقراطية", "GRP", "sdf"),
        ],
        attributions=[
            records.Attribution(
                at(TEXT_B, "لقاء عقد أول أمس الثلاثاء 8 تموز في دمشق"), at(TEXT_B, "كشف"), stance="affirming",
                chain=[
                    records.Link("medium", at(TEXT_B, "موقع عينة الإخباري"), "ayyina"),
                    records.Link("anonymous", at(TEXT_B, "مصدر كردي", 1), grade="كردي", count="one"),
                ],
            )
        ],
        events=[
            event(
                "e1", "CONSULT", "meeting", at(TEXT_B, "لقاء", 1), source=["syria-government"], target=["sdf"],
                mediator=["usa-government"], place=[at(TEXT_B, "دمشق", 1)], time=day("2025-07-08"),
                outcome="agreement", attribution=0, about=[at(TEXT_B, "ملف النفط")],
            )
        ],
    )  # fmt: skip
    c = records.Article(
        "c", TEXT_C, None,
        names=[name(TEXT_C, "ميليشيا “قسد", "GRP", "sdf", "delegitimising")],
        attributions=[
            records.Attribution(
                at(TEXT_C, "تستمر الاتصالات"), at(TEXT_C, "يتوقع"), stance="expecting",
                chain=[records.Link("observers", at(TEXT_C, "مراقبون"), count="several")],
            )
        ],
        events=[
            event("e1", "REJECT", "refusal", at(TEXT_C, "رفضت"), source=["sdf"], about=[at(TEXT_C, "حل نفسها")]),
            event("e2", "CONSULT", "talks", at(TEXT_C, "الاتصالات"), modality="possible", attribution=0),
            event(
                "e3", "ASSAULT", "shooting", at(TEXT_C, "أطلق"), source=["unnamed:c1"],
                source_spans=[at(TEXT_C, "مسلحون")],
            ),
        ],
    )  # fmt: skip
    found = Material()
    for one in (a, b, c):
        found.articles[one.id] = one
    for identifier, kind, ar, en in (
        ("sdf", "GRP", "قوات سوريا الديمقراطية", "Syrian Democratic Forces"),
        ("syria-government", "GOV", "الحكومة السورية", "Syrian government"),
        ("usa-government", "GOV", "الولايات المتحدة", "United States"),
        ("damascus", "GPE", "دمشق", "Damascus"),
        ("sharaa", "PER", "أحمد الشرع", "Ahmad al-Sharaa"),
        ("abdi", "PER", "مظلوم عبدي", "Mazloum Abdi"),
        ("barrack", "PER", "توماس باراك", "Thomas Barrack"),
        ("ayyina", "MED", "موقع عينة الإخباري", "Ayyina News"),
    ):
        found.entities[identifier] = records.Entity(identifier, kind, {"ar": [ar], "en": [en]})
    found.entities["unnamed:c1"] = records.Entity("unnamed:c1", sector="UAF")
    found.happenings = [
        records.LinkedEvent(
            "E1",
            [("a", "e1"), ("b", "e1")],
            disagreements=[
                records.Disagreement("time", {"2025-07-09": [("a", "e1")], "2025-07-08": [("b", "e1")]}),
                records.Disagreement("outcome", {"none": [("a", "e1")], "agreement": [("b", "e1")]}),
            ],
        )
    ]
    return found


@pytest.fixture
def story(material: Material) -> Story:
    """The story that the records tell."""
    return build_story(material.articles, material.happenings, material.entities, material.copies)


@pytest.fixture
def ledger(material: Material, tmp_path: Path) -> str:
    """The small story as an interchange file, which the commands read too."""
    path = tmp_path / "story.jsonl"
    everything: list[records.Record] = [*material.articles.values(), *material.entities.values(), *material.happenings]
    path.write_bytes(b"\n".join(records.encode(r) for r in everything))
    return str(path)
