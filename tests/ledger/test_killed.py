"""What was said to be kept is kept, also when the process is killed without warning."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from khabar.ledger import open_ledger

WRITER = """
import sys
from khabar.article import Article
from khabar.ledger import open_ledger
ledger = open_ledger(sys.argv[1], write=True)
for n in range(100_000):
    ledger.add(Article(f"a{n}", f"خبر {n} " * 50))
    print(n, flush=True)
"""


def test_killed_while_writing(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    writing = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writing.stdout is not None
    for _ in range(30):
        writing.stdout.readline()
    writing.kill()
    acknowledged = 30 + len(writing.stdout.read().split())
    writing.wait()
    writing.stdout.close()
    with open_ledger(path) as ledger:
        assert ledger.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert ledger.counts()["articles"] >= acknowledged
    with open_ledger(path, write=True) as ledger:
        assert ledger.search(str(acknowledged - 1))
