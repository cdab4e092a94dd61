"""What an actor demanded, offered, accepted, refused or threatened, matter by matter, and when that changed."""

from __future__ import annotations

import argparse

from khabar.cli.across import material_arguments, opened, put

STANCES = ("demanded", "offered", "accepted", "refused", "threatened")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("actor", metavar="ACTOR", help="a name, a part of one, or an identifier")
    parser.add_argument("--stance", choices=STANCES, help="only matters on which the actor once took this stance")
    material_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    across = opened(args)
    return put(across, across.positions(across.side(args.actor), args.stance))
