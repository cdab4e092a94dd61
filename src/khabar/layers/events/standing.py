"""How what a trigger tells stands to what else its sentence tells: apart from it, before it, done by it."""

from khabar.layers.document import Sentence
from khabar.layers.events.lexicon import EventTables, Norms, bares
from khabar.layers.events.told import Told
from khabar.layers.events.triggers import Trigger


class Standing:
    """Reads the words right before triggers."""

    def __init__(self, tables: EventTables, norms: Norms) -> None:
        self.tables = tables
        self.norms = norms

    def caused(self, first: Told, second: Told) -> bool:
        """`هجوم أسفر عن مقتل …`, `قتل … في هجوم`: one of two in a sentence is said to have done the other."""
        low, high = first.trigger.last, second.trigger.first
        if second.result:
            return not self.tables.lists["causing"].isdisjoint(self.norms[max(low, high - 6) : high])
        return high - low <= 14 and self.norms[high - 1] in self.tables.lists["caused-by"]

    def passing(self, trigger: Trigger) -> bool:
        """Whether something is told only as what went before or lies behind what the sentence tells."""
        at = trigger.light.at if trigger.light is not None and trigger.light.at < trigger.first else trigger.first
        before = [n for n in self.norms[max(0, at - 2) : at] if n != "ان"][-1:]
        return bool(before) and before[0] in self.tables.lists["behind"]

    def instead(self, trigger: Trigger) -> bool:
        """`بدلا من دخول مفاوضات`: whether a noun tells what is not to be done but something else."""
        before = self.norms[max(0, trigger.first - 3) : trigger.first]
        return not trigger.verb and not self.tables.lists["instead"].isdisjoint(before)

    def several(self, trigger: Trigger) -> bool:
        """`عدة لقاءات`: whether a noun tells several meetings."""
        return not trigger.verb and any(b in self.tables.lists["meetings"] for b in bares(self.norms[trigger.first]))

    def all_of(self, trigger: Trigger) -> bool:
        """`كل الاجتماعات`: whether a noun tells all of several happenings."""
        many = trigger.reading.form.pos in ("plural", "dual")
        before = self.norms[trigger.first - 1] if trigger.first else ""
        return many and any(b in self.tables.lists["all-of"] for b in bares(before))

    def pointed(self, trigger: Trigger) -> bool:
        """`تلك المطالبة`, `هذا الهجوم`: whether a noun is pointed back at."""
        before = self.norms[trigger.first - 1].lstrip("وفبل") if trigger.first else ""
        return not trigger.verb and trigger.definite and before in self.tables.lists["pointing"]

    def past(self, trigger: Trigger) -> bool:
        """Whether the grammar says that something is past, whatever time stands near it."""
        before = self.norms[max(0, trigger.first - 2) : trigger.first]
        after = before == ["بعد", "ان"] or before[-1:] in (["بعدما"], ["قد"])
        return (trigger.verb and trigger.reading.form.pos == "past") or after

    def apart(self, trigger: Trigger, sentence: Sentence) -> bool:
        """Whether words at most four before the trigger set it apart from what was told before it."""
        for at in range(trigger.first - 1, max(sentence.first, trigger.first - 4) - 1, -1):
            if self.norms[at] in "،,.؛":
                return False
            if self.norms[at] in self.tables.lists["apart"]:
                return True
        return False
