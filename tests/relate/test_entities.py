"""Entities across articles."""

from khabar.article import Article, Attribution, Event, Link, Name
from khabar.packs import PackEntity, Packs
from khabar.packs.model import PackData
from khabar.relate.entities import entities

PACKS = Packs(PackData([], {"sdf": PackEntity("sdf", "GRP", ["قسد"], ["SDF"], {"ku": ["HSD"]}, sector="REB",
                                              links={"wikidata": "Q1"}, pack="test@1")}, [], {}, {}))  # fmt: skip


def article(key: str, text: str, *names: tuple[str, str, str]) -> Article:
    out = Article(key, text)
    for words, kind, entity in names:
        start = text.index(words)
        out.names.append(Name(start, start + len(words), kind, entity))
    return out


def test_an_entity_of_a_pack_brings_its_names_and_links() -> None:
    (found,) = entities([article("a", "قالت قسد", ("قسد", "GRP", "sdf"))], PACKS)
    assert (found.id, found.type, found.sector, found.pack) == ("sdf", "GRP", "REB", "test@1")
    assert found.names == {"ar": ["قسد"], "en": ["SDF"], "ku": ["HSD"]}
    assert found.links == {"wikidata": "Q1"}


def test_an_unknown_entity_has_the_names_that_were_met_the_fullest_first() -> None:
    one = article("a", "قال سامر الخطيب", ("سامر الخطيب", "PER", "per-samr-khtyb"))
    two = article("b", "قال الخطيب", ("الخطيب", "PER", "per-samr-khtyb"))
    (found,) = entities([one, two], PACKS)
    assert found.type == "PER"
    assert found.names == {"ar": ["سامر الخطيب", "الخطيب"]}
    assert entities([two, one], PACKS) == [found]


def test_homonyms_of_different_types_are_apart() -> None:
    both = article("a", "قال النجم إن النجم", ("النجم", "PER", "per-njm"), ("النجم", "MED", "med-njm"))
    assert [e.id for e in entities([both], PACKS)] == ["med-njm", "per-njm"]


def test_links_and_events_name_entities_too() -> None:
    a = Article("a", "نص")
    a.attributions = [Attribution((0, 2), chain=[Link("organisation", entity="sdf")])]
    a.events = [Event("e1", "ASSAULT", (0, 2), source=["unnamed:REB:1"], target=["unnamed:2"])]
    found = {e.id: e for e in entities([a], PACKS)}
    assert set(found) == {"sdf", "unnamed:REB:1", "unnamed:2"}
    assert found["unnamed:REB:1"].sector == "REB"
    assert found["unnamed:2"].sector is None


def test_no_articles() -> None:
    assert entities([], PACKS) == []
