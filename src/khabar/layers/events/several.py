"""Whom a verb means that stands for two or for many: those whom `و` joins, people and not a state."""

from khabar.arabic.forms import Form
from khabar.layers.events.actors import Actor
from khabar.packs import Packs
from khabar.packs.sides import state


class Several:
    """Remembers the subjects of the sentence before, and answers for verbs in the dual and the plural."""

    def __init__(self, packs: Packs) -> None:
        self.packs = packs
        self.last: list[Actor] = []
        self.people: Actor | None = None
        self.two_sides: list[tuple[Actor, Actor]] = []

    def remember(self, actors: list[Actor]) -> None:
        """Take note of the actors of a sentence that was read."""
        self.last = _joined(actors) or self.last
        free = [a for a in actors if a.ids and a.prep == "" and self.many(a)]
        self.people = free[0] if free else self.people

    def between(self, first: Actor, second: Actor) -> None:
        """Take note of two sides of an event."""
        self.two_sides.append((first, second))

    def last_two(self) -> tuple[Actor, Actor] | None:
        """The two sides of the last event of two that have names."""
        return next((two for two in reversed(self.two_sides) if two[0].named and two[1].named), None)

    def other(self, actor: Actor, pronoun: str) -> Actor | None:
        """Whom the pronoun of a verb means (`وطالبتها بالاعتذار`): the other side of the last event of its subject."""
        for first, second in reversed(self.two_sides):
            if actor.ids in (first.ids, second.ids):
                found = second if first.ids == actor.ids else first
                return None if pronoun == "ها" and found.persons == found.ids else found
        return None

    def two(self, form: Form, before: list[Actor], met: tuple[Actor, Actor] | None = None) -> list[Actor]:
        """Both subjects of a verb in the dual (`وقدمتا`): the two joined last before it, or in the sentence before.

        `met`: who met before, and is meant where nobody is joined in the sentence of the verb (`كما اتفقا على …`).
        """
        if form.number != "d" or not form.is_verb:
            return []
        found = _joined(before) or (list(met) if met is not None else self.last)
        return found if sum(len(actor.ids) for actor in found) == 2 else []

    def many(self, actor: Actor) -> bool:
        """Whether a verb in the plural (`ومنعوا`) can have an actor as its subject: neither a state nor one man."""
        if actor.persons or actor.capital:
            return False
        return all(state(entity) not in self.packs.countries for entity in actor.ids)


def _joined(actors: list[Actor]) -> list[Actor]:
    """The last actors without a preposition that `و` joins, if there are two or more of them."""
    out: list[Actor] = []
    run: list[Actor] = []
    for actor in actors:
        if not actor.ids or actor.prep:
            run = []
        elif len(actor.ids) == 2:
            run = out = [actor]  # الرئيسان الأرميني والأذري
        elif actor.joined and run:
            run.append(actor)
            out = run
        else:
            run = [actor]
    return out
