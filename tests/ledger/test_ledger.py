"""The ledger gives back what it was given, changes nothing where nothing changed, and refuses foreign files."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar import article as a
from khabar.errors import KhabarError
from khabar.ledger import Ledger, open_ledger
from khabar.ledger.rows import LAYER_TABLES
from khabar.ledger.schema import VERSION

TEXT = "قال مصدر مطلع إن وفدا من قسد التقى مسؤولين في الحكومة بدمشق أمس، وأضاف أن اللقاء لم يثمر."
MADE: dict[str, Any] = {"rule": "rule.x", "pack": "core@0.1.0", "score": 0.5}


@dataclass
class Related:
    copies: list[a.Copies] = field(default_factory=list)
    events: list[a.LinkedEvent] = field(default_factory=list)
    entities: list[a.Entity] = field(default_factory=list)


def full(identifier: str = "a1", text: str = TEXT) -> a.Article:
    """An article in which everything is set."""
    return a.Article(
        identifier, text, "outlet", "https://example.org/1", "عنوان",
        a.Published("2020-01-01", "2020-01-02", "worked-out", ["why"], "rule.p", "core@0.1.0"),
        body=[(0, 10), (11, 20)],
        names=[a.Name(3, 6, "GRP", "sdf", "distancing", **MADE), a.Name(7, 9, "GPE")],
        times=[
            a.Time(1, 2, "day", "2019-12-31", "2019-12-31", **MADE),
            a.Time(3, 4, "vague", relative=a.Relative("day", -1, "sunday", anchor=[1, 2]), contradicts=(5, 6)),
        ],
        attributions=[
            a.Attribution((5, 20), (1, 3), True, "doubting", [
                a.Link("medium", (1, 2), "basnews", **MADE),
                a.Link("anonymous", None, None, "مطلع", "one", "sdf", (2, 4), ["x"]),
            ], [(6, 7)], **MADE),
            a.Attribution((7, 9)),
        ],
        events=[
            a.Event("e1", "CONSULT", (1, 4), "visit", (0, 20), ["sdf"], ["syria-government", "unnamed:1"], [(1, 2)],
                    [(3, 4), (5, 6)], ["russia"], ["p1", "p2"], [(7, 8)],
                    a.EventTime("2019-12-01", "2019-12-02", (1, 2), a.Relative("week"), "r", "p"), "planned", False,
                    [(2, 3)], "none", 1, [a.Also((3, 5), 0), a.Also((4, 5))], [(8, 9)], **MADE),
            a.Event("e1", "ASSAULT", (1, 4)),
        ],
        source="a.txt", sha256="ab" * 32, packs=["core@0.1.0"],
    )  # fmt: skip


RELATED = Related(
    [a.Copies(["a1", "b1"], 0.9, "r", "p"), a.Copies(["c", "d"])],
    [
        a.LinkedEvent("E1", [("a1", "e1"), ("b1", "e2")], 2, [a.Disagreement("day", {"x": [("a1", "e1")]}, "r", "p")],
                      ["outlet"], 0.5, "r", "p"),
        a.LinkedEvent("E2"),
    ],
    [a.Entity("sdf", "GRP", {"ar": ["قسد"]}, {"wikidata": "Q1"}, None, "r", "p"), a.Entity("unnamed:1", sector="CVL")],
)  # fmt: skip


def test_comes_out_as_it_went_in(tmp_path: Path) -> None:
    article = full()
    with open_ledger(tmp_path / "x.ledger", write=True, packs=["core@0.1.0"]) as ledger:
        assert ledger.add(full()) == "added"
        assert ledger.relate(RELATED)
    with open_ledger(tmp_path / "x.ledger") as ledger:
        assert ledger.article("a1") == article
        assert list(ledger.articles()) == [article]
        assert ledger.entities() == RELATED.entities
        assert ledger.events() == RELATED.events
        assert ledger.copies() == RELATED.copies
        assert ledger.counts()["events"] == 2
        assert [r["packs"] for r in ledger.runs()] == [["core@0.1.0"]]


spans = st.tuples(st.integers(0, 50), st.integers(0, 50))
words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.builds(
        a.Article,
        id=st.just("x"),
        text=words,
        title=words | st.none(),
        body=st.lists(spans, max_size=12),
        names=st.lists(st.builds(a.Name, st.integers(0, 9), st.integers(0, 9), words, words | st.none()), max_size=3),
        attributions=st.lists(
            st.builds(a.Attribution, spans, chain=st.lists(st.builds(a.Link, words, spans | st.none()), max_size=3)),
            max_size=3,
        ),
        events=st.lists(
            st.builds(a.Event, words, words, spans, source=st.lists(words, max_size=3), about=st.lists(spans)),
            max_size=3,
        ),
        sha256=st.just("00"),
    )
)
def test_any_article_comes_out_as_it_went_in(tmp_path: Path, article: a.Article) -> None:
    path = tmp_path / "any.ledger"
    path.unlink(missing_ok=True)
    with open_ledger(path, write=True) as ledger:
        ledger.add(msgspec.structs.replace(article))
        assert ledger.article("x") == article


def test_reading_the_same_thing_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    states = []
    for _ in range(2):
        with open_ledger(path, write=True) as ledger:
            ledger.add(full())
            ledger.relate(RELATED)
        states.append(path.read_bytes())
    assert states[0] == states[1]
    with open_ledger(path, write=True) as ledger:
        moved = full()
        moved.source = "elsewhere/a.txt"
        assert ledger.add(moved) == "same"
        assert not ledger.relate(RELATED)


def test_other_packs_replace_the_layers(tmp_path: Path) -> None:
    newer = full()
    newer.packs = ["core@0.2.0"]
    newer.names = [a.Name(0, 3, "PER", pack="core@0.2.0")]
    newer.events = []
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger:
        ledger.add(full())
        assert ledger.add(msgspec.structs.replace(newer)) == "changed"
        assert ledger.article("a1") == newer
        for table in ("event_actors", "event_spans"):
            assert ledger.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_two_texts_with_one_id_are_both_kept(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger:
        ledger.add(full())
        for expected in ("added", "same"):
            other = full(text=TEXT + " ثم")
            other.sha256 = "cd" * 32
            assert ledger.add(other) == expected
            assert other.id == "a1-cdcdcdcd"
        assert [x.id for x in ledger.articles()] == ["a1", "a1-cdcdcdcd"]


def test_an_article_is_all_or_nothing(tmp_path: Path) -> None:
    bad = full("a2")
    bad.events[1].id = None  # type: ignore[assignment]  # a row that SQLite refuses, late in the transaction
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger:
        with pytest.raises(KhabarError):
            ledger.add(bad)
        for table in (*LAYER_TABLES, "articles", "search", "runs"):
            assert ledger.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        assert ledger.add(full()) == "added"


def test_unknown_article(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger, pytest.raises(KhabarError) as met:
        ledger.article("nope")
    assert met.value.code == "article-unknown"


def refused(path: Path, *, write: bool) -> str:
    with pytest.raises(KhabarError) as met:
        Ledger(path, write=write)
    assert str(path) in str(met.value)
    assert "\n" not in str(met.value)
    return met.value.code


def test_what_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    assert refused(tmp_path, write=True) == "ledger-folder"
    assert refused(tmp_path / "none.ledger", write=False) == "ledger-missing"
    assert refused(tmp_path / "no/folder.ledger", write=True) == "output-unwritable"
    text = tmp_path / "text.ledger"
    text.write_text("these are notes, not a database")
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    damaged = tmp_path / "damaged.ledger"
    damaged.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    for path, code in ((text, "ledger-foreign"), (other, "ledger-foreign"), (damaged, "ledger-foreign")):
        before = path.read_bytes()
        for write in (False, True):
            assert refused(path, write=write) == code
        assert path.read_bytes() == before


def test_newer_schema(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    Ledger(path, write=True).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    for write in (False, True):
        assert refused(path, write=write) == "ledger-newer"
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    path.touch()
    assert refused(path, write=False) == "ledger-foreign"
    with Ledger(path, write=True) as ledger:
        assert ledger.counts()["articles"] == 0


def test_readers_beside_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    with Ledger(path, write=True) as writer:
        writer.add(full())
        with Ledger(path) as reader:
            writer.connection.execute("BEGIN IMMEDIATE")
            assert reader.counts()["articles"] == 1
            writer.connection.execute("ROLLBACK")
            with pytest.raises(sqlite3.OperationalError):
                reader.connection.execute("DELETE FROM articles")
