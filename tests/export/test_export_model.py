"""The story: what is grouped, ordered, counted, put in front and put away."""

from __future__ import annotations

import pytest

from khabar import article as records
from khabar.errors import KhabarError
from khabar.export.build import build_story
from khabar.export.load import Material, complete_names, load
from khabar.export.model import Story
from khabar.export.resolve import QUOTE, quotation, tidy
from khabar.export.weigh import count_witnesses


def tell(m: Material) -> Story:
    return build_story(m.articles, m.happenings, m.entities, m.copies)


def test_one_meeting_with_two_accounts(story: Story) -> None:
    first = story.dated[0]
    assert first.id == "E1"
    assert [a.article for a in first.accounts] == ["a", "b"]
    assert first.witnesses == 2
    assert {d.slot for d in first.disagreements} == {"time", "outcome"}
    assert [a.id for a in first.delegates] == ["sharaa", "abdi", "barrack"]
    assert [a.id for a in first.mediator] == ["usa-government"]
    assert [p.names["en"] for p in first.places] == ["Damascus"]


def test_order_background_and_what_is_left(story: Story) -> None:
    told = story
    assert [h.id for h in told.dated] == ["E1", "a:e2"]  # the demand has no day: after the meeting, by its report
    assert told.undated == ()
    assert {h.id for h in told.background} == {"c:e1", "c:e2", "c:e3"}


def test_every_event_is_somewhere_once(material: Material, story: Story) -> None:
    told, m = story, material
    shown = [(a.article, a.event) for h in told.main + told.background for a in h.accounts]
    assert sorted(shown) == sorted((a.id, e.id) for a in m.articles.values() for e in a.events)


def test_article_view_puts_talks_first(story: Story) -> None:
    a, b, c = story.articles
    assert [(i, x.event) for i, x in a.talks] == [("E1", "e1")]
    assert [(i, x.event) for i, x in a.others] == [("a:e2", "e2")]
    assert c.outlet is None
    assert b.title.startswith("مصدر كردي")


def test_chain_is_outermost_first(story: Story) -> None:
    account = story.dated[0].accounts[1]
    assert [link.kind for link in account.word.chain] == ["medium", "anonymous"]
    assert account.word.outlet == "موقع عينة الإخباري"
    assert account.word.chain[1].grade == "كردي"


def test_naming_by_outlet_keeps_the_charge(story: Story) -> None:
    table = {actor.id: rows for actor, rows in story.namings}
    charged = [t for row in table["sdf"] for t in row.terms if t.naming == "delegitimising"]
    assert [t.words for t in charged] == ["ميليشيا “قسد"]


def test_copies_are_one_witness(material: Material) -> None:
    m = material
    copy = m.articles["a"]
    m.articles["d"] = records.Article(
        "d", copy.text, "نسخة", names=copy.names, attributions=copy.attributions, events=copy.events
    )
    m.happenings[0].accounts = [("a", "e1"), ("d", "e1")]
    m.copies = [records.Copies(["a", "d"])]
    told = tell(m)
    assert next(h for h in told.dated if h.id == "E1").witnesses == 1
    assert told.articles[0].copies == ("d",)
    m.copies = []
    assert next(h for h in tell(m).dated if h.id == "E1").witnesses == 2


def test_one_root_is_one_witness(material: Material) -> None:
    m = material
    told = tell(m)
    demand = next(h for h in told.main if h.id == "a:e2").accounts[0]
    assert count_witnesses([demand, demand]) == 1


def test_the_ledgers_count_wins(material: Material) -> None:
    m = material
    m.happenings[0].witnesses = 1
    assert tell(m).dated[0].witnesses == 1


def test_odd_records_do_no_harm(material: Material) -> None:
    m = material
    m.happenings += [records.LinkedEvent("E9", [("nowhere", "e1")]), records.LinkedEvent("E10", [("a", "e1")])]
    m.happenings[0].disagreements.append(records.Disagreement("place", {"x": [("nowhere", "e1")]}))
    m.copies = [records.Copies(["a", "nowhere"])]
    m.articles["c"].events.append(
        records.Event("e9", "AGREE", (0, 3), "new-kind", attribution=99, source=["never-heard-of"])
    )
    told = tell(m)
    assert "E9" not in {h.id for h in told.main + told.background}
    assert told.copies == ()


def test_no_articles() -> None:
    told = build_story({})
    assert told.main + told.background == ()
    assert told.articles == ()


def test_day_that_most_accounts_give(material: Material) -> None:
    m = material
    m.articles["c"].events.append(
        records.Event(
            "e4", "CONSULT", (0, 3), "meeting", source=["sdf"], time=records.EventTime("2025-07-08", "2025-07-08")
        )
    )
    m.happenings[0].accounts.append(("c", "e4"))
    assert tell(m).dated[0].when.earliest == "2025-07-08"


@pytest.mark.parametrize(("given", "wanted"), [(" “قسد”، ", "قسد"), ("أ\n ب", "أ ب"), ("", "")])
def test_tidy(given: str, wanted: str) -> None:
    assert tidy(given) == wanted


def test_quotation_is_cut_around_the_trigger() -> None:
    text = "كلمة " * 200 + "المفتاح " + "كلمة " * 200
    start = text.index("المفتاح")
    said = quotation(text, (0, len(text)), (start, start + 7))
    assert "المفتاح" in said
    assert said.startswith("… ")
    assert said.endswith(" …")
    assert len(said) <= QUOTE + 6


def test_load_of_an_interchange_file(ledger: str) -> None:
    found = load(ledger)
    assert list(found.articles) == ["a", "b", "c"]
    assert build_story(found.articles, found.happenings, found.entities).dated[0].id == "E1"


def test_names_that_packs_know_are_added(material: Material) -> None:
    from khabar import packs

    try:
        known = next(e for e in packs.load().entities.values() if e.ar and e.en)
    except KhabarError:
        pytest.skip("the packs cannot be loaded")
    material.articles["a"].events[0].mediator = [known.id]
    complete_names(material)
    assert material.entities[known.id].names["en"] == known.en
    assert material.entities["sdf"].names["en"] == ["Syrian Democratic Forces"]


def test_talks_of_different_sides_are_threads_of_their_own(material: Material) -> None:
    material.articles["c"].events.append(
        records.Event("e7", "AGREE", (0, 3), "agreement", source=["x"], target=["y"], mediator=["usa-government"])
    )
    first, second = tell(material).threads
    assert [a.id for a in first.sides[:2]] == ["syria-government", "sdf"]
    assert [h.id for h in second.talks] == ["c:e7"]


def test_the_lead_says_what_most_say(material: Material) -> None:
    again = material.articles["a"].events[0]
    material.articles["d"] = records.Article("d", material.articles["a"].text, "ثالثة", events=[again])
    material.happenings[0].accounts.append(("d", "e1"))
    first = next(h for h in tell(material).dated if h.id == "E1")
    assert (first.lead.article, first.outcome) == ("a", "none")
    assert first.disputed == {"time", "outcome"}


def test_identifier_used_twice(material: Material) -> None:
    material.happenings.append(records.LinkedEvent("E1", [("a", "e2")]))
    told = tell(material)
    assert {"E1", "E1~2"} <= {h.id for h in told.main}
