"""What other events say of talks: what was agreed at them, who sponsored that, where their sides had gone."""

from collections.abc import Sequence

from khabar.article import Event
from khabar.layers.events import merge
from khabar.layers.events.lexicon import EventTables, Norms
from khabar.layers.events.told import Told

#: modes of agreements that are no result of talks: one side's offer, readiness or demand
_ONE_SIDED = frozenset(("offer", "willingness", "commitment", "proposal"))
#: words after an agreement that may say that it settles a part only
_NEAR = 5
#: sentences after the meeting in which its result may be told
_REACH = 2


class Results:
    """Completes meetings from the agreements and journeys told beside them."""

    def __init__(self, tables: EventTables, norms: Norms) -> None:
        self.norms = norms
        self.during = tables.lists["during"]
        self.partial = [words for value, words in tables.outcomes if value == "partial"]

    def fill(self, told: Sequence[Told]) -> None:
        """Fill the outcomes of meetings that are unknown; `told`: the mentions of an article, in order."""
        for at, item in enumerate(told):
            if not self._agreed(item):
                continue
            meeting = self._at(item, told, at)
            if meeting is not None and meeting.event.outcome == "unknown":
                meeting.event.outcome = "partial" if self._in_part(item) else "agreement"

    def _in_part(self, item: Told) -> bool:
        """`وضعا مسودة`, `اتفقا على معظم النقاط`: whether something is not settled yet."""
        near = range(item.trigger.first, min(item.trigger.last + _NEAR, len(self.norms)))
        return any(words.at(self.norms, at) for words in self.partial for at in near)

    @staticmethod
    def sponsored(events: Sequence[Event]) -> None:
        """Give meetings that ended in an agreement its sponsor, where they have none of their own."""
        for meeting in events:
            if meeting.outcome not in ("agreement", "partial") or meeting.mediator:
                continue
            for event in events:
                told = (event.trigger, *(also.trigger for also in event.also))
                last = meeting.evidence[1] if meeting.evidence else 0
                inside = any(meeting.trigger[1] <= start and end <= last for start, end in told)
                if event.type == "AGREE" and inside and len(merge.sides(event) & merge.sides(meeting)) >= 2:
                    meeting.mediator = list(event.mediator)
                    break

    def carry(self, told: Sequence[Told]) -> None:
        """Give a meeting what was told right before it: the place that a side has gone to, the matter of the two sides.

        The second where `الطرفان` are the two who want to talk of something in the same sentence.
        """
        for at, item in enumerate(told):
            event = item.event
            if event.type != "CONSULT" or event.mode == "visit":
                continue
            for other in reversed(told[:at]):
                if item.sentence - other.sentence > 1:
                    break
                shared = merge.sides(event) & merge.sides(other.event)
                gone = other.event.type == "CONSULT" and bool(other.trigger.entry.get("leaves"))
                if gone and shared and item.definite and item.sentence > other.sentence and not event.place:
                    event.place = list(other.event.place)
                talks = other.event.type == "CONSULT" and item.sentence == other.sentence
                if talks and item.mutual and len(shared) > 1 and not event.about:
                    event.about = list(other.event.about)

    def _agreed(self, item: Told) -> bool:
        event = item.event
        real = event.type == "AGREE" and event.polarity and event.modality in ("happened", "ended")
        return real and event.mode not in _ONE_SIDED

    def _at(self, item: Told, told: Sequence[Told], at: int) -> Told | None:
        """The meeting that something was agreed at: the last one of the same sides, or that its sentence leads to."""
        for other in (*told[at + 1 :], *told[:at][::-1]):
            distance = item.sentence - other.sentence
            if not 0 <= distance <= _REACH or not _met(other):
                continue
            shared = merge.sides(item.event) & merge.sides(other.event)
            if distance == 0 and other.trigger.first > item.trigger.first:
                if shared and self.norms[other.trigger.first - 1] in self.during:
                    return other  # وافقت الحركة على الطلب خلال اجتماع
            elif len(shared) >= 2:
                return other
        return None


def _met(item: Told) -> bool:
    event = item.event
    held = event.type == "CONSULT" and event.polarity and event.modality in ("happened", "ended")
    return held and event.mode != "visit"
