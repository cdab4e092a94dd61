"""Train the sentence decision of khabar.layers.decision, and say how good it is on sentences it was not trained on.

    python scripts/train_events.py SHARED/data/event_sentences.jsonl [--write] [--types ASSAULT,PROTEST]

Needs scikit-learn (development only: khabar itself needs none). The sentences are one half of
openeventdata/arabic_event_gsr (MIT). What is written are weights of hashed words and of the rules' findings; no
sentence and no word of one. Prints, for each type, figures of a five-fold cross-validation (repeated with other
folds; sentences that share rare word sequences are always in one fold), the threshold tuned inside the training
folds, beside those of the rules' findings alone: means over the draws of the folds, how far the draws lie apart
(standard deviation), and the average precision, which asks for no threshold. Figures on the training data are not
printed: they mean nothing.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from khabar import load_packs
from khabar.arabic.fold import fold_text
from khabar.article import Article
from khabar.layers.component import factories, ordered
from khabar.layers.decision.candidates import Candidates
from khabar.layers.decision.features import distinct, found, hashed
from khabar.layers.decision.model import FILE, TypeWeights, Weights
from khabar.layers.document import Doc

BITS = 16
#: Weight of the words against the rules' findings, and the inverse of the penalty (see `train`).
WORDS, STRENGTH = 5.0, 0.1
#: What the words must add for the rules to be asked again: they speak for the event. Lower costs time and adds
#: nothing (of what the rules left out and the decision took back, one in five was right below this, most above).
GATE = 0.3
FOLDS, INNER, SEEDS = 5, 4, tuple(range(10))
#: Sentences of a type that must have a name of a finding for it to be weighed.
SEEN = 5
SHOWN = "  {:16} precision {:.3f}  recall {:.3f}  F1 {:.3f} ±{:.3f}  average precision {:.3f}"
OUT = Path(__file__).resolve().parent.parent / "src" / "khabar" / "layers" / "decision" / FILE


def sentences(path: Path) -> list[dict[str, Any]]:
    """The records, each with the buckets of its words (`words`) and the names of what the rules found (`found`)."""
    packs = load_packs()
    before = {name: make for name, make in factories().items() if name not in ("events", "decision")}
    parts = ordered([make(packs) for make in before.values()])
    candidates = Candidates(packs)
    records = []
    for line in path.open(encoding="utf-8"):
        record = json.loads(line)
        doc = Doc(Article(record["id"], record["text"]), packs)
        for part in parts:
            part(doc)
        _, findings = candidates(doc)
        record["words"] = sorted({b for word in distinct(w.norm for w in doc.words) for b in hashed(word, BITS)})
        record["found"] = found(record["ask"], findings)
        records.append(record)
    return records


def groups(records: list[dict[str, Any]]) -> list[int]:
    """A number for each record: the same for those that share three rare sequences of four words."""
    told = [re.findall(r"\w+", fold_text(r["text"])) for r in records]
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, said in enumerate(told):
        for sequence in set(zip(said, said[1:], said[2:], said[3:], strict=False)):
            where[sequence].append(at)
    shared = Counter(
        (a, b) for places in where.values() if 1 < len(places) <= 6 for a in places for b in places if a < b
    )
    home = list(range(len(records)))

    def root(at: int) -> int:
        while home[at] != at:
            at = home[at]
        return at

    for (a, b), number in shared.items():
        if number >= 3:
            home[root(a)] = root(b)
    return [root(at) for at in range(len(records))]


class Matrix:
    """Rows of one type's records as scikit-learn wants them: buckets of words first, then names of findings."""

    def __init__(self, records: list[dict[str, Any]], rarity: Any, names: list[str]) -> None:
        np, sparse = importlib.import_module("numpy"), importlib.import_module("scipy.sparse")
        place = {name: at for at, name in enumerate(names)}
        data, rows, columns = [], [], []
        for row, record in enumerate(records):
            length = np.sqrt(sum(rarity[bucket] ** 2 for bucket in record["words"])) or 1.0
            for bucket in record["words"]:
                if rarity[bucket]:
                    data.append(WORDS * rarity[bucket] / length)
                    rows.append(row)
                    columns.append(bucket)
            for name in record["found"]:
                if name in place:
                    data.append(1.0)
                    rows.append(row)
                    columns.append(len(rarity) + place[name])
        self.x = sparse.csr_matrix((data, (rows, columns)), shape=(len(records), len(rarity) + len(names)))
        self.y = np.array([bool(r["label"]) for r in records])


def rarities(records: list[dict[str, Any]]) -> Any:
    """Inverse document frequency of each bucket; 0 of those that fewer than two sentences have."""
    np = importlib.import_module("numpy")
    number = np.zeros(1 << BITS)
    for record in records:
        for bucket in record["words"]:
            number[bucket] += 1
    return np.where(number >= 2, np.log(len(records) / np.maximum(number, 1)) + 1, 0.0)


