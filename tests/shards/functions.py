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
    """The first process that begins the second part of a file says so in a mark (its process id), and then waits to
    be killed, or kills itself; `always`: every process does."""

    def __call__(self, shard: Shard) -> Finished:
        accident = os.environ.get(ACCIDENT, "")
        if accident and shard.pieces[0].line > 1 and Path(self.here, "second").read_text() == shard.key:
            mark = Path(os.environ[FOLDER], "mark")
            if accident == "always" or not mark.exists():
                mark.with_suffix(".new").write_text(str(os.getpid()))
                mark.with_suffix(".new").replace(mark)
                if accident == "wait":
                    time.sleep(60)
                os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(shard)
