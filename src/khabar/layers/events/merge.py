"""One event for one happening within an article: mentions that tell the same are put together."""

from khabar.article import Also, Event
from khabar.packs.sides import state

SYMMETRIC = frozenset(("CONSULT", "AGREE", "COOPERATE"))
#: modalities of what has come about
REAL = frozenset(("happened", "ongoing", "ended"))
_SPEECH = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"))
_BLASTS = {"explosion", "suicide-attack"}
#: modes of talks that are no visit and no meeting told in general words
_DISTANT = frozenset(("call", "messages", "notification"))
#: modalities of what may come about
_TO_COME = frozenset(("planned", "possible", "conditional", "threatened"))
#: modes of what two sides have agreed upon
_CONCLUDED = frozenset(("agreement", "signing", "understanding", "preliminary"))
#: modes that a more general word may stand for (الهجوم for a bombardment, اللقاء for a visit)
_GENERAL = {
    "ASSAULT": frozenset(("attack", "killing", "wounding", "offensive", "strike", "operation")),
    "CONSULT": frozenset(("meeting", "talks", "visit")),
    "AGREE": frozenset(("agreement", "signing", "understanding", "preliminary")),
    "PROTEST": frozenset(("demonstration", "march", "riot")),
    "RETREAT": frozenset(("ceasefire",)),
}


def _compatible(a: Event, b: Event, named: bool = False) -> tuple[bool, int]:
    """Whether the actors of two events (`named`: those with a name) can be the same, and how many they share."""
    pairs = [(a.source, b.source), (a.target, b.target)]
    if named:
        pairs = [([e for e in x if not _nameless(e)], [e for e in y if not _nameless(e)]) for x, y in pairs]
    if a.type in SYMMETRIC:
        pairs = [([*a.source, *a.target], [*b.source, *b.target])]
    shared = 0
    for mine, theirs in pairs:
        x, y = {_signs_for(e) for e in mine}, {_signs_for(e) for e in theirs}
        common = x & y
        shared += len(common)
        if x and y and not (x <= y or y <= x):
            return False, shared
    return True, shared


def _nameless(entity: str) -> bool:
    return entity.startswith("unnamed:")


def _signs_for(entity: str) -> str:
    """Whose act it is: what a presidency signs, its government has signed."""
    return state(entity).removesuffix("-presidency")


def _modes(a: Event, b: Event) -> bool:
    if a.mode == b.mode:
        return True
    if a.mode in _DISTANT or b.mode in _DISTANT:
        return False
    if "shootdown" in (a.mode, b.mode) or "interception" in (a.mode, b.mode):
        return False  # الهجوم is what was warded off
    general = _GENERAL.get(a.type, frozenset())
    return {a.mode, b.mode} == _BLASTS or a.mode in general or b.mode in general


def _times(a: Event, b: Event) -> bool:
    x, y = a.time, b.time
    if x.expr and y.expr and x.earliest and y.earliest and x.latest and y.latest:
        return x.earliest <= y.latest and y.earliest <= x.latest
    return True


def sides(event: Event) -> set[str]:
    """Who takes part in an event, states and their organs as one."""
    return {_signs_for(entity) for entity in (*event.source, *event.target)}


def same_sides(a: Event, b: Event) -> bool:
    """Whether two events of one type are the doing of the same sides, two or more."""
    return a.type == b.type and len(sides(a)) > 1 and sides(a) == sides(b)


def other_sides(a: Event, b: Event) -> bool:
    """Whether talks `a` and `b` are those of two or more sides each that cannot be the same."""
    return a.type == b.type == "CONSULT" and min(len(sides(a)), len(sides(b))) > 1 and not _compatible(a, b)[0]


def one_reality(a: Event, b: Event) -> bool:
    """Whether both are facts, or both the same kind of what is no fact yet."""
    return a.modality == b.modality or (a.modality in REAL and b.modality in REAL)


