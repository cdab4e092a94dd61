"""The whole way at scale, as ratios of one run and per core.

    python bench/scale.py [--articles 1000] [--most 10000] [--only PART …]

Articles are made up (`bench/corpus.py`), about 2,500 characters each. A core's work is counted in seconds of its
own time (user and system, of all processes), which a busy machine lengthens little; seconds by the clock are shown
beside them and mean something on a quiet machine only. Parts:

  annotate    layers alone, in one process
  engines     `khabar run` over the same articles: one process, two, a Dask cluster of two workers on loopback
  growth      `khabar run` with two processes, then a ledger, over 1,000, 10,000, 100,000 articles (up to --most)
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("annotate", "engines", "growth")
STANDARD = 2500
#: What is aimed at: articles of 2,500 characters a second and core, megabytes a worker, growth, Dask to processes.
SPEED, MEMORY, GROWTH, DASK = 40, 600, 1.10, 1.15


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000, help="articles of annotate and engines (1000)")
    parser.add_argument("--most", type=int, default=10_000, help="most articles of growth (10000)")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    parser.add_argument("--step", help=argparse.SUPPRESS)  # one measurement, in a process of its own
    args = parser.parse_args()
    if args.step:
        print(json.dumps(_step(**json.loads(args.step))))
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the beginning")
    with tempfile.TemporaryDirectory(prefix="khabar-bench-") as folder:
        for part in args.only:
            {"annotate": annotate, "engines": engines, "growth": growth}[part](Path(folder), args)


def verdict(good: bool) -> str:
    """How a line ends."""
    return "" if good else "   MISSED"


def annotate(folder: Path, args: argparse.Namespace) -> None:
    """Layers alone."""
    done = measured(kind="annotate", folder=str(folder), articles=args.articles)
    speed = done["characters"] / STANDARD / done["core"]
    print(f"\nannotate, {args.articles} articles, {done['characters'] / args.articles:.0f} characters each")
    print(f"articles of {STANDARD} characters a second and core  {speed:8.1f}    (at least {SPEED})"
          f"{verdict(speed >= SPEED)}")  # fmt: skip
    print(f"peak memory                                   {done['peak']:8.0f} MB (at most {MEMORY})"
          f"{verdict(done['peak'] <= MEMORY)}")  # fmt: skip


def engines(folder: Path, args: argparse.Namespace) -> None:
    """One process, two, Dask: the same articles, the same files."""
    print(f"\nkhabar run, {args.articles} articles: layers and files of shards, then what holds across them")
    rows: dict[str, dict[str, Any]] = {}
    for name in ("one process", "two processes", "Dask, two workers"):
        rows[name] = measured(kind="run", folder=str(folder), articles=args.articles, engine=name)
        row = rows[name]
        speed = row["characters"] / STANDARD / row["read"]["core"]
        print(f"{name:18} read {row['read']['clock']:7.1f} s by the clock {row['read']['core']:7.1f} s of cores"
              f" {speed:6.1f} articles a second and core   across {row['build']['core']:6.1f} s"
              f"   a worker {row['worker']:4.0f} MB{verdict(row['worker'] <= MEMORY)}")  # fmt: skip
    one, two, dask = (rows[name]["read"] for name in rows)
    print(f"two processes to one: {one['clock'] / two['clock']:.2f} times as quick by the clock,"
          f" {two['core'] / one['core']:.2f} of the work")  # fmt: skip
    ratio = dask["clock"] / two["clock"]
    work = dask["core"] / two["core"]
    print(f"Dask to two processes: {ratio:.2f} of the time by the clock (at most {DASK}), {work:.2f} of the work"
          f"{verdict(ratio <= DASK)}")  # fmt: skip
    same = len({row["digest"] for row in rows.values()}) == 1
    print(f"the files are the same byte for byte: {'yes' if same else 'NO'}")


def growth(folder: Path, args: argparse.Namespace) -> None:
    """More and more articles."""
    print("\ngrowth: core time for each article (ms), and what it is of the row above")
    print(f"{'articles':>9} {'read':>14} {'across':>14} {'ledger':>14} {'relating there':>16} {'parent MB':>10}"
          f" {'worker MB':>10} {'dataset MB':>11} {'ledger MB':>10}")  # fmt: skip
    before: dict[str, float] = {}
    size = 1000
    while size <= args.most:
        row = measured(kind="run", folder=str(folder), articles=size, engine="two processes", ledger=True)
        each = {stage: 1000 * row[stage]["core"] / size for stage in ("read", "build", "add", "update")}
        cells = [f"{each[s]:7.2f} {f'×{each[s] / before[s]:.2f}' if before else '':>6}" for s in each]
        print(f"{size:9} {cells[0]} {cells[1]} {cells[2]} {cells[3]:>16} {row['peak']:10.0f} {row['worker']:10.0f}"
              f" {row['dataset']:11.1f} {row['file']:10.1f}", flush=True)  # fmt: skip
        if before:
            ratio = sum(each.values()) / sum(before.values())
            print(f"{'':9} all of it ×{ratio:.2f} (at most {GROWTH:.2f}){verdict(ratio <= GROWTH)}")
        before = each
        size *= 10


def measured(**step: Any) -> dict[str, Any]:
    """A measurement in a process of its own, so that none warms the next."""
    command = [sys.executable, str(Path(__file__).resolve()), "--step", json.dumps(step)]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env={**os.environ, "PYTHONPATH": path})
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


# in the process of its own ---------------------------------------------------------------------------------------


def _step(kind: str, folder: str, articles: int, engine: str = "", ledger: bool = False) -> dict[str, Any]:
    return _annotate(articles) if kind == "annotate" else _run(Path(folder), articles, engine, ledger)


def _annotate(articles: int) -> dict[str, Any]:
    from bench import corpus

    from khabar import load_packs
    from khabar.layers.pipeline import annotate_article

    packs = load_packs()
    for article in corpus.articles(200, seed=2):  # what is made once is made before
        annotate_article(article, packs)
    made = list(corpus.articles(articles))
    begin = time.process_time()
    for article in made:
        annotate_article(article, packs)
    spent = time.process_time() - begin
    return {"core": spent, "characters": sum(len(a.text) for a in made), "peak": _peak(resource.RUSAGE_SELF)}


def _peak(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


def _run(folder: Path, articles: int, engine: str, ledger: bool) -> dict[str, Any]:
    import shutil

    from bench import corpus

    from khabar.engine import Where
    from khabar.shards.run import Run

    source = folder / f"made-{articles}.jsonl"
    if not source.exists():
        corpus.write(source, articles)
    to = folder / "run"
    shutil.rmtree(to, ignore_errors=True)
    out: dict[str, Any] = {"characters": _characters(source)}
    with _cluster(folder) if engine.startswith("Dask") else nullcontext() as cluster:
        where = Where(scheduler=cluster.address) if cluster else Where(2 if engine.startswith("two") else 1)
        others = [w.pid for w in cluster.workers] if cluster else []
        children = _Children()
        children.start()
        with Run(to) as running:
            out["read"] = _timed(lambda: running.read([str(source)], where, megabytes=0.5), others)
            out["build"] = _timed(lambda: running.build(where), others)
            assert running.state.articles == articles, running.state.errors
            boiled = running.boiled()
        children.ended.set()
        children.join()
        alone = engine.startswith("one")
        out["worker"] = max(
            [_resident(pid) for pid in others] or [_peak(resource.RUSAGE_SELF) if alone else children.most]
        )
    out["digest"] = _digest(to)
    out["dataset"] = _size(to / "dataset")
    if ledger:
        out |= _ledger(to, folder / "made.ledger", boiled)
    out["peak"] = _peak(resource.RUSAGE_SELF)
    return out


class _Children(threading.Thread):
    """Looks at the processes that this one started: `most`, the most memory (MB) that one of them has taken.

    The system's own account of children that ended counts what their parent held when it started them.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self.ended = threading.Event()

    def run(self) -> None:
        """Look, until it is told that all is over."""
        while not self.ended.wait(0.2):
            for task in Path("/proc/self/task").iterdir():
                for pid in (task / "children").read_text().split():
                    with suppress(OSError, IndexError):
                        self.most = max(self.most, _resident(int(pid)))


