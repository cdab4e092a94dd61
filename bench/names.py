"""How fast names are found, beside bare tokenising, and what loading the packs takes.

    python bench/names.py [FILE.jsonl ...] [--shared ../shared] [--rounds 3]

Without files, those of SHARED/gold and SHARED/data where that folder exists, else the samples. The ratio
is what to compare between machines; loading is measured in fresh processes, with and without the cache.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from khabar import load_packs
from khabar.arabic.fold import fold
from khabar.arabic.words import words
from khabar.article import Article
from khabar.layers.document import Doc
from khabar.layers.pipeline import components

ROOT = Path(__file__).resolve().parent.parent
_LOAD = """
import time
from pathlib import Path
begin = time.process_time()
from khabar.packs import load
packs = load()
read = time.process_time()
from khabar.layers.names import Names
Names(packs)
# of /proc, as getrusage tells the peak of the process that started this one
status = Path("/proc/self/status")
peak = int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024 if status.is_file() else float("nan")
print(f"{read - begin:.2f} {time.process_time() - begin:.2f} {peak:.0f} {len(packs.entities)} {len(packs.surfaces)}")
"""


def texts(paths: list[Path], limit: int) -> list[str]:
    """Texts of the articles of JSON Lines files."""
    out = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                record = json.loads(line)
                if record.get("kind") == "article" and number < limit:
                    out.append(record["text"])
    return out


def documents(given: list[str]) -> list[Doc]:
    """The articles with their words, ready for names; all of each is body."""
    packs = load_packs()
    out = []
    for number, text in enumerate(given):
        doc = Doc(Article(str(number), text), packs)
        spans, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                spans.append((at, at + len(line)))
            at += len(line) + 1
        doc.set_body(spans)
        out.append(doc)
    return out


def load_time(cache: str) -> list[str]:
    """Seconds to load, seconds until names can be read, MB, entities, names: of a fresh process."""
    environment = {**os.environ, "KHABAR_CACHE": cache}
    done = subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True, env=environment)
    return done.stdout.split()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--limit", type=int, default=400, help="articles of each file (default 400)")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many is told (default 3)")
    args = parser.parse_args()
    files = args.files or [
        *sorted((args.shared / "gold").glob("*.jsonl")), *sorted((args.shared / "data").glob("times_news.jsonl")),
        *sorted((args.shared / "data").glob("copies*.jsonl.gz")),
    ]  # fmt: skip
    files = files or sorted((ROOT / "samples").glob("*.jsonl"))
    given = texts(files, args.limit)

    bare = names = cold = float("inf")
    count = 0
    parts = [part for part in components(load_packs()) if part.name in ("names", "naming")]
    for number in range(args.rounds):
        begin = time.process_time()
        count = 0
        for text in given:
            folded = fold(text)
            count += len(words(folded, 0, len(text)))
        bare = min(bare, time.process_time() - begin)
        docs = documents(given)
        begin = time.process_time()
        for doc in docs:
            for part in parts:
                part(doc)
        taken = time.process_time() - begin
        cold = taken if not number else cold
        names = min(names, taken)
    print(f"{len(given)} articles, {count} words, one core")
    print(f"bare tokenising (fold, words)  {count / bare:10.0f} words a second")
    print(f"names and naming, first round  {count / cold:10.0f} words a second")
    print(f"names and naming, warm         {count / names:10.0f} words a second, {names / bare:.2f} times tokenising")
    with tempfile.TemporaryDirectory() as folder:
        for title in ("packs, rebuilt from their tables", "packs, from the compiled cache  "):
            read, ready, peak, entities, surfaces = load_time(folder)
            print(f"{title} {read} s, {ready} s until names can be read, {peak} MB")
    print(f"{entities} entities, {surfaces} names; all seconds are of the processor")


if __name__ == "__main__":
    main()
