"""The talks, visits and calls of the gold, slot by slot: sides, persons, place, sponsor, matter, outcome, kind of fact.

    python bench/meetings.py [--shared ../shared] [--story seeds] [--wrong]

Of each meeting that an annotator found: whether khabar found it, and which of its slots are right. Sides, persons and
sponsors are right where the sets are the same (sides as `score.py` counts them: a state and its organs are one),
outcome and kind of fact where they are equal, place and matter where both or neither give one and the spans touch.
`--wrong` prints what is not.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a script

from bench.unseen import STORIES, read, scorer

from khabar import load_packs

SLOTS = ("sides", "persons", "place", "sponsor", "matter", "outcome", "kind of fact")


def texts(text: str, spans: list[list[int]]) -> list[str]:
    """What the text says in these spans."""
    return [text[first:last] for first, last in spans]


def touch(mine: list[list[int]], theirs: list[list[int]]) -> bool:
    """Whether both are empty, or a span of the one touches one of the other."""
    return (not mine and not theirs) or any(a < d and c < b for a, b in mine for c, d in theirs)


def slots(gold: dict[str, Any], made: dict[str, Any], text: str, scored: Any) -> dict[str, tuple[bool, Any, Any]]:
    """Of each slot whether it is right, what the annotator gave and what khabar did.

    `scored`: the scorer of these articles, which knows which names are one.
    """
    out: dict[str, tuple[bool, Any, Any]] = {}
    asked, given = (
        {e for role in scored.roles(e, mapped) for e in role} for e, mapped in ((gold, False), (made, True))
    )
    out["sides"] = (asked == given, sorted(asked), sorted(given))
    for name, key in (("persons", "delegates"), ("sponsor", "mediator")):
        asked = set(gold.get(key) or [])
        given = {scored.to_gold.get(e, e) for e in made.get(key) or []}
        out[name] = (asked == given, sorted(asked), sorted(given))
    for name, key in (("place", "place"), ("matter", "about")):
        mine, theirs = gold.get(key) or [], made.get(key) or []
        out[name] = (touch(mine, theirs), texts(text, mine), texts(text, theirs))
    for name, key in (("outcome", "outcome"), ("kind of fact", "modality")):
        mine, theirs = (event.get(key) or "unknown" for event in (gold, made))
        out[name] = (mine == theirs, mine, theirs)
    return out


def main() -> None:
    """Annotate the stories and print how many meetings and slots are right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--story", choices=sorted(STORIES), action="append", help="only this one (may be repeated)")
    parser.add_argument("--wrong", action="store_true", help="print every slot that is not right")
    args = parser.parse_args()
    score, packs = scorer(args.shared), load_packs()
    for story in args.story or sorted(STORIES):
        path = args.shared / "gold" / f"{story}.jsonl"
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out.jsonl"
            read(path, packs, out)
            gold, made = score.load(path), score.load(out)
        matched = score.Scorer(gold, made)
        matched.run(["names", "times", "attributions", "events"])
        mine = {(article, theirs): number for (article, number), theirs in matched.event_match.items()}
        right: Counter[str] = Counter()
        found = meetings = whole = 0
        for key, article in gold[0].items():
            known = {event["id"]: event for event in made[0][key]["events"]}
            for event in article["events"]:
                if event["type"] != "CONSULT":
                    continue
                meetings += 1
                other = known.get(mine.get((key, event["id"])))
                if other is None:
                    if args.wrong:
                        print(f"   {key} {event['id']} missed: {article['text'][slice(*event['trigger'])]}")
                    continue
                found += 1
                told = slots(event, other, article["text"], matched)
                right.update(name for name, (good, *_) in told.items() if good)
                whole += all(good for name, (good, *_) in told.items() if name != "matter")
                for name, (good, asked, given) in told.items():
                    if args.wrong and not good:
                        print(f"   {key} {event['id']} {name}: {asked} read as {given}")
        each = ", ".join(f"{name} {right[name]}" for name in SLOTS)
        print(f"{story}: {meetings} meetings, {found} found; right: {each}; all but the matter {whole}")


if __name__ == "__main__":
    main()
