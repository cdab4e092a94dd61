"""How well articles are related, measured on gold: `python bench/relate.py --gold DIR --score DIR [--own]`.

With the gold layers as input only relating is measured; with `--own` the program's own reading is related. `--score`
is the folder of `score.py`, whose counts these are. Prints pairs of accounts, disagreements, witnesses, and with
`--errors` what was missed and what was said beside it.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from khabar.article import Article, LinkedEvent, Record, encode, read_jsonl
from khabar.relate import relate

PAIRS, SLOTS, WITNESSES = "links account pairs", "links disagreements", "links witnesses"


def scorer(folder: Path) -> Any:
    """The module `score.py` in `folder`."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{folder}: there is no score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measured(score: Any, gold: Path, records: list[Record]) -> Any:
    """The scorer after it compared `records` with a gold file: `rows`, `event_match` from their events to gold's."""
    with tempfile.NamedTemporaryFile("wb", suffix=".jsonl") as out:
        out.writelines(encode(r) + b"\n" for r in records)
        out.flush()
        made = score.Scorer(score.load(gold), score.load(out.name))
        made.run(["links"])
    return made


def given(article: Article) -> Article:
    """The article as the program gets it: without layers."""
    bare = Article(article.id, article.text, outlet=article.outlet, url=article.url, title=article.title)
    if article.published.basis == "given":
        bare.published = article.published
    return bare


def related(articles: list[Article], own: bool) -> list[Record]:
    """The records that relating makes of a story, articles first."""
    if own:
        from khabar.layers.pipeline import annotate_article
        from khabar.packs import load

        packs = load()
        articles = [annotate_article(given(a), packs) for a in articles]
    found = relate(articles)
    return [*articles, *found.entities, *found.events, *found.copies]


def errors(gold: list[LinkedEvent], made: list[LinkedEvent]) -> list[str]:
    """What differs, in a line each; comparable only where the layers are the gold's own."""
    lines = []
    where = {tuple(a): e for e in made for a in e.accounts}
    for event in gold:
        found = {where[a].id if (a := tuple(k)) in where else f"alone:{k[1]}@{k[0]}" for k in event.accounts}
        if len(found) > 1:
            lines.append(f"  parted {event.id}: {sorted(found)}")
        slots = {d.slot for d in event.disagreements}
        said = {d.slot for f in found for e in made if e.id == f for d in e.disagreements}
        if slots != said:
            lines.append(f"  {event.id} slots missed {sorted(slots - said)} beside {sorted(said - slots)}")
        counts = {e.witnesses for e in made if e.id in found}
        if len(event.accounts) > 1 and counts and counts != {event.witnesses}:
            roots = [e.roots for e in made if e.id in found]
            lines.append(f"  {event.id} witnesses {sorted(map(str, counts))} for {event.witnesses}: {roots}")
    home = {tuple(k): e.id for e in gold for k in e.accounts}
    for one in made:
        of = {home.get(tuple(k), f"none:{k[1]}@{k[0]}") for k in one.accounts}
        if len(of) > 1:
            lines.append(f"  joined {one.id}: {sorted(of)}")
        if one.disagreements and not any(k in home for k in map(tuple, one.accounts)):
            lines.append(f"  beside {one.id}: {[(d.slot, d.values) for d in one.disagreements]}")
    return lines


def main() -> None:
    """Print the scores of every story, then of all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of gold files, one story each")
    parser.add_argument("--score", type=Path, required=True, help="folder of score.py")
    parser.add_argument("--own", action="store_true", help="relate the program's own reading, not the gold layers")
    parser.add_argument("--errors", action="store_true", help="list what differs")
    args = parser.parse_args()
    score = scorer(args.score)
    total: dict[str, list[int]] = {}
    begin = time.perf_counter()
    for path in sorted(args.gold.glob("*.jsonl")):
        with path.open("rb") as stream:
            records = list(read_jsonl(stream, path.name))
        made = related([r for r in records if isinstance(r, Article)], args.own)
        rows = {name: row.row() for name, row in measured(score, path, made).rows.items()}
        print(f"{path.stem:22}", "   ".join(f"{n[6:]} {_row(rows[n])}" for n in (PAIRS, SLOTS, WITNESSES) if n in rows))
        for name in (PAIRS, SLOTS):
            if name in rows:
                counts = total.setdefault(name, [0, 0, 0])
                for i, key in enumerate(("hit", "gold", "predicted")):
                    counts[i] += rows[name][key]
        if WITNESSES in rows:
            counts = total.setdefault(WITNESSES, [0, 0])
            counts[0] += round((rows[WITNESSES]["accuracy"] or 0) * rows[WITNESSES]["of"])
            counts[1] += rows[WITNESSES]["of"]
        if args.errors:
            events = [[r for r in group if isinstance(r, LinkedEvent)] for group in (records, made)]
            print("\n".join(errors(*events)))
    for name in (PAIRS, SLOTS):
        hit, gold, predicted = total.get(name, [0, 0, 0])
        row = {
            "precision": hit / max(1, predicted),
            "recall": hit / max(1, gold),
            "f1": 2 * hit / max(1, gold + predicted),
        }
        print(f"all  {name:24} {_row({**row, 'hit': hit, 'gold': gold, 'predicted': predicted})}")
    right, of = total.get(WITNESSES, [0, 0])
    print(f"all  {WITNESSES:24} {right / max(1, of):.3f} of {of}    {time.perf_counter() - begin:.1f} s")


def _row(row: dict[str, Any]) -> str:
    if "f1" not in row:
        return f"{row['accuracy'] or 0:.3f} of {row['of']}"
    return (
        f"P {row['precision']:.3f} R {row['recall']:.3f} F1 {row['f1']:.3f}"
        f" ({row['hit']} of {row['gold']}, {row['predicted']} given)"
    )


if __name__ == "__main__":
    main()
