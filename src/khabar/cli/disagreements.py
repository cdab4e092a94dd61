"""List where accounts of one happening cannot all be true: each value, and on whose word."""

from __future__ import annotations

import argparse

from khabar.cli.across import material_arguments, opened, put

SLOTS = (
    "time", "place", "source", "participants", "mediator", "outcome", "modality", "polarity",
    "dead", "wounded", "captured", "released",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("--slot", choices=SLOTS, help="only this slot")
    parser.add_argument("--actor", metavar="NAME", help="only happenings in which this actor took part")
    material_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    across = opened(args)
    return put(across, across.disagreements(args.slot, across.side(args.actor) if args.actor else None))
