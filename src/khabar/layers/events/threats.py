"""Who is meant by a threat: who is warned of doing something would do it, and whose act is answered is threatened."""

from collections.abc import Collection, Sequence

from khabar.layers.events.told import Told
from khabar.packs.sides import state

_FAR = 16


def warned(holder: Told, found: Sequence[Told], norms: Sequence[str], dangers: Collection[str]) -> None:
    """`حذرت باكستان الهند من شن هجوم`: what somebody is warned of doing would be his act."""
    first = holder.event
    if first.mode != "warning" or not first.target:
        return
    for item in found:
        event = item.event
        if (
            item.trigger.verb
            or not 0 < item.trigger.first - holder.trigger.last <= _FAR
            or not _of(item, norms, dangers)
        ):
            continue
        if {state(i) for i in event.source} - {state(i) for i in (*first.source, *first.target)}:
            continue  # حذرت أرمينيا روسيا من هجوم أذري
        if event.modality in ("happened", "possible"):
            event.modality = "threatened"
        event.target = [i for i in event.target if i not in first.target]
        event.source, event.source_spans = list(first.target), list(first.target_spans)


def _of(item: Told, norms: Sequence[str], dangers: Collection[str]) -> bool:
    """Whether من, or من and a word for the danger, stands before an act."""
    light = item.trigger.light
    head = min(item.trigger.first, light.at) if light is not None else item.trigger.first
    if norms[head - 1] in dangers:
        head -= 1  # من مغبة التدخل
    return head > 0 and norms[head - 1] == "من"


def answered(found: Sequence[Told], is_answer: Collection[int]) -> None:
    """`سترد على الهجوم الأذربيجاني`: the threat is toward whoever did what it answers.

    `is_answer`: numbers of the events that somebody answers.
    """
    for holder in found:
        event = holder.event
        if event.type != "THREATEN" or not event.source or not set(event.target) <= set(event.source):
            continue
        for number in is_answer:
            item = found[number]
            near = 0 < item.trigger.first - holder.trigger.last <= _FAR
            doers = [i for i in item.event.source if i not in event.source]
            if near and doers and item.event.type in ("ASSAULT", "COERCE", "SANCTION"):
                event.target, event.target_spans = doers, list(item.event.source_spans)
                break
