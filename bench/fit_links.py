"""The weights of the linkage model, fitted: `python -m bench.fit_links --gold DIR --score DIR`.

Logistic regression over pairs of accounts, with the gold's layers and with the program's own reading. Prints how well
links are found with the table as it stands (`WEIGHTS` in `khabar.relate.compare`), in each story with weights that
were fitted on the others only, and with weights fitted on all stories; then these. Pairs of the program's own reading
count where both events are the gold's.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.relate import PAIRS, given, measured, scorer

from khabar.article import Article, LinkedEvent, Record, read_jsonl
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs, load
from khabar.relate import compare, relate
from khabar.relate.features import accounts

#: Names of comparisons with their values; what the pair is; how much it counts.
Example = tuple[list[tuple[str, float]], bool, float]


@dataclass
class Story:
    """A gold file in both readings: `readings`: own or gold -> articles; `examples`: the same -> pairs."""

    path: Path
    readings: dict[str, list[Article]]
    examples: dict[str, list[Example]] = field(default_factory=dict)


def story(path: Path, packs: Packs, score: Any, names: Sequence[str]) -> Story:
    """A gold file read, with its pairs of accounts."""
    with path.open("rb") as stream:
        records = list(read_jsonl(stream, path.name))
    gold = [r for r in records if isinstance(r, Article)]
    made = Story(path, {"gold": gold, "own": [annotate_article(given(a), packs) for a in gold]})
    home = {tuple(key): e.id for e in records if isinstance(e, LinkedEvent) for key in e.accounts}
    for name in names:
        these = made.readings[name]
        scored = measured(score, path, [*these])
        match: dict[tuple[str, str], str] = scored.event_match
        told = [a for article in these for a in accounts(article, packs) if a.key in match]
        pairs = made.examples.setdefault(name, [])
        for a, b in combinations(told, 2):
            if a.article != b.article and compare.may_be_one(a, b):
                one, two = (a.article, match[a.key]), (b.article, match[b.key])
                same = home.get(one, one) == home.get(two, two)
                pairs.append(([*((n, 1.0) for n in compare.named(a, b)), *compare.measured(a, b)], same, 1.0))
    return made


def fitted(examples: Iterable[Example], ridge: float) -> dict[str, float]:
    """Weights by Newton's method; `ridge`: the precision of a normal prior around 0 on each but the constant."""
    these = list(examples)
    names = sorted({name for found, _, _ in these for name, _ in found})
    at = {name: n for n, name in enumerate(names)}
    rows = [([(at[n], v) for n, v in found], float(same), weight) for found, same, weight in these]
    size = len(names)
    penalty = [1e-3 if name == "prior" else ridge for name in names]
    w = [0.0] * size
    for _ in range(25):
        slope = [-p * x for p, x in zip(penalty, w, strict=True)]
        curve = [[penalty[i] if i == j else 0.0 for j in range(size)] for i in range(size)]
        for found, same, weight in rows:
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(w[i] * v for i, v in found)))))
            off, spread = weight * (same - chance), weight * chance * (1 - chance)
            for i, v in found:
                slope[i] += off * v
                line = curve[i]
                for j, u in found:
                    line[j] += spread * v * u
        step = solved(curve, slope)
        w = [a + b for a, b in zip(w, step, strict=True)]
        if max(map(abs, step)) < 1e-5:
            break
    return dict(zip(names, w, strict=True))


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The x of `matrix` x = `right`, by Gauss's elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for i in range(size):
        best = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for r in range(i + 1, size):
            if factor := rows[r][i] / rows[i][i]:
                rows[r] = [x - factor * y for x, y in zip(rows[r], rows[i], strict=True)]
    out = [0.0] * size
    for i in reversed(range(size)):
        out[i] = (rows[i][size] - sum(rows[i][j] * out[j] for j in range(i + 1, size))) / rows[i][i]
    return out


def links(made: Story, name: str, packs: Packs, score: Any) -> tuple[int, int, int]:
    """Hits, pairs in the gold, and pairs that were given, with the weights as they stand."""
    articles = made.readings[name]
    found = relate(articles, packs)
    records: list[Record] = [*articles, *found.entities, *found.events]
    rows = measured(score, made.path, records).rows
    row = rows[PAIRS].row() if PAIRS in rows else {"hit": 0, "gold": 0, "predicted": 0}
    return row["hit"], row["gold"], row["predicted"]


def put(weights: dict[str, float]) -> None:
    """Relate with these weights from now on; what was never seen in fitting says nothing."""
    compare.WEIGHTS = dict.fromkeys(compare.WEIGHTS, 0.0) | weights


def _row(hit: int, gold: int, predicted: int) -> str:
    return f"F1 {2 * hit / max(1, gold + predicted):.3f}  ({hit} of {gold}, {predicted} given)"


def main() -> None:
    """Print held-out figures, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of gold files, one story each")
    parser.add_argument("--score", type=Path, required=True, help="folder of score.py")
    parser.add_argument("--ridge", type=float, default=1.0, help="how strongly weights are drawn to 0 (1)")
    parser.add_argument("--own-counts", type=float, default=1.0, help="weight of pairs of the own reading (1)")
    args = parser.parse_args()
    score, packs = scorer(args.score), load()
    names = ("gold", "own")
    stories = [story(path, packs, score, names) for path in sorted(args.gold.glob("*.jsonl"))]
    counts = {"gold": 1.0, "own": args.own_counts}

    def pairs(these: Iterable[Story]) -> list[Example]:
        return [(f, same, counts[name]) for s in these for name in names for f, same, _ in s.examples[name]]

    for name in names:
        hit, gold, predicted = map(sum, zip(*(links(s, name, packs, score) for s in stories), strict=True))
        print(f"as it is, {name:5} links {_row(hit, gold, predicted)}")
    total = {name: [0, 0, 0] for name in names}
    for held in stories:
        put(fitted(pairs(s for s in stories if s is not held), args.ridge))
        for name in names:
            for i, n in enumerate(links(held, name, packs, score)):
                total[name][i] += n
    for name, (hit, gold, predicted) in total.items():
        print(f"held out, {name:5} links {_row(hit, gold, predicted)}")
    weights = fitted(pairs(stories), args.ridge)
    put(weights)
    for name in names:
        hit, gold, predicted = map(sum, zip(*(links(s, name, packs, score) for s in stories), strict=True))
        print(f"fitted,   {name:5} links {_row(hit, gold, predicted)}")
    seen = {name: sum(n == name for f, _, _ in pairs(stories) for n, _ in f) for name in weights}
    for name, weight in weights.items():
        print(f'    "{name}": {weight:.1f},  # {seen[name]}')


if __name__ == "__main__":
    main()
