"""An article against itself, the numbers of several attacks in one paragraph, how an attack ended."""

from __future__ import annotations

import pytest

import khabar
from khabar.article import Also as Again
from khabar.article import Article, Attribution, Event, EventTime, Link, Name, Published, Time
from khabar.relate import relate
from khabar.relate.count import counted
from khabar.relate.endings import ending
from khabar.relate.features import account, finest
from khabar.relate.gainsaid import night

PACKS = khabar.load_packs()


def written(text: str, *events: tuple[str, str, str]) -> Article:
    """An article; `events`: (type, mode, trigger), each with the whole text as its evidence."""
    article = Article("a", text, body=[(0, len(text))])
    article.published = Published("2020-05-07", "2020-05-07", "given")
    for number, (kind, mode, trigger) in enumerate(events):
        start = text.index(trigger)
        made = Event(f"e{number}", kind, (start, start + len(trigger)), evidence=(0, len(text)), mode=mode)
        made.source, made.target = ["guard"], ["tribe"]
        article.events.append(made)
    return article


# numbers -----------------------------------------------------------------------------------------------------


def test_a_number_is_that_of_the_nearest_attack() -> None:
    text = "قتل حارسان في هجوم على الجسر، بعد يومين من انفجار في السوق أوقع 32 قتيلا"
    article = written(text, ("ASSAULT", "attack", "هجوم"), ("ASSAULT", "explosion", "انفجار"))
    tolls = [counted(article, event, PACKS)[0] for event in article.events]
    assert tolls == [{"dead": (2, 2)}, {"dead": (32, 32)}]


def test_a_number_stays_with_its_attack_where_the_other_is_only_its_word() -> None:
    text = "هجوم على الجسر أدى إلى مقتل 12 شخصا"
    article = written(text, ("ASSAULT", "attack", "هجوم"), ("ASSAULT", "killing", "مقتل"))
    assert counted(article, article.events[0], PACKS)[0] == {"dead": (12, 12)}


def test_the_next_sentence_goes_on_counting() -> None:
    text = "انفجر لغم قرب القرية وقتل حارس. وأصيب ثمانية حراس. وقال شاهد إن 3 سيارات مرت."
    article = written(text, ("ASSAULT", "explosion", "انفجر"))
    article.events[0].evidence = (0, text.index("."))
    assert counted(article, article.events[0], PACKS)[0] == {"dead": (1, 1), "wounded": (8, 8)}


def test_the_next_sentence_tells_of_another_attack() -> None:
    text = "انفجر لغم قرب القرية. وأصيب ثمانية في قصف للميناء."
    article = written(text, ("ASSAULT", "explosion", "انفجر"), ("ASSAULT", "shelling", "قصف"))
    article.events[0].evidence = (0, text.index("."))
    article.events[1].evidence = (text.index("و"), len(text))
    assert counted(article, article.events[0], PACKS)[0] == {}


def test_where_it_is_told_again_with_what_it_cost() -> None:
    text = "انفجر لغم قرب القرية. وزار الوالي المكان. وسقط في الانفجار سبعة قتلى."
    article = written(text, ("ASSAULT", "explosion", "انفجر"))
    article.events[0].evidence = (0, text.index("."))
    assert counted(article, article.events[0], PACKS)[0] == {}
    start = text.index("سبعة")
    article.events[0].also = [Again((start, start + len("سبعة قتلى")))]
    assert counted(article, article.events[0], PACKS)[0] == {"dead": (7, 7)}


def test_a_date_is_no_toll() -> None:
    text = "وقتل في 10 أيار شيخ القبيلة"
    article = written(text, ("ASSAULT", "killing", "قتل"))
    assert counted(article, article.events[0], PACKS)[0] == {"dead": (10, 10)}
    article.times = [Time(text.index("10"), text.index(" شيخ"), earliest="2020-05-10", latest="2020-05-10")]
    assert counted(article, article.events[0], PACKS)[0] == {}


def test_two_voices_with_two_numbers_in_one_sentence() -> None:
    text = "قالت القبيلة إن الهجوم خلف أكثر من أربعين قتيلا، في حين تحدثت حصيلة رسمية عن مقتل ثلاثة حراس"
    article = written(text, ("ASSAULT", "attack", "الهجوم"))
    assert counted(article, article.events[0], PACKS) == ({"dead": (41, None)}, {"dead": (3, 3)})
    (found,) = relate([article], PACKS).events
    assert found.accounts == [("a", "e0")]
    (one,) = found.disagreements
    assert (one.slot, one.values) == ("dead", {"41+": [("a", "e0")], "3": [("a", "e0")]})


def test_two_numbers_that_nobody_sets_against_each_other() -> None:
    text = "خلف الهجوم أربعين قتيلا، ومقتل ثلاثة حراس في الطريق إليه"
    article = written(text, ("ASSAULT", "attack", "الهجوم"))
    assert counted(article, article.events[0], PACKS)[1] == {}
    assert relate([article], PACKS).events == []


# times -------------------------------------------------------------------------------------------------------

