"""Each story of the gold as if it were unseen: read without the packs of its own conflicts.

    python bench/unseen.py [--shared ../shared]

The packs were written with the world in mind and not with one story, but they know its towns and
parties; this shows what is left when they do not: the patterns, the world pack and the language.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from khabar.article import Article, Published, encode
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs
from khabar.packs.load import read_packs, shipped_folders

#: story -> the packs of its conflicts
STORIES = {
    "iran_iraq_2009": ("iran", "iraq", "syria"),
    "iran_israel_2024": ("iran", "palestine-israel"),
    "libya_2017": ("libya", "tunisia"),
    "seeds": ("syria",),
    "sudan_lebanon_2010": ("sudan", "lebanon", "palestine-israel"),
    "tunisia_2016": ("tunisia",),
    "turkey_iraq_2015": ("turkey", "iraq", "syria"),
    "yemen_syria_2015": ("yemen", "syria"),
}


def scorer(shared: Path) -> Any:
    """The module `score.py` of the shared folder."""
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{shared}: no score/score.py there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path, packs: Packs, out: Path) -> None:
    """Annotate the articles of a gold file, of which nothing but text and given day is used."""
    with path.open(encoding="utf-8") as lines, out.open("wb") as stream:
        for line in lines:
            record = json.loads(line)
            if record["kind"] != "article":
                continue
            article = Article(record["id"], record["text"], outlet=record.get("outlet"))
            if (record.get("published") or {}).get("basis") == "given":
                article.published = msgspec.convert(record["published"], Published)
            stream.write(encode(annotate_article(article, packs)) + b"\n")


def main() -> None:
    """Read every story without its packs and print the scores, story by story and together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    args = parser.parse_args()
    score = scorer(args.shared)
    total: dict[str, Any] = {}
    for story, left_out in STORIES.items():
        gold = args.shared / "gold" / f"{story}.jsonl"
        # names of entities that only the packs left out know go with them
        packs = Packs(read_packs([f for f in shipped_folders() if f.name not in left_out], lambda *_: None))
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "out.jsonl"
            read(gold, packs, made)
            result = score.Scorer(score.load(gold), score.load(made))
            rows = result.run(["names", "times", "attributions", "events"])
        print(f"== {story} without {', '.join(left_out)}")
        for key, row in rows.items():
            value = row.get("f1", row.get("accuracy"))
            if value is not None:
                print(f"   {key:34} {value:.3f}")
        for key, counted in result.rows.items():
            if isinstance(counted, score.Count):
                total.setdefault(key, score.Count()).add(counted.hit, counted.gold, counted.pred)
    print("== all stories, each without its own packs")
    for key, counted in total.items():
        print(f"   {key:34} {counted.row()['f1']:.3f}")


if __name__ == "__main__":
    main()
