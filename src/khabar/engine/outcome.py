"""What became of one item."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from khabar.errors import KhabarError, error

T = TypeVar("T")
R = TypeVar("R")


@dataclass
class Outcome(Generic[T, R]):
    """`value`, or `error` and no value. `item` is what was given."""

    item: T
    value: R | None = None
    error: KhabarError | None = None


def label(item: object) -> str:
    """What an item is called in an error: its source and id where it has them."""
    source, identifier = getattr(item, "source", None), getattr(item, "id", None)
    if source and identifier:
        return f"{source} ({identifier})"
    return str(source or identifier or repr(item)[:60])


def attempt(function: Callable[[T], R], item: T) -> tuple[R | None, KhabarError | None]:
    """(value, None), or (None, error); with KHABAR_DEBUG set, the traceback goes to standard error."""
    try:
        return function(item), None
    except KhabarError as problem:
        return None, problem
    except Exception as problem:
        if os.environ.get("KHABAR_DEBUG"):
            traceback.print_exc(file=sys.stderr)
        return None, error("article-failed", name=label(item), why=f"{type(problem).__name__}: {problem}")
