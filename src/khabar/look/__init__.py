"""What views ask of a ledger, each answer read from the few rows that it shows.

The functions take an open ledger and give structs. They show what `Ledger.events` and the functions over whole ledgers
show, decisions applied. `Filters` says which happenings are meant; pages count from 1. Every function may raise
`ledger-unrelated`, where nothing was related yet, and the KhabarErrors of reading a ledger.
"""

from __future__ import annotations

from khabar.look.actors import actor, actors
from khabar.look.arrived import arrived
from khabar.look.course import course
from khabar.look.filters import Filters
from khabar.look.happening import happening
from khabar.look.happenings import happenings, of_article
from khabar.look.maps import map_points
from khabar.look.matrix import matrix
from khabar.look.network import network
from khabar.look.outlets import outlet, outlets
from khabar.look.review import review
from khabar.look.search import search
from khabar.look.start import start
from khabar.look.stories import stories, story

__all__ = [
    "Filters", "actor", "actors", "arrived", "course", "happening", "happenings", "map_points", "matrix", "network",
    "of_article", "outlet", "outlets", "review", "search", "start", "stories", "story",
]  # fmt: skip
