"""The two sides of a fight that one sentence tells with several words.

`استعاد الجيش البلدة بعد معارك قُتل فيها العشرات من المسلحين`: he who took the town fought, killed and took prisoners,
and those who were killed have lost it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from khabar.article import Event
from khabar.layers.events.attacks import DOWNED
from khabar.layers.events.merge import REAL
from khabar.layers.events.told import Told
from khabar.packs.sides import state

_SEIZED = frozenset(("arrest", "abduction"))
_NEAR = 7
#: modes in which the two sides of a fight meet, whoever is said to die
_MEETING = frozenset(("seizure", "clash", "offensive"))
_WON = frozenset(("seizure", "clash", "offensive", "killing", "arrest", "wounding"))


class Missing(NamedTuple):
    """What an event has no word of its own for; filled in when the happenings of the article are told apart."""

    event: Event
    source: list[str]
    target: list[str]

    def fill(self) -> None:
        """Fill what is still empty."""
        if not self.event.source:
            self.event.source = [i for i in self.source if i not in self.event.target]
        if not self.event.target:
            self.event.target = [i for i in self.target if i not in self.event.source]


def opposed(found: Sequence[Told]) -> list[Missing]:
    """The sides that acts of a fight lack and another word of their sentence tells."""
    acts = [item.event for item in found if _violent(item.event)]
    if len(acts) < 2 or all(event.mode not in _MEETING for event in acts):
        return []
    doer, other = _side([event.source for event in acts]), _side([event.target for event in acts])
    if not doer or not other or {state(i) for i in doer} & {state(i) for i in other}:
        return []
    return [
        Missing(event, doer, other)
        for event in acts
        if event.mode in _WON and not any(i.startswith("unnamed:CVL") for i in event.target)
    ]


def downed(found: Sequence[Told]) -> list[Missing]:
    """`أسقطت الدفاعات صاروخا أطلقه الحوثيون`: what is shot down is theirs who launched it, and they aimed at them."""
    out = []
    for shot in found:
        if shot.event.type != "ASSAULT" or shot.event.mode not in DOWNED:
            continue
        for launch in found:
            hangs = launch.trigger.verb and 0 <= launch.trigger.first - shot.trigger.last <= _NEAR
            if not hangs or launch.event.mode != "missile" or not launch.event.source:
                continue
            if shot.event.source == launch.event.source or not _weapons(shot.event.target, launch.event.source):
                continue
            shot.event.target, shot.event.target_spans = list(launch.event.source), list(launch.event.source_spans)
            out.append(Missing(launch.event, [], list(shot.event.source)))
    return out


def _weapons(target: list[str], launcher: list[str]) -> bool:
    """Whether nobody else is said to be struck than who launched, or some thing without a name."""
    return all(i.startswith("unnamed:") or i in launcher for i in target)


def _violent(event: Event) -> bool:
    kind = event.type == "ASSAULT" or (event.type == "COERCE" and event.mode in _SEIZED)
    return kind and event.polarity and event.modality in REAL


def _side(groups: Sequence[list[str]]) -> list[str]:
    """The one side of all groups, those apart whose one actor has no name; none where there are more."""
    named = [group for group in groups if group and not all(i.startswith("unnamed:") for i in group)]
    told = named or [group for group in groups if group]
    return told[0] if len({frozenset(state(i) for i in group) for group in told}) == 1 else []
