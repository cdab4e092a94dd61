"""An event while its article is read, with what putting mentions together needs to know."""

from khabar.article import Event
from khabar.layers.events.triggers import Trigger


class Told:
    """An event with what merging needs to know.

    `apart`: whether words before it say that it is another happening than what its sentence told before
    (`ردا على هجوم`, `بينما اندلعت اشتباكات`). `given`: whether it is a deed that somebody looks into or speaks about.
    `passing`: whether it is told only as what went before something else (`بعد أن سحبت سفيرها`).
    """

    __slots__ = (
        "apart",
        "carried",
        "definite",
        "event",
        "given",
        "headline",
        "mutual",
        "passing",
        "result",
        "sentence",
        "trigger",
    )

    def __init__(
        self, event: Event, trigger: Trigger, sentence: int, headline: bool, carried: bool = False, mutual: bool = False
    ) -> None:
        self.apart = False
        self.given = False
        self.passing = False
        self.carried = carried
        self.mutual = mutual
        self.headline = headline
        self.event = event
        self.trigger = trigger
        self.sentence = sentence
        self.definite = trigger.definite
        self.result = bool(trigger.entry.get("result"))
