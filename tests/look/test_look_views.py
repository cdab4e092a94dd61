"""Filters, and views that have no whole-ledger function to be held to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from khabar import look
from khabar.article import Article, Attribution, Event, EventTime, Link, Name, Published
from khabar.errors import KhabarError
from khabar.ledger import Ledger, open_ledger
from khabar.look import Filters
from khabar.packs import Packs
from khabar.relate.told import told

Open = Callable[[Path], Ledger]


# filters ----------------------------------------------------------------------------------------------------


def test_filters_are_a_query_string() -> None:
    filters = Filters(actor="sdf", type="ASSAULT:airstrike", since="2020-01-02", outlet="صحيفة & ورق", disagreeing=True)
    text = filters.query()
    assert Filters.parse(text) == Filters.parse("?" + text) == filters
    assert Filters.parse(text).query() == text
    assert text.startswith("actor=sdf&") and "from=2020-01-02" in text and text.endswith("disagreeing=1")
    assert Filters().query() == "" and not Filters() and filters
    assert Filters.parse({"to": " 2020-02-01 ", "page": "3", "actor": ""}) == Filters(until="2020-02-01")
    assert filters.but(actor="", disagreeing=False).query() == text.replace("actor=sdf&", "").replace(
        "&disagreeing=1", ""
    )
    with pytest.raises(KhabarError) as caught:
        Filters.parse("from=yesterday")
    assert caught.value.code == "date-invalid"


@pytest.mark.parametrize(
    "filters",
    [
        Filters(actor="sdf"), Filters(actor="sdf", other="wind-tribe"), Filters(type="REQUEST"),
        Filters(type="CONSULT:meeting"), Filters(place="aleppo"), Filters(place="syria"), Filters(outlet="paper1"),
        Filters(modality="happened", outlet="paper2"), Filters(stance="denying"), Filters(kind="anonymous"),
        Filters(kind="own"), Filters(disagreeing=True), Filters(slot="outcome"), Filters(since="2020-03-01"),
        Filters(until="2020-03-01"), Filters(actor="syria", since="2020-01-05", until="2020-01-20", type="ASSAULT"),
        Filters(actor="nobody"),
    ],
    ids=lambda f: f.query(),
)  # fmt: skip
def test_filters_leave_what_fits(made_ledger: Path, packs: Packs, filters: Filters) -> None:
    with open_ledger(made_ledger) as ledger:
        articles = {a.id: a for a in ledger.articles()}
        events = ledger.events()
        slots = {e.id: {d.slot for d in e.disagreements} for e in events}
        expected = set()
        for one in told(articles.values(), events, packs):
            accounts = one.accounts
            actors = set(one.sides).union(*(a.mediator for a in accounts))
            for a in accounts:
                event = next(e for e in articles[a.article].events if e.id == a.event)
                actors.update(e for e in event.source + event.target + event.mediator if not e.startswith("unnamed"))
            day = None if one.day is None else __import__("datetime").date.fromordinal(one.day).isoformat()
            kind, _, mode = filters.type.partition(":")
            fits = [
                not filters.actor or filters.actor in actors,
                not filters.other or filters.other in actors,
                not kind or any(a.type == kind and (not mode or a.mode == mode) for a in accounts),
                not filters.place or any(filters.place in a.within for a in accounts),
                not filters.outlet or any(articles[a.article].outlet == filters.outlet for a in accounts),
                not filters.modality or any(a.modality == filters.modality for a in accounts),
                not filters.stance or any(a.stance == filters.stance for a in accounts),
                not filters.kind or any(
                    (a.chain[-1].split(":")[0] if len(a.chain) > 1 else "own") == filters.kind for a in accounts),
                not filters.disagreeing or bool(slots.get(one.id)),
                not filters.slot or filters.slot in slots.get(one.id, ()),
                not filters.since or (day is not None and day >= filters.since),
                not filters.until or (day is not None and day <= filters.until),
            ]  # fmt: skip
            if all(fits):
                expected.add(one.id)
        assert bool(expected) == (filters.actor != "nobody")
        page = look.happenings(ledger, filters, size=1000)
        assert {h.id for h in page.happenings} == expected
        assert page.page.total == len(expected)
        days = [h.day or "" for h in page.happenings]
        assert days == sorted(days, reverse=True)
        counted = {c.value: c.n for c in page.facets["type"]}
        assert sum(counted.values()) >= len(expected)
        stories = look.stories(ledger, filters, size=1000).stories
        view = [look.story(ledger, s.id, filters, size=1000) for s in stories]
        assert all({x.happening.id for x in v.steps} <= expected or filters.actor or filters.since for v in view)


def test_pages_do_not_overlap(made_ledger: Path) -> None:
    with open_ledger(made_ledger) as ledger:
        first, second = look.happenings(ledger, size=7), look.happenings(ledger, page=2, size=7)
        assert len({h.id for h in first.happenings} | {h.id for h in second.happenings}) == 14
        assert look.happenings(ledger, page=1000).happenings == []
        assert look.happenings(ledger, page=0).happenings == look.happenings(ledger, page=1).happenings


# views ------------------------------------------------------------------------------------------------------


def test_start(made_ledger: Path) -> None:
    with open_ledger(made_ledger) as ledger:
        view = look.start(ledger)
        counts = ledger.counts()
        for name in ("articles", "events", "entities", "copies"):
            assert view.counts[name] == counts[name]
        assert view.counts["happenings"] == look.happenings(ledger).page.total
        assert view.counts["stories"] == look.stories(ledger).page.total
        assert view.run is not None and view.run.articles == counts["articles"]
        assert view.biggest[0].happenings >= view.biggest[-1].happenings
        assert view.disagreeing and all(h.disagreements for h in view.disagreeing)
        assert [h.day for h in view.latest] == sorted((h.day for h in view.latest if h.day), reverse=True)
        assert {side for s in view.biggest for side in s.sides} <= view.names.keys()


def test_an_article_and_its_copies(made_ledger: Path) -> None:
    with open_ledger(made_ledger) as ledger:
        group = ledger.copies()[0]
        view = look.of_article(ledger, group.articles[1])
        assert [a.id for a in view.copies] == group.articles
        assert [home.event for home in view.events] == ["e0", "e1", "e2", "e3"]
        assert all(ledger.article(group.articles[1]).events for _ in view.events)
        with pytest.raises(KhabarError) as caught:
            look.of_article(ledger, "nothing")
        assert caught.value.code == "article-unknown"


def test_an_account_shows_its_sentence_and_its_spans(samples_ledger: Path) -> None:
    with open_ledger(samples_ledger) as ledger:
        seen = 0
        for row in look.happenings(ledger, several=True).happenings:
            view = look.happening(ledger, row.id)
            for a in view.accounts:
                article = ledger.article(a.article)
                event = next(e for e in article.events if e.id == a.event)
                assert a.text == article.text[slice(*a.sentence)]
                assert a.sentence[0] <= a.trigger[0] and a.trigger[1] <= a.sentence[1]
                assert (a.rule, a.pack, a.score) == (event.rule, event.pack, event.score)
                assert (a.said is None) == (event.attribution is None)
                if a.said is not None and event.attribution is not None:
                    said = article.attributions[event.attribution]
                    assert [x.kind for x in a.said.chain] == [x.kind for x in said.chain]
                seen += 1
            assert {t.voice.key for t in view.voices} >= {w.root.key for w in view.witnesses}
            assert len(view.links) == len(view.accounts)
            assert all(link.evidence for link in view.links)
        assert seen > 10


def test_a_happening_is_found_by_an_account(made_ledger: Path) -> None:
    with open_ledger(made_ledger) as ledger:
        row = look.happenings(ledger, several=True).happenings[0]
        account = look.happening(ledger, row.id).accounts[-1]
        assert look.happening(ledger, f"{account.article}:{account.event}").happening == row
        for name, ask in (
            ("E-none", look.happening), ("S-none", look.story), ("none", look.actor), ("none", look.outlet)
        ):  # fmt: skip
            with pytest.raises(KhabarError) as caught:
                ask(ledger, name)
            assert caught.value.code == "look-unknown"


def test_actors_are_found_by_any_name(samples_ledger: Path) -> None:
    with open_ledger(samples_ledger) as ledger:
        for query in ("SDF", "قسد", "Syrian Dem", "سوريا الديمقراطيه"):
            assert "sdf" in [a.id for a in look.actors(ledger, query).actors], query
        assert look.actors(ledger, "zzzz").actors == []
        assert look.actors(ledger, types=("PER",)).actors
        everyone = look.actors(ledger, size=500)
        assert everyone.page.total == len(everyone.actors)
        assert [a.mentions for a in everyone.actors] == sorted((a.mentions for a in everyone.actors), reverse=True)


def test_a_name_that_a_person_gave_is_shown_and_found(samples_ledger: Path, opened: Open) -> None:
    from khabar.relate.decisions import About

    ledger = opened(samples_ledger)
    made = ledger.decide("rename", About(entity="sdf", lang="en", name="Quite Another"), who="me")
    assert look.actor(ledger, "sdf").called["en"][0] == "Quite Another"
    assert look.stories(ledger).names["sdf"].en == "Quite Another"
    assert [a.id for a in look.actors(ledger, "quite anoth").actors] == ["sdf"]
    ledger.undo(made.id, who="me")
    assert look.actors(ledger, "quite anoth").actors == []
    assert look.stories(ledger).names["sdf"].en == "Syrian Democratic Forces"


def test_an_outlet_rests_on_somebody(made_ledger: Path, packs: Packs) -> None:
    from khabar.relate.features import accounts

    with open_ledger(made_ledger) as ledger:
        total = 0
        for row in look.outlets(ledger).outlets:
            mine = [a for a in ledger.articles() if a.outlet == row.outlet]
            view = look.outlet(ledger, row.outlet)
            told_by = [x for a in mine for x in accounts(a, packs)]
            assert (row.articles, view.page.total) == (len(mine), len(mine))
            assert sum(r.n for r in view.rests) == sum(view.kinds.values()) == len(told_by)
            assert view.kinds["own"] == sum(len(a.chain) <= 1 for a in told_by)
            assert {c.value: c.n for c in view.through} == {
                "anadolu": sum("medium:anadolu" in a.chain[1:] for a in told_by)
            }
            assert sum(sum(c.counts.values()) for c in view.naming) == sum(len(a.names) for a in mine)
            total += len(view.given)
        assert total


def test_map_and_clusters(samples_ledger: Path) -> None:
    with open_ledger(samples_ledger) as ledger:
        single = look.map_points(ledger)
        near = look.map_points(ledger, zoom=1)
        assert len(near.points) < len(single.points)
        assert sum(p.n for p in near.points) == sum(p.n for p in single.points)
        aleppo = next(p for p in single.points if p.places == ["aleppo"])
        assert 36 < aleppo.latitude < 37 and 37 < aleppo.longitude < 38 and aleppo.precision == "town"
        assert sum(aleppo.types.values()) == aleppo.n
        boxed = look.map_points(ledger, box=(36, 37, 37, 38))
        assert aleppo in boxed.points and len(boxed.points) < len(single.points)
        only = look.map_points(ledger, Filters(place="aleppo"))
        assert {p.places[0] for p in only.points} >= {"aleppo"} and only.total < single.total


def test_network_counts_what_took_place(made_ledger: Path, packs: Packs) -> None:
    with open_ledger(made_ledger) as ledger:
        real = [t for t in told(ledger.articles(), ledger.events(), packs) if t.real]
        edges = {(e.a, e.b, e.relation): e for e in look.network(ledger, strongest=10_000).edges}
        seen = 0
        for (a, b, relation), edge in edges.items():
            if edge.directed and relation != "MEDIATE":
                seen += 1
                assert edge.n == sum(
                    any(a in x.sources and b in x.targets and x.type == relation for x in t.accounts) for t in real
                )
        assert seen > 3
        assert not any(e.directed for (*_, relation), e in edges.items() if relation == "CONSULT")
        assert any(relation == "MEDIATE" and a == "un" for a, _, relation in edges)
        of_one = look.network(ledger, Filters(actor="sdf"), relations=("REQUEST",))
        assert {e.relation for e in of_one.edges} == {"REQUEST"}
        cut = look.network(ledger, strongest=2)
        assert cut.cut and len(cut.edges) == 2


def test_matrix(made_ledger: Path) -> None:
    with open_ledger(made_ledger) as ledger:
        view = look.matrix(ledger)
        assert view.claims and view.voices
        for claim in view.claims:
            assert claim.happening.articles > 1
            assert claim.cells.keys() <= {v.key for v in view.voices}
        says = [c for claim in view.claims for cells in claim.cells.values() for c in cells if c.role == "says"]
        assert len(says) >= sum(c.happening.accounts for c in view.claims) - view.left_out * 20
        assert {c.stance for c in says} >= {"denying", "neutral"}


def test_a_ledger_that_was_not_related(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger:
        ledger.add(Article("a", "نص"))
        with pytest.raises(KhabarError) as caught:
            look.start(ledger)
        assert caught.value.code == "ledger-unrelated"
        ledger.update()
        assert look.start(ledger).counts["articles"] == 1


# search -----------------------------------------------------------------------------------------------------


@pytest.fixture
def searched(tmp_path: Path, packs: Packs) -> Ledger:
    """Three articles about the council of the wind, one of them quoting an unnamed source."""
    ledger = open_ledger(tmp_path / "x.ledger", write=True)
    texts = {
        "one": "اجتمع مجلس الريح في القرية.\nوقال مصدر محلي إن الطريق إلى المعبر مغلق. وانتهى الاجتماع مساء.",
        "two": "لم يجتمع أحد اليوم.\nأما قسد فأعلنت فتح الطريق.",
        "three": "وصل مظلوم إلى المعبر، والطرق كلها مفتوحة.",
    }
    for number, (key, text) in enumerate(texts.items()):
        article = Article(key, text, outlet=f"paper{number % 2}", body=[(0, len(text))])
        article.published = Published(f"2020-03-0{number + 1}", f"2020-03-0{number + 1}", "given")
        article.events = [Event("e1", "CONSULT", (0, 5), "meeting", source=["wind"], target=["sdf"])]
        article.events[0].time = EventTime("2020-03-01", "2020-03-01")
        for word, entity, kind in (("قسد", "sdf", "GRP"), ("مظلوم", "mazloum-abdi", "PER")):
            if (at := text.find(word)) >= 0:
                article.names.append(Name(at, at + len(word), kind, entity))
        if key == "one":
            start = text.index("وقال")
            article.attributions = [Attribution(
                (start, text.index("مغلق") + 4), stance="doubting",
                chain=[Link("anonymous", (start + 5, start + 14), grade="محلي")], rule="r", pack="core@1")]  # fmt: skip
            article.events.append(Event("e2", "COERCE", (start + 20, start + 24), source=["wind"], attribution=0))
        ledger.add(article)
    ledger.update(packs)
    return ledger


def found(ledger: Ledger, words: str, filters: Filters | None = None) -> list[str]:
    return sorted(h.article for h in look.search(ledger, words, filters).hits)


def test_search_any_spelling(searched: Ledger) -> None:
    assert found(searched, "طريق") == found(searched, "الطريق") == found(searched, "للطَّريق") == ["one", "two"]
    assert found(searched, "قريه") == ["one"]
    assert found(searched, '"مجلس الريح"') == ["one"]
    assert found(searched, '"الريح مجلس"') == []
    assert found(searched, "طريق معبر") == ["one"]


def test_search_english_names(searched: Ledger) -> None:
    assert found(searched, "SDF") == found(searched, "syrian democratic forces") == ["two"]
    assert found(searched, "Mazloum") == ["three"]
    assert found(searched, "mazloum معبر") == ["three"]
    assert found(searched, "Mazloum SDF") == found(searched, "unheard") == []
    view = look.search(searched, "SDF")
    assert view.meant[0].entities == ["sdf"] and view.names["sdf"].ar == "قوات سوريا الديمقراطية"
    (sentence,) = view.hits[0].sentences
    assert sentence.text == "أما قسد فأعلنت فتح الطريق." and len(sentence.matches) == 1


def test_search_gives_sentences_in_their_voice(searched: Ledger) -> None:
    text = searched.article("one").text
    (sentence,) = look.search(searched, "معبر", Filters(outlet="paper0", until="2020-03-01")).hits[0].sentences
    assert sentence.text == "وقال مصدر محلي إن الطريق إلى المعبر مغلق."
    assert text[slice(*sentence.span)] == sentence.text
    assert [text[slice(*m)] for m in sentence.matches] == ["المعبر"]
    assert (sentence.attribution, sentence.stance, sentence.rule) == (0, "doubting", "r")
    assert [(x.kind, x.words, x.grade) for x in sentence.chain] == [("anonymous", "مصدر محلي", "محلي")]


def test_search_is_narrowed_and_counted(searched: Ledger) -> None:
    assert found(searched, "معبر", Filters(kind="anonymous")) == ["one"]
    assert found(searched, "معبر", Filters(kind="own")) == ["three"]
    assert found(searched, "معبر", Filters(stance="doubting")) == ["one"]
    assert found(searched, "طريق", Filters(outlet="paper1")) == ["two"]
    assert found(searched, "طريق", Filters(since="2020-03-02")) == ["two"]
    assert found(searched, "طريق", Filters(type="COERCE")) == ["one"]
    assert found(searched, "طريق", Filters(actor="nobody")) == []
    view = look.search(searched, "طريق")
    assert {c.value: c.n for c in view.facets["outlet"]} == {"paper0": 1, "paper1": 1}
    assert {c.value: c.n for c in view.facets["type"]} == {"CONSULT": 2, "COERCE": 1}
    assert (view.page.total, view.order) == (2, "rank")
    with pytest.raises(KhabarError) as caught:
        look.search(searched, " ،")
    assert caught.value.code == "search-empty"