def same(a: Event, b: Event, definite: bool, distance: int, first_lines: bool) -> bool:
    """Whether `b`, told after `a` in the same article (`distance` sentences on), is the same happening."""
    if a.type != b.type:
        return False
    fits, shared = _compatible(a, b)
    if fits and _standing(a, b, definite):
        return True
    if a.polarity != b.polarity:
        return False
    if definite and fits and a.type == "CONSULT" and a.mode == b.mode:
        return True  # الاجتماع after a meeting that was planned
    if fits and _feared(a, b) and set(a.source) & set(b.source):
        return True  # the one attack that an article fears
    if not one_reality(a, b):
        return False
    known = a.type == "ASSAULT" or a.mode == b.mode == "release"
    if definite and known and _compatible(a, b, named=True)[0] and _times(a, b) and _modes(a, b):
        return True  # الهجوم, الإفراج: those it is done to may be told with a name here and without one there
    again = definite and a.type == "CONSULT" and shared > 0 and distance <= 4  # الاجتماع, told with other words
    if not (fits or again) or not _times(a, b):
        return False
    mine, theirs = sides(a), sides(b)
    guests = [{_signs_for(e) for e in event.source} for event in (a, b)]
    if a.mode == b.mode == "visit" and all(guests) and guests[0].isdisjoint(guests[1]):
        return False  # the one side came to the other, and then the other to it
    if a.type in SYMMETRIC and not definite and len(mine) > 1 and len(theirs) > 1 and len(mine) != len(theirs):
        return False  # talks of three are not those of two of them
    alike = bool(mine) and mine == theirs
    if a.type in _SPEECH:
        kinds = a.mode == b.mode or (distance > 0 and a.type != "REQUEST")  # a demand, an appeal, a condition
        if a.type == "THREATEN" and distance == 0 and fits and set(a.source) & set(b.source):
            return True  # هدد الناطق: سنعاقب …
        return (alike and kinds) or (first_lines and shared > 0 and a.mode == b.mode)
    if not _modes(a, b):
        return False
    empty = not theirs
    if a.mode != b.mode and not definite and distance > 0 and a.type == "ASSAULT":
        return alike and len(mine) > 1 and distance <= 2
    if definite and (empty or shared):
        return True
    if distance == 0 and (empty or shared or not mine):
        return True
    if alike and (len(mine) > 1 or definite or distance <= 3):
        return True
    return shared > 0 and (shared >= 2 or first_lines)


def _feared(a: Event, b: Event) -> bool:
    """Whether both are attacks that may come; `a` and `b` are of one type."""
    return a.type == "ASSAULT" and {a.modality, b.modality} <= _TO_COME


def _truce(a: Event, b: Event) -> bool:
    return a.mode == b.mode == "ceasefire"


def _standing(a: Event, b: Event, definite: bool) -> bool:
    """Whether both are the one truce of an article, or `الاتفاق` after one that was told: to come, held or broken."""
    if _truce(a, b):
        return True
    if definite and a.type == "PROTEST" and a.mode == b.mode and not a.polarity:
        return True  # الإضراب after one that was called off
    return definite and a.type == "AGREE" and {a.mode, b.mode} <= _CONCLUDED


def talked_of(a: Event, b: Event, distance: int) -> bool:
    """Whether `b` says what was talked of at the meeting or in the call `a`, `distance` sentences before."""
    if a.type != "CONSULT" or b.type != "CONSULT" or a.polarity != b.polarity or not _compatible(a, b)[0]:
        return False
    mine, theirs = sides(a), sides(b)
    return distance <= 1 if len(theirs) < 2 else distance <= 2 and mine == theirs


def hurt(a: Event, b: Event) -> bool:
    """Whether `b` can say who was hurt in the attack `a`, told in the sentence before."""
    return a.type == b.type == "ASSAULT" and a.polarity == b.polarity and one_reality(a, b)


def meant(a: Event, b: Event) -> bool:
    """Whether `a` can be what words that point back (`تلك المطالبة`) mean."""
    return a.type == b.type and _compatible(a, b, named=True)[0]


def tells(a: Event, b: Event) -> bool:
    """Whether `a` can be the happening that `b` only touches upon."""
    fits, shared = _compatible(a, b)
    known = shared > 0 or not (b.source or b.target)
    alike = a.type == b.type and a.polarity == b.polarity and one_reality(a, b)
    return alike and fits and known and _times(a, b) and _modes(a, b)


def headline(a: Event, b: Event) -> bool:
    """Whether an event of a headline, `a`, is what the body tells as `b`."""
    fits, shared = _compatible(a, b)
    return a.type == b.type and a.polarity == b.polarity and (shared > 0 or (fits and _modes(a, b)))


def join(a: Event, b: Event) -> None:
    """Put what `b` tells into `a`: actors, places, time; its trigger goes to `also`."""
    fits, _ = _compatible(a, b)
    # a truce, and an attack that is feared, are spoken of in passing: on whose word and where is said the first time
    spoken_of = _truce(a, b) or _feared(a, b)
    for slot in ("source", "target", "mediator", "delegates", "source_spans", "target_spans", "place", "about"):
        mine, theirs = getattr(a, slot), getattr(b, slot)
        if slot in ("source", "target"):
            if not fits:
                continue
            other = a.target if slot == "source" else a.source
            there = {_signs_for(e) for e in (*mine, *other)}
            mine.extend(e for e in theirs if _signs_for(e) not in there and not richer(mine, e))
        elif slot == "place" and (mine or spoken_of):
            continue
        elif slot == "about" and mine:
            continue
        else:
            mine.extend(e for e in theirs if e not in mine)
    if a.time.expr is None and b.time.expr is not None:
        a.time = b.time
    if a.outcome in (None, "unknown") and b.outcome and a.mode != "visit":
        a.outcome = b.outcome
    if a.attribution is None and b.attribution is not None and a.type not in _SPEECH and not spoken_of:
        a.attribution = b.attribution
    a.also.append(Also(b.trigger, b.attribution))
    a.also.extend(b.also)


def richer(mine: list[str], entity: str) -> bool:
    """A named actor is not joined by an unnamed one that merely describes it."""
    return bool(mine) and _nameless(entity)
