"""Read many files into a folder, in shards that are kept as they are finished: after a stop the same command goes
on from there. The folder holds a dataset of Parquet files at the end, which `khabar sql` asks, and from which
a ledger is filled (--ledger). What differs from an earlier run (input, packs, program) is said and read anew."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from khabar.cli.common import Progress, add_reading_arguments, report, tell_archives


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="files and folders, as khabar read takes them")
    parser.add_argument("--to", metavar="DIR", required=True, help="the folder of the run; made where it is missing")
    parser.add_argument("--ledger", "-l", metavar="FILE", help="a ledger to fill from the dataset")
    parser.add_argument("--shard", metavar="MB", type=_size, default=4.0, help="size of the parts of a big file (4)")
    parser.add_argument("--prune", action="store_true", help="remove files of earlier readings that are not used now")
    add_reading_arguments(parser)


def _size(value: str) -> float:
    """An argument: megabytes, more than none."""
    try:
        found = float(value)
    except ValueError:
        found = 0.0
    if not 0.001 <= found <= 100_000:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of megabytes")
    return found


def run(args: argparse.Namespace) -> int:
    """Run; 1 where a file or an article failed."""
    from khabar.engine import Where
    from khabar.ingest.files import Given
    from khabar.ledger import writable
    from khabar.shards.run import Run

    given = Given(args.outlet, args.published, tuple(args.column)).checked()
    if args.ledger:
        writable(args.ledger)  # before the work begins
    where = Where(args.workers, args.scheduler)
    progress = Progress(args.progress)
    with Run(args.to, args.pack, given) as running:
        state = running.state
        try:
            running.read(args.paths, where, megabytes=args.shard, say=progress.often, tell=_tell)
            running.build(where, say=progress.often)
        except BaseException:
            progress.end()
            if state.planned:
                _tell(f"{len(state.done)} of {len(state.planned)} shards are done")
            raise
        progress.end()
        print(f"{args.to}: {state.articles} articles in {len(state.done)} shards, {state.new} of them read now")
        _unused(running.unused(), args.prune)
        if args.ledger:
            from khabar.shards.fill import fill

            became = fill(running.folder, args.ledger, args.pack, progress.often, running.boiled())
            progress.end()
            print(f"{args.ledger}: {became['added']} new, {became['changed']} read anew, {became['same']} as before")
    tell_archives(state.tally, state.errors)
    return report(state.errors)


def _tell(text: str) -> None:
    print(f"khabar: {text}", file=sys.stderr, flush=True)


def _unused(files: Sequence[Path], prune: bool) -> None:
    if not files:
        return
    size = sum(file.stat().st_size for file in files) / 2**20
    if prune:
        for file in files:
            file.unlink()
        print(f"{len(files)} files of earlier readings removed ({size:.1f} MB)")
    else:
        print(f"{len(files)} files of earlier readings are not used now ({size:.1f} MB); --prune removes them")
