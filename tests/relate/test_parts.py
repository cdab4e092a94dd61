"""Parts of relating: tolls by the examples of the packs, the model's arithmetic, voices, positions, stories."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest

import khabar
from khabar.article import Article, Attribution, Event, EventTime, Link, Name, Published
from khabar.relate import relate
from khabar.relate.blocks import blocks
from khabar.relate.compare import WEIGHTS, compare, log_odds, may_be_one, near
from khabar.relate.features import Account, account, ancestors, stem
from khabar.relate.happenings import LINK
from khabar.relate.positions import positions
from khabar.relate.sides import side_of
from khabar.relate.stories import stories
from khabar.relate.told import told
from khabar.relate.toll import differ, shown, tolls
from khabar.relate.voices import independent, voices

PACKS = khabar.load_packs()
RULES = PACKS.rules("casualties")
EXAMPLES = [(e["id"], x["text"], x["is"]) for e in RULES for x in e.get("examples", [])]


@pytest.mark.parametrize(("rule", "text", "expected"), EXAMPLES)
def test_tolls(rule: str, text: str, expected: list[Any]) -> None:
    kind, least, most = expected
    assert tolls(text, PACKS).get(kind) == (least, most), rule


@pytest.mark.parametrize("text", [x for e in RULES for x in e.get("counter", [])])
def test_no_tolls(text: str) -> None:
    assert tolls(text, PACKS) == {}


def test_tolls_that_differ() -> None:
    assert differ((2, 2), (51, None))
    assert not differ((12, 12), (10, None))
    assert not differ((20, 99), (35, 35))
    assert [shown(t) for t in ((2, 2), (51, None), (20, 99))] == ["2", "51+", "20-99"]


def test_two_numbers_in_one_sentence() -> None:
    found = tolls("قتل جنديان وأصيب سبعة عشر مدنيا بجروح ليلة أمس", PACKS)
    assert found == {"dead": (2, 2), "wounded": (17, 17)}


def test_talks_without_a_day_are_not_joined_by_their_place() -> None:
    one = Account("x", "e1", "CONSULT", "meeting", frozenset({"a"}), frozenset({"b", "c"}), places=frozenset({"p"}))
    two = Account("y", "e1", "CONSULT", "meeting", frozenset({"a"}), frozenset({"d"}), places=frozenset({"p"}))
    assert log_odds(one, two) < LINK
    dated = [Account(x.article, "e1", x.type, x.mode, x.sources, x.targets, places=x.places, days=(9, 9))
             for x in (one, two)]  # fmt: skip
    assert log_odds(*dated) > LINK


def some(seed: int) -> Account:
    chance = random.Random(seed)
    names = ["a", "b", "c"]
    day = 700 + chance.randrange(6)
    return Account(
        f"x{chance.randrange(4)}", f"e{seed}", chance.choice(["CONSULT", "ASSAULT"]),
        chance.choice(["visit", "meeting", "victory", None]),
        frozenset(chance.sample(names, chance.randrange(3))), frozenset(chance.sample(names, chance.randrange(3))),
        unnamed=chance.choice(["", "s"]), days=chance.choice([None, (day, day), (day, day + 9), (day, day + 4)]),
        published=chance.choice([None, (day, day)]), places=frozenset(chance.sample(names, chance.randrange(2))),
        within=frozenset(chance.sample(names, 1)), words=frozenset(chance.sample("klmnopqrstuvw", 5)),
        people=frozenset(chance.sample("xyz", chance.randrange(3))), numbers=frozenset(chance.choices("34", k=1)),
        tolls={"dead": (chance.randrange(3), None)} if chance.random() > 0.5 else {},
        about=frozenset(chance.choices("klm", k=2)), others=frozenset(chance.sample("uvwxyz", 2)),
        modality=chance.choice(["happened", "planned", "ongoing"]), polarity=chance.random() > 0.2,
        chain=("own:p", chance.choice("rs")), trigger=frozenset(chance.choice("tu")),
    )  # fmt: skip


def test_the_sum_is_that_of_the_parts_and_knows_no_order() -> None:
    seen: set[str] = set()
    made = [some(n) for n in range(120)]
    for a in made:
        for b in made:
            found = compare(a, b)
            seen |= found.keys()
            assert found == compare(b, a)
            assert log_odds(a, b) == pytest.approx(sum(found.values()))
            assert log_odds(a, b) == log_odds(b, a)
    assert seen >= WEIGHTS.keys() - {"published apart", "published in a week", "day before publication"}


def test_the_same_persons_meet_whoever_they_were_read_to_stand_for() -> None:
    def met(article: str, *sides: str, people: str = "pq") -> Account:
        return Account(article, "e1", "CONSULT", "meeting", frozenset(sides[:1]), frozenset(sides[1:]),
                       days=(9, 9), people=frozenset(people))  # fmt: skip

    one, two, other = (
        met("x", "council", "tribe"),
        met("y", "delegation", "elders"),
        met("z", "party", "union", people="r"),
    )
    assert set(blocks(one)) & set(blocks(two))
    assert log_odds(one, two) > LINK
    assert not set(blocks(one)) & set(blocks(other))
    assert log_odds(one, other) < LINK


def test_a_visit_that_is_asked_for_in_a_meeting_is_not_the_meeting() -> None:
    words = frozenset("abcdefgh")
    met = Account("x", "e1", "CONSULT", "meeting", frozenset({"a"}), frozenset({"b"}), words=words)
    asked = Account("y", "e1", "CONSULT", "visit", frozenset({"a"}), frozenset({"b"}), words=words, modality="demanded")
    assert compare(met, asked)["another act to come"] < 0
    asked.trigger = met.trigger = frozenset({"t"})
    assert "another act to come" not in compare(met, asked)


def test_what_one_article_tells_as_done_and_as_asked_for_are_two() -> None:
    met = Account("x", "e1", "CONSULT", "meeting", frozenset({"a"}), frozenset({"b"}), chain=("own:p", "r"))
    asked = msgspec.structs.replace(met, event="e2", modality="demanded", chain=("own:p", "s"))
    assert not may_be_one(met, asked)
    assert may_be_one(met, msgspec.structs.replace(asked, modality="ongoing"))
    assert may_be_one(met, msgspec.structs.replace(asked, article="y"))


def test_each_of_two_sides_claims_the_fight() -> None:
    won = Account(
        "x", "e1", "ASSAULT", "victory", frozenset({"a"}), frozenset({"b"}), published=(9, 9), chain=("own:p", "a")
    )
    held = Account(
        "x", "e2", "ASSAULT", "repulse", frozenset({"b"}), frozenset({"a"}), published=(9, 9), chain=("own:p", "b")
    )
    assert compare(won, held)["each claims it"] > 0
    assert log_odds(won, held) > LINK
    assert "each claims it" not in compare(won, msgspec.structs.replace(held, mode="attack"))


def test_words_that_every_text_has_tell_nothing() -> None:
    text = "وقال إن الحرس أغلق الجسر الذي بني بعد الحرب"
    event = Event("e1", "COERCE", (13, 17), evidence=(0, len(text)))
    found = account(Article("a", text), event, PACKS)
    assert {stem("الحرس"), stem("اغلق"), stem("الجسر")} <= found.words
    assert not found.words & {stem("قال"), stem("الذي"), stem("بعد")}


def test_numbers_of_the_evidence() -> None:
    text = "احتجز الحرس ١٢ شاحنة عام 2008 عند 3 حواجز"
    found = account(Article("a", text), Event("e1", "COERCE", (0, 5), evidence=(0, len(text))), PACKS)
    assert found.numbers == {"12", "2008"}


def test_sides_and_places_of_the_packs() -> None:
    assert side_of("irgc-navy", PACKS) == side_of("irgc", PACKS) == "iran"
    assert side_of("khalifa-haftar", PACKS) == "lna"
    assert side_of("syria-government", PACKS) == "syria"
    assert side_of("sdf", PACKS) == "sdf"
    assert "syria" in ancestors("manbij", PACKS)
    assert near("visit", "meeting")
    assert not near("visit", "airstrike")


def test_voices_are_merged() -> None:
    speaker = "person:speaker"
    cluster = [
        Account("a", "e1", "CONSULT", chain=("own:a", "medium:agency", speaker)),
        Account("b", "e1", "CONSULT", chain=("own:b", speaker)),
        Account("c", "e1", "CONSULT", chain=("own:c",)),
        Account("d", "e1", "CONSULT", chain=("own:d", "anonymous:مطلع<own:d")),
        Account("e", "e1", "CONSULT", chain=("own:e", "anonymous:مطلع<own:e")),
    ]
    found = voices(cluster)
    assert found.heard["own:a"] == ["medium:agency"]
    assert found.heard["medium:agency"] == found.heard["own:b"] == [speaker]
    assert found.roots[speaker] == [("a", "e1"), ("b", "e1")]
    assert len(independent(cluster)) == 4
    copies = {"c": "c", "d": "c", "e": "c"}
    assert independent(cluster, copies) == ["anonymous:مطلع<copies:c", "copies:c", speaker]
    organs = [Account("a", "e1", "CONSULT", chain=("own:a", f"organisation:syria-{x}")) for x in ("government", "army")]
    assert len(independent(organs)) == 1


def test_an_outlet_that_quotes_itself() -> None:
    article = Article("a", "قالت الصحيفة إن اللقاء تم", outlet="Sputnik")
    article.attributions = [Attribution((0, 10), chain=[Link("medium", None, "sputnik")])]
    event = Event("e1", "CONSULT", (15, 21), attribution=0)
    assert account(article, event, PACKS).chain == ("medium:sputnik",)
    article.outlet = "جريدة أخرى"
    assert account(article, event, PACKS).chain == ("own:جريدة أخرى", "medium:sputnik")


def test_a_denial_in_the_same_article() -> None:
    articles = []
    for key in "ab":
        text = f"قال القائد إن الهجوم وقع ليلا قرب الجسر القديم رقم {key} ونفى الناطق ذلك"
        article = Article(key, text, outlet=key)
        article.attributions = [
            Attribution((0, 30), chain=[Link("person", None, "commander")]),
            Attribution((30, 40), stance="denying", chain=[Link("person", None, "spokesman")], denies=0),
        ]
        event = Event("e1", "ASSAULT", (14, 20), "attack", (0, 50), ["tribe"], ["council"], attribution=0)
        event.time = EventTime("2020-03-01", "2020-03-01")
        article.events = [event]
        articles.append(article)
    (found,) = relate(articles, PACKS).events
    (one,) = found.disagreements
    keys = [("a", "e1"), ("b", "e1")]
    assert (one.slot, one.values) == ("polarity", {"yes": keys, "no": keys})


def world() -> list[Article]:
    """A demand, a refusal, then an acceptance; talks and an attack."""
    acts: list[tuple[str, str, str, str, int, dict[str, Any]]] = [
        ("REQUEST", "demand", "council", "tribe", 1, {}),
        ("CONSULT", "meeting", "council", "tribe", 3, {"outcome": "none"}),
        ("REJECT", "refuse", "tribe", "council", 4, {}),
        ("ASSAULT", "attack", "tribe", "council", 5, {}),
        ("ASSAULT", "attack", "council", "tribe", 6, {}),
        ("AGREE", "agreement", "tribe", "council", 9, {}),
        ("AGREE", "offer", "tribe", "council", 8, {"modality": "planned"}),
    ]
    out = []
    for n, (kind, mode, source, target, day, more) in enumerate(acts):
        text = f"خبر رقم {n} عن فتح المعبر النهري بين الضفتين"
        event = Event("e1", kind, (0, 3), mode, (0, len(text)), [source], [target], about=[(13, len(text))], **more)
        event.time = EventTime(f"2020-03-0{day}", f"2020-03-0{day}")
        article = Article(f"w{n}", text, events=[event], names=[Name(0, 3, "LOC", None)])
        article.published = Published("2020-03-10", "2020-03-10", "given")
        out.append(article)
    return out


def test_positions_over_time() -> None:
    articles = world()
    (matter,) = positions(told(articles, [], PACKS), "tribe")
    assert [p.stance for p in matter.positions] == ["refused", "offered", "accepted"]
    assert [(a.stance, b.stance) for a, b in matter.moves] == [("refused", "offered"), ("offered", "accepted")]
    assert matter.positions[0].towards == ("council",)
    assert [p.stance for p in positions(told(articles, [], PACKS), "council")[0].positions] == ["demanded", "accepted"]
    assert positions(told(articles, [], PACKS), "nobody") == []


def test_a_story_and_its_turns() -> None:
    articles = world()
    (story,) = stories(told(articles, [], PACKS))
    assert story.sides == ("council", "tribe")
    assert len(story.happenings) == 7
    assert [(t.happening, t.why) for t in story.turns] == [
        ("w1:e1", "failure"), ("w2:e1", "refusal"), ("w5:e1", "agreement"),
    ]  # fmt: skip
    late = world()
    for article in late:
        article.id += "late"
        article.events[0].time = EventTime("2021-03-01", "2021-03-01")
    assert len(stories(told([*articles, *late], [], PACKS))) == 2
    assert stories(told(articles, [], PACKS), least=8) == []
