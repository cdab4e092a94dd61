"""What goes into columns comes out as it was, and the same records make the same file."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.shards.strategies import of

from khabar.article import Article, Copies, Entity, LinkedEvent, encode
from khabar.errors import KhabarError, of_system
from khabar.shards import files
from khabar.shards.columns import column, from_batch, schema, to_batch
from khabar.shards.files import PART, Whole, read_parquet, write_parquet
from khabar.shards.pieces import ORIGIN, Origin

RECORDS = st.sampled_from([Article, Entity, LinkedEvent, Copies])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS.flatmap(lambda kind: st.tuples(st.just(kind), st.lists(of(kind), max_size=4))))
def test_round_trip(drawn: tuple[type[msgspec.Struct], list[Article]]) -> None:
    kind, records = drawn
    batch = to_batch(kind, records)
    batch.validate(full=True)
    assert [encode(r) for r in from_batch(kind, batch)] == [encode(r) for r in records]
    # a part of a batch has offsets that do not begin at 0
    assert from_batch(kind, batch.slice(1)) == from_batch(kind, batch)[1:]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.none() | of(Origin), max_size=6))
def test_a_column_beside(origins: list[Origin | None]) -> None:
    made = column(ORIGIN[1])
    assert made.read(made.write(origins)) == origins


def test_a_column_for_every_field() -> None:
    names = [field.encode_name for field in msgspec.structs.fields(Article)]
    assert schema(Article).names == names
    link = schema(Article).field("attributions").type.value_type.field("chain").type.value_type
    assert "for" in [link.field(n).name for n in range(link.num_fields)]


def many(number: int) -> list[Article]:
    return [Article(f"a{n}", f"نص رقم {n}", outlet="ج" * (n % 3)) for n in range(number)]


def test_files_by_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "GROUP", 7)
    records = many(23)
    made = write_parquet(tmp_path / "a.parquet", Article, iter(records))
    again = write_parquet(tmp_path / "b.parquet", Article, records)
    assert (made.records, made.bytes) == (23, (tmp_path / "a.parquet").stat().st_size)
    assert made == again
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    assert list(read_parquet(tmp_path / "a.parquet", Article)) == records
    pairs = [(article, Origin("page", member=f"m{n}") if n % 2 else None) for n, article in enumerate(records)]
    write_parquet(tmp_path / "c.parquet", Article, pairs, ORIGIN)
    assert list(read_parquet(tmp_path / "c.parquet", Article, ORIGIN)) == pairs
    assert list(read_parquet(tmp_path / "c.parquet", Article)) == records


def test_no_records(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", Article, [])
    assert list(read_parquet(tmp_path / "a.parquet", Article)) == []


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a.parquet"
    write_parquet(target, Article, many(3))
    before = target.read_bytes()

    def fails() -> object:
        yield many(1)[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_parquet(target, Article, fails())  # type: ignore[arg-type]
    assert target.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.parquet"]
    with Whole(tmp_path / "b") as file:
        file.write(b"half")
        assert [p.suffix for p in tmp_path.glob(".*")] == [PART]
    assert not (tmp_path / "b").exists()
    assert list(tmp_path.glob(".*")) == []


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    try:
        with pytest.raises(OSError) as met:
            write_parquet(tmp_path / "a.parquet", Article, many(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    problem = of_system(met.value)
    assert isinstance(problem, KhabarError)
    assert problem.code == "disk-full"
    assert "a.parquet" in problem.message
    assert list(tmp_path.iterdir()) == []
