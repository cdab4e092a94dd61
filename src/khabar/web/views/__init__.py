"""The views. A view is a module here with a `VIEW`, a template and words of its own name; it is listed in `VIEWS`."""

from __future__ import annotations

from importlib import import_module

from khabar.web.site import View

#: Module names; the navigation goes by `View.nav`.
VIEWS: tuple[str, ...] = (
    "start",
    "stories",
    "story",
    "happenings",
    "happening",
    "article",
    "actors",
    "actor",
    "outlets",
    "outlet",
    "matrix",
    "search",
    "map",
    "network",
    "preferences",
    "account",
    "upload",
    "review",
    "correct",
    "log",
)


def all_views() -> tuple[View, ...]:
    """Every view, in the order of `VIEWS`."""
    return tuple(import_module(f"khabar.web.views.{name}").VIEW for name in VIEWS)
