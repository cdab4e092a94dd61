"""The frame of the command line: help, usage, one-line errors, Ctrl-C, closed pipes."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from khabar.article import Article
from khabar.cli import COMMANDS
from khabar.ledger import open_ledger

Run = Callable[..., Any]


def test_help_names_every_command(khabar: Run) -> None:
    done = khabar("--help")
    assert done.code == 0
    assert all(f"  {name} " in done.out for name in COMMANDS)
    assert khabar().out == done.out
    assert khabar("--version").out.startswith("khabar 0")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(khabar: Run, name: str) -> None:
    done = khabar(name, "--help")
    assert done.code == 0
    assert f"usage: khabar {name}" in done.out
    assert importlib.import_module(COMMANDS[name][0]).__doc__


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["read"],
        ["read", "x"],
        ["search", "--ledger"],
        ["read", "x", "-l", "y", "--workers", "-3"],
    ],
)
def test_usage(khabar: Run, arguments: list[str]) -> None:
    done = khabar(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert "--help" in done.err


def test_start_is_light() -> None:
    heavy = (
        "{'msgspec', 'sqlite3', 'yaml', 'resiliparse', 'trafilatura', 'lxml', 'asyncio', 'multiprocessing', 'jinja2'}"
    )
    code = f"import sys; from khabar.cli import main; main(['--help']); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_bug_is_one_line(khabar: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr("khabar.cli.search.run", broken)
    done = khabar("search", "x", "--ledger", tmp_path / "x")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert "ZeroDivisionError" in done.err
    monkeypatch.setenv("KHABAR_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        khabar("search", "x", "--ledger", tmp_path / "x")


def test_control_c(khabar: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("khabar.cli.search.run", stopped)
    done = khabar("search", "x", "--ledger", "x")
    assert done.code == 130
    assert done.err == "khabar: stopped. What was finished before is kept\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger whose export is larger than a pipe holds."""
    path = tmp_path / "big.ledger"
    with open_ledger(path, write=True) as writing:
        for n in range(40):
            writing.add(Article(f"a{n}", f"خبر {n} " * 2000))
    return path


def test_closed_pipe(command: Callable[..., list[str]], ledger: Path) -> None:
    running = subprocess.Popen(command("export", "--ledger", ledger), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(timeout=30) == 141


def test_interrupted_process(command: Callable[..., list[str]], ledger: Path) -> None:
    running = subprocess.Popen(command("export", "--ledger", ledger), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()  # it waits now, its pipe being full
    time.sleep(0.2)
    os.kill(running.pid, signal.SIGINT)
    time.sleep(0.2)
    running.stdout.close()
    assert b"Traceback" not in running.stderr.read()
    assert running.wait(timeout=30) in (130, 141)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("output", ["/dev/full", "-"])
def test_full_disk(command: Callable[..., list[str]], ledger: Path, output: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("export", "--ledger", ledger, "--output", output), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"no space left" in done.stderr
