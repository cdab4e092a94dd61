"""Questions in SQL: a dataset and a ledger give the same answers, and nothing else can be reached."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bench import corpus

import khabar
from khabar.article import Attribution, encode
from khabar.errors import KhabarError
from khabar.export import terminal
from khabar.export.parquet import export
from khabar.export.pens import TerminalPen
from khabar.export.sql import ask, forms
from khabar.export.sql.views import VIEWS, listing
from khabar.layers.pipeline import annotate_article
from khabar.ledger import open_ledger
from khabar.shards.dataset import Dataset

Places = tuple[Path, Path]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A dataset and a ledger of the same articles; with a decision, and the page of one."""
    folder = tmp_path_factory.mktemp("sql")
    packs = khabar.load_packs()
    with open_ledger(folder / "x.ledger", write=True) as ledger:
        for number in range(30):
            article = annotate_article(corpus.article(number), packs)
            if number == 3:
                article.attributions.append(Attribution((0, 4), denies=0))
                article.sha256 = "0" * 64
            ledger.add(article)
        ledger.update(packs)
        from khabar.relate.decisions import About

        happening = ledger.events()[0]
        ledger.decide("split", About(ledger.accounts_of(":".join(happening.accounts[0]))), who="test")
        assert ledger.events() != ledger.events(bare=True)
        export(ledger, folder / "dataset")
    return folder / "dataset", folder / "x.ledger"


def rows(place: Path, question: str) -> list[Any]:
    answer = ask(place, question)
    try:
        return [tuple(row) for row in answer.rows()]
    finally:
        answer.close()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_same_tables(view: Any, places: Places) -> None:
    question = f"SELECT * FROM {view.name}"
    for place in places:
        answer = ask(place, question)
        assert answer.columns == list(view.columns)
        answer.close()
    one, two = (rows(place, question) for place in places)
    assert Counter(one) == Counter(two)  # SQLite's truth values are 0 and 1, which equal them
    if view.name != "origins":
        assert one


def test_words_are_those_of_the_span(places: Places) -> None:
    articles = {a.id: a for a in Dataset(places[0]).articles()}
    for table in ("names", "times", "attributions", "events"):
        for article, start, end, words in rows(places[0], f'SELECT article, start, "end", words FROM {table}'):
            assert articles[article].text[start:end] == words


def test_where_bytes_lie(tmp_path: Path) -> None:
    import hashlib

    data = "<html><body><p>وصل الوفد إلى المدينة صباح اليوم.</p></body></html>".encode()
    with open_ledger(tmp_path / "x.ledger", write=True) as ledger:
        article = annotate_article(corpus.article(0), khabar.load_packs())
        article.sha256, article.source = hashlib.sha256(data).hexdigest(), "pages.zip"
        ledger.add(article)
        ledger.keep_page(article.id, data, source="pages.zip", member="1.html", url="https://paper.example/1")
        ledger.update()
        export(ledger, tmp_path / "dataset")
    question = "SELECT article, source, member, sha256, kind, url FROM origins"
    expected = [(article.id, "pages.zip", "1.html", article.sha256, "page", "https://paper.example/1")]
    assert rows(tmp_path / "dataset", question) == rows(tmp_path / "x.ledger", question) == expected


def test_a_dataset_out_of_a_ledger(places: Places, tmp_path: Path) -> None:
    folder, path = places
    made = Dataset(folder)
    with open_ledger(path) as ledger:
        assert [encode(a) for a in made.articles()] == [encode(a) for a in ledger.articles()]
        assert [encode(e) for e in made.events()] == [encode(e) for e in ledger.events()]
        assert list(made.entities()) == ledger.entities()
        assert list(made.copies()) == ledger.copies()
        assert export(ledger, tmp_path / "new") == 30
        assert export(ledger, tmp_path / "new") == 30  # in place of the one before
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "letter.txt").write_text("x")
        with pytest.raises(KhabarError) as met:
            export(ledger, tmp_path / "other")
    assert met.value.code == "output-unwritable"
    assert (tmp_path / "other" / "letter.txt").read_text() == "x"


