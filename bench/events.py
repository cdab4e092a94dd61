"""Events beside what others reach, on the same sentences, and how fast the layer is.

    python bench/events.py [--shared ../shared] [--folds 5] [--limit N]

Prints a table with, for ASSAULT and PROTEST, F1 of yes on SHARED/data/event_sentences.jsonl, and how each figure
came about:

- UniversalPetrarch: as measured and published in SHARED/reference/peers.md; it is not run here.
- Words alone: TF-IDF of words, pairs of words and letter groups, logistic regression, run here in folds.
- khabar's rules' findings, and with the words (the shipped decision, trained anew in the same folds).

Every figure of a trained system is cross-validated: sentences that share rare word sequences lie in one fold,
the threshold is tuned inside the training folds; how rare a word is, is counted over all sentences. Training
needs scikit-learn; without it only the speed is measured: words a second of the layers `events` and `decision`,
one core, on SHARED/gold (articles) and on the single sentences.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from khabar import load_packs
from khabar.article import Article
from khabar.layers.document import Doc
from khabar.layers.pipeline import components

ROOT = Path(__file__).resolve().parent.parent
TYPES = ("ASSAULT", "PROTEST")
LAYERS = ("events", "decision")


def published(peers: Path) -> list[tuple[str, str]]:
    """The rows of peers.md that speak of these sentences: (system, figure)."""
    rows = []
    for line in peers.read_text("utf-8").splitlines() if peers.exists() else []:
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if len(cells) == 3 and ("arabic_event_gsr" in cells[1] or cells[1] == "same"):
            rows.append((cells[0], cells[2]))
    return rows


def trained(path: Path, folds: int) -> list[tuple[str, str, Any]]:
    """(type, system, `train_events.Figures`) of what is trained and run here."""
    np = importlib.import_module("numpy")
    text = importlib.import_module("sklearn.feature_extraction.text")
    sparse = importlib.import_module("scipy.sparse")
    sys.path.insert(0, str(ROOT / "scripts"))
    training: Any = importlib.import_module("train_events")
    training.FOLDS = folds
    records = training.sentences(path)
    rarity = training.rarities(records)
    rows = []
    for kind in TYPES:
        mine = [r for r in records if r["ask"] == kind]
        home = np.array(training.groups(mine))
        counts = Counter(name for r in mine for name in r["found"])
        names = sorted(name for name, number in counts.items() if number >= training.SEEN)
        matrix = training.Matrix(mine, rarity, names)
        texts = [r["text"] for r in mine]
        vector = text.TfidfVectorizer
        bag = sparse.hstack(
            [
                vector(token_pattern=r"\w+", ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit_transform(texts),
                vector(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True).fit_transform(texts),
            ]
        ).tocsr()
        training.STRENGTH, kept = 10.0, training.STRENGTH
        rows.append((kind, "words alone (TF-IDF, logistic regression)", training.measure(bag, matrix.y, home)))
        training.STRENGTH = kept
        findings = training.measure(matrix.x[:, len(rarity) :], matrix.y, home)
        rows.append((kind, "khabar, what the rules find alone", findings))
        rows.append((kind, "khabar, rules and words (decision)", training.measure(matrix.x, matrix.y, home)))
    return rows


def speed(paths: list[Path], limit: int) -> dict[str, float]:
    """Words a second of each layer over the articles of JSON Lines files, the layers before it not counted."""
    packs = load_packs()
    parts = components(packs)
    spent = dict.fromkeys(LAYERS, 0.0)
    words = 0
    for path in paths:
        for number, line in enumerate(path.open(encoding="utf-8")):
            record = json.loads(line)
            if record.get("kind") != "article" or number >= limit:
                continue
            doc = Doc(Article(record["id"], record["text"]), packs)
            for part in parts:
                begin = time.perf_counter()
                part(doc)
                if part.name in spent:
                    spent[part.name] += time.perf_counter() - begin
            words += len(doc.words)
    total = sum(spent.values())
    return {**{k: words / v if v else 0.0 for k, v in spent.items()}, "both": words / total if total else 0.0}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--limit", type=int, default=3000, help="articles of each file for the speed (default 3000)")
    args = parser.parse_args()
    data = args.shared / "data" / "event_sentences.jsonl"
    print("As measured for the project or published (peers.md), not run here:")
    for system, figure in published(args.shared / "reference" / "peers.md"):
        print(f"  {system}\n      {re.sub(r'^measured: ', '', figure)}")
    if data.exists() and importlib.util.find_spec("sklearn"):
        print(f"\nTrained and run here, {args.folds}-fold, mean of ten draws of the folds, on {data.name}:")
        for kind, system, of in trained(data, args.folds):
            figures = f"P {of.precision:.3f}  R {of.recall:.3f}  F1 {of.f1:.3f} ±{of.spread:.3f}"
            print(f"  {kind:8} {system:45} {figures}  average precision {of.average_precision:.3f}")
    else:
        print("\nNothing trained: no scikit-learn, or no sentences")
    for what, paths in (("articles", sorted((args.shared / "gold").glob("*.jsonl"))), ("single sentences", [data])):
        paths = [p for p in paths if p.exists()] or sorted((ROOT / "samples").glob("*.jsonl"))
        rates = ", ".join(f"{name} {rate:,.0f}" for name, rate in speed(paths, args.limit).items())
        print(f"\nwords a second, one core, {what}: {rates}")


if __name__ == "__main__":
    main()
