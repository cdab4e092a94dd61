"""The work on a shard with an accident in it, in a module that workers can import by its name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from khabar.shards.manifest import Finished
from khabar.shards.plan import Shard
from khabar.shards.task import ReadShard

#: Names of environment variables: a folder for marks, and what the accident is.
FOLDER, ACCIDENT = "KHABAR_TEST_FOLDER", "KHABAR_TEST_ACCIDENT"


class Accident(ReadShard):
    """Whoever begins the shard that the file `second` names says so in a mark (its process id), the first time, and
    then waits to be killed, or kills itself; `always`: whoever reads the line that begins it kills itself."""

    def __call__(self, shard: Shard) -> Finished:
        accident = os.environ.get(ACCIDENT, "")
        mark = Path(os.environ.get(FOLDER, ""), "mark")
        key, line = Path(self.here, "second").read_text().split()
        if accident == "always" and any(_lines(p.line, p.start, p.end, p.name) & {int(line)} for p in shard.pieces):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if accident in ("wait", "once") and shard.key == key and not mark.exists():
            mark.with_suffix(".new").write_text(str(os.getpid()))
            mark.with_suffix(".new").replace(mark)
            if accident == "wait":
                time.sleep(120)
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(shard)


def _lines(first: int, start: int, end: int | None, name: str) -> set[int]:
    """The numbers of the lines of a part."""
    return set(range(first, first + Path(name).read_bytes()[start:end].count(b"\n")))