@pytest.mark.parametrize(
    "question",
    [
        "SELECT typ FROM names",
        "SELEC 1",
        "SELECT 1; SELECT 2",
        "",
        "CREATE TABLE t (a INT)",
        "DELETE FROM articles",
        "DROP VIEW articles",
        "COPY articles TO '{folder}/out.csv'",
        "COPY (SELECT 1) TO 'out.csv'",
        "ATTACH '{folder}/other.db' AS other",
        "PRAGMA database_list",
        "PRAGMA query_only = OFF",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_csv('{folder}/secret.csv')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM '{folder}/secret.csv'",
        "SELECT load_extension('x')",
        "VACUUM INTO '{folder}/copy.ledger'",
        "WITH x AS (SELECT 1) INSERT INTO articles SELECT * FROM articles",
    ],
)
def test_only_questions(question: str, places: Places, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    for place in places:
        before = {f: f.read_bytes() for f in place.parent.rglob("*") if f.is_file()}
        with pytest.raises(KhabarError) as met:
            rows(place, question.format(folder=tmp_path))
        assert met.value.code == "sql-invalid"
        assert "\n" not in str(met.value)
        assert {f: f.read_bytes() for f in place.parent.rglob("*") if f.is_file()} == before
    assert [f.name for f in tmp_path.iterdir()] == ["secret.csv"]


def test_an_error_on_the_way(places: Places) -> None:
    for place in places:
        with pytest.raises(KhabarError) as met:
            rows(place, "SELECT * FROM nothing")
        assert "nothing" in met.value.message
    with pytest.raises(KhabarError) as met:
        rows(places[0], "SELECT CAST(words AS INTEGER) FROM names")
    assert met.value.code == "sql-invalid"


def test_missing_places(tmp_path: Path) -> None:
    for place, code in ((tmp_path / "x", "path-missing"), (tmp_path, "dataset-missing")):
        with pytest.raises(KhabarError) as met:
            ask(place, "SELECT 1")
        assert met.value.code == code
    (tmp_path / "text").write_text("x" * 100)
    with pytest.raises(KhabarError) as met:
        ask(tmp_path / "text", "SELECT 1")
    assert met.value.code == "ledger-foreign"


QUESTION = "SELECT id, title, NULL AS void, length(text) AS length FROM articles ORDER BY id LIMIT 3"


def test_forms(places: Places, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    expected = rows(places[0], QUESTION)
    for place in places:
        lines = [json.loads(line) for line in forms.jsonl(ask(place, QUESTION))]
        assert [tuple(line.values()) for line in lines] == expected
        text = b"\n".join(forms.csv_lines(ask(place, QUESTION))).decode()
        read = list(csv.reader(io.StringIO(text)))
        assert read == [["id", "title", "void", "length"], *([a, b, "", str(d)] for a, b, _, d in expected)]
        assert forms.parquet(ask(place, QUESTION), tmp_path / "x.parquet") == 3
        table = pq.read_table(tmp_path / "x.parquet")
        assert [tuple(row.values()) for row in table.to_pylist()] == expected
        assert forms.parquet(ask(place, QUESTION + " OFFSET 900"), tmp_path / "x.parquet") == 0
        assert pq.read_table(tmp_path / "x.parquet").column_names == ["id", "title", "void", "length"]


def test_nested_values_are_json(places: Places) -> None:
    (line,) = forms.csv_lines(ask(places[0], "SELECT names.ar AS x FROM raw_entities WHERE false"))
    assert line == b"x"
    question = "SELECT [1, 2] AS a, {'b': 'ج'} AS b, DATE '2020-01-02' AS c"
    (_, line) = forms.csv_lines(ask(places[0], question))
    assert next(csv.reader([line.decode()])) == ["[1,2]", '{"b":"ج"}', '"2020-01-02"']


def test_a_table_stands_in_columns(places: Places) -> None:
    pen = TerminalPen(isolates=False, colours=False)
    cells = [("قَالَ", 1, None), ("x" * 60, 20, True), ("سطر\nثان", 300, False)]
    head, line, *rest = forms.table(["word", "n", "b"], cells, pen)
    assert head == "word" + " " * 44 + "    n  b"
    assert [terminal.columns(part) for part in line.split("  ")] == [48, 3, 5]
    at = [
        terminal.columns(text[: text.rindex(number)]) + len(number)
        for text, number in zip(rest, ("1", "20", "300"), strict=True)
    ]
    assert at == [53, 53, 53]
    assert rest[1].startswith("x" * 47 + "…")
    assert rest[2].startswith("سطر ثان ")
    marked = list(forms.table(["word"], [("قال",)], TerminalPen(isolates=True, colours=False)))
    assert marked[2] == "\u2067قال\u2069"


def test_rows_beyond_the_screen() -> None:
    source = iter([(n,) for n in range(forms.MOST + 5)])
    lines = list(forms.table(["n"], source, TerminalPen(isolates=False, colours=False)))
    assert len(lines) == forms.MOST + 2
    assert len(list(source)) == 5


def test_tables_are_listed() -> None:
    text = "\n".join(listing())
    for view in VIEWS:
        assert f"{view.name}: {view.meaning}" in text
        assert all(meaning in text for meaning in view.columns.values())
