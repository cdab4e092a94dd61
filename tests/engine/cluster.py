"""A Dask cluster on loopback: a scheduler and workers, each a process of its own that a test can kill."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent.parent
_SECONDS = 120


class Cluster:
    """A scheduler; workers are added with `worker`. For use in a `with`, which ends all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = ""
        self.workers: list[subprocess.Popen[bytes]] = []
        self._environment = {
            **os.environ,
            # the functions of the tests are imported by their name
            "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])),
            "DASK_TEMPORARY_DIRECTORY": str(folder),
            "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
        }

    def __enter__(self) -> Cluster:
        file = self.folder / "scheduler.json"
        file.unlink(missing_ok=True)
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)
        )
        until = time.monotonic() + _SECONDS
        while not self.address:
            assert self.scheduler.poll() is None, (self.folder / "scheduler.log").read_text()
            assert time.monotonic() < until
            with contextlib.suppress(FileNotFoundError, ValueError):
                import json

                self.address = json.loads(file.read_text())["address"]
            time.sleep(0.02)
        return self

    def worker(self, *options: str, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Another worker, with one thread and no nanny: nobody starts it again."""
        started = self._start(
            "worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--memory-limit", "0",
            "--local-directory", str(self.folder), *options, environment=environment,
        )  # fmt: skip
        self.workers.append(started)
        return started

    def _start(self, kind: str, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        with (self.folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments],
                stdout=log, stderr=log, env={**self._environment, **(environment or {})}, cwd=self.folder,
            )  # fmt: skip

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()
