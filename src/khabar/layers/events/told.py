"""An event while its article is read, with what putting mentions together needs to know."""

from khabar.article import Event
from khabar.layers.events.triggers import Trigger


class Told:
    """An event with what merging needs to know.

    `apart`: whether words before it say that it is another happening than what its sentence told before
    (`ردا على هجوم`, `بينما اندلعت اشتباكات`). `given`: whether it is a deed that somebody looks into or speaks about.
    `toll`: whether a sentence begins with it and says no more than who was hurt (`وأصيب أربعة جنود`).
    `pointed`: whether a word points back at it (`تلك المطالبة`).
    `detail`: whether it says what was talked of (`بحثا خلاله`).
    `dated`: whether only a time to come makes it planned.
    `all_of`: whether it is all of several and none of them (`كل الاجتماعات`).
    `many`: whether it is several meetings, of which a later word for one (`الاجتماع`) means none.
    `passing`: whether it is told only as what went before something else (`بعد أن سحبت سفيرها`).
    `where`: entities of the places of a visit.
    """

    __slots__ = (
        "all_of",
        "apart",
        "carried",
        "dated",
        "definite",
        "detail",
        "event",
        "given",
        "headline",
        "many",
        "mutual",
        "passing",
        "pointed",
        "result",
        "sentence",
        "toll",
        "trigger",
        "where",
    )

    def __init__(
        self, event: Event, trigger: Trigger, sentence: int, headline: bool, carried: bool = False, mutual: bool = False
    ) -> None:
        self.all_of = False
        self.apart = False
        self.dated = False
        self.detail = False
        self.given = False
        self.passing = False
        self.pointed = False
        self.toll = False
        self.where: frozenset[str] = frozenset()
        self.carried = carried
        self.many = False
        self.mutual = mutual
        self.headline = headline
        self.event = event
        self.trigger = trigger
        self.sentence = sentence
        self.definite = trigger.definite
        self.result = bool(trigger.entry.get("result"))