def fit(x: Any, y: Any) -> Any:
    """Logistic regression; the two answers weigh the same."""
    linear = importlib.import_module("sklearn.linear_model")
    return linear.LogisticRegression(
        C=STRENGTH, class_weight="balanced", solver="liblinear", dual=True, tol=1e-3, max_iter=2000, random_state=0
    ).fit(x, y)


def folds(y: Any, home: Any, number: int, seed: int) -> Iterator[tuple[Any, Any]]:
    """Indices of training and test sentences."""
    selection = importlib.import_module("sklearn.model_selection")
    yield from selection.StratifiedGroupKFold(number, shuffle=True, random_state=seed).split(y, y, home)


def apart(x: Any, y: Any, home: Any, number: int, seed: int) -> Any:
    """Logits of all sentences, each from a model that has not seen it."""
    np = importlib.import_module("numpy")
    out = np.zeros(len(y))
    for train, test in folds(y, home, number, seed):
        out[test] = fit(x[train], y[train]).decision_function(x[test])
    return out


def best_threshold(logits: Any, y: Any) -> float:
    """The logit above which as many sentences lie as there are yes among them.

    Steadier than the one with the best F1: the yes are few, and the best one follows their accidents.
    """
    np = importlib.import_module("numpy")
    return float(np.quantile(logits, 1 - y.mean()))


class Figures(NamedTuple):
    """Means over the draws of the folds; `spread`: standard deviation of F1 between them."""

    precision: float
    recall: float
    f1: float
    spread: float
    average_precision: float


def measure(x: Any, y: Any, home: Any) -> Figures:
    """How good a model of these rows is on sentences it has not seen; the threshold tuned inside the training folds."""
    np, metrics = importlib.import_module("numpy"), importlib.import_module("sklearn.metrics")
    rows = []
    for seed in SEEDS:
        above = np.zeros(len(y))  # logit less threshold
        for train, test in folds(y, home, FOLDS, seed):
            threshold = best_threshold(apart(x[train], y[train], home[train], INNER, seed), y[train])
            above[test] = fit(x[train], y[train]).decision_function(x[test]) - threshold
        said = above >= 0
        hit = (said & y).sum()
        f1 = 2 * hit / max(1, said.sum() + y.sum())
        rows.append((hit / max(1, said.sum()), hit / y.sum(), f1, metrics.average_precision_score(y, above)))
    precision, recall, f1, ranked = (float(v) for v in np.mean(rows, 0))
    return Figures(precision, recall, f1, float(np.std([row[2] for row in rows])), ranked)


def train(records: list[dict[str, Any]], kind: str, rarity: Any, quiet: bool = False) -> TypeWeights:
    """Measure, then train on all records of a type."""
    np = importlib.import_module("numpy")
    mine = [r for r in records if r["ask"] == kind]
    counts = Counter(name for r in mine for name in r["found"])
    names = sorted(name for name, number in counts.items() if number >= SEEN)
    matrix, home = Matrix(mine, rarity, names), np.array(groups(mine))
    x, y = matrix.x, matrix.y
    if not quiet:
        print(f"{kind}: {len(y)} sentences, {int(y.sum())} yes, {len(set(home.tolist()))} groups")
        for what, part in (("rules' findings", x[:, len(rarity) :]), ("words", x[:, : len(rarity)]), ("both", x)):
            print(SHOWN.format(what, *measure(part, y, home)))
    logits = np.mean([apart(x, y, home, FOLDS, seed) for seed in SEEDS], 0)
    threshold = best_threshold(logits, y)
    model = fit(x, y)
    weights, bias = model.coef_[0], float(model.intercept_[0])
    scale = float(np.abs(weights[: len(rarity)]).max()) / 127
    compact = np.round(weights[: len(rarity)] / scale).astype(np.int8).tobytes()
    rules = {name: round(float(w), 4) for name, w in zip(names, weights[len(rarity) :], strict=True)}

    def probability(logit: float) -> float:
        return round(float(1 / (1 + np.exp(-logit))), 4)

    return TypeWeights(compact, WORDS * scale, round(bias, 4), rules, probability(threshold), GATE)


def main() -> None:
    """Train, say how good it is, write the file where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--types", default="ASSAULT,PROTEST")
    parser.add_argument("--write", action="store_true", help=f"write {OUT.name} into the package")
    args = parser.parse_args()
    np = importlib.import_module("numpy")
    records = sentences(args.data)
    rarity = rarities(records)
    rarity_scale = float(rarity.max()) / 255
    rarity = np.round(rarity / rarity_scale) * rarity_scale  # as the file keeps it
    types = {kind: train(records, kind, rarity) for kind in args.types.split(",")}
    weights = Weights(
        BITS, np.round(rarity / rarity_scale).astype(np.uint8).tobytes(), rarity_scale, types,
        "openeventdata/arabic_event_gsr, half of its sentences", "trained on MIT-licensed data",
    )  # fmt: skip
    data = msgspec.msgpack.encode(weights)
    if args.write:
        OUT.write_bytes(data)
    print(f"{len(data) / 1e3:.0f} kB" + (f" written to {OUT.name}" if args.write else ""))


if __name__ == "__main__":
    main()
