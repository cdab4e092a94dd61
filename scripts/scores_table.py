"""The table of docs/scores.md, out of what score_all.py wrote with --json.

python ../shared/score/score_all.py --json scores.json
python scripts/scores_table.py scores.json
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

GOLD = (
    ("body", "body characters"),
    ("names span+type", "names span+type"),
    ("names overlap", "names overlap"),
    ("entities", "entities B-cubed"),
    ("times value", "times value"),
    ("attr. content", "attribution content"),
    ("+root", "attribution content+root"),
    ("+chain", "attribution content+chain"),
    ("events type", "events type"),
    ("actors, each", "events actors, each"),
    ("type+actors", "events type+actors"),
    ("+modality", "events type+actors+modality"),
    ("links", "links account pairs"),
)
SHARES = (
    "names naming",
    "attribution stance",
    "attribution direct",
    "events mode",
    "events mediator",
    "events place",
    "events outcome",
    "events own word or attributed",
    "links witnesses",
)


def f1(hit: int, gold: int, predicted: int) -> float:
    """F1 of counts."""
    return 2 * hit / (gold + predicted) if gold + predicted else 0.0


def together(stories: dict[str, Any], key: str) -> float | None:
    """The F1 of all stories together; a mean for scores that have no counts."""
    rows = [rows[key] for rows in stories.values() if key in rows]
    if not rows:
        return None
    if all("hit" in row for row in rows):
        return f1(*(sum(row[name] for row in rows) for name in ("hit", "gold", "predicted")))
    return float(sum(row["f1"] for row in rows) / len(rows))


def main() -> int:
    """Print the table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scores", type=Path)
    args = parser.parse_args()
    scores = json.loads(args.scores.read_text(encoding="utf-8"))
    stories = {name: rows for name, rows in scores.items() if rows and "events type" in rows}
    heads = list(stories)
    print("| F1 | " + " | ".join(h.replace("_", " ") for h in heads) + " | together |")
    print("|---|" + "---|" * (len(heads) + 1))
    for label, key in GOLD:
        cells = [f"{stories[h][key]['f1']:.3f}" if key in stories[h] else "" for h in heads]
        total = together(stories, key)
        print(f"| {label} | " + " | ".join(cells) + f" | {'' if total is None else f'**{total:.3f}**'} |")
    print("\n| of what was matched, right | share | of |\n|---|---|---|")
    for key in SHARES:
        rows = [rows[key] for rows in stories.values() if rows.get(key, {}).get("accuracy") is not None]
        number = sum(row["of"] for row in rows)
        if number:
            print(f"| {key} | {sum(row['accuracy'] * row['of'] for row in rows) / number:.3f} | {number} |")
    print("\n| third-party set | score | precision | recall | F1 |\n|---|---|---|---|---|")
    for name, rows in scores.items():
        if name in stories or not rows:
            continue
        for key, row in flat(rows).items():
            if "f1" in row:
                values = (row.get("precision", 0.0), row.get("recall", 0.0), row["f1"])
                print(f"| {name} | {key} | " + " | ".join(f"{v:.3f}" for v in values) + " |")
    return 0


def flat(rows: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Rows that hold scores, nested ones by their path."""
    out: dict[str, Any] = {}
    for key, row in rows.items():
        if isinstance(row, dict):
            out.update({prefix + key: row} if "f1" in row or "accuracy" in row else flat(row, f"{prefix}{key} "))
    return out


if __name__ == "__main__":
    sys.exit(main())
