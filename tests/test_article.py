"""The interchange format: what is read is what was written, and a bad line says what is wrong with it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar import article as a
from khabar.errors import KhabarError

TEXT = "التقى وفد من قسد مسؤولين في دمشق يوم الثلاثاء."

days = st.dates().map(lambda d: d.isoformat()).filter(lambda d: d > "1000") | st.none()
words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda s: (min(s), max(s)))
made_by: dict[str, Any] = {"rule": words | st.none(), "pack": words | st.none()}
links = st.builds(
    a.Link, kind=words, span=spans | st.none(), entity=words | st.none(), for_=words | st.none(), **made_by
)
attributions = st.builds(
    a.Attribution,
    content=spans,
    cue=spans | st.none(),
    direct=st.booleans(),
    chain=st.lists(links, max_size=3),
    **made_by,
)
names = spans.flatmap(
    lambda s: st.builds(a.Name, start=st.just(s[0]), end=st.just(s[1]), type=words, entity=words, **made_by)
)
relatives = st.builds(a.Relative, unit=words | st.none(), offset=st.integers(-9, 9) | st.none(), vague=st.booleans())
times = spans.flatmap(
    lambda s: st.builds(
        a.Time, start=st.just(s[0]), end=st.just(s[1]), earliest=days, latest=days, relative=relatives | st.none()
    )
)
events = st.builds(
    a.Event,
    id=words,
    type=words,
    trigger=spans,
    source=st.lists(words, max_size=2),
    place=st.lists(spans, max_size=2),
    time=st.builds(a.EventTime, earliest=days, latest=days),
    polarity=st.booleans(),
    attribution=st.integers(0, 5) | st.none(),
    also=st.lists(st.builds(a.Also, trigger=spans), max_size=2),
    score=st.floats(0, 1) | st.none(),
    **made_by,
)
records = st.one_of(
    st.builds(
        a.Article,
        id=words,
        text=st.just(TEXT),
        title=words | st.none(),
        published=st.builds(a.Published, earliest=days, latest=days, reasons=st.lists(words, max_size=2)),
        body=st.lists(spans, max_size=3),
        names=st.lists(names, max_size=3),
        times=st.lists(times, max_size=3),
        attributions=st.lists(attributions, max_size=3),
        events=st.lists(events, max_size=3),
    ),
    st.builds(a.Entity, id=words, type=words | st.none(), names=st.dictionaries(words, st.lists(words, max_size=2))),
    st.builds(
        a.LinkedEvent,
        id=words,
        accounts=st.lists(st.tuples(words, words), max_size=3),
        disagreements=st.lists(
            st.builds(
                a.Disagreement, slot=words, values=st.dictionaries(words, st.lists(st.tuples(words, words), max_size=2))
            ),
            max_size=2,
        ),
    ),
    st.builds(a.Copies, articles=st.lists(words, max_size=3)),
)


@given(records)
def test_round_trip(record: a.Record) -> None:
    assert a.decode(a.encode(record)) == record


@given(st.text())
def test_any_text_survives(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    back = a.decode(a.encode(a.Article(id="x", text=text)))
    assert isinstance(back, a.Article)
    assert back.text == text


def test_required_keys_are_written_and_optional_ones_only_where_set() -> None:
    made = json.loads(a.encode(a.Article(id="a", text="x")))
    assert set(made) == {
        "kind", "id", "outlet", "url", "title", "published", "text", "body", "names", "times", "attributions", "events",
    }  # fmt: skip
    assert made["published"] == {"earliest": None, "latest": None, "basis": "unknown", "reasons": []}
    event = json.loads(a.encode(a.Article(id="a", text="xyz", events=[a.Event("e1", "CONSULT", (0, 1))])))["events"][0]
    assert "rule" not in event
    assert "also" not in event
    assert event["attribution"] is None
    assert event["time"] == {"earliest": None, "latest": None}
    link = json.loads(
        a.encode(
            a.Article(id="a", text="x", attributions=[a.Attribution((0, 1), chain=[a.Link("person", for_="sdf")])])
        )
    )
    assert link["attributions"][0]["chain"] == [{"kind": "person", "span": None, "for": "sdf"}]


def test_keys_that_only_gold_files_have() -> None:
    line = {
        "kind": "article", "id": "a", "text": TEXT, "layers": ["times"], "partial": True, "notes": ["n"], "either": [],
        "names": None, "published": None,
        "times": [{"start": 0, "end": 2, "grain": "day", "relative": {"unit": None, "offset": -1, "anchor": [3, 4]}}],
        "attributions": [{"content": [0, 9], "cue_alt": [[1, 2]], "chain": [
            {"kind": "anonymous", "antecedent": [1, 2]}, {"kind": "person", "entity": "p", "for": "sdf"}]}],
        "events": [{"id": "e1", "type": "CONSULT", "trigger": [0, 5], "time": None,
            "also": [[1, 4], {"trigger": [2, 3]}],
        }],
    }  # fmt: skip
    record = a.decode(json.dumps(line))
    assert isinstance(record, a.Article)
    assert record.names == []
    assert record.published == a.Published()
    assert record.times[0].relative == a.Relative(offset=-1, anchor=[3, 4])
    assert record.attributions[0].chain[0].antecedent == (1, 2)
    assert record.attributions[0].chain[1].for_ == "sdf"
    assert record.events[0].also == [a.Also((1, 4)), a.Also((2, 3))]


@pytest.mark.parametrize(
    ("more", "field", "expected"),
    [
        ({"id": 3}, "id", "expected text, got a whole number"),
        ({"text": None}, "text", "expected text"),
        ({"names": [{"start": "3", "end": 1, "type": "PER"}]}, "names[0].start", "expected a whole number, got text"),
        ({"names": [{"end": 1, "type": "PER"}]}, "names[0]", "expected the key start, which is missing"),
        ({"names": [{"start": -1, "end": 1, "type": "PER"}]}, "names[0].start", "of at least 0"),
        ({"names": [{"start": 2, "end": 1, "type": "PER"}]}, "names[0]", "start is not after its end"),
        ({"body": [[1]]}, "body[0]", "expected two values"),
        ({"body": [[1, 999]]}, "body[0]", "expected a span inside the text"),
        ({"times": [{"start": 0, "end": 1, "latest": "2019-13-01"}]}, "times[0].latest", "YYYY-MM-DD"),
        ({"attributions": [{"content": [0, 1], "cue": "x"}]}, "attributions[0].cue", "expected a list"),
        ({"kind": "story"}, "kind", "expected article, entity, event or copies, got story"),
    ],
)
def test_errors_name_line_field_and_what_was_expected(more: dict[str, Any], field: str, expected: str) -> None:
    good = a.encode(a.Article(id="a", text=TEXT))
    bad = json.dumps({"kind": "article", "id": "b", "text": TEXT, **more}).encode()
    with pytest.raises(KhabarError) as met:
        list(a.read_jsonl([good, bad], "in.jsonl"))
    assert met.value.code == "record-invalid"
    assert met.value.message.startswith(f"in.jsonl, line 2: {field}: ")
    assert expected in met.value.message


@pytest.mark.parametrize("bad", [b"{", b"nonsense", b'{"kind":"article","id":"a","text":"\xff"}', b"\x00\x01"])
def test_goes_on_past_bad_lines(bad: bytes) -> None:
    good = a.encode(a.Article(id="a", text=TEXT))
    errors: list[KhabarError] = []
    records = list(a.read_jsonl([b"\xef\xbb\xbf" + good, b"\n", bad, good], "in.jsonl", errors))
    assert len(records) == 2
    assert [e.code for e in errors] == ["record-json"]
    assert "in.jsonl, line 3" in str(errors[0])
    assert "\n" not in str(errors[0])


def test_articles_parts_the_kinds() -> None:
    rest: list[a.Record] = []
    mixed: list[a.Record] = [a.Entity("e"), a.Article("a", "x"), a.Copies(["a", "b"])]
    assert [r.id for r in a.articles(mixed, rest.append)] == ["a"]
    assert len(rest) == 2
