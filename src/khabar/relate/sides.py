"""On whose side an actor is: who leads a force alone acts for it, an organ for its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.packs.sides import side

if TYPE_CHECKING:
    from khabar.packs import Packs


def side_of(entity: str, packs: Packs | None) -> str:
    """The side of an actor: who leads one armed force, party or state alone acts for it, and an organ for its state."""
    seen = {entity}
    while packs is not None and (known := packs.entities.get(entity)) is not None:
        relation = "leads:" if known.type == "PER" else "part-of:"
        over = {r.split("@")[0].removeprefix(relation) for r in known.relations if r.startswith(relation)}
        above = over.pop() if len(over) == 1 else None
        parent = packs.entities.get(above) if above else None
        if above is None or above in seen or parent is None or parent.type not in {"GOV", "GRP", "ORG"}:
            break
        if known.type != "PER" and side(above) == above:  # a part of a group or an administration is its own side
            break
        seen.add(above)
        entity = above
    own = side(entity)
    # the navy of a force is the force, and that again a part of its state
    return own if own == entity or packs is None or own not in packs.entities else side_of(own, packs)
