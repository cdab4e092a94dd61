"""`khabar account` as a user calls it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from khabar.article import Article
from khabar.ledger import Ledger

GOOD = "four words in a row\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    with Ledger(tmp_path / "my.ledger", write=True) as made:
        made.add(Article("a", "نص"))
    return tmp_path / "my.ledger"


def account(*arguments: str | Path, said: str = "") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "khabar.cli", "account", *map(str, arguments)],
        input=said, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_add_list_and_remove(ledger: Path) -> None:
    assert account("add", "سلمى", "--role", "keeper", "--ledger", ledger, said=GOOD)[:2] == (0, "سلمى: keeper\n")
    assert account("add", "reader one", "--ledger", ledger, said=GOOD)[0] == 0
    assert account("list", "--ledger", ledger)[1] == "reader    reader one\nkeeper    سلمى\n"
    code, _, err = account("remove", "سلمى", "--ledger", ledger)
    assert code == 1
    assert "last keeper" in err
    assert account("remove", "reader one", "--ledger", ledger)[0] == 0
    assert account("list", "--ledger", ledger)[1] == "keeper    سلمى\n"


@pytest.mark.parametrize(
    ("arguments", "said", "told"),
    [
        (["add", "a"], "short\n", "too easy to guess"),
        (["add"], GOOD, "NAME is missing"),
        (["role", "a"], "", "--role is missing"),
        (["password", "a"], GOOD, "a: has no account"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(ledger: Path, arguments: list[str], said: str, told: str) -> None:
    code, out, err = account(*arguments, "--ledger", ledger, said=said)
    assert (code, out) == (1, "")
    assert told in err
    assert err.count("\n") == 1


def test_no_accounts_for_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    code, _, err = account("add", "a", "--ledger", tmp_path / "no.ledger", said=GOOD)
    assert code == 1
    assert "no such ledger" in err
    assert list(tmp_path.iterdir()) == []
