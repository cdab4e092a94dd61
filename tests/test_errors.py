"""Errors: each says in one line what is wrong and what to do, and travels between processes."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from khabar import errors
from khabar.errors import CATALOGUE, KhabarError, SeveralErrors, error


@pytest.mark.parametrize("code", CATALOGUE)
def test_each_is_one_line_with_a_hint(code: str) -> None:
    fields = set(re.findall(r"{(\w+)", "".join(CATALOGUE[code])))
    made = error(code, **dict.fromkeys(fields, "two\nlines"))
    assert "\n" not in made.message
    assert made.hint
    assert "{" not in str(made)


def test_pickle() -> None:
    made = error("path-missing", name="a")
    for problem in (made, SeveralErrors([made, KhabarError("x", "y")])):
        back = pickle.loads(pickle.dumps(problem))
        assert (type(back), str(back), back.code) == (type(problem), str(problem), problem.code)


def test_every_code_that_is_used_is_in_the_catalogue() -> None:
    source = Path(errors.__file__).parent
    used = {
        code
        for path in source.rglob("*.py")
        for code in re.findall(r'(?<![\w.])error\(\s*"([a-z-]+)"', path.read_text("utf-8"))
    }
    assert used <= set(CATALOGUE) | {"several"}
