"""The whole way with the real layers, in processes of its own: annotate, and a ledger of the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from khabar import article as a

Run = Callable[..., Any]
TEXT = (
    "وفد من دمشق يلتقي مسؤولين في القاهرة\n"
    "قال مصدر دبلوماسي لوكالة رويترز إن وفدا سوريا التقى يوم الثلاثاء مسؤولين مصريين في القاهرة.\n"
    "وأضاف المصدر أن اللقاء لم يسفر عن اتفاق.\n"
)


def test_annotate_with_one_and_two_processes(spawn: Run, tmp_path: Path) -> None:
    lines = [a.encode(a.Article(f"t{n}", TEXT.replace("الثلاثاء", "الأربعاء") if n else TEXT)) for n in range(3)]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    for workers in ("1", "2"):
        done = spawn(
            "annotate",
            tmp_path / "in.jsonl",
            "-o",
            tmp_path / f"{workers}.jsonl",
            "--workers",
            workers,
            "--published",
            "2020-03-05",
        )
        assert (done.code, done.err) == (0, "")
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    with (tmp_path / "1.jsonl").open("rb") as stream:
        made = list(a.read_jsonl(stream, "1.jsonl"))
    articles = list(a.articles(made))
    assert [x.id for x in articles] == ["t0", "t1", "t2"]
    assert all(x.names and x.attributions and x.packs for x in articles)
    assert any(isinstance(r, a.Entity) for r in made)


def test_read_twice(spawn: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    ledger = tmp_path / "x.ledger"
    done = spawn("read", tmp_path / "a.txt", "--ledger", ledger)
    assert (done.code, done.out, done.err) == (0, f"{ledger}: 1 new, 0 read anew, 0 as before\n", "")
    before = ledger.read_bytes()
    assert spawn("read", tmp_path / "a.txt", "--ledger", ledger).out.endswith("0 new, 0 read anew, 1 as before\n")
    assert ledger.read_bytes() == before
