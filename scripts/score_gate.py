"""The score gate: no score may fall below the stored baseline unless a commit says why.

    python scripts/score_gate.py --shared ../shared            # compare, exit 1 where a score fell
    python scripts/score_gate.py --shared ../shared --update   # store the scores as they are

The baseline (`scripts/scores.json`) holds, for each file of the gold and the third-party data, the F1 or
accuracy of every score. A score may vary by TOLERANCE, for a better rule costs a hit here and there.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "scores.json"
TOLERANCE = 0.004
_FEW = 12  # a share of fewer than this says too little to gate on

Scores = dict[str, dict[str, float]]


def measure(shared: Path, program: str) -> Scores:
    """Run score_all and give its scores: file -> score -> F1 or accuracy."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "scores.json"
        command = [sys.executable, str(shared / "score" / "score_all.py"), "--program", program, "--json", str(out)]
        finished = subprocess.run(command, check=False)
        if not out.is_file():
            sys.exit(f"score_all.py did not run through (exit code {finished.returncode})")
        raw = json.loads(out.read_text(encoding="utf-8"))
    return {name: _flat(rows) for name, rows in raw.items() if rows}


def _flat(rows: dict[str, object], prefix: str = "") -> dict[str, float]:
    out: dict[str, float] = {}
    for key, row in rows.items():
        if isinstance(row, dict):
            if "f1" in row:
                out[prefix + key] = float(row["f1"])
            elif row.get("accuracy") is not None:
                if int(row.get("of", 0)) >= _FEW:
                    out[prefix + key] = float(row["accuracy"])
            else:
                out.update(_flat(row, f"{prefix}{key} "))
    return out


def fallen(now: Scores, before: Scores) -> list[str]:
    """Lines for what fell: file, score, before, now."""
    out = []
    for name, rows in before.items():
        for key, value in rows.items():
            got = now.get(name, {}).get(key)
            if got is None or got < value - TOLERANCE:
                out.append(f"{name}: {key}: {value:.4f} -> {'missing' if got is None else f'{got:.4f}'}")
    return out


def main() -> int:
    """Compare with the baseline or store it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--program", default=".venv/bin/khabar")
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    now = measure(args.shared, args.program)
    if args.update:
        BASELINE.write_text(json.dumps(now, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"stored {sum(map(len, now.values()))} scores in {BASELINE.name}")
        return 0
    if not BASELINE.is_file():
        sys.exit(f"{BASELINE.name} is missing: run with --update once and commit it")
    problems = fallen(now, json.loads(BASELINE.read_text(encoding="utf-8")))
    for line in problems:
        print(f"fell: {line}")
    print(f"score gate: {len(problems)} of {sum(map(len, now.values()))} scores fell")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
