"""The command `khabar`: one module a sub-command, imported only when it is called.

A sub-command module has `add_arguments(parser)` and `run(args) -> int` (the exit code: 0 well, 1 something
failed, 2 the command line is wrong). To add one, put it into `COMMANDS`.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

#: name -> (module, what it does)
COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("khabar.cli.read", "read articles into a ledger"),
    "run": ("khabar.cli.run", "read very many files into a folder, on one machine or a cluster"),
    "sql": ("khabar.cli.sql", "ask a dataset or a ledger in SQL"),
    "watch": ("khabar.cli.watch", "read what is new in feeds, and the pages they lead to, into a ledger"),
    "news": ("khabar.cli.news", "tell what is new since the last run, or since a day: articles, happenings"),
    "annotate": ("khabar.cli.annotate", "read articles and write what is in them, as JSON Lines"),
    "date": ("khabar.cli.date", "read the times in a text: spans, values, and the rules that read them"),
    "show": ("khabar.cli.show", "show an article with its layers, or a happening with its accounts"),
    "page": ("khabar.cli.page", "give back the page that an article was read from, and where a span stands in it"),
    "timeline": ("khabar.cli.timeline", "list what happened, in order"),
    "who": ("khabar.cli.who", "show an article as a tree of voices, or what rests on unnamed sources"),
    "events": ("khabar.cli.events", "list events by type, actor and day, each with its chain"),
    "search": ("khabar.cli.search", "find articles in a ledger by their words"),
    "brief": ("khabar.cli.brief", "write the story to read and print: who, what, when, on whose word"),
    "naming": ("khabar.cli.naming", "list how each outlet calls each entity, and with which colour"),
    "story": ("khabar.cli.story", "tell what went on between two sides, with its turning points"),
    "event": ("khabar.cli.event", "show a happening in full: accounts, voices, why they were linked"),
    "copies": ("khabar.cli.copies", "list articles that are one text, and paragraphs that articles share"),
    "witnesses": ("khabar.cli.witnesses", "count the independent voices that each happening rests on"),
    "disagreements": ("khabar.cli.disagreements", "list where accounts cannot all be true"),
    "positions": ("khabar.cli.positions", "list what an actor demanded, offered, accepted, refused, threatened"),
    "serve": ("khabar.cli.serve", "open a ledger in the browser: look, compare, correct"),
    "review": ("khabar.cli.review", "list the least sure links between accounts first"),
    "decide": ("khabar.cli.decide", "decide what is one happening, what is not, names and values"),
    "undo": ("khabar.cli.undo", "take back a decision"),
    "export": ("khabar.cli.export", "write a ledger in another format"),
    "account": ("khabar.cli.account", "keep the accounts of those who may open a ledger over the network"),
    "pack": ("khabar.cli.pack", "list packs, and check one of your own"),
}

#: Libraries that come with the extra `scale`.
_SCALE = frozenset({"dask", "distributed", "duckdb", "pyarrow"})
#: The exit code after Ctrl-C and after a reader that went away, as shells give them.
INTERRUPTED, PIPE_CLOSED = 130, 141


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"khabar: {message}. See: {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code, and shows no traceback unless KHABAR_DEBUG is set."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that knows no Arabic shows signs in its place
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    except KeyboardInterrupt:
        _say("stopped. What was finished before is kept")
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return PIPE_CLOSED
    except Exception as problem:
        if os.environ.get("KHABAR_DEBUG"):
            raise
        _say(_one_line(problem))
        _silence_stdout()
        return 1


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "--help"
    return _command(name, arguments[1:]) if name in COMMANDS else _overview(arguments or ["--help"])


def _command(name: str, arguments: list[str]) -> int:
    module = importlib.import_module(COMMANDS[name][0])
    parser = _Parser(prog=f"khabar {name}", description=module.__doc__, formatter_class=_Raw)
    module.add_arguments(parser)
    code: int = module.run(parser.parse_args(arguments))
    return code


def _overview(arguments: list[str]) -> int:
    width = max(map(len, COMMANDS))
    parser = _Parser(
        prog="khabar",
        usage="khabar COMMAND [...]",
        formatter_class=_Raw,
        description="Reads Arabic news and keeps it as evidence: who did what, when, where, and on whose word.",
        epilog="commands:\n"
        + "".join(f"  {n:{width}}  {text}\n" for n, (_, text) in COMMANDS.items())
        + "\nkhabar COMMAND --help tells more of each. KHABAR_DEBUG=1 shows where an error comes from.",
    )
    parser.add_argument("--version", action="store_true", help="show the version and exit")
    args, rest = parser.parse_known_args(arguments)
    if not args.version:
        parser.error(f"there is no command {rest[0]!r}" if rest else "a command is missing")
    from khabar import __version__

    print(f"khabar {__version__}")
    return 0


class _Raw(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of descriptions."""


def _one_line(problem: Exception) -> str:
    from khabar.errors import KhabarError, error, of_system

    if isinstance(problem, KhabarError):
        return str(problem)
    if isinstance(problem, OSError):
        return str(of_system(problem))
    if isinstance(problem, ImportError) and (problem.name or "").partition(".")[0] in _SCALE:
        return str(error("scale-missing", name=problem.name))
    if isinstance(problem, ImportError):
        return str(error("part-missing", name=problem.name or "a part of khabar", why=problem))
    return str(error("internal", why=f"{type(problem).__name__}: {' '.join(str(problem).split())}"))


def _say(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        print(f"khabar: {text}", file=sys.stderr, flush=True)


def _silence_stdout() -> None:
    """Where the buffer's rest cannot be written, keep Python from trying, and complaining, at its end."""
    try:
        sys.stdout.flush()
        return
    except (OSError, ValueError):
        pass
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
