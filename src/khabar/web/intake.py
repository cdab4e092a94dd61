"""Files that came in over the web, read into the ledger by `khabar read` in a process of its own, one job at a time.

The reading takes a process because it takes long: pages go on being answered meanwhile. What is read is in the
ledger article by article; a job that is ended in the middle leaves what it had finished.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

#: Jobs that are remembered; the oldest that has ended is forgotten first.
KEPT = 50
#: Jobs that may wait.
WAITING = 20
#: Lines of trouble that are shown of a job.
SHOWN = 200
_STEP = re.compile(r"^(\d+) articles, [\d.]+ a second, (.*)$")
_RESULT = re.compile(r"(\d+) new, (\d+) read anew, (\d+) as before")
_LONGEST_NAME = 150

State = Literal["waiting", "reading", "relating", "done", "failed"]


@dataclass
class Job:
    """A reading. `articles`: read so far; `became`: new, read anew, as before; `troubles`: what `khabar read` said."""

    number: int
    who: str
    files: list[str]
    state: State = "waiting"
    articles: int = 0
    at: str = ""
    became: tuple[int, int, int] | None = None
    troubles: list[str] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed")


@dataclass(frozen=True, slots=True)
class Given:
    """What was said about the files: an outlet and a day for articles that do not say theirs."""

    outlet: str = ""
    published: str = ""


class Intake:
    """The jobs of one server."""

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger.absolute()
        self._lock = threading.Lock()
        self._jobs: dict[int, Job] = {}
        self._queue: deque[tuple[Job, Given, tempfile.TemporaryDirectory[str]]] = deque()
        self._working = False
        self._last = 0

    def take(self, who: str, files: Iterable[tuple[str, BinaryIO]], given: Given) -> Job | None:
        """Put the files aside and read them when their turn comes; None where too many jobs wait."""
        folder = tempfile.TemporaryDirectory(prefix="khabar-intake-")
        try:
            names = _put_aside(Path(folder.name), files)
        except BaseException:
            folder.cleanup()
            raise
        with self._lock:
            if len(self._queue) >= WAITING:
                folder.cleanup()
                return None
            self._last += 1
            job = self._jobs[self._last] = Job(self._last, who, names)
            self._forget()
            self._queue.append((job, given, folder))
            if not self._working:
                self._working = True
                threading.Thread(target=self._work, name="khabar-intake", daemon=True).start()
        return job

    def job(self, number: int) -> Job | None:
        """The job of that number, as far as it is remembered."""
        return self._jobs.get(number)

    def jobs(self) -> list[Job]:
        """Those that are remembered, the newest first."""
        with self._lock:
            return sorted(self._jobs.values(), key=lambda j: -j.number)

    def _forget(self) -> None:
        for number in sorted(self._jobs):
            if len(self._jobs) <= KEPT:
                return
            if self._jobs[number].is_over:
                del self._jobs[number]

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._queue:
                    self._working = False
                    return
                job, given, folder = self._queue.popleft()
            try:
                self._read(job, given, Path(folder.name))
            except Exception as problem:  # a job that fails must not end those that wait
                job.troubles.append(f"{type(problem).__name__}: {problem}")
                job.state = "failed"
            finally:
                folder.cleanup()

    def _read(self, job: Job, given: Given, folder: Path) -> None:
        options = [f"--{k}={v}" for k, v in (("outlet", given.outlet), ("published", given.published)) if v]
        job.state = "reading"
        with subprocess.Popen(
            [sys.executable, "-m", "khabar.cli", "read", ".", "--ledger", str(self._ledger), "--progress", *options],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
            encoding="utf-8", errors="replace",
        ) as running:  # fmt: skip
            assert running.stderr is not None and running.stdout is not None
            for line in running.stderr:
                _note(job, line.rstrip("\n"))
            told = running.stdout.read()
            code = running.wait()
        if result := _RESULT.search(told):
            job.became = (int(result[1]), int(result[2]), int(result[3]))
            job.articles = sum(job.became)
        # 1: some files could not be read, and the others are kept
        job.state = "done" if code in (0, 1) and job.became and sum(job.became) else "failed"


def _note(job: Job, line: str) -> None:
    if step := _STEP.match(line):
        job.articles, job.at = int(step[1]), step[2]
    elif line.startswith("relating"):
        job.state = "relating"
    elif line.startswith("khabar: ") and not line.endswith(":") and len(job.troubles) < SHOWN:
        job.troubles.append(line.removeprefix("khabar: "))


def safe_name(name: str) -> str:
    """The last part of a name, without what a file system or a terminal could stumble over."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    stem, dot, ending = kept.strip().rpartition(".")
    if not dot:
        stem, ending = ending, ""
    while len(stem.encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    whole = f"{stem}{dot}{ending[:16]}".lstrip(".-")  # neither hidden nor an option
    return whole or "file"


def _put_aside(folder: Path, files: Iterable[tuple[str, BinaryIO]]) -> list[str]:
    names = []
    for number, (given, stream) in enumerate(files):
        name = safe_name(given)
        target = folder / name
        if target.exists():  # two of one name are two files
            (folder / str(number)).mkdir()
            target = folder / str(number) / name
        with target.open("wb") as kept:
            shutil.copyfileobj(stream, kept, 1 << 20)
        names.append(name)
    return names
