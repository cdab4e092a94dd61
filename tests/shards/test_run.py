"""A run: what it makes, how it goes on, what it says."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from bench import corpus
from tests.shards.conftest import ARTICLES, PART, contents, run
from tests.shards.functions import ACCIDENT, FOLDER, Accident

import khabar
from khabar.article import Article, encode
from khabar.engine import Where
from khabar.errors import KhabarError
from khabar.layers.pipeline import annotate_article
from khabar.relate import relate
from khabar.relate.features import Account
from khabar.shards import task
from khabar.shards.dataset import Dataset
from khabar.shards.fill import fill
from khabar.shards.manifest import NAME, Manifest
from khabar.shards.run import Run

ROOT = Path(__file__).parents[2]


def test_a_dataset_holds_what_annotating_and_relating_give(serial: Path, records: Path) -> None:
    packs = khabar.load_packs()
    expected = [annotate_article(article, packs) for article in corpus.articles(ARTICLES)]
    made = Dataset(serial)
    found = list(made.articles())
    assert len(made.paths()) == 3
    for article, other in zip(expected, found, strict=True):
        article.source, article.sha256 = str(records), other.sha256
    assert [encode(a) for a in found] == [encode(a) for a in expected]
    related = relate(expected)
    assert list(made.events()) == related.events != []
    assert list(made.entities()) == related.entities != []
    assert list(made.copies()) == related.copies != []


def test_a_second_run_has_nothing_to_do(records: Path, serial: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    first = run(folder, [records])
    assert contents(folder) == contents(serial)
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}
    told: list[str] = []
    again = run(folder, [records], told=told)
    assert (again.new, again.articles) == (0, first.articles)
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()} == before
    assert told == [f"{len(first.planned)} of {len(first.planned)} shards are there already"]


def test_processes_give_the_same_bytes(records: Path, serial: Path, tmp_path: Path) -> None:
    run(tmp_path / "run", [records], Where(2), building=Where(2))
    assert contents(tmp_path / "run") == contents(serial)


def test_stopped_and_gone_on(records: Path, serial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "run"
    add = Manifest.add
    left = 2

    def stops(self: Manifest, *entry: object) -> None:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        add(self, *entry)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Manifest, "add", stops)
        with pytest.raises(KeyboardInterrupt):
            run(folder, [records])
    assert not (folder / "dataset").exists()
    lines = (folder / NAME).read_bytes().splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["reading", "shard", "shard"]
    # the last line was cut short, and a file was being written
    (folder / NAME).write_bytes(b"\n".join(lines) + b'\n{"kind":"shard","ke')
    (folder / "shards" / ".x.parquet.1234.part").write_bytes(b"PAR1")
    told: list[str] = []
    state = run(folder, [records], told=told)
    assert told == [f"2 of {len(state.planned)} shards are there already"]
    assert contents(folder) == contents(serial)
    with Manifest(folder) as manifest:
        assert set(manifest.shards) == {shard.key for shard in state.planned}


def test_a_shard_that_was_lost_is_made_again(records: Path, serial: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    state = run(folder, [records])
    (folder / state.finished[1].file).unlink()
    again = run(folder, [records])
    assert again.new == state.finished[1].articles
    with Run(folder) as running:
        running.state = again
        assert running.unused() == []
    assert contents(folder) == contents(serial)


def test_a_shard_that_is_damaged_is_told(records: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with Run(folder) as running:
        running.read([str(records)], megabytes=PART)
        file = folder / running.state.finished[0].file
        data = bytearray(file.read_bytes())
        data[200] ^= 1
        file.write_bytes(data)
        with pytest.raises(KhabarError) as met:
            running.build()
    assert met.value.code == "shard-damaged"


def test_what_has_changed_is_said_and_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.shards.plan.FILES", 1)  # a shard each
    files = [tmp_path / f"{n}.jsonl" for n in range(3)]
    for n, file in enumerate(files):
        file.write_bytes(encode(corpus.article(n)) + b"\n")
    folder = tmp_path / "run"
    run(folder, files[:2])
    files[1].write_bytes(encode(corpus.article(7)) + b"\n")
    told: list[str] = []
    state = run(folder, files, told=told)
    assert told == [
        f"1 files are new, such as {files[2]}", f"1 files have changed, such as {files[1]}",
        "1 of 3 shards are there already",
    ]  # fmt: skip
    assert state.new == 2
    assert [a.id for a in Dataset(folder).articles()] == ["made-0000000", "made-0000007", "made-0000002"]


def test_another_pack_reads_everything_anew(tmp_path: Path) -> None:
    records = tmp_path / "few.jsonl"
    corpus.write(records, 3)
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.yaml").write_text(
        "name: mine\nversion: '1'\nextends: [core]\ntables:\n- {kind: words, file: w.yaml}\n"
    )
    words = pack / "w.yaml"
    words.write_text("- id: words.mine\n  forms: [كلمة]\n")
    paths = [str(records)]
    told: list[str] = []
    with Run(tmp_path / "run") as running:
        running.read(paths, megabytes=0.005)
        first = running.state
    with Run(tmp_path / "run", [str(pack)]) as running:
        running.read(paths, megabytes=0.005, tell=told.append)
        assert running.state.new == first.articles
        running.build()
        assert len(running.unused()) == len(first.planned)
    assert "pack mine 1 (" in told[0]
    assert told[1] == f"so all {len(first.planned)} shards are read anew"
    words.write_text("- id: words.mine\n  forms: [كلمات]\n")  # the same version, other words
    with Run(tmp_path / "run", [str(pack)]) as running:
        running.read(paths, megabytes=0.005, tell=told.append)
        assert running.state.new == first.articles
    with Run(tmp_path / "run") as running:  # and back: what was read then is still there
        running.read(paths, megabytes=0.005)
        assert running.state.new == 0


def test_one_identifier_for_two_texts(tmp_path: Path) -> None:
    one, two = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    texts = ["وصل الوفد إلى المدينة أمس.", "غادر الوفد المدينة أمس."]
    one.write_bytes(encode(Article("7", texts[0], outlet="a")) + b"\n" + encode(Article("7", texts[1])) + b"\n")
    two.write_bytes(encode(Article("7", texts[0], outlet="b")) + b"\n")
    folder = tmp_path / "run"
    run(folder, [one, two])
    articles = {a.id: a for a in Dataset(folder).articles()}
    with khabar.open(tmp_path / "x.ledger", write=True) as ledger:
        for path in (one, two):
            for line in path.read_bytes().splitlines():
                ledger.add(khabar.article.decode(line))  # type: ignore[arg-type]
        assert {a.id: (a.text, a.outlet) for a in ledger.articles()} == {
            id: (a.text, a.outlet) for id, a in articles.items()
        }
    assert [articles["7"].outlet, len(articles)] == ["b", 2]


def tables(path: Path) -> dict[str, object]:
    """What a ledger knows across articles, and what it keeps for articles that come later."""
    with khabar.open(path) as ledger:
        ask = ledger.connection.execute
        accounts = {n: (article, event, data) for n, article, event, data in ask("SELECT * FROM accounts")}
        out: dict[str, object] = {
            "accounts": {(a, e): msgspec.msgpack.decode(data, type=Account) for a, e, data in accounts.values()},
            "blocks": {(block, accounts[n][:2]) for block, n in ask("SELECT * FROM account_blocks")},
            "articles": [encode(a) for a in ledger.articles()], "events": ledger.events(),
            "entities": ledger.entities(), "copies": ledger.copies(), "shared": ledger.shared(),
            "related": ledger.is_related(),
        }  # fmt: skip
        for table in ("sketches", "related", "look_happenings", "look_tags", "look_accounts", "look_stories"):
            out[table] = sorted(ask(f"SELECT * FROM {table}").fetchall(), key=repr)
        return out


def test_a_ledger_is_filled(records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "run"
    with Run(folder) as running:
        running.read([str(records)], megabytes=PART)
        running.build()
        boiled = running.boiled()
        assert boiled is not None
    one, two = tmp_path / "1.ledger", tmp_path / "2.ledger"
    assert fill(folder, one) == {"added": ARTICLES}
    with monkeypatch.context() as patch:
        patch.setattr("khabar.ledger.relations.relate_all", None)  # what was boiled down is enough
        assert fill(folder, two, boiled=boiled) == {"added": ARTICLES}
    made = Dataset(folder)
    expected = tables(one)
    assert tables(two) == expected
    assert expected["events"] == list(made.events()) != []
    assert expected["entities"] == list(made.entities()) != []
    assert expected["copies"] == list(made.copies()) != []
    assert fill(folder, two, boiled=boiled) == {"same": ARTICLES}

    packs = khabar.load_packs()
    for path in (one, two):  # and both grow alike
        with khabar.open(path, write=True) as ledger:
            for number in (ARTICLES, ARTICLES + 1):
                ledger.add(annotate_article(corpus.article(number), packs))
            ledger.update()
    assert tables(one) == tables(two) != expected


def test_what_was_made_elsewhere_has_to_fit(serial: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    with khabar.open(path, write=True) as ledger:
        ledger.add(annotate_article(corpus.article(500), khabar.load_packs()))
    with Run(serial) as running:
        boiled = [str(p) for p in (serial / "boiled").glob("*.khb")]
        assert len(boiled) == len(Dataset(serial).paths())
        fill(running.folder, path, boiled=boiled)
    with khabar.open(path) as ledger:
        assert ledger.events() == relate(list(ledger.articles())).events


def test_a_run_does_not_read_what_it_made(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(encode(Article("1", "وصل الوفد.")) + b"\n")
    for _ in range(2):
        state = run(tmp_path / "run", [tmp_path])
        assert (state.articles, state.errors, len(state.planned)) == (1, [], 1)


def test_what_fails_is_told_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(encode(Article("1", "وصل الوفد.")) + b'\n{"kind": "article"}\n')
    for _ in range(2):
        state = run(tmp_path / "run", [path])
        assert [e.code for e in state.errors] == ["record-invalid"]
        assert "line 2" in state.errors[0].message
        assert state.articles == 1


@pytest.mark.parametrize("accident", ["always", "once"])
def test_workers_that_die(
    accident: str, records: Path, serial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(ACCIDENT, accident)
    monkeypatch.setenv(FOLDER, str(tmp_path))
    monkeypatch.setattr(task, "ReadShard", Accident)
    with Manifest(serial) as manifest:
        second = next(entry for entry in manifest.shards.values() if entry.input[0].line > 1)
    (tmp_path / "second").write_text(f"{second.key} {second.input[0].line}")
    state = run(tmp_path / "run", [records], Where(2))
    assert (tmp_path / "mark").exists()
    if accident == "once":
        assert state.errors == []
        assert contents(tmp_path / "run") == contents(serial)
        return
    (lost,) = state.errors
    assert lost.code == "shard-lost"
    assert lost.message.startswith(f"{records}, line {second.input[0].line}: ")
    assert state.articles == ARTICLES - 1  # everything but the article that kills whoever reads it
    assert Dataset(tmp_path / "run").contents.missing == [str(records)]
    found = [a.id for a in Dataset(tmp_path / "run").articles()]
    assert found == [a.id for n, a in enumerate(Dataset(serial).articles(), 1) if n != second.input[0].line]
    monkeypatch.setenv(ACCIDENT, "")
    run(tmp_path / "run", [records])
    with Dataset(tmp_path / "run").paths()[1].open("rb") as made, Dataset(serial).paths()[1].open("rb") as expected:
        assert made.read() == expected.read()


def test_two_runs_in_one_folder(records: Path, tmp_path: Path) -> None:
    with Run(tmp_path / "run"), pytest.raises(KhabarError) as met, Run(tmp_path / "run"):
        pass
    assert met.value.code == "run-busy"


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_place_that_is_no_run(what: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    if what == "file":
        place.write_text("x")
    else:
        place.mkdir()
        (place / "letter.txt").write_text("x")
    with pytest.raises(KhabarError) as met, Run(place):
        pass
    assert met.value.code == "run-foreign"


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "khabar.cli", *map(str, arguments)]


def test_killed_and_gone_on(records: Path, serial: Path, tmp_path: Path) -> None:
    """The whole command, killed without warning after its first shard."""
    asked = command("run", records, "--to", tmp_path / "run", "--shard", PART)
    running = subprocess.Popen(asked, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    manifest = tmp_path / "run" / NAME
    until = time.monotonic() + 60
    while not (manifest.exists() and manifest.read_bytes().count(b"\n") >= 2):
        assert time.monotonic() < until
        assert running.poll() is None
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert "shards are there already" in done.stderr
    assert f"{ARTICLES} articles" in done.stdout
    assert contents(tmp_path / "run") == contents(serial)


def test_a_full_disk(records: Path, serial: Path, tmp_path: Path) -> None:
    size = max(entry.bytes for entry in Manifest(serial).shards.values())

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size - 100, size - 100))

    asked = command("run", records, "--to", tmp_path / "run")
    done = subprocess.run(asked, capture_output=True, text=True, check=False, preexec_fn=full)
    assert done.returncode == 1
    assert "0 of 1 shards are done" in done.stderr
    assert "no space left to write" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "run" / "shards").iterdir()) == []
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert sum(1 for _ in Dataset(tmp_path / "run").articles()) == ARTICLES
