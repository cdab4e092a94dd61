"""What several sub-commands share: arguments, progress, the list of what failed, and careful output files."""

from __future__ import annotations

import argparse
import contextlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from khabar.errors import KhabarError, error

if TYPE_CHECKING:
    from khabar.ingest.item import Tally


#: What the commands that read take; for their help.
READ = "pages, text, PDF, .jsonl, tables, archives (.warc.gz, .zip, .tar, .mhtml, .epub), folders, or - for stdin"


def workers(value: str) -> int:
    """An argument: a number of processes, 0 for one a core."""
    number = int(value) if value.isascii() and value.isdigit() else -1
    if not 0 <= number <= 1024:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of processes (0 means one for each core)")
    return number


def count(value: str) -> int:
    """An argument: a number of at least 1."""
    if not (value.isascii() and value.isdigit() and int(value) >= 1):
        raise argparse.ArgumentTypeError(f"{value!r} is no number of at least 1")
    return int(value)


#: What a column of a table can be (`khabar.ingest.tables.columns`).
COLUMN_ROLES = ("text", "title", "published", "outlet", "url", "id")


def column(value: str) -> tuple[str, str]:
    """An argument: which column of a table is what, as ROLE=COLUMN."""
    role, sign, name = value.partition("=")
    if role.strip() not in COLUMN_ROLES or not (sign and name.strip()):
        raise argparse.ArgumentTypeError(
            f"{value!r} is not ROLE=COLUMN, such as text=Content; roles are {', '.join(COLUMN_ROLES)}"
        )
    return role.strip(), name.strip()


def add_reading_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the sub-commands that annotate."""
    parser.add_argument("--pack", metavar="DIR", action="append", default=[], help="a pack of your own (repeatable)")
    parser.add_argument("--outlet", metavar="NAME", help="the outlet of articles that do not name theirs")
    parser.add_argument("--published", metavar="DATE", help="the day they were published, as YYYY-MM-DD")
    parser.add_argument(
        "--column", metavar="ROLE=COLUMN", type=column, action="append", default=[],
        help=f"which column of a table is what (repeatable); roles are {', '.join(COLUMN_ROLES)}",
    )  # fmt: skip
    parser.add_argument(
        "--workers", metavar="N", type=workers, default=1, help="processes to use; 0 means one for each core"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="annotate on a Dask cluster, such as tcp://HOST:8786")
    parser.add_argument("--progress", action="store_true", help="show progress also where there is no terminal")


def tell_archives(tally: Tally, errors: Sequence[KhabarError]) -> None:
    """Say on standard error what archives and tables held, where there were any."""
    if tally.records:
        more = " (see below)" if tally.failed and errors else ""
        print(f"khabar: archives and tables: {tally}{more}", file=sys.stderr)


class Progress:
    """A line on standard error that says how far it is; nothing where that is no terminal, unless forced."""

    def __init__(self, forced: bool) -> None:
        self._terminal = sys.stderr.isatty()
        self._shown = self._terminal or forced
        self._every = 0.1 if self._terminal else 2.0
        self._begin = self._last = time.monotonic()
        self._done = 0
        self._file = ""

    def file(self, name: str) -> None:
        """Another file is being read."""
        self._file = Path(name).name

    def step(self) -> None:
        """One more article is done."""
        self._done += 1
        now = time.monotonic()
        if self._shown and now - self._last >= self._every:
            self._last = now
            self._write(f"{self._done} articles, {self._done / (now - self._begin):.1f} a second, {self._file}")

    def message(self, text: str) -> None:
        """Something else that takes time."""
        if self._shown:
            self._write(text)

    def often(self, text: str) -> None:
        """The same of what changes so quickly that not all of it need be shown."""
        now = time.monotonic()
        if now - self._last >= self._every:
            self._last = now
            self.message(text)

    def end(self) -> None:
        """Clear the line."""
        if self._shown and self._terminal:
            self._write("")

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"\r\x1b[K{text[:100]}" if self._terminal else f"{text}\n")
            sys.stderr.flush()


def report(errors: Sequence[KhabarError], what: str = "could not be read") -> int:
    """List what failed on standard error; the exit code, 1 where anything did."""
    if len(errors) > 1:
        print(f"khabar: {len(errors)} {what}:", file=sys.stderr)
    for problem in errors:
        print(f"khabar: {problem}", file=sys.stderr)
    return 1 if errors else 0


class Output:
    """Where a command writes: a file, or `-` for standard output. For use in a `with`.

    A file appears only when all of it is written: where the disk is full or the command is stopped, what
    was there before is still there.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._part: Path | None = None
        self._stream: BinaryIO

    def __enter__(self) -> Output:
        with self._named():
            if self._name == "-":
                sys.stdout.flush()
                self._stream = sys.stdout.buffer
            elif _is_special(Path(self._name)):
                self._stream = Path(self._name).open("wb")
            else:
                target = Path(self._name).resolve()
                if target.is_dir():
                    raise error("output-unwritable", name=self._name, why="it is a folder")
                if target.exists() and not os.access(target, os.W_OK):
                    raise error("output-unwritable", name=self._name, why="it is read-only")
                handle, part = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
                self._part = Path(part)
                self._stream = os.fdopen(handle, "wb")
        return self

    def line(self, data: bytes) -> None:
        """Write a line."""
        with self._named():
            self._stream.write(data + b"\n")

    def write(self, data: bytes) -> None:
        """Write bytes as they are."""
        with self._named():
            self._stream.write(data)

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._named():
                if self._name == "-":
                    if kind is None:
                        self._stream.flush()
                    return
                if kind is not None:
                    with contextlib.suppress(OSError):
                        self._stream.close()
                    return
                self._stream.close()
                if self._part is not None:
                    mask = os.umask(0)
                    os.umask(mask)
                    self._part.chmod(0o666 & ~mask)  # mkstemp gives a file that only its owner may read
                    self._part.replace(Path(self._name).resolve())
                    self._part = None
        finally:
            if self._part is not None:
                self._part.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as problem:
            if problem.filename is None or self._part is None:
                problem.filename = "standard output" if self._name == "-" else self._name
            raise


def _is_special(path: Path) -> bool:
    """A device or a pipe, such as /dev/stdout: written to, never replaced."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