DONE = "وقع المجلس اليوم الخميس اتفاق المياه مع القبيلة. ومن المنتظر أن توقع القبيلة اتفاق المياه غدا الخميس"


def doubtful() -> Article:
    article = written(DONE, ("AGREE", "signing", "وقع"))
    article.events[0].evidence = (0, DONE.index("."))
    article.events[0].time = EventTime("2020-05-07", "2020-05-07")
    start = DONE.index("غدا الخميس")
    article.times = [Time(start, len(DONE), earliest="2020-05-07", latest="2020-05-07", contradicts=(10, 20))]
    return article


def test_done_today_and_expected_tomorrow() -> None:
    (found,) = relate([doubtful()], PACKS).events
    assert [(d.slot, sorted(d.values)) for d in found.disagreements] == [("modality", ["happened", "planned"])]
    other = doubtful()
    other.times[0].contradicts = None
    assert relate([other], PACKS).events == []
    planned = doubtful()
    planned.events[0].modality = "planned"
    assert relate([planned], PACKS).events == []


def test_two_days_for_one_statement() -> None:
    text = "قال المجلس أمس الثلاثاء إن الطريق فتح، وأضاف في تصريحه أمس الإثنين أن الجسر سيغلق"
    article = written(text, ("REQUEST", "demand", "قال"))
    spans = [(text.index(w), text.index(w) + len(w)) for w in ("أمس الثلاثاء", "أمس الإثنين")]
    article.times = [Time(*spans[0], contradicts=spans[1]), Time(*spans[1], contradicts=spans[0])]
    (found,) = relate([article], PACKS).events
    assert [(d.slot, len(d.values)) for d in found.disagreements] == [("time", 2)]


def test_nights() -> None:
    text = "بدأت الهدنة منتصف الليلة الماضية"
    article = written(text, ("RETREAT", "ceasefire", "الهدنة"))
    article.events[0].time = EventTime("2020-05-06", "2020-05-07")
    assert not night(article, article.events[0])
    article.times = [Time(text.index("منتصف"), len(text), earliest="2020-05-06", latest="2020-05-07")]
    assert night(article, article.events[0])
    article.times[0].latest = "2020-05-08"
    assert not night(article, article.events[0])


# denials -----------------------------------------------------------------------------------------------------


def accused(denier: str, gap: str = "") -> Article:
    text = f"وأفاد شهود بأن الحرس قصف القرية.{gap} لكن قائدا نفى أن تكون القرية هدفا"
    article = written(text, ("ASSAULT", "shelling", "قصف"))
    article.events[0].evidence = (0, text.index("."))
    article.events[0].attribution = 0
    article.attributions = [
        Attribution((10, text.index(".")), chain=[Link("observers", (6, 10))]),
        Attribution((text.index("أن تكون"), len(text)), stance="denying", chain=[Link("organisation", None, denier)]),
    ]
    return article


def test_who_is_said_to_have_done_it_denies_it() -> None:
    (found,) = relate([accused("guard")], PACKS).events
    assert [(d.slot, sorted(d.values)) for d in found.disagreements] == [("polarity", ["no", "yes"])]
    assert relate([accused("mayor")], PACKS).events == []
    assert relate([accused("guard", " وزار الوالي السوق واستمع إلى التجار" * 6)], PACKS).events == []


# endings -----------------------------------------------------------------------------------------------------

RULES = PACKS.rules("endings")


@pytest.mark.parametrize(("text", "outcome"), [(x["text"], x["is"]) for e in RULES for x in e["examples"]])
def test_endings(text: str, outcome: str) -> None:
    assert ending(Event("e", "ASSAULT", (0, 1), mode="missile"), text, PACKS) == outcome
    assert ending(Event("e", "CONSULT", (0, 1), mode="meeting"), text, PACKS) is None


@pytest.mark.parametrize("text", [x for e in RULES for x in e["counter"]] + ["أصاب هدفه بعد اعتراض صاروخ آخر"])
def test_no_endings(text: str) -> None:
    assert ending(Event("e", "ASSAULT", (0, 1), mode="missile"), text, PACKS) is None


# places ------------------------------------------------------------------------------------------------------


def test_a_country_beside_a_town_is_no_place_of_its_own() -> None:
    assert finest(frozenset({"syria", "damascus"}), PACKS) == {"damascus"}
    assert finest(frozenset({"syria"}), PACKS) == {"syria"}
    assert finest(frozenset({"syria", "iraq"}), PACKS) == {"syria", "iraq"}


def test_an_agreement_that_is_called_after_a_town_is_no_place() -> None:
    text = "وقع المجلس والقبيلة اتفاق الوادي"
    article = written(text, ("AGREE", "signing", "وقع"))
    start = text.index("اتفاق")
    article.names = [Name(start, len(text), "EVT", "wadi-agreement")]
    article.events[0].place = [(start, len(text))]
    assert account(article, article.events[0], PACKS).places == frozenset()
    article.names[0].type = "GPE"
    assert account(article, article.events[0], PACKS).places == {"wadi-agreement"}
