"""Who holds prisoners: an arrest or release without an agent is that of whoever does such things in the article."""

from collections.abc import Sequence

from khabar.article import Event
from khabar.packs.sides import state

_MODES = frozenset(("arrest", "imprisonment", "sentence", "prosecution", "execution", "release", "interrogation"))
#: those without a name who keep prisoners by their office
_KEEPERS = ("unnamed:GOV", "unnamed:COP", "unnamed:MIL", "unnamed:JUD")


def held(events: Sequence[Event]) -> None:
    """Fill the empty sources of arrests, trials and releases where all others of the article have one and the same."""
    dealt = [e for e in events if e.type in ("COERCE", "RETREAT") and e.mode in _MODES and e.polarity]
    known = {frozenset(state(i) for i in e.source): e.source for e in dealt if e.source}
    if len(known) != 1:
        return
    [source] = known.values()
    if any(i.startswith("unnamed:") and not i.startswith(_KEEPERS) for i in source):
        return
    for event in dealt:
        if not event.source and {state(i) for i in source}.isdisjoint(state(i) for i in event.target):
            event.source = list(source)