def _ledger(run: Path, path: Path, boiled: list[str] | None) -> dict[str, Any]:
    from khabar.ledger import Ledger
    from khabar.shards import fill

    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    out: dict[str, Any] = {}
    update = Ledger.update

    def timed(self: Ledger, packs: Any = None, given: Any = None) -> bool:
        out["update"] = _timed(lambda: update(self, packs, given), [])
        return True

    Ledger.update = timed  # type: ignore[method-assign]
    whole = _timed(lambda: fill.fill(run, path, boiled=boiled), [])
    out["add"] = {name: whole[name] - out["update"][name] for name in whole}
    return {**out, "file": _size(path)}


def _timed(work: Callable[[], object], others: list[int]) -> dict[str, float]:
    """Seconds by the clock and of cores: this process, its children, and the processes in `others`."""
    begin, spent = time.perf_counter(), _spent(others)
    work()
    return {"clock": time.perf_counter() - begin, "core": _spent(others) - spent}


def _spent(others: list[int]) -> float:
    total = 0.0
    for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(whose)
        total += used.ru_utime + used.ru_stime
    tick = os.sysconf("SC_CLK_TCK")
    for pid in others:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / tick
    return total


def _resident(pid: int) -> float:
    """The most memory that a process had at once, in megabytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


@contextmanager
def _cluster(folder: Path) -> Iterator[Any]:
    from tests.engine.cluster import Cluster

    with Cluster(folder) as cluster:
        cluster.worker()
        cluster.worker()
        _until_there(cluster.address, 2)
        yield cluster


def _until_there(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(workers)


def _characters(path: Path) -> int:
    from khabar.article import articles, read_jsonl

    with path.open("rb") as stream:
        return sum(len(article.text) for article in articles(read_jsonl(stream, path.name)))


def _size(path: Path) -> float:
    files = [path] if path.is_file() else [f for f in path.rglob("*") if f.is_file()]
    return sum(file.stat().st_size for file in files) / 2**20


def _digest(run: Path) -> str:
    import hashlib

    out = hashlib.sha256()
    for file in sorted([*(run / "shards").iterdir(), *(run / "dataset").rglob("*.parquet")]):
        out.update(file.read_bytes())
    return out.hexdigest()


if __name__ == "__main__":
    main()
