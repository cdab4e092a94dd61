"""How fast times are read: words a second on news, and hostile strings against their own halves.

    python bench/times.py [FILE.jsonl ...] [--shared ../shared]

Without files, SHARED/gold and SHARED/data/times_news.jsonl where that folder exists, else the samples. News
is read twice: with the day of publication where it is given, and as if it were unknown, so that it is worked
out. Hostile strings are read at four lengths; where reading is linear, the microseconds a word stay the same
from one to the next.
"""

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

from khabar import load_packs
from khabar.article import Article, Published
from khabar.layers.body import Body
from khabar.layers.document import Doc
from khabar.layers.names import Names
from khabar.layers.times import Times
from khabar.packs import Packs

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = {
    "digits 1": "1",
    "digits apart": "1 ",
    "و": "و ",
    "و joined": "و",
    "ألف و": "ألف و",
    "number words": "خمسة وعشرون وثلاثمئة و",
    "12/": "12/",
    "day of": "يوم من ",
    "weekdays": "الثلاثاء و",
    "ranges": "بين 3 و",
    "ago": "قبل ثلاثة ",
    "months": "تشرين الأول من ",
    "today and date": "اليوم الثلاثاء 10 أيار ",
}


def documents(paths: list[Path], packs: Packs, given: bool) -> Iterator[Doc]:
    """Articles with their body and names read."""
    body, names = Body(packs), Names(packs)
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record.get("kind") != "article":
                    continue
                article = Article(record["id"], record["text"])
                published = record.get("published") or {}
                if given and published.get("basis") == "given":
                    article.published = Published(published["earliest"], published["latest"], "given")
                doc = Doc(article, packs)
                body(doc)
                names(doc)
                yield doc


def taken(times: Times, doc: Doc) -> float:
    """Seconds of processor time."""
    begin = time.process_time()
    times(doc)
    return time.process_time() - begin


def hostile(piece: str, length: int, packs: Packs) -> Doc:
    """A document of one line, of `length` pieces."""
    doc = Doc(Article("h", piece * length), packs)
    doc.set_body([(0, len(doc.text))])
    return doc


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args = parser.parse_args()
    files = args.files or [
        p
        for p in [*sorted((args.shared / "gold").glob("*.jsonl")), args.shared / "data" / "times_news.jsonl"]
        if p.exists()
    ]
    files = files or sorted((ROOT / "samples").glob("*.jsonl"))
    packs = load_packs()
    times = Times(packs)
    for given in (True, False):
        docs = list(documents(files, packs, given))
        words = sum(len(doc.words) for doc in docs)
        seconds = sum(taken(times, doc) for doc in docs)
        known = "where it is given" if given else "unknown"
        print(f"{len(docs)} articles, {words} words, publication {known}: {words / seconds:10.0f} words a second")
    print("hostile strings, microseconds a piece at 1,250, 2,500, 5,000 and 10,000 pieces:")
    for name, piece in HOSTILE.items():
        costs = []
        for length in (1_250, 2_500, 5_000, 10_000):
            doc = hostile(piece, length, packs)
            costs.append(taken(times, doc) / length * 1e6)
        print(f"  {name:16} " + " ".join(f"{cost:8.2f}" for cost in costs))


if __name__ == "__main__":
    main()
