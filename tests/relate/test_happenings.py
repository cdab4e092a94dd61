"""Happenings: accounts that tell one event, on how many witnesses, and where they disagree."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.article import Article, Attribution, Event, EventTime, Link, LinkedEvent, Name, Published, Time
from khabar.packs.sides import side
from khabar.relate import Relations, relate
from khabar.relate.features import stem

TEXT = "اجتمع وفد المجلس مع وفد العشيرة في تل الريح لبحث فتح الطريق"
OTHER = "عقد ممثلون للعشيرة لقاء مع المجلس تناول قضايا محلية مختلفة"
LONG = [
    TEXT + " أمام الشاحنات القادمة من القرى الشمالية بعد أشهر طويلة من الإغلاق"
    " الذي أضر بالتجار والمزارعين في المنطقة كلها",
    TEXT + " بحضور عدد كبير من الوجهاء، ولم يعرف بعد موعد تنفيذ ما اتفق عليه"
    " الجانبان خلال الجلسة المغلقة التي دامت ساعات",
    TEXT + " وسط إجراءات أمنية مشددة حول مبنى البلدية القديم حيث تجمع عشرات"
    " المواطنين بانتظار النتائج النهائية للمباحثات",
]
PLACE = (TEXT.index("تل"), TEXT.index("تل") + 7)


def told(key: str, day: str | None = "2020-03-10", *, text: str = TEXT, outlet: str | None = None,
         published: str | None = "2020-03-11", said: Link | list[Link] | None = None, place: bool = True,
         **slots: Any) -> Article:  # fmt: skip
    """An article that tells one meeting between `council` and `tribe`."""
    slots = {"source": ["council"], "target": ["tribe"], "mode": "meeting", **slots}
    article = Article(key, text, outlet=outlet or key)
    if published:
        article.published = Published(published, published, "given")
    chain = [said] if isinstance(said, Link) else said
    if chain:
        article.attributions = [Attribution((0, len(text)), chain=chain)]
    article.names = [Name(*PLACE, "GPE", "wind-hill")] if place and len(text) >= PLACE[1] else []
    event = Event("e1", slots.pop("type", "CONSULT"), (0, 5), evidence=(0, len(text)), **slots)
    event.time = EventTime(day, day)
    event.place = [PLACE] if article.names else []
    event.attribution = 0 if chain else None
    article.events = [event]
    return article


def happenings(*articles: Article) -> list[LinkedEvent]:
    return relate(articles).events


def shift(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def test_one_meeting_in_three_outlets() -> None:
    made = [told("a"), told("b", published="2020-03-10", text=OTHER), told("c", text=TEXT + " أمام الشاحنات")]
    (found,) = happenings(*made)
    assert found.accounts == [("a", "e1"), ("b", "e1"), ("c", "e1")]
    assert found.witnesses == 3
    assert found.id == "E-a-e1"


def test_two_meetings_a_week_apart() -> None:
    late = "2020-03-17"
    assert happenings(told("a"), told("b", late, published=shift(late, 1), text=OTHER)) == []
    # also where the report begins with the same words
    assert happenings(told("a", text=LONG[0]), told("b", late, published=shift(late, 1), text=LONG[1])) == []
    four = [told("a"), told("b"), told("c", late, published=late, text=OTHER)]
    four.append(told("d", late, published=late, text=OTHER))
    assert [event.accounts for event in happenings(*four)] == [
        [("a", "e1"), ("b", "e1")], [("c", "e1"), ("d", "e1")],
    ]  # fmt: skip


def test_a_copy_that_is_published_again_later_tells_the_same() -> None:
    late = told("b", "2020-03-17", published="2020-03-18", text=LONG[0])  # its `yesterday` is another day
    assert len(happenings(told("a", text=LONG[0]), late)) == 1


def test_a_meeting_told_without_a_day() -> None:
    assert len(happenings(told("a"), told("b", None))) == 1
    assert happenings(told("a"), told("b", None, published="2020-06-11", text=OTHER)) == []


def test_other_people_meeting_on_one_day() -> None:
    assert happenings(told("a"), told("b", source=["governor"], target=["bishop"], text="زار المحافظ المطران")) == []


def test_who_attacks_whom() -> None:
    def attack(key: str, text: str, **roles: Any) -> Article:
        return told(key, text=text, place=False, type="ASSAULT", mode="shelling", **roles)

    one, two = attack("a", "سقطت قذائف على أطراف القرية"), attack("b", "تعرضت القرية للقصف بالقذائف")
    assert len(happenings(one, two)) == 1
    assert happenings(one, attack("c", "ردت المدفعية بقوة", source=["tribe"], target=["council"])) == []


def test_who_meets_whom_is_free() -> None:
    assert len(happenings(told("a"), told("b", source=["tribe"], target=["council"]))) == 1


def test_a_state_and_its_organs_are_one_side() -> None:
    assert side("syria-government") == side("syria-forces") == "syria"
    assert side("sdf") == "sdf"
    one = told("a", source=["syria-government"], target=["sdf"])
    assert len(happenings(one, told("b", source=["sdf"], target=["syria-forces"]))) == 1


def test_an_article_tells_a_happening_once() -> None:
    one, two = told("a"), told("b")
    second = told("b").events[0]
    second.id = "e2"
    two.events.append(second)
    (found,) = happenings(one, two)
    assert len(found.accounts) == 2
    assert len({article for article, _ in found.accounts}) == 2


def test_no_comparison_within_an_article() -> None:
    one = told("a")
    second = told("a").events[0]
    second.id = "e2"
    one.events.append(second)
    assert happenings(one) == []


def test_different_types_are_not_joined() -> None:
    assert happenings(told("a"), told("b", type="AGREE", mode="truce")) == []


def alone(*articles: Article) -> int:
    (found,) = happenings(*articles)
    assert found.witnesses is not None
    return found.witnesses


def test_outlets_are_witnesses_of_their_own() -> None:
    assert alone(*(told(key, text=text) for key, text in zip("abc", LONG, strict=True))) == 3


def test_an_outlet_is_one_witness() -> None:
    assert alone(told("a", text=LONG[0], outlet="paper"), told("b", text=LONG[1], outlet="paper")) == 1


def test_copies_are_one_witness() -> None:
    result = relate([told("a", text=LONG[0]), told("b", text=LONG[0]), told("c", text=LONG[1])])
    assert [group.articles for group in result.copies] == [["a", "b"]]
    assert [event.witnesses for event in result.events] == [2]


def test_one_shared_source_is_one_witness() -> None:
    speaker = Link("person", (0, 5), "council-speaker")
    made = [
        told("a", text=LONG[0], said=speaker),
        told("b", text=LONG[1], said=[Link("medium", None, "agency"), speaker]),
    ]
    assert alone(*made) == 1
    assert alone(*made, told("c", text=LONG[2])) == 2


def test_an_unnamed_source_of_one_medium_is_one_witness() -> None:
    def through(medium: str) -> list[Link]:
        return [Link("medium", None, medium), Link("anonymous", (0, 5), grade="مطلع")]

    assert alone(told("a", text=LONG[0], said=through("agency")), told("b", text=LONG[1], said=through("agency"))) == 1
    assert alone(told("a", text=LONG[0], said=through("agency")), told("b", text=LONG[1], said=through("paper"))) == 2


def test_unnamed_sources_of_two_articles_are_two() -> None:
    source = Link("anonymous", (0, 5), grade="محلي")
    assert alone(told("a", text=LONG[0], said=source), told("b", text=LONG[1], said=source)) == 2


def test_a_reference_that_leads_nowhere_is_the_outlets_own_word() -> None:
    article = told("a")
    article.events[0].attribution = 7
    assert alone(article, told("b", text=OTHER)) == 2


# disagreements ----------------------------------------------------------------------------------------------


def differing(*articles: Article) -> dict[str, dict[str, list[str]]]:
    (found,) = happenings(*articles)
    return {d.slot: {v: [a for a, _ in keys] for v, keys in d.values.items()} for d in found.disagreements}


def test_they_agree() -> None:
    assert differing(told("a"), told("b")) == {}


def test_the_outcome() -> None:
    made = [told("a", outcome="agreement"), told("b", outcome="none"), told("c", outcome="unknown"), told("d")]
    assert differing(*made) == {"outcome": {"agreement": ["a"], "none": ["b"]}}
    (found,) = happenings(*made)
    assert [d.slot for d in found.disagreements] == ["outcome"]


def test_the_day() -> None:
    assert differing(told("a"), told("b", "2020-03-11")) == {"time": {"2020-03-10": ["a"], "2020-03-11": ["b"]}}


def test_a_rough_time_contradicts_no_day() -> None:
    rough = told("b")
    rough.events[0].time = EventTime("2020-03-01", "2020-03-31")
    assert differing(told("a"), rough) == {}
    two = told("b")
    two.events[0].time = EventTime("2020-03-10", "2020-03-11")
    assert differing(told("a"), two) == {}


def test_whether_it_happened() -> None:
    assert differing(told("a"), told("b", polarity=False)) == {"polarity": {"yes": ["a"], "no": ["b"]}}
    assert differing(told("a"), told("b", polarity=False, modality="planned")) == {}


def test_who_brokered() -> None:
    made = [told("a", mediator=["russia"]), told("b", mediator=["qatar", "egypt"]), told("c")]
    assert differing(*made) == {"mediator": {"russia": ["a"], "egypt+qatar": ["b"]}}


def test_the_weekday_of_a_copied_sentence_counts_from_each_publication() -> None:
    late = told("b", "2020-03-17", published="2020-03-18", text=LONG[0])
    assert differing(told("a", text=LONG[0]), late) == {}


def test_two_midnights() -> None:
    def at(key: str, first: str, last: str) -> Article:
        article = told(key, None, text=TEXT + " منتصف الليل")
        article.events[0].time = EventTime(first, last)
        start = len(TEXT) + 1
        article.times = [Time(start, len(article.text), earliest=first, latest=last)]
        return article

    one, two = at("a", "2020-03-10", "2020-03-11"), at("b", "2020-03-11", "2020-03-12")
    assert differing(one, two) == {"time": {"2020-03-10/2020-03-11": ["a"], "2020-03-11/2020-03-12": ["b"]}}
    one.times = []  # two days that no midnight parts say when only roughly
    assert differing(one, two) == {}


def test_a_denial_that_leaves_a_side_out_denies_something_else() -> None:
    assert differing(told("a"), told("b", polarity=False, target=[])) == {}


def people(article: Article, *names: str) -> Article:
    """The article with persons who took part, named at its end."""
    for name in names:
        article.text += f" {name}"
        article.names.append(Name(len(article.text) - len(name), len(article.text), "PER", name))
    article.events[0].delegates = list(names)
    return article


def test_who_took_part() -> None:
    signed: dict[str, Any] = {"mode": "signing", "source": ["unnamed:1"]}
    one, two = people(told("a", **signed), "nadim"), people(told("b", **signed), "walid")
    assert list(differing(one, two)) == ["participants"]
    assert differing(people(told("a"), "nadim", "walid"), people(told("b"), "walid")) == {}


def test_the_same_persons_are_the_same_sides() -> None:
    other = people(told("b", source=["delegation"], target=["elders"]), "nadim", "walid")
    assert differing(people(told("a"), "nadim", "walid"), other) == {}


def test_a_plan_that_another_overtook() -> None:
    planned = told("b", "2020-03-10", published="2020-03-12", modality="planned")
    assert differing(told("a"), planned) == {}  # planned for a day that was over: read wrongly
    ahead = told("b", "2020-03-13", published="2020-03-12", modality="planned")
    assert "modality" in differing(told("a"), ahead)


# the whole --------------------------------------------------------------------------------------------------


AGENDA = [
    "وإعادة المهجرين إلى قراهم وتعويضهم عن بيوتهم وأرزاقهم قبل الشتاء",
    "وتوزيع مياه النهر بين الضفتين وصيانة المضخات المعطلة منذ سنتين",
    "وتبادل المحتجزين وكشف مصير المفقودين وتسليم الجثامين لذويها سريعا",
    "وفتح المدارس والمراكز الصحية وصرف رواتب المعلمين والممرضين المتأخرة",
]


def world() -> list[Article]:
    made = []
    for number, agenda in enumerate(AGENDA):
        day = shift("2020-03-01", 9 * number)
        for copy, outcome in enumerate(["agreement", "none", "unknown"]):
            text = f"{LONG[copy]} {agenda}"
            made.append(told(f"m{number}{copy}", day, published=shift(day, copy), text=text, outcome=outcome))
        shot = told(
            f"x{number}", None, published=day, type="ASSAULT", mode="shelling", text=f"قصف {number}", place=False
        )
        made.append(shot)
    return made


def shown(result: Relations) -> Any:
    return result.copies, result.events, result.entities


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(chance: random.Random) -> None:
    made = world()
    expected = shown(relate(made))
    chance.shuffle(made)
    assert shown(relate(made)) == expected


def test_the_world_is_what_it_is() -> None:
    events = relate(world()).events
    meetings = [e for e in events if e.accounts[0][0].startswith("m")]
    assert [len(e.accounts) for e in meetings] == [3, 3, 3, 3]
    assert all([d.slot for d in e.disagreements] == ["outcome"] for e in meetings)


def test_nothing_to_relate() -> None:
    assert shown(relate([])) == ([], [], [])
    assert relate([Article("a", "")]).events == []


@pytest.mark.parametrize(
    ("word", "same"),
    [("الطرق", "طرق"), ("والاجتماع", "اجتماع"), ("وللنظام", "النظام"), ("للقاء", "اللقاء"), ("للجنة", "لجنة")],
)
def test_rough_stems(word: str, same: str) -> None:
    assert stem(word) == stem(same)
