"""Paragraphs that articles share without being copies, and what they are to witnesses."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.relate.test_copies import WORDS

import khabar
from khabar.article import Article, Attribution, Event, Link, Published
from khabar.ledger import open_ledger
from khabar.relate import relate
from khabar.relate.copies import copies
from khabar.relate.passages import alike, is_key, keys, passages, shared, sketch_at

PACKS = khabar.load_packs()


def words(seed: int, length: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


AGENCY = "اجتمع المجلس بالقبيلة في تل الريح " + words(1, 40)


def article(key: str, *paragraphs: str, day: str | None = None) -> Article:
    text = "\n".join(paragraphs)
    made = Article(key, text, outlet=f"paper-{key}", body=[(0, len(text))])
    if day:
        made.published = Published(day, day, "given")
    return made


def longer(key: str, seed: int, agency: str = AGENCY, day: str | None = None) -> Article:
    """A text of its own with an agency's paragraph in it."""
    return article(key, words(seed, 120), agency, words(seed + 100, 90), day=day)


def test_a_paragraph_of_two_longer_texts() -> None:
    made = [longer("a", 2, day="2020-05-02"), longer("b", 3, day="2020-05-01"), longer("c", 4, agency=words(9, 50))]
    assert copies(made) == []
    (found,) = shared(made)
    assert found.articles == ["b", "a"]
    assert [made["abc".index(a)].text[s:e] for a, (s, e) in found.places] == [AGENCY, AGENCY]


def test_spelled_and_cut_otherwise() -> None:
    other = AGENCY.replace("أ", "ا").replace("ة", "ه").rsplit(" ", 4)[0]
    (found,) = shared([longer("a", 2), longer("b", 3, agency=other)])
    assert found.articles == ["a", "b"]


def test_another_paragraph_that_begins_alike() -> None:
    start = " ".join(AGENCY.split()[:12])
    assert shared([longer("a", 2), longer("b", 3, agency=f"{start} {words(7, 40)}")]) == []


def test_short_lines_are_like_others_by_chance() -> None:
    line = "عاد الوفد إلى المدينة مساء أمس"
    assert shared([article("a", line, words(2, 60)), article("b", line, words(3, 60))]) == []


def test_within_a_group_of_copies_everything_is_shared() -> None:
    made = [longer("a", 2), longer("b", 2), longer("c", 3)]
    (group,) = copies(made)
    assert group.articles == ["a", "b"]
    home = {"a": "a", "b": "a"}
    assert [s.articles for s in shared(made, home)] == [["a", "b", "c"]]
    assert shared(made[:2], home) == []


def test_only_the_body() -> None:
    one, two = longer("a", 2), longer("b", 3)
    one.body = [(0, 50)]
    assert list(passages(one)) == []
    assert shared([one, two]) == []


def test_keys_are_apart_from_those_of_texts() -> None:
    assert keys(longer("a", 2)) and all(map(is_key, keys(longer("a", 2))))
    assert set(keys(longer("a", 2))) & set(keys(longer("b", 3)))


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_does_not_matter(order: list[int]) -> None:
    made = [longer("a", 2), longer("b", 3), longer("c", 4), longer("d", 5, agency=words(9, 50)),
            longer("e", 6, agency=words(9, 50)), article("f", AGENCY)]  # fmt: skip
    assert [s.articles for s in shared([made[n] for n in order])] == [["a", "b", "c", "f"], ["d", "e"]]


def test_sketches() -> None:
    one = sketch_at(AGENCY, 3)
    assert alike(one, sketch_at(f"عنوان\n{AGENCY}\nخاتمة", 30))
    assert alike(one, sketch_at(AGENCY + " مساء أمس", 3))
    assert not alike(one, sketch_at(words(3, 50), 3))
    assert sketch_at("خبر قصير", 0) == b"" and not alike(b"", b"")


# witnesses ---------------------------------------------------------------------------------------------------


def told(
    key: str, seed: int, agency: str = AGENCY, chain: list[Link] | None = None, day: str = "2020-05-02"
) -> Article:
    """An article that tells the meeting in the agency's paragraph."""
    made = longer(key, seed, agency, day)
    start = made.text.index("اجتمع المجلس")
    event = Event("e1", "CONSULT", (start, start + 5), evidence=(start, start + len(agency)), mode="meeting")
    event.source, event.target = ["council"], ["tribe"]
    if chain is not None:
        made.attributions = [Attribution((start, start + len(agency)), chain=chain)]
        event.attribution = 0
    made.events = [event]
    return made


OTHER = "اجتمع المجلس بالقبيلة في تل الريح " + words(8, 40)


def count(*articles: Article) -> int | None:
    (found,) = relate(articles, PACKS).events
    return found.witnesses


def test_an_account_in_a_shared_paragraph_is_the_same_witness() -> None:
    assert count(told("a", 2), told("b", 3), told("c", 4, OTHER)) == 2
    (found,) = relate([told("a", 2), told("b", 3, day="2020-05-01")], PACKS).events
    assert found.roots == ["copies:b"]  # that of the first


def test_an_unnamed_source_in_a_shared_paragraph_is_one() -> None:
    source = [Link("anonymous", (0, 5), grade="محلي")]
    assert count(told("a", 2, chain=source), told("b", 3, chain=source)) == 1
    assert count(told("a", 2, chain=source), told("b", 3, OTHER, chain=source)) == 2


def test_whom_the_paragraph_names_is_the_root() -> None:
    speaker = [Link("person", None, "speaker")]
    assert count(told("a", 2, chain=speaker), told("b", 3)) == 2


# the ledger --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("batches", [[4], [1, 3], [1, 1, 1, 1]])
def test_a_ledger_knows_them_however_it_grew(tmp_path: Path, batches: list[int]) -> None:
    made = [told("a", 2), told("b", 3, day="2020-05-01"), told("c", 4, OTHER), longer("d", 5, words(9, 50))]
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger:
        start = 0
        for size in batches:
            for one in made[start : start + size]:
                ledger.add(one)
            ledger.update(PACKS)
            start += size
        (found,) = ledger.shared()
        assert found.articles == ["b", "a"]
        assert ledger.shared("a") == [found]
        assert ledger.shared("c") == [] and ledger.copies() == []
        (event,) = ledger.events()
        assert event.witnesses == 2


def test_a_paragraph_that_is_gone_is_no_longer_shared(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger:
        for one in (told("a", 2), told("b", 3)):
            ledger.add(one)
        ledger.update(PACKS)
        assert len(ledger.shared()) == 1
        again = told("b", 3)
        again.body = [(0, 60)]  # read anew, the paragraph is furniture
        ledger.add(again)
        ledger.update(PACKS)
        assert ledger.shared() == []
