"""Ask a dataset or a ledger in SQL. The tables are the same in both (--tables lists them); a dataset is asked with
DuckDB, a ledger with SQLite. Questions only: nothing is changed, and no other file is read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.cli.common import Output
from khabar.cli.screen import color_argument

if TYPE_CHECKING:
    from khabar.export.sql import Answer

FORMS = ("table", "csv", "jsonl", "parquet")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("question", metavar="SELECT", nargs="?", help="the question, - for standard input")
    parser.add_argument("--from", dest="place", metavar="PLACE", help="folder of a run or dataset, or a ledger")
    parser.add_argument("--format", choices=FORMS, help="how the answer is written (table; to a file, by its ending)")
    parser.add_argument("--to", metavar="OUT", default="-", help="file to write, - for standard output")
    parser.add_argument("--tables", action="store_true", help="list the tables and what their columns mean")
    color_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Ask."""
    from khabar.errors import error
    from khabar.export.sql import ask

    if args.tables:
        from khabar.export.sql.views import listing

        print("\n".join(listing()))
        return 0
    if not args.question or not args.place:
        raise error("sql-arguments")
    question = sys.stdin.read() if args.question == "-" else args.question
    form = args.format or _by_ending(args.to)
    if form == "parquet" and args.to == "-":
        raise error("output-unwritable", name="standard output", why="Parquet is written into a file: --to FILE")
    answer = ask(args.place, question)
    try:
        _write(answer, form, args)
    finally:
        answer.close()
    return 0


def _by_ending(name: str) -> str:
    ending = Path(name).suffix.lower().removeprefix(".")
    return ending if ending in FORMS else "table"


def _write(answer: Answer, form: str, args: argparse.Namespace) -> None:
    from khabar.export import terminal
    from khabar.export.sql import forms

    if form == "parquet":
        forms.parquet(answer, Path(args.to))
        return
    with Output(args.to) as output:
        if form != "table":
            for line in (forms.csv_lines if form == "csv" else forms.jsonl)(answer):
                output.line(line)
            return
        pen = terminal.pen_for(sys.stdout, args.color if args.to == "-" else "never")
        rows = iter(answer.rows())
        for text in forms.table(answer.columns, rows, pen):
            output.line(text.encode("utf-8", "surrogateescape"))
    if next(rows, None) is not None:
        print(f"khabar: only the first {forms.MOST} rows are shown; --format csv writes all", file=sys.stderr)
