"""How long pages take over loopback: `python bench/web.py FILE` of a ledger that bench/web_ledger.py made.

The server runs in a process of its own, as `khabar serve` does. Readers ask for pages drawn by chance, one after
the other: first one reader alone, then `--readers` at once while another process reads articles in (bench/web_ledger.py
write; `--still`: nobody does), who look at each page for about a second (`--eager`: who ask for the next one at once).
Then Chromium says when each view is first painted (`--unpainted`: it does not). Milliseconds: median, 95th percentile;
targets: 200 and 500 with 20 readers, first paint below 1,000.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from khabar.ledger import open_ledger

HERE = Path(__file__).resolve().parent
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextlib.contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The address of `khabar serve`."""
    command = [sys.executable, "-m", "khabar.cli", "serve", "--ledger", str(ledger), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        try:
            yield re.findall(r"http://\S+?/", line)[0].rstrip("/")
        finally:
            server.terminate()


@contextlib.contextmanager
def writing(ledger: Path, still: bool) -> Iterator[None]:
    """Another process adds and relates articles, and has begun to, as long as the `with` lasts."""
    if still:
        yield
        return
    command = [sys.executable, str(HERE / "web_ledger.py"), "write", str(ledger), "--seconds", "3600"]
    env = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as busy:
        assert busy.stdout is not None
        if not busy.stdout.readline():
            raise SystemExit("nothing can be read into the ledger")
        try:
            yield
        finally:
            if busy.poll() is not None:
                print("the reading ended before the readers did")
            busy.terminate()


def addresses(ledger: Path, number: int, seed: int = 7) -> dict[str, list[str]]:
    """View -> paths, drawn by chance."""
    chance = random.Random(seed)
    with open_ledger(ledger) as opened:

        def some(sql: str) -> list[str]:
            found = [row[0] for row in opened.connection.execute(sql)]
            return [chance.choice(found) for _ in range(number)]

        (last,) = opened.connection.execute("SELECT max(h) FROM look_happenings").fetchone()
        happenings: list[str] = []
        while len(happenings) < number:
            row = opened.connection.execute(
                "SELECT id FROM look_happenings WHERE h >= ? ORDER BY h LIMIT 1", (chance.randrange(last + 1),)
            ).fetchone()
            happenings.append(row[0])
        stories = some("SELECT id FROM look_stories LIMIT 5000")
        articles = some("SELECT id FROM articles LIMIT 5000")
        actors = some("SELECT value FROM look_values WHERE facet = 1 AND n > 20 LIMIT 400")
        words = []
        for id in articles:
            text = opened.connection.execute("SELECT text FROM articles WHERE id = ?", (id,)).fetchone()[0].split()
            at = chance.randrange(max(1, len(text) - 2))
            asked = [w for w in text[at : at + chance.choice((1, 1, 2))] if any(map(str.isalpha, w))]
            words.append(" ".join(asked) or "مدينة")

    def to(view: str, values: list[str]) -> list[str]:
        return [f"/{chance.choice(('ar', 'en'))}/{view}/{urllib.parse.quote(v, safe='')}" for v in values]

    return {
        "start": [f"/{chance.choice(('ar', 'en'))}/" for _ in range(number)],
        "story": to("story", stories),
        "happening": to("happening", happenings),
        "search": [f"/{chance.choice(('ar', 'en'))}/search?q={urllib.parse.quote(w)}" for w in words],
        "article": to("article", articles),
        "actor": to("actor", actors),
    }


def ask(address: str) -> tuple[int, float]:
    """Status and milliseconds of one page."""
    begin = time.perf_counter()
    try:
        with _OPENER.open(address, timeout=60) as page:
            page.read()
            status = page.status
    except urllib.error.HTTPError as problem:
        problem.read()
        status = problem.code
    return status, 1000 * (time.perf_counter() - begin)


def told(name: str, taken: list[float], bad: int) -> None:
    """One line of the table."""
    ordered = sorted(taken)
    print(
        f"{name:12} {len(ordered):6,} {statistics.median(ordered):8.1f} {ordered[int(0.95 * (len(ordered) - 1))]:8.1f}"
        + (f"   {bad} failed" if bad else ""),
        flush=True,
    )


def at_once(address: str, paths: dict[str, list[str]], readers: int, seconds: float, *, eager: bool) -> None:
    """Readers that ask one page after the other until the time is over; `eager`: without looking at them."""
    taken: dict[str, list[float]] = defaultdict(list)
    bad: dict[str, int] = defaultdict(int)
    end = time.monotonic() + seconds

    def read(seed: int) -> None:
        chance = random.Random(seed)
        while time.monotonic() < end:
            view = chance.choice(list(paths))
            status, ms = ask(address + chance.choice(paths[view]))
            taken[view].append(ms)
            bad[view] += status != 200
            if not eager:
                time.sleep(chance.uniform(0.5, 1.5))  # a person looks at what came

    threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for view in paths:
        if taken[view]:
            told(view, taken[view], bad[view])


def paints(address: str, paths: dict[str, list[str]]) -> None:
    """First paint of each view in Chromium, a new browser context each time."""
    sys.path.insert(0, str(HERE.parent))
    from tests.web.harness import browser, chromium

    if chromium() is None:
        print("first paint: there is no Chromium")
        return
    print("\nfirst paint in Chromium, ms: median, slowest of 3")
    with browser() as running:
        for view, these in paths.items():
            found = []
            for path in these[:3]:
                context = running.new_context()
                page = context.new_page()
                page.goto(address + path, wait_until="load")
                painted = None
                while painted is None:  # the policy forbids to wait by eval
                    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
                found.append(painted)
                context.close()
            print(f"{view:12} {statistics.median(found):8.0f} {max(found):8.0f}", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="a ledger of bench/web_ledger.py")
    parser.add_argument("--readers", type=int, default=20, help="readers at once (20)")
    parser.add_argument("--seconds", type=float, default=30, help="how long they read (30)")
    parser.add_argument("--still", action="store_true", help="nothing is read in meanwhile")
    parser.add_argument("--eager", action="store_true", help="readers ask for the next page at once")
    parser.add_argument("--unpainted", action="store_true", help="without Chromium")
    parser.add_argument("--views", default="start,story,happening,search", help="views that readers ask for")
    args = parser.parse_args()
    everything = addresses(args.file, 40)
    chosen = {view: everything[view] for view in args.views.split(",")}
    with served(args.file) as address:
        for view in chosen:  # packs are loaded, files are in the cache
            ask(address + chosen[view][0])
        print("one reader\nview         pages   median      p95")
        for view, paths in everything.items():
            found = [ask(address + path) for path in paths]
            told(view, [ms for _, ms in found], sum(status != 200 for status, _ in found))
        still = " (nothing is read in)" if args.still else " while articles are read in"
        who = "eager readers" if args.eager else "readers"
        print(f"\n{args.readers} {who}{still}\nview         pages   median      p95")
        with writing(args.file, args.still):
            at_once(address, chosen, args.readers, args.seconds, eager=args.eager)
        if not args.unpainted:
            paints(address, everything)


if __name__ == "__main__":
    main()
