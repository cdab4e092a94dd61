"""Who holds prisoners: an arrest or release without an agent is that of whoever does such things in the article."""

from collections.abc import Collection, Sequence

from khabar.article import Event
from khabar.packs.sides import state

_TYPES = frozenset(("COERCE", "RETREAT", "ASSAULT"))
_MODES = frozenset(("arrest", "imprisonment", "sentence", "prosecution", "execution", "release", "interrogation"))
#: those without a name who keep prisoners by their office
_KEEPERS = ("unnamed:GOV", "unnamed:COP", "unnamed:MIL", "unnamed:JUD")


def held(events: Sequence[Event], countries: Collection[str]) -> None:
    """Fill the empty sources of arrests, trials and releases where one keeper does all others that are told.

    Where a state and a movement both take prisoners, what is told without an agent is the state's.
    """
    dealt = [e for e in events if e.type in _TYPES and e.mode in _MODES and e.polarity]
    known = {frozenset(state(i) for i in e.source): e.source for e in dealt if e.source}
    official = {sides: source for sides, source in known.items() if all(_official(i, countries) for i in source)}
    keepers = official or known
    if len(keepers) != 1:
        return
    [source] = keepers.values()
    if any(i.startswith("unnamed:") and not i.startswith(_KEEPERS) for i in source):
        return
    for event in dealt:
        if not event.source and {state(i) for i in source}.isdisjoint(state(i) for i in event.target):
            event.source = list(source)


def _official(entity: str, countries: Collection[str]) -> bool:
    return state(entity) in countries or entity.removesuffix("-police").removesuffix("-security") in countries
