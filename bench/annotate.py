"""How fast annotate is, as ratios of one run: articles and words a second on one core, layer by layer.

    python bench/annotate.py [FILE.jsonl ...] [--shared ../shared] [--limit N]

Without files, those of SHARED/gold and SHARED/data where that folder exists, else the samples. Prints
articles and words a second, the share of each layer, peak memory, and the start-up time of
`khabar --help` beside that of a bare `python -c pass`.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from khabar import load_packs
from khabar.article import Article, Published
from khabar.layers.document import Doc
from khabar.layers.pipeline import components

ROOT = Path(__file__).resolve().parent.parent


def texts(paths: list[Path], limit: int) -> Iterator[Article]:
    """Articles of JSON Lines files, without layers."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                record = json.loads(line)
                if record.get("kind") != "article" or number >= limit:
                    continue
                article = Article(record["id"], record["text"])
                if (record.get("published") or {}).get("basis") == "given":
                    article.published = msgspec.convert(record["published"], Published)
                yield article


def started(command: list[str], times: int = 7) -> float:
    """Median seconds that a command takes."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - begin)
    return sorted(taken)[times // 2]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--limit", type=int, default=400, help="articles of each file (default 400)")
    args = parser.parse_args()
    files = args.files or sorted((args.shared / "gold").glob("*.jsonl")) + sorted(
        (args.shared / "data").glob("*.jsonl*")
    )
    files = files or sorted((ROOT / "samples").glob("*.jsonl"))

    begin = time.perf_counter()
    packs = load_packs()
    loading = time.perf_counter() - begin
    begin = time.perf_counter()
    parts = components(packs)
    building = time.perf_counter() - begin
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    articles = list(texts(files, args.limit))
    spent = {part.name: 0.0 for part in parts}
    words = characters = 0
    begin = time.perf_counter()
    for article in articles:
        doc = Doc(article, packs)
        for part in parts:
            at = time.perf_counter()
            part(doc)
            spent[part.name] += time.perf_counter() - at
        words += len(doc.words)
        characters += len(article.text)
    total = time.perf_counter() - begin
    standard = characters / 2500
    print(f"{len(articles)} articles, {words} words, {characters / 1e6:.2f} M characters, one core")
    print(f"articles a second          {len(articles) / total:10.1f}")
    print(f"of 2,500 characters each   {standard / total:10.1f}")
    print(f"words a second             {words / total:10.0f}")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {name:20} {100 * seconds / total:5.1f} %  {words / seconds if seconds else 0:12.0f} words a second")
    print(f"packs loaded in {loading:.2f} s, components built in {building:.2f} s, {before:.0f} MB then")
    print(f"peak memory                {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f} MB")
    bare = started([sys.executable, "-c", "pass"])
    program = Path(sys.executable).with_name("khabar")
    shown = started([str(program), "--help"] if program.exists() else [sys.executable, "-m", "khabar.cli", "--help"])
    print(f"khabar --help              {shown:10.2f} s ({shown / bare:.1f} times a bare python)")


if __name__ == "__main__":
    main()
